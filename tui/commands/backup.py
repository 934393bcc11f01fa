"""`sonnim backup FILE`: a copy of the database, also while others work in it."""

from __future__ import annotations

from pathlib import Path

from tui.commands import Asked
from tui.commands.arguments import Argument, Command
from tui.commands.desk import Desk, work
from tui.commands.printing import print_json
from tui.i18n import say

COMMAND = Command("backup", (Argument("file", "FILE", required=True),))


def run(asked: Asked) -> int:
    return work(asked, _backup)


async def _backup(desk: Desk) -> int:
    file = Path(desk.asked.given.one("file")).expanduser()
    size = await desk.store.backup(str(file))
    await desk.store.remember_backup(file, desk.now)
    if desk.asked.json:
        print_json({"file": str(file), "bytes": size})
    else:
        print(say("cli.backup.done", file=file, kilobytes=f"{-(-size // 1024):,}"))
    return 0
