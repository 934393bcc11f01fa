"""Textual's palette of commands, which is left once however quickly its keys come."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette


class Palette(CommandPalette):
    DEFAULT_CSS = """
    Palette SearchIcon { display: none; }
    """

    def dismiss(self, result: None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()
