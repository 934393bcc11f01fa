"""An outage looked back on: who was reached when and by which route, what it cost, what to mend."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual.app import ComposeResult

from tui.board.cells import cells, fit, wrap
from tui.board.screens.base import CommandScreen
from tui.board.table import Command, Place
from tui.board.widgets.lines import Line
from tui.board.widgets.pages import PagesWidget
from tui.domain.model import Outage
from tui.i18n import say
from tui.papers.plot import plot_lines
from tui.papers.report_paper import ReportPaper, report_paper_of
from tui.work.looking_back import look_back

_LEAST_PLOT, _MOST_PLOT = 8, 16


class ReportText(PagesWidget):
    def __init__(self) -> None:
        super().__init__(id="report-text")
        self.paper: ReportPaper | None = None

    def content(self, width: int, height: int) -> list[Line]:
        paper = self.paper
        if paper is None:
            return [[(" " + say("board.reading"), "muted")]]
        lines: list[Line] = [[(fit(" " + paper.title, width), "title")]]
        lines += [[(" " + text, "muted")] for text in wrap(" · ".join(paper.about), width - 2)]
        sums = " · ".join(f"{label} {text}" for label, text in paper.sums)
        lines += [[(" " + text, "strong")] for text in wrap(sums, width - 2)]
        if paper.curve is None:
            lines += [[], *([(" " + text, "")] for text in wrap(paper.no_curve, width - 2))]
        else:
            high = max(_LEAST_PLOT, min(_MOST_PLOT, height - len(lines) - 2))
            lines.append([(" " + say("report.curve"), "title")])
            lines += [[(" " + text, "good")] for text in plot_lines(paper.curve, width - 3, high)]
        if paper.routes:
            lines += _table("report.by_route", paper.route_headers, paper.routes)
            lines += _table("report.by_hour", paper.hour_headers, paper.hours)
        if paper.mends:
            lines += [[], [(" " + say("report.mends"), "title")]]
        for what, count, how in paper.mends:
            lines.append([(f"  {what} · {say('report.people', count=count)}", "soon")])
            lines += [[("    " + text, "")] for text in wrap(how, max(8, width - 6))]
        return lines


def _table(title: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Line]:
    """Columns as wide as their widest cell, all but the first flush right."""
    widths = [max(map(cells, column)) for column in zip(headers, *rows, strict=True)]

    def line(row: Sequence[str], style: str) -> Line:
        parts = [fit(cell, widths[at], at > 0) for at, cell in enumerate(row)]
        return [("  " + "  ".join(parts), style)]

    return [[], [(" " + say(title), "title")], line(headers, "muted"), *(line(row, "") for row in rows)]


class ReportScreen(CommandScreen):
    """The last outage; the ones before it with the arrows."""

    PLACE = Place.REPORT
    WAITS = frozenset(("write", "older", "newer"))
    AUTO_FOCUS = "ReportText"

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        """How many outages ago."""

    def body(self) -> ComposeResult:
        yield ReportText()

    def mounted(self) -> None:
        self.read_first(self._show())

    def _show_anew(self) -> None:
        self.in_background(self._show(), exclusive=True, group="report")

    @property
    def _outages(self) -> list[Outage]:
        return sorted(self.session.outages, key=lambda each: (each.since, each.id), reverse=True)

    async def _show(self) -> None:
        session = self.session
        known = self._outages
        if not known:
            self.tell(say("cli.report.no_outage"), "soon")
            return
        report = await look_back(session.store, known[self._at], session.clock(), session.zone)
        text = self.query_one(ReportText)
        text.paper = report_paper_of(report, session.zone, session.config.shop)
        text.refresh()
        which = say("report.which", n=len(known) - self._at, whole=len(known)) if len(known) > 1 else ""
        self.tell(which)
        self.show_commands()

    def unavailable(self, command: Command) -> str:
        none = say("cli.report.no_outage")
        if command.action == "write":
            return none if self.query_one(ReportText).paper is None else ""
        if command.action in ("older", "newer"):
            to = self._at + (1 if command.action == "older" else -1)
            return "" if 0 <= to < len(self._outages) else say("report.no_other") if self._outages else none
        return ""

    async def do_older(self) -> None:
        await self._turn_to(self._at + 1)

    async def do_newer(self) -> None:
        await self._turn_to(self._at - 1)

    async def _turn_to(self, at: int) -> None:
        self._at = at
        await self._show()
        self.query_one(ReportText).begin_anew()

    async def do_write(self) -> None:
        from tui.board.saving import ask_and_save
        from tui.papers.report_formats import save_report

        paper = self.query_one(ReportText).paper
        if paper is not None:
            await ask_and_save(
                self,
                say("ready.ask_report"),
                "sonnim-{day}-report.html",
                lambda path: asyncio.to_thread(save_report, paper, path),
            )

    # -- news

    def cases_changed(self, cases: frozenset[int]) -> None:
        self._show_anew()

    def language_changed(self) -> None:
        super().language_changed()
        self._show_anew()
