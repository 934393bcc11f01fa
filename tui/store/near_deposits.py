"""A line of a statement that an earlier one said in other words.

A bank cuts names here and not there, a spreadsheet saves times without their seconds, a person says that
another column has the payers, and the account's number is masked in one place only.  An amount that leads to
the same balance at the same time is then still the same money.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from tui.domain.model import DAY, MINUTE
from tui.intake.banks import UNKNOWN
from tui.store import sql_ledgers as sql
from tui.store.rows import Row

if TYPE_CHECKING:
    from tui.intake.records import DepositRecord

_ANY_BANK = ("", UNKNOWN)


class Near:
    """The deposits in the database that some records may be, besides those that have their keys."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        records: Sequence[DepositRecord],
        known: Collection[str],
        said: Collection[str],
    ) -> None:
        """`known`: the keys of these records that the database has; `said`: those of the file before them."""
        self._rows: dict[tuple[int, int], list[Row]] = {}
        others = [one.at for one in records if one.key not in known and one.balance is not None]
        if not others:
            return
        # The moment stands first in the key, and has the same number of digits in all of our time.
        span = (f"{min(others) - DAY:x}", f"{max(others) + DAY:x}")
        for row in conn.execute(sql.NEAR_DEPOSITS, span):
            if row[7] is not None and row[1] not in known and row[1] not in said:
                self._rows.setdefault((row[6], row[7]), []).append(row)

    def find(self, record: DepositRecord) -> Row | None:
        """The deposit that the record is, once; None where it is none of them."""
        if record.balance is None:
            return None
        rows = self._rows.get((record.amount, record.balance), [])
        for row in rows:
            if _same_moment(record, row) and _same_line(record, row):
                rows.remove(row)
                return row
        return None


def _same_line(record: DepositRecord, row: Row) -> bool:
    """Whether bank, account and name agree; the same account, known as such, may be told by another name.

    What was no customer's and is one's under that name comes as new, unless a person has said whose it is:
    twice on the board is seen, not at all is not.
    """
    if not row[14] and bool(row[13]) != bool(record.set_apart):
        return False
    if {row[3], record.bank}.isdisjoint(_ANY_BANK) and row[3] != record.bank:
        return False
    if not row[2] or not record.account:
        return bool(row[8] == record.depositor)
    if not may_be_same_account(row[2], record.account):
        return False
    # Within a day money may come, go back, and come again from somebody else.
    return bool(row[5]) == record.has_time or _begin_alike(row[8], record.depositor)


def _begin_alike(one: str, other: str) -> bool:
    """Whether one name may be the other, cut."""
    short, long = sorted((one, other), key=len)
    return bool(short) and long.startswith(short)


def _same_moment(record: DepositRecord, row: Row) -> bool:
    """Whether two moments are one, as far as the less exact of them says."""
    at: int = row[4]
    has_time = bool(row[5])
    if at == record.at:
        return True
    if not has_time or not record.has_time:
        day, moment = (at, record.at) if not has_time else (record.at, at)
        return has_time != record.has_time and 0 <= moment - day < DAY
    exact = max(at, record.at)
    return min(at, record.at) == exact - exact % MINUTE


def may_be_same_account(one: str, other: str) -> bool:
    """Whether two numbers, "*" for a digit that is not told, may be of one account; "" may be any."""
    if one == other or not one or not other:
        return True
    if "*" not in one + other:
        return False
    heads = (one.split("*", 1)[0], other.split("*", 1)[0])
    ends = (one.rsplit("*", 1)[-1], other.rsplit("*", 1)[-1])
    (short_head, head), (short_end, end) = sorted(heads, key=len), sorted(ends, key=len)
    return head.startswith(short_head) and end.endswith(short_end)
