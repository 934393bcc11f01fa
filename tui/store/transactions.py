"""One write: begun, done and committed, or nothing of it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

from tui.store import opening

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]


def begin(conn: sqlite3.Connection) -> None:
    """BEGIN IMMEDIATE, asking again at short random intervals until the time to wait is over.

    The engine's own waiting grows to a tenth of a second, and starves where many terminals write.
    """
    end = time.monotonic() + opening.BUSY_MILLISECONDS / 1000
    conn.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                conn.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
            time.sleep(0.0005 + time.monotonic_ns() % 4096 / 1_000_000)  # 0.5 to 4.6 ms, each its own
    finally:
        conn.execute(f"PRAGMA busy_timeout = {opening.BUSY_MILLISECONDS}")


def transaction(conn: sqlite3.Connection, work: Work[T]) -> T:
    """`work` between BEGIN IMMEDIATE and COMMIT; on any failure nothing of it stays."""
    begin(conn)
    try:
        result = work(conn)
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise
    return result
