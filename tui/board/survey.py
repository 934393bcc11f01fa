"""How the rows of a file divide, counted over all of them while a person looks at the first."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from dataclasses import dataclass, field

from tui.intake.plan import IntakeError, Limits, Preview
from tui.intake.reading import read
from tui.intake.records import CHAT, DEPOSITS, DepositRecord
from tui.work.taking import Wanted

MOST_ROWS = 20_000
"""A longer file is counted when it is taken in: reading all of it twice would be waited for."""
COUNTED = (DEPOSITS, CHAT)


@dataclass(slots=True)
class Survey:
    """`apart` counts by the code of domain/depositors.py; `messages` are those of a chat."""

    customers: int = 0
    apart: Counter[str] = field(default_factory=Counter)
    messages: int = 0


def worth_counting(preview: Preview) -> bool:
    return preview.kind in COUNTED and preview.rows_estimated <= MOST_ROWS


async def counted(preview: Preview, wanted: Wanted, limits: Limits, stop: threading.Event) -> Survey | None:
    """The same without blocking; None where it could not be read, which taking it in will say."""
    try:
        return await asyncio.to_thread(survey, preview, wanted, limits, stop)
    except IntakeError:
        return None
    finally:
        stop.set()  # the thread must let go before the program can end


def survey(preview: Preview, wanted: Wanted, limits: Limits, cancel: threading.Event) -> Survey:
    """Reads the whole file.  Blocks; call it in a thread.  Raises IntakeError."""
    found = Survey()
    batches = read(
        wanted.path,
        preview.plan,
        limits=limits,
        cancel=cancel,
        member=wanted.member,
        password=wanted.password,
    )
    seen: set[str] = set()
    for batch in batches:
        for record in batch.records:
            if not isinstance(record, DepositRecord):
                found.messages += 1
            elif record.key not in seen:
                seen.add(record.key)
                if record.set_apart:
                    found.apart[record.set_apart] += 1
                else:
                    found.customers += 1
    return found
