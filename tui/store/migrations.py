"""The schema, one numbered step after another, each in a transaction of its own with its record."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

APPLICATION_ID = 0x736F6E6E
""""sonn": how a file says that it is ours."""


class Migration(NamedTuple):
    number: int
    text: str


@cache
def migrations() -> tuple[Migration, ...]:
    """All steps in their order; the file's name begins with its number."""
    found = [
        Migration(int(entry.name[:4]), entry.read_text("utf-8"))
        for entry in files("tui.store").joinpath("schema").iterdir()
        if entry.name.endswith(".sql")
    ]
    return tuple(sorted(found))


LATEST = 12
"""The number of the last step, known without reading the files (a test compares)."""

TABLES = (
    "cases",
    "imports",
    "import_rows",
    "orders",
    "points",
    "events",
    "claims",
    "outages",
    "mappings",
    "settings",
    "tallies",
    "versions",
    "intakes",
    "former_cases",
    "former_orders",
    "former_points",
    "deposits",
    "decisions",
    "messages",
    "suggestions",
    "send_results",
    "checks",
    "hand_orders",
    "past_orders",
    "deliveries",
    "former_results",
    "counter_steps",
    "sends",
    "send_reports",
    "stopped_queues",
    "kept_cases",
    "kept_minutes",
    "kept_tries",
    "kept_ready",
    "requests",
    "request_decisions",
    "former_deposits",
)
"""What a database at the last step holds."""


def statements(text: str) -> list[str]:
    """The statements of a script.  executescript would commit first, and a step must be whole or nothing."""
    done: list[str] = []
    pending = ""
    for line in text.splitlines(keepends=True):
        if not pending and (not line.strip() or line.lstrip().startswith("--")):
            continue
        pending += line
        if sqlite3.complete_statement(pending):
            done.append(pending.strip())
            pending = ""
    if pending.strip():
        raise ValueError("the last statement of a migration has no end")
    return done


def migrate(
    conn: sqlite3.Connection, path: Path, steps: Sequence[Migration] | None = None, *, copy: bool = True
) -> int:
    """Takes the database to the latest step; how many were taken.  A copy is made before changing an old one.

    Several processes may try at once: the first takes the steps, the others find them done.
    """
    steps = migrations() if steps is None else steps
    taken = 0
    if copy and user_version(conn) not in (0, steps[-1].number):
        keep_copy(conn, path)
    for step in steps:
        conn.execute("BEGIN IMMEDIATE")
        try:
            if user_version(conn) < step.number:
                for statement in statements(step.text):
                    conn.execute(statement)
                conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                conn.execute(f"PRAGMA user_version = {step.number:d}")
                taken += 1
            conn.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise
    return taken


def keep_copy(conn: sqlite3.Connection, path: Path) -> Path:
    """A copy beside the database, named by the step it stands at; never over another file."""
    stem = f"{path.name}.before-{user_version(conn) + 1:04d}"
    place, count = path.with_name(f"{stem}.bak"), 1
    while True:
        try:
            copy_to(conn, place)
        except FileExistsError:  # made before, or by another terminal just now
            count += 1
            place = path.with_name(f"{stem}.{count}.bak")
        else:
            return place


def copy_to(conn: sqlite3.Connection, place: Path) -> None:
    """Copies the database as it is now into a new file, private to its owner and safely on disk.

    Raises FileExistsError, and leaves that file as it is.
    """
    os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        target = sqlite3.connect(place, isolation_level=None)
        try:
            conn.backup(target)
            target.execute("PRAGMA journal_mode = delete")
        finally:
            target.close()
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def user_version(conn: sqlite3.Connection) -> int:
    number: int = conn.execute("PRAGMA user_version").fetchone()[0]
    return number
