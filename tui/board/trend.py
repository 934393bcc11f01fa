"""How ready the shop is, noted whenever files were taken in, so that there is a trend to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.board.background import begin

if TYPE_CHECKING:
    from tui.board.app import SonnimApp

_MOST_CASES = 20_000
"""A larger shop's is counted only when somebody asks how ready it is: counting would be felt in the keys."""


def note_trend(app: SonnimApp, *, sparing: bool = False) -> None:
    """In the background; with `sparing` no more than once a minute."""
    if app.session.total <= _MOST_CASES:
        begin(app, _note(app, sparing), group="trend", exclusive=True)


async def _note(app: SonnimApp, sparing: bool) -> None:
    from tui.work.getting_ready import keep_trend

    session = app.session
    with app.telling_errors():
        await keep_trend(session.store, session.policy, session.clock(), sparing=sparing)
