"""The nouns: customer, contact point, order, case, attempt, event, claim, outage.

Instants are `Millis`: whole milliseconds since 1970-01-01T00:00Z.  Amounts are whole won.  Ids are 63-bit
integers made by whoever creates the thing, so that doing a write again changes nothing.

What is made by the thousand is a named tuple: it is made and defined in a fraction of a dataclass's time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tui.domain.words import (
    Carries,
    CheckQuestion,
    Delivery,
    Direction,
    EventKind,
    Evidence,
    Language,
    Line,
    OrderStatus,
    Outcome,
    PointKind,
    RequestKind,
    RequestVerdict,
    Route,
    State,
    Usability,
    Verdict,
)

if TYPE_CHECKING:
    from tui.domain.sending import Send

Millis = int
MINUTE: Millis = 60_000
HOUR: Millis = 60 * MINUTE
DAY: Millis = 24 * HOUR
BY_HAND = "hand:"
"""What the key of an order begins with that a person took down."""


class Source(NamedTuple):
    """Where a fact came from: the file's name and its row, counted from 1 as spreadsheets do."""

    file: str
    row: int


class ContactPoint(NamedTuple):
    """One phone, handle or address.  `value` is E.164, a bare Instagram handle, or an e-mail address.

    `raw` is what the file or the person wrote.  A phone that could not be read has value "" and says
    why in `problem` (a code of phones.py); it is kept so that a person can mend it.
    """

    id: int
    kind: PointKind
    value: str
    raw: str
    line: Line
    voice: Carries
    text: Carries
    usability: Usability = Usability.USABLE
    country: str = "KR"
    problem: str = ""
    source: Source | None = None
    seen_at: Millis = 0

    @property
    def usable(self) -> bool:
        return self.usability is Usability.USABLE and bool(self.value)


class Customer(NamedTuple):
    id: int
    name: str
    language: Language = Language.KO
    zone: str = ""
    """IANA name of the place whose hours they keep; empty for the shop's own."""


class Order(NamedTuple):
    """What is owed.  `due_has_time` is False where the file gave a day only."""

    id: int
    key: str
    order_no: str
    due_at: Millis | None
    due_has_time: bool
    amount: int | None
    details: str
    status: OrderStatus
    status_text: str = ""
    request: str = ""
    source: Source | None = None
    name: str = ""
    """By whom it was ordered, where that is not the customer's own name."""
    ordered_at: Millis | None = None
    """When it was placed, as far as a file says it."""

    ready_at: Millis | None = None
    """Since when it stands ready at the counter; None where it does not, or nobody said so."""
    picked_up: bool = False
    """Whether it was handed over by its number."""

    @property
    def by_hand(self) -> bool:
        """Whether a person took it down from what the customer said."""
        return self.key.startswith(BY_HAND)


class Likely(NamedTuple):
    """The day for which a deposit may be, as its midnight: a guess, never a due time.

    `by_span`: by how many days after ordering people come, else by the day of the week alone; `orders` is
    how many of the shop's orders that was learnt from.
    """

    day: Millis
    by_span: bool
    orders: int


class Deposit(NamedTuple):
    """Money that came in, as the bank's statement says it.

    `depositor` is what the bank wrote, `payer` the name in it, `tail` the digits behind the name (often the
    last of a phone number).  `set_apart` says why it is no customer's deposit ("" where it is one).
    """

    id: int
    key: str
    bank: str
    account: str
    at: Millis
    has_time: bool
    amount: int
    balance: int | None
    depositor: str
    payer: str
    tail: str
    channel: str = ""
    memo: str = ""
    set_apart: str = ""
    source: Source | None = None
    likely: Likely | None = None


class Suggestion(NamedTuple):
    """A detail that a chat message seems to say; never a fact until a person takes it.

    `field` and `value` as in intake's records: phone (E.164), due (milliseconds, "d" behind them where only
    the day was said), amount and paid (won), size, flavour, wording, item (texts).  `said` is the whole
    message, by `author` at `at`; `quote` the words in it.  `taken` once it is a fact: the number is a
    contact point of the customer.
    """

    id: int
    field: str
    value: str
    quote: str
    said: str
    author: str
    at: Millis
    taken: bool = False
    source: Source | None = None


class ChatMessage(NamedTuple):
    """One message of a saved chat; `side` is customer or shop."""

    id: int
    author: str
    side: str
    at: Millis
    text: str
    source: Source | None = None


class SendResult(NamedTuple):
    """What a provider said became of one message to this customer, in its own code and words.

    `meaning` is what the provider's table (domain/providers.py) says the code is worth: accepted, carrier,
    delivered, read, failed or unknown.
    """

    id: int
    key: str
    provider: str
    mode: str
    channel: str
    code: str
    said: str
    meaning: str
    phone: str
    sent_at: Millis | None
    reported_at: Millis | None
    message_id: str = ""
    template: str = ""
    text: str = ""
    source: Source | None = None
    reference: str = ""
    """The sender's own name for it: an order number, or nothing that we know."""
    before: tuple[SendResult, ...] = ()
    """What was said of the same message before, the latest first."""


class Attempt(NamedTuple):
    """One try to reach a case (or the customer's own coming forward, direction IN).  Append-only."""

    id: int
    case_id: int
    route: Route
    point_id: int | None
    outcome: Outcome
    staff: str
    at: Millis
    direction: Direction = Direction.OUT
    evidence: Evidence = Evidence.NONE
    note: str = ""
    callback_at: Millis | None = None
    callback_by: str = ""
    """Who promised to call back; empty for anyone."""


