"""What is known of messages sent before moves the board, once, and is taken back with what it came from."""

from __future__ import annotations

from random import Random

import pytest

from tests.sent_messages import DOWN, NOW, World, world
from tests.storing import all_cases, order_record, put, send_record, tried
from tui.clock import new_id
from tui.domain.deadlines import deadline_of, reckoner
from tui.domain.model import DAY, HOUR, MINUTE, Case, Event, Millis, Outage
from tui.domain.policy import DEFAULT
from tui.domain.rules import look_around, replay, standing
from tui.domain.words import UNREACHED, Delivery, EventKind, Outcome, Route, State, Usability
from tui.intake.records import SendRecord
from tui.store.api import Store
from tui.store.results import StoreError

DUE = NOW + 20 * HOUR
INSIDE = DOWN + HOUR


def sent(
    code: str = "0000",
    mode: str = "push",
    *,
    number: int = 1,
    at: Millis = INSIDE,
    reported_at: Millis | None = None,
) -> SendRecord:
    record = send_record(number, f"010-0000-{number:04}", code, at=at)
    return record._replace(provider="kakao", mode=mode, reported_at=reported_at)


async def kakao_down(store: Store, since: Millis = DOWN) -> Outage:
    """The database's own outage began when it was made; this one began when Kakao's did."""
    (first,) = await store.outages()
    return await store.change_outage(first.id, since, None, now=NOW)


async def only_case(store: Store) -> Case:
    (case,) = await all_cases(store)
    return case


async def told(store: Store, case: Case) -> list[str]:
    return [
        event.reason
        for event in standing(await store.events_of(case.id))
        if event.kind is EventKind.DELIVERY_CHANGED
    ]


async def replayed(store: Store, case: Case) -> object:
    """Where its events lead by the pure rules alone."""
    events = standing(await store.events_of(case.id))
    _, act_by, _ = deadline_of(case, reckoner(DEFAULT.deadlines))
    return replay(events, look_around(case.points, act_by), DEFAULT)


async def test_results_move_the_board_as_far_as_they_prove_anything(store: Store) -> None:
    await kakao_down(store)
    await put(
        store,
        *(
            order_record(number, f"손님{number}", f"010-0000-{number:04}", due_at=DUE)
            for number in range(1, 6)
        ),
    )
    await put(
        store,
        sent("0000", "realtime", number=1),
        sent("0000", "push", number=2),
        sent("3018", number=3),
        sent("0000", "push", number=4, at=DOWN - 2 * HOUR),
        file="결과.csv",
    )
    cases = {case.customer.name: case for case in await all_cases(store)}
    assert {name: (case.state, case.delivery) for name, case in cases.items()} == {
        "손님1": (State.WAITING, Delivery.DELIVERED),
        "손님2": (State.UNCONFIRMED, Delivery.UNCONFIRMED),
        "손님3": (State.UNCONFIRMED, Delivery.FAILED),
        "손님4": (State.NEW, Delivery.ACCEPTED),
        "손님5": (State.NEW, Delivery.NEVER_SENT),
    }
    rests = cases["손님1"].progress.next_at
    assert rests is not None
    assert NOW < rests < DUE
    # A quarter of what is left, as after every message; then somebody asks: a telephone has not answered.
    assert rests == NOW + 5 * HOUR
    await store.sweep(rests + MINUTE)
    assert (await store.views([cases["손님1"].id]))[0].state is State.RETRY


async def test_the_whole_travel_firm_is_judged_as_it_was_in_whatever_order_it_is_told(store: Store) -> None:
    firm = world()
    await kakao_down(store)
    shuffled = list(firm.sent)
    Random(3).shuffle(shuffled)
    await put(store, *shuffled[:400], file="결과1.csv")
    await put(store, *firm.orders)
    await put(store, *shuffled[400:], file="결과2.csv")
    await _is_as_it_was(store, firm)
    for case in await all_cases(store):
        assert case.progress == await replayed(store, case)
    assert counted_as_answered(await all_cases(store)) == []
    # The same once more says nothing new, and a first answer of the board is as good as the last.
    before = [(case.id, case.version) for case in await all_cases(store)]
    await put(store, *firm.sent, file="결과2.csv")
    assert [(case.id, case.version) for case in await all_cases(store)] == before


