"""Messages under torture: senders killed with -9 against a hostile provider, and two who press send at once.

The provider is the practice server, in this process: what it took is counted by reference, so that a message
that came twice is seen whatever the database believes.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui.gateway.opening import OpenGateway
    from tui.gateway.practice_faults import Fault
    from tui.gateway.practice_server import Practice
    from tui.store.sqlite import SqliteStore

ROOT = Path(__file__).resolve().parent.parent
NOW = 1_665_906_000_000
HOSTILE = (
    "delivered=60,off=4,no_subscriber=4,silent=5,refused=5,reset=7,reset_early=5,throttled=4,drip=1,"
    "garbage=4,huge=0.5,broken=4"
)
_LEASE = 2_000
_DEADLINE = 1.0
_PACE = 0.1
_AT_ONCE = 2
_REST = 240.0


class Sent(NamedTuple):
    """`busy` of the kills struck while messages were going out.  `doubled` messages were taken twice, `false`
    are called sent (or delivered) that were not, `missed` are called not sent that were; `unknown` are listed
    as such, `unlisted` should be and are not."""

    messages: int
    kills: int
    busy: int
    taken: int
    states: dict[str, int]
    doubled: int
    false: int
    missed: int
    unknown: int
    unlisted: int
    waiting: int

    @property
    def sound(self) -> bool:
        return not (self.doubled or self.false or self.missed or self.unlisted or self.waiting)


class Pressed(NamedTuple):
    """Processes that pressed send for the same customers at once."""

    customers: int
    processes: int
    posts: int
    doubled: int


def clock_of(base: int) -> Callable[[], int]:
    """A Sunday afternoon that runs on over all the processes of one trial."""
    from tui.clock import system_clock

    return lambda: NOW + system_clock() - base


def _gateway(url: str) -> OpenGateway:
    from tui.gateway.opening import open_gateway
    from tui.gateway.practice_server import NAME, SENDER
    from tui.gateway.settings import GatewaySettings

    return open_gateway(GatewaySettings(NAME, "solapi", SENDER, url=url, practice=True), deadline=_DEADLINE)


# In the processes


async def send_for_ever(database: str, url: str, base: int, owner: str, rate: float) -> None:
    from tui.gateway.outbox import Outbox
    from tui.store.sqlite import open_store

    clock = clock_of(base)
    gateway = _gateway(url)
    async with open_store(database, now=clock()) as store:
        os.write(1, b"ready\n")
        box = Outbox(store, [gateway], clock, owner, rates={gateway.name: rate}, lease=_LEASE, poll=0.05)
        await box.run()


async def send_naively(database: str, url: str, base: int, owner: str, rate: float) -> None:
    """The mistake to be found: sends what is not marked as sent, tries again on any bad answer, and marks
    it when it is told that all is well."""
    from tui.gateway.api import Accepted, Outgoing

    gateway = _gateway(url)
    conn = sqlite3.connect(database, isolation_level=None, timeout=30)
    os.write(1, b"ready\n")
    look = "SELECT id, recipient, sender, text FROM sends WHERE state = 'prepared' ORDER BY seq LIMIT 1"
    while (row := conn.execute(look).fetchone()) is not None:
        for _ in range(3):
            await asyncio.sleep(1 / rate)
            answer = await gateway.send(Outgoing(f"sonnim-{row[0]}", *row[1:]))
            if isinstance(answer, Accepted):
                break
        conn.execute("UPDATE sends SET state = 'accepted' WHERE id = ?", (row[0],))


async def press_send(database: str, url: str, base: int, owner: str) -> None:
    """Plans a message to every customer, waits for the word, and sends."""
    from tui.gateway.outbox import Outbox
    from tui.store.sqlite import open_store

    clock = clock_of(base)
    gateway = _gateway(url)
    async with open_store(database, now=clock()) as store:
        messages = await _messages(store, owner, clock())
        os.write(1, b"ready\n")
        await asyncio.to_thread(sys.stdin.readline)
        await store.prepare_sends(messages)
        await Outbox(
            store, [gateway], clock, owner, rates={gateway.name: 1000.0}, lease=_LEASE, poll=0.05
        ).drain()


async def _messages(store: SqliteStore, staff: str, now: int) -> Sequence[object]:
    from tui.clock import new_id
    from tui.domain.model import DAY
    from tui.domain.policy import DEFAULT
    from tui.domain.send_checks import Account, Asking
    from tui.domain.send_plan import composer, plan_sends, sends_of
    from tui.domain.template_fields import Shop
    from tui.domain.templates import standard
    from tui.gateway.practice_server import NAME, SENDER

    asking = Asking(Account(NAME, "solapi", True, SENDER, NAME), staff, now, DEFAULT)
    cases = await store.views(await store.unreached(now, DAY))
    compose = composer(standard(), Shop("모락케이크"), DEFAULT, now, kakao_down=True)
    plan = plan_sends(cases, compose, asking)
    assert not plan.left_out, plan.reasons
    return sends_of(plan, asking, new_id)


# From outside


async def _start(*words: str) -> asyncio.subprocess.Process:
    script = str(Path(__file__).with_name("torture.py"))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        script,
        *words,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    await process.stdout.readline()
    return process


async def _life(practice: Practice, *words: str) -> bool:
    """One process that sends until it is killed; whether the provider heard anything meanwhile."""
    process = await _start(*words)
    heard = practice.account.requests.total()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(2):  # there may be nothing left to send
            while practice.account.requests.total() < heard + 2:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
    await asyncio.sleep(random.uniform(0, 0.5))
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()
    return practice.account.requests.total() >= heard + 2


async def send_and_kill(
    database: Path,
    messages: int,
    kills: int,
    fill: Callable[[str, int], Awaitable[None]],
    *,
    faults: str = HOSTILE,
    naive: bool = False,
) -> Sent:
    """`messages` customers are to get one message each; the senders are killed `kills` times meanwhile."""
    from tui.clock import system_clock
    from tui.gateway.practice_faults import read_faults
    from tui.gateway.practice_server import Practice
    from tui.store.sqlite import open_store

    base = system_clock()
    await fill(str(database), messages)
    async with open_store(database, now=NOW) as store:
        await store.prepare_sends(await _messages(store, "수현", NOW))  # type: ignore[arg-type]
    word = "send-naively" if naive else "send-for-ever"
    # So many a second that the work lasts about as long as the killing does.
    rate = max(5.0, 2 * messages / kills)
    # Bodies of a gigabyte would only heat the room: what is read of them is tried elsewhere.
    async with Practice(read_faults(faults), seed=7, pace=_PACE, huge=1 << 20) as practice:
        todo = iter(range(kills))

        async def lives() -> int:
            busy = 0
            for number in todo:
                busy += await _life(
                    practice, word, str(database), practice.url, str(base), f"p{number}", str(rate)
                )
            return busy

        busy = sum(await asyncio.gather(*(lives() for _ in range(_AT_ONCE))))
        if not naive:
            await _let_rest(database, practice, base)
        return await _judged(database, practice, messages, (kills, busy))


async def _let_rest(database: Path, practice: Practice, base: int) -> None:
    """A sender that nobody kills finishes the work and asks until nothing more is to be learned."""
    from tui.domain.sending import SendState
    from tui.gateway.outbox import Outbox
    from tui.store.sqlite import open_store

    clock, gateway = clock_of(base), _gateway(practice.url)
    taken = practice.account.references
    async with open_store(database, now=clock()) as store:
        box = Outbox(store, [gateway], clock, "last", rates={gateway.name: 100.0}, lease=_LEASE, poll=0.05)
        running = asyncio.create_task(box.run())
        try:
            async with asyncio.timeout(_REST):
                while True:
                    await asyncio.sleep(0.2)
                    if await store.sends_in([SendState.PREPARED, SendState.SENDING]):
                        continue
                    unsure = await store.sends_in([SendState.UNKNOWN])
                    if not any(taken[send.reference] for send in unsure):
                        break
        except TimeoutError:
            pass  # what is left is in the figures
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def _judged(database: Path, practice: Practice, messages: int, kills: tuple[int, int]) -> Sent:
    """What the database believes, held against what the provider knows."""
    from tui.domain.sending import NOTHING_SENT, OUT, SendState
    from tui.domain.words import State
    from tui.gateway.practice_faults import Fault
    from tui.store.sqlite import open_store

    taken = practice.account.references
    fates: dict[str, Fault] = {one.reference: one.fault for one in practice.account.taken.values()}
    lost = (Fault.OFF, Fault.NO_SUBSCRIBER, Fault.SILENT)
    async with open_store(database, now=NOW) as store:
        sends = await store.sends_in(tuple(SendState))
        assert len(sends) == messages
        states = Counter(send.state.value for send in sends)
        false = sum(
            (send.state in OUT and not taken[send.reference])
            or (send.state is SendState.DELIVERED and fates.get(send.reference) in lost)
            for send in sends
        )
        missed = sum(send.state in NOTHING_SENT and taken[send.reference] > 0 for send in sends)
        listed = {send.id for send in await store.sends_in([SendState.UNKNOWN])}
        unlisted = 0
        for send in sends:
            if send.state is SendState.UNKNOWN:
                (case,) = await store.views([send.case_id])
                unlisted += send.id not in listed or case.state is not State.REVIEW
        waiting = states["prepared"] + states["sending"]
        assert await store.check() == ()
        doubled = sum(count > 1 for count in taken.values())
        return Sent(
            messages,
            *kills,
            len(practice.account.taken),
            dict(states),
            doubled,
            false,
            missed,
            len(listed),
            unlisted,
            waiting,
        )


async def press_at_once(
    database: Path, customers: int, processes: int, fill: Callable[[str, int], Awaitable[None]]
) -> Pressed:
    """`processes` people press send for the same customers at the same moment."""
    from tui.clock import system_clock
    from tui.gateway.practice_faults import Fault
    from tui.gateway.practice_server import Practice

    base = system_clock()
    await fill(str(database), customers)
    async with Practice({Fault.DELIVERED: 1}, pace=_PACE) as practice:
        people = [
            await _start("press-send", str(database), practice.url, str(base), f"손{number}")
            for number in range(processes)
        ]
        for one in people:
            assert one.stdin is not None
            one.stdin.write(b"\n")
        await asyncio.gather(*(one.communicate() for one in people))
        assert all(one.returncode == 0 for one in people)
        account = practice.account
        to = Counter(one.to for one in account.taken.values())
        doubled = sum(count > 1 for count in to.values())
        return Pressed(customers, processes, account.requests["POST detail"], doubled)
