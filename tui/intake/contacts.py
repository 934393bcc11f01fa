"""Rows of a contact book → ContactRecords."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Any

from tui.domain.phones import language_of
from tui.domain.words import Line
from tui.intake.card_fields import is_fax
from tui.intake.cells import read_name, tidy_text
from tui.intake.order_values import OrderValues, texts
from tui.intake.people import (
    PHONES,
    REACHED_BY,
    column,
    columns,
    other_points,
    phone_problems,
    read_all_phones,
    said,
)
from tui.intake.plan import Plan
from tui.intake.records import ContactRecord, Ignored, Problem
from tui.intake.rows import Row, Sorter

_EVERYBODYS = re.compile(r"\* (?:my ?contacts|starred|friends|family|coworkers)", re.I)


class ContactReader:
    """Reads the rows of one contact book; a line said twice is read once."""

    def __init__(self, plan: Plan, sorter: Sorter) -> None:
        self.plan = plan
        self._sorter = sorter
        self._values = OrderValues(plan)
        self._seen: set[int] = set()
        indexes = sorted({index for columns in plan.fields.values() for index in columns})
        self._labels = list(_labels_of(plan))
        self._mapped: Callable[[Row], Any] = itemgetter(*indexes) if indexes else tuple

    def read(self, numbers: list[int], rows: list[Row]) -> list[ContactRecord]:
        """The records of some rows; what is none goes to the sorter's ignored and rejected."""
        plan, count = self.plan, len(rows)
        names = self._names(rows)
        phones = read_all_phones(plan, self._with_faxes_said(rows), PHONES)
        emails = column(plan, rows, "email") or [""] * count
        handles = column(plan, rows, "instagram") or [""] * count
        noted = columns(plan, rows, "memo")
        memos = [" / ".join(filter(None, map(_memo, parts))) for parts in zip(*noted, strict=True)]
        tongues = self._values.tongues(rows)
        records: list[ContactRecord] = []
        for at, (row, cells) in enumerate(zip(numbers, rows, strict=True)):
            name, own = names[at], phones[at]
            email, handle, problems = other_points(row, emails[at], handles[at])
            problems += phone_problems(row, own)
            complete = name and any(phone.value for phone in own)
            if not complete and self._sorter.put_aside(row, cells, bool(own or email or handle or name)):
                continue
            if not own and not email and not handle:
                problems.append(Problem(row, "phone", "missing", said(plan, cells, *REACHED_BY)))
            signature = hash(self._mapped(cells))
            if signature in self._seen:
                self._sorter.ignored.append(Ignored(row, "duplicate_row"))
                continue
            self._seen.add(signature)
            language, nationality = tongues[at]
            if language is None and own and own[0].line is Line.FOREIGN:
                language = language_of(own[0].country)
            memo = memos[at] if memos else ""
            records.append(
                ContactRecord(
                    row, plan.sheet, name, own, email, handle, memo, language, nationality, tuple(problems)
                )
            )
        return records

    def _with_faxes_said(self, rows: list[Row]) -> list[Row]:
        """The rows, with the word before each number that the label in a column of its own calls a fax."""
        for label, number in self._labels:
            if any(map(is_fax, {row[label] for row in rows})):
                rows = [
                    [*row[:number], _as_faxes(row[number]), *row[number + 1 :]]
                    if row[number] and is_fax(row[label])
                    else row
                    for row in rows
                ]
        return rows

    def _names(self, rows: list[Row]) -> list[str]:
        plan, count = self.plan, len(rows)
        whole = texts(column(plan, rows, "name"), count)
        families = texts(column(plan, rows, "family_name"), count)
        givens = texts(column(plan, rows, "given_name"), count)
        houses = texts(column(plan, rows, "organisation"), count)
        if "given_name" not in plan.fields and "family_name" in plan.fields:
            # 성 and 이름 side by side: the second is the given name alone, or the whole of it once more.
            givens = [
                name.removeprefix(family) if len(name) > len(family) + 1 else name
                for name, family in zip(whole, families, strict=True)
            ]
            whole = [""] * count
        return [
            read_name(_called(name, family, given) or house)
            for name, family, given, house in zip(whole, families, givens, houses, strict=True)
        ]


def _labels_of(plan: Plan) -> Iterator[tuple[int, int]]:
    """(the column of the label, that of the number) of Google's lists: Phone 1 - Label, Phone 1 - Value."""
    places = {header.strip().casefold(): at for at, header in enumerate(plan.headers)}
    for at in (at for field in PHONES for at in plan.fields.get(field, ())):
        stem, mark, _ = plan.headers[at].strip().casefold().rpartition("value") if plan.headers else ("",) * 3
        if not mark:
            stem, mark, _ = plan.headers[at].strip().rpartition("값") if plan.headers else ("",) * 3
        labels = (places.get(stem + word) for word in ("label", "type", "라벨", "유형") if mark)
        yield from ((label, at) for label in labels if label is not None)


def _memo(cell: str) -> str:
    """A note; without the groups that Google puts everybody into."""
    text = tidy_text(cell)
    if "* " not in text:
        return text
    return " ::: ".join(part for part in text.split(" ::: ") if not _EVERYBODYS.fullmatch(part))


def _as_faxes(cell: str) -> str:
    """The cell with the word before each of its numbers, which Google sets apart by colons."""
    return " ::: ".join(f"팩스 {number.strip()}" for number in cell.split(":::"))


def _called(whole: str, family: str, given: str) -> str:
    """The whole name, unless the parts are not in it (it is a nickname) or may stand in another order."""
    if family and given and (family not in whole or given not in whole or not (family + given).isascii()):
        return _full(family, given)
    return whole or _full(family, given)


def _full(family: str, given: str) -> str:
    """김 + 민지 → 김민지, Smith + Jane → Jane Smith."""
    if family and given and (family + given).isascii():
        return f"{given} {family}"
    return family + given
