"""Who works here and which shop this is: what every log and every message needs to know."""

from __future__ import annotations

import asyncio

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from tui.board.background import begin
from tui.board.screens.prompts import Prompt
from tui.board.widgets.plain import hint, words
from tui.i18n import say

FIELDS = ("staff", "shop", "shop_phone", "shop_instagram", "shop_web", "owner")


class SettingsScreen(Prompt):
    """Gives the fields as a dictionary, or None."""

    # With priority: what is typed after Enter, however quickly, belongs to the next field.
    BINDINGS = [Binding("enter", "next", "", priority=True)]  # noqa: RUF012  Textual's own shape
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (23, "-low"), (25, "-tall")]  # noqa: RUF012
    DEFAULT_CSS = """
    SettingsScreen > VerticalScroll {
        width: 64; max-width: 96%; height: auto; max-height: 100%;
        padding: 1 2; background: $panel; border: solid $primary;
    }
    SettingsScreen Input, SettingsScreen Input:focus {
        margin: 0; border: none; height: 1; padding: 0 1; background: $surface;
    }
    SettingsScreen Input:focus { background: $boost; }
    SettingsScreen .label { margin: 1 0 0 0; }
    /* On a low screen everything stands closer, so that every field is seen. */
    SettingsScreen.-low > VerticalScroll { padding: 0 2; }
    SettingsScreen.-tiny > VerticalScroll { padding: 0 2; }
    SettingsScreen.-tiny .label { margin: 0; }
    """

    def __init__(self, values: dict[str, str]) -> None:
        super().__init__()
        self._values = values

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield Static(words(say("board.settings_title")), markup=False)
            for name in FIELDS:
                yield Static(words(say(f"board.settings_{name}")), markup=False, classes="label")
                yield Input(self._values.get(name, ""), id=f"field-{name}", max_length=80)
            keys = hint(say("board.settings_hint"), "save", "leave")
            yield Static(keys, markup=False, classes="hint label")

    def action_next(self) -> None:
        """Enter goes to the next field; on the last one it saves."""
        focused = self.focused
        if focused is None or focused.id != f"field-{FIELDS[-1]}":
            self.focus_next()
            return
        self.action_save()

    def action_save(self) -> None:
        begin(self, self._save(), exclusive=True)

    async def _save(self) -> None:
        """Once every field has taken what was typed into it."""
        values = {}
        for name in FIELDS:
            field = self.query_one(f"#field-{name}", Input)
            taken = asyncio.Event()
            field.call_later(taken.set)
            await taken.wait()
            values[name] = field.value.strip()
        self.dismiss(values)
