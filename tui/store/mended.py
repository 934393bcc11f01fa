"""Rejected rows of a file that was there before, which a person has mended since: they are known by now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.store import sql, sql_undo

if TYPE_CHECKING:
    from tui.intake.records import Rejected
    from tui.store.merging import Merge

_Content = tuple[str, tuple[str, ...]]


class _Mended(NamedTuple):
    """What a row became: of whom, by which row of which import, and its order's key or its deposit."""

    case_id: int | None
    import_id: int
    row: int
    order: str | None
    deposit: int | None


class MendedRows:
    """What a person has mended in the imports of one file: each counts for one row of the same content.

    Rows are told apart by what they say and not by their number, since lines are added above them; and only
    under the file's own name, since of two different lists a row that names nobody may say the same.
    """

    def __init__(self, conn: sqlite3.Connection, file: str, kind: str) -> None:
        self._known: dict[_Content, list[_Mended]] = {}
        for code, cells, *became in conn.execute(sql.MENDED_BEFORE, (file, kind)):
            self._known.setdefault((code, tuple(json.loads(cells))), []).append(_Mended(*became))

    def unknown_of(self, merge: Merge, rows: Sequence[Rejected]) -> list[Rejected]:
        """Those of the rows that nobody has mended; the others change nothing."""
        unknown: list[Rejected] = []
        for row in rows:
            found = self._known.get((row.code, row.raw))
            if found:
                _come_again(merge, row.row, found.pop())
            else:
                unknown.append(row)
        return unknown


def _come_again(merge: Merge, row: int, was: _Mended) -> None:
    """What was mended is in this file as well: it stays if a colleague's goes, as everything else does."""
    merge.tally.unchanged()
    points = (was.case_id, was.import_id, was.row)
    for value, raw in merge.conn.execute(sql.POINTS_OF_ROW, points).fetchall():
        merge.bulk.see_again(was.case_id or 0, value, raw)
    if was.import_id not in merge.theirs:
        return
    if was.order is not None:
        merge.bulk.take_over(row, was.order)
    elif was.deposit is not None:
        merge.conn.execute(sql_undo.KEEP_DEPOSIT, (merge.intake, was.deposit))
        merge.bulk.took_over = True
