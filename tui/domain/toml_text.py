"""Where things stand in a TOML text, which tomllib does not tell, and what is wrong where it is none."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

_BARE = r"[A-Za-z0-9_-]+"
_PART = rf"(?:{_BARE}|\"[^\"\n]*\"|'[^'\n]*')"
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]\]?")
_ENTRY = re.compile(rf"\s*({_DOTTED})\s*=")
_PARTS = re.compile(rf"({_BARE})|\"([^\"\n]*)\"|'([^'\n]*)'")


def lines_of(text: str) -> dict[tuple[str, ...], int]:
    """The line, from 1, on which each key and table stands.  The text is already known to be good TOML."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            table = _split(header[1])
            lines.setdefault(table, number)
        elif entry := _ENTRY.match(line):
            lines.setdefault((*table, *_split(entry[1])), number)
    return lines


def _split(dotted: str) -> tuple[str, ...]:
    return tuple(bare or double or single for bare, double, single in _PARTS.findall(dotted))


def line_of(lines: Mapping[tuple[str, ...], int], path: tuple[str, ...]) -> int:
    """The key's line, or the first below it, or that of the table around it (a key in an inline table)."""
    inside = [line for name, line in lines.items() if name[: len(path)] == path]
    if inside:
        return min(inside)
    for length in range(len(path) - 1, 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


_AT = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)\s*$")
# What tomllib says, and the sentence it gets here.  Anything else is "syntax".
_SYNTAX = (
    ("Cannot overwrite a value", "syntax_twice"),
    ("Cannot declare", "syntax_twice"),
    ("Cannot redefine", "syntax_twice"),
    ("Duplicate", "syntax_twice"),
    ("Expected '=' after a key", "syntax_no_equals"),
    ("Unterminated", "syntax_unclosed"),
    ("Unclosed", "syntax_unclosed"),
    ("Illegal character", "syntax_unclosed"),
    ("Expected ']'", "syntax_unclosed"),
    ("Invalid value", "syntax_value"),
    ("Expected newline", "syntax_rest"),
)


def syntax_mistake(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, str, str]:
    """Where `text` is no TOML and why: the line, from 1, the code of `policy.CODE`, what stands there."""
    message = str(error)
    where = _AT.search(message)
    last = text.count("\n", 0, len(text.rstrip())) + 1
    line = int(where[1]) if where and where[1] else last
    code = next((code for beginning, code in _SYNTAX if message.startswith(beginning)), "syntax")
    written = text.split("\n")[min(line, text.count("\n") + 1) - 1].strip()
    return line, code, short(written)


def short(text: str) -> str:
    """A text as its writer would recognise it, on one line of at most 40 characters."""
    printable = "".join(each if each.isprintable() else "?" for each in text)
    return printable if len(printable) <= 40 else printable[:39] + "…"
