"""The texts of a statement's lines → who paid, how it came, and whether it is a customer's.

Nearly every line has a usual name in the bank's own place: those are read a block at a time, each distinct
text once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from operator import not_
from typing import Any, NamedTuple

from tui.domain.cleaning import clean_line
from tui.domain.depositor_columns import read_depositors, why_no_customers
from tui.domain.depositors import Depositor, may_settle, read_depositor, why_no_customer
from tui.domain.words import OrderStatus
from tui.intake.banks import PAYER_PLACES, USUAL_PLACES
from tui.intake.cells import NAME_LIMIT, NOTHING, tidy, tidy_all
from tui.intake.memos import make_room
from tui.intake.plan import Plan
from tui.intake.rows import TOTAL_WORDS, Row
from tui.intake.statement_words import is_way, says_back
from tui.intake.statuses import read_status

_TEXTS = ("depositor", "holder", "channel", "note", "status")
_OTHERS = ("depositor", "holder", "note")
_new: Any = tuple.__new__  # the constructor without a call of Python code


class Name(NamedTuple):
    """What the bank's place for the payer says by itself.

    `usual` where nothing else has to be looked at: somebody is named, and no app and no sum.
    """

    depositor: str
    payer: str
    tail: str
    set_apart: str
    usual: bool


class Beside(NamedTuple):
    """What stands in the other columns: how the money came, what was written beside it.

    `way` is why the channel, or the line's state, alone makes it no customer's; `texts` are all that was
    written.  `back`: the line sends a deposit back, if it went out.
    """

    channel: str
    memo: str
    way: str
    texts: frozenset[str]
    usual: bool
    back: bool


class Who(NamedTuple):
    """What the texts of a line say.  `total`: a word for a sum, or nothing, stands where a name should."""

    depositor: str
    payer: str
    tail: str
    channel: str
    memo: str
    set_apart: str
    total: bool


class Whos(NamedTuple):
    """The same as columns, with one value for each line.

    `backs` are the places of lines that send a deposit back if they went out: a word beside the name says so.
    """

    depositors: Sequence[str]
    payers: Sequence[str]
    tails: Sequence[str]
    channels: Sequence[str]
    memos: Sequence[str]
    set_aparts: Sequence[str]
    totals: Sequence[bool]
    backs: frozenset[int] = frozenset()


class Payers:
    """Reads who paid from the columns of one statement."""

    def __init__(self, plan: Plan, bank: str) -> None:
        self._own = tuple(filter(None, plan.about.get("own", "").split("\n")))
        self._cancel_flag = plan.cancel_flag
        self._places = PAYER_PLACES.get(bank, USUAL_PLACES)
        self._texts = tuple((field, index) for field in _TEXTS for index in plan.fields.get(field, ()))
        self._known: dict[str, Name] = {}
        self._beside: dict[tuple[str, ...], Beside] = {}
        self._whys: dict[str, str] = {}
        self._ways: dict[str, str] = {}
        self._read: dict[str, Depositor] = {}

    def read(self, rows: list[Row]) -> Whos:
        """Who paid in each of some rows, of which there is at least one."""
        if not self._texts:
            nothing = ("",) * len(rows)
            return Whos(nothing, nothing, nothing, nothing, nothing, nothing, (True,) * len(rows))
        if self._texts[0][0] != "depositor":
            read = list(map(self._of_row, rows))
            said = (at for at, who in enumerate(read) if says_back(f"{who.channel} {who.memo}"))
            by_field = zip(*read, strict=True)
            careful: Whos = _new(Whos, (*by_field, frozenset(said)))
            return careful
        first, *others = ([row[index] for row in rows] for _, index in self._texts)
        rest = list(zip(*others, strict=True)) if others else [()] * len(rows)
        distinct = set(rest)
        make_room(self._known, len(rows))
        make_room(self._beside, len(rows))
        self._learn_names(set(first).difference(self._known))
        self._learn_beside(distinct.difference(self._beside))
        names, beside = self._known, self._beside
        depositors, payers, tails, aparts, clear = zip(*map(names.__getitem__, first), strict=True)
        channels, memos, ways, _, usual, _ = zip(*map(beside.__getitem__, rest), strict=True)
        if any(ways):
            aparts = tuple(why or way for why, way in zip(aparts, ways, strict=True))
        totals = (False,) * len(rows)
        texts = frozenset[str]().union(*(beside[cells].texts for cells in distinct))
        odd = {*_false_at(clear), *_false_at(usual)}
        if not texts.isdisjoint(depositors):
            odd |= {
                at for at, name in enumerate(depositors) if name in texts and name in beside[rest[at]].texts
            }
        sent_back = {cells for cells in distinct if beside[cells].back}
        backs: frozenset[int] = frozenset()
        if sent_back:
            backs = frozenset(at for at, cells in enumerate(rest) if cells in sent_back)
        if not odd:
            return Whos(depositors, payers, tails, channels, memos, aparts, totals, backs)
        columns: list[list[Any]] = [
            list(column) for column in (depositors, payers, tails, channels, memos, aparts, totals)
        ]
        lines = [(first[at], *rest[at]) for at in odd]
        self._learn_texts({cell for cells in lines for cell in cells})
        for at, cells in zip(odd, lines, strict=True):
            for column, value in zip(columns, self._who(cells), strict=True):
                column[at] = value
        whos: Whos = _new(Whos, (*columns, backs))
        return whos

    def _of_row(self, row: Row) -> Who:
        return self._who(tuple(row[index] for _, index in self._texts))

    def _learn_names(self, cells: Iterable[str]) -> None:
        new = list(cells)
        texts = list(map(_capped, tidy_all(new)))
        # Spaces and capitals that a word for a sum may be written with.
        totals = not TOTAL_WORDS.isdisjoint("".join("\n".join(texts).split(" ")).casefold().split("\n"))
        named: list[tuple[str, str]] = []
        for cell, text in zip(new, texts, strict=True):
            if text in NOTHING or (totals and _is_total(text)):
                self._known[cell] = Name(text, "", "", "", False)
            else:
                named.append((cell, text))
        texts = [text for _, text in named]
        whys = why_no_customers(texts, self._own)
        for (cell, text), read, why in zip(named, read_depositors(texts), whys, strict=True):
            payer, tail, _, company, _ = read
            self._known[cell] = _new(Name, (text, payer, tail, why, not company or payer != ""))

    def _learn_beside(self, all_cells: Iterable[tuple[str, ...]]) -> None:
        fields = [field for field, _ in self._texts[1:]]
        for cells in all_cells:
            texts = [
                (field, text)
                for field, cell in zip(fields, cells, strict=True)
                if (text := tidy(cell)) not in NOTHING
            ]
            channel = " / ".join(text for field, text in texts if field == "channel")
            memo = " / ".join(dict.fromkeys(text for field, text in texts if field in _OTHERS))
            way = self._state([text for field, text in texts if field == "status"]) or self._way(channel)
            usual = not any(field == "channel" and _is_total(text) for field, text in texts)
            said = frozenset(text for field, text in texts if field != "status")
            back = says_back(f"{channel} {memo}")
            self._beside[cells] = Beside(channel, memo, way, said, usual, back)

    def _state(self, said: list[str]) -> str:
        """Why a line is no customer's by its own state: the bank has cancelled it."""
        cancelled = any(read_status(text, self._cancel_flag)[0] is OrderStatus.CANCELLED for text in said)
        return "refund" if cancelled else ""

    def _way(self, channel: str) -> str:
        known = self._ways.get(channel)
        if known is None:
            make_room(self._ways)
            known = self._ways[channel] = why_no_customer("", channel)
        return known

    def _who(self, cells: tuple[str, ...]) -> Who:
        """The careful way, for a line whose payer may stand elsewhere."""
        said: dict[str, list[str]] = {field: [] for field in _TEXTS}
        for (field, _), cell in zip(self._texts, cells, strict=True):
            text = tidy(cell)
            if text not in NOTHING:
                said[field].append(text)
        name = self._name(said)
        ways = [text for text in said["channel"] if text != name]
        others = [text for field in _OTHERS for text in said[field] if text != name]
        channel, memo = " / ".join(ways), " / ".join(dict.fromkeys(others))
        depositor = _capped(name)
        read = self._depositor(depositor)
        if read.person:
            why = self._why(depositor) or self._way(channel)
        else:
            why = why_no_customer(depositor, channel, memo, self._own)
            if not why and may_settle(depositor) and all(is_way(text) for text in (*ways, *others)):
                why = "pay_settlement"
        why = why or self._state(said["status"])
        total = not name or any(map(_is_total, (name, *ways)))
        return Who(depositor, read.payer, read.tail, channel, memo, why, total)

    def _name(self, said: dict[str, list[str]]) -> str:
        """The text that names the payer: the bank's place for it, where it names somebody.

        An app's name there (or nothing) means that the person stands in one of the other places.
        """
        first = next(iter(said["depositor"]), "")
        if first and not self._is_app(first):
            return first
        # A bank whose 적요 is otherwise only how the money came has the person there where an app is named.
        places = self._places if not first or "channel" in self._places else (*self._places, "channel")
        others = [text for field in places for text in said[field] if text and text != first]
        others = [text for text in others if not is_way(text)]
        for text in others:
            # The shop's own name is nothing that would make it look further.
            if self._depositor(text).person and (not self._why(text) or not why_no_customer(text)):
                return text
        return first or next(iter(others), "")

    def _learn_texts(self, cells: Iterable[str]) -> None:
        """Makes ready what `_why` and `_depositor` say of some cells."""
        texts = [text for text in set(map(_capped, tidy_all(list(cells)))).difference(self._whys) if text]
        make_room(self._whys, len(texts))
        self._whys.update(zip(texts, why_no_customers(texts, self._own), strict=True))
        make_room(self._read, len(texts))
        self._read.update(zip(texts, read_depositors(texts), strict=True))

    def _why(self, text: str) -> str:
        known = self._whys.get(text)
        if known is None:
            make_room(self._whys)
            known = self._whys[text] = why_no_customer(text, own_names=self._own)
        return known

    def _is_app(self, text: str) -> bool:
        read = self._depositor(text)
        return bool(read.company) and not read.payer

    def _depositor(self, text: str) -> Depositor:
        known = self._read.get(text)
        if known is None:
            make_room(self._read)
            known = self._read[text] = read_depositor(text)
        return known


def _false_at(values: Sequence[bool]) -> Iterable[int]:
    return compress(range(len(values)), map(not_, values))


def _is_total(text: str) -> bool:
    return "".join(text.split()).casefold() in TOTAL_WORDS


def _capped(name: str) -> str:
    return name if len(name) <= NAME_LIMIT else clean_line(name, NAME_LIMIT)
