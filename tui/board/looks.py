"""How pieces of text look: a few named styles for dark screens, light ones and the terminal's own colours.

Chosen by hand for contrast, and kept out of the style sheet: Textual would work out each of them anew for
every widget before the first picture.
"""

from __future__ import annotations

from rich.style import Style
from textual.theme import BUILTIN_THEMES, Theme

from tui.i18n import say

_BOLD = Style(bold=True)

DARK: dict[str, Style] = {
    "strong": _BOLD,
    "title": _BOLD,
    "muted": Style(color="#aaaaaa"),
    "accent": Style(color="#7ab8f5"),
    "key": Style(color="#7ab8f5", bold=True),
    "late": Style(color="#ee8ba2", bold=True),
    "soon": Style(color="#ffc473"),
    "good": Style(color="#8ad4a1"),
    "selected": Style(bgcolor="#123a5c"),
    "practice": Style(color="#000000", bgcolor="#ffc473", bold=True),
    "qr": Style(color="#000000", bgcolor="#ffffff"),
    # Blocks of figures: of the same colour behind the glyph, however a font draws it.
    "block-strong": Style(color="#e0e0e0", bgcolor="#e0e0e0"),
    "block-good": Style(color="#8ad4a1", bgcolor="#8ad4a1"),
    "block-soon": Style(color="#ffc473", bgcolor="#ffc473"),
}
LIGHT: dict[str, Style] = {
    **DARK,
    "muted": Style(color="#4c4c4c"),
    "accent": Style(color="#00558f"),
    "key": Style(color="#00558f", bold=True),
    "late": Style(color="#a3002c", bold=True),
    "soon": Style(color="#7d4a00"),
    "practice": Style(color="#ffffff", bgcolor="#7d4a00", bold=True),
    "good": Style(color="#0f5a27"),
    "selected": Style(bgcolor="#c8e0f6"),
    "block-strong": Style(color="#202020", bgcolor="#202020"),
    "block-good": Style(color="#0f5a27", bgcolor="#0f5a27"),
    "block-soon": Style(color="#7d4a00", bgcolor="#7d4a00"),
}
TERMINAL: dict[str, Style] = {
    **DARK,
    "muted": Style(dim=True),
    "accent": Style(color="cyan"),
    "key": Style(color="cyan", bold=True),
    "late": Style(color="red", bold=True),
    "soon": Style(color="yellow"),
    "practice": Style(reverse=True, bold=True),
    "good": Style(color="green"),
    "selected": Style(reverse=True),
    "qr": Style(color="black", bgcolor="bright_white"),
    "block-strong": _BOLD,
    "block-good": Style(color="green", bgcolor="green"),
    "block-soon": Style(color="yellow", bgcolor="yellow"),
}

READABLE = {"block-cursor-foreground": "auto 100%", "text-disabled": "auto 75%", "text-muted": "auto 75%"}
"""What Textual's widgets need beside a theme: hints and chosen lines are too faint, above all in greys."""

_NAMED_THEMES = {"dark": "textual-dark", "light": "textual-light", "terminal": "ansi-dark"}
"""Themes by the names that a settings file is told to use; Textual's own names are good as well."""


def theme_named(name: str) -> str:
    """Textual's name of a theme; "" where there is no such theme."""
    theme = _NAMED_THEMES.get(name, name)
    return theme if theme in BUILTIN_THEMES else ""


def theme_mistakes(name: str) -> list[str]:
    """What to say of a theme that does not exist."""
    if not name or theme_named(name):
        return []
    return [say("board.unknown_theme", name=name, known=", ".join(_NAMED_THEMES))]


def looks_of(theme: Theme) -> dict[str, Style]:
    """The named styles that go with a theme."""
    if theme.ansi:
        return TERMINAL
    return DARK if theme.dark else LIGHT
