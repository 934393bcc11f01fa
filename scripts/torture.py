"""What must not happen, tried many times: a program killed while it logs, many at one list.

    python3 scripts/torture.py kill 500        500 times kill -9 of a process that logs without end
    python3 scripts/torture.py program 500     500 times kill -9 of the real program on a terminal
    python3 scripts/torture.py claims 8 1000   8 processes, each with 1000 claims
    python3 scripts/torture.py claims 8 1000 careless   the same without the store's care: it must double
    python3 scripts/torture.py gateway 2000    2000 messages to each kind of hostile provider: none doubled,
                                               none called sent that was not, no answer over 10 s or 64 KiB
    python3 scripts/torture.py sends 2000 200  2000 messages, 200 times kill -9 of whoever sends them
    python3 scripts/torture.py sends 500 50 naive   the same by a client that tries again: it must double
    python3 scripts/torture.py two 200         two processes that press send for the same 200 customers

The tests run the same functions with small numbers.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from environment import ROOT, run_inside

NOW = 1_665_906_000_000
_CASES = 20
_CASES_ON_SCREEN = 9_000
_LOGGED = re.compile("손님([0-9]+) 님 · 부재중으로 기록했어요")


class Killed(NamedTuple):
    """`acknowledged` attempts were called logged before the process died; `lost` of them are not there."""

    times: int
    acknowledged: int
    lost: int
    complaints: tuple[str, ...]


class Claims(NamedTuple):
    cases: int
    taken: int
    doubled: int


# In the processes


async def fill(database: str, count: int) -> None:
    from tui.clock import new_id
    from tui.domain.phones import read_phones
    from tui.domain.words import OrderStatus
    from tui.intake.records import Batch, OrderRecord
    from tui.store.results import ImportHeader
    from tui.store.sqlite import open_store

    records = [
        OrderRecord(
            number + 2,
            "",
            f"own:{number}",
            f"C{number}",
            f"손님{number}",
            read_phones(f"010-1234-{number:04}"),
            "",
            "",
            NOW + number * 60_000,
            True,
            1000,
            "딸기 2호",
            OrderStatus.PENDING,
            "",
            "",
            None,
            "",
        )
        for number in range(count)
    ]
    async with open_store(database, now=NOW) as store:
        batch = Batch(records, [], [], count, count, count, True)
        await store.apply_import(ImportHeader(new_id(), "torture.csv", "orders"), [batch], NOW)


async def _log_for_ever(database: str) -> None:
    """Logs attempts without end and says each one's id once it is told that it is logged."""
    from tui.clock import new_id
    from tui.domain.model import DAY, Attempt, Event
    from tui.domain.words import EventKind, Lane, Outcome, Route
    from tui.store.sqlite import open_store

    async with open_store(database, now=NOW) as store:
        lanes = await store.lanes(NOW, DAY)
        ids = [ident for lane in Lane for ident in lanes[lane].ids]
        while True:
            event_id, case_id = new_id(), random.choice(ids)
            outcome = random.choice((Outcome.NO_ANSWER, Outcome.BUSY, Outcome.CONFIRMED))
            attempt = Attempt(event_id, case_id, Route.PHONE, None, outcome, "수현", NOW)
            await store.log(Event(event_id, case_id, EventKind.ATTEMPT, "수현", NOW, attempt))
            os.write(1, b"%d\n" % event_id)


async def _claim_all(database: str, terminal: str, most: int) -> None:
    """Claims the next case, `most` times or until there is none; says each one's id."""
    from tui.store.sqlite import open_store

    async with open_store(database, now=NOW) as store:
        for _ in range(most):
            case = await store.claim_next(terminal, terminal, NOW)
            if case is None:
                return
            os.write(1, b"%d\n" % case.id)


def _claim_carelessly(database: str, terminal: str) -> None:
    """The same with a look first and a write after it, in two transactions: the mistake to be found."""
    conn = sqlite3.connect(database, isolation_level=None, timeout=30)
    look = "SELECT id FROM cases WHERE lane = 0 AND id NOT IN (SELECT case_id FROM claims) ORDER BY sort_key"
    while (row := conn.execute(look + " LIMIT 1").fetchone()) is not None:
        time.sleep(0.002)  # what thinking about the case takes
        take = "INSERT INTO claims VALUES (?, ?, ?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET staff = staff"
        conn.execute(take, (row[0], terminal, terminal, NOW, NOW + 90_000))
        os.write(1, b"%d\n" % row[0])
    conn.close()


# From outside


def _start(*words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(Path(__file__).resolve()), *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)


def _ids(said: bytes) -> Iterator[int]:
    """Whole lines only: the last may have been cut by the kill."""
    yield from (int(line) for line in said.split(b"\n")[:-1])


