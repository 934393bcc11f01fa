"""What the child process tells its parent: length-prefixed frames of plain tuples (marshal runs no code).

Records travel as columns, which costs a tenth of records one by one; their enumerations travel as texts.
"""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from dataclasses import fields
from itertools import chain, islice
from typing import Any, BinaryIO

from tui.domain.phones import PhoneReading
from tui.domain.words import Carries, Language, Line, OrderStatus
from tui.intake.plan import ColumnGuess, IntakeError, Plan, Preview
from tui.intake.records import ORDERS, Batch, ContactRecord, Ignored, OrderRecord, Problem, Rejected

LARGEST_FRAME = 256 << 20
_MARSHAL_VERSION = 2  # later ones look for repeated objects, which takes longer than repeating them
_LENGTH_BYTES = 4

_PLAIN: dict[Any, str | None] = {
    None: None,
    **{member: member.value for words in (Line, Carries, OrderStatus, Language) for member in words},
}
_LINES = {line.value: line for line in Line}
_CARRIES = {carries.value: carries for carries in Carries}
_STATUSES = {status.value: status for status in OrderStatus}
_LANGUAGES: dict[str | None, Language | None] = {None: None, **{one.value: one for one in Language}}

_ORDER_AT = {name: at for at, name in enumerate(OrderRecord._fields)}
_CONTACT_AT = {name: at for at, name in enumerate(ContactRecord._fields)}


def write_frame(out: BinaryIO, tag: str, payload: Any) -> None:
    """Writes one frame and flushes it.  `payload` may hold plain built-in values only."""
    data = marshal.dumps((tag, payload), _MARSHAL_VERSION)
    out.write(len(data).to_bytes(_LENGTH_BYTES, "big"))
    out.write(data)
    out.flush()


def read_frame(stream: BinaryIO) -> tuple[str, Any] | None:
    """The next (tag, payload); None where the stream ends, also in the middle of a frame."""
    head = stream.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        return None
    length = int.from_bytes(head, "big")
    if length > LARGEST_FRAME:
        return None
    data = stream.read(length)
    if len(data) < length:
        return None
    tag, payload = marshal.loads(data)
    return tag, payload


def pack_batch(batch: Batch, kind: str) -> Any:
    """A batch as plain tuples and columns."""
    columns: list[Any] = [list(column) for column in zip(*batch.records, strict=True)]
    if columns:
        at = _ORDER_AT if kind == ORDERS else _CONTACT_AT
        phones: list[tuple[PhoneReading, ...]] = columns[at["phones"]]
        columns[at["phones"]] = _pack_phones(phones)
        columns[at["language"]] = [_PLAIN[language] for language in columns[at["language"]]]
        if kind == ORDERS:
            columns[at["status"]] = [_PLAIN[status] for status in columns[at["status"]]]
        # Most records have no problem: only those that have are said, by their place in the batch.
        columns[at["problems"]] = [
            (place, [tuple(problem) for problem in problems])
            for place, problems in enumerate(columns[at["problems"]])
            if problems
        ]
    return (
        columns,
        [tuple(row) for row in batch.rejected],
        [tuple(row) for row in batch.ignored],
        (batch.rows, batch.rows_read, batch.rows_estimated, batch.last),
    )


def unpack_batch(payload: Any, kind: str) -> Batch:
    """The batch again."""
    columns, rejected, ignored, counts = payload
    records: Any = []
    if columns:
        at = _ORDER_AT if kind == ORDERS else _CONTACT_AT
        columns[at["phones"]] = _unpack_phones(columns[at["phones"]], len(columns[0]))
        columns[at["language"]] = [_LANGUAGES[language] for language in columns[at["language"]]]
        problems: list[tuple[Problem, ...]] = [()] * len(columns[0])
        for place, some in columns[at["problems"]]:
            problems[place] = tuple(Problem(*problem) for problem in some)
        columns[at["problems"]] = problems
        if kind == ORDERS:
            columns[at["status"]] = [_STATUSES[status] for status in columns[at["status"]]]
            records = list(map(OrderRecord, *columns))
        else:
            records = list(map(ContactRecord, *columns))
    return Batch(
        records,
        [Rejected(*row) for row in rejected],
        [Ignored(*row) for row in ignored],
        *counts,
    )


def _pack_phones(phones: Sequence[tuple[PhoneReading, ...]]) -> Any:
    readings = list(chain.from_iterable(phones))
    if not readings:
        return [], None
    raw, value, line, voice, text, country, problem, suggestion, last4 = zip(*readings, strict=True)
    counts = None if len(readings) == len(phones) and all(phones) else [len(some) for some in phones]
    plain = _PLAIN.__getitem__
    enumerations = [list(map(plain, column)) for column in (line, voice, text)]
    return [raw, value, *enumerations, country, problem, suggestion, last4], counts


def _unpack_phones(packed: Any, count: int) -> list[tuple[PhoneReading, ...]]:
    columns, counts = packed
    if not columns:
        return [()] * count
    raw, value, line, voice, text, *rest = columns
    carries = _CARRIES.__getitem__
    readings = map(
        PhoneReading,
        raw,
        value,
        map(_LINES.__getitem__, line),
        map(carries, voice),
        map(carries, text),
        *rest,
    )
    if counts is None:
        return list(zip(readings, strict=True))
    return [tuple(islice(readings, some)) if some else () for some in counts]


def pack_plan(plan: Plan) -> Any:
    values = [getattr(plan, field.name) for field in fields(plan)]
    return [
        dict(value) if field.name == "fields" else value
        for field, value in zip(fields(plan), values, strict=True)
    ]


def unpack_plan(payload: Any) -> Plan:
    return Plan(*payload)


def pack_preview(preview: Preview) -> Any:
    """A preview without what was understood, which the parent reads out of the sample itself."""
    values = {field.name: getattr(preview, field.name) for field in fields(preview)}
    values["columns"] = [[getattr(guess, field.name) for field in fields(guess)] for guess in preview.columns]
    values["plan"] = pack_plan(preview.plan)
    values["records"] = values["rejected"] = values["ignored"] = ()
    return values


def unpack_preview(payload: Any) -> Preview:
    columns = tuple(ColumnGuess(*guess) for guess in payload.pop("columns"))
    return Preview(columns=columns, plan=unpack_plan(payload.pop("plan")), **payload)


def pack_error(error: IntakeError) -> Any:
    return error.code, error.fields


def unpack_error(payload: Any) -> IntakeError:
    code, error_fields = payload
    return IntakeError(code, **error_fields)
