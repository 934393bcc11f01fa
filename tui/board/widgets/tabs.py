"""Titles of the lanes: one above each where there is room, a row of tabs where there is not."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.message import Message

from tui.board.cells import fit
from tui.board.widgets.lines import Line, LinesWidget
from tui.domain.words import Lane


class Title(LinesWidget):
    def __init__(self, lane: Lane) -> None:
        super().__init__(classes="lane-title")
        self.lane = lane
        self._text, self._current = "", False

    def show(self, text: str, current: bool) -> None:
        if (text, current) != (self._text, self._current):
            self._text, self._current = text, current
            self.refresh()

    def lines(self, width: int, height: int) -> list[Line]:
        text = f" {self._text} "
        rule = "─" * max(0, width - cell_len(text) - 1)
        return [
            [
                (fit(text, min(width, cell_len(text))), "accent" if self._current else "strong"),
                (rule, "muted"),
            ]
        ]


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
