"""The two bottom lines: what happened, and which keys do what."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.message import Message

from tui.board.cells import fit
from tui.board.widgets.lines import Line, LinesWidget

_Key = tuple[str, str, str]
"""A command's id, its key as people read it, and its label."""


class Notice(LinesWidget):
    """One line that says what has just happened; the newest sentence replaces the last."""

    def __init__(self) -> None:
        super().__init__(id="notice")
        self.sentence = ""
        self._tone = ""

    def show(self, sentence: str, tone: str = "") -> None:
        self.sentence, self._tone = sentence, tone
        self.refresh()

    def lines(self, width: int, height: int) -> list[Line]:
        return [[(fit(" " + self.sentence, width), self._tone)]]


class Footer(LinesWidget):
    """Keys with their labels, as many as fit; a click on one does its command."""

    class Pressed(Message):
        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    def __init__(self) -> None:
        super().__init__(id="footer")
        self._keys: list[_Key] = []
        self._spans: list[tuple[int, int, str]] = []

    def show(self, keys: list[_Key]) -> None:
        self._keys = keys
        self.refresh()

    def lines(self, width: int, height: int) -> list[Line]:
        line: Line = []
        self._spans = []
        used = 0
        # Esc and help come last in the list, and must be there when the line is short.
        rest = self._keys
        kept = _fitting(rest, width)
        for command_id, key, label in kept:
            size = cell_len(key) + cell_len(label) + 3
            self._spans.append((used, used + size, command_id))
            line += [(" " + key, "key"), (" " + label + " ", "")]
            used += size
        return [line]

    def on_click(self, event: events.Click) -> None:
        for start, end, command_id in self._spans:
            if start <= event.x < end:
                self.post_message(self.Pressed(command_id))


def _fitting(keys: list[_Key], width: int) -> list[_Key]:
    """As many as fit, the last two (the way out and the help) always among them."""
    sizes = [cell_len(key) + cell_len(label) + 3 for _, key, label in keys]
    last = sum(sizes[-2:])
    kept: list[_Key] = []
    used = last
    for one, size in zip(keys[:-2], sizes[:-2], strict=True):
        if used + size > width:
            break
        kept.append(one)
        used += size
    return kept + keys[-2:]
