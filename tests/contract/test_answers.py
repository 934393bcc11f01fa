"""Customers who make contact: checks, orders taken down by hand, and taking both back."""

from __future__ import annotations

from tests.conftest import SUNDAY_1640
from tests.storing import all_cases, deposit_record, message_record, order_record, put
from tui.clock import new_id
from tui.domain.inbound_tables import InboundRow
from tui.domain.model import DAY, HOUR, Attempt, Case, Event, IdentityCheck
from tui.domain.phones import read_phones
from tui.domain.taking_down import TakenDown
from tui.domain.words import (
    CheckQuestion,
    Direction,
    EventKind,
    Evidence,
    Outcome,
    PointKind,
    Route,
    State,
    Verdict,
)
from tui.intake.records import Suggested
from tui.store.api import Store
from tui.store.results import Answer, NewPoint, Undone

DUE = SUNDAY_1640 + 5 * DAY
TAKEN = TakenDown(DUE, True, "2호", "딸기", "하늘아 생일 축하해", "초 3개")


async def paid(store: Store) -> Case:
    """A deposit of which nothing else is known."""
    await put(store, deposit_record())
    (case,) = await all_cases(store)
    return case


def asked(case: Case, verdict: Verdict = Verdict.RIGHT, claimant: str = "@haneul") -> IdentityCheck:
    about = case.deposits[0].id
    return IdentityCheck(
        new_id(), case.id, CheckQuestion.AMOUNT, verdict, about, claimant, "수현", SUNDAY_1640
    )


def answer(case: Case, taken: TakenDown = TAKEN, point: NewPoint | None = None) -> Answer:
    ident = new_id()
    attempt = Attempt(
        ident, case.id, Route.INSTAGRAM, point.id if point else None, Outcome.CONFIRMED, "수현", SUNDAY_1640,
        Direction.IN, Evidence.ANSWERED,
    )  # fmt: skip
    event = Event(ident, case.id, EventKind.ATTEMPT, "수현", SUNDAY_1640, attempt)
    return Answer(event, taken, new_id(), new_id(), point)


def instagram(handle: str = "@haneul") -> NewPoint:
    return NewPoint(new_id(), new_id(), PointKind.INSTAGRAM, handle)


async def fresh(store: Store, case: Case) -> Case:
    (found,) = await store.views([case.id])
    return found


async def undo(store: Store) -> Undone | None:
    return await store.undo("수현", new_id(), SUNDAY_1640 + HOUR)


async def test_a_check_is_noted_with_the_case_and_moves_nothing(store: Store) -> None:
    case = await paid(store)
    check = asked(case, Verdict.WRONG)
    after = await store.note_check(check)
    assert after.checks == (check,)
    assert after.progress == case.progress
    assert (await store.note_check(check)).checks == (check,)
    (event,) = [event for event in await store.events_of(case.id) if event.id == check.id]
    assert (event.kind, event.reason) == (EventKind.NOTED, "")


async def test_a_check_taken_back_counts_no_more(store: Store) -> None:
    case = await paid(store)
    first, second = asked(case, Verdict.WRONG), asked(case)
    await store.note_check(first)
    await store.note_check(second)
    await undo(store)
    assert (await fresh(store, case)).checks == (first,)


async def test_an_answer_is_written_at_once_and_gives_a_deposit_its_time(store: Store) -> None:
    case = await paid(store)
    given = answer(case, point=instagram())
    logged = await store.take_answer(given)
    after = logged.case
    assert (after.state, after.due_at) == (State.REACHED, DUE)
    assert [point.value for point in after.points] == ["haneul"]
    (order,) = after.pending
    assert order.details == '딸기 2호 "하늘아 생일 축하해"'
    assert (order.request, order.source, order.key[:5]) == ("초 3개", None, "hand:")
    assert after.attempts[-1].evidence is Evidence.ANSWERED
    again = await store.take_answer(given)
    assert again.repeated
    assert again.case == after


async def test_an_answer_is_taken_back_step_by_step(store: Store) -> None:
    case = await paid(store)
    check = asked(case)
    await store.note_check(check)
    await store.take_answer(answer(case, point=instagram()))
    kinds = []
    for _ in range(4):
        undone = await undo(store)
        assert undone is not None
        kinds.append(undone.event.kind)
        now = await fresh(store, case)
        left = (len(now.attempts), len(now.pending), len(now.points), len(now.checks))
        assert sum(left) == 4 - len(kinds)
    wanted = [EventKind.ATTEMPT, EventKind.ORDERS_CHANGED, EventKind.POINTS_CHANGED, EventKind.NOTED]
    assert kinds == wanted
    now = await fresh(store, case)
    assert (now.progress, now.due_at, now.orders, now.points) == (case.progress, case.due_at, (), ())


async def test_nothing_taken_down_adds_no_order(store: Store) -> None:
    case = await paid(store)
    phone = NewPoint(new_id(), new_id(), PointKind.PHONE, read_phones("010-0000-0009")[0])
    after = (await store.take_answer(answer(case, TakenDown(), phone))).case
    assert (after.orders, after.state, after.points[0].value) == ((), State.REACHED, "+821000000009")


async def test_the_order_taken_down_opens_no_settled_case_and_outlives_the_next_import(store: Store) -> None:
    case = await paid(store)
    await store.take_answer(answer(case, TakenDown()))
    await store.take_answer(answer(case))
    await put(store, deposit_record(), deposit_record(2, "이하윤"))
    now = await fresh(store, case)
    assert now.state is State.REACHED
    assert len(now.pending) == 1


async def test_an_imports_change_of_orders_is_no_persons_to_take_back(store: Store) -> None:
    """The twin: only orders that were taken down by hand are."""
    await put(store, order_record(), staff="수현")
    undone = await undo(store)
    assert undone is not None
    assert undone.event.kind is EventKind.IMPORTED
    assert await all_cases(store) == []


async def test_everybody_with_something_coming_is_among_the_inbound_rows(store: Store) -> None:
    await put(store, deposit_record(1, "김하늘5678"), deposit_record(2, "이자", set_apart="interest"))
    await put(store, order_record(1, "박서준", details="딸기 2호"))
    await put(
        store, message_record(1, "2호로요", Suggested("size", "2호", "2호"), author="최도윤", room="최도윤")
    )
    rows = {row.names[0]: row async for some in store.inbound_rows() for row in some}
    assert rows.keys() == {"김하늘", "박서준", "최도윤"}
    assert rows["김하늘"].names == ("김하늘", "김하늘5678")
    assert rows["김하늘"].paid[0].tail == "5678"
    assert "딸기 2호" in rows["박서준"].ordered[0].words
    assert rows["최도윤"].ordered[0].words == "2호"
    ids = [row.id for row in rows.values()]

    def by_id(row: InboundRow) -> int:
        return row.id

    assert sorted(await store.inbound_rows_of(ids), key=by_id) == sorted(rows.values(), key=by_id)
    assert await store.inbound_rows_of([1]) == []
