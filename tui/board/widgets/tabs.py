"""The lanes as a row of tabs, where there is room for one at a time only."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.message import Message

from tui.board.widgets.lines import Line, LinesWidget


class LaneTabs(LinesWidget):
    class Chosen(Message):
        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self) -> None:
        super().__init__(id="tabs")
        self._tabs: list[tuple[str, bool]] = []
        self._ends: list[int] = []

    def show(self, tabs: list[tuple[str, bool]]) -> None:
        self._tabs = tabs
        self.refresh()

    def lines(self, width: int, height: int) -> list[Line]:
        line: Line = []
        used = 0
        self._ends = []
        for text, current in self._tabs:
            shown = f"[{text}]" if current else f" {text} "
            line.append((shown, "accent" if current else "muted"))
            line.append((" ", ""))
            used += cell_len(shown) + 1
            self._ends.append(used)
        return [line]

    def on_click(self, event: events.Click) -> None:
        for index, end in enumerate(self._ends):
            if event.x < end:
                self.post_message(self.Chosen(index))
                return
