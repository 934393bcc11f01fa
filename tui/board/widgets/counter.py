"""The counter's widgets: its three lists side by side, and the line in which a new order is taken down."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from tui.board.counterview import TicketRow, column_titles
from tui.board.lanes import LaneOrder
from tui.board.widgets.plain import words
from tui.board.widgets.rowlist import RowList
from tui.domain.counter import Columns, Ticket, read_phone, whole_phone
from tui.i18n import say

READY, MAKING, PICKED_UP = "ready", "making", "picked-up"
_LISTS = (READY, MAKING, PICKED_UP)
_FIELDS = ("number", "phone", "drinks")


class CounterLists(Horizontal):
    """Ready, being made, picked up.  One of them has the keys."""

    DEFAULT_CSS: ClassVar[str] = """
    CounterLists { height: 1fr; }
    CounterLists #list-ready { width: 5fr; }
    CounterLists #list-making { width: 4fr; }
    CounterLists #list-picked-up { width: 3fr; }
    """

    def __init__(self, row_of: Callable[[int], TicketRow | None]) -> None:
        super().__init__(id="counter-lists")
        self._row_of = row_of
        self._found = Columns((), (), ())

    def compose(self) -> ComposeResult:
        for name in _LISTS:
            yield RowList(LaneOrder(), self._row_of, id=f"list-{name}")

    def on_mount(self) -> None:
        self.say_anew()
        self.named(READY).focus()

    def say_anew(self) -> None:
        """What an empty list says, in the language of now."""
        for name in _LISTS:
            self.named(name).empty = say(f"counter.empty_{name.replace('-', '_')}")

    def named(self, name: str) -> RowList:
        return self.query_one(f"#list-{name}", RowList)

    def show(self, found: Columns) -> None:
        self._found = found
        for name, tickets in zip(_LISTS, found, strict=True):
            rows = self.named(name)
            ids = array("q", (ticket.order_id for ticket in tickets))
            rows.order = LaneOrder(array("q", range(len(ids))), ids)
            rows.forget_strips()
            rows.order_changed()
        self._show_titles()

    @on(RowList.Moved)
    def _show_titles(self) -> None:
        for name, title in zip(_LISTS, column_titles(self._found), strict=True):
            rows = self.named(name)
            rows.show_title(title, "accent" if rows.has_focus else "strong")

    @property
    def selected(self) -> int | None:
        """The order under the cursor of the list that has the keys."""
        return next((rows.case_id for name in _LISTS if (rows := self.named(name)).has_focus), None)

    def show_ticket(self, ticket: Ticket) -> None:
        """Puts the cursor on an order that is ready or picked up."""
        rows = self.named(READY if ticket.picked_up_at is None else PICKED_UP)
        rows.focus()
        rows.select_case(ticket.order_id)

    def step(self, step: int) -> None:
        at = next((place for place, name in enumerate(_LISTS) if self.named(name).has_focus), 0)
        self.named(_LISTS[(at + step) % len(_LISTS)]).focus()


class Typed(NamedTuple):
    """What stood in the line of a new order."""

    number: str
    phone: str
    drinks: str


class TakeLine(Horizontal):
    """Number, the phone's last eight digits, drinks.  It is there only while orders are taken down."""

    DEFAULT_CSS: ClassVar[str] = """
    TakeLine { height: 1; display: none; background: $boost; }
    TakeLine Static { width: auto; padding: 0 1; }
    TakeLine Input, TakeLine Input:focus {
        border: none; height: 1; padding: 0 1; background: $surface;
    }
    TakeLine Input:focus { background: $panel; }
    #take-number { width: 10; }
    #take-phone { width: 18; }
    #take-drinks { width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__(id="take")

    def compose(self) -> ComposeResult:
        for name in _FIELDS:
            yield Static(words(say(f"counter.take_{name}")), markup=False, id=f"take-{name}-label")
            # What is typed into a number or phone that stands there already takes its place.
            yield Input(id=f"take-{name}", max_length=60, select_on_focus=name != "drinks")

    def say_anew(self) -> None:
        """Its words in the language of now; what was typed stays."""
        for name in _FIELDS:
            self.query_one(f"#take-{name}-label", Static).update(words(say(f"counter.take_{name}")))
        self._field("phone").placeholder = say("counter.take_phone_hint")

    def _field(self, name: str) -> Input:
        return self.query_one(f"#take-{name}", Input)

    def _go_to(self, name: str) -> None:
        """At once: the key that comes next is the field's already."""
        self.screen.set_focus(self._field(name))

    def begin(self, offered: str) -> None:
        """Empty, for the next order; `offered` is the number that it has if nobody types another one."""
        self.display = True
        for name in _FIELDS:
            self._field(name).value = ""
        self._field("phone").placeholder = say("counter.take_phone_hint")
        self.offer(offered)
        self._go_to("phone")

    def offer(self, number: str) -> None:
        self._field("number").placeholder = number

    def end(self) -> None:
        self.display = False

    def put_back(self, typed: Typed, wrong: str) -> None:
        """All that was typed, with the keys on the field that is `wrong`."""
        for name, value in zip(_FIELDS, typed, strict=True):
            self._field(name).value = value
        self._go_to(wrong)

    def step(self, step: int) -> None:
        at = _FIELDS.index(self._at(_FIELDS[0]))
        self._go_to(_FIELDS[(at + step) % len(_FIELDS)])

    def _at(self, otherwise: str) -> str:
        return next((name for name in _FIELDS if self._field(name).has_focus), otherwise)

    @on(Input.Changed, "#take-phone")
    def _phone_typed(self, message: Input.Changed) -> None:
        """Behind the last digit the line goes on by itself; what was typed on meanwhile goes with it."""
        phone, rest = whole_phone(message.value)
        if phone is None or not self.display:
            return
        drinks = self._field("drinks")
        if rest:
            self._field("phone").value = phone
            drinks.value += rest
        if self._field("phone").has_focus:
            self._go_to("drinks")
            drinks.cursor_position = len(drinks.value)

    async def entered(self) -> Typed | None:
        """Goes on to the next field; the order from the last one, or from behind a whole phone.

        No key is looked at meanwhile.  A phone that is neither there nor empty keeps the cursor: the line is
        given as it stands, and whoever reads it finds the phone unclear.
        """
        name = self._at("phone")
        await self._all_typed(name)
        value = self._field(name).value
        if name == "number":
            self._go_to("phone")
            return None
        if name == "phone" and read_phone(value) is not None and whole_phone(value)[0] is None:
            self._go_to("drinks")
            return None
        await self._all_typed("drinks")
        return Typed(*(self._field(each).value.strip() for each in _FIELDS))

    async def _all_typed(self, name: str) -> None:
        """Once the field has taken what was typed into it."""
        taken = asyncio.Event()
        self._field(name).call_later(taken.set)
        await taken.wait()
