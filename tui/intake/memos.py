"""What was read of a cell is kept for the next cell that says the same, within bounds."""

from __future__ import annotations

from typing import Any

_MOST = 50_000


def make_room(memo: dict[Any, Any], more: int = 1) -> None:
    """Empties a memo that `more` entries would make too large: a column of ever new texts must not fill the
    memory."""
    if len(memo) + more > _MOST:
        memo.clear()
