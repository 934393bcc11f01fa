"""What is done at the counter: orders taken, made ready, paged, handed over; no screen."""

from __future__ import annotations

from tui.board.session import Session
from tui.clock import new_id
from tui.domain.counter import Columns, Ticket, columns
from tui.domain.model import Attempt, Case, Event
from tui.domain.outcomes import OUTCOMES, ROUTES_OF
from tui.domain.words import EventKind, Outcome
from tui.i18n import say
from tui.store.results import CounterTaken, Logged, NewTicket


class Counting:
    """The orders of the counter as they were read last, and every write about them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.tickets: list[Ticket] = []
        self.next_number = ""

    async def read(self) -> None:
        """Reads all orders of the counter anew."""
        session = self._session
        now = session.clock()
        self.tickets = await session.store.tickets(now)
        self.next_number = await session.store.next_number(now)

    def columns(self) -> Columns:
        return columns(self.tickets, self._session.clock(), self._session.policy)

    def ticket(self, order_id: int) -> Ticket | None:
        return next((ticket for ticket in self.tickets if ticket.order_id == order_id), None)

    async def take(self, number: str, phone: str, drinks: str) -> CounterTaken:
        """An order under `number`, or the next one for ""; `phone` as typed in full, "" for none.

        Raises StoreError number_in_use.
        """
        from tui.domain.phones import read_phones

        session = self._session
        readings = read_phones(phone) if phone else ()
        asked = NewTicket(
            new_id(),
            new_id(),
            new_id(),
            new_id(),
            session.staff,
            session.clock(),
            number,
            readings[0] if readings else None,
            drinks,
            say("counter.named", number="{}"),
        )
        taken = await session.store.take_counter_order(asked)
        session.wrote()
        return taken

    async def ready(self, ticket: Ticket) -> Case:
        session = self._session
        case = await session.store.mark_ready(
            ticket.case_id, ticket.order_id, event_id=new_id(), staff=session.staff, now=session.clock()
        )
        session.wrote()
        session.forget(ticket.case_id)
        return case

    async def page(self, ticket: Ticket) -> Logged:
        event = self._attempt(ticket, Outcome.PAGED)
        logged = await self._session.store.log(event, terminal=self._session.terminal)
        return self._logged(logged)

    async def pick_up(self, ticket: Ticket) -> Logged:
        session = self._session
        event = self._attempt(ticket, Outcome.PICKED_UP)
        logged = await session.store.pick_up(event, ticket.order_id, terminal=session.terminal)
        return self._logged(logged)

    def _attempt(self, ticket: Ticket, outcome: Outcome) -> Event:
        session = self._session
        now, ident = session.clock(), new_id()
        route, evidence = ROUTES_OF[outcome][0], OUTCOMES[outcome].evidence
        attempt = Attempt(ident, ticket.case_id, route, None, outcome, session.staff, now, evidence=evidence)
        return Event(ident, ticket.case_id, EventKind.ATTEMPT, session.staff, now, attempt=attempt)

    def _logged(self, logged: Logged) -> Logged:
        self._session.wrote()
        self._session.forget(logged.case.id)
        return logged
