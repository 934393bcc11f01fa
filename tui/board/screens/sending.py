"""Texts to one customer or to many: the sheet to read before anything goes out, then how far it has come."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from tui.board.screens.base import CommandScreen
from tui.board.sendview import failures, progress_lines, sheet_lines
from tui.board.table import Command, Place
from tui.board.widgets.lines import Line, LinesWidget
from tui.board.widgets.pages import PagesWidget
from tui.clock import new_id
from tui.config import ConfigError
from tui.domain.phones import display
from tui.domain.send_checks import ASKS
from tui.domain.send_plan import SendPlan, plan_sends, sends_of
from tui.domain.sending import FELL_THROUGH, UNSURE, Send, SendState
from tui.i18n import say
from tui.papers.sends import why_code

if TYPE_CHECKING:
    from tui.domain.model import Case
    from tui.gateway.settings import GatewaySettings

_READ_AT_ONCE = 500
_MOST_TOLD = 200
"""Messages that are told one by one; the outbox has them all."""


class SendHead(LinesWidget):
    """Whom it is for, and by which gateway; a practice gateway says so here and stays there."""

    def __init__(self, title: str) -> None:
        super().__init__(classes="title-line")
        self.title, self.by, self.practice = title, "", False

    def lines(self, width: int, height: int) -> list[Line]:
        by = f"   {say('posting.practice')}" if self.practice else f"   {self.by}" if self.by else ""
        return [[(" " + self.title, "title"), (by, "soon" if self.practice else "muted")]]


class SendText(PagesWidget):
    """The sheet or the progress."""

    def __init__(self) -> None:
        super().__init__(id="send-text")
        self._plan: SendPlan | None = None
        self._sheet: tuple[int, list[Line]] = (0, [])
        self.counts: dict[SendState, int] = {}
        self.fell: Sequence[Send] = ()
        self.names: dict[int, str] = {}
        self.now, self.zone = 0, ""

    def show_plan(self, plan: SendPlan | None) -> None:
        self._plan, self._sheet = plan, (0, [])
        self.begin_anew()

    def _sheet_lines(self, plan: SendPlan, width: int) -> list[Line]:
        """Put into words once for each width: a key that scrolls has nothing to count."""
        if self._sheet[0] != width:
            self._sheet = (width, sheet_lines(plan, width))
        return self._sheet[1]

    def content(self, width: int, height: int) -> list[Line]:
        if self.counts:
            told = failures(self.fell, self.names, self.now, self.zone, width)
            return [*progress_lines(self.counts, width), *([[], *told] if told else [])]
        if self._plan is not None:
            return self._sheet_lines(self._plan, width)
        return [[(" " + say("board.reading"), "muted")]]


class SendScreen(CommandScreen):
    """Opened with the cases meant, in the order in which they are to go; `title` says who they are."""

    PLACE = Place.SEND
    AUTO_FOCUS = "SendText"
    DEFAULT_CSS = "SendScreen #send-text { height: 1fr; }"

    def __init__(self, cases: Sequence[int], title: str) -> None:
        super().__init__()
        self._ids, self._title = cases, title
        self._cases: list[Case] = []
        self._gateways: Sequence[GatewaySettings] = ()
        self._chosen = 0
        self._allow: frozenset[str] = frozenset()
        self.plan: SendPlan | None = None
        self._sent: tuple[Send, ...] = ()
        self._problem = ""
        self._stopped = False

    def body(self) -> ComposeResult:
        yield SendHead(self._title)
        yield SendText()

    def mounted(self) -> None:
        self.read_first(self._read())

    # -- the sheet

    async def _read(self) -> None:
        app = self.board_app
        try:
            self._gateways = await app.posting.gateways()
        except ConfigError as error:
            self._problem = "\n".join(error.every) or say(f"cli.config_{error.code}", **error.fields)
            self.tell(self._problem.splitlines()[0], "late")
            return
        with app.telling_errors():
            await self._read_cases()
            await self._make()

    async def _read_cases(self) -> None:
        cases: list[Case] = []
        for start in range(0, len(self._ids), _READ_AT_ONCE):
            cases += await self.session.store.views(self._ids[start : start + _READ_AT_ONCE])
        self._cases = cases

    async def _make(self, sentence: str = "") -> None:
        """The sheet as of now; with thousands of customers in a thread, so that keys are taken meanwhile.

        `sentence` is told instead of what is usual where there is somebody to send to.
        """
        if not self._gateways:
            self._problem = say("posting.no_gateway")
            self.tell(self._problem, "late")
            self.query_one(SendText).show_plan(None)
            return
        gateway, posting = self._gateways[self._chosen], self.board_app.posting
        asking, compose = posting.asking(gateway, self._allow), posting.compose()
        self.plan = await asyncio.to_thread(plan_sends, self._cases, compose, asking)
        problem = self.plan.problem
        self._problem = say(f"sending.problem_{problem}", name=gateway.name) if problem else ""
        head = self.query_one(SendHead)
        head.by = say("posting.by", name=gateway.name, sender=display(gateway.sender))
        head.practice = gateway.practice
        head.refresh()
        self.query_one(SendText).show_plan(self.plan)
        self.show_commands()
        if self._problem:
            self.tell(self._problem, "late")
        elif sentence:
            self.tell(sentence, "late")
        elif not self.plan.ready:
            self.tell(say("posting.nobody"), "late")
        else:
            self.tell(say("posting.read_first", n=len(self.plan.ready)))

    def unavailable(self, command: Command) -> str:
        if command.action == "go":
            if self._sent:
                return self._over()
            if self._problem:
                return self._problem
            if self.plan is None:
                return say("board.reading")
            return "" if self.plan.ready else say("posting.nobody")
        if command.action == "doubts":
            doubts = self.plan is not None and any(left.asks for left in self.plan.left_out)
            return "" if (doubts or self._allow) and not self._sent else say("posting.no_doubts")
        if command.action == "gateway":
            return "" if len(self._gateways) > 1 and not self._sent else say("posting.one_gateway")
        if command.action == "stop":
            return "" if self.query_one(SendText).counts.get(SendState.PREPARED) else say("posting.none_left")
        return ""

    def _over(self) -> str:
        """Why there is nothing more to send of this sheet; "" where some of it was held back and may go."""
        counts = self.query_one(SendText).counts
        if not counts or any(counts.get(state) for state in (SendState.PREPARED, SendState.SENDING)):
            return say("posting.already")
        return "" if counts.get(SendState.WITHDRAWN) else say("posting.all_sent")

    async def do_doubts(self) -> None:
        """Those of whom one should think twice are taken along, or left out again."""
        self._allow = frozenset() if self._allow else ASKS
        await self._make()

    async def do_gateway(self) -> None:
        self._chosen = (self._chosen + 1) % len(self._gateways)
        await self._make()

    # -- going out

    async def do_go(self) -> None:
        """Writes the messages down, then lets them go; Esc leaves, and they go on.

        Where some of this sheet were held back, it is shown anew as things stand now: read before it goes.
        """
        if self._sent:
            await self._begin_anew()
            return
        assert self.plan is not None
        gateway, app = self._gateways[self._chosen], self.board_app
        asking = app.posting.asking(gateway, self._allow)
        self.tell(say("posting.preparing", n=len(self.plan.ready)))
        prepared = await self.session.store.prepare_sends(sends_of(self.plan, asking, new_id))
        if not prepared.taken:
            # Somebody was faster: what was read is not how it stands any more.
            await self._read_cases()
            await self._make(say("posting.all_doubled", n=len(prepared.doubled)))
            return
        self._sent = prepared.taken
        self.session.wrote()
        try:
            await app.posting.go()
        except ConfigError as error:
            self.tell(say(f"cli.config_{error.code}", **error.fields), "late")
            return
        failed = app.posting.failures.get(gateway.name, "")
        if failed:
            self.tell(failed, "late")
        elif prepared.doubled:
            self.tell(say("posting.doubled", n=len(prepared.doubled)), "late")
        else:
            self.tell(say("posting.going", n=len(self._sent)), "good")
        await self._progress()

    async def _begin_anew(self) -> None:
        self._sent, self._stopped = (), False
        text = self.query_one(SendText)
        text.counts, text.fell = {}, []
        await self._read_cases()
        await self._make()

    async def do_stop(self) -> None:
        """What has not been handed over yet is not sent."""
        store, session = self.session.store, self.session
        ids = [send.id for send in self._sent]
        gone = await store.withdraw_sends(ids, session.staff, session.clock())
        session.wrote()
        self.tell(say("posting.stopped", n=len(gone)), "good")
        await self._progress()

    async def _progress(self) -> None:
        store, sent = self.session.store, self._sent
        if not sent:
            return
        counts = dict(await store.send_counts(sent[0].together))
        fell = await store.sends_together(sent[0].together, FELL_THROUGH | UNSURE, _MOST_TOLD)
        stopped = await store.stopped_queue(sent[0].gateway)
        if self._sent is not sent:
            return  # meanwhile the sheet was asked for anew
        text = self.query_one(SendText)
        text.now, text.zone = self.session.clock(), self.session.zone
        text.counts, text.fell = counts, fell
        if not text.names:
            text.names = {case.id: case.customer.name for case in self._cases}
        text.refresh()
        self.show_commands()
        if stopped is not None and text.counts.get(SendState.PREPARED):
            self.tell(say("posting.queue_stopped", why=why_code(stopped.why) or stopped.said), "late")
        elif self._stopped and stopped is None:
            self.tell(say("posting.goes_on"), "good")
        self._stopped = stopped is not None

    # -- news

    def cases_changed(self, cases: frozenset[int]) -> None:
        if self._sent:
            self.in_background(self._progress(), exclusive=True, group="progress")

    def language_changed(self) -> None:
        super().language_changed()
        self.in_background(self._progress() if self._sent else self._make(), exclusive=True, group="progress")
