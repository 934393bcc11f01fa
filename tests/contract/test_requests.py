"""What customers ask for: told with an attempt, found in a saved chat, settled by a person, taken back."""

from __future__ import annotations

import pytest

from tests.conftest import SUNDAY_1640
from tests.storing import all_cases, batch, header, message_record, order_record, put
from tui.clock import new_id
from tui.domain.model import DAY, HOUR, Attempt, Case, Event, Millis
from tui.domain.words import (
    Direction,
    EventKind,
    Evidence,
    OrderStatus,
    Outcome,
    RequestKind,
    RequestVerdict,
    Route,
    State,
)
from tui.intake.records import Suggested
from tui.store.api import Store
from tui.store.results import Logged, NewRequest, StoreError, Undone

CALLED = SUNDAY_1640 + 6 * HOUR
"""The store's outage begins at SUNDAY_1640: a message two hours later was lost in it."""
WRITTEN = SUNDAY_1640 + 2 * HOUR
DUE = SUNDAY_1640 + 3 * DAY
CLAIM = NewRequest(RequestKind.CANCEL, None, SUNDAY_1640 - DAY, False, Route.KAKAO, "토요일에 카톡으로")


async def reserved(store: Store, status: OrderStatus = OrderStatus.PENDING) -> Case:
    await put(store, order_record(due_at=DUE, status=status))
    (case,) = await all_cases(store)
    return case


async def chat(
    store: Store, text: str = "내일 예약 취소할게요", at: Millis = WRITTEN, file: str = "대화.txt"
) -> None:
    """The same chat always, of 박서준 by the number in it."""
    phone = Suggested("phone", "+821000000001", "010-0000-0001")
    first = message_record(
        1, "010-0000-0001이에요", phone, author="박서준", room="박서준", at=SUNDAY_1640 - DAY
    )
    second = message_record(2, text, author="박서준", room="박서준", at=at - 2)
    await store.apply_import(header(file, "chat"), [batch([first, second])], CALLED)


def called(case: Case, outcome: Outcome = Outcome.CANCEL_REQUESTED, at: Millis = CALLED) -> Event:
    ident = new_id()
    attempt = Attempt(ident, case.id, Route.PHONE, case.points[0].id, outcome, "수현", at, Direction.IN,
                      Evidence.ANSWERED)  # fmt: skip
    return Event(ident, case.id, EventKind.ATTEMPT, "수현", at, attempt)


async def fresh(store: Store, case: Case) -> Case:
    (found,) = await store.views([case.id])
    return found


async def undo(store: Store) -> Undone | None:
    return await store.undo("수현", new_id(), CALLED + HOUR)


async def settle(store: Store, case: Case, verdict: RequestVerdict, ident: int = 0) -> Case:
    key = case.requests[0].message_key
    return await store.settle_request(
        case.id, key, verdict, event_id=ident or new_id(), staff="수현", now=CALLED
    )


async def test_a_claim_is_kept_with_its_time_and_taken_back_with_the_call(store: Store) -> None:
    case = await reserved(store)
    event = called(case)
    logged = await store.log_request(event, CLAIM._replace(order_id=case.orders[0].id))
    assert logged.case.state is State.ACTION
    (request,) = logged.case.requests
    assert request[:4] == (event.id, case.id, RequestKind.CANCEL, case.orders[0].id)
    assert request[4:7] == (CLAIM.asked_at, False, Route.KAKAO)
    assert (request.said, request.staff, request.at) == ("토요일에 카톡으로", "수현", CALLED)
    again = await store.log_request(event, CLAIM)
    assert again == Logged(event, logged.case, repeated=True)
    await undo(store)
    after = await fresh(store, case)
    assert (after.requests, after.state) == ((), State.NEW)


async def test_a_chat_that_asks_in_vain_calls_for_a_person(store: Store) -> None:
    case = await reserved(store)
    await chat(store)
    after = await fresh(store, case)
    assert after.state is State.REVIEW
    (found,) = after.requests
    assert (found.kind, found.suggested, found.asked_at) == (RequestKind.CANCEL, True, WRITTEN)
    assert (found.said, found.order_id) == ("내일 예약 취소할게요", case.orders[0].id)
    assert [one.id for one in await store.cases_with_requests()] == [case.id]


@pytest.mark.parametrize(
    ("text", "at", "status"),
    [
        ("네 감사합니다", WRITTEN, OrderStatus.PENDING),
        ("내일 예약 취소할게요", SUNDAY_1640 - HOUR, OrderStatus.PENDING),
    ],
)
async def test_what_asks_for_nothing_or_was_seen_is_not_found(
    store: Store, text: str, at: Millis, status: OrderStatus
) -> None:
    """The twin: the same chat without words of asking, or of before Kakao went down."""
    case = await reserved(store, status)
    await chat(store, text, at)
    after = await fresh(store, case)
    assert (after.requests, after.state) == ((), State.NEW)


