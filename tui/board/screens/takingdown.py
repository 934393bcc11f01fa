"""What the customer wants, taken down again: how to reach them, when they come, what they ordered.

A value that a chat or their own words suggest stands grey in its empty field until Enter or Tab takes it.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from tui.board.answering import answered_sentence, log_answer
from tui.board.cells import fit, wrap
from tui.board.detail import order_texts
from tui.board.ledgers import suggested_value, suggestion_text
from tui.board.screens.base import CommandScreen
from tui.board.screens.checking import Next
from tui.board.screens.points import Entered, understood
from tui.board.table import Place
from tui.board.times import due_text
from tui.board.widgets.lines import Line, LinesWidget
from tui.board.widgets.plain import words
from tui.domain.checking import claimant_in
from tui.domain.due_values import due_said
from tui.domain.model import Millis
from tui.domain.phones import PhoneReading, display
from tui.domain.taking_down import FIELDS, Hint, TakenDown, hints_for, read_due
from tui.i18n import say

_CONTACT = "contact"
_ALL = (_CONTACT, *FIELDS)
_LONGEST = 120
_STEPS = {"taking_down.down": 1, "taking_down.up": -1}


class Around(LinesWidget):
    """Above the fields whose order it is, below them what is known of the one that has the keys."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.texts: list[tuple[str, str]] = []

    def lines(self, width: int, height: int) -> list[Line]:
        return [
            [(fit(" " + row, width), style)]
            for text, style in self.texts
            for row in wrap(text, max(8, width - 2))
        ]


class Field(Input):
    async def action_submit(self) -> None:
        """Enter: no message that a quick typist's next letter could overtake."""
        assert isinstance(self.screen, TakingDownScreen)
        await self.screen.action_command("taking_down.next")


