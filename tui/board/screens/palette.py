"""Textual's palette of commands in our words, which is left once however quickly its keys come."""

from __future__ import annotations

from functools import partial

from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.widgets.option_list import Option

from tui.board.widgets.plain import words
from tui.i18n import say


class Palette(CommandPalette):
    DEFAULT_CSS = """
    Palette SearchIcon { display: none; }
    """

    def dismiss(self, result: None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """As Textual's own, whose sentence is English whatever the language."""
        self._stop_no_matches_countdown()
        self._no_matches_timer = self.set_timer(
            self._NO_MATCHES_COUNTDOWN, partial(self._say_nothing_found, search_value)
        )

    def _say_nothing_found(self, search_value: str) -> None:
        if search_value:
            sentence = Option(words(say("board.palette_nothing")), disabled=True, id=self._NO_MATCHES)
            self.query_one(CommandList).add_option(sentence)
        self._list_visible = bool(search_value)
