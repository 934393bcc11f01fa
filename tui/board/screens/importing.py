"""Taking a file in: choose it, see how each column was understood, mend that, then read it all.

Three steps on one screen: the path, the preview, the account of every row.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.board.importview import account_lines, preview_lines
from tui.board.recent import cleaned_path, recent_files
from tui.board.screens.base import CommandScreen
from tui.board.table import Command, Place
from tui.board.widgets.importing import ImportPane
from tui.board.widgets.plain import words
from tui.clock import new_id
from tui.i18n import say
from tui.intake.columns import FIELDS, SEVERAL
from tui.intake.plan import IntakeError, Limits, Preview
from tui.intake.reading import look, read
from tui.intake.records import CONTACTS, KINDS, ORDERS
from tui.store.results import ImportCancelled, ImportHeader, ImportSummary, RowOutcome

_NOTHING = ""


class ImportScreen(CommandScreen):
    """Gives None; what it did is in the database."""

    PLACE = Place.IMPORT
    AUTO_FOCUS = "Input"

    def __init__(self) -> None:
        super().__init__(id="import")
        self._path: Path | None = None
        self._preview: Preview | None = None
        self._chosen: dict[str, tuple[int, ...]] = {}
        self._kind: str | None = None
        self._column = 0
        self._summary: ImportSummary | None = None
        self._to_look_at: list[RowOutcome] = []
        self._cancel: threading.Event | None = None
        self._changed_by_person = False

    def body(self) -> ComposeResult:
        yield Input(placeholder=say("board.import_hint"), id="path-input", max_length=1000)
        yield OptionList(id="recent", markup=False)
        yield ImportPane()

    def mounted(self) -> None:
        self.query_one(ImportPane).display = False
        self.in_background(self._offer_recent())

    async def _offer_recent(self) -> None:
        found = await asyncio.to_thread(recent_files)
        options = self.query_one("#recent", OptionList)
        options.add_options(Option(words(f"{path.name}   {path.parent}"), str(path)) for path in found)
        if self._path is None:  # else there is something newer to tell
            self.tell(say("board.import_choose") if found else say("board.import_type"))

    # -- choosing a file

    @on(Input.Submitted)
    async def _path_given(self, message: Input.Submitted) -> None:
        await self._look_at(message.value)

    @on(OptionList.OptionSelected)
    async def _recent_chosen(self, message: OptionList.OptionSelected) -> None:
        await self._look_at(message.option.id or "")

    async def _look_at(self, text: str) -> None:
        path = cleaned_path(text)
        if path is None:
            self.tell(say("board.import_type"))
            return
        self._path, self._chosen, self._kind, self._column = path, {}, None, 0
        self.in_background(self._look(first=True), exclusive=True, group="look")

    async def _look(self, first: bool = False) -> None:
        """Reads the beginning of the file anew and shows it."""
        assert self._path is not None
        self.tell(say("board.import_looking", file=self._path.name))
        try:
            preview = await self._look_with(self._chosen)
            if first:
                remembered = await self.session.store.recall_mapping(preview.header_key)
                if remembered:
                    self._chosen = dict(remembered)
                    preview = await self._look_with(self._chosen)
        except IntakeError as error:
            self.tell(say(f"intake.{error.code}", **error.fields), "late")
            return
        self._preview = preview
        for widget in (self.query_one(Input), self.query_one("#recent")):
            widget.display = False
        pane = self.query_one(ImportPane)
        pane.display = True
        pane.focus()
        self._show()
        self.tell(say("board.import_check"))

    async def _look_with(self, mapping: Mapping[str, tuple[int, ...]]) -> Preview:
        assert self._path is not None
        policy = self.session.policy
        return await asyncio.to_thread(
            look,
            self._path,
            now=self.session.clock(),
            mapping=mapping or None,
            kind=self._kind,
            zone=policy.zone,
            limits=self._limits,
        )

    @property
    def _limits(self) -> Limits:
        reading = self.session.policy.reading
        return Limits(memory_bytes=reading.memory_mib << 20, cpu_seconds=reading.seconds)

    def _show(self) -> None:
        pane = self.query_one(ImportPane)
        if self._summary is not None:
            pane.show(account_lines(self._summary, self._to_look_at))
        elif self._preview is not None:
            pane.show(preview_lines(self._preview, self._column, self.session.zone, self._chosen))
        self.show_commands()

    # -- mending the columns

    def unavailable(self, command: Command) -> str:
        if command.action in ("field", "field_back", "kind") and (self._preview is None or self._summary):
            return say("board.import_no_preview")
        if command.action == "rejected" and not (self._summary and self._summary.rejected):
            return say("board.import_none_rejected")
        return ""

    def move_column(self, step: int) -> None:
        if self._preview is not None and self._summary is None:
            self._column = (self._column + step) % max(1, len(self._preview.columns))
            self._show()

    @on(ImportPane.Moved)
    def _pane_moved(self, message: ImportPane.Moved) -> None:
        self.move_column(message.step)

    async def do_field(self) -> None:
        await self._change_field(1)

    async def do_field_back(self) -> None:
        await self._change_field(-1)

    async def _change_field(self, step: int) -> None:
        """The selected column means the next field that it may; "" is "not used"."""
        preview = self._preview
        if preview is None or not preview.columns:
            return
        column = preview.columns[self._column]
        others = [name for name in FIELDS[preview.kind] if name not in column.alternatives]
        choices = list(dict.fromkeys((_NOTHING, *column.alternatives, *others)))
        wanted = choices[(choices.index(column.field) + step) % len(choices)]
        fields = preview.plan.fields
        if column.field:
            self._chosen[column.field] = tuple(i for i in fields[column.field] if i != column.index)
        if wanted:
            together = fields.get(wanted, ()) if wanted in SEVERAL else ()
            self._chosen[wanted] = (*together, column.index)
        self._changed_by_person = True
        self.in_background(self._look(), exclusive=True, group="look")

    async def do_kind(self) -> None:
        self._kind = CONTACTS if self._preview and self._preview.kind == ORDERS else ORDERS
        assert self._kind in KINDS
        self._chosen = {}
        self.in_background(self._look(), exclusive=True, group="look")

    # -- taking it in

    async def do_start(self) -> None:
        if self._summary is not None:  # everything is done: Enter goes on
            self.dismiss(None)
            return
        preview, path = self._preview, self._path
        if preview is None or path is None:
            await self._look_at(self.query_one(Input).value)
            return
        if self._cancel is not None:
            return
        session = self.session
        self._cancel = threading.Event()
        header = ImportHeader(
            id=new_id(),
            file=preview.name,
            kind=preview.kind,
            staff=session.staff,
            sheet=preview.sheet,
            format=preview.format,
            encoding=preview.encoding,
            header_row=preview.header_row,
            columns=preview.mapping,
        )
        batches = read(path, preview.plan, limits=self._limits, cancel=self._cancel)
        pane = self.query_one(ImportPane)
        try:
            self._summary = await session.store.apply_import(
                header, batches, session.clock(), cancel=self._cancel, progress=pane.progress
            )
            if self._summary.changes:
                session.wrote()
            if self._changed_by_person:
                await session.store.remember_mapping(preview.header_key, preview.plan.fields)
        except ImportCancelled:
            self.tell(say("board.import_stopped"), "soon")
            return
        except IntakeError as error:
            code = "board.import_stopped" if error.code == "cancelled" else f"intake.{error.code}"
            self.tell(say(code, **error.fields), "late")
            return
        finally:
            self._cancel = None
            pane.progress(0, 0)
        await self._account()
        self.tell(say("board.import_done", file=preview.name), "good")

    async def _account(self) -> None:
        """Where every row went, as the database has it now."""
        if self._summary is not None:
            rows = await self.session.store.rows_of_import(self._summary.header.id)
            self._to_look_at = [row for row in rows if row.outcome in ("rejected", "problem")]
        self._show()

    async def do_rejected(self) -> None:
        from tui.board.screens.rejected import RejectedScreen

        if self._summary is not None and self._preview is not None:
            await self.app.push_screen_wait(RejectedScreen(self._summary, self._preview))
            await self._account()

    async def do_back(self) -> None:
        """Esc: stops the reading; else one step back; else out."""
        if self._cancel is not None:
            self._cancel.set()
            return
        if self._preview is not None and self._summary is None:
            self._preview = None
            for widget in (self.query_one(Input), self.query_one("#recent")):
                widget.display = True
            self.query_one(ImportPane).display = False
            self.query_one(Input).focus()
            self.show_commands()
            return
        self.dismiss(None)

    def language_changed(self) -> None:
        super().language_changed()
        self._show()
