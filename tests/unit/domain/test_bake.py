"""What is due by pick-up, and whose details have to be known by now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from tests.making import SUNDAY_1640 as NOW
from tests.making import attempt, case, cases, handle, kakao_down, order, phone
from tui.domain.bake import BakeList, Missing, ToAsk, bake_list
from tui.domain.model import DAY, HOUR, MINUTE, Case, Deposit, Millis, Order, Progress, Suggestion
from tui.domain.policy import DEFAULT, Deadlines, Policy
from tui.domain.review import NextStep
from tui.domain.words import OrderStatus, Outcome, State

TODAY = NOW - 16 * HOUR - 40 * MINUTE
TOMORROW = TODAY + DAY
CAKES = DEFAULT._replace(deadlines=Deadlines(lead_by_word={"2호": 24 * 60, "쿠키": 3 * 60}))


def of(*cases: Case, now: Millis = NOW, policy: Policy = CAKES) -> BakeList:
    return bake_list(cases, now, policy, outages=(kakao_down(),))


def ordered(id: int, *orders: Order, state: State = State.NEW, progress: Progress | None = None) -> Case:
    return case(phone(), orders=orders, state=state, progress=progress, id=id)


def paid(
    id: int, at: Millis = NOW - 2 * DAY, *suggestions: Suggestion, state: State = State.NO_ROUTE
) -> Case:
    deposit = Deposit(id, f"d{id}", "농협", "", at, True, 41_000, None, "김하늘", "김하늘", "")
    return replace(ordered(id, state=state), deposits=(deposit,), points=(), suggestions=suggestions)


def said(field: str, value: str, at: Millis = NOW - DAY) -> Suggestion:
    return Suggestion(1, field, value, value, value, "하늘", at)


def dues(found: BakeList) -> list[list[Millis]]:
    return [[each.due_at for each in day.orders] for day in found.days]


def only(found: BakeList) -> ToAsk:
    (asked,) = found.to_ask
    return asked


def test_orders_stand_under_their_day_by_time_and_those_without_a_time_last() -> None:
    found = of(
        ordered(1, order(TOMORROW + 15 * HOUR)),
        ordered(2, order(TODAY + 18 * HOUR), order(TOMORROW, has_time=False)),
        ordered(3, order(TOMORROW + 11 * HOUR)),
    )
    assert [day.start for day in found.days] == [TODAY, TOMORROW]
    assert dues(found) == [[TODAY + 18 * HOUR], [TOMORROW + 11 * HOUR, TOMORROW + 15 * HOUR, TOMORROW]]


def test_the_list_begins_with_the_start_of_today_and_holds_pending_orders_only() -> None:
    found = of(
        ordered(1, order(TODAY - 1), order(TODAY + 9 * HOUR)),
        ordered(
            2, order(TOMORROW, status=OrderStatus.CANCELLED), order(TOMORROW, status=OrderStatus.FINISHED)
        ),
        ordered(3, order(None)),
    )
    assert dues(found) == [[TODAY + 9 * HOUR]]


@pytest.mark.parametrize("state", State)
def test_only_an_answer_makes_an_order_a_confirmed_one(state: State) -> None:
    (day,) = of(ordered(1, order(TOMORROW), state=state)).days
    assert day.orders[0].confirmed is (state in (State.REACHED, State.ACTION, State.RESOLVED))


def test_whoever_asked_for_a_change_is_marked_until_they_confirm_again() -> None:
    asked = ordered(1, order(TOMORROW), state=State.ACTION)
    asked = replace(asked, attempts=(attempt(Outcome.CANCEL_REQUESTED),))
    assert of(asked).days[0].orders[0].asked is Outcome.CANCEL_REQUESTED
    again = replace(asked, progress=Progress(State.REACHED))
    assert of(again).days[0].orders[0].asked is None


def test_what_was_picked_up_is_not_made_again_but_a_later_order_is() -> None:
    taken = Progress(State.RESOLVED, last_outcome=Outcome.PICKED_UP, last_at=NOW)
    both = (order(TODAY + 18 * HOUR), order(TOMORROW + 9 * HOUR))
    assert dues(of(ordered(1, *both, progress=taken))) == [[TOMORROW + 9 * HOUR]]
    handled = replace(taken, last_outcome=Outcome.CHANGE_REQUESTED)
    assert len(of(ordered(1, *both, progress=handled)).days) == 2


def test_an_order_that_says_everything_is_not_asked_about() -> None:
    found = of(ordered(1, order(NOW + HOUR, details="딸기 2호")), ordered(2, order(TOMORROW, has_time=False)))
    assert not found.to_ask
    # The bad twin: the same orders without their words.
    found = of(
        ordered(1, order(NOW + HOUR, details="")), ordered(2, order(TOMORROW, has_time=False, details=" "))
    )
    assert [each.missing for each in found.to_ask] == [(Missing.WHAT,), (Missing.WHAT,)]


def test_details_have_to_be_known_when_the_longest_lead_time_has_begun_or_soon_will() -> None:
    soon = CAKES.triage.soon_minutes * MINUTE
    last = NOW + DAY + soon
    assert only(of(ordered(1, order(last, details="")))).act_by == NOW + soon
    assert not of(ordered(1, order(last + 1, details=""))).to_ask


def test_a_product_that_is_quick_to_make_may_be_asked_about_later() -> None:
    named = replace(ordered(1, order(NOW + 8 * HOUR, details="")), suggestions=(said("item", "쿠키"),))
    assert not of(named).to_ask
    unnamed = replace(named, suggestions=())
    assert only(of(unnamed)).act_by == NOW + 8 * HOUR - DAY


def test_an_order_of_a_day_gone_by_is_no_longer_asked_about_but_one_of_this_morning_is() -> None:
    assert not of(ordered(1, order(TODAY - 1, details=""))).to_ask
    assert only(of(ordered(1, order(TODAY, details="")))).missing == (Missing.WHAT,)


def test_an_order_without_a_day_may_be_due_any_moment() -> None:
    asked = only(of(ordered(1, order(None, details="딸기 2호"))))
    assert (asked.missing, asked.act_by, asked.due_at) == ((Missing.WHEN,), None, None)
    assert asked.next_step is NextStep.PHONE


def test_a_payment_of_which_nothing_is_known_has_to_be_asked_about() -> None:
    asked = only(of(paid(1)))
    assert asked.missing == (Missing.WHEN, Missing.WHAT)
    assert asked.order is None
    assert [each.amount for each in asked.deposits] == [41_000]
    assert asked.next_step is NextStep.FIND_CONTACT
    # Once its order is taken down, that is what counts.
    taken = replace(paid(1), orders=(order(TOMORROW + DAY, details="초코 1호"),))
    assert not of(taken).to_ask


def test_a_time_from_a_chat_says_by_when_but_is_no_fact() -> None:
    near, far = f"{NOW + 20 * HOUR}", f"{NOW + 5 * DAY}"
    asked = only(of(paid(1, NOW - DAY, said("due", near))))
    assert asked.missing == (Missing.WHEN, Missing.WHAT)
    assert (asked.due_at, asked.due_has_time, asked.act_by) == (NOW + 20 * HOUR, True, NOW - 4 * HOUR)
    assert not of(paid(1, NOW - DAY, said("due", far))).to_ask
    gone = only(of(paid(1, NOW - DAY, said("due", f"{TODAY - DAY}d"))))
    assert gone.act_by is None


def test_a_chat_that_names_one_time_does_not_name_it_for_a_second_order() -> None:
    two = ordered(1, order(TOMORROW + 5 * DAY), order(None))
    assert only(of(replace(two, suggestions=(said("due", f"{TOMORROW}"),)))).due_at is None


@pytest.mark.parametrize("state", State)
def test_who_is_settled_or_refused_is_not_asked_again(state: State) -> None:
    settled = (State.RESOLVED, State.UNREACHABLE, State.DO_NOT_CONTACT, State.VOID)
    assert bool(of(paid(1, state=state)).to_ask) is (state not in settled)


def test_those_to_ask_stand_by_deadline_and_the_oldest_payment_first_where_there_is_none() -> None:
    found = of(
        paid(1, NOW - HOUR),
        paid(2, NOW - 3 * DAY),
        ordered(3, order(NOW + 10 * HOUR, details="")),
        ordered(4, order(NOW + 2 * HOUR, details="")),
    )
    assert [each.case.id for each in found.to_ask] == [4, 3, 2, 1]


def test_the_list_is_worth_showing_where_something_is_due_or_was_taken_down_without_its_day() -> None:
    assert not of().worth_showing
    assert not of(paid(1), ordered(2, order(TODAY - 1))).worth_showing
    assert of(ordered(1, order(TODAY))).worth_showing
    assert not of(ordered(1, order(None))).worth_showing
    assert of(ordered(1, order(None)._replace(key="hand:7"))).worth_showing


def test_the_same_route_is_suggested_as_in_the_review() -> None:
    unknown = ordered(1, order(None))
    assert only(of(replace(unknown, points=(handle(),)))).next_step is NextStep.INSTAGRAM
    reached = replace(unknown, progress=Progress(State.REACHED))
    assert only(of(reached)).next_step is NextStep.PHONE


def test_without_words_in_the_policy_the_usual_lead_time_counts() -> None:
    plain = DEFAULT._replace(deadlines=Deadlines(lead_minutes=60, lead_by_word={}))
    assert only(of(ordered(1, order(NOW + HOUR, details="")), policy=plain)).act_by == NOW


@given(cases())
def test_every_pending_order_from_today_on_stands_there_once(any_case: Case) -> None:
    found = of(any_case)
    expected = [each.due_at for each in any_case.pending if each.due_at is not None and each.due_at >= TODAY]
    listed = [at for day in dues(found) for at in day]
    assert set(listed) <= set(expected)
    assert listed == expected or any_case.progress.last_outcome is Outcome.PICKED_UP
