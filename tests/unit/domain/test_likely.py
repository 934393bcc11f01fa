"""The day for which somebody may have paid: guessed from enough orders only, and told as a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.likely import (
    LEAST_ORDERS,
    LEAST_SPANS,
    Habits,
    guess_of,
    guess_reason,
    habits_of,
    likely_day,
    moment_of_guess,
    waiting_since,
)
from tui.domain.model import DAY, HOUR, Case, Customer, Deposit, Likely, Millis, Progress
from tui.domain.policy import DEFAULT
from tui.domain.triage import Band, triage_key, urgency
from tui.domain.words import State

ZONE = "Asia/Seoul"
MONDAY: Millis = 1_665_327_600_000
"""2022-10-10 00:00 in Seoul."""
WEDNESDAY = MONDAY + 2 * DAY
SATURDAY = MONDAY + 5 * DAY


def for_saturdays(count: int) -> Habits:
    """Orders that were placed on Wednesdays at two and fetched three days later at four."""
    orders = [
        (WEDNESDAY - week * 7 * DAY + 14 * HOUR, SATURDAY - week * 7 * DAY + 16 * HOUR)
        for week in range(1, count + 1)
    ]
    return habits_of(orders, ZONE)


def case_of(
    number: int = 1,
    *,
    deposits: tuple[Deposit, ...] = (),
    due_at: Millis | None = None,
    act_by: Millis | None = None,
) -> Case:
    who = Customer(number, "김하늘")
    return Case(number, who, Progress(State.NO_ROUTE), deposits=deposits, due_at=due_at, act_by=act_by)


def paid(at: Millis, number: int = 1, likely: Likely | None = None) -> Deposit:
    return Deposit(
        number, f"d{number}", "kb", "", at, True, 45_000, None, "김하늘", "김하늘", "", likely=likely
    )


def test_a_payment_is_for_the_day_on_which_others_come_who_paid_then() -> None:
    found = likely_day(WEDNESDAY + 20 * HOUR, for_saturdays(LEAST_SPANS), WEDNESDAY + 21 * HOUR, ZONE)
    assert found == Likely(SATURDAY, True, LEAST_SPANS)
    reason = guess_reason(paid(WEDNESDAY + 20 * HOUR, likely=found), ZONE)
    assert (reason.code, dict(reason.fields)) == ("likely_after_5", {"days": 3, "count": LEAST_SPANS})


def test_of_few_orders_nothing_is_guessed() -> None:
    assert likely_day(WEDNESDAY, for_saturdays(LEAST_SPANS - 1), WEDNESDAY, ZONE) is None
    assert likely_day(WEDNESDAY, Habits(), WEDNESDAY, ZONE) is None


def test_the_day_of_the_week_pulls_the_guess_where_spans_leave_it_open() -> None:
    spread = [(SATURDAY - span * DAY, SATURDAY) for span in (2, 3, 4, 5) for _ in range(5)]
    habits = habits_of(spread, ZONE)
    for weekday in range(4):
        found = likely_day(MONDAY + weekday * DAY + HOUR, habits, MONDAY, ZONE)
        assert found is not None
        assert found.day == SATURDAY


def test_days_of_the_week_alone_say_something_where_they_are_uneven() -> None:
    saturdays = habits_of([(None, SATURDAY)] * LEAST_ORDERS, ZONE)
    found = likely_day(WEDNESDAY + HOUR, saturdays, WEDNESDAY + DAY, ZONE)
    assert found == Likely(SATURDAY, False, LEAST_ORDERS)
    assert guess_reason(paid(WEDNESDAY, likely=found), ZONE).code == "likely_on_5"
    even = habits_of([(None, MONDAY + day * DAY) for day in range(7) for _ in range(4)], ZONE)
    assert likely_day(WEDNESDAY + HOUR, even, WEDNESDAY + DAY, ZONE) is None


def test_no_day_gone_by_is_guessed() -> None:
    habits = for_saturdays(20)
    assert likely_day(WEDNESDAY, habits, SATURDAY + 23 * HOUR, ZONE) == Likely(SATURDAY, True, 20)
    assert likely_day(WEDNESDAY, habits, SATURDAY + DAY, ZONE) is None


@given(
    st.lists(st.tuples(st.none() | st.integers(0, 10**13), st.integers(0, 10**13)), max_size=60),
    st.integers(0, 10**13),
    st.integers(0, 10**13),
)
def test_whatever_the_orders_say_a_guess_is_a_midnight_from_today_on(
    orders: list[tuple[Millis | None, Millis]], at: Millis, now: Millis
) -> None:
    found = likely_day(at, habits_of(orders, ZONE), now, ZONE)
    if found is not None:
        assert (found.day + 9 * HOUR) % DAY == 0
        assert found.day + DAY > now
        assert found.day + DAY > at


def test_a_guess_places_a_case_and_is_never_its_due_time() -> None:
    likely = Likely(SATURDAY, True, 20)
    case = case_of(deposits=(paid(WEDNESDAY, 1), paid(WEDNESDAY + HOUR, 2, likely)))
    assert (case.due_at, case.act_by) == (None, None)
    assert guess_of(case) == case.deposits[1]
    found = urgency(case, WEDNESDAY + DAY, DEFAULT)
    assert (found.band, found.minutes_left) == (Band.LATER, None)
    assert found.reasons[0].code == "likely_after_5"
    assert urgency(case, SATURDAY + HOUR, DEFAULT).band is Band.TODAY
    assert urgency(case, SATURDAY + 9 * DAY, DEFAULT).band is Band.PAST
    moment = moment_of_guess(case)
    assert moment is not None
    assert SATURDAY < moment < SATURDAY + DAY


def test_a_known_deadline_leaves_nothing_to_guess() -> None:
    case = case_of(
        deposits=(paid(WEDNESDAY, 1, Likely(SATURDAY, True, 20)),), due_at=SATURDAY, act_by=SATURDAY
    )
    assert guess_of(case) is None
    assert waiting_since(case) is None


@pytest.mark.parametrize(("days", "code"), [(0, "paid_today"), (1, "paid_days"), (4, "paid_days")])
def test_without_a_guess_the_age_of_the_payment_is_told(days: int, code: str) -> None:
    found = urgency(
        case_of(deposits=(paid(WEDNESDAY + 20 * HOUR),)), WEDNESDAY + days * DAY + 21 * HOUR, DEFAULT
    )
    assert (found.band, found.minutes_left) == (Band.UNDATED, None)
    assert found.reasons[0].code == code


def test_the_oldest_payment_comes_first_and_those_that_may_be_guessed_before_it() -> None:
    now = WEDNESDAY + DAY
    old, new = case_of(1, deposits=(paid(MONDAY),)), case_of(2, deposits=(paid(WEDNESDAY),))
    guessed = case_of(3, deposits=(paid(WEDNESDAY, 3, Likely(SATURDAY, True, 20)),))
    nothing = case_of(4)
    ranked = sorted((nothing, new, old, guessed), key=lambda case: triage_key(case, now, DEFAULT))
    assert [case.id for case in ranked] == [3, 1, 2, 4]
