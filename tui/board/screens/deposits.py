"""The deposits desk: whose each deposit is, agreed to with one key, by what the evidence says."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal

from tui.board.deciding import PICKS, WANT_ONE, chosen_by, why_not
from tui.board.depositview import (
    MOST_EXAMPLES,
    DepositRow,
    ask_all_text,
    deposit_row,
    name_of,
    pane_view,
    people_of,
)
from tui.board.desk import Desk, Tab, others_of
from tui.board.screens.base import CommandScreen
from tui.board.table import Command, Place
from tui.board.widgets.deposits import DepositPane, DeskHead
from tui.board.widgets.rowlist import RowList
from tui.board.widgets.tabs import LaneTabs
from tui.clock import new_id
from tui.i18n import say
from tui.papers.phrases import won
from tui.work.pairing import Pairing, Pairings

_TABS = tuple(Tab)
_SLIM = 60
"""Below this width there is no room for the pane."""
_MOVES = frozenset(("left", "right"))


class DepositsScreen(CommandScreen):
    """Gives the id of a case to show on the board, or None."""

    PLACE = Place.DEPOSITS
    AUTO_FOCUS = "RowList"

    def __init__(self) -> None:
        super().__init__()
        self._pairings = Pairings()
        self._desk = Desk()
        self._tab = Tab.CERTAIN
        self._chosen: dict[Tab, int | None] = {}
        """Where the cursor stood in each tab."""
        self._read = False
        self._weighing = asyncio.Lock()
        self._changed = False
        self._decided = False
        """Something was decided here since the reading began."""
        self._ahead = False
        """The desk shows what was decided here; the answers that it was made of do not know of it."""
        self._mine: list[int] = []
        """What was decided here, to go back to when it is taken back."""

    def body(self) -> ComposeResult:
        yield DeskHead()
        yield LaneTabs()
        with Horizontal(id="lanes"):
            yield RowList(self._desk.orders[self._tab], self._row_of, id="money", known=self._is_read)
            yield DepositPane()

    def mounted(self) -> None:
        self.query_one(RowList).always_marked = True
        self._show()
        self.in_background(self._first())

    async def _first(self) -> None:
        await self.board_app.ready()
        await self._weigh()
        filled = next((tab for tab in _TABS if len(self._desk.orders[tab])), Tab.CERTAIN)
        await self._go_to(filled)
        self.tell(say("deposits.hint") if len(self._desk) else say("deposits.no_deposits"))

    # -- what the evidence says

    async def _weigh(self) -> None:
        """Works the answers out, away from the keys, and again if anything changed meanwhile."""
        self._changed = True
        async with self._weighing:
            with self.board_app.telling_errors():
                await self._weigh_until_settled()
            self.query_one(DeskHead).show_busy(False)

    async def _weigh_until_settled(self) -> None:
        others = not self._read
        while self._changed:
            self._changed = self._decided = False
            self.query_one(DeskHead).show_busy(True)
            others |= await self._pairings.read(self.session.store)
            others |= self._ahead  # even where the answers stay: it may have been taken back already
            desk = await asyncio.to_thread(Desk, self._pairings.answers) if others else self._desk
            if self._decided:  # what was read does not know of it: the row would come back for a moment
                self._changed = True
            elif others:
                self._desk, self._read, others = desk, True, False
                self._ahead = False
                await self._read_people(self._near())
                self._show()

    def cases_changed(self, cases: frozenset[int]) -> None:
        """By an import, by a decision here or of a colleague."""
        self.in_background(self._weigh())
        self._repaint()

    def minute_passed(self) -> None:
        self._repaint()

    # -- what is shown

    @property
    def selected(self) -> Pairing | None:
        ident = self.query_one(RowList).case_id
        return None if ident is None else self._desk.get(ident)

    @property
    def subject(self) -> object:
        """A key is meant for the deposit under the cursor, not for the one that takes its place."""
        return self.query_one(RowList).case_id

    def _seen(self, command: Command) -> tuple[int, object]:
        times, subject = super()._seen(command)
        return times, None if command.action in _MOVES else subject

    def _near(self) -> list[int]:
        """The deposits in sight and those a page further."""
        rows = self.query_one(RowList)
        first = max(0, rows.cursor - rows.visible_rows)
        return self._desk.orders[self._tab].window(first, rows.visible_rows * 3)

    async def _read_people(self, deposits: list[int]) -> None:
        found = [self._desk.get(ident) for ident in deposits]
        wanted = {case_id for pairing in found if pairing is not None for case_id in people_of(pairing)}
        await self.session.read(sorted(wanted))

    def _is_read(self, deposit_id: int) -> bool:
        pairing = self._desk.get(deposit_id)
        return pairing is None or all(map(self.session.has_read, people_of(pairing)[:1]))

    def _row_of(self, deposit_id: int) -> DepositRow | None:
        pairing = self._desk.get(deposit_id)
        if pairing is None or any(self.session.case(each) is None for each in people_of(pairing)[:1]):
            return None
        return deposit_row(pairing, self._desk, self.session)

    def _show(self) -> None:
        """Everything anew; the cursor stays on its deposit, or goes to the one that took its place."""
        rows = self.query_one(RowList)
        rows.order = self._desk.orders[self._tab]
        rows.empty = say(f"deposits.empty_{self._tab.value}") if self._read else say("deposits.matching")
        rows.order_changed()
        head = self.query_one(DeskHead)
        head.unclaimed = self._desk.unclaimed() if len(self._desk) else None
        head.refresh()
        counts = self._desk.counts()
        self.query_one(LaneTabs).show(
            [(f"{say(f'deposits.tab_{tab.value}')} {counts[tab]:,}", tab is self._tab) for tab in _TABS]
        )
        self._show_pane()
        self.show_commands()

    def _repaint(self) -> None:
        self.query_one(RowList).rows_changed()
        self._show_pane()

    def _show_pane(self) -> None:
        pairing, session = self.selected, self.session
        if pairing is None or not all(map(session.has_read, people_of(pairing))):
            if pairing is None:
                self.query_one(DepositPane).show_either(None, None)
            else:
                self.in_background(self._read_selected(pairing), exclusive=True, group="selected")
        else:
            self._show_in_pane(pairing)

    async def _read_selected(self, pairing: Pairing) -> None:
        await self._read_people([pairing.held.deposit.id])
        if self.selected is pairing:
            self._show_in_pane(pairing)

    def _show_in_pane(self, pairing: Pairing) -> None:
        whole = pane_view(pairing, self._desk, self.session)
        brief = pane_view(pairing, self._desk, self.session, brief=True)
        self.query_one(DepositPane).show_either(whole, brief)

    @on(RowList.Moved)
    def _moved(self) -> None:
        self._show_pane()
        self.show_commands()

    @on(RowList.Wanted)
    def _wanted(self, message: RowList.Wanted) -> None:
        self.in_background(self._read_rows(message.ids), group="rows")

    async def _read_rows(self, ids: list[int]) -> None:
        await self._read_people(ids)
        self.query_one(RowList).rows_read(ids)

    @on(RowList.Opened)
    async def _opened(self) -> None:
        await self.action_command("deposits.first")

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < _SLIM, "slim")

    # -- tabs

    async def _go_to(self, tab: Tab, deposit_id: int | None = None) -> None:
        rows = self.query_one(RowList)
        self._chosen[self._tab] = rows.case_id
        self._tab = tab
        rows.show_order(self._desk.orders[tab])
        wanted = deposit_id if deposit_id is not None else self._chosen.get(tab)
        if wanted is not None:
            rows.select_case(wanted)
        await self._read_people(self._near())
        self._show()

    async def do_left(self) -> None:
        await self._go_to(_TABS[(_TABS.index(self._tab) - 1) % len(_TABS)])

    async def do_right(self) -> None:
        await self._go_to(_TABS[(_TABS.index(self._tab) + 1) % len(_TABS)])

    @on(LaneTabs.Chosen)
    def _tab_chosen(self, message: LaneTabs.Chosen) -> None:
        self.in_background(self._go_to(_TABS[message.index]))

    # -- deciding

    def unavailable(self, command: Command) -> str:
        """The sentence that says why not, by what the selected deposit is."""
        action, pairing = command.action, self.selected
        if action == "all":
            some = len(self._desk.orders[Tab.CERTAIN])
            return (
                say("deposits.matching") if not self._read else "" if some else say("deposits.none_certain")
            )
        if action not in WANT_ONE:
            return ""
        if pairing is None:
            return say("deposits.nothing_selected" if self._read else "deposits.matching")
        return why_not(action, pairing)

    async def _do(self, command: Command, *given: str) -> None:
        """Enter and the digits are one thing to do, with somebody else each."""
        if command.action not in PICKS:
            await super()._do(command, *given)
            return
        reason, pairing = self.unavailable(command), self.selected
        candidate = chosen_by(command.action, pairing) if pairing is not None else None
        if reason or candidate is None:
            self.tell(reason)
            return
        with self.board_app.telling_errors():
            await self._decide(pairing, customer=True, case_id=candidate.party_id)

    async def do_none(self) -> None:
        await self._decide(self.selected, customer=True)

    async def do_refuse(self) -> None:
        """Whose it is not: the next candidate takes the first one's place, or nobody does."""
        pairing, session = self.selected, self.session
        if pairing is None:
            return
        deposit, first = pairing.held.deposit, others_of(pairing)[0].party_id
        await session.store.refuse_deposit(
            deposit.id, first, event_id=new_id(), staff=session.staff, now=session.clock()
        )
        session.wrote()
        self._mine.append(deposit.id)
        await self._weigh()
        await self.board_app.poll_now()
        name = name_of(case) if (case := session.case(first)) is not None else ""
        told = say("deposits.refused", depositor=deposit.depositor, amount=won(deposit.amount), name=name)
        self.tell(told, "good")

    async def do_apart(self) -> None:
        await self._decide(self.selected, customer=False)

    async def do_bring(self) -> None:
        await self._decide(self.selected, customer=True)

    async def do_find(self) -> None:
        """Links the deposit to whoever is found; another may stand under the cursor by then."""
        from tui.board.screens.find import FindScreen

        pairing = self.selected
        chosen = await self.app.push_screen_wait(FindScreen())
        if not isinstance(chosen, int) or pairing is None:
            return
        deposit = pairing.held.deposit
        if chosen == deposit.id:
            self.tell(say("deposits.found_itself"), "soon")
        elif not self._desk.stands_as(pairing):
            self.tell(say("deposits.overtaken", depositor=deposit.depositor), "late")
        else:
            await self._decide(pairing, customer=True, case_id=chosen)

    async def _decide(self, pairing: Pairing | None, *, customer: bool, case_id: int | None = None) -> None:
        """One person's word about a deposit; shown once the database has it."""
        session = self.session
        if pairing is None:
            return
        deposit = pairing.held.deposit
        case = await session.store.decide_deposit(
            deposit.id, customer, event_id=new_id(), staff=session.staff, now=session.clock(), case_id=case_id
        )
        session.wrote()
        if case is not None:
            session.keep([case])
        said = "linked" if case_id is not None else "own_case" if customer else "set_apart"
        name = name_of(case) if case is not None else ""
        await self._took_place({deposit.id: case.id if case is not None else None})
        told = say(f"deposits.{said}", depositor=deposit.depositor, amount=won(deposit.amount), name=name)
        self.tell(told, "good")

    async def do_all(self) -> None:
        """Agrees to everything that is as good as certain, after a look at how much that is."""
        from tui.board.screens.prompts import ConfirmScreen

        session = self.session
        offered = self._desk.offered()
        await session.read([*offered.values()][:MOST_EXAMPLES])
        if not await self.app.push_screen_wait(ConfirmScreen(ask_all_text(offered, self._desk, session))):
            return
        still = self._desk.offered()  # not what a colleague decided while the question stood
        offered = {ident: case for ident, case in offered.items() if still.get(ident) == case}
        if not offered:
            self.tell(say("deposits.none_certain"))
            return
        await session.store.link_deposits(
            offered, event_id=new_id(), staff=session.staff, now=session.clock()
        )
        session.wrote()
        for case_id in offered.values():
            session.forget(case_id)
        await self._took_place(offered)
        self.tell(say("deposits.all_linked", n=len(offered)), "good")

    async def _took_place(self, owners: Mapping[int, int | None]) -> None:
        """The database has it: shown at once, and weighed anew with it."""
        self._decided = self._ahead = True
        self._mine += owners
        for deposit_id, case_id in owners.items():
            self._desk.decided(deposit_id, case_id)
        await self._read_people(self._near())
        self._show()
        await self.board_app.poll_now()

    async def do_undo(self) -> None:
        """The deposit that is taken back is shown where it stands again."""
        before = {ident: self._desk.tab_of(ident) for ident in self._mine}
        await self.board_app.undo(self)
        await self._weigh()
        moved = [
            ident
            for ident, tab in before.items()
            if self._desk.get(ident) and self._desk.tab_of(ident) is not tab
        ]
        if moved:
            self._mine = [ident for ident in self._mine if ident not in moved]
            await self._go_to(self._desk.tab_of(moved[-1]), moved[-1])

    async def do_open(self) -> None:
        """The customer who has the deposit, else its own case, on the board."""
        pairing = self.selected
        if pairing is not None:
            self.dismiss(pairing.held.case_id)

    def language_changed(self) -> None:
        super().language_changed()
        self.query_one(RowList).forget_strips()
        self._show()