async def _is_as_it_was(store: Store, firm: World) -> None:
    found = await store.reconciled()
    orders = {
        one.order.order_no: one.delivery
        for each in found.cases
        for one in each.known.orders
        if one.order is not None
    }
    assert orders == firm.truth
    assert found.strangers == 0
    cases = {case.id: case for case in await all_cases(store)}
    for each in found.cases:
        case = cases[each.case_id]
        assert case.delivery is each.known.delivery
        assert (case.state is State.UNCONFIRMED) == (
            case.delivery in (Delivery.UNCONFIRMED, Delivery.FAILED)
        ), case
        assert (case.state is State.WAITING) == (case.delivery is Delivery.DELIVERED)
    assert sum(found.counts.values()) == len(cases)


async def test_results_of_nobody_are_counted_and_move_nobody(store: Store) -> None:
    await put(store, order_record())
    await put(store, sent(number=7), file="결과.csv")
    found = await store.reconciled()
    assert found.strangers == 1
    assert found.counts[Delivery.NEVER_SENT] == 1
    assert (await only_case(store)).state is State.NEW


async def test_a_result_without_a_number_finds_its_booking_by_its_reference(store: Store) -> None:
    await put(store, order_record(order_no="BA10001"))
    masked = sent("3018")._replace(phones=(), reference="BA10001")
    await put(store, masked, file="결과.csv")
    case = await only_case(store)
    assert (case.state, case.delivery) == (State.UNCONFIRMED, Delivery.FAILED)
    assert [one.reference for one in case.results] == ["BA10001"]


async def test_a_person_who_has_tried_is_never_moved_back(store: Store) -> None:
    await kakao_down(store)
    await put(store, order_record(due_at=DUE))
    case = await only_case(store)
    await store.log(tried(case, Outcome.NO_ANSWER, at=NOW))
    called = await only_case(store)
    await put(store, sent("3018"), file="결과.csv")
    after = await only_case(store)
    assert after.progress == called.progress
    assert after.delivery is Delivery.FAILED
    # Without the call the result counts.
    await store.undo("수현", new_id(), NOW)  # the file
    await store.undo("수현", new_id(), NOW)  # the call
    await put(store, sent("3018"), file="결과.csv")
    assert (await only_case(store)).state is State.UNCONFIRMED


async def test_who_has_answered_stays_so_whatever_a_provider_says(store: Store) -> None:
    await kakao_down(store)
    await put(store, order_record(due_at=DUE))
    await store.log(tried(await only_case(store), Outcome.CONFIRMED))
    for code, mode in (("3018", ""), ("0000", "push"), ("0000", "realtime")):
        await put(store, sent(code, mode), file=f"{code}{mode}.csv")
        assert (await only_case(store)).state is State.REACHED


async def test_a_public_notice_is_nobodys_try(store: Store) -> None:
    await kakao_down(store)
    await put(store, order_record(due_at=DUE))
    await store.log(tried(await only_case(store), Outcome.NOTICE_POSTED, route=Route.NOTICE))
    await put(store, sent("3018"), file="결과.csv")
    assert (await only_case(store)).state is State.UNCONFIRMED


async def test_taking_the_results_back_puts_everything_where_it_was(store: Store) -> None:
    await kakao_down(store)
    await put(store, order_record(due_at=DUE))
    before = await only_case(store)
    await put(store, sent("3018"), file="결과.csv")
    assert (await only_case(store)).progress != before.progress
    undone = await store.undo("수현", new_id(), NOW)
    assert undone is not None
    assert undone.file is not None
    after = await only_case(store)
    assert (after.progress, after.delivery, after.results) == (before.progress, Delivery.NEVER_SENT, ())
    await put(store, sent("3018"), file="결과.csv")
    assert (await only_case(store)).state is State.UNCONFIRMED


