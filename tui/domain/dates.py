"""Days and times as people, spreadsheets and booking systems write them.

Rules where the writing leaves it open, chosen for shops:
- An hour from 1 to 7 said without 오전/오후 ("5시", "10/16 5:30") is in the afternoon.  A clock time behind
  a day with its year, or with a leading zero or seconds ("2022-10-16 5:30", "05:30"), is a machine's and
  is taken as it stands.
- A day without its year is the one nearest to the reference; without its month likewise.
- Of a span ("10/16 5시~6시", "10/16 ~ 10/18") the beginning counts.
- 밤 12시, 자정 and 24:00 are the end of the day they are said of.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tui.domain.date_doubts import DOUBTS
from tui.domain.date_words import Clock, Day, DayKind, Parts, clock_in, parts_of, plainly
from tui.domain.model import DAY, HOUR, MINUTE, Millis

PROBLEMS = ("empty", "unreadable", "impossible_date", "impossible_time", *DOUBTS)

Cell = str | int | float

EARLIEST_YEAR, LATEST_YEAR = 1990, 2099
_MEMO_SIZE = 8_192
_SERIAL_ZERO = date(1899, 12, 30)  # spreadsheets count days from here, since they believe in 1900-02-29
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 73_051  # 1990 … 2099
_NUMBER = re.compile(r"\d{1,5}(?:\.\d+)?|0?\.\d+", re.ASCII)
_NOT_A_FLOAT = re.compile(r"(\d{6,14})\.0+", re.ASCII)
_SERIAL_FIRST = re.compile(r"(\d{5})(?:\.0+)? ", re.ASCII)
_USUAL = re.compile(
    r"(\d{4}|\d{2})([-./]) ?(\d{1,2})\2 ?(\d{1,2})\.?(?: ?\([월화수목금토일]\))?"
    r"(?:[ T](오전|오후)? ?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?)?",
    re.ASCII,
)
_MARKER_OF = {None: "", "오전": "am", "오후": "pm"}


class Moment(NamedTuple):
    """`at` is None where nothing could be read, and then `problem` is one of PROBLEMS.

    Without a time of day, `at` is the day's midnight in the zone and `has_time` is False.
    """

    at: Millis | None
    has_time: bool
    problem: str


class _Impossible(Exception):
    """Its argument is the problem's code."""


_memo: dict[tuple[Cell, Millis, str], Moment] = {}


def read_moment(cell: Cell, reference: Millis, zone: str) -> Moment:
    """The day and time in a cell: text, or a spreadsheet's serial number.  Never raises for what is in it.

    `reference` is the instant that "오늘", a missing year and a time without a day refer to; `zone` an IANA
    name, whose clock the cell is in unless it says otherwise itself.
    """
    key = (cell, reference, zone)
    known = _memo.get(key)
    if known is None:
        known = _read(cell, reference, zone)
        if len(_memo) >= _MEMO_SIZE:
            _memo.clear()
        _memo[key] = known
    return known


def moment_of(day: Day | None, clock: Clock | None, reference: Millis, zone: str) -> Moment:
    """The moment of a day and a clock time found in some text; today in the zone where no day was said."""
    try:
        local = _day(day, today_in(reference, zone))
        if clock is None:
            return Moment(midnight_of(local, zone)[0], False, "")
        return Moment(_at(local, clock, zone), True, "")
    except _Impossible as problem:
        return Moment(None, False, problem.args[0])
    except (OverflowError, ValueError):
        return Moment(None, False, "unreadable")


def read_moment_of_two(day: Cell, time: Cell, reference: Millis, zone: str) -> Moment:
    """The moment of a cell with the day and another with the time.

    The second may hold a day too, as spreadsheets write it ("1899-12-30 18:00:00", 0.75); its time counts.
    An unreadable time leaves the day, without a time.
    """
    first = read_moment(day, reference, zone)
    if first.at is None:
        return first
    clock = _time_alone(time)
    if clock is None:
        return first
    local = datetime.fromtimestamp(first.at / 1000, ZoneInfo(zone)).date()
    try:
        return Moment(_at(local, clock, zone), True, "")
    except _Impossible:
        return Moment(first.at, first.has_time, "impossible_time")


