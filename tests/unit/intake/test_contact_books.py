"""Contact books of every source become contacts, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contact_books import BOOKS, Expected, people
from tests.unit.intake.helpers import rows_file, whole
from tui.intake.records import CONTACTS, ORDERS


@pytest.mark.parametrize("source", BOOKS)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_entry_is_read_as_it_was_meant(source: str, seed: int, tmp_path: Path) -> None:
    book = BOOKS[source](people(45, seed))
    path = tmp_path / source
    path.write_bytes(book.content)
    read = whole(path)
    assert read.preview.kind == CONTACTS
    assert read.preview.format == path.suffix[1:]
    found = [
        Expected(
            record.name,
            tuple(phone.value for phone in record.phones),
            record.email,
            record.memo,
            record.instagram,
        )
        for record in read.records
    ]
    assert found == list(book.expected)
    assert [record.row for record in read.records] == list(range(2, 47))
    assert not read.problems
    assert read.reasons == {}


def test_a_booking_list_with_first_and_last_names_is_no_contact_book(tmp_path: Path) -> None:
    header = ["First Name", "Last Name", "Mobile Phone", "Check-in", "Room"]
    row = ["Jane", "Smith", "010-1234-0001", "2022-10-17", "Twin"]
    assert whole(rows_file(tmp_path, header, row)).preview.kind == ORDERS


def test_a_nickname_or_a_middle_name_never_stands_in_for_the_name(tmp_path: Path) -> None:
    header = ["First Name", "Middle Name", "Last Name", "Nickname", "Phone 1 - Value"]
    rows = [
        ["Jane", "Q", "Smith", "Janie", "010-1234-0001"],
        ["민지", "", "김", "별사탕", "010-1234-0002"],
        ["", "", "", "별사탕", "010-1234-0003"],
    ]
    read = whole(rows_file(tmp_path, header, *rows))
    assert [record.name for record in read.records][:2] == ["Jane Smith", "김민지"]


def test_a_given_name_that_already_holds_the_family_name_is_not_given_it_twice(tmp_path: Path) -> None:
    rows = [
        ["김", "김민지", "010-1234-0001"],
        ["이", "수현", "010-1234-0002"],
        ["", "박서준", "010-1234-0003"],
    ]
    read = whole(rows_file(tmp_path, ["성", "이름", "휴대폰"], *rows))
    assert [record.name for record in read.records] == ["김민지", "이수현", "박서준"]
