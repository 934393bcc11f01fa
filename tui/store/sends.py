"""Messages handed to a gateway.  Functions inside one transaction of the writer, but for those that read.

A step of a message and what it means for the case are written together: nothing is called sent of which the
case does not know, and the other way round.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from operator import itemgetter

from tui.clock import new_id
from tui.domain.deadlines import deadline_of
from tui.domain.model import Attempt, Case, Event, Millis, Progress
from tui.domain.rules import advance, look_around
from tui.domain.send_checks import at_its_turn, recent_for
from tui.domain.sending import (
    LEASE,
    PRACTICE_NOTE,
    SETTLED,
    UNSURE,
    Answered,
    Effect,
    Reported,
    Send,
    SendState,
    after_answer,
    after_report,
    effects,
    lost,
    next_ask,
    put_off,
    settle,
)
from tui.domain.words import EventKind, Evidence, Outcome, Route
from tui.store import sql, sql_sends
from tui.store.api_sends import Prepared, Queue, Stopped
from tui.store.moving import (
    Deadline,
    Rules,
    add_event,
    happen,
    known_event,
    one_case,
    raise_version,
    write_many,
)
from tui.store.results import StoreError
from tui.store.rows import Row, event_row, fetch_list, read_cases
from tui.store.send_rows import row_of, send_from
from tui.store.working import touch

_PIECE = 400


def one_send(conn: sqlite3.Connection, send_id: int) -> Send:
    """Raises StoreError no_such_send."""
    found = sends(conn, [send_id])
    if not found:
        raise StoreError("no_such_send", send=send_id)
    return found[0]


def sends(conn: sqlite3.Connection, ids: Sequence[int]) -> list[Send]:
    return [send_from(row) for row in fetch_list(conn, sql_sends.SENDS, ids)]


def sends_together(
    conn: sqlite3.Connection, together: int, states: Iterable[SendState], most: int
) -> list[Send]:
    words = [state.value for state in states]
    statement = sql.with_list(sql_sends.SENDS_TOGETHER, len(words))
    return [send_from(row) for row in conn.execute(statement, (together, *words, most))]


def sends_in(conn: sqlite3.Connection, states: Iterable[SendState]) -> list[Send]:
    rows = fetch_list(conn, sql_sends.SENDS_IN, [state.value for state in states])
    return [send_from(row) for row in rows]


def latest_sends(conn: sqlite3.Connection, states: Iterable[SendState], most: int) -> list[Send]:
    found = [row for state in states for row in conn.execute(sql_sends.LATEST_IN, (state.value, most))]
    found.sort(key=itemgetter(-1), reverse=True)
    return [send_from(row[:-1]) for row in found[:most]]


def sends_of(conn: sqlite3.Connection, case_id: int) -> list[Send]:
    return [send_from(row) for row in fetch_list(conn, sql_sends.SENDS_OF, [case_id])]


def counts(conn: sqlite3.Connection, together: int) -> dict[SendState, int]:
    return {SendState(word): count for word, count in conn.execute(sql_sends.COUNT_TOGETHER, (together,))}


# Preparing


def prepare(conn: sqlite3.Connection, wanted: Sequence[Send], rules: Rules) -> Prepared:
    """Writes the messages down, each once; one that the customer is about to get already is left out."""
    meant = {send.case_id for send in wanted}
    gone = meant - {row[0] for row in fetch_list(conn, sql.NAMES, list(meant))}
    if gone:  # with a file that was taken back since the sheet was read
        raise StoreError("no_such_case", case=min(gone))
    taken: list[Send] = []
    doubled: list[Send] = []
    new: list[Send] = []
    for send in wanted:
        if known_event(conn, send.id) is not None:
            taken.append(one_send(conn, send.id))
            continue
        since = send.prepared_at - recent_for(rules.policy)
        alike = (send.case_id, send.to, int(send.practice), send.id, "recent" not in send.allowed, since)
        other = conn.execute(sql_sends.ALIKE, alike).fetchone()
        if other is not None:
            doubled.append(one_send(conn, other[0]))
            continue
        conn.execute(sql_sends.ADD_SEND, row_of(send))
        taken.append(send)
        new.append(send)
    _tell_prepared(conn, new, rules, together=len(wanted) > 1)
    return Prepared(tuple(taken), tuple(doubled))


def _tell_prepared(conn: sqlite3.Connection, new: Sequence[Send], rules: Rules, *, together: bool) -> None:
    """What the preparing means for the cases: some hundred at a time, for it may be everybody."""
    version = raise_version(conn)
    for start in range(0, len(new), _PIECE):
        piece = new[start : start + _PIECE]
        cases = {case.id: case for case in read_cases(conn, list({send.case_id for send in piece}))}
        moves: dict[int, tuple[Case, Progress, Deadline]] = {}
        events: list[Row] = []
        for send in piece:
            case = cases[send.case_id]
            event = Event(send.id, case.id, EventKind.SEND_PREPARED, send.staff, send.prepared_at)
            events.append(
                event_row(event._replace(point_id=send.point_id), send.together if together else None)
            )
            deadline = deadline_of(case, rules.act_by)
            before = moves[case.id][1] if case.id in moves else case.progress
            around = look_around(case.points, deadline[1])
            moves[case.id] = (case, advance(before, event, around, rules.policy), deadline)
        conn.executemany(sql.ADD_EVENT, events)
        write_many(conn, list(moves.values()), version)


def withdraw(conn: sqlite3.Connection, ids: Sequence[int], staff: str, now: Millis) -> list[Send]:
    """Those of them that nobody has begun to send are not sent; which they are."""
    gone = [send for send in sends(conn, ids) if send.state is SendState.PREPARED]
    for send in gone:
        _withdraw(conn, send, "withdrawn", staff, now)
    touch(conn, [send.case_id for send in gone])
    return [send._replace(state=SendState.WITHDRAWN, why="withdrawn") for send in gone]


def _withdraw(
    conn: sqlite3.Connection, send: Send, why: str, staff: str, now: Millis, *, event_id: int | None = None
) -> None:
    """The event that takes the preparing back; it moved nothing, so the case stays where it is."""
    _put(conn, send._replace(state=SendState.WITHDRAWN, why=why))
    ident = new_id() if event_id is None else event_id
    add_event(conn, Event(ident, send.case_id, EventKind.UNDONE, staff, now, undoes=send.id))


def take_back(
    conn: sqlite3.Connection, ids: Sequence[int], undo_id: int, staff: str, now: Millis
) -> list[Send]:
    """Undoing: what was prepared as one and has not gone is withdrawn, the first under the undoing's id."""
    gone = [send for send in sends(conn, ids) if send.state is SendState.PREPARED]
    for number, send in enumerate(gone):
        _withdraw(conn, send, "withdrawn", staff, now, event_id=undo_id if number == 0 else None)
    touch(conn, [send.case_id for send in gone])
    return gone


