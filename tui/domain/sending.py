"""A message handed to a gateway: where it stands, and how that moves.

It is written down before anything goes out, and each step is committed before the next is taken.  Its state
only ever moves up the ladder; a failure said after a proof of receipt is a contradiction, not a step.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from tui.domain.model import Millis


class SendState(StrEnum):
    """PREPARED and WITHDRAWN: nothing went out.  SENDING: it may be on its way, nobody else may send it."""

    PREPARED = "prepared"
    SENDING = "sending"
    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"


class Send(NamedTuple):
    """One message to one contact point.  `practice` where the gateway reaches nobody.

    `message_id`, `code` and `said` are the provider's own; `cost` is in won, by the settings' price list.
    `attempt_id` is the attempt of the case that says that a message was sent; None until it was accepted.
    """

    id: int
    case_id: int
    point_id: int
    gateway: str
    provider: str
    practice: bool
    to: str
    sender: str
    text: str
    subject: str
    state: SendState
    staff: str
    prepared_at: Millis
    sending_at: Millis | None = None
    answered_at: Millis | None = None
    reported_at: Millis | None = None
    message_id: str = ""
    code: str = ""
    said: str = ""
    why: str = ""
    """Code of the sentence for why nothing, or nothing certain, came of it."""
    cost: int = 0
    attempt_id: int | None = None

    @property
    def reference(self) -> str:
        """What the provider is given to name it by."""
        return f"sonnim-{self.id}"
