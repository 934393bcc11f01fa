"""The first rows of a large .xlsx as a small one, so that looking at a file does not cost reading it.

The library reads a whole sheet, and all texts of the workbook, before it gives the first row.  Large sheets
are therefore cut behind their first rows, and the texts behind the last that those rows show; everything else
stays as it is, and where anything is unusual the whole workbook is taken.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO, BinaryIO, NamedTuple

from tui.intake.archives import BROKEN

_WORTH_IT = 2 << 20
_LARGEST_PART = 96 << 20
_HEAD = 1 << 16
_ENOUGH_ROWS = 1_000
_STEP = 1 << 18
_MOST_READ = 16 << 20
_ROW_END = b"</row>"
_NUMBER = re.compile(rb'<row\b[^<>]*?\br="(\d{1,7})"')
_TEXTS = "xl/sharedstrings.xml"
"""The part with the texts of all sheets, in small letters; cells name them by their place in it."""
_TEXT_END = b"</si>"
_SHOWN = re.compile(rb't="s"[^<>]*>\s*<v>(\d{1,9})</v>')


class Glimpse(NamedTuple):
    """The small workbook; `heights` guesses how many rows a sheet has whose last row here is the key."""

    book: io.BytesIO
    heights: dict[int, int]


def glimpse(stream: BinaryIO) -> Glimpse | None:
    """The beginning of a workbook that is large; None where it is small or cannot be cut."""
    out = io.BytesIO()
    heights: dict[int, int] = {}
    shown: int | None = 0
    try:
        with zipfile.ZipFile(stream) as whole, zipfile.ZipFile(out, "w") as small:
            parts = [info for info in whole.infolist() if info.filename.lower().endswith((".xml", ".rels"))]
            if sum(info.file_size for info in parts) < _WORTH_IT:
                return None
            # The texts last: how many of them are enough is said by the sheets.
            for info in sorted(parts, key=lambda info: info.filename.lower() == _TEXTS):
                with whole.open(info) as opened:
                    if info.filename.lower() == _TEXTS:
                        content = _texts(opened, shown)
                    else:
                        content = _part(opened, info, heights)
                if content is None:
                    return None
                small.writestr(info.filename, content)
                shown = _texts_shown(content, shown)
    except BROKEN:
        return None
    finally:
        stream.seek(0)
    out.seek(0)
    return Glimpse(out, heights) if heights else None


def _part(opened: IO[bytes], info: zipfile.ZipInfo, heights: dict[int, int]) -> bytes | None:
    """The part, cut where it is a large sheet; None where it is too large for that."""
    content = opened.read(_HEAD)
    if b"<sheetData" not in content:
        return _whole(opened, content)
    rows = content.count(_ROW_END)
    while rows < _ENOUGH_ROWS:
        more = opened.read(_STEP)
        if not more:
            return content
        content += more
        rows = content.count(_ROW_END)
        if len(content) > _MOST_READ:
            return None
    end = content.rfind(_ROW_END) + len(_ROW_END)
    last = _NUMBER.findall(content, max(0, content.rfind(b"<row", 0, end)), end)
    number = int(last[-1]) if last else rows
    heights[number] = max(number, number * info.file_size // end)
    return content[:end] + b"</sheetData></worksheet>"


def _texts(opened: IO[bytes], enough: int | None) -> bytes | None:
    """At least the first `enough` texts, all where that is None; None where they are too large."""
    content = opened.read(_HEAD)
    if enough is None or b"<sst" not in content:
        return _whole(opened, content)
    while content.count(_TEXT_END) < max(enough, 1):
        more = opened.read(_STEP)
        if not more:
            return content
        content += more
        if len(content) > _LARGEST_PART:
            return None
    if b"<!" in content:  # a comment or the like, in which the end of a text may be none
        return _whole(opened, content)
    return content[: content.rfind(_TEXT_END) + len(_TEXT_END)] + b"</sst>"


def _whole(opened: IO[bytes], content: bytes) -> bytes | None:
    """The part whose beginning has been read already, to its end; None where it is too large."""
    content += opened.read(_LARGEST_PART)
    return None if len(content) > _LARGEST_PART else content


def _texts_shown(content: bytes, before: int | None) -> int | None:
    """How many texts from the first one on the cells of this part and those `before` name.

    None where a cell that names one may be written in a way that is not known here.
    """
    shown, close = _SHOWN.findall(content), content.translate(None, b" \t\r\n")
    if before is None or len(shown) < close.count(b't="s"') + close.count(b"t='s'"):
        return None
    return max(before, 1 + max(map(int, shown), default=-1))
