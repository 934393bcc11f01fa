"""Likely days in the database: learnt anew from the shop's orders whenever a file came in or went."""

from __future__ import annotations

import sqlite3

from tui.domain.likely import habits_of, likely_day
from tui.domain.model import Likely, Millis
from tui.store import sql_ledgers as sql
from tui.store.ordering import guessed_key
from tui.store.rows import BY_SPAN, BY_WEEKDAY, Row

_MOST_ORDERS = 5_000
"""The latest so many orders say what people do now."""


def guess_again(conn: sqlite3.Connection, now: Millis, zone: str, version: int) -> None:
    """Gives every deposit the day that the orders say now, and its case its place on the board."""
    if conn.execute(sql.ANY_DEPOSIT).fetchone() is None:
        return
    habits = habits_of(conn.execute(sql.SPANS, (_MOST_ORDERS,)), zone)
    changed = []
    for ident, paid_at, *before in conn.execute(sql.LIKELY_DAYS):
        likely = _row(likely_day(paid_at, habits, now, zone))
        if likely != tuple(before):
            changed.append((*likely, ident))
    conn.executemany(sql.SET_LIKELY, changed)
    moved = []
    for case_id, key, day, paid_at, amount in conn.execute(sql.PLACED_BY_PAYMENT):
        place = guessed_key(day, paid_at, amount)
        if place != key:
            moved.append((place, version, case_id))
    conn.executemany(sql.PLACE_AGAIN, moved)


def _row(likely: Likely | None) -> Row:
    if likely is None:
        return None, "", 0
    return likely.day, BY_SPAN if likely.by_span else BY_WEEKDAY, likely.orders
