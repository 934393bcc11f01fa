"""Whom to contact first, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from tests.making import SUNDAY_1640 as NOW
from tests.making import attempt, case, cases, order, phone
from tui.domain.deadlines import deadline_of, reckoner
from tui.domain.model import DAY, HOUR, MINUTE, Case, Millis, Progress, Request, Suggestion
from tui.domain.policy import DEFAULT
from tui.domain.reasons import CODES
from tui.domain.triage import Band, asked_in_chat, time_left, triage_key, urgency
from tui.domain.words import Line, OrderStatus, Outcome, RequestKind, State


def codes(of: Case) -> list[str]:
    return [reason.code for reason in urgency(of, NOW, DEFAULT).reasons]


@pytest.mark.parametrize(
    ("due", "band", "minutes"),
    [
        (-25 * HOUR, Band.PAST, -25 * 60),
        (-24 * HOUR, Band.OVERDUE, -24 * 60),
        (-1, Band.OVERDUE, 0),
        (-4 * MINUTE - 30_000, Band.OVERDUE, -4),
        (4 * MINUTE + 30_000, Band.NOW, 4),
        (0, Band.NOW, 0),
        (30 * MINUTE + 59_999, Band.NOW, 30),
        (31 * MINUTE, Band.SOON, 31),
        (121 * MINUTE, Band.TODAY, 121),
        (7 * HOUR + 19 * MINUTE, Band.TODAY, 439),
        (7 * HOUR + 20 * MINUTE, Band.LATER, 440),
        (3 * DAY, Band.LATER, 3 * 1440),
    ],
)
def test_the_band_follows_from_the_time_left_rounded_towards_zero(
    due: Millis, band: Band, minutes: int
) -> None:
    found = urgency(case(phone(), due_at=NOW + due), NOW, DEFAULT)
    assert (found.band, found.minutes_left) == (band, minutes)


def test_an_order_without_a_date_says_so_and_stands_behind_dated_ones() -> None:
    undated = case(phone(), due_at=None)
    assert urgency(undated, NOW, DEFAULT).band is Band.UNDATED
    assert codes(undated) == ["no_deadline"]
    assert triage_key(case(phone(), due_at=NOW + 9 * DAY), NOW, DEFAULT) < triage_key(undated, NOW, DEFAULT)


def test_the_nearer_deadline_goes_first_and_among_equals_the_dearer_order() -> None:
    cheap = case(phone(), id=1)
    dear = case(phone(), id=2, orders=(order(amount=90_000),))
    near = case(phone(), id=3, due_at=NOW + 5 * MINUTE)
    gone = case(phone(), id=4, due_at=NOW - 2 * DAY)
    ordered = sorted((gone, cheap, dear, near), key=lambda each: triage_key(each, NOW, DEFAULT))
    assert [each.id for each in ordered] == [3, 2, 1, 4]


@pytest.mark.parametrize(
    ("minutes", "code", "fields"),
    [
        (20, "deadline_minutes", {"minutes": 20}),
        (60, "deadline_hours", {"hours": 1}),
        (95, "deadline_hours_minutes", {"hours": 1, "minutes": 35}),
        (2880, "deadline_days", {"days": 2}),
        (1, "deadline_minutes", {"minutes": 1}),
        (0, "deadline_now", {}),
        (-1, "passed_minutes", {"minutes": 1}),
        (-12, "passed_minutes", {"minutes": 12}),
        (-61, "passed_hours_minutes", {"hours": 1, "minutes": 1}),
        (-1440, "passed_days", {"days": 1}),
    ],
)
def test_the_time_left_is_said_exactly(minutes: int, code: str, fields: dict[str, int]) -> None:
    reason = time_left(minutes)
    assert (reason.code, dict(reason.fields)) == (code, fields)


def test_a_day_without_a_time_is_not_missed_before_the_day_is_over() -> None:
    midnight = NOW - 16 * HOUR - 40 * MINUTE
    today = case(
        phone(), due_at=midnight, act_by=midnight + 10 * HOUR, orders=(order(midnight, has_time=False),)
    )
    assert urgency(today, NOW, DEFAULT)[:2] == (Band.NOW, 0)
    assert codes(today)[0] == "today_no_time"
    timed = case(phone(), due_at=midnight, act_by=midnight, orders=(order(midnight),))
    assert urgency(timed, NOW, DEFAULT).band is Band.OVERDUE
    assert urgency(today, NOW + DAY, DEFAULT).band is not Band.NOW


def test_every_placement_says_why() -> None:
    landline = case(phone(line=Line.FIXED), attempts=(attempt(), attempt()), orders=(order(amount=250_000),))
    assert codes(landline) == ["deadline_hours", "tries", "no_text_possible", "high_amount"]
    assert codes(case())[-1] == "no_point"
    assert codes(case(phone(value="")))[-1] == "no_route_left"
    ahead = case(phone(), act_by=NOW + 2 * HOUR)
    assert codes(ahead) == ["deadline_hours", "lead_hours"]
    odd = case(phone(), act_by=NOW + 2 * HOUR + 30 * MINUTE)
    assert codes(odd) == ["deadline_hours_minutes", "lead_time"]
    promised = case(phone(), progress=Progress(State.CALLBACK, NOW + 5 * HOUR))
    assert codes(promised)[1:] == ["callback_at", "callback_after_deadline"]
    late = case(phone(), progress=Progress(State.CALLBACK, NOW - HOUR))
    assert codes(late)[1:] == ["callback_overdue"]
    silent = case(phone(), progress=Progress(State.RETRY, NOW, last_outcome=Outcome.MESSAGE_SENT))
    assert codes(silent)[1:] == ["wait_over"]
    died = case(phone(), progress=Progress(State.REVIEW, NOW, last_outcome=Outcome.NO_ANSWER))
    assert codes(died)[1:] == ["open_attempt"]
    refused = case(phone(), progress=Progress(State.REVIEW, last_outcome=Outcome.DO_NOT_CONTACT))
    assert codes(refused)[1:] == ["refused_before"]


@given(cases())
def test_any_case_has_a_place_and_reasons_that_have_sentences(each: Case) -> None:
    found = urgency(each, NOW, DEFAULT)
    assert found.reasons
    assert {reason.code for reason in found.reasons} <= CODES
    assert (found.minutes_left is None) == (found.band is Band.UNDATED)
    assert triage_key(each, NOW, DEFAULT) == triage_key(each, NOW, DEFAULT)


def test_the_longest_lead_time_that_the_details_call_for_counts() -> None:
    act_by = reckoner(DEFAULT.deadlines)
    assert act_by(NOW, True, "딸기 케이크") == NOW
    assert act_by(NOW, True, "[주문제작] 딸기 케이크") == NOW - DAY
    assert act_by(None, True, "주문제작") is None
    assert act_by(NOW, False, "") == NOW + 10 * HOUR


def test_the_earliest_pending_order_is_the_deadline_and_a_cancelled_one_is_not() -> None:
    orders = (
        order(NOW + HOUR, status=OrderStatus.CANCELLED, amount=1_000),
        order(NOW + 3 * HOUR, amount=20_000),
        order(NOW + 2 * HOUR, amount=30_000),
        order(None, amount=None),
    )
    act_by = reckoner(DEFAULT.deadlines)
    assert deadline_of(case(orders=orders), act_by) == (NOW + 2 * HOUR, NOW + 2 * HOUR, 50_000)
    assert deadline_of(case(orders=()), act_by) == (None, None, 0)


def test_what_was_agreed_last_in_a_chat_is_the_deadline_where_no_order_says_one() -> None:
    act_by = reckoner(DEFAULT.deadlines)

    def said(ident: int, at: int, value: str) -> Suggestion:
        return Suggestion(ident, "due", value, "3시", "3시에 갈게요", "김하늘", at)

    wished, agreed = said(1, NOW, f"{NOW + HOUR}"), said(2, NOW + 1, f"{NOW + 2 * HOUR}")
    chatted = replace(case(orders=()), suggestions=(agreed, wished))
    assert deadline_of(chatted, act_by) == (NOW + 2 * HOUR, NOW + 2 * HOUR, 0)
    day_only = replace(chatted, suggestions=(said(1, NOW, f"{NOW}d"),))
    assert deadline_of(day_only, act_by) == (NOW, NOW + 10 * HOUR, 0)
    ordered = replace(chatted, orders=(order(NOW + HOUR),))
    assert deadline_of(ordered, act_by)[0] == NOW + HOUR


def test_within_one_band_the_nearer_deadline_goes_first_however_much_the_other_pays() -> None:
    dear = case(phone(), id=1, due_at=NOW + 25 * MINUTE, orders=(order(NOW + 25 * MINUTE, amount=900_000),))
    near = case(phone(), id=2, due_at=NOW + 5 * MINUTE)
    assert urgency(dear, NOW, DEFAULT).band is urgency(near, NOW, DEFAULT).band
    assert triage_key(near, NOW, DEFAULT) < triage_key(dear, NOW, DEFAULT)


def test_a_call_promised_for_now_is_not_late_yet() -> None:
    assert codes(case(phone(), progress=Progress(State.CALLBACK, NOW)))[1] == "callback_at"
    assert codes(case(phone(), progress=Progress(State.CALLBACK, NOW - 1)))[1] == "callback_overdue"


@pytest.mark.parametrize(("asked_at", "said"), [(NOW - 2 * HOUR, "14:40"), (None, "15:40")])
def test_a_request_in_a_chat_is_told_with_when_it_was_asked_or_else_written(
    asked_at: Millis | None, said: str
) -> None:
    found = Request(
        1, 1, RequestKind.CANCEL, 1, asked_at, True, None, "취소할게요", "", NOW - HOUR, "톡-1", True
    )
    (reason,) = asked_in_chat(replace(case(phone()), requests=(found,)), NOW, "Asia/Seoul")
    assert (reason.code, dict(reason.fields)) == ("cancel_in_chat", {"time": said})
