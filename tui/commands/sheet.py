"""`sonnim sheet`: all who are coming on paper, for when the computer itself is down."""

from __future__ import annotations

from pathlib import Path

from tui.commands import Asked
from tui.commands.arguments import Argument, Command, UsageError
from tui.commands.desk import Desk, work
from tui.i18n import say
from tui.papers.sheet_paper import FORMATS
from tui.work.getting_ready import write_sheet

COMMAND = Command("sheet", (Argument("--output", "FILE", short="-o", required=True),), json=False)


def run(asked: Asked) -> int:
    output = asked.given.one("--output")
    if Path(output).suffix.lower() not in FORMATS:
        raise UsageError("suffix", file=output, suffixes=" ".join(FORMATS))
    return work(asked, _sheet)


async def _sheet(desk: Desk) -> int:
    output = desk.asked.given.one("--output")
    count = await write_sheet(
        desk.store, Path(output).expanduser(), desk.now, desk.policy, desk.asked.config.shop
    )
    print(say("ready.sheet_written", file=output, count=count))
    return 0
