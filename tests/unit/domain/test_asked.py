"""When and where customers say they asked first."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.domain.asked import LONGEST, read_asked
from tui.domain.model import DAY, HOUR
from tui.domain.quiet import at_place
from tui.domain.words import Route

SEOUL = "Asia/Seoul"
NOW = 1_665_906_000_000
"""Sunday 2022-10-16 16:40 in Seoul."""


@pytest.mark.parametrize(
    ("said", "when", "by"),
    [
        ("토요일에 카톡으로", "10/15", Route.KAKAO),
        ("토욜 2시에 톡으로", "10/15 14:00", Route.KAKAO),
        ("지난 토요일", "10/15", None),
        ("지난주 토요일", "10/08", None),
        ("저번주 금요일 문자", "10/07", Route.SMS),
        ("일요일", "10/16", None),
        ("어제 저녁 7시 카톡", "10/15 19:00", Route.KAKAO),
        ("그저께 카톡 채널로", "10/14", Route.KAKAO),
        ("3일 전에 전화로", "10/13", Route.PHONE),
        ("2시간 전", "10/16 14:40", None),
        ("한 시간 전", "10/16 15:40", None),
        ("두시간쯤 전에 톡으로", "10/16 14:40", Route.KAKAO),
        ("1시간 30분 전", "10/16 15:10", None),
        ("한 시간 반 전", "10/16 15:10", None),
        ("반 시간 전", "10/16 16:10", None),
        ("삼십분 전에 문자", "10/16 16:10", Route.SMS),
        ("an hour ago", "10/16 15:40", None),
        ("half an hour ago", "10/16 16:10", None),
        ("이틀 전", "10/14", None),
        ("삼일 전", "10/13", None),
        ("일주일 전에 메일", "10/09", Route.EMAIL),
        ("1시 20분 전에", "10/16 13:20", None),
        ("지난달 15일", "09/15", None),
        ("14일에 카톡", "10/14", Route.KAKAO),
        ("10/14 14:02 카톡", "10/14 14:02", Route.KAKAO),
        ("2022-10-15 14:02", "10/15 14:02", None),
        ("2시", "10/16 14:00", None),
        ("17:30", "10/15 17:30", None),
        ("오늘 아침 9시 매장에서", "10/16 09:00", Route.PAGE),
        ("아까 인스타 디엠", "10/16", Route.INSTAGRAM),
        ("Saturday by Kakao", "10/15", Route.KAKAO),
        ("last saturday 2pm", "10/15 14:00", None),
        ("yesterday 3pm text", "10/15 15:00", Route.SMS),
        ("2 days ago by e-mail", "10/14", Route.EMAIL),
        ("昨日カカオで", "10/15", Route.KAKAO),
    ],
)
def test_a_time_that_has_passed_is_read_as_people_say_it(said: str, when: str, by: Route | None) -> None:
    asked = read_asked(said, NOW, SEOUL)
    assert asked.at is not None
    local = at_place(asked.at, SEOUL)
    assert (f"{local:%m/%d %H:%M}" if asked.has_time else f"{local:%m/%d}") == when
    assert (asked.by, asked.said) == (by, said)


@pytest.mark.parametrize(
    "said",
    [
        *("", "카톡으로", "언젠가", "오늘 17시", "취소해 주세요", "두 시간 뒤", "30분 뒤", "한 시간 후에"),
        *("두 시간 전화했는데", "몇 시간 전", "한 달 전", "지난달 31일", "휴일 전"),
    ],
)
def test_what_says_no_time_that_has_passed_is_kept_as_words_only(said: str) -> None:
    """The twin: nothing is made up."""
    asked = read_asked(said, NOW, SEOUL)
    assert (asked.at, asked.has_time, asked.said) == (None, False, said)


@given(st.text(max_size=200), st.integers(0, 3 * 365))
@settings(max_examples=150, deadline=None)
def test_any_words_are_read_without_failing_and_never_into_the_future(said: str, days: int) -> None:
    now = NOW + days * DAY
    asked = read_asked(said, now, SEOUL)
    assert len(asked.said) <= LONGEST
    assert asked.at is None or now - 370 * DAY <= asked.at <= now


_PARTS = st.sampled_from(
    [
        "토요일",
        "지난주",
        "어제",
        "14일",
        "10/14",
        "2시",
        "오후",
        "반",
        "카톡",
        "3일",
        "전",
        "last",
        "Friday",
        "밤",
    ]
)


@given(st.lists(_PARTS, max_size=6).map(" ".join), st.integers(0, 400))
@settings(max_examples=150, deadline=None)
def test_words_of_time_in_any_order_never_lead_into_the_future(said: str, hours: int) -> None:
    now = NOW + hours * HOUR
    asked = read_asked(said, now, SEOUL)
    assert asked.at is None or now - 370 * DAY <= asked.at <= now
