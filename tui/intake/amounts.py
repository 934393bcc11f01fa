"""A statement of which the header's words say too little: its columns told by what stands in them.

The balances check the amounts (balances.py); days and people look like what they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from tui.domain.money import read_amount
from tui.intake.balances import Found, find_balances
from tui.intake.cells import NOTHING, tidy
from tui.intake.columns import MONEY
from tui.intake.plan import ColumnGuess
from tui.intake.rows import Row
from tui.intake.statement_words import DIRECTIONS, is_way

_DAY = re.compile(
    r"'?\d{4}[-./년]\s?\d{1,2}[-./월]\s?\d{1,2}.*"
    r"|'?(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?"
)
_MOST = 0.8
_PEOPLE = 0.4
_LONGEST = 24
_SURE = 0.7


def with_arithmetic(guesses: list[ColumnGuess], sample: Sequence[Row]) -> list[ColumnGuess]:
    """The guesses for a statement, with what its cells say where no word said it."""
    columns = _columns(sample, len(guesses))
    fields = {guess.field for guess in guesses if guess.field}
    said: dict[int, str] = {}
    if "balance" not in fields or not fields & MONEY:
        days = [
            guess.field == "date" or _is_days(cells) for guess, cells in zip(guesses, columns, strict=True)
        ]
        found = _found(columns, days)
        if found is not None:
            said |= _placed(found)
            # Half of an answer by words and half by arithmetic would be two answers.
            money = MONEY | {"balance"}
            guesses = [
                replace(guess, field="", confidence=0.0, why="taken") if guess.field in money else guess
                for guess in guesses
            ]
    guesses = _who_by_content(guesses, columns)
    fields = {guess.field for guess in guesses if guess.field}
    for field, looks_like in (("date", _is_days), ("depositor", _is_people)):
        if field in fields:
            continue
        for guess, cells in zip(guesses, columns, strict=True):
            if not guess.field and guess.index not in said and looks_like(cells):
                said[guess.index] = field
                break
    return [
        replace(guess, field=said[guess.index], confidence=_SURE, why="content")
        if guess.index in said
        else guess
        for guess in guesses
    ]


def _who_by_content(guesses: list[ColumnGuess], columns: list[list[str]]) -> list[ColumnGuess]:
    """The guesses with the payers in the column where people stand, where two words may mean either.

    One bank writes how money came under 적요 and who sent it under 내용, another the other way round; and a
    구분 of which every cell says in or out is no way in which money comes.
    """
    placed = {guess.field: guess for guess in guesses if guess.field}
    channel = placed.get("channel")
    if channel is not None and _is_direction(columns[channel.index]):
        other = next((one for one in guesses if not one.field and "channel" in one.alternatives), None)
        guesses = [
            replace(one, field="" if "direction" in placed else "direction", why="content")
            if one is channel
            else replace(one, field="channel", confidence=_SURE, why="content")
            if one is other
            else one
            for one in guesses
        ]
    depositor = placed.get("depositor")
    if depositor is None or depositor.confidence > _SURE or _is_people(columns[depositor.index]):
        return guesses
    better = next((one for one in guesses if one.field == "channel" and _is_people(columns[one.index])), None)
    if better is None:
        return guesses
    fields = {depositor.index: "note", better.index: "depositor"}
    return [
        replace(one, field=fields[one.index], confidence=_SURE, why="content") if one.index in fields else one
        for one in guesses
    ]


def statement_without_words(rows: Sequence[Sequence[str]]) -> int | None:
    """Where the header is (from 0, -1 for none) of a table that is a statement by its arithmetic alone.

    None where the table is none.
    """
    width = max(map(len, rows), default=0)
    if width < 3:
        return None
    columns = _columns(rows, width)
    days = [at for at, cells in enumerate(columns) if _has_days(cells)]
    if not days:
        return None
    body = [
        at
        for at, row in enumerate(rows)
        if any(day < len(row) and _DAY.fullmatch(row[day].strip()) for day in days)
    ]
    lines = [rows[at] for at in body]
    columns = _columns(lines, width)
    if _found(columns, [_is_days(cells) for cells in columns]) is None:
        return None
    above = body[0] - 1
    return above if above < 0 or all(_amount(cell) is None for cell in rows[above]) else None


def _columns(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    columns = [list(column) for column in zip_longest(*rows, fillvalue="")][:width]
    return columns + [[""] * len(rows) for _ in range(width - len(columns))]


def _found(columns: Sequence[Sequence[str]], days: Sequence[bool]) -> Found | None:
    amounts: list[list[int | None]] = []
    for cells, is_day in zip(columns, days, strict=True):
        read = [_amount(cell) for cell in cells]
        filled = [at for at, cell in enumerate(cells) if tidy(cell) not in NOTHING]
        sums = sum(read[at] is not None for at in filled)
        amounts.append([None] * len(cells) if is_day or sums < _MOST * len(filled) else read)
    return find_balances(amounts)


def _amount(cell: str) -> int | None:
    text = tidy(cell)
    return None if text in NOTHING or len(text) > _LONGEST else read_amount(text)


def _placed(found: Found) -> dict[int, str]:
    places = {found.balance: "balance", found.paid_in: "paid_in", found.paid_out: "paid_out"}
    places[found.signed] = "signed_amount"
    return {at: field for at, field in places.items() if at >= 0}


def _is_days(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and sum(_DAY.fullmatch(cell) is not None for cell in filled) >= _MOST * len(filled)


def _is_direction(cells: Sequence[str]) -> bool:
    filled = {tidy(cell).casefold() for cell in cells} - NOTHING
    return bool(filled) and filled <= DIRECTIONS.keys()


def _has_days(cells: Sequence[str]) -> bool:
    """Whether a column that may have notices above it holds days."""
    return sum(_DAY.fullmatch(cell.strip()) is not None for cell in cells) > 3


def _is_people(cells: Sequence[str]) -> bool:
    from tui.domain.depositors import read_depositor  # slow to load, and rarely asked

    filled = [tidy(cell) for cell in cells if cell.strip()]
    people = sum(read_depositor(cell).person for cell in filled if not is_way(cell))
    return len(set(filled)) > 2 and people >= _PEOPLE * len(filled)
