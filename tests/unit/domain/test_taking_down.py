"""An order taken down again: what they say, what a chat suggests, and how a pick-up is typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SUNDAY_1640
from tui.domain.model import DAY, HOUR, MINUTE, Case, Customer, Progress, Suggestion
from tui.domain.taking_down import TakenDown, hints_for, read_due
from tui.domain.words import State

NOW = SUNDAY_1640
SEOUL = "Asia/Seoul"
SATURDAY = NOW + 5 * DAY + 7 * HOUR + 20 * MINUTE
SATURDAY_1500 = SATURDAY + 15 * HOUR


def case(*said: tuple[str, str]) -> Case:
    suggestions = tuple(
        Suggestion(number, field, value, value, value, "김하늘", NOW - DAY)
        for number, (field, value) in enumerate(said)
    )
    return Case(1, Customer(1, "김하늘"), Progress(State.NEW), suggestions=suggestions)


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ("토요일 3시 픽업", f"{SATURDAY_1500}"),
        ("목요일 4.5 입금 토요일 3시 픽업이요", f"{SATURDAY_1500}"),
        ("토요일 픽업", f"{SATURDAY}d"),
        ("토요일에 입금했어요", None),
        ("안녕하세요", None),
    ],
)
def test_what_they_say_of_coming_is_suggested_and_what_they_say_of_paying_is_not(
    told: str, due: str | None
) -> None:
    hint = hints_for(case(), told, NOW, SEOUL).get("due")
    assert (hint and hint.value) == due


def test_a_chat_suggests_what_they_have_not_said_now_and_its_time_on_the_day_they_name() -> None:
    chat = case(("size", "1호"), ("flavour", "딸기"), ("due", f"{SATURDAY_1500}"))
    hints = hints_for(chat, "토요일 픽업 2호요", NOW, SEOUL)
    assert {field: hint.value for field, hint in hints.items()} == {
        "size": "2호",
        "flavour": "딸기",
        "due": f"{SATURDAY_1500}",
    }
    assert hints_for(chat, "일요일 픽업", NOW, SEOUL)["due"].source is None


def test_a_day_said_again_without_its_time_takes_nothing_away() -> None:
    timed, day, other = f"{SATURDAY_1500}", f"{SATURDAY}d", f"{SATURDAY + DAY}d"
    assert hints_for(case(("due", timed), ("due", day)), "", NOW, SEOUL)["due"].value == timed
    assert hints_for(case(("due", timed), ("due", other)), "", NOW, SEOUL)["due"].value == other
    assert hints_for(case(("due", day), ("due", timed)), "", NOW, SEOUL)["due"].value == timed


def test_of_two_days_in_one_message_none_is_put_forward() -> None:
    two = (("due", f"{SATURDAY_1500}"), ("due", f"{SATURDAY + DAY}d"))
    said = tuple(
        one._replace(said="하나는 토요일 3시, 하나는 일요일", at=NOW - DAY) for one in case(*two).suggestions
    )
    assert "due" not in hints_for(replace(case(), suggestions=said), "", NOW, SEOUL)
    (first, second) = said
    later = second._replace(said="일요일로 할게요", at=NOW - HOUR)
    assert hints_for(replace(case(), suggestions=(first, later)), "", NOW, SEOUL)["due"].source == later


def test_a_pick_up_that_is_over_is_not_suggested() -> None:
    assert "due" not in hints_for(case(("due", f"{NOW - 2 * DAY}")), "", NOW, SEOUL)


@pytest.mark.parametrize("text", ["토 3시", "토요일 15:00", "10/22 오후 3시", "10/22(토) 15:00", "22일 3시"])
def test_a_pick_up_is_typed_in_many_ways(text: str) -> None:
    assert read_due(text, NOW, SEOUL) == (SATURDAY_1500, True)


@pytest.mark.parametrize("text", ["", "언젠가", "10/1 3시", "2호", "어제 6시", "10/15 18:00"])
def test_what_is_no_time_to_come_is_not_taken_for_one(text: str) -> None:
    assert read_due(text, NOW, SEOUL) is None


def test_whoever_is_late_today_still_has_their_time() -> None:
    assert read_due("오늘 3시", NOW, SEOUL) == (NOW - HOUR - 40 * MINUTE, True)


def test_the_details_are_one_line() -> None:
    assert TakenDown(None, False, "2호", "딸기", "축하해").details == '딸기 2호 "축하해"'
    assert TakenDown(wording="없음").details == "없음"
    assert TakenDown().empty
    assert not TakenDown(note="초").empty


@given(st.text(max_size=80))
def test_no_text_breaks_reading_or_suggesting(text: str) -> None:
    read_due(text, NOW, SEOUL)
    hints_for(case(("due", f"{SATURDAY_1500}")), text, NOW, SEOUL)


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("30분 뒤", 30 * MINUTE),
        ("한 시간 뒤에", HOUR),
        ("두시간 반 후", 150 * MINUTE),
        ("1시간 있다가", HOUR),
        ("30", None),  # of a pick-up no minutes, and no day
        ("두 시간", None),
        ("식사 후", None),
    ],
)
def test_a_pick_up_may_be_typed_as_a_wait_from_now(text: str, wait: int | None) -> None:
    assert read_due(text, NOW, SEOUL) == (None if wait is None else (NOW + wait, True))
