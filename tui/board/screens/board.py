"""The board: what can be done to the selected case, and the ways to all other screens."""

from __future__ import annotations

from tui.board.profiles import show_home
from tui.board.screens.base import CommandScreen
from tui.board.screens.lanes import LanesScreen
from tui.board.table import Command, Place
from tui.domain.model import Case
from tui.domain.words import Outcome
from tui.i18n import say

_OPENING = ("board.next", "board.contact")
_STEPS = {"board.right": 1, "board.left": -1}


class BoardScreen(LanesScreen):
    PLACE = Place.BOARD

    def __init__(self, width: int, height: int) -> None:
        """For a terminal of `width` × `height`."""
        super().__init__(width, height)
        self._opening = False
        """A contact screen is about to open."""
        self.steps_ahead = 0
        """How many routes further the contact screen is to open, by keys pressed meanwhile."""

    async def do_back(self) -> None:
        if self.session.policy.counter.home:
            await show_home(self.board_app)
        else:
            self.tell(say("board.how_to_leave"))

    async def do_counter(self) -> None:
        from tui.board.screens.counter import CounterScreen

        await self.app.push_screen(CounterScreen())

    # -- contacting

    async def action_command(self, command_id: str) -> None:
        """Keys for another route that come before the contact screen is there are meant for it."""
        if self._opening and command_id in _STEPS:
            self.steps_ahead += _STEPS[command_id]
            return
        if command_id in _OPENING:
            self._opening = True
        await super().action_command(command_id)

    async def _run(self, command: Command, seen: tuple[int, object], *given: str) -> None:
        try:
            await super()._run(command, seen, *given)
        finally:
            if command.id in _OPENING and seen == self._seen(command):  # no screen came
                self._opens_nothing()

    def on_screen_resume(self) -> None:
        self._opens_nothing()

    def _opens_nothing(self) -> None:
        self._opening, self.steps_ahead = False, 0

    def unavailable(self, command: Command) -> str:
        wants_one = command.action in ("contact", "copy", "send", "chat", "outcomes")
        if wants_one or command.id.startswith("outcome."):
            if self.current.case_id is None:
                return say("board.nobody_selected")
            case = self.selected
            colleague = self.session.claimed_elsewhere(case) if case is not None else ""
            if case is not None and colleague and command.id.startswith("outcome."):
                return say("board.colleague_works", staff=colleague, name=case.customer.name)
        return ""

    async def _picked(self) -> Case | None:
        """The selected case, read anew where a colleague's change has just made it out of date."""
        case_id = self.current.case_id
        return None if case_id is None else await self.session.up_to_date(case_id)

    async def do_contact(self) -> None:
        case_id = self.current.case_id
        if case_id is not None:
            await self.board_app.contact(case_id)

    async def do_next(self) -> None:
        await self.board_app.contact_next()

    async def do_outcomes(self) -> None:
        case = await self._picked()
        if case is not None and (outcome := await self.choose_outcome(case.customer.name)) is not None:
            await self._log(case, outcome)

    async def do_outcome(self, outcome: Outcome) -> None:
        case = await self._picked()
        if case is not None:
            await self._log(case, outcome)

    async def _log(self, case: Case, outcome: Outcome) -> None:
        """Logs for a case by its suggested route; the cursor then stands on the next one.

        The case is the one that was asked about: another may stand under the cursor by now.
        """
        can_be, callback_at = await self.can_be_logged(case, outcome)
        if not can_be:
            return
        case = await self.session.fresh(case.id) or case
        if self.session.claimed_elsewhere(case):
            self.tell(say("board.colleague_works", staff=self.session.claimed_elsewhere(case),
                          name=case.customer.name), "late")  # fmt: skip
            return
        following = self.current.beside
        logged = await self.session.log(case, outcome, callback_at=callback_at)
        await self.board_app.poll_now()
        if following is not None and self.current.case_id == case.id:  # it stays in its lane
            self.current.select_case(following)
        self.tell(self.board_app.logged_sentence(logged), "good")

    async def do_copy(self) -> None:
        case = await self._picked()
        if case is not None:
            await self.board_app.copy_best(case)

    async def do_undo(self) -> None:
        await self.board_app.undo(self)

    async def do_send(self) -> None:
        from tui.board.recipients import send_to_one

        case = await self._picked()
        if case is not None:
            await send_to_one(self.board_app, case)

    async def do_send_group(self) -> None:
        from tui.board.recipients import send_to_group

        await send_to_group(self.board_app, self._current)

    # -- other screens

    async def _visit(self, screen: CommandScreen) -> None:
        """Shows a screen that may hand back the case to go to."""
        chosen = await self.app.push_screen_wait(screen)
        if isinstance(chosen, int):
            await self.show_case(chosen)

    async def do_outbox(self) -> None:
        from tui.board.screens.outbox import OutboxScreen

        await self._visit(OutboxScreen())

    async def do_find(self) -> None:
        from tui.board.screens.find import FindScreen

        await self._visit(FindScreen())

    async def do_inbound(self) -> None:
        from tui.board.answering import answer

        await answer(self.board_app)

    async def do_review(self) -> None:
        from tui.board.screens.review import ReviewScreen

        await self._visit(ReviewScreen())

    async def do_notice(self) -> None:
        from tui.board.screens.notice import NoticeScreen

        await self.app.push_screen_wait(NoticeScreen())
        self.show_all()

    async def do_import(self, dropped: str = "") -> None:
        await self.board_app.import_files(dropped)

    async def do_deposits(self) -> None:
        from tui.board.screens.deposits import DepositsScreen

        await self._visit(DepositsScreen())

    async def do_apart(self) -> None:
        from tui.board.screens.apart import ApartScreen

        await self.app.push_screen_wait(ApartScreen())
        self.show_all()

    async def do_requests(self) -> None:
        from tui.board.screens.lost import LostScreen

        await self._visit(LostScreen())

    async def do_chat(self) -> None:
        from tui.board.screens.chat import open_chat

        case_id = self.current.case_id
        if case_id is not None:
            await open_chat(self, case_id)

    async def do_sent(self) -> None:
        from tui.board.screens.sent import SentScreen

        await self._visit(SentScreen())

    async def do_outage(self) -> None:
        from tui.board.screens.outage import OutageScreen

        await self.app.push_screen_wait(OutageScreen())
        await self.session.refresh_surroundings()
        self.outages_changed()

    async def do_templates(self) -> None:
        from tui.board.screens.templates import TemplatesScreen

        await self.app.push_screen_wait(TemplatesScreen())
