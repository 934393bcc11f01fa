"""The customer's own day: clock times, ends of days and quiet hours at a place, without reading a clock."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from tui.domain.model import DAY, MINUTE, Millis
from tui.domain.policy import Quiet

_KOREA = timezone(timedelta(hours=9))


@lru_cache(maxsize=256)
def place(zone: str) -> tzinfo:
    """The time zone of an IANA name; Korean time for a name that is unknown or not to be found here."""
    try:
        return ZoneInfo(zone)
    except (LookupError, ValueError, OSError):
        return _KOREA


def at_place(moment: Millis, zone: str) -> datetime:
    return datetime.fromtimestamp(moment / 1000, place(zone))


@lru_cache(maxsize=4096)
def _minute_of_day(minute: int, zone: str) -> int:
    local = at_place(minute * MINUTE, zone)
    return local.hour * 60 + local.minute


def minute_of_day(moment: Millis, zone: str) -> int:
    """Minutes since midnight there, 0 to 1439."""
    return _minute_of_day(moment // MINUTE, zone)


@lru_cache(maxsize=4096)
def _day_start(minute: int, zone: str) -> Millis:
    local = at_place(minute * MINUTE, zone)
    return int(local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0).timestamp() * 1000)


def day_start(moment: Millis, zone: str) -> Millis:
    """Midnight at which that day began there."""
    return _day_start(moment // MINUTE, zone)


def day_end(moment: Millis, zone: str) -> Millis:
    """Midnight at which that day ends there; days that change to summer time are 23 or 25 hours long."""
    return _day_start((_day_start(moment // MINUTE, zone) + DAY + DAY // 6) // MINUTE, zone)


@lru_cache(maxsize=4096)
def clock_time(moment: Millis, zone: str) -> str:
    """ "17:05" there."""
    return f"{at_place(moment, zone):%H:%M}"


def day_and_time(moment: Millis, now: Millis, zone: str) -> str:
    """ "17:05", or "10/17 17:05" where that is not today there."""
    if day_start(moment, zone) == day_start(now, zone):
        return clock_time(moment, zone)
    local = at_place(moment, zone)
    return f"{local.month}/{local.day} {local:%H:%M}"


def quiet_until(now: Millis, zone: str, quiet: Quiet) -> Millis | None:
    """When the quiet hours that hold there now will end; None outside of them."""
    minute = minute_of_day(now, zone)
    start, end = quiet.start_minute, quiet.end_minute
    past_midnight = start > end
    inside = (minute >= start or minute < end) if past_midnight else start <= minute < end
    return _next_time(now // MINUTE, end, zone) if inside else None


@lru_cache(maxsize=4096)
def _next_time(minute: int, wanted: int, zone: str) -> Millis:
    local = at_place(minute * MINUTE, zone)
    day = local.date() + timedelta(days=local.hour * 60 + local.minute >= wanted)
    there = datetime(day.year, day.month, day.day, wanted // 60 % 24, wanted % 60, tzinfo=place(zone))
    return int(there.timestamp() * 1000)
