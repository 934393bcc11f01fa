"""What a person decides of a deposit: a customer's after all, no customer's, or whose.

Functions inside one transaction of the writer.

The decision is an event, and what it means for the cases that lose or get the deposit are events that are
part of it, so that taking it back leads both to where they would have been.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace

from tui.clock import new_id
from tui.domain.model import DAY, Case, Deposit, Event, Millis
from tui.domain.words import UNREACHED, EventKind, Language, State
from tui.store import sql, sql_ledgers
from tui.store.bulk import insert
from tui.store.moving import (
    Rules,
    add_event,
    happen,
    known_event,
    one_case,
    raise_version,
    retrace,
)
from tui.store.ordering import ASLEEP
from tui.store.points import Hand
from tui.store.results import StoreError
from tui.store.rows import CUSTOMER, SET_APART, Row, deposit_from, fetch_list, files_of

_REFUSED = "refused"
"""A decision that only says whose the deposit is not."""


def apart(conn: sqlite3.Connection) -> list[Deposit]:
    """Deposits that are no customer's, by the statement or by a person's word, latest first."""
    files = files_of(conn)
    return [deposit_from(row, files) for row in conn.execute(sql_ledgers.DEPOSITS_APART)]


def link_all(conn: sqlite3.Connection, owners: Mapping[int, int], hand: Hand) -> None:
    """Gives each deposit to a case, all of them or none; they are taken back together.

    The event of the first has the id of `hand`: asked again, nothing changes.
    """
    if known_event(conn, hand.event_id) is not None:
        return
    for number, (deposit_id, case_id) in enumerate(owners.items()):
        one = hand if number == 0 else replace(hand, event_id=new_id())
        decide(conn, deposit_id, True, case_id, one, together=hand.event_id if len(owners) > 1 else None)


def decide(
    conn: sqlite3.Connection,
    deposit_id: int,
    customer: bool,
    case_id: int | None,
    hand: Hand,
    *,
    together: int | None = None,
) -> Case | None:
    """Makes a deposit a customer's (of `case_id`, else a case of its own) or none's.

    Answers the case that has it then; None for none's.  Asked again with the same event it changes nothing.
    `together`: the first of the decisions that are taken back as one.
    """
    before = _deposit(conn, deposit_id)
    if known_event(conn, hand.event_id) is not None:
        return None if before[15] is None else one_case(conn, before[15])
    version = raise_version(conn)
    after = _own_case(conn, before, version) if customer and case_id is None else case_id
    if not customer:
        after = None
    word = CUSTOMER if customer else SET_APART
    about = next((case for case in (after, before[15]) if case is not None), None)
    decided = Event(hand.event_id, about or 0, EventKind.DEPOSIT_DECIDED, hand.staff, hand.now, reason=word)
    add_event(conn, decided, intake=together)
    conn.execute(sql_ledgers.ADD_DECISION, (hand.event_id, deposit_id, before[14], before[15], word, after))
    conn.execute(sql_ledgers.DECIDE_DEPOSIT, (word, after, deposit_id))
    paid = before[4] if before[5] else before[4] + DAY  # of a day only: by the end of it
    for changed in dict.fromkeys((before[15], after)):
        if changed is not None and before[15] != after:
            _owes(conn, changed, paid if changed == after else None, hand, version)
    return None if after is None else one_case(conn, after)


def refuse(conn: sqlite3.Connection, deposit_id: int, case_id: int, hand: Hand) -> None:
    """A person says that the deposit is not this customer's; it stays where it is."""
    deposit = _deposit(conn, deposit_id)
    if known_event(conn, hand.event_id) is not None:
        return
    kind = EventKind.DEPOSIT_DECIDED
    add_event(conn, Event(hand.event_id, deposit[15] or 0, kind, hand.staff, hand.now, reason=_REFUSED))
    conn.execute(
        sql_ledgers.ADD_DECISION, (hand.event_id, deposit_id, deposit[14], deposit[15], _REFUSED, case_id)
    )
    _touch(conn, deposit[15], raise_version(conn))


def _touch(conn: sqlite3.Connection, case_id: int | None, version: int) -> None:
    """Others see that something about the case is different."""
    if case_id is not None:
        conn.execute(sql.TOUCH, (version, case_id))


def _owes(conn: sqlite3.Connection, case_id: int, paid: Millis | None, hand: Hand, version: int) -> None:
    """What a case has coming is another number now; `paid`: when the deposit it gets came in.

    Money that was there when the customer was last spoken to is nothing new to them: whoever answered stays
    reached.  Later money opens a settled case as an order does.
    """
    case = one_case(conn, case_id)
    kind = EventKind.ORDERS_CHANGED
    spoken_to = case.progress.last_at
    added = paid is not None and (spoken_to is None or paid > spoken_to)
    event = Event(new_id(), case_id, kind, hand.staff, hand.now, pending=case.owed, added=added)
    happen(conn, case, event, hand.rules, version, intake=hand.event_id)


def _own_case(conn: sqlite3.Connection, deposit: Row, version: int) -> int:
    """The case that a customer's deposit has from the start goes by the deposit's own id."""
    case_id: int = deposit[0]
    if not fetch_list(conn, sql.CASES, [case_id]):
        name = deposit[9] or deposit[8] or deposit[11]
        asleep = (State.VOID.value, None, None, 0, None, ASLEEP, 0, version)
        insert(conn, sql.ADD_CASE, [(case_id, name, Language.KO.value, "", *asleep)])
    return case_id


def _deposit(conn: sqlite3.Connection, deposit_id: int) -> Row:
    row: Row | None = conn.execute(sql_ledgers.DEPOSIT, (deposit_id,)).fetchone()
    if row is None:
        raise StoreError("no_such_deposit", deposit=deposit_id)
    return row


def take_back(conn: sqlite3.Connection, decision: Event, rules: Rules, version: int, now: Millis) -> None:
    """The deposit goes back to where it was before the decision, whose taking back is in the database.

    What somebody decided of it since stands, and gives way to what was before both when it goes in its turn.
    """
    deposit_id, word, before, decided, after = conn.execute(sql_ledgers.DECISION, (decision.id,)).fetchone()
    if decided == _REFUSED:
        _touch(conn, before, version)
        return
    since = conn.execute(sql_ledgers.DECIDED_SINCE, (deposit_id, decision.id)).fetchone()
    if since is None:
        conn.execute(sql_ledgers.DECIDE_DEPOSIT, (word, before, deposit_id))
    else:
        conn.execute(sql_ledgers.DECIDED_BEFORE, (word, before, *since))
    for case_id in dict.fromkeys((before, after)):
        if case_id is not None:
            retrace(conn, one_case(conn, case_id), rules, version)
            if since is not None:
                _stands_by(conn, case_id, Hand(decision.staff, now, rules, *since), version)


def _stands_by(conn: sqlite3.Connection, case_id: int, hand: Hand, version: int) -> None:
    """Without the earlier decision the case has coming what the later one, the event of `hand`, left it."""
    case = one_case(conn, case_id)
    if case.state is State.VOID if case.owed else case.state in UNREACHED:
        kind, added = EventKind.ORDERS_CHANGED, bool(case.owed)
        event = Event(new_id(), case_id, kind, hand.staff, hand.now, pending=case.owed, added=added)
        happen(conn, case, event, hand.rules, version, intake=hand.event_id)
