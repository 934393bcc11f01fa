"""`sonnim import --watch`: takes in files that another program rewrites, each time they have changed."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tui.commands.accounting import print_account
from tui.commands.desk import Desk
from tui.commands.import_files import Account, Words, take_all, taker_of, tell_refusals
from tui.i18n import say
from tui.intake.gathering import files_in, gather
from tui.intake.plan import IntakeError
from tui.intake.watching import LOOK_SECONDS, Watcher


async def watch(desk: Desk, places: Sequence[str], words: Words) -> int:
    """Watches files and folders until it is interrupted; then 0.

    Raises IntakeError at once for a place that is not there: a mistyped name would be watched for ever.
    """
    taker = taker_of(desk)
    paths = [Path(place).expanduser() for place in places]
    for path in paths:
        if not path.exists():
            raise IntakeError("not_found", file=path.name)
    watcher = Watcher(lambda: files_in(paths))
    print(say("cli.import.watching"), file=sys.stderr)
    try:
        while True:
            for path, mark in await asyncio.to_thread(watcher.look, time.monotonic()):
                found = await asyncio.to_thread(gather, [path], limits=taker.limits)
                accounts = await take_all(taker, found, words, desk.asked.clock())
                watcher.taken(path, mark)
                _tell(accounts)
            await asyncio.sleep(LOOK_SECONDS)
    except asyncio.CancelledError:
        print(say("cli.import.watched"), file=sys.stderr)
        return 0


def _tell(accounts: Sequence[Account]) -> None:
    """The accounts of files in which something is new; nothing is said of one that only came again."""
    changed = [one for one in accounts if one.summary is not None and one.summary.changes]
    if changed:
        print_account(changed, dry=False)
        sys.stdout.flush()
    tell_refusals(accounts)
