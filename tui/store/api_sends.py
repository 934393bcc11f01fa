"""What every store offers for messages handed to a gateway.

A message is written down (prepared), begun by exactly one process, and only then handed over; each step is
committed before the call returns.  Nothing that may have gone out is ever begun a second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from tui.domain.model import Millis
from tui.domain.sending import LEASE, Answered, Reported, Send, SendState


class Prepared(NamedTuple):
    """`taken` are written down (by this call, or by the same one before).  `doubled` are the messages that
    stand in the way of the others: the customer has been sent one just now, or is about to."""

    taken: tuple[Send, ...]
    doubled: tuple[Send, ...] = ()


class Stopped(NamedTuple):
    """A gateway that would refuse every message.  `why` is the code of a sentence, `code` and `said` are the
    provider's own."""

    gateway: str
    why: str
    code: str
    said: str
    at: Millis


class Queue(NamedTuple):
    """One gateway's messages.  `next_at` is when the next prepared one may go (0: at once), `ask_at` when
    the next report is due to be asked for; None for none."""

    gateway: str
    stopped: Stopped | None = None
    states: Mapping[SendState, int] = {}
    practice: bool = False
    next_at: Millis | None = None
    ask_at: Millis | None = None


class SendStore(Protocol):
    """Every method may raise StoreError."""

    async def prepare_sends(self, sends: Sequence[Send]) -> Prepared:
        """Writes messages down to be sent, in that order.  Idempotent by their ids.

        One is left out where its customer has an open message to that number, or one of late, unless its
        sender had read that ("recent" in `allowed`).  Undo withdraws those together that have not gone.
        """
        ...

    async def start_send(
        self, gateway: str, owner: str, now: Millis, *, lease: Millis = LEASE
    ) -> Send | None:
        """Begins the gateway's next message: SENDING, for `owner` alone, committed.  None where none may go.

        On the way those that must not go any more (the customer has answered) are withdrawn and those that
        must wait (quiet hours, somebody is just calling) are put off.
        """
        ...

    async def finish_send(self, send_id: int, answered: Answered, now: Millis) -> Send:
        """What came of handing it over.  Accepted, the case has one attempt; refused, it comes back by its
        next route; unknown, it goes to review.  An answer that stops the queue stops it; refused for the
        account's sake (the balance) the message is PREPARED again and goes first once that is resumed."""
        ...

    async def put_off_send(self, send_id: int, not_before: Millis, why: str) -> Send:
        """It certainly never went out: PREPARED again, not to be begun before then."""
        ...

    async def lose_sends(self, now: Millis) -> list[Send]:
        """Messages whose process has died (its lease is over) become UNKNOWN; which they are."""
        ...

    async def sends_to_ask(self, gateway: str, now: Millis, limit: int) -> list[Send]:
        """The messages whose report is due to be asked for, at ever longer intervals, each by one process."""
        ...

    async def take_reports(self, reports: Sequence[Reported], now: Millis) -> list[Send]:
        """What the provider says became of messages, in any order, repeated, late; those that moved."""
        ...

    async def withdraw_sends(self, ids: Sequence[int], staff: str, now: Millis) -> list[Send]:
        """Those of them that are still PREPARED are not sent; which they are."""
        ...

    async def settle_send(
        self, send_id: int, was_sent: bool, *, event_id: int, staff: str, now: Millis, note: str = ""
    ) -> Send:
        """A person's word for a message of which nobody knows whether it went out.  Idempotent by event id.

        Raises StoreError not_unsure where it is known.  Said again it replaces the earlier word; a provider's
        report that comes later stands beside it.
        """
        ...

    async def stop_queue(self, stopped: Stopped) -> None:
        """No message of this gateway is begun until it is resumed, by any process."""
        ...

    async def resume_queue(self, gateway: str) -> bool:
        """Whether it was stopped."""
        ...

    async def stopped_queue(self, gateway: str) -> Stopped | None:
        """Why this gateway is stopped; None where it is not."""
        ...

    async def queues(self) -> list[Queue]: ...

    async def sends(self, ids: Sequence[int]) -> list[Send]: ...

    async def sends_of(self, case_id: int) -> list[Send]:
        """All messages of a case, oldest first; the same as the case's own `sends`."""
        ...

    async def sends_together(self, together: int, states: Iterable[SendState], most: int) -> list[Send]:
        """Those prepared as one that stand in these states, the first `most` in their order."""
        ...

    async def sends_in(self, states: Iterable[SendState]) -> list[Send]:
        """All messages in these states, oldest first: what is open, what nobody knows."""
        ...

    async def latest_sends(self, states: Iterable[SendState], most: int) -> list[Send]:
        """The `most` messages in these states that were prepared last, the latest first."""
        ...

    async def send_counts(self, together: int) -> dict[SendState, int]:
        """How many of those prepared as one stand in each state: for a progress bar."""
        ...
