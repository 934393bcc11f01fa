"""The saved chat with one customer: who said what when, and what was read from which message."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.events import Resize
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.board.chatview import Entry, chat_entries
from tui.board.screens.base import CommandScreen
from tui.board.table import Command, Place
from tui.board.widgets.lines import Line, LinesWidget
from tui.board.widgets.plain import words
from tui.domain.model import Case, ChatMessage
from tui.i18n import say

_MOST_MESSAGES = 2_000
_AROUND = 4
"""Cells beside the text: the list's edges and its scrollbar."""


async def open_chat(screen: CommandScreen, case_id: int) -> None:
    """Shows the customer's chat over the screen, or says there that none is saved."""
    case = await screen.session.fresh(case_id)
    messages = await screen.session.store.messages_of(case_id) if case is not None else []
    if case is None or not messages:
        screen.tell(say("chat.none"))
        return
    await screen.app.push_screen_wait(ChatScreen(case, messages))


class ChatHead(LinesWidget):
    def __init__(self, name: str) -> None:
        super().__init__(classes="title-line")
        self._name = name
        self.about = ""

    def lines(self, width: int, height: int) -> list[Line]:
        return [[(" " + say("chat.title", name=self._name), "title"), ("   " + self.about, "muted")]]


class ChatScreen(CommandScreen):
    """Gives None.  Begins at the last message that details were read from, else at the end."""

    PLACE = Place.CHAT
    AUTO_FOCUS = "OptionList"

    def __init__(self, case: Case, messages: Sequence[ChatMessage]) -> None:
        super().__init__()
        self._case = case
        self._messages = messages
        self._marked: list[int] = []
        """Where in the list the messages stand that details were read from."""

    def body(self) -> ComposeResult:
        yield ChatHead(self._case.customer.name or say("board.nameless"))
        yield OptionList(markup=False)

    def mounted(self) -> None:
        self._show()
        self.tell(say("chat.hint"))

    def on_resize(self, event: Resize) -> None:
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        session, shown = self.session, self._messages[-_MOST_MESSAGES:]
        width = max(20, self.app.size.width - _AROUND)
        entries = chat_entries(shown, self._case.suggestions, session.clock(), session.zone, width)
        if len(shown) < len(self._messages):
            entries.insert(0, Entry(say("chat.earlier", n=len(self._messages) - len(shown)), is_day=True))
        self._marked = [at for at, entry in enumerate(entries) if entry.marked]
        head = self.query_one(ChatHead)
        head.about = say("chat.about", n=len(self._messages), marked=len(self._marked))
        head.refresh()
        options = self.query_one(OptionList)
        at = options.highlighted
        options.clear_options()
        options.add_options(Option(words(entry.text), disabled=entry.is_day) for entry in entries)
        if at is None:
            at = self._marked[-1] if self._marked else len(entries) - 1
        options.highlighted = min(at, len(entries) - 1)
        self.show_commands()

    def unavailable(self, command: Command) -> str:
        return say("chat.nothing_read") if command.id.startswith("chat.") and not self._marked else ""

    async def do_next(self) -> None:
        self._go(1)

    async def do_previous(self) -> None:
        self._go(-1)

    def _go(self, step: int) -> None:
        """To the next marked message in that direction, from the last one to the first again."""
        options = self.query_one(OptionList)
        at = options.highlighted or 0
        beyond = [place for place in self._marked if (place - at) * step > 0]
        ordered = beyond or self._marked
        options.highlighted = ordered[0 if step > 0 else -1]

    def language_changed(self) -> None:
        super().language_changed()
        self._show()
