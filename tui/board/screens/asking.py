"""Questions about a file: its password, and what it does not say itself."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.board.screens.prompts import Prompt
from tui.board.widgets.plain import hint, words
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
            yield Static(hint(say("board.password_hint"), "confirm", "leave"), markup=False, classes="hint")

    @on(Input.Submitted)
    def action_confirm(self) -> None:
        typed = self.query_one(Input).value
        if typed:
            self.dismiss(typed)


class ChoiceScreen(Prompt):
    """Gives the place of the chosen text, or None."""

    def __init__(self, question: str, choices: Sequence[str], chosen: int = 0) -> None:
        super().__init__()
        self._question, self._choices, self._chosen = question, choices, chosen

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(words(self._question), markup=False)
            yield OptionList(*(Option(words(text)) for text in self._choices), markup=False)
            yield Static(hint(say("board.enter_or_esc"), "confirm", "leave"), markup=False, classes="hint")

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = self._chosen

    @on(OptionList.OptionSelected)
    def action_confirm(self) -> None:
        self.dismiss(self.query_one(OptionList).highlighted)
