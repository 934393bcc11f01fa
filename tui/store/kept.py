"""Counts that stay when personal data goes, and what they are made of.  Functions of a connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tui.domain.figures import Figures, Hour, Sent, Tally
from tui.domain.model import Millis
from tui.domain.sending import OUT, SendState
from tui.domain.words import UNRESOLVED, Route
from tui.store import sql, sql_kept

NO_OUTAGE = 0
_WENT_OUT = tuple(sorted(state.value for state in OUT | {SendState.CONTRADICTED}))
_AFTER, _TOOK = "after", "took"


class Snapshot(NamedTuple):
    """How many of the coming customers could have been reached without a channel, on the day begun then."""

    day: Millis
    at: Millis
    coming: int
    reachable: int


def figures(conn: sqlite3.Connection, outage_id: int) -> Figures:
    """What is kept of those whose data has been removed."""
    minutes: dict[str, dict[int, int]] = {_AFTER: {}, _TOOK: {}}
    for what, minute, count in conn.execute(sql_kept.MINUTES, (outage_id,)):
        minutes[what][minute] = count
    tries = {
        Hour(day, hour, Route(route)): Tally(*counts)
        for day, hour, route, *counts in conn.execute(sql_kept.TRIES, (outage_id,))
    }
    cases = dict(conn.execute(sql_kept.CASES, (outage_id,)).fetchall())
    return Figures(cases, minutes[_AFTER], minutes[_TOOK], tries)


def keep(conn: sqlite3.Connection, outage_id: int, made: Figures) -> None:
    """Adds to what is kept."""
    conn.executemany(sql_kept.ADD_CASES, [(outage_id, *item) for item in made.cases.items()])
    for what, minutes in ((_AFTER, made.after), (_TOOK, made.took)):
        conn.executemany(sql_kept.ADD_MINUTES, [(outage_id, what, *item) for item in minutes.items()])
    rows = [(outage_id, hour.day, hour.hour, hour.route.value, *tally) for hour, tally in made.tries.items()]
    conn.executemany(sql_kept.ADD_TRIES, rows)


def sent(conn: sqlite3.Connection) -> list[Sent]:
    """The messages that went out by a gateway, as far as anybody can tell; practice is none."""
    statement = sql.with_list(sql_kept.SENT, len(_WENT_OUT))
    return [Sent(case_id, Route.SMS, at, cost) for case_id, at, cost in conn.execute(statement, _WENT_OUT)]


def opened(conn: sqlite3.Connection) -> Mapping[int, Millis]:
    """Case id → when its first order or deposit came."""
    return dict(conn.execute(sql_kept.OPENED).fetchall())


def over(conn: sqlite3.Connection, before: Millis) -> int:
    """How many customers had their last order, deposit or attempt before that moment and are not open."""
    states: Sequence[str] = sorted(state.value for state in UNRESOLVED)
    statement = sql.with_list(sql_kept.COUNT_OVER, len(states))
    count: int = conn.execute(statement, (before, *states)).fetchone()[0]
    return count


def snapshots(conn: sqlite3.Connection, channel: str) -> list[Snapshot]:
    return [Snapshot(*row) for row in conn.execute(sql_kept.SNAPSHOTS, (channel,))]


def keep_snapshots(conn: sqlite3.Connection, found: Mapping[str, Snapshot]) -> None:
    """The last of a day counts."""
    conn.executemany(sql_kept.KEEP_SNAPSHOT, [(channel, *one) for channel, one in found.items()])
