"""Taking back what this person did last, whatever it was, and saying so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.board.telling import undone_sentence
from tui.i18n import say
from tui.store.results import Stands
from tui.work.taken_back import stands

if TYPE_CHECKING:
    from tui.board.app import SonnimApp
    from tui.board.screens.base import CommandScreen
    from tui.store.results import Undone


async def took_back_act(app: SonnimApp, screen: CommandScreen) -> bool:
    """Whether what was done last was no event; it is taken back."""
    session = app.session
    act = await session.undo_act()
    if act is None:
        return False
    await session.refresh_surroundings()
    await app.poll_now()
    app.board.outages_changed()
    screen.tell(say("board.taken_back", what=act.what), "good")
    return True


async def took_back_event(app: SonnimApp, screen: CommandScreen) -> Undone | None:
    """What was taken back, a file taken in among it; None if there was nothing left to take back."""
    try:
        undone = await app.session.undo()
    except Stands as told:
        act = app.session.next_act()
        screen.tell(stands(told, "" if act is None else act.what), "late")
        return None
    await app.poll_now()
    if undone is not None and undone.case is None:
        app.finder.forget()
        app.board.show_all()
    if undone is None:
        screen.tell(say("board.nothing_to_undo"))
    else:
        screen.tell(undone_sentence(undone, app.session), "good")
    return undone
