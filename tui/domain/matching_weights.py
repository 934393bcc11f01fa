"""How much each agreement between a deposit and a customer weighs.

Every weight is a likelihood ratio, after Fellegi and Sunter: how much likelier one sees this if the customer
paid than if anybody did.  So a rare name, a seldom amount and four digits weigh much, a common name and the
price of the favourite cake little, and what speaks against weighs less than one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from tui.domain.matching_facts import Owed, Said
from tui.domain.model import DAY, Deposit
from tui.domain.words import OrderStatus

UNKNOWN = 0.10
"""The least part of deposits that comes from people who are nowhere in the data."""
ORDERED = 0.70
"""The part of deposits that pays an order in the data, if there are orders enough."""

# How a depositor's name looks if the customer paid; what is left over is a stranger's way of writing.
EXACT, INSIDE, CUT, MASKED, SLIP, OTHER = 0.80, 0.05, 0.50, 0.80, 0.03, 0.08
NAMELESS = 0.30
"""A customer of whom no name is known."""

_TAIL_AGREES = {4: 0.85 / 1e-4, 3: 0.50 / 1e-3, 2: 0.35 / 2e-2}
TAIL_DIFFERS = {4: 0.20, 3: 0.50, 2: 0.65}

FULL, SUM, REST = 0.70, 0.15, 0.03
COMPLETES = 0.60
"""A second payment that makes up the whole amount together with the first."""
CANCELLED = 0.20
_SHARES = {10: 0.03, 20: 0.03, 30: 0.03, 50: 0.05, 40: 0.01}
_ROUND_SHARE, _ANY_SHARE = 0.02, 0.004

_AMOUNT_TRUST = 50.0


class Amounts:
    """How common an amount is among all that is paid and ordered; round sums are commoner than others."""

    def __init__(self, amounts: Iterable[int]) -> None:
        self._seen = Counter(amounts)
        self._all = self._seen.total()

    def share(self, amount: int, leaving_out: int = 1) -> float:
        """The part of all amounts in won that is this one; `leaving_out` are those counted that are the very
        ones in question: the deposit, and the order it is held against."""
        others = max(0, self._seen[amount] - leaving_out)
        usual = 0.02 if amount % 10_000 == 0 else 0.006 if amount % 1_000 == 0 else 0.0006
        if amount % 100:
            usual = 0.00002
        return (others + _AMOUNT_TRUST * usual) / (self._all + _AMOUNT_TRUST)


def tail_weight(tail: str, tails: tuple[str, ...], bearers: int, parties: int) -> tuple[float, bool]:
    """(weight, whether it agrees) of digits behind a depositor's name, given the last four digits of the
    customer's numbers; of four digits `bearers` of all `parties` have a number that ends so."""
    agrees = _TAIL_AGREES.get(len(tail))
    if agrees is None or not tails:
        return 1.0, False
    if any(each.endswith(tail) for each in tails):
        if len(tail) == 4 and bearers > 1:
            agrees = min(agrees, 0.85 * max(parties, 1) / bearers)
        return max(agrees, 1.0), True
    return TAIL_DIFFERS[len(tail)], False


def share_weight(amount: int, whole: int) -> float:
    """How likely a first payment of `amount` is for an order of `whole` won; 0 where it is none."""
    if not 0 < amount * 10 <= whole * 6 or amount * 10 < whole:
        return 0.0
    usual = _SHARES.get(amount * 100 // whole, 0.0) if amount * 100 % whole == 0 else 0.0
    if amount % 10_000 == 0 and amount * 2 <= whole:
        usual += _ROUND_SHARE
    elif amount % 1_000 == 0:
        usual += _ANY_SHARE
    return usual


class _Steps:
    """A density over days: up to each day that of the step, then that `beyond`."""

    def __init__(self, steps: tuple[tuple[float, float], ...], beyond: float) -> None:
        self._until = [until for until, _ in steps]
        self._density = [*(density for _, density in steps), beyond]

    def __call__(self, days: float) -> float:
        return self._density[bisect_right(self._until, days)]


_after_order = _Steps(
    (
        (-30, 1e-5),
        (-3, 0.002),
        (-1, 0.02),
        (0, 0.08),
        (1, 0.50),
        (2, 0.12),
        (4, 0.05),
        (7, 0.02),
        (14, 0.008),
    ),
    0.001,
)
_before_due = _Steps(
    ((-30, 1e-5), (-2, 0.0005), (-1, 0.01), (0, 0.03), (15, 0.045), (30, 0.012), (60, 0.003)), 1e-4
)
_after_chat = _Steps(
    ((-30, 1e-5), (-7, 0.001), (-2, 0.01), (-0.25, 0.15), (0.25, 0.8), (1, 0.3), (3, 0.08), (7, 0.01)), 1e-4
)


def time_weight(deposit: Deposit, order: Owed, span: float, part: bool) -> float:
    """How much likelier a payment at this time is if it is for the order; `span` is the number of days in
    which it could as well have been.  A part may come any time until the order is due."""
    at = deposit.at if deposit.has_time else deposit.at + DAY // 2
    weight = 1.0
    if order.ordered_at is not None:
        days = (at - order.ordered_at) / DAY
        density = _after_order(days)
        if part and days >= 0 and order.due_at is not None and at <= order.due_at + DAY:
            density = max(density, 0.7 / max(1.0, (order.due_at - order.ordered_at) / DAY))
        weight = density * span
        if order.due_at is not None and at > order.due_at + 2 * DAY:
            weight *= 0.1
    elif order.due_at is not None:
        weight = _before_due((order.due_at - at) / DAY) * span
    return weight * (CANCELLED if order.status is OrderStatus.CANCELLED else 1.0)


class Heard(NamedTuple):
    """What the customer's chat adds: to an explanation by an order (the amount says nothing more there),
    to one without, and what is to be told of it."""

    beside_order: float = 1.0
    alone: float = 1.0
    said: Said | None = None


SILENT = Heard()


def chat_weight(deposit: Deposit, said: tuple[Said, ...], amounts: Amounts, span: float) -> Heard:
    """The weight of the message that fits best.  One that names another amount says nothing here."""
    best = SILENT
    for one in said:
        if one.amount is not None and one.amount != deposit.amount:
            continue
        at = deposit.at
        if not deposit.has_time and abs(one.at - at) < DAY:
            at = one.at
        days = (one.at - at) / DAY if one.paid else (at - one.at) / DAY
        time = _after_chat(days) * span * (1.0 if one.paid else 0.5)
        alone = time * (0.8 / amounts.share(deposit.amount) if one.amount is not None else 0.5)
        if alone > best.alone:
            best = Heard(max(1.0, time), alone, one)
    return best
