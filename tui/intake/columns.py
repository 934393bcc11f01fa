"""Which column is which field, how sure that is, and why.

A header is compared with the vocabulary exactly, then without spaces, case, parentheses and numbers, then by
the longest word it ends or begins with; a column whose header says nothing is judged by what stands in it.
Each field goes to the surest column; fields that add up (details, requests) take all of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from tui.intake.compounds import compound, never_due, never_names
from tui.intake.headless import no_coming, told_by_both
from tui.intake.plan import ColumnGuess, IntakeError, Mapped
from tui.intake.records import CHAT, CONTACTS, DEPOSITS, ORDERS, SEND_RESULTS
from tui.intake.result_words import RESULT_TABLE, result_compound
from tui.intake.statement_words import STATEMENT_TABLE
from tui.intake.vocabulary import CONTACT_TABLE, HALVES, NEVER, ORDER_TABLE

ORDER_FIELDS = (
    "order_no",
    "item_no",
    "name",
    "phone",
    "phone2",
    "recipient",
    "recipient_phone",
    "email",
    "instagram",
    "due_date",
    "due_time",
    "ordered_at",
    "amount",
    "details",
    "quantity",
    "people",
    "status",
    "done",
    "request",
    "language",
    "nationality",
)
CONTACT_FIELDS = (
    "name",
    "family_name",
    "given_name",
    "organisation",
    "phone",
    "phone2",
    "email",
    "instagram",
    "memo",
    "language",
    "nationality",
)
DEPOSIT_FIELDS = (
    "date",
    "time",
    "depositor",
    "holder",
    "channel",
    "note",
    "paid_in",
    "paid_out",
    "signed_amount",
    "direction",
    "balance",
    "status",
    "account",
    "counterparty",
)
RESULT_FIELDS = (
    "phone",
    "name",
    "sent_at",
    "reported_at",
    "code",
    "verdict",
    "failover",
    "failover_code",
    "route",
    "way",
    "mode",
    "message_id",
    "reference",
    "template",
    "text",
)
FIELDS: dict[str, tuple[str, ...]] = {
    ORDERS: ORDER_FIELDS,
    DEPOSITS: DEPOSIT_FIELDS,
    CONTACTS: CONTACT_FIELDS,
    CHAT: (),
    SEND_RESULTS: RESULT_FIELDS,
}
_TABLES: dict[str, Mapping[str, Mapping[str, float]]] = {
    ORDERS: ORDER_TABLE,
    DEPOSITS: STATEMENT_TABLE,
    CONTACTS: CONTACT_TABLE,
    CHAT: {},
    SEND_RESULTS: RESULT_TABLE,
}
_BY_RULE = {ORDERS: compound, CONTACTS: compound, SEND_RESULTS: result_compound}
SEVERAL = frozenset(
    {
        "details",
        "due_time",
        "request",
        "phone2",
        "recipient_phone",
        "memo",
        "note",
        "verdict",
        "failover",
        "sent_at",
    }
)
"""Fields that are read from as many columns as there are."""

_PLACES = frozenset({"name", "phone", "order_no", "item_no", "email", "instagram", "recipient", "given_name"})
_PLACES |= {"message_id", "reference"}
MONEY = frozenset({"paid_in", "paid_out", "signed_amount"})
"""The fields of a statement that say what has come in or gone out."""

_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）")
_ASKED = re.compile(
    r"(?:[을를은는이가]\s)?\s?(?:선택|입력|작성|기재|적어|골라|알려|말씀)\s?해?\s?주(?:세요|십시오|시기).*$"
)
_DROPPED = re.compile(r"[^\w#]+|_")
_TRAILING_NUMBER = re.compile(r"(?<=\D)\d{1,2}$")
_LONGEST_HEADER = 40


class Match(NamedTuple):
    field: str
    confidence: float
    why: str


def normal(header: str) -> str:
    """A header without spaces, case, punctuation and decoration; parentheses stay."""
    return _DROPPED.sub("", header.replace("(", " ").replace(")", " ").casefold())


def spoken(header: str) -> str:
    """The same without what stands in parentheses, a number at the end, and what a form asks with."""
    asked = _ASKED.sub("", _PARENTHESES.sub(" ", header))
    return _TRAILING_NUMBER.sub("", normal(asked)) or normal(header)


@lru_cache(4096)  # in a list without a header the same cells are asked about row after row
def meanings(header: str, kind: str) -> list[Match]:
    """What a header may mean, surest first; nothing where it is unknown."""
    if not header or len(header) > _LONGEST_HEADER:
        return []
    table = _TABLES[kind]
    bare = "".join(header.split()).casefold()
    short = spoken(header)
    if not short or (kind in (ORDERS, CONTACTS) and {bare, normal(header), short} & NEVER):
        return []
    for word, factor, why in (
        (bare, 1.0, "exact"),
        (normal(header), 0.97, "normalised"),
        (short, 0.93, "normalised"),
    ):
        found = table.get(word)
        if found:
            return _ordered(Match(field, round(weight * factor, 2), why) for field, weight in found.items())
    told = _BY_RULE[kind](short) if kind in _BY_RULE else None
    if told is not None and (told.field in FIELDS[kind] or not told.field):
        return [Match(told.field, told.weight, "normalised")] if told.field else []
    return _contained(short, table)


def is_never(header: str) -> bool:
    """Whether a header says that what stands under it is none of ours: a parcel's number, a day of return."""
    short = spoken(header)
    told = compound(short)
    no_field = told is not None and not told.field
    return no_field or never_due(short) or not NEVER.isdisjoint((normal(header), short))


