"""What customers can be found by, from the store to the index of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.domain.search import FindRow

if TYPE_CHECKING:
    from tui.store.results import FindRow as StoredRow


def find_row(row: StoredRow) -> FindRow:
    """A row of the store as the index takes it."""
    return FindRow(
        row.id,
        row.name,
        row.phones,
        row.order_nos,
        row.amounts,
        row.handles + row.emails,
        row.depositors,
        row.other_names,
    )
