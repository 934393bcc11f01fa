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
    """One deposit to be explained: its options, the unknown person among them, and what each weighs as far as
    this deposit alone is known."""

    amount: int
    options: tuple[Option, ...]
    weights: tuple[float, ...]


class Weighed(NamedTuple):
    """For each option of one deposit: its part of all whole assignments (they add up to 1), and the weight of
    the best whole assignment with it (the heaviest is 1).  `chosen` is its option in the best of all; `cut`
    where not all were gone through."""

    parts: tuple[float, ...]
    best: tuple[float, ...]
    chosen: int
    cut: bool = False


class _Followed(NamedTuple):
    """The explanations of one deposit that are followed, by place; those that are a `claim` to their orders
    shut out others, the rest is too faint to."""

    places: tuple[int, ...]
    claims: frozenset[int]


def weigh_all(given: Sequence[Given], wholes: Mapping[Slot, int]) -> list[Weighed]:
    """Explains the deposits, in the order of time, together.  `wholes` gives the amount of each order."""
    followed = _followed(given)
    users: dict[Slot, list[int]] = defaultdict(list)
    for at, one in enumerate(followed):
        for slot in {slot for place in one.claims for slot in given[at].options[place].slots}:
            users[slot].append(at)
    weighed: list[Weighed | None] = [None] * len(given)
    for group in _groups(len(given), users):
        if len(group) == 1:
            weighed[group[0]] = _alone(given[group[0]], followed[group[0]].places)
        else:
            for at, each in zip(group, _together(group, given, followed, users, wholes), strict=True):
                weighed[at] = each
    return [one for one in weighed if one is not None]


def _followed(given: Sequence[Given]) -> list[_Followed]:
    """The explanations worth following of each deposit: not those that can hardly be, nor faint ones by an
    order that another deposit surely pays.  Those that use no order always stay."""
    parts = [_alone(one).parts for one in given]
    sure: dict[Slot, int] = {}
    for at, one in enumerate(given):
        claims: dict[Slot, float] = defaultdict(float)
        for option, part in zip(one.options, parts[at], strict=True):
            if part > _NEGLIGIBLE:
                for slot in option.slots:
                    claims[slot] += part
        for slot, claim in claims.items():
            if claim > _SURE:
                sure[slot] = -1 if slot in sure else at
    found = []
    for at, one in enumerate(given):
        places, strong = [], []
        for place, (option, part) in enumerate(zip(one.options, parts[at], strict=True)):
            if part > _FAINT and option.slots:
                strong.append(place)
            elif option.slots and (
                part < _NEGLIGIBLE or any(sure.get(slot, at) != at for slot in option.slots)
            ):
                continue
            places.append(place)
        found.append(_Followed(tuple(places), frozenset(strong)))
    return found


def _alone(given: Given, kept: Sequence[int] | None = None) -> Weighed:
    weights: Sequence[float] = given.weights
    if kept is not None and len(kept) < len(weights):
        stay = set(kept)
        weights = [weight if place in stay else 0.0 for place, weight in enumerate(weights)]
    total, most = math.fsum(weights), max(weights)
    return Weighed(
        tuple(weight / total for weight in weights),
        tuple(weight / most for weight in weights),
        weights.index(most),
    )


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


_Step = tuple[int, int, float, int]
"""From one way of having used the orders (by number) to the next: way, option, weight, way.  The option _FREE
stands for all that shut out nothing."""
_FREE = -1


