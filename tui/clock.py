"""The one place that reads the clock and makes ids.  Tests and rehearsals fix the clock."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from tui.domain.model import Millis

Clock = Callable[[], Millis]


def system_clock() -> Millis:
    return time.time_ns() // 1_000_000


@dataclass
class ShiftedClock:
    """Says `start` when first asked and runs on from there: what `--now` gives, so that timers still run."""

    start: Millis
    _since: float | None = None

    def __call__(self) -> Millis:
        if self._since is None:
            self._since = time.monotonic()
        return self.start + int((time.monotonic() - self._since) * 1000)


def clock_from(start: Millis | None) -> Clock:
    return system_clock if start is None else ShiftedClock(start)


def new_id() -> int:
    """A positive 63-bit id: 42 bits of milliseconds so that ids sort by age, 21 random bits."""
    return (system_clock() & ((1 << 42) - 1)) << 21 | int.from_bytes(os.urandom(3), "big") & ((1 << 21) - 1)
