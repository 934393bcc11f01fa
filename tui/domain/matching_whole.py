"""All deposits explained together, so that no order is paid twice.

Deposits that could pay the same order hang together.  Each such group is gone through deposit by deposit,
keeping for every way in which the orders so far may have been used how likely it is (all ways added up, and
the best one); then back again.  This gives for each deposit and each explanation what all the whole
assignments with it weigh, and what the best of them weighs, exactly, as long as there are few enough ways
to keep; of more the likeliest are kept, and the group says that it was `cut`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tui.domain.matching_options import Option, Slot
from tui.domain.matching_weights import COMPLETES, REST

MOST_WAYS = 128
_NEGLIGIBLE, _FAINT, _SURE = 1e-4, 0.1, 0.9
"""Parts of all explanations of one deposit, before the others are looked at."""

State = tuple[tuple[Slot, int], ...]
"""What has been paid of the orders that later deposits could pay too: won, sorted by order."""


class Given(NamedTuple):
    """One deposit to be explained: `options` as they are known for it alone; the unknown person is one."""

    amount: int
    options: tuple[Option, ...]


class Weighed(NamedTuple):
    """For each option of one deposit: its part of all whole assignments (they add up to 1), and the weight of
    the best whole assignment with it (the heaviest is 1).  `cut` where not all were gone through."""

    parts: tuple[float, ...]
    best: tuple[float, ...]
    cut: bool = False
    contested: bool = False


def weigh_all(given: Sequence[Given], wholes: Mapping[Slot, int]) -> list[Weighed]:
    """Explains the deposits, in the order of time, together.  `wholes` gives the amount of each order."""
    kept = _kept(given)
    users: dict[Slot, list[int]] = defaultdict(list)
    for at, places in enumerate(kept):
        for slot in {slot for place in places for slot in given[at].options[place].slots}:
            users[slot].append(at)
    weighed: list[Weighed | None] = [None] * len(given)
    for group in _groups(len(given), users):
        if len(group) == 1:
            weighed[group[0]] = _alone(given[group[0]], kept[group[0]])
        else:
            for at, one in zip(group, _together(group, given, kept, users, wholes), strict=True):
                weighed[at] = one
    return [one for one in weighed if one is not None]


def _kept(given: Sequence[Given]) -> list[tuple[int, ...]]:
    """The explanations worth following of each deposit: not those that can hardly be, nor faint claims to an
    order that another deposit surely pays.  Those that use no order always stay."""
    parts = [_alone(one).parts for one in given]
    sure: dict[Slot, int] = {}
    for at, one in enumerate(given):
        claims: dict[Slot, float] = defaultdict(float)
        for option, part in zip(one.options, parts[at], strict=True):
            for slot in option.slots:
                claims[slot] += part
        for slot, claim in claims.items():
            if claim > _SURE:
                sure[slot] = -1 if slot in sure else at

    def stays(at: int, place: int) -> bool:
        option, part = given[at].options[place], parts[at][place]
        if not option.slots:
            return True
        if part < _NEGLIGIBLE:
            return False
        return part > _FAINT or all(sure.get(slot, at) == at for slot in option.slots)

    return [
        tuple(place for place in range(len(one.options)) if stays(at, place)) for at, one in enumerate(given)
    ]


def _alone(given: Given, kept: Sequence[int] | None = None) -> Weighed:
    weights = [option.weight for option in given.options]
    if kept is not None and len(kept) < len(weights):
        stay = set(kept)
        weights = [weight if place in stay else 0.0 for place, weight in enumerate(weights)]
    total, most = math.fsum(weights), max(weights)
    return Weighed(tuple(weight / total for weight in weights), tuple(weight / most for weight in weights))


def _groups(count: int, users: Mapping[Slot, list[int]]) -> list[list[int]]:
    """Deposits that hang together by orders, each group in the order of time."""
    parent = list(range(count))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for several in users.values():
        for other in several[1:]:
            one, two = root(several[0]), root(other)
            parent[max(one, two)] = min(one, two)
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(count):
        groups[root(at)].append(at)
    return list(groups.values())


class _Step(NamedTuple):
    """From one way of having used the orders to the next, by one option."""

    before: int
    option: int
    weight: float
    after: int


def _together(
    group: Sequence[int],
    given: Sequence[Given],
    kept: Sequence[tuple[int, ...]],
    users: Mapping[Slot, list[int]],
    wholes: Mapping[Slot, int],
) -> list[Weighed]:
    last = {slot: several[-1] for slot, several in users.items()}
    states: list[State] = [()]
    sums, bests = [1.0], [1.0]
    cut = False
    layers: list[tuple[list[_Step], list[float], list[float]]] = []
    for at in group:
        total = sum(given[at].options[place].weight for place in kept[at])
        steps: list[_Step] = []
        places: dict[State, int] = {}
        for before, state in enumerate(states):
            used = dict(state)
            for place in kept[at]:
                option = given[at].options[place]
                found = _use(used, option, given[at].amount, wholes)
                if found is None:
                    continue
                after_used, factor = found
                after = tuple(sorted((slot, paid) for slot, paid in after_used.items() if last[slot] > at))
                number = places.setdefault(after, len(places))
                steps.append(_Step(before, place, option.weight * factor / total, number))
        new_sums, new_bests = [0.0] * len(places), [0.0] * len(places)
        for step in steps:
            new_sums[step.after] += sums[step.before] * step.weight
            new_bests[step.after] = max(new_bests[step.after], bests[step.before] * step.weight)
        states = list(places)
        if len(states) > MOST_WAYS:
            cut = True
            by_weight = sorted(range(len(states)), key=lambda n: (-new_sums[n], states[n]))[:MOST_WAYS]
            number_of = {old: new for new, old in enumerate(by_weight)}
            steps = [step._replace(after=number_of[step.after]) for step in steps if step.after in number_of]
            states = [states[n] for n in by_weight]
            new_sums, new_bests = [new_sums[n] for n in by_weight], [new_bests[n] for n in by_weight]
        layers.append((steps, sums, bests))
        most, highest = max(new_sums), max(new_bests)
        sums, bests = [one / most for one in new_sums], [one / highest for one in new_bests]
    return _back(group, given, layers, len(states), cut)


def _use(
    used: dict[Slot, int], option: Option, amount: int, wholes: Mapping[Slot, int]
) -> tuple[dict[Slot, int], float] | None:
    """(what is used of the orders after it, how the weight changes); None where an order is paid already."""
    if not option.slots:
        return used, 1.0
    after = dict(used)
    factor = 1.0
    for slot in option.slots:
        paid = used.get(slot, 0)
        whole = wholes[slot]
        if not option.part:
            if paid:
                return None
            after[slot] = max(whole, 1)
            continue
        if paid + amount > whole:
            return None
        if paid and paid + amount == whole:
            factor = COMPLETES / REST
        after[slot] = paid + amount
    return after, factor


def _back(
    group: Sequence[int],
    given: Sequence[Given],
    layers: Sequence[tuple[list[_Step], list[float], list[float]]],
    ways: int,
    cut: bool,
) -> list[Weighed]:
    sums_behind, bests_behind = [1.0] * ways, [1.0] * ways
    found: list[Weighed] = []
    for at, (steps, sums, bests) in zip(reversed(group), reversed(layers), strict=True):
        count = len(given[at].options)
        parts, best = [0.0] * count, [0.0] * count
        sums_here, bests_here = [0.0] * len(sums), [0.0] * len(sums)
        for before, option, weight, after in steps:
            sum_behind, best_behind = weight * sums_behind[after], weight * bests_behind[after]
            parts[option] += sums[before] * sum_behind
            best[option] = max(best[option], bests[before] * best_behind)
            sums_here[before] += sum_behind
            bests_here[before] = max(bests_here[before], best_behind)
        total, most = sum(parts), max(best)
        found.append(
            Weighed(tuple(one / total for one in parts), tuple(one / most for one in best), cut, True)
        )
        most_sum, most_best = max(sums_here), max(bests_here)
        sums_behind = [one / most_sum for one in sums_here]
        bests_behind = [one / most_best for one in bests_here]
    found.reverse()
    return found
