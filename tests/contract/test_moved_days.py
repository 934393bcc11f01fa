"""A till's short number whose day has moved: one order, unless anything speaks against it."""

from __future__ import annotations

import pytest

from tests.storing import SUNDAY_1640, all_cases, order_record, put
from tui.clock import new_id
from tui.domain.model import DAY, Millis
from tui.domain.words import OrderStatus
from tui.intake.records import OrderRecord
from tui.store.api import Store

NOW = SUNDAY_1640
DAYS = ("2022-10-16", "2022-10-17", "2022-10-18", "2022-10-19", "2022-10-20", "2022-10-21")


def till(day: int, number: int = 7, **more: object) -> OrderRecord:
    due: Millis = NOW + day * DAY
    return order_record(1, key=f"own:{DAYS[day]}/{number}", order_no=f"{number}", due_at=due, **more)  # type: ignore[arg-type]


async def dues(store: Store) -> list[Millis | None]:
    return sorted(order.due_at or 0 for case in await all_cases(store) for order in case.orders)


@pytest.mark.parametrize("by", [1, 3])
async def test_an_order_on_another_day_is_the_same_order_with_its_new_key(store: Store, by: int) -> None:
    await put(store, till(0))
    moved = await put(store, till(by))
    assert (moved.new, moved.updated) == (0, 1)
    assert await dues(store) == [NOW + by * DAY]
    again = await put(store, till(by), file="다시.csv")
    assert (again.new, again.updated, again.unchanged) == (0, 0, 1)
    await store.undo("수현", new_id(), NOW)
    assert await dues(store) == [NOW]
    back = await put(store, till(0))
    assert back.unchanged == 1


@pytest.mark.parametrize(
    "later",
    [
        till(4),
        till(1, 8),
        till(1, phone="010-0000-0002"),
        till(1, ordered_at=NOW - DAY),
    ],
    ids=["too far", "another number", "another customer", "the file says when it was ordered"],
)
async def test_anything_else_is_another_order(store: Store, later: OrderRecord) -> None:
    """The twin of the one above."""
    await put(store, till(0))
    assert (await put(store, later)).new == 1
    assert len(await dues(store)) == 2


async def test_an_order_that_the_file_says_as_well_or_of_two_is_not_moved(store: Store) -> None:
    await put(store, till(0))
    both = await put(store, till(0), till(1)._replace(row=3))
    assert (both.new, both.unchanged) == (1, 1)
    assert (await put(store, till(2))).new == 1  # either of the two may be meant
    assert len(await dues(store)) == 3


async def test_what_was_picked_up_is_not_ordered_for_another_day(store: Store) -> None:
    await put(store, till(0))
    await put(store, till(0, status=OrderStatus.FINISHED))
    assert (await put(store, till(1))).new == 1
