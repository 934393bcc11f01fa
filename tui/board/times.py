"""Moments and spans as the board writes them: short, in the shop's own time."""

from __future__ import annotations

from tui.domain.likely import guess_of
from tui.domain.model import DAY, HOUR, MINUTE, Case, Millis
from tui.domain.quiet import at_place
from tui.i18n import say


def time_left(until: Millis | None, now: Millis) -> str:
    """ "20분", "-12분", "3시간", "2일"; "미정" where nothing says when."""
    if until is None:
        return say("board.undated")
    sign, span = ("-", now - until) if until < now else ("", until - now)
    if span < HOUR:
        minutes = span // MINUTE
        return say("board.minutes", n=f"{sign}{minutes}" if minutes else "0")
    if span < DAY:
        return say("board.hours", n=f"{sign}{span // HOUR}")
    return say("board.days", n=f"{sign}{span // DAY}")


def case_time_left(case: Case, now: Millis, zone: str) -> str:
    """`time_left` of a case; where nobody knows when, the day that a payment may be for: "토요일?", "10/29?"
    where that is a week off."""
    deposit = guess_of(case)
    if deposit is None or deposit.likely is None:
        return time_left(case.act_by, now)
    there = at_place(deposit.likely.day, zone)
    if abs(deposit.likely.day - now) < 6 * DAY:
        return say("board.likely", day=say(f"board.weekday{there.weekday()}"))
    return f"{there.month}/{there.day}?"


def likely_phrase(case: Case, zone: str) -> str:
    """ "10/15(토)쯤일 듯"; "" where there is nothing to guess from or no need to."""
    deposit = guess_of(case)
    if deposit is None or deposit.likely is None:
        return ""
    return say("board.likely_day", day=due_text(deposit.likely.day, False, zone))


def time_left_phrase(until: Millis | None, now: Millis) -> str:
    """ "20분 남음", "12분 지남"."""
    if until is None:
        return say("board.undated")
    span = time_left(until, now)
    return say("board.late", span=span.removeprefix("-")) if until < now else say("board.left", span=span)


def clock_time(moment: Millis, now: Millis, zone: str) -> str:
    """The time of day; with the day in front where it is not today."""
    there, today = at_place(moment, zone), at_place(now, zone)
    time = f"{there:%H:%M}"
    days = (there.date() - today.date()).days
    if days == 0:
        return time
    if days == 1:
        return say("board.tomorrow")
    return f"{there.month}/{there.day}"


def moment_phrase(moment: Millis, now: Millis, zone: str) -> str:
    """The same for a sentence, where there is room for both: "17:00", "내일 10:00", "11/25 10:00"."""
    there, day = at_place(moment, zone), clock_time(moment, now, zone)
    time = f"{there:%H:%M}"
    return time if day == time else f"{day} {time}"


def stamp(moment: Millis, has_time: bool, zone: str, now: Millis | None = None) -> str:
    """`10/13 14:02`: as `due_text`, where there is no room for the day of the week."""
    there = at_place(moment, zone)
    day = _with_year(f"{there.month}/{there.day}", moment, zone, now)
    return f"{day} {there:%H:%M}" if has_time else day


def due_text(moment: Millis, has_time: bool, zone: str, now: Millis | None = None) -> str:
    """`10/16(일) 17:00`, without the time where the file gave none.

    With `now` a moment in another year says which: `2021년 10/16(토) 17:00`.
    """
    there = at_place(moment, zone)
    day = say("board.day", month=there.month, day=there.day, weekday=say(f"board.weekday{there.weekday()}"))
    day = _with_year(day, moment, zone, now)
    return f"{day} {there:%H:%M}" if has_time else day


def _with_year(day: str, moment: Millis, zone: str, now: Millis | None) -> str:
    if now is None or (year := at_place(moment, zone).year) == at_place(now, zone).year:
        return day
    return say("board.day_of_year", year=year, day=day)
