"""The words and shapes of days and clock times, before any calendar or zone is applied to them."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple


class DayKind(StrEnum):
    FULL = "full"  # year, month, day
    MONTH_DAY = "month_day"  # month, day
    DAY = "day"  # day of a month
    OFFSET = "offset"  # days from today
    WEEKDAY = "weekday"  # 0 = Monday; weeks from this one, −1 for the next to come


class Day(NamedTuple):
    kind: DayKind
    first: int
    second: int = 0
    third: int = 0


class Clock(NamedTuple):
    """A time of day as written: `marker` is "" or one of MARKERS' values, `exact` that a machine wrote it,
    `offset` minutes from UTC where it says so."""

    hour: int
    minute: int = 0
    second: int = 0
    marker: str = ""
    exact: bool = False
    offset: int | None = None


class Parts(NamedTuple):
    """What a text says: a day, a time, both, or neither; `whole` is False where something is left unread."""

    day: Day | None
    clock: Clock | None
    whole: bool


_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("∼〜～", "~") | {"，": ",", "：": ":"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAYS = {name: index for index, name in enumerate("월화수목금토일")} | {
    name: index for index, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}
_EN_WEEKDAY = r"(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?"

_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})(?!\d)\s*일?\.?", re.ASCII
)
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4})(?!\d)\.?", re.ASCII)
_SHORT_YEAR = re.compile(
    r"(?<![\d.])'?(\d{2})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})(?!\d)\s*일?\.?", re.ASCII
)
_SHORT_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{2})(?!\d)\.?", re.ASCII)
_MONTH_NAME_FIRST = re.compile(
    rf"\b{_MONTH}\s*(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(\d{{4}})(?!\d))?", re.ASCII
)
_MONTH_NAME_LAST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s-]*{_MONTH}(?:,?[\s-]*(\d{{4}})(?!\d))?", re.ASCII
)
_MONTH_DAY_WORDS = re.compile(r"(?<!\d)(\d{1,2})\s*월\s*(\d{1,2})(?!\d)\s*일?", re.ASCII)
_MONTH_DAY = re.compile(r"(?<![\d.:])(\d{1,2})\s*[-./]\s*(\d{1,2})(?![\d:])\.?", re.ASCII)
_DAYS_ON = re.compile(r"(?<!\d)(\d{1,2})\s*일\s*(?:뒤|후|있다가)", re.ASCII)
_DAY_OF_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*일(?!\s*간)", re.ASCII)
_NEAR = {
    "내일모레": 2, "오늘": 0, "금일": 0, "당일": 0, "today": 0, "내일": 1, "명일": 1, "익일": 1, "낼": 1,
    "tomorrow": 1, "모레": 2, "글피": 3, "어제": -1, "yesterday": -1, "그저께": -2, "그제": -2,
}  # fmt: skip
_NEAR_WORDS = re.compile("|".join(sorted(_NEAR, key=len, reverse=True)))
_WEEKS = {"이번": 0, "금": 0, "다음": 1, "담": 1, "차": 1, "다다음": 2}
_WEEKDAY = re.compile(
    rf"(?:(이번|금|다다음|다음|담|차)\s*주\s*([월화수목금토일])(?:요일)?|([월화수목금토일])요일|\b{_EN_WEEKDAY}\b\.?)"
)
_STATED_WEEKDAY = re.compile(
    rf"\(\s*[월화수목금토일](?:요일)?\s*\)|[월화수목금토일]요일|\b{_EN_WEEKDAY}\b\.?,?"
)
_SEOUL_TIME = re.compile(r"\(?\s*(?:(?:gmt|utc)\s*\+\s*0?9(?::?00)?|\bkst\b|한국\s?시[간각]?)\s*\)?")
_SEOUL_OFFSET = 540
_COMPACT = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:[t\s]?(\d{2}):?(\d{2})(\d{2})?(?:\.\d+)?)?(z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_COMPACT_SHORT = re.compile(r"(\d{2})(\d{2})(\d{2})(?:\s?(\d{2}):?(\d{2}))?", re.ASCII)

_MARKERS = {
    "오전": "am", "am": "am", "a.m.": "am", "a.m": "am", "오후": "pm", "pm": "pm", "p.m.": "pm", "p.m": "pm",
    "새벽": "dawn", "아침": "morning", "점심": "noon", "낮": "noon", "저녁": "evening", "밤": "night",
}  # fmt: skip
_MARKER_WORDS = "|".join(re.escape(word) for word in sorted(_MARKERS, key=len, reverse=True))
_MARKER = re.compile(rf"(?<![a-z])(?:{_MARKER_WORDS})(?![a-z])")
_COLON = re.compile(
    r"(?<!\d)(\d{1,2})\s*:\s*(\d{2})(?!\d)(?:\s*:\s*(\d{2})(?!\d)(?:[.,]\d{1,9})?)?\s*(z\b|[+-]\d{2}:?\d{2}(?!\d))?",
    re.ASCII,
)
_HOUR_WORD = re.compile(
    r"(?<!\d)(\d{1,2})\s*시(?!간)\s*(?:(반)|(\d{1,2})\s*분?(?!\d))?(?:\s*(\d{1,2})\s*초)?", re.ASCII
)
_HANGUL_HOURS = {
    name: hour
    for hour, name in enumerate(
        ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두"), 1
    )
}
_HANGUL_HOUR = re.compile(
    rf"({'|'.join(sorted(_HANGUL_HOURS, key=len, reverse=True))})\s*시(?!간)\s*(?:(반)|(\d{{1,2}})\s*분)?"
)
_NOON, _MIDNIGHT = re.compile(r"정오|\bnoon\b"), re.compile(r"자정|\bmidnight\b")
_BARE_HOUR = re.compile(r"(?<!\d)(\d{1,2})(?!\d)", re.ASCII)
_BARE_CLOCK = re.compile(r"(?<!\d)(\d{2})(\d{2})(?!\d)", re.ASCII)

_RANGE = re.compile(r"~|부터|에서|(?:^|\s)-\s|(?<=\d:\d\d)\s*-|(?<=[시분반m])\s*-|->|→")
_A_TIME = re.compile(r":|시")
_COUNTS = re.compile(r"\d+\s*박(?:\s*\d+\s*일)?|\d+\s*(?:명|인|개|잔|시간|분간|일간)", re.ASCII)


def plainly(text: str) -> str:
    """`text` with one kind of dash, digit and space, in small letters."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text[:200]).translate(_DASHES))
    return " ".join(text.lower().strip("'\"[] \t\n").split())