def _contained(header: str, table: Mapping[str, Mapping[str, float]]) -> list[Match]:
    best: dict[str, Match] = {}
    length = len(header)
    # Korean compounds carry their meaning at the end: 고객 휴대폰 번호, 케이크 픽업 날짜.
    ends = [(header[at:], 0.5) for at in range(1, length)]
    starts = [(header[:at], 0.35) for at in range(1, length)]
    for word, factor in ends + starts:
        share = len(word) / length
        if len(word) < (4 if word.isascii() else 2) or share < 0.3:
            continue
        for field, weight in table.get(word, {}).items():
            if field == "done" or (field in _DUE and weight <= ANY_DAY and never_due(header)):
                continue
            confidence = round(weight * (factor + 0.25 * share), 2)
            if field not in best or best[field].confidence < confidence:
                best[field] = Match(field, confidence, "contained")
    return _ordered(best.values())


def _ordered(matches: Iterable[Match]) -> list[Match]:
    return sorted(matches, key=lambda match: -match.confidence)


_MOBILE = re.compile(
    r"\s*'?(?:\+?82[-. )]*|0)?1[016789][-. ]?[\d*]{3,4}[-. ]?\d{4}(?:\.0+)?\s*(?:[(/,;].{0,40})?"
    r"|\s*\+\d[\d -]{7,16}\s*"
)
_EMAIL = re.compile(r"\s*[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}\s*")
_NAME = re.compile(r"\s*[가-힣]{2,4}(?:\s*(?:님|씨))?\s*")
_DATE = re.compile(
    r"\s*(?:\d{4}[-./년]\s?\d{1,2}[-./월]\s?\d{1,2}|\d{1,2}/\d{1,2}|\d{1,2}월\s?\d{1,2}일).{0,25}"
)
_CONTENT: tuple[tuple[str, re.Pattern[str], float], ...] = (
    ("email", _EMAIL, 0.75),
    ("phone", _MOBILE, 0.75),
    ("due_date", _DATE, 0.45),
    ("name", _NAME, 0.4),
)
_SHARE = 0.6
_ANY_NUMBER = frozenset({"번호", "no"})
_DUE = ("due_date", "due_time")
ANY_DAY = 0.75
"""The weight of words for any day or time whatever (날짜, 시간, date)."""
_CHOICES = 4


