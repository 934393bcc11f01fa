"""The name a bank shows beside a deposit: who paid, what stands behind the name, and who is no customer.

Banks cut such names at five to eight syllables, and people put what they like behind their own: the end
of their number (홍길동5678), what it is for (홍길동케이크), where they live (정재천(905동40, the bracket cut
off); and before it as well (10/15홍길동: depositor_heads.py).  A transfer by an app may bring the app's name
in place of the person's, or before it (토스 홍길동).  What cannot be told is left as it is: the whole text is
then the payer.  Words are data (depositor_words.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from tui.domain.depositor_heads import head_of
from tui.domain.depositor_words import (
    APPS,
    BANKS,
    DOUBLE_SURNAMES,
    FIRM_ENDS,
    FIRMS,
    HINTS,
    NO_CUSTOMER,
    PURPOSES,
    SETTLERS,
    SURE_PURPOSES,
    SURNAMES,
)
from tui.domain.masks import MASKS

LONGEST = 200


class Depositor(NamedTuple):
    """What a depositor's name says.  Every part is a piece of the normalised text (`normalised`), or "".

    `payer` is the name to look for, without what stands behind it; "" where only an app's name is there, or
    a telephone number.
    `tail` are the digits behind the name, of a whole telephone number its last four.  `purpose` is the rest.
    `company` is the firm or app that is named.  `person` says whether the payer looks like a person's name.
    """

    payer: str
    tail: str = ""
    purpose: str = ""
    company: str = ""
    person: bool = False


_EMPTY = Depositor("")
_USUAL = re.compile(r"([가-힣]{3})((?:[0-9]{2,4})?)").fullmatch
_HONORIFIC = re.compile(r"(?<=[가-힣]{2})\s?(?:고객님|손님|님|씨)$")
_MASKED = re.compile(rf"[가-힣][가-힣{''.join(MASKS)}]{{1,4}}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z.'’-]*(?: [A-Za-z][A-Za-z.'’-]*){0,4}")
_LATIN_AND_TAIL = re.compile(rf"({_LATIN.pattern})[\s_\-/(]*(\d{{2,11}})\)?")
_TAIL = re.compile(r"[\s_\-/.,(\[#]*(\d[\d -]{0,12})\W*")
_PHONE = re.compile(r"\(?(01\d[)\s.-]?\s?\d{3,4}[\s.-]?\d{4})")
_HEAD_DIGITS = re.compile(r"(\d{4}|01\d{8,9})[\s_\-/.,]*(?=[가-힣])")
_SEPARATED = re.compile(r"[\s_\-/.,:·~+(\[{<]")
# Hearts, smiles, single letters of Hangul (ㅋㅋ): all that is no word, no bracket and no mask.
_ORNAMENT = rf"(?:[^\w\s()\[\]{{}}{''.join(map(re.escape, MASKS))}]|[\u1100-\u11ff])"
_DECORATION = re.compile(rf"^{_ORNAMENT}+|{_ORNAMENT}+$")
_EDGES = " _-/.,:·~+()[]{}<>#"
_PURPOSE_AND_TAIL = re.compile(r"([^\d]{2,})(?:[\s_\-/(]+|(?<=[가-힣]))(\d{4}|01\d{8,9})")
_TAIL_AND_PURPOSE = re.compile(r"[\s_\-/.,(\[#]*(\d{4}|01\d{8,9})[\s_\-/.,()\[\]]+(\D.*)")
_SPACED_NAME = re.compile(r"([가-힣]{1,2}) ([가-힣] [가-힣]|[가-힣]{1,3})(?![가-힣])")
_FIRM = re.compile(
    # The last: 주식회사, cut off by the bank.
    rf"\((?:주|유|사|재|의|합|학|복|농|영농)\)|{'|'.join(FIRMS)}|(?<=[가-힣]{{3}})\s?주식회?$|\b(?:inc|ltd|llc|corp|co)\b\.?",
    re.IGNORECASE,
)
_FIRM_END = re.compile(rf"(?:{'|'.join(FIRM_ENDS)})$")
_APP = re.compile(
    rf"(?:(?:\(주\)|주식회사)\s?)?({'|'.join(sorted(map(re.escape, APPS), key=len, reverse=True))})"
    r"(?:\s?(?:\(주\)|주식회사))?(?:\s?(?:간편)?송금)?(?P<between>[\s_\-/:·|,()\[\]]*)(?P<rest>.*)",
    re.IGNORECASE,
)
_PURPOSE_START = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, PURPOSES), key=len, reverse=True))})")
_FIRM_OF_APP = re.compile(r"\(주\)|주식회사|\s")
_BEHIND_START = re.compile(
    rf"(?:{_PURPOSE_START.pattern})|[월화수목금토일](?:요일|욜)|오전|오후|내일|모레|오늘|이번주|다음주|담주"
)
_SURE_START = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, SURE_PURPOSES), key=len, reverse=True))})")
_CUT_PURPOSES = frozenset(word[:2] for word in PURPOSES if len(word) > 2)


def normalised(text: str) -> str:
    """A depositor's text in NFKC, on one line, with single spaces and none at its ends."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text[: 4 * LONGEST])
    return " ".join(text.split())[:LONGEST].strip()


