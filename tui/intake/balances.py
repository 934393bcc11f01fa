"""The balances of a statement check its lines: each is the one before, plus or minus the line's amount.

Lines may be sorted either way.  Lines of the same moment may stand in any order: they are one step from a
balance to another, along which every line must be passed once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

OLDEST_FIRST, NEWEST_FIRST = 1, -1
_HOPELESS_SHARE = 0.3
_HOPELESS_COUNT = 3
_FEWEST_LINKS = 3
_SURE_SHARE = 0.8
_MOST_COLUMNS = 10


class Line(NamedTuple):
    """A line with a balance: its row, its moment, what it brought (won, negative for outgoing)."""

    row: int
    at: int
    amount: int
    balance: int


class Gap(NamedTuple):
    """Between the line `row` and the one above it in the file.  `before` and `after` are in time."""

    row: int
    before: int
    after: int


Steps = dict[int, frozenset[int]]
"""The balance that a group of lines may begin with → those it may then end with."""


class Chain:
    """Follows the balances of one account through a file, block by block."""

    def __init__(self) -> None:
        self._order = 0
        self._lines: list[Line] = []
        self._checked = 0
        self._hopeless = False

    def follow(self, lines: list[Line]) -> list[Gap]:
        """The gaps among these lines and towards those before, as far as they can be told by now.

        The last moment's lines are judged when the next ones, or the end, are known.
        """
        if self._hopeless or not lines:
            return []
        every = self._lines + lines
        if not self._order:
            self._order = order_of(every)
        last, start = every[-1].at, len(every)
        while start and every[start - 1].at == last:
            start -= 1
        if not start:
            self._lines = every
            return []
        before = start
        while before and every[before - 1].at == every[start - 1].at:
            before -= 1
        gaps = self._gaps(every[:start], self._checked)
        self._lines, self._checked = every[before:], start - before
        return gaps

    def end(self) -> list[Gap]:
        """The gaps that are still open; the next line begins a new chain."""
        lines, checked = self._lines, self._checked
        self._lines, self._checked = [], 0
        if self._hopeless or not lines:
            return []
        self._order = self._order or order_of(lines)
        return self._gaps(lines, checked)

    def _gaps(self, lines: list[Line], checked: int) -> list[Gap]:
        """The gaps among whole groups of lines; the first `checked` lines are only what the rest follows."""
        if _fits(lines, self._order) == len(lines) - 1:
            return []
        gaps = [
            gap for gap in self._by_groups(lines) if gap.row not in {line.row for line in lines[:checked]}
        ]
        if len(gaps) > _HOPELESS_COUNT and len(gaps) > _HOPELESS_SHARE * len(lines):
            # No chain at all: several accounts mixed, or a column that is no balance.
            self._hopeless = True
            return []
        return gaps

    def _by_groups(self, lines: list[Line]) -> Iterable[Gap]:
        groups = [list(group) for _, group in groupby(lines, key=lambda line: line.at)]
        if self._order == NEWEST_FIRST:
            groups.reverse()
        ends: frozenset[int] | None = None
        earlier: list[Line] = []
        for group in groups:
            steps = _steps(group)
            if steps is None:
                yield from self._inside(group)
                first, last = (group[0], group[-1]) if self._order > 0 else (group[-1], group[0])
                steps = {first.balance - first.amount: frozenset((last.balance,))}
            reached = [to for start, to in steps.items() if ends is None or start in ends]
            if not reached and earlier and earlier[-1].at <= group[0].at:
                # Where time runs backwards another stretch begins: an account or page put behind the first.
                yield self._gap(earlier, group)
            ends = frozenset[int]().union(*(reached or steps.values()))
            earlier = group

    def _gap(self, earlier: list[Line], later: list[Line]) -> Gap:
        if self._order > 0:
            return Gap(later[0].row, earlier[-1].balance, later[0].balance)
        return Gap(earlier[0].row, earlier[0].balance, later[-1].balance)

    def _inside(self, group: list[Line]) -> Iterable[Gap]:
        """Between lines of one moment that no order joins: where the file's order breaks."""
        for above, below in pairwise(group):
            earlier, later = (above, below) if self._order > 0 else (below, above)
            if later.balance - later.amount != earlier.balance:
                yield Gap(below.row, earlier.balance, later.balance)


