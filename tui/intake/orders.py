"""Rows of an order or reservation list → OrderRecords.

Works on columns of a whole block at a time (order_values.py): that is what makes a hundred thousand rows a
matter of half a second.

How an order is known again in the next file, since files are exported again and again:

- By its own number where it has one.  Two rows of one number that say different things are its items, "#2"
  for the second; two that say the same are one row pasted twice.  A till's short number begins again every
  day, so the day (of ordering where the file says it, else the day it is due) belongs to the key; the store
  knows it again a few days away (store/moved_days.py).
- Without a number by person, item and the moment it was ordered; where the file does not say that moment, by
  person, item and the day it is due.  So a corrected time changes the order.  Another day is another order:
  somebody may want the same again next week, and a file that holds only this week's rows must not turn last
  week's order into this week's.  An order too many is a call too many; an order lost is a customer lost.
- A person is the name with the first good number, else with the address or handle.
- On a sheet of the cancelled only a number that stands for itself names an order: somebody may have ordered
  the same again, and short numbers begin again.  Such a number cancels the order wherever it stands.
- Rows alike in all that are as many orders, "#2", "#3" and so on by when they are due, so that the same rows
  in another sequence are the same orders, and a file with fewer of them takes none away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Set
from datetime import datetime
from hashlib import blake2b
from itertools import compress
from operator import itemgetter
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tui.domain.model import Millis
from tui.domain.phones import language_of
from tui.domain.words import Line, OrderStatus
from tui.intake.cells import SHORT_NUMBER, is_short, read_name, read_number, tidy_text
from tui.intake.noted import noted
from tui.intake.order_values import Amount, Due, OrderValues, Status, Tongue, texts
from tui.intake.people import (
    PHONES,
    REACHED_BY,
    Phones,
    apart,
    column,
    join,
    names_too,
    other_points,
    phone_problems,
    read_all_phones,
    read_mobiles,
    read_row_phones,
    said,
)
from tui.intake.people import columns as columns_of
from tui.intake.plain_orders import Orders, PlainOrders
from tui.intake.plan import Plan
from tui.intake.records import Ignored, OrderRecord, Problem
from tui.intake.rows import Row, Sorter

# Columns whose cells have to be weighed against others, row by row.
_THOUGHTFUL = frozenset({"item_no", "recipient", "recipient_phone", "email", "instagram"})

_SENTENCE = re.compile(r"[가-힣]+\s+\S+\s+\S*[가-힣]")  # a remark under the list, and no number


class _Columns(NamedTuple):
    """The values of a block of rows, each column as long as the block."""

    numbers: list[int]
    rows: list[Row]
    order_nos: list[str]
    item_nos: list[str]
    names: list[str]
    raws: list[str]
    mobiles: list[str]
    recipients: list[str]
    theirs: list[Phones]
    emails: list[str]
    handles: list[str]
    ordered: list[str]
    ordered_at: list[Millis | None]
    dues: list[Due]
    amounts: list[Amount]
    details: list[str]
    statuses: list[Status]
    requests: list[str]
    tongues: list[Tongue]


class OrderReader:
    """Reads the rows of one file; remembers the keys it has given.

    `called_off` are the keys of orders that another sheet of the workbook says are cancelled.
    """

    def __init__(self, plan: Plan, sorter: Sorter, called_off: Set[str] = frozenset()) -> None:
        self.plan = plan
        self._called_off = called_off
        self._sorter = sorter
        self._values = OrderValues(plan)
        self._prefix = plan.family + ":"
        self._zone = ZoneInfo(plan.zone)
        self._seen: dict[str, int | list[int]] = {}
        self._alike: dict[str, int] = {}
        self._days: dict[int, str] = {}
        indexes = sorted({index for columns in plan.fields.values() for index in columns})
        self._mapped: Callable[[Row], Any] = itemgetter(*indexes) if indexes else tuple
        self._names_too = names_too(plan)
        self._numbered = bool(plan.fields.keys() & {"order_no", "item_no"})

    def read(self, numbers: list[int], rows: list[Row]) -> Orders:
        """The records of some rows; what is none goes to the sorter's ignored and rejected."""
        if not rows:
            return Orders(PlainOrders(), [], self.plan.sheet)
        columns = self._columns(numbers, rows)
        keys = [self._prefix + number for number in columns.order_nos]
        odd = self._odd(columns, keys)
        plain = self._plain_orders(columns, keys)
        signatures = zip(keys, map(hash, map(self._mapped, rows)), strict=True)
        if not odd:
            self._seen.update(signatures)
            return Orders(plain, [], self.plan.sheet)
        chosen = [at not in odd for at in range(len(rows))]
        self._seen.update(compress(signatures, chosen))
        others = [record for at in sorted(odd) if (record := self._record(columns, at)) is not None]
        if self._alike:
            others = self._told_apart(others)
        return Orders(plain.only(chosen), others, self.plan.sheet)

    def _columns(self, numbers: list[int], rows: list[Row]) -> _Columns:
        plan, values, blank = self.plan, self._values, [""] * len(rows)
        raws, mobiles = read_mobiles(plan, rows)
        return _Columns(
            numbers=numbers,
            rows=rows,
            order_nos=_numbers(column(plan, rows, "order_no"), len(rows)),
            item_nos=_numbers(column(plan, rows, "item_no"), len(rows)),
            names=values.names(rows, "name"),
            raws=raws,
            mobiles=mobiles,
            recipients=values.names(rows, "recipient"),
            theirs=read_all_phones(plan, rows, ("recipient_phone",)),
            emails=column(plan, rows, "email") or blank,
            handles=column(plan, rows, "instagram") or blank,
            ordered=column(plan, rows, "ordered_at") or blank,
            ordered_at=values.ordered(rows),
            dues=values.dues(rows),
            amounts=values.amounts(rows),
            details=values.details(rows),
            statuses=noted(plan, rows, values.statuses(rows)),
            requests=_requests(plan, rows),
            tongues=values.tongues(rows),
        )

    def _odd(self, columns: _Columns, keys: list[str]) -> set[int]:
        """The places of rows in which anything at all needs thought.

        The others have a number of their own, a name, one good mobile number of this country, and cells
        that could all be read: nearly all rows of nearly all files.
        """
        order_nos, values = columns.order_nos, self._values
        odd: set[int] = set()
        # Each column is asked as a whole first: in most blocks none of its rows is odd.
        for blank in (columns.mobiles, columns.names):
            if "" in blank:
                odd.update(at for at, cell in enumerate(blank) if not cell)
        for field in _THOUGHTFUL & self.plan.fields.keys():
            for cells in columns_of(self.plan, columns.rows, field):
                odd.update(at for at, cell in enumerate(cells) if cell)
        if min(map(len, order_nos)) <= SHORT_NUMBER or not _all_simple(order_nos):
            odd.update(at for at, number in enumerate(order_nos) if not _is_plain_number(number))
        if len(set(keys)) < len(keys) or not self._seen.keys().isdisjoint(keys):
            times, seen = Counter(keys), self._seen
            odd.update(at for at, key in enumerate(keys) if times[key] > 1 or key in seen)
        if self._called_off and not self._called_off.isdisjoint(keys):
            odd.update(at for at, key in enumerate(keys) if key in self._called_off)
        if values.met_bad_due:
            odd.update(at for at, due in enumerate(columns.dues) if due.problem)
        if values.met_bad_amount:
            odd.update(at for at, amount in enumerate(columns.amounts) if not amount.readable)
        if values.met_bad_status:
            odd.update(at for at, status in enumerate(columns.statuses) if not status.known)
        return odd

    def _plain_orders(self, columns: _Columns, keys: list[str]) -> PlainOrders:
        """Every row of a block taken for a plain one."""
        due_at, has_time, _, _ = zip(*columns.dues, strict=True)
        amounts, _ = zip(*columns.amounts, strict=True)
        status_texts, statuses, _ = zip(*columns.statuses, strict=True)
        languages, nationalities = zip(*columns.tongues, strict=True)
        return PlainOrders(
            rows=columns.numbers,
            keys=keys,
            order_nos=columns.order_nos,
            names=columns.names,
            raws=columns.raws,
            values=columns.mobiles,
            due_at=due_at,
            has_time=has_time,
            amounts=amounts,
            details=columns.details,
            statuses=statuses,
            status_texts=status_texts,
            requests=columns.requests,
            languages=languages,
            nationalities=nationalities,
            ordered_at=columns.ordered_at,
        )

    def _record(self, columns: _Columns, at: int) -> OrderRecord | None:
        """One row with all that may be the matter with it; None for what is no record."""
        row, cells = columns.numbers[at], columns.rows[at]
        if at in self._values.day_lines:
            self._sorter.ignored.append(Ignored(row, "date_line"))
            return None
        problems: list[Problem] = []
        number, lost = read_number(columns.order_nos[at])
        item, item_lost = read_number(columns.item_nos[at])
        if lost or item_lost:
            rounded = columns.order_nos[at] if lost else columns.item_nos[at]
            problems.append(Problem(row, "order_no", "order_no_lost", rounded))
        name, detail = columns.names[at], columns.details[at]
        own = read_row_phones(self.plan, cells, PHONES)
        if name and not own and self._sorter.why_not(cells) == "nobody":
            name, own = apart(name, self.plan.region)
        elif own and not name and self._names_too:
            name = read_name(apart(said(self.plan, cells, "phone"), self.plan.region)[0])
        if columns.recipients[at] or columns.theirs[at]:
            other = columns.recipients[at], columns.theirs[at]
            name, own, noted = _with_recipient(row, (name, own), other, problems)
            detail = " · ".join(filter(None, (detail, noted)))
        email, handle, more = other_points(row, columns.emails[at], columns.handles[at])
        problems += more
        if not name or not own or not own[0].value or (self._numbered and not number):
            found = bool(name or own or (number and not _SENTENCE.search(number)) or item or email or handle)
            if self._sorter.put_aside(row, cells, found):
                return None
            if not own and not email and not handle:
                problems.append(Problem(row, "phone", "missing", said(self.plan, cells, *REACHED_BY)))
        if self._values.all_cancelled and is_short(item or number):
            self._sorter.ignored.append(Ignored(row, "cancelled"))
            return None
        problems += phone_problems(row, own)
        due, amount = columns.dues[at], columns.amounts[at]
        status, tongue = columns.statuses[at], columns.tongues[at]
        language = tongue.language
        if language is None and own and own[0].line is Line.FOREIGN:
            language = language_of(own[0].country)
        if due.problem:
            problems.append(Problem(row, due.field, due.problem, said(self.plan, cells, due.field)))
        if not amount.readable:
            problems.append(Problem(row, "amount", "not_an_amount", said(self.plan, cells, "amount")))
        if not status.known:
            problems.append(Problem(row, "status", "status_unknown", status.text))
        if item or number:
            key = self._key(item or number, columns.ordered[at], due)
            key = self._own_key(key, hash(self._mapped(cells)))
            if not key:
                self._sorter.ignored.append(Ignored(row, "duplicate_row"))
                return None
        else:
            reached = next((phone.value for phone in own if phone.value), "") or email or handle
            person = f"{name}\x1f{reached or ' '.join(phone.raw for phone in own)}"
            key = self._key_of_content(person, detail, columns.ordered[at], due)
            self._alike[key] = self._alike.get(key, 0) + 1
        return OrderRecord(
            row=row,
            sheet=self.plan.sheet,
            key=key,
            order_no=number or item,
            name=name,
            phones=own,
            email=email,
            instagram=handle,
            due_at=due.at,
            due_has_time=due.has_time,
            amount=amount.won,
            details=detail,
            status=OrderStatus.CANCELLED if key in self._called_off else status.status,
            status_text=status.text,
            request=columns.requests[at],
            language=language,
            nationality=tongue.nationality,
            problems=tuple(problems),
            ordered_at=columns.ordered_at[at],
        )

    def _key(self, number: str, when: str, due: Due) -> str:
        if not is_short(number):
            return self._prefix + number
        # Tills count from 1 again every day: such a number names an order only together with its day.
        at = self._values.due(when).at if when else None
        return f"{self._prefix}{self._day(due.at if at is None else at)}/{number}"

    def _day(self, at: int | None) -> str:
        if at is None:
            return ""
        day = self._days.get(at)
        if day is None:
            day = self._days[at] = datetime.fromtimestamp(at / 1000, self._zone).date().isoformat()
        return day

    def _key_of_content(self, person: str, detail: str, when: str, due: Due) -> str:
        ordered = self._values.due(when).at if when else None
        content = f"{person}\x1f{detail}\x1f{'' if ordered is None else ordered}"
        digest = blake2b(content.encode("utf-8", "replace"), digest_size=9).hexdigest()
        return f"{self._prefix}~{digest}@{self._day(due.at) if ordered is None else ''}"

    def _told_apart(self, records: list[OrderRecord]) -> list[OrderRecord]:
        """The records of a block, with a number behind the key of each further one alike.

        A file of many blocks is numbered block by block: in another sequence its orders may change places.
        """
        so_far = self._alike
        here = Counter(record.key for record in records)
        alike = {key for key in here if so_far.get(key, 0) > 1}
        if not alike:
            return records
        groups: dict[str, list[OrderRecord]] = {key: [] for key in alike}
        for record in records:
            if record.key in alike:
                groups[record.key].append(record)
        keys: dict[int, str] = {}
        for key, group in groups.items():
            for place, record in enumerate(sorted(group, key=_by_due), so_far[key] - here[key] + 1):
                keys[record.row] = f"{key}#{place}" if place > 1 else key
        return [record._replace(key=keys.get(record.row, record.key)) for record in records]

    def _own_key(self, key: str, signature: int) -> str:
        """The key, with "#2" behind it for the second row of that number; "" for the same row again."""
        before = self._seen.get(key)
        if before is None:
            self._seen[key] = signature
            return key
        rows = [before] if isinstance(before, int) else before
        if signature in rows:
            return ""
        self._seen[key] = [*rows, signature]
        return f"{key}#{len(rows) + 1}"


