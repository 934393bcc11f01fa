"""Taking back the latest thing a person did, whatever it was.  Inside one transaction of the writer.

Nothing is erased: taking back is an event, and what it changes or takes away is kept as it was (former_…).
What others did since stands: a value that somebody changed again stays as they left it.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import Any

from tui.clock import new_id
from tui.domain.model import Case, Event, Millis
from tui.domain.words import UNREACHED, EventKind, State
from tui.store import answers, counter, deciding, shop, sql, sql_delivery, sql_ledgers, sql_undo, standing
from tui.store.bulk import room_for_many
from tui.store.likely import guess_again
from tui.store.moving import (
    Rules,
    add_event,
    count,
    happen,
    known_event,
    one_case,
    raise_version,
    retrace,
    tell_delivery,
)
from tui.store.ordering import ASLEEP
from tui.store.results import ImportUndone, Stands, StoreError, Undone
from tui.store.rows import files_of, point_from, read_cases

_PIECE = 400
_PROVENANCE = 2
"""The last columns of an order say which file brought it: they are nothing that anybody would notice."""


@dataclass(frozen=True, slots=True)
class Hand:
    """One taking back: its event's id, by whom, when, by which rules cases then move, at which terminal."""

    id: int
    staff: str
    now: Millis
    rules: Rules
    terminal: str


def undo(conn: sqlite3.Connection, how: Hand) -> Undone | Stands | None:
    """Takes back the person's latest standing event by adding the event that says so.

    Where nothing takes that back the answer says so, and the next undoing goes on before it.
    """
    known = known_event(conn, how.id)
    if known is not None:
        return _again(conn, known, how)
    last = next(standing.latest(conn, how.staff), None)
    taken = None if last is None else known_event(conn, last.id)
    if taken is None:
        return None
    if taken.kind is EventKind.IMPORTED:
        with room_for_many(conn):
            _undo_intake(conn, taken, how)
    elif taken.kind is EventKind.DEPOSIT_DECIDED:
        _undo_decisions(conn, taken, how)
    elif taken.kind is EventKind.SEND_PREPARED:
        if not _undo_sends(conn, taken, how):
            return standing.tell(conn, how.id, how.staff, how.now)
    elif taken.kind is EventKind.SEND_SETTLED:
        # Another message may have gone since because of it; it can be settled anew.
        return standing.tell(conn, how.id, how.staff, how.now)
    elif together := conn.execute(sql_undo.TOGETHER, (taken.id,)).fetchall():
        _undo_together(conn, [ident for (ident,) in together], how)
    else:
        case = one_case(conn, taken.case_id)
        add_event(conn, Event(how.id, case.id, EventKind.UNDONE, how.staff, how.now, undoes=taken.id))
        if taken.kind is EventKind.POINTS_CHANGED and taken.point_id is not None:
            _undo_point(conn, case, taken.id, taken.point_id, how)
        elif taken.kind is EventKind.ORDERS_CHANGED and not counter.take_back(conn, taken, how.id):
            answers.take_back(conn, taken, how.id)
        retrace(conn, one_case(conn, case.id), how.rules, raise_version(conn))
        tell_delivery(conn, [case.id], how.rules, how.now, how.staff)
    return _told(conn, taken, how.id)


def _again(conn: sqlite3.Connection, known: Event, how: Hand) -> Undone | Stands:
    """What was answered to this undoing before."""
    if known.kind is not EventKind.UNDONE:
        raise StoreError("not_undoable")
    taken = known_event(conn, known.undoes) if known.undoes is not None else None
    return standing.told_by(conn, how.id, how.staff) if taken is None else _told(conn, taken, how.id)


