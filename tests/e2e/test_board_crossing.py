"""What happens at the same time: keys in one burst, a refresh behind a question, a store that fails."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from tests.e2e.conftest import NAMES
from tests.e2e.driving import at_work
from tui.board.screens.review import ReviewScreen
from tui.domain.words import Outcome
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
