"""`u` takes back whatever was done last: a file taken in, a contact point, and before them the call."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import NAMES
from tests.e2e.driving import AtWork, at_work
from tests.samples import reservations, write_csv
from tui.board.screens.board import BoardScreen
from tui.board.screens.contact import ContactScreen
from tui.board.screens.importing import ImportScreen
from tui.board.screens.points import PointScreen


async def take_in(shop: AtWork, file: Path) -> None:
    await shop.do("board.import")
    await shop.at(ImportScreen)
    await shop.paste(str(file))
    await shop.press("enter")
    await shop.sees("이렇게 읽었어요")
    await shop.press("enter")
    await shop.told("가져왔어요")
    await shop.press("escape")
    await shop.at(BoardScreen)


async def test_a_file_taken_in_is_taken_back_and_taken_in_again(few: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "잘못된 파일.csv", reservations(40))
    async with at_work(few, size=(132, 40)) as shop:
        before = await shop.cases()
        await shop.do("outcome.busy")
        await shop.told(NAMES[0], "기록했어요")
        called = await shop.cases()
        await take_in(shop, file)
        (summary, _) = await shop.book.imports()
        stood = len(await shop.cases())
        assert stood > len(before)
        await shop.do("common.undo")
        await shop.told(f"'잘못된 파일.csv' 가져오기를 되돌렸어요. 주문 {summary.new}건을 거두었어요.")
        assert await shop.cases() == called
        await shop.sees(f"미연락 {len(NAMES)}")
        await take_in(shop, file)
        assert len(await shop.cases()) == stood
        assert (await shop.book.imports())[0].new == summary.new
        await shop.do("common.undo")
        await shop.told("가져오기를 되돌렸어요")
        await shop.do("common.undo")  # and then the call before both
        await shop.told(NAMES[0], "통화 중", "되돌렸어요")
        assert [case.attempts for case in await shop.cases()] == [()] * len(NAMES)


async def test_the_same_file_twice_leaves_what_was_done_before_for_undo(few: Path, tmp_path: Path) -> None:
    """The twin: a file that changed nothing is not what `u` takes back."""
    file = write_csv(tmp_path / "예약.csv", reservations(5))
    async with at_work(few, size=(132, 40)) as shop:
        await take_in(shop, file)
        await shop.do("outcome.busy")
        await shop.told("통화 중", "기록했어요")
        await take_in(shop, file)
        await shop.do("common.undo")
        await shop.told("통화 중", "되돌렸어요")
        assert len(await shop.cases()) > len(NAMES)


async def test_a_number_that_was_added_is_taken_back(few: Path) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        await shop.do("outcome.busy")
        await shop.told(NAMES[0], "기록했어요")
        before = await shop.case(NAMES[1])
        await shop.do("board.contact")
        await shop.at(ContactScreen)
        await shop.do("contact.point")
        await shop.at(PointScreen)
        await shop.write("010-0000-9999")
        await shop.told("010-0000-9999")
        assert len((await shop.case(NAMES[1])).points) == len(before.points) + 1
        await shop.do("common.undo")
        await shop.told(NAMES[1], "010-0000-9999", "되돌렸어요")
        assert (await shop.case(NAMES[1])).points == before.points
        assert await shop.attempts() == 1
        await shop.do("common.undo")  # the twin: now the call's turn has come
        await shop.told(NAMES[0], "통화 중", "되돌렸어요")
        assert await shop.attempts() == 0


async def test_the_customer_on_the_screen_may_go_with_their_file(few: Path) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        await shop.do("board.contact")
        await shop.at(ContactScreen)
        await shop.do("common.undo")  # the only thing this person ever did was to bring the list
        await shop.at(BoardScreen)
        await shop.told("가져오기를 되돌렸어요", f"{len(NAMES)}건")
        assert await shop.cases() == []
        await shop.do("common.undo")
        await shop.told("되돌릴 기록이 없어요")