def read_depositor(text: str) -> Depositor:
    """Takes a depositor's name apart.  Never raises."""
    usual = _USUAL(text)
    if usual is not None and may_be_person(usual[1]):
        return Depositor(usual[1], usual[2], person=True)
    whole = normalised(text)
    if not whole:
        return _EMPTY
    app = _APP.fullmatch(whole)
    if app is not None:
        return _by_app(app, whole)
    return _read(whole)


def may_be_person(payer: str) -> bool:
    """Whether three syllables are somebody's name rather than a word."""
    return payer[0] in SURNAMES and payer not in PURPOSES


def is_app(text: str) -> bool:
    """Whether the text names an app that transfers for somebody, and nobody else."""
    depositor = read_depositor(text)
    return bool(depositor.company) and not depositor.payer


def may_settle(text: str) -> bool:
    """Whether the text names, alone, a company that pays shops what was sold (SETTLERS)."""
    return _FIRM_OF_APP.sub("", normalised(text).casefold()).strip(_EDGES) in SETTLERS


def _by_app(app: re.Match[str], whole: str) -> Depositor:
    """ "토스 홍길동", "카카오페이_홍길동5678", "(주)비바리퍼블리카"."""
    rest = app["rest"].strip(_EDGES)
    company = whole[: app.start("rest")].strip(" _-/:·|,[]").removesuffix("(")
    if not rest:
        return Depositor("", company=whole)
    read = _read(rest)
    if app["between"] or read.person:
        return read._replace(company=company) if read.person else _read(whole)
    return _read(whole)


def _read(whole: str) -> Depositor:
    if _FIRM.search(whole):
        name = _FIRM.sub(" ", whole).strip()
        # A piece of the text, even where the word for a firm stands in its middle.
        payer = max((part.strip(_EDGES) for part in _FIRM.split(whole)), key=len) if name else ""
        return Depositor(payer, company=whole)
    if _is_hangul(whole) and len(whole) >= 4 and _FIRM_END.search(whole):
        return Depositor(whole, company=whole)
    latin = _LATIN.fullmatch(whole)
    if latin is not None:
        return Depositor(whole, person=len(whole) > 2)
    latin = _LATIN_AND_TAIL.fullmatch(whole)
    if latin is not None:
        return Depositor(latin[1], _tail_of(latin[2]), person=len(latin[1]) > 2)
    phone = _PHONE.fullmatch(whole)
    if phone is not None:
        return Depositor("", _tail_of(phone[1]))
    head = _HEAD_DIGITS.match(whole)
    if head is not None:
        behind = _read(whole[head.end() :])
        if behind.person and not behind.tail:
            return behind._replace(tail=_tail_of(head[1]))
        return Depositor(whole)
    name, rest = _split(whole)
    if not name:
        return _behind_head(whole)
    tail, purpose = _behind(rest)
    return Depositor(name, tail, purpose, person=True)


def _behind_head(whole: str) -> Depositor:
    """ "10/15홍길동", "3시 홍길동", "케이크_김민지": the name stands last."""
    head = head_of(whole)
    if head is not None:
        in_brackets = whole[head.end - 1] in "(["  # 예약금(홍길동)
        name, rest = _split(whole[head.end :].rstrip(")] " if in_brackets else ""))
        if name:
            tail, purpose = _behind(rest)
            return Depositor(name, tail, purpose or head.words, person=True)
    bare = _DECORATION.sub("", whole)
    if bare and bare != whole:
        read = _read(bare)
        if read.person:
            return read
    return Depositor(whole)


def _split(whole: str) -> tuple[str, str]:
    """(the person's name at the beginning, what stands behind it); ("", whole) where no name is seen."""
    length = 0
    while length < len(whole) and ("가" <= whole[length] <= "힣" or (length and whole[length] in MASKS)):
        length += 1
    word, rest = whole[:length], whole[length:]
    if rest and not _SEPARATED.match(rest) and not rest[0].isdigit():
        return "", whole
    if not MASKS.isdisjoint(word):
        return (word, rest) if _MASKED.fullmatch(word) else ("", whole)
    spaced = _SPACED_NAME.match(whole)
    if spaced is not None and spaced[1] in SURNAMES | DOUBLE_SURNAMES and len(spaced[0]) >= 3:
        bare = _HONORIFIC.sub("", spaced[0])
        if spaced[1] + spaced[2] not in SURE_PURPOSES and not _PURPOSE_START.match(spaced[2]):
            return bare, whole[spaced.end() :]
    word = _HONORIFIC.sub("", word)
    if word in PURPOSES or (rest and word in BANKS):
        return "", whole
    if _is_name(word):
        glued = _glued(word) if len(word) == 4 else 0
        return (word[:glued], word[glued:] + rest) if glued else (word, rest)
    glued = _glued(word)
    if glued:
        return word[:glued], word[glued:] + rest
    return "", whole


