"""What a customer has chosen, in one cell as shops' systems write it: "수령일: 10/17(월) / 수령시간: 3시"."""

from __future__ import annotations

import re

from tui.intake.columns import meanings
from tui.intake.records import ORDERS

_ASKED_WHEN = re.compile(r"(?:일|일시|일자|날짜|시간|시각|date|time)\s*(?:\([^()]{0,20}\)\s*)?[:=]", re.I)
# A label never begins with a digit: "10/17 15:30" is one answer.
_BETWEEN = re.compile(r"\s*[/,;|\n(·]\s*(?=[^\s\d:=/,;|][^:=/,;|]{1,24}[:=])")
_SURELY = 0.7
_AT_MOST = 0.5


def day_and_time(cell: str) -> tuple[str, str]:
    """(day, time) as a cell of labelled answers says them; "" for what it does not say."""
    if not _ASKED_WHEN.search(cell):
        return "", ""
    said = {"due_date": "", "due_time": ""}
    for answer in _BETWEEN.split(cell):
        label, _, value = answer.replace("=", ":", 1).partition(":")
        match = next(iter(meanings(label.strip(), ORDERS)), None)
        if match is not None and match.field in said and match.confidence >= _SURELY:
            said[match.field] = said[match.field] or _inner(value.strip())
    return said["due_date"], said["due_time"]


def _inner(value: str) -> str:
    """Without the end of a parenthesis around all answers."""
    return value[:-1] if value.endswith(")") and "(" not in value else value


def is_weak_due(header: str) -> bool:
    """Whether a column's day is one by which the shop sends something, and not one on which anybody comes."""
    match = next(iter(meanings(header, ORDERS)), None)
    return match is not None and match.field == "due_date" and match.confidence <= _AT_MOST
