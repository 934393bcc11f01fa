"""A workbook in the XML of Excel 2003 ("XML Spreadsheet", called .xls or .xml) → rows of texts.

Read as a stream.  A document that declares entities is refused: no spreadsheet does, and bombs are made so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import BinaryIO
from xml.parsers import expat

from tui.intake.delimited import LONGEST_FIELD
from tui.intake.plan import IntakeError
from tui.intake.rows import Row
from tui.intake.texts import TextBlocks
from tui.intake.workbooks import cell_text

_BLOCK_ROWS = 2_000
_WIDEST = 1_000
_LAST_ROW = 1 << 20
_SHEET = re.compile(
    r"<(?:\w{1,20}:)?Worksheet\b[^<>]{0,2000}?\b(?:\w{1,20}:)?Name\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')"
    r"|Sheet(?:Very)?(?P<hidden>Hidden)</(?:\w{1,20}:)?Visible>"
)
_MIDNIGHT = "T00:00:00"
_NO_DAY = ("1899-12-31T", "1899-12-30T")


class XmlWorkbook:
    """The sheets of the workbook, and the rows of one of them."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._encoding = encoding
        names: list[str] = []
        hidden: list[str] = []
        for found in (each for text in self._texts() for each in _SHEET.finditer(text)):
            if found["hidden"]:  # said behind the rows of the sheet
                hidden += names[-1:]
            else:
                names.append(unescape(found[1] or found[2] or ""))
        self.sheets: tuple[str, ...] = tuple(dict.fromkeys(names))
        self.hidden = frozenset(hidden)
        if not self.sheets:
            raise IntakeError("no_rows")

    def _texts(self) -> TextBlocks:
        self._stream.seek(0)
        return TextBlocks(self._stream, self._encoding, ">")

    def rows(self, sheet: str) -> tuple[Iterator[list[Row]], int]:
        """(blocks of rows of `sheet`, 0: nobody knows how many).  Raises IntakeError."""
        if sheet not in self.sheets:
            raise IntakeError("no_sheet", sheet=sheet)
        return self._read(sheet), 0

    def _read(self, sheet: str) -> Iterator[list[Row]]:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        handler = _Handler(sheet)
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.text
        parser.EntityDeclHandler = _refuse
        try:
            for text in self._texts():
                parser.Parse(text)
                while len(handler.rows) >= _BLOCK_ROWS:
                    yield handler.rows[:_BLOCK_ROWS]
                    del handler.rows[:_BLOCK_ROWS]
                if handler.over:
                    break
            else:
                parser.Parse("", True)
        except (expat.ExpatError, ValueError):
            raise IntakeError("damaged") from None
        if handler.rows:
            yield handler.rows


def _refuse(*_: object) -> None:
    raise IntakeError("damaged")


class _Handler:
    """Collects the rows of one sheet."""

    def __init__(self, sheet: str) -> None:
        self.rows: list[Row] = []
        self.over = False
        self._sheet = sheet
        self._inside = False
        self._number = 0
        self._row: Row | None = None
        self._data: list[str] | None = None
        self._length = 0
        self._type = ""
        self._across = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "Worksheet":
            self._inside = _attribute(attributes, "Name") == self._sheet and not self.over
        elif not self._inside:
            return
        elif name == "Row":
            number = min(_number(attributes, "Index"), _LAST_ROW)
            self.rows += ([] for _ in range(number - 1 - self._number))
            self._number = max(self._number + 1, number)
            self._row = []
        elif name == "Cell" and self._row is not None:
            before = min(_number(attributes, "Index"), _WIDEST) - 1 - len(self._row)
            self._row += [""] * before
            self._across = min(_number(attributes, "MergeAcross"), _WIDEST)
            self._row.append("")
        elif name == "Data":
            self._data, self._length, self._type = [], 0, _attribute(attributes, "Type")

    def text(self, text: str) -> None:
        if self._data is not None and self._length < LONGEST_FIELD:
            self._length += len(text)
            self._data.append(text)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "Worksheet":
            self.over = self.over or self._inside
            self._inside = False
        elif name == "Data":
            if self._row and self._data is not None:
                self._row[-1] = _value("".join(self._data), self._type)
            self._data = None
        elif self._row is None:
            return
        elif name == "Cell":
            if len(self._row) < _WIDEST:
                self._row += [""] * self._across
            self._across = 0
        elif name == "Row":
            self.rows.append(self._row)
            self._row = None


def _attribute(attributes: dict[str, str], name: str) -> str:
    for key, value in attributes.items():
        if key.rpartition(":")[2] == name:
            return value
    return ""


def _number(attributes: dict[str, str], name: str) -> int:
    text = _attribute(attributes, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _value(text: str, kind: str) -> str:
    if kind == "Number":
        try:
            return cell_text(float(text))
        except (ValueError, OverflowError):
            return text
    if kind == "DateTime":
        moment = text.partition(".")[0]
        if moment.startswith(_NO_DAY):
            return moment[11:].removesuffix(":00")
        return moment.removesuffix(_MIDNIGHT).replace("T", " ").removesuffix(":00")
    if kind == "Boolean":
        return "Y" if text == "1" else "N"
    return "" if kind == "Error" else text
