"""Many rows at once: what an import adds, gathered and written with one call for each table.

The first file of an empty database is the large one.  Its indexes are made when its rows are in (sorting
them once is several times quicker than finding the place of each); all inside the same transaction.
"""

from __future__ import annotations

import gc
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any

from tui.domain.model import Millis
from tui.domain.rules import START, Around, settled_start
from tui.domain.words import Carries, Line, PointKind, State
from tui.store import sql, sql_undo
from tui.store.moving import count
from tui.store.ordering import ASLEEP, key_of

if TYPE_CHECKING:
    from tui.domain.phones import PhoneReading

_MOBILE, _NO, _USUAL_LANGUAGE = Line.MOBILE, Carries.NO, "ko"


class Fresh:
    """A case that an import makes: what its one row will say."""

    __slots__ = ("act_by", "amount", "due_at", "has_route", "language", "name", "orders")

    def __init__(
        self,
        name: str,
        language: str,
        due_at: Millis | None = None,
        act_by: Millis | None = None,
        *,
        amount: int = 0,
        orders: int = 0,
        has_route: bool = False,
    ) -> None:
        self.name = name
        self.language = language
        self.due_at = due_at
        self.act_by = act_by
        self.amount = amount
        self.orders = orders
        self.has_route = has_route


class NewCases:
    """The cases that an import makes, by id.

    Most are never looked at again: they are kept as plain tuples until a later row speaks of them.
    """

    def __init__(self) -> None:
        self._plain: dict[int, tuple[str, str, Millis | None, Millis | None, int]] = {}
        self._others: dict[int, Fresh] = {}

    def add_plain(
        self, cases: Iterable[tuple[int, tuple[str, str, Millis | None, Millis | None, int]]]
    ) -> None:
        """Cases of one order and one number: (id, (name, language, due_at, act_by, amount))."""
        self._plain.update(cases)

    def __setitem__(self, ident: int, case: Fresh) -> None:
        self._others[ident] = case

    def __contains__(self, ident: int) -> bool:
        return ident in self._plain or ident in self._others

    def get(self, ident: int) -> Fresh | None:
        plain = self._plain.pop(ident, None)
        if plain is not None:
            name, language, due_at, act_by, amount = plain
            fresh = Fresh(name, language, due_at, act_by, amount=amount, orders=1, has_route=True)
            self._others[ident] = fresh
        return self._others.get(ident)

    def states(self) -> Counter[str]:
        """How many begin in each state; those without an order are nobody to reach yet."""
        tally = Counter(_BEGINS[case.has_route] for case in self._others.values() if case.orders)
        tally[_BEGINS[True]] += len(self._plain)
        return tally


