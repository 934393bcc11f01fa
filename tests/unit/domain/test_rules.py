"""How events move a case."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.making import SUNDAY_1640 as NOW
from tests.making import arounds, attempt, event, event_lists, handle, moments, phone, tried
from tui.domain.model import HOUR, MINUTE, Event, Millis, Progress
from tui.domain.outcomes import OUTCOMES
from tui.domain.policy import DEFAULT
from tui.domain.rules import (
    NOTHING_OWED,
    START,
    Around,
    advance,
    look_around,
    replay,
    settled_start,
    standing,
    wait_until,
    ways_of,
)
from tui.domain.words import UNREACHED, Direction, EventKind, Line, Outcome, Route, State, Usability

FREE = Around(True, None)
"""A case with another contact point left and no deadline."""
LONELY = Around(True, None, other_route=False)
NO_POINT = Around(False, None, other_route=False)


def after(*events: Event, around: Around = FREE, start: Progress = START) -> Progress:
    return replay(events, around, DEFAULT, start)


@pytest.mark.parametrize(
    ("outcome", "minutes"),
    [
        (Outcome.NO_ANSWER, 15),
        (Outcome.BUSY, 5),
        (Outcome.POWERED_OFF, 0),
        (Outcome.VOICEMAIL, 30),
        (Outcome.CALLBACK, 30),
        (Outcome.THIRD_PARTY, 60),
        (Outcome.REJECTED, 0),
        (Outcome.WRONG_NUMBER, 0),
        (Outcome.UNDELIVERABLE, 0),
        (Outcome.PAGED, 3),
        (Outcome.NOTICE_POSTED, 120),
    ],
)
def test_a_new_case_goes_where_the_outcome_sends_it_and_waits_as_the_policy_says(
    outcome: Outcome, minutes: int
) -> None:
    progress = after(tried(outcome))
    assert progress.state is OUTCOMES[outcome].state
    assert progress.next_at == NOW + minutes * MINUTE
    assert (progress.tries, progress.last_outcome, progress.last_by) == (1, outcome, "수현")


def test_who_answers_has_nothing_left_to_wait_for() -> None:
    progress = after(tried(Outcome.NO_ANSWER), tried(Outcome.CONFIRMED, id=2))
    assert (progress.state, progress.next_at, progress.tries) == (State.REACHED, None, 2)


def test_a_message_waits_as_long_as_its_route_takes_to_answer() -> None:
    by_text = after(tried(Outcome.MESSAGE_SENT, Route.SMS))
    by_mail = after(tried(Outcome.MESSAGE_SENT, Route.EMAIL))
    assert by_text.next_at == NOW + 20 * MINUTE
    assert by_mail.next_at == NOW + 180 * MINUTE


def test_a_pointless_route_is_repeated_late_only_where_no_other_is_left() -> None:
    assert after(tried(Outcome.POWERED_OFF), around=FREE).next_at == NOW
    assert after(tried(Outcome.POWERED_OFF), around=LONELY).next_at == NOW + 60 * MINUTE


def test_the_last_point_gone_leaves_a_case_without_a_route_and_a_new_one_brings_it_back() -> None:
    gone = after(tried(Outcome.WRONG_NUMBER), around=NO_POINT)
    assert gone.state is State.NO_ROUTE
    found = advance(gone, event(EventKind.POINTS_CHANGED, id=2), FREE, DEFAULT)
    assert found.state is State.RETRY
    assert settled_start(START, NO_POINT).state is State.NO_ROUTE
    assert advance(settled_start(START, NO_POINT), event(EventKind.NOTED), FREE, DEFAULT).state is State.NEW


def test_a_promised_call_is_kept_at_its_time_and_for_its_person() -> None:
    promised = tried(Outcome.CALLBACK, callback_at=NOW + HOUR, callback_by="민호")
    progress = after(promised, around=Around(True, NOW + 10 * MINUTE))
    assert (progress.state, progress.next_at, progress.next_by) == (State.CALLBACK, NOW + HOUR, "민호")


@pytest.mark.parametrize("outcome", [Outcome.MESSAGE_SENT, Outcome.NOTICE_POSTED])
def test_a_message_takes_back_no_promise_that_is_still_ahead(outcome: Outcome) -> None:
    promised = tried(Outcome.CALLBACK, callback_at=NOW + HOUR, callback_by="민호")
    progress = after(promised, tried(outcome, Route.SMS, id=2))
    assert (progress.state, progress.next_at, progress.next_by) == (State.CALLBACK, NOW + HOUR, "민호")
    late = after(promised, tried(outcome, Route.SMS, at=NOW + 2 * HOUR, id=2))
    assert late.state is State.WAITING


def test_a_call_replaces_the_promise_it_keeps() -> None:
    promised = tried(Outcome.CALLBACK, callback_at=NOW + HOUR)
    assert after(promised, tried(Outcome.NO_ANSWER, at=NOW + HOUR, id=2)).state is State.RETRY


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.BUSY, Outcome.POWERED_OFF])
def test_a_call_in_vain_takes_back_no_promise_that_is_still_ahead(outcome: Outcome) -> None:
    promised = tried(Outcome.CALLBACK, callback_at=NOW + HOUR, callback_by="민호")
    progress = after(promised, tried(outcome, id=2))
    assert (progress.state, progress.next_at, progress.next_by) == (State.CALLBACK, NOW + HOUR, "민호")
    assert progress.tries == 2
    assert after(promised, tried(Outcome.WRONG_NUMBER, id=2)).state is not State.CALLBACK
    assert after(promised, tried(outcome, direction=Direction.IN, id=2)).next_at == NOW


def test_a_notice_to_many_leaves_an_unfinished_attempt_to_be_checked_and_lengthens_no_wait() -> None:
    lost = after(event(EventKind.CLAIM_LOST), tried(Outcome.NOTICE_POSTED, Route.NOTICE, id=2))
    assert lost.state is State.REVIEW
    texted = after(tried(Outcome.MESSAGE_SENT, Route.SMS), tried(Outcome.NOTICE_POSTED, Route.NOTICE, id=2))
    assert texted.next_at == NOW + 20 * MINUTE


@pytest.mark.parametrize("state", [State.REACHED, State.ACTION, State.RESOLVED])
@pytest.mark.parametrize("outcome", [rule.outcome for rule in OUTCOMES.values() if not rule.reached])
def test_who_has_answered_stays_answered_whatever_is_tried_later(state: State, outcome: Outcome) -> None:
    progress = after(tried(outcome), start=Progress(state))
    assert progress.state not in UNREACHED
    if OUTCOMES[outcome].wants_time:
        assert progress.state is State.ACTION
        assert progress.next_at is not None


def test_a_missed_call_of_the_customer_is_answered_at_once_and_is_no_try_of_ours() -> None:
    progress = after(tried(Outcome.NO_ANSWER, direction=Direction.IN))
    assert (progress.state, progress.next_at, progress.tries) == (State.RETRY, NOW, 0)


def test_a_wait_that_is_over_asks_for_another_try() -> None:
    waiting = after(tried(Outcome.MESSAGE_SENT, Route.SMS))
    due = advance(waiting, event(EventKind.CAME_DUE, at=NOW + HOUR, id=2), FREE, DEFAULT)
    assert (due.state, due.next_at) == (State.RETRY, waiting.next_at)
    assert due.next_at == NOW + 20 * MINUTE
    assert advance(waiting, event(EventKind.CAME_DUE, id=2), NO_POINT, DEFAULT).state is State.NO_ROUTE


@pytest.mark.parametrize("state", [state for state in State if state is not State.WAITING])
def test_time_alone_moves_nothing_but_a_wait(state: State) -> None:
    progress = Progress(state, next_at=NOW - HOUR)
    around = NO_POINT if state is State.NO_ROUTE else FREE
    assert advance(progress, event(EventKind.CAME_DUE), around, DEFAULT) == progress


def test_a_lost_claim_leaves_an_unreached_case_to_be_checked_and_a_reached_one_alone() -> None:
    assert after(event(EventKind.CLAIM_LOST)).state is State.REVIEW
    assert after(event(EventKind.CLAIM_LOST), start=Progress(State.REACHED)).state is State.REACHED


@pytest.mark.parametrize(
    ("state", "opened"),
    [
        (State.REACHED, State.NEW),
        (State.RESOLVED, State.NEW),
        (State.UNREACHABLE, State.NEW),
        (State.VOID, State.NEW),
        (State.DO_NOT_CONTACT, State.REVIEW),
        (State.ACTION, State.ACTION),
        (State.WAITING, State.WAITING),
        (State.RETRY, State.RETRY),
    ],
)
def test_a_new_order_opens_a_settled_case_again(state: State, opened: State) -> None:
    added = event(EventKind.ORDERS_CHANGED, pending=1, added=True)
    progress = after(added, start=Progress(state, tries=3, closed_reason="닿지 않음"))
    assert progress.state is opened
    if opened is State.NEW:
        assert (progress.tries, progress.closed_reason) == (0, "")


def test_the_same_orders_again_open_nothing() -> None:
    same = event(EventKind.ORDERS_CHANGED, pending=1)
    assert after(same, start=Progress(State.REACHED)).state is State.REACHED


def test_a_case_without_pending_orders_is_void_and_a_handled_one_resolved() -> None:
    none_left = event(EventKind.ORDERS_CHANGED, pending=0)
    assert after(tried(Outcome.NO_ANSWER), none_left).state is State.VOID
    assert after(none_left, start=Progress(State.ACTION)).state is State.RESOLVED
    assert after(none_left, start=Progress(State.REACHED)).state is State.REACHED
    again = event(EventKind.ORDERS_CHANGED, pending=1, id=3)
    assert after(none_left, again, start=NOTHING_OWED).state is State.NEW


@pytest.mark.parametrize(
    ("state", "carried"),
    [
        (State.NEW, State.RETRY),
        (State.REVIEW, State.RETRY),
        (State.CALLBACK, State.CALLBACK),
        (State.WAITING, State.WAITING),
        (State.ACTION, State.ACTION),
    ],
)
def test_carrying_over_names_the_time_ahead(state: State, carried: State) -> None:
    progress = after(event(EventKind.CARRIED_OVER, until=NOW + 16 * HOUR), start=Progress(state))
    assert (progress.state, progress.next_at) == (carried, NOW + 16 * HOUR)


def test_handing_over_names_the_owner_and_passes_a_promise_on() -> None:
    promised = after(tried(Outcome.CALLBACK, callback_at=NOW + HOUR, callback_by="수현"))
    handed = advance(promised, event(EventKind.HANDED_OVER, person="민호", id=2), FREE, DEFAULT)
    assert (handed.owner, handed.next_by, handed.state) == ("민호", "민호", State.CALLBACK)


def test_closing_says_why_and_never_calls_an_answered_customer_unreachable() -> None:
    closed = after(event(EventKind.CLOSED, reason="번호를 알 길이 없음"))
    assert (closed.state, closed.closed_reason) == (State.UNREACHABLE, "번호를 알 길이 없음")
    assert after(event(EventKind.CLOSED), start=Progress(State.ACTION)).state is State.RESOLVED
    assert after(event(EventKind.CLOSED), start=Progress(State.DO_NOT_CONTACT)).state is State.DO_NOT_CONTACT


# Laws -----------------------------------------------------------------------------------------------------


@given(event_lists(), arounds)
def test_replay_equals_advancing_one_by_one(events: list[Event], around: Around) -> None:
    progress = settled_start(START, around)
    for each in events:
        progress = advance(progress, each, around, DEFAULT)
    assert replay(events, around, DEFAULT) == progress


@given(event_lists(undoing=True), arounds)
def test_undone_events_vanish_as_if_they_had_never_been(events: list[Event], around: Around) -> None:
    kept = standing(events)
    assert replay(events, around, DEFAULT) == replay(kept, around, DEFAULT)
    assert not any(each.kind is EventKind.UNDONE for each in kept)


@given(event_lists(), st.data())
def test_undoing_one_event_leaves_exactly_the_others(events: list[Event], data: st.DataObject) -> None:
    assume(events)
    victim = data.draw(st.sampled_from(events))
    undo = event(EventKind.UNDONE, id=99, undoes=victim.id)
    assert standing([*events, undo]) == [each for each in events if each.id != victim.id]


def test_a_settled_request_stands_no_more_until_the_settling_is_taken_back() -> None:
    found = event(EventKind.REQUEST_FOUND, id=1, reason="k1", added=True)
    other = event(EventKind.REQUEST_FOUND, id=2, reason="k2", added=True)
    settled = event(EventKind.REQUEST_SETTLED, id=3, reason="k1")
    assert standing([found, other, settled]) == [other, settled]
    assert standing([found, other, settled, event(EventKind.UNDONE, id=4, undoes=3)]) == [found, other]


def test_an_undo_that_was_itself_taken_back_has_no_effect() -> None:
    called = tried(Outcome.CONFIRMED, id=1)
    undone = event(EventKind.UNDONE, id=2, undoes=1)
    redone = event(EventKind.UNDONE, id=3, undoes=2)
    assert standing([called, undone]) == []
    assert standing([called, undone, redone]) == [called]


ANSWERED = {State.REACHED, State.ACTION, State.RESOLVED}


def gives_an_answer(each: Event) -> bool:
    if each.kind is EventKind.ATTEMPT:
        assert each.attempt is not None
        return OUTCOMES[each.attempt.outcome].reached
    return each.kind in (EventKind.RESOLVED, EventKind.CLOSED)


@given(event_lists(), arounds)
def test_unreached_is_never_rounded_up(events: list[Event], around: Around) -> None:
    """Nobody counts as answered without an answer, and leaves the unreached without a stated cause."""
    progress = replay(events, around, DEFAULT)
    if progress.state in ANSWERED:
        assert any(gives_an_answer(each) for each in events)
    if progress.state not in UNREACHED:
        assert any(
            gives_an_answer(each)
            or (each.kind is EventKind.ORDERS_CHANGED and each.pending == 0)
            or (each.attempt is not None and each.attempt.outcome is Outcome.DO_NOT_CONTACT)
            for each in events
        )


@given(event_lists(), arounds)
def test_who_waits_or_was_promised_a_call_always_has_a_time(events: list[Event], around: Around) -> None:
    progress = replay(events, around, DEFAULT)
    if progress.state in (State.WAITING, State.CALLBACK):
        assert progress.next_at is not None


@given(event_lists(), arounds)
def test_a_case_without_a_usable_point_is_never_said_to_be_ready_to_try(
    events: list[Event], around: Around
) -> None:
    state = replay(events, around, DEFAULT).state
    if not around.has_route:
        assert state not in (State.NEW, State.RETRY, State.UNCONFIRMED)
    else:
        assert state is not State.NO_ROUTE


@given(moments, st.floats(0, 10_000), moments)
@example(NOW, 15.0, NOW + 1)
def test_waits_always_end_before_the_deadline(at: Millis, minutes: float, act_by: Millis) -> None:
    ends = wait_until(at, minutes, act_by, DEFAULT)
    assert at <= ends <= at + minutes * MINUTE
    if at < act_by:
        assert ends < act_by
    else:
        assert ends <= at + DEFAULT.waits.shortest_minutes * MINUTE


@given(moments, st.sampled_from(Outcome), st.sampled_from(Route), moments)
def test_every_outcomes_wait_ends_before_the_deadline(
    at: Millis, outcome: Outcome, route: Route, act_by: Millis
) -> None:
    progress = after(tried(outcome, route, at=at), around=Around(True, act_by, False))
    if at < act_by and progress.next_at is not None:
        assert progress.next_at < act_by


def test_a_wait_shrinks_to_its_share_of_the_time_left() -> None:
    assert wait_until(NOW, 15, None, DEFAULT) == NOW + 15 * MINUTE
    assert wait_until(NOW, 15, NOW + 20 * MINUTE, DEFAULT) == NOW + 5 * MINUTE
    assert wait_until(NOW, 15, NOW + 4 * MINUTE, DEFAULT) == NOW + 2 * MINUTE
    assert wait_until(NOW, 15, NOW + 2 * MINUTE, DEFAULT) == NOW + MINUTE
    assert wait_until(NOW, 15, NOW - HOUR, DEFAULT) == NOW + 2 * MINUTE


# What surrounds a case ------------------------------------------------------------------------------------


def test_a_point_gives_the_routes_it_can_carry() -> None:
    assert ways_of(phone()) == (Route.PHONE, Route.SMS)
    assert ways_of(phone(line=Line.FIXED)) == (Route.PHONE,)
    assert ways_of(phone(line=Line.TOLL_FREE)) == ()
    assert ways_of(phone(usability=Usability.WRONG)) == ()
    assert ways_of(phone(value="")) == ()
    assert ways_of(handle()) == (Route.INSTAGRAM,)


def test_looking_around_tells_whether_another_way_is_left() -> None:
    called = attempt(Outcome.POWERED_OFF)
    assert look_around([phone()], NOW, called) == Around(True, NOW, True)
    assert look_around([phone(line=Line.FIXED)], NOW, called) == Around(True, NOW, False)
    assert look_around([phone(line=Line.FIXED), handle()], NOW, called).other_route
    assert look_around([], None) == Around(False, None, False)


def test_what_a_person_says_of_a_message_moves_only_whom_it_did_not_reach() -> None:
    waiting = after(tried(Outcome.MESSAGE_SENT, Route.SMS))
    went = advance(waiting, event(EventKind.SEND_SETTLED, id=2, added=True), FREE, DEFAULT)
    assert went == waiting
    lost = advance(waiting, event(EventKind.SEND_SETTLED, id=2, at=NOW + MINUTE), FREE, DEFAULT)
    assert (lost.state, lost.next_at) == (State.RETRY, NOW + MINUTE)


def test_why_a_case_was_closed_is_said_as_long_as_it_stays_closed() -> None:
    resolved = after(event(EventKind.RESOLVED, reason="직접 오심"))
    assert advance(resolved, tried(Outcome.NO_ANSWER, id=2), FREE, DEFAULT).closed_reason == "직접 오심"
    given_up = after(event(EventKind.CLOSED, reason="닿지 않음"))
    assert (given_up.state, given_up.closed_reason) == (State.UNREACHABLE, "닿지 않음")
    assert advance(given_up, tried(Outcome.NO_ANSWER, id=2), FREE, DEFAULT).closed_reason == ""


def test_an_attempt_at_no_contact_point_uses_none_up() -> None:
    at_the_counter = attempt(Outcome.NO_ANSWER, Route.SMS, point_id=None)
    assert look_around([phone(line=Line.FIXED)], None, at_the_counter).other_route
    assert not look_around([phone(line=Line.FIXED)], None, attempt()).other_route
