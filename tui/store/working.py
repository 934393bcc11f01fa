"""Claims, attempts, and what time brings.  Functions inside one transaction of the writer."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from tui.clock import new_id
from tui.domain.model import HOUR, Case, Claim, Event, Millis
from tui.domain.outcomes import OUTCOMES
from tui.domain.words import EventKind, State
from tui.store import counter, sql
from tui.store.moving import Rules, happen, known_event, one_case, raise_version, tell_delivery
from tui.store.ordering import key_of, passed_below
from tui.store.results import Claimed, Logged, StoreError
from tui.store.rows import Row, claim_from

_BY_PERSON = frozenset(
    (
        EventKind.CARRIED_OVER,
        EventKind.HANDED_OVER,
        EventKind.CLOSED,
        EventKind.RESOLVED,
        EventKind.NOTED,
    )
)


def log_attempts(
    conn: sqlite3.Connection, events: Sequence[Event], rules: Rules, terminal: str = ""
) -> list[Logged]:
    """Attempts, each once only, whatever the number of calls.  Several are taken back together.

    They end the claims of `terminal`; where no terminal is known, those of the person.
    """
    for event in events:
        if event.kind is not EventKind.ATTEMPT or event.attempt is None or event.attempt.id != event.id:
            raise ValueError("an attempt is logged as an ATTEMPT event that carries it under the same id")
    together = events[0].id if len(events) > 1 else None
    return [_log(conn, event, rules, terminal, together) for event in events]


def record(conn: sqlite3.Connection, event: Event, rules: Rules, terminal: str = "") -> Logged:
    """Another event of a person than an attempt; for the rest as log_attempts."""
    if event.kind not in _BY_PERSON:
        raise ValueError(f"{event.kind} is not a person's to record; attempts are logged with log()")
    return _log(conn, event, rules, terminal, None)


def _log(conn: sqlite3.Connection, event: Event, rules: Rules, terminal: str, together: int | None) -> Logged:
    """`together`: the first of those that are logged as one."""
    known = known_event(conn, event.id)
    if known is not None:
        return Logged(known, one_case(conn, known.case_id), repeated=True)
    case = one_case(conn, event.case_id)
    tried = event.attempt
    if tried is not None and tried.point_id is not None:
        _check_point(case, tried.point_id)
    handed_over = counter.hands_over(event)
    if handed_over:
        counter.serve(conn, case, event)
        case = one_case(conn, case.id)
    happen(conn, case, event, rules, raise_version(conn), intake=together)
    if handed_over:
        counter.go_on(conn, event, rules)
    if tried is not None and OUTCOMES[tried.outcome].spoils is not None:
        tell_delivery(conn, [case.id], rules, event.at, event.staff)
    if event.kind is not EventKind.NOTED:
        conn.execute(sql.RELEASE_AFTER, (case.id, terminal, terminal, event.staff))
    return Logged(event, one_case(conn, case.id))


def _check_point(case: Case, point_id: int) -> None:
    if all(point.id != point_id for point in case.points):
        raise StoreError("no_such_point", case=case.id)


# Claims


def claim(conn: sqlite3.Connection, wanted: Claim, now: Millis, rules: Rules, *, force: bool) -> Claimed:
    """Takes the case if nobody holds it, we hold it, its claim has ended, or by force."""
    row = conn.execute(sql.with_list(sql.CLAIMS, 1), (wanted.case_id,)).fetchone()
    if row is not None:
        held = claim_from(row)
        if held.until <= now and held.terminal != wanted.terminal:
            _lose(conn, [held], now, rules, raise_version(conn))
        elif held.terminal != wanted.terminal and not force:
            return Claimed(False, held)
    else:
        one_case(conn, wanted.case_id)
    conn.execute(sql.ADD_CLAIM, (wanted.case_id, wanted.staff, wanted.terminal, wanted.since, wanted.until))
    touch(conn, [wanted.case_id])
    return Claimed(True, wanted)


def claim_next(
    conn: sqlite3.Connection, staff: str, terminal: str, now: Millis, rules: Rules, *, skip: Collection[int]
) -> Case | None:
    """The most urgent case that can be tried now, by its deadline or the call promised before it."""
    sweep(conn, now, rules)
    passed = passed_below(now, rules.policy.deadlines.stale_hours * HOUR)
    asked = {"staff": staff, "passed": passed, "now": now, "until": key_of(now + 1000, 0)}
    fresh = _first(conn.execute(sql.NEXT_NEW, asked), skip)
    again = _most_urgent(conn.execute(sql.NEXT_AGAIN, asked), skip)
    chosen = again if again is not None and (fresh is None or _urgency(again) <= _urgency(fresh)) else fresh
    if chosen is None:
        chosen = _first(conn.execute(sql.NEXT_PASSED, asked), skip)
    if chosen is None:
        return None
    until = now + rules.policy.claim_seconds * 1000
    conn.execute(sql.ADD_CLAIM, (chosen[0], staff, terminal, now, until))
    touch(conn, [chosen[0]])
    return one_case(conn, chosen[0])


_NEVER: Millis = 1 << 62


def _urgency(row: Row) -> Millis:
    """By when: a promised call by its time or the deadline, whichever is first; undated last."""
    act_by = _NEVER if row[1] is None else row[1]
    if len(row) > 2 and row[2] == State.CALLBACK.value and row[3] is not None:
        return int(min(act_by, row[3]))
    return int(act_by)


def _first(rows: Iterable[Row], skip: Collection[int]) -> Row | None:
    return next((row for row in rows if row[0] not in skip), None)


def _most_urgent(rows: Iterable[Row], skip: Collection[int]) -> Row | None:
    return min((row for row in rows if row[0] not in skip), key=_urgency, default=None)


def renew(conn: sqlite3.Connection, terminal: str, until: Millis) -> int:
    """Also those that ended while the machine slept, unless somebody swept them up: this terminal lives."""
    return touch(conn, [row[0] for row in conn.execute(sql.RENEW, (until, terminal)).fetchall()])


def release(conn: sqlite3.Connection, terminal: str, case_id: int | None) -> int:
    if case_id is None:
        rows = conn.execute(sql.RELEASE_ALL, (terminal,)).fetchall()
    else:
        rows = conn.execute(sql.RELEASE_ONE, (terminal, case_id)).fetchall()
    return touch(conn, [row[0] for row in rows])


def touch(conn: sqlite3.Connection, ids: Collection[int]) -> int:
    """Lets every reader see that these cases changed."""
    if ids:
        version = raise_version(conn)
        conn.executemany(sql.TOUCH, [(version, ident) for ident in ids])
    return len(ids)


# Time


def anything_to_sweep(conn: sqlite3.Connection, now: Millis, *, claims: bool = True) -> bool:
    """Whether sweep would do anything: a look without the writer's place, for every tick of the clock."""
    ended = conn.execute(sql.ENDED_CLAIMS, (now,)).fetchone() if claims else None
    return ended is not None or conn.execute(sql.CAME_DUE, _due(now)).fetchone() is not None


