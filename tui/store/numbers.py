"""What a customers' display reads: the numbers that are ready, and nothing else; it never writes.

The file may not be there yet, may be busy, or may be exchanged for another one while the display stands.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from tui.domain.counter import Ticket
from tui.domain.model import Millis
from tui.store.counter import tickets
from tui.store.failures import told
from tui.store.migrations import LATEST
from tui.store.opening import connect, inspect, look_inside
from tui.store.results import StoreError

_BUSY_MILLISECONDS = 200
"""A display that waits for a writer must not stand still for long: it asks again soon."""


class Numbers:
    """Looks into the database again and again.  Each look costs next to nothing where nobody has written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._conn: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._seen = -1

    def look(self, since: Millis, *, anyway: bool = False) -> list[Ticket] | None:
        """What was made ready since then and is not picked up; None where nobody wrote since the last look.

        With `anyway` it is read all the same: time may have changed what counts.  [] as long as there is no
        database, or one that the program has not brought to its latest shape.  Raises StoreError.
        """
        try:
            if not self._opened():
                return []
            assert self._conn is not None
            version: int = self._conn.execute("PRAGMA data_version").fetchone()[0]
            if version == self._seen and not anyway:
                return None
            found = tickets(self._conn, since, only_ready=True)
            self._seen = version
        except sqlite3.Error as error:
            raise told(error, self.path) from error
        return found

    def _opened(self) -> bool:
        """Whether there is a database to read; opens it, again where it is another file than before."""
        try:
            found = os.stat(self.path)
        except FileNotFoundError:
            self.close()
            return False
        except OSError as error:
            raise StoreError("unreadable", path=str(self.path)) from error
        file = (found.st_dev, found.st_ino)
        if self._conn is not None and file == self._file:
            return True
        self.close()
        if not inspect(self.path, make_folder=False) or not found.st_size:
            return False
        conn = connect(self.path, busy_milliseconds=_BUSY_MILLISECONDS)
        try:
            conn.execute("PRAGMA query_only = ON")
            if look_inside(conn, self.path) < LATEST:
                conn.close()
                return False
        except BaseException:
            conn.close()
            raise
        self._conn, self._file, self._seen = conn, file, -1
        return True

    def close(self) -> None:
        if self._conn is not None:
            self._conn.close()
        self._conn = self._file = None
        self._seen = -1
