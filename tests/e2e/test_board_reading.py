"""While a screen reads what it is about: no key is answered as if there were nothing, none acts unseen."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.screen import Screen

from tests.conftest import SUNDAY_1640
from tests.e2e.conftest import NAMES
from tests.e2e.driving import at_work, held_back
from tests.storing import order_record, put
from tui.board.screens.contact import ContactScreen
from tui.board.screens.find import FindScreen
from tui.board.screens.lost import LostScreen
from tui.board.screens.notice import NoticeScreen
from tui.board.screens.outbox import OutboxScreen
from tui.board.screens.prompts import CallbackScreen
from tui.board.screens.ready import ReadyScreen
from tui.board.screens.review import ReviewScreen
from tui.domain.model import DAY
from tui.domain.words import Language, Route
from tui.i18n import say
from tui.store.sqlite import open_store


@pytest.mark.parametrize(
    ("opening", "screen", "key"),
    [
        ("board.review", ReviewScreen, "review.tomorrow"),
        ("board.requests", LostScreen, "lost.done"),
        ("board.outbox", OutboxScreen, "outbox.withdraw"),
        ("board.notice", NoticeScreen, "notice.post"),
    ],
)
async def test_a_key_pressed_while_a_screen_is_read_is_told_so_and_the_word_goes(
    few: Path, opening: str, screen: type[Screen[object]], key: str
) -> None:
    async with at_work(few) as shop:
        await shop.chosen()
        go_on = held_back(shop.app.session.store, "_read")
        await shop.do(opening)
        await shop.at(screen)
        await shop.do(key)
        await shop.told(say("board.reading"))
        go_on.set()
        await shop.no_longer_sees(say("board.reading"))
        assert isinstance(shop.front, screen)
        assert await shop.attempts() == 0


async def test_a_key_that_is_about_nothing_unseen_waits_and_is_done(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.chosen()
        go_on = held_back(shop.app.session.store, "_read")
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.do("review.ready")
        await shop.pilot.pause(0.05)
        assert isinstance(shop.front, ReviewScreen)
        go_on.set()
        await shop.at(ReadyScreen)


async def test_a_customer_who_came_since_the_last_look_can_be_gone_to(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.sees(NAMES[0])
        shop.app._polling = asyncio.Lock()
        async with shop.app._polling:  # no look by itself meanwhile
            async with open_store(few, now=SUNDAY_1640) as store:
                await put(store, order_record(93, "임새로", "010-1234-0093", due_at=SUNDAY_1640 + DAY))
            case = await shop.case("임새로")
            going = asyncio.create_task(shop.app.board.show_case(case.id))
            await asyncio.sleep(0)
            assert shop.list_shown().case_id != case.id
        await going
        await shop.stands_on("임새로")


async def test_who_is_changed_by_a_colleague_stays_on_the_board_until_they_are_read_anew(few: Path) -> None:
    async with at_work(few) as shop:
        first = await shop.chosen()
        go_on = held_back(shop.app.session.store, "views")
        await shop.book.set_language(first.id, Language.EN)
        await shop.until(lambda: not shop.app.session.has_read(first.id), "the change to be noticed")
        await shop.pilot.pause(0.05)
        assert first.customer.name in shop.screen
        assert "      …" not in shop.screen
        go_on.set()
        await shop.until(lambda: shop.app.session.has_read(first.id), "the customer to be read anew")
        assert (await shop.chosen()).customer.language is Language.EN


async def test_who_is_found_and_then_changed_by_a_colleague_is_shown_as_they_are_now(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.find")
        await shop.at(FindScreen)
        await shop.press(*"김민지")
        await shop.sees("1명")
        found = await shop.case("김민지")
        await shop.book.claim(found.id, "지훈", "elsewhere", SUNDAY_1640)
        await shop.sees("지훈")


async def test_a_promise_is_logged_by_the_route_seen_though_the_customer_is_just_read_anew(few: Path) -> None:
    async with at_work(few) as shop:
        case = await shop.chosen()
        await shop.do("board.contact")
        await shop.at(ContactScreen)
        screen = shop.front
        assert isinstance(screen, ContactScreen)
        await shop.do("contact.next_route")
        await shop.until(lambda: screen.approach and screen.approach.choice.route is Route.SMS, "the text")
        await shop.do("outcome.callback")
        await shop.at(CallbackScreen)
        shop.app.session.forget(case.id)
        go_on = held_back(shop.app.session.store, "views")
        await shop.press("3", "0", "enter")
        await shop.pilot.pause(0.05)
        go_on.set()
        await shop.told(case.customer.name, "다시 전화")
        assert (await shop.case(case.customer.name)).attempts[-1].route is Route.SMS


async def test_a_customer_can_be_gone_to_while_the_board_is_about_to_show_who_came_in(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.app.poll_now()
        shop.app._polling = asyncio.Lock()
        async with shop.app._polling:  # no look by itself meanwhile
            await put(shop.book, order_record(93, "임새로", "010-1234-0093", due_at=SUNDAY_1640 + DAY))
            case = await shop.case("임새로")
            await shop.app.session.reload()  # as after an import, before the board is told
        await shop.app.board.show_case(case.id)
        await shop.stands_on("임새로")