def by_content(cells: Sequence[str], kind: str) -> list[Match]:
    """What a column may be, judged by its cells alone."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return []
    matches = []
    for field, pattern, confidence in _CONTENT:
        share = sum(pattern.fullmatch(cell) is not None for cell in filled) / len(filled)
        if share >= _SHARE and field in FIELDS[kind]:
            matches.append(Match(field, round(confidence * share, 2), "content"))
    return _ordered(matches)


def _told_by_cells(header: str, cells: Sequence[str], kind: str) -> list[Match]:
    """What a column is whose header says nothing, or no more than "번호", as shops write over telephones."""
    words = {normal(header), spoken(header)}
    found = by_content(cells, kind) if words.isdisjoint(NEVER) or words & _ANY_NUMBER else []
    if words & _ANY_NUMBER:
        return [match for match in found if match.field == "phone"]
    short = spoken(header)
    if kind == ORDERS and words.isdisjoint(NEVER) and (field := told_by_both(short, cells)):
        return [Match(field, 0.6, "content")]
    told = compound(short)
    filled = [cell for cell in cells if cell.strip()]
    few = len(filled) >= _CHOICES and len(set(filled)) * 2 <= len(filled)
    passed = {
        "due_date": no_coming(short),
        "name": few or never_names(short) or told is not None,
        "phone": told is not None,
    }
    return [match for match in found if not passed.get(match.field, False)]


def guess_columns(headers: Sequence[str], sample: Sequence[Sequence[str]], kind: str) -> list[ColumnGuess]:
    """One guess per column.  `sample` are rows under the header, used where the header says nothing."""
    found: list[list[Match]] = []
    for index, header in enumerate(headers):
        cells = [row[index] for row in sample if index < len(row)]
        if not any(cell.strip() for cell in cells) and sample:
            # An empty column must not take a field from a filled one; it keeps a small claim.
            found.append(
                [m._replace(confidence=round(m.confidence * 0.4, 2)) for m in meanings(header, kind)]
            )
            continue
        named = meanings(header, kind)
        if not named and kind in (ORDERS, CONTACTS):
            named = _told_by_cells(header, cells, kind)
        found.append(named)
    claims = sorted(
        ((match.confidence, -index, match) for index, matches in enumerate(found) for match in matches[:3]),
        key=lambda claim: (-claim[0], -claim[1]),
    )
    taken: dict[int, Match] = {}
    owners: dict[str, float] = {}
    for confidence, negative, match in claims:
        index = -negative
        if index in taken:
            continue
        if match.field in owners and not _joins(match, owners[match.field], headers[index], kind):
            continue
        taken[index] = match
        owners.setdefault(match.field, confidence)
    _second_phones(found, taken)
    if all(match.field == "name" and match.why == "content" for match in taken.values()):
        taken.clear()  # short words and nothing else are anybody's notes, not a list of people
    return [_guess(index, header, found[index], taken.get(index)) for index, header in enumerate(headers)]


def _joins(match: Match, first: float, header: str, kind: str) -> bool:
    """Whether a further column adds to a field: only nearly as sure as the first, or it would add noise.

    A form asks for one thing in several questions ("원하시는 케이크"): there a word at the end is enough.
    """
    if match.field not in SEVERAL or match.why == "content":
        return False
    if match.field == "due_time":
        return normal(header) in HALVES  # 오전 or 오후 in a column of its own
    if match.confidence >= first * 0.8:
        return True
    short = spoken(header)
    ends = (_TABLES[kind].get(short[at:], {}).get(match.field, 0.0) for at in range(1, len(short) - 1))
    return match.field == "details" and max(ends, default=0.0) >= 1.0


def _second_phones(found: list[list[Match]], taken: dict[int, Match]) -> None:
    """A second column of telephone numbers is the second number, not nothing."""
    for index, matches in enumerate(found):
        if index not in taken and matches and matches[0].field == "phone" and matches[0].confidence >= 0.6:
            taken[index] = Match("phone2", round(matches[0].confidence * 0.9, 2), matches[0].why)


def _guess(index: int, header: str, matches: list[Match], chosen: Match | None) -> ColumnGuess:
    others = tuple(match.field for match in matches if chosen is None or match.field != chosen.field)
    if chosen is not None:
        return ColumnGuess(index, header, chosen.field, chosen.confidence, chosen.why, others)
    return ColumnGuess(index, header, "", 0.0, "taken" if matches else "unknown", others)


def choose(guesses: Sequence[ColumnGuess], mapping: Mapped, kind: str) -> list[ColumnGuess]:
    """The guesses with a person's choice on top: fields in `mapping` stand where they say and nowhere else.

    A column number of -1 (or an empty text) takes a field away.  Raises IntakeError for an unknown field,
    or a header or column that is not there.
    """
    placed: dict[int, str] = {}
    for field, where in mapping.items():
        if field not in FIELDS[kind]:
            raise IntakeError("no_field", field=field)
        for index in _where(field, where, guesses):
            placed[index] = field
    chosen = []
    for guess in guesses:
        if guess.index in placed:
            others = tuple(
                name for name in (guess.field, *guess.alternatives) if name != placed[guess.index] and name
            )
            chosen.append(
                replace(guess, field=placed[guess.index], confidence=1.0, why="chosen", alternatives=others)
            )
        elif guess.field in mapping:
            chosen.append(
                replace(
                    guess,
                    field="",
                    confidence=0.0,
                    why="taken",
                    alternatives=(guess.field, *guess.alternatives),
                )
            )
        else:
            chosen.append(guess)
    return chosen


def _where(field: str, where: int | str | tuple[int, ...], guesses: Sequence[ColumnGuess]) -> tuple[int, ...]:
    if isinstance(where, str):
        if not where:
            return ()
        wanted = normal(where)
        for guess in guesses:
            if guess.header == where or normal(guess.header) == wanted:
                return (guess.index,)
        if where.isdecimal() and 0 < int(where) <= len(guesses):
            return (int(where) - 1,)
        raise IntakeError("no_column", field=field, column=where)
    indexes = (where,) if isinstance(where, int) else tuple(where)
    if any(index >= len(guesses) for index in indexes):
        raise IntakeError("no_column", field=field, column=str(max(indexes) + 1))
    return tuple(index for index in indexes if index >= 0)


def enough(fields: Iterable[str], kind: str) -> bool:
    """Whether a list can be read with these fields alone: somebody is named, or money has a day."""
    mapped = set(fields)
    if kind == DEPOSITS:
        return "date" in mapped and bool(mapped & {"paid_in", "signed_amount"})
    return bool(mapped & _PLACES)


def fields_of(guesses: Iterable[ColumnGuess]) -> dict[str, tuple[int, ...]]:
    """field → its columns, as a Plan wants them."""
    fields: dict[str, tuple[int, ...]] = {}
    for guess in guesses:
        if guess.field:
            fields[guess.field] = (*fields.get(guess.field, ()), guess.index)
    return fields
