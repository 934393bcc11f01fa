"""The end of the day."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import SUNDAY_1640 as NOW
from tests.making import attempt, attempts, case, cases, handle, kakao_down, phone
from tui.domain.model import DAY, HOUR, Attempt, Case, Claim, Progress
from tui.domain.policy import DEFAULT
from tui.domain.rates import Count
from tui.domain.reasons import CODES
from tui.domain.review import NextStep, Review, Unresolved, day_review
from tui.domain.totals import Totals, totals_of
from tui.domain.words import UNREACHED, UNRESOLVED, Direction, Outcome, Route, State
from tui.i18n import LANGUAGES, say_in

MORNING = NOW - 8 * HOUR


def review(*of: Case, seen: tuple[Attempt, ...] = (), now: int = NOW) -> Review:
    return day_review(of, seen, now, MORNING, DEFAULT, outages=(kakao_down(),))


def only(of: Case, now: int = NOW) -> Unresolved:
    (found,) = review(of, now=now).unresolved
    return found


def test_totals_count_the_unreached_and_round_nothing_up() -> None:
    states = {State.NEW: 1, State.WAITING: 1, State.REACHED: 150, State.ACTION: 40, State.RESOLVED: 100}
    totals = Totals({**states, State.VOID: 9, State.DO_NOT_CONTACT: 3, State.UNREACHABLE: 1})
    assert (totals.unreached, totals.reached, totals.resolved, totals.unreachable) == (2, 190, 100, 1)
    assert (totals.whole, totals.unresolved, totals.percent) == (293, 42, 98)
    assert Totals({State.REACHED: 999, State.WAITING: 1}).percent == 99
    assert Totals({}).percent == 100


@pytest.mark.parametrize(
    ("of", "step"),
    [
        (case(phone()), NextStep.PHONE),
        (case(phone(), attempts=(attempt(),), state=State.RETRY), NextStep.SMS),
        (case(handle()), NextStep.INSTAGRAM),
        (case(phone(), progress=Progress(State.CALLBACK, NOW + HOUR)), NextStep.CALL_BACK),
        (case(phone(), progress=Progress(State.WAITING, NOW + HOUR)), NextStep.AWAIT_ANSWER),
        (case(phone(), state=State.REVIEW), NextStep.CHECK_ATTEMPT),
        (
            case(phone(), progress=Progress(State.REVIEW, last_outcome=Outcome.DO_NOT_CONTACT)),
            NextStep.CHECK_REFUSAL,
        ),
        (case(state=State.NO_ROUTE), NextStep.FIND_CONTACT),
        (
            case(phone(), state=State.ACTION, attempts=(attempt(Outcome.CHANGE_REQUESTED), attempt())),
            NextStep.HANDLE_CHANGE,
        ),
        (
            case(phone(), state=State.ACTION, attempts=(attempt(Outcome.CANCEL_REQUESTED),)),
            NextStep.HANDLE_CANCEL,
        ),
        (case(phone(), state=State.ACTION), NextStep.HANDLE),
    ],
)
def test_every_unresolved_case_has_a_next_step(of: Case, step: NextStep) -> None:
    assert only(of).next_step is step


def test_at_night_the_next_step_is_to_wait_for_the_morning() -> None:
    night = NOW + 6 * HOUR
    assert only(case(phone(), due_at=night + 20 * HOUR), night).next_step is NextStep.WAIT_FOR_HOURS


def test_whoever_has_nothing_planned_stands_first_and_is_counted() -> None:
    planned = case(phone(), id=1, progress=Progress(State.CALLBACK, NOW + HOUR))
    owned = case(phone(), id=2, progress=Progress(State.RETRY, NOW - 1, owner="민호"))
    forgotten = case(phone(), id=3, due_at=NOW + 5 * DAY, progress=Progress(State.RETRY, NOW - 1))
    found = review(planned, owned, forgotten)
    assert found.unresolved[0].case.id == 3
    assert [each.missing_next_step for each in found.unresolved] == [True, False, False]
    assert found.missing == 1


def test_the_owner_is_the_named_the_promised_the_working_or_the_last_one() -> None:
    last = case(phone(), progress=Progress(State.RETRY, NOW, last_by="수현"))
    working = replace(last, claim=Claim(1, "지우", "t1", NOW - 1, NOW + 1))
    gone = replace(last, claim=Claim(1, "지우", "t1", NOW - 9, NOW - 1))
    promised = replace(working, progress=replace(last.progress, next_by="민호"))
    named = replace(promised, progress=replace(promised.progress, owner="하나"))
    owners = [only(each).owner for each in (last, working, gone, promised, named, case(phone()))]
    assert owners == ["수현", "지우", "수현", "민호", "하나", ""]


def test_why_says_what_is_owed_and_what_was_never_tried() -> None:
    assert only(case(phone())).why[0].code == "never_tried"
    asked = case(phone(), state=State.ACTION, attempts=(attempt(Outcome.CANCEL_REQUESTED),))
    assert only(asked).why[0].code == "cancel_to_handle"
    assert only(asked).last_try == asked.attempts[-1]


def test_attempts_of_the_day_are_told_by_route_and_outcome_with_their_rate() -> None:
    seen = (
        attempt(Outcome.NO_ANSWER, at=NOW - HOUR, case_id=1),
        attempt(Outcome.CONFIRMED, at=NOW - HOUR, case_id=2),
        attempt(Outcome.CONFIRMED, at=MORNING - 1, case_id=3),
        attempt(Outcome.MESSAGE_SENT, Route.SMS, at=NOW - HOUR, case_id=4),
        attempt(Outcome.CONFIRMED, Route.SMS, at=NOW - 1, case_id=4, direction=Direction.IN),
        attempt(Outcome.CONFIRMED, Route.INSTAGRAM, at=NOW - 1, case_id=5, direction=Direction.IN),
    )
    phone_row, sms_row, instagram_row = review(seen=seen).attempts
    assert phone_row.outcomes == ((Outcome.CONFIRMED, 1), (Outcome.NO_ANSWER, 1))
    assert phone_row.observed == Count(2, 1)
    assert (sms_row.outcomes, sms_row.observed, sms_row.came_forward) == (
        ((Outcome.MESSAGE_SENT, 1),),
        Count(1, 1),
        1,
    )
    assert (instagram_row.outcomes, instagram_row.observed, instagram_row.came_forward) == ((), Count(), 1)


def test_totals_may_come_from_elsewhere_when_only_the_unresolved_are_given() -> None:
    totals = Totals({State.NEW: 1, State.REACHED: 400})
    found = day_review((case(phone()),), (), NOW, MORNING, DEFAULT, totals=totals)
    assert (found.totals.reached, found.unreached, len(found.unresolved)) == (400, 1, 1)


@given(st.lists(cases(), max_size=6), st.lists(attempts(), max_size=10))
def test_nobody_is_without_a_next_step_unseen(these: list[Case], seen: list[Attempt]) -> None:
    numbered = [replace(each, id=number) for number, each in enumerate(these)]
    found = review(*numbered, seen=tuple(seen))
    assert {each.case.id for each in found.unresolved} == {
        each.id for each in numbered if each.state in UNRESOLVED
    }
    assert found.unreached == sum(each.state in UNREACHED for each in numbered)
    flags = [each.missing_next_step for each in found.unresolved]
    assert flags == sorted(flags, reverse=True)
    for each in found.unresolved:
        planned = each.next_at is not None and each.next_at > NOW
        assert planned or each.case.progress.owner or each.missing_next_step
        assert {reason.code for reason in each.why} <= CODES
        assert all(say_in(language, f"rules.step.{each.next_step.value}") for language in LANGUAGES)


def test_totals_are_those_of_the_cases() -> None:
    assert totals_of([case(), case(), case(state=State.VOID)]).counts == {State.NEW: 2, State.VOID: 1}
