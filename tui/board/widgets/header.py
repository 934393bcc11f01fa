"""The board's two top lines: the outage, the time, who works here; and how far along everybody is."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from tui.board.cells import fit
from tui.board.widgets.lines import Line, LinesWidget


class HeaderView(NamedTuple):
    """Ready texts; `percent` is how much of the whole is done, as the review says it."""

    outage: str
    when: str
    staff: str
    watching: str
    urgent: str
    counts: tuple[tuple[str, str], ...]
    """(text, style) pairs."""
    percent: int


class Header(LinesWidget):
    def __init__(self) -> None:
        super().__init__(id="header")
        self.view: HeaderView | None = None

    def show(self, view: HeaderView) -> None:
        if view != self.view:
            self.view = view
            self.refresh()

    def lines(self, width: int, height: int) -> list[Line]:
        view = self.view
        if view is None:
            return []
        left = " · ".join(part for part in (view.outage, view.when, view.staff, view.watching) if part)
        right = view.urgent + " "
        room = width - cell_len(right)
        if room < 30:
            room, right = width, ""
        first: Line = [(fit(" " + left, room), "title"), (right, "late")]
        second: Line = [(" ", "")]
        used = 1
        for text, style in view.counts:
            if used + cell_len(text) + 2 > width:
                break
            second += [(text, style), ("  ", "")]
            used += cell_len(text) + 2
        percent = f" {view.percent}% "
        bar = width - used - cell_len(percent)
        if bar >= 8:
            full = bar * view.percent // 100
            second += [("█" * full, "good"), ("░" * (bar - full), "muted"), (percent, "strong")]
        return [first, second]
