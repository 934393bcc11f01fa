"""Asking where a document goes, and writing it there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.domain.quiet import at_place
from tui.i18n import say

if TYPE_CHECKING:
    from tui.board.screens.base import CommandScreen


async def ask_and_save(
    screen: CommandScreen, question: str, ending: str, save: Callable[[Path], Awaitable[object]]
) -> None:
    """Offers a name with today's date and `ending`; tells where it went, or why it could not be written."""
    from tui.board.screens.prompts import TextScreen
    from tui.papers.saving import PaperError

    session = screen.session
    name = f"sonnim-{at_place(session.clock(), session.zone):%Y-%m-%d}-{ending}"
    path = await screen.app.push_screen_wait(TextScreen(question, name, limit=300))
    if not isinstance(path, str) or not path.strip():
        return
    target = Path(path.strip()).expanduser()
    try:
        await save(target)
    except PaperError as error:
        screen.tell(str(error), "late")
        return
    screen.tell(say("board.written", file=str(target.absolute())), "good")
