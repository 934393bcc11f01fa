"""Single cells → values.  Every function takes any text whatever and never raises."""

from __future__ import annotations

import re
from collections.abc import Callable

from tui.domain.cleaning import clean, clean_line

CELL_LIMIT = 500
NAME_LIMIT = 80
RAW_LIMIT = 120
SHORT_NUMBER = 4
"""Digits at most of an order's number that begins again every day, as a till's does."""

# What nearly all cells consist of; `clean` has nothing to do there.
_ordinary = re.compile(r"[ -~가-힣ㄱ-ㅎㅏ-ㅣ]*").fullmatch
_ordinary_lines = re.compile(r"[ -~가-힣ㄱ-ㅎㅏ-ㅣ\n]*").fullmatch
_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
_FLOAT = re.compile(r"\d+\.0+")
_HONORIFIC = re.compile(r"(?<=[가-힣])\s*(?:고객님|손님|님)$")
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")
_HANDLE = re.compile(
    r"(?:https?://)?(?:www\.)?(?:instagram\.com/|ig\.me/m/)([A-Za-z0-9._]{1,30})(?![A-Za-z0-9._])"
    r"|(?<![A-Za-z0-9._@])@?([A-Za-z0-9_](?:[A-Za-z0-9._]{0,28}[A-Za-z0-9_])?)(?![A-Za-z0-9._@])",
    re.I,
)
NOTHING = frozenset(
    {"", "-", "--", "—", "없음", "n/a", "N/A", "#N/A", "null", "NULL", "none", "None", ".", "x", "X"}
)


def tidy(cell: str) -> str:
    """A cell of one line: clean, without spaces at its ends."""
    if len(cell) <= CELL_LIMIT and _ordinary(cell) and "  " not in cell:
        return cell.strip()
    return clean_line(cell, CELL_LIMIT)


def tidy_all(cells: list[str], each: Callable[[str], str] = tidy) -> list[str]:
    """The same for many cells: `tidy`, or `tidy_text`, of each."""
    lines = "\n" + "\n".join(cells) + "\n"
    if (
        _ordinary_lines(lines)
        and lines.count("\n") == len(cells) + 1
        and not any(spaces in lines for spaces in ("  ", "\n ", " \n"))
        and len(max(cells, key=len, default="")) <= CELL_LIMIT
    ):
        return cells
    return list(map(each, cells))


def tidy_text(cell: str) -> str:
    """A cell that may have several lines."""
    if len(cell) <= CELL_LIMIT and _ordinary(cell) and "  " not in cell:
        return cell.strip()
    return clean(cell, CELL_LIMIT)


def raw_cell(cell: str) -> str:
    """A cell as the file wrote it, fit to be shown and kept."""
    return clean_line(cell, RAW_LIMIT)


def read_name(cell: str) -> str:
    """A person's name without 님 behind it."""
    name = cell if len(cell) <= NAME_LIMIT else clean_line(cell, NAME_LIMIT)
    if name.endswith("님"):
        name = _HONORIFIC.sub("", name)
    return "" if name in NOTHING else name


def is_short(number: str) -> bool:
    """Whether an order's number is none, or one of those that begin again every day or on every sheet."""
    return not number or (len(number) <= SHORT_NUMBER and number.isdecimal())


def read_number(cell: str) -> tuple[str, bool]:
    """(an order number from a tidy cell, whether a spreadsheet rounded its digits away: then it is "")."""
    if not cell:
        return "", False
    number = cell.lstrip("'").strip() if cell[0] == "'" else cell
    if number in NOTHING:
        return "", False
    if "." not in number and "+" not in number:
        return number, False
    if _ROUNDED.fullmatch(number):
        return "", True
    if _FLOAT.fullmatch(number):
        number = number.split(".")[0]
    return number, False


def read_email(cell: str) -> tuple[str, bool]:
    """(the first address in the cell or "", whether something is there that is no address)."""
    if cell in NOTHING:
        return "", False
    found = _EMAIL.search(cell)
    return (found[0], False) if found else ("", True)


def read_handle(cell: str) -> tuple[str, bool]:
    """(an Instagram handle without @, in small letters, or "", whether something is there that is none)."""
    if cell in NOTHING:
        return "", False
    found = _HANDLE.search(cell)
    handle = (found[1] or found[2]) if found else ""
    return (handle.lower(), False) if handle and ".." not in handle else ("", True)
