"""What the notice screen shows: a row for each customer, and the text as it will stand."""

from __future__ import annotations

from rich.cells import cell_len

from tui.board.cells import fit, wrap
from tui.board.rows import RowView, order_line
from tui.board.times import case_time_left, clock_time
from tui.board.widgets.lines import Line, LinesWidget
from tui.domain.model import Case, Millis
from tui.domain.notice import Composed, Why, name_of, posted_at, public_mask
from tui.i18n import say
from tui.papers.wording import size_line


class NoticeHead(LinesWidget):
    """How many are asked for, until when, and the names that cannot stand there."""

    def __init__(self) -> None:
        super().__init__(id="notice-head")
        self.first = self.second = ""
        self.second_style = "muted"

    def show(self, first: str, second: str, style: str) -> None:
        self.first, self.second, self.second_style = first, second, style
        self.refresh()

    def lines(self, width: int, height: int) -> list[Line]:
        title = " " + say("notice.title") + "   "
        rest = width - cell_len(title)
        return [
            [(title, "title"), (fit(self.first, rest), "strong")],
            [(" " + fit(self.second, width - 1), self.second_style)],
        ]


class NoticeText(LinesWidget):
    """The text, its length, and what should be known of it; scrolled by whole lines."""

    def __init__(self) -> None:
        super().__init__(id="notice-text")
        self._text = self._length = ""
        self._length_style = "good"
        self._remarks: list[str] = []
        self._top = 0

    def show(self, composed: Composed, remarks: list[str]) -> None:
        message = composed.message
        if message.text != self._text:
            self._top = 0
        self._text, self._length = message.text, size_line(message)
        self._length_style = "late" if message.too_long else "good"
        self._remarks = remarks
        self.refresh()

    def scroll_by(self, lines: int) -> None:
        self._top = max(0, self._top + lines)
        self.refresh()

    def on_mouse_scroll_down(self) -> None:
        self.scroll_by(3)

    def on_mouse_scroll_up(self) -> None:
        self.scroll_by(-3)

    def lines(self, width: int, height: int) -> list[Line]:
        inner = max(4, width - 2)
        head: list[Line] = [[(" " + fit(self._length, inner), self._length_style)]]
        for remark in self._remarks:
            head += [[(" " + row, "soon")] for row in wrap(remark, inner)]
        body = [[(" " + row, "")] for row in wrap(self._text, inner)]
        room = max(1, height - len(head) - 1)
        self._top = min(self._top, max(0, len(body) - room))
        seen: list[Line] = [*body[self._top : self._top + room]]
        if self._top + room < len(body):
            seen[-1] = [(" " + say("notice.more_below"), "accent")]
        return [*head, [("─" * width, "muted")], *seen]


def notice_row(case: Case, why: Why, marked: bool, now: Millis, zone: str) -> RowView:
    """The mask beside the name, so that one sees who stands there how; what is known, and earlier notices."""
    mask = public_mask(name_of(case)) or say("notice.no_mask")
    posted = posted_at(case)
    parts = [
        say("notice.posted_at", time=clock_time(posted, now, zone)) if posted is not None else "",
        order_line(case, zone),
    ]
    return RowView(
        case_id=case.id,
        when=case_time_left(case, now, zone),
        band="",
        name=f"{'✓' if marked else '·'} {name_of(case) or say('board.nameless')} → {mask}",
        route=say(f"notice.why_{why.value}"),
        detail=" · ".join(part for part in parts if part),
        mark="",
    )
