"""The kind of shop on the screen: which screen is home, choosing another kind, the bell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.board.preferences import keep_choices
from tui.i18n import say

if TYPE_CHECKING:
    from tui.board.app import SonnimApp

AGAIN = "again"
"""The result of a board that is to be opened again, by another kind of shop."""


async def show_home(app: SonnimApp) -> None:
    """The counter over the board, where the policy has it."""
    from tui.board.screens.counter import CounterScreen

    if app.session.policy.counter.home and not any(
        isinstance(screen, CounterScreen) for screen in app.screen_stack
    ):
        await app.push_screen(CounterScreen())


async def choose_profile(app: SonnimApp) -> None:
    """Asks for the kind of shop, keeps it and opens the board anew: every rule may be another one."""
    from tui.board.screens.asking import ChoiceScreen
    from tui.domain.profile import PROFILES

    if app.session.config.throw_away:
        app.tell(say("counter.profile_not_here"))
        return
    names = ("", *PROFILES)
    codes = [name or "none" for name in names]
    texts = [f"{say(f'counter.profile_{code}')} · {say(f'counter.profile_{code}_about')}" for code in codes]
    at = names.index(app.session.config.profile)
    chosen = await app.push_screen_wait(ChoiceScreen(say("counter.profile_question"), texts, at))
    if isinstance(chosen, int) and names[chosen] != app.session.config.profile:
        keep_choices(app, profile=names[chosen])
        await app.leave(AGAIN)


def switch_bell(app: SonnimApp) -> bool:
    """Turns the bell on or off for this and later starts; whether it rings now."""
    config = app.session.config
    app.session.config = replace(config, bell=not config.bell)
    keep_choices(app, bell="on" if app.session.config.bell else "off")
    return app.session.config.bell
