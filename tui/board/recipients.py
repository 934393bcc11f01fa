"""Who is meant by "several customers": a lane, those of whom nobody knows, those whom a text suits best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.domain.words import Lane, Route, State
from tui.i18n import say

if TYPE_CHECKING:
    from tui.board.app import SonnimApp
    from tui.domain.model import Case

_READ_AT_ONCE = 500


class Group(NamedTuple):
    """`cases` in the order of the board."""

    title: str
    cases: Sequence[int]


async def groups(app: SonnimApp, lane: Lane) -> list[Group]:
    """The groups that can be written to from where the cursor stands, none of them empty."""
    session = app.session
    ids = {each: order.window(0, len(order)) for each, order in session.orders.items()}
    open_ids = [case_id for each in Lane if each is not Lane.SETTLED for case_id in ids[each]]
    unconfirmed: list[int] = []
    by_text: list[int] = []
    for start in range(0, len(open_ids), _READ_AT_ONCE):
        for case in await session.store.views(open_ids[start : start + _READ_AT_ONCE]):
            if case.state is State.UNCONFIRMED:
                unconfirmed.append(case.id)
            if _texts_first(app, case):
                by_text.append(case.id)
    found = [Group(say(f"rules.lane.{lane.value}"), ids[lane])]
    found += [Group(say("posting.group_unconfirmed"), unconfirmed), Group(say("posting.group_text"), by_text)]
    if lane is not Lane.SETTLED:
        found.append(Group(say("posting.group_all"), open_ids))
    return [group for group in found if group.cases]


def _texts_first(app: SonnimApp, case: Case) -> bool:
    best = app.session.advice(case).best
    return best is not None and best.route is Route.SMS


async def send_to_one(app: SonnimApp, case: Case) -> None:
    from tui.board.screens.sending import SendScreen

    name = case.customer.name or say("board.nameless")
    await app.push_screen_wait(SendScreen([case.id], say("posting.title_one", name=name)))


async def send_to_group(app: SonnimApp, lane: Lane) -> None:
    """Asks to whom, then shows the sheet."""
    from tui.board.screens.asking import ChoiceScreen
    from tui.board.screens.sending import SendScreen

    offered = await groups(app, lane)
    if not offered:
        app.tell(say("posting.nobody"))
        return
    texts = [say("posting.group", name=group.title, n=len(group.cases)) for group in offered]
    at = await app.push_screen_wait(ChoiceScreen(say("posting.ask_group"), texts))
    if isinstance(at, int):
        group = offered[at]
        await app.push_screen_wait(SendScreen(group.cases, say("posting.title_group", name=group.title)))
