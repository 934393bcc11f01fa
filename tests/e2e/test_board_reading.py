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
from tui.board.screens.lost import LostScreen
from tui.board.screens.notice import NoticeScreen
from tui.board.screens.outbox import OutboxScreen
from tui.board.screens.ready import ReadyScreen
from tui.board.screens.review import ReviewScreen
from tui.domain.model import DAY
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
