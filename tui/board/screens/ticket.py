"""What is done about one order at the counter: ready, called, paged, handed over; a new one taken down."""

from __future__ import annotations

from tui.board.counting import Counting
from tui.board.screens.base import CommandScreen
from tui.board.widgets.counter import READY, CounterLists
from tui.domain.counter import Step, Ticket, same_number, step_of
from tui.i18n import say
from tui.store.results import StoreError


class TicketScreen(CommandScreen):
    """`counting` is there once the store is."""

    counting: Counting | None = None

    @property
    def _lists(self) -> CounterLists:
        return self.query_one(CounterLists)

    async def _read(self) -> None:
        """Reads the orders anew and shows them."""
        raise NotImplementedError

    async def _act(self, action: str, ticket: Ticket) -> None:
        if action == "ready":
            await self._ready(ticket)
        elif action == "picked_up":
            await self._picked_up(ticket)
        elif action == "page":
            await self._page(ticket)
        else:
            await self._approach(ticket)

    async def _ready(self, ticket: Ticket) -> None:
        assert self.counting is not None
        if ticket.ready_at is not None or ticket.picked_up_at is not None:
            self._tell_already(ticket)
            return
        await self.counting.ready(ticket)
        await self._wrote(say("counter.is_ready", number=ticket.number))

    async def _picked_up(self, ticket: Ticket) -> None:
        assert self.counting is not None
        if ticket.picked_up_at is not None:
            self._tell_already(ticket)
            return
        await self.counting.pick_up(ticket)
        await self._wrote(say("counter.is_picked_up", number=ticket.number))

    def _tell_already(self, ticket: Ticket) -> None:
        key = "already_picked_up" if ticket.picked_up_at is not None else "already_ready"
        self.tell(say(f"counter.{key}", number=ticket.number))

    async def _wrote(self, sentence: str) -> None:
        await self._read()
        self.tell(sentence, "good")

    async def _approach(self, ticket: Ticket) -> None:
        """Calls whom there is a number of and who was not called yet; pages everybody else."""
        if ticket.picked_up_at is not None:
            self._tell_already(ticket)
        elif ticket.phone and step_of(ticket, self.session.policy) is not Step.PAGE:
            await self._call(ticket)
        elif ticket.ready_at is None:
            self.tell(say("counter.not_ready", number=ticket.number))
        else:
            await self._page(ticket)

    async def _call(self, ticket: Ticket) -> None:
        from tui.board.screens.contact import ContactScreen

        app = self.board_app
        if not await app.claimed(ticket.case_id):
            return
        app.news = ""
        await self.app.push_screen_wait(ContactScreen(ticket.case_id, once=True))
        await self._read()
        if app.news:  # something was logged
            self._lists.named(READY).select(0)
            self.tell(app.news, "good")

    async def _page(self, ticket: Ticket) -> None:
        from tui.board.screens.paging import PageScreen

        assert self.counting is not None
        if ticket.picked_up_at is not None:
            self._tell_already(ticket)
            return
        if ticket.ready_at is None:
            self.tell(say("counter.not_ready", number=ticket.number))
            return
        if not await self.board_app.claimed(ticket.case_id):
            return
        answer = await self.app.push_screen_wait(PageScreen(ticket))
        if answer == "called":
            await self.counting.page(ticket)
            await self._wrote(say("counter.was_paged", number=ticket.number))
            self._lists.named(READY).select(0)  # it went down the list: the cursor stays with the most urgent
        elif answer == "picked_up":
            await self._picked_up(ticket)
        else:
            await self.session.release(ticket.case_id)

    @property
    def _offered(self) -> str:
        return self.counting.next_number if self.counting is not None else ""

    async def _take(self, number: str, phone: str, drinks: str) -> bool:
        """Whether the order was taken down; the number that it has is said."""
        assert self.counting is not None
        offered = self._offered
        try:
            taken = await self.counting.take(number, phone, drinks)
        except StoreError as error:
            if error.code != "number_in_use":
                raise
            self.tell(say("store.number_in_use", **error.fields), "late")
            return False
        await self._read()
        if not number and offered and same_number(taken.number) != same_number(offered):
            self.tell(say("counter.taken_other", number=taken.number, offered=offered), "soon")
        else:
            self.tell(say("counter.taken", number=taken.number), "good")
        return True
