"""The counter of a shop that calls numbers out: what is to be done for each order, in which order, and which
numbers customers see.

The order of acting is the policy's: a call, then the page in the shop, then only the display.  What is
urgent is how long an order has been ready.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from tui.domain.model import MINUTE, Attempt, Claim, Millis
from tui.domain.outcomes import OUTCOMES
from tui.domain.policy import Policy
from tui.domain.words import Direction, Route, State

LAST_DIGITS = 8
"""Digits of a Korean mobile number behind 010."""
_MOST_OF_NUMBER = 4
_NUMBERED = re.compile(r"(.*?)([0-9]+)", re.DOTALL)


class Step(StrEnum):
    """What is to be done next for an order."""

    MAKING = "making"
    PHONE = "phone"
    PAGE = "page"
    DISPLAY = "display"
    """Called and paged as often as the policy has it: only the display is left."""
    COMING = "coming"
    """The customer has answered since it was ready."""
    PICKED_UP = "picked_up"


class Ticket(NamedTuple):
    """One order with its number.  `attempts` are those of its customer since it was ready, oldest first.

    `phone` (E.164) is the one to call, "" where there is none.
    """

    order_id: int
    case_id: int
    number: str
    drinks: str
    taken_at: Millis
    ready_at: Millis | None = None
    picked_up_at: Millis | None = None
    phone: str = ""
    attempts: tuple[Attempt, ...] = ()
    state: State = State.NEW
    claim: Claim | None = None

    @property
    def waits(self) -> bool:
        """Whether it is ready and nobody has picked it up."""
        return self.ready_at is not None and self.picked_up_at is None


def step_of(ticket: Ticket, policy: Policy) -> Step:
    if ticket.picked_up_at is not None:
        return Step.PICKED_UP
    if ticket.ready_at is None:
        return Step.MAKING
    if any(OUTCOMES[attempt.outcome].reached for attempt in ticket.attempts):
        return Step.COMING
    if ticket.phone and _tries(ticket, Route.PHONE) < policy.tries.most.get(Route.PHONE, 0):
        return Step.PHONE
    if _tries(ticket, Route.PAGE) < policy.tries.most.get(Route.PAGE, 0):
        return Step.PAGE
    return Step.DISPLAY


_ROUTE = {Step.PHONE: Route.PHONE, Step.PAGE: Route.PAGE}


def due_at(ticket: Ticket, policy: Policy) -> Millis | None:
    """When the next step is due: at once by another way than the last, after a wait by the same one.

    None where nothing is left for anybody to do but to hand it over.
    """
    step = step_of(ticket, policy)
    if step not in _ROUTE or ticket.ready_at is None:
        return None
    if not ticket.attempts:
        return ticket.ready_at
    last = ticket.attempts[-1]
    if last.callback_at is not None:
        return last.callback_at
    if last.route is not _ROUTE[step]:
        return last.at + policy.waits.next_route_minutes * MINUTE
    return last.at + policy.waits.after.get(last.outcome, 0) * MINUTE


def minutes_ready(ticket: Ticket, now: Millis) -> int:
    """Whole minutes since it was ready; 0 for one that is not."""
    return 0 if ticket.ready_at is None else max(0, now - ticket.ready_at) // MINUTE


class Columns(NamedTuple):
    """The counter's three lists: those to act for first, then as they came; picked up, the latest first."""

    ready: tuple[Ticket, ...]
    making: tuple[Ticket, ...]
    picked_up: tuple[Ticket, ...]


def columns(tickets: Iterable[Ticket], now: Millis, policy: Policy) -> Columns:
    ready: list[Ticket] = []
    making: list[Ticket] = []
    picked_up: list[Ticket] = []
    for ticket in tickets:
        if ticket.picked_up_at is not None:
            picked_up.append(ticket)
        else:
            (making if ticket.ready_at is None else ready).append(ticket)
    ready.sort(key=lambda ticket: (_rank(ticket, now, policy), ticket.ready_at, ticket.order_id))
    making.sort(key=lambda ticket: (ticket.taken_at, ticket.order_id))
    picked_up.sort(key=lambda ticket: (-(ticket.picked_up_at or 0), -ticket.order_id))
    return Columns(tuple(ready), tuple(making), tuple(picked_up))


def first_to_act(ready: Iterable[Ticket], now: Millis, policy: Policy, terminal: str = "") -> Ticket | None:
    """The first that is to be called or paged now and that no other terminal works on; None if none is."""
    for ticket in ready:
        moment = due_at(ticket, policy)
        claim = ticket.claim
        elsewhere = claim is not None and claim.until > now and claim.terminal != terminal
        if moment is not None and moment <= now and not elsewhere:
            return ticket
    return None