def _told(conn: sqlite3.Connection, taken: Event, undo_id: int) -> Undone:
    """What the taking back with this id took back, as the database knows it."""
    if taken.kind is EventKind.IMPORTED:
        row = conn.execute(sql_undo.INTAKE, (taken.id,)).fetchone()
        return Undone(taken, None, file=ImportUndone(row[7], row[1], row[4], row[5], row[6], row[8] or 0))
    point = None
    added = False
    if taken.kind is EventKind.DEPOSIT_DECIDED:
        many = conn.execute(sql_undo.COUNT_TOGETHER, (taken.id,)).fetchone()[0] or 1
        return Undone(taken, one_case(conn, taken.case_id) if taken.case_id else None, together=many)
    if taken.kind is EventKind.POINTS_CHANGED:
        row = conn.execute(sql_undo.FORMER_POINT, (undo_id,)).fetchone()
        point = None if row is None else point_from(row, files_of(conn))
        added = conn.execute(sql_undo.FORMER_POINT, (taken.id,)).fetchone() is None
    together = conn.execute(sql_undo.COUNT_TOGETHER, (taken.id,)).fetchone()[0] or 1
    if taken.kind is EventKind.SEND_PREPARED:
        held = _held_back(conn, taken.id)
        return Undone(taken, one_case(conn, taken.case_id), together=held, gone=together - held)
    return Undone(taken, one_case(conn, taken.case_id), point, added, together=together)


def _undo_together(conn: sqlite3.Connection, ids: list[int], how: Hand) -> None:
    """Attempts that were logged as one: an event says so of each, the first under the id of the undoing."""
    version = raise_version(conn)
    for number, ident in enumerate(ids):
        case = one_case(conn, conn.execute(sql_undo.CASE_OF, (ident,)).fetchone()[0])
        undo_id = new_id() if number else how.id
        add_event(conn, Event(undo_id, case.id, EventKind.UNDONE, how.staff, how.now, undoes=ident))
        retrace(conn, case, how.rules, version)


def _undo_decisions(conn: sqlite3.Connection, taken: Event, how: Hand) -> None:
    """A decision about a deposit, or all that were made as one; as with attempts."""
    version = raise_version(conn)
    together = [ident for (ident,) in conn.execute(sql_undo.TOGETHER, (taken.id,)).fetchall()] or [taken.id]
    for number, ident in enumerate(together):
        decision = known_event(conn, ident)
        if decision is not None:
            undo_id = new_id() if number else how.id
            undone = Event(undo_id, decision.case_id, EventKind.UNDONE, how.staff, how.now, undoes=ident)
            add_event(conn, undone)
            deciding.take_back(conn, decision, how.rules, version, how.now)


def _undo_sends(conn: sqlite3.Connection, taken: Event, how: Hand) -> bool:
    """Messages that were prepared as one: those that nobody has begun to send are withdrawn, if any."""
    from tui.store import sends

    together = [ident for (ident,) in conn.execute(sql_undo.TOGETHER, (taken.id,)).fetchall()] or [taken.id]
    return bool(sends.take_back(conn, together, how.id, how.staff, how.now))


def _held_back(conn: sqlite3.Connection, send_id: int) -> int:
    """How many of the messages that were prepared together with this one did not go."""
    from tui.domain.sending import SendState
    from tui.store import sends

    return sends.counts(conn, sends.one_send(conn, send_id).together).get(SendState.WITHDRAWN, 0)


def _undo_point(conn: sqlite3.Connection, case: Case, event_id: int, point_id: int, how: Hand) -> None:
    """A point goes back to what it was; one that was added goes, unless it was used or is in use."""
    place = (case.id, point_id)
    conn.execute(sql_undo.KEEP_POINT, (how.id, *place))
    conn.execute(sql_undo.NOT_SEEN_IN, (event_id,))
    if conn.execute(sql_undo.FORMER_POINT, (event_id,)).fetchone() is not None:
        _give_back(conn, sql_undo.POINTS, event_id, 2)
        return
    later = conn.execute(sql_undo.LATER_POINTS, (*place, event_id)).fetchone()
    if later is not None or conn.execute(sql_undo.SEEN_SINCE, place).fetchone() is not None:
        return
    asked = {"case": case.id, "point": point_id, "terminal": how.terminal}
    if conn.execute(sql_undo.IS_USED, asked).fetchone() is not None:
        seen = conn.execute(sql.LAST_SEQ).fetchone()[0]
        conn.execute(sql_undo.MAKE_UNUSABLE, (seen, *place))
    else:
        conn.execute(sql_undo.DROP_POINT, place)


