from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.date_doubts import doubt_about, moved_to
from tui.domain.dates import PROBLEMS, callback_time, read_moment, read_moment_of_two

SEOUL = "Asia/Seoul"
MINUTE = 60_000


def instant(written: str, zone: str = SEOUL) -> int:
    return round(datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone)).timestamp()) * 1000


NOW = instant("2022-10-16 16:40")  # a Sunday


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("26. 8. 17.(월) 오후 12:00", "2026-08-17 12:00"),
        ("26. 8. 17.(월) 오전 12:30", "2026-08-17 00:30"),
        ("2022/10/16 18:00", "2022-10-16 18:00"),
        ("2022-10-16 5:30", "2022-10-16 05:30"),
        ("2022.10.16 18:00:30", "2022-10-16 18:00:30"),
        ("2022-10-16 18:00:00.000", "2022-10-16 18:00"),
        ("2022-10-16T18:00:00+09:00", "2022-10-16 18:00"),
        ("2022-10-16T09:00:00Z", "2022-10-16 18:00"),
        ("10/16 5시", "2022-10-16 17:00"),
        ("10/16 5:30", "2022-10-16 17:30"),
        ("10/16 05:30", "2022-10-16 05:30"),
        ("10/16(일) 17:00", "2022-10-16 17:00"),
        ("10.16 17시", "2022-10-16 17:00"),
        ("10월 16일 오후 5시 반", "2022-10-16 17:30"),
        ("2022년 10월 16일 일요일 오후 6:00", "2022-10-16 18:00"),
        ("2022년10월16일18시30분", "2022-10-16 18:30"),
        ("16일 5시", "2022-10-16 17:00"),
        ("1일 11시", "2022-10-01 11:00"),
        ("20221016180000", "2022-10-16 18:00"),
        ("202210161800", "2022-10-16 18:00"),
        ("2210161800", "2022-10-16 18:00"),
        ("20221016 1800", "2022-10-16 18:00"),
        (20221016180000, "2022-10-16 18:00"),
        (44850.75, "2022-10-16 18:00"),
        ("44850.75", "2022-10-16 18:00"),
        ("44850 0.75", "2022-10-16 18:00"),
        ("44850 18:00", "2022-10-16 18:00"),
        (0.75, "2022-10-16 18:00"),
        ("18:00", "2022-10-16 18:00"),
        ("5시", "2022-10-16 17:00"),
        ("다섯시", "2022-10-16 17:00"),
        ("10시", "2022-10-16 10:00"),
        ("오전 5시", "2022-10-16 05:00"),
        ("새벽 2시", "2022-10-16 02:00"),
        ("저녁 7시", "2022-10-16 19:00"),
        ("밤 12시", "2022-10-17 00:00"),
        ("10/16 24:00", "2022-10-17 00:00"),
        ("정오", "2022-10-16 12:00"),
        ("내일 10시", "2022-10-17 10:00"),
        ("모레 오후 3시", "2022-10-18 15:00"),
        ("토요일 3시", "2022-10-22 15:00"),
        ("다음주 금요일 11:30", "2022-10-21 11:30"),
        ("10/16 5시~6시", "2022-10-16 17:00"),
        ("2022-10-16 18:00 ~ 19:00", "2022-10-16 18:00"),
        ("16:00-18:00", "2022-10-16 16:00"),
        ("10/16 오후 3시 4명", "2022-10-16 15:00"),
        ("Oct 16, 2022 6:00 PM", "2022-10-16 18:00"),
        ("Sun, 16 Oct 2022 18:00:00 +0900", "2022-10-16 18:00"),
        ("10/16/2022 6:00 PM", "2022-10-16 18:00"),
        ("12/30 10:00", "2022-12-30 10:00"),
        ("1/2 10:00", "2023-01-02 10:00"),
        ("２０２２／１０／１６　１８：００", "2022-10-16 18:00"),
    ],
)
def test_a_day_with_a_time_is_read_as_people_write_it(cell: str | float, expected: str) -> None:
    assert read_moment(cell, NOW, SEOUL) == (instant(expected), True, "")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2022-10-16", "2022-10-16"),
        ("2022. 10. 16.", "2022-10-16"),
        ("2022–10–16", "2022-10-16"),
        ("20221016", "2022-10-16"),
        ("221016", "2022-10-16"),
        ("20221016.0", "2022-10-16"),
        (44850, "2022-10-16"),
        ("44850", "2022-10-16"),
        ("10.16", "2022-10-16"),
        ("10월 16일", "2022-10-16"),
        ("내일", "2022-10-17"),
        ("8/17/26", "2026-08-17"),
        ("2022.10.16(일) ~ 2022.10.18(화)", "2022-10-16"),
        ("2022-10-16 - 2022-10-18", "2022-10-16"),
        ("10/16(일) 2박3일", "2022-10-16"),
    ],
)
def test_a_day_without_a_time_is_its_midnight_and_says_so(cell: str | float, expected: str) -> None:
    assert read_moment(cell, NOW, SEOUL) == (instant(expected), False, "")


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("", "empty"),
        (" - ", "empty"),
        ("픽업", "unreadable"),
        ("4명", "unreadable"),
        ("2022-10-16 18:00 2", "unreadable"),
        (12, "unreadable"),
        (float("nan"), "unreadable"),
        (float("inf"), "unreadable"),
        ("2022-13-01", "impossible_date"),
        ("2/30", "impossible_date"),
        ("1900-01-00", "impossible_date"),
        ("2022-10-16 25:00", "impossible_time"),
        ("오전 17:00", "impossible_time"),
    ],
)
def test_what_cannot_be_read_says_why_and_is_never_guessed(cell: str | float, problem: str) -> None:
    assert read_moment(cell, NOW, SEOUL) == (None, False, problem)
    assert problem in PROBLEMS


