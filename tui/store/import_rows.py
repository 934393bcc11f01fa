"""The account of an import: its record, and the rows that have something to say."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tui.domain.model import Millis
from tui.store import sql
from tui.store.bulk import insert
from tui.store.results import ImportHeader, ImportSummary, RowOutcome
from tui.store.rows import Row

if TYPE_CHECKING:
    from tui.intake.records import Problem, Rejected


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


class Tally:
    """What became of the rows of one import, counted, and written down where there is something to say."""

    def __init__(self, conn: sqlite3.Connection, header: ImportHeader, now: Millis, first_part: int) -> None:
        self._header = header
        self._now = now
        self._rows = RowsWritten(conn, header.id, first_part)
        self._counted: Counter[str] = Counter()
        self._ignored_for: Counter[str] = Counter()

    def new(self, number: int = 1) -> None:
        self._counted["new"] += number

    def unchanged(self, number: int = 1) -> None:
        self._counted["unchanged"] += number

    def updated(self, row: int, case_id: int | None = None) -> None:
        self._rows.add(RowOutcome(row, "updated", case_id=case_id))
        self._counted["updated"] += 1

    def ignored(self, row: int, code: str) -> None:
        self._rows.add(RowOutcome(row, "ignored", code))
        self._counted["ignored"] += 1
        self._ignored_for[code] += 1

    def rejected(self, rows: Sequence[Rejected]) -> None:
        for row in rows:
            self._rows.add(RowOutcome(row.row, "rejected", row.code, cells=tuple(row.raw)))
        self._counted["rejected"] += len(rows)

    def problems(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self._rows.add(RowOutcome(problem.row, "problem", problem.code, problem.field, problem.raw))
            self._counted["problems"] += 1

    @property
    def brought_anything(self) -> bool:
        return bool(self._counted["new"] or self._counted["updated"])

    def write(self) -> None:
        self._rows.write()

    def summary(self, cases_new: int, reopened: int) -> ImportSummary:
        counted = self._counted
        return ImportSummary(
            self._header,
            self._now,
            rows=sum(counted[part] for part in ("new", "updated", "unchanged", "ignored", "rejected")),
            new=counted["new"],
            updated=counted["updated"],
            unchanged=counted["unchanged"],
            ignored=counted["ignored"],
            rejected=counted["rejected"],
            problems=counted["problems"],
            cases_new=cases_new,
            reopened=reopened,
            ignored_for=dict(self._ignored_for),
        )


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
