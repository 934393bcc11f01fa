"""Hours at the customer's place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import SUNDAY_1640 as NOW
from tests.making import moments
from tui.domain.model import DAY, HOUR, MINUTE, Millis
from tui.domain.policy import DEFAULT, Quiet
from tui.domain.quiet import (
    at_place,
    clock_time,
    day_and_time,
    day_end,
    day_start,
    minute_of_day,
    quiet_until,
)

SEOUL, NEW_YORK = "Asia/Seoul", "America/New_York"


def at(hour: int, minute: int = 0) -> Millis:
    """That time of the same Sunday in Seoul."""
    return NOW + (hour - 16) * HOUR + (minute - 40) * MINUTE


@pytest.mark.parametrize(
    ("hour", "minute", "ends"),
    [(20, 59, None), (21, 0, at(32)), (23, 59, at(32)), (0, 0, at(8)), (7, 59, at(8)), (8, 0, None)],
)
def test_nobody_is_called_between_nine_and_eight(hour: int, minute: int, ends: Millis | None) -> None:
    assert quiet_until(at(hour, minute), SEOUL, DEFAULT.quiet) == ends


def test_it_is_the_hour_there_that_counts() -> None:
    assert clock_time(NOW, NEW_YORK) == "03:40"
    ends = quiet_until(NOW, NEW_YORK, DEFAULT.quiet)
    assert ends is not None
    assert clock_time(ends, NEW_YORK) == "08:00"
    assert quiet_until(at(22), NEW_YORK, DEFAULT.quiet) is None


def test_quiet_hours_may_lie_within_a_day_or_be_switched_off() -> None:
    noon = Quiet(start_minute=12 * 60, end_minute=13 * 60)
    assert quiet_until(at(12, 30), SEOUL, noon) == at(13)
    assert quiet_until(at(13), SEOUL, noon) is None
    off = Quiet(start_minute=480, end_minute=480)
    assert all(quiet_until(at(hour), SEOUL, off) is None for hour in range(24))


@given(
    moments, st.sampled_from([SEOUL, NEW_YORK, "Asia/Kathmandu"]), st.integers(0, 1439), st.integers(0, 1439)
)
def test_quiet_hours_end_ahead_within_a_day_at_the_time_that_was_set(
    now: Millis, zone: str, start: int, end: int
) -> None:
    quiet = Quiet(start_minute=start, end_minute=end)
    ends = quiet_until(now, zone, quiet)
    if ends is not None:
        assert now < ends <= now + DAY
        assert minute_of_day(ends, zone) == end
        assert quiet_until(ends, zone, quiet) is None


@given(moments, st.sampled_from([SEOUL, NEW_YORK, "Asia/Kathmandu"]))
def test_a_moment_lies_within_its_day(now: Millis, zone: str) -> None:
    start, end = day_start(now, zone), day_end(now, zone)
    assert start <= now < end
    assert at_place(start, zone).date() == at_place(now, zone).date()
    assert at_place(end - 1, zone).date() == at_place(now, zone).date()
    assert clock_time(start, zone) == "00:00"


def test_a_day_of_twenty_five_hours_is_one_day() -> None:
    fall = int(datetime(2022, 11, 6, 12, tzinfo=UTC).timestamp() * 1000)
    assert day_end(fall, NEW_YORK) - day_start(fall, NEW_YORK) == 25 * HOUR


def test_a_time_of_another_day_says_which() -> None:
    assert day_and_time(NOW + HOUR, NOW, SEOUL) == "17:40"
    assert day_and_time(NOW + DAY, NOW, SEOUL) == "10/17 16:40"


def test_a_place_nobody_knows_keeps_korean_time() -> None:
    assert clock_time(NOW, "Nowhere/AtAll") == clock_time(NOW, SEOUL) == "16:40"