async def test_results_that_moved_somebody_only_later_are_forgotten_with_their_file(store: Store) -> None:
    """What a case is told came with the outage's times; the file that goes had moved nobody itself."""
    await put(store, order_record(due_at=DUE))
    before = await only_case(store)
    await put(store, sent("0000"), file="결과.csv", staff="민호")
    await kakao_down(store)
    assert (await only_case(store)).delivery is not Delivery.NEVER_SENT
    assert await store.undo("민호", new_id(), NOW) is not None
    after = await only_case(store)
    assert (after.delivery, after.results, after.progress) == (Delivery.NEVER_SENT, (), before.progress)


async def test_a_later_file_settles_and_taking_it_back_gives_the_earlier_word_again(store: Store) -> None:
    await kakao_down(store)
    await put(store, order_record(due_at=DUE))
    await put(store, sent("3005"), file="토요일.csv")
    assert (await only_case(store)).state is State.UNCONFIRMED
    await put(store, sent("0000", "realtime"), file="월요일.csv")
    settled = await only_case(store)
    assert (settled.state, settled.delivery) == (State.WAITING, Delivery.DELIVERED)
    assert [one.code for one in settled.results[0].before] == ["3005"]
    # The older file again takes nothing back.
    again = await put(store, sent("3005"), file="토요일.csv")
    assert (again.unchanged, again.updated) == (1, 0)
    assert (await only_case(store)).delivery is Delivery.DELIVERED
    await store.undo("수현", new_id(), NOW)
    earlier = await only_case(store)
    assert (earlier.state, earlier.delivery) == (State.UNCONFIRMED, Delivery.UNCONFIRMED)
    assert [(one.code, one.before) for one in earlier.results] == [("3005", ())]


async def test_a_contradiction_opens_the_case_again_with_both_words(store: Store) -> None:
    await kakao_down(store)
    await put(store, order_record(due_at=DUE))
    await put(store, sent("0000", "realtime"), file="토요일.csv")
    assert (await only_case(store)).state is State.WAITING
    await put(store, sent("3018"), file="월요일.csv")
    case = await only_case(store)
    assert (case.state, case.delivery) == (State.UNCONFIRMED, Delivery.UNCONFIRMED)
    (found,) = (await store.reconciled()).cases
    assert found.known.deciding.why == "contradiction"
    (result,) = found.known.deciding.evidence
    words = [(one.code, one.source.file if one.source else "") for one in (result, *result.before)]
    assert words == [("3018", "월요일.csv"), ("0000", "토요일.csv")]
    assert await told(store, case) == ["delivered", "unconfirmed"]


async def test_a_number_found_wrong_contradicts_what_was_called_delivered(store: Store) -> None:
    await kakao_down(store)
    await put(store, order_record(due_at=DUE))
    await put(store, sent("0000", "realtime"), file="결과.csv")
    case = await only_case(store)
    assert case.state is State.WAITING
    wrong = await store.set_usability(case.id, case.points[0].id, Usability.WRONG, staff="수현", now=NOW)
    assert wrong.delivery is Delivery.UNCONFIRMED
    assert wrong.state is State.NO_ROUTE
    await store.undo("수현", new_id(), NOW)
    back = await only_case(store)
    assert back.delivery is Delivery.DELIVERED
    assert back.state is State.WAITING
    assert back.progress == await replayed(store, back)


