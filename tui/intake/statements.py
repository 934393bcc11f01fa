"""Rows of a bank statement → DepositRecords."""

from __future__ import annotations

from tui.intake.plan import Plan
from tui.intake.records import DepositRecord
from tui.intake.rows import Row, Sorter


class StatementReader:
    """Reads the rows of one statement."""

    def __init__(self, plan: Plan, sorter: Sorter) -> None:
        self.plan = plan
        self._sorter = sorter

    def read(self, numbers: list[int], rows: list[Row]) -> list[DepositRecord]:
        """The incoming transfers among some rows; the rest goes to the sorter's ignored and rejected."""
        return []
