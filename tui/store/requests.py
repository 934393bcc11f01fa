"""What customers ask for: what they told, and what their saved chats seem to hold.

Functions inside one transaction of the writer, but for those that read.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui.clock import new_id
from tui.domain.model import Case, Event, Millis, Request
from tui.domain.words import EventKind, RequestKind, RequestVerdict, Route
from tui.store import sql_requests as sql
from tui.store import working
from tui.store.moving import Rules, add_event, happen, known_event, one_case, raise_version, retrace
from tui.store.points import Hand
from tui.store.results import Logged, StoreError
from tui.store.rows import Row, fetch_list, read_cases

if TYPE_CHECKING:
    from tui.store.results import NewRequest

_LONGEST_SAID = 400


def log(conn: sqlite3.Connection, event: Event, request: NewRequest, rules: Rules, terminal: str) -> Logged:
    """An attempt in which the customer asked for something, with what they claim of it; once only."""
    (logged,) = working.log_attempts(conn, [event], rules, terminal)
    if logged.repeated:
        return logged
    case_id = event.case_id
    _add(conn, event.id, case_id, request)
    if request.message_key:
        row = (event.id, case_id, request.message_key, RequestVerdict.TAKEN.value)
        conn.execute(sql.ADD_DECISION, row)
    return Logged(event, one_case(conn, case_id))


def _add(conn: sqlite3.Connection, event_id: int, case_id: int, request: NewRequest) -> None:
    conn.execute(
        sql.ADD,
        (
            event_id,
            case_id,
            request.order_id,
            request.kind.value,
            request.asked_at,
            int(request.asked_has_time),
            request.asked_by.value if request.asked_by else None,
            request.said[:_LONGEST_SAID],
            request.message_key,
        ),
    )


def settle(
    conn: sqlite3.Connection, case_id: int, message_key: str, verdict: RequestVerdict, hand: Hand
) -> Case:
    """A person's word on a request in a chat: it moves the case as if it had not been found.  Once only."""
    if known_event(conn, hand.event_id) is None:
        if conn.execute(sql.FOUND, (message_key,)).fetchone() is None:
            raise StoreError("no_such_request")
        event = Event(
            hand.event_id, case_id, EventKind.REQUEST_SETTLED, hand.staff, hand.now, reason=message_key
        )
        case = one_case(conn, case_id)
        add_event(conn, event)
        conn.execute(sql.ADD_DECISION, (event.id, case_id, message_key, verdict.value))
        retrace(conn, case, hand.rules, raise_version(conn))
    return one_case(conn, case_id)


def find(conn: sqlite3.Connection, now: Millis, rules: Rules, import_id: int | None = None) -> int:
    """Looks for requests in customers' messages of times when Kakao was down; how many were found anew.

    Only those of one import where it is named, and there only of customers who have ordered: of a customer of
    whom nothing is known but the chat nothing stays if the chat is taken back.  What is found goes with the
    file that brought the message.
    """
    from tui.domain.requests import NEEDS_ACTION, look_at
    from tui.store.results import NewRequest

    messages: defaultdict[int, list[Row]] = defaultdict(list)
    for row in _messages(conn, now, import_id):
        messages[row[0]].append(row)
    if not messages:
        return 0
    version, found = raise_version(conn), 0
    for case_id, rows in messages.items():
        for _, key, at, text, intake in rows:
            case = one_case(conn, case_id)
            seen = look_at(case, at, text, rules.policy.zone)
            if seen is None or (seen.order_id is None and import_id is not None):
                continue
            found += 1
            needs = seen.standing in NEEDS_ACTION
            event = Event(new_id(), case_id, EventKind.REQUEST_FOUND, "", now, reason=key, added=needs)
            happen(conn, case, event, rules, version, intake=intake)
            wanted = seen.wanted
            told = NewRequest(wanted.kind, seen.order_id, at, True, Route.KAKAO, wanted.quote, key)
            _add(conn, event.id, case_id, told)
    return found


def anything_to_find(conn: sqlite3.Connection, now: Millis) -> bool:
    """Whether some message has not been looked at yet: a look without the writer's place."""
    from tui.domain.request_words import wanted_in

    return any(wanted_in(row[3]) is not None for row in _messages(conn, now, None))


def _messages(conn: sqlite3.Connection, now: Millis, import_id: int | None) -> Iterator[Row]:
    from tui.store.reading import outages

    seen: set[str] = set()
    for outage in outages(conn):
        if outage.channel is not Route.KAKAO:
            continue
        between = (outage.since, now + 1 if outage.until is None else outage.until)
        if import_id is None:
            rows = conn.execute(sql.MESSAGES, between)
        else:
            rows = conn.execute(sql.MESSAGES_OF_IMPORT, (*between, import_id))
        for row in rows.fetchall():
            if row[1] not in seen:
                seen.add(row[1])
                yield row


def cases(conn: sqlite3.Connection) -> list[Case]:
    """All cases with something asked for."""
    return read_cases(conn, [row[0] for row in conn.execute(sql.CASES)])


def requests_of(conn: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[Request, ...]]:
    """By case; {} where nobody has ever asked for anything."""
    found: defaultdict[int, tuple[Request, ...]] = defaultdict(tuple)
    for row in fetch_list(conn, sql.OF_CASES, ids):
        found[row[1]] += (_request_from(row),)
    return found


def _request_from(row: Row) -> Request:
    ident, case_id, kind, order_id, asked_at, has_time, asked_by, said, staff, at, key, event, verdict = row
    return Request(
        ident,
        case_id,
        RequestKind(kind),
        order_id,
        asked_at,
        bool(has_time),
        Route(asked_by) if asked_by else None,
        said,
        staff,
        at,
        key,
        event == EventKind.REQUEST_FOUND.value,
        RequestVerdict(verdict) if verdict else None,
    )
