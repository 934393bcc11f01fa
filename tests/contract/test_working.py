"""Claims, attempts, undoing, timers and what other terminals see of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contract.conftest import Opened
from tests.contract.test_imports import tallies_are_right
from tests.storing import SUNDAY_1640 as NOW
from tests.storing import all_cases, many, order_record, put, tried
from tests.storing import header as import_header
from tui.clock import new_id
from tui.domain.model import DAY, HOUR, MINUTE, Case, Event
from tui.domain.phones import read_phones
from tui.domain.policy import DEFAULT
from tui.domain.words import (
    EventKind,
    Lane,
    Language,
    OrderStatus,
    Outcome,
    PointKind,
    Route,
    State,
    Usability,
)
from tui.store.api import Store
from tui.store.results import StoreError

CLAIM = DEFAULT.claim_seconds * 1000


async def one(store: Store, **fields: Any) -> Case:
    await put(store, order_record(**fields))
    (case,) = await all_cases(store)
    return case


def noted(case: Case, kind: EventKind, **fields: Any) -> Event:
    return Event(new_id(), case.id, kind, "수현", NOW, **fields)


# Attempts


async def test_a_logged_attempt_is_there_after_closing(opened: Opened) -> None:
    async with opened() as store:
        case = await one(store)
        logged = await store.log(tried(case))
        assert logged.case.state is State.RETRY
        assert logged.case.progress.next_at is not None
    async with opened() as store:
        (again,) = await all_cases(store)
        assert again == logged.case
        assert [attempt.outcome for attempt in again.attempts] == [Outcome.NO_ANSWER]


async def test_logging_twice_with_one_id_logs_once(store: Store) -> None:
    case = await one(store)
    event = tried(case)
    first = await store.log(event)
    second = await store.log(event)
    assert (first.repeated, second.repeated) == (False, True)
    assert second.case == first.case
    assert len(second.case.attempts) == 1


async def test_an_attempt_on_a_case_that_is_not_there_says_so(store: Store) -> None:
    case = await one(store)
    with pytest.raises(StoreError, match="no_such_case"):
        await store.log(tried(replace(case, id=5)))
    with pytest.raises(StoreError, match="no_such_point"):
        await store.log(tried(replace(case, points=(case.points[0]._replace(id=5),))))
    assert (await all_cases(store)) == [case]


async def test_a_wrong_number_spoils_the_point_and_undo_gives_it_back(store: Store) -> None:
    case = await one(store)
    wrong = (await store.log(tried(case, Outcome.WRONG_NUMBER))).case
    assert wrong.state is State.NO_ROUTE
    assert wrong.points[0].usability is Usability.WRONG
    undone = await store.undo("수현", new_id(), NOW)
    assert undone is not None
    assert undone.case == case


async def test_undo_goes_back_through_ones_own_events_only(store: Store) -> None:
    case = await one(store)
    mine = tried(case)
    await store.log(mine)
    theirs = tried(case, Outcome.BUSY, staff="민호")
    await store.log(theirs)
    await put(store, order_record(9, "민호손님", "010-0000-0009"), staff="민호")
    mine_too = noted(case, EventKind.CLOSED, reason="연락할 수 없음")
    closed = await store.record(mine_too)
    assert closed.case.state is State.UNREACHABLE
    first = await store.undo("수현", new_id(), NOW)
    second = await store.undo("수현", new_id(), NOW)
    assert first is not None
    assert second is not None
    assert (first.event.id, second.event.id) == (mine_too.id, mine.id)
    assert [attempt.id for attempt in second.case.attempts] == [theirs.id]
    assert len(await store.events_of(case.id)) == 5
    assert await store.undo("은서", new_id(), NOW) is None


async def test_one_undo_asked_twice_undoes_once(store: Store) -> None:
    case = await one(store)
    await store.log(tried(case))
    await store.log(tried(case, Outcome.BUSY))
    undo_id = new_id()
    assert await store.undo("수현", undo_id, NOW) == await store.undo("수현", undo_id, NOW)
    assert len((await all_cases(store))[0].attempts) == 1


@given(st.lists(st.tuples(st.sampled_from(Outcome), st.integers(0, 300)), min_size=1, max_size=8))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_everything_leads_back_step_by_step(tmp_path_factory, steps) -> None:  # type: ignore[no-untyped-def]
    from tests.contract.conftest import FACTORIES

    async def run(opened: Opened) -> None:
        async with opened() as store:
            await put(store, order_record(1), order_record(2, phone="010-0000-0001 / 02-123-4567"))
            stood = [(await all_cases(store))[0]]
            for outcome, minutes in steps:
                event = tried(stood[-1], outcome, at=NOW + minutes * MINUTE, callback_at=NOW + 5 * HOUR)
                stood.append((await store.log(event)).case)
                await tallies_are_right(store)
            for before in reversed(stood[:-1]):
                undone = await store.undo("수현", new_id(), NOW + DAY)
                assert undone is not None
                assert undone.case == before
            await tallies_are_right(store)
            assert await store.check() == ()

    for make in FACTORIES.values():
        asyncio.run(run(make(tmp_path_factory.mktemp("undo"))))


async def test_other_events_of_a_person_move_the_case(store: Store) -> None:
    case = await one(store)
    over = await store.record(noted(case, EventKind.CARRIED_OVER, until=NOW + DAY))
    assert over.case.progress.next_at == NOW + DAY
    handed = await store.record(noted(case, EventKind.HANDED_OVER, person="민호"))
    assert handed.case.progress.owner == "민호"
    done = await store.record(noted(case, EventKind.RESOLVED, reason="매장에서 받아 감"))
    assert done.case.state is State.RESOLVED


async def test_what_only_time_or_files_may_do_cannot_be_recorded(store: Store) -> None:
    case = await one(store)
    for kind in (EventKind.CAME_DUE, EventKind.ORDERS_CHANGED, EventKind.UNDONE, EventKind.ATTEMPT):
        with pytest.raises(ValueError, match=r"record|log"):
            await store.record(noted(case, kind))
    assert await store.events_of(case.id) == []


async def test_attempts_between_leaves_out_what_was_undone(store: Store) -> None:
    case = await one(store)
    await store.log(tried(case, at=NOW))
    await store.log(tried(case, at=NOW + HOUR))
    await store.log(tried(case, at=NOW + 2 * HOUR))
    await store.undo("수현", new_id(), NOW)
    assert [attempt.at for attempt in await store.attempts_between(NOW, NOW + DAY)] == [NOW, NOW + HOUR]
    assert [attempt.at for attempt in await store.attempts_between(NOW + 1, NOW + HOUR)] == []


# Claims


async def test_a_claim_is_won_once_and_can_be_taken_over_on_purpose(store: Store) -> None:
    case = await one(store)
    assert (await store.claim(case.id, "수현", "t1", NOW)).won
    second = await store.claim(case.id, "민호", "t2", NOW)
    assert not second.won
    assert second.claim.staff == "수현"
    assert (await store.claim(case.id, "수현", "t1", NOW + 1)).won
    assert (await store.claim(case.id, "민호", "t2", NOW, force=True)).won
    (view,) = await store.views([case.id])
    assert view.claim is not None
    assert view.claim.terminal == "t2"


async def test_a_claim_that_ended_leaves_the_case_in_review(store: Store) -> None:
    case = await one(store)
    await store.claim(case.id, "수현", "t1", NOW)
    assert await store.sweep(NOW + CLAIM - 1) == 0
    assert await store.sweep(NOW + CLAIM) == 1
    (view,) = await store.views([case.id])
    assert (view.state, view.claim) == (State.REVIEW, None)
    assert [event.kind for event in await store.events_of(case.id)] == [EventKind.CLAIM_LOST]
    assert await store.claim_next("민호", "t2", NOW + CLAIM) is None


async def test_a_sweep_that_spares_claims_ends_none_but_lets_waits_come_due(store: Store) -> None:
    case = await one(store)
    waiting = (await store.log(tried(case, Outcome.MESSAGE_SENT, route=Route.SMS))).case
    assert waiting.progress.next_at is not None
    await store.claim(case.id, "수현", "t1", NOW)
    later = max(waiting.progress.next_at, NOW + CLAIM)
    assert await store.sweep(later, claims=False) == 1
    (view,) = await store.views([case.id])
    assert view.state is State.RETRY
    assert view.claim is not None
    assert await store.sweep(later) == 1


async def test_claiming_what_a_dead_terminal_held_shows_it_in_review(store: Store) -> None:
    case = await one(store)
    await store.claim(case.id, "수현", "t1", NOW)
    assert (await store.claim(case.id, "민호", "t2", NOW + CLAIM)).won
    assert (await store.views([case.id]))[0].state is State.REVIEW


async def test_a_renewed_claim_lives_on(store: Store) -> None:
    case = await one(store)
    await store.claim(case.id, "수현", "t1", NOW)
    assert await store.renew("t1", NOW + CLAIM // 2) == 1
    assert await store.renew("t2", NOW + CLAIM // 2) == 0
    assert await store.sweep(NOW + CLAIM) == 0


async def test_logging_gives_the_claim_back_and_release_needs_no_review(store: Store) -> None:
    case = await one(store)
    await store.claim(case.id, "수현", "t1", NOW)
    assert (await store.log(tried(case))).case.claim is None
    await store.claim(case.id, "수현", "t1", NOW)
    assert await store.release("t2", case.id) == 0
    assert await store.release("t1", case.id) == 1
    await store.claim(case.id, "수현", "t1", NOW)
    assert await store.release("t1") == 1
    assert await store.sweep(NOW + DAY) == 0
    assert (await store.views([case.id]))[0].state is State.RETRY


async def test_an_attempt_ends_the_claim_of_its_own_terminal_only(store: Store) -> None:
    case = await one(store)
    await store.claim(case.id, "수현", "t2", NOW)  # the same name at another terminal
    held = (await store.log(tried(case), terminal="t1")).case.claim
    assert held is not None
    assert held.terminal == "t2"
    assert (await store.record(noted(case, EventKind.CARRIED_OVER, until=NOW), terminal="t1")).case.claim
    assert (await store.log(tried(case), terminal="t2")).case.claim is None
    # The twin: where no terminal is known, the name has to do.
    await store.claim(case.id, "수현", "t2", NOW)
    assert (await store.log(tried(case))).case.claim is None


async def test_somebody_elses_claim_survives_my_attempt(store: Store) -> None:
    case = await one(store)
    await store.claim(case.id, "민호", "t2", NOW)
    logged = await store.log(tried(case, staff="수현"))
    assert logged.case.claim is not None


async def test_the_most_urgent_free_case_comes_next(store: Store) -> None:
    await put(
        store,
        order_record(1, "늦게", "010-0000-0001", due_at=NOW + 3 * HOUR),
        order_record(2, "먼저", "010-0000-0002", due_at=NOW + HOUR),
        order_record(3, "길없음", "010-1234-567", due_at=NOW),
        order_record(4, "지남", "010-0000-0004", due_at=NOW - 3 * DAY),
        order_record(5, "언제", "010-0000-0005", due_at=None),
    )
    names = []
    while (case := await store.claim_next("수현", "t1", NOW)) is not None:
        assert case.claim is not None
        names.append(case.customer.name)
    assert names == ["먼저", "늦게", "언제", "지남"]


async def test_a_promised_call_comes_before_what_can_wait(store: Store) -> None:
    await put(
        store,
        order_record(1, "약속", "010-0000-0001", due_at=NOW + DAY),
        order_record(2, "두시간", "010-0000-0002", due_at=NOW + 2 * HOUR),
        order_record(3, "지금", "010-0000-0003", due_at=NOW + MINUTE),
    )
    promised = next(case for case in await all_cases(store) if case.customer.name == "약속")
    await store.log(tried(promised, Outcome.CALLBACK, callback_at=NOW + HOUR))
    skipped = next(case.id for case in await all_cases(store) if case.customer.name == "지금")
    early = await store.claim_next("수현", "t1", NOW)
    assert early is not None
    assert early.customer.name == "지금"
    await store.release("t1")
    due = await store.claim_next("수현", "t1", NOW + HOUR, skip=[skipped])
    assert due is not None
    assert due.customer.name == "약속"


async def test_a_case_handed_to_somebody_is_theirs(store: Store) -> None:
    case = await one(store)
    await store.record(noted(case, EventKind.HANDED_OVER, person="민호"))
    assert await store.claim_next("수현", "t1", NOW) is None
    assert await store.claim_next("민호", "t2", NOW) is not None


async def test_many_terminals_never_get_the_same_case(opened: Opened) -> None:
    async with opened() as store:
        await store.apply_import(import_header(), many(120), NOW)

        async def work(terminal: str) -> list[int]:
            taken = []
            async with opened() as own:
                while (case := await own.claim_next(terminal, terminal, NOW)) is not None:
                    taken.append(case.id)
            return taken

        taken = [ident for ids in await asyncio.gather(*(work(f"t{n}") for n in range(4))) for ident in ids]
        assert len(taken) == len(set(taken)) == 120


# Time


async def test_a_waiting_case_comes_due(store: Store) -> None:
    case = await one(store)
    waiting = (await store.log(tried(case, Outcome.MESSAGE_SENT, route=Route.SMS))).case
    assert waiting.progress.next_at is not None
    assert await store.sweep(waiting.progress.next_at - 1) == 0
    assert await store.sweep(waiting.progress.next_at) == 1
    assert (await store.views([case.id]))[0].state is State.RETRY
    assert await store.sweep(waiting.progress.next_at) == 0


# What others see


async def test_others_see_a_claim_at_their_next_look(opened: Opened) -> None:
    async with opened() as mine, opened() as theirs:
        case = await one(mine)
        seen = (await theirs.lanes(NOW, DAY)).version
        assert (await theirs.changes(seen, NOW, DAY)).touched == ()
        await mine.claim(case.id, "수현", "t1", NOW)
        changes = await theirs.changes(seen, NOW, DAY)
        assert [touched.id for touched in changes.touched] == [case.id]
        assert (await theirs.changes(changes.version, NOW, DAY)).touched == ()
        await mine.release("t1")
        assert (await theirs.changes(changes.version, NOW, DAY)).version > changes.version


async def test_own_changes_are_seen_too_with_the_key_of_their_lane(store: Store) -> None:
    case = await one(store)
    since = (await store.lanes(NOW, DAY)).version
    await store.log(tried(case))
    (touched,) = (await store.changes(since, NOW, DAY)).touched
    lanes = await store.lanes(NOW, DAY)
    assert (touched.id, touched.state) == (case.id, State.RETRY)
    assert (list(lanes[Lane.AGAIN].keys), list(lanes[Lane.AGAIN].ids)) == ([touched.sort_key], [case.id])


async def test_a_large_import_asks_for_everything_anew(store: Store) -> None:
    since = (await store.lanes(NOW, DAY)).version
    await store.apply_import(import_header(), many(2500), NOW)
    changes = await store.changes(since, NOW, DAY)
    assert changes.everything
    assert changes.version == (await store.lanes(NOW, DAY)).version


async def test_the_lanes_are_in_the_order_of_the_board(store: Store) -> None:
    await put(
        store,
        order_record(1, "나중", "010-0000-0001", due_at=NOW + DAY),
        order_record(2, "같은때싼", "010-0000-0002", due_at=NOW + HOUR, amount=1000),
        order_record(3, "같은때비싼", "010-0000-0003", due_at=NOW + HOUR, amount=90_000),
        order_record(4, "지남", "010-0000-0004", due_at=NOW - 2 * DAY),
        order_record(5, "조금지남", "010-0000-0005", due_at=NOW - HOUR),
        order_record(6, "언제", "010-0000-0006", due_at=None),
        order_record(7, "하루만", "010-0000-0007", due_at=NOW - HOUR, has_time=False),
    )
    order = [case.customer.name for case in await all_cases(store)]
    assert order == ["조금지남", "같은때비싼", "같은때싼", "하루만", "나중", "언제", "지남"]
    assert await store.unreached(NOW, DAY) == [case.id for case in await all_cases(store)]


async def test_cases_are_found_by_phone_and_number_and_state(store: Store) -> None:
    case = await one(store, order_no="C031")
    assert await store.cases_with(phone="+821000000001") == [case.id]
    assert await store.cases_with(order_no="C031") == [case.id]
    assert await store.cases_with(phone="+821000000002", order_no="C032") == []
    assert await store.cases_in([State.NEW]) == [case]
    assert await store.cases_in([State.REACHED]) == []


async def test_views_keep_the_order_asked_for(store: Store) -> None:
    await store.apply_import(import_header(), many(700), NOW)
    ids = list((await store.lanes(NOW, DAY))[Lane.TO_CONTACT].ids)
    ids.reverse()
    assert [case.id for case in await store.views([*ids, 12])] == ids
    assert await store.views([]) == []


# Contact points


async def test_a_point_added_by_hand_gives_a_route(store: Store) -> None:
    case = await one(store, phone="010-1234-567")
    (reading,) = read_phones("010-0000-0009")
    point = new_id()
    for _ in range(2):
        case = await store.add_point(case.id, point, PointKind.PHONE, reading=reading, staff="수현", now=NOW)
    assert case.state is State.NEW
    assert [point.value for point in case.points if point.usable] == ["+821000000009"]
    case = await store.add_point(
        case.id, new_id(), PointKind.INSTAGRAM, reading="@seojun", staff="수현", now=NOW
    )
    assert case.points[-1].value == "seojun"


async def test_a_mended_point_is_usable_whatever_was_logged_before(store: Store) -> None:
    case = await one(store)
    case = (await store.log(tried(case, Outcome.WRONG_NUMBER))).case
    (reading,) = read_phones("010-0000-0009")
    case = await store.mend_point(case.id, case.points[0].id, reading=reading, staff="수현", now=NOW)
    assert (case.points[0].value, case.points[0].usable) == ("+821000000009", True)
    await store.log(tried(case, Outcome.BUSY))
    undone = await store.undo("수현", new_id(), NOW)
    assert undone is not None
    assert undone.case.points[0].usable


async def test_usability_and_language_can_be_set(store: Store) -> None:
    case = await one(store)
    case = await store.set_usability(case.id, case.points[0].id, Usability.EXPIRED, staff="수현", now=NOW)
    assert case.state is State.NO_ROUTE
    case = await store.set_usability(case.id, case.points[0].id, Usability.USABLE, staff="수현", now=NOW)
    assert case.state is State.NEW
    assert (await store.set_language(case.id, Language.JA)).customer.language is Language.JA


# The shop


async def test_a_first_run_finds_kakao_down_from_now(opened: Opened) -> None:
    async with opened() as store:
        (outage,) = await store.outages()
        assert (outage.channel, outage.since, outage.until) == (Route.KAKAO, NOW, None)
    async with opened() as store:
        assert await store.outages() == (outage,)


async def test_outages_begin_once_and_end(store: Store) -> None:
    ended = await store.end_outage(Route.KAKAO, NOW + HOUR)
    assert ended is not None
    assert ended.until == NOW + HOUR
    assert await store.end_outage(Route.KAKAO, NOW + HOUR) is None
    first = await store.start_outage(new_id(), Route.SMS, NOW)
    assert await store.start_outage(new_id(), Route.SMS, NOW + 1) == first
    assert [outage.channel for outage in await store.outages() if outage.until is None] == [Route.SMS]


async def test_mappings_and_settings_are_remembered(opened: Opened) -> None:
    async with opened() as store:
        assert await store.recall_mapping("h") is None
        await store.remember_mapping("h", {"name": (2,), "phone": (3, 4)}, 1)
        await store.set_setting("shop", "달빛 케이크")
    async with opened() as store:
        assert await store.recall_mapping("h") == {"name": (2,), "phone": (3, 4)}
        assert await store.setting("shop") == "달빛 케이크"
        assert await store.setting("none", "기본") == "기본"


async def test_a_cancelled_order_frees_nobody_from_what_was_logged(store: Store) -> None:
    case = await one(store)
    await store.log(tried(case))
    await put(store, order_record(status=OrderStatus.CANCELLED))
    (case,) = await all_cases(store)
    assert case.state is State.VOID
    assert len(case.attempts) == 1


async def test_a_cancelled_task_leaves_a_whole_write_or_none(opened: Opened) -> None:
    async with opened() as store:
        case = await one(store)
        for delay in (0, 0, 0.001, 0.002, 0.005):
            task = asyncio.create_task(store.log(tried(case)))
            await asyncio.sleep(delay)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await store.log(tried(case))
        assert await store.check() == ()
    async with opened() as store:
        (case,) = await all_cases(store)
        assert case.progress.tries == len(case.attempts) >= 1


async def test_of_new_and_tried_customers_the_nearer_deadline_comes_next(store: Store) -> None:
    await put(
        store,
        order_record(1, "나중", "010-0000-0001", due_at=NOW + 8 * HOUR),
        order_record(2, "다시 곧", "010-0000-0002", due_at=NOW + 5 * HOUR),
        order_record(3, "다시 나중", "010-0000-0003", due_at=NOW + 9 * HOUR),
        order_record(4, "다시 언제", "010-0000-0004", due_at=None),
        order_record(5, "처음 곧", "010-0000-0005", due_at=NOW + 4 * HOUR),
    )
    for case in await all_cases(store):
        if case.customer.name.startswith("다시"):
            await store.log(tried(case, Outcome.BUSY))
    names = []
    while (case := await store.claim_next("수현", "t1", NOW + HOUR)) is not None:  # type: ignore[assignment]
        names.append(case.customer.name)
    assert names == ["처음 곧", "다시 곧", "나중", "다시 나중", "다시 언제"]


async def test_who_was_missed_an_hour_ago_comes_before_everybody_else(store: Store) -> None:
    await put(
        store,
        order_record(1, "곧", "010-0000-0001", due_at=NOW + HOUR),
        order_record(2, "방금 지남", "010-0000-0002", due_at=NOW - HOUR),
        order_record(3, "오래 지남", "010-0000-0003", due_at=NOW - 3 * DAY),
    )
    names = []
    while (case := await store.claim_next("수현", "t1", NOW)) is not None:
        names.append(case.customer.name)
    assert names == ["방금 지남", "곧", "오래 지남"]
