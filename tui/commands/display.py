"""`sonnim display`: the numbers that are ready, for customers, on a screen of their own."""

from __future__ import annotations

from tui.commands import Asked
from tui.commands.arguments import Command
from tui.config import load_policy

COMMAND = Command("display", json=False)


def run(asked: Asked) -> int:
    from tui.board.display import run_display

    return run_display(asked.config, asked.clock, load_policy(asked.config))
