"""A till's short numbers whose day has moved: the same order on another day, not a second one.

Such a number names an order only together with its day (intake/orders.py); where the file does not say when
it was ordered, that is the day it is due.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from tui.domain.words import OrderStatus
from tui.intake.records import OrderRecord
from tui.store import sql
from tui.store.rows import Row, fetch_list

_DAYS = 3
_STATUS = 8
_OF_A_DAY = re.compile(r"(.*:)(\d{4}-\d\d-\d\d)(/\d{1,4})", re.DOTALL)


def moved_orders(
    conn: sqlite3.Connection, records: Iterable[OrderRecord], *taken: Collection[str]
) -> dict[str, Row]:
    """New key → the stored order (as sql.KNOWN_ORDERS reads it) that was this one a few days away.

    It has the same short number and its customer the same first number; there is exactly one, it is pending,
    and the file does not say it as well (`taken` are the keys that it has said).
    """
    near = {}
    for record in records:
        keys = [key for key in _near(record) if not any(key in some for some in taken)]
        if keys:
            near[record] = keys
    if not near:
        return {}
    wanted = sorted({key for keys in near.values() for key in keys})
    stored = {row[0]: row for row in fetch_list(conn, sql.KNOWN_ORDERS, wanted)}
    found: dict[str, Row] = {}
    for record, keys in near.items():
        rows = [stored[key] for key in keys if key in stored]
        rows = [row for row in rows if _is_theirs(conn, row, record)]
        if len(rows) == 1:
            found[record.key] = rows[0]
    times = Counter(row[0] for row in found.values())
    return {key: row for key, row in found.items() if times[row[0]] == 1}


def _near(record: OrderRecord) -> list[str]:
    """The keys that the order would have had a few days earlier or later."""
    parts = _OF_A_DAY.fullmatch(record.key)
    if parts is None or record.status is not OrderStatus.PENDING or record.ordered_at is not None:
        return []
    if not record.phones or not record.phones[0].value:
        return []
    day = date.fromisoformat(parts[2])
    others = (day + timedelta(days=by) for by in range(-_DAYS, _DAYS + 1) if by)
    return [f"{parts[1]}{other.isoformat()}{parts[3]}" for other in others]


def _is_theirs(conn: sqlite3.Connection, row: Row, record: OrderRecord) -> bool:
    if row[_STATUS] != OrderStatus.PENDING.value:
        return False
    number = record.phones[0].value
    return conn.execute(sql.HAS_NUMBER, (row[1], number)).fetchone() is not None
