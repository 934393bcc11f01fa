"""A customer with a reservation calls: what they want, and when they say they asked for it first."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widgets import Input

from tui.board.cells import fit, wrap
from tui.board.detail import honoured
from tui.board.requesting import log_request, way_of_calling
from tui.board.requestview import asked_text, kind_text, request_texts, understood_text
from tui.board.screens.base import CommandScreen, concerns
from tui.board.screens.checking import Next
from tui.board.table import Command, Place, keys_of, with_twins
from tui.board.times import due_text
from tui.board.widgets.lines import Line, LinesWidget, clickable
from tui.domain.asked import LONGEST, Asked, read_asked
from tui.domain.model import Case, ContactPoint, Order
from tui.domain.words import Direction, OrderStatus, RequestKind, Route
from tui.i18n import say
from tui.papers.phrases import won
from tui.store.results import NewRequest

_KINDS = tuple(RequestKind)
_MOST_ORDERS = 4
"""Shown at once, the chosen one among them."""


class RequestPane(LinesWidget):
    """Who and which reservation; below, the kinds with their keys, and how what was typed was understood."""

    def __init__(self) -> None:
        super().__init__(id="request-pane")
        self.texts: list[tuple[str, str]] = []
        self.kinds: list[tuple[str, str, bool, str]] = []

    def lines(self, width: int, height: int) -> list[Line]:
        if not self.texts:
            return [[(" " + say("board.reading"), "muted")]]
        lines = self._told(width)
        pieces: Line = [(" ", "")]
        for key, label, chosen, does in self.kinds:
            style = "strong" if chosen else ""
            pieces += [
                (f" {key} ", clickable("key", does)),
                (f"[{label}] " if chosen else f" {label}  ", clickable(style, does)),
            ]
        return [*lines[: max(2, height - 2)], [], pieces]

    def _told(self, width: int) -> list[Line]:
        return [[(" " + row, style)] for text, style in self.texts for row in wrap(text, max(8, width - 2))]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._told(width)) + 2


class RequestNote(LinesWidget):
    """Below the field: how it was understood."""

    def __init__(self) -> None:
        super().__init__(id="request-note")
        self.texts: list[tuple[str, str]] = []

    def lines(self, width: int, height: int) -> list[Line]:
        return [
            [(fit(" " + row, width), style)] for text, style in self.texts for row in wrap(text, width - 2)
        ]


class RequestScreen(CommandScreen):
    """Opened on a case that this terminal has claimed; `kind` where it is known already.

    Gives a Next, or None.  What it logged is told in `app.news`.
    """

    PLACE = Place.REQUEST
    WAITS = frozenset(("save", "order", "check", "contact"))
    DEFAULT_CSS = """
    RequestScreen #request-pane { height: auto; min-height: 6; max-height: 60%; }
    RequestScreen #request-note { height: 1fr; }
    RequestScreen Input { margin: 0 1; }
    """

    def __init__(
        self,
        case_id: int,
        told: str = "",
        kind: RequestKind | None = None,
        *,
        way: tuple[Route, ContactPoint | None] | None = None,
        direction: Direction = Direction.IN,
    ) -> None:
        """`way` is how we speak to them, where that is known; else what they `told` says how they came."""
        super().__init__()
        self._way, self._direction = way, direction
        self.case_id = case_id
        self._told = told
        self._kind = kind
        self._order_id: int | None = None
        """The order on the screen: others may come before it in the meantime."""

    def body(self) -> ComposeResult:
        yield RequestPane()
        field = Input(
            placeholder=say("requests.asked_hint"), max_length=LONGEST, id="find-input", select_on_focus=False
        )
        field.disabled = self._kind is None
        yield field
        yield RequestNote()

    def mounted(self) -> None:
        if self._kind is not None:
            self.query_one(Input).focus()
        self.read_first(self._begin())

    async def _begin(self) -> None:
        await self.session.fresh(self.case_id)
        self._show()

    # -- what is shown

    @property
    def orders(self) -> tuple[Order, ...]:
        """Those still owed by the time they are due, then the others."""
        case = self.session.case(self.case_id)
        if case is None:
            return ()
        pending = sorted(case.pending, key=lambda order: (order.due_at is None, order.due_at or 0))
        return (*pending, *(order for order in case.orders if order not in pending))

    @property
    def order(self) -> Order | None:
        orders = self.orders
        return next((order for order in orders if order.id == self._order_id), orders[0] if orders else None)

    @property
    def asked(self) -> Asked:
        return read_asked(self.query_one(Input).value, self.session.clock(), self.session.zone)

    def _show(self) -> None:
        case = self.session.case(self.case_id)
        if case is None or self.gone:
            return
        pane, now, zone = self.query_one(RequestPane), self.session.clock(), self.session.zone
        chosen, orders = self.order, self.orders
        self._order_id = chosen.id if chosen is not None else None
        first = max(0, orders.index(chosen) - _MOST_ORDERS + 1) if chosen is not None else 0
        texts = [
            (
                say(
                    "requests.title" if self._way is None else "requests.title_speaking", name=honoured(case)
                ),
                "title",
            )
        ]
        for order in orders[first : first + _MOST_ORDERS]:
            mark = "▌ " if order is chosen else "  "
            texts.append((mark + _order_text(order, zone), "" if order is chosen else "muted"))
        texts += request_texts(case, now, zone)[:4]
        pane.texts = texts
        pane.refresh(layout=True)
        self._show_note()
        self.show_commands()

    def show_commands(self) -> None:
        """The kinds name their keys as the footer does."""
        super().show_commands()
        keys = {command.action: self.key_of(command) for command in self.commands}
        pane = self.query_one(RequestPane)
        pane.kinds = [
            (keys[kind.value], kind_text(kind), kind is self._kind, f"request.{kind.value}")
            for kind in _KINDS
        ]
        pane.refresh()

    def _show_note(self) -> None:
        note = self.query_one(RequestNote)
        if self._kind is None:
            note.texts = [(say("requests.choose_kind"), "accent")]
        else:
            note.texts = [
                (understood_text(self.asked, self.session.zone), ""),
                (say("requests.enter_keeps", kind=kind_text(self._kind)), "muted"),
            ]
        note.refresh()

    @on(Input.Changed)
    def _changed(self) -> None:
        self._show_note()

    @on(Input.Submitted)
    async def _submitted(self) -> None:
        await self.action_command("request.save")

    # -- commands

    def unavailable(self, command: Command) -> str:
        if command.action == "save" and self._kind is None:
            return say("requests.choose_kind")
        if command.action in ("check", "contact") and self._way is not None:
            return say("requests.while_speaking")
        if command.action == "order" and len(self.orders) < 2:
            return say("requests.one_order")
        return ""

    async def on_key(self, event: events.Key) -> None:
        """A kind is chosen before the next key of a burst is looked at: that one belongs into the field."""
        kind = next((kind for kind in _KINDS if event.key in self._keys_of(kind)), None)
        if self.takes_text and event.is_printable and event.character:
            self.query_one(Input).insert_text_at_cursor(event.character)
        elif kind is not None:
            await self.action_command(f"request.{kind.value}")
        else:
            return
        event.stop()
        event.prevent_default()

    def _keys_of(self, kind: RequestKind) -> frozenset[str]:
        command = next(command for command in self.commands if command.action == kind.value)
        return frozenset(with_twins(keys_of(command, self.keymap)))

    async def action_command(self, command_id: str) -> None:
        """A kind is chosen at once: what is typed next belongs into the field."""
        name = command_id.removeprefix("request.")
        if name in list(RequestKind):
            self._choose(RequestKind(name))
            return
        await super().action_command(command_id)

    def _choose(self, kind: RequestKind) -> None:
        self._kind = kind
        field = self.query_one(Input)
        field.disabled = False
        self.set_focus(field)  # at once: the widget's own way takes a turn
        self._show()

    async def do_order(self) -> None:
        orders, chosen = self.orders, self.order
        if chosen is not None:
            self._order_id = orders[(orders.index(chosen) + 1) % len(orders)].id
            self._show()

    async def do_save(self) -> None:
        assert self._kind is not None
        session = self.session
        case = await session.fresh(self.case_id)
        if case is None:
            return
        asked, order = self.asked, self.order
        request = NewRequest(
            self._kind,
            order.id if order is not None else None,
            asked.at,
            asked.has_time,
            asked.by,
            asked.said,
        )
        way = self._way or way_of_calling(session, case, self._told)
        logged = await log_request(session, case, request, way, direction=self._direction)
        self.board_app.news = _kept_sentence(logged.case, request, session.zone)
        self.dismiss(None)

    async def do_check(self) -> None:
        self.dismiss(Next.CHECK)

    async def do_contact(self) -> None:
        self.dismiss(Next.CONTACT)

    # -- news

    def cases_changed(self, cases: frozenset[int]) -> None:
        if concerns(cases, (self.case_id,)):
            self.in_background(self._begin())

    def language_changed(self) -> None:
        super().language_changed()
        self._show()


def _order_text(order: Order, zone: str) -> str:
    parts = [
        due_text(order.due_at, order.due_has_time, zone)
        if order.due_at is not None
        else say("board.undated"),
        order.details,
        won(order.amount) if order.amount else "",
        say("board.order_no", no=order.order_no) if order.order_no else "",
        order.status_text if order.status is not OrderStatus.PENDING else "",
    ]
    return " · ".join(part for part in parts if part)


def _kept_sentence(case: Case, request: NewRequest, zone: str) -> str:
    """ "박서준 님 · 취소 요청으로 기록했어요. 먼저 말했다는 때도 남겼어요: 10/15(토) 카카오톡. …"."""
    name = case.customer.name or say("board.nameless")
    first = asked_text(request.asked_at, request.asked_has_time, request.asked_by, zone)
    if first:
        return say("requests.kept_first", name=name, kind=kind_text(request.kind), first=first)
    key = "requests.kept_words" if request.said else "requests.kept"
    return say(key, name=name, kind=kind_text(request.kind))
