"""Numbers three lines high, to be read from the phone in one's hand."""

from __future__ import annotations

_GLYPHS = {
    "0": ("╭─╮", "│ │", "╰─╯"),
    "1": ("╶╮ ", " │ ", "╶┴╴"),
    "2": ("╶─╮", "┌─┘", "╰─╴"),
    "3": ("╶─╮", " ─┤", "╶─╯"),
    "4": ("╷ ╷", "╰─┤", "  ╵"),
    "5": ("╭─╴", "╰─╮", "╶─╯"),
    "6": ("╭─╴", "├─╮", "╰─╯"),
    "7": ("╶─┐", "  │", "  ╵"),
    "8": ("╭─╮", "├─┤", "╰─╯"),
    "9": ("╭─╮", "╰─┤", "╶─╯"),
    "+": ("   ", "╶┼╴", "   "),
    "-": ("  ", "──", "  "),
    " ": ("  ", "  ", "  "),
}


def large(text: str) -> tuple[str, str, str] | None:
    """`text` of digits, "+", "-" and spaces as three lines of equal width; None for any other character."""
    if not text or any(character not in _GLYPHS for character in text):
        return None
    first, second, third = (" ".join(_GLYPHS[character][row] for character in text) for row in range(3))
    return first, second, third
