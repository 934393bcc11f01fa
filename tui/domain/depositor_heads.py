"""What stands before a name that the bank shows: a day (10/15홍길동), a time, what it is for, another bank.

Only what is left is a name that people bear counts: a firm's name may begin in the same way (케이크하우스,
24시국밥집), and is then the payer as a whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tui.domain.depositor_words import BANKS, DOUBLE_SURNAMES, FIRM_ENDS, PURPOSES, SURNAMES
from tui.domain.names import usual_syllables

_WEEKDAY = r"[월화수목금토일](?:요일|욜)"
_DAY = rf"""(?!24\s?시)
    (?P<date>(?:20)?2\d(?:0[1-9]|1[0-2])[0-3]\d
        |(?:(?:20)?2\d\s?[./-]\s?)?[01]?\d\s?[./-]\s?[0-3]?\d(?!\d)
        |(?:[01]?\d\s?월\s?)?[0-3]?\d\s?일)?
    (?:\s?\(?{_WEEKDAY}\)?|\s?\([월화수목금토일]\)|(?<=\d)\s?[월화수목금토일](?=\s))?
    (?:[\s_/.,-]?(?:오전|오후|아침|점심|낮|저녁)?\s?(?:\d{{1,2}}\s?시(?:\s?반|\s?[0-5]?\d\s?분)?|\d{{1,2}}:[0-5]\d))?
"""
_EDGE = r"[\s_\-/.,:()\[\]]*"
_DAY_HEAD = re.compile(rf"\(?(?P<head>{_DAY})(?P<edge>{_EDGE})(?=[가-힣])", re.VERBOSE)
_PURPOSE = "|".join(sorted((one for one in PURPOSES if len(one) > 1), key=len, reverse=True))
_PURPOSE_HEAD = re.compile(
    rf"[(\[]?(?P<head>(?:{_PURPOSE})(?:\s?(?:{_PURPOSE}))?)(?P<edge>{_EDGE})(?=[가-힣])"
)
_BANK_HEAD = re.compile(
    rf"[(\[]?(?P<head>{'|'.join(sorted(BANKS, key=len, reverse=True))})(?P<edge>{_EDGE})(?=[가-힣])",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"[가-힣]+")
_TITLE = re.compile(r"(?:고객님|손님|님|씨)$")
_NO_NAME_ENDS = frozenset("금비료세반점집관소탕장실회상사품물스팅")
"""Syllables that end words for a fee, a shop or a thing, and hardly ever a name."""


class Head(NamedTuple):
    """What stands before the name, and where in the text that begins."""

    words: str
    end: int


def head_of(whole: str) -> Head | None:
    """What a normalised text has before somebody's name; None where it begins with the name, or has none."""
    for pattern, by_day in ((_DAY_HEAD, True), (_PURPOSE_HEAD, False), (_BANK_HEAD, False)):
        match = pattern.match(whole)
        if match is None or not match["head"].strip():
            continue
        name = _TITLE.sub("", _BEHIND.match(whole, match.end())[0])  # type: ignore[index]
        if _may_be_name(name, strict=not (by_day or match["edge"])):
            return Head(match["head"].strip(), match.end())
    return None


def behind_purpose(name: str) -> str:
    """ "홍길동" of "케이크홍길동": a name that may stand there, if only somebody is called so; else ""."""
    return name[-3:] if len(name) > 4 and name[:-3] in PURPOSES and name[-3] in SURNAMES else ""


def _may_be_name(word: str, *, strict: bool) -> bool:
    """Whether the syllables behind a day or a purpose are a whole name; `strict` where nothing parts them."""
    surname = 2 if word[:2] in DOUBLE_SURNAMES else 1
    if len(word) != surname + 2 or word in PURPOSES or word[:1] not in SURNAMES or word.endswith(FIRM_ENDS):
        return False
    usual = usual_syllables(word[surname:])
    return usual == 2 or (not strict and usual == 1 and word[-1] not in _NO_NAME_ENDS)
