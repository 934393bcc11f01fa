"""The first rows of a large .xlsx as a small one, so that looking at a file does not cost reading it.

The library reads a whole sheet before it gives the first row.  Large sheets are therefore cut behind their
first rows, everything else stays as it is; where anything is unusual the whole workbook is taken.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import BinaryIO, NamedTuple

from tui.intake.archives import BROKEN

_WORTH_IT = 2 << 20
_LARGEST_PART = 96 << 20
_HEAD = 1 << 16
_ENOUGH_ROWS = 1_000
_STEP = 1 << 18
_MOST_READ = 16 << 20
_ROW_END = b"</row>"
_NUMBER = re.compile(rb'<row\b[^<>]*?\br="(\d{1,7})"')


class Glimpse(NamedTuple):
    """The small workbook; `heights` guesses how many rows a sheet has whose last row here is the key."""

    book: io.BytesIO
    heights: dict[int, int]


def glimpse(stream: BinaryIO) -> Glimpse | None:
    """The beginning of a workbook that is large; None where it is small or cannot be cut."""
    out = io.BytesIO()
    heights: dict[int, int] = {}
    try:
        with zipfile.ZipFile(stream) as whole, zipfile.ZipFile(out, "w") as small:
            parts = [info for info in whole.infolist() if info.filename.lower().endswith((".xml", ".rels"))]
            if sum(info.file_size for info in parts) < _WORTH_IT:
                return None
            for info in parts:
                content = _part(whole, info, heights)
                if content is None:
                    return None
                small.writestr(info.filename, content)
    except BROKEN:
        return None
    finally:
        stream.seek(0)
    out.seek(0)
    return Glimpse(out, heights) if heights else None


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, heights: dict[int, int]) -> bytes | None:
    """The part, cut where it is a large sheet; None where it is too large for that."""
    with archive.open(info) as opened:
        content = opened.read(_HEAD)
        if b"<sheetData" not in content:
            content += opened.read(_LARGEST_PART)
            return None if len(content) > _LARGEST_PART else content
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
