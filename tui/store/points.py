"""Contact points by a person's hand.  Functions inside one transaction of the writer."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.clock import new_id
from tui.domain.model import Case, Event, Millis
from tui.domain.words import Carries, EventKind, Language, Line, PointKind, Usability
from tui.store import sql, sql_undo
from tui.store.moving import Rules, happen, one_case, raise_version, tell_delivery
from tui.store.results import StoreError
from tui.store.rows import Row

if TYPE_CHECKING:
    from tui.domain.phones import PhoneReading


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does it, when, by which rules the case then moves, and the id under which it can be taken back."""

    staff: str
    now: Millis
    rules: Rules
    event_id: int = field(default_factory=new_id)


def point_values(kind: PointKind, reading: PhoneReading | str) -> Row:
    """(value, raw, line, voice, text, country, problem, tail) of a phone as read, or of a handle."""
    if isinstance(reading, str):
        text = reading.strip()
        value = text.removeprefix("@") if kind is not PointKind.EMAIL else text
        return (value, text, Line.OTHER.value, Carries.NO.value, Carries.YES.value, "", "", "")
    return (
        reading.value,
        reading.raw,
        reading.line.value,
        reading.voice.value,
        reading.text.value,
        reading.country,
        reading.problem,
        "" if reading.value else reading.last4,
    )


def add(
    conn: sqlite3.Connection,
    case_id: int,
    point_id: int,
    kind: PointKind,
    reading: PhoneReading | str,
    *,
    hand: Hand,
) -> Case:
    """Adds a point, or makes one with the same value usable again."""
    case = one_case(conn, case_id)
    values = point_values(kind, reading)
    if any(point.id == point_id for point in case.points):
        return case
    for point in case.points:
        if point.kind is kind and values[0] and point.value == values[0]:
            conn.execute(sql_undo.KEEP_POINT, (hand.event_id, case_id, point.id))
            conn.execute(sql.SEEN_AGAIN, (hand.now, hand.event_id, hand.event_id, case_id, point.value))
            return _state(conn, case, point.id, Usability.USABLE, hand)
    conn.execute(sql.ADD_POINT, (case_id, point_id, kind.value, *values, None, None, hand.now))
    return _changed(conn, case_id, point_id, hand)


def mend(
    conn: sqlite3.Connection,
    case_id: int,
    point_id: int,
    reading: PhoneReading | str,
    hand: Hand,
) -> Case:
    """Writes what the point should have said; it is usable from here on."""
    case = one_case(conn, case_id)
    kind = _kind_of(case, point_id)
    conn.execute(sql_undo.KEEP_POINT, (hand.event_id, case_id, point_id))
    seen = conn.execute(sql.LAST_SEQ).fetchone()[0]
    conn.execute(sql.MEND_POINT, (*point_values(kind, reading), hand.now, seen, case_id, point_id))
    return _changed(conn, case_id, point_id, hand)


def take_suggestion(
    conn: sqlite3.Connection, case_id: int, suggestion_id: int, point_id: int, hand: Hand
) -> Case:
    """The number that a chat seems to say becomes a contact point."""
    from tui.domain.phones import read_phones

    case = one_case(conn, case_id)
    said = next((one for one in case.suggestions if one.id == suggestion_id and one.field == "phone"), None)
    if said is None:
        raise StoreError("no_such_suggestion", case=case_id)
    return add(conn, case_id, point_id, PointKind.PHONE, read_phones(said.value)[0], hand=hand)


def set_usability(
    conn: sqlite3.Connection,
    case_id: int,
    point_id: int,
    usability: Usability,
    hand: Hand,
) -> Case:
    case = one_case(conn, case_id)
    _kind_of(case, point_id)
    conn.execute(sql_undo.KEEP_POINT, (hand.event_id, case_id, point_id))
    return _state(conn, case, point_id, usability, hand)


def set_language(conn: sqlite3.Connection, case_id: int, language: Language) -> Case:
    one_case(conn, case_id)
    conn.execute(sql.SET_LANGUAGE, (language.value, raise_version(conn), case_id))
    return one_case(conn, case_id)


def _kind_of(case: Case, point_id: int) -> PointKind:
    for point in case.points:
        if point.id == point_id:
            return point.kind
    raise StoreError("no_such_point", case=case.id)


def _state(
    conn: sqlite3.Connection,
    case: Case,
    point_id: int,
    usability: Usability,
    hand: Hand,
) -> Case:
    seen = conn.execute(sql.LAST_SEQ).fetchone()[0]
    conn.execute(sql.STATE_USABILITY, (usability.value, usability.value, seen, case.id, point_id))
    return _changed(conn, case.id, point_id, hand)


def _changed(conn: sqlite3.Connection, case_id: int, point_id: int, hand: Hand) -> Case:
    event = Event(hand.event_id, case_id, EventKind.POINTS_CHANGED, hand.staff, hand.now, point_id=point_id)
    happen(conn, one_case(conn, case_id), event, hand.rules, raise_version(conn))
    tell_delivery(conn, [case_id], hand.rules, hand.now, hand.staff)
    return one_case(conn, case_id)
