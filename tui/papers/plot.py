"""A curve that only rises, as lines for a terminal and as an image for a page that prints.

The terminal's is drawn of blocks by hand: a plotting library reckons a Hangul label as one cell a letter.
"""

from __future__ import annotations

import unicodedata
from html import escape

from tui.papers.report_paper import Curve

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_LEAST_WIDTH = 12


def plot_lines(curve: Curve, width: int, height: int) -> list[str]:
    """`height` lines of at most `width` cells: counts on the left, the area below the curve, times below."""
    margin = len(f"{curve.whole:,}") + 1
    columns, rows = max(_LEAST_WIDTH, width - margin - 1), max(1, height - 2)
    levels = [
        curve.reached(curve.minutes * (column + 1) / columns) * rows * 8 // max(1, curve.whole)
        for column in range(columns)
    ]
    lines = []
    for row in range(rows - 1, -1, -1):
        label = {rows - 1: f"{curve.whole:,}", rows // 2: f"{curve.whole // 2:,}"}.get(row, "")
        cells = "".join(_EIGHTHS[min(8, max(0, level - row * 8))] for level in levels)
        lines.append(f"{label:>{margin - 1}} │{cells}".rstrip())
    return [*lines, f"{0:>{margin - 1}} └" + "─" * columns, _time_axis(curve, margin + 1, columns)]


def _time_axis(curve: Curve, margin: int, columns: int) -> str:
    """The marks below their minutes, those left out for which there is no room."""
    line = " " * margin
    for minute, label in curve.marks:
        place = margin + minute * (columns - 1) // curve.minutes
        start = min(place, margin + columns - _cells(label))
        if start >= _cells(line) + (2 if line.strip() else 0) or not line.strip():
            line += " " * (start - _cells(line)) + label
    return line


def _cells(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in text)


_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 700, 12, 236


def plot_svg(curve: Curve, title: str) -> str:
    """The curve as an image within a page; it says in words what it shows."""

    def across(minute: float) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * minute / curve.minutes, 1)

    def up(count: float) -> float:
        return round(_BOTTOM - (_BOTTOM - _TOP) * count / curve.whole, 1)

    path = [f"M{_LEFT},{up(0)}"]
    for minute, count in curve.steps:
        path.append(f"H{across(minute)}V{up(count)}")
    path.append(f"H{_RIGHT}")
    lines, labels = [], []
    for count in sorted({0, curve.whole // 4, curve.whole // 2, curve.whole * 3 // 4, curve.whole}):
        lines.append(f"M{_LEFT},{up(count)}H{_RIGHT}")
        labels.append(f'<text x="{_LEFT - 6}" y="{up(count) + 4}" text-anchor="end">{count:,}</text>')
    for at, (minute, label) in enumerate(curve.marks):
        anchor = "start" if at == 0 else "end" if at == len(curve.marks) - 1 else "middle"
        lines.append(f"M{across(minute)},{_BOTTOM}v5")
        labels.append(
            f'<text x="{across(minute)}" y="{_BOTTOM + 20}" text-anchor="{anchor}">{escape(label)}</text>'
        )
    return (
        f'<svg viewBox="0 0 712 264" role="img" aria-labelledby="plot-title plot-about">'
        f'<title id="plot-title">{escape(title)}</title><desc id="plot-about">{escape(curve.about)}</desc>'
        f'<path class="grid" d="{"".join(lines)}"/>'
        f'<path class="area" d="{"".join(path)}V{up(0)}Z"/><path class="curve" d="{"".join(path)}"/>'
        f'<g class="labels" aria-hidden="true">{"".join(labels)}</g></svg>'
    )
