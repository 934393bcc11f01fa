"""Taking back files and contact points: what goes, what comes back, and what others did meanwhile."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contract.conftest import Opened
from tests.contract.test_imports import tallies_are_right
from tests.storing import SUNDAY_1640 as NOW
from tests.storing import (
    all_cases,
    batch,
    contact_record,
    deposit_record,
    header,
    many,
    order_record,
    put,
    tried,
)
from tui.clock import new_id
from tui.domain.model import DAY, HOUR, Case, Event
from tui.domain.phones import read_phones
from tui.domain.words import EventKind, OrderStatus, Outcome, PointKind, Route, State, Usability
from tui.intake.records import Rejected
from tui.store.api import Store
from tui.store.results import ImportUndone, StoreError, Undone


async def undo(store: Store, staff: str = "수현", terminal: str = "") -> Undone:
    undone = await store.undo(staff, new_id(), NOW + DAY, terminal=terminal)
    assert undone is not None
    assert await store.check() == ()
    await tallies_are_right(store)
    return undone


async def undo_file(store: Store, staff: str = "수현", terminal: str = "") -> ImportUndone:
    undone = await undo(store, staff, terminal)
    assert undone.event.kind is EventKind.IMPORTED
    assert undone.case is None
    assert undone.file is not None
    return undone.file


async def add(store: Store, case: Case, number: str = "010-0000-0009", staff: str = "수현") -> Case:
    (reading,) = read_phones(number)
    return await store.add_point(case.id, new_id(), PointKind.PHONE, reading=reading, staff=staff, now=NOW)


def seen(case: Case) -> tuple[Any, ...]:
    """A case as people see it: without ids, provenance and the times at which numbers were seen."""
    orders = [order._replace(id=0, source=None) for order in case.orders]
    points = [(point.value, point.raw, point.usability) for point in case.points]
    stands = (case.progress, case.due_at, case.act_by, case.amount)
    return (case.customer.name, stands, orders, points, case.attempts)


async def shop(store: Store) -> list[tuple[Any, ...]]:
    return sorted((seen(case) for case in await all_cases(store)), key=repr)


async def names(store: Store) -> set[str]:
    return {row.name async for rows in store.find_rows() for row in rows}


# Contact points


async def test_an_added_point_goes_and_the_case_is_as_before(store: Store) -> None:
    await put(store, order_record(phone="010-1234-567"))
    (before,) = await all_cases(store)
    added = await add(store, before)
    assert added.state is State.NEW
    (event,) = await store.events_of(before.id)
    assert (event.kind, event.point_id) == (EventKind.POINTS_CHANGED, added.points[-1].id)
    undone = await undo(store)
    assert undone.case == before
    assert undone.point == added.points[-1]
    assert undone.added
    assert [event.kind for event in await store.events_of(before.id)] == [
        EventKind.POINTS_CHANGED,
        EventKind.UNDONE,
    ]


async def test_a_mended_point_and_a_usability_go_back_one_after_the_other(store: Store) -> None:
    await put(store, order_record(phone="010-1234-567"))
    (before,) = await all_cases(store)
    (reading,) = read_phones("010-0000-0009")
    point = before.points[0].id
    mended = await store.mend_point(before.id, point, reading=reading, staff="수현", now=NOW)
    expired = await store.set_usability(before.id, point, Usability.EXPIRED, staff="수현", now=NOW)
    again = await add(store, expired)
    assert again.points[0].usable
    for was, is_now in ((again, expired), (expired, mended), (mended, before)):
        undone = await undo(store)
        assert undone.case == is_now
        assert undone.point == was.points[0]
        assert not undone.added


async def test_an_added_point_that_was_used_stays_unusable(store: Store) -> None:
    await put(store, order_record(phone=""))
    (case,) = await all_cases(store)
    case = await add(store, case)
    await store.log(tried(case, staff="민호"))
    undone = await undo(store)
    assert undone.case is not None
    assert [point.usability for point in undone.case.points] == [Usability.WITHDRAWN]
    assert undone.case.state is State.NO_ROUTE
    assert undone.case.attempts[0].point_id == undone.case.points[0].id
    again = await add(store, undone.case)  # added again, it is the same one
    assert [point.usable for point in again.points] == [True]


async def test_a_point_used_only_by_what_was_taken_back_goes(store: Store) -> None:
    """The twin of the one above."""
    await put(store, order_record(phone=""))
    (before,) = await all_cases(store)
    case = await add(store, before)
    await store.log(tried(case))
    await undo(store)
    assert (await undo(store)).case == before


async def test_a_point_somebody_may_be_dialling_stays_for_their_log(store: Store) -> None:
    await put(store, order_record(phone=""))
    (case,) = await all_cases(store)
    case = await add(store, case)
    await store.claim(case.id, "민호", "t2", NOW)
    await undo(store, terminal="t1")
    assert (await store.log(tried(case, staff="민호"), terminal="t2")).case.attempts


async def test_a_point_gone_while_nobody_held_the_case_cannot_be_logged(store: Store) -> None:
    """The twin of the one above."""
    await put(store, order_record(phone=""))
    (case,) = await all_cases(store)
    case = await add(store, case)
    await store.claim(case.id, "수현", "t1", NOW)
    await undo(store, terminal="t1")
    with pytest.raises(StoreError, match="no_such_point"):
        await store.log(tried(case))


async def test_what_a_colleague_said_of_a_point_since_stands(store: Store) -> None:
    await put(store, order_record(phone="010-1234-567"))
    (before,) = await all_cases(store)
    (reading,) = read_phones("010-0000-0009")
    point = before.points[0].id
    await store.mend_point(before.id, point, reading=reading, staff="수현", now=NOW)
    await store.set_usability(before.id, point, Usability.EXPIRED, staff="민호", now=NOW)
    undone = await undo(store)
    assert undone.case is not None
    assert (undone.case.points[0].value, undone.case.points[0].usability) == ("", Usability.EXPIRED)
    assert (await undo(store, "민호")).case == before


async def test_one_undo_of_a_point_or_a_file_asked_twice_undoes_once(store: Store) -> None:
    await put(store, order_record())
    (case,) = await all_cases(store)
    await add(store, case)
    for _ in range(2):
        ident = new_id()
        first = await store.undo("수현", ident, NOW)
        assert first is not None
        assert await store.undo("수현", ident, NOW) == first
    assert await store.undo("수현", new_id(), NOW) is None


# Files


async def test_a_file_goes_with_its_customers_and_comes_back_whole(store: Store) -> None:
    records = [order_record(n, f"손님{n}", f"010-0000-{n:04}") for n in range(20)]
    records.append(order_record(30, "번호없음", "010-1234-567"))
    await put(store, order_record(99, "먼저", "010-1234-0001"))
    before = await all_cases(store)
    first = await put(store, *records)
    stood = await shop(store)
    assert await undo_file(store) == ImportUndone("예약.csv", None, 21, 0, 21)
    assert await all_cases(store) == before
    assert await names(store) == {"먼저"}
    again = await put(store, *records)
    assert (again.new, again.updated, again.cases_new) == (first.new, 0, first.cases_new)
    assert await shop(store) == stood


async def test_what_a_file_changed_has_its_former_values(store: Store) -> None:
    await put(store, order_record(1, "김민쥐"), order_record(2, "이도윤", "010-0000-0002"))
    before = await all_cases(store)
    changed = [
        order_record(1, "김민지", due_at=NOW + 5 * HOUR, email="minji@example.com"),
        order_record(2, "이도윤", "010-0000-0002", status=OrderStatus.CANCELLED),
        order_record(3, "김민지", amount=5),
    ]
    await put(store, *changed, file="나중.csv")
    stood = await shop(store)
    assert await undo_file(store) == ImportUndone("나중.csv", None, 1, 2, 0)
    assert await all_cases(store) == before
    again = await put(store, *changed, file="나중.csv")
    assert (again.new, again.updated) == (1, 2)
    assert await shop(store) == stood


async def test_files_and_attempts_go_in_one_chain_latest_first(store: Store) -> None:
    await put(store, order_record(1))
    (first,) = await all_cases(store)
    confirmed = (await store.log(tried(first, Outcome.CONFIRMED))).case
    await put(store, order_record(2), file="둘.csv")
    (reopened,) = await all_cases(store)
    assert reopened.state is State.NEW
    await store.log(tried(reopened))
    assert (await undo(store)).case == reopened
    assert (await undo_file(store)).file == "둘.csv"
    assert await all_cases(store) == [confirmed]
    assert (await undo(store)).case == first
    assert (await undo_file(store)).orders == 1
    assert await store.undo("수현", new_id(), NOW) is None
    assert await all_cases(store) == []


async def test_a_file_that_changed_nothing_is_nothing_to_take_back(store: Store) -> None:
    await put(store, order_record(1), file="하나.csv")
    await put(store, order_record(1), file="다시.csv")
    assert (await undo_file(store)).file == "하나.csv"
    assert await names(store) == set()


async def test_a_customer_somebody_called_keeps_their_history(store: Store) -> None:
    record = order_record(1)
    await put(store, record)
    (case,) = await all_cases(store)
    await store.log(tried(case, staff="민호"))
    stood = await shop(store)
    assert (await undo_file(store)).customers == 0
    (left,) = await all_cases(store)
    assert (left.id, left.state, left.orders) == (case.id, State.VOID, ())
    assert len(left.attempts) == 1
    assert [point.usability for point in left.points] == [Usability.WITHDRAWN]
    assert await store.claim_next("수현", "t1", NOW + DAY) is None
    assert (await put(store, record)).new == 1
    (back,) = await all_cases(store)
    assert back.id == case.id
    assert [point.usable for point in back.points] == [True]
    assert len(stood) == 1
    await undo_file(store)
    assert [seen(case) for case in await all_cases(store)] == [seen(left)]


async def test_a_wrong_number_is_still_wrong_when_its_file_comes_back(store: Store) -> None:
    await put(store, order_record(1))
    (case,) = await all_cases(store)
    await store.log(tried(case, Outcome.WRONG_NUMBER, staff="민호"))
    await undo_file(store)
    await put(store, order_record(1))
    (case,) = await all_cases(store)
    assert case.points[0].usability is Usability.WRONG
    assert case.state is State.NO_ROUTE


async def test_what_a_colleague_imported_since_stays(store: Store) -> None:
    mine = [order_record(n, f"손님{n}", f"010-0000-{n:04}") for n in range(1, 4)]
    await put(store, *mine)
    theirs = [mine[0], order_record(2, "손님2", "010-0000-0002", amount=7)]
    await put(store, *theirs, staff="민호", file="민호.csv")
    stood = {case.customer.name: seen(case) for case in await all_cases(store)}
    assert await undo_file(store) == ImportUndone("예약.csv", None, 1, 0, 1)
    left = {case.customer.name: seen(case) for case in await all_cases(store)}
    assert left == {name: stood[name] for name in ("손님1", "손님2")}
    await undo_file(store, "민호")
    assert await all_cases(store) == []


async def test_an_order_both_people_changed_goes_back_past_both(store: Store) -> None:
    await put(store, order_record(1, amount=1), staff="은서")
    await put(store, order_record(1, amount=2, details="딸기"))
    await put(store, order_record(1, amount=3, details="딸기"), staff="민호")
    await undo_file(store)
    (case,) = await all_cases(store)
    assert (case.amount, case.orders[0].details) == (3, "레터링 1호")
    await undo_file(store, "민호")
    (case,) = await all_cases(store)
    assert case.amount == 1


async def test_a_colleagues_attempt_after_a_file_that_reopened_stays(store: Store) -> None:
    await put(store, order_record(1), staff="민호")
    (case,) = await all_cases(store)
    await store.log(tried(case, Outcome.CONFIRMED, staff="민호"))
    await put(store, order_record(2))
    await store.log(tried(case, staff="민호"))
    await undo_file(store)
    (case,) = await all_cases(store)
    assert (case.state, len(case.orders), len(case.attempts)) == (State.REACHED, 1, 2)


async def test_nobody_with_a_pending_order_is_left_settled(store: Store) -> None:
    await put(store, order_record(1), staff="민호")
    (case,) = await all_cases(store)
    await store.log(tried(case, Outcome.CONFIRMED, staff="민호"))
    await put(store, order_record(2))
    await put(store, order_record(2), staff="민호")  # says the same, so it stands by both
    assert (await undo_file(store)).orders == 0
    (case,) = await all_cases(store)
    assert (case.state, len(case.pending)) == (State.NEW, 2)


async def test_a_claimed_customer_stays_until_given_back(store: Store) -> None:
    await put(store, order_record(1))
    (case,) = await all_cases(store)
    await store.claim(case.id, "민호", "t2", NOW)
    await undo_file(store, terminal="t1")
    assert (await store.log(tried(case, staff="민호"), terminal="t2")).case.state is State.VOID
    # The twin: a claim of one's own does not keep anybody.
    await put(store, order_record(2, "이도윤", "010-0000-0002"))
    (other,) = await store.cases_with(phone="+821000000002")
    await store.claim(other, "수현", "t1", NOW)
    await undo_file(store, terminal="t1")
    assert await store.views([other]) == []


async def test_a_contact_book_goes_with_what_it_added(store: Store) -> None:
    await put(store, order_record(1, "박서준", phone="", email="seojun@example.com"))
    before = await all_cases(store)
    book = [contact_record(1, "박서준", "010-0000-0001", email="seojun@example.com"),
            contact_record(2, "이도윤", "010-0000-0002")]  # fmt: skip
    await put(store, *book)
    assert await undo_file(store) == ImportUndone("예약.csv", None, 0, 0, 1)
    assert await all_cases(store) == before
    assert await names(store) == {"박서준"}


async def test_a_mended_row_goes_by_itself_and_can_be_mended_again(store: Store) -> None:
    rejected = Rejected(7, "nobody", ("", "45,000", "딸기 2호"))
    summary = await store.apply_import(header(), [batch([order_record(1)], [rejected])], NOW)
    before = await all_cases(store)
    record = order_record(6, "이도윤", "010-1234-567")
    for _ in range(2):
        await store.mend_row(summary.header.id, 7, record, staff="수현", now=NOW)
        assert len(await all_cases(store)) == 2
        assert await undo_file(store) == ImportUndone("예약.csv", 7, 1, 0, 1)
        assert await all_cases(store) == before
        assert len(await store.rejected_rows(summary.header.id)) == 1
    await store.mend_row(summary.header.id, 7, record, staff="민호", now=NOW)
    assert (await undo_file(store)).orders == 1
    assert await names(store) == set()  # a mended row goes with its file, whoever mended it
    assert await store.undo("민호", new_id(), NOW) is None


async def test_a_row_that_a_colleague_mended_stays_with_whoever_brought_the_file_too(store: Store) -> None:
    lost = [Rejected(7, "nobody", ("", "45,000")), Rejected(8, "no_date", ("", "김하늘", "38,000"))]
    theirs = await store.apply_import(header(staff="민호"), [batch([], lost)], NOW)
    await store.mend_row(
        theirs.header.id, 7, order_record(6, "이도윤", "010-0000-0002"), staff="민호", now=NOW
    )
    await store.mend_row(theirs.header.id, 8, deposit_record(7, "김하늘"), staff="민호", now=NOW)
    mine = await store.apply_import(header(), [batch([], lost)], NOW)
    assert (mine.unchanged, mine.rejected) == (2, 0)
    for _ in range(2):
        await undo_file(store, staff="민호")
    assert await names(store) == {"이도윤", "김하늘"}
    # The twin: it goes with the last file that brought it, and the rows are rejected as they were.
    await undo_file(store)
    assert await names(store) == set()
    again = await store.apply_import(header(), [batch([], lost)], NOW)
    assert (again.unchanged, again.rejected) == (0, 2)


async def test_boards_read_everything_anew_after_a_file_went(opened: Opened) -> None:
    async with opened() as mine, opened() as theirs:
        await put(mine, order_record(1), order_record(2, "이도윤", "010-0000-0002"))
        since = (await theirs.lanes(NOW, DAY)).version
        await undo_file(mine)
        changes = await theirs.changes(since, NOW, DAY)
        assert changes.everything
        assert not (await theirs.changes(changes.version, NOW, DAY)).everything
        assert (await theirs.lanes(NOW, DAY)).total == 0


async def test_a_large_file_goes_and_comes_back(store: Store) -> None:
    first = await store.apply_import(header(), many(20_000), NOW)
    file = await undo_file(store)
    assert (file.orders, file.customers) == (first.new, first.cases_new)
    assert (await store.lanes(NOW, DAY)).total == 0
    again = await store.apply_import(header(), many(20_000), NOW)
    assert (again.new, again.cases_new) == (first.new, first.cases_new)


rows = st.builds(
    order_record,
    st.integers(1, 8),
    st.sampled_from(["김민지", "김*지", "이도윤"]),
    st.sampled_from(["010-0000-0001", "010-0000-0002", "010-****-0001", "", "010-1234-567"]),
    amount=st.integers(0, 3),
    status=st.sampled_from([OrderStatus.PENDING, OrderStatus.PENDING, OrderStatus.CANCELLED]),
)
steps = st.lists(
    st.one_of(
        st.lists(rows, max_size=5, unique_by=lambda row: row.key).map(sorted),  # in the file's order
        st.sampled_from([Outcome.CONFIRMED, Outcome.NO_ANSWER, Outcome.WRONG_NUMBER]),
        st.just("point"),
    ),
    min_size=1,
    max_size=6,
)


@given(steps)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_everything_leads_back_step_by_step(tmp_path_factory, done) -> None:  # type: ignore[no-untyped-def]
    from tests.contract.conftest import FACTORIES

    async def run(opened: Opened) -> None:
        async with opened() as store:
            stood = [await shop(store)]
            for step in done:
                cases = await all_cases(store)
                before = await store.stats()
                if isinstance(step, list):
                    await put(store, *step)
                elif cases and step == "point":
                    await add(store, cases[0])
                elif cases and isinstance(step, Outcome):
                    await store.log(tried(cases[0], step))
                if (await store.stats()).events > before.events:
                    stood.append(await shop(store))
            for before_it in reversed(stood[:-1]):
                await undo(store)
                assert await shop(store) == before_it
            assert await store.undo("수현", new_id(), NOW) is None

    for make in FACTORIES.values():
        asyncio.run(run(make(tmp_path_factory.mktemp("undo"))))


# Attempts that were logged as one


def posted(cases: list[Case], at: int = NOW, staff: str = "수현") -> list[Event]:
    events = [tried(case, Outcome.NOTICE_POSTED, route=Route.NOTICE, at=at, staff=staff) for case in cases]
    return [
        event._replace(attempt=event.attempt._replace(point_id=None)) for event in events if event.attempt
    ]


async def three(store: Store) -> list[Case]:
    await put(store, *(order_record(n, f"손님{n}", f"010-0000-000{n}", due_at=NOW + DAY) for n in (1, 2, 3)))
    return sorted(await all_cases(store), key=lambda case: case.customer.name)


async def test_a_notice_is_logged_for_all_at_once_and_taken_back_at_once(store: Store) -> None:
    cases = await three(store)
    await store.log(tried(cases[0], at=NOW - HOUR))
    before = await shop(store)
    events = posted(cases)
    logged = await store.log_many(events)
    assert [one.case.state for one in logged] == [State.WAITING] * 3
    assert [one.event for one in logged] == events
    again = await store.log_many(events)
    assert all(one.repeated for one in again)
    assert len(await store.attempts_between(0, NOW + 1)) == 4
    undone = await undo(store)
    assert undone.together == 3
    assert undone.event.id in {event.id for event in events}
    assert await shop(store) == before
    assert len(await store.attempts_between(0, NOW + 1)) == 1
    assert (await undo(store)).together == 1
    assert await store.attempts_between(0, NOW + 1) == []


async def test_taking_a_notice_back_twice_under_one_id_takes_back_no_more(store: Store) -> None:
    cases = await three(store)
    await store.log(tried(cases[0], at=NOW - HOUR))
    await store.log_many(posted(cases))
    undo_id = new_id()
    first = await store.undo("수현", undo_id, NOW + HOUR)
    second = await store.undo("수현", undo_id, NOW + HOUR)
    assert first is not None
    assert second is not None
    assert (first.event, first.together) == (second.event, second.together)
    assert len(await store.attempts_between(0, NOW + DAY)) == 1


async def test_what_happened_after_a_notice_stays_when_it_is_taken_back(store: Store) -> None:
    cases = await three(store)
    await store.log_many(posted(cases))
    await store.log(tried(cases[1], Outcome.CONFIRMED, staff="민호", at=NOW + HOUR))
    assert (await undo(store)).together == 3
    states = {case.customer.name: case.state for case in await all_cases(store)}
    assert states == {"손님1": State.NEW, "손님2": State.REACHED, "손님3": State.NEW}
    (left,) = await store.attempts_between(0, NOW + DAY)
    assert left.outcome is Outcome.CONFIRMED


async def test_a_notice_that_names_an_unknown_case_is_logged_for_nobody(store: Store) -> None:
    cases = await three(store)
    *known, last = posted(cases)
    assert last.attempt is not None
    stray = last._replace(case_id=1, attempt=last.attempt._replace(case_id=1))
    with pytest.raises(StoreError) as caught:
        await store.log_many([*known, stray])
    assert caught.value.code == "no_such_case"
    assert await store.attempts_between(0, NOW + DAY) == []
    assert {case.state for case in await all_cases(store)} == {State.NEW}


async def test_two_notices_of_the_same_moment_are_taken_back_one_by_one(store: Store) -> None:
    cases = await three(store)
    await store.log_many(posted(cases))
    await store.log_many(posted(cases[:2]))
    assert (await undo(store)).together == 2
    assert len(await store.attempts_between(0, NOW + DAY)) == 3
    assert (await undo(store)).together == 3


MINE, YOURS = {"name": (2,)}, {"name": (1,), "phone": (3, 4)}


async def test_what_was_learnt_about_columns_with_a_file_is_forgotten_with_it(store: Store) -> None:
    summary = await put(store, order_record())
    await store.remember_mapping("h", MINE, summary.header.id)
    await store.remember_mapping("other", YOURS, 7)
    await undo_file(store)
    assert await store.recall_mapping("h") is None
    assert await store.recall_mapping("other") == YOURS  # learnt with another file


async def test_what_was_known_about_columns_before_a_file_comes_back_with_its_undoing(store: Store) -> None:
    first = await put(store, order_record())
    await store.remember_mapping("h", MINE, first.header.id)
    second = await put(store, order_record(2), file="둘째.csv")
    await store.remember_mapping("h", YOURS, second.header.id)
    await undo_file(store)
    assert await store.recall_mapping("h") == MINE
    await undo_file(store)
    assert await store.recall_mapping("h") is None


async def test_what_a_colleague_learnt_since_about_the_same_columns_stays(store: Store) -> None:
    first = await put(store, order_record())
    await store.remember_mapping("h", MINE, first.header.id)
    second = await put(store, order_record(2), file="둘째.csv", staff="지훈")
    await store.remember_mapping("h", YOURS, second.header.id)
    await undo_file(store)
    assert await store.recall_mapping("h") == YOURS


async def test_a_number_that_a_file_showed_again_goes_once_that_file_was_taken_back(store: Store) -> None:
    await put(store, order_record())
    (case,) = await all_cases(store)
    await add(store, case)
    await put(store, order_record(), contact_record(phone="010-0000-0001 / 010-0000-0009"), staff="민호")
    await undo_file(store, "민호")
    await undo(store)
    (after,) = await all_cases(store)
    assert seen(after) == seen(case)