class Event(NamedTuple):
    """Something that happened to a case.  For ATTEMPT the id is the attempt's own and `attempt` is set.

    `case_id` is 0 for what is of no one case: a file taken in (IMPORTED) and its taking back.
    """

    id: int
    case_id: int
    kind: EventKind
    staff: str
    at: Millis
    attempt: Attempt | None = None
    until: Millis | None = None
    """CARRIED_OVER: when it is due again."""
    person: str = ""
    """HANDED_OVER: the new owner."""
    reason: str = ""
    """CLOSED, NOTED, CARRIED_OVER: in the staff's words.  REQUEST_…: the key of the chat message.
    DELIVERY_CHANGED: a word of Delivery.  SEND_SETTLED: why, in the staff's words."""
    pending: int = 0
    """ORDERS_CHANGED: how many orders are pending after it."""
    added: bool = False
    """ORDERS_CHANGED: whether a pending order is new, which opens a settled case again.  REQUEST_FOUND:
    whether nothing shows that anybody has dealt with it.  SEND_SETTLED: whether the message went out."""
    undoes: int | None = None
    point_id: int | None = None
    """POINTS_CHANGED by a person: the contact point that was added or changed."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The part of a case that events move: see rules.advance."""

    state: State
    next_at: Millis | None = None
    next_by: str = ""
    owner: str = ""
    tries: int = 0
    last_outcome: Outcome | None = None
    last_route: Route | None = None
    last_at: Millis | None = None
    last_by: str = ""
    closed_reason: str = ""


class Claim(NamedTuple):
    """Who works a case now.  It ends at `until` unless its terminal renews it."""

    case_id: int
    staff: str
    terminal: str
    since: Millis
    until: Millis


class IdentityCheck(NamedTuple):
    """That somebody was asked what only the real customer knows, and whether they knew it; never the answer.

    `id` is that of the NOTED event.  `about` is the deposit or order it was asked of, 0 for none.  `claimant`
    is the handle or number they write from, "" where nobody knows.
    """

    id: int
    case_id: int
    question: CheckQuestion
    verdict: Verdict
    about: int
    claimant: str
    staff: str
    at: Millis


class Request(NamedTuple):
    """What a customer asks for, with when and where they say they asked for it first: for a dispute on fees.

    `id` is that of its event: the ATTEMPT in which they said it, or REQUEST_FOUND.  `suggested`: a saved chat
    seems to say it; never a fact until a person takes it (then `settled`).  `asked_at` is a day's midnight
    where `asked_has_time` is False, None where they did not say; `said` are their words, `order_id` what it
    is about where that is known, `message_key` the chat message it stands in, "" for what was only told.
    """

    id: int
    case_id: int
    kind: RequestKind
    order_id: int | None
    asked_at: Millis | None
    asked_has_time: bool
    asked_by: Route | None
    said: str
    staff: str
    at: Millis
    message_key: str = ""
    suggested: bool = False
    settled: RequestVerdict | None = None


class Outage(NamedTuple):
    id: int
    channel: Route
    since: Millis
    until: Millis | None = None

    def covers(self, now: Millis) -> bool:
        return self.since <= now and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True)
class Case:
    """One customer to be reached, with all that the rules and the screens need to know about them.

    `attempts` are those not undone, oldest first.  `due_at` is the earliest pending order's, `act_by` the
    same minus that order's lead time; both None where no order says when.
    """

    id: int
    customer: Customer
    progress: Progress
    orders: tuple[Order, ...] = ()
    points: tuple[ContactPoint, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    claim: Claim | None = None
    due_at: Millis | None = None
    act_by: Millis | None = None
    version: int = field(default=0, compare=False)
    """Grows with every change of this case in the database."""
    deposits: tuple[Deposit, ...] = ()
    """Customers' deposits that belong to this case; those set apart belong to none."""
    suggestions: tuple[Suggestion, ...] = ()
    results: tuple[SendResult, ...] = ()
    checks: tuple[IdentityCheck, ...] = ()
    """Questions by which people were recognised as this customer or not, oldest first, none undone."""
    delivery: Delivery = Delivery.NEVER_SENT
    """What is known of the messages sent before, as it moved the case last; domain/reconcile.py says why."""
    sends: tuple[Send, ...] = ()
    """Messages handed to a gateway for them, oldest first, those withdrawn among them."""
    requests: tuple[Request, ...] = ()
    """What they asked for, and what saved chats seem to say they did, oldest first, none undone."""

    @property
    def state(self) -> State:
        return self.progress.state

    @property
    def pending(self) -> tuple[Order, ...]:
        """Orders that are still owed: neither over by the file nor picked up at the counter."""
        return tuple(
            order for order in self.orders if order.status is OrderStatus.PENDING and not order.picked_up
        )

    @property
    def owed(self) -> int:
        """How many things the customer has coming: pending orders, and deposits nobody has claimed yet."""
        return len(self.pending) + len(self.deposits)

    @property
    def amount(self) -> int:
        """Won at stake in the pending orders; where none says an amount, what was paid in."""
        in_orders = sum(order.amount or 0 for order in self.pending)
        return in_orders or sum(deposit.amount for deposit in self.deposits)
