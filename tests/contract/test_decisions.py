"""Of two people who decided on one deposit, whoever takes theirs back leaves the other's word as it is."""

from __future__ import annotations

import pytest

from tests.contract.test_imports import tallies_are_right
from tests.storing import SUNDAY_1640 as NOW
from tests.storing import all_cases, deposit_record, order_record, put
from tui.clock import new_id
from tui.domain.model import Case
from tui.domain.words import UNREACHED, State
from tui.store.api import Store
from tui.store.results import HeldDeposit


async def shop(store: Store) -> tuple[int, Case, Case]:
    """The id of a deposit and of its own case, and two customers of whom either may have paid it."""
    await put(store, deposit_record(1, "김하늘"), file="통장.csv")
    await put(store, order_record(1, "박서준"), order_record(2, "이하윤", "010-0000-0002"), file="주문.csv")
    (held,) = await store.deposits()
    cases = {case.customer.name: case for case in await all_cases(store)}
    return held.deposit.id, cases["박서준"], cases["이하윤"]


async def give(store: Store, deposit_id: int, case: Case, staff: str) -> None:
    await store.link_deposits({deposit_id: case.id}, event_id=new_id(), staff=staff, now=NOW)


async def take_back(store: Store, staff: str) -> None:
    assert await store.undo(staff, new_id(), NOW) is not None
    await tallies_are_right(store)


async def only(store: Store) -> HeldDeposit:
    (held,) = await store.deposits()
    return held


async def state(store: Store, case_id: int) -> State:
    (case,) = await store.views([case_id])
    return case.state


async def test_what_a_colleague_decided_since_stands_when_the_first_word_is_taken_back(store: Store) -> None:
    deposit_id, first, second = await shop(store)
    await give(store, deposit_id, first, "수현")
    await give(store, deposit_id, second, "지훈")
    await take_back(store, "수현")
    held = await only(store)
    assert (held.case_id, held.decided) == (second.id, "customer")
    assert await state(store, deposit_id) is State.VOID


async def test_taken_back_in_turn_the_later_word_gives_way_to_what_was_before_both(store: Store) -> None:
    deposit_id, first, second = await shop(store)
    before = await state(store, deposit_id)
    await give(store, deposit_id, first, "수현")
    await give(store, deposit_id, second, "지훈")
    await take_back(store, "수현")
    await take_back(store, "지훈")
    held = await only(store)
    assert (held.case_id, held.decided) == (deposit_id, "")
    assert await state(store, deposit_id) is before
    assert {await state(store, case.id) for case in (first, second)} == {first.state}


async def test_whom_two_people_gave_it_to_stays_on_the_board_when_one_takes_that_back(store: Store) -> None:
    deposit_id, first, second = await shop(store)
    await put(store, deposit_record(2, "이바다"), file="또.csv")
    (other,) = [case for case in await all_cases(store) if case.id not in (first.id, second.id, deposit_id)]
    await give(store, deposit_id, other, "수현")
    await store.decide_deposit(other.id, False, event_id=new_id(), staff="은서", now=NOW)
    await give(store, deposit_id, other, "지훈")
    await take_back(store, "수현")
    held = {one.deposit.id: one.case_id for one in await store.deposits()}
    assert held == {deposit_id: other.id, other.id: None}
    assert await state(store, other.id) in UNREACHED


@pytest.mark.parametrize("customer", [True, False])
async def test_latest_first_each_word_gives_way_to_the_one_before(store: Store, customer: bool) -> None:
    deposit_id, first, _ = await shop(store)
    await give(store, deposit_id, first, "수현")
    await store.decide_deposit(deposit_id, customer, event_id=new_id(), staff="지훈", now=NOW)
    await take_back(store, "지훈")
    assert (await only(store)).case_id == first.id
    await take_back(store, "수현")
    assert (await only(store)).case_id == deposit_id
