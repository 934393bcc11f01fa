"""Taking files in: choose them, see how each was understood, mend that, read it all, account for it."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from pathlib import Path

from textual import on

from tui.board.accountview import account_rows, done_text, queue_lines
from tui.board.correcting import LOOKING_ONLY, Found, why_not, with_next_field, with_next_kind
from tui.board.filequeue import ASKS_PASSWORD, FileQueue, Turn, needs_person
from tui.board.importview import Content, Shown, asking_text, preview_lines, refused_notes
from tui.board.screens.choosing import ChoosingScreen
from tui.board.survey import Survey, counted, worth_counting
from tui.board.table import Command, Place
from tui.board.trend import note_trend
from tui.board.widgets.importing import ImportPane, PathInput
from tui.i18n import say
from tui.intake.gathering import gather
from tui.intake.plan import IntakeError, Preview
from tui.intake.watching import mark_of
from tui.store.results import ImportCancelled
from tui.work.taking import Taker, Wanted


class ImportScreen(ChoosingScreen):
    """Gives None; what it did is in the database."""

    PLACE = Place.IMPORT

    def __init__(self, dropped: str = "") -> None:
        super().__init__(dropped)
        self._queue = FileQueue((), ())
        self._turn_now: Turn | None = None
        """The file shown before it is taken in."""
        self._column = 0
        self._found: Found | None = None
        """The file as it was before meanings were tried for the column under the cursor."""
        self._selected = 0
        self._all = False
        """Files that need nobody are taken in unseen."""
        self.survey: Survey | None = None
        self._cancel: threading.Event | None = None
        self._counting = threading.Event()
        """Set once nobody needs to know how the rows divide."""
        self._watch = False
        self._notes: list[tuple[str, str]] = []
        """(sentence, style) of files passed over before the one shown."""

    @property
    def _taker(self) -> Taker:
        session = self.session
        return Taker(session.store, session.policy, session.staff, session.config.own_names)

    # -- one file after the other

    async def gathered(self, places: list[Path]) -> None:
        self.tell(say("board.import_looking", file=places[0].name))
        found = await asyncio.to_thread(gather, places, limits=self._taker.limits)
        self._queue = FileQueue(places, found)
        self._all = self.finished = False
        self._watch, self._turn_now, self._selected = self.board_app.watched.watches(places), None, 0
        await self._go_on()

    async def _go_on(self) -> None:
        """The next file: shown, or with "all" taken in as far as nobody is needed; at the end the account."""
        queue = self._queue
        while (turn := queue.following()) is not None:
            looked = await self._look(queue, turn)
            if queue is not self._queue or (looked and turn.passed):
                return  # Esc was pressed while it was looked at
            if not looked:
                continue
            assert turn.preview is not None
            if self._all and not turn.waits:
                turn.waits = needs_person(turn.preview)
                if turn.waits or await self._take(turn):
                    continue
                return
            self._show_turn(turn)
            return
        await self._account()

    async def _look(self, queue: FileQueue, turn: Turn) -> bool:
        """Reads the beginning of a file; whether it can be shown.  A locked one asks for its password."""
        from tui.board.screens.asking import PasswordScreen

        if turn.preview is not None:
            return True
        self.tell(say("board.import_looking", file=turn.name))
        turn.mark = await asyncio.to_thread(mark_of, turn.wanted.path)
        while True:
            try:
                preview, wanted = await self._taker.look(turn.wanted, self.session.clock())
            except IntakeError as error:
                if error.code not in ASKS_PASSWORD:
                    turn.refusal = error
                    return False
                if self._all and not turn.waits:
                    turn.waits = True
                    return False
                wrong = error.code == "password_wrong"
                password = await self.app.push_screen_wait(PasswordScreen(turn.name, wrong))
                if not isinstance(password, str):
                    turn.passed, turn.wanted = True, replace(turn.wanted, password=None)
                    return False
                turn.wanted = replace(turn.wanted, password=password)
            else:
                queue.looked_at(turn, preview, wanted)
                return True

    def _show_turn(self, turn: Turn) -> None:
        self._turn_now, self._column, self._found, self.survey = turn, 0, None, None
        self._notes = refused_notes(self._queue.refused_since())
        self._show_pane()
        self.tell(asking_text(turn.preview, more=len(self._queue.left) - 1))
        self._count(turn)

    def _count(self, turn: Turn) -> None:
        if turn.preview is not None and worth_counting(turn.preview):
            self.in_background(self._counted(turn, turn.preview), exclusive=True, group="survey")

    async def _counted(self, turn: Turn, preview: Preview) -> None:
        self._counting = threading.Event()
        found = await counted(preview, turn.wanted, self._taker.limits, self._counting)
        if self._turn_now is turn and turn.preview is preview:
            self.survey = found
            self._show()

    def _show_pane(self) -> None:
        self.show_files()
        self._show()

    def _show_choice(self) -> None:
        """The field for paths again."""
        self._turn_now, self.finished, self._queue = None, False, FileQueue((), ())
        self.show_paths()
        self.show_commands()

    def _show(self) -> None:
        self.query_one(ImportPane).show(self._content)
        self.show_commands()

    def _content(self, width: int, height: int) -> Content:
        queue, turn = self._queue, self._turn_now
        if self.finished:
            return queue_lines(queue, self._selected, width, height)
        if turn is None or turn.preview is None:
            return [], [], 0
        shown = Shown(
            turn.preview,
            self._column,
            self.session.zone,
            self.session.clock(),
            chosen=bool(turn.wanted.mapping),
            place=queue.place_of(turn),
            survey=self.survey,
            notes=(*([(say("board.watch_will"), "accent")] if self._watch else []), *self._notes),
        )
        return preview_lines(shown, width, height)

    # -- mending what was understood

    @property
    def has_chosen(self) -> bool:
        return bool(self._queue.turns)

    @property
    def takes_more(self) -> bool:
        return self.finished and self._cancel is None

    def unavailable(self, command: Command) -> str:
        action, queue = command.action, self._queue
        if action in LOOKING_ONLY:
            reason = why_not(action, self._turn_now.preview if self._turn_now is not None else None)
            one_only = (action == "all" and len(queue.left) < 2) or (action == "skip" and not queue.several)
            return reason or (say("board.import_one_only") if one_only else "")
        if action == "rejected":
            summary = self._chosen_turn.summary if self._chosen_turn is not None else None
            return "" if summary and summary.unmended else say("board.import_none_rejected")
        if action == "apart":
            return "" if self.finished and queue.has_statements else say("board.import_no_account")
        if action == "watch" and not queue.turns and not self.board_app.watched.names:
            return say("board.import_no_preview")
        return ""

    def label(self, command: Command) -> str:
        ends = command.action == "watch" and (self._watch or not self._queue.turns)
        return say("keys.common.unwatch") if ends else super().label(command)

    @property
    def subject(self) -> object:
        """The file shown: a second Enter is not meant for the next one, which nobody has seen yet."""
        return id(self._turn_now), self.finished

    @property
    def _chosen_turn(self) -> Turn | None:
        """The file whose account is shown, or on which the cursor stands in the account of several."""
        turns = self._queue.turns
        return turns[self._selected % len(turns)] if self.finished and turns else None

    @on(ImportPane.Moved)
    def _pane_moved(self, message: ImportPane.Moved) -> None:
        preview = self._turn_now.preview if self._turn_now is not None else None
        if self.finished:
            self._selected = max(0, min(self._selected + message.step, account_rows(self._queue) - 1))
        elif preview is not None:
            count = len(preview.columns) or len(preview.records)
            self._column, self._found = (self._column + message.step) % max(1, count), None
        self._show()

    async def do_field(self) -> None:
        await self._change_field(1)

    async def do_field_back(self) -> None:
        await self._change_field(-1)

    async def _change_field(self, step: int) -> None:
        turn = self._turn_now
        if turn is not None and turn.preview is not None:
            self._found = self._found or Found(turn.preview, turn.wanted)
            meaning = turn.preview.columns[self._column].field
            wanted = with_next_field(self._found, self._column, meaning, step)
            await self._look_again(turn, wanted, changed=True)

    async def do_kind(self) -> None:
        turn = self._turn_now
        if turn is not None and turn.preview is not None:
            self._column = 0
            await self._look_again(turn, with_next_kind(turn.preview, turn.wanted))

    async def do_about(self) -> None:
        """What no column says: whose statement, whose results, who of a chat is the shop."""
        from tui.board.abouts import choices_for
        from tui.board.screens.asking import ChoiceScreen

        turn = self._turn_now
        choices = choices_for(turn.preview) if turn is not None and turn.preview is not None else None
        if turn is None or choices is None:
            return
        at = await self.app.push_screen_wait(ChoiceScreen(choices.question, choices.texts, choices.chosen))
        if isinstance(at, int):
            about = {**turn.wanted.about, **choices.about[at]}
            await self._look_again(turn, replace(turn.wanted, about=about))

    async def _look_again(self, turn: Turn, wanted: Wanted, *, changed: bool = False) -> None:
        """The file as a person now says it is to be read; as before where it cannot be."""
        try:
            preview, wanted = await self._taker.look(wanted, self.session.clock(), recall=False)
        except IntakeError as error:
            self.tell(say(error.key, **error.fields), "late")
            return
        if not changed:
            self._found = None
        turn.preview, turn.wanted, turn.changed = preview, wanted, turn.changed or changed
        self.survey = None
        self._show()
        self._count(turn)

    # -- taking in

    async def do_start(self) -> None:
        if self.finished:  # everything is done: Enter goes on
            self.dismiss(None)
            return
        turn = self._turn_now
        if turn is None or turn.preview is None:
            self.begin(self.query_one(PathInput).value)
        elif await self._take(turn):
            await self._go_on()

    async def do_all(self) -> None:
        turn = self._turn_now
        if turn is None or turn.preview is None:
            return
        self._all = True
        turn.waits = needs_person(turn.preview)
        if turn.waits or await self._take(turn):
            await self._go_on()

    async def do_skip(self) -> None:
        if self._turn_now is not None:
            self._turn_now.passed = True
            await self._go_on()

    async def _take(self, turn: Turn) -> bool:
        """Takes one file in as it was understood; whether it is done with."""
        assert turn.preview is not None
        session, preview, pane = self.session, turn.preview, self.query_one(ImportPane)
        self._counting.set()
        self._cancel = threading.Event()
        try:
            turn.summary = await self._taker.take(
                preview, turn.wanted, session.clock(), cancel=self._cancel, progress=pane.progress
            )
            if turn.summary.changes:
                session.wrote()
                note_trend(self.board_app)
            if turn.changed:
                await self._taker.remember(preview, turn.summary)
        except (ImportCancelled, IntakeError) as error:
            if isinstance(error, ImportCancelled) or error.code == "cancelled":
                self._stopped(turn)
                return False
            if self._queue.several:
                turn.refusal = error
                return True
            self.tell(say(error.key, **error.fields), "late")
            return False
        finally:
            self._cancel = None
            pane.progress(0, 0)
        return True

    def _stopped(self, turn: Turn) -> None:
        """A person has stopped the reading: the file is shown again, and nothing goes on by itself."""
        self._all = False
        self._show_turn(turn)
        self.tell(say("board.import_stopped"), "soon")

    async def _account(self) -> None:
        """Where every row went, as the database has it now; back to the paths where nothing was read."""
        queue = self._queue
        for turn in queue.taken:
            await self._read_rows(turn)
        if not queue.taken and not queue.several:
            (turn,) = queue.turns or (Turn(Wanted(Path())),)
            error = turn.refusal
            self._show_choice()
            self.tell(
                say(error.key, **error.fields) if error else say("board.import_passed", file=turn.name),
                "late",
            )
            return
        self.finished, self._turn_now = True, None
        await self._start_watching()
        self._show_pane()
        if queue.several:
            self.tell(done_text(queue), "good")
        else:
            self.tell(say("board.import_done", file=queue.turns[0].name), "good")

    async def _read_rows(self, turn: Turn) -> None:
        if turn.summary is not None:
            turn.look_back(await self.session.store.rows_of_import(turn.summary.header.id))

    async def do_rejected(self) -> None:
        from tui.board.screens.rejected import RejectedScreen

        turn = self._chosen_turn
        if turn is not None and turn.summary is not None and turn.preview is not None:
            await self.app.push_screen_wait(RejectedScreen(turn.summary, turn.preview))
            await self._read_rows(turn)
            self._show()

    async def do_apart(self) -> None:
        from tui.board.screens.apart import ApartScreen

        await self.app.push_screen_wait(ApartScreen())

    # -- watching

    async def do_watch(self) -> None:
        """Files just taken in are read again when they change, or no longer."""
        watched = self.board_app.watched
        if not self._queue.turns:
            watched.end()
            self.tell(say("board.watch_ended"))
            self.show_commands()
            return
        self._watch = not self._watch
        if self.finished:
            await self._start_watching()
            self.tell(say("board.watch_on", files=watched.label) if self._watch else say("board.watch_ended"))
        self._show()

    async def _start_watching(self) -> None:
        watched = self.board_app.watched
        if self._watch:
            await watched.begin(self._queue)
        else:
            watched.leave_out(self._queue.places)

    async def do_back(self) -> None:
        """Esc: stops the reading; else one step back; else out."""
        if self._cancel is not None:
            self._cancel.set()
        elif self._turn_now is not None and self._queue.taken:
            for turn in self._queue.turns:  # the rest is passed over
                turn.passed = turn.passed or not turn.done
            await self._account()
        elif self._turn_now is not None:
            self._show_choice()
        else:
            self.dismiss(None)
