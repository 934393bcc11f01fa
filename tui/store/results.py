"""What a store answers with: small results, and the errors it raises."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tui.domain.model import Case, Claim, ContactPoint, Deposit, Event, Millis, Outage
from tui.domain.words import Delivery, Lane, PointKind, RequestKind, Route, State

if TYPE_CHECKING:
    from tui.domain.phones import PhoneReading
    from tui.domain.reconcile import CaseDelivery
    from tui.domain.taking_down import TakenDown


class StoreError(Exception):
    """The store cannot do it, and nothing was changed.

    Sentences: `say("store." + code, **fields)`; `fields` always hold `path`.  Codes: not_a_file, newer,
    folder_missing, folder_unwritable, is_a_folder, read_only, network_path, not_a_database, foreign, damaged,
    incomplete, locked, full, unreadable, mixed_versions, backup_exists, backup_failed, engine_too_old,
    no_such_case, in_use, purge_unfinished, no_such_row, no_such_order,
    number_in_use, no_such_point, no_such_request, not_undoable.
    """

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields: dict[str, object] = {"path": "", **fields}


class Stands(StoreError):
    """What was done last is past taking back and stands, which is said once: message_gone, settled_stands.

    It is about `count` messages, prepared or settled in so many `steps`.  The next undoing takes back `then`,
    of `case` unless it is of no one case, as a file is; None where nothing is left.
    """

    def __init__(self, code: str, count: int, steps: int, then: Event | None, case: Case | None) -> None:
        super().__init__(code, count=count)
        self.steps = steps
        self.then = then
        self.case = case


class ImportCancelled(Exception):
    """The import was stopped by a person; the database is as it was before."""


class Touched(NamedTuple):
    """One changed case: enough to move it in its lane without reading it whole."""

    id: int
    state: State
    sort_key: int
    asleep: bool = False
    """On no lane (any more): nothing is owed them, and nobody has spoken to them."""


class Changes(NamedTuple):
    """What others and we did since a version.  `everything` asks the reader to call lanes() again instead."""

    version: int
    touched: tuple[Touched, ...] = ()
    everything: bool = False
    counts: Mapping[State, int] = {}
    """How many cases stand in each state now; empty where nothing changed."""


class LaneIds(NamedTuple):
    """One lane in its order: `keys` ascending and `ids` beside them, both array('q') of the same length."""

    keys: array[int]
    ids: array[int]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The order of the whole board at a version, and how many cases stand in each state."""

    version: int
    lanes: Mapping[Lane, LaneIds]
    counts: Mapping[State, int]

    def __getitem__(self, lane: Lane) -> LaneIds:
        return self.lanes[lane]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


class FirstPage(NamedTuple):
    """What the first painted frame needs: the first cases of each lane, the counts, the outages.

    `lanes` holds the ids in the order of the board; `cases` the same cases in full.
    """

    version: int
    lanes: Mapping[Lane, tuple[int, ...]]
    cases: Mapping[int, Case]
    counts: Mapping[State, int]
    outages: tuple[Outage, ...]


class FindRow(NamedTuple):
    """All words by which one case may be looked for."""

    id: int
    name: str
    phones: tuple[str, ...]
    order_nos: tuple[str, ...]
    amounts: tuple[int, ...]
    handles: tuple[str, ...]
    emails: tuple[str, ...]
    depositors: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    """Names on the orders that are not the customer's own: one telephone, two people."""


class HeldDeposit(NamedTuple):
    """A deposit and the case that has it: None where it is set apart.

    `decided` is a person's word ("customer" or "set_apart"), "" where nobody has decided.
    """

    deposit: Deposit
    case_id: int | None
    decided: str
    refused: tuple[int, ...] = ()
    """Cases whose it is not, as people said: by refusing them, or by taking it from them again."""

    @property
    def own_case(self) -> bool:
        """Whether it still stands for itself: a case of its own, with nobody known behind it."""
        return self.case_id == self.deposit.id


class Logged(NamedTuple):
    """The event is in the database.  `repeated` if it had been before this call."""

    event: Event
    case: Case
    repeated: bool = False


class NewPoint(NamedTuple):
    """A contact point to be added, under the ids of itself and of the event that says so."""

    id: int
    event_id: int
    kind: PointKind
    reading: PhoneReading | str


@dataclass(frozen=True, slots=True)
class Answer:
    """A customer who made contact and was recognised: written as a whole, taken back part by part.

    `event` is the ATTEMPT that reached them; `point` (None for none) how they can be reached from now on;
    `taken` their order as taken down, under `order_id` and the event `order_event_id` (none if it is empty).
    """

    event: Event
    taken: TakenDown
    order_id: int
    order_event_id: int
    point: NewPoint | None = None


