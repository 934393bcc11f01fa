"""The opened store with what every look at it needs: policy, outages, today's rates and the time."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tui.commands import Asked
from tui.commands.failures import CannotDo
from tui.config import load_policy
from tui.domain.model import DAY, HOUR, Case, Millis, Outage
from tui.domain.policy import Policy
from tui.domain.rates import Rates
from tui.domain.routes import RouteChoice, suggest
from tui.store.api import Store
from tui.store.opening import inspect
from tui.store.sqlite import open_store


@dataclass(frozen=True, slots=True)
class Desk:
    """`now` is the moment the command began: everything in one answer is as of then."""

    asked: Asked
    store: Store
    policy: Policy
    now: Millis
    outages: tuple[Outage, ...]
    rates: Rates

    @property
    def stale_after(self) -> Millis:
        return self.policy.deadlines.stale_hours * HOUR

    def choices(self, case: Case) -> tuple[RouteChoice, ...]:
        return suggest(case, self.now, self.policy, self.outages, self.rates)


def work(asked: Asked, job: Callable[[Desk], Awaitable[int]], *, makes: bool = False) -> int:
    """Opens the store, lets time pass in it (waiting cases come due), and does the job.

    Only a command that brings customers in `makes` a database where none is: to any other a mistyped path
    would look like a shop without customers.  Raises CannotDo then, and leaves nothing behind.
    """

    # One answer and gone: looking for garbage among a hundred thousand cases would cost a third of the time.
    gc.disable()

    async def run() -> int:
        async with open_desk(asked, makes) as desk:
            return await job(desk)

    return asyncio.run(run())


@asynccontextmanager
async def open_desk(asked: Asked, makes: bool) -> AsyncIterator[Desk]:
    policy = load_policy(asked.config)
    now = asked.clock()
    file = asked.config.database
    if not makes and not inspect(file, make_folder=False):
        raise CannotDo("no_database", file=file)
    async with open_store(file, policy=policy, now=now) as store:
        await store.sweep(now, claims=False)
        attempts = await store.attempts_between(now - DAY, now + 1)
        yield Desk(asked, store, policy, now, await store.outages(), Rates.of(attempts, policy, now))
