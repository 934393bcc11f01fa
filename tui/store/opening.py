"""Opening the database file: what is looked at before anything is written, and how each connection is set.

A file that is not ours, newer, damaged or out of reach is left exactly as it is.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import stat
from pathlib import Path

from tui.store.failures import told
from tui.store.journal import STRICT_FROM, journal_for
from tui.store.migrations import APPLICATION_ID, LATEST, TABLES, migrate, user_version
from tui.store.network import on_network
from tui.store.results import StoreError

BUSY_MILLISECONDS = 5_000
_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[/\\]")
"""postgresql://…, file:/…: an address, where a path is wanted (a drive has one letter)."""


def open_file(path: Path) -> sqlite3.Connection:
    """A checked connection to the database at `path`, made or migrated where needed.  Raises StoreError."""
    existed = inspect(path)
    if not existed:
        _make(path)
    conn = connect(path)
    try:
        look_inside(conn, path)
        _make_private(path)
        set_journal(conn, path)
        conn.execute("PRAGMA foreign_keys = ON")
        if user_version(conn) < LATEST:
            migrate(conn, path)
        _check_writable(conn)
    except sqlite3.Error as error:
        conn.close()
        raise told(error, path) from error
    except BaseException:
        conn.close()
        raise
    return conn


def inspect(path: Path, *, make_folder: bool = True) -> bool:
    """Whether a database is there, judged without SQLite so that a foreign file stays untouched.

    False means that a new one may be made.  Raises StoreError for what cannot be used.
    """
    if _ADDRESS.match(str(path)):
        raise StoreError("not_a_file", path=str(path))
    if sqlite3.sqlite_version_info < STRICT_FROM:
        raise StoreError("engine_too_old", path=str(path), engine=sqlite3.sqlite_version)
    if on_network(path):
        raise StoreError("network_path", path=str(path))
    try:
        found = path.stat()
    except FileNotFoundError:
        if make_folder:
            _check_folder(path)
        return False
    except OSError as error:
        raise StoreError("unreadable", path=str(path)) from error
    if stat.S_ISDIR(found.st_mode):
        raise StoreError("is_a_folder", path=str(path))
    if not stat.S_ISREG(found.st_mode):
        raise StoreError("not_a_file", path=str(path))
    _check_header(path, found.st_size)
    if not os.access(path, os.W_OK):
        raise StoreError("read_only", path=str(path))
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise StoreError("folder_unwritable", path=str(path))
    return True


def connect(path: Path, *, busy_milliseconds: int | None = None) -> sqlite3.Connection:
    """A connection in which every transaction is begun by us.  It may move between threads, not be shared."""
    wait = BUSY_MILLISECONDS if busy_milliseconds is None else busy_milliseconds
    try:
        return sqlite3.connect(
            path, timeout=wait / 1000, isolation_level=None, check_same_thread=False, cached_statements=256
        )
    except sqlite3.Error as error:
        raise told(error, path) from error


def set_journal(conn: sqlite3.Connection, path: Path) -> None:
    """The journal that is safe with this SQLite; see journal.py."""
    mode, synchronous = journal_for(sqlite3.sqlite_version_info)
    current: str = conn.execute("PRAGMA journal_mode").fetchone()[0]
    if current != mode:
        try:
            current = conn.execute(f"PRAGMA journal_mode = {mode}").fetchone()[0]
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
        if current == "wal" and mode != "wal":
            raise StoreError("mixed_versions", path=str(path), engine=sqlite3.sqlite_version)
    # A rollback journal that somebody else still uses is safe with every version, if EXTRA is set.
    conn.execute(f"PRAGMA synchronous = {synchronous if current == mode else 'EXTRA'}")


def _check_folder(path: Path) -> None:
    folder = path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except FileExistsError as error:
        raise StoreError("folder_missing", path=str(path), folder=str(folder)) from error
    except OSError as error:
        raise StoreError("folder_unwritable", path=str(path)) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreError("folder_unwritable", path=str(path))


def _check_header(path: Path, size: int) -> None:
    """The first hundred bytes: SQLite's mark, whose file it is, which step, and whether it is all there."""
    if size == 0:
        return
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError as error:
        raise StoreError("unreadable", path=str(path)) from error
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise StoreError("not_a_database", path=str(path))
    unfinished = any(Path(f"{path}{end}").exists() for end in ("-journal", "-wal"))
    owner = int.from_bytes(header[68:72])
    if owner != APPLICATION_ID and (owner or not unfinished) and not _is_blank(path, owner):
        raise StoreError("foreign", path=str(path))
    number = int.from_bytes(header[60:64])
    if owner == APPLICATION_ID and number > LATEST:
        raise StoreError("newer", path=str(path), number=number, known=LATEST)
    page_size = int.from_bytes(header[16:18])
    page_size = 65536 if page_size == 1 else page_size
    pages = int.from_bytes(header[28:32])
    counted = header[24:28] == header[92:96]
    if not unfinished and counted and pages * page_size > size:
        raise StoreError("incomplete", path=str(path))


def _is_blank(path: Path, owner: int) -> bool:
    """A SQLite file without any owner or table may become ours."""
    if owner:
        return False
    uri = path.resolve().as_uri() + "?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as conn:
        try:
            return conn.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None
        except sqlite3.Error:
            return False


def look_inside(conn: sqlite3.Connection, path: Path) -> int:
    """The same questions once SQLite has put right what a crash left (its journal); the step it stands at."""
    number = user_version(conn)
    owner = conn.execute("PRAGMA application_id").fetchone()[0]
    tables = {row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if owner != APPLICATION_ID and (owner or tables):
        raise StoreError("foreign", path=str(path))
    if number > LATEST:
        raise StoreError("newer", path=str(path), number=number, known=LATEST)
    if number == LATEST and not tables.issuperset(TABLES):
        raise StoreError("damaged", path=str(path))
    return number


def _check_writable(conn: sqlite3.Connection) -> None:
    """Asks for the writer's place and gives it back; nothing is written."""
    try:
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        # Somebody else is writing just now: so it can be written.
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise


def _make(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except PermissionError as error:
        raise StoreError("folder_unwritable", path=str(path)) from error
    except OSError as error:
        raise StoreError("unreadable", path=str(path)) from error


def _make_private(path: Path) -> None:
    """Only the owner may read customers' names and numbers; SQLite gives its journals the same rights."""
    with contextlib.suppress(OSError):
        mode = path.stat().st_mode
        if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
            path.chmod(0o600)
