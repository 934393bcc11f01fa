"""Where the header stands, what kind of list it heads, and which program wrote it.

Platforms put notices above the header that name its very words, so a row counts as the header by how many
*separate* cells are words of the vocabulary, not by the words it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import zip_longest
from typing import NamedTuple

from tui.intake.amounts import statement_without_words
from tui.intake.banks import find_form
from tui.intake.columns import ANY_DAY, MONEY, by_content, is_never, meanings, normal, spoken
from tui.intake.compounds import of_before
from tui.intake.headless import awaits
from tui.intake.records import CONTACTS, DEPOSITS, ORDERS, SEND_RESULTS
from tui.intake.result_words import RESULT_MARKS, SENDING_MARKS, talks_of_messages
from tui.intake.statement_words import STATEMENT_NEED
from tui.intake.vocabulary import CALL_MARKS, CONTACT_MARKS, MEMBER_MARKS

SEARCHED_ROWS = 60
_ENOUGH = 1.5
_LOOKED_AT = 40
_ORDERLY = frozenset(
    {"order_no", "item_no", "due_date", "due_time", "ordered_at", "amount", "details", "status"}
)
_AWAITED = ("order_no", "item_no", "due_date", "due_time", "status")
_TABULAR = (ORDERS, DEPOSITS, CONTACTS, SEND_RESULTS)
_DATA = ("phone", "email", "due_date")
_OWED = frozenset({"order_no", "item_no", "phone", "due_time"})
_SURELY = 0.9
_ONLY_DUE = 0.95
_GOODS = {"due_date": 0.8, "due_time": 0.8} | dict.fromkeys(
    ("item_no", "amount", "details", "quantity", "people", "done", "request"), _SURELY
)
_BODIES = frozenset({"메시지", "메세지", "message"})
_TO_ONE = frozenset({"수신번호", "수신자번호", "받는번호", "수신자전화번호"})
_OF_PARCELS = re.compile(r"송장|택배|배송|운송|주소|tracking|shipping|shipment|address")
_PARTNER = re.compile(r"\s*담당(?:자|직원)?\s?(?P<what>\S.*|)")
_KNOWN_FORM = 10.0
_A_TITLE = 0.6


class Header(NamedTuple):
    """`at` counts rows from 0; -1 where the file has none.  `score` adds up how sure its columns are."""

    at: int
    kind: str
    cells: tuple[str, ...]
    score: float


def find_header(rows: Sequence[Sequence[str]], kind: str | None = None) -> Header:
    """The header among the first rows of a table; `kind` where a person has said what it is."""
    best = Header(-1, kind or ORDERS, (), 0.0)
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        found = _score(index, row, kind)
        if found.score > best.score + 0.01:
            best = found
    if best.score >= _ENOUGH and kind is None and best.kind in (ORDERS, CONTACTS) and _may_be_statement(best):
        under = statement_without_words(rows[best.at + 1 : SEARCHED_ROWS * 4])
        if under is not None:
            return best._replace(kind=DEPOSITS)
    if (
        best.kind == CONTACTS
        and kind is None
        and awaits(map(spoken, best.cells), rows[best.at + 1 :][:_LOOKED_AT])
    ):
        best = best._replace(kind=ORDERS)
    if best.score >= _ENOUGH or (best.score >= 0.8 and _single(rows)):
        return _of_two_rows(rows, best) if best.kind in (ORDERS, CONTACTS) else best
    if kind in (None, DEPOSITS):
        at = statement_without_words(rows[: SEARCHED_ROWS * 4])
        if at is not None:
            return Header(at, DEPOSITS, tuple(rows[at]) if at >= 0 else (), _ENOUGH)
    return _without_words(rows, kind)


def _of_two_rows(rows: Sequence[Sequence[str]], header: Header) -> Header:
    """The header with what a second row of it says: cells that go over both rows stand in the upper one,
    cells under a common title in the lower."""
    below = _one_over_another(rows, header.at)
    words = [under for _, under in below if under]
    titles = sum(_is_title(under, header.kind) for under in words)
    if (
        all(map(_is_word, words))
        and titles * 3 >= len(words) * 2
        and any(under and not over for over, under in below)
    ):
        cells = _under_titles(below, header.kind)
        return header._replace(at=header.at + 1, cells=tuple(cells))
    above = _one_over_another(rows, header.at - 1)
    if sum(bool(over) for over, _ in above) > 1:
        told = [(over, under or (over if _is_title(over, header.kind) else "")) for over, under in above]
        return header._replace(cells=tuple(_under_titles(told, header.kind)))
    return header


def _under_titles(pairs: Sequence[tuple[str, str]], kind: str) -> Iterator[str]:
    """The lower cell, the upper where there is none; both where only they say what it is.

    A 일자 under 대여 is the day of the pick-up, one under 반납 that of the return.
    """
    title = ""
    for over, under in pairs:
        title = over or title
        both = f"{title} {under}"
        if not under or not title or under == title:
            yield under or over
        elif is_never(both) or _says_more(both, under, kind):
            yield both
        else:
            yield under


def _says_more(both: str, under: str, kind: str) -> bool:
    """Whether a cell with the title over it is another field, or surer to be what it is alone."""
    alone = meanings(under, kind)[:1]
    together = [match for match in meanings(both, kind)[:1] if match.why != "contained"]
    return any(
        not alone or match.field != alone[0].field or match.confidence > alone[0].confidence
        for match in together
    )


def _one_over_another(rows: Sequence[Sequence[str]], upper: int) -> list[tuple[str, str]]:
    """The cells of a row, each with the one under it; nothing where one of the two is not there."""
    if upper < 0 or upper + 1 >= len(rows):
        return []
    over, under = ([cell.strip() for cell in row] for row in rows[upper : upper + 2])
    return list(zip_longest(over, under, fillvalue=""))


def _is_title(cell: str, kind: str) -> bool:
    return _is_word(cell) and any(match.confidence >= _A_TITLE for match in meanings(cell, kind)[:1])


def _score(index: int, row: Sequence[str], kind: str | None) -> Header:
    filled = [cell for cell in row if cell.strip()]
    if not filled or len(set(filled)) * 2 < len(filled):
        return Header(index, kind or ORDERS, (), 0.0)
    form = find_form(row) if kind in (None, DEPOSITS) else None
    if form is not None:
        return Header(index, DEPOSITS, tuple(row), _KNOWN_FORM + len(form[1]))
    fields: dict[str, dict[str, float]] = {one: {} for one in _TABULAR}
    sure: dict[str, set[str]] = {one: set() for one in _TABULAR}
    for cell in filled:
        for one in _TABULAR:
            for match in meanings(cell, one)[:1]:
                weight = match.confidence * (0.5 if match.why == "contained" else 1.0)
                fields[one][match.field] = max(weight, fields[one].get(match.field, 0.0))
                if match.why != "contained":
                    sure[one].add(match.field)
    chosen = kind or _kind_of(filled, fields, sure)
    said = set(map(normal, filled))
    known = _ENOUGH if chosen == CONTACTS and (said & CALL_MARKS or _of_members(said)) else 0.0
    # Each cell that looks like data speaks against this row being words about data.
    against = sum(any(match.field in _DATA for match in by_content([cell], ORDERS)) for cell in filled)
    return Header(index, chosen, tuple(row), max(known, sum(fields[chosen].values()) - against))


def _single(rows: Sequence[Sequence[str]]) -> bool:
    return all(sum(bool(cell.strip()) for cell in row) <= 1 for row in rows)


def _without_words(rows: Sequence[Sequence[str]], kind: str | None) -> Header:
    """No row of known words: the first row that fills the table and holds no data, or none at all."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows[:SEARCHED_ROWS]]
    width = max(filled, default=0)
    for index, count in enumerate(filled):
        if count * 10 < width * 7:
            continue
        row = rows[index]
        data = any(by_content([cell], ORDERS)[:1] for cell in row if cell.strip() and not _is_word(cell))
        if index + 1 < len(rows) and not data and all(_is_word(cell) for cell in row if cell.strip()):
            return Header(index, kind or ORDERS, tuple(row), 0.0)
        break
    kinds = {m.field for column in zip(*_even(rows), strict=True) for m in by_content(column, ORDERS)[:1]}
    contacts = "phone" in kinds and "due_date" not in kinds and width <= 3
    return Header(-1, kind or (CONTACTS if contacts else ORDERS), (), 0.0)


