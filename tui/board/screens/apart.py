"""Deposits that are no customer's, each with the reason; one is brought back, or put aside again."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.board.cells import fit, hanging
from tui.board.ledgers import apart_text, bank_text, deposit_source
from tui.board.screens.base import CommandScreen
from tui.board.table import Command, Place
from tui.board.times import due_text
from tui.board.widgets.lines import Line, LinesWidget
from tui.board.widgets.plain import words
from tui.clock import new_id
from tui.domain.model import Deposit
from tui.i18n import say
from tui.papers.phrases import won

_REASON_CELLS = 20
_MARGIN_CELLS = 4
"""Beside a line of the list: its margins and the bar."""


class ApartHead(LinesWidget):
    def __init__(self) -> None:
        super().__init__(classes="title-line")

    def lines(self, width: int, height: int) -> list[Line]:
        return [[(" " + say("board.apart_title"), "title")]]


class ApartScreen(CommandScreen):
    """Gives None.  What was brought back on this visit stays in the list, to be put aside again."""

    PLACE = Place.APART
    AUTO_FOCUS = "OptionList"

    def __init__(self) -> None:
        super().__init__()
        self._deposits: list[Deposit] = []
        self._brought_back: set[int] = set()

    def body(self) -> ComposeResult:
        yield ApartHead()
        yield OptionList(markup=False)

    def mounted(self) -> None:
        self.read_first(self._first())

    async def _first(self) -> None:
        self._deposits = await self.session.store.deposits_apart()
        self._show()
        self.tell(
            say("board.apart_hint", n=len(self._deposits)) if self._deposits else say("board.apart_none")
        )

    def _show(self) -> None:
        options = self.query_one(OptionList)
        at = options.highlighted or 0
        options.clear_options()
        options.add_options(Option(words(self._text(deposit))) for deposit in self._deposits)
        if self._deposits:
            options.highlighted = min(at, len(self._deposits) - 1)
        self.show_commands()

    def _text(self, deposit: Deposit) -> str:
        back = deposit.id in self._brought_back
        reason = say("board.apart_back") if back else apart_text(deposit.set_apart)
        parts = [
            due_text(deposit.at, deposit.has_time, self.session.zone),
            won(deposit.amount),
            deposit.depositor,
            bank_text(deposit.bank),
        ]
        about = " · ".join(part for part in parts if part)
        room, indent = self.size.width - _MARGIN_CELLS, _REASON_CELLS + 1
        below = hanging(deposit_source(deposit), room, indent)
        return f"{fit(reason, _REASON_CELLS)} {hanging(about, room, indent).lstrip()}\n{below}"

    def unavailable(self, command: Command) -> str:
        return say("board.apart_none") if command.action == "toggle" and not self._deposits else ""

    async def on_option_list_option_selected(self) -> None:
        await self.action_command("apart.toggle")

    async def do_toggle(self) -> None:
        """The chosen deposit becomes a customer's, or none's again; not before the database has it."""
        index = self.query_one(OptionList).highlighted
        if index is None:
            return
        deposit, session = self._deposits[index], self.session
        back = deposit.id not in self._brought_back
        await session.store.decide_deposit(
            deposit.id, back, event_id=new_id(), staff=session.staff, now=session.clock()
        )
        session.wrote()
        self._brought_back ^= {deposit.id}
        await self.board_app.poll_now()
        self._show()
        said = "board.apart_brought_back" if back else "board.apart_put_aside"
        self.tell(say(said, name=deposit.depositor, amount=won(deposit.amount)), "good")

    async def do_undo(self) -> None:
        await self.board_app.undo(self)
        apart = {deposit.id for deposit in await self.session.store.deposits_apart()}
        self._brought_back = {deposit.id for deposit in self._deposits if deposit.id not in apart}
        self._show()

    def on_resize(self) -> None:
        if self._deposits:
            self._show()

    def language_changed(self) -> None:
        super().language_changed()
        self._show()
