"""The orders that a workbook's sheets of cancelled ones name by number, wherever else they stand in it."""

from __future__ import annotations

from dataclasses import replace

from tui.domain.words import OrderStatus
from tui.intake.orders import OrderReader
from tui.intake.plan import IntakeError, Plan
from tui.intake.preview import Wish, preview_of
from tui.intake.records import ORDERS
from tui.intake.rows import Sorter
from tui.intake.tables import Table
from tui.intake.titles import is_of_cancelled


def called_off(table: Table, plan: Plan) -> frozenset[str]:
    """The keys of those orders, as the reader of the plan's list makes them; none for other lists."""
    numbered = plan.kind == ORDERS and plan.fields.keys() & {"order_no", "item_no"}
    if not numbered or is_of_cancelled(plan.sheet):
        return frozenset()
    sheets = [sheet for sheet in table.sheets if is_of_cancelled(sheet) and sheet not in table.hidden]
    return frozenset(key for sheet in sheets for key in _keys(table, sheet, plan))


def _keys(table: Table, sheet: str, plan: Plan) -> list[str]:
    keys: list[str] = []
    try:
        of_sheet = preview_of(table, Wish(ORDERS, sheet, None, plan.now, plan.zone)).plan
        # The number is the same whichever words head the two lists.
        of_sheet = replace(of_sheet, family=plan.family)
        sorter = Sorter(of_sheet.headers, of_sheet.width, of_sheet.header_row + 1)
        reader, above = OrderReader(of_sheet, sorter), of_sheet.header_row
        for block in table.blocks(sheet):
            numbers, kept = sorter.sort(block[above:])
            above = max(0, above - len(block))
            keys += (
                order.key for order in reader.read(numbers, kept) if order.status is OrderStatus.CANCELLED
            )
    except IntakeError:  # a sheet that cannot be read cancels nothing
        return []
    return keys