# Sending


def start_next(
    conn: sqlite3.Connection, gateway: str, owner: str, now: Millis, rules: Rules, *, lease: Millis = LEASE
) -> Send | None:
    """The next message of this gateway, ours to send from here on; None where none of the next hundreds may.

    Those that must not go any more are withdrawn on the way, those that must wait are put off.
    """
    for _ in range(_PIECE):
        row = conn.execute(sql_sends.NEXT, {"gateway": gateway, "now": now}).fetchone()
        if row is None:
            break
        send = send_from(row)
        going = at_its_turn(send, one_case(conn, send.case_id), now, rules.policy)
        if not going.why:
            begun = send._replace(state=SendState.SENDING, sending_at=now, why="")
            _put(conn, begun)
            conn.execute(sql_sends.TAKE, (owner, now + lease, send.id))
            touch(conn, [send.case_id])
            return begun
        if going.not_before is None:
            _withdraw(conn, send, going.why, "", now)
        else:
            _put(conn, send._replace(not_before=going.not_before, why=going.why))
        touch(conn, [send.case_id])
    return None


def finish(conn: sqlite3.Connection, send_id: int, answered: Answered, now: Millis, rules: Rules) -> Send:
    """What came of handing it over, and what that means for the case.  Said again, it changes nothing."""
    before = one_send(conn, send_id)
    after = after_answer(before, answered, now)
    if answered.stops:
        stop(conn, Stopped(before.gateway, answered.why, answered.code, answered.said, now))
    return _step(conn, before, after, now, rules, stops=answered.stops)


