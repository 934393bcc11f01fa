"""What a column is that no word names outright: by a hint in its header and what stands in it, together.

A column headed 픽업 may say when, where, or that it is done; one that ends in 날 or 일 is a day, but which?
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tui.domain.date_words import parts_of, plainly
from tui.intake.compounds import compound, never_due, of_before
from tui.intake.statuses import tells_cancelled
from tui.intake.vocabulary import CALL_MARKS, CONTACT_MARKS

_A_DAY = re.compile(r".+(?:일|일자|일시|날|날짜)(?:와|및)?(?:시간|시각)?")
# What people come for, or have brought to them.
_COMING = re.compile(
    r"(?:픽업|수령|방문|이용|예약|입실|입장|대여|인수|배달|배송|촬영|시술|수업|체험|상담|행사|예식|찾|오시|오실|받으|희망|언제"
    r"|pickup|visit|arriv|when).*"
)
# What the shop did with it on that day is not what anybody comes for.
_HANDLED = re.compile(
    r"확정|확인|견적|입력|동의|문의|연락|통보|배정|심사|계약|입고|제조|생산|구매|매입|업로드|처리|제출"
)
_STATED = re.compile(r".*(?:구분|확인|결과|진행|납부|체크)")
_SERIAL = re.compile(r"4\d{4}(?:\.\d+)?", re.ASCII)  # days as spreadsheets count them, since 2009
_SHARE = 0.6


def told_by_both(header: str, cells: Sequence[str]) -> str:
    """The field of a column of an order list, "" for none; `header` as columns.spoken makes it."""
    if _STATED.fullmatch(header) and tells_cancelled(cells):
        return "status"
    return "due_date" if _says_when(header, cells, (_A_DAY, _COMING)) else ""


def awaits(headers: Iterable[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a list of people, with these `headers` as spoken, says in one of its columns when they come.

    One that tells of them what they did before, or of calls, does not wait for them.
    """
    words = list(headers)
    if any(word in CONTACT_MARKS or word in CALL_MARKS or of_before(word) for word in words):
        return False
    return any(
        _says_when(word, [row[at] for row in rows if at < len(row)], (_COMING,))
        for at, word in enumerate(words)
    )


def no_coming(header: str) -> bool:
    """Whether a day under this header is none on which anything is due."""
    return never_due(header) or _HANDLED.search(header) is not None


def _says_when(header: str, cells: Sequence[str], hints: Iterable[re.Pattern[str]]) -> bool:
    if not any(hint.fullmatch(header) for hint in hints) or no_coming(header) or compound(header):
        return False
    filled = [cell.strip() for cell in cells if cell.strip()]
    days = sum(
        _SERIAL.fullmatch(cell) is not None or parts_of(plainly(cell)).day is not None for cell in filled
    )
    return bool(filled) and days >= _SHARE * len(filled)
