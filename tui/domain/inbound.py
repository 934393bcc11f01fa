"""Who made contact: deposits and cases ranked by what somebody says, while it is still being typed.

Each piece of what was said (inbound_words.py) is evidence for those it fits, and says the more the fewer
they are; what fits several pieces adds up.  Names, numbers and handles are looked up in the index of Find,
amounts, days and times in tables made once.
"""

from __future__ import annotations

import math
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable
from itertools import islice
from typing import NamedTuple

from tui.domain.dates import today_in
from tui.domain.inbound_tables import Group, InboundRow, Matching, Tables
from tui.domain.inbound_words import (
    AtTime,
    Meaning,
    Money,
    OnDate,
    OnWeekday,
    Piece,
    Side,
    Spelled,
    pieces_in,
)
from tui.domain.model import Millis
from tui.domain.names import slips
from tui.domain.search import FindIndex, FoundBy
from tui.domain.search_columns import sounds, squeezed


class Evidence(NamedTuple):
    """`code` says what of the case fits (CODES); `said` is the piece of text that does."""

    code: str
    said: str


class Ranked(NamedTuple):
    id: int
    score: float
    why: tuple[Evidence, ...]


CODES = (*FoundBy, "near_name", "tail", "paid_days", "due_days", "paid_minutes", "due_minutes", "words")

_WEEKS = 2
"""Weeks back in which a deposit, and ahead in which a pick-up, is meant by a weekday."""
_NEAR_MINUTES = 10
_FEW = 1_000
"""A piece that fits more than this finds nobody by itself: it only adds to what others have found."""
_MOST_HITS = 200
_MOST_KEPT = 64
_FEWEST = 200
"""As many as there are taken to be at least, so that in a small shop one amount says something too."""
_NEAR_NAME, _WORDS = 0.5, 0.6
"""What a name nearly right, and a word of what was ordered, count: several such words, which belong together
and many order, weigh no more than a name that only one bears."""
_ANSWERED = 1.5
"""By how much somebody recognised already stands behind those who are not."""
_MOST_LATE = 500


class _Found(NamedTuple):
    """Those whom one meaning fits, of one code; `share` of its full weight counts."""

    code: str
    ids: Collection[int]
    share: float = 1.0