def wait(conn: sqlite3.Connection, send_id: int, not_before: Millis, why: str) -> Send:
    """It certainly did not go: it waits until then."""
    before = one_send(conn, send_id)
    after = put_off(before, not_before, why)
    if after != before:
        _put(conn, after)
        touch(conn, [before.case_id])
    return after


def lose(conn: sqlite3.Connection, now: Millis, rules: Rules) -> list[Send]:
    """Messages whose sender died over them: they may have gone out, and nobody sends them again by itself."""
    gone = [send_from(row) for row in conn.execute(sql_sends.LOST, (now,)).fetchall()]
    return [_step(conn, send, lost(send, now), now, rules) for send in gone]


def any_lost(conn: sqlite3.Connection, now: Millis) -> bool:
    return conn.execute(sql_sends.ANY_LOST, (now,)).fetchone() is not None


def any_waiting(conn: sqlite3.Connection, gateway: str, now: Millis) -> bool:
    """A look without the writer's place: whether any message of this gateway may be begun."""
    return conn.execute(sql_sends.NEXT, {"gateway": gateway, "now": now}).fetchone() is not None


def any_to_ask(conn: sqlite3.Connection, gateway: str, now: Millis) -> bool:
    return conn.execute(sql_sends.TO_ASK, (gateway, now, 1)).fetchone() is not None


def stop(conn: sqlite3.Connection, stopped: Stopped) -> None:
    conn.execute(sql_sends.STOP, stopped)


def resume(conn: sqlite3.Connection, gateway: str) -> bool:
    return conn.execute(sql_sends.RESUME, (gateway,)).rowcount > 0


# Reports


def to_ask(conn: sqlite3.Connection, gateway: str, now: Millis, limit: int) -> list[Send]:
    """The messages to ask about now; nobody else asks about them until their next turn."""
    rows = conn.execute(sql_sends.TO_ASK, (gateway, now, limit)).fetchall()
    again = [(next_ask(asked + 1, sent_at, now), ident) for ident, asked, sent_at in rows]
    conn.executemany(sql_sends.ASKED, again)
    return sends(conn, [row[0] for row in rows])


def take_reports(
    conn: sqlite3.Connection, reports: Sequence[Reported], now: Millis, rules: Rules
) -> list[Send]:
    """What the provider says became of them; those that moved.  What is not ours is passed over."""
    moved: list[Send] = []
    known = {send.id: send for send in sends(conn, list({report.send_id for report in reports}))}
    for report in reports:
        before = known.get(report.send_id)
        if before is None:
            continue
        conn.execute(sql_sends.ADD_REPORT, (before.id, report.code, report.said, report.at or 0, now))
        after = after_report(before, report, now)
        if after._replace(reported_at=before.reported_at) != before:
            known[before.id] = _step(conn, before, after, now, rules)
            moved.append(known[before.id])
    return moved


def settle_one(
    conn: sqlite3.Connection, send_id: int, was_sent: bool, hand: tuple[int, str, Millis, str], rules: Rules
) -> Send:
    """A person's word for what nobody knows: (event's id, staff, now, note).  Idempotent by the event's id.

    Raises StoreError not_unsure where the provider has said what became of it.
    """
    event_id, staff, now, note = hand
    before = one_send(conn, send_id)
    if known_event(conn, event_id) is not None:
        return before
    if before.state not in UNSURE | SETTLED:
        raise StoreError("not_unsure", state=before.state.value)
    kind = EventKind.SEND_SETTLED
    event = Event(event_id, before.case_id, kind, staff, now, reason=note, added=was_sent)
    happen(conn, one_case(conn, before.case_id), event, rules, raise_version(conn))
    return _step(conn, before, settle(before, was_sent, staff, note, now), now, rules)


