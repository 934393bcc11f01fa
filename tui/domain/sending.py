"""A message handed to a gateway: where it stands, how that moves, and what it means for the case.

It is written down before anything goes out, and each step is committed before the next is taken.  What the
provider says only ever adds to what is known, so reports may come in any order, late or twice: a proof and a
denial are kept apart, the strongest of each, and the state follows from both.  A failure beside a proof of
receipt is a contradiction that a person looks at.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from tui.domain.model import HOUR, MINUTE, Millis
from tui.domain.words import Evidence


class SendState(StrEnum):
    """PREPARED and WITHDRAWN: nothing went out.  SENDING: it may be on its way, nobody else may send it.

    UNKNOWN: it may have gone out, and nobody knows.  CONTRADICTED: a failure and a proof were both said.
    The settled ones are a person's word for either, not the provider's.
    """

    PREPARED = "prepared"
    SENDING = "sending"
    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CONTRADICTED = "contradicted"
    SETTLED_SENT = "settled_sent"
    SETTLED_NOT_SENT = "settled_not_sent"
    WITHDRAWN = "withdrawn"


OPEN = frozenset((SendState.PREPARED, SendState.SENDING, SendState.UNKNOWN))
"""Another message of the same customer to the same number has to wait for these."""
OUT = frozenset((SendState.ACCEPTED, SendState.SENT, SendState.DELIVERED, SendState.SETTLED_SENT))
"""It went out as far as anybody can tell: how far it came is another question."""
FELL_THROUGH = frozenset((SendState.REFUSED, SendState.FAILED))
UNSURE = frozenset((SendState.UNKNOWN, SendState.CONTRADICTED))
"""Nobody knows: a person is shown what is at stake and may settle it."""
NOTHING_SENT = frozenset((SendState.WITHDRAWN, SendState.REFUSED, SendState.SETTLED_NOT_SENT))
SETTLED = frozenset((SendState.SETTLED_SENT, SendState.SETTLED_NOT_SENT))

_NOT_OUT = frozenset((SendState.PREPARED, SendState.SENDING))
_OF_THE_ACCOUNT = frozenset(("balance", "keys", "account", "clock"))
"""Refusals that say nothing of the message: once a person has seen to the account, the same one may go.  The
sender stands in the message itself."""

PRACTICE_NOTE = "연습 · practice"
"""Stands on attempts that a practice gateway made: in both languages, for it is written once."""
LONGEST_SAID = 200


class Word(NamedTuple):
    """Something that the provider said of a message, in its own code and words.

    `rung` is what it proves (ACCEPTED, SENT, DELIVERED; THIRD_PARTY for read), NONE for a failure.  Of two
    words the greater counts, so that the order in which they came does not matter.
    """

    rung: Evidence
    at: Millis
    code: str
    said: str


class Answered(NamedTuple):
    """What came of handing it over: `state` is ACCEPTED, REFUSED or UNKNOWN.

    `stops` where the provider would refuse every other message, too: the number is not to blame then.
    """

    state: SendState
    message_id: str = ""
    code: str = ""
    said: str = ""
    why: str = ""
    stops: bool = False


class Reported(NamedTuple):
    """What the provider said later of the message with our id; `at` by the provider, if it said when."""

    send_id: int
    message_id: str
    code: str
    said: str
    at: Millis | None = None


class Send(NamedTuple):
    """One message to one contact point.  `practice` where the gateway reaches nobody.

    `together` is the id of the first of those that were prepared as one.  `to` and `sender` are E.164, `cost`
    is in won (0 where no price is known).  `attempt_id` is the attempt of the case that says that a message
    was sent, `failure_id` the one that says that it could not be.
    """

    id: int
    together: int
    case_id: int
    point_id: int
    gateway: str
    provider: str
    practice: bool
    to: str
    sender: str
    text: str
    subject: str
    cost: int
    staff: str
    prepared_at: Millis
    allowed: tuple[str, ...] = ()
    """Codes of the doubts that the person had read and set aside (send_checks.ASKS)."""
    state: SendState = SendState.PREPARED
    not_before: Millis = 0
    sending_at: Millis | None = None
    answered_at: Millis | None = None
    reported_at: Millis | None = None
    message_id: str = ""
    why: str = ""
    """Code of the sentence (area sending, why_…) for why nothing, or nothing certain, came of it."""
    proof: Word | None = None
    """The strongest word that it went out or came through."""
    denial: Word | None = None
    """The word that it did not."""
    refused: bool = False
    """The denial was the provider's answer: nothing was sent."""
    settled: str = ""
    """A person's word: "sent" or "not_sent"."""
    settled_by: str = ""
    settled_at: Millis | None = None
    note: str = ""
    attempt_id: int | None = None
    failure_id: int | None = None

    @property
    def reference(self) -> str:
        """What the provider is given to name it by."""
        return f"{_REFERENCE}{self.id}"

    @property
    def rung(self) -> Evidence:
        """How far it is known to have come: never more than the provider said."""
        if self.state not in OUT or self.proof is None:
            return Evidence.NONE
        return min(self.proof.rung, Evidence.DELIVERED)


_REFERENCE = "sonnim-"


def id_of(reference: str) -> int | None:
    """The send that a reference names; None for a reference that is not ours."""
    digits = reference.removeprefix(_REFERENCE)
    ours = digits != reference and digits.isascii() and digits.isdecimal() and len(digits) < 20
    return int(digits) if ours and int(digits) < 1 << 63 else None


