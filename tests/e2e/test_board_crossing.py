"""What happens at the same time: keys in one burst, a refresh behind a question, a store that fails."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import NoReturn
from unittest.mock import AsyncMock

import pytest

from tests.e2e.conftest import NAMES
from tests.e2e.driving import AtWork, at_work
from tests.storing import tried
from tui.board.screens.board import BoardScreen
from tui.board.screens.find import FindScreen
from tui.board.screens.help import HelpScreen
from tui.board.screens.outcomes import OutcomesScreen
from tui.board.screens.points import PointScreen
from tui.board.screens.prompts import TextScreen
from tui.board.screens.review import ReviewScreen
from tui.domain.model import MINUTE
from tui.domain.search import FindIndex
from tui.domain.words import Outcome, Route, State
from tui.store.results import StoreError


async def locked(*_: object, **__: object) -> NoReturn:
    """A store that another program keeps from answering."""
    raise StoreError("locked", path="sonnim.db")


async def test_a_key_that_moves_the_cursor_does_not_overtake_the_one_before_it(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.burst("4", "down")
        await shop.told(NAMES[0], "기록했어요")
        assert [attempt.outcome for attempt in (await shop.case(NAMES[0])).attempts] == [Outcome.NO_ANSWER]
        assert await shop.attempts() == 1


QUICKLY_OPENED = ("review", "deposits", "outbox", "apart", "requests", "notice", "send", "send_group")


async def test_a_screen_left_and_opened_again_in_one_burst_ends_nothing(few: Path) -> None:
    """The second is there before all of the first is taken down, and Esc before it has its widgets."""
    async with at_work(few) as shop:
        for name in QUICKLY_OPENED:
            key = shop.key_of(f"board.{name}")
            await shop.burst(key, "escape", key, "escape", key)
            await back_on_the_board(shop)
        await shop.sees(NAMES[0])
        assert await shop.attempts() == 0


async def test_the_key_for_help_in_one_burst_opens_it_once(few: Path) -> None:
    async with at_work(few) as shop:
        for times in (2, 3, 4):
            await shop.burst(*["question_mark"] * times)
            await shop.until(lambda: sum(isinstance(one, HelpScreen) for one in shop.app.screen_stack) < 2)
            await back_on_the_board(shop)
        # The twin: of two keys the second closes it, where the first has opened it.
        await shop.press("question_mark")
        await shop.at(HelpScreen)
        await shop.sees("보드의 키")
        await shop.press("question_mark")
        await shop.at(BoardScreen)


async def back_on_the_board(shop: AtWork) -> None:
    """Until every key has had its effect, and nothing but the board is left."""

    async def left() -> bool:
        if not isinstance(shop.front, BoardScreen):
            await shop.press("escape")
        return isinstance(shop.front, BoardScreen) and not any(work.is_running for work in shop.app.workers)

    await shop.eventually(left, "the board")


async def test_what_cannot_be_read_in_the_background_is_told_and_nothing_ends(
    few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(few) as shop:
        monkeypatch.setattr(shop.app.session.store, "attempts_between", locked)
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.told("데이터베이스", "기다리다 멈췄어요")
        await shop.press("escape")
        await shop.sees(NAMES[0])


async def answered_elsewhere(shop: AtWork, name: str) -> None:
    """A colleague reaches this customer."""
    case = await shop.case(name)
    await shop.book.log(tried(case, Outcome.CONFIRMED, at=shop.clock()))
    await shop.app.poll_now()


async def test_an_outcome_from_the_sheet_is_the_customers_whom_it_names(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.outcomes")
        await shop.at(OutcomesScreen)
        await answered_elsewhere(shop, NAMES[0])  # the next customer has gone up under the cursor
        await shop.press("4")
        await shop.told(NAMES[0], "부재중")
        assert not (await shop.case(NAMES[1])).attempts


async def test_a_reason_to_close_one_customer_closes_nobody_else(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        review = shop.front
        assert isinstance(review, ReviewScreen)
        await shop.until(lambda: [one.case.customer.name for one in review.chosen] == [NAMES[0]])
        await shop.do("review.close")
        await shop.at(TextScreen)
        await answered_elsewhere(shop, NAMES[0])
        await shop.until(lambda: [one.case.customer.name for one in review.chosen] == [NAMES[1]])
        await shop.write("연락 끊김")
        await shop.told("그사이 다른 사람이 마친 손님")
        assert (await shop.case(NAMES[0])).state is State.REACHED
        assert (await shop.case(NAMES[1])).state is State.NEW


async def test_what_could_not_be_taken_back_is_still_what_undo_means(
    few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(few) as shop:
        await shop.do("outcome.no_answer")
        await shop.told("기록했어요")
        session = shop.app.session
        session.did("카카오톡 장애", locked)
        await shop.do("common.undo")
        await shop.told("기다리다 멈췄어요")
        session._acts[-1] = session._acts[-1]._replace(reverse=session.refresh_surroundings)
        await shop.do("common.undo")
        await shop.told("카카오톡 장애", "되돌렸어요")
        assert await shop.attempts() == 1


async def test_the_route_on_the_screen_stays_when_a_minute_puts_others_before_it(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.contact")
        await shop.told("내 담당이에요")
        await shop.do("contact.next_route")
        await shop.sees("[문자]")
        shop.clock.now += 19 * MINUTE  # too near for a text: it is left out, behind all others
        await shop.app.poll_now()
        await shop.sees("1분 남음", "[문자]")
        await shop.do("outcome.message_sent")
        await shop.told(NAMES[0], "기록했어요")
        assert (await shop.case(NAMES[0])).attempts[-1].route is Route.SMS


async def test_a_number_that_cannot_be_kept_now_is_told_and_two_quick_enters_keep_it_once(
    few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(few) as shop:
        await shop.do("board.contact")
        await shop.told("내 담당이에요")
        store = shop.app.session.store
        with monkeypatch.context() as patched:
            patched.setattr(store, "add_point", locked)
            await shop.do("contact.point")
            await shop.at(PointScreen)
            await shop.write("010-0000-9999")
            await shop.told("기다리다 멈췄어요")
        added = AsyncMock(side_effect=store.add_point)
        monkeypatch.setattr(store, "add_point", added)
        await shop.do("contact.point")
        await shop.at(PointScreen)
        await shop.press(*"010-0000-9999")
        await shop.burst("enter", "enter")
        await shop.told("연락처에", "010-0000-9999")
        assert added.await_count == 1


async def test_finding_waits_for_what_it_looks_in_and_a_refusal_of_the_store_is_told(
    few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(few) as shop:
        session, read = shop.app.session, asyncio.Event()
        index = shop.app.finder.index

        async def later() -> FindIndex:
            await read.wait()
            return await index()

        monkeypatch.setattr(shop.app.finder, "index", later)
        await shop.do("board.find")
        await shop.at(FindScreen)
        await shop.press(*NAMES[3], "enter")
        await shop.told("읽는 중")
        monkeypatch.setattr(session, "read", locked)
        read.set()
        await shop.told("기다리다 멈췄어요")
        await shop.press("backspace")
        await shop.until(lambda: shop.app.finder.ready)
        monkeypatch.undo()
        await shop.press("backspace", *NAMES[3][1:])
        await shop.sees("1명")
        await shop.press("enter")
        await shop.at(BoardScreen)
        await shop.stands_on(NAMES[3])