def _undo_intake(conn: sqlite3.Connection, taken: Event, how: Hand) -> None:
    """A file goes: its orders and numbers are withdrawn, what it changed is given back, its customers leave.

    A customer to whom anything has happened stays, with all of it.
    """
    import_id, row, first, last, *_ = conn.execute(sql_undo.INTAKE, (taken.id,)).fetchone()
    if row is None:
        for (mended,) in conn.execute(sql_undo.MENDED_ROWS, (import_id,)).fetchall():
            part = known_event(conn, mended)
            if part is not None:
                _undo_intake(conn, part, replace(how, id=new_id()))
        shop.unlearn(conn, import_id)
    else:
        conn.execute(sql_undo.ROW_REJECTED, (import_id, row))
    add_event(conn, Event(how.id, 0, EventKind.UNDONE, how.staff, how.now, undoes=taken.id))
    asked: dict[str, Any] = {
        "undo": how.id,
        "intake": taken.id,
        "import": import_id,
        "first": first,
        "last": last,
        "terminal": how.terminal,
        "seq": conn.execute(sql.LAST_SEQ).fetchone()[0],
    }
    conn.execute(sql_undo.NOT_SEEN_IN, (taken.id,))
    for statement in sql_undo.KEEP_CHANGED:
        conn.execute(statement, asked)
    restored = _give_back(conn, sql_undo.ORDERS, taken.id, 2, unnoticed=_PROVENANCE)
    _give_back(conn, sql_undo.POINTS, taken.id, 2)
    _give_back(conn, sql_undo.CASES, taken.id, 1)
    withdrawn = _withdraw(conn, sql_undo.WITHDRAW_ORDERS, asked)
    spoken_of = {ident for (ident,) in conn.execute(sql_ledgers.CASES_SPOKEN_OF, asked)}
    conn.execute(sql_ledgers.WITHDRAW_SUGGESTIONS, asked)
    written_to = _written_to(conn, asked)
    restored += _give_back(conn, sql_undo.RESULTS, taken.id, 1, unnoticed=_PROVENANCE)
    restored += _give_back(conn, sql_undo.DEPOSITS, taken.id, 1)
    others = sum(conn.execute(statement, asked).rowcount for statement in sql_ledgers.WITHDRAW)
    # What an earlier file had brought, that went before, may have stayed for the sake of this one only.
    earlier = [
        {**asked, "import": other, "first": start, "last": end}
        for other, start, end in conn.execute(sql_undo.STAYED_FOR, asked).fetchall()
    ]
    customers = sum(_leave(conn, each) for each in (asked, *earlier))
    version = raise_version(conn)
    left = sorted(spoken_of | {ident for (ident,) in conn.execute(sql_undo.CASES_LEFT, asked)})
    for start in range(0, len(left), _PIECE):
        for case in read_cases(conn, left[start : start + _PIECE]):
            _settle(conn, case, asked, how, version)
    # Without its last results nothing says any more that there ever were some.
    if written_to:
        from tui.store.delivering import settle

        settle(conn, written_to.union(left), how.rules, how.now, staff=how.staff, version=version)
    else:
        tell_delivery(conn, left, how.rules, how.now, how.staff)
    conn.execute(sql_undo.COUNT_INTAKE, (withdrawn, restored, customers, taken.id))
    conn.execute(sql_ledgers.COUNT_OTHERS, (others, taken.id))
    conn.execute(sql_ledgers.FORGET_PAST_ORDERS, asked)
    guess_again(conn, how.now, how.rules.policy.zone, version)
    conn.execute(sql_undo.REMADE)


