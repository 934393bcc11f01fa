"""What is known of the messages that were sent before: providers' results against orders and outages.

The verdict never says more than a provider has said.  A receipt by the telephone is proof; all else that
sounds like success is at most "accepted", and "unconfirmed" where its channel was down meanwhile.  Nothing
here depends on the order in which results come.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from tui.domain.model import DAY, MINUTE, Case, Millis, Order, Outage, SendResult
from tui.domain.policy import DEFAULT, Policy
from tui.domain.providers import ARRIVED, Level
from tui.domain.words import Delivery, PointKind, Route, Usability

WHY = (
    "proof",  # a telephone took it
    "failed",
    "accepted",  # taken by a provider or carrier, no more
    "outage",  # the same, while its channel was down
    "unproven",  # said to have arrived while its channel was down, by somebody who cannot know
    "unknown",  # a result that was not found, came too late, contradicts itself, or a code that nobody knows
    "contradiction",  # first said to have arrived, then to have failed
    "after_failure",  # first said to have failed, then to have arrived
    "wrong_number",  # arrived at a number that turned out not to be theirs
    "other_number",  # arrived at a number that is not known to be theirs
    "ambiguous",  # which of their orders it was about cannot be told
    "undated",  # when it was sent cannot be told
    "by_hand",  # somebody wrote to them by hand; no provider says anything of it
    "by_gateway",  # a text was handed to the shop's own gateway; how far it came stands with that text
    "other_orders",  # what was sent was about other orders, or before this one was placed
)
"""Codes of the reasons; each has a sentence "delivery.why_" + code."""

OCCASION: Millis = DAY
"""Messages about one order that were sent within this time of each other speak of one occasion."""
_PLACED_SLACK: Millis = 5 * MINUTE
"""Two clocks: a confirmation may seem to be sent a little before its order was placed."""
_LONG_PAST: Millis = DAY
"""A message that was sent this long after an order was due is about something else."""

_MESSAGE_CHANNELS = (Route.KAKAO, Route.SMS)
_TOKENS = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{3,}")
_DIGITS = re.compile(r"\d")
_LEAST_DIGITS = 8
"""A number in a text may be anything; one of this many digits, as long as an order number, is such a one."""
_RANK = {Delivery.FAILED: 0, Delivery.UNCONFIRMED: 1, Delivery.ACCEPTED: 2, Delivery.DELIVERED: 3}
_WORST_FIRST = (
    Delivery.FAILED,
    Delivery.UNCONFIRMED,
    Delivery.NEVER_SENT,
    Delivery.ACCEPTED,
    Delivery.DELIVERED,
)
_NOT_THEIRS = frozenset((Usability.WRONG, Usability.DISCONNECTED))


class OrderDelivery(NamedTuple):
    """What is known of the messages about one order (`order` None: about whatever the customer has coming).

    `why` is a code of WHY.  `evidence` are the results that count, the deciding one first; each knows what
    was said of it before.  `at` is when the deciding message was sent.
    """

    order: Order | None
    delivery: Delivery
    why: str = ""
    evidence: tuple[SendResult, ...] = ()
    at: Millis | None = None


class CaseDelivery(NamedTuple):
    """`orders` are the pending ones, in the case's order; `deciding` is the one that is worst off."""

    deciding: OrderDelivery
    orders: tuple[OrderDelivery, ...]

    @property
    def delivery(self) -> Delivery:
        return self.deciding.delivery

    def tried(self, why: str) -> CaseDelivery:
        """The same where a customer of whom no results speak was written to all the same: `why` is by_hand or
        by_gateway."""
        found = tuple(
            one._replace(delivery=Delivery.UNCONFIRMED, why=why)
            if one.delivery is Delivery.NEVER_SENT
            else one
            for one in self.orders
        )
        return CaseDelivery(_worst(found), found)


class _Worth(NamedTuple):
    """One result as judged; `at` None where nobody knows when it was sent."""

    delivery: Delivery
    why: str
    at: Millis | None
    result: SendResult


_NEVER = OrderDelivery(None, Delivery.NEVER_SENT)
_NOTHING = CaseDelivery(_NEVER, (_NEVER,))


def reconcile(case: Case, outages: Sequence[Outage], policy: Policy = DEFAULT) -> CaseDelivery:
    """What is known of the messages about each pending order of a case, and about the case as a whole."""
    numbers = {
        point.value: point.usability for point in case.points if point.kind is PointKind.PHONE and point.value
    }
    return judge(case.orders, case.pending, case.results, numbers, outages=outages, policy=policy)


