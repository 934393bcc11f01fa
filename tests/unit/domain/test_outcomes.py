"""The table of outcomes, held against the design's."""

from __future__ import annotations

import pytest

from tests.making import attempt
from tui.domain.outcomes import BY_KEY, OUTCOMES, ROUTES_OF, OutcomeRule, evidence_of
from tui.domain.words import LANE_OF, UNREACHED, Evidence, Lane, Outcome, Route, State, Usability

TABLE = """
1 confirmed reached
2 change_requested action
3 cancel_requested action
4 no_answer retry
5 busy retry
6 powered_off retry next
7 voicemail waiting
8 callback callback
9 message_sent waiting
t third_party waiting
r rejected retry next
w wrong_number retry next
d disconnected retry next
e undeliverable retry next
p paged retry
k picked_up resolved
n notice_posted waiting
x do_not_contact do_not_contact
"""


def test_every_outcome_has_the_key_the_state_and_the_flags_of_the_design() -> None:
    lines = [line.split() for line in TABLE.strip().splitlines()]
    assert {Outcome(line[1]) for line in lines} == set(OUTCOMES) == set(Outcome)
    for key, name, state, *flags in lines:
        rule = BY_KEY[key]
        assert (rule.outcome, rule.state, rule.next_route) == (name, state, flags == ["next"])
    assert len(BY_KEY) == len(OUTCOMES)


def reaching_without_an_answer(rules: list[OutcomeRule]) -> list[Outcome]:
    """Outcomes that leave the unreached without the customer's answer; a refusal is counted apart."""
    answered = {State.REACHED, State.ACTION, State.RESOLVED}
    return [
        rule.outcome
        for rule in rules
        if (rule.evidence is Evidence.ANSWERED) != rule.reached
        or (rule.state in answered) != rule.reached
        or (rule.state not in UNREACHED and not rule.reached and rule.state is not State.DO_NOT_CONTACT)
    ]


def test_only_the_customers_own_answer_reaches() -> None:
    assert reaching_without_an_answer(list(OUTCOMES.values())) == []


def test_a_table_in_which_a_sent_message_reaches_would_be_noticed() -> None:
    spoiled = OUTCOMES[Outcome.MESSAGE_SENT]._replace(state=State.REACHED)
    also = OUTCOMES[Outcome.VOICEMAIL]._replace(evidence=Evidence.ANSWERED)
    assert reaching_without_an_answer([spoiled, also]) == [Outcome.MESSAGE_SENT, Outcome.VOICEMAIL]


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("evidence", Evidence)
def test_evidence_of_an_attempt_is_answered_only_where_the_outcome_is(
    outcome: Outcome, evidence: Evidence
) -> None:
    known = evidence_of(attempt(outcome, evidence=evidence))
    assert (known is Evidence.ANSWERED) == OUTCOMES[outcome].reached


def test_a_delivery_report_raises_the_evidence_of_a_sent_message_and_no_further() -> None:
    assert evidence_of(attempt(Outcome.MESSAGE_SENT)) is Evidence.SENT
    assert evidence_of(attempt(Outcome.MESSAGE_SENT, evidence=Evidence.DELIVERED)) is Evidence.DELIVERED
    assert evidence_of(attempt(Outcome.MESSAGE_SENT, evidence=Evidence.ANSWERED)) is Evidence.THIRD_PARTY


def test_a_point_is_spoiled_by_a_wrong_or_dead_number_only() -> None:
    spoiling = {rule.outcome: rule.spoils for rule in OUTCOMES.values() if rule.spoils is not None}
    assert spoiling == {
        Outcome.WRONG_NUMBER: Usability.WRONG,
        Outcome.DISCONNECTED: Usability.DISCONNECTED,
    }


def test_every_outcome_says_by_which_routes_it_can_come_about() -> None:
    assert ROUTES_OF.keys() == OUTCOMES.keys()
    assert all(ROUTES_OF.values())
    assert ROUTES_OF[Outcome.NO_ANSWER] == (Route.PHONE,)
    assert Route.PHONE not in ROUTES_OF[Outcome.MESSAGE_SENT]
    assert {outcome for outcome, routes in ROUTES_OF.items() if Route.NOTICE in routes} == {
        rule.outcome for rule in OUTCOMES.values() if rule.many
    }


def test_the_unreached_are_those_before_the_settled_lane() -> None:
    assert {state for state in State if LANE_OF[state] is not Lane.SETTLED} == UNREACHED


def test_only_what_would_fail_by_the_same_route_again_asks_for_another_one() -> None:
    assert {rule.outcome for rule in OUTCOMES.values() if rule.next_route} == {
        Outcome.POWERED_OFF,
        Outcome.REJECTED,
        Outcome.WRONG_NUMBER,
        Outcome.DISCONNECTED,
        Outcome.UNDELIVERABLE,
    }
