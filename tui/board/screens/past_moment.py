"""Asks when something happened, and shows how it was understood while it is typed."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.board.screens.base import session_of
from tui.board.screens.prompts import Prompt
from tui.board.times import due_text
from tui.board.widgets.plain import words
from tui.domain.dates import Moment, read_moment
from tui.domain.model import Millis
from tui.i18n import say


class PastMomentScreen(Prompt):
    """Gives the moment, or None.  A day needs its time, and nothing can have happened later than now."""

    def __init__(self, question: str, value: str = "") -> None:
        super().__init__()
        self._question = question
        self._value = value

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(words(self._question), markup=False)
            yield Input(self._value, max_length=40)
            yield Static(words(say("delivery.time_examples")), markup=False, classes="hint", id="understood")

    def _read(self, text: str) -> Moment:
        session = session_of(self)
        return read_moment(text.strip(), session.clock(), session.zone)

    def _refusal(self, moment: Moment) -> str:
        """Why what was typed cannot be taken; "" where it can."""
        if moment.at is None or not moment.has_time:
            return say("delivery.time_unclear")
        return say("delivery.time_future") if moment.at > session_of(self).clock() else ""

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        text = say("delivery.time_examples")
        if message.value.strip():
            moment = self._read(message.value)
            text = self._refusal(moment) or say("delivery.time_understood", time=self._shown(moment.at or 0))
        self.query_one("#understood", Static).update(words(text))

    def _shown(self, at: Millis) -> str:
        return due_text(at, True, session_of(self).zone)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        moment = self._read(message.value)
        if not self._refusal(moment):
            self.dismiss(moment.at)
