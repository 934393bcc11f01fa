"""A web page that is called .xls, as many sites export them → the rows of its tables.

Such a page may hold tables for its layout, notices, one list, and the same list again on each page.  The
table with the most cells is the list; what stands before it, in tables or in none (a bank's "계좌번호: …"),
is kept as rows above it, as a spreadsheet program shows it.  Tables behind it with as many columns continue
it, and tables around and inside its cells are no rows: of one around it only the text counts.  A cell that
spans rows stands in each of them, one that spans columns only in the first.  Read twice, as a stream, in
linear time: no page can blow it up, and entities that a page declares itself are not looked at.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from tui.intake.delimited import LONGEST_FIELD
from tui.intake.plan import IntakeError
from tui.intake.rows import Row

_BLOCK_ROWS = 2_000
_MOST_TABLES = 20_000
_MOST_DEEP = 200
_WIDEST = 1_000
_LONGEST_SPAN = 5_000
_LOOSE_LINES = 20
_LONGEST_LINE = 400

_MARK = re.compile(
    r"<(?:(/?)(table|tr|td|th|br|p|div|li|script|style|title|xml)\b([^<>]{0,4000}+)>|!--)", re.I
)
_ANY_TAG = re.compile(r"<[/!?a-zA-Z][^<>]{0,4000}+>")
_LINE_TAG = re.compile(r"</?(?:h[1-6]|caption|dt|dl|ul|ol|section|header|hr|form)\b[^<>]{0,4000}+>", re.I)
_IN_A_LINE = frozenset(("td", "th"))
_SPACES = re.compile(r"\s+")
_SPAN = re.compile(r"(row|col)span\s*=\s*[\"']?\s*(\d{1,6})", re.I)
_HIDDEN = {
    "!--": re.compile("-->"),
    **{name: re.compile(rf"</{name}\s*>", re.I) for name in ("script", "style", "title", "xml")},
}


class _Mark(NamedTuple):
    """A tag that matters, and the text before it."""

    before: str
    name: str
    closing: bool
    attributes: str


def _marks(blocks: Iterable[str]) -> Iterator[_Mark]:
    """The tags of a page whose blocks end behind a ">"; what no browser shows is left out."""
    hidden = ""
    for block in blocks:
        at = 0
        while True:
            if hidden:
                end = _HIDDEN[hidden].search(block, at)
                if end is None:
                    break
                hidden, at = "", end.end()
            mark = _MARK.search(block, at)
            if mark is None:
                yield _Mark(block[at:], "", False, "")
                break
            name = (mark[2] or "!--").lower()
            if name in _HIDDEN:
                hidden = "" if mark[1] else name
                yield _Mark(block[at : mark.start()], "", False, "")
            else:
                yield _Mark(block[at : mark.start()], name, bool(mark[1]), mark[3])
            at = mark.end()


@dataclass(slots=True)
class Surveyed:
    """What the first reading learns about one table."""

    around: tuple[int, ...]
    cells: int = 0
    width: int = 0
    in_row: int = 0


def survey(blocks: Iterable[str]) -> list[Surveyed]:
    """The first reading: how large each table is and which stand around it."""
    tables: list[Surveyed] = []
    open_tables: list[int] = []
    for _, name, closing, _ in _marks(blocks):
        if name == "table":
            if not closing:
                if len(tables) == _MOST_TABLES or len(open_tables) == _MOST_DEEP:
                    break
                tables.append(Surveyed(tuple(open_tables)))
                open_tables.append(len(tables) - 1)
            elif open_tables:
                open_tables.pop()
        elif open_tables and not closing:
            table = tables[open_tables[-1]]
            if name == "tr":
                table.in_row = 0
            elif name in ("td", "th"):
                table.cells += 1
                table.in_row += 1
                table.width = max(table.width, table.in_row)
    return tables


def table_rows(tables: Sequence[Surveyed], blocks: Iterable[str]) -> Iterator[list[Row]]:
    """The second reading: blocks of rows.  Raises IntakeError where there is no table."""
    most = max((table.cells for table in tables), default=0)
    if not most:
        raise IntakeError("is_html")
    chosen = next(at for at, table in enumerate(tables) if table.cells == most)
    width, around = tables[chosen].width, set(tables[chosen].around)
    wanted = {
        at
        for at, table in enumerate(tables)
        if at not in around and (at <= chosen or (table.width == width and chosen not in table.around))
    }
    return _Rows(wanted, chosen).read(blocks)


@dataclass(slots=True)
class _Rows:
    """Builds the rows of the tables that are wanted."""

    wanted: set[int]
    chosen: int
    _seen: int = 0
    _loose: deque[str] = field(default_factory=lambda: deque(maxlen=_LOOSE_LINES))
    _line: str = ""
    _begun: bool = False
    _open: list[bool] = field(default_factory=list)
    _row: Row | None = None
    _cell: list[str] | None = None
    _length: int = 0
    _spans: tuple[int, int] = (1, 1)
    _below: dict[int, tuple[int, str]] = field(default_factory=dict)
    _done: list[Row] = field(default_factory=list)

    def read(self, blocks: Iterable[str]) -> Iterator[list[Row]]:
        for mark in _marks(blocks):
            if self._cell is not None and mark.before:
                self._say(mark.before)
            elif not self._begun and self._row is None:
                self._say_above(mark)
            if mark.name:
                self._take(mark)
                if len(self._done) >= _BLOCK_ROWS:
                    yield self._done
                    self._done = []
        self._end_row()
        if self._done:
            yield self._done

    def _take(self, mark: _Mark) -> None:
        if mark.name == "table":
            self._table(mark.closing)
        elif not any(self._open):
            return
        elif not self._open[-1] or mark.name not in ("tr", "td", "th"):
            # A table inside a cell, or a line's end in it.
            if self._cell is not None:
                self._cell.append("\n" if mark.name == "br" or mark.closing else " ")
        elif mark.name == "tr":
            self._end_row()
            if not mark.closing:
                self._row = []
                self._begun |= self._seen > self.chosen
        else:
            self._end_cell()
            if not mark.closing:
                if self._row is None:
                    self._row = []
                self._cell, self._length = [], 0
                self._spans = _spans(mark.attributes) if "span" in mark.attributes.lower() else (1, 1)

    def _table(self, closing: bool) -> None:
        if closing:
            if self._open and self._open.pop():
                self._end_row()
                self._below.clear()
            return
        # Only one at a time is read: a table in a cell is that cell's text.
        wanted = self._seen in self.wanted and not any(self._open)
        self._seen += 1
        self._open.append(wanted)
        del self._open[_MOST_TABLES:]

    def _say(self, text: str) -> None:
        assert self._cell is not None
        if self._length < LONGEST_FIELD:
            self._length += len(text)
            self._cell.append(_SPACES.sub(" ", _ANY_TAG.sub("", text) if "<" in text else text))

    def _say_above(self, mark: _Mark) -> None:
        """Keeps the last lines above the list that are in no row of a table; "계좌번호 :" is no whole one."""
        text = _SPACES.sub(" ", mark.before)
        pieces = [text] if "<" not in text else _ANY_TAG.sub(" ", _LINE_TAG.sub("\n", text)).split("\n")
        for at, piece in enumerate(pieces):
            if at:
                self._end_line()
            if len(self._line) < _LONGEST_LINE:
                self._line += piece[:_LONGEST_LINE]
        if mark.name in _IN_A_LINE:
            self._line += " "
        elif mark.name:
            self._end_line()

    def _end_line(self) -> None:
        line = " ".join(unescape(self._line).split())
        if not line.endswith((":", "：")):
            self._line = ""
            if line:
                self._loose.append(line[:_LONGEST_LINE])

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        text = "".join(self._cell)
        if "&" in text:
            text = unescape(text)
        text = "\n".join(line.strip() for line in text.split("\n")).strip() if "\n" in text else text.strip()
        self._cell = None
        row = self._row
        assert row is not None
        self._fill(row)
        rows, columns = self._spans
        for column in range(columns):
            if len(row) >= _WIDEST:
                break
            if rows > 1:
                self._below[len(row)] = rows - 1, "" if column else text
            row.append("" if column else text)

    def _fill(self, row: Row) -> None:
        """What cells of the rows above put into the next places of this one."""
        while self._below and len(row) in self._below:
            left, text = self._below.pop(len(row))
            if left > 1:
                self._below[len(row)] = left - 1, text
            row.append(text)

    def _end_row(self) -> None:
        self._end_cell()
        row, self._row = self._row, None
        if row is None:
            return
        while self._below and max(self._below) >= len(row):
            self._fill(row)
            if self._below and max(self._below) >= len(row):
                row.append("")
        self._done += [[line] for line in self._loose]
        self._loose.clear()
        self._done.append(row)


def _spans(attributes: str) -> tuple[int, int]:
    rows, columns = 1, 1
    for which, number in _SPAN.findall(attributes):
        if which.lower() == "row":
            rows = min(max(1, int(number)), _LONGEST_SPAN)
        else:
            columns = min(max(1, int(number)), _WIDEST)
    return rows, columns
