"""From a configuration to a running board: reads policy and first page, runs the app, closes the store."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from tui import i18n
from tui.board.app import SonnimApp
from tui.board.session import Session
from tui.clock import Clock
from tui.config import Config
from tui.domain.model import HOUR
from tui.domain.policy import Policy
from tui.i18n import say

if TYPE_CHECKING:
    from tui.store.api import Store


def run_board(config: Config, clock: Clock, policy: Policy) -> str:
    """Runs the board until it is left; what to do next ("" or "demo jeju", …).

    Raises StoreError where the database cannot be used, before anything is drawn.
    """
    from tui.store.first_page import read_first_page

    i18n.choose(config.language)
    page = read_first_page(config.database, clock(), policy.deadlines.stale_hours * HOUR)
    session = Session(config, policy, clock, secrets.token_hex(8))
    if page is not None:
        session.start_with(page)
    return asyncio.run(_run(session, empty=session.total == 0)) or ""


async def _run(session: Session, empty: bool) -> str | None:
    async with AsyncExitStack() as stack:

        async def open_store() -> Store:
            from tui.store.sqlite import open_store as opened

            return await stack.enter_async_context(
                opened(session.config.database, policy=session.policy, now=session.clock())
            )

        app = SonnimApp(session, open_store, keymap=read_keymap(session.config), empty=empty)
        result = await app.run_async()
        if app.return_code:
            raise SystemExit(app.return_code)
        return result
    return None


def read_keymap(config: Config) -> dict[str, str]:
    """The user's keys: a TOML file of "command id" = "key,key"; {} where there is none.

    Raises ValueError with a sentence for people where it cannot be read.
    """
    try:
        text = config.keymap_file.read_text("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(say("board.keymap_broken", file=config.keymap_file.name, why=error)) from None
    return {name: keys for name, keys in table.items() if isinstance(keys, str)}
