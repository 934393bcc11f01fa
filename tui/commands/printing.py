"""Standard output: tables for people, in terminal cells, and the one JSON document for programs."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Sequence

from tui.domain.cleaning import clean_line

# Written as they are, these could steer a terminal or reorder what it shows; JSON can spell them.
_STEERING = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


WIDEST = 40
"""Cells that a column of a table takes at most."""


def print_json(document: object) -> None:
    """One document in UTF-8, one line per item.  What a terminal could obey is an escape, losing nothing."""
    text = _lines(document)
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8")
    print(_STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def _lines(document: object) -> str:
    """The outermost list or object broken into lines; json's own `indent` would be several times slower."""
    write = json.JSONEncoder(ensure_ascii=False).encode
    if isinstance(document, list) and document:
        return "[\n" + ",\n".join(map(write, document)) + "\n]"
    if isinstance(document, dict) and document:
        return "{\n" + ",\n".join(f"{write(key)}: {write(value)}" for key, value in document.items()) + "\n}"
    return write(document)


def cells(text: str) -> int:
    """How many terminal cells a cleaned line takes."""
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def pad(text: str, width: int, right: bool = False) -> str:
    gap = " " * max(0, width - cells(text))
    return gap + text if right else text + gap


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells, with … where something was left out."""
    if cells(text) <= width:
        return text
    kept = ""
    for character in text:
        if cells(kept + character) > width - 1:
            break
        kept += character
    return kept + "…"


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """Columns as wide as their widest cell, at most WIDEST cells; the columns in `right` end flush."""
    for line in table_lines(header, rows, right):
        print(line)


def table_lines(header: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """The lines of that table, the header's first."""
    lines = [[cut(clean_line(cell), WIDEST) for cell in row] for row in (header, *rows)]
    widths = [max(cells(line[column]) for line in lines) for column in range(len(header))]
    return [
        "  ".join(pad(cell, widths[column], column in right) for column, cell in enumerate(line)).rstrip()
        for line in lines
    ]