def judge(
    orders: Sequence[Order],
    pending: Sequence[Order],
    results: Sequence[SendResult],
    numbers: Mapping[str, Usability],
    *,
    outages: Sequence[Outage],
    policy: Policy = DEFAULT,
) -> CaseDelivery:
    """The same of the parts of a case: `pending` are those of the orders that are still owed, `numbers` the
    customer's telephones (E.164) and what each is good for."""
    if not results:
        if not pending:
            return _NOTHING
        none = tuple(OrderDelivery(order, Delivery.NEVER_SENT) for order in pending)
        return CaseDelivery(none[0], none)
    judged = [_worth(result, numbers, outages, policy) for result in results]
    if not pending:
        named = _Names(orders)
        loose = [one for one in judged if not named.of(one.result)[0]]
        whole = _order(None, [_dated(one) for one in loose], bool(judged))
        return CaseDelivery(whole, (whole,))
    found = tuple(_of_orders(orders, pending, judged))
    return CaseDelivery(_worst(found), found)


def _worst(found: Sequence[OrderDelivery]) -> OrderDelivery:
    return min(found, key=lambda one: _WORST_FIRST.index(one.delivery))


# --- what one result is worth -----------------------------------------------------------------------------


def _worth(
    result: SendResult, numbers: Mapping[str, Usability], outages: Sequence[Outage], policy: Policy
) -> _Worth:
    at = result.sent_at if result.sent_at is not None else result.reported_at
    delivery, why = _said(result, outages, policy)
    if delivery is Delivery.DELIVERED and result.phone:
        usability = numbers.get(result.phone)
        if usability is None:
            delivery, why = Delivery.UNCONFIRMED, "other_number"
        elif usability in _NOT_THEIRS:
            delivery, why = Delivery.UNCONFIRMED, "wrong_number"
    return _Worth(delivery, why, at, result)


def _said(result: SendResult, outages: Sequence[Outage], policy: Policy) -> tuple[Delivery, str]:
    """What the provider's words are worth, from the first to the latest."""
    if not result.before:
        level = result.meaning
        if level == Level.FAILED:
            return Delivery.FAILED, "failed"
        if level in ARRIVED:
            return _proof(result, outages, policy)
        return _open(result, outages)
    words = [*reversed(result.before), result]
    if all(one.reported_at is not None for one in words):
        words.sort(key=lambda one: one.reported_at or 0)
    arrived = [place for place, one in enumerate(words) if one.meaning in ARRIVED]
    failed = [place for place, one in enumerate(words) if one.meaning == Level.FAILED]
    if arrived:
        proof = _proof(words[arrived[-1]], outages, policy)
        if failed and failed[-1] > arrived[-1]:
            return Delivery.UNCONFIRMED, "contradiction"
        return (proof[0], "after_failure") if failed and proof[0] is Delivery.DELIVERED else proof
    return (Delivery.FAILED, "failed") if failed else _open(words[-1], outages)


def _proof(result: SendResult, outages: Sequence[Outage], policy: Policy) -> tuple[Delivery, str]:
    if result.meaning == Level.READ or not _inside(result, outages):
        return Delivery.DELIVERED, "proof"
    if result.channel == Route.SMS:
        knows = bool(result.provider)
    elif result.provider == Route.KAKAO:
        knows = result.mode == "realtime"
    else:
        knows = bool(result.provider) and policy.delivery.resellers_prove
    return (Delivery.DELIVERED, "proof") if knows else (Delivery.UNCONFIRMED, "unproven")


def _open(result: SendResult, outages: Sequence[Outage]) -> tuple[Delivery, str]:
    """Neither arrived nor failed."""
    if result.meaning == Level.UNKNOWN:
        return Delivery.UNCONFIRMED, "unknown"
    return (Delivery.UNCONFIRMED, "outage") if _inside(result, outages) else (Delivery.ACCEPTED, "accepted")


def _inside(result: SendResult, outages: Sequence[Outage]) -> bool:
    """Whether its channel was down at any time from its sending to its report.

    A message of unknown channel may have gone by any, one of unknown time at any time.
    """
    start, end = result.sent_at, result.reported_at
    if start is None:
        start = end
    if end is None or (start is not None and end < start):
        end = start
    for outage in outages:
        channel = outage.channel
        if channel not in _MESSAGE_CHANNELS or (result.channel and result.channel != channel):
            continue
        if start is None or end is None:
            return True
        if outage.since <= end and (outage.until is None or start < outage.until):
            return True
    return False


# --- which order a result is about ------------------------------------------------------------------------


class _Names:
    """The names by which results may call the orders of one customer."""

    def __init__(self, orders: Iterable[Order]) -> None:
        self._ids: dict[str, set[int]] = {}
        for order in orders:
            for name in (order.order_no, order.key):
                if name:
                    self._ids.setdefault(name, set()).add(order.id)

    @cached_property
    def _shapes(self) -> set[str]:
        return {_shape(name) for name in self._ids if _telling(name)}

    def of(self, result: SendResult) -> tuple[bool, set[int]]:
        """(whether it names an order at all, which of these): another's number names none of these."""
        reference = result.reference
        if reference:
            if reference in self._ids:
                return True, self._ids[reference]
            if _shape(reference) in self._shapes:
                return True, set()
        if not result.text:
            return False, set()
        named: set[int] = set()
        others = False
        for token in _TOKENS.findall(result.text):
            if _telling(token):
                named |= self._ids.get(token, set())
                others = others or _shape(token) in self._shapes
        return bool(named) or others, named