class TakingDownScreen(CommandScreen):
    """Opened on a case that was recognised; gives a Next, or None.  What it logged is told in `app.news`."""

    PLACE = Place.TAKING_DOWN
    AUTO_FOCUS = "#take-contact"

    def __init__(self, case_id: int, told: str = "") -> None:
        super().__init__()
        self.case_id = case_id
        self._told = told
        self._hints: Mapping[str, Hint] = {}
        self._taken: dict[str, tuple[str, str]] = {}
        """Field → (what is shown, the value) of suggestions that were taken."""

    def body(self) -> ComposeResult:
        yield Around("taking-head")
        for field in _ALL:
            with Horizontal(classes="take-row"):
                yield Static(words(" " + say(f"inbound.field_{field}")), markup=False, classes="take-label")
                yield Field(max_length=_LONGEST, id=f"take-{field}", compact=True)
        yield Around("taking-foot")

    def mounted(self) -> None:
        self.in_background(self._begin())

    async def _begin(self) -> None:
        case = await self.session.fresh(self.case_id)
        if case is None:
            return
        zone = self.session.zone
        head = self.query_one("#taking-head", Around)
        title = say("inbound.take_title", name=case.customer.name or say("board.nameless"))
        head.texts = [
            (title, "title"),
            *((text, "muted") for text in order_texts(case, zone, 2) if case.pending),
        ]
        head.styles.height = max(2, min(4, len(head.texts)))
        head.refresh()
        self._hints = hints_for(case, self._told, self.session.clock(), zone)
        for field, hint in self._hints.items():
            self._field(field).placeholder = f"{self._shown(field, hint)}?"
        self._field(_CONTACT).value = claimant_in(self._told)
        self._tell_of(_CONTACT)

    def _field(self, name: str) -> Input:
        return self.query_one(f"#take-{name}", Input)

    def _shown(self, field: str, hint: Hint) -> str:
        return suggested_value(field, hint.value, self.session.zone)

    @property
    def _at(self) -> str:
        """The field that has the keys."""
        focused = self.focused
        name = (focused.id or "").removeprefix("take-") if focused is not None else ""
        return name if name in _ALL else _CONTACT

    # -- what is said of a field

    @on(Input.Changed)
    def _changed(self) -> None:
        self.tell("")
        self._tell_of(self._at)

    def _tell_of(self, name: str) -> None:
        foot = self.query_one("#taking-foot", Around)
        foot.texts = [*self._about(name), (say("inbound.take_keys"), "muted")]
        foot.refresh()

    def _about(self, name: str) -> list[tuple[str, str]]:
        text, hint = self._field(name).value.strip(), self._hints.get(name)
        if not text and hint is not None:
            source = hint.source
            session = self.session
            said = say("inbound.said_now")
            if source is not None:
                said = suggestion_text(source, session.zone, session.clock())
            return [(say("inbound.suggested", text=said), "soon")]
        if name == _CONTACT and text:
            return [(self._read_contact(text)[1], "")]
        if name == "due" and text:
            due = self._due()
            return [
                (
                    self._due_phrase(due) if due is not None else say("inbound.due_unclear"),
                    "" if due else "late",
                )
            ]
        return [(say(f"inbound.about_{name}"), "muted")]

    def _due_phrase(self, due: tuple[Millis, bool]) -> str:
        return say("inbound.due_is", time=due_text(*due, self.session.zone))

    def _read_contact(self, text: str) -> tuple[Entered | None, str]:
        entered = understood(text)
        if entered is None:
            return None, say("board.point_unclear")
        kind, value = entered
        shown = display(value.value) if isinstance(value, PhoneReading) else value
        return entered, say("inbound.contact_is", kind=say(f"board.point_{kind.value}"), value=shown)

    def _due(self) -> tuple[Millis, bool] | None:
        text = self._field("due").value.strip()
        shown, value = self._taken.get("due", ("", ""))
        if value and text == shown:
            return due_said(value)
        return read_due(text, self.session.clock(), self.session.zone) if text else None

    # -- commands

    async def action_command(self, command_id: str) -> None:
        """Going from field to field happens at once: what is typed next belongs into the next field."""
        if command_id == "taking_down.next" and self._took(self._at):
            self._go_to(self._at, 1)
        elif command_id == "taking_down.next" and self._at == _ALL[-1]:
            await super().action_command("taking_down.save")
        elif command_id in _STEPS:
            self._go_to(self._at, _STEPS[command_id])
        elif command_id != "taking_down.next":
            await super().action_command(command_id)

    def _took(self, name: str) -> bool:
        """Takes what is suggested where nothing was typed; whether it goes on to a next field."""
        field, hint = self._field(name), self._hints.get(name)
        if not field.value.strip() and hint is not None:
            shown = self._shown(name, hint)
            self._taken[name] = shown, hint.value
            field.value = shown
        return not self._wrong(name) and name != _ALL[-1]

    def _wrong(self, name: str) -> bool:
        """Whether a field cannot be read; says so."""
        text = self._field(name).value.strip()
        if not text:
            return False
        if name == _CONTACT and self._read_contact(text)[0] is None:
            self.tell(say("board.point_unclear"), "late")
            return True
        if name == "due" and self._due() is None:
            self.tell(say("inbound.due_unclear"), "late")
            return True
        return False

    def _go_to(self, name: str, step: int) -> None:
        at = max(0, min(len(_ALL) - 1, _ALL.index(name) + step))
        self.set_focus(self._field(_ALL[at]))  # at once: the widget's own way takes a turn
        self._tell_of(_ALL[at])

    async def do_save(self) -> None:
        case = await self.session.fresh(self.case_id)
        for name in _ALL:
            if self._wrong(name):
                self._field(name).focus()
                return
        if case is None:
            return
        due = self._due()
        due_at, has_time = due or (None, False)
        size, flavour, wording, note = (self._field(name).value.strip() for name in FIELDS[1:])
        taken = TakenDown(due_at, has_time, size, flavour, wording, note)
        contact = self._field(_CONTACT).value.strip()
        entered = self._read_contact(contact)[0] if contact else None
        logged = await log_answer(self.session, case, entered, taken)
        self.board_app.news = answered_sentence(logged, taken)
        self.dismiss(None)

    async def do_contact(self) -> None:
        self.dismiss(Next.CONTACT)
