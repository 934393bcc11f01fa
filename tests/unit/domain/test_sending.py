"""A message's ladder: the same end whatever the order of what is said, and never more than was said."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import SUNDAY_1640 as NOW
from tests.sending import ACCEPTED, REFUSED, UNKNOWN, report, send
from tui.domain.model import DAY, Millis
from tui.domain.sending import (
    FELL_THROUGH,
    LEASE,
    OUT,
    Effect,
    Reported,
    Send,
    SendState,
    after_answer,
    after_report,
    effects,
    id_of,
    lost,
    next_ask,
    put_off,
    settle,
)
from tui.domain.words import Evidence

SENDING = send(state=SendState.SENDING)


def told(*codes: str, start: Send = SENDING) -> Send:
    """After reports with these Solapi codes, in that order."""
    for number, code in enumerate(codes):
        start = after_report(start, report(start.id, code, at=NOW + number), NOW + number)
    return start


@pytest.mark.parametrize(
    ("codes", "state"),
    [
        (("2000",), SendState.ACCEPTED),
        (("2000", "3000"), SendState.SENT),
        (("2000", "3000", "4000"), SendState.DELIVERED),
        (("4000", "3000", "2000"), SendState.DELIVERED),
        (("3000", "3042"), SendState.FAILED),
        (("3042", "3000"), SendState.FAILED),
        (("4000", "3042"), SendState.CONTRADICTED),
        (("3042", "4000"), SendState.CONTRADICTED),
        (("something", "", "9"), SendState.SENDING),
    ],
)
def test_the_ladder_is_climbed_in_any_order(codes: tuple[str, ...], state: SendState) -> None:
    assert told(*codes).state is state


def test_a_thousand_reports_shuffled_lead_to_one_end() -> None:
    codes = ("2000", "3000", "4000", "3042", "3043", "7777", "pending", "complete")
    chance = random.Random(5)
    for kinds in (codes[:3], codes[:1], codes[3:], codes, ("2000", "3000", "3042", "complete")):
        reports = [report(1, chance.choice(kinds), at=NOW + chance.randrange(50)) for _ in range(1000)]
        ends = set()
        for _ in range(8):
            chance.shuffle(reports)
            end = after_answer(SENDING, ACCEPTED, NOW)
            for said in reports:
                end = after_report(end, said, NOW)
            ends.add(end)
        assert len(ends) == 1


def overwriting(now: Send, said: Reported) -> Send:
    """The mistake to be found: the last report wins."""
    states = {"2000": SendState.ACCEPTED, "3000": SendState.SENT, "4000": SendState.DELIVERED}
    return now._replace(state=states.get(said.code, SendState.FAILED))


def test_an_end_that_hangs_on_the_order_would_be_noticed() -> None:
    ends = set()
    for codes in (("2000", "4000"), ("4000", "2000")):
        end = SENDING
        for code in codes:
            end = overwriting(end, report(1, code))
        ends.add(end)
    assert len(ends) == 2


_steps = st.one_of(
    st.sampled_from(["2000", "3000", "4000", "3042", "0000", "late"]).map(
        lambda code: lambda one: after_report(one, report(1, code), NOW)
    ),
    st.sampled_from([ACCEPTED, REFUSED, UNKNOWN]).map(lambda said: lambda one: after_answer(one, said, NOW)),
    st.booleans().map(lambda sent: lambda one: settle(one, sent, "수현", "", NOW)),
    st.just(lambda one: lost(one, NOW)),
    st.just(lambda one: put_off(one, NOW, "throttled")),
)


@given(st.lists(_steps, max_size=12))
def test_nothing_is_called_more_than_was_said_and_what_went_never_waits_again(steps: list[object]) -> None:
    now = SENDING
    for step in steps:
        before, now = now, step(now)  # type: ignore[operator]
        assert step(now) == now or now.state is SendState.PREPARED  # type: ignore[operator]
        if now.state is SendState.DELIVERED:
            assert now.proof is not None
            assert now.proof.rung >= Evidence.DELIVERED
        if now.state in (SendState.ACCEPTED, SendState.SENT):
            assert now.proof is not None
        if before.state in OUT or before.state in (SendState.UNKNOWN, SendState.CONTRADICTED):
            assert now.state not in (SendState.PREPARED, SendState.SENDING, SendState.WITHDRAWN)
        assert now.rung <= (now.proof.rung if now.proof else Evidence.NONE)


@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_a_provider_writes_proves_nothing_that_is_not_in_its_table(code: str, said: str) -> None:
    after = after_report(after_answer(SENDING, ACCEPTED, NOW), report(1, "x" + code, said=said), NOW)
    assert after.state is not SendState.DELIVERED or after.proof is not None
    assert len(after.denial.said if after.denial else "") <= 200


def test_an_answer_is_taken_for_no_more_than_it_is() -> None:
    accepted = after_answer(SENDING, ACCEPTED, NOW)
    assert (accepted.state, accepted.message_id, accepted.rung) == (
        SendState.ACCEPTED,
        "M4V1",
        Evidence.ACCEPTED,
    )
    assert after_answer(SENDING, REFUSED, NOW).state is SendState.REFUSED
    unknown = after_answer(SENDING, UNKNOWN, NOW)
    assert (unknown.state, unknown.why, unknown.rung) == (SendState.UNKNOWN, "deadline", Evidence.NONE)
    # What was taken for lost and then answered, or answered after a report, keeps the better knowledge.
    assert after_answer(lost(SENDING, NOW), ACCEPTED, NOW).state is SendState.ACCEPTED
    assert after_answer(told("4000"), UNKNOWN, NOW).state is SendState.DELIVERED
    assert after_answer(told("3000"), REFUSED, NOW).state is SendState.CONTRADICTED


def test_a_persons_word_stands_where_the_provider_says_nothing_and_beside_what_it_says_later() -> None:
    unknown = after_answer(SENDING, UNKNOWN, NOW)
    sent = settle(unknown, True, "민호", "업체 화면에서 봄", NOW)
    assert (sent.state, sent.rung, sent.settled_by) == (SendState.SETTLED_SENT, Evidence.NONE, "민호")
    assert told("3000", start=sent).state is SendState.SENT
    assert told("3042", start=sent).state is SendState.FAILED
    not_sent = settle(unknown, False, "민호", "", NOW)
    assert told("4000", start=not_sent).state is SendState.DELIVERED
    both = told("4000", "3042")
    assert settle(both, False, "민호", "", NOW).state is SendState.SETTLED_NOT_SENT
    assert settle(told("4000"), False, "민호", "", NOW).state is SendState.DELIVERED


def test_a_case_is_moved_once_for_each_thing_that_is_learned() -> None:
    accepted = after_answer(SENDING, ACCEPTED, NOW)
    assert effects(SENDING, accepted) == (Effect.MESSAGE_SENT,)
    logged = accepted._replace(attempt_id=9)
    assert effects(logged, told("4000", start=logged)) == ()
    failed = told("3042", start=logged)
    assert effects(logged, failed) == (Effect.UNDELIVERABLE,)
    assert effects(failed, told("3043", start=failed._replace(failure_id=10))) == ()
    refused = after_answer(SENDING, REFUSED, NOW)
    assert effects(SENDING, refused) == (Effect.UNDELIVERABLE,)
    assert effects(SENDING, refused, stops=True) == ()
    unknown = after_answer(SENDING, UNKNOWN, NOW)
    assert effects(SENDING, unknown) == (Effect.LOOK,)
    assert effects(unknown, unknown) == ()
    assert refused.state in FELL_THROUGH


def test_a_reference_names_one_message_of_ours_or_none() -> None:
    assert id_of(send(12345).reference) == 12345
    for other in (
        "",
        "12345",
        "sonnim-",
        "sonnim-1x",
        "sonnim-١",
        "sonnim-" + "9" * 19,
        "sonnim-" + "9" * 25,
        "shop-1",
    ):
        assert id_of(other) is None


def test_reports_are_asked_for_ever_less_often_and_not_for_ever() -> None:
    waits = [next_ask(asked, NOW, NOW) for asked in range(40)]
    assert all(isinstance(moment, Millis) and moment > NOW for moment in waits)
    assert waits == sorted(moment for moment in waits if moment is not None)
    assert next_ask(3, NOW, NOW + 4 * DAY) is None


def test_the_store_knows_how_long_a_sender_is_believed_to_be_alive() -> None:
    from tui.store import sqlite_sends

    assert sqlite_sends._LEASE == LEASE


def test_while_proof_and_denial_stand_side_by_side_nothing_is_proved() -> None:
    both = told("4000", "3042")
    assert (both.state, both.rung) == (SendState.CONTRADICTED, Evidence.NONE)
    assert told("4000").rung is Evidence.DELIVERED


def test_what_waits_again_already_is_not_refused_by_a_late_word_about_the_account() -> None:
    balance = REFUSED._replace(stops=True, why="balance")
    waiting = put_off(SENDING, NOW, "balance")
    assert after_answer(waiting, balance, NOW) == waiting
    assert after_answer(waiting, REFUSED, NOW).state is SendState.REFUSED


def test_a_persons_word_is_taken_only_where_nobody_knows() -> None:
    for known in (SENDING, send(), told("4000"), told("3042"), after_answer(SENDING, REFUSED, NOW)):
        assert settle(known, True, "민호", "봤음", NOW) == known
