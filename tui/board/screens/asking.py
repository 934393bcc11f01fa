"""Questions about a file: its password, and what it does not say itself."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.board.screens.prompts import Prompt
from tui.board.widgets.plain import words
from tui.i18n import say

_LONGEST = 255
"""What Excel allows, and more than any vendor sets."""


class PasswordScreen(Prompt):
    """Gives the password as typed, or None to pass the file over.  It is shown as dots and kept nowhere."""

    def __init__(self, file: str, wrong: bool) -> None:
        super().__init__()
        self._question = say("board.password_wrong" if wrong else "board.password_needed", file=file)

    def compose(self) -> ComposeResult:
        with Vertical(id="password"):
            yield Static(words(self._question), markup=False)
            yield Input(password=True, max_length=_LONGEST)
            yield Static(words(say("board.password_hint")), markup=False, classes="hint")

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        if message.value:
            self.dismiss(message.value)


class ChoiceScreen(Prompt):
    """Gives the place of the chosen text, or None."""

    def __init__(self, question: str, choices: Sequence[str], chosen: int = 0) -> None:
        super().__init__()
        self._question, self._choices, self._chosen = question, choices, chosen

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(words(self._question), markup=False)
            yield OptionList(*(Option(words(text)) for text in self._choices), markup=False)
            yield Static(words(say("board.enter_or_esc")), markup=False, classes="hint")

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = self._chosen

    @on(OptionList.OptionSelected)
    def _selected(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(message.option_index)