def _is_word(cell: str) -> bool:
    text = cell.strip()
    return len(text) <= 20 and not any(character.isdigit() for character in text[:-1]) and "@" not in text


def _even(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _kind_of(
    filled: Sequence[str], fields: Mapping[str, Mapping[str, float]], sure: Mapping[str, set[str]]
) -> str:
    """Which kind of list a header heads; `sure` are the fields that a whole word stands for."""
    if _is_statement(sure[DEPOSITS], sure[ORDERS]):
        return DEPOSITS
    if _is_of_results({spoken(cell) for cell in filled if len(cell) <= 40}, fields, sure):
        return SEND_RESULTS
    said = set(map(normal, filled))
    # A day that could be any day is in a list of calls the day of the call.
    if said & CALL_MARKS and not any(fields[ORDERS].get(field, 0.0) > ANY_DAY for field in _AWAITED):
        return CONTACTS
    awaited = any(fields[ORDERS].get(field, 0.0) >= 0.7 for field in _AWAITED)
    if len(said & CONTACT_MARKS) >= 2 and not awaited:
        return CONTACTS
    if _of_members(said) and not awaited and not _has_goods(fields[ORDERS]):
        return CONTACTS
    return ORDERS if fields[ORDERS].keys() & _ORDERLY else CONTACTS


def _is_of_results(
    words: set[str], fields: Mapping[str, Mapping[str, float]], sure: Mapping[str, set[str]]
) -> bool:
    """Whether these words head send results: two that head hardly anything else, or what talks of messages.

    What is only said to be sent may be a parcel: nothing may be ordered then, and it takes one more where
    orders are numbered.  An order list may say that its customers were told, too: it has a day to come.
    """
    marks = words & RESULT_MARKS
    told = bool(sure[SEND_RESULTS] & {"verdict", "code"}) and "phone" in fields[SEND_RESULTS]
    talking = {word for word in words if talks_of_messages(word)}
    if len(marks) >= 2:
        awaited = fields[ORDERS].get("due_date", 0.0) >= _ONLY_DUE and not words & _TO_ONE
        return not awaited or bool(sure[SEND_RESULTS] & {"code", "message_id"})
    found = marks | talking | (words & SENDING_MARKS)
    numbered = fields[ORDERS].get("order_no", 0.0) >= _SURELY and len(talking) < 2
    sent = talking or marks - {"결과"} or (marks and words & _BODIES)
    if not told or not sent or len(found) < 2 + numbered:
        return False
    return not _has_goods(fields[ORDERS]) and not any(map(_OF_PARCELS.search, words))


def _of_members(said: set[str]) -> bool:
    """Whether these words head a list of customers, what they are and what they did before."""
    before = {word for word in said if of_before(word)}
    return len(before | (said & CONTACT_MARKS) | (said & MEMBER_MARKS)) >= 2


def _has_goods(fields: Mapping[str, float]) -> bool:
    """Whether a header, of these fields of an order, surely says what is ordered."""
    return any(fields.get(field, 0.0) >= least for field, least in _GOODS.items())


def _is_statement(said: set[str], ordered: set[str]) -> bool:
    """Whether these fields are a statement's: its balances, or who paid what and when, and nothing owed."""
    if {"date", "paid_in", "paid_out", "balance"} <= said:
        return True  # whatever else: its 시각 is a word for when something is due, too
    if not said & MONEY or "date" not in said or ordered & _OWED:
        return False
    return set(STATEMENT_NEED) <= said or {"paid_in", "paid_out"} <= said or "depositor" in said


def _may_be_statement(header: Header) -> bool:
    """Whether a header taken for one of orders or people says nothing that only such a list has.

    The day, the hour and what for are in a statement too, under words that say its balance.
    """
    words = {match.field for cell in header.cells for match in meanings(cell, ORDERS)[:1]}
    said = {match.field for cell in header.cells for match in meanings(cell, DEPOSITS)[:1]}
    told = {"due_date", "due_time", "details"}
    return not words & (_OWED | told) or (not words & (_OWED - told) and said >= set(STATEMENT_NEED))


def as_of_companies(headers: Sequence[str]) -> Sequence[str]:
    """The headers of a contact book, those about the person in charge at each company as about anybody.

    Where there are customers' names too, that person works for the shop and is left alone.
    """
    fields = {match.field for cell in headers for match in meanings(cell, CONTACTS)[:1]}
    if "organisation" not in fields or fields & {"name", "given_name", "family_name"}:
        return headers
    return [_PARTNER.sub(_partners, header) for header in headers]


def _partners(found: re.Match[str]) -> str:
    return found["what"] if found["what"] not in ("", "명") else "이름"


def side_by_side(headers: Sequence[str]) -> bool:
    """Whether lists of people stand beside each other, as of mornings and afternoons.

    Half of the words are there twice then, those for the name and the number among them.
    """
    words = list(map(normal, filter(None, headers)))
    twice = {word for word in words if words.count(word) > 1}
    fields = {match.field for word in twice for match in meanings(word, ORDERS)[:1]}
    return {"name", "phone"} <= fields and len(twice) * 2 >= len(set(words))


def family_of(headers: Sequence[str]) -> str:
    """Which program wrote a list with this header; its name is the first part of the orders' keys."""
    words = {normal(header) for header in headers}
    if {"상품주문번호", "주문번호"} <= words:
        return "naver_store"
    if {"예약번호", "예약자"} <= words and words & {"이용일시", "유입경로"}:
        return "naver_booking"
    if {"품목별주문번호", "주문번호"} <= words:
        return "cafe24"
    return "own"


def header_key(headers: Sequence[str], kind: str) -> str:
    """Names a header across files, whatever the spaces in it."""
    said = "\x1f".join([kind, *map(normal, headers)])
    return blake2b(said.encode("utf-8", "replace"), digest_size=12).hexdigest()
