"""Asking where a document goes, and writing it there."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.domain.quiet import at_place
from tui.i18n import say

if TYPE_CHECKING:
    from tui.board.screens.base import CommandScreen


async def ask_file(screen: CommandScreen, question: str, offered: str) -> Path | None:
    """Where a document is to go; None if the person thought better of it.

    `offered` is the name to begin with, with today's date for its `{day}`.
    """
    from tui.board.screens.prompts import TextScreen

    session = screen.session
    name = offered.format(day=f"{at_place(session.clock(), session.zone):%Y-%m-%d}")
    typed = await screen.app.push_screen_wait(TextScreen(question, name, limit=300))
    if not isinstance(typed, str) or not typed.strip():
        return None
    return Path(os.path.expanduser(typed.strip()))  # unlike pathlib's, it leaves a home nobody has as it is


async def ask_and_save(
    screen: CommandScreen, question: str, offered: str, save: Callable[[Path], Awaitable[object]]
) -> None:
    """Tells where the document went, or why it could not be written; `offered` as for `ask_file`."""
    from tui.papers.saving import PaperError

    target = await ask_file(screen, question, offered)
    if target is None:
        return
    try:
        await save(target)
    except PaperError as error:
        screen.tell(str(error), "late")
        return
    screen.tell(say("board.written", file=str(target.absolute())), "good")
