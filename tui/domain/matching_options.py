"""The ways in which one deposit can be explained: who paid, and for which orders."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from tui.domain.matching_facts import Owed, Party
from tui.domain.matching_names import Likeness, Payer
from tui.domain.matching_weights import (
    FULL,
    REST,
    SUM,
    Amounts,
    Heard,
    share_weight,
    time_weight,
)
from tui.domain.model import Deposit

MOST_ADDED = 4
"""So many orders are paid with one transfer at most."""
_NEAREST = 7
_LEAST_TIME = 0.02
"""An order this unlikely by its time is not tried as part of a sum."""

Slot = tuple[int, int]
"""One order: the party's place and the order's place with it."""


class Option(NamedTuple):
    """One explanation.  `weight` is how much likelier the deposit is by it than by an unknown person, priors
    counted in.  `code` is that of the reason for the amount ("" where it pays nothing known); `slots` are the
    orders it pays, the whole of each or, where `part`, some of it."""

    party: int
    weight: float
    code: str = ""
    slots: tuple[Slot, ...] = ()
    part: bool = False


class Evidence(NamedTuple):
    """What a deposit and a party have in common beside the orders."""

    likeness: Likeness
    tail_agrees: bool
    tail_weight: float
    heard: Heard

    @property
    def weight(self) -> float:
        return self.likeness.weight * self.tail_weight


class Parts(NamedTuple):
    """Parts of all deposits, adding up to 1: for orders in the data, from parties for something else,
    and from somebody unknown."""

    order: float
    party: float
    unknown: float


class Priors(NamedTuple):
    """How likely a deposit comes from just this party, or pays just this order, before anything is seen."""

    party: float
    order: float


class Background(NamedTuple):
    """What a deposit looks like that anybody made: usual amounts, and the number of days in which it may
    have been; and how likely everybody is before it is looked at."""

    amounts: Amounts
    span: float
    priors: Priors
    parts: Parts


class Looked(NamedTuple):
    """One deposit with everybody who may have paid it, before the others are looked at."""

    deposit: Deposit
    payer: Payer
    tail: str
    bearers: int
    evidence: dict[int, Evidence]
    options: tuple[Option, ...]


def options_of(
    deposit: Deposit, place: int, party: Party, evidence: Evidence, background: Background
) -> list[Option]:
    """Every explanation by this party; the first is always that it paid for something that is not known."""
    amounts, span, priors, _ = background
    weight = evidence.weight
    options = [Option(place, weight * evidence.heard.alone * priors.party)]
    if not party.orders:
        return options
    weight *= evidence.heard.beside_order * priors.order
    weight /= amounts.share(deposit.amount, leaving_out=2)
    near: list[tuple[float, int, Owed]] = []
    for at, order in enumerate(party.orders):
        slot = ((place, at),)
        if order.amount is None:
            whole = time_weight(deposit, order, span, part=False)
            usual = amounts.share(deposit.amount, leaving_out=2)
            options.append(Option(place, weight * usual * whole * FULL, "time_only", slot))
        elif order.amount == deposit.amount:
            whole = time_weight(deposit, order, span, part=False)
            options.append(Option(place, weight * whole * FULL, "amount_exact", slot))
        elif order.amount < deposit.amount:
            near.append((time_weight(deposit, order, span, part=False), at, order))
        else:
            part = time_weight(deposit, order, span, part=True)
            share = share_weight(deposit.amount, order.amount)
            if share:
                options.append(Option(place, weight * part * share, "amount_share", slot, True))
            if 2 * deposit.amount > order.amount and share_weight(
                order.amount - deposit.amount, order.amount
            ):
                options.append(Option(place, weight * part * REST, "amount_rest", slot, True))
    if len(near) > 1 and (evidence.likeness.agrees or evidence.tail_agrees):
        options.extend(_sums(deposit, place, near, weight))
    return options


def _sums(deposit: Deposit, place: int, near: list[tuple[float, int, Owed]], weight: float) -> list[Option]:
    """Several orders of the party that add up to the deposit, those likeliest by their time."""
    some = sorted((-time, at, order) for time, at, order in near if time > _LEAST_TIME)[:_NEAREST]
    found = []
    for count in range(2, min(MOST_ADDED, len(some)) + 1):
        for chosen in combinations(some, count):
            if sum(order.amount or 0 for _, _, order in chosen) == deposit.amount:
                slots = tuple(sorted((place, at) for _, at, _ in chosen))
                time = max(-time for time, _, _ in chosen)
                found.append(Option(place, time * weight * SUM, "amount_sum", slots))
    return [option._replace(weight=option.weight / len(found)) for option in found]
