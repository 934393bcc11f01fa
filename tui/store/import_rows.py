"""The account of an import: its record, and the rows that have something to say."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from tui.store import sql
from tui.store.bulk import insert
from tui.store.results import ImportHeader, ImportSummary, RowOutcome
from tui.store.rows import Row


class RowsWritten:
    """Collects what became of rows and writes it in pieces."""

    def __init__(self, conn: sqlite3.Connection, import_id: int, first_part: int = 0) -> None:
        self._conn = conn
        self._import = import_id
        self._part = first_part
        self._waiting: list[tuple[Any, ...]] = []

    def add(self, told: RowOutcome) -> None:
        self._part += 1
        cells = json.dumps(told.cells, ensure_ascii=False) if told.cells else ""
        self._waiting.append(
            (
                self._import,
                told.row,
                self._part,
                told.outcome,
                told.code,
                told.field,
                told.raw,
                cells,
                told.case_id,
            )
        )

    def write(self) -> None:
        insert(self._conn, sql.ADD_IMPORT_ROW, self._waiting)
        self._waiting.clear()


def write_import(conn: sqlite3.Connection, summary: ImportSummary) -> None:
    header = summary.header
    conn.execute(
        sql.ADD_IMPORT,
        (
            header.id,
            summary.at,
            header.file,
            header.kind,
            header.staff,
            header.sheet,
            header.format,
            header.encoding,
            header.header_row,
            json.dumps(dict(header.columns), ensure_ascii=False),
            summary.rows,
            summary.new,
            summary.updated,
            summary.unchanged,
            summary.ignored,
            summary.rejected,
            summary.problems,
            summary.cases_new,
            summary.reopened,
        ),
    )


def _summary_from(row: Row) -> ImportSummary:
    (ident, at, file, kind, staff, sheet, shape, encoding, header_row, columns, *numbers) = row
    header = ImportHeader(ident, file, kind, staff, sheet, shape, encoding, header_row, json.loads(columns))
    return ImportSummary(header, at, *numbers)


def imports(conn: sqlite3.Connection) -> list[ImportSummary]:
    return [_summary_from(row) for row in conn.execute(sql.IMPORTS)]


def one_import(conn: sqlite3.Connection, import_id: int) -> ImportSummary | None:
    row = conn.execute(sql.IMPORT, (import_id,)).fetchone()
    return None if row is None else _summary_from(row)


def rows_of(conn: sqlite3.Connection, import_id: int, outcome: str) -> list[RowOutcome]:
    """Rows in the file's order; `outcome` "" for all."""
    return [
        RowOutcome(row, what, code, field, raw, tuple(json.loads(cells)) if cells else (), case_id)
        for row, what, code, field, raw, cells, case_id in conn.execute(sql.IMPORT_ROWS, (import_id,))
        if not outcome or what == outcome
    ]
