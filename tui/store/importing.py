"""One import as one transaction: begun late, watched, and dropped whole when it is stopped."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import closing, nullcontext
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from tui.domain.depositor_words import NO_CUSTOMER_CODES
from tui.domain.model import Case, Event, Millis
from tui.domain.words import EventKind
from tui.intake.records import CHAT
from tui.store import sql, sql_undo
from tui.store.bulk import indexes_last, no_collecting, room_for_many
from tui.store.import_rows import one_import, write_import
from tui.store.merging import Merge
from tui.store.moving import Rules, add_event, one_case, raise_version
from tui.store.points import Hand
from tui.store.results import ImportCancelled, ImportHeader, ImportSummary, StoreError
from tui.store.transactions import begin

if TYPE_CHECKING:
    from tui.intake.records import Batch, Record

_ROWS_BEFORE_LOCKING = 8_000


@dataclass(frozen=True, slots=True)
class Watch:
    """How an import is stopped and how it tells where it is."""

    stop: threading.Event
    tell: Callable[[int, int], None]


def take_in(
    conn: sqlite3.Connection,
    *,
    header: ImportHeader,
    batches: Iterable[Batch],
    now: Millis,
    rules: Rules,
    watch: Watch,
    keep: bool,
    only_changes: bool = False,
) -> ImportSummary:
    """Reads and applies all batches; with `keep` False everything is taken back at the end.

    So it is with `only_changes` where the file says nothing that it had not said when it last came.
    """
    known = one_import(conn, header.id)
    if known is not None:
        return known
    source: Any = batches
    with no_collecting(), closing(source) if hasattr(source, "close") else nullcontext():
        waiting, rest = _gather(batches, watch)
        with room_for_many(conn):
            begin(conn)
            try:
                summary, news = _merge(conn, header, chain(waiting, rest), now, rules=rules, watch=watch)
                conn.execute("COMMIT" if keep and (news or not only_changes) else "ROLLBACK")
            except BaseException:
                if conn.in_transaction:
                    conn.execute("ROLLBACK")
                raise
    return summary


def _gather(batches: Iterable[Batch], watch: Watch) -> tuple[Iterable[Batch], Iterable[Batch]]:
    """Reads a usual file to its end, a huge one in part, before anybody else has to wait for the database."""
    rest = iter(batches)
    waiting: list[Batch] = []
    rows = 0
    for batch in rest:
        _check(watch)
        waiting.append(batch)
        rows += batch.rows
        if rows >= _ROWS_BEFORE_LOCKING:
            break
    _check(watch)
    return _handing_over(waiting), rest


def _handing_over(waiting: list[Batch]) -> Iterable[Batch]:
    waiting.reverse()
    while waiting:
        yield waiting.pop()


def _merge(
    conn: sqlite3.Connection,
    header: ImportHeader,
    batches: Iterable[Batch],
    now: Millis,
    *,
    rules: Rules,
    watch: Watch,
) -> tuple[ImportSummary, bool]:
    """What became of the rows, and whether anything in them is new."""
    merge = Merge(conn, header, now, rules, raise_version(conn), intake=header.id)
    with indexes_last(conn, empty=not merge.people.any_cases):
        for batch in batches:
            _check(watch)
            merge.take(batch)
            watch.tell(batch.rows_read, batch.rows_estimated)
        _check(watch)
        summary = merge.finish()
    news = merge.can_be_taken_back or _says_more(conn, summary)
    write_import(conn, summary)
    write_intake(conn, merge)
    if header.kind == CHAT:
        from tui.store import requests

        requests.find(conn, now, rules, header.id)
    _check(watch)
    return summary, news


def _says_more(conn: sqlite3.Connection, summary: ImportSummary) -> bool:
    """Whether a file that changes no case still tells more than it last did: of money that is no customer's,
    or of rows that are in doubt."""
    before = conn.execute(sql.LAST_OF_FILE, (summary.header.file,)).fetchone()
    doubts = (summary.rejected, summary.problems)
    return before != doubts or any(code in NO_CUSTOMER_CODES for code in summary.ignored_for)


def _check(watch: Watch) -> None:
    if watch.stop.is_set():
        raise ImportCancelled


def write_intake(conn: sqlite3.Connection, merge: Merge, row: int | None = None) -> None:
    """The event by which it can be taken back, if there is anything to take back."""
    bulk, header = merge.bulk, merge.header
    if not merge.can_be_taken_back:
        if merge.theirs and bulk.saw_again:
            conn.execute(sql_undo.NOT_SEEN_IN, (merge.intake,))
        return
    add_event(conn, Event(merge.intake, 0, EventKind.IMPORTED, header.staff, merge.now))
    conn.execute(sql_undo.ADD_INTAKE, (merge.intake, header.id, row, bulk.first_id, bulk.next_id))


def mend_row(conn: sqlite3.Connection, import_id: int, row: int, record: Record, hand: Hand) -> Case | None:
    """Takes in one rejected row as corrected; None if as corrected it is nobody's pending order."""
    from tui.intake.records import Batch

    told = one_import(conn, import_id)
    if told is None or conn.execute(sql.REJECTED_ROW, (import_id, row)).fetchone() is None:
        raise StoreError("no_such_row", row=row)
    last_part: int | None = conn.execute(sql_undo.LAST_PART, (import_id, row)).fetchone()[0]
    merge = Merge(
        conn,
        told.header._replace(staff=hand.staff),
        hand.now,
        hand.rules,
        raise_version(conn),
        intake=hand.event_id,
        first_part=max(told.rows, last_part or 0),
    )
    merge.take(Batch([record], [], [], 1, 1, 1, last=True))
    merge.finish()
    conn.execute(sql.ROW_MENDED, (merge.last_case, import_id, row))
    write_intake(conn, merge, row)
    return None if merge.last_case is None else one_case(conn, merge.last_case)
