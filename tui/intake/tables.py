"""Any readable file → one table: blocks of rows of texts, with what it is and how far it has been read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from tui.intake.delimited import DelimitedRows, Row, find_delimiter
from tui.intake.detect import detect
from tui.intake.plan import IntakeError
from tui.intake.texts import TextBlocks
from tui.intake.workbooks import Workbook


class Table:
    """The rows of one sheet.  Row 1 is the first row a spreadsheet would show.  Raises IntakeError."""

    def __init__(self, stream: BinaryIO, size: int, memory: int) -> None:
        found = detect(stream, size, memory)
        self.format = found.format
        self.size = size
        self.sheets: tuple[str, ...] = ()
        self._texts: TextBlocks | None = None
        self._rows: DelimitedRows | None = None
        self._book: Workbook | None = None
        self._height = 0
        if found.format == "xlsx":
            self._book = Workbook(stream)
            self.sheets = self._book.sheets
        else:
            self._texts = TextBlocks(stream, found.encoding)

    @property
    def encoding(self) -> str:
        return self._texts.encoding if self._texts else ""

    @property
    def undecodable(self) -> bool:
        """Whether bytes in no known encoding have been met; they stand as U+FFFD in their cells."""
        return self._texts is not None and self._texts.undecodable

    def blocks(self, sheet: str = "") -> Iterator[list[Row]]:
        """Call once per table for text; as often as wanted, for any sheet, for a workbook."""
        if self._book is not None:
            rows, self._height = self._book.rows(sheet or self.sheets[0])
            return rows
        assert self._texts is not None
        texts = iter(self._texts)
        first = next(texts, "")
        if not first:
            raise IntakeError("empty")
        self._rows = DelimitedRows(chain((first,), texts), find_delimiter(first))
        self.format = {"\t": "tsv"}.get(self._rows.delimiter, "csv")
        return iter(self._rows)

    def set_width(self, width: int) -> None:
        """How many columns the header has: tells swallowed rows from cells with line breaks."""
        if self._rows is not None:
            self._rows.width = width

    def estimate(self, rows_so_far: int) -> int:
        """How many rows there will be in the end, guessed from how far the file has been read."""
        if self._texts is None:
            return max(self._height, rows_so_far)
        if self._texts.consumed >= self.size or not self._texts.consumed:
            return rows_so_far
        return rows_so_far * self.size // self._texts.consumed
