"""What `list` says of the latest message to a customer."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from tests.making import SUNDAY_1640 as NOW
from tests.making import attempt, case, phone
from tests.sending import send
from tui.commands.cases import delivery
from tui.domain.model import HOUR, Case
from tui.domain.policy import DEFAULT
from tui.domain.sending import PRACTICE_NOTE, Send, SendState
from tui.domain.words import Evidence, Outcome, Route

DESK = SimpleNamespace(outages=(), policy=DEFAULT)
SENT = attempt(Outcome.MESSAGE_SENT, Route.SMS, at=NOW, evidence=Evidence.ACCEPTED, id=7)


def said(*sends: Send, one: Case | None = None) -> str:
    found = replace(case(phone(), attempts=(SENT,)) if one is None else one, sends=sends)
    return delivery(found, DESK)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (SendState.ACCEPTED, "accepted"),
        (SendState.SENT, "accepted"),
        (SendState.DELIVERED, "delivered"),
        (SendState.CONTRADICTED, "unconfirmed"),
        (SendState.SETTLED_SENT, "accepted"),
    ],
)
def test_a_message_is_known_as_far_as_its_own_ladder(state: SendState, word: str) -> None:
    assert said(send(state=state)._replace(attempt_id=7)) == word
    assert said(send(state=state, at=NOW - HOUR)._replace(attempt_id=6)) == "accepted"


def test_what_nobody_knows_is_unconfirmed_and_what_failed_has_failed() -> None:
    assert said(send(state=SendState.UNKNOWN), one=case(phone())) == "unconfirmed"
    failed = attempt(Outcome.UNDELIVERABLE, Route.SMS, at=NOW, id=8)
    one = case(phone(), attempts=(SENT, failed))
    assert said(send(state=SendState.FAILED)._replace(attempt_id=7, failure_id=8), one=one) == "failed"


def test_practice_is_no_message() -> None:
    rehearsed = case(phone(), attempts=(SENT._replace(note=PRACTICE_NOTE),))
    assert (
        said(send(state=SendState.DELIVERED, practice=True)._replace(attempt_id=7), one=rehearsed) == "none"
    )
