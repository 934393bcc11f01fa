"""Rows of a provider's result list → SendRecords."""

from __future__ import annotations

from tui.intake.plan import Plan
from tui.intake.records import SendRecord
from tui.intake.rows import Row, Sorter


class ResultReader:
    """Reads the rows of one list."""

    def __init__(self, plan: Plan, sorter: Sorter) -> None:
        self.plan = plan
        self._sorter = sorter

    def read(self, numbers: list[int], rows: list[Row]) -> list[SendRecord]:
        """The results among some rows; the rest goes to the sorter's ignored and rejected."""
        return []
