"""The import screen's widgets: the field for paths, and the pane with fixed lines above and a list below."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.message import Message
from textual.widgets import Input

from tui.board.importview import Content
from tui.board.widgets.lines import Line, LinesWidget
from tui.i18n import say
from tui.intake.gathering import dropped, exists, names_files, quoted

_MOST_CHARACTERS = 60_000
"""Enough for the paths of as many files as are taken at once."""


class PathInput(Input):
    """One or several paths.

    A paste of several lines, as a terminal makes of files dropped, stays whole; files dropped one after the
    other stand beside each other.
    """

    class Several(Message):
        """So many paths stand in the field now, more than it can show."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    class NoFile(Message):
        """What was pasted is no path, but lines of something else."""

    def __init__(self, hint: str) -> None:
        super().__init__(placeholder=hint, id="path-input", max_length=_MOST_CHARACTERS)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        lines = [line for line in event.text.splitlines() if line.strip()]
        if len(lines) > 1 and not names_files(event.text):
            self.post_message(self.NoFile())
            return
        start, end = sorted(self.selection)
        before, new = dropped(self.value[:start] + self.value[end:]), dropped(event.text)
        paths = list(dict.fromkeys((*before, *new)))
        # A part of a path that is being typed belongs where the cursor is.
        whole = len(lines) > 1 or bool(before and new and all(map(exists, paths)))
        if whole:
            self.value = " ".join(map(quoted, paths))
            self.cursor_position = len(self.value)
        else:
            self.replace("".join(lines), start, end)
        if len(paths) > 1 and (whole or all(map(exists, paths))):
            self.post_message(self.Several(len(paths)))


class ImportPane(LinesWidget, can_focus=True):
    class Moved(Message):
        """The cursor is to go `step` columns on."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self) -> None:
        super().__init__(id="import-pane")
        self._content: Callable[[int, int], Content] | None = None
        self._done = self._total = 0
        self._rows = range(0)
        """The lines on which the list stands."""
        self._ahead = 0
        """What to add to a line to know how far it is from the cursor."""

    def show(self, content: Callable[[int, int], Content]) -> None:
        """`content` is asked for the lines of a width and height whenever they are drawn."""
        self._content = content
        self.refresh()

    def progress(self, done: int, total: int) -> None:
        """Rows read of about so many; (0, 0) takes the bar away."""
        self._done, self._total = done, total
        self.refresh()

    def lines(self, width: int, height: int) -> list[Line]:
        bar: list[Line] = [self._bar(width)] if self._total else []
        if self._content is None:
            return bar
        head, all_rows, cursor = self._content(width, height - len(bar))
        head = head[: max(0, height - len(bar) - min(4, len(all_rows)))]
        room = max(0, height - len(head) - len(bar))
        top = max(0, min(cursor - room // 2, len(all_rows) - room))
        self._rows = range(len(head), len(head) + min(room, len(all_rows) - top))
        self._ahead = top - len(head) - cursor
        rows = []
        for index, line in enumerate(all_rows[top : top + room], start=top):
            mark = ("▌ ", "accent") if index == cursor else ("  ", "")
            rows.append([mark, *line])
        filler: list[Line] = [[] for _ in range(height - len(head) - len(rows) - len(bar))]
        return [*head, *rows, *filler, *bar]

    def _bar(self, width: int) -> Line:
        text = say("board.import_progress", done=f"{self._done:,}", total=f"{self._total:,}")
        room = max(4, width - 44)
        full = min(room, room * self._done // max(1, self._total))
        return [(" ", ""), ("█" * full, "good"), ("░" * (room - full), "muted"), ("  " + text, "")]

    def on_click(self, event: events.Click) -> None:
        if event.y in self._rows:
            self.post_message(self.Moved(event.y + self._ahead))

    def on_mouse_scroll_down(self) -> None:
        self.post_message(self.Moved(1))

    def on_mouse_scroll_up(self) -> None:
        self.post_message(self.Moved(-1))

    def on_key(self, event: events.Key) -> None:
        step = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}.get(event.key)
        if step is not None:
            event.stop()
            self.post_message(self.Moved(step))
