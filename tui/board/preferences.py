"""What a person sets for themselves: name and shop, language, colours; kept for the next start."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui import i18n
from tui.board.table import keys_of, shown
from tui.choices import remember
from tui.i18n import say
from tui.os_errors import why_not

if TYPE_CHECKING:
    from tui.board.app import SonnimApp

_THEMES = ("textual-dark", "textual-light", "ansi-dark", "ansi-light")


async def ask_settings(app: SonnimApp) -> bool:
    """Asks who works here and which shop this is; whether anything was saved."""
    from tui.board.screens.settings import FIELDS, SettingsScreen

    session = app.session
    config = session.config
    values = {name: getattr(config, name) for name in FIELDS} | {"staff": session.staff}
    given = await app.push_screen_wait(SettingsScreen(values))
    if not isinstance(given, dict):
        return False
    given["staff"] = given["staff"] or session.staff
    session.config = replace(config, **given)
    session.staff = given["staff"]
    keep_choices(app, **given)
    app.board.show_all()  # the name stands in its heading
    app.tell(say("board.settings_saved", staff=session.staff), "good")
    return True


def tell_shop_unnamed(app: SonnimApp) -> None:
    """Says where the shop's name is written, which every message has in it.

    Nothing opens by itself: somebody who goes on typing means the screen they see.
    """
    from tui.board.screens.base import CommandScreen

    for screen in app.screen_stack:
        if isinstance(screen, CommandScreen):
            command = next((each for each in screen.commands if each.action == "settings"), None)
            if command is not None:
                key = shown(keys_of(command, app.keymap)[0])
                screen.tell(say("board.shop_unnamed", place=say(f"keys.{command.id}"), key=key))


def switch_language(app: SonnimApp) -> None:
    from tui.board.screens.base import CommandScreen

    i18n.choose("en" if i18n.chosen() == "ko" else "ko")
    keep_choices(app, language=i18n.chosen())
    for screen in app.screen_stack:
        if isinstance(screen, CommandScreen):
            screen.language_changed()


def switch_theme(app: SonnimApp) -> None:
    index = _THEMES.index(app.theme) if app.theme in _THEMES else -1
    app.theme = _THEMES[(index + 1) % len(_THEMES)]
    keep_choices(app, theme=app.theme)
    app.board.colours_changed()


def keep_choices(app: SonnimApp, **choices: str) -> None:
    """Keeps choices for the next start; in a demo they end with it."""
    config = app.session.config
    if config.throw_away:
        return
    try:
        remember(config.file.parent, choices)
    except OSError as error:
        app.tell(say("board.not_remembered", why=why_not(error)), "late")
