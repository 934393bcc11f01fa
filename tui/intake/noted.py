"""That an order is cancelled, where no column of states says so: in a note, or beside a name or a time."""

from __future__ import annotations

import re

from tui.domain.words import OrderStatus
from tui.intake.cells import tidy
from tui.intake.order_values import Status
from tui.intake.plan import Plan
from tui.intake.rows import Row
from tui.intake.statuses import read_status

_WHERE = ("name", "due_date", "due_time")
_WORDS = ("취소", "캔슬", "cancel", "cxl")
_WORD = (
    r"(?:예약|주문|구매|고객|손님|본인|당일|전화)?\s*(?:취소|캔슬|cancel(?:l?ed)?|cxl)"
    r"(?:\s*(?:함|됨|하심|했음|완료|처리(?:됨|완료)?|건))?"
)
# Under these the customer speaks: there the word may be what they ask for.
_THEIRS = re.compile(
    r"요청|요구|문의|말씀|메[세시]지|고객|손님|구매자|주문자|예약자|request|message|customer|guest", re.I
)
_NOTE = re.compile(rf"\s*(?:\d{{1,2}}[/.]\d{{1,2}}\s*)?{_WORD}[\s.!~]*", re.I)
_MARK = re.compile(rf"^\s*{_WORD}(?=\s)|[\[(]{_WORD}[\])]|\s{_WORD}\s*$", re.I)
_GOES_ON = re.compile(r"(?:^|\s)후(?:\s|$)|재(?:예약|주문|방문)|다시|변경|가능|→|->")


def noted(plan: Plan, rows: list[Row], statuses: list[Status]) -> list[Status]:
    """The statuses of some rows; cancelled where nothing else is said and a note or a mark says so."""
    if all(status.text for status in statuses):
        return statuses
    notes = [
        at for at in plan.fields.get("request", ()) if not _THEIRS.search("".join(plan.headers[at : at + 1]))
    ]
    marks = [at for field in _WHERE for at in plan.fields.get(field, ())]
    for places, tells in ((notes, says_cancelled), (marks, is_marked)):
        for at in places:
            cells = [row[at] for row in rows]
            if not _may_say(cells):
                continue
            # Tidied first: in a cell of a million blanks the patterns would try each of them.
            said = {cell: tidy(cell) for cell in set(cells)}
            told = {
                cell: Status(text, OrderStatus.CANCELLED, True) for cell, text in said.items() if tells(text)
            }
            if told:
                pairs = zip(statuses, cells, strict=True)
                statuses = [status if status.text else told.get(cell, status) for status, cell in pairs]
    return statuses


def _may_say(cells: list[str]) -> bool:
    """Whether the word stands anywhere in a column: asked of all its cells at once."""
    text = "\n".join(cells).casefold()
    return any(word in text for word in _WORDS)


def says_cancelled(note: str) -> bool:
    """Whether a note says nothing else than that it was cancelled."""
    return _NOTE.fullmatch(note) is not None


def is_marked(cell: str) -> bool:
    """Whether a name or a time has the word set before it, behind it or in parentheses: "취소 12:30"."""
    if not _MARK.search(cell) or _GOES_ON.search(cell):
        return False
    return read_status(cell)[0] is OrderStatus.CANCELLED  # asked for, or denied, is not done
