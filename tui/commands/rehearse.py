"""`sonnim rehearse`: the board on a copy of the shop's own data, with a channel down and nobody to reach."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path

from tui.clock import new_id
from tui.commands import Asked
from tui.commands.arguments import Argument, Command
from tui.commands.failures import CannotDo
from tui.config import Config, load_policy
from tui.domain.model import Millis
from tui.domain.policy import Policy
from tui.domain.words import Route
from tui.i18n import say, say_in
from tui.store.opening import inspect

_CHANNELS = (Route.KAKAO, Route.SMS, Route.PHONE, Route.INSTAGRAM, Route.EMAIL)

COMMAND = Command("rehearse", (Argument("--without", "|".join(_CHANNELS), choices=_CHANNELS),), json=False)


def run(asked: Asked) -> int:
    from tui.board.program import run_board

    real = asked.config.database
    if not inspect(real, make_folder=False):
        raise CannotDo("no_database", file=real)
    policy = load_policy(asked.config)
    channel = Route(asked.given.one("--without") or Route.KAKAO)
    with tempfile.TemporaryDirectory(prefix="sonnim-rehearsal-", ignore_cleanup_errors=True) as folder:
        config = replace(
            asked.config,
            database=Path(folder) / "rehearsal.db",
            templates_file=_copied(asked.config.templates_file, Path(folder)),
            throw_away=True,
            rehearsal=True,
        )
        asyncio.run(make_copy(real, config, policy, asked.clock(), channel))
        language = asked.config.language
        greeting = say_in(language, "cli.rehearse.begun", channel=say_in(language, f"rules.route.{channel}"))
        run_board(config, asked.clock, policy, greeting=greeting)
    print(say("cli.rehearse.over"))
    return 0


def _copied(file: Path, folder: Path) -> Path:
    """Where the copy of the shop's wordings is, if it has its own: what is tried in a drill stays in it."""
    copy = folder / file.name
    if file.exists():
        copy.write_bytes(file.read_bytes())
    return copy


async def make_copy(real: Path, config: Config, policy: Policy, now: Millis, channel: Route) -> None:
    """The shop's data as they are now at `config.database`, with `channel` down from now on.

    In the shop's own database nothing is written.
    """
    from tui.store.sqlite import open_store

    async with open_store(real, policy=policy, now=now) as store:
        await store.backup(str(config.database))
    async with open_store(config.database, policy=policy, now=now) as copy:
        await copy.start_outage(new_id(), channel, now)
        for queue in await copy.queues():
            # What stopped the shop's own gateway does not stop the practice, which may have the same name.
            await copy.resume_queue(queue.gateway)
