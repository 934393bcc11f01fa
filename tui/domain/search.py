"""Find: one customer among a hundred thousand, while the word is still being typed.

All names stand in one long text, one per line, all telephone numbers in another, and so on; searching is
`str.find` over such a text, which goes through a hundred thousand names in a third of a millisecond.
Initial consonants have a text of their own of equal length.  What changes later goes into small indexes
of the same kind, and what older ones say about the same customer is passed over.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from tui.domain.money import read_amount
from tui.domain.search_columns import Column, Lines, sounds, squeezed


class FoundBy(StrEnum):
    NAME = "name"
    DEPOSITOR = "depositor"
    PHONE = "phone"
    ORDER = "order"
    AMOUNT = "amount"
    HANDLE = "handle"


class FindRow(NamedTuple):
    """What one customer can be found by.

    `phones` are E.164 or any other spelling, or the last digits where no more is known; `handles` with or
    without @, and e-mail addresses; `amounts` whole won.  Texts are cleaned ones.
    """

    id: int
    name: str
    phones: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    amounts: tuple[int, ...] = ()
    handles: tuple[str, ...] = ()
    depositors: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()


class Hit(NamedTuple):
    id: int
    why: FoundBy


_GONE = -1
_TAIL = 256
_LONGEST_QUERY = 60
_MOST_COMPARED = 1_000
_NOT_DIGITS = re.compile(r"\D+", re.ASCII)
_NUMERIC = re.compile(r"[+₩]?\(?\d[\d\s().,+-]*(?:[억만천백]\s*\d*)*원?", re.ASCII)
_IN_UNITS = re.compile(r"[만천억백]")
_SAYS_WON = re.compile(r"[₩원]|\d,\d*$|\d,\d{3}")
_IN_TEN_THOUSANDS = re.compile(r"(\d{1,4})\.(\d{1,4})", re.ASCII)


class _Part:
    """An index of rows that does not change."""

    __slots__ = ("amounts", "depositors", "handles", "ids", "names", "orders", "phones")

    def __init__(self, gathered: _Gathered) -> None:
        self.ids = gathered.ids
        self.names = Lines(gathered.names, spoken=True)
        self.phones = Lines(gathered.phones)
        self.amounts = Lines(gathered.amounts)
        self.orders = Lines(gathered.orders)
        self.handles = Lines(gathered.handles)
        self.depositors = Lines(gathered.depositors, spoken=True)


class _Gathered:
    """What a part is made of."""

    __slots__ = ("amounts", "depositors", "handles", "ids", "names", "orders", "phones")

    def __init__(self, rows: Iterable[FindRow] = ()) -> None:
        self.ids = array("q")
        self.names, self.phones, self.amounts = Column(), Column(), Column()
        self.orders, self.handles, self.depositors = Column(), Column(), Column()
        self.add(rows)

    def add(self, rows: Iterable[FindRow]) -> None:
        for row in rows:
            number = len(self.ids)
            self.ids.append(row.id)
            for said in (row.name, *row.other_names):
                self.names.add(squeezed(said), number)
            for phone in row.phones:
                digits = "0" + phone[3:] if phone.startswith("+82") else _NOT_DIGITS.sub("", phone)
                self.phones.add(digits, number)
            for amount in row.amounts:
                self.amounts.add(str(amount), number)
            for column, words in (
                (self.orders, row.orders),
                (self.handles, row.handles),
                (self.depositors, row.depositors),
            ):
                for word in words:
                    column.add(squeezed(word).removeprefix("@"), number)


class _Word:
    """One word of several, held against single rows."""

    __slots__ = ("_amounts", "_digits", "_sounds", "_word")

    def __init__(self, word: str) -> None:
        self._word = word.removeprefix("@")
        self._sounds = sounds(word)
        self._digits = _NOT_DIGITS.sub("", word) if _NUMERIC.fullmatch(word) else ""
        self._amounts = {str(amount) for amount in _amounts(word)}

    def fits(self, part: _Part, row: int) -> bool:
        if self._digits and any(self._digits in phone for phone in part.phones.of_row(row)):
            return True
        if any(self._sounds.search(line) for line in part.names.of_row(row)):
            return True
        if any(self._sounds.search(line) for line in part.depositors.of_row(row)):
            return True
        if self._amounts and not self._amounts.isdisjoint(part.amounts.of_row(row)):
            return True
        return any(
            self._word in line for column in (part.orders, part.handles) for line in column.of_row(row)
        )


class _Pass(NamedTuple):
    """One look through all parts; a weak one is left out once there are hits."""

    why: FoundBy
    rows: Callable[[_Part], Iterator[int]]
    weak: bool = False


class _Found(NamedTuple):
    hit: Hit
    part: int
    row: int


class FindIndex:
    """Customers by whatever is known of them.  Not for several threads at once."""

    def __init__(self, rows: Iterable[FindRow] = ()) -> None:
        self._gathered: _Gathered | None = _Gathered(rows)
        self._parts: list[_Part] = []
        # In which part the newest entry of a customer stands, for those changed since; else it is the first.
        self._newest: dict[int, int] = {}
        self._tail: dict[int, FindRow] = {}
        self._tail_is_built = False

    def gather(self, rows: Iterable[FindRow]) -> None:
        """Adds many customers, each only once, before anything is asked or replaced."""
        if self._gathered is None:
            raise ValueError("the index is in use: put() replaces one customer")
        self._gathered.add(rows)

    def put(self, row: FindRow) -> None:
        """Adds a customer, or replaces all that the index knew of them."""
        self.settle()
        if len(self._tail) >= _TAIL and row.id not in self._tail:
            self._build_tail()
            self._tail, self._tail_is_built = {}, False
        if self._tail_is_built:
            self._parts.pop()
            self._tail_is_built = False
        self._tail[row.id] = row
        self._newest[row.id] = len(self._parts)

    def settle(self) -> None:
        """Makes the index of what was gathered; asking and replacing do it themselves."""
        if self._gathered is not None:
            self._parts.append(_Part(self._gathered))
            self._gathered = None

    def remove(self, id: int) -> None:
        self.settle()
        self._tail.pop(id, None)
        self._newest[id] = _GONE

    def find(self, text: str, limit: int = 200) -> list[Hit]:
        """At most `limit` customers for what was typed, the best first, each once with the best reason.

        Names in whole or part, initial consonants (ㄱㅁㅈ, 김ㅁ), digits of a telephone number, amounts
        ("45,000", "4.5" for 45,000), order numbers, handles with or without @, e-mail addresses,
        depositors' names.  Several words ("김민지 5678") must all fit.
        """
        query = unicodedata.normalize("NFC", _plain_letters(text[:_LONGEST_QUERY])).strip()
        if not query:
            return []
        self.settle()
        self._build_tail()
        found = self._ranked(_passes(query), limit)
        words = [squeezed(word) for word in query.split()]
        if not found and len(words) > 1:
            found = self._fitting_all(words, limit)
        return [one.hit for one in found]

    def _build_tail(self) -> None:
        if self._tail and not self._tail_is_built:
            self._parts.append(_Part(_Gathered(self._tail.values())))
            self._tail_is_built = True

    def _ranked(self, passes: list[_Pass], limit: int) -> list[_Found]:
        found: dict[int, _Found] = {}
        for one in passes:
            if one.weak and found:
                break
            for number, part in enumerate(self._parts):
                for row in one.rows(part):
                    id = part.ids[row]
                    if id not in found and self._newest.get(id, 0) == number:
                        found[id] = _Found(Hit(id, one.why), number, row)
                        if len(found) >= limit:
                            return list(found.values())
        return list(found.values())

    def _fitting_all(self, words: list[str], limit: int) -> list[_Found]:
        """Those that fit every word.  The first word that few fit finds them, the others are compared."""
        words = sorted(words, key=lambda word: (len(word) >= 4 and word.isdigit(), len(word)), reverse=True)
        lead, candidates = "", list[_Found]()
        for lead in words:
            candidates = self._ranked(_passes(lead), _MOST_COMPARED)
            if len(candidates) < _MOST_COMPARED:
                break
        others = [_Word(word) for word in words if word != lead]
        fitting = (
            one for one in candidates if all(word.fits(self._parts[one.part], one.row) for word in others)
        )
        return list(islice(fitting, limit))


def _plain_letters(text: str) -> str:
    """NFKC, but for the letters ㄱ…ㅣ, of which it would make syllables."""
    return "".join(
        letter if "ㄱ" <= letter <= "ㅣ" else unicodedata.normalize("NFKC", letter) for letter in text
    )


def _amounts(query: str) -> tuple[int, ...]:
    """The amounts in won that `query` may mean."""
    ten_thousands = _IN_TEN_THOUSANDS.fullmatch(query)
    if ten_thousands:
        return (int(ten_thousands[1]) * 10_000 + int(ten_thousands[2].ljust(4, "0")),)
    amount = read_amount(query)
    return () if amount is None else (amount,)


def _passes(query: str) -> list[_Pass]:
    """What to go through for `query`, best first."""
    if _NUMERIC.fullmatch(query):
        return _numeric(query)
    word = squeezed(query)
    if word.startswith("@"):
        return [_Pass(FoundBy.HANDLE, lambda part: part.handles.best_first(word[1:]))] if word[1:] else []
    return [
        _Pass(FoundBy.NAME, lambda part: part.names.best_first(word)),
        _Pass(FoundBy.DEPOSITOR, lambda part: part.depositors.best_first(word)),
        _Pass(FoundBy.NAME, lambda part: part.names.by_sound(word)),
        _Pass(FoundBy.DEPOSITOR, lambda part: part.depositors.by_sound(word)),
        _Pass(FoundBy.HANDLE, lambda part: part.handles.best_first(word)),
        _Pass(FoundBy.ORDER, lambda part: part.orders.best_first(word)),
    ]


def _numeric(query: str) -> list[_Pass]:
    """Digits may be of a telephone number, an order number or an amount."""
    money = [_amount_pass(f"\n{amount}\n") for amount in _amounts(squeezed(query))]
    if _IN_TEN_THOUSANDS.fullmatch(query) and money:
        return money
    digits = _NOT_DIGITS.sub("", query)
    if _IN_UNITS.search(query):
        return money
    if _SAYS_WON.search(query):
        return [*money, _amount_pass("\n" + digits)]
    written = squeezed(query)
    number = "0" + digits[2:].removeprefix("0") if digits.startswith("82") and len(digits) > 4 else digits
    return [
        *(money if len(digits) > 4 else ()),
        _Pass(FoundBy.PHONE, lambda part: part.phones.best_first(number, ends_first=True)),
        _Pass(FoundBy.ORDER, lambda part: part.orders.best_first(written, ends_first=True)),
        *(money if len(digits) <= 4 else ()),
        _Pass(
            FoundBy.NAME,
            lambda part: part.names.best_first(written) if part.names.holds_digits() else iter(()),
        ),
        _Pass(FoundBy.HANDLE, lambda part: part.handles.best_first(written), weak=True),
    ]


def _amount_pass(line: str) -> _Pass:
    return _Pass(FoundBy.AMOUNT, lambda part: part.amounts.holding(line))
