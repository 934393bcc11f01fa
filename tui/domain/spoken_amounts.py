"""Sums of won inside running text: "총 4만5천원이에요", "사만오천원 보냈어요".  money.py reads a cell."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import NamedTuple

from tui.domain.agreement_words import (
    AMOUNT,
    DEPOSIT,
    DEPOSIT_BEHIND,
    EACH,
    EXTRA,
    NO_PRICE,
    NO_PRICE_BEHIND,
    NOW,
    NOW_BEHIND,
    SPELLED_AMOUNT,
    TO_CHOOSE,
    TOTAL,
)
from tui.domain.money import read_amount

_LABEL_NEAR = 14
_OF_NEXT = 6
_DIGITS = {name: value for value, name in enumerate("일이삼사오육칠팔구", 1)}
_UNITS = {"십": 10, "백": 100, "천": 1_000}


class Sum(NamedTuple):
    """`quote` stands in the text from `start`; `label` is the few letters before it; `deposit` whether it is
    called one, before or behind."""

    won: int
    quote: str
    start: int
    label: str
    deposit: bool


def sums_in(text: str) -> list[Sum]:
    """Every sum of won in the text, in order.  Account numbers, sizes and dates are none."""
    found = {match.start(): (match[0], read_amount(match[0])) for match in AMOUNT.finditer(text)}
    for match in SPELLED_AMOUNT.finditer(text):
        if re.search("[백천만]", match[1]) and not any(
            start <= match.start() < start + len(quote) for start, (quote, _) in found.items()
        ):
            found[match.start()] = match[0], _spelled_out(match[1])
    named = sorted(found.items())
    return [
        Sum(value, quote.strip(), start, label, _is_deposit(text, label, start + len(quote), following))
        for (start, (quote, value)), following in zip_longest(named, [start for start, _ in named[1:]])
        if value
        for label in (text[max(0, start - _LABEL_NEAR) : start],)
    ]


def _is_deposit(text: str, label: str, end: int, following: int | None) -> bool:
    """ "예약금 2만원", "2만원 예약금"; in "4만원 예약금 2만원" the word is about the second."""
    if DEPOSIT.search(label):
        return True
    behind = DEPOSIT_BEHIND.match(text, end)
    return behind is not None and (following is None or following - behind.end() > _OF_NEXT)


def price_of(text: str, sums: list[Sum]) -> Sum | None:
    """The price among the sums of a message, if it is plain which it is: the total, or the only one that is
    no part of it, nothing extra, nothing given back and not what one of several costs."""
    prices: list[Sum] = []
    for one, following in zip_longest(sums, sums[1:]):
        if TOTAL.search(one.label) or NOW.search(one.label):
            return one
        if NOW_BEHIND.match(text, one.start + len(one.quote)) and not one.deposit:
            return one
        behind = text[one.start + len(one.quote) :][:5].strip()
        end = one.start + len(one.quote)
        other = NO_PRICE.search(one.label) or NO_PRICE_BEHIND.match(text, end)
        if following is not None and TO_CHOOSE.fullmatch(text, end, following.start):
            other = other or EACH.match(text, following.start + len(following.quote))
        if not (one.deposit or EXTRA.search(one.label) or EXTRA.match(behind) or other):
            prices.append(one)
    return prices[0] if len(prices) == 1 else None


def deposit_of(sums: list[Sum]) -> Sum | None:
    """The sum that is to be paid now, of a message that asks for money: 예약금, or the only one."""
    named = [one for one in sums if one.deposit] or sums
    return named[0] if len(named) == 1 else None


def _spelled_out(words: str) -> int:
    """ "사만오천" → 45000."""
    total = part = digit = 0
    for letter in words:
        if letter in _DIGITS:
            digit = _DIGITS[letter]
        elif letter == "만":
            total += (part + digit or 1) * 10_000
            part = digit = 0
        else:
            part += (digit or 1) * _UNITS[letter]
            digit = 0
    return total + part + digit
