"""The index to find customers by, while the database changes under it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from typing import cast

import pytest

from tui.board.finder import Finder
from tui.board.session import Session
from tui.store.results import FindRow, StoreError


def row(name: str) -> FindRow:
    return FindRow(1, name, (), (), (), (), ())


class Book:
    """A store of one customer; `meanwhile` happens behind each reading."""

    def __init__(self) -> None:
        self.store = self
        self.name = "김민지"
        self.meanwhile: Callable[[], None] = lambda: None

    async def find_rows(self) -> AsyncIterator[list[FindRow]]:
        rows = [row(self.name)]
        self._happens()
        yield rows

    async def find_rows_of(self, ids: Sequence[int]) -> list[FindRow]:
        rows = [row(self.name)] if 1 in ids else []
        self._happens()
        return rows

    def _happens(self) -> None:
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def finder(book: Book) -> Finder:
    return Finder(cast(Session, book))


async def found(finder: Finder, text: str) -> list[int]:
    return [hit.id for hit in (await finder.index()).find(text)]


async def test_who_changes_while_the_index_is_built_is_found_by_their_new_name(
    finder: Finder, book: Book
) -> None:
    def renamed() -> None:
        book.name = "박서준"
        finder.touched([1])

    book.meanwhile = renamed
    assert await found(finder, "박서준") == [1]
    assert await found(finder, "김민지") == []


@pytest.mark.parametrize("built_before", [False, True])
async def test_a_file_taken_back_while_the_index_is_read_leaves_no_old_words(
    finder: Finder, book: Book, built_before: bool
) -> None:
    def taken_back() -> None:
        book.name = "박서준"
        finder.forget()

    if built_before:
        await finder.index()
        finder.touched([1])
    book.meanwhile = taken_back
    await finder.index()
    assert await found(finder, "박서준") == [1]


async def test_what_could_not_be_read_is_read_the_next_time(finder: Finder, book: Book) -> None:
    def locked() -> None:
        raise StoreError("locked", path="sonnim.db")

    await finder.index()
    book.name = "박서준"
    finder.touched([1])
    book.meanwhile = locked
    with pytest.raises(StoreError):
        await finder.index()
    assert await found(finder, "박서준") == [1]