def sweep(conn: sqlite3.Connection, now: Millis, rules: Rules, *, claims: bool = True) -> int:
    """Ended claims (with `claims`) are lost, waits that are over come due; how many cases moved."""
    rows = conn.execute(sql.ENDED_CLAIMS, (now,)).fetchall() if claims else []
    ended = [claim_from(row) for row in rows]
    due = [row[0] for row in conn.execute(sql.CAME_DUE, _due(now)).fetchall()]
    if not ended and not due:
        return 0
    version = raise_version(conn)
    _lose(conn, ended, now, rules, version)
    for case_id in due:
        event = Event(new_id(), case_id, EventKind.CAME_DUE, "", now)
        happen(conn, one_case(conn, case_id), event, rules, version)
    return len({held.case_id for held in ended} | set(due))


def _due(now: Millis) -> tuple[Millis, int]:
    return now, key_of(now + 1000, 0)


def _lose(conn: sqlite3.Connection, ended: Iterable[Claim], now: Millis, rules: Rules, version: int) -> None:
    """The terminal died with the case open: the person may have rung, so the case goes to review."""
    for held in ended:
        event = Event(new_id(), held.case_id, EventKind.CLAIM_LOST, held.staff, now)
        conn.execute(sql.DROP_CLAIM, (held.case_id,))
        happen(conn, one_case(conn, held.case_id), event, rules, version)
