"""Removing personal data for good: from the database's pages, its journal and the copies that are known.

The rows go in one transaction (going.py), their bytes with them (secure_delete), what is left is written
anew (VACUUM), and no journal stays.  Whoever is stopped half way finds the database as before or as after;
that the rest is still to be done stands in the database (UNFINISHED), and purging again does it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tui.domain.figures import Figures, figures_of, tries_of
from tui.domain.model import Millis
from tui.domain.words import UNRESOLVED, State
from tui.store import copies, going, kept, reading, sql, sql_kept
from tui.store.failures import told
from tui.store.migrations import APPLICATION_ID, LATEST, copy_to, migrate, user_version
from tui.store.openers import Opener, openers
from tui.store.opening import connect, open_file
from tui.store.results import StoreError
from tui.store.rows import STATES, read_cases

UNFINISHED = "store.purging"
"""The setting that holds the moment of a purge that has not come to its end."""
_PARTS = ("orders", "points", "events", "deposits", "messages")
"""The tables whose rows are counted of those who go."""


class StillOpen(NamedTuple):
    """A customer whose last moment lies before the day, and who is not settled."""

    id: int
    name: str
    state: State
    last: Millis


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What would go.  `parts`: how many of their orders, points, events, deposits and messages."""

    before: Millis
    ids: tuple[int, ...]
    open: tuple[StillOpen, ...]
    parts: Mapping[str, int]
    copies: tuple[Path, ...]
    """Files that would be changed (backups) or removed (copies from before a step of the schema)."""
    missing: tuple[Path, ...]
    """Backups that cannot be reached now."""
    openers: tuple[Opener, ...] = ()
    staff: tuple[str, ...] = ()
    """Who has a customer in work just now."""
    unfinished: bool = False
    blind: bool = False
    """Whether this system does not tell which other programs have it open."""

    @property
    def in_use(self) -> str:
        """Who is in the way: names of staff, terminals with their processes; "" for nobody."""
        terminals = [f"{one.terminal} ({one.process})".strip() for one in self.openers]
        return ", ".join((*self.staff, *terminals))


@dataclass(frozen=True, slots=True)
class Purged:
    customers: int
    parts: Mapping[str, int]
    open: tuple[StillOpen, ...]
    copies: tuple[Path, ...]
    missing: tuple[Path, ...]
    """Backups that could not be reached: they still hold the data."""


def look(path: Path, before: Millis, now: Millis, *, everything: bool = False) -> PurgePlan:
    """What purging would remove; nothing is changed.  Raises StoreError.

    Those go whose last order, deposit and attempt lie before `before`; unsettled ones only with `everything`.
    """
    conn = open_file(path)
    try:
        return _plan(conn, path, before, now, everything)
    except sqlite3.Error as error:
        raise told(error, path) from error
    finally:
        conn.close()


def purge(path: Path, before: Millis, now: Millis, *, zone: str, everything: bool = False) -> Purged:
    """Removes it for good and keeps the counts; hours are those of `zone`.

    Raises StoreError: in_use where another terminal has the database open (nothing was changed),
    purge_unfinished where the data has gone and the rest could not be done.
    """
    conn = open_file(path)
    try:
        plan = _plan(conn, path, before, now, everything)
        if plan.in_use:
            raise StoreError("in_use", path=str(path), who=plan.in_use)
        _alone(conn, path)
        _remove(conn, plan, now, zone)
        try:
            staying = {ident for (ident,) in conn.execute(sql_kept.ALL_IDS)}
            conn.execute("VACUUM")
            changed, missing = _purge_copies(conn, path, plan, staying)
            conn.execute(sql.FORGET_SETTING, (UNFINISHED,))
        except (sqlite3.Error, OSError) as error:
            raise StoreError("purge_unfinished", path=str(path), why=type(error).__name__) from error
        left_open = () if everything else plan.open
        return Purged(len(plan.ids), plan.parts, left_open, tuple(changed), tuple(missing))
    except sqlite3.Error as error:
        raise told(error, path) from error
    finally:
        conn.close()


