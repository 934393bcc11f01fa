"""What an outage comes to in counts that can be added up and hold nobody's name: of those known now, and of
those whose data has been removed since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from tui.domain.model import MINUTE, Attempt, Case, Millis, Outage
from tui.domain.outcomes import OUTCOMES
from tui.domain.quiet import day_start, minute_of_day
from tui.domain.rates import observe
from tui.domain.words import (
    UNREACHED,
    UNRESOLVED,
    Carries,
    Direction,
    Language,
    Line,
    PointKind,
    Route,
    State,
    Usability,
)

Key = TypeVar("Key")
CONCERNED = "concerned"
LATER = "later"
"""Reached or resolved only after the outage was over, or without any attempt saying so."""
UNREACHED_NOW = "unreached"
UNRESOLVED_NOW = "unresolved"
MENDS = (
    "no_contact",
    "wrong_number",
    "unreadable",
    "no_phone",
    "no_text",
    "no_second",
    "safe_only",
    "language",
)
"""What can be mended before the next time; the labels are "report.mend_" + word."""


class Sent(NamedTuple):
    """One message that a gateway took, and what it cost in won (0 where nobody says)."""

    case_id: int
    route: Route
    at: Millis
    cost: int = 0


class Hour(NamedTuple):
    """One route in one hour of one day: `day` is the millisecond it began, `hour` 0 to 23."""

    day: Millis
    hour: int
    route: Route


class Tally(NamedTuple):
    tries: int = 0
    answered: int = 0
    came_forward: int = 0
    messages: int = 0
    cost: int = 0

    def plus(self, other: Tally) -> Tally:
        return Tally(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one outage.

    `cases`: how many customers by CONCERNED, LATER, UNREACHED_NOW, UNRESOLVED_NOW and MENDS.  `after`: whole
    minutes since the outage began → customers first reached then.  `took`: whole minutes since they were to
    be reached → customers.
    """

    cases: Mapping[str, int] = field(default_factory=dict)
    after: Mapping[int, int] = field(default_factory=dict)
    took: Mapping[int, int] = field(default_factory=dict)
    tries: Mapping[Hour, Tally] = field(default_factory=dict)

    def plus(self, other: Figures) -> Figures:
        tries = dict(self.tries)
        for hour, tally in other.tries.items():
            tries[hour] = tries.get(hour, Tally()).plus(tally)
        return Figures(
            _added(self.cases, other.cases),
            _added(self.after, other.after),
            _added(self.took, other.took),
            tries,
        )


def end_of(outage: Outage, now: Millis) -> Millis:
    """When what is counted of the outage ends: with it, or now."""
    return now if outage.until is None else min(outage.until, now)


def figures_of(
    outage: Outage,
    cases: Iterable[Case],
    opened: Mapping[int, Millis],
    now: Millis,
    *,
    zone: str,
    sent: Iterable[Sent] = (),
) -> Figures:
    """The figures of the outage as these cases stand; hours are those of `zone`.

    `opened` says when each case was first known.
    A customer is concerned whom we tried to reach in it, or who had something due in it (from its beginning
    on, as long as it lasts), or whose deposit or undated order was open in it.
    """
    end = end_of(outage, now)
    count: Counter[str] = Counter()
    after: Counter[int] = Counter()
    took: Counter[int] = Counter()
    within: list[Attempt] = []
    counted: set[int] = set()
    for case in cases:
        own = [attempt for attempt in case.attempts if outage.since <= attempt.at <= end]
        if case.state is State.VOID or not (own or _was_due(case, outage, end, opened.get(case.id, 0))):
            continue
        counted.add(case.id)
        within += own
        count[CONCERNED] += 1
        reached = min((each.at for each in own if OUTCOMES[each.outcome].reached), default=None)
        if reached is not None:
            after[(reached - outage.since) // MINUTE] += 1
            began = max(outage.since, min(opened.get(case.id, outage.since), reached))
            took[(reached - began) // MINUTE] += 1
        elif case.state not in UNREACHED:
            count[LATER] += 1
        count[UNREACHED_NOW] += case.state in UNREACHED
        count[UNRESOLVED_NOW] += case.state in UNRESOLVED
        count.update(to_mend(case))
    ours = [each for each in sent if each.case_id in counted and outage.since <= each.at <= end]
    return Figures(+count, after, took, tries_of(within, ours, zone))


def tries_of(attempts: Iterable[Attempt], sent: Iterable[Sent], zone: str) -> dict[Hour, Tally]:
    """What was tried and sent by day, hour and route; an answer counts for a try of the same day."""
    days: dict[Millis, list[Attempt]] = {}
    for attempt in attempts:
        days.setdefault(day_start(attempt.at, zone), []).append(attempt)
    found: dict[Hour, Tally] = {}

    def add(hour: Hour, tally: Tally) -> None:
        found[hour] = found.get(hour, Tally()).plus(tally)

    for day, made in days.items():
        for (route, hour), seen in observe(made, zone).hours.items():
            add(Hour(day, hour, route), Tally(seen.tries, seen.answered))
        for attempt in made:
            if attempt.direction is Direction.IN:
                add(Hour(day, _hour(attempt.at, zone), attempt.route), Tally(came_forward=1))
    for each in sent:
        where = Hour(day_start(each.at, zone), _hour(each.at, zone), each.route)
        add(where, Tally(messages=1, cost=each.cost))
    return found


def to_mend(case: Case) -> list[str]:
    """What would have made this customer easier to reach: words of MENDS."""
    usable = [point for point in case.points if point.usable]
    phones = [point for point in usable if point.kind is PointKind.PHONE]
    spoiled = (Usability.WRONG, Usability.DISCONNECTED)
    checks = {
        "no_contact": not usable,
        "wrong_number": any(point.usability in spoiled for point in case.points),
        "unreadable": any(not point.value and point.problem for point in case.points),
        "no_phone": bool(usable) and not phones,
        "no_text": bool(phones)
        and len(phones) == len(usable)
        and all(point.text is Carries.NO for point in phones),
        "no_second": len(usable) == 1,
        "safe_only": bool(phones) and all(point.line is Line.SAFE for point in phones),
        "language": case.customer.language is Language.KO
        and any(point.line is Line.FOREIGN for point in phones),
    }
    return [what for what in MENDS if checks[what]]


def _was_due(case: Case, outage: Outage, end: Millis, opened: Millis) -> bool:
    if opened > end:
        return False
    for order in case.orders:
        if order.due_at is None:
            if case.state in UNREACHED:
                return True
        elif order.due_at >= outage.since and (outage.until is None or order.due_at <= end):
            return True
    return any(deposit.at <= end for deposit in case.deposits) and (
        case.state in UNREACHED or any(deposit.at >= outage.since for deposit in case.deposits)
    )


def _hour(moment: Millis, zone: str) -> int:
    return minute_of_day(moment, zone) // 60


def _added(one: Mapping[Key, int], other: Mapping[Key, int]) -> dict[Key, int]:
    found = dict(one)
    for key, count in other.items():
        found[key] = found.get(key, 0) + count
    return found
