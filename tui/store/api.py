"""What every store offers; the board and the commands see only this and results.py.

A store holds one shop's work.  All instants are Millis and come from the caller; ids of events, points,
outages and imports are made by the caller too, so that asking twice for the same write changes nothing; only
what a person says of a contact point that is there (mended, usable or not) is said anew each time.
Every write is one transaction: it is in the database as a whole when the call returns, or not at all.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from tui.domain.model import Attempt, Case, ChatMessage, Event, IdentityCheck, Millis, Outage
from tui.domain.words import Language, PointKind, RequestVerdict, Route, State, Usability
from tui.store.api_counter import CounterStore
from tui.store.api_deposits import DepositStore
from tui.store.api_kept import KeptStore
from tui.store.api_sends import SendStore
from tui.store.results import (
    Answer,
    Changes,
    Claimed,
    FindRow,
    ImportHeader,
    ImportSummary,
    Lanes,
    Logged,
    NewRequest,
    Progress,
    Reconciliation,
    RowOutcome,
    Stats,
    Undone,
)

if TYPE_CHECKING:
    from tui.domain.inbound_tables import InboundRow
    from tui.domain.phones import PhoneReading
    from tui.intake.records import Batch, Record


class Store(CounterStore, DepositStore, KeptStore, SendStore, Protocol):
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

    def inbound_rows(self) -> AsyncIterator[list[InboundRow]]:
        """What those who have something coming are recognised by, some thousand at a time, by id."""
        ...

    async def inbound_rows_of(self, ids: Sequence[int]) -> list[InboundRow]:
        """The same of these cases only, those left out who have nothing coming: after changes()."""
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

    async def reconciled(self) -> Reconciliation:
        """What is known of the messages sent before, of everybody who has something coming.

        By the results, orders and outages as they are now; a message sent by hand is unconfirmed.
        """
        ...

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

    async def sweep(self, now: Millis, *, claims: bool = True) -> int:
        """Does what time asks for: ended claims go to review, waiting cases come due.  How many moved.

        Without `claims` nobody's claim is ended: only a terminal that stays open can tell that another died.
        """
        ...

    async def log(self, event: Event, *, terminal: str = "") -> Logged:
        """Logs an attempt, moves the case by the rules and gives its claim back.  Idempotent by event id.

        The claim is given back if this terminal holds it; where none is named, if the person does.
        """
        ...

    async def log_many(self, events: Sequence[Event], *, terminal: str = "") -> list[Logged]:
        """Logs one attempt for each of many cases at once, all of them or none.  Idempotent by event id.

        They are one thing that this person did: undo takes all of them back together.
        """
        ...

    async def record(self, event: Event, *, terminal: str = "") -> Logged:
        """Records any other event of a person: carried over, handed over, closed, resolved, noted."""
        ...

    async def undo(self, staff: str, event_id: int, now: Millis, *, terminal: str = "") -> Undone | None:
        """Takes back the latest thing this person did that still stands; None if there is none.

        That is an attempt (with all that were logged as one with it), a decision, a contact point added or
        changed by hand, or a file taken in.  With a file go its orders (what it changed has its former
        values again), the numbers it added and the customers of whom nothing else is known; what others did
        since stays.  The same file can be taken in again.
        A contact point that was used, or that belongs to a case another terminal than `terminal` holds
        just now, stays, made unusable.
        `event_id` is the id of the undoing itself; asked again with the same id, nothing more is undone.
        Raises Stands, once, where the latest is a text that went out or a word about one: the next undoing
        goes on with what was done before.
        """
        ...

    async def start_outage(
        self,
        outage_id: int,
        channel: Route,
        since: Millis,
        until: Millis | None = None,
        *,
        now: Millis | None = None,
    ) -> Outage:
        """Declares a channel down, or that it was.  If it is down already, that outage is the answer.

        With this and the next three, whoever was written to meanwhile is told what is known now of their
        messages, as of `now`, by which the board moves.  Raises outage_ends_first.
        """
        ...

    async def end_outage(self, channel: Route, until: Millis, *, now: Millis | None = None) -> Outage | None:
        """Ends the channel's open outage; None if there is none."""
        ...

    async def change_outage(
        self, outage_id: int, since: Millis, until: Millis | None, *, now: Millis
    ) -> Outage:
        """Corrects when an outage began and ended; `until` None says that it still lasts.

        Raises no_such_outage, outage_ends_first, outage_open (another one of the channel lasts).
        """
        ...

    async def drop_outage(self, outage_id: int, *, now: Millis) -> Outage:
        """Takes away an outage that never was; the answer is how it stood.  Raises no_such_outage."""
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

    async def take_suggestion(
        self, case_id: int, suggestion_id: int, *, point_id: int, staff: str, now: Millis
    ) -> Case:
        """Makes a number that a chat seems to say a contact point.  Undone as an added contact point is."""
        ...

    async def messages_of(self, case_id: int) -> list[ChatMessage]:
        """What was said in the saved chats of this customer, oldest first."""
        ...

    async def note_check(self, check: IdentityCheck) -> Case:
        """Notes that somebody was asked who they are.  Idempotent by the check's id; undone as a note is."""
        ...

    async def take_answer(self, answer: Answer, *, terminal: str = "") -> Logged:
        """Adds the contact point, the order taken down by hand and the attempt that reached them, at once.

        Idempotent by the attempt's id.  Taken back one by one: the attempt, then the order, then the point.
        """
        ...

    async def log_request(self, event: Event, request: NewRequest, *, terminal: str = "") -> Logged:
        """Logs an attempt in which the customer asked for something, and what they claim of it, at once.

        Idempotent by the event's id; taken back with the attempt.  A request with a `message_key` settles
        the one that was found there as taken.
        """
        ...

    async def settle_request(
        self,
        case_id: int,
        message_key: str,
        verdict: RequestVerdict,
        *,
        event_id: int,
        staff: str,
        now: Millis,
    ) -> Case:
        """Keeps what a person says of a request found in a chat: the case stands as if it were not there.

        Idempotent by event id; undone like all else.  Raises StoreError no_such_request.
        """
        ...

    async def find_requests(self, now: Millis) -> int:
        """Looks for requests in chat messages of times when Kakao was down; how many were found anew.

        Taking a chat in does the same for its own messages.  Whoever seems to have asked in vain goes to
        review, or where they were reached already, to what is to be done.
        """
        ...

    async def cases_with_requests(self) -> list[Case]:
        """All cases of which something was asked or seems to have been."""
        ...

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
        only_changes: bool = False,
    ) -> ImportSummary:
        """Takes a whole file in, in one transaction.  `batches` is read in the store's thread.

        With `only_changes` nothing is written, not even that it came, of a file that says nothing new.

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
        self, import_id: int, row: int, record: Record, *, staff: str, now: Millis
    ) -> Case | None:
        """Takes in a rejected row as a person corrected it; the case it went to."""
        ...

    async def remember_mapping(
        self, header_key: str, fields: Mapping[str, Sequence[int]], import_id: int
    ) -> None:
        """Keeps what the columns of a header mean, as learnt with an import; undoing that one forgets it."""
        ...

    async def recall_mapping(self, header_key: str) -> dict[str, tuple[int, ...]] | None: ...

    async def setting(self, key: str, default: str = "") -> str: ...

    async def set_setting(self, key: str, value: str) -> None: ...

    async def backup(self, path: str) -> int:
        """Copies everything to a new file while in use; its size in bytes.  Never replaces a file."""
        ...
