"""`sonnim demo`: the board on a throw-away database that holds one of the stories."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tui.commands import Asked
from tui.commands.arguments import Argument, Command
from tui.config import load_policy
from tui.demo.stories import STORIES, config_for, fill, to_take_in
from tui.i18n import say_in

COMMAND = Command("demo", (Argument("story", "|".join(STORIES), choices=tuple(STORIES)),), json=False)


def run(asked: Asked) -> int:
    from tui.board.program import run_board

    story = asked.given.one("story") or STORIES[0]
    with tempfile.TemporaryDirectory(prefix="sonnim-demo-", ignore_cleanup_errors=True) as folder:
        config = config_for(asked.config, story, Path(folder) / "demo.db")
        policy = load_policy(config)
        asyncio.run(fill(config, story, asked.clock()))
        later = to_take_in(story, Path(folder), asked.clock(), policy.zone)
        greeting = _greeting(story, asked.config.language, later.name if later is not None else "")
        run_board(config, asked.clock, policy, greeting=greeting)
    return 0


def _greeting(story: str, language: str, later: str) -> str:
    """What is to be tried in the story: a file that comes `later`, what customers write; "" for nothing."""
    if later:
        return say_in(language, "cli.demo.take_in", file=later)
    if story != "cake":
        return ""
    from tui.demo.cake import INBOUND

    return say_in(language, "cli.demo.try_these", first=INBOUND[0], second=INBOUND[1])
