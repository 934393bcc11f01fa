"""What board and commands call files, and the sheets of one that stay unread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.domain.cleaning import clean_line
from tui.i18n import say
from tui.intake.plan import BETWEEN

_NAMED = 3
_LONGEST_SHEET = 31
"""Characters, as Excel has it; other programs write longer ones."""


def short_name(name: str, width: int, size: Callable[[str], int]) -> str:
    """The name of a file in `width` cells: its last part, which tells sheets apart, stays whole.

    `size` says how many cells a text takes.  What is still too long is for the caller to cut.
    """
    head, mark, tail = name.rpartition(BETWEEN)
    if not mark or size(name) <= width:
        return name
    room = width - size(f"…{mark}{tail}")
    while head and size(head) > room:
        head = head[:-1]
    return f"{head.rstrip()}…{mark}{tail}" if head else tail


def unread_text(unread: Sequence[tuple[str, str]]) -> str:
    """One line about sheets with a list that are not read, by reason; `unread` is Preview.unread."""
    by_reason: dict[str, list[str]] = {}
    for sheet, why in unread:
        by_reason.setdefault(why, []).append(clean_line(sheet)[:_LONGEST_SHEET])
    told = []
    for why, sheets in by_reason.items():
        names = ", ".join(sheets[:_NAMED])
        more = len(sheets) - _NAMED
        if more > 0:
            names = say("intake.unread_more", names=names, n=more)
        told.append(f"{names} ({say(f'intake.unread_{why}')})")
    return say("intake.unread", sheets=" · ".join(told))
