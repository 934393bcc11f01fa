"""Who is the same person.

One mobile number (or one number abroad) is one person, whatever name stands beside it: they would be rung
twice otherwise.  Every other agreement — a landline, an internet number, a safe number, an e-mail address,
a handle, the last four digits of a masked number, an order number — may belong to a household, a company
or, later, to somebody else, and counts only together with the name, and only where it fits exactly one
person.  A name alone never counts: there are several 김민지.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from tui.domain.masks import MASKS
from tui.domain.words import Line

ALONE: frozenset[Line] = frozenset((Line.MOBILE, Line.FOREIGN))
"""Lines whose number says by itself who it is."""

_SPACES_AND_BRACKETS = re.compile(r"[\s()\[\]{}<>.,'\"]+")
_HONORIFIC = re.compile(r"(?<=\S\S)(고객님|손님|님|씨)$")


def fold_name(name: str) -> str:
    """A name as compared: one Unicode form, no case, spaces, brackets or 님."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return _HONORIFIC.sub("", _SPACES_AND_BRACKETS.sub("", folded))


def masked(name: str) -> bool:
    """Whether syllables of a name are hidden: 김*지, 김●지."""
    return not MASKS.isdisjoint(name)


def names_agree(one: str, other: str) -> bool:
    """Whether two folded names can be one person's: equal, or equal wherever neither is hidden."""
    if not one or not other:
        return False
    if one == other:
        return True
    if not (masked(one) or masked(other)) or len(one) != len(other):
        return False
    shown = 0
    for a, b in zip(one, other, strict=True):
        if a in MASKS or b in MASKS:
            continue
        if a != b:
            return False
        shown += 1
    return shown > 0


def only_one(candidates: Iterable[int], name: str, name_of: Callable[[int], str]) -> int | None:
    """The one candidate whose name agrees with `name` (folded); None if none does, or more than one."""
    fitting = {candidate for candidate in candidates if names_agree(name, name_of(candidate))}
    return fitting.pop() if len(fitting) == 1 else None


def fuller_name(known: str, given: str) -> str:
    """The better of two names of one person: one that is there, and shown whole."""
    if not known:
        return given
    return given if given and masked(known) and not masked(given) else known
