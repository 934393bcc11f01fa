"""What stands over a list, and on the tab of its sheet: for which day or month its rows are.

Shops keep a sheet for every day or month, or write the day above the list; a row then has only a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tui.domain.date_doubts import begins_with_day
from tui.domain.date_words import DayKind, parts_of, plainly
from tui.domain.words import OrderStatus
from tui.intake.statuses import read_status

DAY, MONTH, DATES = "day", "month", "dates"
"""The words under which a plan's `about` says them, and in which sequence the list writes its days."""
DAY_FIRST, MONTH_FIRST = "day_first", "month_first"

# When the list was made, or of which days it was asked for, is not when anything is due.
_OF_THE_FILE = re.compile(
    r"기준|출력|조회|작성|인쇄|다운|업데이트|수정|발행|생성|등록|기간|~|created|printed|as of|updated"
)
# Behind a slash, behind "10.17 " and before 요일, 월 is short for Monday.
_MONTH = re.compile(
    r"(?:(\d{4}|\d{2})\s*[년.]\s*)?(?<![\d/-])(0?[1-9]|1[0-2])(?:월|(?<!\.\d)(?<!\.\d\d)\s+월)(?!\s*\d|요일)",
    re.ASCII,
)
_DAYS = (DayKind.FULL, DayKind.MONTH_DAY, DayKind.DAY)
_FOUR_DIGITS = re.compile(r"(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", re.ASCII)
_NO_DAY = re.compile(r"\s*(?:[^\d(']|[1-9]-\d{1,2}\s*(?:\D|$)|.*[층호팀차조])", re.ASCII)
"""On a tab 1-2 is the second part of the first, and 1.2층 a floor."""
_NOT_NOW = re.compile(
    r"양식|서식|샘플|예시|견본|템플릿|백업|복사본|사본|원본|지난|이전|과거|작년|전년|블랙|사용법|설명|통계|집계|단가"
    r"|요금표|template|sample|example|backup|copy|archive|old\b|blacklist",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d+\s*(?:[년월일주차]|호)*\.?[\s_-]*|\s")
_CANCELLED = re.compile(
    r"(?:예약|주문|구매)?(?:취소|캔슬|노쇼|환불)(?:[/·,&+]?(?:취소|캔슬|노쇼|환불))*(?:된|한|완료)?"
    r"(?:건|자|분|내역|목록|명단|리스트|현황|주문|예약|고객|손님|시트)*"
    r"|cancel(?:l?ed|l?ations?|s)?(?:orders?|bookings?|reservations?|list)?|no-?shows?|refund(?:ed|s)?"
)


def said_over(above: Sequence[str], sheet: str) -> dict[str, str]:
    """The day and the month that the lines over a list say, else the sheet's name; neither where none does.

    Of several lines the lowest counts.  The values are texts as read_moment wants them (a month: "12월").
    """
    lines = [line for line in reversed(above) if not _OF_THE_FILE.search(plainly(line))]
    day = next((line for line in lines if _is_day(line)), "") or _day_on_tab(sheet)
    months = (_MONTH.search(plainly(text)) for text in (*lines, sheet))
    month = next((_month(found) for found in months if found), "")
    return {key: text for key, text in ((DAY, day), (MONTH, month)) if text}


def written(days: Iterable[str]) -> dict[str, str]:
    """In which sequence these days say day and month; nothing where no cell tells."""
    day_first = begins_with_day(days)
    return {} if day_first is None else {DATES: DAY_FIRST if day_first else MONTH_FIRST}


def is_set_aside(sheet: str) -> bool:
    """Whether a sheet's name says that nobody on it is waited for: cancelled, done, an example, a copy."""
    return read_status(sheet)[0] is not OrderStatus.PENDING or _NOT_NOW.search(sheet) is not None


def is_of_cancelled(sheet: str) -> bool:
    """Whether a sheet's name says that all on it is cancelled ("12월 취소"), not some of it ("예약/취소")."""
    return _CANCELLED.fullmatch(_NUMBERED.sub("", plainly(sheet)).strip(" _-()[]")) is not None


def _is_day(text: str) -> bool:
    parts = parts_of(plainly(text))
    if _MONTH.search(plainly(text)):
        return False  # "26.12월"
    return parts.whole and parts.clock is None and parts.day is not None and parts.day.kind in _DAYS


def _day_on_tab(sheet: str) -> str:
    four = _FOUR_DIGITS.fullmatch(sheet.strip())
    if four:
        return f"{int(four[1])}월 {int(four[2])}일"
    return sheet.strip() if _is_day(sheet) and not _NO_DAY.match(sheet) else ""


def _month(found: re.Match[str]) -> str:
    year = f"{2000 + int(found[1]) % 100}년 " if found[1] else ""
    return f"{year}{int(found[2])}월"
