"""What a person can take back next, and what they did last that nothing takes back: texts that went out.

Whoever undoes is told of those once.  That they were told is written down as an UNDONE event that takes
nothing back and is part of (`intake`) the earliest thing it tells of; from then on undoing goes on before it.
Cases do not move by it: what was done before is taken back as beside any later event that stands.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import dropwhile, takewhile
from operator import attrgetter
from typing import NamedTuple

from tui.domain.model import Event, Millis
from tui.domain.sending import SendState
from tui.domain.words import EventKind
from tui.store import sql_undo
from tui.store.moving import add_event, known_event, one_case
from tui.store.results import Stands

_REFUSALS = {EventKind.SEND_PREPARED: "message_gone", EventKind.SEND_SETTLED: "settled_stands"}


class Done(NamedTuple):
    """Something a person did that stands; `past` where nothing takes it back.  `together` is the same for
    messages that were prepared as one."""

    id: int
    seq: int
    kind: EventKind
    together: int
    past: bool


def latest(conn: sqlite3.Connection, staff: str) -> Iterator[Done]:
    """What this person can take back, and what they have not been told is past that, latest first."""
    told: list[tuple[int, int]] | None = None
    for done in _done(conn, staff):
        if done.past:
            if told is None:
                told = conn.execute(sql_undo.TOLD, (staff,)).fetchall()
            if any(first <= done.seq < last for first, last in told):
                continue
        yield done


def _done(conn: sqlite3.Connection, staff: str) -> Iterator[Done]:
    for ident, seq, word, together, state in conn.execute(sql_undo.STANDING, (staff,)):
        kind = EventKind(word)
        gone = state is not None and state != SendState.PREPARED.value
        yield Done(ident, seq, kind, together, gone or kind is EventKind.SEND_SETTLED)


def tell(conn: sqlite3.Connection, undo_id: int, staff: str, now: Millis) -> Stands:
    """Notes that the person is told of the latest that they did, with all before it that is as far gone."""
    earliest = list(takewhile(attrgetter("past"), latest(conn, staff)))[-1]
    add_event(conn, Event(undo_id, 0, EventKind.UNDONE, staff, now), intake=earliest.id)
    return told_by(conn, undo_id, staff)


def told_by(conn: sqlite3.Connection, undo_id: int, staff: str) -> Stands:
    """What the undoing with this id told of, and what the next one takes back as things stand."""
    first, last = conn.execute(sql_undo.TOLD_BY, (undo_id,)).fetchone()
    until_then = dropwhile(lambda done: done.seq > last, _done(conn, staff))
    told = [done for done in takewhile(lambda done: done.seq >= first, until_then) if done.past]
    following = next(latest(conn, staff), None)
    then = None if following is None else known_event(conn, following.id)
    case = one_case(conn, then.case_id) if then is not None and then.case_id else None
    messages = sum(done.kind is EventKind.SEND_PREPARED for done in told)
    return Stands(_REFUSALS[told[0].kind], messages, len({done.together for done in told}), then, case)
