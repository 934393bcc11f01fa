"""Rows of a bank statement → DepositRecords.

Only what came in becomes a record; what went out is counted and checks the balances.  Works on columns of a
whole block at a time and reads each distinct cell once, as order lists are read.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import compress, repeat
from typing import Any, NamedTuple

from tui.domain.dates import read_moment, read_moment_of_two
from tui.domain.money import read_amount
from tui.domain.stamps import read_stamps
from tui.intake.balances import Chain, Gap, Line
from tui.intake.banks import UNKNOWN, account_in
from tui.intake.cells import NOTHING, tidy
from tui.intake.directions import Unsigned, direction_of, with_signs
from tui.intake.memos import make_room
from tui.intake.payers import Payers, Whos
from tui.intake.people import column
from tui.intake.plain_deposits import Deposits, PlainDeposits
from tui.intake.plan import Plan
from tui.intake.records import DepositRecord, Ignored, Problem, Rejected
from tui.intake.rows import Row, Sorter
from tui.intake.taken_back import without_taken_back

_new: Any = tuple.__new__  # the constructor without a call of Python code
_PLAIN = r"-?(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})"
_PLAIN_SUM = re.compile(_PLAIN, re.ASCII).fullmatch
_PLAIN_SUMS = re.compile(rf"{_PLAIN}(?:\n{_PLAIN})*", re.ASCII).fullmatch
_FEWEST_DIGITS = 3
_REPEATED = 4  # times that each amount must come to be looked up instead of read
_DIGITS_OF_MOMENT = 14
_DIGITS_OF_TIME = (4, 6)
# Moment, amount, balance in base 16 and the name; of a line without a balance nothing (no character of None).
_KEY, _KEY_WITHOUT = "%x.%x.%x.%s", "%x.%x.%.0s.%s"


class When(NamedTuple):
    """The moment of a line; `at` None where its day cannot be read, `problem` where its time cannot."""

    at: int | None
    has_time: bool
    problem: str


class Whens(NamedTuple):
    """The same as columns, with one value for each line."""

    ats: Sequence[int | None]
    has_times: Sequence[bool]
    troubles: Sequence[str]


class StatementReader:
    """Reads the rows of one statement; remembers the lines it has seen and the balance of each account."""

    def __init__(self, plan: Plan, sorter: Sorter) -> None:
        self.plan = plan
        self._sorter = sorter
        self._bank = plan.about.get("bank") or UNKNOWN
        self._account = plan.about.get("account", "")
        self._payers = Payers(plan, self._bank)
        self._whens: dict[tuple[str, str], When] = {}
        self._sums: dict[str, int | None] = {}
        self._seen: dict[str, int] = {}
        self._chains: dict[str, Chain] = {}
        self._has_signs = False
        self._last_balance: int | None = None
        sorter.at_end.append(self._end)

    def read(self, numbers: list[int], rows: list[Row]) -> Sequence[DepositRecord]:
        """The incoming transfers among some rows; the rest goes to the sorter's ignored and rejected."""
        if not rows:
            return []
        payers, whens = self._payers.read(rows), self._moments(rows)
        balances = self._balances(rows)
        amounts = self._amounts(rows, balances)
        if payers.backs:
            payers, alone = without_taken_back(payers, whens.ats, amounts)
            self._sorter.problems += [
                Problem(
                    numbers[at], "depositor", "taken_back", f"{payers.depositors[at]} {-(amounts[at] or 0):,}"
                )
                for at in alone
            ]
        quick = self._usual(numbers, payers, whens, amounts, balances)
        if quick is not None:
            return quick
        read = zip(*payers[:-1], strict=True), zip(*whens, strict=True), amounts, balances
        ignored, sheet, bank = self._sorter.ignored, self.plan.sheet, self._bank
        records: list[DepositRecord] = []
        gaps: list[Gap] = []
        lines: dict[str, list[Line]] = {}
        breaks = self._breaks(numbers)
        for row, cells, who, (at, has_time, trouble), amount, balance, account in zip(
            numbers, rows, *read, self._accounts(rows), strict=True
        ):
            *_, is_total = who
            if row in breaks:
                gaps += self._break(lines)
            if at is None or amount is None or (is_total and self._sorter.is_total(cells)):
                if self._put_aside(row, cells, at):
                    gaps += self._break(lines)
                continue
            account = account or self._account  # noqa: PLW2901  its own, else the whole file's
            if balance is not None:
                lines.setdefault(account, []).append(_new(Line, (row, at, amount, balance)))
            if amount <= 0:
                ignored.append(_new(Ignored, (row, "outgoing" if amount else "no_amount")))
                continue
            depositor, payer, tail, channel, memo, set_apart, _ = who
            key = self._own_key(keys_of((at,), (amount,), (balance,), (depositor,))[0], balance)
            if not key:
                ignored.append(Ignored(row, "duplicate_row"))
                continue
            fields = (row, sheet, key, bank, account, at, has_time, amount, balance, depositor, payer, tail)
            problems = (Problem(row, "time", trouble, self._said(cells, "time")),) if trouble else ()
            records.append(_new(DepositRecord, (*fields, channel, memo, set_apart, problems)))
        gaps += self._follow(lines)
        return self._with(gaps, records) if gaps else records

    def _usual(
        self,
        numbers: list[int],
        payers: Whos,
        whens: Whens,
        amounts: Sequence[int | None],
        balances: Sequence[int | None],
    ) -> Sequence[DepositRecord] | None:
        """The same for a block without anything odd in it, a column at a time; None for any other.

        Every line has a day, an amount and a balance, nothing was put aside, and no line is said again.
        """
        odd = None in whens.ats or None in amounts or None in balances
        odd = odd or any(whens.troubles) or any(payers.totals) or "account" in self.plan.fields
        if odd or self._sorter.rejected:
            return None
        ats: Any = whens.ats
        sums: Any = amounts
        came = [amount > 0 for amount in sums]
        columns: list[Any] = [
            list(compress(column, came))
            for column in (numbers, ats, whens.has_times, sums, balances, *payers[:-2])
        ]
        rows, *more = columns
        keys = keys_of(more[0], more[2], more[3], more[4])
        fresh = dict.fromkeys(keys, 1)
        if len(fresh) < len(keys) or not self._seen.keys().isdisjoint(fresh):
            return None
        self._seen |= fresh
        self._sorter.ignored += [
            _new(Ignored, (row, "outgoing" if amount else "no_amount"))
            for row, amount in zip(numbers, sums, strict=True)
            if amount <= 0
        ]
        lines = list(map(_new, repeat(Line), zip(numbers, ats, sums, balances, strict=True)))
        deposits = Deposits(PlainDeposits(rows, keys, *more), self.plan.sheet, self._bank, self._account)
        gaps = self._follow({self._account: lines})
        return self._with(gaps, deposits) if gaps else deposits

    def _own_key(self, key: str, balance: int | None) -> str:
        """The key, "#2" behind it for a second such line; "" for a line said again: its balance shows it."""
        times = self._seen.get(key, 0)
        if times and balance is not None:
            return ""
        self._seen[key] = times + 1
        return f"{key}#{times + 1}" if times else key

    def _moments(self, rows: list[Row]) -> Whens:
        days, times = column(self.plan, rows, "date"), column(self.plan, rows, "time")
        count = len(rows)
        if days is None:
            return Whens((None,) * count, (False,) * count, ("",) * count)
        whole = days
        if times is not None:
            times = _with_zeros(times)
            whole = [f"{day} {time}" if time else day for day, time in zip(days, times, strict=True)]
        stamps = self._stamps(whole)
        if None not in stamps:
            return Whens(stamps, (True,) * count, ("",) * count)
        whens = [
            self._when(day, time) if at is None else _new(When, (at, True, ""))
            for at, day, time in zip(stamps, days, times or [""] * count, strict=True)
        ]
        return Whens(*zip(*whens, strict=True))

    def _stamps(self, cells: list[str]) -> list[int | None]:
        stamps = read_stamps(cells, self.plan.zone)
        if None in stamps and any(len(cell) == _DIGITS_OF_MOMENT for cell in cells):
            return read_stamps([_spaced(cell) for cell in cells], self.plan.zone)
        return stamps

    def _when(self, day: str, time: str) -> When:
        known = self._whens.get((day, time))
        if known is None:
            make_room(self._whens)
            known = self._whens[day, time] = self._moment(tidy(day), tidy(time))
        return known

    def _moment(self, day: str, time: str) -> When:
        now, zone = self.plan.now, self.plan.zone
        if day in NOTHING or sum(map(str.isdigit, day)) < _FEWEST_DIGITS:
            return When(None, False, "")
        moment = read_moment(day, now, zone)
        if moment.has_time or moment.at is None or time in NOTHING:
            return When(moment.at, moment.has_time, "")
        if time.isdecimal() and len(time) in _DIGITS_OF_TIME:
            time = ":".join(time[at : at + 2] for at in range(0, len(time), 2))
        moment = read_moment_of_two(day, time, now, zone)
        return When(moment.at, moment.has_time, "" if moment.has_time else moment.problem or "unreadable")

    def _amounts(self, rows: list[Row], balances: Sequence[int | None]) -> list[int | None]:
        """What each line brought; negative for what went out, None where it cannot be read."""
        plan, nothing = self.plan, [0] * len(rows)
        paid_in, paid_out = column(plan, rows, "paid_in"), column(plan, rows, "paid_out")
        if paid_in is None and paid_out is None:
            return self._signed(rows, balances)
        came = nothing if paid_in is None else self._read_sums(paid_in)
        went = nothing if paid_out is None else self._read_sums(paid_out)
        return [
            # The column for what goes out says so itself: a sign or parentheses in it say it once more.
            None if one is None or other is None or (one and other) else one - abs(other)
            for one, other in zip(came, went, strict=True)
        ]

    def _signed(self, rows: list[Row], balances: Sequence[int | None]) -> list[int | None]:
        cells, ways = column(self.plan, rows, "signed_amount"), column(self.plan, rows, "direction")
        if cells is None:
            return [None] * len(rows)
        amounts = self._read_sums(cells)
        self._has_signs = self._has_signs or any(amount is not None and amount < 0 for amount in amounts)
        if not self._has_signs:
            lines = Unsigned(amounts, ways, column(self.plan, rows, "channel"), balances, self._last_balance)
            self._last_balance = balances[-1]
            return with_signs(lines)
        if ways is None:
            return amounts
        out = {way for way in set(ways) if direction_of(way) < 0}
        return [
            -abs(amount) if amount and way in out else amount
            for amount, way in zip(amounts, ways, strict=True)
        ]

    def _read_sums(self, cells: list[str]) -> list[int | None]:
        """The won in each cell: each distinct one once, or all at once where all are plain numbers."""
        distinct = set(cells)
        if len(distinct) * _REPEATED < len(cells):
            make_room(self._sums, len(distinct))
            for cell in distinct.difference(self._sums):
                self._sum(cell)
            return list(map(self._sums.__getitem__, cells))
        joined = "\n".join(cells)
        if _PLAIN_SUMS(joined) and joined.count("\n") == len(cells) - 1:
            return list(map(int, joined.replace(",", "").split("\n")))
        return list(map(self._sum, cells))

    def _sum(self, cell: str) -> int | None:
        """The won in a cell: 0 for nothing, None where something else stands there."""
        if cell not in self._sums:
            make_room(self._sums)
            text = tidy(cell)
            if _PLAIN_SUM(cell):
                self._sums[cell] = int(cell.replace(",", ""))
            else:
                self._sums[cell] = 0 if text in NOTHING else read_amount(text)
        return self._sums[cell]

    def _balances(self, rows: list[Row]) -> list[int | None]:
        cells = column(self.plan, rows, "balance")
        if cells is None:
            return [None] * len(rows)
        sums = self._read_sums(cells)
        if all(cells) and all(sums):
            return sums
        return [
            None if not cell or cell.strip() in NOTHING else won
            for cell, won in zip(cells, sums, strict=True)
        ]

    def _accounts(self, rows: list[Row]) -> list[str]:
        cells = column(self.plan, rows, "account")
        if cells is None:
            return [""] * len(rows)
        once = {
            cell: "".join(one for one in tidy(cell) if one.isdigit() or one == "*") for cell in set(cells)
        }
        return [once[cell] for cell in cells]

    def _put_aside(self, row: int, cells: Row, at: int | None) -> bool:
        """Accounts for a row that is no line of the statement; says whether balances begin anew behind it."""
        sorter = self._sorter
        filled = [tidy(cell) for cell in cells if cell.strip()]
        if sorter.is_total(cells):
            sorter.ignored.append(Ignored(row, "total"))
            return False
        if sorter.is_header(cells):
            sorter.ignored.append(Ignored(row, "header"))
            return True
        if at is None and (account := account_in([" ".join(filled)])):
            self._account = account
            sorter.ignored.append(Ignored(row, "note"))
            return True
        if at is None and (len(filled) == 1 or sorter.is_note(cells)):
            sorter.ignored.append(Ignored(row, "note"))
            return False
        code = "no_date" if at is None else "no_direction" if self._may_be_either(cells) else "no_sum"
        sorter.rejected.append(Rejected(row, code, tuple(map(tidy, cells))))
        return True

    def _may_be_either(self, cells: Row) -> bool:
        """Whether the row has one amount that can be read: what is missing is which way it went."""
        money = column(self.plan, [cells], "signed_amount")
        return money is not None and bool(self._sum(money[0]))

    def _said(self, cells: Row, field: str) -> str:
        return " ".join(tidy(cells[index]) for index in self.plan.fields.get(field, ()))

    # --- balances ------------------------------------------------------------------------------------------

    def _breaks(self, numbers: list[int]) -> set[int]:
        """Rows before which one was rejected already: what it brought is not known."""
        places = {bisect(numbers, rejected.row) for rejected in self._sorter.rejected}
        return {numbers[at] for at in places if at < len(numbers)}

    def _follow(self, lines: dict[str, list[Line]]) -> list[Gap]:
        gaps: list[Gap] = []
        for account, some in lines.items():
            gaps += self._chains.setdefault(account, Chain()).follow(some)
        return gaps

    def _break(self, lines: dict[str, list[Line]]) -> list[Gap]:
        """Ends every account's chain here; `lines` are those since the last look."""
        gaps = self._follow(lines)
        lines.clear()
        for chain in self._chains.values():
            gaps += chain.end()
        return gaps

    def _with(self, gaps: list[Gap], records: Iterable[DepositRecord]) -> list[DepositRecord]:
        """The records with the gaps that stand at them; the others go to the sorter."""
        problems = {gap.row: problem_of(gap) for gap in gaps}
        found = [
            record._replace(problems=(*record.problems, problems.pop(record.row)))
            if record.row in problems
            else record
            for record in records
        ]
        self._sorter.problems += problems.values()
        return found

    def _end(self) -> None:
        self._sorter.problems += map(problem_of, self._break({}))