def _together(
    group: Sequence[int],
    given: Sequence[Given],
    followed: Sequence[_Followed],
    users: Mapping[Slot, list[int]],
    wholes: Mapping[Slot, int],
) -> list[Weighed]:
    last = {
        slot: users[slot][-1]
        for at in group
        for place in followed[at].claims
        for slot in given[at].options[place].slots
    }
    states: list[State] = [()]
    sums, bests = [1.0], [1.0]
    cut = False
    layers: list[_Layer] = []
    for at in group:
        one, claims = given[at], sorted(followed[at].claims)
        free = [place for place in followed[at].places if place not in followed[at].claims]
        # In units of all that is free, so that the numbers stay near 1.
        unit = math.fsum(one.weights[place] for place in free) or max(one.weights)
        free_best = max((one.weights[place] for place in free), default=0.0) / unit
        steps: list[_Step] = []
        numbers: dict[State, int] = {}
        for before, state in enumerate(states):
            used = dict(state)
            if free:
                same = numbers.setdefault(_open(used, last, at), len(numbers))
                steps.append((before, _FREE, 1.0, same))
            for place in claims:
                found = _use(used, one.options[place], one.amount, wholes)
                if found is not None:
                    number = numbers.setdefault(_open(found[0], last, at), len(numbers))
                    steps.append((before, place, one.weights[place] * found[1] / unit, number))
        new_sums, new_bests = [0.0] * len(numbers), [0.0] * len(numbers)
        for before, place, weight, after in steps:
            new_sums[after] += sums[before] * weight
            best = bests[before] * (free_best if place == _FREE else weight)
            new_bests[after] = max(new_bests[after], best)
        states = list(numbers)
        if len(states) > MOST_WAYS:
            cut = True
            kept = sorted(range(len(states)), key=lambda n: (-new_sums[n], states[n]))[:MOST_WAYS]
            number_of = {old: new for new, old in enumerate(kept)}
            steps = [(*step[:3], number_of[step[3]]) for step in steps if step[3] in number_of]
            states = [states[n] for n in kept]
            new_sums, new_bests = [new_sums[n] for n in kept], [new_bests[n] for n in kept]
        layers.append(_Layer(steps, sums, bests, free, unit, free_best))
        most, highest = max(new_sums), max(new_bests)
        sums, bests = [each / most for each in new_sums], [each / highest for each in new_bests]
    return _back(group, given, layers, len(states), cut)


class _Layer(NamedTuple):
    """The steps by one deposit, and what led to the ways before it."""

    steps: list[_Step]
    sums: list[float]
    bests: list[float]
    free: list[int]
    unit: float
    free_best: float


def _open(used: Mapping[Slot, int], last: Mapping[Slot, int], at: int) -> State:
    """What is used of the orders that deposits behind `at` could pay too."""
    return tuple(sorted((slot, paid) for slot, paid in used.items() if last[slot] > at))


def _use(
    used: dict[Slot, int], option: Option, amount: int, wholes: Mapping[Slot, int]
) -> tuple[dict[Slot, int], float] | None:
    """(what is used of the orders after it, how the weight changes); None where an order is paid already."""
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
    group: Sequence[int], given: Sequence[Given], layers: Sequence[_Layer], ways: int, cut: bool
) -> list[Weighed]:
    sums_behind, bests_behind = [1.0] * ways, [1.0] * ways
    behind = [bests_behind]
    found: list[Weighed] = []
    for at, layer in zip(reversed(group), reversed(layers), strict=True):
        weights = given[at].weights
        parts, best = [0.0] * len(weights), [0.0] * len(weights)
        free_part = free_best = 0.0
        sums_here, bests_here = [0.0] * len(layer.sums), [0.0] * len(layer.sums)
        for before, place, weight, after in layer.steps:
            sum_behind = weight * sums_behind[after]
            best_behind = (layer.free_best if place == _FREE else weight) * bests_behind[after]
            if place == _FREE:
                free_part += layer.sums[before] * sum_behind
                free_best = max(free_best, layer.bests[before] * best_behind)
            else:
                parts[place] += layer.sums[before] * sum_behind
                best[place] = max(best[place], layer.bests[before] * best_behind)
            sums_here[before] += sum_behind
            bests_here[before] = max(bests_here[before], best_behind)
        for place in layer.free:
            weight = weights[place] / layer.unit
            parts[place], best[place] = free_part * weight, free_best * weight / layer.free_best
        total, most = math.fsum(parts), max(best)
        found.append(Weighed(tuple(one / total for one in parts), tuple(one / most for one in best), 0, cut))
        most_sum, most_best = max(sums_here), max(bests_here)
        sums_behind = [one / most_sum for one in sums_here]
        bests_behind = [one / most_best for one in bests_here]
        behind.append(bests_behind)
    chosen = _best_of_all(group, given, layers, behind[::-1])
    return [one._replace(chosen=option) for one, option in zip(reversed(found), chosen, strict=True)]


def _best_of_all(
    group: Sequence[int],
    given: Sequence[Given],
    layers: Sequence[_Layer],
    behind: Sequence[Sequence[float]],
) -> list[int]:
    """The option of each deposit in the best whole assignment."""
    way = 0
    chosen = []
    for number, (at, layer) in enumerate(zip(group, layers, strict=True)):
        heaviest, option, after = -1.0, 0, 0
        for before, place, weight, next_way in layer.steps:
            worth = (layer.free_best if place == _FREE else weight) * behind[number + 1][next_way]
            if before == way and worth > heaviest:
                heaviest, option, after = worth, place, next_way
        if option == _FREE:
            option = max(layer.free, key=lambda place: given[at].weights[place])
        chosen.append(option)
        way = after
    return chosen
