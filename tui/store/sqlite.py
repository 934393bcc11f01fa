"""The store in one SQLite file, for one or several terminals on one machine.

Two connections, each in aiosqlite's thread: one writes, one reads, so that the board goes on reading while
a file is taken in.  A write is one function that begins, works and commits in the writer's thread.  Whoever
awaits it may be cancelled; the function is not, so a transaction is never left half way.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import aiosqlite

from tui.domain.deadlines import reckoner
from tui.domain.model import Attempt, Case, ChatMessage, Claim, Event, Millis
from tui.domain.policy import DEFAULT, Policy
from tui.domain.words import Language, PointKind, State, Usability
from tui.store import import_rows, importing, points, reading, shop, undoing, working
from tui.store.failures import told
from tui.store.moving import Rules
from tui.store.opening import connect, open_file
from tui.store.results import (
    Changes,
    Claimed,
    FindRow,
    ImportHeader,
    ImportSummary,
    Lanes,
    Logged,
    Progress,
    RowOutcome,
    Stands,
    Stats,
    Undone,
)
from tui.store.rows import read_cases
from tui.store.sqlite_delivery import DeliveringStore
from tui.store.sqlite_deposits import DepositStore
from tui.store.sqlite_requests import RequestingStore
from tui.store.sqlite_sends import SendingStore
from tui.store.transactions import Work, transaction

if TYPE_CHECKING:
    from tui.domain.phones import PhoneReading
    from tui.intake.records import Batch, Record

T = TypeVar("T")


class _Room(aiosqlite.Connection):
    """A connection in its thread, to which whole functions are sent."""

    async def do(self, work: Work[T]) -> T:
        """Runs `work` with the connection, to its end even if the caller is cancelled meanwhile."""
        done: T = await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        return done


class SqliteStore(RequestingStore, SendingStore, DeliveringStore, DepositStore):
    """See api.Store for what each method promises."""

    def __init__(self, path: Path, policy: Policy, writer: _Room, reader: _Room) -> None:
        self.path = path
        self.policy = policy
        self._rules = Rules(policy, reckoner(policy.deadlines))
        self._writer = writer
        self._reader = reader
        self._seen = (-1, -1)

    async def _read(self, work: Work[T]) -> T:
        try:
            return await self._reader.do(work)
        except sqlite3.Error as error:
            raise told(error, self.path) from error

    async def _write(self, work: Work[T]) -> T:
        try:
            return await self._writer.do(partial(transaction, work=work))
        except sqlite3.Error as error:
            raise told(error, self.path) from error

    async def begin(self, now: Millis) -> None:
        """A first run: Kakao is down from now.  Later: the deadlines, if the policy's have changed."""
        if await self._read(partial(shop.has_begun, rules=self._rules)):
            return
        await self._write(partial(shop.begin, now=now, rules=self._rules))

    # Reading

    async def views(self, ids: Sequence[int]) -> list[Case]:
        return await self._read(lambda conn: read_cases(conn, ids))

    async def lanes(self, now: Millis, stale_after: Millis) -> Lanes:
        return await self._read(lambda conn: reading.lanes(conn, now, stale_after))

    async def changes(self, since: int, now: Millis, stale_after: Millis) -> Changes:
        return await self._read(lambda conn: self._changes(conn, since, now, stale_after))

    def _changes(self, conn: sqlite3.Connection, since: int, now: Millis, stale_after: Millis) -> Changes:
        """data_version tells, without reading the file's pages, that nobody wrote since we last looked."""
        data_version: int = conn.execute("PRAGMA data_version").fetchone()[0]
        if self._seen == (data_version, since):
            return Changes(since)
        found = reading.changes(conn, since, now, stale_after)
        self._seen = (data_version, found.version)
        return found

    async def find_rows(self) -> AsyncIterator[list[FindRow]]:
        last = -1
        while rows := await self._read(partial(reading.find_rows_after, last_id=last)):
            yield rows
            last = rows[-1].id

    async def find_rows_of(self, ids: Sequence[int]) -> list[FindRow]:
        return await self._read(lambda conn: reading.find_rows_of(conn, ids))

    async def due_between(self, start: Millis, end: Millis) -> int:
        return await self._read(lambda conn: reading.due_between(conn, start, end))

    async def unreached(self, now: Millis, stale_after: Millis) -> list[int]:
        return await self._read(lambda conn: reading.unreached(conn, now, stale_after))

    async def cases_in(self, states: Iterable[State]) -> list[Case]:
        return await self._read(lambda conn: read_cases(conn, reading.ids_in(conn, states)))

    async def cases_with(self, *, phone: str = "", order_no: str = "") -> list[int]:
        return await self._read(lambda conn: reading.ids_with(conn, phone, order_no))

    async def attempts_between(self, start: Millis, end: Millis) -> list[Attempt]:
        return await self._read(lambda conn: reading.attempts_between(conn, start, end))

    async def events_of(self, case_id: int) -> list[Event]:
        return await self._read(lambda conn: reading.events_of(conn, case_id))

    async def stats(self) -> Stats:
        return await self._read(lambda conn: reading.stats(conn, self.path))

    async def check(self) -> tuple[str, ...]:
        return await self._read(reading.check)

    # Working

    async def claim(
        self, case_id: int, staff: str, terminal: str, now: Millis, *, force: bool = False
    ) -> Claimed:
        wanted = Claim(case_id, staff, terminal, now, now + self.policy.claim_seconds * 1000)
        return await self._write(lambda conn: working.claim(conn, wanted, now, self._rules, force=force))

    async def claim_next(
        self, staff: str, terminal: str, now: Millis, *, skip: Sequence[int] = ()
    ) -> Case | None:
        passed_over = frozenset(skip)
        return await self._write(
            lambda conn: working.claim_next(conn, staff, terminal, now, self._rules, skip=passed_over)
        )

    async def renew(self, terminal: str, now: Millis) -> int:
        until = now + self.policy.claim_seconds * 1000
        return await self._write(lambda conn: working.renew(conn, terminal, until))

    async def release(self, terminal: str, case_id: int | None = None) -> int:
        return await self._write(lambda conn: working.release(conn, terminal, case_id))

    async def sweep(self, now: Millis, *, claims: bool = True) -> int:
        if not await self._read(lambda conn: working.anything_to_sweep(conn, now, claims=claims)):
            return 0
        return await self._write(lambda conn: working.sweep(conn, now, self._rules, claims=claims))

    async def log(self, event: Event, *, terminal: str = "") -> Logged:
        return (await self.log_many([event], terminal=terminal))[0]

    async def log_many(self, events: Sequence[Event], *, terminal: str = "") -> list[Logged]:
        return await self._write(lambda conn: working.log_attempts(conn, events, self._rules, terminal))

    async def record(self, event: Event, *, terminal: str = "") -> Logged:
        return await self._write(lambda conn: working.record(conn, event, self._rules, terminal))

    async def undo(self, staff: str, event_id: int, now: Millis, *, terminal: str = "") -> Undone | None:
        how = undoing.Hand(event_id, staff, now, self._rules, terminal)
        undone = await self._write(lambda conn: undoing.undo(conn, how))
        if isinstance(undone, Stands):
            raise undone
        return undone

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
        hand = points.Hand(staff, now, self._rules)
        return await self._write(lambda conn: points.add(conn, case_id, point_id, kind, reading, hand=hand))

    async def mend_point(
        self, case_id: int, point_id: int, reading: PhoneReading | str, *, staff: str, now: Millis
    ) -> Case:
        hand = points.Hand(staff, now, self._rules)
        return await self._write(lambda conn: points.mend(conn, case_id, point_id, reading, hand))

    async def set_usability(
        self, case_id: int, point_id: int, usability: Usability, *, staff: str, now: Millis
    ) -> Case:
        hand = points.Hand(staff, now, self._rules)
        return await self._write(lambda conn: points.set_usability(conn, case_id, point_id, usability, hand))

    async def take_suggestion(
        self, case_id: int, suggestion_id: int, *, point_id: int, staff: str, now: Millis
    ) -> Case:
        hand = points.Hand(staff, now, self._rules)
        return await self._write(
            lambda conn: points.take_suggestion(conn, case_id, suggestion_id, point_id, hand)
        )

    async def messages_of(self, case_id: int) -> list[ChatMessage]:
        return await self._read(lambda conn: reading.messages_of(conn, case_id))

    async def set_language(self, case_id: int, language: Language) -> Case:
        return await self._write(lambda conn: points.set_language(conn, case_id, language))

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
        return await self._import(
            header, batches, now, cancel, progress, keep=True, only_changes=only_changes
        )

    async def preview_import(
        self,
        header: ImportHeader,
        batches: Iterable[Batch],
        now: Millis,
        *,
        cancel: threading.Event | None = None,
        progress: Progress | None = None,
    ) -> ImportSummary:
        return await self._import(header, batches, now, cancel, progress, keep=False)

    async def _import(
        self,
        header: ImportHeader,
        batches: Iterable[Batch],
        now: Millis,
        cancel: threading.Event | None,
        progress: Progress | None,
        *,
        keep: bool,
        only_changes: bool = False,
    ) -> ImportSummary:
        """Runs in the writer's thread to its end; cancelling the caller stops it at the next batch."""
        loop = asyncio.get_running_loop()
        stop = threading.Event() if cancel is None else cancel

        def tell(done: int, estimated: int) -> None:
            if progress is not None:
                loop.call_soon_threadsafe(progress, done, estimated)

        work = partial(
            importing.take_in,
            header=header,
            batches=batches,
            now=now,
            rules=self._rules,
            watch=importing.Watch(stop, tell),
            keep=keep,
            only_changes=only_changes,
        )
        running = asyncio.ensure_future(self._writer.do(work))
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            stop.set()
            with contextlib.suppress(Exception):
                await running
            raise
        except sqlite3.Error as error:
            raise told(error, self.path) from error

    async def imports(self) -> list[ImportSummary]:
        return await self._read(import_rows.imports)

    async def rows_of_import(self, import_id: int, outcome: str = "") -> list[RowOutcome]:
        return await self._read(lambda conn: import_rows.rows_of(conn, import_id, outcome))

    async def rejected_rows(self, import_id: int) -> list[RowOutcome]:
        return await self.rows_of_import(import_id, "rejected")

    async def mend_row(
        self, import_id: int, row: int, record: Record, *, staff: str, now: Millis
    ) -> Case | None:
        hand = points.Hand(staff, now, self._rules)
        return await self._write(lambda conn: importing.mend_row(conn, import_id, row, record, hand))

    async def remember_mapping(
        self, header_key: str, fields: Mapping[str, Sequence[int]], import_id: int
    ) -> None:
        await self._write(lambda conn: shop.remember_mapping(conn, header_key, fields, import_id))

    async def recall_mapping(self, header_key: str) -> dict[str, tuple[int, ...]] | None:
        return await self._read(lambda conn: shop.recall_mapping(conn, header_key))

    async def setting(self, key: str, default: str = "") -> str:
        return await self._read(lambda conn: reading.setting(conn, key, default))

    async def set_setting(self, key: str, value: str) -> None:
        await self._write(lambda conn: shop.set_setting(conn, key, value))

    async def backup(self, path: str) -> int:
        return await self._read(lambda conn: reading.backup(conn, Path(path)))


