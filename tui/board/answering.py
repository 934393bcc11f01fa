"""A customer made contact: find them, check who they are, take down what they want, and log it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.clock import new_id
from tui.domain.addresses import address_of
from tui.domain.model import Attempt, Case, Event
from tui.domain.outcomes import OUTCOMES, ROUTES_OF
from tui.domain.taking_down import TakenDown
from tui.domain.words import Direction, EventKind, Outcome, PointKind, Route
from tui.i18n import say
from tui.store.results import Answer, Logged, NewPoint

if TYPE_CHECKING:
    from tui.board.app import SonnimApp
    from tui.board.session import Session
    from tui.domain.phones import PhoneReading

_ROUTE_OF = {PointKind.PHONE: Route.SMS, PointKind.INSTAGRAM: Route.INSTAGRAM, PointKind.EMAIL: Route.EMAIL}
"""How somebody came who wrote from there."""


async def answer(app: SonnimApp) -> None:
    """From the first word to the log; whatever is left unfinished is given back."""
    from tui.board.requesting import asks_first
    from tui.board.screens.checking import CheckScreen, Next
    from tui.board.screens.inbound import Chosen, InboundScreen
    from tui.board.screens.request import RequestScreen
    from tui.board.screens.takingdown import TakingDownScreen

    chosen = await app.push_screen_wait(InboundScreen())
    if not isinstance(chosen, Chosen) or not await app.claimed(chosen.case_id):
        return
    app.news = ""
    step: object = Next.CHECK
    case = app.session.case(chosen.case_id)
    if chosen.wants is not None or (case is not None and asks_first(case)):
        step = await app.push_screen_wait(RequestScreen(chosen.case_id, chosen.told, chosen.wants))
    if step is Next.CHECK:
        step = await app.push_screen_wait(CheckScreen(chosen.case_id, chosen.told))
    if step is Next.TAKE_DOWN:
        step = await app.push_screen_wait(TakingDownScreen(chosen.case_id, chosen.told))
    if step is Next.CONTACT:
        await app.contact_claimed(chosen.case_id, inbound=True)
        return
    await app.session.release(chosen.case_id)
    await app.poll_now()
    if app.news:
        app.tell(app.news, "good")


async def log_answer(
    session: Session, case: Case, entered: tuple[PointKind, PhoneReading | str] | None, taken: TakenDown
) -> Logged:
    """Writes how they can be reached, what they ordered and that they answered, all at once."""
    point = None
    point_id: int | None = None
    route = None
    if entered is not None:
        kind, reading = entered
        value = reading.removeprefix("@") if isinstance(reading, str) else reading.value
        known = next((one for one in case.points if one.kind is kind and one.value == value), None)
        if known is None or not known.usable:
            point = NewPoint(new_id(), new_id(), kind, reading)
        point_id = known.id if known is not None else point.id if point is not None else None
        route = _ROUTE_OF[kind]
    outcome = Outcome.CONFIRMED
    if route is None or route not in ROUTES_OF[outcome]:
        choice = session.route_for(case, outcome)
        route = choice.route if choice is not None else ROUTES_OF[outcome][0]
    ident, now = new_id(), session.clock()
    attempt = Attempt(
        ident, case.id, route, point_id, outcome, session.staff, now, Direction.IN, OUTCOMES[outcome].evidence
    )
    event = Event(ident, case.id, EventKind.ATTEMPT, session.staff, now, attempt)
    return await session.take_answer(Answer(event, taken, new_id(), new_id(), point))


def answered_sentence(logged: Logged, taken: TakenDown) -> str:
    """ "김하늘 님 · 본인 확인으로 기록했어요. 연락처 @haneul. 주문을 적었어요: 딸기 2호"."""
    attempt = logged.event.attempt
    point = next((one for one in logged.case.points if attempt and one.id == attempt.point_id), None)
    parts = [
        say(
            "board.logged",
            name=logged.case.customer.name or say("board.nameless"),
            outcome=say(f"rules.outcome.{Outcome.CONFIRMED.value}"),
        )
    ]
    if point is not None:
        parts.append(say("inbound.reachable_at", address=address_of(point)))
    if not taken.empty:
        parts.append(say("inbound.order_taken"))
    return " ".join(parts)