class InboundIndex:
    """Customers with something coming, by what they may say of it.  Not for several threads at once.

    What changed since it was made stands in small tables of its own.
    """

    def __init__(self, find: FindIndex, rows: Iterable[InboundRow], zone: str) -> None:
        self.find = find
        self._zone = zone
        self._rows = {row.id: row for row in rows}
        self._base = Tables(self._rows.values(), zone)
        self._late: dict[int, InboundRow] = {}
        self._late_tables = Tables((), zone)
        self._stale: set[int] = set()
        self._known: OrderedDict[tuple[Piece, int], tuple[_Found, ...]] = OrderedDict()

    def put(self, rows: Iterable[InboundRow], changed: Iterable[int]) -> None:
        """Takes over what changed: `rows` are those of `changed` that still have something coming."""
        changed = set(changed)
        self._stale |= changed
        for case_id in changed:
            self._rows.pop(case_id, None)
            self._late.pop(case_id, None)
        for row in rows:
            self._rows[row.id] = self._late[row.id] = row
        if len(self._stale) > _MOST_LATE:
            self._base = Tables(self._rows.values(), self._zone)
            self._late.clear()
            self._stale.clear()
        self._late_tables = Tables(self._late.values(), self._zone)
        self._known.clear()

    def rank(self, text: str, now: Millis, limit: int = 200) -> list[Ranked]:
        """At most `limit` cases for what was said, the best first, with why.  Never raises for any text."""
        today = today_in(now, self._zone).toordinal()
        evidence = [(piece, self._fitting(piece, today)) for piece in pieces_in(text, now, self._zone)]
        candidates = _candidates([found for _, each in evidence for found in each])
        total = max(len(self._rows), _FEWEST)
        scores: defaultdict[int, float] = defaultdict(float)
        why: defaultdict[int, list[Evidence]] = defaultdict(list)
        for piece, each in evidence:
            best: dict[int, tuple[float, str]] = {}
            for found in each:
                weight = found.share * max(0.2, math.log2((total + 1) / (len(found.ids) + 1)))
                for case_id in candidates:
                    if case_id in found.ids and weight > best.get(case_id, (0.0, ""))[0]:
                        best[case_id] = weight, found.code
            for case_id, (weight, code) in best.items():
                scores[case_id] += weight
                why[case_id].append(Evidence(code, piece.said))
        ranked = sorted(scores, key=lambda case_id: self._place(case_id, scores[case_id], now))
        return [Ranked(case_id, scores[case_id], tuple(why[case_id])) for case_id in ranked[:limit]]

    def _place(self, case_id: int, score: float, now: Millis) -> tuple[float, float, int]:
        """Better first; of equals those nobody has recognised yet, then whose moment is nearest."""
        row = self._rows.get(case_id)
        if row is None:
            return -round(score - _ANSWERED, 6), math.inf, case_id
        moments = [abs(now - paid.at) for paid in row.paid]
        moments += [abs(order.due_at - now) for order in row.ordered if order.due_at is not None]
        return -round(score - _ANSWERED * row.answered, 6), min(moments, default=math.inf), case_id

    def _fitting(self, piece: Piece, today: int) -> tuple[_Found, ...]:
        """Whom each meaning of a piece fits.  Kept, since of what is typed only the last word changes."""
        known = self._known.get((piece, today))
        if known is None:
            found = (one for meaning in piece.meanings for one in self._of(meaning, today))
            known = self._known[piece, today] = tuple(one for one in found if len(one.ids))
            if len(self._known) > _MOST_KEPT:
                self._known.popitem(last=False)
        return known

    def _of(self, meaning: Meaning, today: int) -> Iterable[_Found]:
        match meaning:
            case Money(won):
                yield _Found(FoundBy.AMOUNT, self._group("amounts", (won,)))
            case OnDate(day, side):
                yield from self._sides(side, (day,), (day,), "days")
            case OnWeekday(weekday, side):
                last = today - (today - weekday - _MONDAY) % 7
                before = [last - 7 * week for week in range(_WEEKS + 1)]
                ahead = [last + 7 * week for week in range(_WEEKS + 1) if last + 7 * week >= today]
                yield from self._sides(side, before, ahead, "days")
            case AtTime(minute, side):
                near = sorted(
                    range(minute - _NEAR_MINUTES, minute + _NEAR_MINUTES + 1),
                    key=lambda one: abs(one - minute),
                )
                yield from self._sides(side, near, near, "minutes")
            case Spelled(word):
                yield from self._spelled(word)

    def _group(self, table: str, keys: Iterable[int | str]) -> Group:
        keys = tuple(keys)
        return Group(self._base.of(table, keys), self._late_tables.of(table, keys), self._stale)

    def _sides(self, side: Side, paid: Iterable[int], due: Iterable[int], table: str) -> Iterable[_Found]:
        if side is not Side.DUE:
            yield _Found(f"paid_{table}", self._group(f"paid_{table}", paid))
        if side is not Side.PAID:
            yield _Found(f"due_{table}", self._group(f"due_{table}", due))

    def _spelled(self, word: str) -> Iterable[_Found]:
        hits = self.find.find(word, _MOST_HITS)
        by_code: defaultdict[str, set[int]] = defaultdict(set)
        for hit in hits:
            by_code[hit.why].add(hit.id)
        plain = squeezed(word)
        if len(hits) >= _MOST_HITS and not plain.startswith("@"):
            # More than were given: whoever else is found is held against the name itself.
            pattern = sounds(plain)
            size = max(_FEW, self._base.named(plain))
            yield _Found(
                FoundBy.NAME,
                Matching(
                    by_code.pop(FoundBy.NAME, set()) | by_code.pop(FoundBy.DEPOSITOR, set()),
                    lambda row: any(pattern.search(squeezed(name)) for name in row.names),
                    self._rows,
                    size,
                ),
            )
        for code, ids in by_code.items():
            yield _Found(code, ids)
        if plain.isdecimal():
            yield _Found("tail", self._group("tails", (plain,)))
            return
        if not hits and not plain.startswith("@"):
            yield _Found("near_name", self._group("names", slips(plain)), _NEAR_NAME)
        if len(plain) > 1:
            yield _Found("words", self._worded(plain), _WORDS)

    def _worded(self, word: str) -> Collection[int]:
        """Those whose order or deposit has the word beside it."""
        few = [*islice(self._base.worded(word), _FEW + 1)]
        late = [*self._late_tables.worded(word)]
        if len(few) <= _FEW:
            return {*(case_id for case_id in few if case_id not in self._stale), *late}
        return Matching(
            {*few[:_FEW], *late}, lambda row: word in row.words, self._rows, self._base.count(word)
        )


_MONDAY = 1
"""The ordinal of a Monday."""


def _candidates(evidence: list[_Found]) -> set[int]:
    """All whom a piece that says something fits; where all fit many, some of those whom the rarest fits."""
    few = [found.ids for found in evidence if len(found.ids) <= _FEW]
    if few:
        return set().union(*few)
    rarest = min((found.ids for found in evidence), key=len, default=())
    return set(islice(rarest, _FEW))
