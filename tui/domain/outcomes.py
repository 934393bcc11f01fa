"""What each outcome does to a case: one row of flags each.  No other code asks for an outcome by name."""

from __future__ import annotations

from typing import NamedTuple

from tui.domain.model import Attempt
from tui.domain.words import Evidence, Outcome, Route, State, Usability


class OutcomeRule(NamedTuple):
    """One row of the table.

    `state` is where the case goes (rules.py may turn RETRY into NO_ROUTE when no contact point is left).
    `reached` holds exactly where `evidence` is ANSWERED: the customer spoke, replied or stood at the counter.
    """

    outcome: Outcome
    key: str
    """The digit or letter that logs it on the board."""
    state: State
    evidence: Evidence = Evidence.NONE
    """The most that this outcome proves by itself."""
    reached: bool = False
    spoils: Usability | None = None
    """What the contact point that was tried becomes; None leaves it as it is."""
    next_route: bool = False
    """The same route is not worth repeating: another one is taken at once where there is one."""
    many: bool = False
    """Logged for many cases at once, and reaches none of them."""
    wants_time: bool = False
    """Asks when: `callback_at` of the attempt."""
    spoken: bool = False
    """Comes of a call unless somebody names another way, whatever way would have been suggested."""
    closes: bool = False
    """Nothing is owed to the customer afterwards, or nobody may contact them any more."""


_ROWS = (
    OutcomeRule(Outcome.CONFIRMED, "1", State.REACHED, Evidence.ANSWERED, reached=True),
    OutcomeRule(Outcome.CHANGE_REQUESTED, "2", State.ACTION, Evidence.ANSWERED, reached=True),
    OutcomeRule(Outcome.CANCEL_REQUESTED, "3", State.ACTION, Evidence.ANSWERED, reached=True),
    OutcomeRule(Outcome.NO_ANSWER, "4", State.RETRY),
    OutcomeRule(Outcome.BUSY, "5", State.RETRY),
    OutcomeRule(Outcome.POWERED_OFF, "6", State.RETRY, next_route=True),
    OutcomeRule(Outcome.VOICEMAIL, "7", State.WAITING, Evidence.SENT),
    # Whoever picked up may have been anyone, so a promised call proves nothing yet.
    OutcomeRule(Outcome.CALLBACK, "8", State.CALLBACK, wants_time=True, spoken=True),
    OutcomeRule(Outcome.MESSAGE_SENT, "9", State.WAITING, Evidence.SENT),
    OutcomeRule(Outcome.THIRD_PARTY, "t", State.WAITING, Evidence.THIRD_PARTY),
    OutcomeRule(Outcome.REJECTED, "r", State.RETRY, next_route=True),
    OutcomeRule(Outcome.WRONG_NUMBER, "w", State.RETRY, spoils=Usability.WRONG, next_route=True),
    OutcomeRule(Outcome.DISCONNECTED, "d", State.RETRY, spoils=Usability.DISCONNECTED, next_route=True),
    OutcomeRule(Outcome.UNDELIVERABLE, "e", State.RETRY, next_route=True),
    OutcomeRule(Outcome.PAGED, "p", State.RETRY),
    OutcomeRule(Outcome.PICKED_UP, "k", State.RESOLVED, Evidence.ANSWERED, reached=True, closes=True),
    OutcomeRule(Outcome.NOTICE_POSTED, "n", State.WAITING, many=True),
    OutcomeRule(Outcome.DO_NOT_CONTACT, "x", State.DO_NOT_CONTACT, closes=True),
)

_CALL = (Route.PHONE,)
_MESSAGE = (Route.SMS, Route.INSTAGRAM, Route.KAKAO, Route.EMAIL)
_PERSONAL = _CALL + _MESSAGE
_TALK = (*_PERSONAL, Route.PAGE)

ROUTES_OF: dict[Outcome, tuple[Route, ...]] = {
    Outcome.CONFIRMED: _TALK,
    Outcome.CHANGE_REQUESTED: _TALK,
    Outcome.CANCEL_REQUESTED: _TALK,
    Outcome.NO_ANSWER: _CALL,
    Outcome.BUSY: _CALL,
    Outcome.POWERED_OFF: _CALL,
    Outcome.VOICEMAIL: _CALL,
    Outcome.CALLBACK: _TALK,
    Outcome.MESSAGE_SENT: _MESSAGE,
    Outcome.THIRD_PARTY: _TALK,
    Outcome.REJECTED: _PERSONAL,
    Outcome.WRONG_NUMBER: _PERSONAL,
    Outcome.DISCONNECTED: _PERSONAL,
    Outcome.UNDELIVERABLE: _MESSAGE,
    Outcome.PAGED: (Route.PAGE,),
    Outcome.PICKED_UP: (Route.PAGE,),
    Outcome.NOTICE_POSTED: (Route.NOTICE,),
    Outcome.DO_NOT_CONTACT: _TALK,
}
"""The routes that an outcome can be the result of, the usual one first."""

OUTCOMES: dict[Outcome, OutcomeRule] = {row.outcome: row for row in _ROWS}
USUAL_ROUTES: dict[Outcome, tuple[Route, ...]] = {
    outcome: _CALL if OUTCOMES[outcome].spoken else routes for outcome, routes in ROUTES_OF.items()
}
"""Those of them by which it came where nobody says by which."""
BY_KEY: dict[str, OutcomeRule] = {row.key: row for row in _ROWS}


def evidence_of(attempt: Attempt) -> Evidence:
    """What is known of one attempt: its own evidence (NONE means "as the outcome says"), never rounded up.

    A provider may say that a message was delivered, but only an outcome in which the customer answered
    counts as ANSWERED.
    """
    rule = OUTCOMES[attempt.outcome]
    if attempt.evidence is Evidence.NONE or rule.reached:
        return rule.evidence
    return min(attempt.evidence, Evidence.THIRD_PARTY)
