"""Taking a file in: every row becomes an order of somebody, changes one, or says why it does not.

All in one transaction.  Who a row speaks of is looked up in dictionaries (people.py) that are filled for
each batch with one question to the database; rows are written with executemany (bulk.py); what the rules
have to say about cases of before is asked at the end, when all of their orders are known (known_cases.py).
"""

from __future__ import annotations

import sqlite3
from itertools import compress
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from tui.clock import new_id
from tui.domain.identity import fuller_name
from tui.domain.model import Millis
from tui.domain.words import Language, OrderStatus, PointKind
from tui.intake.plain_deposits import Deposits
from tui.intake.plain_orders import Orders
from tui.intake.records import ContactRecord, DepositRecord, MessageRecord, OrderRecord, SendRecord
from tui.store import sql, sql_delivery, sql_ledgers, sql_undo
from tui.store.bulk import Bulk, Fresh, NewCases, insert
from tui.store.chats import Chats
from tui.store.deposits import take_deposits, take_plain_deposits
from tui.store.import_rows import Tally
from tui.store.known_cases import KnownCases
from tui.store.likely import guess_again
from tui.store.mended import MendedRows
from tui.store.moved_days import moved_orders
from tui.store.moving import Rules
from tui.store.people import People, is_certain
from tui.store.plain_rows import Newcomers, in_file_order, known_orders, strangers
from tui.store.results import ImportHeader, ImportSummary
from tui.store.rows import Row, fetch_list
from tui.store.send_results import take_results

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.intake.records import Batch, Rejected

    Record = OrderRecord | ContactRecord

