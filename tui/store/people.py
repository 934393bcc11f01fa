"""Finding the customer a row speaks of, by the rules of domain/identity.py, quickly for many rows."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from tui.domain.identity import ALONE, fold_name, only_one
from tui.domain.words import Line
from tui.store import sql
from tui.store.bulk import NewCases
from tui.store.rows import fetch_list

if TYPE_CHECKING:
    from tui.intake.records import ContactRecord, OrderRecord

    Record = OrderRecord | ContactRecord

_MOBILE = Line.MOBILE


def is_certain(record: Record) -> bool:
    """Whether one of the row's numbers says by itself who it is."""
    return any(phone.value and phone.line in ALONE for phone in record.phones)


class People:
    """Who is known, as far as the rows at hand can tell.

    `owner` holds the first case that has a value (a number, an address, a handle), `others` the rest.
    `fresh` are the cases that these rows make.  The dictionaries of tails and order numbers are made only
    when a row first needs them.
    """

    def __init__(self, conn: sqlite3.Connection, fresh: NewCases) -> None:
        self.conn = conn
        self.fresh = fresh
        self.any_cases = conn.execute(sql.ANY_CASE).fetchone() is not None
        self.owner: dict[str, int] = {}
        self.others: defaultdict[str, list[int]] = defaultdict(list)
        self.unread: set[tuple[int, str]] = set()
        self.complete: set[int] = set()
        self.unwritten_orders: list[tuple[str, int]] = []
        self.asked: set[str] = set()
        self.asked_tails: set[str] = set()
        self.names: dict[int, str] = {}
        self.masked_tails: defaultdict[str, list[int]] = defaultdict(list)
        self.tails: defaultdict[str, list[int]] | None = None
        self.loose_orders: defaultdict[str, list[int]] = defaultdict(list)
        """Order numbers of this file's rows without a number that says who it is."""
        self.order_nos: defaultdict[str, list[int]] | None = None

    # What is known

    def prefetch(self, records: Iterable[Record], numbers: Sequence[str] = ()) -> None:
        """Asks the database once about all values of these rows, and about further numbers."""
        if not self.any_cases:
            return
        values = set(numbers)
        tails = {number[-4:] for number in numbers}
        for record in records:
            for phone in record.phones:
                if phone.value:
                    values.add(phone.value)
                if phone.last4:
                    tails.add(phone.last4)
            if record.email:
                values.add(record.email)
            if record.instagram:
                values.add(record.instagram)
        values -= self.asked
        self.asked |= values
        for value, case_id, _line, name in fetch_list(self.conn, sql.KNOWN_POINTS, sorted(values)):
            self._has(value, case_id)
            self.names.setdefault(case_id, name)
        tails -= self.asked_tails
        self.asked_tails |= tails
        for tail, case_id, name in fetch_list(self.conn, sql.MASKED_POINTS, sorted(tails)):
            self.masked_tails[tail].append(case_id)
            self.names.setdefault(case_id, name)

    def know_points_of(self, case_ids: Collection[int]) -> None:
        """Makes sure that gains() knows all that these cases of before have."""
        self.complete.update(case_ids)
        for case_id, value, raw, _kind in fetch_list(self.conn, sql.POINTS_OF, sorted(case_ids)):
            if value:
                self._has(value, case_id)
            else:
                self.unread.add((case_id, raw))

    def _has(self, value: str, case_id: int) -> bool:
        """Notes that a case has a value; False if that was known."""
        owner = self.owner.setdefault(value, case_id)
        if owner == case_id:
            return False
        others = self.others[value]
        if case_id in others:
            return False
        others.append(case_id)
        return True

    # What a row brings

    def has_order(self, order_no: str, case_id: int, *, certain: bool = False) -> None:
        if not certain:
            self.loose_orders[order_no].append(case_id)
        if self.order_nos is None:
            self.unwritten_orders.append((order_no, case_id))
        elif case_id not in self.order_nos[order_no]:
            self.order_nos[order_no].append(case_id)

    def know_strangers(
        self, values: Sequence[str], order_nos: Sequence[str], case_ids: Sequence[int]
    ) -> None:
        """New cases with one number and one order each, which are in the database already."""
        self.owner.update(zip(values, case_ids, strict=True))
        if self.tails is not None:
            for value, case_id in zip(values, case_ids, strict=True):
                self.tails[value[-4:]].append(case_id)
        if self.order_nos is not None:
            for order_no, case_id in zip(order_nos, case_ids, strict=True):
                if order_no:
                    self.order_nos[order_no].append(case_id)

    def orders_are_written(self) -> None:
        self.unwritten_orders.clear()

    def gains(self, case_id: int, value: str, raw: str, tail: str) -> bool:
        """Whether the case did not have this contact point yet; it has it from now on."""
        if value:
            if value not in self.owner:
                self.owner[value] = case_id
            elif not self._has(value, case_id):
                return False
        else:
            if case_id not in self.complete and case_id not in self.fresh:
                self.know_points_of((case_id,))
            if (case_id, raw) in self.unread:
                return False
            self.unread.add((case_id, raw))
            if tail:
                self.masked_tails[tail].append(case_id)
        if tail and self.tails is not None:
            self.tails[tail].append(case_id)
        return True

    # Who it is

    def find(self, record: Record) -> int | None:
        """The case of the person this row speaks of; None for somebody new."""
        owner = self.owner
        certain = False
        for phone in record.phones:
            if phone.value and (phone.line is _MOBILE or phone.line in ALONE):
                case_id = owner.get(phone.value)
                if case_id is not None:
                    return case_id
                certain = True
        if not record.name or (certain and self._nothing_shared(record)):
            return None
        candidates = self._candidates(record, certain)
        return only_one(candidates, fold_name(record.name), self._name) if candidates else None

    def _nothing_shared(self, record: Record) -> bool:
        """The usual new customer: one new mobile number, and nobody whose hidden digits it could be."""
        if len(record.phones) != 1 or record.phones[0].last4 in self.masked_tails:
            return False
        if getattr(record, "order_no", "") in self.loose_orders:
            return False
        return record.email not in self.owner and record.instagram not in self.owner

    def _candidates(self, record: Record, certain: bool) -> set[int]:
        """Cases that share something with the row which counts together with the name."""
        found: set[int] = set()
        for phone in record.phones:
            if not phone.value:
                if phone.last4:
                    found.update(self._all_tails().get(phone.last4, ()))
            else:
                if phone.value in self.owner:
                    found.update(self._owners(phone.value))
                if self.masked_tails:
                    found.update(self.masked_tails.get(phone.last4, ()))
        if record.email and record.email in self.owner:
            found.update(self._owners(record.email))
        if record.instagram and record.instagram in self.owner:
            found.update(self._owners(record.instagram))
        order_no: str = getattr(record, "order_no", "")
        if order_no:
            known = self.loose_orders if certain else self._all_order_nos()
            found.update(known.get(order_no, ()))
        return found

    def _owners(self, value: str) -> list[int]:
        return [self.owner[value], *self.others.get(value, ())]

    def _name(self, case_id: int) -> str:
        fresh = self.fresh.get(case_id)
        if fresh is not None:
            return fold_name(fresh.name)
        name = self.names.get(case_id)
        if name is None:
            row = self.conn.execute(sql.with_list(sql.NAMES, 1), (case_id,)).fetchone()
            name = self.names[case_id] = "" if row is None else row[1]
        return fold_name(name)

    def _all_tails(self) -> defaultdict[str, list[int]]:
        """Last four digits → cases.  Read once; what this batch has not written yet is in `owner`."""
        if self.tails is None:
            tails: defaultdict[str, list[int]] = defaultdict(list)
            for value, case_id in self.owner.items():
                if value.startswith("+"):
                    tails[value[-4:]].append(case_id)
            for tail, cases in self.masked_tails.items():
                tails[tail].extend(cases)
            if self.any_cases:
                for tail, case_id in self.conn.execute(sql.ALL_TAILS):
                    if tail:
                        tails[tail].append(case_id)
            self.tails = tails
        return self.tails

    def _all_order_nos(self) -> defaultdict[str, list[int]]:
        if self.order_nos is None:
            self.order_nos = defaultdict(list)
            for order_no, case_id in self.conn.execute(sql.ALL_ORDER_NOS):
                self.order_nos[order_no].append(case_id)
            for order_no, case_id in self.unwritten_orders:
                self.order_nos[order_no].append(case_id)
        return self.order_nos
