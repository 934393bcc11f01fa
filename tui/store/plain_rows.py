"""The plain rows of an import (intake/plain_orders.py), taken in a column at a time.

A plain row that says word for word what is known changes nothing; one that shares nothing with anybody is a
new customer.  Together that is nearly every row of nearly every file, and both can be told for thousands at
once.  All others go the careful way, row by row (merging.py).
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from tui.domain.deadlines import act_by_of_many
from tui.domain.model import Millis
from tui.domain.words import Language, OrderStatus
from tui.store import sql
from tui.store.bulk import BEGINS_WITH_ROUTE, NewCases, insert
from tui.store.moving import Rules
from tui.store.ordering import keys_of
from tui.store.people import People
from tui.store.rows import fetch_list

if TYPE_CHECKING:
    from tui.intake.plain_orders import PlainOrders
    from tui.intake.records import OrderRecord

_USUAL_LANGUAGES = frozenset((None, Language.KO))


class Known(NamedTuple):
    """What the database has of some plain rows: `same` for each row, and the keys of all that it has."""

    same: list[bool]
    keys: set[str]
    last_case: int | None
    cases: list[int]
    """The case of each row that is the same."""
    theirs: list[tuple[int, str]]
    """(row, key) of those that are the same and came from a colleague's file."""


def known_orders(conn: sqlite3.Connection, plain: PlainOrders, theirs: Collection[int] = ()) -> Known:
    """Which rows say, with the customer's number, exactly what is stored.  `theirs`: colleagues' imports."""
    # A file that says of no order when it was placed takes nothing back.
    told = len(plain.rows) - plain.ordered_at.count(None) > 0
    end = -2 if told else -3
    stored = {row[:end]: row[-2:] for row in fetch_list(conn, sql.SAID_ORDERS, plain.keys)}
    said = zip(
        plain.keys,
        plain.order_nos,
        plain.names,
        plain.due_at,
        plain.has_time,
        plain.amounts,
        plain.details,
        plain.statuses,
        plain.status_texts,
        plain.requests,
        plain.values,
        *((plain.ordered_at,) if told else ()),
        strict=True,
    )
    found = [stored.get(row) for row in said]
    cases: list[int] = [one[0] for one in found if one is not None]
    rows = zip(plain.rows, plain.keys, found, strict=True)
    taken = [(row, key) for row, key, one in rows if one and one[1] in theirs] if theirs else []
    same = [one is not None for one in found]
    return Known(same, {row[0] for row in stored}, cases[-1] if cases else None, cases, taken)


def strangers(
    people: People, plain: PlainOrders, others: Sequence[OrderRecord], known: set[str]
) -> list[bool]:
    """Which rows are a new customer's only order: nobody known, and no other row, shares anything with them.

    They may then be written before the rows between them: who those are does not depend on it.
    """
    values, tails = set(plain.values), {value[-4:] for value in plain.values}
    numbers = [phone for record in others for phone in record.phones]
    shared = people.owner.keys() & values
    shared |= values.intersection(phone.value for phone in numbers)
    if len(values) < len(plain.values):
        shared.update(value for value, times in Counter(plain.values).items() if times > 1)
    hidden = people.masked_tails.keys() & tails
    hidden |= tails.intersection(phone.last4 for phone in numbers if not phone.value)
    order_nos = set(plain.order_nos)
    loose = people.loose_orders.keys() & order_nos
    loose |= order_nos.intersection(record.order_no for record in others)
    usual = set(plain.statuses) == {OrderStatus.PENDING} and _USUAL_LANGUAGES.issuperset(plain.languages)
    if usual and not (shared or hidden or loose or known):
        return [True] * len(plain.rows)
    return [
        value not in shared
        and value[-4:] not in hidden
        and order_no not in loose
        and key not in known
        and status is OrderStatus.PENDING
        and language in _USUAL_LANGUAGES
        for value, order_no, key, status, language in zip(
            plain.values, plain.order_nos, plain.keys, plain.statuses, plain.languages, strict=True
        )
    ]


def in_file_order(
    ids: Sequence[int], rows: Sequence[int], others: Sequence[int]
) -> tuple[list[int], list[int]]:
    """`ids` dealt out to two lists of row numbers, both in order, so that a later row has a larger id."""
    mine = [ids[at + bisect_right(others, row)] for at, row in enumerate(rows)] if others else list(ids)
    return mine, [ids[at + bisect_left(rows, row)] for at, row in enumerate(others)]


class Newcomers:
    """Writes strangers: a case, a number and an order for each row."""

    def __init__(
        self, conn: sqlite3.Connection, import_id: int, now: Millis, rules: Rules, version: int
    ) -> None:
        self._conn = conn
        self._import = import_id
        self._now = now
        self._rules = rules
        self._version = version

    def write(self, plain: PlainOrders, case_ids: Sequence[int], people: People, cases: NewCases) -> None:
        """`case_ids` as Bulk.ids_for makes them, one for each row."""
        count = len(plain.rows)
        point_ids, order_ids = [ident + 1 for ident in case_ids], [ident + 2 for ident in case_ids]
        act_by = act_by_of_many(plain.due_at, plain.has_time, plain.details, self._rules.act_by)
        won = [amount or 0 for amount in plain.amounts]
        files, now = (self._import,) * count, (self._now,) * count
        insert(
            self._conn,
            sql.ADD_NEW_CASE,
            zip(
                case_ids,
                plain.names,
                repeat(BEGINS_WITH_ROUTE, count),
                plain.due_at,
                act_by,
                won,
                now,
                keys_of(act_by, won),
                repeat(self._version, count),
                strict=True,
            ),
        )
        insert(
            self._conn,
            sql.ADD_MOBILE,
            zip(case_ids, point_ids, plain.values, plain.raws, files, plain.rows, now, strict=True),
        )
        insert(
            self._conn,
            sql.ADD_ORDER,
            zip(
                case_ids,
                order_ids,
                plain.keys,
                plain.order_nos,
                plain.names,
                plain.due_at,
                plain.has_time,
                plain.amounts,
                plain.details,
                plain.status_texts,
                plain.requests,
                files,
                plain.rows,
                plain.ordered_at,
                strict=True,
            ),
        )
        languages = repeat(Language.KO.value, count)
        told = zip(plain.names, languages, plain.due_at, act_by, won, strict=True)
        cases.add_plain(zip(case_ids, told, strict=True))
        people.know_strangers(plain.values, plain.order_nos, case_ids)
