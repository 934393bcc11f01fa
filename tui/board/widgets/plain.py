"""Text for Textual's own widgets that never reads markup from it."""

from __future__ import annotations

from textual.content import Content


def words(text: str) -> Content:
    """Content in which brackets are brackets."""
    return Content(text)
