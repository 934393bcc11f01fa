"""The parts of one message to or from a shop: clauses, labelled lines, what is ordered, its price."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tui.domain.agreement_words import (
    ASKED_WHETHER,
    CHOICE,
    CONFIRMED_PAID,
    FLAVOUR,
    HAGGLES,
    ITEM,
    LABEL_OF,
    LABELLED,
    LEAVES,
    MONEY,
    NOT_MONEY,
    NOT_YET,
    PAID,
    PAID_AND,
    PLEASE_CHECK,
    POSSIBLE,
    REFUSED,
    SENT,
    SIZE,
    TOTAL,
)
from tui.domain.dates import on_the_wall
from tui.domain.model import DAY, HOUR, Millis
from tui.domain.quiet import at_place
from tui.domain.spoken_amounts import Sum, price_of
from tui.domain.spoken_dates import Spoken

FIELDS = ("phone", "due", "amount", "size", "flavour", "wording", "item", "paid")
SHOP, CUSTOMER = "shop", "customer"
NO_WORDING_VALUE = "없음"
LONGEST_VALUE = 80
_NEAR = 4
_CLAUSE = re.compile(r"(?:[^.!?\n]|\.(?=\d|\s?[apAP]\.?[mM]))+[.!?]*")


class Suggestion(NamedTuple):
    """`field` is one of FIELDS.  `value` is E.164 for phone, for due a moment as due_values.py writes it,
    whole won for amount and paid ("" where no sum was said), else text.  `quote` stands in the message as it
    is."""

    field: str
    value: str
    quote: str


class Clause(NamedTuple):
    text: str
    start: int
    end: int


def clauses_of(text: str) -> list[Clause]:
    return [Clause(match[0], match.start(), match.end()) for match in _CLAUSE.finditer(text)]


def labelled_lines(text: str) -> dict[str, re.Match[str]]:
    """label → the line "label: value"."""
    return {
        match[1].replace(" ", "").casefold(): match for match in LABELLED.finditer(text) if match[2].strip()
    }


def price_in(text: str, sums: list[Sum], paid: list[Suggestion], side: str) -> Iterator[Suggestion]:
    """What it costs, which is neither what was `paid` nor what a customer who haggles would give."""
    if side == CUSTOMER and (paid or HAGGLES.search(text)):
        return
    price = price_of(text, [one for one in sums if TOTAL.search(one.label) or not _is_in(one, paid)])
    if price is not None:
        yield Suggestion("amount", str(price.won), price.quote)


def _is_in(one: Sum, paid: list[Suggestion]) -> bool:
    return any(one.quote in said.quote for said in paid)


def ordered_in(text: str, labelled: dict[str, re.Match[str]]) -> Iterator[Suggestion]:
    said: set[str] = set()
    for label, match in labelled.items():
        field = LABEL_OF.get(label, "")
        if field and field != "wording" and len(match[2]) <= LONGEST_VALUE:
            said.add(field)
            if field == "size" and len(SIZE.findall(match[2])) > 1:
                continue  # a price list
            yield Suggestion(field, match[2].strip(), match[2].strip())
    choice = CHOICE.search(text) is not None
    for field, words in (("size", SIZE), ("flavour", FLAVOUR), ("item", ITEM)):
        if field in said:
            continue
        found = list(dict.fromkeys(match[0].strip() for match in words.finditer(text)))
        if len(found) > (3 if field == "flavour" else 2) or (len(found) > 1 and choice):
            continue  # a list to choose from
        for quote in found:
            yield Suggestion(field, quote, quote)


_EIGHT = re.compile(r"(?<![\d:])(?:8\s?시|8:[0-5]\d)|여덟\s?시")
_LATER = re.compile(r"(?<![\d:])(?:9|10|11)(?:\s?시|:[0-5]\d)|아홉\s?시|열\s?한?\s?시")
_IS_LATE = re.compile(r"늦[을게]|늦어(?!도)")
_HALF_OF_DAY = re.compile(r"오전|오후|새벽|아침|점심|낮|저녁|밤|\b[ap]\.?m", re.I)
_OF_24 = re.compile(r"(?<!\d)(?:1[3-9]|2[0-4])\s?(?:시|:)")
_AFTERNOON, _NOON, _EARLIEST = 15, 12, 6


def eight_in(moment: Spoken, text: str, last_hour: int | None, zone: str) -> Spoken | None:
    """The moment with a bare "8시" in the half of the day that was spoken of before.

    So is the 9시 to 11시 of somebody who will be late.  Where no half was spoken of, a shop may open or be
    about to close: then only the day is sure, if one was named.
    """
    quote = text[moment.start : moment.end]
    if not moment.has_time or _HALF_OF_DAY.search(quote):
        return moment
    at = at_place(moment.at, zone)
    again = last_hour is not None and last_hour >= _EARLIEST and at.hour == (last_hour + 12) % 24
    if last_hour is not None and again and last_hour != _NOON and _OF_24.search(quote) is None:
        # "아침 7시 됩니다" "7시에 갈게요"
        return moment._replace(at=moment.at + (last_hour - at.hour) * HOUR)
    if not (_EIGHT.search(quote) or (_LATER.search(quote) and _IS_LATE.search(text))):
        return moment
    if last_hour is not None and last_hour >= _AFTERNOON:
        return moment._replace(at=moment.at + 12 * HOUR)
    if last_hour is not None and last_hour < _NOON:
        return moment
    return moment._replace(at=on_the_wall(moment.day, 0, zone), has_time=False) if moment.has_day else None


_ALL_OF_IT = re.compile(
    r"\s?(?:으?로|이|[은는]|에)?\s?(?:요|용|여|염|욤|에요|예요|입니다|임)?[\s.!~…ㅎㅋ^♡♥]*"
)


def is_all(moment: Spoken, text: str) -> bool:
    """Whether a message says nothing else: "22일이요!"."""
    return not text[: moment.start].strip() and _ALL_OF_IT.fullmatch(text, moment.end) is not None


def is_leaving(tail: str, *, another: bool) -> bool:
    """Whether "15일 체크아웃" stands there; directly before another moment the word is about that one."""
    left = LEAVES.match(tail)
    return left is not None and not (another and not tail[left.end() :].strip())


def may_be_same(moment: Spoken, at: Millis, has_time: bool) -> bool:
    """Whether what is said may be of that moment: its day or its time alone leaves the other open."""
    if not moment.has_day:
        return not has_time or (moment.at - at) % DAY == 0
    if moment.has_time and has_time:
        return moment.at == at
    begin, other = (moment.at, at) if has_time else (at, moment.at)
    return begin <= other < begin + DAY


def is_refused(tail: str) -> bool:
    """Whether what stands behind a moment refuses it; in "2시 가능한데 사진처럼은 어려워요" nothing does."""
    match = REFUSED.search(tail)
    return match is not None and POSSIBLE.search(tail, 0, match.start()) is None


def paid_in(text: str, sums: list[Sum], side: str, *, asked: bool, to_pay: str) -> Iterator[Suggestion]:
    """The words by which money is on its way; `asked`: the shop has asked for it, for `to_pay` won."""
    for clause in clauses_of(text):
        words = clause.text
        if side == CUSTOMER:
            match = PAID.search(words) or PLEASE_CHECK.search(words)
            if match is None and (sums or asked or MONEY.search(text)) and not NOT_MONEY.search(words):
                match = SENT.search(words)
        else:
            match = CONFIRMED_PAID.search(words)
            if match is not None and words.rstrip().endswith("?"):
                match = None
        # In "1호로 할게요 입금했어요" what comes long before is about something else.
        if match is None:
            continue
        goes_on = PAID_AND.search(words, match.end() - 1)
        end = goes_on.end() if goes_on else len(words)
        if NOT_YET.search(words, max(0, match.start() - _NEAR), end):
            continue
        if ASKED_WHETHER.search(words) and side == SHOP:
            continue
        if words.rstrip().endswith("?") and not (PLEASE_CHECK.search(words) or "는데" in words):
            continue
        named = [one for one in sums if one.quote in words[:end]] or sums
        value = str(named[0].won) if len(named) == 1 else "" if named else to_pay
        yield Suggestion("paid", value, words.strip())
        return
