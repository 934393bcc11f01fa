"""Choosing the files to take in: typed, dropped, pasted, or from the list of recent ones."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.board.recent import recent_files
from tui.board.screens.base import CommandScreen
from tui.board.table import Command
from tui.board.widgets.importing import ImportPane, PathInput
from tui.board.widgets.plain import words
from tui.i18n import say
from tui.intake.gathering import dropped, names_files, quoted


class ChoosingScreen(CommandScreen):
    """The field for paths and the recent files; behind them the pane for what was chosen."""

    AUTO_FOCUS = "Input"

    _told = False
    """Whether something was said already, before the recent files were found."""
    finished = False
    """Whether everything chosen was dealt with: Enter goes back."""

    def __init__(self, dropped: str = "") -> None:
        """`dropped` names the files to begin with, if any."""
        super().__init__()
        self._dropped = dropped

    def body(self) -> ComposeResult:
        yield PathInput(say("board.import_hint"))
        yield OptionList(id="recent", markup=False)
        yield ImportPane()

    def mounted(self) -> None:
        self.query_one(ImportPane).display = False
        self.in_background(self._offer_recent())
        if self._dropped:
            self.begin(self._dropped)

    async def _offer_recent(self) -> None:
        config = self.session.config
        # What a demo has to be taken in lies beside its database.
        also = config.database.parent if config.throw_away else None
        found = await asyncio.to_thread(recent_files, also=also)
        options = self.query_one("#recent", OptionList)
        options.add_options(Option(words(f"{path.name}   {path.parent}"), str(path)) for path in found)
        if not (self._told or self.has_chosen):  # else there is something newer to tell
            self._tell_how()

    def _tell_how(self) -> None:
        """How files can be chosen here."""
        recent = self.query_one("#recent", OptionList).option_count
        self.tell(say("board.import_choose") if recent else say("board.import_type"))

    def tell(self, sentence: str, tone: str = "") -> None:
        self._told = True
        super().tell(sentence, tone)

    # -- what a screen over it does

    @property
    def has_chosen(self) -> bool:
        """Whether files were chosen already."""
        raise NotImplementedError

    def label(self, command: Command) -> str:
        if command.id == "import.start" and self.finished:
            return say("board.import_over")
        if command.id == "import.start" and not self.has_chosen:
            return say("board.import_open")
        return super().label(command)

    @property
    def takes_more(self) -> bool:
        """Whether files dropped now, with no field to drop them on, are the next ones."""
        raise NotImplementedError

    async def gathered(self, places: list[Path]) -> None:
        """Files were chosen: goes on with them."""
        raise NotImplementedError

    # -- choosing files

    @on(Input.Submitted)
    def _paths_given(self, message: Input.Submitted) -> None:
        self.begin(message.value)

    @on(PathInput.Several)
    def _several_pasted(self, message: PathInput.Several) -> None:
        self.tell(say("board.import_pasted", n=message.count))

    @on(PathInput.NoFile)
    def _no_file_pasted(self) -> None:
        self.tell(say("board.import_no_path"), "late")

    @on(OptionList.OptionSelected)
    def _recent_chosen(self, message: OptionList.OptionSelected) -> None:
        self.begin(quoted(message.option.id or ""))

    def on_paste(self, event: events.Paste) -> None:
        """Files dropped onto the account of others are the next ones."""
        if self.takes_more:
            event.stop()
            if names_files(event.text):
                self.begin(event.text)
            else:
                self._no_file_pasted()

    def begin(self, text: str) -> None:
        """Goes on with the files that a text names."""
        paths = dropped(text)
        if not paths:
            self.tell(say("board.import_type"))
            return
        self.in_background(self._gather([Path(path) for path in paths]), exclusive=True, group="look")

    async def _gather(self, places: list[Path]) -> None:
        """Finds the files meant and shows the first of them."""
        with self.board_app.telling_errors():
            await self.gathered(places)

    def language_changed(self) -> None:
        super().language_changed()
        self.query_one(PathInput).placeholder = say("board.import_hint")

    # -- one or the other

    def show_files(self) -> None:
        """The pane instead of the field."""
        self._switch(to_files=True)
        self.query_one(ImportPane).focus()

    def show_paths(self) -> None:
        """The field instead of the pane."""
        self._switch(to_files=False)
        field = self.query_one(PathInput)
        field.focus()
        field.select_all()  # another path takes the place of this one
        self._tell_how()

    def _switch(self, *, to_files: bool) -> None:
        for widget in (self.query_one(PathInput), self.query_one("#recent")):
            widget.display = not to_files
        self.query_one(ImportPane).display = to_files
