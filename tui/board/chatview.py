"""A saved chat as lines: days, who said what when, and what seems to have been agreed where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui.board.cells import wrap
from tui.board.ledgers import suggested_text
from tui.board.times import due_text
from tui.domain.model import ChatMessage, Millis, Suggestion
from tui.domain.quiet import at_place
from tui.i18n import say

MARK = "◆"
_INDENT = " " * 6


class Entry(NamedTuple):
    """A day, or a message with all its lines; `marked` where details were read from it."""

    text: str
    is_day: bool = False
    marked: bool = False


def chat_entries(
    messages: Sequence[ChatMessage], suggestions: Iterable[Suggestion], now: Millis, zone: str, width: int
) -> list[Entry]:
    """The chat in `width` cells, oldest first; a day of another year than that of `now` says its year."""
    read: defaultdict[tuple[str, Millis, str], list[str]] = defaultdict(list)
    for one in suggestions:
        read[one.author, one.at, one.said].append(suggested_text(one.field, one.value, zone, now))
    entries: list[Entry] = []
    day = ""
    for message in messages:
        if (today := due_text(message.at, False, zone, now)) != day:
            day = today
            entries.append(Entry(f"── {day}", is_day=True))
        marks = read.get((message.author, message.at, message.text), [])
        side = say(f"chat.{'shop' if message.side == 'shop' else 'customer'}")
        lines = wrap(f"{at_place(message.at, zone):%H:%M} {side} {message.author}", width)
        lines += [f"{_INDENT}{line}" for line in wrap(message.text, width - len(_INDENT))]
        lines += [
            f"{_INDENT}{line}" for each in marks for line in wrap(f"{MARK} {each}", width - len(_INDENT))
        ]
        entries.append(Entry("\n".join(lines), marked=bool(marks)))
    return entries
