"""Days that are counted in their month, run together, or said twice in two ways."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.agreements import suggest
from tui.domain.month_days import last_of
from tui.domain.spoken_dates import moments_in

SEOUL = "Asia/Seoul"
SUNDAY = 1_665_906_000_000
"""2022-10-16 16:40 in Seoul."""


def due(text: str) -> str | None:
    found = [one.value for one in suggest(text, SUNDAY, SEOUL, side="customer") if one.field == "due"]
    if not found:
        return None
    (value,) = found
    local = datetime.fromtimestamp(int(value.removesuffix("d")) / 1000, ZoneInfo(SEOUL))
    return f"{local:%m-%d}" if value.endswith("d") else f"{local:%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("말일에 찾으러 갈게요", "10-31"),
        ("이번 달 말일 3시 픽업", "10-31 15:00"),
        ("담달 말일 픽업할게요", "11-30"),
        ("2월말일 픽업", "02-28"),
        ("다음달 첫째 주 토욜 3시 픽업", "11-05 15:00"),
        ("넷째주 일욜 2시에 예약할게요", "10-23 14:00"),
        ("11월 셋째 주 목요일 3시 예약", "11-17 15:00"),
        ("다음 달 첫 토요일 3시 픽업", "11-05 15:00"),
        ("다음달 두번째 일요일 2시 예약", "11-13 14:00"),
        ("이번 달 마지막 토요일에 찾으러 갈게요", "10-29"),
        ("1022 토 3시 픽업", "10-22 15:00"),
        ("1022(토) 3시 픽업", "10-22 15:00"),
        ("1022 토요일 세시요", "10-22 15:00"),
    ],
)
def test_a_day_counted_in_its_month_is_the_one_that_is_meant(text: str, day: str) -> None:
    assert due(text) == day


@pytest.mark.parametrize(
    "text",
    [
        *("담달 초에 갈게요", "담달 초 3시에 갈게요", "10월 말 3시에 픽업할게요"),
        *("보름에 찾으러 갈게요", "그믐에 갈게요"),
        "셋째주 토욜 2시 예약",  # over on that Sunday, and nobody said of which month
        "다음달 둘째주 월요일 3시 예약",  # the 14th, or in the calendar's second row the 7th
        *("다음달 다섯째주 토요일 3시 예약", "마지막 토요일 3시 예약", "매달 둘째 일요일 3시 예약 마감"),
        *("말일까지 입금할게요", "지난달 말일에 픽업했는데", "주말일정 알려주세요"),
        *("1022 3시 픽업", "뒷번호 1022 토 3시 픽업", "1022원 픽업", "010-1234-1022 픽업"),
        "첫 월급 3시 방문",
    ],
)  # fmt: skip
def test_what_names_no_exact_day_or_one_of_two_is_no_day(text: str) -> None:
    """The twin stands above: a word more, and it is one."""
    assert due(text) is None


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("10/22 일요일 3시 픽업", "10/23 일요일 3시 픽업"),
        ("10월 22일(일) 3시 픽업", "10월 23일(일) 3시 픽업"),
        ("일요일 22일 3시 픽업", "일요일 23일 3시 픽업"),
        ("22일, 일요일 3시 픽업", "23일, 일요일 3시 픽업"),
        ("1022 일 3시 픽업", "1023 일 3시 픽업"),
    ],
)
def test_a_date_and_a_weekday_that_are_not_the_same_day_are_none(slip: str, right: str) -> None:
    assert due(slip) is None
    assert due(right) == "10-23 15:00"
    assert due("10월 17 일 3시 픽업") == "10-17 15:00"  # its 일 is no Sunday


@given(st.integers(2000, 2090), st.integers(1, 12))
def test_the_last_day_of_a_month_is_followed_by_the_first_of_the_next(year: int, month: int) -> None:
    last = last_of(year, month)
    assert (last.year, last.month) == (year, month)
    assert date.fromordinal(last.toordinal() + 1).day == 1


_PARTS = st.sampled_from(
    [
        *("다음", "담", "이번", "달", "11월", "말일", "첫째", "셋째", "5째", "마지막", "주", "토", "일욜"),
        *("월요일", "1022", "0231", "3시", " "),
    ]
)


@given(st.lists(_PARTS, max_size=8).map("".join), st.integers(0, 800))
def test_words_of_counted_days_in_any_order_are_read_without_failing(text: str, days: int) -> None:
    for one in moments_in(text, SUNDAY + days * 86_400_000, SEOUL):
        assert 0 <= one.start < one.end <= len(text)
        assert one.day.year >= 2022
