"""All messages of late and where they stand; what nobody knows is settled here by a person."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.board.cells import wrap
from tui.board.screens.base import CommandScreen
from tui.board.sendview import send_text
from tui.board.table import Command, Place
from tui.board.widgets.lines import Line, LinesWidget
from tui.board.widgets.plain import words
from tui.clock import new_id
from tui.config import ConfigError
from tui.domain.model import Case
from tui.domain.sending import FELL_THROUGH, OUT, SETTLED, UNSURE, Send, SendState
from tui.i18n import say
from tui.papers.sends import why_code
from tui.store.api_sends import Queue

_PARTS = (
    ("unsure", UNSURE),
    ("waiting", frozenset((SendState.PREPARED, SendState.SENDING))),
    ("fell", FELL_THROUGH),
    ("out", OUT),
    ("rest", SETTLED | {SendState.WITHDRAWN}),
)
_MOST = 300
"""Lines of each part; the latest ones."""
_MARGIN = 8
"""The list's border, bar and the indent of all lines but the first."""


class OutboxHead(LinesWidget):
    def __init__(self) -> None:
        super().__init__(classes="title-line")
        self.queues: list[Queue] = []

    def lines(self, width: int, height: int) -> list[Line]:
        line: Line = [(" " + say("posting.outbox_title"), "title")]
        for queue in self.queues:
            if queue.stopped is not None:
                line.append((f"   {say('posting.queue_stands', name=queue.gateway)}", "late"))
            elif queue.practice:
                line.append((f"   {say('posting.practice')}", "soon"))
        return [line]


class OutboxScreen(CommandScreen):
    """Gives the id of a case to show on the board, or None."""

    PLACE = Place.OUTBOX
    AUTO_FOCUS = "OptionList"

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[int, Send] = {}
        self._queues: list[Queue] = []
        self._cases: dict[int, Case] = {}

    def body(self) -> ComposeResult:
        yield OutboxHead()
        yield OptionList(markup=False)

    def mounted(self) -> None:
        self.read_first(self._show(first=True))

    async def _show(self, sentence: str = "", *, first: bool = False) -> None:
        """The list as it is now, then `sentence`; what can be done here where it is shown first."""
        store, session = self.session.store, self.session
        options = self.query_one(OptionList)
        at = options.highlighted
        kept = self._lines.get(at) if at is not None else None
        self._queues = await store.queues()
        parts = {part: await store.latest_sends(states, _MOST) for part, states in _PARTS}
        await self._read_cases({send.case_id for sends in parts.values() for send in sends})
        now, width = session.clock(), options.size.width - _MARGIN
        self._lines.clear()
        shown: list[Option] = []
        for part, states in _PARTS:
            count = sum(queue.states.get(state, 0) for queue in self._queues for state in states)
            if count:
                shown.append(Option(words(f"── {say(f'posting.part_{part}', n=count)}"), disabled=True))
            for send in parts[part]:
                case = self._cases.get(send.case_id)
                if case is not None:
                    self._lines[len(shown)] = send
                    name = case.customer.name or say("board.nameless")
                    told = wrap(send_text(send, case, now, session.zone), width)
                    shown.append(Option(words("\n   ".join((name, *told)))))
        options.clear_options()
        options.add_options(shown)
        same = (line for line, send in self._lines.items() if kept is not None and send.id == kept.id)
        options.highlighted = next(same, next(iter(self._lines), None))
        head = self.query_one(OutboxHead)
        head.queues = self._queues
        head.refresh()
        self.show_commands()
        stopped = next((queue.stopped for queue in self._queues if queue.stopped is not None), None)
        if first and stopped is not None:
            self.tell(say("posting.stands_why", why=why_code(stopped.why) or stopped.said), "late")
        elif first:
            self.tell(say("posting.outbox_hint" if self._lines else "posting.outbox_empty"))
        elif sentence:
            self.tell(sentence)

    async def _read_cases(self, ids: set[int]) -> None:
        """The cases of the messages that are shown; those that did not change are known already."""
        new = await self.session.store.views(sorted(ids - self._cases.keys()))
        self._cases = {ident: case for ident, case in self._cases.items() if ident in ids}
        self._cases.update((case.id, case) for case in new)

    @property
    def _at(self) -> Send | None:
        return self._lines.get(self.query_one(OptionList).highlighted or 0)

    def unavailable(self, command: Command) -> str:
        send = self._at
        if command.action in ("was_sent", "not_sent"):
            return "" if send is not None and send.state in UNSURE else say("posting.is_known")
        if command.action == "withdraw":
            waits = send is not None and send.state is SendState.PREPARED
            return "" if waits else say("posting.none_left")
        if command.action == "resume":
            return "" if any(queue.stopped for queue in self._queues) else say("posting.not_stopped")
        if command.action == "open":
            return "" if send is not None else say("posting.outbox_empty")
        return ""

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.show_commands()

    @on(OptionList.OptionSelected)
    async def _selected(self) -> None:
        await self.action_command("outbox.open")

    async def do_open(self) -> None:
        send = self._at
        if send is not None:
            self.dismiss(send.case_id)

    async def do_was_sent(self) -> None:
        await self._settle(True)

    async def do_not_sent(self) -> None:
        await self._settle(False)

    async def _settle(self, was_sent: bool) -> None:
        """What is at stake is said before: a second message, or none at all."""
        from tui.board.screens.prompts import ConfirmScreen

        send, session = self._at, self.session
        if send is None:
            return
        name = self._cases[send.case_id].customer.name or say("board.nameless")
        question = say("posting.ask_was_sent" if was_sent else "posting.ask_not_sent", name=name)
        if not await self.app.push_screen_wait(ConfirmScreen(question)):
            return
        await session.store.settle_send(
            send.id, was_sent, event_id=new_id(), staff=session.staff, now=session.clock()
        )
        session.wrote()
        await self.board_app.poll_now()
        await self._show(say("posting.settled_sent" if was_sent else "posting.settled_not_sent"))

    async def do_withdraw(self) -> None:
        send, session = self._at, self.session
        if send is not None:
            gone = await session.store.withdraw_sends([send.id], session.staff, session.clock())
            session.wrote()
            await self.board_app.poll_now()
            await self._show(say("posting.stopped", n=len(gone)))

    async def do_resume(self) -> None:
        """The reason was mended: the queue goes on."""
        for queue in self._queues:
            if queue.stopped is not None:
                await self.session.store.resume_queue(queue.gateway)
        try:
            await self.board_app.posting.go()
        except ConfigError as error:
            self.tell(say(f"cli.config_{error.code}", **error.fields), "late")
            return
        await self._show(say("posting.goes_on"))

    def cases_changed(self, cases: frozenset[int]) -> None:
        changed = cases or self._cases.keys()  # none named: everything may be other than it was
        self._cases = {ident: case for ident, case in self._cases.items() if ident not in changed}
        self.in_background(self._show(), exclusive=True, group="outbox-list")

    def language_changed(self) -> None:
        super().language_changed()
        self.in_background(self._show(), exclusive=True, group="outbox-list")