@contextlib.asynccontextmanager
async def open_store(
    path: Path | str, *, policy: Policy | None = DEFAULT, now: Millis
) -> AsyncIterator[SqliteStore]:
    """The store at `path`, made if there is none; closed whatever happens inside.  Raises StoreError.

    `now` is when the Kakao outage of a first run begins.  Where the policy cannot be known (None) everybody
    stays at the place that the last one gave them.
    """
    place = Path(path)
    writer = _Room(partial(open_file, place), 64)
    try:
        await _opened(writer)
        reader = _Room(partial(_for_reading, place), 64)
        try:
            await _opened(reader)
            store = SqliteStore(place, policy or DEFAULT, writer, reader)
            if policy is not None:
                await store.begin(now)
            yield store
        finally:
            await _closed(reader)
    finally:
        await _closed(writer)


def _for_reading(path: Path) -> sqlite3.Connection:
    conn = connect(path)
    conn.execute("PRAGMA query_only = ON")
    return conn


async def _opened(room: _Room) -> None:
    """Opens to the end even if cancelled, so that there is always something whole to close."""
    opening = asyncio.ensure_future(_await(room))
    try:
        await asyncio.shield(opening)
    except asyncio.CancelledError:
        with contextlib.suppress(Exception):
            await opening
        raise


async def _await(room: _Room) -> None:
    try:
        await room
    except BaseException:
        # aiosqlite tells its thread to end and goes; the thread's answer still needs this loop.
        await asyncio.to_thread(room._thread.join)
        raise


async def _closed(room: _Room) -> None:
    """Closes after all that was sent before; a cancelled caller waits for it, since the thread must end."""
    closing = asyncio.ensure_future(room.close())
    try:
        await asyncio.shield(closing)
    except asyncio.CancelledError:
        with contextlib.suppress(Exception):
            await closing
        raise
