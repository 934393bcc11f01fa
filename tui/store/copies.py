"""The copies of the database that are known: made when told to, or before a step of the schema."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import NamedTuple

from tui.domain.model import Millis
from tui.store import sql
from tui.store.reading import setting

BACKUPS = "store.backups"
"""The setting that holds a list of [path, when it was made]."""


class Backup(NamedTuple):
    path: Path
    at: Millis


def backups(conn: sqlite3.Connection) -> list[Backup]:
    """Copies made with `backup`, the oldest first, there or not."""
    try:
        return [Backup(Path(path), int(at)) for path, at in json.loads(setting(conn, BACKUPS, "[]"))]
    except (ValueError, TypeError):
        return []


def remember_backup(conn: sqlite3.Connection, path: Path, at: Millis) -> None:
    place = path.absolute()
    known = [one for one in backups(conn) if one.path != place]
    _write(conn, [*known, Backup(place, at)])


def forget_backups(conn: sqlite3.Connection, paths: set[Path]) -> None:
    _write(conn, [one for one in backups(conn) if one.path not in paths])


def step_copies(path: Path) -> list[Path]:
    """Copies that were made beside the database before its shape was changed."""
    return sorted(path.parent.glob(f"{_escaped(path.name)}.before-*.bak"))


def _escaped(name: str) -> str:
    from glob import escape

    return escape(name)


def _write(conn: sqlite3.Connection, known: list[Backup]) -> None:
    text = json.dumps([[str(one.path), one.at] for one in known], ensure_ascii=False)
    conn.execute(sql.SET_SETTING, (BACKUPS, text))