def _read(cell: Cell, reference: Millis, zone: str) -> Moment:
    try:
        if not isinstance(cell, str):
            return _serial(float(cell), reference, zone, str(int(cell)) if cell == cell // 1 else "")
        usual = _USUAL.fullmatch(cell)
        if usual is not None and (len(usual[1]) == 4 or int(usual[3]) <= 12):
            year, _, month, day, half, hour, minute, second = usual.groups()
            local = _date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
            if hour is None:
                return Moment(midnight_of(local, zone)[0], False, "")
            clock = Clock(int(hour), int(minute), int(second or 0), _MARKER_OF[half], True)
            return Moment(_at(local, clock, zone), True, "")
        return _written(plainly(cell), reference, zone)
    except _Impossible as problem:
        return Moment(None, False, problem.args[0])
    except (OverflowError, ValueError):
        return Moment(None, False, "unreadable")


def _written(text: str, reference: Millis, zone: str) -> Moment:
    text = _NOT_A_FLOAT.sub(r"\1", text) if _NOT_A_FLOAT.fullmatch(text) else text
    if not text.strip("-–—.~ "):
        return Moment(None, False, "empty")
    if _NUMBER.fullmatch(text):
        month_day = parts_of(text).day if "." in text and not text.startswith("0.") else None
        if month_day is None or float(text) >= _FIRST_SERIAL:
            return _serial(float(text), reference, zone, "")
    if _SERIAL_FIRST.match(text):
        return _serial_and_time(text, zone)
    parts = parts_of(text)
    if not parts.whole or (parts.day is None and parts.clock is None):
        return Moment(None, False, "unreadable")
    return moment_of(parts.day, parts.clock, reference, zone)


def _serial(number: float, reference: Millis, zone: str, digits: str) -> Moment:
    """A spreadsheet's number: days from 1899-12-30 and parts of a day; or digits run together."""
    if 0 <= number < 1 and number != 0:
        return Moment(_at(today_in(reference, zone), _part_of_day(number), zone), True, "")
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        local = _SERIAL_ZERO + timedelta(days=int(number))
        if number == int(number):
            return Moment(midnight_of(local, zone)[0], False, "")
        return Moment(_at(local, _part_of_day(number % 1), zone), True, "")
    if len(digits) in (8, 12, 14):
        return _written(digits, reference, zone)
    return Moment(None, False, "unreadable")


def _serial_and_time(text: str, zone: str) -> Moment:
    """ "44850 0.75", "44850 18:00": two cells joined, the first a serial number."""
    serial = _SERIAL_FIRST.match(text)
    clock = _time_alone(text[serial.end() :]) if serial else None
    if serial is None or clock is None or not _FIRST_SERIAL <= int(serial[1]) <= _LAST_SERIAL:
        return Moment(None, False, "unreadable")
    return Moment(_at(_SERIAL_ZERO + timedelta(days=int(serial[1])), clock, zone), True, "")


def _time_alone(cell: Cell) -> Clock | None:
    if not isinstance(cell, str):
        return _part_of_day(cell % 1) if 0 <= cell <= _LAST_SERIAL and cell % 1 else None
    text = plainly(cell)
    if re.fullmatch(r"(?:\d{1,5})?\.\d+", text, re.ASCII) and float(text) % 1:
        return _part_of_day(float(text) % 1)
    return clock_in(text)


def _part_of_day(part: float) -> Clock:
    seconds = min(round(part * 86_400), 86_399)
    return Clock(seconds // 3600, seconds // 60 % 60, seconds % 60, "", True)


@lru_cache(maxsize=256)
def today_in(reference: Millis, zone: str) -> date:
    """The day on the zone's calendar at that instant."""
    return datetime.fromtimestamp(reference / 1000, ZoneInfo(zone)).date()


def _date(year: int, month: int, day: int) -> date:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise _Impossible("impossible_date")
    try:
        return date(year, month, day)
    except ValueError:
        raise _Impossible("impossible_date") from None


def _day(day: Day | None, today: date) -> date:
    """The date that `day` means when said on `today`."""
    if day is None:
        return today
    match day.kind:
        case DayKind.FULL:
            return _date(day.first, day.second, day.third)
        case DayKind.MONTH_DAY:
            return _nearest(today, [(today.year + step, day.first, day.second) for step in (-1, 0, 1)])
        case DayKind.DAY:
            months = (today.year * 12 + today.month - 1 + step for step in (-1, 0, 1))
            return _nearest(today, [(month // 12, month % 12 + 1, day.first) for month in months])
        case DayKind.OFFSET:
            return today + timedelta(days=day.first)
        case DayKind.WEEKDAY if day.second < 0:
            return today + timedelta(days=(day.first - today.weekday()) % 7)
        case DayKind.WEEKDAY:
            return today + timedelta(days=day.first - today.weekday() + 7 * day.second)


def _nearest(today: date, written: list[tuple[int, int, int]]) -> date:
    possible: list[date] = []
    for year, month, day in written:
        try:
            possible.append(date(year, month, day))
        except ValueError:
            continue  # 29 February, or the 31st of a short month
    if not possible:
        raise _Impossible("impossible_date")
    return min(possible, key=lambda one: abs(one - today))


def _hour(clock: Clock) -> int:
    """The hour from 0 of the day in question; 24 and 25 are in the night that follows."""
    hour = clock.hour
    match clock.marker:
        case "am" if hour <= 12:
            return hour % 12
        case "pm" if hour <= 12:
            return hour % 12 + 12
        case "dawn" | "morning" if hour <= 12:
            return hour % 12
        case "noon" if hour < 11:
            return hour + 12
        case "evening" if 1 <= hour < 12:
            return hour + 12
        case "night" if 1 <= hour <= 12:
            return hour + 12 if hour > 5 else hour + 24
        case "am" | "dawn" | "morning":
            raise _Impossible("impossible_time")
    if not clock.exact and not clock.marker and 1 <= hour <= 7:
        return hour + 12
    return hour


def _at(local: date, clock: Clock, zone: str) -> Millis:
    hour = _hour(clock)
    if (
        hour > 29
        or clock.hour > 24
        or clock.minute > 59
        or clock.second > 59
        or (clock.hour == 24 and clock.minute)
    ):
        raise _Impossible("impossible_time")
    into = ((hour * 60 + clock.minute) * 60 + clock.second) * 1000
    if clock.offset is not None:
        start = datetime(local.year, local.month, local.day, tzinfo=UTC)
        return round(start.timestamp()) * 1000 + into - clock.offset * MINUTE
    return on_the_wall(local, into, zone)


def on_the_wall(local: date, into: Millis, zone: str) -> Millis:
    """The instant at which clocks in the zone show `into` milliseconds (may be over a day) of that day."""
    midnight, steady = midnight_of(local, zone)
    if steady and into < DAY:
        return midnight + into
    wall = datetime(local.year, local.month, local.day) + timedelta(milliseconds=into)  # noqa: DTZ001
    return round(wall.replace(tzinfo=ZoneInfo(zone)).timestamp()) * 1000


@lru_cache(maxsize=4096)
def midnight_of(local: date, zone: str) -> tuple[Millis, bool]:
    """The day's midnight, and whether all of its hours are as long as the clock says."""
    there = ZoneInfo(zone)
    start = datetime(local.year, local.month, local.day, tzinfo=there)
    end = start + timedelta(days=1)
    first, last = round(start.timestamp()) * 1000, round(end.timestamp()) * 1000
    return first, last - first == DAY


# --- when to call back -------------------------------------------------------------------------------------

_DAY_BEGINS, _DAY_ENDS = 8, 21
_LONGEST_WAIT = 366 * DAY
_MINUTES = re.compile(
    r"(\d{1,3})\s*(?:분|m|min|minutes?)?(?:\s*(?:뒤|후|있다가|이따가?|later))?(?:에)?", re.ASCII
)
_HOURS = re.compile(
    r"(\d{1,2}(?:\.\d)?|한|두|세|네|다섯|여섯|일곱|여덟|반)\s*(?:시간|h|hours?)(?:\s*(?:(반)|(\d{1,2})\s*(?:분|m|min)?))?"
    r"(?:\s*(?:뒤|후|있다가|이따가?|later))?(?:에)?",
    re.ASCII,
)
_SPOKEN_HOURS = {
    "한": 1.0, "두": 2.0, "세": 3.0, "네": 4.0, "다섯": 5.0, "여섯": 6.0, "일곱": 7.0, "여덟": 8.0, "반": 0.5,
}  # fmt: skip
_LATER = re.compile(r"(?:뒤|후|있다가|이따가?|later)(?:에)?\s*$")
_FOUR_DIGITS = re.compile(r"(\d{2})(\d{2})", re.ASCII)


def callback_time(text: str, now: Millis, zone: str, opens: int = 10) -> Millis | None:
    """When to call back, as people type it: "30", "30분", "2시간", "5시", "17:10", "내일 10시", "토요일".

    Always later than `now`; None where it cannot be read or is over.  A number alone is minutes, four
    digits are a clock time ("1710").  An hour that may be morning or evening is the next of the two between
    08:00 and 20:59; a time that is over today is tomorrow's.  A day without a time is `opens` o'clock on it.
    """
    text = plainly(text)
    wait = _wait(text)
    if wait is not None:
        return now + wait if 0 < wait <= _LONGEST_WAIT else None
    four = _FOUR_DIGITS.fullmatch(text)
    parts = Parts(None, Clock(int(four[1]), int(four[2]), exact=True), True) if four else parts_of(text)
    if not parts.whole or (parts.day is None and parts.clock is None):
        return None
    today = today_in(now, zone)
    try:
        if parts.day is None and parts.clock is not None:
            return _next(parts.clock, today, now, zone)
        at = _on(_day(parts.day, today), parts.clock or Clock(opens, exact=True), today, now, zone)
    except (_Impossible, OverflowError, ValueError):
        return None
    return at if now < at <= now + _LONGEST_WAIT else None


def wait_said(text: str) -> Millis | None:
    """How long from now "30분 뒤" and "한 시간 반 후" are; None for what is no wait in so many words."""
    text = plainly(text)
    return _wait(text) if _LATER.search(text) else None


def _wait(text: str) -> Millis | None:
    minutes = _MINUTES.fullmatch(text)
    if minutes:
        return int(minutes[1]) * MINUTE
    hours = _HOURS.fullmatch(text)
    if hours is None:
        return None
    whole = _SPOKEN_HOURS.get(hours[1]) or float(hours[1])
    return round(whole * HOUR) + (30 if hours[2] else int(hours[3] or 0)) * MINUTE


def _readings(clock: Clock) -> tuple[Clock, ...]:
    """The hours of the waking day that an hour without 오전/오후 may mean."""
    if clock.exact or clock.marker or not 1 <= clock.hour <= 12:
        return (clock,)
    both = (clock.hour % 12, clock.hour % 12 + 12)
    waking = [hour for hour in both if _DAY_BEGINS <= hour < _DAY_ENDS]
    return tuple(clock._replace(hour=hour, exact=True) for hour in waking)


def _next(clock: Clock, today: date, now: Millis, zone: str) -> Millis | None:
    """The next time that the clock shows this."""
    for day in (today, today + timedelta(days=1)):
        for reading in _readings(clock):
            at = _at(day, reading, zone)
            if at > now:
                return at
    return None


def _on(local: date, clock: Clock, today: date, now: Millis, zone: str) -> Millis:
    """The clock time on that day; today the first of its readings that is still to come."""
    readings = _readings(clock)
    if local != today:
        return _at(local, clock if len(readings) > 1 else readings[0], zone)
    times = [_at(local, reading, zone) for reading in readings]
    return next((at for at in times if at > now), times[-1])
