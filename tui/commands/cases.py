"""Cases as JSON documents and as lines for people; shared by list, find and review."""

from __future__ import annotations

from collections.abc import Sequence

from tui.commands.desk import Desk
from tui.domain.model import Case, ContactPoint, Deposit, Millis, Order, Request
from tui.domain.outcomes import evidence_of
from tui.domain.phones import display
from tui.domain.quiet import at_place
from tui.domain.reasons import Reason
from tui.domain.reconcile import reconcile
from tui.domain.routes import RouteChoice, suggested
from tui.domain.sending import PRACTICE_NOTE, UNSURE, SendState
from tui.domain.triage import urgency
from tui.domain.words import UNRESOLVED, Delivery, Direction, Evidence, PointKind, Route
from tui.i18n import say
from tui.papers.phrases import won
from tui.papers.reasons import reason_line
from tui.papers.review_paper import due_of

MESSAGES = frozenset((Route.SMS, Route.INSTAGRAM, Route.EMAIL, Route.KAKAO))
_DELIVERY = {
    Evidence.NONE: "failed",
    Evidence.ACCEPTED: "accepted",
    Evidence.SENT: "accepted",
    Evidence.DELIVERED: "delivered",
    Evidence.THIRD_PARTY: "delivered",
    Evidence.ANSWERED: "delivered",
}


def instant(moment: Millis | None, zone: str) -> str | None:
    """ISO 8601 with the shop's offset, to the second."""
    return None if moment is None else at_place(moment, zone).isoformat(timespec="seconds")


def case_document(case: Case, desk: Desk) -> dict[str, object]:
    """One case as the command line's JSON has it.  Ids are texts: they do not fit a double."""
    found = urgency(case, desk.now, desk.policy)
    choices = desk.choices(case)
    best = _suggested(case, choices)
    return {
        "id": str(case.id),
        "name": case.customer.name,
        "state": case.state.value,
        "urgency": {
            "band": found.band.value,
            "minutes_left": found.minutes_left,
            "reasons": _codes(found.reasons),
        },
        "contact_points": [_point(point) for point in case.points],
        "orders": [_order(order, desk.policy.zone) for order in case.orders],
        "deposits": [_deposit(deposit, desk.policy.zone) for deposit in case.deposits],
        "suggested": _choice(best) if best else None,
        "routes": [{**_choice(choice), "excluded": choice.excluded} for choice in choices],
        "requests": [_request(one, case, desk.policy.zone) for one in case.requests],
        "attempts": len(case.attempts),
        "delivery": delivery(case, desk),
    }


def _suggested(case: Case, choices: tuple[RouteChoice, ...]) -> RouteChoice | None:
    """Nobody is to be contacted where nothing is left to do, whatever way would be open."""
    return suggested(choices) if case.state in UNRESOLVED else None


def delivery(case: Case, desk: Desk) -> str:
    """What is known of the latest message to the customer: none, failed, unconfirmed, accepted, delivered.

    Providers' results tell of what went out before; a message that somebody logged since is the latest.
    """
    known = reconcile(case, desk.outages, desk.policy)
    sent_at = [one.at for one in known.orders if one.at is not None]
    real = [one for one in case.attempts if one.note != PRACTICE_NOTE]
    messages = [one for one in real if one.route in MESSAGES and one.direction is Direction.OUT]
    last, last_at = (messages[-1].id, messages[-1].at) if messages else (None, 0)
    sends = [one for one in case.sends if not one.practice]
    latest = [one.state for one in sends if one.attempt_id == last or one.prepared_at >= last_at]
    if any(state in UNSURE for state in latest):
        return "unconfirmed"
    if SendState.DELIVERED in latest:
        return "delivered"
    if messages and (known.delivery is Delivery.NEVER_SENT or messages[-1].at > max(sent_at, default=0)):
        return _DELIVERY[evidence_of(messages[-1])]
    return "none" if known.delivery is Delivery.NEVER_SENT else known.delivery.value


def case_line(case: Case, desk: Desk) -> list[str]:
    """One case for people: time left, name, state, how to reach them, orders."""
    found = urgency(case, desk.now, desk.policy)
    best = _suggested(case, desk.choices(case))
    none = say("cli.list.no_route") if case.state in UNRESOLVED else ""
    way = say(f"rules.route.{best.route.value}") if best else none
    value = _shown(best.point) if best and best.point else ""
    owed = [order.details for order in case.pending] + [_paid(deposit) for deposit in case.deposits]
    orders = owed or [order.details for order in case.orders]
    return [
        reason_line(found.reasons[0]) if found.reasons else "",
        case.customer.name,
        say(f"rules.state.{case.state.value}"),
        f"{way} {value}".strip(),
        due_of(case, desk.now, desk.policy.zone),
        won(case.amount) if case.amount else "",
        " / ".join(orders),
    ]


def _paid(deposit: Deposit) -> str:
    return say("cli.list.deposit", name=deposit.depositor, amount=won(deposit.amount))


def case_header() -> list[str]:
    names = ("left", "name", "state", "way", "due", "amount", "order")
    return [say(f"cli.column.{name}") for name in names]


def _codes(reasons: Sequence[Reason]) -> list[str]:
    return [reason.code for reason in reasons]


def _point(point: ContactPoint) -> dict[str, object]:
    return {
        "kind": point.kind.value,
        "value": point.value,
        "text": point.text.value,
        "usable": point.usable,
    }


def _order(order: Order, zone: str) -> dict[str, object]:
    source = order.source
    return {
        "order_no": order.order_no,
        "due_at": instant(order.due_at, zone),
        "ordered_at": instant(order.ordered_at, zone),
        "amount": order.amount,
        "details": order.details,
        "status": order.status.value,
        "source": {"file": source.file, "row": source.row} if source else None,
    }


def _deposit(deposit: Deposit, zone: str) -> dict[str, object]:
    source = deposit.source
    return {
        "name": deposit.depositor,
        "amount": deposit.amount,
        "at": instant(deposit.at, zone),
        "likely_day": f"{at_place(deposit.likely.day, zone):%Y-%m-%d}" if deposit.likely else None,
        "source": {"file": source.file, "row": source.row} if source else None,
    }


def _request(request: Request, case: Case, zone: str) -> dict[str, object]:
    """`suggested`: read in a saved chat, with how it `stands`; else told, and whether a chat agrees."""
    from tui.domain.requests import held_against_chat, standing_now

    order = next((one for one in case.orders if one.id == request.order_id), None)
    held = held_against_chat(request, case.requests, zone) if not request.message_key else None
    return {
        "kind": request.kind.value,
        "order_no": order.order_no if order else None,
        "asked_at": instant(request.asked_at, zone),
        "asked_has_time": request.asked_has_time,
        "asked_by": request.asked_by.value if request.asked_by else None,
        "said": request.said,
        "logged_at": instant(request.at, zone),
        "staff": request.staff,
        "suggested": request.suggested,
        "stands": standing_now(case, request).value if request.suggested else None,
        "settled": request.settled.value if request.settled else None,
        "in_chat": {"agreement": held[0].value, "at": instant(held[1].asked_at, zone)} if held else None,
    }


def _choice(choice: RouteChoice) -> dict[str, object]:
    return {
        "route": choice.route.value,
        "contact_point": choice.point.value if choice.point else None,
        "reasons": _codes(choice.reasons),
    }


def _shown(point: ContactPoint) -> str:
    return display(point.value) if point.kind is PointKind.PHONE else point.value
