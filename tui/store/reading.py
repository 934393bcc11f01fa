"""What is read: functions of a connection, run in the reader's thread."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from tui.domain.model import Attempt, ChatMessage, Event, Millis, Outage
from tui.domain.words import Lane, State
from tui.store import sql, sql_ledgers
from tui.store.ordering import ASLEEP, LANE_NUMBER, LANES, PAST, passed_below, shown_key
from tui.store.results import Changes, FindRow, LaneIds, Lanes, Stats, StoreError, Touched
from tui.store.rows import (
    STATES,
    Row,
    attempt_from,
    event_from,
    fetch_list,
    files_of,
    message_from,
    outage_from,
    states_counted,
)

MOST_CHANGES = 2_000
"""More changed cases than this are quicker read as whole lanes."""
_PIECE = 1_024
"""Rows for finding read at once: some milliseconds of one thread."""


def version(conn: sqlite3.Connection) -> int:
    number: int = conn.execute(sql.VERSION).fetchone()[0]
    return number


def lanes(conn: sqlite3.Connection, now: Millis, stale_after: Millis) -> Lanes:
    conn.execute("BEGIN")
    try:
        at = version(conn)
        counts = states_counted(conn.execute(sql.TALLIES))
        found = {lane: _lane(conn, LANE_NUMBER[lane], passed_below(now, stale_after)) for lane in LANES}
    finally:
        conn.execute("COMMIT")
    return Lanes(at, found, counts)


def _lane(conn: sqlite3.Connection, lane: int, passed: int) -> LaneIds:
    # One flat array: no list of a hundred thousand tuples, whose memory would stay with the process.
    flat = array("q", chain.from_iterable(conn.execute(sql.LANE, (lane,))))
    keys, ids = flat[::2], flat[1::2]
    if lane == LANE_NUMBER[Lane.TO_CONTACT] and keys and keys[0] < passed:
        return _past_last(keys, ids, passed)
    return LaneIds(keys, ids)


def _past_last(keys: array[int], ids: array[int], passed: int) -> LaneIds:
    cut = bisect_left(keys, passed)
    gone = array("q", (key + PAST for key in keys[:cut]))
    return LaneIds(keys[cut:] + gone, ids[cut:] + ids[:cut])


def changes(conn: sqlite3.Connection, since: int, now: Millis, stale_after: Millis) -> Changes:
    conn.execute("BEGIN")
    try:
        at, remade = conn.execute(sql.VERSIONS).fetchone()
        if at == since:
            return Changes(at)
        if since < remade:
            return Changes(at, everything=True)
        rows = conn.execute(sql.CHANGED, (since, MOST_CHANGES + 1)).fetchall()
        counts = states_counted(conn.execute(sql.TALLIES))
    finally:
        conn.execute("COMMIT")
    if len(rows) > MOST_CHANGES:
        return Changes(at, everything=True)
    passed = passed_below(now, stale_after)
    return Changes(
        at,
        tuple(
            Touched(ident, STATES[state], shown_key(lane, key, passed), lane == ASLEEP)
            for ident, state, key, lane in rows
        ),
        counts=counts,
    )


def due_between(conn: sqlite3.Connection, start: Millis, end: Millis) -> int:
    count: int = conn.execute(sql.DUE_BETWEEN, (start, end)).fetchone()[0]
    return count


def unreached(conn: sqlite3.Connection, now: Millis, stale_after: Millis) -> list[int]:
    whole = lanes(conn, now, stale_after)
    return [ident for lane in LANES if lane is not Lane.SETTLED for ident in whole[lane].ids]


def ids_in(conn: sqlite3.Connection, states: Iterable[State]) -> list[int]:
    return [row[0] for row in fetch_list(conn, sql.IN_STATES, sorted(state.value for state in states))]


def ids_with(conn: sqlite3.Connection, phone: str, order_no: str) -> list[int]:
    found: dict[int, None] = {}
    if phone:
        found.update((row[0], None) for row in conn.execute(sql.BY_PHONE, (phone,)))
    if order_no:
        found.update((row[0], None) for row in conn.execute(sql.BY_ORDER, (order_no, order_no)))
    return list(found)


def find_rows_after(conn: sqlite3.Connection, last_id: int, most: int = _PIECE) -> list[FindRow]:
    """The next cases by id; [] at the end.  Each call is a transaction of its own, so nobody waits long."""
    cases = conn.execute(sql.FIND_CASES, (last_id, most)).fetchall()
    if not cases:
        return []
    between = (cases[0][0], cases[-1][0])
    orders, points = conn.execute(sql.FIND_ORDERS, between), conn.execute(sql.FIND_POINTS, between)
    return _find_rows(cases, orders, points, conn.execute(sql_ledgers.FIND_DEPOSITS, between))


def find_rows_of(conn: sqlite3.Connection, ids: Sequence[int]) -> list[FindRow]:
    return _find_rows(
        fetch_list(conn, sql.FIND_CASES_OF, ids),
        fetch_list(conn, sql.FIND_ORDERS_OF, ids),
        fetch_list(conn, sql.FIND_POINTS_OF, ids),
        fetch_list(conn, sql_ledgers.FIND_DEPOSITS_OF, ids),
    )


def _find_rows(
    cases: list[Row], orders: Iterable[Row], points: Iterable[Row], deposits: Iterable[Row]
) -> list[FindRow]:
    numbers: dict[int, tuple[str, ...]] = {}
    amounts: dict[int, tuple[int, ...]] = {}
    phones: dict[int, tuple[str, ...]] = {}
    emails: dict[int, tuple[str, ...]] = {}
    handles: dict[int, tuple[str, ...]] = {}
    others: dict[int, tuple[str, ...]] = {}
    depositors: dict[int, tuple[str, ...]] = {}
    # Nearly everybody has one of each, so a tuple made anew for the second is cheaper than lists.
    none: tuple[()] = ()
    own: dict[int, str] = dict(cases)
    for case_id, order_no, amount, name in orders:
        if name and name != own.get(case_id) and name not in others.get(case_id, none):
            others[case_id] = (*others.get(case_id, none), name)
        if order_no:
            numbers[case_id] = (*numbers.get(case_id, none), order_no)
        if amount is not None:
            amounts[case_id] = (*amounts.get(case_id, none), amount)
    for case_id, depositor, amount in deposits:
        depositors[case_id] = (*depositors.get(case_id, none), depositor)
        amounts[case_id] = (*amounts.get(case_id, none), amount)
    for case_id, kind, value in points:
        place = phones if kind == "phone" else emails if kind == "email" else handles
        place[case_id] = (*place.get(case_id, none), value)
    return [
        FindRow(
            ident,
            name,
            phones.get(ident, none),
            numbers.get(ident, none),
            amounts.get(ident, none),
            handles.get(ident, none),
            emails.get(ident, none),
            depositors.get(ident, none),
            others.get(ident, none),
        )
        for ident, name in cases
    ]


def messages_of(conn: sqlite3.Connection, case_id: int) -> list[ChatMessage]:
    files = files_of(conn)
    return [message_from(row, files) for row in conn.execute(sql_ledgers.MESSAGES_OF, (case_id,))]


def attempts_between(conn: sqlite3.Connection, start: Millis, end: Millis) -> list[Attempt]:
    return [attempt_from(row) for row in conn.execute(sql.ATTEMPTS_BETWEEN, (start, end))]


def events_of(conn: sqlite3.Connection, case_id: int) -> list[Event]:
    return [event_from(row) for row in fetch_list(conn, sql.EVENTS, [case_id])]


def outages(conn: sqlite3.Connection) -> tuple[Outage, ...]:
    return tuple(outage_from(row) for row in conn.execute(sql.OUTAGES))


def stats(conn: sqlite3.Connection, path: Path) -> Stats:
    cases, orders, points, events = conn.execute(sql.STATS).fetchone()
    return Stats(
        str(path),
        path.stat().st_size,
        conn.execute("PRAGMA user_version").fetchone()[0],
        "SQLite " + sqlite3.sqlite_version,
        conn.execute("PRAGMA journal_mode").fetchone()[0],
        cases,
        orders,
        points,
        events,
    )


def check(conn: sqlite3.Connection) -> tuple[str, ...]:
    """The engine's own examination and that of the references; () if all is sound."""
    try:
        complaints = [row[0] for row in conn.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
        complaints += [f"{table} {row}" for table, row, *_ in conn.execute("PRAGMA foreign_key_check")]
    except sqlite3.DatabaseError as error:
        return (str(error),)
    return tuple(complaints)


def setting(conn: sqlite3.Connection, key: str, default: str) -> str:
    row = conn.execute(sql.SETTING, (key,)).fetchone()
    return default if row is None else str(row[0])


def backup(conn: sqlite3.Connection, place: Path) -> int:
    """Copies to a new file; its size."""
    from tui.store.migrations import copy_to

    try:
        copy_to(conn, place)
    except FileExistsError as error:
        raise StoreError("backup_exists", path=str(place)) from error
    except (OSError, sqlite3.Error) as error:
        raise StoreError("backup_failed", path=str(place)) from error
    return place.stat().st_size
