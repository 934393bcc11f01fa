"""Writing down what a customer asks for: when they call, and when it turns up in a saved chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.clock import new_id
from tui.domain.checking import claimant_in
from tui.domain.model import Attempt, Case, ContactPoint, Event
from tui.domain.outcomes import OUTCOMES
from tui.domain.requests import OUTCOME_OF
from tui.domain.routes import route_of_attempt
from tui.domain.words import Direction, EventKind, OrderStatus, RequestVerdict, Route
from tui.store.results import Logged, NewRequest

if TYPE_CHECKING:
    from tui.board.session import Session
    from tui.domain.model import Request


def asks_first(case: Case) -> bool:
    """Whether what they want comes before who they are: a reservation with its time, no money in question."""
    dated = any(
        order.due_at is not None and not order.by_hand and order.status is OrderStatus.PENDING
        for order in case.orders
    )
    return dated and not case.deposits


def way_of_calling(session: Session, case: Case, told: str) -> tuple[Route, ContactPoint | None]:
    """How they came to us: by the handle or address in what they said, else by telephone."""
    claimant = claimant_in(told)
    route = Route.PHONE
    if claimant.startswith("@"):
        route = Route.INSTAGRAM
    elif "@" in claimant:
        route = Route.EMAIL
    named = frozenset({claimant, claimant.removeprefix("@")})
    choice = route_of_attempt(session.advice(case).choices, (route,), named)
    return route, choice.point if choice is not None else None


async def log_request(
    session: Session,
    case: Case,
    request: NewRequest,
    way: tuple[Route, ContactPoint | None],
    *,
    note: str = "",
    direction: Direction = Direction.IN,
) -> Logged:
    """That the customer spoke to us and what they asked for; in the database when this returns."""
    outcome, now, ident = OUTCOME_OF[request.kind], session.clock(), new_id()
    route, point = way
    attempt = Attempt(
        ident,
        case.id,
        route,
        point.id if point is not None else None,
        outcome,
        session.staff,
        now,
        direction,
        OUTCOMES[outcome].evidence,
        note,
    )
    event = Event(ident, case.id, EventKind.ATTEMPT, session.staff, now, attempt)
    logged = await session.store.log_request(event, request, terminal=session.terminal)
    session.wrote()
    session.keep([logged.case])
    return logged


async def take_found(session: Session, case: Case, found: Request, note: str) -> Logged:
    """What a chat seems to hold is taken for what it is: it is to be done now."""
    request = NewRequest(
        found.kind, found.order_id, found.asked_at, True, Route.KAKAO, found.said, found.message_key
    )
    return await log_request(session, case, request, (Route.KAKAO, None), note=note)


async def settle_found(session: Session, case: Case, found: Request, verdict: RequestVerdict) -> Case:
    """It was done already, or is no request."""
    settled = await session.store.settle_request(
        case.id,
        found.message_key,
        verdict,
        event_id=new_id(),
        staff=session.staff,
        now=session.clock(),
    )
    session.wrote()
    session.keep([settled])
    return settled
