"""The counter: orders by number: ready, being made, picked up; a number or a phone is simply typed."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding

from tui.board.counterview import CounterHead, TicketRow, ticket_row
from tui.board.counting import Counting
from tui.board.screens.ticket import TicketScreen
from tui.board.table import Command, Place
from tui.board.widgets.counter import READY, CounterLists, TakeLine, Typed
from tui.board.widgets.rowlist import RowList
from tui.domain.counter import (
    Columns,
    Step,
    Ticket,
    find,
    first_to_act,
    read_entry,
    read_phone,
    step_of,
)
from tui.domain.words import EventKind, Outcome
from tui.i18n import say

_LONGEST = 14


class CounterScreen(TicketScreen):
    PLACE = Place.COUNTER
    DEFAULT_CSS: ClassVar[str] = """
    #counter-head { height: 2; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._found = Columns((), (), ())

    def body(self) -> ComposeResult:
        yield CounterHead()
        yield CounterLists(self._row)
        yield TakeLine()

    def mounted(self) -> None:
        self._show()
        self.in_background(self._begin())

    async def _begin(self) -> None:
        await self.board_app.ready()
        self.counting = Counting(self.session)
        await self._read()

    # -- what is shown

    @property
    def _line(self) -> TakeLine:
        return self.query_one(TakeLine)

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
        self._lists.show(self._found)
        self._show_typed()
        self.show_commands()

    def _show_typed(self) -> None:
        head = self.query_one(CounterHead)
        watched = self.board_app.watched_label
        head.show(self.session, self._found, self._typed, self._meaning(), watched, taking=self._line.display)

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

    @on(RowList.Opened)
    async def _opened(self) -> None:
        await self.action_command("counter.contact")

    def label(self, command: Command) -> str:
        """While an order is taken down Enter goes from field to field."""
        if command.action == "contact" and self._line.display:
            return say("counter.next_field")
        return super().label(command)

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
        if not self._line.display:
            raise SkipAction  # to the command of that key, in its turn behind the digits
        typed = await self._line.entered()
        if typed is not None and read_phone(typed.phone) is None:
            self._line.put_back(typed, "phone")
            self.tell(say("counter.phone_unclear"), "late")
        elif typed is not None:
            self._line.begin(self._offered)
            self.in_background(self._submit(typed))

    def action_typed(self, digit: str) -> None:
        if digit and len(self._typed) < _LONGEST:
            self._type(self._typed + digit)
        elif not digit:
            self._type(self._typed[:-1])

    async def on_key(self, event: events.Key) -> None:
        """Beside what every screen does with a key."""
        digit = "" if self.takes_text else _digit(event.character or "")
        if digit:
            event.stop()
            self.action_typed(digit)

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
        if self._line.display and command_id in _SIDES:
            self._line.step(_SIDES[command_id])
            return
        if command_id in _ABOUT_ONE:
            typed = self._take_typed()
            command = next(each for each in self.commands if each.id == command_id)
            self.in_background(self._about(command, typed, self._lists.selected))
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

    async def _number_entered(self, ticket: Ticket) -> None:
        """A number and Enter: ready, if it was being made; never more than that."""
        if step_of(ticket, self.session.policy) is Step.MAKING:
            await self._ready(ticket)
            return
        self._lists.show_ticket(ticket)
        self._tell_already(ticket)

    # -- taking an order

    async def do_take(self) -> None:
        self._line.begin(self._offered)
        self._show_typed()

    async def do_no_phone(self) -> None:
        await self._take("", "", "")

    async def _submit(self, typed: Typed) -> None:
        """Takes the order; where that cannot be, all that was typed stands in the line again."""
        async with self._turn:
            with self.board_app.telling_errors():
                if await self._take(typed.number, read_phone(typed.phone) or "", typed.drinks):
                    self._line.offer(self._offered)
                    return
        self._line.put_back(typed, "number")

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

    async def do_import(self, dropped: str = "") -> None:
        await self.board_app.import_files(dropped)
        await self._read()

    async def do_left(self) -> None:
        self._lists.step(-1)

    async def do_right(self) -> None:
        self._lists.step(1)

    async def do_undo(self) -> None:
        from tui.board.undoing import took_back_act, took_back_event

        app, before = self.board_app, {ticket.case_id: ticket.number for ticket in self._found_all()}
        if await took_back_act(app, self):
            return
        undone = await took_back_event(app, self)
        await self._read()
        if undone is None or undone.case is None or not (number := before.get(undone.case.id)):
            return
        attempt = undone.event.attempt
        if undone.event.kind is EventKind.ORDERS_CHANGED:
            still = any(ticket.case_id == undone.case.id for ticket in self._found_all())
            self.tell(say(f"counter.undone_{'ready' if still else 'taken'}", number=number), "good")
        elif attempt is not None and attempt.outcome in (Outcome.PAGED, Outcome.PICKED_UP):
            self.tell(say(f"counter.undone_{attempt.outcome.value}", number=number), "good")

    def _found_all(self) -> list[Ticket]:
        return list(self.counting.tickets) if self.counting is not None else []

    async def do_bell(self) -> None:
        from tui.board.profiles import switch_bell

        rings = switch_bell(self.board_app)
        self.tell(say("counter.bell_on" if rings else "counter.bell_off"))
        if rings:
            self.app.bell()

    async def do_settings(self) -> None:
        await super().do_settings()
        self._show()

    async def do_back(self) -> None:
        """Esc: out of the line of the new order, then what was typed, and no further."""
        if self._line.display:
            self._line.end()
            self._lists.named(READY).focus()
            self._show_typed()
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
        self._lists.say_anew()
        self._line.say_anew()
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
