"""What the child process tells its parent: length-prefixed frames of plain tuples (marshal runs no code).

Records travel as columns, which costs a tenth of records one by one; their enumerations travel as texts.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Sequence
from dataclasses import fields
from itertools import chain, islice, repeat
from typing import Any, BinaryIO

from tui.domain.phones import PhoneReading
from tui.domain.words import Carries, Language, Line, OrderStatus
from tui.intake.plain_deposits import Deposits, PlainDeposits
from tui.intake.plain_orders import Orders, PlainOrders
from tui.intake.plan import ColumnGuess, IntakeError, Plan, Preview
from tui.intake.records import (
    CHAT,
    CONTACTS,
    DEPOSITS,
    ORDERS,
    SEND_RESULTS,
    Batch,
    ContactRecord,
    DepositRecord,
    Ignored,
    MessageRecord,
    OrderRecord,
    Problem,
    Rejected,
    SendRecord,
    Suggested,
)

LARGEST_FRAME = 256 << 20
_MARSHAL_VERSION = 4  # the first to know short ASCII texts, of which most columns consist
LENGTH_BYTES = 4
_BETWEEN = "\x1f"
"""Between the texts of a column; clean texts do not have it, and a column that does travels as a list."""

_PLAIN: dict[Any, str | None] = {
    None: None,
    **{member: member.value for words in (Line, Carries, OrderStatus, Language) for member in words},
}
_LINES = {line.value: line for line in Line}
_CARRIES = {carries.value: carries for carries in Carries}
_STATUSES = {status.value: status for status in OrderStatus}
_LANGUAGES: dict[str | None, Language | None] = {None: None, **{one.value: one for one in Language}}

_RECORDS: dict[str, Any] = {
    ORDERS: OrderRecord,
    DEPOSITS: DepositRecord,
    CONTACTS: ContactRecord,
    CHAT: MessageRecord,
    SEND_RESULTS: SendRecord,
}
# Columns of enumerations, and the words to find their members by.
_WORDS: dict[str, Any] = {"language": _LANGUAGES, "status": _STATUSES}

# Where the readings' enumerations stand, and their words.
_ENUMERATIONS: dict[int, dict[str, Any]] = {
    PhoneReading._fields.index("line"): _LINES,
    PhoneReading._fields.index("voice"): _CARRIES,
    PhoneReading._fields.index("text"): _CARRIES,
}
_new: Any = tuple.__new__


def write_frame(out: BinaryIO, tag: str, payload: Any) -> None:
    """Writes one frame and flushes it.  `payload` may hold plain built-in values only."""
    data = marshal.dumps((tag, payload), _MARSHAL_VERSION)
    out.write(len(data).to_bytes(LENGTH_BYTES, "big"))
    out.write(data)
    out.flush()


def read_frame(stream: BinaryIO) -> tuple[str, Any] | None:
    """The next (tag, payload); None where the stream ends, also in the middle of a frame."""
    head = stream.read(LENGTH_BYTES)
    if len(head) < LENGTH_BYTES:
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
    records: Any = batch.records
    same: tuple[str, ...] = ()
    plain: PlainOrders | PlainDeposits = PlainOrders()
    others: Sequence[Any] = records
    if isinstance(records, Orders):
        plain, others, same = records.plain, records.others, (records.sheet,)
    elif isinstance(records, Deposits):
        plain, others, same = records.plain, (), (records.sheet, records.bank, records.account)
    return (
        same,
        [_pack_column(column) for column in plain] if plain.rows else [],
        len(plain.rows),
        _pack_records(others, kind),
        len(others),
        [tuple(row) for row in batch.rejected],
        [tuple(row) for row in batch.ignored],
        (batch.rows, batch.rows_read, batch.rows_estimated, batch.last),
        [tuple(problem) for problem in batch.loose],
    )


def unpack_batch(payload: Any, kind: str) -> Batch:
    """The batch again."""
    same, columns, count, packed, others, rejected, ignored, counts, loose = payload
    records: Any = _unpack_records(packed, others, kind)
    if kind == ORDERS:
        plain = PlainOrders(*(_unpack_column(column, count) for column in columns))
        if count:
            plain = plain._replace(
                statuses=[_STATUSES[word] for word in plain.statuses],
                languages=[_LANGUAGES[word] for word in plain.languages],
            )
        records = Orders(plain, records, *same)
    elif kind == DEPOSITS and count:
        records = Deposits(PlainDeposits(*(_unpack_column(column, count) for column in columns)), *same)
    refused, left_out = [Rejected(*row) for row in rejected], [Ignored(*row) for row in ignored]
    rows, read, estimated, last = counts
    problems = [Problem(*problem) for problem in loose]
    return Batch(records, refused, left_out, rows, read, estimated, last, problems)


def _pack_column(column: Sequence[Any]) -> Any:
    """A column as what takes least to write and to read: one value for all, one text, or one array."""
    value = column[0]
    if _is_constant(column):
        return (_PLAIN.get(value, value),)
    if type(value) is str:
        text = _BETWEEN.join(column)
        if text.count(_BETWEEN) == len(column) - 1:
            return text
    if type(value) is int:
        try:
            return array("q", column).tobytes()
        except (TypeError, OverflowError):
            return list(column)
    return [_PLAIN.get(value, value) for value in column]


def _unpack_column(column: Any, count: int) -> Sequence[Any]:
    if type(column) is tuple:
        return list(column) * count
    if type(column) is str:
        return column.split(_BETWEEN)
    if type(column) is bytes:
        numbers = array("q")
        numbers.frombytes(column)
        return numbers.tolist()
    return list(column)


def _pack_records(records: Sequence[Any], kind: str) -> Any:
    """Records as columns; most of them have no problem, so only those that have are said, by their place."""
    if not records:
        return {}
    columns: dict[str, Any] = dict(
        zip(_RECORDS[kind]._fields, zip(*records, strict=True), strict=True),
    )
    said, phones = columns.pop("problems"), columns.pop("phones", None)
    suggested = columns.pop("suggested", None)
    columns = {name: _shorter(column) for name, column in columns.items()}
    for name in _WORDS.keys() & columns.keys():
        columns[name] = _each(columns[name], _PLAIN)
    if phones is not None:
        columns["phones"] = _pack_phones(phones)
    if suggested is not None:
        columns["suggested"] = _pack_places(suggested)
    columns["problems"] = _pack_places(said)
    return columns


def _pack_places(column: Sequence[Sequence[tuple[Any, ...]]]) -> Any:
    """A column in which most cells are empty: only those that are not, by their place."""
    return [(place, [tuple(one) for one in some]) for place, some in enumerate(column) if some]


def _unpack_places(packed: Any, count: int, kind: Any) -> list[tuple[Any, ...]]:
    column: list[tuple[Any, ...]] = [()] * count
    for place, some in packed:
        column[place] = tuple(kind(*one) for one in some)
    return column


def _unpack_records(columns: Any, count: int, kind: str) -> list[Any]:
    if not count:
        return []
    problems = _unpack_places(columns.pop("problems"), count, Problem)
    phones, suggested = columns.pop("phones", None), columns.pop("suggested", None)
    for name in _WORDS.keys() & columns.keys():
        columns[name] = _each(columns[name], _WORDS[name])
    whole = {name: _whole(column, count) for name, column in columns.items()}
    whole["problems"] = problems
    if phones is not None:
        whole["phones"] = _unpack_phones(phones, count)
    if suggested is not None:
        whole["suggested"] = _unpack_places(suggested, count, Suggested)
    record = _RECORDS[kind]
    # tuple.__new__ makes them without a call of Python code for each.
    return list(map(_new, repeat(record), zip(*(whole[name] for name in record._fields), strict=True)))


def _shorter(column: Sequence[Any]) -> Any:
    """A column of always the same value as that value in a tuple of its own."""
    return (column[0],) if _is_constant(column) else list(column)


def _each(column: Any, words: dict[Any, Any]) -> Any:
    """What `words` says for each value of a column from `_shorter`, once where all are the same."""
    return type(column)(map(words.__getitem__, column))


def _is_constant(column: Sequence[Any]) -> bool:
    """Whether a column, which has at least one cell, says the same in all of them."""
    # The last one differs in nearly every column that varies: no need to compare them all.
    return column[0] == column[-1] and column.count(column[0]) == len(column)


def _whole(column: Any, count: int) -> Any:
    return repeat(column[0], count) if type(column) is tuple else column


def _pack_phones(phones: Sequence[tuple[PhoneReading, ...]]) -> Any:
    readings = list(chain.from_iterable(phones))
    counts = [] if len(readings) == len(phones) and all(phones) else [len(some) for some in phones]
    if not readings:
        return 0, [], counts
    columns = list(map(_shorter, zip(*readings, strict=True)))
    for at in _ENUMERATIONS:
        columns[at] = _each(columns[at], _PLAIN)
    return len(readings), columns, counts


def _unpack_phones(packed: Any, count: int) -> list[tuple[PhoneReading, ...]]:
    total, columns, counts = packed
    if not total:
        return [()] * count
    for at, words in _ENUMERATIONS.items():
        columns[at] = _each(columns[at], words)
    columns = [_whole(column, total) for column in columns]
    readings = map(_new, repeat(PhoneReading), zip(*columns, strict=True))
    if not counts:
        return list(zip(readings, strict=True))
    return [tuple(islice(readings, some)) if some else () for some in counts]


def pack_plan(plan: Plan) -> Any:
    values = [getattr(plan, field.name) for field in fields(plan)]
    return [
        dict(value) if field.name in ("fields", "about") else value
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
