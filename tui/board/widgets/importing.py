"""The import screen's pane: fixed lines above, a list of columns with a cursor, a progress bar below."""

from __future__ import annotations

from textual import events
from textual.message import Message

from tui.board.widgets.lines import Line, LinesWidget
from tui.i18n import say


class ImportPane(LinesWidget, can_focus=True):
    class Moved(Message):
        """The cursor is to go `step` columns on."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self) -> None:
        super().__init__(id="import-pane")
        self._head: list[Line] = []
        self._rows: list[Line] = []
        self._cursor = 0
        self._done = self._total = 0

    def show(self, content: tuple[list[Line], list[Line], int]) -> None:
        self._head, self._rows, self._cursor = content
        self.refresh()

    def progress(self, done: int, total: int) -> None:
        """Rows read of about so many; (0, 0) takes the bar away."""
        self._done, self._total = done, total
        self.refresh()

    def lines(self, width: int, height: int) -> list[Line]:
        bar: list[Line] = [self._bar(width)] if self._total else []
        head = self._head[: max(0, height - len(bar) - min(4, len(self._rows)))]
        room = max(0, height - len(head) - len(bar))
        top = max(0, min(self._cursor - room // 2, len(self._rows) - room))
        rows = []
        for index, line in enumerate(self._rows[top : top + room], start=top):
            mark = ("▌ ", "accent") if index == self._cursor else ("  ", "")
            rows.append([mark, *line])
        filler: list[Line] = [[] for _ in range(height - len(head) - len(rows) - len(bar))]
        return [*head, *rows, *filler, *bar]

    def _bar(self, width: int) -> Line:
        text = say("board.import_progress", done=f"{self._done:,}", total=f"{self._total:,}")
        room = max(4, width - 44)
        full = min(room, room * self._done // max(1, self._total))
        return [(" ", ""), ("█" * full, "good"), ("░" * (room - full), "muted"), ("  " + text, "")]

    def on_key(self, event: events.Key) -> None:
        step = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}.get(event.key)
        if step is not None:
            event.stop()
            self.post_message(self.Moved(step))
