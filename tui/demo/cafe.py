"""The café's demo: a till's order list of a busy day, and the last minutes at the counter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import NamedTuple

from tui.clock import new_id
from tui.demo.files import csv_text, people
from tui.domain.counter import Ticket
from tui.domain.model import MINUTE, Attempt, Event, Millis
from tui.domain.outcomes import ROUTES_OF
from tui.domain.quiet import at_place
from tui.domain.words import EventKind, Outcome, Route
from tui.store.api import Store

SHOP, SHOP_PHONE, SHOP_INSTAGRAM = "별빛커피", "02-123-4567", "byeolbit.coffee"
ORDERS = "POS_주문내역.csv"
FIRST = 12
"""The till's number of the day's first order."""
ORDERED = 214
_OPEN = 46
"""Of these the last are not finished by the till's list."""
_HEADER = ("주문번호", "주문일시", "메뉴", "수량", "결제금액", "연락처", "상태")
_DRINKS = (
    ("아이스 아메리카노", 4_500),
    ("카페라떼", 5_000),
    ("바닐라라떼", 5_500),
    ("콜드브루", 5_000),
    ("자몽에이드", 6_000),
    ("말차라떼", 5_800),
    ("디카페인 아메리카노", 5_000),
    ("얼그레이 밀크티", 5_800),
    ("크로플 세트", 9_500),
)


class _Done(NamedTuple):
    """What happened to one order: minutes ago it was ready and tried, None where it was not."""

    ready: int
    tries: tuple[tuple[int, Outcome], ...] = ()
    picked_up: int | None = None


# By place from the first of the open ones; all after these are being made.
_HAPPENED = (
    *(_Done(38 - place, ((36 - place, Outcome.CONFIRMED),), 31 - place) for place in range(6)),
    *(_Done(32 - place, (), 27 - place) for place in range(8)),
    _Done(24, ((22, Outcome.NO_ANSWER), (20, Outcome.PAGED), (16, Outcome.PAGED))),
    _Done(19, ((17, Outcome.NO_ANSWER), (14, Outcome.PAGED))),
    _Done(15, ((13, Outcome.CONFIRMED),)),
    _Done(13),
    _Done(11, ((9, Outcome.POWERED_OFF),)),
    _Done(9),
    _Done(8, ((6, Outcome.NO_ANSWER), (2, Outcome.PAGED))),
    _Done(6),
    _Done(5),
    _Done(4, ((1, Outcome.NO_ANSWER),)),
    _Done(3),
    _Done(2),
    _Done(1),
    _Done(0),
)


def order_file(now: Millis, zone: str) -> bytes:
    """The till's list of the day: one in six left no number, whoever was served is finished."""
    chance = Random("cafe")
    known = people("cafe")
    rows: list[tuple[str, ...]] = []
    for place in range(ORDERED):
        _, phone = next(known)
        age = (ORDERED - place) * 2 + chance.randint(0, 1)
        drink, price = chance.choice(_DRINKS)
        count = chance.choice((1, 1, 1, 2, 2, 3, 4))
        at = at_place(now, zone) - timedelta(minutes=age if place < ORDERED - _OPEN else _age(place))
        finished = place < ORDERED - _OPEN
        rows.append(
            (
                f"{FIRST + place}",
                f"{at:%Y-%m-%d %H:%M:%S}",
                drink,
                f"{count}",
                f"{price * count:,}",
                "" if place % 6 == 5 else phone,
                "완료" if finished else "주문접수",
            )
        )
    return csv_text([_HEADER, *rows]).encode("cp949")


def _age(place: int) -> int:
    """Minutes since one of the open orders was placed: some time before it was ready."""
    at = place - (ORDERED - _OPEN)
    if at < len(_HAPPENED):
        return _HAPPENED[at].ready + 4
    return max(1, (_OPEN - at) * 4 // 5)


def files(now: Millis, zone: str) -> Iterator[tuple[str, bytes]]:
    yield ORDERS, order_file(now, zone)


async def serve(store: Store, staff: list[str], now: Millis) -> None:
    """What was done at the counter so far."""
    known = {ticket.number: ticket for ticket in await store.tickets(now)}
    for place, done in enumerate(_HAPPENED):
        ticket = known[f"{FIRST + ORDERED - _OPEN + place}"]
        who = staff[place % len(staff)]
        await store.mark_ready(
            ticket.case_id, ticket.order_id, event_id=new_id(), staff=who, now=now - done.ready * MINUTE
        )
        for minutes, outcome in done.tries:
            if ticket.phone or Route.PHONE not in ROUTES_OF[outcome]:
                await store.log(await _attempt(store, ticket, outcome, who, now - minutes * MINUTE))
        if done.picked_up is not None:
            at = now - done.picked_up * MINUTE
            event = await _attempt(store, ticket, Outcome.PICKED_UP, who, at)
            await store.pick_up(event, ticket.order_id)


async def _attempt(store: Store, ticket: Ticket, outcome: Outcome, staff: str, at: Millis) -> Event:
    route = Route.PHONE if Route.PHONE in ROUTES_OF[outcome] else Route.PAGE
    (case,) = await store.views([ticket.case_id])
    point = next((one.id for one in case.points if one.usable), None) if route is Route.PHONE else None
    attempt = Attempt(new_id(), ticket.case_id, route, point, outcome, staff, at)
    return Event(attempt.id, ticket.case_id, EventKind.ATTEMPT, staff, at, attempt=attempt)
