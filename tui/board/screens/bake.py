"""What is due from today on, by day and pick-up, and whose details have to be known by now."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.board.cells import cells, fit, hanging
from tui.board.screens.base import CommandScreen
from tui.board.table import Command, Place
from tui.board.widgets.lines import Line, LinesWidget
from tui.board.widgets.plain import words
from tui.i18n import say
from tui.papers.bake_paper import AskLine, BakePaper, OrderLine, bake_paper_of
from tui.papers.phrases import won_of

_TIME_CELLS = 14
_NAME_CELLS = 16
_MARGIN_CELLS = 4
"""Beside a line of the list: its margins and the bar."""


class BakeHead(LinesWidget):
    def __init__(self) -> None:
        super().__init__(classes="title-line")
        self.paper: BakePaper | None = None

    def lines(self, width: int, height: int) -> list[Line]:
        if self.paper is None:
            return [[(" " + say("board.reading"), "muted")]]
        return [[(" " + self.paper.title, "title"), ("   " + self.paper.about, "muted")]]


class BakeScreen(CommandScreen):
    """Gives the id of a case to show on the board, or None.  The same list as in the review's papers."""

    PLACE = Place.BAKE
    AUTO_FOCUS = "OptionList"

    def __init__(self) -> None:
        super().__init__()
        self._cases: dict[int, int] = {}
        """The case of each line that is no heading."""

    def body(self) -> ComposeResult:
        yield BakeHead()
        yield OptionList(markup=False)

    def mounted(self) -> None:
        self.read_first(self._show())

    async def _show(self) -> None:
        bake = await self.session.bake()
        paper = bake_paper_of(bake, self.session.zone)
        head = self.query_one(BakeHead)
        head.paper = paper
        head.refresh()
        self._lay(paper)
        self.tell(say("bake.open_hint") if self._cases else say("bake.nothing"))
        self.show_commands()

    def _lay(self, paper: BakePaper) -> None:
        """The list in the width that there is."""
        options = self.query_one(OptionList)
        at = options.highlighted
        self._cases.clear()
        shown: list[Option] = []
        for title, lines in self._parts(paper):
            shown.append(Option(words(f"── {title}"), disabled=True))
            for case_id, text in lines:
                self._cases[len(shown)] = case_id
                shown.append(Option(words(text)))
        options.clear_options()
        options.add_options(shown)
        options.highlighted = at if at in self._cases else next(iter(self._cases), None)

    def _parts(self, paper: BakePaper) -> list[tuple[str, list[tuple[int, str]]]]:
        """Headings, each with (case, text) of the lines below it."""
        room = self.size.width - _MARGIN_CELLS
        parts = [
            (day.title, [(each.case_id, _order_text(each, room)) for each in day.orders])
            for day in paper.days
        ]
        if paper.to_ask:
            asked = [(each.case_id, _ask_text(each, room)) for each in paper.to_ask]
            parts.append((paper.ask_title, asked))
        return parts

    def unavailable(self, command: Command) -> str:
        return say("bake.nothing") if command.action == "open" and not self._cases else ""

    @on(OptionList.OptionSelected)
    async def _selected(self) -> None:
        await self.action_command("bake.open")

    async def do_open(self) -> None:
        chosen = self._cases.get(self.query_one(OptionList).highlighted or 0)
        if chosen is not None:
            self.dismiss(chosen)

    # -- news

    def on_resize(self) -> None:
        paper = self.query_one(BakeHead).paper
        if paper is not None:
            self._lay(paper)

    def cases_changed(self, cases: frozenset[int]) -> None:
        self.in_background(self._show(), exclusive=True, group="bake")

    def language_changed(self) -> None:
        super().language_changed()
        self.in_background(self._show(), exclusive=True, group="bake")


def _order_text(each: OrderLine, room: int) -> str:
    return _two_lines(each.time, each.name, each.answer, (each.what, each.note, won_of(each.amount)), room)


def _ask_text(each: AskLine, room: int) -> str:
    return _two_lines(each.by, each.name, each.missing, (each.next_step, each.due, each.known), room)


def _two_lines(time: str, name: str, answer: str, rest: tuple[str, ...], room: int) -> str:
    """A line for who and when, and what belongs to it below, as often as it takes and always indented."""
    first = f"{fit(time, _TIME_CELLS)} {fit(name, _NAME_CELLS)} "
    answers = hanging(answer, room, cells(first)).lstrip()
    return f"{first}{answers}\n{hanging(' · '.join(filter(None, rest)), room, _TIME_CELLS + 1)}"