@pytest.mark.parametrize(
    ("cell", "doubt"),
    [
        ("10/16(일) 15시", ""),
        ("10/16(월) 15시", "other_weekday"),
        ("2022. 10. 16. 월요일", "other_weekday"),
        ("Mon, 16 Oct 2022", "other_weekday"),
        ("Sun, 16 Oct 2022", ""),
        ("10/16 15:30 (변경→16:00)", "moved"),
        ("10/16 → 10/18로 연기", "moved"),
        ("10/16 15:30 (변경 불가)", ""),
        ("10/16 11월 예약", ""),
    ],
)
def test_a_day_that_may_be_another_is_read_and_doubted(cell: str, doubt: str) -> None:
    assert doubt_about(cell, instant("2022-10-16"), SEOUL) == doubt


def test_a_time_of_seoul_is_that_wherever_the_reader_is() -> None:
    cell = "October 16, 2022 11:00 AM (GMT+9)"
    assert read_moment(cell, NOW, SEOUL) == (instant("2022-10-16 11:00"), True, "")
    assert read_moment(cell, NOW, "Europe/Paris") == (instant("2022-10-16 11:00"), True, "")


@pytest.mark.parametrize(
    ("day", "time", "expected", "has_time"),
    [
        ("2022-10-16", "18:00", "2022-10-16 18:00", True),
        ("2022-10-16 00:00:00", "1899-12-30 18:00:00", "2022-10-16 18:00", True),
        (44850, 0.75, "2022-10-16 18:00", True),
        (44850.0, "5시", "2022-10-16 17:00", True),
        ("10/16", "1800", "2022-10-16 18:00", True),
        ("10/16", "", "2022-10-16 00:00", False),
        ("10/16", "미정", "2022-10-16 00:00", False),
    ],
)
def test_a_day_and_a_time_in_two_cells_are_one_moment(
    day: str | float, time: str | float, expected: str, has_time: bool
) -> None:
    assert read_moment_of_two(day, time, NOW, SEOUL) == (instant(expected), has_time, "")


