"""Messages handed to a gateway: written down, begun by one process only, never called more than is known."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from pathlib import Path

import pytest

from tests.contract.conftest import Opened
from tests.contract.test_imports import tallies_are_right
from tests.sending import ACCEPTED, REFUSED, UNKNOWN, report, send_to
from tests.storing import SUNDAY_1640 as NOW
from tests.storing import all_cases, order_record, put, tried
from tui.clock import new_id
from tui.domain.model import DAY, HOUR, MINUTE, Case, Millis
from tui.domain.phones import read_phones
from tui.domain.sending import LEASE, PRACTICE_NOTE, Answered, Send, SendState
from tui.domain.words import Delivery, EventKind, Evidence, Outcome, PointKind, Route, State, Usability
from tui.store import sends
from tui.store.api import Store
from tui.store.api_sends import Stopped
from tui.store.results import Stands, StoreError

GATEWAY = "shop"


async def shop(store: Store, count: int = 1) -> list[Case]:
    await put(
        store,
        *(order_record(number, f"손님{number}", f"010-0000-{number:04}") for number in range(1, count + 1)),
    )
    return sorted(await all_cases(store), key=lambda case: case.customer.name)


async def begun(store: Store, case: Case, **fields: object) -> Send:
    await store.prepare_sends([send_to(case, **fields)])
    found = await store.start_send(GATEWAY, "p1", NOW)
    assert found is not None
    return found


async def seen(store: Store, case: Case) -> Case:
    (now,) = await store.views([case.id])
    await tallies_are_right(store)
    return now


async def test_a_prepared_message_stands_with_its_case_and_moves_nothing(store: Store) -> None:
    (case,) = await shop(store)
    message = send_to(case)
    assert (await store.prepare_sends([message])).taken == (message,)
    after = await seen(store, case)
    assert after.sends == (message,)
    assert (after.progress, after.attempts) == (case.progress, ())
    assert [event.kind for event in await store.events_of(case.id)] == [EventKind.SEND_PREPARED]
    assert after.version > case.version


async def test_preparing_twice_writes_one_message(store: Store) -> None:
    (case,) = await shop(store)
    message = send_to(case)
    for _ in range(3):
        assert (await store.prepare_sends([message])).taken == (message,)
    assert await store.sends_of(case.id) == [message]


async def test_many_are_prepared_in_pieces_and_each_case_knows_of_its_own(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.sends._PIECE", 2)
    cases = await shop(store, 5)
    messages = [send_to(case) for case in cases]
    assert (await store.prepare_sends(messages)).taken == tuple(messages)
    for case, message in zip(cases, messages, strict=True):
        after = await seen(store, case)
        assert (after.sends, after.progress) == ((message,), case.progress)
        assert [event.kind for event in await store.events_of(case.id)] == [EventKind.SEND_PREPARED]


async def test_a_text_by_a_gateway_is_not_called_written_by_hand_and_a_practised_one_is_nothing(
    store: Store,
) -> None:
    real, practised, told = await shop(store, 3)
    for case, practice in ((real, False), (practised, True)):
        await store.finish_send((await begun(store, case, practice=practice)).id, ACCEPTED, NOW)
    await store.log(tried(told, Outcome.MESSAGE_SENT, route=Route.SMS))
    found = {each.case_id: each.known for each in (await store.reconciled()).cases}
    assert {
        case.id: (found[case.id].delivery, found[case.id].deciding.why) for case in (real, practised, told)
    } == {
        real.id: (Delivery.UNCONFIRMED, "by_gateway"),
        practised.id: (Delivery.NEVER_SENT, ""),
        told.id: (Delivery.UNCONFIRMED, "by_hand"),
    }


async def test_nothing_is_prepared_where_one_of_the_customers_is_gone(store: Store) -> None:
    (case,) = await shop(store)
    with pytest.raises(StoreError, match="no_such_case"):
        await store.prepare_sends([send_to(case), send_to(case)._replace(case_id=1)])
    assert await store.sends_of(case.id) == []


async def test_of_two_people_who_press_send_one_writes_a_message(opened: Opened) -> None:
    async with opened() as one, opened() as other:
        (case,) = await shop(one)
        first, second = send_to(case, staff="수현"), send_to(case, staff="민호")
        answers = await asyncio.gather(one.prepare_sends([first]), other.prepare_sends([second]))
        assert sorted(len(answer.taken) for answer in answers) == [0, 1]
        (written,) = await one.sends_of(case.id)
        assert [answer.doubled for answer in answers if not answer.taken] == [(written,)]


@pytest.mark.parametrize("state", [SendState.ACCEPTED, SendState.UNKNOWN])
async def test_a_second_message_follows_on_a_first_one_only_with_intent(
    store: Store, state: SendState
) -> None:
    (case,) = await shop(store)
    first = await begun(store, case)
    await store.finish_send(first.id, ACCEPTED if state is SendState.ACCEPTED else UNKNOWN, NOW)
    assert (await store.prepare_sends([send_to(case)])).taken == ()
    wanted = send_to(case, allowed=("recent",))
    taken = (await store.prepare_sends([wanted])).taken
    # Nobody knows whether the first went out: until that is settled nothing follows, whoever wants it.
    assert taken == ((wanted,) if state is SendState.ACCEPTED else ())
    later = send_to(case, prepared_at=NOW + 2 * HOUR)
    assert len((await store.prepare_sends([later])).taken) == 0


async def test_the_database_itself_refuses_a_second_open_message(store: Store, tmp_path: Path) -> None:
    (case,) = await shop(store)
    await store.prepare_sends([send_to(case)])
    with sqlite3.connect(tmp_path / "shop.db") as conn, pytest.raises(sqlite3.IntegrityError):
        conn.execute("""INSERT INTO sends (id, together, case_id, point_id, gateway, provider, practice,
            recipient, sender, text, subject, cost, staff, allowed, prepared_at, state) SELECT id + 1,
            together, case_id, point_id, gateway, provider, practice, recipient, sender, text, subject, cost,
            staff, allowed, prepared_at, state FROM sends""")


async def test_each_message_is_begun_by_one_of_many_processes(opened: Opened) -> None:
    async with opened() as one, opened() as other:
        cases = await shop(one, 12)
        await one.prepare_sends([send_to(case) for case in cases])

        async def all_of(store: Store, owner: str) -> list[int]:
            got = []
            while (send := await store.start_send(GATEWAY, owner, NOW)) is not None:
                got.append(send.id)
            return got

        first, second = await asyncio.gather(all_of(one, "p1"), all_of(other, "p2"))
        assert len({*first, *second}) == len(first) + len(second) == 12


async def test_messages_go_out_in_the_order_in_which_they_were_prepared(store: Store) -> None:
    cases = await shop(store, 3)
    wanted = [send_to(case) for case in reversed(cases)]
    await store.prepare_sends(wanted)
    got = [await store.start_send(GATEWAY, "p1", NOW) for _ in wanted]
    assert [send.id for send in got if send] == [send.id for send in wanted]
    assert await store.start_send("another", "p1", NOW) is None


async def test_accepted_it_is_one_attempt_with_no_more_evidence_than_that(store: Store) -> None:
    (case,) = await shop(store)
    send = await begun(store, case)
    for _ in range(3):
        after = await store.finish_send(send.id, ACCEPTED, NOW)
    assert (after.state, after.message_id) == (SendState.ACCEPTED, "M4V1")
    moved = await seen(store, case)
    (attempt,) = moved.attempts
    assert (attempt.id, attempt.route, attempt.outcome) == (after.attempt_id, Route.SMS, Outcome.MESSAGE_SENT)
    assert (attempt.evidence, attempt.staff, attempt.point_id) == (Evidence.ACCEPTED, "수현", send.point_id)
    assert moved.state is State.WAITING


async def test_delivered_is_not_reached_and_changes_no_attempt(store: Store) -> None:
    (case,) = await shop(store)
    send = await begun(store, case)
    await store.finish_send(send.id, ACCEPTED, NOW)
    before = await seen(store, case)
    (after,) = await store.take_reports([report(send.id, "4000", at=NOW)], NOW + MINUTE)
    assert after.state is SendState.DELIVERED
    moved = await seen(store, case)
    assert (moved.state, moved.attempts) == (State.WAITING, before.attempts)
    assert moved.version > before.version
    assert await store.take_reports([report(send.id, "4000", at=NOW)] * 3, NOW + 2 * MINUTE) == []


@pytest.mark.parametrize("late", [False, True])
async def test_a_message_that_failed_brings_its_customer_back(store: Store, late: bool) -> None:
    (case,) = await shop(store)
    send = await begun(store, case)
    if late:
        await store.finish_send(send.id, ACCEPTED, NOW)
        (after,) = await store.take_reports([report(send.id, "3042")], NOW + MINUTE)
    else:
        after = await store.finish_send(send.id, REFUSED, NOW)
    assert after.state is (SendState.FAILED if late else SendState.REFUSED)
    moved = await seen(store, case)
    assert (moved.state, moved.attempts[-1].outcome) == (State.RETRY, Outcome.UNDELIVERABLE)
    assert len(moved.attempts) == 1 + late
    assert moved.points[0].usable
    assert (await store.prepare_sends([send_to(case)])).taken


NO_BALANCE = REFUSED._replace(code="NotEnoughBalance", said="잔액 부족", why="balance", stops=True)


async def test_who_was_refused_for_the_balance_is_not_blamed_and_goes_first_when_it_goes_on(
    store: Store,
) -> None:
    cases = await shop(store, 2)
    await store.prepare_sends([send_to(case) for case in cases])
    first = await store.start_send(GATEWAY, "p1", NOW)
    assert first is not None
    waits = await store.finish_send(first.id, NO_BALANCE, NOW)
    assert waits == first._replace(state=SendState.PREPARED, sending_at=None, why="balance")
    case = next(case for case in cases if case.id == first.case_id)
    after = await seen(store, case)
    assert (after.state, after.attempts) == (State.NEW, ())
    # Nothing overtakes it: neither a second message to the same customer nor anybody else's.
    assert (await store.prepare_sends([send_to(case, allowed=("recent",))])).taken == ()
    assert await store.start_send(GATEWAY, "p2", NOW) is None
    (queue,) = await store.queues()
    assert queue.stopped == Stopped(GATEWAY, "balance", "NotEnoughBalance", "잔액 부족", NOW)
    assert queue.states == {SendState.PREPARED: 2}
    assert await store.resume_queue(GATEWAY)
    assert not await store.resume_queue(GATEWAY)
    again = await store.start_send(GATEWAY, "p2", NOW + HOUR)
    assert again == first._replace(sending_at=NOW + HOUR)
    done = await store.finish_send(again.id, ACCEPTED, NOW + HOUR)
    assert (done.state, done.denial) == (SendState.ACCEPTED, None)
    assert [one.outcome for one in (await seen(store, case)).attempts] == [Outcome.MESSAGE_SENT]


async def test_who_was_refused_for_the_balance_and_answered_meanwhile_gets_nothing(store: Store) -> None:
    (case,) = await shop(store)
    send = await begun(store, case)
    await store.finish_send(send.id, NO_BALANCE, NOW)
    await store.log(tried(case, Outcome.CONFIRMED))
    await store.resume_queue(GATEWAY)
    assert await store.start_send(GATEWAY, "p1", NOW + HOUR) is None
    assert (await store.sends([send.id]))[0].state is SendState.WITHDRAWN


@pytest.mark.parametrize("answer", [ACCEPTED, UNKNOWN, REFUSED, REFUSED._replace(why="sender", stops=True)])
async def test_whatever_else_came_of_a_message_it_is_not_begun_again(store: Store, answer: Answered) -> None:
    """The bad twin of the balance: a message that may have gone out, or that its provider does not want."""
    (case,) = await shop(store)
    send = await begun(store, case)
    await store.finish_send(send.id, answer, NOW)
    await store.finish_send(send.id, NO_BALANCE, NOW)  # a second answer of the same request
    await store.resume_queue(GATEWAY)
    assert await store.start_send(GATEWAY, "p1", NOW + DAY) is None


async def test_a_message_taken_for_lost_that_was_refused_for_the_balance_is_a_persons_to_send_again(
    store: Store,
) -> None:
    (case,) = await shop(store)
    send = await begun(store, case)
    await store.lose_sends(NOW + LEASE)
    assert (await store.finish_send(send.id, NO_BALANCE, NOW + LEASE)).state is SendState.REFUSED
    await store.resume_queue(GATEWAY)
    assert await store.start_send(GATEWAY, "p1", NOW + HOUR) is None
    assert (await seen(store, case)).state is State.REVIEW


async def test_unknown_goes_to_review_and_its_fate_moves_it_on(store: Store) -> None:
    sent, failed, silent = await shop(store, 3)
    for case in (sent, failed, silent):
        await store.finish_send((await begun(store, case)).id, UNKNOWN, NOW)
        assert (await seen(store, case)).state is State.REVIEW
    ids = {case.id: (await store.sends_of(case.id))[0].id for case in (sent, failed, silent)}
    await store.take_reports([report(ids[sent.id], "3000"), report(ids[failed.id], "3043")], NOW + MINUTE)
    assert [(await seen(store, case)).state for case in (sent, failed, silent)] == [
        State.WAITING,
        State.RETRY,
        State.REVIEW,
    ]
    assert [send.case_id for send in await store.sends_in([SendState.UNKNOWN])] == [silent.id]
    latest = [send.id for send in await store.latest_sends(SendState, 9)]
    assert latest == [ids[case.id] for case in (silent, failed, sent)]
    assert [send.id for send in await store.latest_sends(SendState, 2)] == latest[:2]
    assert [send.id for send in await store.latest_sends([SendState.FAILED], 2)] == [ids[failed.id]]


@pytest.mark.parametrize("was_sent", [True, False])
async def test_a_person_settles_what_nobody_knows_and_may_change_their_mind(
    store: Store, was_sent: bool
) -> None:
    (case,) = await shop(store)
    send = await begun(store, case)
    with pytest.raises(StoreError, match="not_unsure"):
        await store.settle_send(send.id, True, event_id=new_id(), staff="민호", now=NOW)
    await store.finish_send(send.id, UNKNOWN, NOW)
    said = new_id()
    for _ in range(2):
        await store.settle_send(send.id, was_sent, event_id=said, staff="민호", now=NOW, note="기록에 있음")
    (after,) = await store.sends_of(case.id)
    assert (after.settled_by, after.note, after.rung) == ("민호", "기록에 있음", Evidence.NONE)
    moved = await seen(store, case)
    if was_sent:
        assert (after.state, moved.state) == (SendState.SETTLED_SENT, State.WAITING)
    else:
        assert (after.state, moved.state, moved.attempts) == (SendState.SETTLED_NOT_SENT, State.RETRY, ())
    await store.settle_send(send.id, not was_sent, event_id=new_id(), staff="민호", now=NOW)
    other = State.RETRY if was_sent else State.WAITING
    assert (await seen(store, case)).state is other
    assert len((await seen(store, case)).attempts) == 1
    with pytest.raises(StoreError, match="settled_stands"):
        await store.undo("민호", new_id(), NOW)


async def test_a_contradiction_keeps_both_words_and_asks_a_person(store: Store) -> None:
    (case,) = await shop(store)
    send = await begun(store, case)
    await store.finish_send(send.id, ACCEPTED, NOW)
    await store.take_reports([report(send.id, "4000", said="수신완료")], NOW)
    (after,) = await store.take_reports([report(send.id, "3042")], NOW)
    assert after.state is SendState.CONTRADICTED
    assert after.proof is not None
    assert after.denial is not None
    assert (after.proof.code, after.denial.code) == ("4000", "3042")
    assert (await seen(store, case)).state is State.REVIEW


async def test_who_dies_over_a_message_leaves_it_unknown_and_nobody_sends_it_again(opened: Opened) -> None:
    async with opened() as store:
        (case,) = await shop(store)
        send = await begun(store, case)
    async with opened() as store:
        assert await store.lose_sends(NOW + LEASE - 1) == []
        (lost,) = await store.lose_sends(NOW + LEASE)
        assert (lost.id, lost.state, lost.why) == (send.id, SendState.UNKNOWN, "interrupted")
        assert await store.start_send(GATEWAY, "p2", NOW + DAY) is None
        assert (await seen(store, case)).state is State.REVIEW
        # Whoever was believed dead was only slow: what they have to say still counts.
        assert (await store.finish_send(send.id, ACCEPTED, NOW + DAY)).state is SendState.ACCEPTED
        assert (await seen(store, case)).state is State.WAITING


async def test_what_certainly_did_not_go_waits_for_its_time(store: Store) -> None:
    (case,) = await shop(store)
    send = await begun(store, case)
    await store.put_off_send(send.id, NOW + MINUTE, "too_many")
    assert await store.start_send(GATEWAY, "p1", NOW + MINUTE - 1) is None
    again = await store.start_send(GATEWAY, "p1", NOW + MINUTE)
    assert again is not None
    assert (again.id, again.state) == (send.id, SendState.SENDING)
    await store.finish_send(send.id, ACCEPTED, NOW)
    # A late "it did not go" of somebody else's changes nothing.
    assert (await store.put_off_send(send.id, NOW, "too_many")).state is SendState.ACCEPTED


async def test_a_customer_who_has_answered_meanwhile_gets_no_message(store: Store) -> None:
    (case,) = await shop(store)
    await store.prepare_sends([send_to(case)])
    await store.log(tried(case, Outcome.CONFIRMED))
    assert await store.start_send(GATEWAY, "p1", NOW) is None
    (after,) = await store.sends_of(case.id)
    assert (after.state, after.why) == (SendState.WITHDRAWN, "case_settled")
    assert (await seen(store, case)).state is State.REACHED


async def test_while_a_colleague_is_calling_the_message_waits(store: Store) -> None:
    (case,) = await shop(store)
    await store.prepare_sends([send_to(case, staff="수현")])
    await store.claim(case.id, "민호", "t2", NOW)
    assert await store.start_send(GATEWAY, "p1", NOW) is None
    await store.release("t2")
    (waiting,) = await store.sends_of(case.id)
    assert (waiting.state, waiting.why) == (SendState.PREPARED, "claimed")
    assert await store.start_send(GATEWAY, "p1", waiting.not_before) is not None


async def test_at_night_messages_wait_for_the_morning_unless_that_is_too_late(store: Store) -> None:
    night, morning = NOW + 6 * HOUR, NOW + 15 * HOUR + 20 * MINUTE  # 22:40, 8:00
    await put(
        store,
        order_record(1, "내일 저녁", "010-0000-0001", due_at=NOW + 26 * HOUR),
        order_record(2, "내일 새벽", "010-0000-0002", due_at=NOW + 14 * HOUR),
    )
    cases = {case.customer.name: case for case in await all_cases(store)}
    await store.prepare_sends([send_to(case) for case in cases.values()])
    urgent = await store.start_send(GATEWAY, "p1", night)
    assert urgent is not None
    assert urgent.case_id == cases["내일 새벽"].id
    assert await store.start_send(GATEWAY, "p1", night) is None
    (waits,) = await store.sends_of(cases["내일 저녁"].id)
    assert (waits.why, waits.not_before) == ("quiet", morning)


async def test_a_nights_messages_are_put_off_in_pieces_between_which_others_can_write(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sends, "_PIECE", 2)
    await put(
        store,
        *(order_record(number, due_at=NOW + 2 * DAY, phone=f"010-0000-000{number}") for number in range(5)),
    )
    await store.prepare_sends([send_to(case) for case in await all_cases(store)])
    pieces, start_next = [], sends.start_next

    def counted(*asked: object, **named: object) -> Send | None:
        pieces.append(asked)
        return start_next(*asked, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(sends, "start_next", counted)
    assert await store.start_send(GATEWAY, "p1", NOW + 6 * HOUR) is None
    assert len(pieces) == 3
    assert {one.why for one in await store.sends_in([SendState.PREPARED])} == {"quiet"}


async def test_reports_are_asked_for_by_one_process_at_a_time_and_ever_less_often(opened: Opened) -> None:
    async with opened() as one, opened() as other:
        (case,) = await shop(one)
        send = await begun(one, case)
        assert await one.sends_to_ask(GATEWAY, NOW + DAY, 10) == []
        await one.finish_send(send.id, ACCEPTED, NOW)
        moments: list[Millis] = []
        now = NOW
        while now < NOW + 4 * DAY:
            (queue,) = await one.queues()
            if queue.ask_at is None:
                break
            now = queue.ask_at
            moments.append(now)
            asked = await asyncio.gather(*(store.sends_to_ask(GATEWAY, now, 10) for store in (one, other)))
            assert sorted(map(len, asked)) == [0, 1]
        waits = [later - earlier for earlier, later in itertools.pairwise(moments)]
        assert waits == sorted(waits)
        assert len(moments) < 100
        assert 3 * DAY < moments[-1] - NOW < 4 * DAY


async def test_a_message_that_waited_for_days_is_asked_about_from_when_it_went(store: Store) -> None:
    (case,) = await shop(store)
    await store.prepare_sends([send_to(case)])
    later = NOW + 4 * DAY  # its gateway stood still meanwhile
    message = await store.start_send(GATEWAY, "p1", later)
    assert message is not None
    await store.finish_send(message.id, ACCEPTED, later)
    assert [one.id for one in await store.sends_to_ask(GATEWAY, later + MINUTE, 10)] == [message.id]


async def test_undo_withdraws_a_group_that_has_not_gone_and_says_of_the_rest_that_it_has(
    store: Store,
) -> None:
    cases = await shop(store, 4)
    group = [send_to(case) for case in cases]
    group = [send._replace(together=group[0].id) for send in group]
    await store.log(tried(cases[0]))
    await store.prepare_sends(group)
    assert await store.send_counts(group[0].id) == {SendState.PREPARED: 4}
    first = await store.start_send(GATEWAY, "p1", NOW)
    assert first is not None
    await store.finish_send(first.id, ACCEPTED, NOW)
    undo_id = new_id()
    for _ in range(2):
        undone = await store.undo("수현", undo_id, NOW)
        assert undone is not None
        assert (undone.event.kind, undone.together, undone.gone) == (EventKind.SEND_PREPARED, 3, 1)
    assert await store.send_counts(group[0].id) == {SendState.ACCEPTED: 1, SendState.WITHDRAWN: 3}
    assert await store.start_send(GATEWAY, "p1", NOW) is None
    # What is gone is gone, and what was done before it is not taken back in its place.
    with pytest.raises(StoreError, match="message_gone"):
        await store.undo("수현", new_id(), NOW)
    assert len((await seen(store, cases[0])).attempts) == 2
    assert (await store.prepare_sends([send_to(cases[1])])).taken


async def test_undo_says_once_that_texts_have_gone_and_then_goes_on_with_what_was_done_before(
    store: Store,
) -> None:
    cases = await shop(store, 3)
    await store.log(tried(cases[0]))
    called = await store.log(tried(cases[1]))
    for case in cases[1:]:
        text = await begun(store, case)
        await store.finish_send(text.id, ACCEPTED, NOW)
    stood = [await seen(store, case) for case in cases]
    undo_id = new_id()
    for _ in range(2):  # asked again, the answer is the same and nothing more is done
        with pytest.raises(Stands, match="message_gone") as told:
            await store.undo("수현", undo_id, NOW)
        assert (told.value.fields["count"], told.value.steps) == (2, 2)
        assert told.value.then == called.event
        assert told.value.case == stood[1]
        assert [await seen(store, case) for case in cases] == stood
    await begun(store, cases[0], staff="민호", practice=True)
    with pytest.raises(Stands):  # nobody has told the other one
        await store.undo("민호", new_id(), NOW)
    undone = await store.undo("수현", new_id(), NOW)
    assert undone is not None
    assert undone.event == called.event
    after = await seen(store, cases[1])  # it was also written to, which stands
    assert ([each.outcome for each in after.attempts], after.state, after.progress.tries) == (
        [Outcome.MESSAGE_SENT],
        State.WAITING,
        1,
    )
    assert await store.undo("수현", new_id(), NOW)
    assert (await seen(store, cases[0])).attempts == ()


async def test_a_text_that_went_after_that_is_told_of_anew_and_one_still_waiting_is_withdrawn(
    store: Store,
) -> None:
    cases = await shop(store, 3)
    first = await begun(store, cases[0], staff="민호")
    with pytest.raises(Stands) as told:
        await store.undo("민호", new_id(), NOW)
    assert (told.value.then, told.value.case) == (None, None)
    assert await store.undo("민호", new_id(), NOW) is None
    await store.prepare_sends([send_to(cases[1], staff="민호")])
    await store.put_off_send(first.id, NOW + HOUR, "")  # it did not go after all
    for _ in range(2):
        undone = await store.undo("민호", new_id(), NOW)
        assert undone is not None
        assert (undone.event.kind, undone.together) == (EventKind.SEND_PREPARED, 1)
    await begun(store, cases[2], staff="민호")
    with pytest.raises(Stands) as told:
        await store.undo("민호", new_id(), NOW)
    assert told.value.fields["count"] == 1
    assert await store.undo("민호", new_id(), NOW) is None


async def test_a_number_to_which_a_text_is_on_its_way_stays_when_its_adding_is_undone(store: Store) -> None:
    (case,) = await shop(store)
    (reading,) = read_phones("010-0000-0009")
    added = await store.add_point(case.id, new_id(), PointKind.PHONE, reading=reading, staff="수현", now=NOW)
    point = added.points[-1]
    await store.prepare_sends([send_to(case)._replace(point_id=point.id, to=point.value)])
    text = await store.start_send(GATEWAY, "p1", NOW)
    assert text is not None
    with pytest.raises(Stands):
        await store.undo("수현", new_id(), NOW)
    assert await store.undo("수현", new_id(), NOW)
    kept = (await seen(store, case)).points[-1]
    assert (kept.id, kept.usability) == (point.id, Usability.WITHDRAWN)
    await store.finish_send(text.id, ACCEPTED, NOW)
    assert (await seen(store, case)).attempts[-1].point_id == point.id


async def test_one_message_is_withdrawn_by_hand_only_while_it_waits(store: Store) -> None:
    cases = await shop(store, 2)
    messages = [send_to(case) for case in cases]
    await store.prepare_sends(messages)
    await store.start_send(GATEWAY, "p1", NOW)
    gone = await store.withdraw_sends([send.id for send in messages], "민호", NOW)
    assert [send.case_id for send in gone] == [messages[1].case_id]
    states = [send.state for case in cases for send in await store.sends_of(case.id)]
    assert sorted(states) == [SendState.SENDING, SendState.WITHDRAWN]


async def test_practice_stands_on_the_attempt_and_keeps_no_real_message_back(store: Store) -> None:
    (case,) = await shop(store)
    send = await begun(store, case, practice=True)
    await store.finish_send(send.id, ACCEPTED, NOW)
    (attempt,) = (await seen(store, case)).attempts
    assert attempt.note == PRACTICE_NOTE
    (queue,) = await store.queues()
    assert queue.practice
    assert (await store.prepare_sends([send_to(case)])).taken


async def test_reports_of_messages_that_are_not_ours_are_passed_over(store: Store) -> None:
    (case,) = await shop(store)
    assert await store.take_reports([report(12345, "4000")], NOW) == []
    with pytest.raises(StoreError, match="no_such_send"):
        await store.finish_send(12345, ACCEPTED, NOW)
    assert (await seen(store, case)).sends == ()
