"""The parts of the deposits desk beside its list: the heading, and the pane of the selected deposit."""

from __future__ import annotations

from tui.board.detail import DetailView
from tui.board.widgets.detail import Detail
from tui.board.widgets.lines import Line, LinesWidget
from tui.i18n import say
from tui.papers.phrases import won


class DeskHead(LinesWidget):
    """How much money nobody is known behind, and whether the answers are being worked out."""

    def __init__(self) -> None:
        super().__init__(classes="title-line")
        self.unclaimed: tuple[int, int] | None = None
        self.busy = True

    def show_busy(self, busy: bool) -> None:
        if self.busy is not busy:
            self.busy = busy
            self.refresh()

    def lines(self, width: int, height: int) -> list[Line]:
        line: Line = [(" " + say("deposits.title"), "title")]
        if self.unclaimed is not None:
            count, amount = self.unclaimed
            said = (
                say("deposits.unclaimed", n=count, amount=won(amount))
                if count
                else say("deposits.all_claimed")
            )
            line.append(("   " + said, "late" if count else "good"))
        if self.busy:
            line.append(("   " + say("deposits.matching"), "muted"))
        return [line]


class DepositPane(Detail):
    """The selected deposit; where not everything fits, all candidates but the first are said in short."""

    def __init__(self) -> None:
        super().__init__()
        self._brief: DetailView | None = None

    def show_either(self, whole: DetailView | None, brief: DetailView | None) -> None:
        self._brief = brief
        self.show(whole)

    def lines(self, width: int, height: int) -> list[Line]:
        whole = super().lines(width, height)
        if self._brief is None or len(whole) <= height:
            return whole
        return [[(" ", ""), *line] for line in self._brief.lines(width - 2)]