class NewRequest(NamedTuple):
    """What a customer asked for, as it is to be kept: the fields of Request."""

    kind: RequestKind
    order_id: int | None = None
    asked_at: Millis | None = None
    asked_has_time: bool = False
    asked_by: Route | None = None
    said: str = ""
    message_key: str = ""
    """The chat message that is taken for a request by this; "" for what was only told."""


class NewTicket(NamedTuple):
    """An order to be taken down at the counter, under the ids of its customer, itself, its number's contact
    point and the event that says so.

    `number` is "" for the next one; `named` is what the customer is called, with {} for the number.
    """

    event_id: int
    case_id: int
    order_id: int
    point_id: int
    staff: str
    at: Millis
    number: str = ""
    phone: PhoneReading | None = None
    drinks: str = ""
    named: str = "{}"


class CounterTaken(NamedTuple):
    """The order is in the database, under `number`.  `repeated` if it had been before this call."""

    case: Case
    number: str
    repeated: bool = False


class ImportUndone(NamedTuple):
    """What went with a file that was taken back, or with one row of it that had been mended (`row`)."""

    file: str
    row: int | None
    orders: int
    """Orders that were withdrawn."""
    restored: int
    """Orders, deposits and results of messages that have their former values again."""
    customers: int
    """Customers who are gone: nothing else was known of them and nothing had happened to them."""
    others: int = 0
    """Deposits, chat messages and results of messages that were withdrawn."""


class Undone(NamedTuple):
    """`event` was taken back; `case` is as if it had never been.  None for a file, of which `file` tells."""

    event: Event
    case: Case | None
    point: ContactPoint | None = None
    """The contact point that had been added (`added`) or changed, as it was before this."""
    added: bool = False
    file: ImportUndone | None = None
    together: int = 1
    """How many attempts had been logged as one and were taken back with it; `case` is one of theirs."""
    gone: int = 0
    """Of messages that were prepared as one: how many had gone already and could not be withdrawn."""


class Reconciled(NamedTuple):
    """One customer and what is known of the messages sent to them; `phone` is E.164, "" for none."""

    case_id: int
    name: str
    state: State
    phone: str
    known: CaseDelivery


class Reconciliation(NamedTuple):
    """Everybody who has something coming; `strangers` are results that are nobody's."""

    cases: tuple[Reconciled, ...]
    strangers: int = 0

    @property
    def counts(self) -> dict[Delivery, int]:
        """How many customers stand at each word, zero included."""
        counted = dict.fromkeys(Delivery, 0)
        for one in self.cases:
            counted[one.known.delivery] += 1
        return counted


class Claimed(NamedTuple):
    """`claim` is ours if `won`, else the one that stands in the way."""

    won: bool
    claim: Claim


class ImportHeader(NamedTuple):
    """What is imported: the file's name, what it holds and how it was understood."""

    id: int
    file: str
    kind: str
    staff: str = ""
    sheet: str = ""
    format: str = ""
    encoding: str = ""
    header_row: int = 0
    columns: Mapping[str, str] = {}
    """Field → the header of the column it was taken from."""


class RowOutcome(NamedTuple):
    """What became of one row that is not simply new or unchanged.

    `outcome` is updated, ignored, rejected, mended or problem; `field` and `raw` are set for problems;
    `cells` are a rejected row's cells in the file's order.
    """

    row: int
    outcome: str
    code: str = ""
    field: str = ""
    raw: str = ""
    cells: tuple[str, ...] = ()
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """rows == new + updated + unchanged + ignored + rejected, always."""

    header: ImportHeader
    at: Millis
    rows: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    ignored: int = 0
    rejected: int = 0
    problems: int = 0
    cases_new: int = 0
    reopened: int = 0
    mended: int = 0
    """Of the rejected rows, how many a person has mended since."""
    ignored_for: Mapping[str, int] = field(default_factory=dict, compare=False)
    """How many rows were ignored for each reason: a code of intake's, or repeated_key, cancelled or finished.
    Only in the answer to taking the file in."""

    @property
    def unmended(self) -> int:
        """Rejected rows that are still to be mended."""
        return self.rejected - self.mended

    @property
    def changes(self) -> int:
        """How many rows brought something: none where the same file came again."""
        return self.new + self.updated


class Stats(NamedTuple):
    """The store as doctor shows it."""

    path: str
    bytes: int
    schema: int
    engine: str
    journal: str
    cases: int
    orders: int
    points: int
    events: int


Progress = Callable[[int, int], None]
"""Called on the event loop with (rows done, rows estimated)."""
