"""A file taken in: who is whom, what changed, and an account of every row."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.storing import (
    SUNDAY_1640,
    all_cases,
    batch,
    contact_record,
    deposit_record,
    drained,
    header,
    many,
    order_record,
    put,
    tried,
)
from tui.domain.model import DAY, HOUR
from tui.domain.words import Lane, Language, OrderStatus, Outcome, State
from tui.intake.records import Batch, DepositRecord, Ignored, OrderRecord, Problem, Rejected
from tui.store.api import Store
from tui.store.results import ImportCancelled, ImportSummary, StoreError


def adds_up(summary: ImportSummary) -> bool:
    parts = (summary.new, summary.updated, summary.unchanged, summary.ignored, summary.rejected)
    return summary.rows == sum(parts)


async def test_an_order_becomes_a_case_with_its_source(store: Store) -> None:
    summary = await put(store, order_record(), file="예약.csv")
    (case,) = await all_cases(store)
    assert (summary.new, summary.cases_new) == (1, 1)
    assert case.customer.name == "박서준"
    assert case.state is State.NEW
    assert [point.value for point in case.points] == ["+821000000001"]
    source = case.orders[0].source
    assert source is not None
    assert (source.file, source.row) == ("예약.csv", 2)
    assert (case.due_at, case.act_by, case.amount) == (SUNDAY_1640 + 3 * HOUR, SUNDAY_1640 + 3 * HOUR, 38_000)


async def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    records = [order_record(n, f"손님{n}", f"010-0000-{n:04}") for n in range(20)]
    records.append(order_record(30, "번호없음", "010-1234-567"))
    records.append(order_record(31, "가린번호", "010-****-5678"))
    await put(store, *records)
    before = await all_cases(store)
    again = await put(store, *records)
    assert (again.rows, again.unchanged, again.new, again.updated) == (22, 22, 0, 0)
    assert await all_cases(store) == before


async def test_a_changed_file_is_not_taken_for_the_same(store: Store) -> None:
    await put(store, order_record(amount=38_000))
    again = await put(store, order_record(amount=45_000))
    assert (again.unchanged, again.updated) == (0, 1)
    (case,) = await all_cases(store)
    assert case.amount == 45_000


async def test_a_bad_number_never_loses_the_order(store: Store) -> None:
    problem = Problem(2, "phone", "digits_lost", "1.01235E+09")
    summary = await put(store, order_record(phone="1.01235E+09", problems=(problem,)))
    (case,) = await all_cases(store)
    assert (summary.new, summary.problems) == (1, 1)
    assert case.state is State.NO_ROUTE
    assert case.points[0].problem == "digits_lost"
    (told,) = await store.rows_of_import(summary.header.id, "problem")
    assert (told.code, told.field, told.raw) == ("digits_lost", "phone", "1.01235E+09")


async def test_a_second_name_on_one_mobile_stays_with_its_order_and_can_be_found(store: Store) -> None:
    await put(store, order_record(1, "김민지"), order_record(2, "이두리"), order_record(3, "김민지"))
    (case,) = await all_cases(store)
    assert (case.customer.name, [order.name for order in case.orders]) == ("김민지", ["", "이두리", ""])
    pages = [row async for rows in store.find_rows() for row in rows]
    assert [(row.name, row.other_names) for row in pages] == [("김민지", ("이두리",))]
    assert await store.find_rows_of([case.id]) == pages


async def test_whatever_a_later_file_shows_again_was_seen_then(store: Store) -> None:
    shown = {"email": "seojun@example.com", "instagram": "seojun"}
    await put(store, order_record(1, phone="0507-1234-5678", **shown))  # type: ignore[arg-type]
    await put(store, order_record(2, "이도윤", "0507-1234-5679"), order_record(3, "김민지", "010-0000-0003"))

    async def seen() -> dict[str, int]:
        cases = await all_cases(store)
        return {point.value: (point.seen_at - SUNDAY_1640) // HOUR for case in cases for point in case.points}

    for hours, record, values in (
        (1, order_record(1, phone="0507-1234-5678", **shown), ("+8250712345678", *shown.values())),  # type: ignore[arg-type]
        (2, order_record(3, "김민지", "010-0000-0003"), ("+821000000003",)),
        (3, contact_record(1, phone="0507-1234-5678", **shown), ("+8250712345678", *shown.values())),
        (4, order_record(4, "김민지", "010-0000-0003"), ("+821000000003",)),
        (5, order_record(1, phone="0507-1234-5678", amount=1, **shown), tuple(shown.values())),  # type: ignore[arg-type]
    ):
        before = await seen()
        await put(store, record, now=SUNDAY_1640 + hours * HOUR)
        after = await seen()
        assert {after[value] for value in values} == {hours}
        # The twin: what the file does not show was not seen.
        assert after["+8250712345679"] == before["+8250712345679"] == 0


async def test_one_mobile_number_is_one_person_with_orders_apart(store: Store) -> None:
    await put(store, order_record(1, amount=1000), order_record(2, "박서준님", amount=2000))
    await put(store, order_record(3, "서준 박", amount=4000), file="다른.csv")
    (case,) = await all_cases(store)
    assert [order.key for order in case.orders] == ["own:1", "own:2", "own:3"]
    assert case.amount == 7000
    assert len(case.points) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"phone": "010-0000-0001"}, {"phone": "010-0000-0002"}),
        ({"phone": ""}, {"phone": ""}),
        ({"phone": "010-1234-567"}, {"phone": "010-0000-0002"}),
        ({"phone": "02-123-4567"}, {"phone": "02-123-4568"}),
    ],
)
async def test_a_name_alone_is_never_the_same_person(
    store: Store, one: dict[str, str], other: dict[str, str]
) -> None:
    await put(store, order_record(1, "김민지", **one), order_record(2, "김민지", **other))  # type: ignore[arg-type]
    assert len(await all_cases(store)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"phone": "02-123-4567"}, {"phone": "02-123-4567"}),
        ({"phone": "0507-1234-5678"}, {"phone": "0507-1234-5678"}),
        ({"phone": "", "email": "minji@example.com"}, {"phone": "", "email": "minji@example.com"}),
        ({"phone": "", "instagram": "minji"}, {"phone": "010-0000-0002", "instagram": "minji"}),
        ({"phone": "010-0000-5678"}, {"phone": "010-****-5678"}),
        ({"phone": "010-****-5678"}, {"phone": "010-0000-5678"}),
        ({"order_no": "A7"}, {"order_no": "A7", "phone": ""}),
    ],
)
@pytest.mark.parametrize("files", [1, 2])
@pytest.mark.parametrize("same_name", [True, False])
async def test_another_agreement_counts_with_the_name_only(
    store: Store, one: dict[str, str], other: dict[str, str], files: int, same_name: bool
) -> None:
    first = order_record(1, "김민지", **one)  # type: ignore[arg-type]
    second = order_record(2, "김민지 님" if same_name else "이도윤", **other)  # type: ignore[arg-type]
    if files == 1:
        await put(store, first, second)
    else:
        await put(store, first)
        await put(store, second)
    assert len(await all_cases(store)) == (1 if same_name else 2)


async def test_an_agreement_that_fits_two_people_fits_nobody(store: Store) -> None:
    await put(
        store,
        order_record(1, "김민지", "010-0000-5678"),
        order_record(2, "김민지", "010-1234-5678"),
        order_record(3, "김민지", "010-****-5678"),
    )
    assert len(await all_cases(store)) == 3


async def test_a_later_version_changes_status_time_and_name(store: Store) -> None:
    await put(store, order_record(1, "김민쥐"), order_record(2, "이도윤", "010-0000-0002"))
    later = SUNDAY_1640 + 5 * HOUR
    again = await put(
        store,
        order_record(1, "김민지", due_at=later),
        order_record(2, "이도윤", "010-0000-0002", status=OrderStatus.CANCELLED),
    )
    assert again.updated == 2
    cases = {case.customer.name: case for case in await all_cases(store)}
    assert cases["김민지"].due_at == later
    assert cases["이도윤"].state is State.VOID


async def test_a_cancelled_row_never_seen_before_is_ignored_with_its_reason(store: Store) -> None:
    summary = await put(store, order_record(1, status=OrderStatus.CANCELLED), order_record(2))
    assert (summary.new, summary.ignored) == (1, 1)
    assert [row.code for row in await store.rows_of_import(summary.header.id, "ignored")] == ["cancelled"]


async def test_a_new_order_opens_a_settled_case_again(store: Store) -> None:
    await put(store, order_record(1))
    (case,) = await all_cases(store)
    assert (await store.log(tried(case, Outcome.CONFIRMED))).case.state is State.REACHED
    again = await put(store, order_record(2))
    (case,) = await all_cases(store)
    assert again.reopened == 1
    assert case.state is State.NEW


async def test_a_change_of_an_old_order_does_not_open_a_settled_case(store: Store) -> None:
    await put(store, order_record(1))
    (case,) = await all_cases(store)
    await store.log(tried(case, Outcome.CONFIRMED))
    again = await put(store, order_record(1, amount=1))
    (case,) = await all_cases(store)
    assert (again.reopened, case.state) == (0, State.REACHED)


async def test_of_a_new_customers_orders_the_first_that_is_due_says_by_when(store: Store) -> None:
    orders = [order_record(n, due_at=SUNDAY_1640 + hours * HOUR) for n, hours in enumerate((5, 3, 9), 1)]
    await put(store, *orders)
    (case,) = await all_cases(store)
    assert case.due_at == case.act_by == SUNDAY_1640 + 3 * HOUR


async def test_an_order_that_is_no_longer_cancelled_opens_a_settled_case_again(store: Store) -> None:
    await put(store, order_record(1), order_record(2))
    (case,) = await all_cases(store)
    await store.log(tried(case, Outcome.CONFIRMED))
    gone = await put(store, order_record(1), order_record(2, status=OrderStatus.CANCELLED))
    assert (gone.updated, gone.reopened) == (1, 0)
    back = await put(store, order_record(1), order_record(2))
    (case,) = await all_cases(store)
    assert (back.reopened, case.state) == (1, State.NEW)


async def test_a_contact_without_an_order_is_nobody_to_reach_until_they_order(store: Store) -> None:
    summary = await put(store, contact_record(phone="010-0000-0009", instagram="seojun"))
    assert (summary.new, summary.cases_new) == (1, 0)
    assert await all_cases(store) == []
    assert (await store.lanes(SUNDAY_1640, DAY)).total == 0
    assert [row.handles async for rows in store.find_rows() for row in rows] == [("seojun",)]
    await put(store, order_record(1, phone="010-0000-0009"))
    (case,) = await all_cases(store)
    assert case.state is State.NEW
    assert {point.value for point in case.points} == {"+821000000009", "seojun"}
    assert (await store.lanes(SUNDAY_1640, DAY)).counts[State.NEW] == 1


async def test_a_contact_book_gives_a_case_without_route_a_way(store: Store) -> None:
    await put(store, order_record(1, "박서준", phone="", email="seojun@example.com"))
    (case,) = await all_cases(store)
    await put(store, contact_record(1, "박서준", "010-0000-0001", email="seojun@example.com"))
    (case,) = await all_cases(store)
    assert {point.kind.value for point in case.points} == {"email", "phone"}


@pytest.mark.parametrize("apart", [True, False])
async def test_a_customer_grows_through_the_pieces_of_one_file(store: Store, apart: bool) -> None:
    rows = [
        order_record(1, "김민지", "", email="minji@example.com", amount=1000, due_at=None),
        order_record(2, "이도윤", "010-1234-567", order_no="A7", amount=1000),
        order_record(3, "김민지", "010-0000-0003", email="minji@example.com", amount=2000),
        order_record(4, "이도윤", "010-0000-0004", order_no="A7", amount=500, due_at=SUNDAY_1640 + HOUR),
        order_record(5, "이도윤", "", order_no="A7", amount=3000, due_at=SUNDAY_1640 + 2 * HOUR),
    ]
    pieces = [batch([row]) for row in rows] if apart else [batch(rows)]
    summary = await store.apply_import(header(), pieces, SUNDAY_1640)
    cases = {(case.customer.name, case.amount): case for case in await all_cases(store)}
    assert set(cases) == {("김민지", 3000), ("이도윤", 4500)}
    assert cases["김민지", 3000].due_at == SUNDAY_1640 + 3 * HOUR
    assert cases["이도윤", 4500].due_at == SUNDAY_1640 + HOUR
    assert cases["이도윤", 4500].state is State.NEW
    assert summary.cases_new == 2
    await tallies_are_right(store)
    assert await store.check() == ()


async def test_a_route_found_in_a_later_piece_takes_the_case_out_of_no_route(store: Store) -> None:
    pieces = [
        batch([order_record(1, "김민지", "010-****-5678")]),
        batch([order_record(2, "김민지", "010-0000-5678")]),
    ]
    await store.apply_import(header(), pieces, SUNDAY_1640)
    (case,) = await all_cases(store)
    assert case.state is State.NEW
    await tallies_are_right(store)


async def test_foreign_numbers_choose_the_language(store: Store) -> None:
    await put(
        store,
        order_record(1, "田中", "+81 90-1234-5678"),
        order_record(2, "Kim", "010-0000-0002", language=Language.EN),
    )
    assert {case.customer.language for case in await all_cases(store)} == {Language.JA, Language.EN}


async def test_rejected_rows_are_kept_and_can_be_mended(store: Store) -> None:
    rejected = Rejected(7, "nobody", ("", "45,000", "딸기 2호"))
    source = [batch([order_record(1)], [rejected], [Ignored(9, "total")])]
    summary = await store.apply_import(header(), source, SUNDAY_1640)
    assert adds_up(summary)
    (kept,) = await store.rejected_rows(summary.header.id)
    assert (kept.row, kept.code, kept.cells) == (7, "nobody", ("", "45,000", "딸기 2호"))
    mended = order_record(6, "이도윤", "010-0000-0002")
    (before,) = await store.imports()
    case = await store.mend_row(summary.header.id, 7, mended, staff="수현", now=SUNDAY_1640)
    after = (await store.imports())[-1]
    assert (before.rejected, before.mended, before.unmended) == (after.rejected, 0, after.rejected)
    assert (after.mended, after.unmended) == (1, before.unmended - 1)
    assert case is not None
    assert case.customer.name == "이도윤"
    assert await store.rejected_rows(summary.header.id) == []
    with pytest.raises(StoreError, match="no_such_row"):
        await store.mend_row(summary.header.id, 7, mended, staff="수현", now=SUNDAY_1640)


async def test_a_mended_row_is_known_when_its_file_comes_again(store: Store) -> None:
    nobody = ("", "45,000", "딸기 2호")
    lost = [Rejected(7, "nobody", nobody), Rejected(8, "nobody", nobody), Rejected(9, "nobody", ("", "1"))]
    first = await store.apply_import(header(), [batch([order_record(1)], lost)], SUNDAY_1640)
    record = order_record(6, "이도윤", "010-0000-0002")
    await store.mend_row(first.header.id, 7, record, staff="수현", now=SUNDAY_1640)
    before = await all_cases(store)
    # Lines were added above: the rows have other numbers, and one of the two alike is still nobody's.
    moved = [row._replace(row=row.row + 3) for row in lost]
    for only_changes in (True, False):
        again = await store.apply_import(
            header(), [batch([order_record(1)], moved)], SUNDAY_1640, only_changes=only_changes
        )
        assert adds_up(again)
        assert (again.new, again.unchanged, again.rejected) == (0, 2, 2)
        assert len(await store.imports()) == (1 if only_changes else 2)
    assert [row.row for row in await store.rejected_rows(again.header.id)] == [11, 12]
    # The second of them is mended in the second import, the first one taken back in neither.
    other = order_record(10, "한나리", "010-0000-0003")
    await store.mend_row(again.header.id, 11, other, staff="수현", now=SUNDAY_1640)
    third = await store.apply_import(header(), [batch([order_record(1)], moved)], SUNDAY_1640)
    assert (third.unchanged, third.rejected, len(await all_cases(store))) == (3, 1, len(before) + 1)
    # The twin: under another name it is another list, and nobody of it is known.
    elsewhere = await store.apply_import(header("내일.csv"), [batch([order_record(1)], lost)], SUNDAY_1640)
    assert (elsewhere.unchanged, elsewhere.rejected) == (1, 3)


async def test_the_same_import_id_again_gives_the_first_answer(store: Store) -> None:
    once = header()
    first = await store.apply_import(once, [batch([order_record(1)])], SUNDAY_1640)
    second = await store.apply_import(once, [batch([order_record(2)])], SUNDAY_1640 + 1)
    assert second == first
    assert len(await all_cases(store)) == 1
    assert await store.imports() == [first]


async def test_a_repeated_key_in_one_file_is_told_not_lost(store: Store) -> None:
    summary = await put(store, order_record(1), order_record(1, amount=5))
    assert (summary.new, summary.ignored) == (1, 1)
    (row,) = await store.rows_of_import(summary.header.id)
    assert row.code == "repeated_key"


async def test_a_preview_counts_and_keeps_nothing(store: Store) -> None:
    told = await store.preview_import(header(), [batch([order_record(1)])], SUNDAY_1640)
    assert told.new == 1
    assert await all_cases(store) == []
    assert await store.imports() == []


@pytest.mark.parametrize("after", [1, 30])
async def test_a_stopped_import_leaves_nothing(store: Store, after: int) -> None:
    await put(store, order_record(1))
    before = await store.lanes(SUNDAY_1640, DAY)
    stop = threading.Event()

    def until(batches: Iterator[Batch]) -> Iterator[Batch]:
        for number, one in enumerate(batches):
            if number == after:
                stop.set()
            yield one

    with pytest.raises(ImportCancelled):
        await store.apply_import(header(), until(many(40_000)), SUNDAY_1640, cancel=stop)
    assert (await store.lanes(SUNDAY_1640, DAY)).counts == before.counts
    assert await store.check() == ()
    assert (await put(store, order_record(2, "다음", "010-0000-0002"))).new == 1


async def test_cancelling_the_task_stops_the_import_and_leaves_nothing(store: Store) -> None:
    seen: list[int] = []
    begun = threading.Event()
    go_on = threading.Event()

    def slowly() -> Iterator[Batch]:
        for number, one in enumerate(drained(many(60_000), seen)):
            if number == 25:
                begun.set()
                go_on.wait(10)
            yield one

    task = asyncio.create_task(store.apply_import(header(), slowly(), SUNDAY_1640))
    await asyncio.to_thread(begun.wait, 10)
    task.cancel()
    await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(seen) < 60
    assert await all_cases(store) == []
    assert (await put(store, order_record(1))).new == 1


async def test_a_file_that_fails_while_read_leaves_nothing(store: Store) -> None:
    def breaking() -> Iterator[Batch]:
        yield batch([order_record(1)])
        raise OSError("the child died")

    with pytest.raises(OSError, match="the child died"):
        await store.apply_import(header(), breaking(), SUNDAY_1640)
    assert await all_cases(store) == []


async def test_progress_comes_on_the_event_loop(store: Store) -> None:
    told: list[tuple[int, int, int]] = []
    await store.apply_import(
        header(),
        many(3000),
        SUNDAY_1640,
        progress=lambda done, estimated: told.append((done, estimated, threading.get_ident())),
    )
    await asyncio.sleep(0)
    assert told[-1][:2] == (3000, 3000)
    assert {thread for *_, thread in told} == {threading.get_ident()}


names = st.sampled_from(["김민지", "김*지", "이도윤", "이도윤님", "", "[/] [@click=x]", "\x00", "Kim Min-ji"])
phones = st.sampled_from(
    ["010-0000-0001", "010-0000-0002", "010-****-0001", "02-123-4567", "0507-1234-5678", "", "010-1234-567"]
)


@given(
    st.lists(
        st.lists(
            st.builds(
                order_record,
                st.integers(1, 12),
                names,
                phones,
                due_at=st.one_of(st.none(), st.integers(SUNDAY_1640 - DAY, SUNDAY_1640 + DAY)),
                amount=st.one_of(st.none(), st.integers(0, 10**7)),
                status=st.sampled_from(OrderStatus),
                email=st.sampled_from(["", "a@example.com"]),
            ),
            max_size=12,
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_files_come_every_row_is_accounted_for(tmp_path_factory, files) -> None:  # type: ignore[no-untyped-def]
    from tests.contract.conftest import FACTORIES

    async def run(opened) -> None:  # type: ignore[no-untyped-def]
        async with opened() as store:
            for records in files:
                summary = await put(store, *records)
                assert adds_up(summary)
                assert summary.rows == len(records)
                last: dict[str, OrderRecord] = {}
                for record in records:
                    last.setdefault(record.key, record)
                again = await put(store, *last.values())
                assert again.new == again.updated == again.rejected == 0
                await tallies_are_right(store)
            assert await store.check() == ()

    for make in FACTORIES.values():
        asyncio.run(run(make(tmp_path_factory.mktemp("files"))))


async def tallies_are_right(store: Store) -> None:
    lanes = await store.lanes(SUNDAY_1640, DAY)
    counted = dict.fromkeys(State, 0)
    for case in await all_cases(store):
        counted[case.state] += 1
    assert dict(lanes.counts) == counted
    assert all(list(lanes[lane].keys) == sorted(lanes[lane].keys) for lane in Lane)


async def test_of_a_file_that_says_nothing_new_nothing_is_written_if_only_changes_are_wanted(
    store: Store,
) -> None:
    async def again(*records: OrderRecord | DepositRecord, rejected: int = 0) -> int:
        lost = [Rejected(90 + at, "shifted", ("x",)) for at in range(rejected)]
        await store.apply_import(header(), [batch(records, lost)], SUNDAY_1640, only_changes=True)
        return len(await store.imports())

    assert await again(order_record(1)) == 1
    version = (await store.lanes(SUNDAY_1640, DAY)).version
    assert await again(order_record(1)) == 1
    assert (await store.lanes(SUNDAY_1640, DAY)).version == version
    assert await again(order_record(1), rejected=1) == 2  # the twins: doubts, an order, money of nobody's
    assert await again(order_record(1), rejected=1) == 2
    assert await again(order_record(1), order_record(2), rejected=1) == 3
    assert await again(deposit_record(1, "이자", set_apart="interest"), rejected=1) == 4
    assert await again(deposit_record(1, "이자", set_apart="interest"), rejected=1) == 4
