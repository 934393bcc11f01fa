"""The counter: orders taken down by number, made ready, handed over.

Functions inside one transaction of the writer, but for those that read.  Each step is an event, so that it
can be taken back.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui.clock import new_id
from tui.domain.counter import Ticket, next_number, numbers_open, same_number
from tui.domain.model import HOUR, Attempt, Case, Event, Millis
from tui.domain.outcomes import OUTCOMES
from tui.domain.words import UNREACHED, Carries, EventKind, PointKind, State
from tui.store import sql, sql_answers, sql_counter, sql_undo
from tui.store.counter_marks import READY
from tui.store.moving import Rules, happen, known_event, one_case, raise_version
from tui.store.ordering import ASLEEP
from tui.store.points import Hand, point_values
from tui.store.results import CounterTaken, Logged, NewTicket, StoreError
from tui.store.rows import STATES, Row, attempt_from, claim_from, fetch_list

if TYPE_CHECKING:
    from tui.domain.deadlines import ActBy

TAKEN, SERVED = "taken", "served"
BY_NUMBER = "counter:"
"""What the key of an order begins with that was taken down at the counter."""


def take(conn: sqlite3.Connection, asked: NewTicket, rules: Rules) -> CounterTaken:
    """A new order of a customer of its own, under the number given, or the next one."""
    known = known_event(conn, asked.event_id)
    if known is not None:
        case = one_case(conn, known.case_id)
        number = next((order.order_no for order in case.orders if order.id == asked.order_id), "")
        return CounterTaken(case, number, repeated=True)
    since = asked.at - rules.policy.counter.hours * HOUR
    open_now = numbers_open(tickets(conn, since))
    number = asked.number.strip() or _next(conn, since, open_now)
    if same_number(number) in {same_number(one) for one in open_now}:
        raise StoreError("number_in_use", number=number, next=_next(conn, since, open_now))
    case_id, name = asked.case_id, asked.named.replace("{}", number)
    version = raise_version(conn)
    conn.execute(
        sql.ADD_CASE,
        (case_id, name, "ko", "", State.VOID.value, None, None, 0, asked.at, ASLEEP, 0, version),
    )
    key = f"{BY_NUMBER}{asked.order_id}"
    order = (case_id, asked.order_id, key, number, asked.drinks)
    conn.execute(sql_counter.ADD_ORDER, order)
    if asked.phone is not None:
        values = point_values(PointKind.PHONE, asked.phone)
        point = (case_id, asked.point_id, PointKind.PHONE.value, *values, None, None, asked.at)
        conn.execute(sql.ADD_POINT, point)
    conn.execute(sql_counter.ADD_STEP, (asked.event_id, case_id, asked.order_id, TAKEN, asked.at))
    _orders_changed(conn, case_id, Hand(asked.staff, asked.at, rules, asked.event_id), opens=True)
    return CounterTaken(one_case(conn, case_id), number)


def _next(conn: sqlite3.Connection, since: Millis, used: Sequence[str]) -> str:
    """The number that follows the one taken last; where none was taken here, the highest that came in."""
    row = conn.execute(sql_counter.LATEST_TAKEN, {"since": since}).fetchone()
    if row is not None:
        return next_number(row[0], used)
    known = [ticket.number for ticket in tickets(conn, since) if ticket.number.isascii()]
    digits = [number for number in known if number.isdigit()]
    return next_number(max(digits, key=int, default=""), used)


def next_free(conn: sqlite3.Connection, since: Millis) -> str:
    """The number that an order taken now would have."""
    return _next(conn, since, numbers_open(tickets(conn, since)))


def mark_ready(conn: sqlite3.Connection, case_id: int, order_id: int, hand: Hand) -> Case:
    """The order stands on the counter from now on.  One that does so already is left as it is."""
    case = one_case(conn, case_id)
    order = next((one for one in case.orders if one.id == order_id), None)
    if order is None:
        raise StoreError("no_such_order", case=case_id)
    if known_event(conn, hand.event_id) is not None or order.ready_at is not None or order.picked_up:
        return case
    conn.execute(sql_counter.ADD_STEP, (hand.event_id, case_id, order_id, READY, hand.now))
    _orders_changed(conn, case_id, hand, opens=case.state not in UNREACHED)
    return one_case(conn, case_id)


def pick_up(
    conn: sqlite3.Connection, event: Event, order_id: int, rules: Rules, terminal: str = ""
) -> Logged:
    """Logs that one order was picked up; the customer's others go on."""
    from tui.store.working import log_attempts

    if known_event(conn, event.id) is None:
        case = one_case(conn, event.case_id)
        if all(order.id != order_id for order in case.orders):
            raise StoreError("no_such_order", case=case.id)
        conn.execute(sql_counter.ADD_STEP, (event.id, event.case_id, order_id, SERVED, event.at))
    (logged,) = log_attempts(conn, [event], rules, terminal)
    return logged


def hands_over(event: Event) -> bool:
    """Whether the event says that the customer has what they ordered."""
    tried = event.attempt
    rule = None if tried is None else OUTCOMES[tried.outcome]
    return rule is not None and rule.reached and rule.closes


