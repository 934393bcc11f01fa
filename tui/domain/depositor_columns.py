"""The depositors' names of a whole statement, read at once: what depositors.py says of each, in less time.

Nearly all of them are a name of three syllables with something behind it, which is the same again and again:
the name and what is behind it are then read by themselves, each distinct one once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache, partial
from typing import Any

from tui.domain.depositor_words import APPS, DOUBLE_SURNAMES, FIRM_ENDS, FIRMS, PURPOSES
from tui.domain.depositors import (
    SUSPICIOUS,
    Depositor,
    may_be_person,
    own_words,
    plain,
    read_depositor,
    why_no_customer,
)

_new: Any = partial(tuple.__new__, Depositor)
_LINES = re.compile(r"^(?:([가-힣]{3})(.*)|.*)$", re.MULTILINE).findall
_ANYBODY = "홍길동"
_TAIL = re.compile(r"(?:[0-9]{2,4})?").fullmatch
# Nothing that a normal form would join with the name before it, or that says that the name is not over.
_SEPARATE = re.compile(r"(?:(?P<word>[가-힣]+)|[ (/_.-])(?:[ ]?[0-9A-Za-z가-힣()./_-])*").fullmatch
_LONGEST_REST = 40
_APP_STARTS = frozenset(word[0] for word in APPS)
_PURPOSE_STARTS = frozenset(word[:3] for word in PURPOSES if len(word) > 3)
# Two syllables that stand side by side in a word for a firm: it may begin in the name.
_JOINTS = frozenset(word[at : at + 2] for word in (*FIRMS, *FIRM_ENDS) for at in range(len(word) - 1))
_NO_NAME, _BEFORE_DIGITS, _BEFORE_ANYTHING = range(3)


def read_depositors(texts: Sequence[str]) -> list[Depositor]:
    """What `read_depositor` says of each text."""
    if not texts:
        return []
    joined = "\n".join(texts)
    if joined.count("\n") >= len(texts):
        return list(map(read_depositor, texts))
    return [
        _new((name, *known, "", True))
        if (kind := _kind_of(name)) and (known := _behind(rest, kind)) and name[-1] + rest[:1] not in _JOINTS
        else read_depositor(text)
        for text, (name, rest) in zip(texts, _LINES(joined), strict=True)
    ]


@lru_cache(maxsize=16_384)
def _kind_of(name: str) -> int:
    """Behind which rests a name is always read as itself."""
    if not name or not may_be_person(name):
        return _NO_NAME
    longer = (
        name[0] in _APP_STARTS or name[:2] in DOUBLE_SURNAMES or name[-1] in "님씨" or name in _PURPOSE_STARTS
    )
    return _BEFORE_DIGITS if longer else _BEFORE_ANYTHING


@lru_cache(maxsize=16_384)
def _behind(rest: str, kind: int) -> tuple[str, str] | None:
    """(tail, purpose) said behind every name of that kind; None where that depends on the name."""
    if _TAIL(rest):
        return rest, ""
    separate = _SEPARATE(rest) if kind == _BEFORE_ANYTHING and len(rest) <= _LONGEST_REST else None
    word = separate["word"] if separate else ""
    if separate is None or (word and (word not in PURPOSES or word[-1] in "님씨")):
        return None
    found = read_depositor(_ANYBODY + rest)
    usual = found == Depositor(_ANYBODY, found.tail, found.purpose, person=True)
    return (found.tail, found.purpose) if usual else None


def why_no_customers(texts: Sequence[str], own_names: Collection[str] = ()) -> list[str]:
    """What `why_no_customer` says of each text alone."""
    own = own_words(tuple(own_names))
    said = list(map(plain, texts))
    joined = "\n".join(said).casefold()
    if joined.count("\n") >= max(len(texts), 1):
        return [why_no_customer(text, own_names=own_names) for text in texts]
    suspicious = _lines_of(joined, (found.start() for found in SUSPICIOUS.finditer(joined)))
    return [
        why_no_customer(text, own_names=own_names) if at in suspicious or word in own else ""
        for at, (text, word) in enumerate(zip(texts, said, strict=True))
    ]


def _lines_of(joined: str, places: Iterable[int]) -> set[int]:
    """Which lines of a text some places of it, in order, are in."""
    lines: set[int] = set()
    line = before = 0
    for place in places:
        line += joined.count("\n", before, place)
        before = place
        lines.add(line)
    return lines
