"""The first cases of each lane, read at once with plain sqlite3, before an event loop or Textual exists."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tui.domain.model import Millis
from tui.store import sql
from tui.store.failures import told
from tui.store.migrations import LATEST
from tui.store.opening import connect, inspect, look_inside, open_file
from tui.store.ordering import LANE_NUMBER, LANES, passed_below
from tui.store.reading import outages, version
from tui.store.results import FirstPage
from tui.store.rows import files_of, read_cases, states_counted


def read_first_page(
    path: Path | str, now: Millis, stale_after: Millis, per_lane: int = 40
) -> FirstPage | None:
    """What the first frame shows, in the order of Store.lanes; None if there is no database yet.

    Nothing is written or made, but a database of an earlier version is first taken to the latest: whoever
    updates must not be welcomed as if the shop were new.  Raises StoreError as opening the store would.
    """
    place = Path(path)
    if not inspect(place, make_folder=False) or place.stat().st_size == 0:
        return None
    conn = connect(place, busy_milliseconds=500)
    try:
        step = look_inside(conn, place)
        if step == 0:
            return None
        if step < LATEST:
            open_file(place).close()
        conn.execute("BEGIN")
        passed = passed_below(now, stale_after)
        lanes = {lane: _first(conn, LANE_NUMBER[lane], passed, per_lane) for lane in LANES}
        wanted = [ident for ids in lanes.values() for ident in ids]
        cases = {case.id: case for case in read_cases(conn, wanted, files_of(conn))}
        counts = states_counted(conn.execute(sql.TALLIES))
        return FirstPage(version(conn), lanes, cases, counts, outages(conn))
    except sqlite3.Error as error:
        raise told(error, place) from error
    finally:
        conn.close()


def _first(conn: sqlite3.Connection, lane: int, passed: int, most: int) -> tuple[int, ...]:
    """In the first lane those whose moment has passed for good stand last."""
    start = passed if lane == 0 else 0
    ids = [row[1] for row in conn.execute(sql.LANE_FROM, (lane, start, most))]
    if lane == 0 and len(ids) < most:
        ids += [row[1] for row in conn.execute(sql.LANE_BELOW, (lane, start, most - len(ids)))]
    return tuple(ids)
