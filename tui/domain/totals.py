"""How many cases stand in each state, and how far along everybody is; the board and the review say alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tui.domain.model import Case
from tui.domain.words import UNREACHED, UNRESOLVED, State


@dataclass(frozen=True, slots=True)
class Totals:
    """How many cases stand in each state, and the sums people ask for.  Nothing here is ever rounded up."""

    counts: Mapping[State, int]

    @property
    def unreached(self) -> int:
        return sum(self.counts.get(state, 0) for state in UNREACHED)

    @property
    def reached(self) -> int:
        """Answered, with or without something left to do for them."""
        return self.counts.get(State.REACHED, 0) + self.counts.get(State.ACTION, 0)

    @property
    def resolved(self) -> int:
        return self.counts.get(State.RESOLVED, 0)

    @property
    def unreachable(self) -> int:
        """Closed by a person without an answer."""
        return self.counts.get(State.UNREACHABLE, 0)

    @property
    def unresolved(self) -> int:
        return sum(self.counts.get(state, 0) for state in UNRESOLVED)

    @property
    def whole(self) -> int:
        """All who are to be reached: without those who refused contact and those with nothing pending."""
        return self.unreached + self.reached + self.resolved + self.unreachable

    @property
    def percent(self) -> int:
        """Answered of a hundred, rounded down: 100 means everybody.  100 of nobody."""
        return (self.reached + self.resolved) * 100 // self.whole if self.whole else 100


def totals_of(cases: Iterable[Case]) -> Totals:
    counts: dict[State, int] = {}
    for case in cases:
        counts[case.state] = counts.get(case.state, 0) + 1
    return Totals(counts)