def kill_while_logging(database: Path, times: int) -> Killed:
    """Starts the logging process and kills it at a random moment, `times` times over."""
    asyncio.run(fill(str(database), _CASES))
    said: list[int] = []
    for _ in range(times):
        process = _start("log-for-ever", str(database))
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(random.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        said += _ids(first + rest)
    return asyncio.run(_what_is_there(str(database), times, said))


def kill_program_while_logging(database: Path, times: int) -> Killed:
    """Logs with outcome keys on the real program's screen, and kills it at a random moment, `times` over.

    What the screen had called logged before it died is read from the bytes that reached the terminal.
    """
    asyncio.run(fill(str(database), _CASES_ON_SCREEN))
    said: set[int] = set()
    for _ in range(times):
        said |= _one_run_on_screen(database)
    return asyncio.run(what_the_screen_said(str(database), times, said))


def _one_run_on_screen(database: Path) -> set[int]:
    from tests.terminal import Terminal

    words = ["--db", str(database), "--now", "2022-10-16T16:40", "--lang", "ko"]
    with Terminal(words, columns=100, rows=24) as terminal:
        terminal.wait_for("미연락", 60)
        terminal.press("4")
        terminal.wait_for("기록했어요", 60)
        end = time.monotonic() + random.uniform(0, 0.4)
        while time.monotonic() < end:
            terminal.press("4")
            time.sleep(random.uniform(0, 0.03))
        terminal.kill()
        terminal.wait_for_exit()
        return {int(number) for number in _LOGGED.findall(terminal.raw.decode("utf-8", "ignore"))}


async def what_the_screen_said(database: str, times: int, said: set[int]) -> Killed:
    """How many of the customers that were called logged have no attempt in the database."""
    from tui.domain.model import DAY
    from tui.store.sqlite import open_store

    async with open_store(database, now=NOW) as store:
        lost = 0
        for number in said:
            (case,) = await store.views(await store.cases_with(order_no=f"C{number}"))
            lost += not case.attempts
        assert len(await store.attempts_between(NOW - DAY, NOW + DAY)) >= len(said) - lost
        return Killed(times, len(said), lost, await store.check())


async def _what_is_there(database: str, times: int, said: list[int]) -> Killed:
    from tui.store.sqlite import open_store

    async with open_store(database, now=NOW) as store:
        there = {attempt.id for attempt in await store.attempts_between(0, NOW * 2)}
        return Killed(times, len(said), len(set(said) - there), await store.check())


def claim_from_many(database: Path, processes: int, cases: int, *, careless: bool = False) -> Claims:
    """How many cases were handed out, an equal share to each process, and how many more than once."""
    asyncio.run(fill(str(database), cases))
    word = "claim-carelessly" if careless else "claim-all"
    share = [] if careless else [str(cases // processes)]
    running = [_start(word, str(database), f"t{number}", *share) for number in range(processes)]
    taken = Counter(ident for process in running for ident in _ids(process.communicate()[0]))
    return Claims(cases, len(taken), sum(count > 1 for count in taken.values()))


def main(words: list[str]) -> int:
    import torture_sends

    match words:
        case ["log-for-ever", database]:
            asyncio.run(_log_for_ever(database))
        case ["claim-all", database, terminal, most]:
            asyncio.run(_claim_all(database, terminal, int(most)))
        case ["claim-carelessly", database, terminal]:
            _claim_carelessly(database, terminal)
        case ["send-for-ever" | "send-naively" as how, database, url, base, owner, rate]:
            send = torture_sends.send_naively if how == "send-naively" else torture_sends.send_for_ever
            asyncio.run(send(database, url, int(base), owner, float(rate)))
        case ["press-send", database, url, base, owner]:
            asyncio.run(torture_sends.press_send(database, url, int(base), owner))
        case ["sends", messages, kills, *care]:
            with tempfile.TemporaryDirectory() as folder:
                trial = torture_sends.send_and_kill(
                    Path(folder, "shop.db"), int(messages), int(kills), fill, naive=bool(care)
                )
                sent = asyncio.run(trial)
            print(sent)
            return int(not sent.doubled if care else not sent.sound)
        case ["two", customers]:
            with tempfile.TemporaryDirectory() as folder:
                both = torture_sends.press_at_once(Path(folder, "shop.db"), int(customers), 2, fill)
                pressed = asyncio.run(both)
            print(pressed)
            return int(pressed.posts != pressed.customers or pressed.doubled > 0)
        case ["kill", times]:
            with tempfile.TemporaryDirectory() as folder:
                killed = kill_while_logging(Path(folder, "shop.db"), int(times))
            print(killed)
            return int(bool(killed.lost or killed.complaints))
        case ["program", times]:
            with tempfile.TemporaryDirectory() as folder:
                killed = kill_program_while_logging(Path(folder, "shop.db"), int(times))
            print(killed)
            return int(bool(killed.lost or killed.complaints or killed.acknowledged < killed.times))
        case ["claims", processes, each, *care]:
            with tempfile.TemporaryDirectory() as folder:
                path, cases = Path(folder, "shop.db"), int(processes) * int(each)
                claims = claim_from_many(path, int(processes), cases, careless=bool(care))
            print(claims)
            return int((claims.doubled > 0) is not bool(care) or claims.taken != claims.cases)
        case ["gateway", count]:
            from torture_gateway import hand_over

            bad = False
            for provider in ("solapi", "twilio"):
                handed = asyncio.run(hand_over(int(count), provider=provider))
                print(provider, handed)
                bad = bad or handed.bad
            return int(bad)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    run_inside("run")
    sys.exit(main(sys.argv[1:]))
