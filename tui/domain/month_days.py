"""Days that are counted in their month: "말일", "다음 달 첫째 주 토욜", "11월 둘째 토요일".

What says no exact day ("담달 초", "월말") is none, and neither is one that people read in two ways: by many
the second week's Tuesday is the month's second Tuesday, by others that of the calendar's second row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from tui.domain.date_words import Day, DayKind

MONTHS_ON = {"이번": 0, "요번": 0, "이": 0, "다음": 1, "담": 1, "내": 1, "다다음": 2}
UNTOLD = Day(DayKind.FULL, 0)
"""A day that was named and cannot be told.  It is no date, and a time said of it is of no other day."""

_NAMES = "|".join(sorted(MONTHS_ON, key=len, reverse=True))
_OF_NO_MONTH = r"(?<![가-힣\d,])(?<!매[달월]\s)(?<![난번]달\s)(?<![난번]\s달\s)(?<!째\s)"


def _of_month(group: str) -> str:
    return rf"(?:(?:(?P<{group}_on>{_NAMES})\s?달|(?P<{group}_no>\d\d?)\s?월)\s?)?"


WORDS = rf"""
    {_OF_NO_MONTH}{_of_month("last")}(?P<last_day>말일)(?=$|[^가-힣]|에|로|은|날|까지|요|이[에요])
    |{_OF_NO_MONTH}{_of_month("nth")}
        (?P<nth>첫\s?(?:번?째)?|[둘두셋세넷네1-5]\s?번?째|다섯\s?번?째|마지막)(?P<nth_week>\s?주)?\s?
        (?P<nth_day>[월화수목금토일])(?:(?P<nth_whole>요일|욜)(?!마다)
            |(?=\s?(?:\d|오전|오후|낮|저녁|아침)|[에날]|\s*$))
"""
"""Alternatives of a verbose pattern whose groups `counted_day` reads."""
_ORDINALS = {"첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다": 5, "마": -1}
_WEEKEND = 5


def counted_day(said: Mapping[str, str | None], today: date) -> Day | None:
    """The day that the groups of WORDS name; UNTOLD where it cannot be told, None where none is named."""
    if said["last_day"]:
        return _day_of(last_of(*_month(said["last_on"], said["last_no"], today)))
    if not said["nth"]:
        return None
    named = bool(said["nth_on"] or said["nth_no"])
    if not said["nth_week"] and not (said["nth_whole"] and (named or "째" in (said["nth"] or ""))):
        return None
    first = said["nth"][0]
    number = int(first) if first.isdecimal() else _ORDINALS[first]
    if number < 0 and not named:
        return UNTOLD
    year, month = _month(said["nth_on"], said["nth_no"], today)
    weekday = "월화수목금토일".index(said["nth_day"] or "")
    day = _nth(year, month, weekday, number)
    if day is None or day < today or (said["nth_week"] and not _only_reading(day, number)):
        return UNTOLD
    return _day_of(day)


def last_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _month(on: str | None, number: str | None, today: date) -> tuple[int, int]:
    """(year, month) of "다음 달" or "11월", the next one to come; of this month where none is named."""
    if number:
        month = min(max(int(number), 1), 12)
        return today.year + (month < today.month), month
    months = today.year * 12 + today.month - 1 + MONTHS_ON[on or "이번"]
    return months // 12, months % 12 + 1


def _nth(year: int, month: int, weekday: int, number: int) -> date | None:
    """The month's first, second … or (−1) last such weekday; None where it has not so many."""
    if number < 0:
        last = last_of(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    return day if day.month == month else None


def _only_reading(day: date, number: int) -> bool:
    """Whether the calendar's row of that number, which begins on a Sunday, has no other such day.

    Of the weekend everybody counts the days themselves, as shops do that close on every second Sunday.
    """
    if day.weekday() >= _WEEKEND or number < 0:
        return True
    before_first = (day.replace(day=1).weekday() + 1) % 7
    return (day.day + before_first - 1) // 7 + 1 == number or number == 1


def _day_of(day: date) -> Day:
    return Day(DayKind.FULL, day.year, day.month, day.day)