async def test_whoever_was_reached_already_stays_reached_with_something_to_do(store: Store) -> None:
    case = await reserved(store)
    await store.log(called(case, Outcome.CONFIRMED, SUNDAY_1640 + HOUR))
    await chat(store)
    assert (await fresh(store, case)).state is State.ACTION


async def test_who_said_it_again_on_the_phone_is_moved_nowhere(store: Store) -> None:
    case = await reserved(store)
    await store.log(called(case))
    before = await fresh(store, case)
    await chat(store)
    after = await fresh(store, case)
    assert after.progress == before.progress
    assert len(after.requests) == 1


@pytest.mark.parametrize("verdict", [RequestVerdict.DONE, RequestVerdict.NOT_A_REQUEST])
async def test_settling_moves_the_case_back_and_undoing_it_forward_again(
    store: Store, verdict: RequestVerdict
) -> None:
    case = await reserved(store)
    await chat(store)
    found, ident = await fresh(store, case), new_id()
    for _ in range(2):
        settled = await settle(store, found, verdict, ident)
        assert (settled.state, settled.requests[0].settled) == (State.NEW, verdict)
    await undo(store)
    again = await fresh(store, case)
    assert (again.state, again.requests[0].settled) == (State.REVIEW, None)
    assert (await settle(store, again, RequestVerdict.DONE)).state is State.NEW


async def test_taking_a_found_request_logs_it_and_settles_it_together(store: Store) -> None:
    case = await reserved(store)
    await chat(store)
    found = await fresh(store, case)
    key = found.requests[0].message_key
    taken = CLAIM._replace(asked_at=WRITTEN, asked_has_time=True, message_key=key)
    after = (await store.log_request(called(found), taken)).case
    assert after.state is State.ACTION
    assert [(one.suggested, one.settled) for one in after.requests] == [
        (True, RequestVerdict.TAKEN),
        (False, RequestVerdict.TAKEN),
    ]
    await undo(store)
    again = await fresh(store, case)
    assert [(one.suggested, one.settled) for one in again.requests] == [(True, None)]
    assert again.state is State.REVIEW


async def test_the_same_chat_saved_again_finds_nothing_twice(store: Store) -> None:
    case = await reserved(store)
    await chat(store)
    await settle(store, await fresh(store, case), RequestVerdict.DONE)
    await chat(store, file="대화 (1).txt")
    assert await store.find_requests(CALLED) == 0
    after = await fresh(store, case)
    assert (len(after.requests), after.state) == (1, State.NEW)


async def test_a_chat_taken_back_takes_its_requests_along_and_they_return_with_it(store: Store) -> None:
    case = await reserved(store)
    await chat(store)
    assert await undo(store) is not None
    after = await fresh(store, case)
    assert (after.requests, after.state) == ((), State.NEW)
    await chat(store)
    assert (await fresh(store, case)).state is State.REVIEW


async def test_an_outage_that_is_known_of_later_is_looked_at_then(store: Store) -> None:
    case = await reserved(store)
    await chat(store, at=SUNDAY_1640 - HOUR)
    assert await store.find_requests(CALLED) == 0
    await store.end_outage(Route.KAKAO, CALLED)
    await store.start_outage(new_id(), Route.KAKAO, SUNDAY_1640 - 5 * HOUR)
    assert await store.find_requests(CALLED) == 1
    assert await store.find_requests(CALLED) == 0
    assert (await fresh(store, case)).state is State.REVIEW


async def test_a_request_of_somebody_without_a_reservation_is_kept_and_moves_nobody(store: Store) -> None:
    await chat(store)
    assert await store.cases_with_requests() == []
    assert await store.find_requests(CALLED) == 1
    (stranger,) = await store.cases_with_requests()
    assert (stranger.customer.name, stranger.state) == ("박서준", State.VOID)
    assert [one.order_id for one in stranger.requests] == [None]


async def test_settling_what_was_never_found_is_refused(store: Store) -> None:
    case = await reserved(store)
    with pytest.raises(StoreError) as refused:
        await store.settle_request(
            case.id, "nothing", RequestVerdict.DONE, event_id=new_id(), staff="수현", now=CALLED
        )
    assert refused.value.code == "no_such_request"
    assert (await fresh(store, case)).progress == case.progress