async def test_times_of_an_outage_that_are_corrected_move_the_board_both_ways(store: Store) -> None:
    outage = await kakao_down(store)
    await put(store, order_record(due_at=DUE))
    await put(store, sent(at=DOWN - HOUR), file="결과.csv")
    assert (await only_case(store)).state is State.NEW
    await store.change_outage(outage.id, DOWN - 2 * HOUR, None, now=NOW)
    assert (await only_case(store)).state is State.UNCONFIRMED
    assert (await store.reconciled()).counts[Delivery.UNCONFIRMED] == 1
    await store.change_outage(outage.id, DOWN - 2 * HOUR, DOWN - 90 * MINUTE, now=NOW)
    case = await only_case(store)
    assert (case.state, case.delivery) == (State.NEW, Delivery.ACCEPTED)
    assert case.progress == await replayed(store, case)
    # Asked again, nothing happens.
    version = case.version
    await store.change_outage(outage.id, DOWN - 2 * HOUR, DOWN - 90 * MINUTE, now=NOW)
    assert (await only_case(store)).version == version


async def test_outages_declared_ended_and_dropped_move_whoever_was_written_to_meanwhile(store: Store) -> None:
    (first,) = await store.outages()
    await store.drop_outage(first.id, now=NOW)
    await put(store, order_record(due_at=DUE))
    await put(store, sent(at=INSIDE), file="결과.csv")
    assert (await only_case(store)).state is State.NEW
    await store.start_outage(new_id(), Route.KAKAO, DOWN, now=NOW)
    assert (await only_case(store)).state is State.UNCONFIRMED
    await store.end_outage(Route.KAKAO, INSIDE - MINUTE, now=NOW)
    assert (await only_case(store)).state is State.NEW
    past = await store.start_outage(new_id(), Route.KAKAO, DOWN, INSIDE + MINUTE, now=NOW)
    assert (await only_case(store)).state is State.UNCONFIRMED
    assert past.until == INSIDE + MINUTE
    assert await store.drop_outage(past.id, now=NOW) == past
    assert (await only_case(store)).state is State.NEW


async def test_an_outage_that_cannot_be_is_refused_and_nothing_changes(store: Store) -> None:
    outage = await kakao_down(store)
    before = await store.outages()
    with pytest.raises(StoreError) as ends_first:
        await store.change_outage(outage.id, DOWN, DOWN, now=NOW)
    with pytest.raises(StoreError) as unknown:
        await store.change_outage(12345, DOWN, None, now=NOW)
    with pytest.raises(StoreError) as gone:
        await store.drop_outage(12345, now=NOW)
    past = await store.start_outage(new_id(), Route.KAKAO, DOWN - DAY, DOWN - HOUR, now=NOW)
    with pytest.raises(StoreError) as two_open:
        await store.change_outage(past.id, DOWN - DAY, None, now=NOW)
    codes = [error.value.code for error in (ends_first, unknown, gone, two_open)]
    assert codes == ["outage_ends_first", "no_such_outage", "no_such_outage", "outage_open"]
    assert {*before} < {*(await store.outages())}


async def test_customers_of_a_file_that_goes_do_not_stay_on_the_board(store: Store) -> None:
    await put(store, sent("3018"), file="결과.csv")
    await put(store, order_record(due_at=DUE))
    assert (await only_case(store)).state is State.UNCONFIRMED
    await store.undo("수현", new_id(), NOW)
    assert [case for case in await all_cases(store) if case.state is not State.VOID] == []
    await put(store, order_record(due_at=DUE))
    (back,) = [case for case in await all_cases(store) if case.state is not State.VOID]
    assert (back.state, back.delivery) == (State.UNCONFIRMED, Delivery.FAILED)


def counted_as_answered(cases: list[Case]) -> list[int]:
    """Whom nobody has to reach any more."""
    return [case.id for case in cases if case.state not in UNREACHED]


def called_delivered_reached(event: Event) -> Event:
    """The bad twin: a provider's word logged as if the customer had answered."""
    attempt = event.attempt
    assert attempt is not None
    return event._replace(attempt=attempt._replace(outcome=Outcome.CONFIRMED))


async def test_a_word_of_a_provider_that_counted_as_an_answer_would_be_noticed(store: Store) -> None:
    await put(store, order_record(due_at=DUE))
    case = await only_case(store)
    await store.log(called_delivered_reached(tried(case, Outcome.MESSAGE_SENT, route=Route.SMS)))
    assert counted_as_answered(await all_cases(store)) == [case.id]
