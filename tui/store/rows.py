"""Rows of the database → the nouns of the domain.  Shared by the store and by the first page."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tui.domain.identity import fold_name
from tui.domain.model import (
    Attempt,
    Case,
    ChatMessage,
    Claim,
    ContactPoint,
    Customer,
    Deposit,
    Event,
    IdentityCheck,
    Likely,
    Order,
    Outage,
    Progress,
    Request,
    SendResult,
    Source,
    Suggestion,
)
from tui.domain.words import (
    Carries,
    CheckQuestion,
    Delivery,
    Direction,
    EventKind,
    Evidence,
    Language,
    Line,
    OrderStatus,
    Outcome,
    PointKind,
    Route,
    State,
    Usability,
    Verdict,
)
from tui.store import sql, sql_answers, sql_counter, sql_delivery, sql_ledgers, sql_requests, sql_sends

if TYPE_CHECKING:
    from tui.domain.sending import Send

Row = tuple[Any, ...]
Files = Mapping[int, str]

# Looking a word up in a dictionary is several times quicker than calling its enumeration.
STATES = {state.value: state for state in State}
_ROUTES: dict[str | None, Route | None] = {None: None, **{route.value: route for route in Route}}
_OUTCOMES: dict[str | None, Outcome | None] = {None: None, **{word.value: word for word in Outcome}}
_KINDS = {kind.value: kind for kind in PointKind}
_LINES = {line.value: line for line in Line}
_CARRIES = {word.value: word for word in Carries}
_USABLE = {word.value: word for word in Usability}
STATUSES = {word.value: word for word in OrderStatus}
_LANGUAGES = {word.value: word for word in Language}
_EVENT_KINDS = {word.value: word for word in EventKind}
_DIRECTIONS = {word.value: word for word in Direction}

CUSTOMER = "customer"
"""A person's word: this deposit is a customer's, whatever the statement looks like."""
SET_APART = "set_apart"
"""A person's word: it is not."""
BY_SPAN, BY_WEEKDAY = "span", "weekday"
"""What a deposit's likely day was learnt from."""

_ROOM = 40
"""Lists of ids are padded to a multiple of this, so that few different statements have to be prepared."""
_MOST_AT_ONCE = 480


def fetch_list(conn: sqlite3.Connection, statement: str, values: Sequence[Any]) -> list[Row]:
    """All rows of a statement with a (:list), whatever the number of values (in pieces, in their order)."""
    rows: list[Row] = []
    for start in range(0, len(values), _MOST_AT_ONCE):
        piece = tuple(values[start : start + _MOST_AT_ONCE])
        filler = -len(piece) % _ROOM
        text = sql.with_list(statement, len(piece) + filler)
        rows += conn.execute(text, piece + (None,) * filler).fetchall()
    return rows


def files_of(conn: sqlite3.Connection) -> dict[int, str]:
    """Import id → the file's name."""
    return dict(conn.execute(sql.FILES).fetchall())


def _source(files: Files, import_id: int | None, row: int | None) -> Source | None:
    return None if import_id is None else Source(files.get(import_id, ""), row or 0)


def order_from(row: Row, files: Files, customer: str) -> Order:
    """`customer` is the name of the case: an order says a name only where it has another."""
    _, ident, key, order_no, due_at, has_time, amount, details, status, status_text, request = row[:11]
    file, line, name, ordered_at = row[11:]
    return Order(
        ident,
        key,
        order_no,
        due_at,
        bool(has_time),
        amount,
        details,
        STATUSES[status],
        status_text,
        request,
        _source(files, file, line),
        "" if name == customer or fold_name(name) == fold_name(customer) else name,
        ordered_at,
    )


def point_from(row: Row, files: Files) -> ContactPoint:
    (_, ident, kind, value, raw, line, voice, text, usability, country, problem, file, number, seen_at) = row[
        :14
    ]
    return ContactPoint(
        ident,
        _KINDS[kind],
        value,
        raw,
        _LINES[line],
        _CARRIES[voice],
        _CARRIES[text],
        _USABLE[usability],
        country,
        problem,
        _source(files, file, number),
        seen_at,
    )


def attempt_from(row: Row) -> Attempt:
    route, outcome = _ROUTES[row[5]], _OUTCOMES[row[7]]
    if route is None or outcome is None:
        raise ValueError("an attempt without route or outcome")
    return Attempt(
        row[1],
        row[0],
        route,
        row[6],
        outcome,
        row[3],
        row[4],
        _DIRECTIONS[row[8]],
        Evidence(row[9]),
        row[10],
        row[11],
        row[12],
    )


