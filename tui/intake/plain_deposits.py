"""Deposits of a statement as columns, so that a hundred thousand of them need not be made one by one.

Nearly every block of every statement has nothing odd in it.  Its deposits travel from the child process to
the database as columns and become records only for whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, overload

from tui.domain.model import Millis
from tui.intake.records import DepositRecord, Problem

_new: Any = tuple.__new__  # the constructor without a call of Python code


class PlainDeposits(NamedTuple):
    """Deposits without problems in the file's order; every column has one value for each."""

    rows: Sequence[int] = ()
    keys: Sequence[str] = ()
    ats: Sequence[Millis] = ()
    has_times: Sequence[bool] = ()
    amounts: Sequence[int] = ()
    balances: Sequence[int | None] = ()
    depositors: Sequence[str] = ()
    payers: Sequence[str] = ()
    tails: Sequence[str] = ()
    channels: Sequence[str] = ()
    memos: Sequence[str] = ()
    set_aparts: Sequence[str] = ()


class Deposits(Sequence[DepositRecord]):
    """Some deposits of one account: `plain` as columns, the rest is the same for all.

    As a sequence they are records, made when first asked for.
    """

    def __init__(self, plain: PlainDeposits, sheet: str = "", bank: str = "", account: str = "") -> None:
        self.plain = plain
        self.sheet = sheet
        self.bank = bank
        self.account = account
        self._all: list[DepositRecord] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @property
    def problems(self) -> list[Problem]:
        return []

    def __len__(self) -> int:
        return len(self.plain.rows)

    def __iter__(self) -> Iterator[DepositRecord]:
        if self._all is None:
            sheet, bank, account = self.sheet, self.bank, self.account
            self._all = [
                _new(DepositRecord, (row, sheet, key, bank, account, *more, ()))
                for row, key, *more in zip(*self.plain, strict=True)
            ]
        return iter(self._all)

    @overload
    def __getitem__(self, at: int) -> DepositRecord: ...

    @overload
    def __getitem__(self, at: slice) -> list[DepositRecord]: ...

    def __getitem__(self, at: int | slice) -> DepositRecord | list[DepositRecord]:
        return list(self)[at]
