"""What every store offers, and the small results it answers with.  The board and the commands see only this.

A store holds one shop's work.  All instants are Millis and come from the caller; ids of events, points,
outages and imports are made by the caller too, so that asking twice for the same write changes nothing.
Every write is one transaction: it is in the database as a whole when the call returns, or not at all.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tui.domain.model import Attempt, Case, Claim, Event, Millis, Outage
from tui.domain.words import Lane, Language, PointKind, Route, State, Usability

if TYPE_CHECKING:
    from tui.domain.phones import PhoneReading
    from tui.intake.records import Batch, ContactRecord, OrderRecord


class StoreError(Exception):
    """The store cannot do it, and nothing was changed.

    Sentences: `say("store." + code, **fields)`; `fields` always hold `path`.  Codes: not_a_file, newer,
    folder_missing, folder_unwritable, is_a_folder, read_only, network_path, not_a_database, foreign, damaged,
    incomplete, locked, full, unreadable, mixed_versions, backup_exists, backup_failed, engine_too_old,
    no_such_case, no_such_row, no_such_point, not_undoable.
    """

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields: dict[str, object] = {"path": "", **fields}


class ImportCancelled(Exception):
    """The import was stopped by a person; the database is as it was before."""


class Touched(NamedTuple):
    """One changed case: enough to move it in its lane without reading it whole."""

    id: int
    state: State
    sort_key: int


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


class Logged(NamedTuple):
    """The event is in the database.  `repeated` if it had been before this call."""

    event: Event
    case: Case
    repeated: bool = False


class Undone(NamedTuple):
    """`event` was taken back; `case` is as if it had never been."""

    event: Event
    case: Case


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
    ignored_for: Mapping[str, int] = field(default_factory=dict, compare=False)
    """How many rows were ignored for each reason: a code of intake's, or repeated_key, cancelled or finished.
    Only in the answer to taking the file in."""


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


class Store(Protocol):
    """One shop's work.  Every method may raise StoreError."""

    # Reading
    async def views(self, ids: Sequence[int]) -> list[Case]:
        """The complete cases with these ids, in that order; unknown ids are left out."""
        ...

    async def lanes(self, now: Millis, stale_after: Millis) -> Lanes:
        """The order of the whole board.

        To contact: by the moment to act by, then the larger amount; a moment more than `stale_after`
        milliseconds past stands last.  Again and waiting: by when they are due.  Settled: latest first.
        """
        ...

    async def changes(self, since: int, now: Millis, stale_after: Millis) -> Changes:
        """Cases changed after version `since`, by anyone, claims included.  Costs next to nothing if none."""
        ...

    def find_rows(self) -> AsyncIterator[list[FindRow]]:
        """All cases for the find index, some thousand at a time, by id."""
        ...

    async def find_rows_of(self, ids: Sequence[int]) -> list[FindRow]:
        """The same for these cases only: after changes()."""
        ...

    async def due_between(self, start: Millis, end: Millis) -> int:
        """How many unreached cases have to be acted on at start < act_by ≤ end."""
        ...

    async def unreached(self, now: Millis, stale_after: Millis) -> list[int]:
        """Ids of all cases in an unreached state in the order of the board's lanes."""
        ...

    async def cases_in(self, states: Iterable[State]) -> list[Case]:
        """All cases in these states, complete, by the order of their lanes.  For the review."""
        ...

    async def cases_with(self, *, phone: str = "", order_no: str = "") -> list[int]:
        """Ids of cases that have this phone (E.164) or this order number, exactly."""
        ...

    async def attempts_between(self, start: Millis, end: Millis) -> list[Attempt]:
        """Attempts with start ≤ at < end that were not taken back, in the order they were logged."""
        ...

    async def events_of(self, case_id: int) -> list[Event]:
        """Everything that happened to a case, oldest first, what was undone included."""
        ...

    async def outages(self) -> tuple[Outage, ...]: ...

    async def stats(self) -> Stats: ...

    async def check(self) -> tuple[str, ...]:
        """Reads the whole database for damage: the engine's complaints; empty if it is sound."""
        ...

    # Working
    async def claim(
        self, case_id: int, staff: str, terminal: str, now: Millis, *, force: bool = False
    ) -> Claimed:
        """Takes a case to work on.  `force` takes it from whoever holds it."""
        ...

    async def claim_next(
        self, staff: str, terminal: str, now: Millis, *, skip: Sequence[int] = ()
    ) -> Case | None:
        """Claims the most urgent case that nobody holds and that can be tried now.  None if there is none.

        Cases in review, without a route, or handed to somebody else are never chosen.
        """
        ...

    async def renew(self, terminal: str, now: Millis) -> int:
        """Prolongs all claims of this terminal; how many there are."""
        ...

    async def release(self, terminal: str, case_id: int | None = None) -> int:
        """Gives back one claim of this terminal, or all; how many."""
        ...

    async def sweep(self, now: Millis) -> int:
        """Does what time asks for: ended claims go to review, waiting cases come due.  How many moved."""
        ...

    async def log(self, event: Event) -> Logged:
        """Logs an attempt, moves the case by the rules and gives its claim back.  Idempotent by event id."""
        ...

    async def record(self, event: Event) -> Logged:
        """Records any other event of a person: carried over, handed over, closed, resolved, noted."""
        ...

    async def undo(self, staff: str, event_id: int, now: Millis) -> Undone | None:
        """Takes back this person's latest event that still stands; None if there is none.

        `event_id` is the id of the undoing itself; asked again with the same id, nothing more is undone.
        """
        ...

    async def start_outage(self, outage_id: int, channel: Route, since: Millis) -> Outage:
        """Declares a channel down.  If it is down already, that outage is the answer."""
        ...

    async def end_outage(self, channel: Route, until: Millis) -> Outage | None:
        """Ends the channel's open outage; None if there is none."""
        ...

    async def add_point(
        self,
        case_id: int,
        point_id: int,
        kind: PointKind,
        *,
        reading: PhoneReading | str,
        staff: str,
        now: Millis,
    ) -> Case:
        """Adds a phone as read, or a handle or address as text.  One that is there already is made usable."""
        ...

    async def mend_point(
        self, case_id: int, point_id: int, reading: PhoneReading | str, *, staff: str, now: Millis
    ) -> Case:
        """Corrects a contact point that could not be read or was wrong."""
        ...

    async def set_usability(
        self, case_id: int, point_id: int, usability: Usability, *, staff: str, now: Millis
    ) -> Case: ...

    async def set_language(self, case_id: int, language: Language) -> Case: ...

    # Files
    async def apply_import(
        self,
        header: ImportHeader,
        batches: Iterable[Batch],
        now: Millis,
        *,
        cancel: threading.Event | None = None,
        progress: Progress | None = None,
    ) -> ImportSummary:
        """Takes a whole file in, in one transaction.  `batches` is read in the store's thread.

        Raises ImportCancelled once `cancel` is set (nothing stays), and whatever reading the file raises.
        The same header id again changes nothing and gives the first summary.
        """
        ...

    async def preview_import(
        self,
        header: ImportHeader,
        batches: Iterable[Batch],
        now: Millis,
        *,
        cancel: threading.Event | None = None,
        progress: Progress | None = None,
    ) -> ImportSummary:
        """What apply_import would answer; nothing is kept."""
        ...

    async def imports(self) -> list[ImportSummary]:
        """All imports, latest first."""
        ...

    async def rows_of_import(self, import_id: int, outcome: str = "") -> list[RowOutcome]:
        """Rows with something to say, in the file's order; all, or those with one outcome."""
        ...

    async def rejected_rows(self, import_id: int) -> list[RowOutcome]:
        """Rows that were rejected and have not been mended."""
        ...

    async def mend_row(
        self, import_id: int, row: int, record: OrderRecord | ContactRecord, *, staff: str, now: Millis
    ) -> Case | None:
        """Takes in a rejected row as a person corrected it; the case it went to."""
        ...

    async def remember_mapping(self, header_key: str, fields: Mapping[str, Sequence[int]]) -> None: ...

    async def recall_mapping(self, header_key: str) -> dict[str, tuple[int, ...]] | None: ...

    async def setting(self, key: str, default: str = "") -> str: ...

    async def set_setting(self, key: str, value: str) -> None: ...

    async def backup(self, path: str) -> int:
        """Copies everything to a new file while in use; its size in bytes.  Never replaces a file."""
        ...
