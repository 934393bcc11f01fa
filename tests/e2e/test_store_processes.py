"""Several processes at one database, and processes that are killed: nothing lost, nothing doubled."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.storing import SUNDAY_1640 as NOW
from tests.storing import all_cases, order_record, put
from torture import (
    ROOT,
    claim_from_many,
    kill_program_while_logging,
    kill_while_logging,
    what_the_screen_said,
)
from tui.domain.model import DAY
from tui.store.sqlite import open_store

posix = pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")


@posix
def test_nothing_that_was_called_logged_is_lost_by_kill_9(database: Path) -> None:
    killed = kill_while_logging(database, 6)
    assert killed.acknowledged >= killed.times
    assert killed.lost == 0
    assert killed.complaints == ()


@posix
def test_nothing_that_the_screen_called_logged_is_lost_by_kill_9(database: Path) -> None:
    killed = kill_program_while_logging(database, 3)
    assert killed.acknowledged >= killed.times
    assert killed.lost == 0
    assert killed.complaints == ()
    # The twin: a customer who was called logged without being so would be found out.
    twin = asyncio.run(what_the_screen_said(str(database), 1, {8_999}))
    assert twin.lost == 1


@posix
def test_eight_processes_never_take_the_same_case(database: Path) -> None:
    claims = claim_from_many(database, 8, 160)
    assert (claims.taken, claims.doubled) == (160, 0)


@posix
def test_without_the_stores_care_the_same_trial_doubles(database: Path) -> None:
    """The twin: it shows that the trial above can fail."""
    assert claim_from_many(database, 8, 160, careless=True).doubled > 0


_CLAIM = """
import asyncio, sys
from tui.store.sqlite import open_store
async def main():
    async with open_store(sys.argv[1], now=int(sys.argv[3])) as store:
        print("ready", flush=True)
        sys.stdin.readline()
        await store.claim(int(sys.argv[2]), "민호", "other", int(sys.argv[3]))
        print("claimed", flush=True)
        sys.stdin.readline()
asyncio.run(main())
"""


async def test_another_process_sees_a_claim_at_its_next_look(database: Path) -> None:
    async with open_store(database, now=NOW) as store:
        await put(store, order_record())
        (case,) = await all_cases(store)
        version = (await store.lanes(NOW, DAY)).version
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _CLAIM, str(database), str(case.id), str(NOW)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert process.stdin is not None
        assert process.stdout is not None
        await process.stdout.readline()
        process.stdin.write(b"go\n")
        await process.stdout.readline()
        changes = await store.changes(version, NOW, DAY)
        assert [touched.id for touched in changes.touched] == [case.id]
        await process.communicate(b"bye\n")
        assert process.returncode == 0
