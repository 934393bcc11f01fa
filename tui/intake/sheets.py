"""Which sheets of a workbook are read: the first sure list and those like it; and which are not, with why."""

from __future__ import annotations

from collections.abc import Sequence, Set

from tui.domain.date_words import DayKind, parts_of, plainly
from tui.domain.dates import read_moment
from tui.domain.model import DAY, Millis
from tui.intake.cells import is_short, tidy
from tui.intake.columns import enough, fields_of, guess_columns, normal
from tui.intake.headers import Header, find_header
from tui.intake.plan import IntakeError
from tui.intake.records import CONTACTS, ORDERS
from tui.intake.rows import Row
from tui.intake.tables import Table
from tui.intake.titles import is_of_cancelled, is_set_aside

MOST_COLUMNS = 500
LOOKED_AT = 400
_SURE_OF_SHEET = 2.5
_SEARCHED = 12
_MOST_SHEETS = 60
_SAMPLE = 50

HIDDEN, NAME, PAST, OTHER, UNREADABLE, BEHIND = "hidden", "name", "past", "other", "unreadable", "behind"
WHYS = (NAME, HIDDEN, PAST, OTHER, UNREADABLE, BEHIND)
"""Why a sheet is not read, each with the sentence `intake.unread_<why>`: its name says that it is over or a
form, it is hidden, all its days are long past, it is no such list as the others, it cannot be read, it stands
behind too many others."""

_LONG_PAST = 31 * DAY
_REACHES = frozenset({"phone", "phone2", "recipient_phone", "email", "instagram"})
_NUMBERS = frozenset({"order_no", "item_no"})

Unread = tuple[str, str]
"""(sheet, one of WHYS); a plain tuple, as it travels between processes."""

Today = tuple[Millis, str]
"""Now, and the zone."""


def choose_sheet(
    table: Table, kind: str | None, sheet: str | None, today: Today
) -> tuple[str, list[Row], Header, bool]:
    """The sheet asked for, else the first with a sure header that is not past, else the one with the surest;
    and whether it is past, which is asked only where there are others.

    Raises IntakeError.
    """
    if not table.sheets:
        rows = first_rows(table, "")
        return "", rows, find_header(rows, kind), False
    if sheet is not None and sheet not in table.sheets:
        raise IntakeError("no_sheet", sheet=sheet)
    best: tuple[str, list[Row], Header, bool] | None = None
    best_rank = (False, -1.0, False)
    # A list of the cancelled may come first; it is no more than what is left where there is no other.
    likely = sorted(table.sheets, key=lambda name: (name in table.hidden, is_set_aside(name)))[:_SEARCHED]
    for name in (sheet,) if sheet is not None else likely:
        rows = first_rows(table, name)
        header = find_header(rows, kind)
        past = len(table.sheets) > 1 and is_past(rows, header, today)
        sure = header.score >= _SURE_OF_SHEET and not past
        rank = (sure, header.score, bool(rows))
        if best is None or rank > best_rank:
            best, best_rank = (name, rows, header, past), rank
        if sure:
            break
    assert best is not None
    return best


def other_sheets(
    table: Table, kind: str | None, chosen: str, header: Header, *, past: bool, today: Today
) -> tuple[tuple[str, ...], tuple[Unread, ...]]:
    """(the other sheets that are such lists too, as one for every day; those with a list that stays unread).

    `header` is that of the chosen sheet, `past` whether all its days are long past.  A hidden sheet is an old
    one or for looking things up.  One of the cancelled is read for the numbers of its orders, where it says
    them: they cancel what is known.
    """
    further: list[str] = []
    unread: list[Unread] = []
    alone = is_set_aside(chosen) or chosen in table.hidden
    for sheet in table.sheets[:_MOST_SHEETS]:
        if sheet == chosen:
            continue
        try:
            rows = first_rows(table, sheet)
        except IntakeError:  # a picture of a sheet, or one as wide as a house: the list is none the worse
            unread.append((sheet, UNREADABLE))
            continue
        other = find_header(rows, kind)
        below = rows[other.at + 1 :]
        if not any(map(any, below)):
            continue
        named = fields_of(guess_columns(other.cells, [], other.kind)).keys()
        like = _is_like(other, named, header)
        why = HIDDEN if sheet in table.hidden else NAME if is_set_aside(sheet) else ""
        if not why and not past and is_past(rows, other, today):
            why = PAST
        cancels = is_of_cancelled(sheet) and other.kind == header.kind == ORDERS and _numbers(other, below)
        if not alone and ((like and not why) or (cancels and why == NAME)):
            further.append(sheet)
        elif like or _is_list(other, below):
            unread.append((sheet, why or OTHER))
    unread += ((sheet, BEHIND) for sheet in table.sheets[_MOST_SHEETS:] if sheet != chosen)
    return tuple(further), tuple(unread)


def is_past(rows: Sequence[Row], header: Header, today: Today) -> bool:
    """Whether a list of orders has been seen whole, and all its days, years among them, are long past.

    Who keeps a sheet for every month waits for nobody of last winter.
    """
    if header.kind != ORDERS or len(rows) >= LOOKED_AT:
        return False
    below = rows[header.at + 1 :]
    fields = fields_of(guess_columns(header.cells, below[:_SAMPLE], ORDERS))
    places = fields.get("due_date", ())[:1]
    days = [cell for row in below for at in places if at < len(row) and (cell := tidy(row[at]))]
    return bool(days) and all(_long_past(cell, today) for cell in days)


def _long_past(cell: str, today: Today) -> bool:
    day = parts_of(plainly(cell)).day
    if day is None or day.kind is not DayKind.FULL:
        return False  # without a year it may be the next one's
    at = read_moment(cell, *today).at
    return at is not None and at < today[0] - _LONG_PAST


def _is_like(other: Header, named: Set[str], header: Header) -> bool:
    """Whether a sheet has the same header, or a sure one of the same kind that says who and how to reach."""
    if other.kind != header.kind:
        return False
    kept = tuple(map(normal, filter(None, header.cells)))
    same = tuple(map(normal, filter(None, other.cells))) == kept
    return (same and bool(kept)) or (other.score >= _SURE_OF_SHEET and {"name", "phone"} <= named)


def _numbers(header: Header, below: Sequence[Row]) -> bool:
    """Whether any row says the number of an order that stands for itself."""
    fields = fields_of(guess_columns(header.cells, [], header.kind))
    places = [at for field in _NUMBERS & fields.keys() for at in fields[field]]
    return any(not is_short(tidy(row[at])) for row in below for at in places if at < len(row))


def _is_list(header: Header, below: Sequence[Row]) -> bool:
    """Whether a sheet has anything in it that somebody may miss: people with numbers, orders, payments."""
    width = max(map(len, (header.cells, *below[:_SAMPLE])))
    cells = (*header.cells, *[""] * (width - len(header.cells)))
    fields = fields_of(guess_columns(cells, below[:_SAMPLE], header.kind)).keys()
    if header.kind in (ORDERS, CONTACTS):
        return bool(fields & (_REACHES | _NUMBERS))
    return enough(fields, header.kind)


def first_rows(table: Table, sheet: str) -> list[Row]:
    """As many rows as a look needs.  Raises IntakeError."""
    rows: list[Row] = []
    for block in table.blocks(sheet):
        rows += map(_trimmed, block)
        if len(rows) >= LOOKED_AT:
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