def event_from(row: Row) -> Event:
    kind = _EVENT_KINDS[row[2]]
    return Event(
        row[1],
        row[0],
        kind,
        row[3],
        row[4],
        attempt_from(row) if kind is EventKind.ATTEMPT else None,
        row[13],
        row[14],
        row[15],
        row[16],
        bool(row[17]),
        row[18],
        None if kind is EventKind.ATTEMPT else row[6],
    )


def event_row(event: Event, intake: int | None = None) -> Row:
    """The parameters of ADD_EVENT; `intake` is the file taken in that the event is part of."""
    tried = event.attempt
    return (
        event.id,
        event.case_id or None,
        event.kind.value,
        event.staff,
        event.at,
        tried.route.value if tried else None,
        tried.point_id if tried else event.point_id,
        tried.outcome.value if tried else None,
        tried.direction.value if tried else None,
        int(tried.evidence) if tried else None,
        tried.note if tried else "",
        tried.callback_at if tried else None,
        tried.callback_by if tried else "",
        event.until,
        event.person,
        event.reason,
        event.pending,
        int(event.added),
        event.undoes,
        intake,
    )


def progress_from(row: Row) -> Progress:
    return Progress(
        STATES[row[4]],
        row[5],
        row[6],
        row[7],
        row[8],
        _OUTCOMES[row[9]],
        _ROUTES[row[10]],
        row[11],
        row[12],
        row[13],
    )


def claim_from(row: Row) -> Claim:
    return Claim(*row)


def outage_from(row: Row) -> Outage:
    channel = _ROUTES[row[1]]
    if channel is None:
        raise ValueError("an outage without a channel")
    return Outage(row[0], channel, row[2], row[3])


def read_cases(conn: sqlite3.Connection, ids: Sequence[int], files: Files | None = None) -> list[Case]:
    """The complete cases in the order of `ids`; unknown ids are left out.  A handful of statements in all."""
    cases = fetch_list(conn, sql.CASES, ids)
    if not cases:
        return []
    if files is None:
        files = files_of(conn)
    names = {row[0]: row[1] for row in cases}
    orders: defaultdict[int, list[Order]] = defaultdict(list)
    for row in fetch_list(conn, sql.ORDERS, ids):
        orders[row[0]].append(order_from(row, files, names.get(row[0], "")))
    if conn.execute(sql_counter.ANY).fetchone()[0]:
        from tui.store.counter_marks import marked

        marked(conn, orders, ids)
    points: defaultdict[int, list[ContactPoint]] = defaultdict(list)
    for row in fetch_list(conn, sql.POINTS, ids):
        points[row[0]].append(point_from(row, files))
    attempts: defaultdict[int, list[Attempt]] = defaultdict(list)
    for row in fetch_list(conn, sql.ATTEMPTS, ids):
        attempts[row[0]].append(attempt_from(row))
    claims = {row[0]: claim_from(row) for row in fetch_list(conn, sql.CLAIMS, ids)}
    deposits, suggestions, results, checks = _beside(conn, ids, points, orders, files)
    told = _deliveries(conn, ids)
    sends = _sends(conn, ids)
    asked = _requests(conn, ids)
    found: dict[int, Case] = {}
    for row in cases:
        ident = row[0]
        found[ident] = Case(
            ident,
            Customer(ident, row[1], _LANGUAGES[row[2]], row[3]),
            progress_from(row),
            tuple(orders.get(ident, ())),
            tuple(points.get(ident, ())),
            tuple(attempts.get(ident, ())),
            claims.get(ident),
            row[14],
            row[15],
            row[16],
            deposits=deposits.get(ident, ()),
            suggestions=suggestions.get(ident, ()),
            results=results.get(ident, ()),
            checks=checks.get(ident, ()),
            delivery=told.get(ident, Delivery.NEVER_SENT),
            sends=sends.get(ident, ()),
            requests=asked.get(ident, ()),
        )
    return [found[ident] for ident in ids if ident in found]


