"""Rows that were not taken, with the reason; each can be mended and taken in."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.board.screens.base import CommandScreen
from tui.board.screens.prompts import TextScreen
from tui.board.table import Command, Place
from tui.board.widgets.lines import Line, LinesWidget
from tui.board.widgets.plain import words
from tui.i18n import say
from tui.intake.plan import Preview
from tui.intake.preview import mend
from tui.intake.records import Rejected, who
from tui.store.results import ImportSummary, RowOutcome

_ORDERS = ("name", "phone", "due_date", "details", "amount", "order_no")
_DEPOSITS = ("depositor", "date", "time", "paid_in", "paid_out", "signed_amount")
_MENDABLE = (*_ORDERS, *_DEPOSITS)
"""Of these, those that the file has a column for are asked one by one."""


class RejectedHead(LinesWidget):
    def __init__(self, file: str) -> None:
        super().__init__(classes="title-line")
        self._file = file

    def lines(self, width: int, height: int) -> list[Line]:
        return [[(" " + say("board.rejected_title", file=self._file), "title")]]


class RejectedScreen(CommandScreen):
    PLACE = Place.REJECTED
    AUTO_FOCUS = "OptionList"

    def __init__(self, summary: ImportSummary, preview: Preview) -> None:
        super().__init__()
        self._summary, self._preview = summary, preview
        self._rows: list[RowOutcome] = []

    def body(self) -> ComposeResult:
        yield RejectedHead(self._summary.header.file)
        yield OptionList(markup=False)

    def mounted(self) -> None:
        self.read_first(self._show())

    async def _show(self) -> None:
        self._rows = await self.session.store.rejected_rows(self._summary.header.id)
        options = self.query_one(OptionList)
        options.clear_options()
        for row in self._rows:
            cells = " | ".join(cell for cell in row.cells if cell)
            reason = say(f"intake.rejected_{row.code}")
            options.add_option(Option(words(f"{say('board.import_row', row=row.row)}  {reason}\n   {cells}")))
        if self._rows:
            options.highlighted = 0
        self.show_commands()
        self.tell(say("board.rejected_hint") if self._rows else say("board.import_none_rejected"))

    def unavailable(self, command: Command) -> str:
        return say("board.import_none_rejected") if command.action == "mend" and not self._rows else ""

    async def on_option_list_option_selected(self) -> None:
        await self.action_command("rejected.mend")

    async def do_mend(self) -> None:
        """Asks for the fields one by one, with what the file said already filled in."""
        index = self.query_one(OptionList).highlighted
        if index is None:
            return
        row = self._rows[index]
        cells = list(row.cells)
        plan = self._preview.plan
        cells += [""] * (
            max((i for columns in plan.fields.values() for i in columns), default=0) + 1 - len(cells)
        )
        for field in _MENDABLE:
            columns = plan.fields.get(field)
            if not columns:
                continue
            value = await self.app.push_screen_wait(
                TextScreen(
                    say("board.mend_field", row=row.row, field=say(f"intake.field_{field}")),
                    cells[columns[0]],
                )
            )
            if not isinstance(value, str):
                self.tell(say("board.nothing_mended"))
                return
            cells[columns[0]] = value.strip()
        record = mend(plan, row.row, tuple(cells))
        if isinstance(record, Rejected):
            self.tell(say(f"intake.rejected_{record.code}"), "late")
            return
        session = self.session
        case = await session.store.mend_row(
            self._summary.header.id, row.row, record, staff=session.staff, now=session.clock()
        )
        if case is not None:
            session.wrote()
        await self._show()
        self.tell(say("board.mended", row=row.row, name=who(record)), "good")
