"""A file that another program rewrites comes in again by itself while the board stands."""

from __future__ import annotations

import os
from pathlib import Path

from tests.containers import csv
from tests.e2e.driving import AtWork, at_work
from tests.samples import Rows, reservations
from tui.board.screens.board import BoardScreen
from tui.board.screens.importing import ImportScreen


def write(file: Path, rows: Rows) -> None:
    """As a till does: beside it first, then in its place."""
    beside = file.with_suffix(".part")
    beside.write_bytes(csv(rows))
    os.replace(beside, file)


async def watching(shop: AtWork, place: Path) -> None:
    """Takes a file or folder in and has it watched; then the board again."""
    await shop.do("board.import")
    await shop.at(ImportScreen)
    await shop.paste(str(place))
    await shop.press("enter")
    await shop.sees("이렇게 읽었어요")
    await shop.do("import.watch")
    await shop.sees("파일이 바뀌면 다시 가져옵니다", "지켜보지 않기")
    await shop.do("import.start")
    await shop.told("가져왔어요")
    await shop.do("import.start")
    await shop.at(BoardScreen)
    await shop.sees(f"지켜봄 {place.name}")


async def test_new_rows_of_a_watched_file_come_onto_the_board(few: Path, tmp_path: Path) -> None:
    file = tmp_path / "pos.csv"
    rows = reservations(12)
    write(file, rows[:9])
    async with at_work(few, size=(100, 30)) as shop:
        await watching(shop, file)
        before, cases = len(await shop.book.imports()), len(await shop.cases())
        write(file, rows)
        told = await shop.told("pos.csv: 새 주문")
        (summary, *_) = await shop.book.imports()
        assert f"새 주문 {summary.new}건" in told
        assert summary.new == 4
        assert len(await shop.book.imports()) == before + 1
        await shop.sees(f"미연락 {cases + summary.cases_new}")
        # What came by itself is not what the person did last.
        await shop.do("common.undo")
        await shop.told("pos.csv", "되돌렸어요")
        assert (await shop.book.imports())[0].header.staff == ""


async def test_a_file_written_again_with_the_same_content_writes_nothing(few: Path, tmp_path: Path) -> None:
    rows = reservations(12)
    folder = tmp_path / "매장"
    folder.mkdir()
    file, other = folder / "pos.csv", folder / "other.csv"
    write(file, rows[:9])
    async with at_work(few, size=(100, 30)) as shop:
        await watching(shop, folder)
        write(file, rows[:10])
        await shop.told("pos.csv: 새 주문 1건")
        before = len(await shop.book.imports())
        write(file, rows[:10])
        write(other, [rows[0], *rows[10:12]])  # what comes after it shows that it was looked at
        await shop.told("other.csv: 새 주문")
        later = await shop.book.imports()
        assert [one.header.file for one in later[: len(later) - before]] == ["other.csv"]


async def test_an_error_is_said_once_and_the_next_whole_file_comes_in(few: Path, tmp_path: Path) -> None:
    file = tmp_path / "pos.csv"
    rows = reservations(12)
    write(file, rows[:9])
    async with at_work(few, size=(100, 30)) as shop:
        said: list[str] = []
        tell = shop.app.tell

        def listening(sentence: str, tone: str = "") -> None:
            said.append(sentence)
            tell(sentence, tone)

        shop.app.tell = listening  # type: ignore[method-assign]
        await watching(shop, file)
        for size in (500, 600):
            before = shop.app.watched.read
            file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * size + b"\n")
            await shop.until(lambda was=before: shop.app.watched.read > was, "the file to be read again")
        write(file, rows)
        await shop.told("pos.csv: 새 주문")
        assert len([one for one in said if "그림 파일이에요" in one]) == 1


async def test_the_same_key_ends_it(few: Path, tmp_path: Path) -> None:
    file = tmp_path / "pos.csv"
    rows = reservations(12)
    write(file, rows[:9])
    async with at_work(few, size=(100, 30)) as shop:
        await watching(shop, file)
        await shop.do("board.import")
        await shop.at(ImportScreen)
        await shop.press("f9")
        await shop.told("이제 파일을 지켜보지 않아요")
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.no_longer_sees("지켜봄")
        assert shop.app.watched.places == ()


async def test_it_can_be_ended_from_the_board_too(few: Path, tmp_path: Path) -> None:
    file = tmp_path / "pos.csv"
    write(file, reservations(9))
    async with at_work(few, size=(100, 30)) as shop:
        await watching(shop, file)
        await shop.sees("지켜봄 pos.csv")
        await shop.do("common.unwatch")
        await shop.told("이제 파일을 지켜보지 않아요")
        assert shop.app.watched.places == ()
        await shop.no_longer_sees("지켜봄")
        await shop.do("common.unwatch")
        await shop.told("지켜보는 파일이 없어요")
