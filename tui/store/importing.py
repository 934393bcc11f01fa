"""One import as one transaction: begun late, watched, and dropped whole when it is stopped."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import closing, nullcontext
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from tui.domain.model import Case, Millis
from tui.store import sql
from tui.store.bulk import indexes_last, no_collecting
from tui.store.import_rows import one_import, write_import
from tui.store.merging import Merge
from tui.store.moving import Rules, one_case, raise_version
from tui.store.points import Hand
from tui.store.results import ImportCancelled, ImportHeader, ImportSummary, StoreError

if TYPE_CHECKING:
    from tui.intake.records import Batch, Record

_ROWS_BEFORE_LOCKING = 8_000
_CACHE_KIB = 64_000


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
) -> ImportSummary:
    """Reads and applies all batches; with `keep` False everything is taken back at the end."""
    known = one_import(conn, header.id)
    if known is not None:
        return known
    source: Any = batches
    with no_collecting(), closing(source) if hasattr(source, "close") else nullcontext():
        waiting, rest = _gather(batches, watch)
        # The dirty pages of a large file fit in memory, so that others can read until it is committed.
        conn.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        conn.execute("BEGIN IMMEDIATE")
        try:
            summary = _merge(conn, header, chain(waiting, rest), now, rules=rules, watch=watch)
            conn.execute("COMMIT" if keep else "ROLLBACK")
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise
        finally:
            conn.execute("PRAGMA cache_size = -2000")
            conn.execute("PRAGMA shrink_memory")
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
) -> ImportSummary:
    merge = Merge(conn, header, now, rules, raise_version(conn))
    with indexes_last(conn, empty=not merge.people.any_cases):
        for batch in batches:
            _check(watch)
            merge.take(batch)
            watch.tell(batch.rows_read, batch.rows_estimated)
        _check(watch)
        summary = merge.finish()
    write_import(conn, summary)
    _check(watch)
    return summary


def _check(watch: Watch) -> None:
    if watch.stop.is_set():
        raise ImportCancelled


def mend_row(conn: sqlite3.Connection, import_id: int, row: int, record: Record, hand: Hand) -> Case | None:
    """Takes in one rejected row as corrected; None if as corrected it is nobody's pending order."""
    from tui.intake.records import Batch

    told = one_import(conn, import_id)
    if told is None or conn.execute(sql.REJECTED_ROW, (import_id, row)).fetchone() is None:
        raise StoreError("no_such_row", row=row)
    merge = Merge(conn, told.header, hand.now, hand.rules, raise_version(conn), first_part=told.rows)
    merge.take(Batch([record], [], [], 1, 1, 1, last=True))
    merge.finish()
    conn.execute(sql.ROW_MENDED, (merge.last_case, import_id, row))
    return None if merge.last_case is None else one_case(conn, merge.last_case)
