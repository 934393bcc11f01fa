"""The tables that those who make contact are looked up in, see inbound.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from tui.domain.dates import today_in
from tui.domain.model import MINUTE, Millis
from tui.domain.quiet import minute_of_day
from tui.domain.search_columns import Column, Lines, squeezed

_QUARTER: Millis = 15 * MINUTE
"""Clocks differ from place to place by whole quarters of an hour."""


class PaidIn(NamedTuple):
    """A deposit; `words` are all that the bank wrote beside it."""

    at: Millis
    has_time: bool
    amount: int
    tail: str
    words: str


class Ordered(NamedTuple):
    """A pending order, or what a chat seems to have agreed on; `words` say what it is."""

    due_at: Millis | None
    has_time: bool
    amount: int | None
    words: str


class InboundRow(NamedTuple):
    """What somebody who has something coming can be recognised by.  Texts are cleaned ones."""

    id: int
    names: tuple[str, ...]
    paid: tuple[PaidIn, ...] = ()
    ordered: tuple[Ordered, ...] = ()
    answered: bool = False
    """Somebody has been recognised as this customer already."""

    @property
    def words(self) -> str:
        """All that stands beside their orders and deposits, as it is held and asked for."""
        return squeezed(" ".join([*(one.words for one in self.paid), *(one.words for one in self.ordered)]))


class Group(Collection[int]):
    """The ids of several entries of a table, in its state of before (but for the stale ones) and now."""

    __slots__ = ("_before", "_now", "_stale")

    def __init__(self, before: Sequence[Set[int]], now: Sequence[Set[int]], stale: Set[int]) -> None:
        self._before, self._now, self._stale = before, now, stale

    def __len__(self) -> int:
        return sum(map(len, self._before)) + sum(map(len, self._now))

    def __contains__(self, case_id: object) -> bool:
        if any(case_id in ids for ids in self._now):
            return True
        return case_id not in self._stale and any(case_id in ids for ids in self._before)

    def __iter__(self) -> Iterator[int]:
        for ids in self._now:
            yield from ids
        for ids in self._before:
            yield from (case_id for case_id in ids if case_id not in self._stale)


class Matching(Collection[int]):
    """Many: `some` of them, and whoever `fits`; about `size` in all."""

    __slots__ = ("_fits", "_rows", "_size", "_some")

    def __init__(
        self, some: Set[int], fits: Callable[[InboundRow], bool], rows: Mapping[int, InboundRow], size: int
    ) -> None:
        self._some, self._fits, self._rows, self._size = some, fits, rows, size

    def __len__(self) -> int:
        return max(self._size, len(self._some))

    def __contains__(self, case_id: object) -> bool:
        if case_id in self._some:
            return True
        row = self._rows.get(case_id) if isinstance(case_id, int) else None
        return row is not None and self._fits(row)

    def __iter__(self) -> Iterator[int]:
        return iter(self._some)


class Tables:
    """Amount, day, minute, tail, name and words → the ids of those who have it."""

    def __init__(self, rows: Iterable[InboundRow], zone: str) -> None:
        self._zone = zone
        self._quarters: dict[Millis, tuple[int, int]] = {}
        self._tables: defaultdict[str, defaultdict[int | str, set[int]]] = defaultdict(
            lambda: defaultdict(set)
        )
        tables = self._tables
        self._owners: list[int] = []
        words = Column()
        names: list[str] = []
        for row in rows:
            for name in row.names:
                plain = squeezed(name)
                tables["names"][plain].add(row.id)
                names.append(plain)
            for paid in row.paid:
                tables["amounts"][paid.amount].add(row.id)
                self._moment("paid", paid.at, paid.has_time, row.id)
                if paid.tail:
                    tables["tails"][paid.tail].add(row.id)
            for order in row.ordered:
                if order.amount is not None:
                    tables["amounts"][order.amount].add(row.id)
                if order.due_at is not None:
                    self._moment("due", order.due_at, order.has_time, row.id)
            said = row.words
            if said:
                words.add(said, len(self._owners))
                self._owners.append(row.id)
        self._words = Lines(words)
        self._names = "\n".join(names)

    def _moment(self, side: str, at: Millis, has_time: bool, case_id: int) -> None:
        quarter, rest = divmod(at, _QUARTER)
        known = self._quarters.get(quarter)
        if known is None:
            start = quarter * _QUARTER
            known = self._quarters[quarter] = (
                today_in(start, self._zone).toordinal(),
                minute_of_day(start, self._zone),
            )
        day, minute = known
        self._tables[f"{side}_days"][day].add(case_id)
        if has_time:
            self._tables[f"{side}_minutes"][minute + rest // MINUTE].add(case_id)

    def of(self, table: str, keys: Iterable[int | str]) -> tuple[Set[int], ...]:
        """The entries of `table` under these keys, those there are."""
        entries = self._tables.get(table)
        return () if entries is None else tuple(entries[key] for key in keys if key in entries)

    def worded(self, word: str) -> Iterator[int]:
        """Those whose order or deposit has the word beside it."""
        return (self._owners[line] for line in self._words.holding(word))

    def count(self, word: str) -> int:
        """About how many those are."""
        return self._words.text.count(word)

    def named(self, word: str) -> int:
        """About how many names hold the word."""
        return self._names.count(word)
