"""What every store offers for the counter of a shop that calls numbers out; a part of api.Store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui.domain.counter import Ticket
    from tui.domain.model import Case, Event, Millis
    from tui.store.results import CounterTaken, Logged, NewTicket


class CounterStore(Protocol):
    """Every method may raise StoreError."""

    async def tickets(self, now: Millis, *, only_ready: bool = False) -> list[Ticket]:
        """Orders that came in within the policy's hours of the counter, taken down there or from a file.

        With `only_ready` those alone that were made ready within these hours and are not picked up.
        """
        ...

    async def next_number(self, now: Millis) -> str:
        """The number that an order taken down now would have."""
        ...

    async def take_counter_order(self, asked: NewTicket) -> CounterTaken:
        """Takes an order down for a customer of its own.  Idempotent by its event's id; undone as a whole.

        Raises StoreError number_in_use (fields `number`, `next`) where the number means another order that
        nobody has picked up.  An order older than the counter's hours leaves its number to others.
        """
        ...

    async def mark_ready(
        self, case_id: int, order_id: int, *, event_id: int, staff: str, now: Millis
    ) -> Case:
        """The order waits at the counter since `now`: from then on its customer is to be reached.

        One that is ready or picked up already stays as it is.  Idempotent by the event's id; can be undone.
        """
        ...

    async def pick_up(self, event: Event, order_id: int, *, terminal: str = "") -> Logged:
        """Logs that one order was picked up: `event` is the ATTEMPT that says so.  Idempotent by its id.

        A customer with other orders coming stays on the list for those.
        """
        ...