def _written_to(conn: sqlite3.Connection, asked: dict[str, Any]) -> set[int]:
    """Cases of which the results that a file brought or changed speak."""
    if not conn.execute(sql_delivery.ANY_RESULT).fetchone()[0]:
        return set()
    return {ident for (ident,) in conn.execute(sql_delivery.CASES_OF_INTAKE, asked)}


def _leave(conn: sqlite3.Connection, asked: dict[str, Any]) -> int:
    """Withdraws a file's contact points and the customers of whom nothing is left; how many of these."""
    conn.execute(sql_undo.SPOIL_POINTS, asked)
    _withdraw(conn, sql_undo.WITHDRAW_POINTS, asked)
    tally = Counter[str]()
    for state, lane, number in conn.execute(sql_undo.GOING, asked):
        if lane != ASLEEP:
            tally[state] -= number
    count(conn, tally)
    conn.execute(sql_undo.END_CLAIMS, asked)
    return _withdraw(conn, sql_undo.WITHDRAW_CASES, asked)


def _withdraw(conn: sqlite3.Connection, keep_and_drop: tuple[str, str], asked: dict[str, Any]) -> int:
    keep, drop = keep_and_drop
    conn.execute(keep, asked)
    return conn.execute(drop, asked).rowcount


def _settle(conn: sqlite3.Connection, case: Case, asked: dict[str, Any], how: Hand, version: int) -> None:
    """Moves a customer who stays to where things stand without the file."""
    conn.execute(sql_undo.NEVER_OPENED, {**asked, "case": case.id})
    retrace(conn, case, how.rules, version)
    moved = one_case(conn, case.id)
    its_own = any(asked["first"] <= order.id <= asked["last"] for order in moved.pending)
    reopens = moved.state is State.VOID or (
        its_own and case.state in UNREACHED and moved.state not in UNREACHED
    )
    # Others' events speak of orders as they were with this file: what is left says whether any is owed.
    if (moved.owed and reopens) or (not moved.owed and moved.state in UNREACHED):
        event = Event(
            new_id(),
            case.id,
            EventKind.ORDERS_CHANGED,
            how.staff,
            how.now,
            pending=moved.owed,
            added=bool(moved.owed),
        )
        happen(conn, moved, event, how.rules, version)


def _give_back(
    conn: sqlite3.Connection, kind: sql_undo.Kind, event_id: int, width: int, *, unnoticed: int = 0
) -> int:
    """Gives all that an event changed its former values; how many things that changed.

    The first `width` columns say which thing it is; a change of the last `unnoticed` ones does not count.
    """
    later: defaultdict[tuple[Any, ...], list[tuple[int, list[Any]]]] = defaultdict(list)
    for other, *shape in conn.execute(kind.later, (event_id,)):
        later[tuple(shape[:width])].append((other, shape))
    now = {row[:width]: list(row) for row in conn.execute(kind.now, (event_id,))}
    changed = 0
    for before in conn.execute(kind.formers, (event_id,)).fetchall():
        key = before[:width]
        if key not in now:
            continue
        as_found = list(now[key])
        take_out(before, [*(shape for _, shape in later[key]), now[key]])
        for other, shape in later[key]:
            conn.execute(kind.put_former, (*shape[width:], other, *key))
        if now[key] != as_found:
            conn.execute(kind.put, (*now[key][width:], *key))
            end = len(as_found) - unnoticed
            changed += now[key][:end] != as_found[:end]
    return changed


def take_out(before: tuple[Any, ...], since: list[list[Any]]) -> None:
    """Takes one change out of a history: `before` is how a thing was, `since` how it was after each change.

    Each value that the change set goes back in all of `since`, up to where somebody set it again.
    """
    made = list(since[0])
    for column, value in enumerate(before):
        if value == made[column]:
            continue
        for shape in since:
            if shape[column] != made[column]:
                break
            shape[column] = value
