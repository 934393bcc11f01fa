"""How long 100,000 send results take to be judged, with and without taking the file in.

python3 scripts/bench_results.py [RESULTS]

Prints seconds by the clock and of the processor: the latter is what an idle machine takes.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from environment import run_inside

CUSTOMERS, PIECE = 18_000, 1_000


@asynccontextmanager
async def timed(what: str) -> AsyncIterator[None]:
    wall, busy = time.perf_counter(), time.process_time()
    yield
    print(f"{what}: {time.perf_counter() - wall:.2f} s, processor {time.process_time() - busy:.2f} s")


async def measure(results: int) -> None:
    from tests.sent_messages import DOWN, NOW, world
    from tests.storing import batch, header
    from tui.intake.records import Batch, Record
    from tui.store.sqlite import open_store

    def pieces(records: Sequence[Record]) -> Iterator[Batch]:
        for start in range(0, len(records), PIECE):
            yield batch(records[start : start + PIECE])

    firm = world(min(CUSTOMERS, results), results)
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(Path(folder) / "firm.db", now=DOWN) as store:
            await store.apply_import(header("예약.csv"), pieces(firm.orders), NOW)
            async with timed(f"{results:,} results taken in, judged, and the board moved"):
                await store.apply_import(header("결과.csv"), pieces(firm.sent), NOW)
            async with timed("judged alone"):
                found = await store.reconciled()
            (outage,) = await store.outages()
            async with timed("judged anew after an outage was corrected"):
                await store.change_outage(outage.id, DOWN, DOWN + 1, now=NOW)
    known = {
        one.order.order_no: one.delivery for each in found.cases for one in each.known.orders if one.order
    }
    wrong = sum(known[number] is not delivery for number, delivery in firm.truth.items())
    print(f"{len(known):,} bookings, {wrong} judged wrongly")
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    run_inside("run")
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