def _telling(name: str) -> bool:
    """Whether a word of this make can hardly be anything but an order number."""
    digits = len(_DIGITS.findall(name))
    return len(name) >= 4 and digits > 0 and (digits < len(name) or digits >= _LEAST_DIGITS)


def _shape(name: str) -> str:
    return _DIGITS.sub("9", name)


def _of_orders(
    orders: Sequence[Order], pending: Sequence[Order], judged: Sequence[_Worth]
) -> Iterable[OrderDelivery]:
    names = _Names(orders)
    about: dict[int, list[_Worth]] = {order.id: [] for order in pending}
    for one in judged:
        naming, named = names.of(one.result)
        if naming:
            for ident in named & about.keys():
                about[ident].append(one)
            continue
        fitting = [order for order in orders if _fits(one.at, order)]
        # Several lines of one order are told of together.
        ambiguous = len(fitting) > 1 and len({order.order_no or order.key for order in fitting}) > 1
        for order in fitting:
            if order.id in about:
                about[order.id].append(_doubted(_dated(one)) if ambiguous else _dated(one))
    for order in pending:
        yield _order(order, about[order.id], bool(judged))


def _fits(at: Millis | None, order: Order) -> bool:
    """Whether a message of that time can be about the order."""
    if at is None:
        return True
    if order.ordered_at is not None and at < order.ordered_at - _PLACED_SLACK:
        return False
    return order.due_at is None or at <= order.due_at + _LONG_PAST


def _dated(one: _Worth) -> _Worth:
    """A result that names no order and no time may be about anything."""
    if one.at is not None or one.delivery is Delivery.UNCONFIRMED:
        return one
    return one._replace(delivery=Delivery.UNCONFIRMED, why="undated")


def _doubted(one: _Worth) -> _Worth:
    """It may be about another order: it neither proves that this one's message arrived nor that it failed."""
    if one.delivery in (Delivery.DELIVERED, Delivery.FAILED):
        return one._replace(delivery=Delivery.UNCONFIRMED, why="ambiguous")
    return one


# --- what several results say together --------------------------------------------------------------------


def _order(order: Order | None, found: Sequence[_Worth], any_result: bool) -> OrderDelivery:
    """The latest occasion counts.  In it the best proof of the latest message does; a failure of that one
    does not take away what is known of another message of the same occasion."""
    if not found:
        return OrderDelivery(order, Delivery.NEVER_SENT, "other_orders" if any_result else "")
    if len(found) == 1:
        (deciding,) = found
        return OrderDelivery(order, deciding.delivery, deciding.why, (deciding.result,), deciding.at)
    latest = max((one.at for one in found if one.at is not None), default=None)
    occasion = [one for one in found if one.at is None or latest is None or one.at >= latest - OCCASION]
    messages = _messages(occasion)
    newest = max(messages, key=lambda message: (_latest(message), -_rank(message), _label(message[0])))
    if _best(newest).delivery is Delivery.FAILED:
        newest = max(messages, key=lambda message: (_rank(message), _latest(message), _label(message[0])))
    deciding = _best(newest)
    rest = sorted((one for one in occasion if one is not deciding), key=_place, reverse=True)
    evidence = (deciding.result, *(one.result for one in rest))
    return OrderDelivery(order, deciding.delivery, deciding.why, evidence, deciding.at)


def _messages(occasion: Sequence[_Worth]) -> list[list[_Worth]]:
    """The tries of each message: by template, else text.  A try without either goes with the nearest one."""
    labelled: dict[str, list[_Worth]] = {}
    loose = []
    for one in occasion:
        label = _label(one)
        if label:
            labelled.setdefault(label, []).append(one)
        else:
            loose.append(one)
    if not labelled:
        return [loose]
    told = [(one.at or 0, label) for label, tries in labelled.items() for one in tries]
    for one in loose:
        _, label = min((abs((one.at or 0) - at), label) for at, label in told)
        labelled[label].append(one)
    return list(labelled.values())


def _label(one: _Worth) -> str:
    return one.result.template or " ".join(one.result.text.split())


def _best(tries: Sequence[_Worth]) -> _Worth:
    return max(tries, key=lambda one: (_RANK[one.delivery], _place(one)))


def _rank(tries: Sequence[_Worth]) -> int:
    return max(_RANK[one.delivery] for one in tries)


def _latest(tries: Sequence[_Worth]) -> Millis:
    return max(one.at or 0 for one in tries)


def _place(one: _Worth) -> tuple[Millis, Millis, str]:
    """The same order whatever order the results came in."""
    return one.at or 0, one.result.reported_at or 0, one.result.key
