"""Who is meant by "several customers": a lane, those of whom nobody knows, those whom a text suits best."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.domain.routes import suggest, suggested
from tui.domain.words import Lane, Route, State
from tui.i18n import say

if TYPE_CHECKING:
    from tui.board.app import SonnimApp
    from tui.domain.model import Case

_READ_AT_ONCE = 500
Cases = Sequence[int]
"""Ids in the order of the board."""


class Group(NamedTuple):
    """`size` is None where finding out would mean reading everybody; `find` does so once it is chosen."""

    title: str
    size: int | None
    find: Callable[[], Awaitable[Cases]]


def groups(app: SonnimApp, lane: Lane) -> list[Group]:
    """The groups that can be written to from where the cursor stands, but for those known to be empty."""
    session = app.session
    ids = {each: order.window(0, len(order)) for each, order in session.orders.items()}
    open_ids = [case_id for each in Lane if each is not Lane.SETTLED for case_id in ids[each]]

    async def in_lane() -> Cases:
        return ids[lane]

    async def unconfirmed() -> Cases:
        meant = {case.id for case in await session.store.cases_in([State.UNCONFIRMED])}
        return [ident for ident in open_ids if ident in meant]

    async def by_text() -> Cases:
        return await _texted_first(app, open_ids)

    async def everybody() -> Cases:
        return open_ids

    found = [
        Group(say(f"rules.lane.{lane.value}"), len(ids[lane]), in_lane),
        Group(say("posting.group_unconfirmed"), session.counts[State.UNCONFIRMED], unconfirmed),
        Group(say("posting.group_text"), None if open_ids else 0, by_text),
    ]
    if lane is not Lane.SETTLED:
        found.append(Group(say("posting.group_all"), len(open_ids), everybody))
    return [group for group in found if group.size != 0]


async def _texted_first(app: SonnimApp, ids: Cases) -> Cases:
    """Those for whom a text is the first suggestion; weighed in a thread: keys are taken meanwhile."""
    session = app.session
    now, policy, outages, rates = session.clock(), session.policy, session.outages, session.rates

    def texted(cases: Sequence[Case]) -> list[int]:
        best = ((case.id, suggested(suggest(case, now, policy, outages, rates))) for case in cases)
        return [ident for ident, choice in best if choice is not None and choice.route is Route.SMS]

    found: list[int] = []
    for start in range(0, len(ids), _READ_AT_ONCE):
        cases = await session.store.views(ids[start : start + _READ_AT_ONCE])
        found += await asyncio.to_thread(texted, cases)
    return found


async def send_to_one(app: SonnimApp, case: Case) -> None:
    from tui.board.screens.sending import SendScreen

    name = case.customer.name or say("board.nameless")
    await app.push_screen_wait(SendScreen([case.id], say("posting.title_one", name=name)))


async def send_to_group(app: SonnimApp, lane: Lane) -> None:
    """Asks to whom, then shows the sheet."""
    from tui.board.screens.asking import ChoiceScreen
    from tui.board.screens.sending import SendScreen

    offered = groups(app, lane)
    if not offered:
        app.tell(say("posting.nobody"))
        return
    texts = [
        group.title if group.size is None else say("posting.group", name=group.title, n=group.size)
        for group in offered
    ]
    at = await app.push_screen_wait(ChoiceScreen(say("posting.ask_group"), texts))
    if isinstance(at, int):
        group = offered[at]
        app.tell(say("board.reading"))
        cases = await group.find()
        await app.push_screen_wait(SendScreen(cases, say("posting.title_group", name=group.title)))
