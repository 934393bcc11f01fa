"""Which channels are down: declared, ended and listed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.board.cells import fit
from tui.board.heading import outage_text
from tui.board.screens.base import CommandScreen
from tui.board.table import Place
from tui.board.times import due_text
from tui.board.widgets.lines import Line, LinesWidget
from tui.board.widgets.plain import words
from tui.clock import new_id
from tui.domain.model import Millis, Outage
from tui.domain.quiet import at_place
from tui.domain.words import Route
from tui.i18n import say

_CHANNEL_CELLS = 12
CHANNELS = (Route.KAKAO, Route.PHONE, Route.SMS, Route.INSTAGRAM, Route.EMAIL)


class OutageHead(LinesWidget):
    def __init__(self) -> None:
        super().__init__(id="outage-head")
        self.text = ""

    def lines(self, width: int, height: int) -> list[Line]:
        return [[(" " + say("board.outage_title"), "title")], [(" " + self.text, "soon")], [],
                [(" " + say("board.outage_hint"), "muted")]]  # fmt: skip


class OutageScreen(CommandScreen):
    PLACE = Place.OUTAGE
    AUTO_FOCUS = "OptionList"

    def body(self) -> ComposeResult:
        yield OutageHead()
        yield OptionList(markup=False)

    def mounted(self) -> None:
        self.in_background(self._show())

    async def _show(self) -> None:
        session = self.session
        session.outages = await session.store.outages()
        now = session.clock()
        options = self.query_one(OptionList)
        kept = options.highlighted or 0
        options.clear_options()
        for channel in CHANNELS:
            down = session.outage_of(channel)
            name = fit(say(f"rules.route.{channel.value}"), _CHANNEL_CELLS)
            if down is not None:
                text = say("board.outage_down", channel=name, since=due_text(down.since, True, session.zone))
            else:
                past = [o for o in session.outages if o.channel is channel and o.until is not None]
                last = max(past, key=lambda outage: outage.until or 0, default=None)
                text = say("board.outage_works", channel=name)
                if last is not None and last.until is not None:
                    text += " " + say("board.outage_was", since=due_text(last.since, True, session.zone),
                                      until=due_text(last.until, True, session.zone))  # fmt: skip
            options.add_option(Option(words(text), channel.value))
        options.highlighted = kept
        head = self.query_one(OutageHead)
        head.text = outage_text(session, now)
        head.refresh()

    @on(OptionList.OptionSelected)
    async def _selected(self) -> None:
        await self.action_command("outage.toggle")

    async def do_toggle(self) -> None:
        session = self.session
        channel = CHANNELS[self.query_one(OptionList).highlighted or 0]
        now = session.clock()
        name = say(f"rules.route.{channel.value}")
        store = session.store
        down = session.outage_of(channel)
        if down is not None:
            await store.end_outage(channel, now, now=now)
            self._did(
                say("board.outage_ended", channel=name),
                lambda: store.change_outage(down.id, down.since, None, now=session.clock()),
                "good",
            )
        else:
            made = await store.start_outage(new_id(), channel, now, now=now)
            self._did(
                say("board.outage_started", channel=name),
                lambda: store.drop_outage(made.id, now=session.clock()),
                "soon",
            )
        await self._show()

    async def do_since(self) -> None:
        outage = self._latest()
        if outage is None:
            return
        question = say("delivery.ask_since", channel=say(f"rules.route.{outage.channel.value}"))
        at = await self._ask(question, outage.since)
        if at is not None:
            await self._correct(outage, outage._replace(since=at), "delivery.since_changed", at)

    async def do_until(self) -> None:
        outage = self._latest()
        if outage is None:
            return
        question = say("delivery.ask_until", channel=say(f"rules.route.{outage.channel.value}"))
        at = await self._ask(question, outage.until)
        if at is not None:
            await self._correct(outage, outage._replace(until=at), "delivery.until_changed", at)

    def _latest(self) -> Outage | None:
        """The latest outage of the selected channel, which may last; says so where there never was one."""
        channel = CHANNELS[self.query_one(OptionList).highlighted or 0]
        noted = [outage for outage in self.session.outages if outage.channel is channel]
        if not noted:
            self.tell(say("delivery.no_outage_yet", channel=say(f"rules.route.{channel.value}")))
        return max(noted, key=lambda outage: outage.since, default=None)

    async def _ask(self, question: str, was: Millis | None) -> Millis | None:
        from tui.board.screens.past_moment import PastMomentScreen

        shown = "" if was is None else f"{at_place(was, self.session.zone):%Y-%m-%d %H:%M}"
        at = await self.app.push_screen_wait(PastMomentScreen(question, shown))
        return at if isinstance(at, int) else None

    async def _correct(self, was: Outage, now_is: Outage, key: str, at: Millis) -> None:
        session = self.session
        store = session.store
        with self.board_app.telling_errors():
            await store.change_outage(was.id, now_is.since, now_is.until, now=session.clock())
            name = say(f"rules.route.{was.channel.value}")
            self._did(
                say(key, channel=name, time=due_text(at, True, session.zone)),
                lambda: store.change_outage(was.id, was.since, was.until, now=session.clock()),
                "good",
            )
            await self._show()

    def _did(self, what: str, reverse: Callable[[], Awaitable[object]], tone: str) -> None:
        self.session.did(what, reverse)
        self.tell(what, tone)

    async def do_undo(self) -> None:
        await self.board_app.undo(self)
        await self._show()

    def language_changed(self) -> None:
        super().language_changed()
        self.in_background(self._show())
