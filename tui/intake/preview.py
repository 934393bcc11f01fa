"""A table → Preview: what it is, which column is what and why, and its first rows as understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple, Protocol

from tui.domain.model import Millis
from tui.intake.amounts import with_arithmetic
from tui.intake.banks import UNKNOWN, account_in, bank_of, guess_form, holder_in
from tui.intake.cells import raw_cell, tidy
from tui.intake.columns import choose, fields_of, guess_columns, normal
from tui.intake.headers import Header, as_of_companies, family_of, header_key, side_by_side
from tui.intake.plan import ColumnGuess, IntakeError, Mapped, Plan, Preview
from tui.intake.records import (
    CHAT,
    CONTACTS,
    DEPOSITS,
    KINDS,
    ORDERS,
    SEND_RESULTS,
    Problem,
    Record,
    Rejected,
)
from tui.intake.rows import Row, Sorter
from tui.intake.sheets import LOOKED_AT, Unread, choose_sheet, other_sheets
from tui.intake.tables import Table
from tui.intake.titles import said_over, written

SAMPLE_ROWS = 30


class Wish(NamedTuple):
    """What the person who imports has said about the file, if anything."""

    kind: str | None
    sheet: str | None
    mapping: Mapped | None
    now: Millis
    zone: str
    about: Mapping[str, str] | None = None
    """Plan.about as far as the person has said it: bank, account, provider, mode, shop, customer;
    and the shop's own names, which the settings say."""


def preview_of(table: Table, wish: Wish) -> Preview:
    """Reads as much of the table as a preview needs; `file` and what is understood are still empty.

    Raises IntakeError.
    """
    if wish.kind is not None and wish.kind not in KINDS:
        raise IntakeError("no_kind", kind=wish.kind)
    if wish.kind == CHAT:
        raise IntakeError("chat_empty")
    sheet, rows, header, past = choose_sheet(table, wish.kind, wish.sheet, (wish.now, wish.zone))
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise IntakeError("no_rows")
    below = rows[header.at + 1 :]
    if not any(any(cell.strip() for cell in row) for row in below):
        # Of a contact book nothing was there but the beginning of a card.
        raise IntakeError("damaged" if table.format == "vcf" else "header_only")
    width = _width(header, below)
    headers = tuple(tidy(cell) for cell in header.cells[:width]) + ("",) * (width - len(header.cells[:width]))
    if header.kind in (ORDERS, CONTACTS) and not wish.mapping and side_by_side(headers):
        raise IntakeError("side_by_side")
    guesses = _guesses(headers, below[:200], header.kind)
    above = tuple(_one_line(row) for row in rows[max(0, header.at - 20) : max(0, header.at)])
    said = said_over(above, sheet) if header.kind == ORDERS else _said_above(headers, above, header.kind)
    about = _about(said, wish.about or {}, header.kind)
    if wish.mapping:
        guesses = choose(guesses, wish.mapping, header.kind)
    days = fields_of(guesses).get("due_date", ()) if header.kind == ORDERS else ()
    about |= written(row[at] for row in below[:LOOKED_AT] for at in days if at < len(row))
    sample = [
        (header.at + 2 + at, tuple(tidy(cell) for cell in row[: width + 5]))
        for at, row in enumerate(below[: SAMPLE_ROWS * 2])
        if any(cell.strip() for cell in row)
    ][:SAMPLE_ROWS]
    plan = Plan(
        kind=header.kind,
        fields=fields_of(guesses),
        now=wish.now,
        sheet=sheet,
        header_row=header.at + 1,
        width=width,
        family=about.get("bank", UNKNOWN) if header.kind == DEPOSITS else family_of(headers),
        headers=headers,
        zone=wish.zone,
        about=about,
    )
    plan = _told(plan, below)
    rows_there = max(table.estimate(len(rows)) - header.at - 1, len(sample))  # of the sheet read last
    further: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    if wish.sheet is None and len(table.sheets) > 1:
        today = wish.now, wish.zone
        further, unread = other_sheets(table, wish.kind, sheet, header, past=past, today=today)
    return Preview(
        file="",
        kind=header.kind,
        format=table.format,
        encoding=table.encoding,
        sheet=sheet,
        sheets=table.sheets,
        header_row=header.at + 1,
        headers=headers,
        columns=tuple(guesses),
        sample=tuple(sample),
        records=(),
        rejected=(),
        ignored=(),
        rows_estimated=rows_there,
        header_key=header_key(headers, header.kind),
        size=table.size,
        plan=plan,
        above=above,
        part=wish.sheet or "",
        further=further,
        unread=unread,
    )


def _guesses(headers: tuple[str, ...], sample: list[Row], kind: str) -> list[ColumnGuess]:
    if kind == CONTACTS:
        guesses = guess_columns(as_of_companies(headers), sample, kind)
        guesses = [replace(guess, header=header) for guess, header in zip(guesses, headers, strict=True)]
        return guesses if any(headers) else _with_memos(guesses, sample)
    if kind != DEPOSITS:
        return guess_columns(headers, sample, kind)
    return guess_form(headers) or with_arithmetic(guess_columns(headers, sample, kind), sample)


