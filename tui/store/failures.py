"""SQLite's errors → StoreError with a code that has a sentence."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tui.store.results import StoreError

_CODES = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "not_a_database",
    sqlite3.SQLITE_CANTOPEN: "folder_unwritable",
    sqlite3.SQLITE_PERM: "unreadable",
    sqlite3.SQLITE_AUTH: "unreadable",
}


def told(error: sqlite3.Error, path: Path | str) -> StoreError:
    """The StoreError for an error of SQLite.  A mistake of ours (constraint, syntax) is raised as it is."""
    number = getattr(error, "sqlite_errorcode", None)
    if number is None:
        if isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError):
            raise error
        return StoreError("unreadable", path=str(path))
    primary = number & 0xFF
    if primary in (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_RANGE):
        raise error
    if primary == sqlite3.SQLITE_ERROR:
        if str(error).startswith("no such "):
            return StoreError("damaged", path=str(path))  # ours by its mark, yet without our tables
        raise error
    return StoreError(_CODES.get(primary, "unreadable"), path=str(path))