def _plan(conn: sqlite3.Connection, path: Path, before: Millis, now: Millis, everything: bool) -> PurgePlan:
    ids: list[int] = []
    still_open: list[tuple[int, Millis]] = []
    for ident, last, state in conn.execute(sql_kept.OVER, {"before": before}):
        if STATES[state] in UNRESOLVED:
            still_open.append((ident, last))
        if everything or STATES[state] not in UNRESOLVED:
            ids.append(ident)
    cases = {case.id: case for case in read_cases(conn, [ident for ident, _ in still_open])}
    claims = {row[1] for row in conn.execute(sql.ALL_CLAIMS) if row[4] > now}
    known = [one.path for one in copies.backups(conn)]
    others = openers(path)
    return PurgePlan(
        before,
        tuple(ids),
        tuple(
            StillOpen(ident, cases[ident].customer.name, cases[ident].state, last)
            for ident, last in still_open
        ),
        _count(conn, ids),
        (*(place for place in known if place.exists()), *copies.step_copies(path)),
        tuple(place for place in known if not place.exists()),
        tuple(others or ()),
        tuple(sorted(claims)),
        bool(reading.setting(conn, UNFINISHED, "")),
        blind=others is None,
    )


def _count(conn: sqlite3.Connection, ids: Iterable[int]) -> dict[str, int]:
    going.with_going(conn, ids)
    try:
        return {word: conn.execute(sql_kept.count_of_cases(word)).fetchone()[0] for word in _PARTS}
    finally:
        conn.execute(sql_kept.DROP_GOING)


def _alone(conn: sqlite3.Connection, path: Path) -> None:
    """Takes the journal out of use: with it goes what it still holds, and whoever shares it is found out."""
    mode: str = conn.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    if mode != "delete":
        raise StoreError("locked", path=str(path))
    conn.execute("PRAGMA synchronous = EXTRA")
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("PRAGMA secure_delete = ON")


def _remove(conn: sqlite3.Connection, plan: PurgePlan, now: Millis, zone: str) -> None:
    conn.execute("BEGIN EXCLUSIVE")
    try:
        for outage_id, figures in _figures(conn, plan.ids, now, zone):
            kept.keep(conn, outage_id, figures)
        going.remove(conn, plan.ids, plan.before)
        conn.execute(sql.SET_SETTING, (UNFINISHED, str(plan.before)))
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


def _figures(
    conn: sqlite3.Connection, ids: Iterable[int], now: Millis, zone: str
) -> list[tuple[int, Figures]]:
    """What stays of those who go: by outage, and what was tried while there was none."""
    cases = read_cases(conn, list(ids))
    opened, outages = kept.opened(conn), reading.outages(conn)
    known = {case.id for case in cases}
    sent = [one for one in kept.sent(conn) if one.case_id in known]
    made = [(outage.id, figures_of(outage, cases, opened, now, zone=zone, sent=sent)) for outage in outages]
    calm = [
        attempt
        for case in cases
        for attempt in case.attempts
        if not any(outage.covers(attempt.at) for outage in outages)
    ]
    calm_sent = [one for one in sent if not any(outage.covers(one.at) for outage in outages)]
    return [*made, (kept.NO_OUTAGE, Figures(tries=tries_of(calm, calm_sent, zone)))]


# -- copies


def _purge_copies(
    conn: sqlite3.Connection, path: Path, plan: PurgePlan, staying: set[int]
) -> tuple[list[Path], list[Path]]:
    """(changed or removed, not reached).  A backup keeps all that stays; a copy from before a step goes."""
    changed, missing = [], []
    for place in copies.step_copies(path):
        place.unlink()
        changed.append(place)
    forgotten = set()
    for one in copies.backups(conn):
        if not one.path.exists():
            missing.append(one.path)
            if one.path.parent.exists():
                forgotten.add(one.path)  # moved or deleted by a person: named this once
            continue
        try:
            _purge_copy(one.path, plan, staying)
            changed.append(one.path)
        except (OSError, sqlite3.Error, StoreError):
            missing.append(one.path)
    copies.forget_backups(conn, forgotten)
    return changed, missing


def _purge_copy(place: Path, plan: PurgePlan, staying: set[int]) -> None:
    """Replaces a backup by one without those who have gone, in one step."""
    made = place.with_name(f".{place.name}.purging")
    made.unlink(missing_ok=True)
    try:
        with contextlib.closing(connect(place)) as source:
            if source.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise StoreError("foreign", path=str(place))
            copy_to(source, made)
        with contextlib.closing(connect(made)) as conn:
            if user_version(conn) < LATEST:
                migrate(conn, made, copy=False)
            _alone(conn, made)
            old = [row[0] for row in conn.execute(sql_kept.OVER, {"before": plan.before})]
            there = {ident for (ident,) in conn.execute(sql_kept.ALL_IDS)}
            ids = sorted((set(old) | set(plan.ids)) & there - staying)
            conn.execute("BEGIN EXCLUSIVE")
            going.remove(conn, ids, plan.before)
            conn.execute("COMMIT")
            conn.execute("VACUUM")
        os.replace(made, place)
    finally:
        made.unlink(missing_ok=True)