def deposit_from(row: Row, files: Files) -> Deposit:
    """A row of sql_ledgers.DEPOSITS_OF as the domain knows it; a person's word stands before the file's."""
    ident, key, account, bank, at, has_time, amount, balance, depositor, payer, tail, channel, memo = row[:13]
    apart, decided, _case, import_id, number, day, by, orders = row[13:]
    return Deposit(
        ident,
        key,
        bank,
        account,
        at,
        bool(has_time),
        amount,
        balance,
        depositor,
        payer,
        tail,
        channel,
        memo,
        "" if decided == CUSTOMER else SET_APART if decided == SET_APART else apart,
        _source(files, import_id, number),
        None if day is None else Likely(day, by == BY_SPAN, orders),
    )


def suggestion_from(row: Row, files: Files, points: Sequence[ContactPoint]) -> Suggestion:
    """A row of sql_ledgers.SUGGESTIONS_OF as the domain knows it."""
    _, ident, field, value, quote, said, author, at, import_id, number = row
    taken = field == "phone" and any(point.value == value for point in points)
    return Suggestion(ident, field, value, quote, said, author, at, taken, _source(files, import_id, number))


def message_from(row: Row, files: Files) -> ChatMessage:
    """A row of sql_ledgers.MESSAGES_OF as the domain knows it."""
    ident, author, side, at, text, import_id, number = row
    return ChatMessage(ident, author, side, at, text, _source(files, import_id, number))


def check_from(row: Row) -> IdentityCheck:
    """A row of sql_answers.CHECKS_OF as the domain knows it."""
    ident, case_id, question, verdict, about, claimant, staff, at = row
    return IdentityCheck(
        ident, case_id, CheckQuestion(question), Verdict(verdict), about, claimant, staff, at
    )


def _beside(
    conn: sqlite3.Connection,
    ids: Sequence[int],
    points: Mapping[int, list[ContactPoint]],
    orders: Mapping[int, list[Order]],
    files: Files,
) -> tuple[dict[int, tuple[Any, ...]], ...]:
    """Deposits, suggestions, results of messages and checks by case: most shops have none, so that is asked
    first."""
    deposits: defaultdict[int, tuple[Deposit, ...]] = defaultdict(tuple)
    suggestions: defaultdict[int, tuple[Suggestion, ...]] = defaultdict(tuple)
    results: defaultdict[int, tuple[SendResult, ...]] = defaultdict(tuple)
    checks: defaultdict[int, tuple[IdentityCheck, ...]] = defaultdict(tuple)
    any_deposit, any_suggestion, any_result, any_check = conn.execute(sql_ledgers.ANY).fetchone()
    if any_deposit:
        for row in fetch_list(conn, sql_ledgers.DEPOSITS_OF, ids):
            deposits[row[15]] += (deposit_from(row, files),)
    if any_suggestion:
        for row in fetch_list(conn, sql_ledgers.SUGGESTIONS_OF, ids):
            suggestions[row[0]] += (suggestion_from(row, files, points.get(row[0], ())),)
    if any_result:
        from tui.store.result_rows import results_of

        results.update(results_of(conn, points, orders, files))
    if any_check:
        for row in fetch_list(conn, sql_answers.CHECKS_OF, ids):
            checks[row[1]] += (check_from(row),)
    return deposits, suggestions, results, checks


def _deliveries(conn: sqlite3.Connection, ids: Sequence[int]) -> Mapping[int, Delivery]:
    """What was told last of the messages sent to these cases, where anything ever was."""
    if not conn.execute(sql_delivery.ANY_TOLD).fetchone()[0]:
        return {}
    return {row[0]: Delivery(row[1]) for row in fetch_list(conn, sql_delivery.TOLD, ids)}


def _requests(conn: sqlite3.Connection, ids: Sequence[int]) -> Mapping[int, tuple[Request, ...]]:
    """What was asked for, by case; what reads it is loaded only where anybody ever asked."""
    if not conn.execute(sql_requests.ANY).fetchone()[0]:
        return {}
    from tui.store.requests import requests_of

    return requests_of(conn, ids)


def _sends(conn: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[Send, ...]]:
    """Messages handed to a gateway by case."""
    found: defaultdict[int, tuple[Send, ...]] = defaultdict(tuple)
    if conn.execute(sql_sends.ANY).fetchone()[0]:
        from tui.store.send_rows import send_from

        for row in fetch_list(conn, sql_sends.SENDS_OF, ids):
            found[row[2]] += (send_from(row),)
    return found


def states_counted(rows: Iterable[Row]) -> dict[State, int]:
    """Every state with its count, zero included."""
    counts = dict.fromkeys(State, 0)
    for state, number in rows:
        counts[STATES[state]] = number
    return counts
