"""Saved chats in the database: whose they are, and what they seem to have agreed.

A chat is somebody's we know if one of the telephone numbers in it is theirs, or if the name in it is theirs
and an order of theirs says the moment or the amount that the chat says.  A name alone never counts.  Whoever
is not known becomes a customer; with a moment agreed that has not passed, one to be reached.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.domain.due_values import due_said
from tui.domain.identity import fold_name, only_one
from tui.domain.model import DAY, Case, Millis
from tui.domain.words import Language
from tui.store import sql_ledgers as sql
from tui.store.bulk import Fresh
from tui.store.rows import Row, fetch_list, read_cases

if TYPE_CHECKING:
    from tui.intake.records import MessageRecord, Suggested
    from tui.store.merging import Merge

_CUSTOMER = "customer"
_NOT_PASSED: Millis = DAY
"""A moment agreed counts as still to come until a day after it."""


@dataclass(slots=True)
class _Partner:
    """One customer of one room, gathered over the whole file."""

    room: str
    author: str
    ids: list[int] = field(default_factory=list)
    """Of the new messages that belong to this chat, the shop's answers included."""
    suggested: list[tuple[int, Millis, Suggested]] = field(default_factory=list)
    """(message, its moment, what it seems to say)."""

    def values(self, name: str) -> list[str]:
        return [one.value for _, _, one in self.suggested if one.field == name]

    @property
    def due(self) -> tuple[Millis, bool] | None:
        named = [(at, one.value) for _, at, one in self.suggested if one.field == "due"]
        if not named:
            return None
        # Chats are saved to the minute: of what was said in the same one the last counts.
        return due_said(max(reversed(named), key=lambda said: said[0])[1])


