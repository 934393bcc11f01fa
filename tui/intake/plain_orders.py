"""Rows of an order list as columns, so that a hundred thousand of them need not be made one by one.

Nearly all rows of nearly all files are plain: a number of their own, a name, one Korean mobile number, and
cells that could all be read.  Those travel from the child process to the database as columns and become
records only for whoever asks; the others are records from the beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from operator import attrgetter
from typing import Any, NamedTuple, overload

from tui.domain.model import Millis
from tui.domain.phones import PhoneReading
from tui.domain.words import Carries, Language, Line, OrderStatus
from tui.intake.records import OrderRecord, Problem

_row = attrgetter("row")


class PlainOrders(NamedTuple):
    """Plain rows in the file's order; every column has one value for each.

    `raws` are the phone numbers as the file wrote them, `values` the same as E.164.
    """

    rows: Sequence[int] = ()
    keys: Sequence[str] = ()
    order_nos: Sequence[str] = ()
    names: Sequence[str] = ()
    raws: Sequence[str] = ()
    values: Sequence[str] = ()
    due_at: Sequence[Millis | None] = ()
    has_time: Sequence[bool] = ()
    amounts: Sequence[int | None] = ()
    details: Sequence[str] = ()
    statuses: Sequence[OrderStatus] = ()
    status_texts: Sequence[str] = ()
    requests: Sequence[str] = ()
    languages: Sequence[Language | None] = ()
    nationalities: Sequence[str] = ()
    ordered_at: Sequence[Millis | None] = ()

    def only(self, chosen: Sequence[bool]) -> PlainOrders:
        """Those rows for which `chosen` says so."""
        columns: list[Any] = [list(compress(column, chosen)) for column in self]
        return PlainOrders(*columns)

    def records(self, sheet: str = "") -> Iterator[OrderRecord]:
        """The same rows as records."""
        for row in zip(*self, strict=True):
            (number, key, order_no, name, raw, value, due_at, has_time, amount, details, *more) = row
            status, status_text, request, language, nationality, ordered_at = more
            phone = PhoneReading(raw, value, Line.MOBILE, Carries.YES, Carries.YES, "KR", "", "", value[-4:])
            yield OrderRecord(
                number,
                sheet,
                key,
                order_no,
                name,
                (phone,),
                "",
                "",
                due_at,
                has_time,
                amount,
                details,
                status,
                status_text,
                request,
                language,
                nationality,
                ordered_at=ordered_at,
            )


def is_plain_mobile(phones: tuple[PhoneReading, ...]) -> bool:
    """Whether a row has one Korean mobile number and nothing else to ring or to think about."""
    if len(phones) != 1:
        return False
    phone = phones[0]
    return phone.line is Line.MOBILE and phone.country == "KR" and bool(phone.value) and not phone.problem


class Orders(Sequence[OrderRecord]):
    """Some rows of one order list: `plain` ones as columns, the `others` as records.

    As a sequence it is all of them as records in the file's order, made when first asked for.
    """

    def __init__(self, plain: PlainOrders, others: Sequence[OrderRecord], sheet: str = "") -> None:
        self.plain = plain
        self.others = others
        self.sheet = sheet
        self._all: list[OrderRecord] | None = None

    @classmethod
    def of(cls, records: Iterable[OrderRecord]) -> Orders:
        """Records sorted into plain ones and others."""
        plain: list[OrderRecord] = []
        others: list[OrderRecord] = []
        every = list(records)
        for record in every:
            odd = record.problems or record.email or record.instagram or not record.name
            (others if odd or not is_plain_mobile(record.phones) else plain).append(record)
        columns = zip(*(_cells(record) for record in plain), strict=True)
        orders = cls(PlainOrders(*columns), others, plain[0].sheet if plain else "")
        orders._all = every
        return orders

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @property
    def problems(self) -> list[Problem]:
        return [problem for record in self.others for problem in record.problems]

    def __len__(self) -> int:
        return len(self.plain.rows) + len(self.others)

    def __iter__(self) -> Iterator[OrderRecord]:
        if self._all is None:
            self._all = sorted((*self.plain.records(self.sheet), *self.others), key=_row)
        return iter(self._all)

    @overload
    def __getitem__(self, at: int) -> OrderRecord: ...

    @overload
    def __getitem__(self, at: slice) -> list[OrderRecord]: ...

    def __getitem__(self, at: int | slice) -> OrderRecord | list[OrderRecord]:
        return list(self)[at]


def _cells(record: OrderRecord) -> tuple[object, ...]:
    """One row of PlainOrders."""
    phone = record.phones[0]
    return (
        record.row,
        record.key,
        record.order_no,
        record.name,
        phone.raw,
        phone.value,
        record.due_at,
        record.due_has_time,
        record.amount,
        record.details,
        record.status,
        record.status_text,
        record.request,
        record.language,
        record.nationality,
        record.ordered_at,
    )