class Effect(StrEnum):
    """What a step of a send means for its case."""

    MESSAGE_SENT = "message_sent"
    """An attempt: it waits for an answer."""
    UNDELIVERABLE = "undeliverable"
    """An attempt: it comes back by its next route."""
    LOOK = "look"
    """Nobody knows whether it went out: a person has to look."""


def after_answer(send: Send, answered: Answered, now: Millis) -> Send:
    """The send after the gateway's answer.  Refused for the account's sake it waits in its place, for nothing
    was sent; unless it was taken for lost meanwhile, which a person settles."""
    if answered.stops and answered.why in _OF_THE_ACCOUNT and send.state in _NOT_OUT:
        return put_off(send, send.not_before, answered.why)
    word = _word(Evidence.ACCEPTED, answered.code, answered.said, None)
    known = send._replace(
        answered_at=now, message_id=send.message_id or answered.message_id, why=answered.why or send.why
    )
    if answered.state is SendState.ACCEPTED:
        return _standing(known._replace(proof=_greater(send.proof, word), why=""))
    if answered.state is SendState.REFUSED:
        denial = word._replace(rung=Evidence.NONE)
        return _standing(known._replace(denial=_greater(send.denial, denial), refused=True))
    return _standing(known._replace(state=_unless_known(send.state)))


def after_report(send: Send, report: Reported, now: Millis) -> Send:
    """The send after a report, by what the provider's code is worth.  What says nothing changes nothing."""
    from tui.domain.providers import Level, meaning_of

    rungs = {
        Level.ACCEPTED: Evidence.ACCEPTED,
        Level.CARRIER: Evidence.SENT,
        Level.DELIVERED: Evidence.DELIVERED,
        Level.READ: Evidence.THIRD_PARTY,
        Level.FAILED: Evidence.NONE,
    }
    rung = rungs.get(meaning_of(send.provider, "", report.code, report.said).level)
    if rung is None:
        return send
    word = _word(rung, report.code, report.said, report.at)
    known = send._replace(reported_at=now, message_id=send.message_id or report.message_id)
    if rung is Evidence.NONE:
        return _standing(known._replace(denial=_greater(send.denial, word)))
    return _standing(known._replace(proof=_greater(send.proof, word)))


def put_off(send: Send, not_before: Millis, why: str) -> Send:
    """It certainly never went out: it waits for another try.  Anything but a message being sent stays."""
    if send.state is not SendState.SENDING:
        return send
    return send._replace(state=SendState.PREPARED, sending_at=None, not_before=not_before, why=why)


def lost(send: Send, now: Millis) -> Send:
    """Whoever was sending it is gone: it may have gone out."""
    if send.state is not SendState.SENDING:
        return send
    return send._replace(state=SendState.UNKNOWN, answered_at=now, why="interrupted")


def settle(send: Send, was_sent: bool, staff: str, note: str, now: Millis) -> Send:
    """A person's word for what nobody knows; said again, it replaces their earlier word."""
    if send.state not in UNSURE | SETTLED:
        return send
    said = "sent" if was_sent else "not_sent"
    return _standing(send._replace(settled=said, settled_by=staff, settled_at=now, note=note))


def effects(before: Send, after: Send, *, stops: bool = False) -> tuple[Effect, ...]:
    """What the step means for the case; each attempt is made once only.

    `stops`: refused as every other message would be.  Then nothing was tried with this customer.
    """
    if after.state in OUT and after.attempt_id is None:
        return (Effect.MESSAGE_SENT,)
    if after.state in FELL_THROUGH and after.failure_id is None and not stops:
        return (Effect.UNDELIVERABLE,)
    if after.state in UNSURE and before.state is not after.state:
        return (Effect.LOOK,)
    return ()


def next_ask(asked: int, sent_at: Millis, now: Millis) -> Millis | None:
    """When to ask for a report again after `asked` times; None where nothing more is to be expected."""
    if now - sent_at > _ASKED_FOR:
        return None
    return now + _ASK_AFTER[min(asked, len(_ASK_AFTER) - 1)]


_ASK_AFTER: tuple[Millis, ...] = tuple(
    1000 * seconds for seconds in (3, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600)
)
_ASKED_FOR = 73 * HOUR
"""Carriers keep a message for a switched-off telephone for up to three days."""
LEASE: Millis = MINUTE
"""After this long without a word whoever was sending a message is taken for gone; a POST ends far sooner."""


def _word(rung: Evidence, code: str, said: str, at: Millis | None) -> Word:
    return Word(rung, at or 0, code[:40], said[:LONGEST_SAID])


def _greater(known: Word | None, new: Word) -> Word:
    return new if known is None else max(known, new)


def _unless_known(state: SendState) -> SendState:
    return SendState.UNKNOWN if state in (SendState.PREPARED, SendState.SENDING) else state


_OF_RUNG = {
    Evidence.ACCEPTED: SendState.ACCEPTED,
    Evidence.SENT: SendState.SENT,
    Evidence.DELIVERED: SendState.DELIVERED,
    Evidence.THIRD_PARTY: SendState.DELIVERED,
}


def _standing(send: Send) -> Send:
    """The send in the state that follows from what is known of it."""
    return send._replace(state=_state(send))


def _state(send: Send) -> SendState:
    proof, denial = send.proof, send.denial
    told = (
        {"sent": SendState.SETTLED_SENT, "not_sent": SendState.SETTLED_NOT_SENT}[send.settled]
        if send.settled
        else None
    )
    if denial is not None and proof is not None and (send.refused or proof.rung >= Evidence.DELIVERED):
        return told or SendState.CONTRADICTED
    if denial is not None:
        return SendState.REFUSED if send.refused else SendState.FAILED
    if proof is not None:
        return _OF_RUNG[proof.rung]
    return told or send.state
