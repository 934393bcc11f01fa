"""What an outage cost: who was reached when and by which route, what is still open, what to mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from tui.domain.figures import (
    CONCERNED,
    LATER,
    MENDS,
    UNREACHED_NOW,
    UNRESOLVED_NOW,
    Figures,
    Tally,
    end_of,
)
from tui.domain.model import MINUTE, Millis, Outage
from tui.domain.words import Route


class Step(NamedTuple):
    """So many customers were reached within the first `minutes` of the outage, those before included."""

    minutes: int
    reached: int


class Mend(NamedTuple):
    what: str
    cases: int


@dataclass(frozen=True, slots=True)
class OutageReport:
    """Counts alone; `routes` and `hours` (of the day, 0 to 23) hold only where something was done."""

    outage: Outage
    at: Millis
    end: Millis
    concerned: int
    reached: int
    """Answered while it lasted."""
    later: int
    unreached: int
    unresolved: int
    median_minutes: int | None
    """Half of those reached waited at most so long; None where nobody was reached."""
    curve: tuple[Step, ...]
    routes: tuple[tuple[Route, Tally], ...]
    hours: tuple[tuple[int, tuple[tuple[Route, Tally], ...]], ...]
    total: Tally
    mends: tuple[Mend, ...]
    """The most frequent first."""

    @property
    def percent(self) -> int:
        """Reached of a hundred, rounded down; 100 of nobody."""
        return self.reached * 100 // self.concerned if self.concerned else 100

    @property
    def minutes(self) -> int:
        """How long it lasted so far."""
        return max(0, self.end - self.outage.since) // MINUTE


def outage_report(outage: Outage, figures: Figures, now: Millis) -> OutageReport:
    """The report of one outage as of `now`."""
    minutes = sorted(figures.after)
    sums = accumulate(figures.after[minute] for minute in minutes)
    by_route: dict[Route, Tally] = {}
    by_hour: dict[int, dict[Route, Tally]] = {}
    for (_, hour, route), tally in figures.tries.items():
        by_route[route] = by_route.get(route, Tally()).plus(tally)
        there = by_hour.setdefault(hour, {})
        there[route] = there.get(route, Tally()).plus(tally)
    total = Tally()
    for tally in by_route.values():
        total = total.plus(tally)
    mends = [Mend(what, figures.cases[what]) for what in MENDS if figures.cases.get(what)]
    return OutageReport(
        outage=outage,
        at=now,
        end=end_of(outage, now),
        concerned=figures.cases.get(CONCERNED, 0),
        reached=sum(figures.after.values()),
        later=figures.cases.get(LATER, 0),
        unreached=figures.cases.get(UNREACHED_NOW, 0),
        unresolved=figures.cases.get(UNRESOLVED_NOW, 0),
        median_minutes=median(figures.took),
        curve=tuple(Step(*step) for step in zip(minutes, sums, strict=True)),
        routes=_in_order(by_route),
        hours=tuple((hour, _in_order(by_hour[hour])) for hour in sorted(by_hour)),
        total=total,
        mends=tuple(sorted(mends, key=lambda mend: -mend.cases)),
    )


def median(counts: Mapping[int, int]) -> int | None:
    """The lower median of values given with how often they occur."""
    half = (sum(counts.values()) + 1) // 2
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        if seen >= half > 0:
            return value
    return None


def find_outage(outages: Iterable[Outage], wanted: str, at: Millis | None = None) -> Outage | None:
    """The last outage: of the channel `wanted`, of all for "latest" and ""; with `at` the first one that was
    not over at that moment."""
    known = sorted(outages, key=lambda each: (each.since, each.id))
    if at is not None:
        return next((each for each in known if each.until is None or each.until > at), None)
    fitting = [each for each in known if wanted in ("", "latest", each.channel.value)]
    return fitting[-1] if fitting else None


def _in_order(found: Mapping[Route, Tally]) -> tuple[tuple[Route, Tally], ...]:
    return tuple((route, found[route]) for route in Route if route in found)