def _rank(ticket: Ticket, now: Millis, policy: Policy) -> int:
    moment = due_at(ticket, policy)
    if moment is not None:
        return 0 if moment <= now else 1
    return 3 if step_of(ticket, policy) is Step.COMING else 2


def _tries(ticket: Ticket, route: Route) -> int:
    return sum(
        attempt.route is route and attempt.direction is Direction.OUT and not OUTCOMES[attempt.outcome].closes
        for attempt in ticket.attempts
    )


# --- numbers -----------------------------------------------------------------------------------------------


def next_number(latest: str, used: Iterable[str] = ()) -> str:
    """The number after `latest` that is none of `used`: "231" → "232", "A09" → "A10"; "1" after nothing."""
    found = _NUMBERED.fullmatch(latest)
    head, digits = (found[1], found[2]) if found else ("", "0")
    taken = {same_number(one) for one in used}
    number = int(digits)
    while True:
        number += 1
        text = f"{head}{number:0{len(digits)}d}"
        if same_number(text) not in taken:
            return text


def same_number(number: str) -> str:
    """A number as compared: without the zeros before it, in one case."""
    return number.strip().casefold().lstrip("0") or "0"


def find(tickets: Iterable[Ticket], number: str) -> Ticket | None:
    """The order meant by a number: one not picked up yet before others, the latest before the earlier."""
    meant = same_number(number)
    fitting = [ticket for ticket in tickets if ticket.number and same_number(ticket.number) == meant]
    return max(
        fitting, key=lambda each: (each.picked_up_at is None, each.taken_at, each.order_id), default=None
    )


class Entry(NamedTuple):
    """What was typed at the counter: a `number`, or a `phone` in full, never both; neither if unclear."""

    number: str = ""
    phone: str = ""


def read_entry(typed: str) -> Entry:
    """Up to four digits are an order's number; eight are a mobile number without its 010."""
    digits = "".join(re.findall("[0-9]", typed))
    if 0 < len(digits) <= _MOST_OF_NUMBER:
        return Entry(number=digits)
    phone = read_phone(digits)
    return Entry(phone=phone or "")


def read_phone(typed: str) -> str | None:
    """A phone as the counter takes it: the last eight digits, or the whole number; "" for none at all.

    None where it is neither.
    """
    digits = "".join(re.findall("[0-9]", typed))
    if not digits:
        return None if typed.strip() else ""
    if is_whole(digits):
        return digits if digits.startswith("0") and len(digits) > LAST_DIGITS else f"010{digits}"
    if digits.startswith("0") and len(digits) in (9, 10):
        return digits
    return None


def is_whole(digits: str) -> bool:
    """Whether nothing can follow: eight digits, or eleven of a number typed with its 010."""
    return len(digits) == (LAST_DIGITS + 3 if digits.startswith("01") else LAST_DIGITS)


def whole_phone(typed: str) -> tuple[str | None, str]:
    """(the number with its last digit, what follows it) of a phone being typed; (None, "") until then."""
    digits = ""
    for place, character in enumerate(typed):
        if character in "0123456789":
            digits += character
            if is_whole(digits):
                return typed[: place + 1], typed[place + 1 :]
    return None, ""


# --- the customers' display --------------------------------------------------------------------------------


class Shown(NamedTuple):
    """A ready number as customers see it: nothing else of the order."""

    number: str
    new: bool
    """Ready just now."""
    called: bool
    """Called or paged just now."""


def on_display(tickets: Iterable[Ticket], now: Millis, policy: Policy) -> list[Shown]:
    """What is ready and not picked up, the newest first."""
    waiting = [ticket for ticket in tickets if ticket.waits and ticket.number]
    waiting.sort(key=lambda ticket: (-(ticket.ready_at or 0), -ticket.order_id))
    return [
        Shown(
            ticket.number,
            now - (ticket.ready_at or 0) < policy.counter.new_minutes * MINUTE,
            any(now - attempt.at < policy.counter.called_minutes * MINUTE for attempt in ticket.attempts),
        )
        for ticket in waiting
    ]


def pages(count: int, columns: int, rows: int) -> list[range]:
    """The places of each page where `columns` × `rows` fit on one; one empty page for none."""
    room = max(1, columns * rows)
    return [range(start, min(start + room, count)) for start in range(0, max(1, count), room)]


def numbers_open(tickets: Sequence[Ticket]) -> list[str]:
    """Numbers that mean an order now, so that no new one may take them."""
    return [ticket.number for ticket in tickets if ticket.picked_up_at is None and ticket.number]
