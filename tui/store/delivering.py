"""What is known of the messages sent before, told to the cases; and the outages on which it depends.

Functions inside one transaction of the writer, but for those that read.  What is known follows from results,
outages, numbers and orders alone (domain/reconcile.py).  Wherever one of these changes, the cases concerned
are looked at again; where something else is known now, an event tells it, and the rules move the case.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from tui.clock import new_id
from tui.domain.deadlines import deadline_of
from tui.domain.model import Event, Millis, Order, Outage
from tui.domain.policy import Policy
from tui.domain.reconcile import judge, reconcile
from tui.domain.rules import advance, look_around
from tui.domain.words import Delivery, EventKind, OrderStatus, Route, Usability
from tui.store import sql, sql_counter, sql_delivery, sql_ledgers
from tui.store.bulk import no_collecting
from tui.store.moving import Rules, raise_version, write_many
from tui.store.reading import outages
from tui.store.result_rows import results_from, said_before
from tui.store.results import Reconciled, Reconciliation, StoreError
from tui.store.rows import STATES, Row, event_row, files_of, order_from, outage_from, read_cases

if TYPE_CHECKING:
    from tui.domain.model import SendResult
    from tui.store.merging import Merge

_PIECE = 400
_EVER: Millis = 1 << 62


def settle(
    conn: sqlite3.Connection,
    case_ids: Collection[int],
    rules: Rules,
    now: Millis,
    *,
    staff: str = "",
    version: int | None = None,
    intake: int | None = None,
) -> int:
    """Tells these cases what is known of the messages sent to them, where that has changed; how many.

    Asked again, nothing changes.  `intake` is the file taken in of which the events are a part.
    """
    if not case_ids:
        return 0
    down = outages(conn)
    told: list[Row] = []
    moves = []
    events: list[Row] = []
    ids = sorted(case_ids)
    # Counted up from one made by the clock: thousands made within a moment would meet.
    first_id = new_id()
    for start in range(0, len(ids), _PIECE):
        for case in read_cases(conn, ids[start : start + _PIECE], {}):
            # To whom nothing is owed nothing is told, so that a new order finds them as anybody else.
            known = reconcile(case, down, rules.policy).delivery if case.owed else Delivery.NEVER_SENT
            if known is case.delivery:
                continue
            kind = EventKind.DELIVERY_CHANGED
            event = Event(first_id + len(events), case.id, kind, staff, now, reason=known.value)
            deadline = deadline_of(case, rules.act_by)
            around = look_around(case.points, deadline[1])
            moves.append((case, advance(case.progress, event, around, rules.policy), deadline))
            events.append(event_row(event, intake))
            told.append((case.id, known.value))
    if moves:
        conn.executemany(sql.ADD_EVENT, events)
        conn.executemany(sql_delivery.TELL, told)
        write_many(conn, moves, raise_version(conn) if version is None else version)
    return len(moves)


# Files


def after_import(merge: Merge) -> None:
    """What a file's results, orders and contacts mean for what is known of the messages."""
    conn = merge.conn
    asked = {"first": merge.bulk.first_id, "last": merge.bulk.next_id, "intake": merge.intake}
    spoken_to = {row[0] for row in conn.execute(sql_delivery.CASES_OF_INTAKE, asked)}
    conn.executemany(sql.TOUCH, [(merge.version, ident) for ident in spoken_to])
    concerned = spoken_to | merge.known.keys()
    if merge.fresh:
        concerned |= {row[0] for row in conn.execute(sql_delivery.NEW_CASES_SPOKEN_TO, asked)}
    settle(
        conn,
        concerned,
        merge.rules,
        merge.now,
        staff=merge.header.staff,
        version=merge.version,
        intake=merge.intake,
    )


# Outages


def start_outage(
    conn: sqlite3.Connection,
    outage: Outage,
    now: Millis,
    rules: Rules,
) -> Outage:
    """Declares an outage, open or past.  The answer is the one that has the channel down already, if any."""
    same: list[tuple[str, object]] = [(sql.OUTAGE, outage.id)]
    if outage.until is None:
        same.append((sql.OPEN_OUTAGE, outage.channel.value))
    for statement, value in same:
        row = conn.execute(statement, (value,)).fetchone()
        if row is not None:
            return outage_from(row)
    _check(outage)
    conn.execute(sql_delivery.ADD_PAST_OUTAGE, (outage.id, outage.channel.value, outage.since, outage.until))
    raise_version(conn)
    _look_again(conn, [(outage.since, outage.until)], now, rules)
    return outage


def end_outage(
    conn: sqlite3.Connection, channel: Route, until: Millis, now: Millis, rules: Rules
) -> Outage | None:
    """An outage that is ended before it began ends when it began."""
    row = conn.execute(sql.OPEN_OUTAGE, (channel.value,)).fetchone()
    if row is None:
        return None
    end = max(until, row[2])
    conn.execute(sql.END_OUTAGE, (end, row[0]))
    raise_version(conn)
    _look_again(conn, [(end, None)], now, rules)
    return Outage(row[0], channel, row[2], end)


