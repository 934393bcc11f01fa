"""The bottom lines: what happened, and which keys do what."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.message import Message

from tui.board.cells import fit, wrap
from tui.board.widgets.lines import Line, LinesWidget

_Key = tuple[str, str, str]
"""A command's id, its key as people read it, and its label."""


_MOST_LINES = 3
_LINES_FOR_ONE = 8
"""Lines of the screen for each line of the notice: on a small one it stays on a single line."""


class Notice(LinesWidget):
    """Says what has just happened, on as many lines as that takes; the newest sentence replaces the last."""

    def __init__(self) -> None:
        super().__init__(id="notice")
        self.sentence = ""
        self._tone = ""
        self._height = 1

    def show(self, sentence: str, tone: str = "") -> None:
        self.sentence, self._tone = sentence, tone
        self._take_room()
        self.refresh()

    def on_resize(self) -> None:
        self._take_room()

    def _take_room(self) -> None:
        """As many lines as the sentence needs and the screen can spare; lists keep their cursor seen."""
        width, height = self.app.size
        height = min(_MOST_LINES, max(1, height // _LINES_FOR_ONE), len(_rows(self.sentence, width)))
        if height != self._height:
            self._height = height
            self.styles.height = height

    def lines(self, width: int, height: int) -> list[Line]:
        rows = _rows(self.sentence, width)
        if len(rows) > height:
            rows = [*rows[: height - 1], " ".join(rows[height - 1 :])]
        return [[(fit(" " + row, width), self._tone)] for row in rows]


def _rows(sentence: str, width: int) -> list[str]:
    """One row where the sentence fits; else broken between its words."""
    return [sentence] if cell_len(sentence) < width else wrap(sentence, width - 2)


class Footer(LinesWidget):
    """Keys with their labels, as many as fit; a click on one does its command."""

    class Pressed(Message):
        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    def __init__(self) -> None:
        super().__init__(id="footer")
        self._keys: list[_Key] = []
        self._mark = ""
        self._spans: list[tuple[int, int, str]] = []

    def show(self, keys: list[_Key], mark: str = "") -> None:
        """`mark` stands at the right end, always: that this is an exercise."""
        self._keys, self._mark = keys, mark
        self.refresh()

    def lines(self, width: int, height: int) -> list[Line]:
        line: Line = []
        self._spans = []
        used = 0
        # Esc and help come last in the list, and must be there when the line is short.
        rest = self._keys
        mark = f" {self._mark} " if self._mark else ""
        kept = _fitting(rest, width - cell_len(mark))
        for command_id, key, label in kept:
            size = cell_len(key) + cell_len(label) + 3
            self._spans.append((used, used + size, command_id))
            line += [(" " + key, "key"), (" " + label + " ", "")]
            used += size
        if mark:
            line += [(" " * max(0, width - used - cell_len(mark)), ""), (mark, "practice")]
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
