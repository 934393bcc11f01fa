"""Text for Textual's own widgets that never reads markup from it."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style


def words(text: str) -> Content:
    """Content in which brackets are brackets."""
    return Content(text)


def hint(text: str, *actions: str) -> Content:
    """A line such as "Enter yes · Esc no" whose last parts can be clicked: each for one of `actions` of its
    screen; what comes before them only tells something."""
    parts = text.split(" · ")
    told = len(parts) - len(actions)
    shown = [
        words(part) if at < told else words(part).stylize(_click(actions[at - told]))
        for at, part in enumerate(parts)
    ]
    return words(" · ").join(shown)


def _click(action: str) -> Style:
    return Style.from_meta({"@click": f"screen.{action}"})
