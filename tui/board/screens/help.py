"""Every key of the screen one came from, with what it does, from the command table."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult

from tui.board.cells import fit, wrap
from tui.board.screens.base import CommandScreen
from tui.board.table import Place, commands_at, keys_of, shown
from tui.board.widgets.lines import Line, LinesWidget
from tui.i18n import say

_KEYS_CELLS = 16


class HelpText(LinesWidget, can_focus=True):
    def __init__(self, place: Place, keymap: dict[str, str]) -> None:
        super().__init__(id="help")
        self._place, self._keymap, self._top, self._count = place, keymap, 0, 0

    def lines(self, width: int, height: int) -> list[Line]:
        room = max(10, width - _KEYS_CELLS - 3)
        lines: list[Line] = [[(" " + say(f"board.help_{self._place.value}"), "title")], []]
        for command in commands_at(self._place):
            keys = " ".join(shown(key) for key in keys_of(command, self._keymap))
            about = _about(command.id)
            for index, text in enumerate(wrap(about, room)):
                lines.append([(fit("  " + keys if index == 0 else "", _KEYS_CELLS), "key"), (" " + text, "")])
        lines += [[], *([(" " + text, "muted")] for text in wrap(say("board.help_hangul"), width - 3))]
        self._count = len(lines)
        return lines[self._top :]

    def on_key(self, event: events.Key) -> None:
        page = max(1, self.size.height - 2)
        step = {"down": 1, "up": -1, "pagedown": page, "pageup": -page, "home": -9999, "end": 9999}
        if event.key in step:
            event.stop()
            last = max(0, self._count - self.size.height)
            self._top = max(0, min(last, self._top + step[event.key]))
            self.refresh()


def _about(command_id: str) -> str:
    if command_id.startswith("outcome."):
        name = command_id.removeprefix("outcome.")
        return say("board.help_outcome", outcome=say(f"rules.outcome.{name}"))
    return say(f"keys.{command_id}.help")


class HelpScreen(CommandScreen):
    PLACE = Place.HELP
    AUTO_FOCUS = "HelpText"

    def __init__(self, place: Place) -> None:
        super().__init__(id="help-screen")
        self._about = place

    def body(self) -> ComposeResult:
        yield HelpText(self._about, self.board_app.keymap)

    async def do_help(self) -> None:
        self.dismiss(None)
