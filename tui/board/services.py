"""While a channel is down: asks the addresses set for it whether it answers again, and says so once.

The outage stays until a person ends it: a service that answers is no proof that its messages arrive.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tui.board.background import begin
from tui.board.times import moment_phrase
from tui.config import ConfigError, gateways_file
from tui.domain.services import Pulse
from tui.domain.words import Route
from tui.i18n import say

if TYPE_CHECKING:
    from tui.board.app import SonnimApp

_LOOK_SECONDS = 5.0
"""Between two looks at whether it is time to ask; asking is a minute apart (domain/services.py)."""


def watch_services(app: SonnimApp) -> None:
    """Begins to ask, where addresses are set; reads nothing where there is no file with them."""
    if app.session.config.throw_away or not gateways_file(app.session.config).exists():
        return
    from tui.config import load_gateways
    from tui.gateway.checking_services import answers

    try:
        services = load_gateways(app.session.config).services
    except ConfigError:
        return  # whoever sends is told
    if services:
        begin(app, Services(app, services, answers).run(), group="services", exclusive=True)


class Services:
    """`ask` says whether all addresses of a channel answer."""

    def __init__(
        self,
        app: SonnimApp,
        services: Mapping[Route, Sequence[str]],
        ask: Callable[[Sequence[str]], Awaitable[bool]],
    ) -> None:
        self._app = app
        self._services = services
        self._ask = ask
        self._pulses: dict[Route, Pulse] = {}

    async def run(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(_LOOK_SECONDS)

    async def look(self) -> None:
        """Asks whatever is down and due to be asked, and tells of what seems to answer again."""
        session = self._app.session
        for channel, urls in self._services.items():
            if session.outage_of(channel) is None:
                self._pulses.pop(channel, None)
                continue
            pulse = self._pulses.get(channel, Pulse())
            if not pulse.due(session.clock()):
                continue
            now = session.clock()
            after = pulse.after(await self._ask(urls), now)
            self._pulses[channel] = after
            if after.again and not pulse.again and session.outage_of(channel) is not None:
                since = moment_phrase(after.since or now, now, session.zone)
                name = say(f"rules.route.{channel.value}")
                self._app.tell(say("gateway.answers_again", channel=name, since=since), "soon")
