"""Which way money went, where a statement has one column of amounts and writes no signs.

A bank's word for it is seldom just 입금 or 출금 (타행이체출금, 입금취소), and often it only says how
(자동이체).  Then the balances tell: each is the one before, plus or minus the line's amount.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tui.intake.cells import tidy
from tui.intake.statement_words import DIRECTIONS

_IN = re.compile(r"입금|입출|deposit|credit")
_OUT = re.compile(r"출금|인출|withdraw|debit")
_TAKEN_BACK = re.compile(r"취소|정정|cancel|revers")
_SURE_SHARE = 0.8


class Unsigned(NamedTuple):
    """Some lines of one file in its order.

    `ways` and `channels` are the cells that say in or out and how money came, None where the file has no such
    column; `before` is the balance of the line above the first, None where that is not known.
    """

    amounts: Sequence[int | None]
    ways: Sequence[str] | None
    channels: Sequence[str] | None
    balances: Sequence[int | None]
    before: int | None


def direction_of(text: str) -> int:
    """1 for a word of money that came in, -1 for one of money that went out, 0 where it says neither."""
    word = "".join(tidy(text).split()).casefold()
    if word in DIRECTIONS:
        return DIRECTIONS[word]
    came, went = _IN.search(word) is not None, _OUT.search(word) is not None
    return (came - went) * (-1 if _TAKEN_BACK.search(word) else 1)


def with_signs(lines: Unsigned) -> list[int | None]:
    """The amounts, negative for what went out; None where some went out and of this one nobody says."""
    said = _said(lines)
    shown = _shown_by_balances(lines)
    signs = [by_words or by_balance for by_words, by_balance in zip(said, shown, strict=True)]
    if -1 not in signs:
        return list(lines.amounts)
    return [
        sign * amount if amount and sign else None if amount else amount
        for sign, amount in zip(signs, lines.amounts, strict=True)
    ]


def _said(lines: Unsigned) -> list[int]:
    cells = lines.channels if lines.ways is None else lines.ways
    if cells is None:
        return [0] * len(lines.amounts)
    known = {cell: direction_of(cell) for cell in set(cells)}
    return [known[cell] for cell in cells]


def _shown_by_balances(lines: Unsigned) -> list[int]:
    """What the balances say of each line; nothing where they do not follow from line to line."""
    count = len(lines.amounts)
    forward = _steps([lines.before, *lines.balances], lines.amounts)
    backward = [-step for step in _steps([*lines.balances, None], lines.amounts)]
    best = max(forward, backward, key=_told)
    return best if count > 1 and _told(best) >= _SURE_SHARE * (count - 1) else [0] * count


def _told(steps: Sequence[int]) -> int:
    return sum(map(abs, steps))


def _steps(balances: Sequence[int | None], amounts: Sequence[int | None]) -> list[int]:
    """1 where the balance rises by the line's amount, -1 where it falls by it, 0 for anything else."""
    return [
        0
        if above is None or below is None or not amount or abs(below - above) != amount
        else 1
        if below > above
        else -1
        for (above, below), amount in zip(pairwise(balances), amounts, strict=True)
    ]
