"""Days that can be read and are in doubt: beside a weekday that is not theirs, or a word of change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from tui.domain.date_words import Day, DayKind, parts_of, plainly
from tui.domain.model import Millis

DOUBTS = ("other_weekday", "moved", "moved_to", "day_or_month")

_KOREAN = {name: index for index, name in enumerate("월화수목금토일")}
_ENGLISH = {name: index for index, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_WEEKDAY = re.compile(
    r"\(\s*([월화수목금토일])(?:요일)?\s*\)|([월화수목금토일])요일|\b(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b"
)
_MOVED = re.compile(r"변경|연기|미룸|미뤄|앞당|당김|당겨|바꿈|바뀜|수정|rescheduled|moved|changed|postponed")
_ON_ITS_WAY = re.compile(r"변경\s*(?:없음|불가|가능|요청|문의|예정|전|x\b)")


_ARROW = re.compile(r"[→⇒➔➜➡▶]\ufe0f?|[-=]>|>>")
_BARE = re.compile(r"\d{1,2}", re.ASCII)
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})(\s*[-./]\s*)(\d{1,2})(?=\s*[-./]\s*\d{4}(?!\d))", re.ASCII)
_MONTHS = 12


def begins_with_day(cells: Iterable[str]) -> bool | None:
    """Whether days with the year at the end begin with the day (24/11/2026); None where no cell tells."""
    found = [match for cell in cells for match in _YEAR_LAST.finditer(cell)]
    if any(int(match[3]) > _MONTHS for match in found):
        return False
    return True if any(int(match[1]) > _MONTHS for match in found) else None


def with_month_first(cell: str) -> str:
    """The same with the month before the day, as read_moment takes it where both may be the month."""
    return _YEAR_LAST.sub(lambda match: f"{match[3]}{match[2]}{match[1]}", cell)


def may_be_turned(cell: str) -> bool:
    """Whether a day like 5/11/2026 is another one when read the other way round."""
    match = _YEAR_LAST.search(cell)
    return (
        match is not None and int(match[1]) != int(match[3]) and max(int(match[1]), int(match[3])) <= _MONTHS
    )


def moved_to(cell: str) -> str:
    """What stands behind the arrow of a day that was crossed out for another: "11/24 → 11/26 15:00".

    "" where there is no arrow between two days.  A day of the month alone is in the month of the first.
    """
    *before, behind = _ARROW.split(plainly(cell)) if _ARROW.search(cell) else ("",)
    behind = behind.strip()
    day = Day(DayKind.DAY, int(behind)) if _BARE.fullmatch(behind) else parts_of(behind).day
    was = next((found for text in reversed(before) if (found := parts_of(text.strip()).day)), None)
    if day is None or was is None:
        return ""
    month = {DayKind.FULL: was.second, DayKind.MONTH_DAY: was.first}.get(was.kind)
    return f"{month}월 {behind}" if month and day.kind is DayKind.DAY else behind


def doubt_about(cell: str, at: Millis, zone: str) -> str:
    """Why the moment read from a cell may be another: one of DOUBTS; "" where nothing speaks against it.

    Of a cell with two moments the first is read; a word of change beside it says that it no longer holds.
    """
    text = plainly(cell)
    if _MOVED.search(_ON_ITS_WAY.sub(" ", text)):
        return "moved"
    said = _WEEKDAY.search(text)
    if said is None:
        return ""
    name = said[1] or said[2] or said[3]
    weekday = _KOREAN.get(name, _ENGLISH.get(name))
    return "" if datetime.fromtimestamp(at / 1000, ZoneInfo(zone)).weekday() == weekday else "other_weekday"
