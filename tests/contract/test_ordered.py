"""When orders were placed, and the likely days that are learnt from it: kept, taken back, learnt anew."""

from __future__ import annotations

from tests.contract.test_undoing import undo_file
from tests.storing import SUNDAY_1640 as NOW
from tests.storing import all_cases, deposit_record, order_record, put
from tui.domain.model import DAY, HOUR, Case
from tui.domain.words import Lane, OrderStatus
from tui.intake.records import OrderRecord
from tui.store.api import Store

PLACED = NOW - 3 * DAY


async def only_case(store: Store) -> Case:
    (case,) = await all_cases(store)
    return case


def regulars(count: int, status: OrderStatus, span: int = 3) -> list[OrderRecord]:
    """Orders of as many customers, each fetched `span` days after it was placed."""
    return [
        order_record(
            number,
            f"손님{number}",
            f"010-0000-{number:04}",
            due_at=NOW - number * DAY,
            ordered_at=NOW - (number + span) * DAY,
            status=status,
        )
        for number in range(1, count + 1)
    ]


async def test_when_an_order_was_placed_is_kept_and_taken_back_with_the_file_that_said_it(
    store: Store,
) -> None:
    await put(store, order_record(ordered_at=PLACED))
    assert (await only_case(store)).orders[0].ordered_at == PLACED
    again = await put(store, order_record(ordered_at=PLACED))
    assert (again.unchanged, again.updated) == (1, 0)
    corrected = await put(store, order_record(ordered_at=PLACED + HOUR))
    assert (corrected.unchanged, corrected.updated) == (0, 1)
    (party,) = await store.parties()
    assert party.orders[0].ordered_at == PLACED + HOUR
    await undo_file(store)
    assert (await only_case(store)).orders[0].ordered_at == PLACED


async def test_a_file_that_does_not_say_when_it_was_placed_takes_nothing_back(store: Store) -> None:
    await put(store, order_record(ordered_at=PLACED))
    silent = await put(store, order_record())
    assert (silent.unchanged, silent.updated) == (1, 0)
    changed = await put(store, order_record(amount=41_000))
    assert changed.updated == 1
    (order,) = (await only_case(store)).orders
    assert (order.amount, order.ordered_at) == (41_000, PLACED)


async def test_a_deposit_nobody_claims_stands_by_the_day_that_past_orders_make_likely(store: Store) -> None:
    await put(store, deposit_record(1, at=NOW - DAY), deposit_record(2, "박구름", 45_000, at=NOW - 9 * DAY))
    assert {deposit.likely for case in await all_cases(store) for deposit in case.deposits} == {None}
    over = await put(store, *regulars(14, OrderStatus.FINISHED))
    assert (over.new, over.cases_new, over.ignored) == (0, 0, 14)
    young, old = sorted(await all_cases(store), key=lambda case: case.customer.name)
    (deposit,) = young.deposits
    assert deposit.likely is not None
    assert (deposit.likely.orders, deposit.likely.by_span) == (14, True)
    assert NOW + DAY < deposit.likely.day <= NOW + 2 * DAY
    assert (young.due_at, young.act_by) == (None, None)
    assert old.deposits[0].likely is None
    # The board has the likely one before the old one, and that before what nobody knows anything of.
    await put(store, order_record(99, "하늘", "010-0000-9999", due_at=None))
    lane = (await store.lanes(NOW, DAY)).lanes[Lane.TO_CONTACT].ids
    assert list(lane)[:2] == [young.id, old.id]


async def test_fewer_orders_make_no_day_likely_and_those_taken_back_none_any_more(store: Store) -> None:
    await put(store, *regulars(11, OrderStatus.PENDING))
    await put(store, deposit_record(1, "김하늘", at=NOW - DAY))
    assert await likely_days(store) == [None]
    await put(store, *regulars(14, OrderStatus.PENDING))
    (day,) = await likely_days(store)
    assert day is not None
    await undo_file(store)
    assert await likely_days(store) == [None]


async def test_orders_that_were_over_are_forgotten_with_their_file_and_what_was_learnt_from_them(
    store: Store,
) -> None:
    await put(store, deposit_record(1, "김하늘", at=NOW - DAY))
    await put(store, order_record(50, "새손님", "010-0000-0050"), *regulars(14, OrderStatus.FINISHED))
    assert None not in await likely_days(store)
    await undo_file(store)
    assert await likely_days(store) == [None]


async def likely_days(store: Store) -> list[int | None]:
    found = [deposit.likely for case in await all_cases(store) for deposit in case.deposits]
    return [None if likely is None else likely.day for likely in found]
