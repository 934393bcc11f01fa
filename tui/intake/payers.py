"""The texts of a statement's lines → who paid, how it came, and whether it is a customer's.

Nearly every line has a usual name in the bank's own place: those are read a block at a time.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from tui.domain.cleaning import clean_line
from tui.domain.depositors import is_app, read_depositor, usual_name, usual_names, why_no_customer
from tui.intake.banks import PAYER_PLACES, USUAL_PLACES
from tui.intake.cells import NAME_LIMIT, NOTHING, tidy
from tui.intake.plan import Plan
from tui.intake.rows import TOTAL_WORDS, Row
from tui.intake.statement_words import WAYS

_MEMO_SIZE = 100_000
_TEXTS = ("depositor", "holder", "channel", "note")
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
    """What stands in the other columns: how the money came, what was written beside it."""

    said: tuple[str, str, str]
    """The channel, the memo, why the channel alone makes it no customer's."""
    texts: frozenset[str]
    usual: bool


class Who(NamedTuple):
    """What the texts of a line say.  `total`: a word for a sum, or nothing, stands where a name should."""

    depositor: str
    payer: str
    tail: str
    channel: str
    memo: str
    set_apart: str
    total: bool


_NOBODY = Who("", "", "", "", "", "", True)


class Payers:
    """Reads who paid from the columns of one statement; each distinct text once."""

    def __init__(self, plan: Plan, bank: str) -> None:
        self._own = tuple(filter(None, plan.about.get("own", "").split("\n")))
        self._places = PAYER_PLACES.get(bank, USUAL_PLACES)
        self._texts = tuple((field, index) for field in _TEXTS for index in plan.fields.get(field, ()))
        self._known: dict[str, Name] = {}
        self._customers: dict[str, bool] = {}
        self._beside: dict[tuple[str, ...], Beside] = {}

    def read(self, rows: list[Row]) -> list[Who]:
        """One for each row."""
        if not self._texts:
            return [_NOBODY] * len(rows)
        first, others = self._texts[0], self._texts[1:]
        names = [row[first[1]] for row in rows]
        if first[0] != "depositor":
            return [self._who(tuple(row[index] for _, index in self._texts)) for row in rows]
        rest: list[tuple[str, ...]] = [()] * len(rows)
        if others:
            rest = list(zip(*([row[index] for row in rows] for _, index in others), strict=True))
        known, beside, customers = self._known, self._beside, self._customers
        whos: list[Who] = []
        for cell, cells, (payer, tail) in zip(names, rest, usual_names(names), strict=True):
            more = beside.get(cells) or self._read_beside(cells)
            if payer and more.usual and cell not in more.texts and (payer in customers or self._knows(payer)):
                whos.append(_new(Who, (cell, payer, tail, *more.said, False)))
                continue
            name = known.get(cell) or self._read_name(cell)
            if name.usual and more.usual and name.depositor not in more.texts:
                channel, memo, way = more.said
                why = name.set_apart or way
                whos.append(Who(name.depositor, name.payer, name.tail, channel, memo, why, False))
            else:
                whos.append(self._who((cell, *cells)))
        return whos

    def _knows(self, payer: str) -> bool:
        """Whether this name, with digits behind it or without, is a customer's and nothing else."""
        if usual_name(payer) is None or why_no_customer(payer, own_names=self._own):
            return False
        make_room(self._customers)
        self._customers[payer] = True
        return True

    def _read_name(self, cell: str) -> Name:
        make_room(self._known)
        text = _capped(tidy(cell))
        if text in NOTHING or _is_total(text):
            name = Name(text, "", "", "", False)
        else:
            read = read_depositor(text)
            app = bool(read.company) and not read.payer
            name = Name(text, read.payer, read.tail, why_no_customer(text, own_names=self._own), not app)
        self._known[cell] = name
        return name

    def _read_beside(self, cells: tuple[str, ...]) -> Beside:
        make_room(self._beside)
        texts = [
            (field, text)
            for (field, _), cell in zip(self._texts[1:], cells, strict=True)
            if (text := tidy(cell)) not in NOTHING
        ]
        channel = " / ".join(text for field, text in texts if field == "channel")
        memo = " / ".join(dict.fromkeys(text for field, text in texts if field != "channel"))
        usual = not any(field == "channel" and _is_total(text) for field, text in texts)
        said = frozenset(text for _, text in texts)
        beside = self._beside[cells] = Beside((channel, memo, why_no_customer("", channel)), said, usual)
        return beside

    def _who(self, cells: tuple[str, ...]) -> Who:
        """The careful way, for a line whose payer may stand elsewhere."""
        said: dict[str, list[str]] = {field: [] for field in _TEXTS}
        for (field, _), cell in zip(self._texts, cells, strict=True):
            text = tidy(cell)
            if text not in NOTHING:
                said[field].append(text)
        name = self._name(said)
        ways = [text for text in said["channel"] if text != name]
        others = [text for field in ("depositor", "holder", "note") for text in said[field] if text != name]
        channel, memo = " / ".join(ways), " / ".join(dict.fromkeys(others))
        depositor = _capped(name)
        read = read_depositor(depositor)
        why = why_no_customer(depositor, channel, memo, self._own)
        total = not name or any(map(_is_total, (name, *ways)))
        return Who(depositor, read.payer, read.tail, channel, memo, why, total)

    def _name(self, said: dict[str, list[str]]) -> str:
        """The text that names the payer: the bank's place for it, where it names somebody.

        An app's name there (or nothing) means that the person stands in one of the other places.
        """
        first = next(iter(said["depositor"]), "")
        if first and not is_app(first):
            return first
        others = [text for field in self._places for text in said[field] if text and text != first]
        others = [text for text in others if "".join(text.split()).casefold() not in WAYS]
        for text in others:
            if read_depositor(text).person and not why_no_customer(text):
                return text
        return first or next(iter(others), "")


def _is_total(text: str) -> bool:
    return "".join(text.split()).casefold() in TOTAL_WORDS


def _capped(name: str) -> str:
    return name if len(name) <= NAME_LIMIT else clean_line(name, NAME_LIMIT)


def make_room(memo: dict[Any, Any]) -> None:
    """A column of ever new texts must not fill the memory."""
    if len(memo) > _MEMO_SIZE:
        memo.clear()