def test_an_hour_that_the_clocks_leave_out_is_still_an_instant() -> None:
    assert read_moment("2022-11-06 12:00", NOW, "America/New_York").at == instant(
        "2022-11-06 12:00", "America/New_York"
    )
    assert read_moment("2023-03-12 02:30", NOW, "America/New_York").at is not None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("30", "2022-10-16 17:10"),
        ("30분", "2022-10-16 17:10"),
        ("30분 뒤", "2022-10-16 17:10"),
        ("2시간", "2022-10-16 18:40"),
        ("1시간 30분", "2022-10-16 18:10"),
        ("한시간 반", "2022-10-16 18:10"),
        ("5시", "2022-10-16 17:00"),
        ("5시 반", "2022-10-16 17:30"),
        ("4시", "2022-10-17 16:00"),
        ("8시", "2022-10-16 20:00"),
        ("10시", "2022-10-17 10:00"),
        ("17:10", "2022-10-16 17:10"),
        ("1710", "2022-10-16 17:10"),
        ("9:30", "2022-10-17 09:30"),
        ("내일 10시", "2022-10-17 10:00"),
        ("내일 3시", "2022-10-17 15:00"),
        ("내일", "2022-10-17 10:00"),
        ("오늘 5시", "2022-10-16 17:00"),
        ("토요일 3시", "2022-10-22 15:00"),
        ("10/17 10시", "2022-10-17 10:00"),
    ],
)
def test_a_time_to_call_back_is_read_as_people_say_it(typed: str, expected: str) -> None:
    assert callback_time(typed, NOW, SEOUL) == instant(expected)


@pytest.mark.parametrize(
    "typed", ["", "0", "조금 있다가", "어제", "10/15", "오늘 3시", "25:00", "5시 픽업 2"]
)
def test_a_time_that_is_over_or_unclear_is_no_time_to_call_back(typed: str) -> None:
    assert callback_time(typed, NOW, SEOUL) is None


CELLS = (
    st.text(alphabet=st.sampled_from("0123456789-/.:~ 년월일시분오전후()반내모레박명TZ+'pmam"), max_size=30)
    | st.text()
)


@given(CELLS | st.floats() | st.integers())
def test_any_cell_gives_a_moment_or_a_problem(cell: str | float) -> None:
    moment = read_moment(cell, NOW, SEOUL)
    assert (moment.at is None) == bool(moment.problem)
    two = read_moment_of_two("2022-10-16", cell, NOW, SEOUL)
    assert two.at is not None


@given(CELLS)
def test_a_call_back_is_always_in_the_future(typed: str) -> None:
    at = callback_time(typed, NOW, SEOUL)
    assert at is None or at > NOW


@given(st.datetimes(min_value=datetime(1991, 1, 1), max_value=datetime(2098, 1, 1)))  # noqa: DTZ001
def test_every_minute_is_read_back(moment: datetime) -> None:
    expected = round(moment.replace(second=0, microsecond=0, tzinfo=ZoneInfo(SEOUL)).timestamp()) * 1000
    for shape in ("%Y-%m-%d %H:%M", "%Y%m%d%H%M", "%Y년 %m월 %d일 %H:%M", "%Y-%m-%dT%H:%M:00+09:00"):
        assert read_moment(moment.strftime(shape), NOW, SEOUL).at == expected


@pytest.mark.parametrize(
    ("cell", "behind"),
    [
        ("10/24→10/26 15:00", "10/26 15:00"),
        ("10/24(월) -> 10/26(수) 3시", "10/26(수) 3시"),
        ("2022-10-24 ⇒ 2022-10-26", "2022-10-26"),
        ("10/24→26일 3시", "10월 26일 3시"),
        ("10/24→26", "10월 26"),
        ("10/24→10/25→10/26", "10/26"),
        ("10/26 → 10/24로 당김", "10/24로 당김"),
        ("10/24 14:00→16:00", ""),
        ("10/24 ~ 10/26", ""),
        ("10/24-26", ""),
        ("→ 10/26", ""),
        ("10/24", ""),
    ],
)
def test_behind_an_arrow_between_two_days_stands_the_one_agreed_on_last(cell: str, behind: str) -> None:
    assert moved_to(cell) == behind
