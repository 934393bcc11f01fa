"""What customers ask for, held against what was done: requests that were lost in a channel that was down.

A request found in a saved chat is only ever suggested.  How it stands is worked out from the case as it is
now: the order's status, and what was said by the customer after the message.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from tui.domain.model import DAY, MINUTE, Case, ChatMessage, Millis, Order, Request
from tui.domain.outcomes import OUTCOMES
from tui.domain.quiet import day_start
from tui.domain.request_words import Wanted, wanted_in
from tui.domain.spoken_dates import moments_in
from tui.domain.words import OrderStatus, Outcome, RequestKind, Route

OUTCOME_OF: dict[RequestKind, Outcome] = {
    RequestKind.CHANGE: Outcome.CHANGE_REQUESTED,
    RequestKind.CANCEL: Outcome.CANCEL_REQUESTED,
    RequestKind.QUESTION: Outcome.CONFIRMED,
    RequestKind.CONFIRM: Outcome.CONFIRMED,
}
"""As what a request is logged: whoever asks a question has answered, too."""
KIND_OF: dict[Outcome, RequestKind] = {
    Outcome.CHANGE_REQUESTED: RequestKind.CHANGE,
    Outcome.CANCEL_REQUESTED: RequestKind.CANCEL,
    Outcome.CONFIRMED: RequestKind.CONFIRM,
}
CUSTOMER = "customer"
_SAME_TIME: Millis = 90 * MINUTE
"""A time that people remember is the time of the message if it is no further from it."""


class Standing(StrEnum):
    """How a request in a chat stands against what was done."""

    AGAINST = "against"
    """Served, finished or cancelled as if it had not been asked: money is in dispute."""
    OPEN = "open"
    """Nothing shows that anybody knows of it."""
    SAID_AGAIN = "said_again"
    """They asked the same again when they were spoken to."""
    OVERTAKEN = "overtaken"
    """They were spoken to later, and it stayed as it was."""
    DONE = "done"
    """Cancelled, as they asked."""
    NO_ORDER = "no_order"
    """No order of theirs is known."""


NEEDS_ACTION = frozenset((Standing.AGAINST, Standing.OPEN))


class Agreement(StrEnum):
    """What a saved chat says to a customer's claim of having asked there."""

    SAME = "same"
    OTHER_TIME = "other_time"


class Found(NamedTuple):
    """A message in which a customer seems to ask for something, and for which order."""

    wanted: Wanted
    order_id: int | None
    standing: Standing


def look_at(case: Case, at: Millis, text: str, zone: str) -> Found | None:
    """What a customer's message of that moment asks for; None where it seems to ask for nothing."""
    wanted = wanted_in(text)
    if wanted is None:
        return None
    order = order_meant(case, at, text, zone)
    return Found(wanted, order.id if order else None, stands(case, wanted.kind, at, order))


def order_meant(case: Case, at: Millis, text: str, zone: str) -> Order | None:
    """The order that a message speaks of: by its number, by its day, else the next one due after it."""
    orders = [order for order in case.orders if not order.by_hand] or list(case.orders)
    for order in orders:
        if len(order.order_no) >= 4 and order.order_no in text:
            return order
    days = {day_start(one.at, zone) for one in moments_in(text, at, zone) if one.has_day}
    dated = [order for order in orders if order.due_at is not None]
    for order in dated:
        if day_start(order.due_at or 0, zone) in days:
            return order
    ahead = [order for order in dated if (order.due_at or 0) >= at - DAY]
    if ahead:
        pending = [order for order in ahead if order.status is OrderStatus.PENDING]
        return min(pending or ahead, key=lambda order: order.due_at or 0)
    return orders[-1] if orders else None


def stands(case: Case, kind: RequestKind, at: Millis, order: Order | None) -> Standing:
    """How a request of that moment stands against what was done."""
    if order is None:
        return Standing.NO_ORDER
    spoken = [one for one in case.attempts if one.at > at and OUTCOMES[one.outcome].reached]
    if any(one.outcome is OUTCOME_OF[kind] for one in spoken):
        return Standing.SAID_AGAIN
    if order.status is OrderStatus.CANCELLED:
        return Standing.DONE if kind is RequestKind.CANCEL else Standing.AGAINST
    if order.status is OrderStatus.FINISHED:
        return Standing.AGAINST
    if spoken:
        picked_up = spoken[-1].outcome is Outcome.PICKED_UP
        return Standing.AGAINST if picked_up and kind is RequestKind.CANCEL else Standing.OVERTAKEN
    return Standing.OPEN


def standing_now(case: Case, request: Request) -> Standing:
    """How a request of the case stands now."""
    order = next((one for one in case.orders if one.id == request.order_id), None)
    return stands(case, request.kind, request.asked_at or request.at, order)


def unsettled(case: Case) -> list[Request]:
    """Requests found in chats that still ask for somebody, the gravest first."""
    found = [(standing_now(case, one), one) for one in case.requests if one.suggested and one.settled is None]
    order = list(Standing)
    waiting = [(order.index(standing), one) for standing, one in found if standing in NEEDS_ACTION]
    return [one for _, one in sorted(waiting, key=lambda pair: (pair[0], pair[1].asked_at or 0))]


def claims(case: Case) -> list[Request]:
    """What the customer told us themselves, oldest first."""
    return [one for one in case.requests if not one.suggested and not one.message_key]


def held_against_chat(
    claim: Request, requests: Iterable[Request], zone: str
) -> tuple[Agreement, Request] | None:
    """Whether what they say they asked on Kakao stands in a chat, and where; None where no chat tells."""
    if claim.asked_at is None or claim.asked_by not in (Route.KAKAO, None):
        return None
    there = [
        one for one in requests if one.message_key and one.kind is claim.kind and one.asked_at is not None
    ]
    if not there:
        return None
    claimed = claim.asked_at
    nearest = min(there, key=lambda one: abs((one.asked_at or 0) - claimed))
    return (Agreement.SAME if _same(claim, nearest, zone) else Agreement.OTHER_TIME), nearest


def _same(claim: Request, found: Request, zone: str) -> bool:
    claimed, at = claim.asked_at or 0, found.asked_at or 0
    if claim.asked_has_time:
        return abs(claimed - at) <= _SAME_TIME
    return day_start(claimed, zone) == day_start(at, zone)


def missing_from_chat(claim: Request, messages: Sequence[ChatMessage]) -> bool:
    """Whether a chat that reaches beyond the time claimed holds no message of theirs asking for that."""
    if claim.asked_at is None or claim.asked_by is not Route.KAKAO:
        return False
    reaches = any(one.at >= claim.asked_at for one in messages)
    theirs = (wanted_in(one.text) for one in messages if one.side == CUSTOMER)
    return reaches and not any(one is not None and one.kind is claim.kind for one in theirs)