def _is_hangul(word: str) -> bool:
    return all("가" <= character <= "힣" for character in word)


def _is_name(word: str) -> bool:
    """Whether a word of Hangul syllables may be a whole name."""
    if word[:2] in DOUBLE_SURNAMES and len(word) in (3, 4):
        return True
    return word[:1] in SURNAMES and len(word) in (2, 3, 4)


def _glued(word: str) -> int:
    """How long the name is that a purpose stands directly behind: 홍길동케이크 → 3; 0 where there is none."""
    lengths = (4, 3) if word[:2] in DOUBLE_SURNAMES else (3,)
    for length in lengths:
        rest = word[length:]
        if _is_name(word[:length]) and rest and (_BEHIND_START.match(rest) or rest in _CUT_PURPOSES):
            return length
    if word[:1] in SURNAMES and _SURE_START.match(word[2:]):
        return 2
    rest = _HONORIFIC.sub("", word)
    return 0 if rest == word or not _is_name(rest) else len(rest)


def _behind(rest: str) -> tuple[str, str]:
    """(tail, purpose) out of what stands behind a name."""
    tail = _TAIL.fullmatch(rest)
    if tail is not None:
        return _tail_of(tail[1]), ""
    both = _TAIL_AND_PURPOSE.fullmatch(rest)
    if both is not None:
        return _tail_of(both[1]), both[2].strip(_EDGES)
    purpose = rest.strip(_EDGES)
    if purpose in ("님", "씨", "고객님", "손님"):
        return "", ""
    both = _PURPOSE_AND_TAIL.fullmatch(purpose)
    if both is not None:
        return _tail_of(both[2]), both[1].strip(_EDGES)
    return "", purpose


def _tail_of(digits: str) -> str:
    digits = digits.strip()
    bare = digits.replace("-", "").replace(" ", "")
    if len(bare) >= 8:
        return bare[-4:] if digits.endswith(bare[-4:]) else digits[-4:].strip(" -")
    return digits if digits == bare else digits.replace(" ", "-").split("-")[-1]


# --- who is no customer ------------------------------------------------------------------------------------

_PATTERNS = tuple(
    (code, re.compile("|".join(patterns), re.IGNORECASE)) for code, patterns in NO_CUSTOMER.items()
)


def _suspicious() -> re.Pattern[str]:
    ends: dict[str, list[str]] = {digit: [r"\d{4}"] for digit in "0123456789"} | {"청": [r"\d*$"]}
    for hint in sorted(HINTS):
        ends.setdefault(hint[0], []).append(re.escape(hint[1:]))
    # Each begins with a letter of its own: only where one of them stands is anything tried.
    return re.compile("|".join(f"{first}(?:{'|'.join(end)})" for first, end in ends.items()), re.MULTILINE)


# A look at the whole text, casefolded, before it is compared with each: nearly all names pass.
SUSPICIOUS = _suspicious()
_PUNCTUATION = re.compile(r"[\s_\-/.,:·|()\[\]]+")
_SHORTEST_CUT = 5
_LONGEST_TAIL = 4


def why_no_customer(
    depositor: str, channel: str = "", memo: str = "", own_names: Collection[str] = ()
) -> str:
    """Why money that came in is no customer's: a code of NO_CUSTOMER_CODES, "" where it may be one's.

    `depositor` is the name the bank gives, `channel` how it came (적요), `memo` what stands beside it, and
    `own_names` the shop and its owner.  A person is not taken for a word that their name is like: 이자연 and
    강이자 are customers, 이자 alone is interest.
    """
    name, way = plain(depositor), plain(channel)
    if name and name in own_words(tuple(own_names)):
        return "own_transfer"
    code = _code_of(_without_tail(name)) or _code_of(way)
    if code:
        return code
    if memo and (not name or is_app(depositor)):
        # Nobody is named: what stands beside it says whether it is a settlement.
        return why_no_customer(memo)
    return ""


@lru_cache(maxsize=16_384)
def _code_of(text: str) -> str:
    """The code that a plain text stands for; names come again and again, and ways are few."""
    if text and SUSPICIOUS.search(text.casefold()):
        for code, pattern in _PATTERNS:
            if pattern.fullmatch(text):
                return code
    return ""


def _without_tail(name: str) -> str:
    """Without a few digits at its end, which say nothing about who it is."""
    bare = name.rstrip("0123456789")
    return bare if bare and len(name) - len(bare) <= _LONGEST_TAIL else name


def plain(text: str) -> str:
    """A name without what words are told apart by, as it is compared."""
    if text.isalnum() and not text.isascii():
        return text
    return _PUNCTUATION.sub("", normalised(text)).casefold()


@lru_cache(maxsize=64)
def own_words(own_names: tuple[str, ...]) -> frozenset[str]:
    """The shop's own names, plain: each whole and as a bank cuts it."""
    whole = set(filter(None, map(plain, own_names)))
    return frozenset(whole | {own[:end] for own in whole for end in range(_SHORTEST_CUT, len(own))})
