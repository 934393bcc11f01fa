"""Any readable file → one table: blocks of rows of texts, with what it is and how far it has been read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, Protocol

from tui.intake.delimited import DelimitedRows, find_delimiter
from tui.intake.detect import Detected
from tui.intake.plan import IntakeError
from tui.intake.rows import Row
from tui.intake.texts import TextBlocks
from tui.intake.workbooks import Workbook, check_markup, check_unpacked


class Sheets(Protocol):
    """What has named sheets: (blocks of rows of one, how many rows it has, 0 where that is not known)."""

    sheets: tuple[str, ...]
    hidden: frozenset[str]
    """Those of them that nobody sees who opens the workbook."""

    def rows(self, sheet: str) -> tuple[Iterator[list[Row]], int]: ...


class Source(Protocol):
    """What is read from its beginning to its end: bytes so far, and whether any were in no encoding."""

    consumed: int
    undecodable: bool


class Table:
    """The rows of one sheet.  Row 1 is the first row a spreadsheet would show.  Raises IntakeError.

    `looking` says that only the first rows will be asked for.
    """

    def __init__(
        self, stream: BinaryIO, size: int, found: Detected, memory: int, *, looking: bool = False
    ) -> None:
        self.format = found.format
        self.size = size
        self.sheets: tuple[str, ...] = ()
        self.hidden: frozenset[str] = frozenset()
        self._stream = stream
        self._texts: TextBlocks | None = None
        self._source: Source | None = None
        self._rows: DelimitedRows | None = None
        self._book: Sheets | None = None
        self._height = 0
        if found.format == "xml":
            from tui.intake.sheetxml import XmlWorkbook

            self._book = XmlWorkbook(stream, found.encoding)
        elif found.encoding:
            self._texts = TextBlocks(stream, found.encoding, ">" if found.format == "html" else "\n")
        else:
            if found.format != "xls":
                check_unpacked(stream, memory)
            if found.format == "ods":
                check_markup(stream)
            self._book = Workbook(stream, looking=looking and found.format == "xlsx")
        self._source = self._texts
        if self._book is not None:
            self.sheets, self.hidden = self._book.sheets, self._book.hidden

    @property
    def encoding(self) -> str:
        return self._texts.encoding if self._texts else ""

    @property
    def undecodable(self) -> bool:
        """Whether bytes in no known encoding have been met; they stand as U+FFFD in their cells."""
        return self._source is not None and self._source.undecodable

    def blocks(self, sheet: str = "") -> Iterator[list[Row]]:
        """Call once per table for text; as often as wanted, for any sheet, for a workbook."""
        if self._book is not None:
            rows, self._height = self._book.rows(sheet or self.sheets[0])
            return rows
        assert self._texts is not None
        if self.format == "vcf":
            from tui.intake.vcards import CardRows

            self._source = CardRows(self._stream, self._texts.encoding)
            return iter(self._source)
        if self.format == "html":
            from tui.intake.webpages import survey, table_rows

            self._stream.seek(0)
            tables = survey(TextBlocks(self._stream, self._texts.encoding, ">"))
            self._stream.seek(0)
            return table_rows(tables, self._texts)
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
        if self._source is None:
            return max(self._height, rows_so_far)
        consumed = self._source.consumed
        return rows_so_far * self.size // consumed if 0 < consumed < self.size else rows_so_far