def parts_of(text: str) -> Parts:
    """The day and the clock time in `text`, which `plainly` has gone over."""
    compact = _compact(text)
    if compact is not None:
        return compact
    text, seoul = _SEOUL_TIME.subn(" ", text)
    day, before, after = _find_day(text)
    rest = f"{_beginning(before)} {_beginning(after)}"
    if day is not None:
        rest = _STATED_WEEKDAY.sub(" ", rest)
    rest = _COUNTS.sub(" ", rest)
    clock, rest = _find_clock(rest, day)
    if seoul and clock is not None:
        clock = clock._replace(offset=_SEOUL_OFFSET)
    return Parts(day, clock, not any(map(str.isdigit, rest)))


def clock_in(text: str) -> Clock | None:
    """The clock time of a cell that stands beside a cell with the day; a day in it is passed over."""
    parts = parts_of(text)
    if parts.clock is not None or parts.day is not None:
        return parts.clock
    bare = _BARE_CLOCK.fullmatch(text) or _BARE_HOUR.fullmatch(text)
    if bare is None:
        return None
    return Clock(int(bare[1]), int(bare[2]), exact=True) if bare.lastindex == 2 else Clock(int(bare[1]))


def _compact(text: str) -> Parts | None:
    """Digits run together: 20221016, 202210161800, 20221016180000, 20221016T180000Z, 221016, 2210161800."""
    match = _COMPACT.fullmatch(text)
    if match and 1900 <= int(match[1]) < 2200:
        day = Day(DayKind.FULL, int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None:
            return Parts(day, None, True)
        clock = Clock(int(match[4]), int(match[5]), int(match[6] or 0), exact=True, offset=_offset(match[7]))
        return Parts(day, clock, True)
    match = _COMPACT_SHORT.fullmatch(text)
    if match and 1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31:
        day = Day(DayKind.FULL, 2000 + int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None:
            return Parts(day, None, True)
        return Parts(day, Clock(int(match[4]), int(match[5]), exact=True), True)
    return None


def _offset(written: str | None) -> int | None:
    """Minutes from UTC: "+09:00" → 540, "z" → 0."""
    if not written:
        return None
    if written == "z":
        return 0
    minutes = int(written[1:3]) * 60 + int(written[-2:])
    return -minutes if written[0] == "-" else minutes


def _beginning(text: str) -> str:
    """What stands before "~", "부터" and the like: the beginning of a span is what is due."""
    first, *others = _RANGE.split(text, maxsplit=1)
    if first.strip(" ,.()") or not others:
        return first
    # "10/16부터 18:00": a time may follow, another day is the span's end.
    return others[0] if _A_TIME.search(others[0]) and _find_day(others[0])[0] is None else ""


def _find_day(text: str) -> tuple[Day | None, str, str]:
    """The first day in `text`, with what stands before and behind it."""
    for find in (_full_day, _named_month, _part_of_year, _from_today):
        found = find(text)
        if found is not None:
            day, match = found
            return day, text[: match.start()], text[match.end() :]
    return None, "", text


_Found = tuple[Day, re.Match[str]]


def _full_day(text: str) -> _Found | None:
    match = _YEAR_FIRST.search(text)
    if match:
        return Day(DayKind.FULL, int(match[1]), int(match[2]), int(match[3])), match
    match = _YEAR_LAST.search(text)
    if match:
        month, day = int(match[1]), int(match[2])
        if month > 12:  # as in Europe; otherwise as in America, whose programs Korean shops use
            month, day = day, month
        return Day(DayKind.FULL, int(match[3]), month, day), match
    match = _SHORT_YEAR.search(text)
    if match and 1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31:
        return Day(DayKind.FULL, 2000 + int(match[1]), int(match[2]), int(match[3])), match
    match = _SHORT_YEAR_LAST.search(text)
    if match:
        return Day(DayKind.FULL, 2000 + int(match[3]), int(match[1]), int(match[2])), match
    return None


def _named_month(text: str) -> _Found | None:
    match = _MONTH_NAME_LAST.search(text)
    if match:
        month, day = _MONTHS.index(match[2]) + 1, int(match[1])
    else:
        match = _MONTH_NAME_FIRST.search(text)
        if not match:
            return None
        month, day = _MONTHS.index(match[1]) + 1, int(match[2])
    if match[3]:
        return Day(DayKind.FULL, int(match[3]), month, day), match
    return Day(DayKind.MONTH_DAY, month, day), match


def _part_of_year(text: str) -> _Found | None:
    match = _MONTH_DAY_WORDS.search(text) or _MONTH_DAY.search(text)
    if match:
        return Day(DayKind.MONTH_DAY, int(match[1]), int(match[2])), match
    match = _DAYS_ON.search(text)
    if match:
        return Day(DayKind.OFFSET, int(match[1])), match
    if _COUNTS.search(text):
        return None
    match = _DAY_OF_MONTH.search(text)
    return (Day(DayKind.DAY, int(match[1])), match) if match else None


def _from_today(text: str) -> _Found | None:
    match = _WEEKDAY.search(text)
    if match:
        name = match[2] or match[3] or match[4]
        return Day(DayKind.WEEKDAY, _WEEKDAYS[name], _WEEKS.get(match[1] or "", -1)), match
    match = _NEAR_WORDS.search(text)
    return (Day(DayKind.OFFSET, _NEAR[match[0]]), match) if match else None


def _find_clock(text: str, day: Day | None) -> tuple[Clock | None, str]:
    """The first clock time in `text`, and `text` without it."""
    found = _MARKER.search(text)
    marker = _MARKERS[found[0]] if found else ""
    rest = _MARKER.sub(" ", text)
    match = _COLON.search(rest)
    if match:
        by_machine = (
            match[1].startswith("0") or bool(match[3]) or (day is not None and day.kind is DayKind.FULL)
        )
        clock = Clock(int(match[1]), int(match[2]), int(match[3] or 0), marker, by_machine, _offset(match[4]))
        return clock, _without(rest, match)
    match = _HOUR_WORD.search(rest)
    if match:
        minute = 30 if match[2] else int(match[3] or 0)
        by_machine = match[1].startswith("0") or bool(match[4])
        return Clock(int(match[1]), minute, int(match[4] or 0), marker, by_machine), _without(rest, match)
    match = _HANGUL_HOUR.search(rest)
    if match:
        minute = 30 if match[2] else int(match[3] or 0)
        return Clock(_HANGUL_HOURS[match[1]], minute, 0, marker), _without(rest, match)
    match = _NOON.search(text)
    if match:
        return Clock(12, exact=True), _without(text, match)
    match = _MIDNIGHT.search(text)
    if match:
        return Clock(24, exact=True), _without(text, match)
    match = _BARE_HOUR.search(rest) if marker else None
    if match:
        return Clock(int(match[1]), 0, 0, marker), _without(rest, match)
    match = _BARE_CLOCK.search(rest) if day is not None else None
    if match:
        return Clock(int(match[1]), int(match[2]), exact=True), _without(rest, match)
    return None, rest


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
