"""Small questions over a screen: a text, a yes or no, a time to call back."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.board.screens.base import LeftOnce, session_of
from tui.board.times import moment_phrase
from tui.board.widgets.plain import hint, words
from tui.domain.dates import callback_time
from tui.i18n import say


class Prompt(LeftOnce, ModalScreen[object]):
    """A box in the middle; Esc gives None."""

    BINDINGS = [("escape", "leave", "")]  # noqa: RUF012  Textual's own shape
    DEFAULT_CSS = """
    Prompt { align: center middle; }
    Prompt > Vertical {
        width: 64; min-width: 16; max-width: 96%; height: auto; max-height: 100%;
        padding: 1 2; background: $panel; border: solid $primary;
    }
    Prompt Static { width: 100%; height: auto; }
    Prompt Input { margin: 1 0 0 0; }
    Prompt OptionList { min-width: 8; height: auto; max-height: 20; margin: 1 0 0 0; }
    Prompt .hint { color: $text-muted; }
    """

    def action_leave(self) -> None:
        self.dismiss(None)


class TextScreen(Prompt):
    """Asks for one line of text."""

    def __init__(self, question: str, value: str = "", limit: int = 200) -> None:
        super().__init__()
        self._question, self._value, self._limit = question, value, limit

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(words(self._question), markup=False)
            yield Input(self._value, max_length=self._limit)
            yield Static(hint(say("board.enter_or_esc"), "confirm", "leave"), markup=False, classes="hint")

    @on(Input.Submitted)
    def action_confirm(self) -> None:
        self.dismiss(self.query_one(Input).value)


class ConfirmScreen(Prompt):
    """Asks yes (Enter) or no (Esc)."""

    BINDINGS = [("enter", "yes", ""), ("y,ㅛ", "yes", ""), ("n,ㅜ", "leave", "")]  # noqa: RUF012

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(words(self._question), markup=False)
            yield Static(hint(say("board.yes_or_no"), "yes", "leave"), markup=False, classes="hint")

    def action_yes(self) -> None:
        self.dismiss(True)


class CallbackScreen(Prompt):
    """Asks when to call back, in the words people use, and shows how it was understood while typing."""

    def __init__(self, name: str, question: str = "", value: str = "") -> None:
        super().__init__()
        self._question = question or say("board.ask_callback", name=name)
        self._value = value

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(words(self._question), markup=False)
            yield Input(self._value, max_length=40)
            yield Static(words(say("board.callback_examples")), markup=False, classes="hint", id="understood")

    def _read(self, text: str) -> int | None:
        session = session_of(self)
        return callback_time(text, session.clock(), session.zone)

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        session = session_of(self)
        moment = self._read(message.value)
        if not message.value.strip():
            text = say("board.callback_examples")
        elif moment is None:
            text = say("board.callback_unclear")
        else:
            text = say("board.callback_at", time=moment_phrase(moment, session.clock(), session.zone))
        self.query_one("#understood", Static).update(words(text))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        moment = self._read(message.value)
        if moment is not None:
            self.dismiss(moment)
