"""What every screen shares: keys from the command table, a message line, a footer, reasons for a dead key."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Coroutine
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingsMap
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widget import Widget

from tui.board.background import begin
from tui.board.preferences import ask_settings, switch_language, switch_theme
from tui.board.table import Command, Place, commands_at, keys_of, shown, types, with_twins
from tui.board.widgets.footer import Footer, Notice
from tui.board.widgets.lines import LinesWidget
from tui.domain.hangul import keys_of_syllable
from tui.domain.outcomes import OUTCOMES
from tui.domain.words import Outcome
from tui.i18n import say

if TYPE_CHECKING:
    from tui.board.app import SonnimApp
    from tui.board.session import Session
    from tui.domain.model import Case, Millis

_FOCUS_KEYS = {"tab": "app.focus_next", "shift+tab": "app.focus_previous"}
_AT_ONCE = {"common.back", "common.help", "common.palette", "common.quit"}
"""Commands that wait for no other one to end: the ways out and to help."""


class LeftOnce(Screen[object]):
    """Leaves once: of two quick keys for leaving, the second would take the screen below away as well.

    A key may come before the screen stands; it leaves once it does.
    """

    left = False

    def dismiss(self, result: object = None) -> AwaitComplete:
        if not self.is_active:
            return AwaitComplete()
        if not self.is_mounted:
            self.call_later(self._leave, result)
            return AwaitComplete()
        self.left = True
        return super().dismiss(result)

    def _leave(self, result: object) -> None:
        self.dismiss(result)


class CommandScreen(LeftOnce):
    """A screen over one Place.  A command `place.name` runs the method `do_name`.

    `unavailable(command)` may give the reason why a command cannot be done now; the key stays alive and
    says it.
    """

    PLACE: Place
    AUTO_FOCUS = ""
    WAITS: ClassVar[frozenset[str]] = frozenset()
    """Actions that wait while the screen is first read; others are about what has not been seen yet."""

    def __init__(self, *, classes: str | None = None) -> None:
        # Without an id: the screen may be opened again before all of its forerunner is taken down.
        super().__init__(classes=classes)
        self.commands = commands_at(self.PLACE)
        self._built = asyncio.Event()
        """Its widgets are there: keys may come before."""
        self._turn = asyncio.Lock()
        self._times_covered = 0
        self._reading = False
        self.build_bindings({})

    @property
    def board_app(self) -> SonnimApp:
        return cast("SonnimApp", self.app)

    @property
    def session(self) -> Session:
        return self.board_app.session

    def build_bindings(self, keymap: dict[str, str]) -> None:
        """Binds this screen's commands, with jamo twins, after the user's keymap."""
        self.keymap = keymap
        bindings = []
        for command in self.commands:
            keys = with_twins(keys_of(command, keymap))
            bindings += [Binding(key, f"command('{command.id}')", show=False) for key in keys]
        taken = {binding.key for binding in bindings}
        for key, action in {**_FOCUS_KEYS, "escape": "command('common.back')"}.items():
            if key not in taken:
                bindings.append(Binding(key, action, show=False))
        self._bindings = BindingsMap(bindings)

    def compose(self) -> ComposeResult:
        yield from self.body()
        yield Notice()
        yield Footer()

    def body(self) -> ComposeResult:
        """The widgets between the top and the message line."""
        raise NotImplementedError

    def on_mount(self) -> None:
        keymap = self.board_app.keymap
        if keymap:
            self.build_bindings(keymap)
        self.show_commands()
        self.mounted()
        self._built.set()

    def mounted(self) -> None:
        """For what a screen does when its widgets are there."""

    @property
    def gone(self) -> bool:
        """Whether the screen or the whole program is being taken down: there is nothing left to show in."""
        return self._pruning or not self.is_attached

    @property
    def stands(self) -> bool:
        """Whether it can show anything: from when its widgets are there until they are taken down."""
        return self._built.is_set() and not self.gone

    def in_background(
        self, work: Coroutine[None, None, None], *, exclusive: bool = False, group: str = "default"
    ) -> None:
        """Does `work` while keys are taken; what it would show is dropped once the screen has gone."""
        begin(self, self._while_here(work), work, exclusive=exclusive, group=group)

    def read_first(self, work: Coroutine[None, None, None]) -> None:
        """Does `work`, which reads what the screen is about; a key pressed meanwhile is told so, or waits."""
        self._reading = True
        begin(self, self._in_first_turn(work), work)

    async def _in_first_turn(self, work: Coroutine[None, None, None]) -> None:
        async with self._turn:
            try:
                await self._while_here(work)
            finally:
                self._reading = False
        self.no_longer_reading()

    def no_longer_reading(self) -> None:
        """Takes the word of it off the message line."""
        if not self.gone and self.query_one(Notice).sentence == say("board.reading"):
            self.tell("")

    async def _while_here(self, work: Coroutine[None, None, None]) -> None:
        try:
            with self.board_app.telling_errors():
                await work
        except NoMatches:
            if not self.gone:
                raise

    # -- commands

    async def action_command(self, command_id: str) -> None:
        """Runs a command in a worker, so that it may wait for other screens."""
        command = next(command for command in self.commands if command.id == command_id)
        self.in_background(self._run(command, self._seen(command)))
        await asyncio.sleep(0)  # it begins before the next key, which may move the cursor away

    def _seen(self, command: Command) -> tuple[int, object]:
        """What a key pressed now is meant for; undoing is meant for whatever was done last."""
        about_it = self._built.is_set() and command.id != "common.undo"
        return self._times_covered, self.subject if about_it else None

    @property
    def subject(self) -> object:
        """Whom the screen shows, where a key is meant for them and nobody after them."""
        return None

    def on_screen_suspend(self) -> None:
        """Another screen came in front: keys still waiting were not meant for what follows it."""
        self._times_covered += 1

    def on_paste(self, event: events.Paste) -> None:
        """Files dropped where files can be taken in are taken in."""
        from tui.intake.gathering import names_files

        taking = next((command for command in self.commands if command.action == "import"), None)
        if taking is not None and not self.takes_text and names_files(event.text):
            event.stop()
            self.in_background(self._run(taking, self._seen(taking), event.text))

    async def _run(self, command: Command, seen: tuple[int, object], *given: str) -> None:
        """One command after the other, each only if what its key was meant for is still there."""
        await self.board_app.ready()
        await self._built.wait()
        if command.id in _AT_ONCE:
            await self._do(command, *given)
            return
        if self._reading and not (command.id.startswith("common.") or command.action in self.WAITS):
            self.tell(say("board.reading"))
            return
        async with self._turn:
            if seen == self._seen(command) and not self.left:
                await self._do(command, *given)

    async def _do(self, command: Command, *given: str) -> None:
        """The screen's `do_…`; outcomes all go through `do_outcome`."""
        reason = self._why_not_anywhere(command) or self.unavailable(command)
        if reason:
            self.tell(reason)
            return
        with self.board_app.telling_errors():
            if command.id.startswith("outcome."):
                await self.do_outcome(Outcome(command.action))
            else:
                await getattr(self, f"do_{command.action}")(*given)

    def _why_not_anywhere(self, command: Command) -> str:
        """The same for what does not depend on the screen."""
        watched = self.board_app.watched_label
        return say("board.watch_nothing") if command.id == "common.unwatch" and not watched else ""

    async def do_unwatch(self) -> None:
        """Nothing that another program writes is read again."""
        self.board_app.watched.end()
        self.tell(say("board.watch_ended"))

    def unavailable(self, command: Command) -> str:
        """Why `command` cannot be done now, as a sentence; "" if it can."""
        return ""

    async def do_outcome(self, outcome: Outcome) -> None:
        """Logs it for the customer the screen is about."""
        raise NotImplementedError

    async def choose_outcome(self, name: str) -> Outcome | None:
        """All outcomes on a sheet for the customer called `name`; the chosen one."""
        from tui.board.screens.outcomes import OutcomesScreen

        chosen = await self.app.push_screen_wait(OutcomesScreen(name))
        return Outcome(chosen) if isinstance(chosen, str) else None

    async def can_be_logged(self, case: Case, outcome: Outcome) -> tuple[bool, Millis | None]:
        """Whether `outcome` can be logged for the case (else says why not), and the time to call back."""
        if self.session.route_for(case, outcome) is None:
            what = say(f"rules.outcome.{outcome.value}")
            self.tell(say("board.no_route_for_outcome", outcome=what, name=case.customer.name), "late")
            return False, None
        if not OUTCOMES[outcome].wants_time:
            return True, None
        callback_at = await self.board_app.ask_callback_time(case)
        if callback_at is None:
            self.tell(say("board.nothing_logged"))
        return callback_at is not None, callback_at

    async def do_back(self) -> None:
        """Esc: always out of here, back to the board."""
        self.dismiss(None)

    async def do_help(self) -> None:
        from tui.board.screens.help import HelpScreen

        if self.app.screen is self:  # of two quick keys the second opens no other one
            self.app.push_screen(HelpScreen(self.PLACE))

    async def do_palette(self) -> None:
        self.app.action_command_palette()

    async def do_settings(self) -> None:
        await ask_settings(self.board_app)

    async def do_profile(self) -> None:
        from tui.board.profiles import choose_profile

        await choose_profile(self.board_app)

    async def do_language(self) -> None:
        switch_language(self.board_app)

    async def do_theme(self) -> None:
        switch_theme(self.board_app)

    async def do_quit(self) -> None:
        """Out of the program; a rehearsal ends with the review of what was done in it."""
        if self.session.config.rehearsal:
            from tui.board.screens.review import ReviewScreen

            await self.app.push_screen_wait(ReviewScreen())
        await self.board_app.leave()

    async def on_key(self, event: events.Key) -> None:
        """With the Korean input method on, two keys may arrive composed into one syllable (r, k → 가)."""
        syllable = event.character or ""
        if len(syllable) == 1 and "가" <= syllable <= "힣" and not self.takes_text:
            event.stop()
            for key in keys_of_syllable(syllable):
                if self.app.screen is self:
                    await self.run_key(key)

    async def run_key(self, key: str) -> None:
        for command in self.commands:
            if key in with_twins(keys_of(command, self.keymap)):
                await self.action_command(command.id)
                return

    @property
    def takes_text(self) -> bool:
        """Whether a text field has the keys now."""
        focused = self.focused
        kinds = {kind.__name__ for kind in type(focused).__mro__}  # by name: they are slow to import
        return not kinds.isdisjoint(("Input", "TextArea"))

    # -- telling

    def tell(self, sentence: str, tone: str = "") -> None:
        """Shows a sentence in the message line: tone "" plain, "good" or "late"."""
        if self.gone:
            return
        self.query_one(Notice).show(sentence, tone)

    def show_commands(self) -> None:
        """The footer's keys: those that can be used now."""
        shown_commands = [c for c in self.commands if self.in_footer(c) and not self.unavailable(c)]
        self.query_one(Footer).show(
            [(c.id, self.key_of(c), self.label(c)) for c in shown_commands],
            self.board_app.posting.mark,
        )

    def key_of(self, command: Command) -> str:
        """The key to name first; while a text field has the keys, one that it would not take as a letter."""
        keys = keys_of(command, self.keymap)
        if self.takes_text:
            keys = tuple(key for key in keys if not types(key)) or keys
        return shown(keys[0])

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _keys_go_elsewhere(self) -> None:
        if not self.gone:
            self.show_commands()

    def in_footer(self, command: Command) -> bool:
        return command.footer > 0

    def label(self, command: Command) -> str:
        """What the footer calls a command now."""
        return say(f"keys.{command.id}")

    @on(Footer.Pressed)
    async def _footer_pressed(self, message: Footer.Pressed) -> None:
        await self.action_command(message.command_id)

    @on(LinesWidget.Clicked)
    async def _clicked(self, message: LinesWidget.Clicked) -> None:
        await self.clicked(message.does)

    async def clicked(self, does: str) -> None:
        """A click on something that does a command, or what this screen knows by another name."""
        await self.action_command(does)

    def language_changed(self) -> None:
        """All words are to be shown anew."""
        self.show_commands()
        for widget in self.query(Widget):
            widget.refresh()

    # -- what colleagues do

    def cases_changed(self, cases: frozenset[int]) -> None:
        """Cases were changed, here or elsewhere; none named: any may have been."""

    def minute_passed(self) -> None:
        """Times shown as "20 min" are to be drawn anew."""


def concerns(changed: frozenset[int], shown: Collection[int]) -> bool:
    """Whether news of `changed` cases are about one of those that a screen shows."""
    return not changed or not changed.isdisjoint(shown)


def session_of(screen: Screen[object]) -> Session:
    """The session of the app that a small question stands in."""
    return cast("SonnimApp", screen.app).session
