"""Copying from the board: what to copy for a route, and a sentence about how far the copy can be trusted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.i18n import say

if TYPE_CHECKING:
    from tui.board.approach import Approach
    from tui.board.clipboard import Copied


class Copying:
    """`write` sends a sequence to the terminal unchanged; `tell` shows a sentence with its tone."""

    def __init__(self, write: Callable[[str], object], tell: Callable[[str, str], None]) -> None:
        self._write = write
        self._tell = tell

    async def ready(self, approach: Approach) -> None:
        """What the route needs: the number to call, or the message."""
        what = say("board.the_number") if approach.to_copy == approach.address else say("board.the_message")
        await self.text(approach.to_copy, what)

    async def text(self, text: str, what: str) -> None:
        """Copies, and says how far that can be trusted."""
        if not text:
            self._tell(say("board.nothing_to_copy"), "")
            return
        from tui.board.clipboard import copy, sentence

        copied: Copied = await asyncio.to_thread(copy, text, self._write)
        self._tell(f"{what} · {sentence(copied)}", "good" if copied.trusted else "soon")
