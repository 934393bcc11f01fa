"""The board as a program: opens the store after the first picture, keeps it fresh, links the screens."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.app import App
from textual.screen import Screen

from tui.board.background import begin
from tui.board.cleanfilter import CleanFilter
from tui.board.copying import Copying
from tui.board.failing import TellingErrors, crash_text, refusal
from tui.board.finder import Finder
from tui.board.keymap import NO_KEYMAP, Keymap
from tui.board.looks import READABLE, theme_mistakes, theme_named
from tui.board.lull import Lull
from tui.board.posting import Posting
from tui.board.preferences import tell_shop_unnamed
from tui.board.profiles import show_home
from tui.board.screens.base import CommandScreen
from tui.board.session import Session
from tui.board.telling import first_of
from tui.board.wording import Wording
from tui.i18n import say
from tui.store.results import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import SystemCommand
    from textual.driver import Driver

    from tui.board.watched import Watched
    from tui.domain.model import Case, Millis
    from tui.store.api import Store
    from tui.store.results import Logged

POLL_SECONDS = 0.15
SWEEP_SECONDS = 1.0


class SonnimApp(App[str]):
    """`open_store` is called once, after the first picture; what it opens outlives the screens.

    The result of `run` is "" or what to do next: "jeju", "agency", "cake".
    """

    CSS_PATH = "styles/board.tcss"
    BINDINGS: ClassVar = []
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "f2"

    def __init__(
        self,
        session: Session,
        open_store: Callable[[], Awaitable[Store]],
        *,
        keymap: Keymap = NO_KEYMAP,
        empty: bool = False,
    ) -> None:
        super().__init__()
        self.session = session
        self.keymap = keymap.keys
        self._mistakes = [*keymap.mistakes, *theme_mistakes(session.config.theme)]
        """Sentences about the user's own files, to be told once the board stands."""
        self.greeting = ""
        """What to tell once the board stands, if there is nothing more pressing."""
        self._open_store = open_store
        self._starts_empty = empty
        self.news = ""
        """What the contact screen did last, to be told where it returns to."""
        self.finder = Finder(session)
        self.wording = Wording(session, self.tell)
        self.posting = Posting(self)
        self._watched: Watched | None = None
        self.copying = Copying(self._write_to_terminal, self.tell)
        self._opened = asyncio.Event()
        self._polling = asyncio.Lock()
        self._lull = Lull()
        self._minute = 0
        self._filters.append(CleanFilter())
        theme = theme_named(session.config.theme)
        if theme:
            self.theme = theme

    # -- starting and leaving

    def get_driver_class(self) -> type[Driver]:
        found = super().get_driver_class()
        if found.__name__ == "LinuxDriver":
            from tui.board.driver import SturdyDriver

            return SturdyDriver
        return found

    def get_default_screen(self) -> Screen[object]:
        from tui.board.screens.board import BoardScreen

        return BoardScreen(*self.size)

    def get_css_variables(self) -> dict[str, str]:
        variables = super().get_css_variables()
        if not self.current_theme.ansi:
            variables |= READABLE
        self.theme_variables = variables
        return variables

    async def on_mount(self) -> None:
        self._listen_to_signals()
        if self._starts_empty and not self.session.policy.counter.home:
            from tui.board.screens.welcome import WelcomeScreen

            await self.push_screen(WelcomeScreen())
        elif self.session.policy.counter.home:
            await show_home(self)
        self.call_after_refresh(self._open)

    def _open(self) -> None:
        begin(self, self._take_store())

    async def _take_store(self) -> None:
        try:
            store = await self._open_store()
            await self.session.attach(store)
        except StoreError as error:
            self.exit(return_code=1, message=Text(refusal(error)))
            return
        self._opened.set()
        board = self.board
        board.complete()
        self.set_interval(POLL_SECONDS, self._poll)
        self.set_interval(SWEEP_SECONDS, self._sweep)
        self.set_interval(max(1.0, self.session.policy.claim_seconds / 3), self._renew)
        if self.session.config.templates_file.exists():
            self._mistakes += self.wording.mistakes()
        if self._mistakes:
            board.tell(first_of(self._mistakes), "late")
        elif self.greeting:
            board.tell(self.greeting)
        self._lull.keep_loaded()
        from tui.board.services import watch_services

        watch_services(self)
        await self.posting.resume()

    async def ready(self) -> None:
        """Returns once the store is open."""
        await self._opened.wait()

    def _listen_to_signals(self) -> None:
        """SIGTERM, SIGHUP and a closed terminal end it as `q` does: terminal restored, claims given back."""
        if sys.platform == "win32":
            signal.signal(signal.SIGBREAK, lambda *_: self.call_later(self.leave))
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, lambda: self.call_later(self.leave))

    async def leave(self, result: str = "") -> None:
        """Gives all claims back and ends the program."""
        if self.session.opened:
            with suppress(StoreError):
                await self.session.release()
        self.exit(result)

    @property
    def board(self) -> BoardScreen:
        from tui.board.screens.board import BoardScreen

        found = self.screen_stack[0]
        assert isinstance(found, BoardScreen)
        return found

    # -- keeping fresh

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent):
            self._lull.disturbed()
        await super().on_event(event)

    async def _poll(self) -> None:
        if not self._polling.locked() and self._lull.may_look():
            await self.poll_now()
        self._lull.tidy()

    async def poll_now(self) -> None:
        """Takes over what changed in the database, here or elsewhere, and shows it."""
        async with self._polling:
            with self.telling_errors():
                changed = await self.session.poll()
                if changed is not None:
                    self._tell_screens(changed.cases)
        minute = self.session.clock() // 60_000
        if minute != self._minute:
            self._minute = minute
            with self.telling_errors():
                await self.session.refresh_surroundings()
            for screen in self._standing():
                screen.minute_passed()

    def _tell_screens(self, cases: frozenset[int]) -> None:
        self.finder.touched(cases)
        for screen in self._standing():
            screen.cases_changed(cases)

    def _standing(self) -> list[CommandScreen]:
        """The screens that can show something; none while the program is ending."""
        return [each for each in self.screen_stack if isinstance(each, CommandScreen) and each.stands]

    async def _sweep(self) -> None:
        with self.telling_errors():
            await self.session.store.sweep(self.session.clock())

    async def _renew(self) -> None:
        with self.telling_errors():
            await self.session.store.renew(self.session.terminal, self.session.clock())

    def telling_errors(self) -> TellingErrors:
        return TellingErrors(self.tell)

    def tell(self, sentence: str, tone: str = "") -> None:
        """Shows a sentence on whatever screen is in front."""
        screen = self.screen
        if isinstance(screen, CommandScreen):
            screen.tell(sentence, tone)
        elif isinstance(self.screen_stack[0], CommandScreen):
            self.screen_stack[0].tell(sentence, tone)

    # -- contacting

    async def contact(self, case_id: int) -> None:
        """Claims a case and opens the contact screen on it; asks before taking it from a colleague."""
        if await self.claimed(case_id):
            await self.contact_claimed(case_id)

    async def claimed(self, case_id: int) -> bool:
        """Whether the case is ours; asks before taking it from a colleague."""
        from tui.board.screens.prompts import ConfirmScreen

        claimed = await self.session.claim(case_id)
        if not claimed.won:
            name = self.session.name_of(case_id)
            question = say("board.take_over", staff=claimed.claim.staff, name=name)
            if not await self.push_screen_wait(ConfirmScreen(question)):
                return False
            await self.session.claim(case_id, force=True)
        return True

    async def contact_claimed(self, case_id: int, inbound: bool = False) -> None:
        """The contact screen on a case that is ours."""
        from tui.board.screens.contact import ContactScreen

        self.news = ""
        await self.push_screen_wait(ContactScreen(case_id, inbound=inbound, steps=self.board.steps_ahead))
        await self.poll_now()
        if self.news:
            self.tell(self.news, "good")

    async def contact_next(self) -> None:
        """The most urgent case that is free."""
        case = await self.session.claim_next()
        if case is None:
            self.tell(say("board.nobody_left"))
            return
        await self.board.show_case(case.id)
        await self.contact_claimed(case.id)

    async def ask_callback_time(self, case: Case) -> Millis | None:
        """When to call back, as the person types it; None if they thought better of it."""
        from tui.board.screens.prompts import CallbackScreen

        moment = await self.push_screen_wait(CallbackScreen(case.customer.name))
        return moment if isinstance(moment, int) else None

    def logged_sentence(self, logged: Logged) -> str:
        """What was logged and what happens next with the customer."""
        from tui.board.telling import logged_sentence

        return logged_sentence(logged, self.session)

    async def undo(self, screen: CommandScreen) -> None:
        """Takes back what was done last, and shows whom it was about."""
        from tui.board.undoing import took_back_act, took_back_event

        with self.telling_errors():
            if not await took_back_act(self, screen):
                undone = await took_back_event(self, screen)
                if undone is not None and undone.case is not None:
                    await self.board.show_case(undone.case.id, quiet=True)

    async def copy_best(self, case: Case) -> None:
        """Copies what the suggested route needs."""
        best = self.session.advice(case).best
        if best is None:
            self.tell(say("board.no_route_now"))
            return
        await self.copying.ready(self.wording.approach(case, best))

    def _write_to_terminal(self, sequence: str) -> None:
        driver = self._driver
        if driver is not None:
            driver.write(sequence)

    # -- settings and files

    @property
    def watched(self) -> Watched:
        """The files that are read again when they change."""
        if self._watched is None:
            from tui.board.watched import Watched

            self._watched = Watched(self)
        return self._watched

    @property
    def watched_label(self) -> str:
        """What is watched, in short; "" for nothing."""
        return self._watched.label if self._watched is not None else ""

    async def import_files(self, dropped: str = "") -> None:
        """The import screen; with the files whose paths a text names, where it is no empty one."""
        from tui.board.screens.importing import ImportScreen

        await self.ready()
        empty = not self.session.total
        await self.push_screen_wait(ImportScreen(dropped))
        await self.session.reload()
        self.finder.forget()
        self.board.show_all()
        if empty and self.session.total and not self.session.config.shop:
            tell_shop_unnamed(self)

    def action_command_palette(self) -> None:
        from tui.board.screens.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(placeholder=say("board.palette_hint")))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: this screen's commands, by their help."""
        from textual.app import SystemCommand

        if not isinstance(screen, CommandScreen):
            return
        for command in screen.commands:
            if command.palette:
                title, about = say(f"keys.{command.id}"), say(f"keys.{command.id}.help")
                yield SystemCommand(title, about, _runner(screen, command.id))

    # -- failing

    def _fatal_error(self) -> None:
        """An error of ours: what broke and where, and nothing of anybody's data."""
        self.bell()
        error = sys.exc_info()[1] or self._exception
        self._exit_renderables.append(crash_text(error))
        self._close_messages_no_wait()


def _runner(screen: CommandScreen, command_id: str) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        await screen.action_command(command_id)

    return run


if TYPE_CHECKING:
    from tui.board.screens.board import BoardScreen
