"""Where to look for whoever may have paid a deposit, so that not everybody is held against everything."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from tui.domain.masks import MASK
from tui.domain.matching_facts import Party
from tui.domain.matching_names import SHORTEST_CUT, Payer, fits_mask, plain, turned
from tui.domain.model import DAY, Millis
from tui.domain.names import NameShares, has_syllables, holes, syllable_slips
from tui.domain.words import OrderStatus

_DAYS_EITHER_SIDE = 15
_NEAREST = 12
"""So many orders of one amount are looked at for a deposit in a name nobody bears.  Where there are more,
none of them is likelier than one in so many."""
_SLIPPED = 40
_ALIKE, _SOME = 8, 2
"""Bearers of one name of whom nothing else is known are looked at one by one up to so many; of more, some."""


Places = tuple[int, ...]


class Found(NamedTuple):
    """Places of parties to look at closely, how many bear the name in all, and for each name that they bear
    (masked or not) how many more there are of whom nothing else is known."""

    parties: set[int]
    bearers: int
    crowd: tuple[tuple[str, int], ...]


class Index:
    """Built once; parties are known by their place in the list."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self.names: list[tuple[str, ...]] = []
        self.tails: list[tuple[str, ...]] = []
        self.by_name: dict[str, list[int]] = {}
        self.open_by_name: dict[str, list[int]] = {}
        self.by_tail: dict[str, list[int]] = {}
        self._masked: dict[str, list[int]] = {}
        by_amount: dict[int, list[tuple[Millis, int]]] = defaultdict(list)
        for at, party in enumerate(parties):
            names = _names(party)
            tails = _tails(party.phones)
            self.names.append(names)
            self.tails.append(tails)
            for name in names:
                (self._masked if MASK in name else self.by_name).setdefault(name, []).append(at)
            for tail in tails:
                self.by_tail.setdefault(tail, []).append(at)
            if party.orders or party.said:
                self._open(at, party, names, by_amount)
        self._amounts = {
            amount: ([one[0] for one in found], [one[1] for one in found])
            for amount, found in ((amount, sorted(found)) for amount, found in by_amount.items())
        }
        self._masks: dict[int, dict[Places, dict[str, list[str]]]] = {}
        for name in self._masked:
            places = _hidden_places(name)
            shown = self._masks.setdefault(len(name), {}).setdefault(places, {})
            shown.setdefault(_without(name, places), []).append(name)
        self._whole: dict[tuple[int, Places], dict[str, list[str]]] = {}
        self._long = sorted(name for name in self.by_name if len(name) > SHORTEST_CUT)
        self.shares = NameShares(names[0] for names in self.names if names and MASK not in names[0])

    def _open(
        self,
        at: int,
        party: Party,
        names: tuple[str, ...],
        by_amount: dict[int, list[tuple[Millis, int]]],
    ) -> None:
        for name in names:
            self.open_by_name.setdefault(name, []).append(at)
        for order in party.orders:
            when = order.ordered_at if order.ordered_at is not None else order.due_at
            if order.amount is not None and order.status is not OrderStatus.CANCELLED:
                by_amount[order.amount].append((when or 0, at))
        for said in party.said:
            if said.amount is not None:
                by_amount[said.amount].append((said.at, at))

    def look(self, payer: Payer, tail: str) -> Found:
        """Whoever may have paid by the name as it is written, or by the end of the number."""
        found: set[int] = set()
        if len(tail) == 4:
            found.update(self.by_tail.get(tail, ()))
        count = 0
        crowd = []
        for name, bearers in self._bearers(payer):
            count += len(bearers)
            # A name that is hidden in part fits very many people: a few of them are looked at in all.
            most = max(0, _ALIKE - len(found)) if payer.masked else _ALIKE
            found.update(self._some(name, bearers, tail, most))
            if len(bearers) > most:
                alike = sum(bearer not in found for bearer in bearers)
                if alike:
                    crowd.append((name, alike))
        for name in payer.inside:
            found.update(self._some(name, self.by_name.get(name, []), tail, _ALIKE))
        return Found(found, count, tuple(crowd))

    def _some(self, name: str, bearers: list[int], tail: str, most: int) -> Iterable[int]:
        """Of those who bear a name, those of whom more is known, and some others; all up to `most`."""
        if len(bearers) <= most:
            return bearers
        some = [*bearers[: min(_SOME, most)], *self.open_by_name.get(name, ())]
        if tail:
            some += [place for place in bearers if any(one.endswith(tail) for one in self.tails[place])]
        return some

    def _bearers(self, payer: Payer) -> Iterator[tuple[str, list[int]]]:
        """Names that are the depositor's wherever both can be read, with those who bear them."""
        name = payer.name
        if not name:
            return
        if payer.masked:
            yield from ((other, self.by_name[other]) for other in self._hidden(name))
        elif name in self.by_name:
            yield name, self.by_name[name]
        for places, shown in self._masks.get(len(name), {}).items():
            for other in shown.get(_without(name, places), ()):
                if not payer.masked or fits_mask(name, other):
                    yield other, self._masked[other]
        if len(name) >= SHORTEST_CUT:
            place = bisect_left(self._long, name)
            while place < len(self._long) and self._long[place].startswith(name):
                if self._long[place] != name:
                    yield self._long[place], self.by_name[self._long[place]]
                place += 1

    def _hidden(self, name: str) -> Iterable[str]:
        """Names shown whole that fit a masked one."""
        places = _hidden_places(name)
        shown = self._whole.get((len(name), places))
        if shown is None:
            shown = defaultdict(list)
            for other in self.by_name:
                if len(other) == len(name):
                    shown[_without(other, places)].append(other)
            self._whole[len(name), places] = shown
        return shown.get(_without(name, places), ())

    def slipped(self, payer: Payer, bearers: int) -> set[int]:
        """Those with something open whose name is one slip away; anybody where nobody has the name."""
        found: set[int] = set()
        for name in _one_slip_away(payer, self.open_by_name, self._open_by_hole):
            found.update(self.open_by_name[name][:_SLIPPED])
        if not bearers:
            for name in sorted(_one_slip_away(payer, self.by_name, self._by_hole))[:_SLIPPED]:
                found.update(self.by_name[name][:_ALIKE])
        return found

    @cached_property
    def _open_by_hole(self) -> dict[str, list[str]]:
        return _by_hole(self.open_by_name)

    @cached_property
    def _by_hole(self) -> dict[str, list[str]]:
        return _by_hole(self.by_name)

    def of_amount(self, amount: int, at: Millis) -> Sequence[int]:
        """Those with an order of just this amount, nearest in time."""
        if amount not in self._amounts:
            return ()
        times, parties = self._amounts[amount]
        first = bisect_left(times, at - _DAYS_EITHER_SIDE * DAY)
        last = bisect_right(times, at + _DAYS_EITHER_SIDE * DAY)
        if last - first <= _NEAREST:
            return parties[first:last]
        middle = bisect_left(times, at, first, last)
        first = max(first, min(middle - _NEAREST // 2, last - _NEAREST))
        return parties[first : first + _NEAREST]


def _by_hole(names: Iterable[str]) -> dict[str, list[str]]:
    """Names in syllables by what is left of them without one, so that those alike are found at once."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        if has_syllables(name):
            for hole in holes(name):
                found[hole].append(name)
    return found


def _one_slip_away(payer: Payer, names: dict[str, list[int]], by_hole: dict[str, list[str]]) -> Iterable[str]:
    if not payer.in_syllables:
        return payer.latin_slips.keys() & names.keys()
    written = payer.name
    found: list[str] = []
    for at, hole in enumerate(holes(written)):
        near = by_hole.get(hole)
        if near:
            slipped = syllable_slips(written[at])
            found += [name for name in near if name[at] in slipped]
    return found


def _names(party: Party) -> tuple[str, ...]:
    """The party's names and those on their orders, each once, as they are compared."""
    if len(party.names) == 1 and not party.orders:
        name = party.names[0]
        first = plain(name)
        return tuple(dict.fromkeys((first, *turned(name)))) if first else ()
    written = [name for name in (*party.names, *(order.name for order in party.orders)) if name]
    names = [*map(plain, written), *(other for name in written for other in turned(name))]
    return tuple(dict.fromkeys(name for name in names if name))


def _hidden_places(name: str) -> Places:
    return tuple(place for place, character in enumerate(name) if character == MASK)


def _without(name: str, places: Places) -> str:
    return "".join(character for place, character in enumerate(name) if place not in places)


def _tails(phones: tuple[str, ...]) -> tuple[str, ...]:
    """The last four digits of each number."""
    if len(phones) == 1:
        tail = phones[0][-4:]
        return (tail,) if len(tail) == 4 and tail.isascii() and tail.isdigit() else ()
    tails = (phone[-4:] for phone in phones)
    return tuple(
        dict.fromkeys(tail for tail in tails if len(tail) == 4 and tail.isascii() and tail.isdigit())
    )