_PENDING = OrderStatus.PENDING
_KO = Language.KO.value


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
        intake: int,
        first_part: int = 0,
    ) -> None:
        """`intake` is the id of the event under which all this can be taken back."""
        self.conn = conn
        self.header = header
        self.now = now
        self.rules = rules
        self.version = version
        self.tally = Tally(conn, header, now, first_part)
        self.fresh = NewCases()
        self.unwritten: dict[int, Fresh] = {}
        self.grown: dict[int, Fresh] = {}
        self.people = People(conn, self.fresh)
        self.intake = intake
        self.theirs = {row[0] for row in conn.execute(sql_undo.FILES_OF_OTHERS, (header.staff,))}
        self.bulk = Bulk(conn, header.id, intake, now, new_id(), alone=not self.theirs)
        self.newcomers = Newcomers(conn, header.id, now, rules, version)
        self.known = KnownCases(
            conn, staff=header.staff, now=now, rules=rules, version=version, intake=intake
        )
        self.any_orders = conn.execute(sql.ANY_ORDER).fetchone() is not None
        self.any_deposits = conn.execute(sql_ledgers.ANY_DEPOSIT).fetchone() is not None
        self.seen_keys: set[str] = set()
        self.chats = Chats(self)
        self._later: list[tuple[str, list[Row]]] = []
        self._wrote_later = False
        self._mended: MendedRows | None = None
        self._moved: list[Row] = []
        """(new key, case, order) of orders that are known by another day now."""
        self.last_case: int | None = None

    def take(self, batch: Batch) -> None:
        """Takes in some rows.  Orders and points are written at once, what they mean at the end."""
        if batch.rejected:
            self.tally.rejected(self._not_mended(batch.rejected))
        for ignored in batch.ignored:
            self.tally.ignored(ignored.row, ignored.code)
        self.tally.problems(batch.loose)
        records = batch.records
        if isinstance(records, Orders):
            self._take_orders(records)
        elif isinstance(records, Deposits):
            take_plain_deposits(self, records)
        else:
            self._take_orders(Orders.of(one for one in records if isinstance(one, OrderRecord)))
            self._take_contacts([one for one in records if isinstance(one, ContactRecord)])
            take_deposits(self, [one for one in records if isinstance(one, DepositRecord)])
            self.chats.take([one for one in records if isinstance(one, MessageRecord)])
            take_results(self, [one for one in records if isinstance(one, SendRecord)])
        self._write()

    def _not_mended(self, rows: Sequence[Rejected]) -> Sequence[Rejected]:
        if self._mended is None:
            self._mended = MendedRows(self.conn, self.header.file, self.header.kind)
        return self._mended.unknown_of(self, rows)

    def _write(self) -> None:
        """Cases first: what belongs to them names them."""
        self.bulk.write_cases(self.unwritten, self.version)
        self.unwritten.clear()
        self.bulk.write()
        for statement, rows in self._later:
            insert(self.conn, statement, rows)
        self._later.clear()
        self.conn.executemany(sql.MOVE_ORDER, self._moved)
        self._moved.clear()
        self.tally.write()
        self.people.orders_are_written()

    # Orders

    def _take_orders(self, orders: Orders) -> None:
        """The plain rows as columns (plain_rows.py), what is left of them row by row with the others."""
        plain, others = orders.plain, orders.others
        keys = [*plain.keys, *(record.key for record in others)]
        if len(set(keys)) < len(keys) or not self.seen_keys.isdisjoint(keys):
            self.people.prefetch(orders)
            self._take_each(list(orders), self.bulk.ids_for(len(orders)))
            return
        known_keys: set[str] = set()
        if self.any_orders and plain.rows:
            known = known_orders(self.conn, plain, self.theirs)
            self.bulk.see_numbers(known.cases, compress(plain.values, known.same))
            for taken in known.theirs:
                self.bulk.take_over(*taken)
            self.tally.unchanged(sum(known.same))
            self.seen_keys.update(compress(plain.keys, known.same))
            self.last_case = known.last_case
            plain, known_keys = plain.only([not same for same in known.same]), known.keys
        self.people.prefetch(others, plain.values)
        alone = strangers(self.people, plain, others, known_keys)
        new = plain if all(alone) else plain.only(alone)
        careful = [*others, *plain.only([not one for one in alone]).records(orders.sheet)]
        careful.sort(key=attrgetter("row"))
        ids = self.bulk.ids_for(len(new.rows) + len(careful))
        new_ids, careful_ids = in_file_order(ids, new.rows, [record.row for record in careful])
        if new.rows:
            self.newcomers.write(new, new_ids, self.people, self.fresh)
            self.seen_keys.update(new.keys)
            self.tally.new(len(new.rows))
            self.last_case = new_ids[-1]
        self._take_each(careful, careful_ids)

    def _take_each(self, records: list[OrderRecord], ids: Sequence[int]) -> None:
        """`ids` are for the cases of those that turn out to be somebody new."""
        stored = self._stored_orders(records)
        seen, new = self.seen_keys, 0
        past: list[Row] = []
        for record, case_id in zip(records, ids, strict=True):
            key = record.key
            if record.problems:
                self.tally.problems(record.problems)
            if key in seen:
                self.tally.ignored(record.row, "repeated_key")
                continue
            seen.add(key)
            was = stored.get(key)
            if was is not None:
                self._compare(record, was)
            elif record.status is not _PENDING:
                if record.status is OrderStatus.FINISHED and record.due_at is not None:
                    past.append((key, record.ordered_at, record.due_at, self.header.id))
                self.tally.ignored(record.row, record.status.value)
            else:
                self._add_order(record, case_id)
                new += 1
        self.conn.executemany(sql_ledgers.ADD_PAST_ORDER, past)
        self.tally.new(new)

    def _stored_orders(self, records: list[OrderRecord]) -> dict[str, tuple[Any, ...]]:
        if not self.any_orders:
            return {}
        rows = fetch_list(self.conn, sql.KNOWN_ORDERS, [record.key for record in records])
        stored = {row[0]: row for row in rows}
        unknown = [one for one in records if one.key not in stored]
        moved = moved_orders(self.conn, unknown, self.seen_keys, {one.key for one in records})
        self._moved += [(key, *row[1:3]) for key, row in moved.items()]
        stored |= moved
        self.people.know_points_of({row[1] for row in stored.values()})
        return stored

    def _add_order(self, record: OrderRecord, id_if_new: int) -> None:
        row, _, key, order_no, name, _, _, _, due_at, has_time, amount, details, *_ = record
        case_id = self.people.find(record)
        if case_id is None:
            case_id = self.new_case(id_if_new, Fresh(record.name, _language(record)))
        self._add_points(case_id, record)
        fresh = self.fresh.get(case_id)
        if fresh is None:
            known = self.known.of(case_id)
            known.added = known.orders_changed = True
            known.offered = known.offered or name
        else:
            self._grows(case_id, fresh)
            fresh.orders += 1
            fresh.amount += amount or 0
            if due_at is not None:
                act_by = self.rules.act_by(due_at, has_time, details)
                if fresh.due_at is None or due_at < fresh.due_at:
                    fresh.due_at = due_at
                if fresh.act_by is None or (act_by is not None and act_by < fresh.act_by):
                    fresh.act_by = act_by
            if fresh.name != name:
                fresh.name = fuller_name(fresh.name, name)
        bulk = self.bulk
        bulk.next_id = ident = bulk.next_id + 1
        timed = 1 if has_time else 0
        said = (record.status_text, record.request, self.header.id, row, record.ordered_at)
        bulk.orders.append((case_id, ident, key, order_no, name, due_at, timed, amount, details, *said))
        if order_no:
            self.people.has_order(order_no, case_id, certain=is_certain(record))
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
            was[12] if record.ordered_at is None else record.ordered_at,
        )
        points_added = self._add_points(case_id, record)
        # Of an order that was cancelled and still is, two sheets may say the rest each in their own way.
        over = record.status is OrderStatus.CANCELLED and was[8] == OrderStatus.CANCELLED.value
        if over or now == was[3:13]:
            if was[13] in self.theirs:
                self.bulk.take_over(record.row, record.key)
            if not points_added:
                self.tally.unchanged()
                return
            self.known.of(case_id).points_changed = True
        else:
            known = self.known.of(case_id)
            known.points_changed |= points_added
            known.orders_changed |= now[1:6] != was[4:9]
            known.added |= record.status is _PENDING and was[8] != _PENDING.value
            if record.name != was[11]:
                known.renamed = (was[11], record.name)
            self.bulk.change_order((now[0], record.name, *now[1:8], now[9]), case_id, was[2], record.row)
        self.tally.updated(record.row, case_id)

    # Contacts

    def _take_contacts(self, records: list[ContactRecord]) -> None:
        self.people.prefetch(records)
        for record in records:
            if record.problems:
                self.tally.problems(record.problems)
            case_id = self.people.find(record)
            if case_id is None:
                case_id = self.new_case(self.bulk.ids_for(1)[0], Fresh(record.name, _language(record)))
                self._add_points(case_id, record)
                self.tally.new()
            elif self._add_points(case_id, record):
                if case_id not in self.fresh:
                    self.known.of(case_id).points_changed = True
                self.tally.updated(record.row, case_id)
            else:
                self.tally.unchanged()
            self.last_case = case_id

    # Both

    def new_case(self, case_id: int, fresh: Fresh) -> int:
        """Somebody new; the case is written before the rows that belong to it."""
        self.fresh[case_id] = self.unwritten[case_id] = fresh
        return case_id

    def changed(self, case_id: int) -> None:
        """More is known about a case than before: it takes its place anew, and others see it."""
        if case_id not in self.fresh:
            self.known.of(case_id)

    def write_later(self, statement: str, rows: list[Row]) -> None:
        """Rows that belong to cases, to be inserted once those are there."""
        self._later.append((statement, rows))
        self._wrote_later |= bool(rows)

    def _add_points(self, case_id: int, record: Record) -> bool:
        """Adds what the case does not have yet; whether there was anything.  What it has was seen again."""
        people, bulk, row = self.people, self.bulk, record.row
        added = reachable = False
        of_before = case_id not in self.fresh
        for phone in record.phones:
            if people.gains(case_id, phone.value, phone.raw, phone.last4):
                added = True
                reachable |= bulk.add_phone(case_id, phone, row)
            elif of_before:
                bulk.see_again(case_id, phone.value, phone.raw)
        for kind, value in ((PointKind.EMAIL, record.email), (PointKind.INSTAGRAM, record.instagram)):
            if value and people.gains(case_id, value, "", ""):
                added = reachable = True
                bulk.add_text(case_id, kind, value, row)
            elif value and of_before:
                bulk.see_again(case_id, value, "")
        fresh = self.fresh.get(case_id) if reachable else None
        if fresh is not None and not fresh.has_route:
            self._grows(case_id, fresh)
            fresh.has_route = True
        return added

    def _grows(self, case_id: int, fresh: Fresh) -> None:
        """A case of this import gets more; it is written again at the end if it was written already."""
        if case_id not in self.unwritten:
            self.grown[case_id] = fresh

    # The end

    def finish(self) -> ImportSummary:
        """Moves the cases and says what became of the rows.  The caller commits."""
        self.chats.finish()
        self._write()
        self.bulk.write_grown(self.grown.items())
        cases_new = self.bulk.count_cases(self.fresh)
        if self.bulk.saw_again:
            self.known.revive()
        reopened = self.known.move()
        self._tell_deliveries()
        guess_again(self.conn, self.now, self.rules.policy.zone, self.version)
        return self.tally.summary(cases_new, reopened)

    def _tell_deliveries(self) -> None:
        """What is known of messages sent before, where there are any."""
        if self.conn.execute(sql_delivery.ANY_RESULT).fetchone()[0]:
            from tui.store.delivering import after_import

            after_import(self)

    @property
    def can_be_taken_back(self) -> bool:
        """Whether anything was changed by which somebody would know this import from none."""
        changed = self.bulk.took_over or bool(self.known) or self.tally.brought_anything
        return changed or self._wrote_later  # lines of a statement that are set apart count as ignored


def _language(record: Record) -> str:
    """What the row says, else the language of the first number's country."""
    if record.language is not None:
        return record.language.value
    for phone in record.phones:
        if phone.value:
            if phone.country == "KR":
                return _KO
            from tui.domain.phones import language_of

            return language_of(phone.country).value
    return _KO