# Queues


def stopped(conn: sqlite3.Connection) -> dict[str, Stopped]:
    """The gateways that are stopped, by name."""
    return {row[0]: Stopped(*row) for row in conn.execute(sql_sends.STOPPED)}


def queues(conn: sqlite3.Connection) -> list[Queue]:
    """Every gateway that messages were prepared for, or that is stopped."""
    reasons = stopped(conn)
    found: dict[str, Queue] = {}
    for gateway, practice, state, count, next_at, ask_at in conn.execute(sql_sends.QUEUES):
        queue = found.setdefault(gateway, Queue(gateway, reasons.get(gateway)))
        states = {**queue.states, SendState(state): queue.states.get(SendState(state), 0) + count}
        found[gateway] = queue._replace(
            states=states,
            practice=queue.practice or bool(practice),
            next_at=_earlier(queue.next_at, next_at),
            ask_at=_earlier(queue.ask_at, ask_at),
        )
    for gateway, why in reasons.items():
        found.setdefault(gateway, Queue(gateway, why))
    return list(found.values())


def _earlier(first: Millis | None, second: Millis | None) -> Millis | None:
    return min((moment for moment in (first, second) if moment is not None), default=None)


# Steps


def _put(conn: sqlite3.Connection, send: Send) -> None:
    conn.execute(sql_sends.PUT_SEND, (*row_of(send)[sql_sends.CHANGED_FROM :], send.id))


def _step(
    conn: sqlite3.Connection, before: Send, after: Send, now: Millis, rules: Rules, *, stops: bool = False
) -> Send:
    """Writes the send as it stands now, and moves its case where that means something for it."""
    for effect in effects(before, after, stops=stops):
        after = _happen(conn, after, effect, now, rules)
    if after != before:
        _put(conn, after)
        if after.state is not before.state:
            sent_at = after.prepared_at if after.sending_at is None else after.sending_at
            asks = after.state in _ASKED
            conn.execute(sql_sends.ASK_AT, (next_ask(0, sent_at, now) if asks else None, after.id))
        touch(conn, [after.case_id])
    return after


_ASKED = frozenset(
    (
        SendState.ACCEPTED,
        SendState.SENT,
        SendState.UNKNOWN,
        SendState.SETTLED_SENT,
        SendState.SETTLED_NOT_SENT,
    )
)
_ATTEMPTS = {
    Effect.MESSAGE_SENT: (Outcome.MESSAGE_SENT, Evidence.ACCEPTED),
    Effect.UNDELIVERABLE: (Outcome.UNDELIVERABLE, Evidence.NONE),
}


def _happen(conn: sqlite3.Connection, send: Send, effect: Effect, now: Millis, rules: Rules) -> Send:
    case, ident = one_case(conn, send.case_id), new_id()
    if effect is Effect.LOOK:
        event = Event(ident, case.id, EventKind.SEND_UNSURE, "", now)
    else:
        event = _attempt(send, effect, ident, now)
    happen(conn, case, event, rules, raise_version(conn))
    if effect is Effect.MESSAGE_SENT:
        return send._replace(attempt_id=ident)
    return send._replace(failure_id=ident) if effect is Effect.UNDELIVERABLE else send


def _attempt(send: Send, effect: Effect, ident: int, now: Millis) -> Event:
    outcome, evidence = _ATTEMPTS[effect]
    note = PRACTICE_NOTE if send.practice else ""
    attempt = Attempt(
        ident,
        send.case_id,
        Route.SMS,
        send.point_id,
        outcome,
        send.staff,
        now,
        evidence=evidence,
        note=note,
    )
    return Event(ident, send.case_id, EventKind.ATTEMPT, send.staff, now, attempt)
