"""The counter: orders by number: ready, being made, picked up; a number or a phone is simply typed."""

from __future__ import annotations

import asyncio
from array import array
from typing import ClassVar

from textual import events, on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Static

from tui.board.counterview import CounterHead, TicketRow, column_titles, ticket_row
from tui.board.counting import Counting
from tui.board.lanes import LaneOrder
from tui.board.screens.base import CommandScreen
from tui.board.table import Command, Place
from tui.board.widgets.plain import words
from tui.board.widgets.rowlist import RowList
from tui.domain.counter import (
    Columns,
    Step,
    Ticket,
    find,
    first_to_act,
    read_entry,
    read_phone,
    same_number,
    step_of,
    whole_phone,
)
from tui.domain.words import EventKind
from tui.i18n import say
from tui.store.results import StoreError

_LISTS = ("ready", "making", "picked-up")
_FIELDS = ("number", "phone", "drinks")
_LONGEST = 14


class CounterScreen(CommandScreen):
    PLACE = Place.COUNTER
    DEFAULT_CSS: ClassVar[str] = """
    #counter-head { height: 2; background: $panel; }
    #counter-lists { height: 1fr; }
    #counter-lists #list-ready { width: 5fr; }
    #counter-lists #list-making { width: 4fr; }
    #counter-lists #list-picked-up { width: 3fr; }
    #take { height: 1; display: none; background: $boost; }
    #take Static { width: auto; padding: 0 1; }
    #take Input, #take Input:focus { border: none; height: 1; padding: 0 1; background: $surface; }
    #take Input:focus { background: $panel; }
    #take-number { width: 10; }
    #take-phone { width: 18; }
    #take-drinks { width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__(id="counter")
        self.counting: Counting | None = None
        self._typed = ""
        self._found = Columns((), (), ())

    def body(self) -> ComposeResult:
        yield CounterHead()
        with Horizontal(id="counter-lists"):
            for name in _LISTS:
                yield RowList(LaneOrder(), self._row, id=f"list-{name}")
        with Horizontal(id="take"):
            for name in _FIELDS:
                yield Static(words(say(f"counter.take_{name}")), markup=False)
                yield Input(id=f"take-{name}", max_length=60)

    def mounted(self) -> None:
        for name in _LISTS:
            self._list(name).empty = say(f"counter.empty_{name.replace('-', '_')}")
        self._list("ready").focus()
        self._show()
        self.in_background(self._begin())

    async def _begin(self) -> None:
        await self.board_app.ready()
        self.counting = Counting(self.session)
        await self._read()

    # -- what is shown

    def _list(self, name: str) -> RowList:
        return self.query_one(f"#list-{name}", RowList)

    def _row(self, order_id: int) -> TicketRow | None:
        ticket = self.counting.ticket(order_id) if self.counting is not None else None
        return None if ticket is None else ticket_row(ticket, self.session)

    async def _read(self) -> None:
        if self.counting is not None:
            with self.board_app.telling_errors():
                await self.counting.read()
            self._show()

    def _show(self) -> None:
        if self.gone:
            return
        if self.counting is not None:
            self._found = self.counting.columns()
        titles = column_titles(self._found)
        for name, title, tickets in zip(_LISTS, titles, self._found, strict=True):
            rows = self._list(name)
            ids = array("q", (ticket.order_id for ticket in tickets))
            rows.order = LaneOrder(array("q", range(len(ids))), ids)
            rows.forget_strips()
            rows.order_changed()
            rows.show_title(title, "accent" if rows.has_focus else "strong")
        self._show_typed()
        self.show_commands()

    def _show_typed(self) -> None:
        head = self.query_one(CounterHead)
        head.show(self.session, self._found, self._typed, self._meaning(), self.board_app.watched_label)

    def _meaning(self) -> str:
        """What Enter would do with what was typed."""
        entry = read_entry(self._typed)
        if entry.phone and self.counting is not None:
            return say("counter.means_new", number=self.counting.next_number)
        if not entry.number:
            return say("counter.means_unclear") if self._typed else ""
        ticket = self._named(entry.number)
        if ticket is None:
            return say("counter.means_nothing", number=entry.number)
        return say(f"counter.means_{step_of(ticket, self.session.policy).value}")

    def _named(self, number: str) -> Ticket | None:
        return find(self.counting.tickets, number) if self.counting is not None else None

    @on(RowList.Moved)
    def _moved(self, message: RowList.Moved) -> None:
        for name, title in zip(_LISTS, column_titles(self._found), strict=True):
            rows = self._list(name)
            rows.show_title(title, "accent" if rows.has_focus else "strong")

    @on(RowList.Opened)
    async def _opened(self) -> None:
        await self.action_command("counter.contact")

    # -- typing

    def build_bindings(self, keymap: dict[str, str]) -> None:
        """Digits are bound as commands are: keys that come together keep their order."""
        super().build_bindings(keymap)
        for digit in "0123456789":
            self._bindings.bind(digit, f"typed('{digit}')", show=False)
        self._bindings.bind("backspace", "typed('')", show=False)
        # Before the field that has the keys: what is typed after Enter belongs to the next one.
        entered = Binding("enter", "entered", show=False, priority=True)
        self._bindings.key_to_bindings.setdefault("enter", []).insert(0, entered)

    async def action_entered(self) -> None:
        if not self.query_one("#take").display:
            raise SkipAction  # to the command of that key, in its turn behind the digits
        await self._enter_field()

    def action_typed(self, digit: str) -> None:
        if digit and len(self._typed) < _LONGEST:
            self._type(self._typed + digit)
        elif not digit:
            self._type(self._typed[:-1])

    async def on_key(self, event: events.Key) -> None:
        digit = "" if self.takes_text else _digit(event.character or "")
        if digit:
            event.stop()
            self.action_typed(digit)
            return
        await super().on_key(event)

    def _type(self, text: str) -> None:
        self._typed = text
        self._show_typed()

    def _take_typed(self) -> str:
        """What was typed, once: the line is empty for what is typed next, whatever becomes of this."""
        typed = self._typed
        self._type("")
        return typed

    async def action_command(self, command_id: str) -> None:
        """What was typed so far belongs to this key, and what is typed after it to the next one."""
        if self.query_one("#take").display and command_id in _SIDES:
            self._next_field(_SIDES[command_id])
            return
        if command_id in _ABOUT_ONE:
            typed = self._take_typed()
            command = next(each for each in self.commands if each.id == command_id)
            self.in_background(self._about(command, typed, self._selected_id()))
            return
        await super().action_command(command_id)

    async def _about(self, command: Command, typed: str, selected: int | None) -> None:
        await self.board_app.ready()
        async with self._turn:
            if self.counting is None:
                self.counting = Counting(self.session)
                await self._read()
            with self.board_app.telling_errors():
                await self._do_about(command, typed, selected)

    async def _do_about(self, command: Command, typed: str, selected: int | None) -> None:
        entry = read_entry(typed)
        if typed and not (entry.number or entry.phone):
            self.tell(say("counter.unclear", typed=typed), "late")
        elif entry.phone:
            if command.action == "contact":
                await self._take("", entry.phone, "")
            else:
                self.tell(say("counter.phone_no_number"), "late")
        elif entry.number:
            ticket = self._named(entry.number)
            if ticket is None:
                await self._read()
                ticket = self._named(entry.number)
            if ticket is None:
                self.tell(say("counter.means_nothing", number=entry.number), "late")
            elif command.action == "contact":
                await self._number_entered(ticket)
            else:
                await self._act(command.action, ticket)
        else:
            assert self.counting is not None
            chosen = self.counting.ticket(selected) if selected is not None else None
            if chosen is None:
                self.tell(say("counter.nothing_selected"))
            else:
                await self._act(command.action, chosen)

    def _selected_id(self) -> int | None:
        return next((rows.case_id for name in _LISTS if (rows := self._list(name)).has_focus), None)

    async def _number_entered(self, ticket: Ticket) -> None:
        """A number and Enter: ready, if it was being made; never more than that."""
        if step_of(ticket, self.session.policy) is Step.MAKING:
            await self._ready(ticket)
            return
        name = "picked-up" if ticket.picked_up_at is not None else "ready"
        self._list(name).focus()
        self._list(name).select_case(ticket.order_id)
        key = "already_picked_up" if ticket.picked_up_at is not None else "already_ready"
        self.tell(say(f"counter.{key}", number=ticket.number))

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
            key = "already_picked_up" if ticket.picked_up_at is not None else "already_ready"
            self.tell(say(f"counter.{key}", number=ticket.number))
            return
        await self.counting.ready(ticket)
        await self._wrote(say("counter.is_ready", number=ticket.number))

    async def _picked_up(self, ticket: Ticket) -> None:
        assert self.counting is not None
        if ticket.picked_up_at is not None:
            self.tell(say("counter.already_picked_up", number=ticket.number))
            return
        await self.counting.pick_up(ticket)
        await self._wrote(say("counter.is_picked_up", number=ticket.number))

    async def _wrote(self, sentence: str) -> None:
        await self._read()
        self.tell(sentence, "good")

    async def _approach(self, ticket: Ticket) -> None:
        """Calls whom there is a number of and who was not called yet; pages everybody else."""
        if ticket.picked_up_at is not None:
            self.tell(say("counter.already_picked_up", number=ticket.number))
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
            self._list("ready").select(0)
            self.tell(app.news, "good")

    async def _page(self, ticket: Ticket) -> None:
        from tui.board.screens.paging import PageScreen

        assert self.counting is not None
        if ticket.ready_at is None or ticket.picked_up_at is not None:
            self.tell(say("counter.not_ready", number=ticket.number))
            return
        if not await self.board_app.claimed(ticket.case_id):
            return
        answer = await self.app.push_screen_wait(PageScreen(ticket))
        if answer == "called":
            await self.counting.page(ticket)
            self._list("ready").select(0)
            await self._wrote(say("counter.was_paged", number=ticket.number))
        elif answer == "picked_up":
            await self._picked_up(ticket)
        else:
            await self.session.release(ticket.case_id)

    # -- taking an order

    async def do_take(self) -> None:
        self.query_one("#take").display = True
        self._clear_form()

    async def do_no_phone(self) -> None:
        await self._take("", "", "")

    def _clear_form(self) -> None:
        for name in _FIELDS:
            self._field(name).value = ""
        self._field("number").placeholder = self._offered
        self._field("phone").placeholder = say("counter.take_phone_hint")
        self._field("phone").focus()

    def _next_field(self, step: int) -> None:
        at = next((place for place, name in enumerate(_FIELDS) if self._field(name).has_focus), 0)
        self._field(_FIELDS[(at + step) % len(_FIELDS)]).focus()

    def _field(self, name: str) -> Input:
        return self.query_one(f"#take-{name}", Input)

    @on(Input.Changed, "#take-phone")
    def _phone_typed(self, message: Input.Changed) -> None:
        """Behind the last digit the line goes on by itself; what was typed on meanwhile goes with it."""
        phone, rest = whole_phone(message.value)
        if phone is None or not self.query_one("#take").display:
            return
        drinks = self._field("drinks")
        if rest:
            self._field("phone").value = phone
            drinks.value += rest
        if self._field("phone").has_focus:
            drinks.focus()
            drinks.cursor_position = len(drinks.value)

    async def _enter_field(self) -> None:
        """Goes on to the next field; from the last one, or behind a whole phone, the order is taken."""
        name = next((each for each in _FIELDS if self._field(each).has_focus), "phone")
        await self._all_typed(name)
        value = self._field(name).value
        if name == "number":
            self._field("phone").focus()
        elif name == "phone" and read_phone(value) is None:
            self.tell(say("counter.phone_unclear"), "late")
        elif name == "phone" and whole_phone(value)[0] is None:
            self._field("drinks").focus()
        else:
            await self._all_typed("drinks")
            typed = [self._field(each).value.strip() for each in _FIELDS]
            self._clear_form()
            self.in_background(self._submit(*typed))

    async def _all_typed(self, name: str) -> None:
        """Once the field has taken what was typed into it; no key is looked at meanwhile."""
        taken = asyncio.Event()
        self._field(name).call_later(taken.set)
        await taken.wait()

    async def _submit(self, number: str, phone: str, drinks: str) -> None:
        """Takes the order; where that cannot be, all that was typed stands in the line again."""
        read = read_phone(phone)
        async with self._turn:
            with self.board_app.telling_errors():
                if read is not None and await self._take(number, read, drinks):
                    self._field("number").placeholder = self._offered
                    return
        for name, value in zip(_FIELDS, (number, phone, drinks), strict=True):
            self._field(name).value = value
        self._field("phone" if read is None else "number").focus()
        if read is None:
            self.tell(say("counter.phone_unclear"), "late")

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

    # -- other commands

    async def do_next(self) -> None:
        session = self.session
        await self._read()
        ticket = first_to_act(self._found.ready, session.clock(), session.policy, session.terminal)
        if ticket is None:
            self.tell(say("counter.nothing_to_do"))
            return
        await self._approach(ticket)

    async def do_find(self) -> None:
        from tui.board.screens.find import FindScreen

        chosen = await self.app.push_screen_wait(FindScreen())
        if isinstance(chosen, int):
            await self.board_app.contact(chosen)
            await self._read()

    async def do_board(self) -> None:
        self.dismiss(None)

    async def do_review(self) -> None:
        from tui.board.screens.review import ReviewScreen

        chosen = await self.app.push_screen_wait(ReviewScreen())
        await self._read()
        if isinstance(chosen, int):
            await self.board_app.contact(chosen)

    async def do_import(self) -> None:
        await self.board_app.import_files()
        await self._read()

    async def do_left(self) -> None:
        self._step(-1)

    async def do_right(self) -> None:
        self._step(1)

    def _step(self, step: int) -> None:
        at = next((place for place, name in enumerate(_LISTS) if self._list(name).has_focus), 0)
        self._list(_LISTS[(at + step) % len(_LISTS)]).focus()

    async def do_undo(self) -> None:
        from tui.board.undoing import took_back_act, took_back_event

        app, before = self.board_app, {ticket.case_id: ticket.number for ticket in self._found_all()}
        if await took_back_act(app, self):
            return
        undone = await took_back_event(app, self)
        await self._read()
        if undone is None or undone.case is None or undone.event.kind is not EventKind.ORDERS_CHANGED:
            return
        number = before.get(undone.case.id, "")
        still = any(ticket.case_id == undone.case.id for ticket in self._found_all())
        self.tell(say("counter.undone_ready" if still else "counter.undone_taken", number=number), "good")

    def _found_all(self) -> list[Ticket]:
        return list(self.counting.tickets) if self.counting is not None else []

    async def do_bell(self) -> None:
        from tui.board.profiles import switch_bell

        rings = switch_bell(self.board_app)
        self.tell(say("counter.bell_on" if rings else "counter.bell_off"))
        if rings:
            self.app.bell()

    async def do_profile(self) -> None:
        from tui.board.profiles import choose_profile

        await choose_profile(self.board_app)

    async def do_settings(self) -> None:
        await self.board_app.ask_settings()
        self._show()

    async def do_language(self) -> None:
        self.board_app.switch_language()

    async def do_theme(self) -> None:
        self.board_app.switch_theme()

    async def do_back(self) -> None:
        """Esc: out of the line of the new order, then what was typed, and no further."""
        form = self.query_one("#take")
        if form.display:
            form.display = False
            self._list("ready").focus()
        elif self._typed:
            self._type("")
        else:
            self.tell(say("board.how_to_leave"))

    # -- news

    def cases_changed(self, cases: frozenset[int]) -> None:
        self.in_background(self._read(), exclusive=True, group="counter")

    def minute_passed(self) -> None:
        self.in_background(self._read(), exclusive=True, group="counter")

    def language_changed(self) -> None:
        super().language_changed()
        for name in _LISTS:
            self._list(name).empty = say(f"counter.empty_{name.replace('-', '_')}")
        self._show()


_ABOUT_ONE = frozenset(f"counter.{name}" for name in ("contact", "ready", "page", "picked_up"))
"""Commands about the typed number, or the selected one."""
_SIDES = {"counter.left": -1, "counter.right": 1}


def _digit(character: str) -> str:
    """The digit that one of full width means, as some Korean keyboards send it; "" for anything else."""
    if len(character) != 1 or character.isascii() or not character.isdecimal():
        return ""
    from unicodedata import decimal

    return str(decimal(character))