def _with_memos(guesses: list[ColumnGuess], sample: list[Row]) -> list[ColumnGuess]:
    """Of a contact book without a header: words that are nothing else are what was noted of somebody."""
    return [
        replace(guess, field="memo", confidence=0.4, why="content")
        if not guess.field and any(_has_words(row[guess.index]) for row in sample if guess.index < len(row))
        else guess
        for guess in guesses
    ]


def _has_words(cell: str) -> bool:
    return any(map(str.isalpha, cell))


def _said_above(headers: tuple[str, ...], above: tuple[str, ...], kind: str) -> dict[str, str]:
    """What the lines above a statement say: its bank, its account, and whose it is ("own", a line each)."""
    if kind != DEPOSITS:
        return {}
    said = {"bank": bank_of(headers, above), "account": account_in(above), "own": holder_in(above)}
    return {key: value for key, value in said.items() if value}


def _about(said: Mapping[str, str], told: Mapping[str, str], kind: str) -> dict[str, str]:
    """What the file says of itself and what a person has told; names of the shop's own may be many."""
    about = {**said, **told}
    own = [name for one in (said, told) for name in one.get("own", "").split("\n") if name]
    about.pop("own", None)
    if own and kind == DEPOSITS:
        about["own"] = "\n".join(dict.fromkeys(own))
    return about


def understood(preview: Preview) -> Preview:
    """The preview with its sample read as its columns now say; a chat has no columns and stays as it is."""
    if preview.kind == CHAT:
        return preview
    cancel = any(guess.field == "status" and _asks_for_yes(guess.header) for guess in preview.columns)
    plan = replace(preview.plan, fields=fields_of(preview.columns), cancel_flag=cancel)
    sorter = Sorter(plan.headers, plan.width, 1)
    reader = reader_of(plan, sorter)
    numbers, rows = [], []
    for number, cells in preview.sample:
        cut = sorter.fit(list(cells))
        if cut is None:
            sorter.rejected.append(Rejected(number, "shifted", cells))
        else:
            numbers.append(number)
            rows.append(cut)
    read = tuple(reader.read(numbers, rows))
    sorter.finish()
    records: tuple[Record, ...] = tuple(_with_loose(record, sorter.problems) for record in read)
    return replace(
        preview,
        plan=plan,
        records=records,
        rejected=tuple(sorted(sorter.rejected)),
        ignored=tuple(sorted(sorter.ignored)),
    )


def _asks_for_yes(header: str) -> bool:
    """Whether a column of states says "cancelled or not": a bare Y in it means cancelled."""
    word = normal(header)
    return "취소" in word or word in ("iscancelled", "cancelled", "canceled")


def _with_loose(record: Record, problems: Sequence[Problem]) -> Record:
    """The record with those problems of its row that showed only when all rows had been read."""
    own = tuple(problem for problem in problems if problem.row == record.row)
    return record._replace(problems=(*record.problems, *own)) if own else record


def mend(plan: Plan, row: int, cells: Sequence[str]) -> Record | Rejected:
    """The record of a rejected row whose cells a person has corrected; Rejected if it still names nobody.

    Cells past the header's last column are left away: the person has said what stands where.
    """
    sorter = Sorter(plan.headers, plan.width, row)
    width = plan.width or len(cells)
    mended = [*cells[:width], *[""] * (width - len(cells))]
    for record in reader_of(plan, sorter).read([row], [mended]):
        return record
    code = sorter.rejected[0].code if sorter.rejected else "nobody"
    return Rejected(row, code, tuple(tidy(cell) for cell in mended))


def _told(plan: Plan, rows: Sequence[Sequence[str]]) -> Plan:
    """The plan with what its rows say of the whole list."""
    if plan.kind != SEND_RESULTS:
        return plan
    from tui.intake.send_results import about_of

    return replace(plan, about=about_of(plan, rows))


class Reader(Protocol):
    """Rows of one kind of list → its records; what is none goes to the sorter it was made with."""

    def read(self, numbers: list[int], rows: list[Row]) -> Iterable[Record]: ...


def reader_of(plan: Plan, sorter: Sorter, called_off: Set[str] = frozenset()) -> Reader:
    """The reader for the plan's kind of list, loaded when it is first wanted.

    `called_off` are the keys of orders that are cancelled whatever their row says.
    """
    if plan.kind == DEPOSITS:
        from tui.intake.statements import StatementReader

        return StatementReader(plan, sorter)
    if plan.kind == SEND_RESULTS:
        from tui.intake.send_results import ResultReader

        return ResultReader(plan, sorter)
    if plan.kind == ORDERS:
        from tui.intake.orders import OrderReader

        return OrderReader(plan, sorter, called_off)
    from tui.intake.contacts import ContactReader

    return ContactReader(plan, sorter)


def _width(header: Header, below: Sequence[Row]) -> int:
    """How many columns count: the header's, or more where most rows fill more.

    A column without a header is no mistake of the row, but a single row that is longer than all is.
    """
    named = max((at + 1 for at, cell in enumerate(header.cells) if cell.strip()), default=0)
    filled = sorted(
        max((at + 1 for at, cell in enumerate(row) if cell.strip()), default=0)
        for row in below
        if any(cell.strip() for cell in row)
    )
    usual = filled[(len(filled) - 1) // 2] if filled else 0
    return max(named, usual) if header.at >= 0 else max(usual, filled[-1] if filled else 0)


def _one_line(row: Row) -> str:
    return raw_cell(" ".join(cell for cell in row if cell.strip()))
