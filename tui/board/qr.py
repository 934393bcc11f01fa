"""QR codes in terminal cells, two squares to a cell by half blocks.

A code must be dark on light whatever the theme, with a quiet zone of four squares, or phones do not read
it: draw `Picture.lines` in DARK on LIGHT and nothing else.  The size is known without making the code, so
that a screen can decide first whether there is room.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

DARK = "#000000"
LIGHT = "#ffffff"
QUIET = 4
SMALLEST = 29
"""Columns of the smallest code, quiet zone included."""
# Bytes that fit at the lowest error correction, by version (ISO/IEC 18004 table 7).
_CAPACITY = (
    *(17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792, 858),
    *(929, 1003, 1091, 1171, 1273, 1367, 1465, 1528, 1628, 1732),
    *(1840, 1952, 2068, 2188, 2303, 2431, 2563, 2699, 2809, 2953),
)


class Picture(NamedTuple):
    """`lines` of equal width in half blocks, the quiet zone included."""

    lines: tuple[str, ...]
    width: int
    height: int


def cells(data: str) -> tuple[int, int] | None:
    """Columns and rows that the code of `data` takes; None where it is more than any code holds."""
    length = len(data.encode("utf-8", "replace"))
    for index, capacity in enumerate(_CAPACITY):
        if length <= capacity:
            squares = 21 + 4 * index + 2 * QUIET
            return squares, (squares + 1) // 2
    return None


def fits(data: str, width: int, height: int) -> bool:
    """Whether the code of `data` has room in `width` columns and `height` rows."""
    size = cells(data)
    return bool(data) and size is not None and size[0] <= width and size[1] <= height


@lru_cache(maxsize=64)
def picture(data: str) -> Picture:
    """The code of `data`.  ValueError where it is empty or more than any code holds."""
    if not data or cells(data) is None:
        raise ValueError(len(data))
    import segno

    # Error correction is raised as far as the same size allows.  No micro codes: phones do not read them.
    # Always bytes, so that the size is the one foretold.
    text = data.encode("utf-8", "replace").decode()
    code = segno.make(text, error="l", boost_error=True, micro=False, mode="byte", encoding="utf-8")
    rows = [bytes(row) for row in code.matrix_iter(border=QUIET)]
    if len(rows) % 2:
        rows.append(bytes(len(rows[0])))
    lines = tuple(
        "".join(" ▄▀█"[2 * upper + lower] for upper, lower in zip(above, below, strict=True))
        for above, below in zip(rows[::2], rows[1::2], strict=True)
    )
    return Picture(lines, len(lines[0]), len(lines))
