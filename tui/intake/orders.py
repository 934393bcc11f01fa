"""Rows of an order or reservation list → OrderRecords.

Works on columns of a whole block at a time (order_values.py): that is what makes a hundred thousand rows a
matter of half a second.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from tui.domain.phones import language_of
from tui.domain.words import Line
from tui.intake.cells import read_number, tidy, tidy_text
from tui.intake.order_values import Due, OrderValues, texts
from tui.intake.people import Phones, column, columns, join, other_points, phone_problems, read_all_phones
from tui.intake.plan import Plan
from tui.intake.records import Ignored, OrderRecord, Problem, Rejected
from tui.intake.rows import Row, Sorter

_SHORT_NUMBER = 4
_new: Any = tuple.__new__  # the constructor without a call of Python code


class OrderReader:
    """Reads the rows of one file; remembers the keys it has given."""

    def __init__(self, plan: Plan, sorter: Sorter) -> None:
        self.plan = plan
        self._sorter = sorter
        self._values = OrderValues(plan)
        self._prefix = plan.family + ":"
        self._zone = ZoneInfo(plan.zone)
        self._seen: dict[str, int | list[int]] = {}
        indexes = sorted({index for columns in plan.fields.values() for index in columns})
        self._mapped: Callable[[Row], Any] = itemgetter(*indexes) if indexes else tuple
        self._numbered = bool(plan.fields.keys() & {"order_no", "item_no"})

    def read(self, numbers: list[int], rows: list[Row]) -> list[OrderRecord]:
        """The records of some rows; what is none goes to the sorter's ignored and rejected."""
        plan, values, count, sheet = self.plan, self._values, len(rows), self.plan.sheet
        order_nos = texts(column(plan, rows, "order_no"), count)
        item_nos = texts(column(plan, rows, "item_no"), count)
        names = values.names(rows, "name")
        phones = read_all_phones(plan, rows, ("phone", "phone2"))
        recipients = values.names(rows, "recipient")
        theirs = read_all_phones(plan, rows, ("recipient_phone",))
        emails = column(plan, rows, "email") or [""] * count
        handles = column(plan, rows, "instagram") or [""] * count
        ordered = column(plan, rows, "ordered_at") or [""] * count
        requests = _requests(plan, rows)
        tongues = values.tongues(rows)
        dues, amounts, details, statuses = (
            values.dues(rows),
            values.amounts(rows),
            values.details(rows),
            values.statuses(rows),
        )
        seen, mapped = self._seen, self._mapped
        records: list[OrderRecord] = []
        for at, row in enumerate(numbers):
            problems: list[Problem] = []
            number, lost = read_number(order_nos[at])
            item, item_lost = read_number(item_nos[at])
            if lost or item_lost:
                problems.append(
                    Problem(row, "order_no", "order_no_lost", order_nos[at] if lost else item_nos[at])
                )
            name, own, detail = names[at], phones[at], details[at]
            if recipients[at] or theirs[at]:
                name, own, said = _with_recipient(row, (name, own), (recipients[at], theirs[at]), problems)
                detail = " · ".join(filter(None, (detail, said)))
            email, handle = emails[at], handles[at]
            if email or handle:
                email, handle, more = other_points(row, email, handle)
                problems += more
            if not name or not own or not own[0].value or (self._numbered and not number):
                if self._put_aside(row, rows[at], bool(name or own or number or item or email or handle)):
                    continue
                problems += phone_problems(row, own)
                if not own and not email and not handle:
                    problems.append(Problem(row, "phone", "missing", ""))
            elif len(own) > 1:
                problems += phone_problems(row, own)
            due, amount, status, tongue = dues[at], amounts[at], statuses[at], tongues[at]
            language = tongue.language
            if language is None and own and own[0].line is Line.FOREIGN:
                language = language_of(own[0].country)
            if due.problem:
                problems.append(Problem(row, due.field, due.problem, self._said(rows[at], due.field)))
            if not amount.readable:
                problems.append(Problem(row, "amount", "not_an_amount", self._said(rows[at], "amount")))
            if not status.known:
                problems.append(Problem(row, "status", "status_unknown", status.text))
            if item or number:
                key = self._key(item or number, ordered[at], due)
            else:
                key = self._key_of_content(due.at, name, own, detail)
            signature = hash(mapped(rows[at]))
            if key not in seen:
                seen[key] = signature
            else:
                key = self._again(key, signature)
                if not key:
                    self._sorter.ignored.append(Ignored(row, "duplicate_row"))
                    continue
            records.append(
                _new(
                    OrderRecord,
                    (
                        row,
                        sheet,
                        key,
                        number or item,
                        name,
                        own,
                        email,
                        handle,
                        due.at,
                        due.has_time,
                        amount.won,
                        detail,
                        status.status,
                        status.text,
                        requests[at],
                        language,
                        tongue.nationality,
                        tuple(problems) if problems else (),
                    ),
                )
            )
        return records

    def _put_aside(self, row: int, cells: Row, found: bool) -> bool:
        """Whether a row in which something is missing is no record at all; then it is accounted for here."""
        sorter = self._sorter
        if not found:
            why = sorter.why_not(cells)
            if why == "nobody":
                sorter.rejected.append(Rejected(row, why, tuple(map(tidy, cells))))
            else:
                sorter.ignored.append(Ignored(row, why))
            return True
        for why, is_that in (
            ("total", sorter.is_total),
            ("header", sorter.is_header),
            ("note", sorter.is_note),
        ):
            if is_that(cells):
                sorter.ignored.append(Ignored(row, why))
                return True
        return False

    def _said(self, cells: Row, field: str) -> str:
        return " ".join(tidy(cells[index]) for index in self.plan.fields.get(field, ()))

    def _key(self, number: str, when: str, due: Due) -> str:
        if len(number) > _SHORT_NUMBER or not number.isdecimal():
            return self._prefix + number
        # Tills count from 1 again every day: such a number names an order only together with its day.
        at = self._values.due(when).at if when else None
        at = due.at if at is None else at
        day = "" if at is None else datetime.fromtimestamp(at / 1000, self._zone).date().isoformat()
        return f"{self._prefix}{day}/{number}"

    def _key_of_content(self, due_at: int | None, name: str, phones: Phones, detail: str) -> str:
        said = "\x1f".join((name, *(phone.value or phone.raw for phone in phones), str(due_at), detail))
        return f"{self._prefix}~{blake2b(said.encode('utf-8', 'replace'), digest_size=9).hexdigest()}"

    def _again(self, key: str, signature: int) -> str:
        """The key of a further row with the same number, "" if it is the same row word for word."""
        before = self._seen[key]
        rows = [before] if isinstance(before, int) else before
        if signature in rows:
            return ""
        self._seen[key] = [*rows, signature]
        return f"{key}#{len(rows) + 1}"


def _requests(plan: Plan, rows: list[Row]) -> list[str]:
    cells = columns(plan, rows, "request")
    if not cells:
        return [""] * len(rows)
    if len(cells) == 1:
        return texts(cells[0], len(rows), tidy_text)
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
    said = f"→ {other} {numbers}".rstrip()
    if any(phone.value for phone in own) or not any(phone.value for phone in theirs):
        return name, own, said
    problems.append(Problem(row, "recipient_phone", "other_person", numbers))
    return name, join(own, theirs), said