def _steps(group: list[Line]) -> Steps | None:
    """From which balance to which the lines of one moment lead, in whatever order; None if in none.

    Each line leads from one balance to another; all can be passed once if they hang together and at most
    two balances are left more often than entered, or the other way round.
    """
    if len(group) == 1:
        line = group[0]
        return {line.balance - line.amount: frozenset((line.balance,))}
    surplus: Counter[int] = Counter()
    root: dict[int, int] = {}

    def find(balance: int) -> int:
        while root.setdefault(balance, balance) != balance:
            root[balance] = root[root[balance]]  # a shorter way for the next who asks
            balance = root[balance]
        return balance

    for line in group:
        start = line.balance - line.amount
        surplus[line.balance] += 1
        surplus[start] -= 1
        root[find(start)] = find(line.balance)
    if len({find(balance) for balance in list(root)}) > 1:
        return None
    uneven = {balance: count for balance, count in surplus.items() if count}
    if not uneven:
        return {balance: frozenset((balance,)) for balance in root}
    if sorted(uneven.values()) != [-1, 1]:
        return None
    start, end = sorted(uneven, key=lambda balance: uneven[balance])
    return {start: frozenset((end,))}


def order_of(lines: Sequence[Line]) -> int:
    """OLDEST_FIRST or NEWEST_FIRST, by the balances, else by time; 0 where neither says."""
    forward, backward = _fits(lines, OLDEST_FIRST), _fits(lines, NEWEST_FIRST)
    if forward != backward:
        return OLDEST_FIRST if forward > backward else NEWEST_FIRST
    first, last = lines[0].at, lines[-1].at
    return 0 if first == last else OLDEST_FIRST if first < last else NEWEST_FIRST


def _fits(lines: Sequence[Line], order: int) -> int:
    """How many lines follow from the one above them."""
    if order >= 0:
        return sum(later.balance - later.amount == earlier.balance for earlier, later in pairwise(lines))
    return sum(later.balance - later.amount == earlier.balance for later, earlier in pairwise(lines))


class Found(NamedTuple):
    """Columns that check each other; `paid_in` and `paid_out` are -1 where `signed` is the one amount."""

    balance: int
    paid_in: int
    paid_out: int
    signed: int
    links: int


def find_balances(columns: Sequence[Sequence[int | None]]) -> Found | None:
    """Which of some columns of amounts (None for a cell without one) are the balance and what changes it.

    Every column is tried as balance, every other as signed amount, every two as money in and out, in either
    order of time.  None where nothing fits often enough.
    """
    count = len(columns[0]) if columns else 0
    usable = [at for at, cells in enumerate(columns) if any(cells) and len(set(cells)) > 1][:_MOST_COLUMNS]
    best: tuple[int, Found] | None = None
    for balance in usable:
        if sum(cell is not None for cell in columns[balance]) * 10 < count * 9:
            continue
        for signed, amounts in _changes(columns, usable, balance):
            lines = [
                Line(at, 0, amount, left)
                for at, (amount, left) in enumerate(zip(amounts, columns[balance], strict=True))
                if left is not None and amount
            ]
            links = len(lines) - 1
            fits = max(_fits(lines, OLDEST_FIRST), _fits(lines, NEWEST_FIRST))
            if links < _FEWEST_LINKS or fits < _SURE_SHARE * links:
                continue
            if best is None or fits > best[0]:
                best = fits, Found(balance, *signed, links)
    return best[1] if best is not None else None


def _changes(
    columns: Sequence[Sequence[int | None]], usable: list[int], balance: int
) -> Iterable[tuple[tuple[int, int, int], list[int]]]:
    others = [at for at in usable if at != balance]
    for at in others:
        yield (-1, -1, at), [cell or 0 for cell in columns[at]]
        for other in others:
            both = list(zip(columns[at], columns[other], strict=True))
            if other != at and not any(paid_in and paid_out for paid_in, paid_out in both):
                yield (at, other, -1), [(paid_in or 0) - (paid_out or 0) for paid_in, paid_out in both]
