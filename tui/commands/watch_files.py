"""`sonnim import --watch`: takes in files that another program rewrites, each time they have changed."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from tui.commands.accounting import print_account
from tui.commands.desk import Desk
from tui.commands.failures import explain
from tui.commands.import_files import Account, Words, note_trend, take_all, taker_of
from tui.i18n import say
from tui.intake.gathering import files_in, gather
from tui.intake.plan import IntakeError
from tui.intake.watching import LOOK_SECONDS, Watcher

_PASSING = ("changed", "not_found", "empty")
"""Refusals of a file that is being written: it is read again as soon as it is at rest."""


async def watch(desk: Desk, places: Sequence[str], words: Words) -> int:
    """Watches files and folders until it is interrupted; then 0.

    Raises IntakeError at once for a place that is not there: a mistyped name would be watched for ever.
    """
    taker = taker_of(desk)
    words = replace(words, only_changes=True)
    paths = [Path(place).expanduser() for place in places]
    for path in paths:
        if not path.exists():
            raise IntakeError("not_found", file=path.name)
    watcher = Watcher(lambda: files_in(paths))
    voice = Voice()
    print(say("cli.import.watching"), file=sys.stderr, flush=True)
    try:
        while True:
            for path, mark in await asyncio.to_thread(watcher.look, time.monotonic()):
                found = await asyncio.to_thread(gather, [path], limits=taker.limits)
                now = desk.asked.clock()
                accounts = await take_all(taker, found, words, now)
                await note_trend(desk, accounts, now, sparing=True)
                watcher.taken(path, mark)
                voice.tell(accounts)
            await asyncio.sleep(LOOK_SECONDS)
    except asyncio.CancelledError:
        print(say("cli.import.watched"), file=sys.stderr)
        return 0


class Voice:
    """Says of each file what it has not said of it before."""

    def __init__(self) -> None:
        self._refused: dict[str, str] = {}
        self._doubts: dict[str, tuple[int, int]] = {}

    def tell(self, accounts: Iterable[Account]) -> None:
        """The accounts of files with something new in them, and why others could not be read."""
        news = [account for account in accounts if self._is_news(account)]
        print_account([account for account in news if account.refusal is None], dry=False)
        sys.stdout.flush()
        for account in news:
            if account.refusal is not None:
                print(self._refused[account.file], file=sys.stderr, flush=True)

    def _is_news(self, account: Account) -> bool:
        if account.refusal is not None:
            sentence = explain(account.refusal)
            known = self._refused.get(account.file) == sentence
            if not known and getattr(account.refusal, "code", "") not in _PASSING:
                self._refused[account.file] = sentence
                return True
            return False
        self._refused.pop(account.file, None)
        doubts = (len(account.rejected), len(account.problems))
        known = self._doubts.get(account.file) == doubts
        self._doubts[account.file] = doubts
        return account.summary is not None and (account.summary.changes > 0 or (not known and any(doubts)))
