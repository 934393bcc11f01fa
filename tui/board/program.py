"""From a configuration to a running board: reads policy and first page, runs the app, closes the store."""

from __future__ import annotations

import asyncio
import os
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from tui import i18n
from tui.board.app import SonnimApp
from tui.board.keymap import read_keymap
from tui.board.session import Session
from tui.clock import Clock
from tui.config import Config
from tui.domain.policy import Policy

if TYPE_CHECKING:
    from tui.store.api import Store


def run_board(config: Config, clock: Clock, policy: Policy, *, greeting: str = "") -> str:
    """Runs the board until it is left; what to do next: "" or the story of a demo.

    `greeting` is told once the board stands.

    Raises StoreError where the database cannot be used, and ConfigError where the user's keys cannot be read,
    before anything is drawn.
    """
    return asyncio.run(_run(session_for(config, clock, policy), greeting))


def session_for(config: Config, clock: Clock, policy: Policy) -> Session:
    """A session that knows the first cases already; nothing is opened yet, and no loop is needed."""
    from tui.store.first_page import read_first_page

    i18n.choose(config.language)
    session = Session(config, policy, clock, os.urandom(8).hex())
    page = read_first_page(config.database, clock(), session.stale_after)
    if page is not None:
        session.start_with(page)
    return session


def app_for(session: Session, stack: AsyncExitStack) -> SonnimApp:
    """The app; the store that it opens is closed with `stack`, whatever happens inside."""

    async def open_store() -> Store:
        from tui.store.sqlite import open_store as opened

        return await stack.enter_async_context(
            opened(session.config.database, policy=session.policy, now=session.clock())
        )

    return SonnimApp(session, open_store, keymap=read_keymap(session.config), empty=session.total == 0)


async def _run(session: Session, greeting: str) -> str:
    async with AsyncExitStack() as stack:
        app = app_for(session, stack)
        app.greeting = greeting
        try:
            result = await app.run_async()
        finally:
            await app.posting.close()  # while the store is still open
        if app.return_code:
            raise SystemExit(app.return_code)
    return result or ""
