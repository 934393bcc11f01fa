"""Taking a file in: every row becomes an order of somebody, changes one, or says why it does not.

All in one transaction.  Identity is looked up in dictionaries that are filled for each batch with one
question to the database; rows are written with executemany; cases are written at the end, when all of
their orders are known.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from tui.clock import new_id
from tui.domain.deadlines import deadline_of
from tui.domain.identity import fuller_name
from tui.domain.model import Case, Event, Millis
from tui.domain.rules import START, Around, settled_start
from tui.domain.words import LANE_OF, Carries, EventKind, Lane, Language, OrderStatus, PointKind, State
from tui.intake.records import OrderRecord
from tui.store import sql
from tui.store.api import ImportHeader, ImportSummary, RowOutcome
from tui.store.import_rows import RowsWritten
from tui.store.moving import Rules, count, happen, write_progress
from tui.store.ordering import ASLEEP, key_of
from tui.store.people import People
from tui.store.rows import fetch_list, read_cases

if TYPE_CHECKING:
    from tui.domain.phones import PhoneReading
    from tui.intake.records import Batch, ContactRecord

_PIECE = 400
_NO, _YES = Carries.NO, Carries.YES
_PENDING = OrderStatus.PENDING
_value = attrgetter("_value_")


class Fresh:
    """A case that this import makes: what its one row will say."""

    __slots__ = ("act_by", "amount", "due_at", "has_route", "language", "name", "orders")

    def __init__(self, name: str, language: str) -> None:
        self.name = name
        self.language = language
        self.due_at: Millis | None = None
        self.act_by: Millis | None = None
        self.amount = 0
        self.orders = 0
        self.has_route = False


class _Known:
    """A case of before that this import changes."""

    __slots__ = ("added", "offered", "orders_changed", "points_changed", "renamed")

    def __init__(self) -> None:
        self.added = False
        self.orders_changed = False
        self.points_changed = False
        self.offered = ""
        """A name on a new order; taken if it says more than the one we have."""
        self.renamed: tuple[str, str] | None = None
        """(before, after) on an order we had: the file was corrected."""


class Merge:
    """One import inside a transaction: give it the batches, then finish it."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        header: ImportHeader,
        now: Millis,
        rules: Rules,
        version: int,
        *,
        first_part: int = 0,
    ) -> None:
        self.conn = conn
        self.header = header
        self.now = now
        self.rules = rules
        self.version = version
        self.counted: Counter[str] = Counter()
        self.rows = RowsWritten(conn, header.id, first_part)
        self.people = People(conn)
        self.fresh: dict[int, Fresh] = {}
        self.known: dict[int, _Known] = {}
        self.any_orders = conn.execute(sql.ANY_ORDER).fetchone() is not None
        self.seen_keys: set[str] = set()
        self.next_id = new_id()
        self.last_case: int | None = None
        self._orders: list[tuple[Any, ...]] = []
        self._changed_orders: list[tuple[Any, ...]] = []
        self._points: list[tuple[Any, ...]] = []

    def take(self, batch: Batch) -> None:
        """Takes in some rows.  What they say of orders and points is written at once, of cases at the end."""
        for rejected in batch.rejected:
            self.rows.add(RowOutcome(rejected.row, "rejected", rejected.code, cells=tuple(rejected.raw)))
        for ignored in batch.ignored:
            self.rows.add(RowOutcome(ignored.row, "ignored", ignored.code))
        self.counted["rejected"] += len(batch.rejected)
        self.counted["ignored"] += len(batch.ignored)
        if batch.records:
            self.people.prefetch(batch.records)
            self._take_records(batch)
        self._write()

    def _take_records(self, batch: Batch) -> None:
        if isinstance(batch.records[0], OrderRecord):
            self._take_orders(cast("list[OrderRecord]", batch.records))
        else:
            self._take_contacts(cast("list[ContactRecord]", batch.records))

    # Orders

    def _take_orders(self, records: list[OrderRecord]) -> None:
        stored = self._stored_orders(records)
        seen, new = self.seen_keys, 0
        for record in records:
            key = record.key
            if record.problems:
                self._note_problems(record)
            if key in seen:
                self._ignore(record.row, "repeated_key")
                continue
            seen.add(key)
            was = stored.get(key)
            if was is not None:
                self._compare(record, was)
            elif record.status is not _PENDING:
                self._ignore(record.row, record.status.value)
            else:
                self._add_order(record)
                new += 1
        self.counted["new"] += new

    def _stored_orders(self, records: list[OrderRecord]) -> dict[str, tuple[Any, ...]]:
        if not self.any_orders:
            return {}
        rows = fetch_list(self.conn, sql.KNOWN_ORDERS, [record.key for record in records])
        self.people.know_points_of({row[1] for row in rows})
        return {row[0]: row for row in rows}

    def _add_order(self, record: OrderRecord) -> None:
        case_id = self.people.find(record)
        if case_id is None:
            case_id = self._new_case(record)
        self._add_points(case_id, record)
        fresh = self.fresh.get(case_id)
        act_by = self.rules.act_by(record.due_at, record.due_has_time, record.details)
        if fresh is None:
            known = self._known(case_id)
            known.added = known.orders_changed = True
            known.offered = known.offered or record.name
        else:
            fresh.orders += 1
            fresh.amount += record.amount or 0
            if record.due_at is not None and (fresh.due_at is None or record.due_at < fresh.due_at):
                fresh.due_at = record.due_at
            if act_by is not None and (fresh.act_by is None or act_by < fresh.act_by):
                fresh.act_by = act_by
            if fresh.name != record.name:
                fresh.name = fuller_name(fresh.name, record.name)
        self.next_id = ident = self.next_id + 1
        self._orders.append(
            (
                case_id,
                ident,
                record.key,
                record.order_no,
                record.name,
                record.due_at,
                1 if record.due_has_time else 0,
                record.amount,
                record.details,
                "pending",
                record.status_text,
                record.request,
                self.header.id,
                record.row,
            )
        )
        if record.order_no:
            self.people.has_order(record.order_no, case_id)
        self.last_case = case_id

    def _compare(self, record: OrderRecord, was: tuple[Any, ...]) -> None:
        """A later version of an order that is known: changed, or not at all."""
        case_id = self.last_case = was[1]
        now = (
            record.order_no,
            record.due_at,
            1 if record.due_has_time else 0,
            record.amount,
            record.details,
            record.status.value,
            record.status_text,
            record.request,
            record.name,
        )
        points_added = self._add_points(case_id, record)
        if now == was[3:]:
            if not points_added:
                self.counted["unchanged"] += 1
                return
            self._known(case_id).points_changed = True
        else:
            known = self._known(case_id)
            known.points_changed |= points_added
            known.orders_changed |= now[1:6] != was[4:9]
            known.added |= record.status is _PENDING and was[8] != "pending"
            if record.name != was[11]:
                known.renamed = (was[11], record.name)
            self._changed_orders.append(
                (now[0], record.name, *now[1:8], self.header.id, record.row, case_id, was[2])
            )
        self._update(record.row, case_id)

    # Contacts

    def _take_contacts(self, records: list[ContactRecord]) -> None:
        for record in records:
            if record.problems:
                self._note_problems(record)
            case_id = self.people.find(record)
            if case_id is None:
                case_id = self._new_case(record)
                self._add_points(case_id, record)
                self.counted["new"] += 1
            elif self._add_points(case_id, record):
                if case_id not in self.fresh:
                    self._known(case_id).points_changed = True
                self._update(record.row, case_id)
            else:
                self.counted["unchanged"] += 1
            self.last_case = case_id

    # Both

    def _new_case(self, record: OrderRecord | ContactRecord) -> int:
        self.next_id = case_id = self.next_id + 1
        self.fresh[case_id] = Fresh(record.name, _language(record).value)
        self.people.is_new(case_id, record.name)
        return case_id

    def _add_points(self, case_id: int, record: OrderRecord | ContactRecord) -> bool:
        """Adds what the case does not have yet; whether there was anything."""
        added = False
        for phone in record.phones:
            if self.people.gains(case_id, phone.value, phone.raw, phone.last4):
                added = True
                self._add_phone(case_id, phone, record.row)
        if record.email and self.people.gains(case_id, record.email, "", ""):
            added = True
            self._add_text(case_id, PointKind.EMAIL, record.email, record.row)
        if record.instagram and self.people.gains(case_id, record.instagram, "", ""):
            added = True
            self._add_text(case_id, PointKind.INSTAGRAM, record.instagram, record.row)
        return added

    def _add_phone(self, case_id: int, phone: PhoneReading, row: int) -> None:
        fresh = self.fresh.get(case_id)
        if fresh is not None and phone.value and not (phone.voice is _NO and phone.text is _NO):
            fresh.has_route = True
        self.next_id = ident = self.next_id + 1
        self._points.append(
            (
                case_id,
                ident,
                "phone",
                phone.value,
                phone.raw,
                _value(phone.line),
                _value(phone.voice),
                _value(phone.text),
                phone.country,
                phone.problem,
                phone.last4,
                self.header.id,
                row,
                self.now,
            )
        )

    def _add_text(self, case_id: int, kind: PointKind, value: str, row: int) -> None:
        fresh = self.fresh.get(case_id)
        if fresh is not None:
            fresh.has_route = True
        self.next_id = ident = self.next_id + 1
        self._points.append(
            (
                case_id,
                ident,
                kind.value,
                value,
                value,
                "other",
                "no",
                "yes",
                "",
                "",
                "",
                self.header.id,
                row,
                self.now,
            )
        )

    def _known(self, case_id: int) -> _Known:
        return self.known.setdefault(case_id, _Known())

    def _note_problems(self, record: OrderRecord | ContactRecord) -> None:
        for problem in record.problems:
            self.rows.add(RowOutcome(problem.row, "problem", problem.code, problem.field, problem.raw))
        self.counted["problems"] += len(record.problems)

    def _ignore(self, row: int, code: str) -> None:
        self.rows.add(RowOutcome(row, "ignored", code))
        self.counted["ignored"] += 1

    def _update(self, row: int, case_id: int) -> None:
        self.rows.add(RowOutcome(row, "updated", case_id=case_id))
        self.counted["updated"] += 1

    def _write(self) -> None:
        conn = self.conn
        if self._orders:
            conn.executemany(sql.ADD_ORDER, self._orders)
            self._orders.clear()
        if self._points:
            conn.executemany(sql.ADD_POINT, self._points)
            self._points.clear()
        if self._changed_orders:
            conn.executemany(sql.CHANGE_ORDER, self._changed_orders)
            self._changed_orders.clear()
        self.people.orders_are_written()
        self.rows.write()

    # The end

    def finish(self) -> ImportSummary:
        """Writes the cases and the record of the import.  The caller commits."""
        self._write_fresh()
        reopened = self._move_known()
        counted = self.counted
        parts = ("new", "updated", "unchanged", "ignored", "rejected")
        return ImportSummary(
            self.header,
            self.now,
            sum(counted[part] for part in parts),
            new=counted["new"],
            updated=counted["updated"],
            unchanged=counted["unchanged"],
            ignored=counted["ignored"],
            rejected=counted["rejected"],
            problems=counted["problems"],
            cases_new=sum(fresh.orders > 0 for fresh in self.fresh.values()),
            reopened=reopened,
        )

    def _write_fresh(self) -> None:
        if not self.fresh:
            return
        # A case begins where the rules say, which depends on nothing but whether it has a route.
        begins = {has: settled_start(START, Around(has, None)).state.value for has in (False, True)}
        self.conn.executemany(sql.ADD_CASE, (self._case_row(*item, begins) for item in self.fresh.items()))
        tally = Counter(begins[fresh.has_route] for fresh in self.fresh.values() if fresh.orders)
        count(self.conn, tally)

    def _case_row(self, case_id: int, fresh: Fresh, begins: dict[bool, str]) -> tuple[Any, ...]:
        if not fresh.orders:
            row = (State.VOID.value, None, None, 0, None, ASLEEP, 0, self.version)
            return (case_id, fresh.name, fresh.language, "", *row)
        return (
            case_id,
            fresh.name,
            fresh.language,
            "",
            begins[fresh.has_route],
            fresh.due_at,
            fresh.act_by,
            fresh.amount,
            self.now,
            0,
            key_of(fresh.act_by, fresh.amount),
            self.version,
        )

    def _move_known(self) -> int:
        """Lets the rules say what the changes mean for cases of before; how many were opened again."""
        reopened = 0
        ids = sorted(self.known)
        for start in range(0, len(ids), _PIECE):
            for case in read_cases(self.conn, ids[start : start + _PIECE], {}):
                reopened += self._move(case, self.known[case.id])
        return reopened

    def _move(self, case: Case, change: _Known) -> bool:
        name = fuller_name(case.customer.name, change.offered)
        if change.renamed is not None and change.renamed[0] == name and change.renamed[1]:
            name = change.renamed[1]
        if name != case.customer.name:
            self.conn.execute(sql.SET_NAME, (name, self.version, case.id))
        if change.orders_changed:
            event = Event(
                new_id(),
                case.id,
                EventKind.ORDERS_CHANGED,
                self.header.staff,
                self.now,
                pending=len(case.pending),
                added=change.added,
            )
        elif change.points_changed:
            event = Event(new_id(), case.id, EventKind.POINTS_CHANGED, self.header.staff, self.now)
        else:
            deadline = deadline_of(case.orders, self.rules.act_by)
            write_progress(self.conn, case, case.progress, deadline, self.version)
            return False
        happen(self.conn, case, event, self.rules, self.version)
        state: str = self.conn.execute(sql.with_list(sql.CASES, 1), (case.id,)).fetchone()[4]
        was_settled = LANE_OF[case.state] is Lane.SETTLED and len(case.orders) > 0
        return was_settled and LANE_OF[State(state)] is not Lane.SETTLED


def _language(record: OrderRecord | ContactRecord) -> Language:
    """What the row says, else the language of the first number's country."""
    if record.language is not None:
        return record.language
    for phone in record.phones:
        if phone.value:
            if phone.country == "KR":
                return Language.KO
            from tui.domain.phones import language_of

            return language_of(phone.country)
    return Language.KO
