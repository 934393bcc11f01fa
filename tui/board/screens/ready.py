"""How ready the shop is: who of the coming customers could not be reached without a channel, what to mend."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.board.cells import fit, wrap
from tui.board.screens.base import CommandScreen
from tui.board.table import Place
from tui.board.widgets.lines import Line, LinesWidget
from tui.board.widgets.plain import words
from tui.domain.readiness import CHANNELS, Status
from tui.domain.words import Route
from tui.i18n import say
from tui.papers.ready_paper import LackingLine, ReadyPaper, ready_paper_of
from tui.work.getting_ready import get_ready, write_sheet

_DUE_CELLS, _NAME_CELLS, _WANT_CELLS = 11, 12, 28
_MARK_CELLS = 11
_SCROLLBAR = 4
_MARKS = {Status.OK: "✓", Status.CARE: "△", Status.MISSING: "×"}


class ReadyHead(LinesWidget):
    def __init__(self) -> None:
        super().__init__(id="ready-head")
        self.paper: ReadyPaper | None = None

    def lines(self, width: int, height: int) -> list[Line]:
        paper = self.paper
        if paper is None:
            return [[(" " + say("board.reading"), "muted")]]
        lines: list[Line] = [[(" " + paper.title, "title")]]
        for text, style in ((paper.summary, "strong"), (paper.routes, ""), (paper.trend, "muted")):
            lines += [[(" " + row, style)] for row in wrap(text, max(8, width - 2)) if row]
        return lines


class ReadyScreen(CommandScreen):
    """Gives the id of a case to show on the board, or None."""

    PLACE = Place.READY
    WAITS = frozenset(("next_channel", "previous_channel", "sheet"))
    AUTO_FOCUS = "OptionList"

    def __init__(self) -> None:
        super().__init__()
        self._channel = Route.KAKAO
        self._cases: dict[int, int] = {}
        """The case of each line that is a customer."""
        self._hows: dict[int, str] = {}
        """What to do, of each line that is a thing to have in place."""

    def body(self) -> ComposeResult:
        yield ReadyHead()
        yield OptionList(markup=False)

    def mounted(self) -> None:
        self.read_first(self._show())

    def _show_anew(self) -> None:
        self.in_background(self._show(), exclusive=True, group="ready")

    async def _show(self) -> None:
        session = self.session
        ready = await get_ready(
            session.store, session.config, session.policy, session.clock(), (self._channel,)
        )
        paper = ready_paper_of(ready, session.zone)
        head = self.query_one(ReadyHead)
        head.paper = paper
        head.refresh()
        self._lay_out(paper)
        self.show_commands()

    def _lay_out(self, paper: ReadyPaper) -> None:
        """The lines as wide as the screen is now."""
        options = self.query_one(OptionList)
        at = options.highlighted
        self._cases.clear()
        self._hows.clear()
        room = max(24, options.size.width - _SCROLLBAR)
        shown: list[Option] = []
        for title, lines in ((paper.lacking_title, paper.lacking), (paper.expiring_title, paper.expiring)):
            if lines:
                shown.append(Option(words(f"── {title}"), disabled=True))
                shown.append(Option(words(fit(_columns(), room).rstrip()), disabled=True))
            for line in lines:
                self._cases[len(shown)] = line.case_id
                shown.append(Option(words(fit(_customer(line), room).rstrip())))
        shown.append(Option(words(f"── {paper.checks_title}"), disabled=True))
        for status, what, how in paper.checks:
            self._hows[len(shown)] = how or what
            shown.append(Option(words("\n".join(_check(status, what, how, room)))))
        options.clear_options()
        options.add_options(shown)
        known = {**self._cases, **self._hows}
        options.highlighted = at if at in known else next(iter(known), None)

    @on(OptionList.OptionSelected)
    async def _selected(self) -> None:
        await self.action_command("ready.open")

    async def do_open(self) -> None:
        """The customer on the board; of a thing to have in place, what to do about it."""
        at = self.query_one(OptionList).highlighted or 0
        if at in self._cases:
            self.dismiss(self._cases[at])
        elif at in self._hows:
            self.tell(self._hows[at])

    async def do_checks(self) -> None:
        """To the things to have in place, and back to the customers."""
        options = self.query_one(OptionList)
        there = options.highlighted in self._hows
        options.highlighted = next(iter(self._cases if there and self._cases else self._hows), None)
        options.scroll_to_highlight(top=True)

    async def do_next_channel(self) -> None:
        await self._without(1)

    async def do_previous_channel(self) -> None:
        await self._without(-1)

    async def _without(self, step: int) -> None:
        self._channel = CHANNELS[(CHANNELS.index(self._channel) + step) % len(CHANNELS)]
        await self._show()

    async def do_sheet(self) -> None:
        from tui.board.saving import ask_and_save

        session = self.session
        await ask_and_save(
            self,
            say("ready.ask_sheet"),
            "sonnim-{day}-contacts.html",
            lambda path: write_sheet(
                session.store, path, session.clock(), session.policy, session.config.shop
            ),
        )
        await self._show()

    def on_resize(self) -> None:
        paper = self.query_one(ReadyHead).paper
        if paper is not None:
            self.call_after_refresh(self._lay_out, paper)

    # -- news

    def cases_changed(self, cases: frozenset[int]) -> None:
        self._show_anew()

    def language_changed(self) -> None:
        super().language_changed()
        self._show_anew()


def _check(status: Status, what: str, how: str, room: int) -> list[str]:
    """Whether it is in place, and what to do below it, broken where the line ends."""
    mark = f"{_MARKS[status]} {say(f'ready.status_{status}')}"
    texts = wrap(what, room - _MARK_CELLS) + (wrap(f"→ {how}", room - _MARK_CELLS) if how else [])
    return [fit("" if at else mark, _MARK_CELLS) + text for at, text in enumerate(texts)]


def _customer(line: LackingLine) -> str:
    return _cells(line.due, line.name, line.want, line.raw)


def _columns() -> str:
    """What stands below: else the number that a customer lacks would be taken for the one beside it."""
    return _cells(*(say(f"ready.column_{name}") for name in ("due", "name", "want", "raw")))


def _cells(due: str, name: str, want: str, raw: str) -> str:
    return f"  {fit(due, _DUE_CELLS)} {fit(name, _NAME_CELLS)} {fit(want, _WANT_CELLS)} {raw}"
