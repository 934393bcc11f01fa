"""Adding a way to reach a customer, or mending a number that could not be read."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.board.screens.prompts import Prompt
from tui.board.widgets.plain import words
from tui.domain.links import conversation
from tui.domain.model import Case, ContactPoint
from tui.domain.phones import PhoneReading, display, read_phones
from tui.domain.words import PointKind
from tui.i18n import say

Entered = tuple[PointKind, PhoneReading | str]


def understood(text: str) -> Entered | None:
    """What was typed: a phone, an @handle or an address; None while it is none of them."""
    text = text.strip()
    if text.startswith("@") or "instagram.com/" in text or "ig.me/" in text:
        handle = text.rstrip("/").rsplit("/", 1)[-1].removeprefix("@").partition("?")[0]
        return (PointKind.INSTAGRAM, handle) if conversation(handle) else None
    if "@" in text:
        name, _, host = text.partition("@")
        return (PointKind.EMAIL, text) if name and "." in host and " " not in text else None
    readings = read_phones(text)
    return (PointKind.PHONE, readings[0]) if readings and readings[0].value else None


def broken_point(case: Case, kind: PointKind = PointKind.PHONE) -> ContactPoint | None:
    """The first number of the case that could not be read."""
    return next((point for point in case.points if point.kind is kind and not point.value), None)


class PointScreen(Prompt):
    """Gives what was Entered, or None.  A broken number of the case is offered for mending."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        self._case = case
        self._broken = broken_point(case)

    def compose(self) -> ComposeResult:
        broken = self._broken
        question = say("board.ask_point", name=self._case.customer.name)
        suggested = ""
        if broken is not None:
            question = say("board.ask_mend", raw=broken.raw, problem=say(f"phones.{broken.problem}"))
            readings = read_phones(broken.raw)
            suggested = readings[0].suggestion if readings else ""
        with Vertical():
            yield Static(words(question), markup=False)
            yield Input(suggested, max_length=120)
            yield Static(words(say("board.point_examples")), markup=False, classes="hint", id="understood")

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        self.query_one("#understood", Static).update(words(self._describe(message.value)))

    def _describe(self, text: str) -> str:
        if not text.strip():
            return say("board.point_examples")
        entered = understood(text)
        if entered is None:
            readings = read_phones(text)
            if readings and readings[0].problem:
                return say(f"phones.{readings[0].problem}")
            return say("board.point_unclear")
        kind, value = entered
        shown = display(value.value) if isinstance(value, PhoneReading) else value
        return say("board.point_is", kind=say(f"board.point_{kind.value}"), value=shown)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        entered = understood(message.value)
        if entered is None:
            self.query_one("#understood", Static).update(words(self._describe(message.value)))
        else:
            self.dismiss(entered)
