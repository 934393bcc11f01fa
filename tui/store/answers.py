"""Customers who make contact: checks of who they are, and orders taken down from what they say.

Functions inside one transaction of the writer, but for those that read.  Every part is an event of its own,
so that each can be taken back by itself, the last one first.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui.domain.model import BY_HAND, Case, Event, IdentityCheck
from tui.domain.words import UNREACHED, EventKind
from tui.store import points as contact_points
from tui.store import sql, sql_answers, sql_undo, working
from tui.store.moving import Rules, happen, known_event, one_case, raise_version
from tui.store.points import Hand
from tui.store.results import Answer, Logged
from tui.store.rows import STATES, Row, fetch_list

if TYPE_CHECKING:
    from tui.domain.inbound_tables import InboundRow, Ordered, PaidIn
    from tui.domain.taking_down import TakenDown
    from tui.store.results import NewPoint

_PIECE = 2_000


def note_check(conn: sqlite3.Connection, check: IdentityCheck, rules: Rules) -> Case:
    """Notes that somebody was asked, once only; where the case stands does not change by it."""
    event = Event(check.id, check.case_id, EventKind.NOTED, check.staff, check.at)
    logged = working.record(conn, event, rules)
    if not logged.repeated:
        row = (
            check.id,
            check.case_id,
            check.question.value,
            check.verdict.value,
            check.about,
            check.claimant,
        )
        conn.execute(sql_answers.ADD_CHECK, row)
    return one_case(conn, check.case_id)


def take(conn: sqlite3.Connection, answer: Answer, rules: Rules, terminal: str) -> Logged:
    """A customer was recognised: how they can be reached, what they ordered, and that they were reached."""
    event = answer.event
    known = known_event(conn, event.id)
    if known is not None:
        return Logged(known, one_case(conn, known.case_id), repeated=True)
    case_id, staff, now = event.case_id, event.staff, event.at
    one_case(conn, case_id)
    if answer.point is not None:
        _add_point(conn, case_id, answer.point, Hand(staff, now, rules, answer.point.event_id))
    if not answer.taken.empty:
        _add_order(conn, case_id, answer, Hand(staff, now, rules, answer.order_event_id))
    (logged,) = working.log_attempts(conn, [event], rules, terminal)
    return logged


def _add_point(conn: sqlite3.Connection, case_id: int, point: NewPoint, hand: Hand) -> None:
    contact_points.add(conn, case_id, point.id, point.kind, point.reading, hand=hand)


def _add_order(conn: sqlite3.Connection, case_id: int, answer: Answer, hand: Hand) -> None:
    taken: TakenDown = answer.taken
    key, timed = f"{BY_HAND}{answer.order_id}", int(taken.due_has_time)
    row = (
        case_id,
        answer.order_id,
        key,
        "",
        "",
        taken.due_at,
        timed,
        None,
        taken.details,
        "",
        taken.note,
        None,
        None,
        None,
    )
    conn.execute(sql.ADD_ORDER, row)
    said = (taken.size, taken.flavour, taken.wording, taken.note)
    conn.execute(sql_answers.ADD_HAND_ORDER, (hand.event_id, case_id, answer.order_id, *said))
    case = one_case(conn, case_id)
    kind = EventKind.ORDERS_CHANGED
    # Whoever is spoken to just now need not be called again for it: the order opens no settled case.
    event = Event(hand.event_id, case_id, kind, hand.staff, hand.now, pending=case.owed, added=False)
    happen(conn, case, event, hand.rules, raise_version(conn))


def take_back(conn: sqlite3.Connection, brought: Event, undo_id: int) -> None:
    """The order that `brought` has taken down goes; how it was last is kept."""
    case_id, order_id = conn.execute(sql_answers.HAND_ORDER, (brought.id,)).fetchone()
    conn.execute(sql_undo.KEEP_ORDER, (undo_id, case_id, order_id))
    conn.execute(sql_answers.DROP_ORDER, (case_id, order_id))


# --- reading -----------------------------------------------------------------------------------------------


def inbound_rows_after(conn: sqlite3.Connection, last_id: int, most: int = _PIECE) -> list[InboundRow]:
    """The next of those who have something coming, by id; [] at the end."""
    cases = conn.execute(sql_answers.CASES_AFTER, (last_id, most)).fetchall()
    if not cases:
        return []
    between = (cases[0][0], cases[-1][0])
    return _rows(
        cases,
        conn.execute(sql_answers.ORDERS_BETWEEN, between),
        conn.execute(sql_answers.DEPOSITS_BETWEEN, between),
        conn.execute(sql_answers.SUGGESTIONS_BETWEEN, between),
    )


def inbound_rows_of(conn: sqlite3.Connection, ids: Sequence[int]) -> list[InboundRow]:
    """The same of these cases only; those who have nothing coming are left out."""
    return _rows(
        fetch_list(conn, sql_answers.CASES_OF, ids),
        fetch_list(conn, sql_answers.ORDERS_OF, ids),
        fetch_list(conn, sql_answers.DEPOSITS_OF, ids),
        fetch_list(conn, sql_answers.SUGGESTIONS_OF, ids),
    )


def _rows(
    cases: list[Row], orders: Iterable[Row], deposits: Iterable[Row], suggestions: Iterable[Row]
) -> list[InboundRow]:
    from tui.domain.due_values import due_said
    from tui.domain.inbound_tables import InboundRow, Ordered, PaidIn

    names: defaultdict[int, dict[str, None]] = defaultdict(dict)
    paid: defaultdict[int, list[PaidIn]] = defaultdict(list)
    ordered: defaultdict[int, list[Ordered]] = defaultdict(list)
    for case_id, name, due_at, has_time, amount, words in orders:
        names[case_id][name] = None
        ordered[case_id].append(Ordered(due_at, bool(has_time), amount, words))
    for case_id, depositor, payer, tail, at, has_time, amount, words in deposits:
        names[case_id].update({payer: None, depositor: None})
        paid[case_id].append(PaidIn(at, bool(has_time), amount, tail, words))
    for case_id, field, value in suggestions:
        if field == "due":
            ordered[case_id].append(Ordered(*due_said(value), None, ""))
        elif field in ("amount", "paid"):
            if value:
                ordered[case_id].append(Ordered(None, False, int(value), ""))
        else:
            ordered[case_id].append(Ordered(None, False, None, value))
    return [
        InboundRow(
            ident,
            tuple(each for each in dict.fromkeys((name, *names[ident])) if each),
            tuple(paid.get(ident, ())),
            tuple(ordered.get(ident, ())),
            STATES[state] not in UNREACHED,
        )
        for ident, name, state in cases
    ]
