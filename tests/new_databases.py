"""New databases that cost little: the schema's steps are taken once, and copied into every other new file.

Only within a test's own process; programs that tests start, and tests of the steps themselves, take every
step.  What a power cut would take is not waited for either.
"""

from __future__ import annotations

import sqlite3
import threading
from functools import cache
from pathlib import Path

import pytest

from tui.store import opening
from tui.store.migrations import migrate, user_version

_one_at_a_time = threading.Lock()


@cache
def _empty() -> sqlite3.Connection:
    conn = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    migrate(conn, Path("new.db"))
    return conn


def copied(conn: sqlite3.Connection, path: Path) -> int:
    """`migrate`, with a short way for a file in which nothing is yet."""
    with _one_at_a_time:
        if user_version(conn) == 0:
            _empty().backup(conn)
            return user_version(conn)
    return migrate(conn, path)


def make_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has every new database of this test's own process copied from the first one."""
    set_journal = opening.set_journal

    def unhurried(conn: sqlite3.Connection, path: Path) -> None:
        set_journal(conn, path)
        conn.execute("PRAGMA synchronous = OFF")

    monkeypatch.setattr(opening, "migrate", copied)
    monkeypatch.setattr(opening, "set_journal", unhurried)
