"""Which channels are down: declared, ended and listed."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.board.heading import outage_text
from tui.board.screens.base import CommandScreen
from tui.board.table import Place
from tui.board.times import due_text
from tui.board.widgets.lines import Line, LinesWidget
from tui.board.widgets.plain import words
from tui.clock import new_id
from tui.domain.words import Route
from tui.i18n import say

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
            name = say(f"rules.route.{channel.value}")
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
            since = down.since
            await store.end_outage(channel, now)
            session.did(
                say("board.outage_ended", channel=name), lambda: store.start_outage(new_id(), channel, since)
            )
            self.tell(say("board.outage_ended", channel=name), "good")
        else:
            await store.start_outage(new_id(), channel, now)
            session.did(say("board.outage_started", channel=name), lambda: store.end_outage(channel, now))
            self.tell(say("board.outage_started", channel=name), "soon")
        await self._show()

    def language_changed(self) -> None:
        super().language_changed()
        self.in_background(self._show())
