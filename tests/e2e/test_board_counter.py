"""A café's counter worked by a person: taken, ready, called, paged, picked up; and what customers see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.conftest import SUNDAY_1640
from tests.e2e.driving import AtWork, at_work
from tui.board.screens.board import BoardScreen
from tui.board.screens.contact import ContactScreen
from tui.board.screens.counter import CounterScreen
from tui.board.screens.paging import PageScreen
from tui.domain.counter import Ticket
from tui.domain.model import MINUTE
from tui.domain.words import Outcome


@asynccontextmanager
async def at_counter(database: Path, size: tuple[int, int] = (100, 30)) -> AsyncIterator[AtWork]:
    (database.parent / "choices.txt").write_text("profile=cafe\n", "utf-8")
    async with at_work(database, size=size) as shop:
        await shop.at(CounterScreen)
        await shop.until(lambda: shop.front.counting is not None)  # type: ignore[attr-defined]
        yield shop


async def tickets(shop: AtWork) -> dict[str, Ticket]:
    return {ticket.number: ticket for ticket in await shop.book.tickets(shop.clock())}


async def test_three_keys_besides_number_and_phone_take_an_order_from_the_till_to_the_hand(
    database: Path,
) -> None:
    async with at_counter(database) as shop:
        await shop.press(*"12345678")
        await shop.sees("새 주문 1번")
        await shop.press("enter")
        await shop.told("1번 주문을 받았어요")
        await shop.press("1", "enter")
        await shop.told("1번 준비됨")
        await shop.press("1", "enter")  # pressed once more by a colleague: it stays as it is
        await shop.told("이미 준비됐어요")
        assert (await tickets(shop))["1"].waits
        await shop.press("1", "k")
        await shop.told("1번 찾아감")
        done = (await tickets(shop))["1"]
        assert (done.picked_up_at, done.phone) == (SUNDAY_1640, "")
        await shop.press("1", "ㅏ")  # k with the Korean input method on
        await shop.told("이미 찾아갔어요")


async def test_keys_that_come_all_at_once_stay_in_their_order(database: Path) -> None:
    async with at_counter(database) as shop:
        await shop.burst(*"12345678", "enter", *"12345679", "enter", "1", "enter", "2", "enter", "1", "k")
        await shop.told("1번 찾아감")
        found = await tickets(shop)
        assert found["1"].picked_up_at is not None
        assert found["2"].waits


async def test_a_composed_syllable_does_its_keys_once(database: Path) -> None:
    async with at_counter(database) as shop:
        config = shop.front.session.config  # type: ignore[attr-defined]
        assert not config.bell
        await shop.press("해")  # g, which is nothing here, and o for the bell
        await shop.press("7", "k")  # in its turn behind the others
        await shop.told("7번은 목록에 없어요")
        assert shop.front.session.config.bell  # type: ignore[attr-defined]
        await shop.press("해", "해", "7", "7", "k")
        await shop.told("77번은 목록에 없어요")
        assert shop.front.session.config.bell  # type: ignore[attr-defined]


async def test_what_was_done_is_taken_back_in_the_counter_s_words(database: Path) -> None:
    async with at_counter(database) as shop:
        await shop.press("w", "w", "1", "enter", "2", "enter")
        await shop.told("2번 준비됨")
        await shop.press("2", "p")
        await shop.at(PageScreen)
        await shop.do("page.called")
        await shop.told("2번 호명으로")
        await shop.press("1", "k")
        await shop.told("1번 찾아감")
        for said in ("1번 찾아감을 되돌렸어요", "2번 호명을 되돌렸어요", "2번 준비됨을 되돌렸어요"):
            await shop.do("common.undo")
            await shop.told(said)
        assert [ticket.number for ticket in (await tickets(shop)).values() if ticket.waits] == ["1"]


async def test_the_cursor_stays_with_the_most_urgent_when_a_number_was_called_out(database: Path) -> None:
    async with at_counter(database) as shop:
        await shop.press("w", "w", "1", "r", "2", "r")
        await shop.told("2번 준비됨")
        await shop.press("enter")
        await shop.at(PageScreen)
        await shop.sees("1번 손님")
        await shop.do("page.called")
        await shop.told("1번 호명으로")
        await shop.press("enter")
        await shop.at(PageScreen)
        await shop.sees("2번 손님")


async def test_the_line_of_a_new_order_takes_number_phone_and_drinks(database: Path) -> None:
    async with at_counter(database) as shop:
        await shop.press("ㅁ")  # a with the Korean input method on
        await shop.sees("뒤 8자리", "Esc 그만 받기", "Enter 다음 칸")
        await shop.press("shift+tab", *"231", "enter", *"00001234", *"라떼", "enter")
        await shop.told("231번 주문을 받았어요")
        await shop.press(*"00001235", "enter")
        await shop.told("232번 주문을 받았어요")
        await shop.press(*"123", "enter")
        await shop.told("8자리")
        await shop.press("escape")
        await shop.sees("번호 또는 전화 뒤 8자리", "Enter 연락·준비")
        found = await tickets(shop)
        assert (found["231"].phone, found["231"].drinks) == ("+821000001234", "라떼")
        assert found["232"].drinks == ""
        await shop.do("common.undo")
        await shop.told("232번 주문을 받지 않은 것으로")
        assert set(await tickets(shop)) == {"231"}


async def test_a_call_in_vain_leads_to_the_page_and_the_page_is_logged(database: Path) -> None:
    async with at_counter(database) as shop:
        await shop.press(*"12345678", "enter", "1", "enter")
        await shop.told("1번 준비됨")
        await shop.do("counter.next")
        await shop.at(ContactScreen)
        await shop.sees("010-1234-5678")
        assert "카카오톡" not in shop.screen.split("전화")[-1]
        await shop.do("outcome.no_answer")
        await shop.at(CounterScreen)
        await shop.sees("호명")
        shop.clock.now += 2 * MINUTE
        await shop.do("counter.next")
        await shop.at(PageScreen)
        await shop.sees("1번 손님, 음료 나왔습니다!", "불렀어요")
        await shop.do("page.called")
        await shop.told("1번 호명으로")
        outcomes = [attempt.outcome for attempt in (await tickets(shop))["1"].attempts]
        assert outcomes == [Outcome.NO_ANSWER, Outcome.PAGED]
        await shop.do("counter.board")
        await shop.at(BoardScreen)
        await shop.press("escape")
        await shop.at(CounterScreen)
        await shop.do("counter.review")
        await shop.sees("1번")


@pytest.mark.parametrize("size", [(80, 24), (132, 40), (40, 12)])
async def test_all_three_lists_are_seen_whatever_the_size(database: Path, size: tuple[int, int]) -> None:
    async with at_counter(database, size) as shop:
        await shop.press(*"12345678", "enter", *"12345679", "enter", "1", "enter")
        await shop.sees("준비됨 1", "만드는 중 1")
        assert max(map(len, shop.lines)) <= size[0]