def serve(conn: sqlite3.Connection, case: Case, event: Event) -> None:
    """Before a pick-up is logged: which of the customer's orders it is about, where nobody has said it.

    All that are ready; where none is, all.  Customers who have no order at the counter have no such steps.
    """
    if conn.execute(sql_counter.STEP_OF, (event.id,)).fetchone() is not None:
        return
    if conn.execute(sql_counter.ANY_STEP, (case.id,)).fetchone() is None:
        return
    open_orders = case.pending
    about = [order for order in open_orders if order.ready_at is not None] or list(open_orders)
    conn.executemany(
        sql_counter.ADD_STEP, [(event.id, case.id, order.id, SERVED, event.at) for order in about]
    )


def go_on(conn: sqlite3.Connection, event: Event, rules: Rules) -> None:
    """After a pick-up was logged: what else the customer has coming keeps them on the list."""
    case = one_case(conn, event.case_id)
    if case.pending and conn.execute(sql_counter.ANY_STEP, (case.id,)).fetchone() is not None:
        opened = Event(
            new_id(), case.id, EventKind.ORDERS_CHANGED, event.staff, event.at, pending=case.owed, added=True
        )
        happen(conn, case, opened, rules, raise_version(conn), intake=event.id)


def _orders_changed(conn: sqlite3.Connection, case_id: int, hand: Hand, *, opens: bool) -> None:
    case = one_case(conn, case_id)
    kind = EventKind.ORDERS_CHANGED
    event = Event(hand.event_id, case_id, kind, hand.staff, hand.now, pending=case.owed, added=opens)
    happen(conn, case, event, hand.rules, raise_version(conn))


def take_back(conn: sqlite3.Connection, brought: Event, undo_id: int) -> bool:
    """Whether `brought` is a step of the counter; then what it wrote goes.  Its UNDONE event is there."""
    row = conn.execute(sql_counter.STEP_OF, (brought.id,)).fetchone()
    if row is None:
        return False
    step, case_id, order_id = row
    if step != TAKEN:
        return True
    conn.execute(sql_undo.KEEP_ORDER, (undo_id, case_id, order_id))
    conn.execute(sql_answers.DROP_ORDER, (case_id, order_id))
    conn.execute(sql_undo.KEEP_CASE, (undo_id, case_id))
    conn.execute(sql_counter.NEVER_OPENED, (case_id,))
    if conn.execute(sql_counter.IS_TRIED, (case_id,)).fetchone() is None:
        for point in one_case(conn, case_id).points:
            conn.execute(sql_undo.KEEP_POINT, (undo_id, case_id, point.id))
            conn.execute(sql_undo.DROP_POINT, (case_id, point.id))
        conn.execute(sql_counter.NO_NAME, (case_id,))
    return True


# --- reading -----------------------------------------------------------------------------------------------


def moments(conn: sqlite3.Connection, act_by: ActBy) -> dict[int, Millis | None]:
    """By when the customers of the counter have to be reached."""
    from tui.domain.deadlines import deadline_of

    ids = [ident for (ident,) in conn.execute(sql_counter.CASES_WITH_STEPS).fetchall()]
    return {ident: deadline_of(one_case(conn, ident), act_by)[1] for ident in ids}


def tickets(conn: sqlite3.Connection, since: Millis, *, only_ready: bool = False) -> list[Ticket]:
    """Orders that came in at `since` or later; with `only_ready` those made ready since, not picked up."""
    statement = sql_counter.READY_TICKETS if only_ready else sql_counter.TICKETS
    found = [_ticket(row) for row in conn.execute(statement, {"since": since})]
    if only_ready:
        found = [ticket for ticket in found if ticket.waits]
    return _completed(conn, found)


def _ticket(row: Row) -> Ticket:
    order_id, case_id, number, details, taken, ready, served, state, last_at = row
    stands = STATES[state]
    if served is None and stands is State.RESOLVED:
        served = last_at  # settled elsewhere than at the counter
    return Ticket(order_id, case_id, number, details, taken, ready, served, state=stands)


def _completed(conn: sqlite3.Connection, found: list[Ticket]) -> list[Ticket]:
    """With number, attempts and claim of those whom somebody may still have to call."""
    ids = sorted({ticket.case_id for ticket in found if ticket.picked_up_at is None})
    if not ids:
        return found
    phones = _phones(conn, ids)
    attempts: defaultdict[int, list[Attempt]] = defaultdict(list)
    for row in fetch_list(conn, sql.ATTEMPTS, ids):
        attempts[row[0]].append(attempt_from(row))
    claims = {row[0]: claim_from(row) for row in fetch_list(conn, sql.CLAIMS, ids)}
    return [
        ticket
        if ticket.picked_up_at is not None
        else ticket._replace(
            phone=phones.get(ticket.case_id, ""),
            attempts=_since(attempts[ticket.case_id], ticket.ready_at),
            claim=claims.get(ticket.case_id),
        )
        for ticket in found
    ]


def _since(attempts: Iterable[Attempt], ready_at: Millis | None) -> tuple[Attempt, ...]:
    return () if ready_at is None else tuple(one for one in attempts if one.at >= ready_at)


def _phones(conn: sqlite3.Connection, ids: Sequence[int]) -> dict[int, str]:
    """Case → the first number that can be called."""
    found: dict[int, str] = {}
    for row in fetch_list(conn, sql.POINTS, ids):
        case_id, kind, value, voice, usability = row[0], row[2], row[3], row[6], row[8]
        usable = value and voice != Carries.NO.value and usability == "usable"
        if usable and kind == PointKind.PHONE.value:
            found.setdefault(case_id, value)
    return found
