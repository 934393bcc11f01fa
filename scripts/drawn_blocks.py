"""Blocks and lines of a drawn screen as shapes: fonts for Hangul give them other widths than a cell.

A QR code, figures that a room can read, bars and frames then look in a picture as they do on a terminal.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from rich.cells import cell_len

CELL, LINE, TOP = 12.2, 24.4, 1.5
"""Width and height of a cell in Rich's drawing, and where its first line begins."""

Shape = tuple[float, float, float, float]
"""Left, top, width and height in eighths of a cell."""

_EIGHTHS_UP: dict[str, Shape] = {character: (0, 8 - at, 8, at) for at, character in enumerate("▁▂▃▄▅▆▇█", 1)}
_EIGHTHS_RIGHT: dict[str, Shape] = {character: (0, 0, 8 - at, 8) for at, character in enumerate("▉▊▋▌▍▎▏", 1)}
_HALVES: dict[str, Shape] = {"▀": (0, 0, 8, 4), "▐": (4, 0, 4, 8), "▔": (0, 0, 8, 1), "▕": (7, 0, 1, 8)}
_ARMS: dict[str, Shape] = {
    "LEFT": (0, 3.75, 4.5, 0.5),
    "RIGHT": (3.5, 3.75, 4.5, 0.5),
    "UP": (3.5, 0, 1, 4.25),
    "DOWN": (3.5, 3.75, 1, 4.25),
    "HORIZONTAL": (0, 3.75, 8, 0.5),
    "VERTICAL": (3.5, 0, 1, 8),
}
"""What the names of the characters in Unicode call their lines."""


def _lines() -> Iterator[tuple[str, tuple[Shape, ...]]]:
    for code in range(0x2500, 0x2580):
        named = unicodedata.name(chr(code)).removeprefix("BOX DRAWINGS LIGHT ").removeprefix("ARC ").split()
        if _ARMS.keys() >= {*named} - {"AND"}:
            yield chr(code), tuple(_ARMS[word] for word in named if word != "AND")


_SHAPES = {one: (shape,) for one, shape in (_EIGHTHS_UP | _EIGHTHS_RIGHT | _HALVES).items()} | dict(_lines())
"""character → its rectangles."""
_TEXT = re.compile(
    r'<text class="(?P<look>[\w-]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="[\d.]+"'
    r' clip-path="url\(#(?P<clip>[\w-]+?-line-(?P<line>\d+))\)">(?P<text>[^<]*)</text>'
)


def measured(svg: str) -> str:
    """Every text of a drawing with the length of its cells (Rich counts characters, and Hangul takes two
    cells each), and with shapes in the place of blocks and lines."""
    return _TEXT.sub(lambda found: "".join(_pieces(found)), svg)


def _pieces(found: re.Match[str]) -> Iterator[str]:
    x, top = float(found["x"]), TOP + int(found["line"]) * LINE
    for is_drawn, run in groupby(html.unescape(found["text"]), _SHAPES.__contains__):
        piece = "".join(run)
        length = cell_len(piece) * CELL
        if is_drawn:
            path = "".join(_path(character, x + at * CELL, top) for at, character in enumerate(piece))
            yield f'<path class="{found["look"]}" d="{path}" shape-rendering="crispEdges"/>'
        elif piece.strip():
            yield (
                f'<text class="{found["look"]}" x="{x:g}" y="{found["y"]}" textLength="{length:.1f}"'
                f' clip-path="url(#{found["clip"]})">{_escaped(piece)}</text>'
            )
        x += length


def _path(character: str, x: float, y: float) -> str:
    return "".join(
        f"M{x + left * CELL / 8:.2f} {y + top * LINE / 8:.2f}"
        f"h{width * CELL / 8:.2f}v{height * LINE / 8:.2f}h-{width * CELL / 8:.2f}z"
        for left, top, width, height in _SHAPES[character]
    )


def _escaped(text: str) -> str:
    """As Rich writes it: a blank that is not drawn together with the next."""
    return html.escape(text).replace(" ", "&#160;").replace("\xa0", "&#160;")
