"""Paging: one number as large as the screen allows, with the words to call out."""

from __future__ import annotations

from textual.app import ComposeResult

from tui.board.blocks import blocks, can_draw, coloured, largest
from tui.board.cells import cells, wrap
from tui.board.counterview import call_words
from tui.board.screens.base import CommandScreen
from tui.board.table import Place
from tui.board.widgets.lines import Line, LinesWidget
from tui.domain.counter import Ticket

_WORDS_LINES = 5


class LargeNumber(LinesWidget):
    DEFAULT_CSS = "LargeNumber { height: 1fr; }"

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(id="page")
        self._ticket = ticket

    def lines(self, width: int, height: int) -> list[Line]:
        number = self._ticket.number
        room = max(1, height - _WORDS_LINES)
        size = largest(len(number), width - 4, room) if can_draw(number) else 0
        figures = blocks(number, size) if size else (number,)
        lines: list[Line] = [[] for _ in range((room - len(figures)) // 2)]
        lines += [coloured(_middle(row, width), "strong") for row in figures]
        lines += [[] for _ in range(room - len(lines))]
        lines.append([])
        for index, words in enumerate(call_words(number, self._ticket.drinks)):
            style = "title" if index == 0 else "muted"
            lines += [[(_middle(row, width), style)] for row in wrap(words, width - 4)]
        return lines


def _middle(text: str, width: int) -> str:
    return " " * max(0, (width - cells(text)) // 2) + text


class PageScreen(CommandScreen):
    """Gives "called" or "picked_up", or None where nothing was done."""

    PLACE = Place.PAGE

    def __init__(self, ticket: Ticket) -> None:
        super().__init__()
        self._ticket = ticket

    def body(self) -> ComposeResult:
        yield LargeNumber(self._ticket)

    def mounted(self) -> None:
        if self.session.config.bell:
            self.app.bell()

    async def do_called(self) -> None:
        self.dismiss("called")

    async def do_picked_up(self) -> None:
        self.dismiss("picked_up")
