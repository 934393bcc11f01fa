"""How an order without a number of its own is known again: by whom, what and when, in whatever sequence."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.storing import all_cases, header
from tests.unit.intake.helpers import NOW
from tui.domain.words import OrderStatus
from tui.intake import orders
from tui.intake.orders import OrderReader
from tui.intake.plan import Plan
from tui.intake.records import ORDERS, Batch, OrderRecord
from tui.intake.rows import Row, Sorter
from tui.store.results import ImportSummary
from tui.store.sqlite import open_store

FIELDS = ("name", "phone", "due_date", "details", "status")
NOON, SIX, NEXT_DAY = "2022-10-16 12:00", "2022-10-16 18:00", "2022-10-17 12:00"
FIRST = ["김민지", "010-1234-0001", NOON, "딸기 1호", ""]
SECOND = ["이서준", "010-1234-0002", NOON, "딸기 1호", ""]


def records(rows: list[Row], fields: tuple[str, ...] = FIELDS) -> list[OrderRecord]:
    """What a file of these rows says; every row must be an order."""
    plan = Plan(ORDERS, {field: (at,) for at, field in enumerate(fields)}, NOW, width=len(fields))
    sorter = Sorter((), len(fields), 2)
    found = list(OrderReader(plan, sorter).read(list(range(2, len(rows) + 2)), rows))
    assert not sorter.ignored
    assert not sorter.rejected
    return found


def due(row: Row, text: str) -> Row:
    return [*row[:2], text, *row[3:]]


def taken_in(*files: list[Row], fields: tuple[str, ...] = FIELDS) -> tuple[list[ImportSummary], list[str]]:
    """What became of each file in turn, and the dues of all orders at the end, earliest first."""

    async def run() -> tuple[list[ImportSummary], list[str]]:
        with TemporaryDirectory() as folder:
            async with open_store(Path(folder) / "sonnim.db", now=NOW) as store:
                summaries = []
                for rows in files:
                    found = records(rows, fields)
                    batch = Batch(found, [], [], len(rows), len(rows), len(rows), last=True)
                    summaries.append(await store.apply_import(header(), [batch], NOW))
                kept = [order for case in await all_cases(store) for order in case.orders]
                return summaries, sorted(str((order.due_at or 0) - NOW) for order in kept)

    return asyncio.run(run())


def hours(*texts: str) -> list[str]:
    """Dues as `taken_in` gives them."""
    found = records([due(FIRST, text) for text in texts])
    return sorted(str((record.due_at or 0) - NOW) for record in found)


some_rows = st.lists(
    st.tuples(
        st.sampled_from(["김민지", "이서준", "김민지 님"]),
        st.sampled_from(["010-1234-0001", "010-1234-0002", "010-****-0001", "", "-"]),
        st.sampled_from([NOON, SIX, NEXT_DAY, "", "언젠가"]),
        st.sampled_from(["딸기 1호", "초코 1호", ""]),
        st.sampled_from(["", "취소", "확정"]),
    ).map(list),
    min_size=1,
    max_size=12,
)


def said(rows: list[Row]) -> dict[str, tuple[object, ...]]:
    """key → all that the order says, without where in the file."""
    return {record.key: record[3:-1] for record in records(rows)}


@given(some_rows, st.randoms(use_true_random=False))
def test_the_same_rows_in_another_sequence_are_the_same_orders(rows: list[Row], random: Random) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    assert said(mixed) == said(rows)
    assert len(said(rows)) == len(rows)


def test_numbering_by_place_in_the_file_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [FIRST, due(FIRST, SIX)]
    assert said(rows[::-1]) == said(rows)
    monkeypatch.setattr(orders, "_by_due", lambda record: record.row)
    assert said(rows[::-1]) != said(rows)


@settings(max_examples=25)
@given(some_rows, st.randoms(use_true_random=False))
def test_a_file_taken_in_again_in_any_sequence_changes_nothing(rows: list[Row], random: Random) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    (first, *again), _ = taken_in(rows, rows, mixed)
    wanted = sum(record.status is OrderStatus.PENDING for record in records(rows))
    assert first.new == wanted
    assert [(summary.new, summary.updated) for summary in again] == [(0, 0)] * 2


def test_two_rows_alike_are_two_orders_and_a_file_with_one_of_them_takes_none_away() -> None:
    summaries, kept = taken_in([FIRST, FIRST, SECOND], [FIRST, FIRST, SECOND], [FIRST])
    assert [(one.new, one.updated) for one in summaries] == [(3, 0), (0, 0), (0, 0)]
    assert kept == hours(NOON, NOON, NOON)


def test_a_corrected_time_changes_the_order_and_makes_no_second() -> None:
    summaries, kept = taken_in([FIRST, SECOND], [due(FIRST, SIX), SECOND])
    assert [(one.new, one.updated) for one in summaries] == [(2, 0), (0, 1)]
    assert kept == hours(NOON, SIX)


def test_the_same_again_on_another_day_is_another_order_also_in_a_file_with_only_that_day() -> None:
    summaries, kept = taken_in([FIRST], [due(FIRST, NEXT_DAY)], [FIRST, due(FIRST, NEXT_DAY)])
    assert [(one.new, one.updated) for one in summaries] == [(1, 0), (1, 0), (0, 0)]
    assert kept == hours(NOON, NEXT_DAY)


ORDERED = (*FIELDS, "ordered_at")


def test_a_file_that_says_when_it_was_ordered_may_move_the_order_to_any_day() -> None:
    rows = [[*FIRST, "2022-10-10 09:12"], [*FIRST, "2022-10-11 20:40"]]
    moved = [rows[0], [*due(FIRST, NEXT_DAY), "2022-10-11 20:40"]]
    summaries, kept = taken_in(rows, moved, [moved[1]], fields=ORDERED)
    assert [(one.new, one.updated) for one in summaries] == [(2, 0), (0, 1), (0, 0)]
    assert kept == hours(NOON, NEXT_DAY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FIRST, ["이서준", *FIRST[1:]]),
        (FIRST, [FIRST[0], "010-1234-0009", *FIRST[2:]]),
        (FIRST, [*FIRST[:3], "초코 1호", ""]),
        ([FIRST[0], "010-****-0001", *FIRST[2:]], [FIRST[0], "010-****-0002", *FIRST[2:]]),
    ],
)
def test_another_person_or_thing_is_another_order(one: Row, other: Row) -> None:
    assert {record.key for record in records([one])}.isdisjoint(record.key for record in records([other]))


def test_people_without_a_number_are_told_apart_by_their_handles() -> None:
    fields = ("name", "instagram", "details")
    rows = [["민지", "@minji.a", "딸기"], ["민지", "@minji.b", "딸기"]]
    keys = [record.key for record in records(rows, fields)]
    assert keys == [record.key for one in rows for record in records([one], fields)]
    assert Counter(keys).most_common(1)[0][1] == 1


def test_a_second_number_in_the_cell_changes_no_key() -> None:
    more = [FIRST[0], f"{FIRST[1]} / 010-1234-0005", *FIRST[2:]]
    assert records([FIRST])[0].key == records([more])[0].key


def test_what_stood_where_nobody_can_be_reached_is_told() -> None:
    fields = ("name", "phone2", "email", "details")
    (record,) = records([["김민지", "없음", "-", "딸기"]], fields)
    assert [(problem.code, problem.raw) for problem in record.problems] == [("missing", "없음 -")]


@given(some_rows, st.integers(0, 12))
def test_rows_alike_in_two_blocks_of_a_file_are_counted_on(rows: list[Row], cut: int) -> None:
    plan = Plan(ORDERS, {field: (at,) for at, field in enumerate(FIELDS)}, NOW, width=len(FIELDS))
    reader = OrderReader(plan, Sorter((), len(FIELDS), 2))
    numbers = list(range(2, len(rows) + 2))
    found = [*reader.read(numbers[:cut], rows[:cut]), *reader.read(numbers[cut:], rows[cut:])]
    assert {record.key for record in found} == said(rows).keys()
    assert len(found) == len(rows)
