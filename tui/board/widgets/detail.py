"""The pane beside the lanes: the selected case in full."""

from __future__ import annotations

from tui.board import qr
from tui.board.detail import DetailView
from tui.board.widgets.lines import Line, LinesWidget
from tui.i18n import say


class Detail(LinesWidget):
    def __init__(self) -> None:
        super().__init__(id="detail")
        self.view: DetailView | None = None
        self.with_code = False
        """False until the first picture is there: drawing codes takes a library that loads slowly."""

    def show(self, view: DetailView | None) -> None:
        if view != self.view:
            self.view = view
            self.refresh()

    def lines(self, width: int, height: int) -> list[Line]:
        if self.view is None:
            return [[], [("  " + say("board.nothing_here"), "muted")]]
        room = width - 2
        lines: list[Line] = [[(" ", ""), *line] for line in self.view.lines(room)]
        if self.with_code and qr.fits(self.view.link, width, height - len(lines) - 1):
            code = qr.picture(self.view.link)
            lines.append([])
            lines += qr_lines(code, (width - code.width) // 2)
        return lines


def qr_lines(code: qr.Picture, indent: int) -> list[Line]:
    """A QR code as lines, dark on light whatever the theme."""
    return [[(" " * max(0, indent), ""), (row, "qr")] for row in code.lines]
