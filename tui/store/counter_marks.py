"""What became of orders at the counter, put into the orders as they are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tui.domain.model import Order
from tui.store import sql_counter
from tui.store.rows import fetch_list

READY = "ready"


def marked(conn: sqlite3.Connection, orders: dict[int, list[Order]], ids: Sequence[int]) -> None:
    """Puts into each case's orders since when they are ready and whether they were picked up."""
    for case_id, order_id, step, at in fetch_list(conn, sql_counter.MARKS_OF, ids):
        for place, order in enumerate(orders.get(case_id, ())):
            if order.id == order_id:
                done = order._replace(ready_at=at) if step == READY else order._replace(picked_up=True)
                orders[case_id][place] = done
