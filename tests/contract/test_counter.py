"""The counter: numbers taken down, made ready, picked up; every step once, and each can be taken back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.storing import SUNDAY_1640 as NOW
from tests.storing import order_record, put, tried
from tui.clock import new_id
from tui.domain.counter import Ticket
from tui.domain.model import DAY, HOUR, MINUTE, Attempt, Case, Event, Millis
from tui.domain.phones import read_phones
from tui.domain.profile import profile_policy
from tui.domain.words import EventKind, Outcome, Route, State
from tui.store.api import Store
from tui.store.results import NewTicket, StoreError
from tui.store.sqlite import open_store

CAFE = profile_policy("cafe")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(tmp_path / "cafe.db", policy=CAFE, now=NOW) as store:
        yield store


def asked(number: str = "", phone: str = "", *, at: Millis = NOW, staff: str = "수현") -> NewTicket:
    reading = read_phones(phone)[0] if phone else None
    return NewTicket(new_id(), new_id(), new_id(), new_id(), staff, at, number, reading, "라떼 2", "{}번")


async def ready(store: Store, ticket: Ticket, *, at: Millis = NOW, event_id: int = 0) -> Case:
    ident = event_id or new_id()
    return await store.mark_ready(ticket.case_id, ticket.order_id, event_id=ident, staff="수현", now=at)


def handed(case_id: int, at: Millis = NOW) -> Event:
    attempt = Attempt(new_id(), case_id, Route.PAGE, None, Outcome.PICKED_UP, "수현", at)
    return Event(attempt.id, case_id, EventKind.ATTEMPT, "수현", at, attempt=attempt)


async def undone(store: Store, at: Millis = NOW) -> Case:
    undone = await store.undo("수현", new_id(), at)
    assert undone is not None
    assert undone.case is not None
    return undone.case


async def test_an_order_goes_from_taken_to_ready_to_picked_up(store: Store) -> None:
    taken = await store.take_counter_order(asked("231", "010-1234-5678"))
    assert (taken.number, taken.case.state, taken.case.customer.name) == ("231", State.NEW, "231번")
    (ticket,) = await store.tickets(NOW)
    assert (ticket.number, ticket.drinks, ticket.phone, ticket.ready_at) == (
        "231",
        "라떼 2",
        "+821012345678",
        None,
    )
    case = await ready(store, ticket, at=NOW + MINUTE)
    assert (case.due_at, case.act_by) == (NOW + MINUTE, NOW + MINUTE)
    (ticket,) = await store.tickets(NOW + MINUTE, only_ready=True)
    assert ticket.ready_at == NOW + MINUTE
    logged = await store.pick_up(handed(case.id, NOW + 2 * MINUTE), ticket.order_id)
    assert logged.case.state is State.RESOLVED
    assert not logged.case.pending
    assert await store.tickets(NOW + 2 * MINUTE, only_ready=True) == []
    (ticket,) = await store.tickets(NOW + 2 * MINUTE)
    assert ticket.picked_up_at == NOW + 2 * MINUTE


async def test_every_step_counts_once_however_often_it_is_asked_for(store: Store) -> None:
    order, step = asked("231"), new_id()
    first = await store.take_counter_order(order)
    again = await store.take_counter_order(order)
    assert (again.repeated, again.number, again.case.id) == (True, "231", first.case.id)
    (ticket,) = await store.tickets(NOW)
    await ready(store, ticket, event_id=step)
    await ready(store, ticket, event_id=step, at=NOW + MINUTE)
    await ready(store, ticket, at=NOW + 2 * MINUTE)  # somebody else says it, too
    pick = handed(ticket.case_id)
    assert not (await store.pick_up(pick, ticket.order_id)).repeated
    assert (await store.pick_up(pick, ticket.order_id)).repeated
    (ticket,) = await store.tickets(NOW)
    assert ticket.ready_at == NOW
    assert len(await store.events_of(ticket.case_id)) == 3


async def test_u_takes_back_one_step_after_the_other(store: Store) -> None:
    taken = await store.take_counter_order(asked("231", "010-1234-5678"))
    (ticket,) = await store.tickets(NOW)
    await ready(store, ticket)
    await store.pick_up(handed(ticket.case_id), ticket.order_id)
    case = await undone(store)
    assert (case.state, case.act_by, case.pending[0].ready_at) == (State.NEW, NOW, NOW)
    case = await undone(store)
    assert (case.state, case.act_by, case.pending[0].ready_at) == (State.NEW, None, None)
    case = await undone(store)
    assert (case.state, case.orders, case.points, case.customer.name) == (State.VOID, (), (), "")
    assert await store.tickets(NOW) == []
    assert (await store.lanes(NOW, DAY)).total == 0
    assert await store.undo("수현", new_id(), NOW) is None
    assert (await store.take_counter_order(asked("231"))).case.id != taken.case.id
    assert await store.check() == ()


async def test_the_next_number_follows_the_one_taken_last(store: Store) -> None:
    assert await store.next_number(NOW) == "1"
    await store.take_counter_order(asked("231"))
    assert (await store.take_counter_order(asked())).number == "232"
    await store.take_counter_order(asked("9"))
    assert await store.next_number(NOW) == "10"
    await undone(store)
    assert await store.next_number(NOW) == "233"


async def test_two_tills_at_once_never_give_one_number_twice(store: Store) -> None:
    taken = await asyncio.gather(*(store.take_counter_order(asked()) for _ in range(20)))
    assert sorted(int(one.number) for one in taken) == list(range(1, 21))


async def test_a_number_that_means_an_open_order_is_refused_and_the_next_one_named(store: Store) -> None:
    await store.take_counter_order(asked("231"))
    with pytest.raises(StoreError) as refused:
        await store.take_counter_order(asked("0231"))
    assert (refused.value.code, refused.value.fields["next"]) == ("number_in_use", "232")
    assert len(await store.tickets(NOW)) == 1
    (ticket,) = await store.tickets(NOW)
    await store.pick_up(handed(ticket.case_id), ticket.order_id)
    assert (await store.take_counter_order(asked("231"))).number == "231"


async def test_yesterdays_number_is_another_order_today(store: Store) -> None:
    yesterday = await store.take_counter_order(asked("231", at=NOW - 20 * HOUR))
    today = await store.take_counter_order(asked("231"))
    assert today.case.id != yesterday.case.id
    assert [ticket.case_id for ticket in await store.tickets(NOW)] == [today.case.id]
    assert {one.state for one in await store.views([yesterday.case.id, today.case.id])} == {State.NO_ROUTE}


async def test_orders_of_a_file_are_being_made_and_one_of_two_picked_up_leaves_the_other(
    store: Store,
) -> None:
    await put(
        store,
        order_record(1, "", "010-1234-5678", order_no="45", due_at=None, key="pos:45"),
        order_record(2, "", "010-1234-5678", order_no="46", due_at=None, key="pos:46"),
    )
    first, second = await store.tickets(NOW)
    assert [first.number, second.number] == ["45", "46"]
    assert first.case_id == second.case_id
    await ready(store, first)
    logged = await store.pick_up(handed(first.case_id, NOW + MINUTE), first.order_id)
    assert [order.order_no for order in logged.case.pending] == ["46"]
    assert logged.case.state is State.NEW
    await ready(store, second, at=NOW + 5 * MINUTE)
    (waiting,) = await store.tickets(NOW + 5 * MINUTE, only_ready=True)
    assert (waiting.number, waiting.attempts) == ("46", ())
    # The same file again changes neither.
    await put(store, order_record(1, "", "010-1234-5678", order_no="45", due_at=None, key="pos:45"))
    assert [one.picked_up_at is None for one in await store.tickets(NOW + 6 * MINUTE)] == [False, True]
    case = await undone(store)  # ready
    case = await undone(store)  # picked up, with what followed from it
    assert {order.order_no for order in case.pending} == {"45", "46"}


async def test_a_pick_up_logged_elsewhere_is_about_all_that_is_ready(store: Store) -> None:
    await store.take_counter_order(asked("231"))
    (ticket,) = await store.tickets(NOW)
    await ready(store, ticket)
    await store.log(handed(ticket.case_id))
    assert await store.tickets(NOW, only_ready=True) == []
    await undone(store)
    assert len(await store.tickets(NOW, only_ready=True)) == 1


async def test_a_shop_without_a_counter_has_nothing_of_it(store: Store) -> None:
    await put(store, order_record(1))
    (case_id,) = await store.cases_with(order_no="C001")
    (case,) = await store.views([case_id])
    await store.log(tried(case, Outcome.PICKED_UP, route=Route.PAGE))
    (case,) = await store.views([case_id])
    assert (case.state, len(case.pending), case.due_at) == (State.RESOLVED, 1, NOW + 3 * HOUR)


async def test_attempts_since_it_was_ready_come_with_the_ticket(store: Store) -> None:
    taken = await store.take_counter_order(asked("231", "010-1234-5678"))
    await store.log(tried(taken.case, at=NOW))
    (ticket,) = await store.tickets(NOW)
    await ready(store, ticket, at=NOW + MINUTE)
    await store.log(tried(taken.case, at=NOW + 2 * MINUTE))
    (ticket,) = await store.tickets(NOW + 2 * MINUTE)
    assert [attempt.at for attempt in ticket.attempts] == [NOW + 2 * MINUTE]


async def test_another_policy_leaves_what_is_ready_where_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "cafe.db"
    async with open_store(file, policy=CAFE, now=NOW) as store:
        await store.take_counter_order(asked("231"))
        (ticket,) = await store.tickets(NOW)
        await ready(store, ticket)
    async with open_store(file, policy=profile_policy("agency"), now=NOW) as store:
        (case,) = await store.views([ticket.case_id])
        assert case.act_by == NOW
