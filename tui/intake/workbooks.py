"""A workbook (.xlsx, .xlsb, .xls, .ods) → rows of texts, through calamine.

A cell becomes the text a person would type: whole numbers without ".0", dates and times in ISO order.  One
that goes over several rows stands in each of them, as a person sees it.  The library may abort the whole
process on a broken file; that is what the child process is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from operator import eq
from typing import Any, BinaryIO

from tui.intake.plan import IntakeError
from tui.intake.rows import Row

_BLOCK_ROWS = 2_000
_EXACT = 1 << 53
_FLOATS: set[type] = {float}
_SUM = re.compile(r"(?!(?:\d,?){9})[1-9]\d{0,2}(?:,?\d{3})*,?\d{2}0\s?원?", re.ASCII)
"""Won from a thousand on, in tens; order numbers and telephone numbers have other digits."""
_MOST_OPEN = 500
"""Cells over several rows at once; more are in no sheet that people made."""


def cell_text(value: Any) -> str:
    """The text of a spreadsheet's value.  Numbers past 2**53 keep their exponent: their digits are lost."""
    kind = type(value)
    if kind is str:
        return str(value)
    if kind is float:
        if value.is_integer() and abs(value) < _EXACT:
            return str(int(value))
        return repr(value)
    if kind is datetime:
        return str(value.isoformat(" ", "seconds" if value.second else "minutes"))
    if kind is date:
        return str(value.isoformat())
    if kind is time:
        return str(value.isoformat("seconds" if value.second else "minutes"))
    if kind is timedelta:
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    if kind is bool:
        return "Y" if value else "N"
    return "" if value is None else str(value)


class Workbook:
    """The sheets of a workbook and the rows of one of them, from the sheet's first row and column on.

    `looking` is for a large .xlsx of which the first rows are enough.
    """

    def __init__(self, stream: BinaryIO, *, looking: bool = False) -> None:
        import python_calamine

        self._heights: dict[int, int] = {}
        if looking:
            from tui.intake.glimpses import glimpse

            stream, self._heights = glimpse(stream) or (stream, {})
        try:
            self._book = python_calamine.CalamineWorkbook.from_filelike(stream)
            found = [
                sheet
                for sheet in self._book.sheets_metadata
                if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
            self.sheets: tuple[str, ...] = tuple(sheet.name for sheet in found)
            seen = python_calamine.SheetVisibleEnum.Visible
            self.hidden = frozenset(sheet.name for sheet in found if sheet.visible != seen)
        except python_calamine.PasswordError:
            raise IntakeError("password_needed") from None
        except (MemoryError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # also the library's panics, which are no Exceptions
            raise IntakeError("damaged") from None
        if not self.sheets:
            raise IntakeError("no_rows")

    def rows(self, sheet: str) -> tuple[Iterator[list[Row]], int]:
        """(blocks of rows of `sheet`, how many rows it has).  Raises IntakeError."""
        import python_calamine

        try:
            opened = self._book.get_sheet_by_name(sheet)
        except python_calamine.WorksheetNotFound:
            raise IntakeError("no_sheet", sheet=sheet) from None
        except (MemoryError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            raise IntakeError("damaged") from None
        end = opened.end
        height = end[0] + 1 if end else 0
        return _blocks(opened), self._heights.get(height, height)


def _blocks(sheet: Any) -> Iterator[list[Row]]:
    # The library leaves out the empty columns before the first filled one, but keeps the empty rows.
    before = [""] * (sheet.start[1] if sheet.start else 0)
    rows, spans = iter(sheet.iter_rows()), _Spans(sheet.merged_cell_ranges or ())
    first = 0
    while True:
        try:
            block = list(islice(rows, _BLOCK_ROWS))
        except (MemoryError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # a value that is no value, such as a date past the year 9999
            raise IntakeError("damaged") from None
        if not block:
            return
        _make_texts(block)
        block = [before + row for row in block] if before else block
        spans.fill(block, first)
        first += len(block)
        yield block


class _Spans:
    """Cells that go over several rows: the library says what is in them for the first row only.

    `ranges` are ((top, left), (bottom, right)), counted from 0.  A row with nothing of its own stays blank,
    and a sum of money stands once: it is that of all the rows together.
    """

    def __init__(self, ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
        tall = ((top, left, bottom) for (top, left), (bottom, _) in ranges if bottom > top)
        self._coming = sorted(tall, reverse=True)
        self._open: list[tuple[int, int, int, str]] = []

    def fill(self, block: list[Row], first: int) -> None:
        """Fills the rows of the next block, which begins with the sheet's row `first`."""
        end = first + len(block)
        while self._coming and self._coming[-1][0] < end:
            top, left, bottom = self._coming.pop()
            text = block[top - first][left] if left < len(block[top - first]) else ""
            if text and _SUM.fullmatch(text) is None and len(self._open) < _MOST_OPEN:
                self._open.append((top + 1, left, bottom, text))
        found = [
            (at - first, left, text)
            for top, left, bottom, text in self._open
            for at in range(max(top, first), min(bottom + 1, end))
        ]
        self._open = [span for span in self._open if span[2] >= end]
        own = {at for at, _, _ in found if any(block[at])}
        for at, left, text in found:
            if at in own:
                block[at][left] = text


def _make_texts(block: list[list[Any]]) -> None:
    """Makes every value its text, a column at a time: most columns hold nothing but texts."""
    for at, column in enumerate(zip(*block, strict=True)):
        if not _are_texts(column):
            for row, text in zip(block, _column_texts(column), strict=True):
                row[at] = text


def _are_texts(column: tuple[Any, ...]) -> bool:
    """Whether all values are texts: joining them says so in half the time that asking each one takes."""
    try:
        "".join(column)
    except TypeError:
        return False
    return True


def _column_texts(column: tuple[Any, ...]) -> Iterable[str]:
    """`cell_text` of each value; numbers that are whole, as nearly all are, at once."""
    if set(map(type, column)) == _FLOATS:
        try:
            whole = list(map(int, column))
        except (ValueError, OverflowError):  # no number, or without an end
            return map(cell_text, column)
        if max(whole) < _EXACT and min(whole) > -_EXACT and all(map(eq, whole, column)):
            return map(str, whole)
    return map(cell_text, column)


def check_unpacked(stream: BinaryIO, memory: int) -> None:
    """Refuses a workbook that says itself that it unpacks to more than `memory` bytes.

    One that says less than it unpacks to is stopped by the memory limit of the process.
    """
    from zipfile import ZipFile

    from tui.intake.archives import BROKEN

    try:
        with ZipFile(stream) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except BROKEN:
        raise IntakeError("damaged") from None
    stream.seek(0)
    if unpacked > memory:
        raise IntakeError("too_big_inside", megabytes=unpacked >> 20)


def check_markup(stream: BinaryIO) -> None:
    """Refuses an .ods whose table is not whole XML: the library looks for the end of such a one for ever."""
    from xml.parsers import expat
    from zipfile import ZipFile

    from tui.intake.archives import BROKEN

    try:
        with ZipFile(stream) as archive, archive.open("content.xml") as content:
            expat.ParserCreate().ParseFile(content)
    except (expat.ExpatError, LookupError, *BROKEN):  # also for an encoding that nobody knows
        raise IntakeError("damaged") from None
    stream.seek(0)
