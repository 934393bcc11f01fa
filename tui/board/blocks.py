"""Numbers in figures that are read from across a room: bold blocks, as large as the place allows."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

# Each figure is 3 × 5 squares, row by row; a square is `size` cells wide and `size` half lines high.
_FIGURES = {
    "0": "███ █▫█ █▫█ █▫█ ███",
    "1": "▫█▫ ██▫ ▫█▫ ▫█▫ ███",
    "2": "███ ▫▫█ ███ █▫▫ ███",
    "3": "███ ▫▫█ ███ ▫▫█ ███",
    "4": "█▫█ █▫█ ███ ▫▫█ ▫▫█",
    "5": "███ █▫▫ ███ ▫▫█ ███",
    "6": "███ █▫▫ ███ █▫█ ███",
    "7": "███ ▫▫█ ▫▫█ ▫▫█ ▫▫█",
    "8": "███ █▫█ ███ █▫█ ███",
    "9": "███ █▫█ ███ ▫▫█ ███",
    "A": "▫█▫ █▫█ ███ █▫█ █▫█",
    "B": "██▫ █▫█ ██▫ █▫█ ██▫",
    "C": "▫██ █▫▫ █▫▫ █▫▫ ▫██",
    "D": "██▫ █▫█ █▫█ █▫█ ██▫",
    "E": "███ █▫▫ ██▫ █▫▫ ███",
    "F": "███ █▫▫ ██▫ █▫▫ █▫▫",
    "-": "▫▫▫ ▫▫▫ ███ ▫▫▫ ▫▫▫",
}
_WIDE, _HIGH = 3, 5
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def can_draw(text: str) -> bool:
    return bool(text) and all(character in _FIGURES for character in text.upper())


def size_of(length: int, size: int) -> tuple[int, int]:
    """(cells, lines) of a text of `length` figures whose squares are `size` cells wide."""
    return size * (length * (_WIDE + 1) - 1), -(-size * _HIGH // 2)


@lru_cache(256)
def blocks(text: str, size: int) -> tuple[str, ...]:
    """`text` as lines of equal width, of squares `size` cells wide; only texts that can_draw() allows."""
    rows = ["".join(_row(text, row, size)).removesuffix(" " * size) for row in range(_HIGH)]
    halves = [row for row in rows for _ in range(size)]
    if len(halves) % 2:
        halves.append(" " * len(halves[0]))
    return tuple(
        "".join(_HALVES[upper != " ", lower != " "] for upper, lower in zip(*pair, strict=True))
        for pair in zip(halves[::2], halves[1::2], strict=True)
    )


def _row(text: str, row: int, size: int) -> list[str]:
    """The squares of one row, an empty one behind each figure."""
    squares = "".join(_FIGURES[character].split()[row] + "▫" for character in text.upper())
    return [("█" if square == "█" else " ") * size for square in squares]


def coloured(row: str, style: str) -> list[tuple[str, str]]:
    """A line of blocks in pieces: what is full stands on its own colour, so that no font leaves gaps."""
    runs = groupby(row, key="█".__eq__)
    return [("".join(run), f"block-{style}" if full else style) for full, run in runs]


def largest(length: int, width: int, height: int) -> int:
    """The largest size in which `length` figures fit; 0 where not even the smallest does."""
    size = 0
    while True:
        wide, high = size_of(length, size + 1)
        if wide > width or high > height:
            return size
        size += 1
