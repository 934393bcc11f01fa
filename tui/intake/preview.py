"""A table → Preview: what it is, which column is what and why, and its first rows as understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from tui.domain.model import Millis
from tui.intake.amounts import with_arithmetic
from tui.intake.banks import UNKNOWN, account_in, bank_of, guess_form, holder_in
from tui.intake.cells import raw_cell, tidy
from tui.intake.columns import choose, fields_of, guess_columns, normal
from tui.intake.headers import Header, family_of, find_header, header_key, side_by_side
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
from tui.intake.tables import Table
from tui.intake.titles import further_sheets, is_set_aside, said_over, written

SAMPLE_ROWS = 30
MOST_COLUMNS = 500
_LOOKED_AT = 400
_SURE_OF_SHEET = 2.5
_MOST_SHEETS = 60


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
    sheet, rows, header = _choose_sheet(table, wish)
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
    about |= written(row[at] for row in below[:_LOOKED_AT] for at in days if at < len(row))
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
        rows_estimated=max(table.estimate(len(rows)) - header.at - 1, len(sample)),
        header_key=header_key(headers, header.kind),
        size=table.size,
        plan=plan,
        above=above,
        part=wish.sheet or "",
        further=_further(table, wish, sheet, header),
    )


def _guesses(headers: tuple[str, ...], sample: list[Row], kind: str) -> list[ColumnGuess]:
    if kind != DEPOSITS:
        return guess_columns(headers, sample, kind)
    return guess_form(headers) or with_arithmetic(guess_columns(headers, sample, kind), sample)


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


def reader_of(plan: Plan, sorter: Sorter) -> Reader:
    """The reader for the plan's kind of list, loaded when it is first wanted."""
    if plan.kind == DEPOSITS:
        from tui.intake.statements import StatementReader

        return StatementReader(plan, sorter)
    if plan.kind == SEND_RESULTS:
        from tui.intake.send_results import ResultReader

        return ResultReader(plan, sorter)
    if plan.kind == ORDERS:
        from tui.intake.orders import OrderReader

        return OrderReader(plan, sorter)
    from tui.intake.contacts import ContactReader

    return ContactReader(plan, sorter)


def _choose_sheet(table: Table, wish: Wish) -> tuple[str, list[Row], Header]:
    """The sheet asked for, else the first that has a sure header, else the one with the surest."""
    if not table.sheets:
        rows = _first_rows(table, "")
        return "", rows, find_header(rows, wish.kind)
    if wish.sheet is not None and wish.sheet not in table.sheets:
        raise IntakeError("no_sheet", sheet=wish.sheet)
    best: tuple[str, list[Row], Header] | None = None
    # A list of the cancelled may come first; it is no more than what is left where there is no other.
    likely = sorted(table.sheets[:12], key=is_set_aside)
    for sheet in (wish.sheet,) if wish.sheet is not None else likely:
        rows = _first_rows(table, sheet)
        header = find_header(rows, wish.kind)
        if best is None or header.score > best[2].score or (not best[1] and rows):
            best = sheet, rows, header
        if header.score >= _SURE_OF_SHEET:
            break
    assert best is not None
    return best


def _further(table: Table, wish: Wish, chosen: str, header: Header) -> tuple[str, ...]:
    """The other sheets that are such lists too, as one for every day; none where a sheet was asked for."""
    if wish.sheet is not None or len(table.sheets) < 2:
        return ()
    kept = tuple(map(normal, filter(None, header.cells)))

    def is_list(sheet: str) -> bool:
        try:
            rows = _first_rows(table, sheet)
        except IntakeError:  # a picture of a sheet, or one as wide as a house: the list is none the worse
            return False
        other = find_header(rows, wish.kind)
        if other.kind != header.kind or not any(map(any, rows[other.at + 1 :])):
            return False
        named = fields_of(guess_columns(other.cells, [], other.kind)).keys()
        same = tuple(map(normal, filter(None, other.cells))) == kept
        return (same and bool(kept)) or (other.score >= _SURE_OF_SHEET and {"name", "phone"} <= named)

    others = table.sheets[:_MOST_SHEETS]
    return further_sheets(((sheet, sheet != chosen and is_list(sheet)) for sheet in others), chosen)


def _first_rows(table: Table, sheet: str) -> list[Row]:
    rows: list[Row] = []
    for block in table.blocks(sheet):
        rows += map(_trimmed, block)
        if len(rows) >= _LOOKED_AT:
            break
    most = max(map(len, rows), default=0)
    if most > MOST_COLUMNS:
        raise IntakeError("too_wide", columns=most)
    return rows


def _trimmed(row: Row) -> Row:
    """Without the empty cells at its end, of which formatting alone can make thousands."""
    while row and not row[-1]:
        row.pop()
    return row


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
