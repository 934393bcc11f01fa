"""What has to be ready, by the day and time of its pick-up or use, and whose details are still unknown.

Whether an order needs baking at all no file says, so every pending order counts: a cake shop reads the list
as what to bake, others as who comes when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tui.domain.deadlines import ActBy, agreed_due, reckoner
from tui.domain.likely import guess_of
from tui.domain.model import MINUTE, Case, Deposit, Millis, Order, Outage
from tui.domain.policy import Deadlines, Policy
from tui.domain.quiet import day_end, day_start
from tui.domain.rates import NO_RATES, Rates
from tui.domain.review import NextStep, asked_for, next_step
from tui.domain.routes import suggest
from tui.domain.words import UNRESOLVED, Outcome, State

CONFIRMED = frozenset((State.REACHED, State.ACTION, State.RESOLVED))
"""States of those who have answered."""
# Whoever was spoken to may still not have said what they ordered; whoever is settled is not asked again.
_ASKED = UNRESOLVED | {State.REACHED}
_PRODUCT = ("item", "size", "flavour")


class Missing(StrEnum):
    """What nobody knows of an order; the labels are "bake.missing_" + value."""

    WHEN = "when"
    WHAT = "what"


class Coming(NamedTuple):
    """A pending order with a day on which it is due."""

    case: Case
    order: Order

    @property
    def due_at(self) -> Millis:
        assert self.order.due_at is not None
        return self.order.due_at

    @property
    def confirmed(self) -> bool:
        return self.case.state in CONFIRMED

    @property
    def asked(self) -> Outcome | None:
        """The change or cancellation that they asked for, handled or not; None for neither."""
        return asked_for(self.case) if self.case.state in (State.ACTION, State.RESOLVED) else None


class Day(NamedTuple):
    """`start` is the midnight that begins it; the orders without a time stand behind those with one."""

    start: Millis
    orders: tuple[Coming, ...]


class ToAsk(NamedTuple):
    """Something paid or ordered of which too little is known, with how to learn it."""

    case: Case
    order: Order | None
    """None for deposits that no order is known of."""
    missing: tuple[Missing, ...]
    due_at: Millis | None
    """Of an order, else as it was named last in a chat; None where nobody knows."""
    due_has_time: bool
    act_by: Millis | None
    next_step: NextStep

    @property
    def deposits(self) -> tuple[Deposit, ...]:
        """The payments that this is about."""
        return self.case.deposits if self.order is None else ()

    @property
    def guess(self) -> Deposit | None:
        """The payment by whose likely day it stands, where nobody said when."""
        return guess_of(self.case) if self.due_at is None else None


@dataclass(frozen=True, slots=True)
class BakeList:
    at: Millis
    days: tuple[Day, ...]
    """Every pending order with a due day from today on."""
    to_ask: tuple[ToAsk, ...]
    """By when it has to be known; those that may be due at any time stand last: by the day that is likely,
    then the oldest payment first."""

    @property
    def worth_showing(self) -> bool:
        """Whether anything is due from today on, or an order taken down by hand lacks its day."""
        return bool(self.days) or any(each.order is not None and each.order.by_hand for each in self.to_ask)


def bake_list(
    cases: Iterable[Case],
    now: Millis,
    policy: Policy,
    *,
    outages: Iterable[Outage] = (),
    rates: Rates = NO_RATES,
) -> BakeList:
    """The list as it stands at `now`, of all cases, settled ones too.

    What has been picked up is left out.  Details have to be known by now where the lead time begins within
    the time that the policy calls soon (`triage.soon_minutes`) or has begun, and where nobody knows when
    the order is due.  A day without a time is day enough.
    """
    today = day_start(now, policy.zone)
    outages = tuple(outages)
    by_day: dict[Millis, list[Coming]] = {}
    to_ask: list[ToAsk] = []
    known = _Known(policy, today, now + policy.triage.soon_minutes * MINUTE)
    for case in cases:
        for order in case.pending:
            if order.due_at is not None and order.due_at >= today and not _picked_up(case, order, policy):
                day = day_start(order.due_at, policy.zone)
                by_day.setdefault(day, []).append(Coming(case, order))
        open_things = list(known.open_things(case)) if case.state in _ASKED else []
        if open_things:
            step = next_step(case, suggest(case, now, policy, outages, rates))
            to_ask += [thing._replace(next_step=step) for thing in open_things]
    days = tuple(Day(start, tuple(sorted(by_day[start], key=_by_time))) for start in sorted(by_day))
    return BakeList(now, days, tuple(sorted(to_ask, key=_by_deadline)))


class _Known:
    """What is known of orders and payments, and by when more has to be."""

    def __init__(self, policy: Policy, today: Millis, horizon: Millis) -> None:
        self._act_by: ActBy = reckoner(policy.deadlines)
        self._slowest = _slowest(policy.deadlines)
        self._today, self._horizon = today, horizon

    def open_things(self, case: Case) -> Iterator[ToAsk]:
        """What has to be asked of the case now; its next step is not yet worked out."""
        orders: tuple[Order | None, ...] = case.pending or ((None,) if case.deposits else ())
        for order in orders:
            details = order.details.strip() if order is not None else ""
            due_at = order.due_at if order is not None else None
            lacks = ((Missing.WHEN, due_at is None), (Missing.WHAT, not details))
            missing = tuple(what for what, lacking in lacks if lacking)
            if not missing or (due_at is not None and due_at < self._today):
                continue
            has_time = order is not None and order.due_has_time
            if due_at is None:
                due_at, has_time = self._said(case)
            act_by = self._act_by(due_at, has_time, details or self._product(case))
            if act_by is None or act_by <= self._horizon:
                yield ToAsk(case, order, missing, due_at, has_time, act_by, NextStep.DECIDE)

    def _said(self, case: Case) -> tuple[Millis | None, bool]:
        """The moment that a chat named last, where it can be no other order's; a day gone by says nothing."""
        said = None if any(order.due_at for order in case.pending) else agreed_due(case.suggestions)
        return said if said is not None and said[0] >= self._today else (None, False)

    def _product(self, case: Case) -> str:
        """What a chat says it is; where none does, it may be whatever takes longest."""
        said = " ".join(each.value for each in case.suggestions if each.field in _PRODUCT)
        return said or self._slowest


def _slowest(deadlines: Deadlines) -> str:
    """The word of the product that takes longest."""
    return max(deadlines.lead_by_word, key=deadlines.lead_by_word.__getitem__, default="")


def _picked_up(case: Case, order: Order, policy: Policy) -> bool:
    """Whether the customer has been there since: whatever was due until that day's end they have taken."""
    progress = case.progress
    if case.state is not State.RESOLVED or progress.last_outcome is not Outcome.PICKED_UP:
        return False
    taken = progress.last_at
    return taken is not None and order.due_at is not None and order.due_at < day_end(taken, policy.zone)


def _by_time(each: Coming) -> tuple[bool, Millis, str, int]:
    return not each.order.due_has_time, each.due_at, each.case.customer.name, each.order.id


def _by_deadline(each: ToAsk) -> tuple[bool, Millis, bool, Millis, Millis, int]:
    paid = min((deposit.at for deposit in each.case.deposits), default=0)
    guess = each.guess
    likely = guess.likely.day if guess is not None and guess.likely is not None else None
    return each.act_by is None, each.act_by or 0, likely is None, likely or 0, paid, each.case.id