class Bulk:
    """Rows waiting to be written.  Ids count up from one made by the clock."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        import_id: int,
        intake: int,
        now: Millis,
        first_id: int,
        *,
        alone: bool,
    ) -> None:
        """`alone`: nobody else has taken a file in, so that nothing has to stand by two people's files."""
        self._conn = conn
        self._import = import_id
        self._intake = intake
        self._shown_in = None if alone else intake
        self._now = now
        self.first_id = first_id + 1
        self.next_id = first_id
        self.orders: list[tuple[Any, ...]] = []
        self._changed_orders: list[tuple[Any, ...]] = []
        self._kept_orders: list[tuple[int, int, int]] = []
        self._taken_over: list[tuple[int, str]] = []
        self.took_over = self.saw_again = False
        self.mobiles: list[tuple[Any, ...]] = []
        self._points: list[tuple[Any, ...]] = []
        self._seen: list[tuple[int, str]] = []
        self._seen_unread: list[tuple[int, str]] = []

    def ids_for(self, rows: int) -> range:
        """An id for the case of each row, with room behind it for the ids of a number and an order."""
        first = self.next_id + 1
        self.next_id += 3 * rows
        return range(first, self.next_id + 1, 3)

    def add_phone(self, case_id: int, phone: PhoneReading, row: int) -> bool:
        """A number for a case; whether it is a way to reach them."""
        _raw, value, line, voice, text, country, problem, _suggestion, last4 = phone
        self.next_id = ident = self.next_id + 1
        if line is _MOBILE and value and country == "KR" and not problem:
            self.mobiles.append((case_id, ident, value, _raw, self._import, row, self._now))
            return True
        self._points.append(
            (
                case_id,
                ident,
                "phone",
                value,
                _raw,
                line.value,
                voice.value,
                text.value,
                country,
                problem,
                "" if value else last4,
                self._import,
                row,
                self._now,
            )
        )
        return bool(value) and not (voice is _NO and text is _NO)

    def add_text(self, case_id: int, kind: PointKind, value: str, row: int) -> None:
        self.next_id = ident = self.next_id + 1
        words = (kind.value, value, value, "other", "no", "yes", "", "", "")
        self._points.append((case_id, ident, *words, self._import, row, self._now))

    def change_order(self, values: tuple[Any, ...], case_id: int, order_id: int, row: int) -> None:
        """New values of an order of before; it is kept as it was."""
        self._kept_orders.append((self._intake, case_id, order_id))
        self._changed_orders.append((*values, self._import, row, case_id, order_id))

    def take_over(self, row: int, key: str) -> None:
        """An order that a colleague's file brought and this one says again: it stays if that one goes."""
        self._taken_over.append((row, key))
        self.took_over = True

    def see_again(self, case_id: int, value: str, raw: str) -> None:
        """A contact point of a case of before, shown by this file as well."""
        seen, text = (self._seen, value) if value else (self._seen_unread, raw)
        seen.append((case_id, text))

    def see_numbers(self, case_ids: Iterable[int], values: Iterable[str]) -> None:
        """`see_again` of many numbers, each of the case beside it."""
        self._seen += zip(case_ids, values, strict=True)

    def write(self) -> None:
        for statement, rows in (
            (sql.ADD_ORDER, self.orders),
            (sql.ADD_MOBILE, self.mobiles),
            (sql.ADD_POINT, self._points),
        ):
            insert(self._conn, statement, rows)
            rows.clear()
        many = self._conn.executemany
        many(sql_undo.KEEP_ORDER, self._kept_orders)
        many(sql.CHANGE_ORDER, self._changed_orders)
        many(sql_undo.KEEP_ORDER_BY_KEY, [(self._intake, key) for _, key in self._taken_over])
        many(sql_undo.TAKE_OVER, [(self._import, *one) for one in self._taken_over])
        head = (self._now, self._intake, self._shown_in)
        self._seen.sort()
        whole = len(self._seen) // _SEEN_AT_ONCE * _SEEN_AT_ONCE
        for at in range(0, whole, _SEEN_AT_ONCE):
            cases, values = zip(*self._seen[at : at + _SEEN_AT_ONCE], strict=True)
            self._conn.execute(sql.with_list(sql.SEEN_MANY, _SEEN_AT_ONCE), (*head, *cases, *values))
        many(sql.SEEN_AGAIN, [(*head, *one) for one in self._seen[whole:]])
        many(sql.SEEN_UNREAD, [(*head, *one) for one in self._seen_unread])
        self.saw_again |= bool(self._seen or self._seen_unread)
        for done in (self._kept_orders, self._changed_orders, self._taken_over):
            done.clear()
        self._seen.clear()
        self._seen_unread.clear()

    def write_cases(self, fresh: Mapping[int, Fresh], version: int) -> None:
        """New cases, before what belongs to them: then every reference is found at once.

        They begin where the rules say, which depends on nothing but whether there is a route.
        """
        begins = _BEGINS
        usual: list[tuple[Any, ...]] = []
        others: list[tuple[Any, ...]] = []
        now = self._now
        for ident, case in fresh.items():
            if not case.orders:
                asleep = (State.VOID.value, None, None, 0, None, ASLEEP, 0, version)
                others.append((ident, case.name, case.language, "", *asleep))
                continue
            key = key_of(case.act_by, case.amount)
            state = begins[case.has_route]
            moments = (case.due_at, case.act_by, case.amount, now)
            if case.language == _USUAL_LANGUAGE:
                usual.append((ident, case.name, state, *moments, key, version))
            else:
                others.append((ident, case.name, case.language, "", state, *moments, 0, key, version))
        insert(self._conn, sql.ADD_NEW_CASE, usual)
        insert(self._conn, sql.ADD_CASE, others)

    def write_grown(self, grown: Iterable[tuple[int, Fresh]]) -> None:
        """Cases of this import to which later rows added something after they had been written."""
        rows = [
            (
                case.name,
                _BEGINS[case.has_route],
                case.due_at,
                case.act_by,
                case.amount,
                key_of(case.act_by, case.amount),
                ident,
            )
            for ident, case in grown
            if case.orders
        ]
        self._conn.executemany(sql.GROW_CASE, rows)

    def count_cases(self, cases: NewCases) -> int:
        """Adds the new cases to the tallies, once all is known of them; how many there are."""
        tally = cases.states()
        count(self._conn, tally)
        return tally.total()


_BEGINS = {has: settled_start(START, Around(has, None)).state.value for has in (False, True)}
BEGINS_WITH_ROUTE = _BEGINS[True]
_LATE_INDEXES = (
    "cases_in_order",
    "cases_by_version",
    "cases_by_deadline",
    "orders_by_key",
    "points_by_value",
    "points_masked",
)
_ROWS_AT_ONCE = 50
_SEEN_AT_ONCE = 400
_CACHE_KIB = 64_000


def insert(conn: sqlite3.Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Inserts all rows, many with each step of the statement: half of the time would go into the steps."""
    values = list(chain.from_iterable(rows))
    width = statement.count("?")
    piece = width * _ROWS_AT_ONCE
    whole = len(values) // piece * piece
    pieces = (values[at : at + piece] for at in range(0, whole, piece))
    conn.executemany(sql.with_rows(statement, _ROWS_AT_ONCE), pieces)
    conn.executemany(statement, (values[at : at + width] for at in range(whole, len(values), width)))


@contextmanager
def indexes_last(conn: sqlite3.Connection, *, empty: bool) -> Iterator[None]:
    """Inside a transaction on an `empty` database: the indexes are made at the end."""
    if not empty:
        yield
        return
    texts = [conn.execute(sql.INDEX, (name,)).fetchone()[0] for name in _LATE_INDEXES]
    for name in _LATE_INDEXES:
        conn.execute(f"DROP INDEX {name}")
    yield
    for text in texts:
        conn.execute(text)


@contextmanager
def room_for_many(conn: sqlite3.Connection) -> Iterator[None]:
    """The dirty pages of a large file fit in memory, so that others can read until it is committed."""
    conn.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    try:
        yield
    finally:
        conn.execute("PRAGMA cache_size = -2000")
        conn.execute("PRAGMA shrink_memory")


@contextmanager
def no_collecting() -> Iterator[None]:
    """Many small tuples make the cycle collector run over everything again and again, and find nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
