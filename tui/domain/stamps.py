"""Columns of days and times as machines write them, a block at a time (dates.py reads what people write)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from tui.domain.dates import EARLIEST_YEAR, LATEST_YEAR, midnight_of
from tui.domain.model import HOUR, MINUTE, Millis

# A day and time on each line of a text; a line of anything else answers with empty texts.
_STAMPS = re.compile(
    r"^(?:(\d{4}([-./])\d\d\2\d\d)[ T]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?|.*)$", re.ASCII | re.MULTILINE
).findall
_SECONDS_IN = {"": 0, **{f"{second:02}": second * 1000 for second in range(60)}}
_MINUTES_IN = {text: part * 60 for text, part in _SECONDS_IN.items()}
_HOURS_IN = {text: part * 60 for text, part in _MINUTES_IN.items()}
# The parts of such a stamp, each with the mark before it.
_STAMP_DAY = re.compile(r"\d{4}([-./])\d\d\1\d\d", re.ASCII).fullmatch
_HOURS_AT = {f"{mark}{hour:02}": hour * HOUR for mark in " T" for hour in range(24)}


def read_stamps(cells: Sequence[str], zone: str) -> list[Millis | None]:
    """What `read_moment` has for cells that are a day and time as machines write it, all cells at once.

    None for any other cell, and for a day on which clocks are changed.
    """
    if not cells:
        return []
    quick = _machine_stamps(cells, zone)
    if quick is not None:
        return list(quick)
    text = "\n".join(cells)
    if text.count("\n") >= len(cells):
        text = "\n".join(cell.replace("\n", "?") for cell in cells)
    found = _STAMPS(text)
    midnights = {day: _steady_midnight(day, zone) for day in {stamp[0] for stamp in found}}
    return [
        None if midnight is None else midnight + _HOURS_IN[hour] + _MINUTES_IN[minute] + _SECONDS_IN[second]
        for (day, _, hour, minute, second) in found
        for midnight in (midnights[day],)
    ]


def _machine_stamps(cells: Sequence[str], zone: str) -> list[Millis] | None:
    """The same where every cell is such a stamp; None where any is not."""
    hours = {cell[:13] for cell in cells}
    days = {hour[:10] for hour in hours}
    if not all(map(_STAMP_DAY, days)):
        return None
    midnights = {day: _steady_midnight(day, zone) for day in days}
    known = {day: midnight for day, midnight in midnights.items() if midnight is not None}
    into_hour = _into_hour()
    try:
        begins = {hour: known[hour[:10]] + _HOURS_AT[hour[10:]] for hour in hours}
        return [begins[cell[:13]] + into_hour[cell[13:]] for cell in cells]
    except KeyError:
        return None


@cache
def _into_hour() -> dict[str, Millis]:
    """ ":33" and ":33:28" → how far into the hour that is."""
    parts = [f":{part:02}" for part in range(60)]
    seconds = {"": 0, **{text: part * 1000 for part, text in enumerate(parts)}}
    return {
        text + more: minute * MINUTE + second
        for minute, text in enumerate(parts)
        for more, second in seconds.items()
    }


def _steady_midnight(day: str, zone: str) -> Millis | None:
    """The midnight of a day of 24 hours."""
    if not day:
        return None
    try:
        local = date(int(day[:4]), int(day[5:7]), int(day[8:]))
    except ValueError:
        return None
    if not EARLIEST_YEAR <= local.year <= LATEST_YEAR:
        return None
    midnight, steady = midnight_of(local, zone)
    return midnight if steady else None