def change_outage(
    conn: sqlite3.Connection,
    outage_id: int,
    times: tuple[Millis, Millis | None],
    now: Millis,
    rules: Rules,
) -> Outage:
    """Corrects when an outage began and ended (None: it still lasts)."""
    since, until = times
    was = _outage(conn, outage_id)
    changed = was._replace(since=since, until=until)
    if changed == was:
        return was
    _check(changed)
    if until is None:
        other = conn.execute(sql.OPEN_OUTAGE, (was.channel.value,)).fetchone()
        if other is not None and other[0] != outage_id:
            raise StoreError("outage_open", channel=was.channel.value)
    conn.execute(sql_delivery.CHANGE_OUTAGE, (since, until, outage_id))
    raise_version(conn)
    spans: list[tuple[Millis, Millis | None]] = [(min(was.since, since), max(was.since, since))]
    ends = [_EVER if end is None else end for end in (was.until, until)]
    spans.append((min(ends), max(ends)))
    _look_again(conn, spans, now, rules)
    return changed


def drop_outage(conn: sqlite3.Connection, outage_id: int, now: Millis, rules: Rules) -> Outage:
    """An outage that never was."""
    was = _outage(conn, outage_id)
    conn.execute(sql_delivery.DROP_OUTAGE, (outage_id,))
    raise_version(conn)
    _look_again(conn, [(was.since, was.until)], now, rules)
    return was


def _outage(conn: sqlite3.Connection, outage_id: int) -> Outage:
    row = conn.execute(sql.OUTAGE, (outage_id,)).fetchone()
    if row is None:
        raise StoreError("no_such_outage")
    return outage_from(row)


def _check(outage: Outage) -> None:
    if outage.until is not None and outage.until <= outage.since:
        raise StoreError("outage_ends_first", channel=outage.channel.value)


def _look_again(
    conn: sqlite3.Connection, spans: Iterable[tuple[Millis, Millis | None]], now: Millis, rules: Rules
) -> None:
    """Looks again at whoever was written to in these times."""
    if not conn.execute(sql_delivery.ANY_RESULT).fetchone()[0]:
        return
    ids: set[int] = set()
    for start, end in spans:
        during = {"start": start, "end": _EVER if end is None else end}
        ids |= {row[0] for row in conn.execute(sql_delivery.CASES_DURING, during)}
    with no_collecting():
        settle(conn, ids, rules, now)


# Reading


def reconciled(conn: sqlite3.Connection, policy: Policy) -> Reconciliation:
    """What is known of everybody's messages, read as a whole: 100,000 results take some two seconds."""
    conn.execute("BEGIN")
    try:
        with no_collecting():
            return _reconciled(conn, policy)
    finally:
        conn.execute("COMMIT")


def _reconciled(conn: sqlite3.Connection, policy: Policy) -> Reconciliation:
    files = files_of(conn)
    down = outages(conn)
    cases = conn.execute(sql_delivery.ALL_CASES).fetchall()
    names = {row[0]: row[1] for row in cases}
    orders: defaultdict[int, list[Order]] = defaultdict(list)
    numbered: defaultdict[str, set[int]] = defaultdict(set)
    for row in conn.execute(sql_delivery.ALL_ORDERS):
        orders[row[0]].append(order_from(row, files, names.get(row[0], "")))
        if row[3]:
            numbered[row[3]].add(row[0])
    if conn.execute(sql_counter.ANY).fetchone()[0]:
        from tui.store.counter_marks import marked

        marked(conn, orders, sorted(orders))
    phones: defaultdict[int, dict[str, Usability]] = defaultdict(dict)
    owners: defaultdict[str, list[int]] = defaultdict(list)
    for case_id, value, usability in conn.execute(sql_delivery.ALL_PHONES):
        phones[case_id][value] = Usability(usability)
        owners[value].append(case_id)
    results, strangers = _all_results(conn, owners, numbered)
    tried = {row[0]: "by_hand" for row in conn.execute(sql_delivery.BY_HAND)}
    tried |= {row[0]: "by_gateway" for row in conn.execute(sql_delivery.BY_GATEWAY)}
    paid = {row[0] for row in conn.execute(sql_delivery.WITH_DEPOSITS)}
    found = []
    for ident, name, state in cases:
        theirs = orders.get(ident, ())
        pending = [order for order in theirs if order.status is OrderStatus.PENDING and not order.picked_up]
        sent = results.get(ident, ())
        if not pending and not (sent and ident in paid):
            continue
        known = judge(theirs, pending, sent, phones.get(ident, {}), outages=down, policy=policy)
        if known.delivery is Delivery.NEVER_SENT and ident in tried:
            known = known.tried(tried[ident])
        found.append(Reconciled(ident, name, STATES[state], next(iter(phones.get(ident, ())), ""), known))
    return Reconciliation(tuple(found), strangers)


def _all_results(
    conn: sqlite3.Connection, owners: dict[str, list[int]], numbered: dict[str, set[int]]
) -> tuple[dict[int, list[SendResult]], int]:
    """Everybody's results, and how many are nobody's."""
    files = files_of(conn)
    before = said_before(conn)
    results: defaultdict[int, list[SendResult]] = defaultdict(list)
    strangers = 0
    every = conn.execute(sql_ledgers.ALL_RESULTS)
    for result in results_from(every, files, before):
        whose: Iterable[int] = owners.get(result.phone, ()) or numbered.get(result.reference, ())
        for case_id in whose:
            results[case_id].append(result)
        strangers += not whose
    return results, strangers