class Chats:
    """The messages of one import, until all of them are known."""

    def __init__(self, merge: Merge) -> None:
        self._merge = merge
        self._rows: list[Row] = []
        self._partners: dict[tuple[str, str], _Partner] = {}
        self._latest: dict[str, _Partner] = {}
        """Room → whoever of the customers wrote last: whom the shop's next words are for."""
        self._before: dict[str, list[tuple[int, MessageRecord]]] = {}
        """Room → the shop's words before any customer has written."""
        self._seen: set[str] = set()
        self._known_in: dict[str, list[Row]] = {}
        """Room → (author, case) of its messages of before."""
        self._namesakes: defaultdict[str, list[int]] = defaultdict(list)
        """Author → cases of that name."""

    def take(self, records: Sequence[MessageRecord]) -> None:
        merge = self._merge
        known = {row[0] for row in fetch_list(merge.conn, sql.KNOWN_MESSAGES, [one.key for one in records])}
        for record, ident in zip(records, merge.bulk.ids_for(len(records)), strict=True):
            merge.tally.problems(record.problems)
            if record.key in self._seen:
                merge.tally.ignored(record.row, "repeated_key")
                continue
            self._seen.add(record.key)
            if record.key in known:
                merge.tally.unchanged()
                continue
            merge.tally.new()
            self._rows.append((ident, record.key, record.room, record.author, record.side, record.at,
                               record.text, None, merge.header.id, record.row))  # fmt: skip
            self._belongs(ident, record)

    def _belongs(self, ident: int, record: MessageRecord) -> None:
        room = record.room
        if record.side == _CUSTOMER:
            name = (room, record.author)
            partner = self._partners.get(name)
            if partner is None:
                partner = self._partners[name] = _Partner(room, record.author)
            self._latest[room] = partner
            for earlier, said in self._before.pop(room, ()):
                _add(partner, earlier, said)
        elif room in self._latest:
            partner = self._latest[room]
        else:
            self._before.setdefault(room, []).append((ident, record))
            return
        _add(partner, ident, record)

    def finish(self) -> None:
        """Finds whose each chat is, and writes messages and suggestions."""
        merge = self._merge
        for room, said in self._before.items():
            # Only the shop has written, or only its words are new: the chat's own name says to whom.
            partner = self._partners.setdefault((room, room), _Partner(room, room))
            for ident, record in said:
                _add(partner, ident, record)
        self._look_up()
        case_of: dict[int, int] = {}
        suggestions: list[Row] = []
        for partner in self._partners.values():
            case_id = self._whose(partner)
            case_of.update(dict.fromkeys(partner.ids, case_id))
            ids = merge.bulk.ids_for(len(partner.suggested))
            suggestions += [
                (case_id, ident, message, one.field, one.value, one.quote)
                for ident, (message, _, one) in zip(ids, partner.suggested, strict=True)
            ]
        rows = [(*row[:7], case_of.get(row[0]), *row[8:]) for row in self._rows]
        merge.write_later(sql.ADD_MESSAGE, rows)
        merge.write_later(sql.ADD_SUGGESTION, suggestions)

    def _look_up(self) -> None:
        """Asks once for all rooms and names: no index has names, a channel's room has every message."""
        conn = self._merge.conn
        for room in {partner.room for partner in self._partners.values()}:
            self._known_in[room] = conn.execute(sql.CASE_OF_ROOM, (room,)).fetchall()
        authors = sorted({partner.author for partner in self._partners.values()})
        for case_id, name in fetch_list(conn, sql.NAMESAKES, authors):
            self._namesakes[name].append(case_id)

    def _whose(self, partner: _Partner) -> int:
        merge = self._merge
        found = self._known_room(partner) or self._by_phone(partner) or self._by_name(partner)
        if found is not None:
            merge.changed(found)
            merge.last_case = found
            return found
        return self._somebody_new(partner)

    def _known_room(self, partner: _Partner) -> int | None:
        rows = self._known_in[partner.room]
        cases = {case_id for author, case_id in rows if author == partner.author}
        cases = cases or ({case_id for _, case_id in rows} if partner.author == partner.room else set())
        return cases.pop() if len(cases) == 1 else None

    def _by_phone(self, partner: _Partner) -> int | None:
        phones = partner.values("phone")
        rows = fetch_list(self._merge.conn, sql.CASES_WITH_PHONES, phones) if phones else []
        cases = {row[0] for row in rows}
        if len(cases) < 2:
            return cases.pop() if cases else None
        named = read_cases(self._merge.conn, sorted(cases), {})
        names = {case.id: fold_name(case.customer.name) for case in named}
        return only_one(cases, fold_name(partner.author), names.__getitem__)

    def _by_name(self, partner: _Partner) -> int | None:
        cases = read_cases(self._merge.conn, self._namesakes[partner.author], {})
        agreeing = [case for case in cases if _agrees(case, partner)]
        return agreeing[0].id if len(agreeing) == 1 else None

    def _somebody_new(self, partner: _Partner) -> int:
        merge = self._merge
        case_id = merge.bulk.ids_for(1)[0]
        fresh = Fresh(partner.author, Language.KO.value)
        due = partner.due
        if due is not None and due[0] > merge.now - _NOT_PASSED:
            fresh.orders = 1
            fresh.due_at = due[0]
            fresh.act_by = merge.rules.act_by(due[0], due[1], "")
        merge.new_case(case_id, fresh)
        merge.last_case = case_id
        return case_id


def _add(partner: _Partner, ident: int, record: MessageRecord) -> None:
    partner.ids.append(ident)
    partner.suggested += [(ident, record.at, one) for one in record.suggested]


def _agrees(case: Case, partner: _Partner) -> bool:
    """Whether one of the customer's orders says a moment or an amount that the chat says too."""
    dues = list(map(due_said, partner.values("due")))
    amounts = {int(value) for name in ("amount", "paid") for value in partner.values(name) if value}
    return any(
        (order.amount is not None and order.amount in amounts)
        or (order.due_at is not None and any(_same(order.due_at, order.due_has_time, *due) for due in dues))
        for order in case.orders
    )


def _same(at: Millis, timed: bool, other: Millis, other_timed: bool) -> bool:
    """Whether two moments are the same; one without a time is any moment of its day."""
    if timed == other_timed:
        return at == other
    day, moment = (other, at) if timed else (at, other)
    return day <= moment < day + DAY
