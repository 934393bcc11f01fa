"""The shop's gateways and the messages on their way: opened late, run in the background."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING

from tui.config import ConfigError, gateways_file
from tui.domain.sending import SendState
from tui.domain.words import Route
from tui.i18n import say

if TYPE_CHECKING:
    from tui.board.app import SonnimApp
    from tui.domain.send_checks import Asking
    from tui.domain.send_plan import Compose
    from tui.gateway.outbox import Outbox
    from tui.gateway.settings import GatewaySettings


class Posting:
    """One outbox for as long as the program runs; nothing is opened before there is something to send."""

    def __init__(self, app: SonnimApp) -> None:
        self._app = app
        self._gateways: tuple[GatewaySettings, ...] | None = None
        self._opening = asyncio.Lock()
        self._outbox: Outbox | None = None
        self._task: asyncio.Task[None] | None = None
        self._stack = AsyncExitStack()
        self.failures: dict[str, str] = {}
        """Gateways that could not be opened, each with its sentence."""

    @property
    def mark(self) -> str:
        """What stands on every screen of an exercise, and where texts go to a practice gateway; else ""."""
        if self._app.session.config.throw_away:
            return say("posting.mark")
        return say("posting.mark_texts") if self._gateways and self._gateways[0].practice else ""

    async def gateways(self) -> tuple[GatewaySettings, ...]:
        """The shop's gateways, the one to send with first; in an exercise the practice gateway alone.

        Raises ConfigError for a settings file that cannot be used.
        """
        if self._gateways is None:
            if self._app.session.config.throw_away:
                from tui.gateway.practice_faults import AS_ON_A_BAD_DAY
                from tui.gateway.practice_server import Practice

                practice = await self._stack.enter_async_context(Practice(AS_ON_A_BAD_DAY, seed=1))
                self._gateways = (practice.settings(),)
            else:
                from tui.config import load_gateways

                settings = load_gateways(self._app.session.config)
                first = settings.gateway()
                others = [one for one in settings.gateways if one is not first]
                self._gateways = (*((first,) if first else ()), *others)
        return self._gateways

    def asking(self, gateway: GatewaySettings, allow: frozenset[str]) -> Asking:
        """The circumstances of a sheet that is read now."""
        from tui.domain.send_checks import Account, Asking

        session = self._app.session
        account = Account(
            gateway.name, gateway.provider, gateway.practice, gateway.sender, session.config.shop
        )
        return Asking(account, session.staff, session.clock(), session.policy, gateway.prices, allow)

    def compose(self) -> Compose:
        """What makes each customer's message, in this shop's words as they are now."""
        from tui.domain.send_plan import composer

        session, wording = self._app.session, self._app.wording
        return composer(
            wording.templates,
            wording.shop,
            session.policy,
            session.clock(),
            kakao_down=session.outage_of(Route.KAKAO) is not None,
            staff=session.staff,
        )

    async def resume(self) -> None:
        """At the start: goes on with what was left to send or to ask about, and says how much it is."""
        config = self._app.session.config
        if config.throw_away or not gateways_file(config).exists():
            return
        try:
            await self.gateways()
            queues = await self._app.session.store.queues()
            if any(queue.next_at is not None or queue.ask_at is not None for queue in queues):
                await self.go()
        except ConfigError:
            return  # whoever sends is told
        left = sum(queue.states.get(SendState.PREPARED, 0) for queue in queues)
        if left:
            self._app.tell(say("posting.resumed", n=left))
        if self.mark:
            self._app.board.show_commands()

    async def go(self) -> None:
        """There is something to send: runs the outbox.  Raises ConfigError."""
        async with self._opening:  # a keyring may ask for long: who sends meanwhile gets the same outbox
            if self._outbox is None:
                self._outbox = await self._opened()
                self._task = asyncio.create_task(self._run(self._outbox))
        self._outbox.nudge()

    async def _opened(self) -> Outbox:
        from tui.gateway.api import GatewayError
        from tui.gateway.opening import open_gateway
        from tui.gateway.outbox import Outbox

        opened = []
        for settings in await self.gateways():
            try:
                # In a thread: a keyring may ask the person first.
                gateway = await asyncio.to_thread(open_gateway, settings)
            except GatewayError as error:
                self.failures[settings.name] = say(f"gateway.{error.code}", **error.fields)
                continue
            self._stack.push_async_callback(gateway.aclose)
            opened.append(gateway)
        session = self._app.session
        rates = {one.name: one.rate for one in await self.gateways()}
        return Outbox(session.store, opened, session.clock, session.terminal, rates=rates)

    async def _run(self, outbox: Outbox) -> None:
        with self._app.telling_errors():
            await outbox.run()

    async def close(self) -> None:
        """Before the store is closed: a message under way is seen to its end, then all is closed."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        await self._stack.aclose()
