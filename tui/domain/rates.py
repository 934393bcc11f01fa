"""How each route has really done today: per route and hour, shrunk while counts are small."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tui.domain.model import MINUTE, Attempt, Millis
from tui.domain.outcomes import OUTCOMES
from tui.domain.policy import Policy
from tui.domain.quiet import minute_of_day
from tui.domain.words import Direction, Outcome, Route


class Count(NamedTuple):
    tries: int = 0
    answered: int = 0

    @property
    def percent(self) -> int:
        """Answered of a hundred, rounded down; 0 without tries."""
        return self.answered * 100 // self.tries if self.tries else 0


class Rate(NamedTuple):
    """What to expect of a route now.  `expected` is between 0 and 1; the counts are as observed."""

    expected: float
    day: Count = Count()
    hour: Count = Count()


_NONE = Count()


@dataclass(frozen=True, slots=True)
class Rates:
    """Counts of one stretch of time; `rate` is cheap enough for every row of the screen."""

    routes: dict[Route, Count] = field(default_factory=dict)
    hours: dict[tuple[Route, int], Count] = field(default_factory=dict)
    """By the hour of the shop's day in which the try was made, 0 to 23."""

    @classmethod
    def of(cls, attempts: Iterable[Attempt], policy: Policy, now: Millis) -> Rates:
        """`observe` with the hours of the policy's zone, as of `now`.

        A message whose answer is not to be expected yet counts for nothing: two hundred texts sent a minute
        ago say nothing against texts.
        """
        minutes = policy.messages.response_minutes
        return observe(
            (
                each
                for each in attempts
                if each.outcome is not Outcome.MESSAGE_SENT
                or each.at + minutes.get(each.route, 0) * MINUTE <= now
            ),
            policy.zone,
        )

    def rate(self, route: Route, hour: int, policy: Policy) -> Rate:
        """The route's rate in that hour: the expectation moved by the day, and that by the hour."""
        priors = policy.rates
        expected = priors.expected.get(route, 0.0)
        day = self.routes.get(route, _NONE)
        if not day.tries:
            return Rate(expected)
        expected = (expected * priors.weight + day.answered) / (priors.weight + day.tries)
        there = self.hours.get((route, hour), _NONE)
        if there.tries:
            expected = (expected * priors.weight + there.answered) / (priors.weight + there.tries)
        return Rate(expected, day, there)


NO_RATES = Rates()


def observe(attempts: Iterable[Attempt], zone: str) -> Rates:
    """Rates of the given attempts (none of them undone), in any order; hours are those of `zone`.

    A try is a contact we made.  It counts as answered if its own outcome says so, or if the same customer
    came forward on that route afterwards; one answer counts for one try, the latest before it.  A public
    notice is counted like the rest: it is answered only where somebody came forward on it.
    """
    tries: dict[Route, int] = {}
    answers: dict[Route, int] = {}
    hour_tries: dict[tuple[Route, int], int] = {}
    hour_answers: dict[tuple[Route, int], int] = {}
    open_tries: dict[tuple[int, Route], list[int]] = {}
    for attempt in sorted(attempts, key=lambda each: each.at):
        route = attempt.route
        answered = OUTCOMES[attempt.outcome].reached
        if attempt.direction is Direction.OUT:
            hour = minute_of_day(attempt.at, zone) // 60
            tries[route] = tries.get(route, 0) + 1
            hour_tries[route, hour] = hour_tries.get((route, hour), 0) + 1
            if not answered:
                open_tries.setdefault((attempt.case_id, route), []).append(hour)
                continue
        elif answered and open_tries.get((attempt.case_id, route)):
            hour = open_tries[attempt.case_id, route].pop()
        else:
            continue
        answers[route] = answers.get(route, 0) + 1
        hour_answers[route, hour] = hour_answers.get((route, hour), 0) + 1
    return Rates(
        {route: Count(count, answers.get(route, 0)) for route, count in tries.items()},
        {key: Count(count, hour_answers.get(key, 0)) for key, count in hour_tries.items()},
    )
