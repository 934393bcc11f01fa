"""Whether a depositor's name can be a customer's name, in which way, and what that weighs."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple

from tui.domain.depositor_heads import behind_purpose
from tui.domain.depositor_words import DOUBLE_SURNAMES
from tui.domain.depositors import read_depositor
from tui.domain.identity import fold_name
from tui.domain.masks import MASK, with_stars
from tui.domain.matching_weights import CUT, EXACT, INSIDE, MASKED, NAMELESS, OTHER, SLIP
from tui.domain.model import Deposit, Millis
from tui.domain.names import NameShares, has_syllables, is_hangul, latin_slips, parted, slip_chance

SHORTEST_CUT = 5
"""Banks cut names at five to eight characters."""
_DAYS_BEFORE, _DAYS_AHEAD = 3, 62
_MOST_WORDS = 4
_LAST_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)|(?<=-)\d{4}(?!\d)")

_LATIN_START = re.compile(r"[a-z]{5,}(?=[^a-z])")


def plain(name: str) -> str:
    """A name as it is compared: without what stands behind it, spaces, case and 님; masks as "*"."""
    if len(name) == 3 and is_hangul(name):
        return name
    read = read_depositor(name)
    return with_stars(fold_name((read.payer if read.person else "") or name))


def turned(name: str) -> tuple[str, ...]:
    """A Latin name of several words as a bank that puts the surname first, or last, writes it; as `plain`."""
    words = name.split() if name.isascii() else []
    if not 2 <= len(words) <= _MOST_WORDS:
        return ()
    return tuple({plain("".join(words[-1:] + words[:-1])), plain("".join(words[1:] + words[:1]))})


def payer_of(deposit: Deposit) -> str:
    """The name to look for; that in the memo where the bank gives only an app's."""
    name = deposit.payer
    if not name and deposit.depositor:
        name = read_depositor(deposit.depositor).payer
    if not name and deposit.memo:
        read = read_depositor(deposit.memo)
        name = read.payer if read.person else ""
    return plain(name) if name else ""


def tail_of(deposit: Deposit) -> str:
    """The digits that may be the end of a number: behind the name, else four that stand alone in the memo."""
    if deposit.tail or not deposit.memo:
        return deposit.tail if deposit.tail.isascii() and deposit.tail.isdigit() else ""
    alone = _LAST_DIGITS.findall(deposit.memo)
    return alone[-1] if len(alone) == 1 else ""


def may_be_day(tail: str, at: Millis) -> bool:
    """Whether four digits behind a name are perhaps no end of a number but a day near the deposit: "1015"."""
    if len(tail) != 4 or not ("01" <= tail[:2] <= "12" and "01" <= tail[2:] <= "31"):
        return False
    paid = datetime.fromtimestamp(at / 1000, UTC)
    ahead = (int(tail[:2]) - paid.month) % 12 * 31 + int(tail[2:]) - paid.day
    return -_DAYS_BEFORE <= ahead <= _DAYS_AHEAD


class Likeness(NamedTuple):
    """How a depositor's name and a customer's fit.  `code` is a reason's, "" where no name is known on
    either side; `name` the customer's name that fits."""

    code: str
    weight: float
    name: str = ""

    @property
    def agrees(self) -> bool:
        return self.code not in ("", "name_other")


_NOT_WRITTEN = Likeness("", 1.0)
_ANOTHER = Likeness("name_other", OTHER)
_NAMELESS = Likeness("", NAMELESS)


class Payer:
    """One depositor's name, held against customers' names."""

    def __init__(self, name: str, shares: NameShares) -> None:
        self.name = name
        self._shares = shares
        self.share = shares.share(name) if name else 1.0
        self.inside = _inside(name)
        self.masked = MASK in name
        self._likenesses: dict[str, Likeness | None] = {}
        if self.masked:
            self.share = masked_share(name, shares)

    @cached_property
    def in_syllables(self) -> bool:
        return has_syllables(self.name)

    @cached_property
    def latin_slips(self) -> dict[str, float]:
        """Latin names that one slip turns into this one, with the chance that it does."""
        return latin_slips(self.name)

    def slip_from(self, name: str) -> float:
        """The chance that a slip turns `name` into this one; 0 where it takes more."""
        if self.in_syllables:
            return slip_chance(self.name, name) if len(name) == len(self.name) else 0.0
        return self.latin_slips.get(name, 0.0)

    def likeness(self, names: tuple[str, ...]) -> Likeness:
        """The best agreement with any of a customer's names (as `plain` gives them)."""
        if not self.name:
            return _NOT_WRITTEN
        best = _ANOTHER if names else _NAMELESS
        for name in names:
            found = self._likenesses.get(name, _ANOTHER)
            if found is _ANOTHER:
                found = self._likenesses[name] = self._like(name)
            if found is not None and found.weight > best.weight:
                best = found
        return best

    def _like(self, name: str) -> Likeness | None:
        if name == self.name:
            code = "name_masked" if self.masked else "name_exact"
            return Likeness(code, EXACT / self.share, name)
        if self.masked or MASK in name:
            if not fits_mask(self.name, name):
                return None
            share = self.share if self.masked else masked_share(name, self._shares)
            return Likeness("name_masked", MASKED / share, name)
        if abs(len(name) - len(self.name)) <= 1:
            chance = self.slip_from(name)
            if chance:
                return Likeness("name_slip", SLIP * chance / self.share, name)
        if len(self.name) >= SHORTEST_CUT and name.startswith(self.name):
            return Likeness("name_cut", CUT / self.share, name)
        if name in self.inside:
            return Likeness("name_part", INSIDE / self._shares.share(name), name)
        return None


def _inside(name: str) -> tuple[str, ...]:
    """Names of persons that the text may begin with: "김민지언니" → "김민지", "annalee떡" → "annalee"; or end
    with, behind what it is for: "케이크홍길동" → "홍길동"."""
    latin = _LATIN_START.match(name)
    if latin is not None:
        return (latin[0],)
    if len(name) < 4 or not is_hangul(name):
        return ()
    lengths = (3, 4) if name[:2] in DOUBLE_SURNAMES and len(name) > 4 else (3,)
    last = behind_purpose(name)
    return (*(name[:length] for length in lengths), *((last,) if last else ()))


def fits_mask(one: str, other: str) -> bool:
    """Whether two names are equal wherever neither is hidden, and something is shown: 김*지 and 김민지."""
    if len(one) != len(other):
        return False
    shown = False
    for a, b in zip(one, other, strict=True):
        if a != b:
            if MASK not in (a, b):
                return False
        elif a != MASK:
            shown = True
    return shown


def masked_share(name: str, shares: NameShares) -> float:
    """The part of all people whose name fits a masked one; what is hidden may be anything."""
    surname, given = parted(name)
    part = 1.0 if MASK in surname else shares.surname(surname)
    if given[:1] not in ("", MASK):
        part *= shares.beginning(given[0])
    if given[1:2] not in ("", MASK):
        part *= shares.ending(given[1])
    return max(part, shares.share(name))
