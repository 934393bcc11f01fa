"""All outcomes on one sheet: press the key, or move and press Enter."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.board.screens.prompts import Prompt
from tui.board.table import shown, with_twins
from tui.board.widgets.plain import words
from tui.domain.outcomes import OUTCOMES
from tui.i18n import say


class OutcomesScreen(Prompt):
    """Gives the chosen outcome's name, or None."""

    DEFAULT_CSS = """
    OutcomesScreen OptionList { margin: 0; }
    OutcomesScreen > Vertical { padding: 0 2; }
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        keys = [(key, rule.outcome.value) for rule in OUTCOMES.values() for key in with_twins((rule.key,))]
        bindings = [Binding(key, f"choose('{name}')", show=False, priority=True) for key, name in keys]
        self._bindings = BindingsMap([*bindings, Binding("escape", "leave", show=False)])

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(words(say("board.choose_outcome", name=self._name)), markup=False)
            yield OptionList(
                *(
                    Option(
                        words(f"{shown(rule.key)}  {say(f'rules.outcome.{rule.outcome.value}')}"),
                        rule.outcome.value,
                    )
                    for rule in OUTCOMES.values()
                ),
                markup=False,
            )

    def action_choose(self, name: str) -> None:
        self.dismiss(name)

    @on(OptionList.OptionSelected)
    def _selected(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(message.option.id)
