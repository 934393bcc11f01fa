"""The order of a lane, in two arrays of 64-bit integers: 100,000 cases are 1.6 MB."""

from __future__ import annotations

from array import array
from bisect import bisect_left


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
        position = self.index(case_id)
        if position is None:
            return False
        del self._keys[position], self._ids[position]
        return True

    def place(self, case_id: int, key: int) -> None:
        """Adds a case that is not in the lane."""
        position = bisect_left(self._keys, key)
        # Among equal keys the ids keep their order, so that all terminals show the same list.
        while position < len(self._ids) and self._keys[position] == key and self._ids[position] < case_id:
            position += 1
        self._keys.insert(position, key)
        self._ids.insert(position, case_id)
