"""The order of a lane, in two arrays of 64-bit integers: 100,000 cases are 1.6 MB."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Set


class LaneOrder:
    """Cases of one lane by ascending sort key; what the keys mean is the store's business."""

    def __init__(self, keys: array[int] | None = None, ids: array[int] | None = None) -> None:
        self._keys: array[int] = keys if keys is not None else array("q")
        self._ids: array[int] = ids if ids is not None else array("q")

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, index: int) -> int:
        """The id of the case at `index`, from 0."""
        if index < 0:
            raise IndexError(index)
        return self._ids[index]

    def window(self, first: int, count: int) -> list[int]:
        """The ids from `first` on, at most `count`."""
        return self._ids[max(first, 0) : max(first + count, 0)].tolist()

    def index(self, case_id: int) -> int | None:
        """Where a case stands; None if it is not in this lane."""
        try:
            return self._ids.index(case_id)
        except ValueError:
            return None

    def remove(self, case_id: int) -> bool:
        return self.change({case_id})

    def place(self, case_id: int, key: int) -> None:
        """Adds a case that is not in the lane."""
        self.change(frozenset(), [(key, case_id)])

    def change(self, gone: Set[int], come: Iterable[tuple[int, int]] = ()) -> bool:
        """Takes out those of `gone` that are here, then adds `come`: the (key, id) of cases that are not.

        Whether anything changed.  One pass over the lane, however many they are.
        """
        places = self._places(gone) if gone else []
        if places:
            self._keys, self._ids = _without(self._keys, places), _without(self._ids, places)
        added = sorted(come)
        if added:
            before = [self._place_of(key, case_id) for key, case_id in added]
            self._keys = _with(self._keys, before, [key for key, _ in added])
            self._ids = _with(self._ids, before, [case_id for _, case_id in added])
        return bool(places or added)

    def _places(self, wanted: Set[int]) -> list[int]:
        """Where the cases of `wanted` stand, from the front; no step in Python for any other case."""
        here = bytes(map(wanted.__contains__, self._ids))
        places = []
        place = here.find(1)
        while place >= 0:
            places.append(place)
            place = here.find(1, place + 1)
        return places

    def _place_of(self, key: int, case_id: int) -> int:
        # Among equal keys the ids keep their order, so that all terminals show the same list.
        first = bisect_left(self._keys, key)
        return bisect_left(self._ids, case_id, first, bisect_right(self._keys, key, first))


def _without(values: array[int], places: list[int]) -> array[int]:
    kept, start = array("q"), 0
    for place in places:
        kept += values[start:place]
        start = place + 1
    return kept + values[start:]


def _with(values: array[int], places: list[int], added: list[int]) -> array[int]:
    """`added[i]` goes before what stood at `places[i]`, which ascend."""
    whole, start = array("q"), 0
    for place, value in zip(places, added, strict=True):
        whole += values[start:place]
        whole.append(value)
        start = place
    return whole + values[start:]
