"""Observed rates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import SUNDAY_1640 as NOW
from tests.making import attempt, attempts
from tui.domain.model import HOUR, MINUTE, Attempt
from tui.domain.policy import DEFAULT
from tui.domain.rates import NO_RATES, Count, Rates, observe
from tui.domain.words import Direction, Outcome, Route

SEOUL = "Asia/Seoul"


def calls(answered: int, unanswered: int) -> list[Attempt]:
    return [attempt(Outcome.CONFIRMED, case_id=n) for n in range(answered)] + [
        attempt(Outcome.NO_ANSWER, case_id=100 + n) for n in range(unanswered)
    ]


def test_calls_are_counted_per_route_and_hour() -> None:
    rates = observe([*calls(16, 9), attempt(Outcome.NO_ANSWER, at=NOW)], SEOUL)
    assert rates.routes == {Route.PHONE: Count(26, 16)}
    assert rates.hours == {(Route.PHONE, 15): Count(25, 16), (Route.PHONE, 16): Count(1, 0)}
    assert Rates.of(calls(16, 9), DEFAULT, NOW).routes[Route.PHONE].percent == 64


def test_a_percentage_is_never_rounded_up() -> None:
    assert Count(3, 2).percent == 66
    assert Count(1000, 999).percent == 99
    assert Count().percent == 0


def test_a_reply_counts_for_the_message_before_it_and_only_once() -> None:
    sent = attempt(Outcome.MESSAGE_SENT, Route.SMS, at=NOW - HOUR)
    reply = attempt(Outcome.CONFIRMED, Route.SMS, at=NOW, direction=Direction.IN)
    again = attempt(Outcome.CHANGE_REQUESTED, Route.SMS, at=NOW + 1, direction=Direction.IN)
    assert observe([reply, again, sent], SEOUL).routes == {Route.SMS: Count(1, 1)}
    assert observe([sent], SEOUL).routes == {Route.SMS: Count(1, 0)}


def test_a_reply_of_another_customer_or_by_another_route_counts_for_nobody() -> None:
    sent = attempt(Outcome.MESSAGE_SENT, Route.SMS, at=NOW - HOUR)
    other = attempt(Outcome.CONFIRMED, Route.SMS, at=NOW, direction=Direction.IN, case_id=2)
    called = attempt(Outcome.CONFIRMED, Route.PHONE, at=NOW, direction=Direction.IN)
    assert observe([sent, other, called], SEOUL).routes == {Route.SMS: Count(1, 0)}


def test_messages_sent_a_moment_ago_do_not_count_against_their_route() -> None:
    wait = DEFAULT.messages.response_minutes[Route.SMS] * MINUTE
    sent = [attempt(Outcome.MESSAGE_SENT, Route.SMS, at=NOW, case_id=n) for n in range(200)]
    assert Route.SMS not in Rates.of(sent, DEFAULT, NOW + wait - 1).routes
    assert Rates.of(sent, DEFAULT, NOW + wait).routes[Route.SMS] == Count(200, 0)


def test_a_message_alone_is_no_success_however_far_it_came() -> None:
    sent = [attempt(Outcome.MESSAGE_SENT, Route.SMS, case_id=n) for n in range(9)]
    assert observe(sent, SEOUL).routes[Route.SMS].answered == 0


def test_few_tries_hardly_move_the_expectation_and_many_do() -> None:
    prior = DEFAULT.rates.expected[Route.PHONE]
    hour = 15
    assert NO_RATES.rate(Route.PHONE, hour, DEFAULT).expected == prior
    one = observe(calls(1, 0), SEOUL).rate(Route.PHONE, 3, DEFAULT).expected
    many = observe(calls(200, 0), SEOUL).rate(Route.PHONE, 3, DEFAULT).expected
    assert prior < one < prior + 0.1
    assert 0.95 < many < 1


def test_the_hour_moves_the_rate_of_the_day() -> None:
    morning = [attempt(Outcome.NO_ANSWER, at=NOW - 6 * HOUR + n * MINUTE, case_id=100 + n) for n in range(10)]
    rates = observe([*calls(10, 0), *morning], SEOUL)
    by_hour = {hour: rates.rate(Route.PHONE, hour, DEFAULT).expected for hour in (10, 12, 15)}
    assert by_hour[10] < by_hour[12] < by_hour[15]
    assert by_hour[12] == pytest.approx((0.6 * 10 + 10) / 30)


@given(st.lists(attempts(), max_size=30), st.sampled_from(Route), st.integers(0, 23))
def test_nobody_answers_more_often_than_they_were_tried(made: list[Attempt], route: Route, hour: int) -> None:
    rates = observe(made, SEOUL)
    for count in (*rates.routes.values(), *rates.hours.values()):
        assert 0 <= count.answered <= count.tries
    for each, count in rates.routes.items():
        hours = [rates.hours.get((each, one), Count()) for one in range(24)]
        assert (sum(one.tries for one in hours), sum(one.answered for one in hours)) == count
    assert 0 <= rates.rate(route, hour, DEFAULT).expected <= 1
