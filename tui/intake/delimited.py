"""Comma, tab and semicolon separated text → rows, with a row of cells for every row a spreadsheet would show.

The trap is the quote that is never closed (`"12인치 …`): the csv module would swallow the rows that follow
into one cell.  A row that spans lines is therefore looked at twice, and if the lines it swallowed look like
rows, its quote is taken for an ordinary character and the lines are read again.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO

from tui.intake.rows import Row

DELIMITERS = (",", "\t", ";", "|")
LONGEST_FIELD = 1 << 20
_SAMPLE_LINES = 60

csv.field_size_limit(LONGEST_FIELD)

_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")


def find_delimiter(text: str) -> str:
    """The separator under which the first lines fall into rows of one same width above 1."""
    lines = text.splitlines()[:_SAMPLE_LINES]
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths: dict[int, int] = {}
        for row in _sample_rows(lines, delimiter):
            if len(row) > 1:
                widths[len(row)] = widths.get(len(row), 0) + 1
        # Rows of the same width count each as much as they are wide, but width beyond a few says no more.
        score = max((count * min(width, 6) for width, count in widths.items()), default=0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _sample_rows(lines: list[str], delimiter: str) -> Iterator[Row]:
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        return


class DelimitedRows:
    """Rows from blocks of text, a list for each block.  `width` may be set once the header is known."""

    def __init__(self, blocks: Iterable[str], delimiter: str) -> None:
        self.delimiter = delimiter
        self.width = 0
        self._blocks = iter(blocks)
        self._again: list[str] = []

    def __iter__(self) -> Iterator[list[Row]]:
        for text in self._blocks:
            if '"' not in text:
                yield self._plain(text)
            elif '="' in text:
                yield [[_unwrapped(cell) for cell in row] for row in self._quoted(text)]
            else:
                yield self._quoted(text)

    def _plain(self, text: str) -> list[Row]:
        """A block without any quote: every line is a row."""
        try:
            return list(csv.reader(StringIO(text, newline=""), delimiter=self.delimiter))
        except csv.Error:
            return [_split(line, self.delimiter) for line in StringIO(text, newline="")]

    def _quoted(self, text: str) -> list[Row]:
        """A block with quotes, and as many more as a quote left open at its end needs."""
        reader = csv.reader(StringIO(text, newline=""), delimiter=self.delimiter, strict=True)
        try:
            rows = list(reader)
        except csv.Error:
            return self._carefully(text)
        return rows if reader.line_num == len(rows) else self._carefully(text)

    def _carefully(self, text: str) -> list[Row]:
        feed = _Feed(text, self._blocks)
        rows: list[Row] = []
        while True:
            reader = csv.reader(feed, delimiter=self.delimiter, strict=True)
            seen = 0
            try:
                for row in reader:
                    if reader.line_num - seen > 1 and self._swallowed(feed.taken):
                        raise csv.Error
                    seen = reader.line_num
                    rows.append(row)
                    feed.taken.clear()
                    if feed.at_block_end:
                        return rows
                return rows
            except csv.Error:
                rows.append(self._first_line(feed))
                if feed.at_block_end:
                    return rows

    def _first_line(self, feed: _Feed) -> Row:
        """Gives the lines of a failed row back to the feed and reads only the first, as well as can be."""
        lines = feed.taken.copy()
        feed.give_back(lines[1:])
        line = lines[0] if lines else ""
        if line.count('"') % 2 == 0 and len(line) < LONGEST_FIELD:
            try:
                rows = list(csv.reader([line], delimiter=self.delimiter))
            except csv.Error:
                rows = []
            if len(rows) == 1 and (not self.width or len(rows[0]) == self.width):
                return rows[0]
        return _split(line, self.delimiter)

    def _swallowed(self, lines: list[str]) -> bool:
        """Whether a row that spans `lines` is several rows behind a quote that was never closed."""
        if self.width < 3:
            return False
        shapes = [self._shape(line) for line in lines]
        if not shapes[0][1]:
            return False
        first_whole = shapes[0][0] == self.width
        for index, (width, shape) in enumerate(shapes[1:], 1):
            inner = index < len(shapes) - 1
            if width == self.width and shape == shapes[0][1] and (inner or first_whole):
                return True
        return False

    def _shape(self, line: str) -> tuple[int, str]:
        """How many cells a line would have alone, and the shape of its first: "A-1023" → "a-9"."""
        cells = line.rstrip("\r\n").split(self.delimiter)
        return len(cells), _LETTERS.sub("a", _DIGITS.sub("9", cells[0].strip('" ')))


class _Feed:
    """Lines of one block, then of the next; `taken` are those given out since it was last cleared."""

    def __init__(self, text: str, blocks: Iterator[str]) -> None:
        self.taken: list[str] = []
        self._blocks = blocks
        self._lines: list[str] = []
        self._load(text)

    def _load(self, text: str) -> None:
        self._lines = list(StringIO(text, newline=""))
        self._lines.reverse()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if not self._lines:
            text = next(self._blocks, None)
            if text is None:
                raise StopIteration
            self._load(text)
        line = self._lines.pop()
        self.taken.append(line)
        return line

    def give_back(self, lines: list[str]) -> None:
        self._lines.extend(reversed(lines))
        self.taken.clear()

    @property
    def at_block_end(self) -> bool:
        return not self._lines


def _unwrapped(cell: str) -> str:
    """="010-1234-5678", which sites write so that Excel keeps the zero, is the text inside."""
    return cell[2:-1] if len(cell) > 2 and cell.startswith('="') and cell.endswith('"') else cell


def _split(line: str, delimiter: str) -> Row:
    """A line without any meaning of quotes, but for those that enclose a whole cell."""
    cells = line.rstrip("\r\n").split(delimiter)
    return [cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell for cell in cells]
