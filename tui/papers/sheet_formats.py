"""The review as CSV for Excel and as a workbook.  No cell of either is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from tui.i18n import say
from tui.papers.bake_paper import BakePaper
from tui.papers.review_paper import Paper

_COLUMNS = (
    ("customer", 14),
    ("contact", 22),
    ("due", 14),
    ("what", 30),
    ("amount", 12),
    ("state", 12),
    ("why", 46),
    ("last_try", 34),
    ("owner", 12),
    ("next_step", 26),
    ("next_at", 14),
    ("done", 6),
)
_ROUTE_COLUMNS = (("route", 16), ("made", 10), ("answered_rate", 16), ("outcomes", 60), ("came_forward", 16))
_BAKE_COLUMNS = (
    ("date", 18),
    ("time", 10),
    ("customer", 16),
    ("what", 36),
    ("note", 30),
    ("won", 12),
    ("answer", 18),
    ("contact", 22),
    ("done", 6),
)
_ASK_COLUMNS = (
    ("until", 18),
    ("customer", 16),
    ("missing", 16),
    ("due", 20),
    ("known", 36),
    ("contact", 22),
    ("next_step", 24),
    ("done", 6),
)
# What a spreadsheet may read as the start of a formula, in full width too.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

Cell = str | int


def as_text(cell: str) -> str:
    """The text so that no spreadsheet takes it for a formula: with an apostrophe before it if it could be."""
    return f"'{cell}" if cell.lstrip(" \u3000\u00a0").startswith(_FORMULA_STARTS) else cell


def to_csv(paper: Paper) -> bytes:
    """The unresolved cases, one a row, alone: UTF-8 with the mark Excel knows it by, lines ending in CRLF."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([say(f"papers.{name}") for name, _ in _COLUMNS])
    for row in _rows(paper):
        writer.writerow([as_text(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(paper: Paper) -> bytes:
    """Three sheets: the unresolved cases, the totals, the attempts; behind them what is due and to be asked.

    Texts are written as texts.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": paper.title, "created": datetime.fromtimestamp(paper.at / 1000, UTC)})
        columns = [(say(f"papers.{name}"), width) for name, width in _COLUMNS]
        _sheet(book, say("papers.sheet_unresolved"), columns, _rows(paper))
        totals: list[list[Cell]] = [[label, text] for label, text in paper.sums]
        totals += [[label, count] for label, count in paper.states]
        totals += [["", text] for text in (*paper.about, paper.warning) if text]
        _sheet(book, say("papers.totals"), [(paper.title, 30), ("", 40)], totals)
        routes: list[list[Cell]] = [
            [line.route, line.made, line.rate, line.outcomes, line.came_forward] for line in paper.routes
        ]
        columns = [(say(f"papers.{name}"), width) for name, width in _ROUTE_COLUMNS]
        _sheet(book, say("papers.attempts"), columns, routes)
        if paper.bake:
            columns = [(say(f"bake.{name}"), width) for name, width in _BAKE_COLUMNS]
            _sheet(book, say("bake.sheet"), columns, _bake_rows(paper.bake))
        if paper.bake and paper.bake.to_ask:
            columns = [(say(f"bake.{name}"), width) for name, width in _ASK_COLUMNS]
            _sheet(book, say("bake.sheet_to_ask"), columns, _ask_rows(paper.bake))
    return out.getvalue()


def _rows(paper: Paper) -> list[list[Cell]]:
    return [
        [
            entry.name,
            entry.contacts,
            entry.due,
            entry.what,
            entry.amount or "",
            entry.state,
            " · ".join(entry.why),
            entry.last_try,
            entry.owner,
            entry.next_step,
            entry.next_at,
            "",
        ]
        for entry in paper.entries
    ]


def _bake_rows(bake: BakePaper) -> list[list[Cell]]:
    return [
        [
            day.date,
            each.time,
            each.name,
            each.what,
            each.note,
            each.amount or "",
            each.answer,
            each.contacts,
            "☐",
        ]
        for day in bake.days
        for each in day.orders
    ]


def _ask_rows(bake: BakePaper) -> list[list[Cell]]:
    return [
        [
            each.by,
            each.name,
            each.missing,
            each.due,
            each.known,
            each.contacts,
            each.next_step,
            "☐",
        ]
        for each in bake.to_ask
    ]


def _sheet(book: Any, name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Cell]]) -> None:
    """One sheet, its columns by header and width, the header fixed, printing on A4 as wide as the page."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (header, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, header, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, column, cell, wrap)
            elif cell:
                sheet.write_string(number, column, cell, wrap)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
