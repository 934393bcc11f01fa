"""What every gateway offers, and the four things that can come of handing it a message.

A gateway makes one request for one message and never tries again by itself: whether to is decided by who
knows what was committed (outbox.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from tui.domain.model import Millis


class Outgoing(NamedTuple):
    """One message.  `reference` is ours: it goes along in the provider's field for it and comes back in
    reports.  `to` and `sender` are E.164.  `subject` is "" for an SMS."""

    reference: str
    to: str
    sender: str
    text: str
    subject: str = ""


class Accepted(NamedTuple):
    """The provider took it: `message_id` is its own name for the message, `code` and `said` its words."""

    message_id: str
    code: str = ""
    said: str = ""


class Refused(NamedTuple):
    """The provider said no: nothing was sent.  `stops` where every other message would be refused as well
    (no balance, a wrong key, an unregistered sender); the sentence is then say("gateway.stop_" + why)."""

    code: str
    said: str
    stops: bool = False
    why: str = ""


class NotSent(NamedTuple):
    """It certainly never reached the provider: no connection was made, or it was put off by a 429.

    It may be tried again after `after` seconds.  The sentence is say("gateway." + why).
    """

    why: str
    after: float = 0.0


class Unknown(NamedTuple):
    """Something went out and no answer that can be believed came back.  Never tried again by itself.

    The sentence is say("gateway." + why) (deadline, reset, garbage, …); `said` the first of what came back.
    """

    why: str
    said: str = ""


Answer = Accepted | Refused | NotSent | Unknown


class Asked(NamedTuple):
    """A message whose fate is asked for: by the provider's id where there is one, else by our reference.

    `to` and `text` are for providers that keep no reference of ours: without an id they can only look for a
    message to that number with that text."""

    reference: str
    message_id: str
    sent_at: Millis
    to: str = ""
    text: str = ""


class Report(NamedTuple):
    """What the provider says became of one message; `code` is judged by domain/providers.py."""

    reference: str
    message_id: str
    code: str
    said: str
    at: Millis | None = None


class Gateway(Protocol):
    """One account at one provider.  `provider` names the table of codes in domain/providers.toml.

    `practice` gateways reach nobody, and everything that shows them says so.
    """

    name: str
    provider: str
    practice: bool
    sender: str
    """E.164 of the registered number that messages come from."""

    async def send(self, message: Outgoing) -> Answer:
        """One request under one deadline; raises nothing but asyncio.CancelledError."""
        ...

    async def reports(self, asked: Sequence[Asked]) -> list[Report]:
        """What is known of these messages; those of which nothing is known are left out.  May raise
        GatewayError where the provider cannot be asked."""
        ...

    async def aclose(self) -> None: ...


class GatewayError(Exception):
    """The provider could not be asked; nothing was changed.  Sentence: say("gateway." + code, **fields)."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields
