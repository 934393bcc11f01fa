"""Every key of the screen one came from, with what it does, from the command table."""

from __future__ import annotations

from textual.app import ComposeResult

from tui.board.cells import fit, wrap
from tui.board.screens.base import CommandScreen
from tui.board.table import Place, commands_at, keys_of, shown
from tui.board.widgets.lines import Line
from tui.board.widgets.pages import PagesWidget
from tui.i18n import say

_KEYS_CELLS = 16


class HelpText(PagesWidget):
    def __init__(self, place: Place, keymap: dict[str, str]) -> None:
        super().__init__(id="help")
        self._place, self._keymap = place, keymap

    def content(self, width: int, height: int) -> list[Line]:
        room = max(10, width - _KEYS_CELLS - 3)
        lines: list[Line] = [[(" " + say(f"board.help_{self._place.value}"), "title")], []]
        for command in commands_at(self._place):
            keys = " ".join(shown(key) for key in keys_of(command, self._keymap))
            about = _about(command.id)
            for index, text in enumerate(wrap(about, room)):
                lines.append([(fit("  " + keys if index == 0 else "", _KEYS_CELLS), "key"), (" " + text, "")])
        return [*lines, [], *([(" " + text, "muted")] for text in wrap(say("board.help_hangul"), width - 3))]


def _about(command_id: str) -> str:
    if command_id.startswith("outcome."):
        name = command_id.removeprefix("outcome.")
        return say("board.help_outcome", outcome=say(f"rules.outcome.{name}"))
    return say(f"keys.{command_id}.help")


class HelpScreen(CommandScreen):
    PLACE = Place.HELP
    AUTO_FOCUS = "HelpText"

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._about = place

    def body(self) -> ComposeResult:
        yield HelpText(self._about, self.board_app.keymap)

    async def do_help(self) -> None:
        self.dismiss(None)
