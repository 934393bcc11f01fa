"""What matching deposits with customers starts from and what it answers.

A party is whoever may have paid: a customer with a case, a past customer, an entry of the contact book.
Amounts are whole won, instants milliseconds; ids are whatever the caller gives, unique within their kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from tui.domain.model import Millis
from tui.domain.reasons import Reason
from tui.domain.words import OrderStatus


class Owed(NamedTuple):
    """An order as far as money is concerned.  `name` is by whom it was ordered, where that is another."""

    id: int
    order_no: str = ""
    amount: int | None = None
    ordered_at: Millis | None = None
    due_at: Millis | None = None
    status: OrderStatus = OrderStatus.PENDING
    name: str = ""


class Said(NamedTuple):
    """What a chat says of money at a moment: that it was paid, or only how much it is to be."""

    at: Millis
    amount: int | None = None
    paid: bool = False


class Party(NamedTuple):
    """Whoever may have paid.  `names` as they stand in the files; `phones` E.164, or masked with their last
    four digits ("010-****-5678", "5678")."""

    id: int
    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    orders: tuple[Owed, ...] = ()
    said: tuple[Said, ...] = ()


class Decisions(NamedTuple):
    """What a person has decided; it stands whatever the evidence says.

    `linked` deposit → party; `refused` pairs (deposit, party) that do not belong together; `no_customer`
    deposits that are no customer's.
    """

    linked: Mapping[int, int] = {}
    refused: frozenset[tuple[int, int]] = frozenset()
    no_customer: frozenset[int] = frozenset()


class MatchStatus(StrEnum):
    LINKED = "linked"
    """A wrong link is very unlikely, or a person made it."""
    REVIEW = "review"
    """There are candidates; a person has to look."""
    NONE = "none"
    """Nobody in the data comes into question."""
    NOT_A_CUSTOMER = "not_a_customer"


class Candidate(NamedTuple):
    """One party a deposit may come from.  `score` is the weight of the evidence, log10 of how many times
    likelier it is if they paid than if somebody unknown did; `probability` counts everybody else in.
    `order_ids` are the orders it seems to pay for."""

    party_id: int
    probability: float
    score: float
    reasons: tuple[Reason, ...]
    order_ids: tuple[int, ...] = ()


class Matched(NamedTuple):
    """The answer for one deposit.  `candidates` are ranked; `unknown` is the probability of somebody who is
    not in the data; `decided` says that a person decided it."""

    deposit_id: int
    status: MatchStatus
    candidates: tuple[Candidate, ...] = ()
    unknown: float = 1.0
    decided: bool = False

    @property
    def party_id(self) -> int | None:
        """Whom the deposit is linked to."""
        return self.candidates[0].party_id if self.status is MatchStatus.LINKED else None


CODES: frozenset[str] = frozenset(
    (
        "name_exact",
        "name_rare",
        "name_common",
        "name_masked",
        "name_cut",
        "name_part",
        "name_slip",
        "name_other",
        "name_shared",
        "tail",
        "tail_other",
        "amount_exact",
        "amount_exact_unnumbered",
        "amount_sum",
        "amount_share",
        "amount_rest",
        "time_same_day",
        "time_after",
        "time_before",
        "time_due",
        "time_due_same_day",
        "chat_paid",
        "chat_amount",
        "other_paid_already",
        "other_paid_already_unnumbered",
        "decided",
    )
)
"""Every code a reason of a candidate can have; each has a sentence in both languages under "matching."."""
