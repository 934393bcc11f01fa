"""A channel that is down and answers again is told of; ending the outage stays with a person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.conftest import SUNDAY_1640
from tests.e2e.driving import at_work
from tui.board.services import Services
from tui.clock import new_id
from tui.domain.model import MINUTE
from tui.domain.words import Route


async def test_a_channel_that_answers_again_is_told_of_once_and_its_outage_stays(few: Path) -> None:
    asked: list[Sequence[str]] = []

    async def ask(urls: Sequence[str]) -> bool:
        asked.append(urls)
        return len(asked) > 1

    async with at_work(few, size=(100, 30)) as shop:
        session = shop.app.session
        services = Services(shop.app, {Route.SMS: ("https://sms.example",)}, ask)
        await services.look()
        assert asked == []  # nothing is down: nobody is asked
        await session.store.start_outage(new_id(), Route.SMS, SUNDAY_1640)
        await session.refresh_surroundings()
        for _ in range(4):
            await services.look()
            await services.look()  # a minute apart, however often it looks
            shop.clock.now += MINUTE
        assert asked == [("https://sms.example",)] * 4
        await shop.told("문자", "16:41부터 다시 응답하는 것 같아요", "직접 확인한 뒤")
        assert session.outage_of(Route.SMS) is not None
        shop.app.tell("다른 말")
        await services.look()
        await shop.told("다른 말")