def _by_due(record: OrderRecord) -> tuple[bool, int, str]:
    """When it is due, then whatever else it says; not where in the file it stands."""
    return record.due_at is None, record.due_at or 0, str(record[1:])


def _all_simple(cells: list[str]) -> bool:
    """Whether the cells consist of ASCII letters, digits and hyphens; asked of all of them at once."""
    joined = "".join(cells).replace("-", "")
    return joined.isascii() and joined.isalnum()


def _is_plain_number(number: str) -> bool:
    """Whether an order number stands for itself: see read_number and the keys of short ones."""
    return len(number) > SHORT_NUMBER and number[0] != "'" and "." not in number and "+" not in number


def _numbers(cells: list[str] | None, count: int) -> list[str]:
    return cells if cells is not None and _all_simple(cells) else texts(cells, count)


def _requests(plan: Plan, rows: list[Row]) -> list[str]:
    cells = columns_of(plan, rows, "request")
    if not cells:
        return [""] * len(rows)
    if len(cells) == 1:
        once = {cell: tidy_text(cell) for cell in set(cells[0])}
        return [once[cell] for cell in cells[0]]
    return [" / ".join(filter(None, map(tidy_text, parts))) for parts in zip(*cells, strict=True)]


def _with_recipient(
    row: int, buyer: tuple[str, Phones], recipient: tuple[str, Phones], problems: list[Problem]
) -> tuple[str, Phones, str]:
    """(name, numbers, what the details should say) where a row names a buyer and a recipient.

    We owe the buyer.  A recipient who is somebody else must not lend the buyer their number, or two buyers
    with one recipient would become the same customer; it stands in the details, and is used (with a
    problem that says so) only where nothing else is there.
    """
    (name, own), (other, theirs) = buyer, recipient
    if not name or not other or other == name:
        return name or other, join(own, theirs), ""
    numbers = " ".join(phone.raw for phone in theirs)
    noted = f"→ {other} {numbers}".rstrip()
    if any(phone.value for phone in own) or not any(phone.value for phone in theirs):
        return name, own, noted
    problems.append(Problem(row, "recipient_phone", "other_person", numbers))
    return name, join(own, theirs), noted
