"""On which day a deposit that nobody has claimed may be due: a guess from the shop's other orders.

A cake that was paid and never written down has no due time.  How many days after ordering people come, and on
which days of the week, says what is likely; it is told as a guess, with what it rests on, and is never a due
time.  Of few orders, or of orders that fall anyhow, nothing is guessed: then the oldest payment stands first.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tui.domain.model import DAY, MINUTE, Case, Deposit, Likely, Millis
from tui.domain.quiet import at_place, day_start
from tui.domain.reasons import LIKELY_AFTER, LIKELY_ON, Reason

LEAST_SPANS = 12
"""Of fewer orders the days from the order to its pick-up say nothing yet."""
LEAST_ORDERS = 20
"""Of fewer orders the days of the week say nothing yet."""
MOST_DAYS = 45
"""A pick-up later than so many days behind the payment is not guessed, nor counted."""
_WEEKS_AHEAD = 2
_SHARE = 1.5 / 7
"""By days of the week alone: the part of all pick-ups that has to fall on one of them."""
_LEFT = 0.05
"""Where less than this part of all orders would still be to come, the day has passed, whichever it was."""
_SMOOTH = 2
"""Pick-ups that are thought of as seen on each day of the week before any is."""
_QUARTER = 15 * MINUTE


class Habits(NamedTuple):
    """How many orders were due so many days after they were placed (from 0 on), and on which day of the week
    (from Monday)."""

    spans: tuple[int, ...] = (0,) * (MOST_DAYS + 1)
    weekdays: tuple[int, ...] = (0,) * 7


@lru_cache(maxsize=65_536)
def _day(quarter: int, zone: str) -> int:
    """The number of the day there in the calendar."""
    return at_place(quarter * _QUARTER, zone).toordinal()


def habits_of(orders: Iterable[tuple[Millis | None, Millis]], zone: str) -> Habits:
    """What (placed or paid, due) of the shop's orders say; None where nobody knows when it was placed."""
    spans, weekdays = [0] * (MOST_DAYS + 1), [0] * 7
    for placed, due in orders:
        day = _day(due // _QUARTER, zone)
        weekdays[(day - 1) % 7] += 1
        if placed is not None and 0 <= (span := day - _day(placed // _QUARTER, zone)) <= MOST_DAYS:
            spans[span] += 1
    return Habits(tuple(spans), tuple(weekdays))


def likely_day(paid_at: Millis, habits: Habits, now: Millis, zone: str) -> Likely | None:
    """The likeliest day from today on for what was paid at `paid_at`; None where the orders tell none."""
    paid, today = (_day(moment // _QUARTER, zone) for moment in (paid_at, now))
    least = max(0, today - paid)
    if sum(habits.spans) >= LEAST_SPANS:
        return _by_span(paid_at, paid, least, habits, zone)
    orders, most = sum(habits.weekdays), max(habits.weekdays)
    if orders < LEAST_ORDERS or most < orders * _SHARE:
        return None
    first = max(least, 1)
    span = next(at for at in range(first, first + 7) if habits.weekdays[(paid + at - 1) % 7] == most)
    return Likely(_start(paid_at, span, zone), False, orders) if span <= 7 * _WEEKS_AHEAD else None


def _by_span(paid_at: Millis, paid: int, least: int, habits: Habits, zone: str) -> Likely | None:
    spans, weekdays = habits.spans, habits.weekdays
    orders = sum(spans)
    if least > MOST_DAYS or sum(spans[least:]) < orders * _LEFT:
        return None
    around = (0, *spans, 0)
    weights = [
        (around[at] + 2 * around[at + 1] + around[at + 2]) * (weekdays[(paid + at - 1) % 7] + _SMOOTH)
        for at in range(least, MOST_DAYS + 1)
    ]
    span = least + weights.index(max(weights))
    return Likely(_start(paid_at, span, zone), True, orders)


def _start(paid_at: Millis, span: int, zone: str) -> Millis:
    """Midnight at which the day `span` days after the payment begins there."""
    return day_start(day_start(paid_at, zone) + span * DAY + DAY // 2, zone)


# --- what it means for a case ------------------------------------------------------------------------------


def guess_of(case: Case) -> Deposit | None:
    """The deposit whose likely day the case is placed by: nobody knows when, and somebody paid."""
    if case.act_by is not None:
        return None
    return min(
        (deposit for deposit in case.deposits if deposit.likely is not None),
        key=lambda deposit: (deposit.likely.day if deposit.likely else 0, deposit.at),
        default=None,
    )


def waiting_since(case: Case) -> Millis | None:
    """When the oldest payment came in of which nobody knows what day it is for, nor can guess."""
    if case.act_by is not None or guess_of(case) is not None:
        return None
    return min((deposit.at for deposit in case.deposits), default=None)


def moment_of_guess(case: Case) -> Millis | None:
    """Where the case stands among the others: behind all that is known to be due by that day's end."""
    guess = guess_of(case)
    return None if guess is None or guess.likely is None else moment_of_day(guess.likely.day)


def moment_of_day(day: Millis) -> Millis:
    """The same for a day alone, given as its midnight."""
    return day + DAY - MINUTE


def guess_reason(deposit: Deposit, zone: str) -> Reason:
    """Why it is placed where it is, and that this is a guess.  `deposit.likely` must be known."""
    likely = deposit.likely
    assert likely is not None
    day = _day(likely.day // _QUARTER, zone)
    weekday = (day - 1) % 7
    counted = (("count", likely.orders),)
    if not likely.by_span:
        return Reason(LIKELY_ON[weekday], counted)
    return Reason(LIKELY_AFTER[weekday], (("days", day - _day(deposit.at // _QUARTER, zone)), *counted))
