"""Moving a case: load it, let the rules speak, write what changed.  Functions inside a transaction."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tui.domain.deadlines import ActBy, deadline_of
from tui.domain.model import Case, ContactPoint, Event, Millis, Progress
from tui.domain.outcomes import OUTCOMES
from tui.domain.policy import Policy
from tui.domain.rules import NOTHING_OWED, START, advance, look_around, settled_start, standing
from tui.domain.words import EventKind, State, Usability
from tui.store import sql, sql_delivery, sql_undo
from tui.store.ordering import ASLEEP, place
from tui.store.results import StoreError
from tui.store.rows import Row, event_from, event_row, fetch_list, files_of, point_from, read_cases


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


def tell_delivery(
    conn: sqlite3.Connection, case_ids: Collection[int], rules: Rules, now: Millis, staff: str
) -> None:
    """Looks again at what is known of messages sent before, where there are any: what a person does with a
    number may say that it is not the customer's."""
    if conn.execute(sql_delivery.ANY_RESULT).fetchone()[0]:
        from tui.store.delivering import settle

        settle(conn, case_ids, rules, now, staff=staff)


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
    told = [event.reason for event in events if event.kind is EventKind.DELIVERY_CHANGED]
    if told:
        conn.execute(sql_delivery.TELL, (case.id, told[-1]))
    else:
        conn.execute(sql_delivery.FORGET, (case.id,))
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


Deadline = tuple[Millis | None, Millis | None, int]
"""What deadline_of says: due_at, act_by, amount."""


def write_progress(
    conn: sqlite3.Connection, case: Case, progress: Progress, deadline: Deadline, version: int
) -> None:
    """Writes where a case stands, its place on the board and the tallies."""
    was = conn.execute(sql.with_list(sql.CASES, 1), (case.id,)).fetchone()
    row = _moved(case, progress, deadline, version)
    conn.execute(sql.MOVE_CASE, row)
    count(conn, _counted(was, row))


def write_many(
    conn: sqlite3.Connection, moves: Sequence[tuple[Case, Progress, Deadline]], version: int
) -> None:
    """The same of many cases, each once."""
    was = {row[0]: row for row in fetch_list(conn, sql.CASES, [case.id for case, _, _ in moves])}
    rows = [_moved(*move, version) for move in moves]
    tally = Counter[str]()
    for row in rows:
        tally.update(_counted(was[row[-1]], row))
    conn.executemany(sql.MOVE_CASE, rows)
    count(conn, tally)


def _moved(case: Case, progress: Progress, deadline: Deadline, version: int) -> Row:
    """The parameters of MOVE_CASE."""
    due_at, act_by, amount = deadline
    if not (case.orders or case.owed or progress.last_at) and progress.state is State.VOID:
        lane, key = ASLEEP, 0
    else:
        next_at, last_at = progress.next_at, progress.last_at
        lane, key = place(progress.state, act_by, next_at, last_at, amount, paid=case.deposits)
    return (
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
    )


def _counted(was: Row, now: Row) -> dict[str, int]:
    """What a move changes in the tallies: `was` as sql.CASES reads a case, `now` as MOVE_CASE writes it."""
    tally = Counter[str]()
    if was[18] != ASLEEP:
        tally[was[4]] -= 1
    if now[13] != ASLEEP:
        tally[now[0]] += 1
    return tally


def count(conn: sqlite3.Connection, tally: Mapping[str, int]) -> None:
    conn.executemany(sql.COUNT_STATE, [(state, number) for state, number in tally.items() if number])
