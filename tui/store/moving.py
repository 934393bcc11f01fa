"""Moving a case: load it, let the rules speak, write what changed.  Functions inside a transaction."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tui.domain.deadlines import ActBy, deadline_of
from tui.domain.model import Case, ContactPoint, Event, Millis, Progress
from tui.domain.outcomes import OUTCOMES
from tui.domain.policy import Policy
from tui.domain.rules import NOTHING_OWED, START, advance, look_around, settled_start, standing
from tui.domain.words import State, Usability
from tui.store import sql, sql_undo
from tui.store.ordering import ASLEEP, place
from tui.store.results import StoreError
from tui.store.rows import event_from, event_row, fetch_list, files_of, point_from, read_cases


@dataclass(slots=True)
class Rules:
    """What the moving of a case needs besides the database."""

    policy: Policy
    act_by: ActBy


def one_case(conn: sqlite3.Connection, case_id: int) -> Case:
    """The case as it is inside this transaction.  Raises StoreError no_such_case."""
    found = read_cases(conn, [case_id])
    if not found:
        raise StoreError("no_such_case", case=case_id)
    return found[0]


def raise_version(conn: sqlite3.Connection) -> int:
    number: int = conn.execute(sql.RAISE_VERSION).fetchone()[0]
    return number


def add_event(conn: sqlite3.Connection, event: Event, intake: int | None = None) -> None:
    """`intake`: what the event is part of: a file taken in, attempts that were logged as one."""
    conn.execute(sql.ADD_EVENT, event_row(event, intake))


def known_event(conn: sqlite3.Connection, event_id: int) -> Event | None:
    row = conn.execute(sql.EVENT, (event_id,)).fetchone()
    return None if row is None else event_from(row)


def happen(
    conn: sqlite3.Connection,
    case: Case,
    event: Event,
    rules: Rules,
    version: int,
    *,
    intake: int | None = None,
) -> None:
    """Adds the event and moves the case by it, its contact points included."""
    points = {point.id: point for point in case.points}
    add_event(conn, event, intake)
    spoiled = _spoiled(event, points)
    if spoiled is not None:
        conn.execute(sql.SET_USABILITY, (spoiled.usability.value, case.id, spoiled.id))
        points[spoiled.id] = spoiled
    due_at, act_by, amount = deadline_of(case, rules.act_by)
    around = look_around(points.values(), act_by, event.attempt)
    progress = advance(case.progress, event, around, rules.policy)
    write_progress(conn, case, progress, (due_at, act_by, amount), version)


def retrace(conn: sqlite3.Connection, case: Case, rules: Rules, version: int) -> None:
    """Moves the case to where its standing events lead, from its beginning: after an event was taken back."""
    files = files_of(conn)
    stated: dict[int, tuple[Usability, int]] = {}
    points: dict[int, ContactPoint] = {}
    for row in fetch_list(conn, sql.POINTS, [case.id]):
        point = point_from(row, files)
        stated[point.id] = (Usability(row[14]), row[15])
        points[point.id] = point._replace(usability=stated[point.id][0])
    before = {point.id: point.usability for point in case.points}
    rows = fetch_list(conn, sql.EVENTS, [case.id])
    place_of = {row[1]: row[19] for row in rows}
    left = {row[0] for row in conn.execute(sql_undo.EVENTS_LEFT, (case.id,))}
    events = standing(event_from(row) for row in rows if row[1] in left)
    due_at, act_by, amount = deadline_of(case, rules.act_by)
    opened = conn.execute(sql.with_list(sql.CASES, 1), (case.id,)).fetchone()[17]
    start = NOTHING_OWED if opened is None else START
    progress = settled_start(start, look_around(points.values(), act_by))
    for event in events:
        spoiled = _spoiled(event, points)
        # What a person said about a point later than this attempt stands against it.
        if spoiled is not None and place_of[event.id] > stated[spoiled.id][1]:
            points[spoiled.id] = spoiled
        progress = advance(progress, event, look_around(points.values(), act_by, event.attempt), rules.policy)
    for point in points.values():
        if point.usability is not before.get(point.id):
            conn.execute(sql.SET_USABILITY, (point.usability.value, case.id, point.id))
    write_progress(conn, case, progress, (due_at, act_by, amount), version)


def _spoiled(event: Event, points: dict[int, ContactPoint]) -> ContactPoint | None:
    """The point that the event's outcome makes unusable, as it is then."""
    tried = event.attempt
    if tried is None or tried.point_id not in points:
        return None
    spoils = OUTCOMES[tried.outcome].spoils
    return None if spoils is None else points[tried.point_id]._replace(usability=spoils)


def write_progress(
    conn: sqlite3.Connection,
    case: Case,
    progress: Progress,
    deadline: tuple[Millis | None, Millis | None, int],
    version: int,
) -> None:
    """Writes where a case stands, its place on the board and the tallies."""
    due_at, act_by, amount = deadline
    was = conn.execute(sql.with_list(sql.CASES, 1), (case.id,)).fetchone()
    if not (case.orders or case.owed or progress.last_at) and progress.state is State.VOID:
        lane, key = ASLEEP, 0
    else:
        lane, key = place(progress.state, act_by, progress.next_at, progress.last_at, amount)
    conn.execute(
        sql.MOVE_CASE,
        (
            progress.state.value,
            progress.next_at,
            progress.next_by,
            progress.owner,
            progress.tries,
            progress.last_outcome.value if progress.last_outcome else None,
            progress.last_route.value if progress.last_route else None,
            progress.last_at,
            progress.last_by,
            progress.closed_reason,
            due_at,
            act_by,
            amount,
            lane,
            key,
            version,
            case.id,
        ),
    )
    tally = Counter[str]()
    if was[18] != ASLEEP:
        tally[was[4]] -= 1
    if lane != ASLEEP:
        tally[progress.state.value] += 1
    count(conn, tally)


def count(conn: sqlite3.Connection, tally: Mapping[str, int]) -> None:
    conn.executemany(sql.COUNT_STATE, [(state, number) for state, number in tally.items() if number])