def problem_of(gap: Gap) -> Problem:
    """A gap as a problem of its row; `raw` are the two balances in the order of time."""
    return Problem(gap.row, "balance", "balance_gap", f"{gap.before:,} → {gap.after:,}")


def keys_of(
    ats: Iterable[int],
    amounts: Iterable[int],
    balances: Iterable[int | None],
    depositors: Iterable[str],
) -> list[str]:
    """Names deposits across files, whichever way they are sorted."""
    lines = zip(ats, amounts, balances, map(_name_key, depositors), strict=True)
    return [_KEY_WITHOUT % line if line[2] is None else _KEY % line for line in lines]


@lru_cache(maxsize=16_384)
def _name_key(depositor: str) -> str:
    """What stands for a name in a key; the same names come again and again."""
    return blake2b(depositor.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _with_zeros(times: list[str]) -> list[str]:
    """Times of digits (080533) of which a spreadsheet has made numbers (80533, 533), as they were."""
    most = _DIGITS_OF_TIME[-1]
    if not any(cell.isdecimal() and most - 1 <= len(cell) <= most for cell in times):
        return times
    return [cell.zfill(most) if cell.isdecimal() else cell for cell in times]


def _spaced(cell: str) -> str:
    """20250602083328 → 2025-06-02 08:33:28."""
    if len(cell) != _DIGITS_OF_MOMENT or not cell.isdecimal():
        return cell
    return f"{cell[:4]}-{cell[4:6]}-{cell[6:8]} {cell[8:10]}:{cell[10:12]}:{cell[12:]}"
