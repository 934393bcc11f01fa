"""Where to look for whoever may have paid a deposit, so that not everybody is held against everything."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tui.domain.matching_facts import Party
from tui.domain.matching_names import MASK, SHORTEST_CUT, Payer, fits_mask, plain
from tui.domain.model import DAY, Millis
from tui.domain.names import NameShares
from tui.domain.words import OrderStatus

_DAYS_EITHER_SIDE = 15
_NEAREST = 16
"""So many orders of one amount are looked at for a deposit in a name nobody bears.  Where there are more,
none of them is likelier than one in so many."""
_SLIPPED = 40
_MOST = 400
"""More bearers of one name than this are told apart by nothing but what each of them has open."""


Places = tuple[int, ...]


class Found(NamedTuple):
    """Indexes of parties to look at closely, and how many bear the name."""

    parties: set[int]
    bearers: int


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
            if MASK not in name:
                self.open_by_name.setdefault(name, []).append(at)
        for order in party.orders:
            when = order.ordered_at if order.ordered_at is not None else order.due_at
            if order.amount is not None and order.status is not OrderStatus.CANCELLED:
                by_amount[order.amount].append((when or 0, at))
        for said in party.said:
            if said.amount is not None:
                by_amount[said.amount].append((said.at, at))

    def look(self, payer: Payer, tail: str, amount: int, at: Millis) -> Found:
        """Whoever may have paid: by name in any of its forms, by the end of the number, by the amount."""
        bearers = set(self._bearers(payer))
        found = set(self._some(bearers))
        for name in payer.slips:
            if name in self.open_by_name:
                found.update(self.open_by_name[name][:_SLIPPED])
        if not bearers:
            for name in payer.slips:
                if name in self.by_name and len(found) < _SLIPPED:
                    found.update(self.by_name[name][:_SLIPPED])
        for name in payer.inside:
            found.update(self._some(self.by_name.get(name, ())))
        if len(tail) == 4:
            found.update(self.by_tail.get(tail, ()))
        found.update(self._of_amount(amount, at))
        return Found(found, len(bearers))

    def _some(self, bearers: Iterable[int]) -> Iterable[int]:
        return sorted(bearers)[:_MOST]

    def _bearers(self, payer: Payer) -> Iterator[int]:
        """Those whose name is the depositor's wherever both can be read."""
        name = payer.name
        if not name:
            return
        if payer.masked:
            for other in self._hidden(name):
                yield from self.by_name[other]
        else:
            yield from self.by_name.get(name, ())
        for places, shown in self._masks.get(len(name), {}).items():
            for other in shown.get(_without(name, places), ()):
                if fits_mask(name, other):
                    yield from self._masked[other]
        if len(name) >= SHORTEST_CUT:
            place = bisect_left(self._long, name)
            while place < len(self._long) and self._long[place].startswith(name):
                yield from self.by_name[self._long[place]]
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

    def _of_amount(self, amount: int, at: Millis) -> Iterable[int]:
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


def _names(party: Party) -> tuple[str, ...]:
    """The party's names and those on their orders, each once, as they are compared."""
    if len(party.names) == 1 and not party.orders:
        name = plain(party.names[0])
        return (name,) if name else ()
    names = [plain(name) for name in (*party.names, *(order.name for order in party.orders)) if name]
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
