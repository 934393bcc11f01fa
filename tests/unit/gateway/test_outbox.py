"""The outbox: each message once, nothing that may have gone out a second time, whatever ends it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sending import ToldGateway, send, send_to
from tests.storing import SUNDAY_1640 as NOW
from tests.storing import all_cases, order_record, put
from tui.domain.cleaning import clean_line
from tui.domain.model import Millis
from tui.domain.sending import Send, SendState, after_report
from tui.domain.words import State
from tui.gateway import outbox as outbox_module
from tui.gateway.api import Accepted, Answer, GatewayError, NotSent, Outgoing, Refused, Report, Unknown
from tui.gateway.opening import open_gateway
from tui.gateway.outbox import Outbox, reported
from tui.gateway.practice_server import Practice
from tui.store.results import StoreError
from tui.store.sqlite import SqliteStore, open_store


class Hand:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> Millis:
        return self.now


@pytest.fixture
async def store(database: Path) -> AsyncIterator[SqliteStore]:
    async with open_store(database, now=NOW) as store:
        yield store


async def prepared(store: SqliteStore, count: int) -> list[Send]:
    await put(
        store,
        *(order_record(n, f"손님{n}", f"010-0000-{n:04}") for n in range(1, count + 1)),
    )
    sends = [send_to(case) for case in await all_cases(store)]
    await store.prepare_sends(sends)
    return sends


def outbox(store: SqliteStore, *gateways: ToldGateway, clock: Hand | None = None, **rest: float) -> Outbox:
    rates = {gateway.name: 1000.0 for gateway in gateways}
    return Outbox(store, gateways, clock or Hand(), "p1", rates=rates, poll=0.01, **rest)  # type: ignore[arg-type]


@asynccontextmanager
async def running(box: Outbox) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(box.run())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0)


async def states(store: SqliteStore, sends: list[Send]) -> list[SendState]:
    return [send.state for send in await store.sends([send.id for send in sends])]


def by_number(answers: dict[str, Answer]) -> Callable[[Outgoing], Answer]:
    """What is said to each number, by its last digit; accepted where nothing is."""
    return lambda message: answers.get(message.to[-1], Accepted(f"M{message.reference}", "2000"))


async def test_every_message_is_handed_over_once_and_what_came_of_it_is_kept(store: SqliteStore) -> None:
    sends = await prepared(store, 4)
    answers = {"1": Refused("1060", "차단"), "2": Unknown("reset", "\x1b[31m"), "3": Unknown("deadline")}
    gateway = ToldGateway(by_number(answers))
    await outbox(store, gateway).drain()
    assert sorted(message.reference for message in gateway.got) == sorted(send.reference for send in sends)
    kept = {send.to[-1]: send for send in await store.sends([send.id for send in sends])}
    assert {digit: send.state for digit, send in kept.items()} == {
        "1": SendState.REFUSED,
        "2": SendState.UNKNOWN,
        "3": SendState.UNKNOWN,
        "4": SendState.ACCEPTED,
    }
    assert (kept["2"].why, kept["4"].message_id) == ("reset", f"M{kept['4'].reference}")
    await outbox(store, gateway).drain()
    assert len(gateway.got) == 4


async def test_what_certainly_never_went_waits_and_goes_later(store: SqliteStore) -> None:
    sends = await prepared(store, 3)
    clock, left = Hand(), [NotSent("throttled", 30.0), NotSent("no_connection")]
    gateway = ToldGateway(lambda message: left.pop() if left else Accepted("M"))
    box = outbox(store, gateway, clock=clock)
    async with running(box):
        await until(lambda: not left or bool(box.held))
        held = box.held["shop"]
        assert (held.why, held.until) == ("no_connection", NOW + 2000)
        while set(stand := await states(store, sends)) != {SendState.ACCEPTED}:
            # Time passes only while none is under way: nobody who is at work is to be taken for dead.
            if SendState.SENDING not in stand:
                clock.now += 1000
            await asyncio.sleep(0)
    references = [message.reference for message in gateway.got]
    assert len(references) >= 5
    assert len(set(references)) == 3


@pytest.mark.parametrize(("why", "hurried"), [("no_connection", True), ("throttled", False)])
async def test_a_nudge_hurries_all_but_what_the_provider_asked_to_wait(
    store: SqliteStore, why: str, hurried: bool
) -> None:
    await prepared(store, 1)
    box = outbox(store, ToldGateway(lambda message: NotSent(why, 30.0)))
    async with running(box):
        await until(lambda: bool(box.held))
        box.nudge()
        assert (not box.held) is hurried


async def test_an_account_that_is_refused_stops_the_queue_until_a_person_resumes_it(
    store: SqliteStore,
) -> None:
    sends = await prepared(store, 9)
    said: list[Answer] = [Refused("NotEnoughBalance", "잔액 부족", stops=True, why="balance")]
    gateway = ToldGateway(lambda message: said[0])
    await outbox(store, gateway).drain()
    # Those that were under way at the same time are refused as well; none is begun after them.
    assert len(gateway.got) <= 4
    assert await states(store, sends) == [SendState.PREPARED] * 9
    assert {case.state for case in await all_cases(store)} == {State.NEW}
    said[0] = Accepted("M")
    assert await store.resume_queue("shop")
    await outbox(store, gateway).drain()
    assert await states(store, sends) == [SendState.ACCEPTED] * 9


async def test_whom_the_practice_provider_refused_for_the_balance_gets_the_text_once_it_is_topped_up(
    store: SqliteStore,
) -> None:
    await put(store, *(order_record(n, f"손님{n}", f"010-0000-00{n}") for n in (11, 12, 92, 14, 15, 16, 17)))
    sends = [send_to(case, gateway="practice", practice=True) for case in await all_cases(store)]
    await store.prepare_sends(sends)
    async with Practice(pace=0) as practice:
        gateway = open_gateway(practice.settings())
        box = Outbox(store, [gateway], Hand(), "p1", rates={"practice": 1000.0}, poll=0.01)
        await box.drain()
        refused = next(send for send in sends if send.to.endswith("92"))
        assert (await store.sends([refused.id]))[0].state is SendState.PREPARED
        assert practice.account.references[refused.reference] == 0
        assert await store.resume_queue("practice")
        await box.drain()
        await gateway.aclose()
    assert SendState.PREPARED not in await states(store, sends)
    assert practice.account.references == {send.reference: 1 for send in sends}


async def test_two_outboxes_on_one_database_share_the_work(store: SqliteStore, database: Path) -> None:
    sends = await prepared(store, 30)
    one, other = ToldGateway(slow=True), ToldGateway(slow=True)

    async def when_both_have_begun() -> None:
        for gateway in (one, other):
            await gateway.begun.wait()
        for gateway in (one, other):
            gateway.let_go.set()

    async with open_store(database, now=NOW) as second:
        boxes = outbox(store, one), outbox(second, other)
        await asyncio.gather(*(box.drain() for box in boxes), when_both_have_begun())
    got = [message.reference for message in one.got + other.got]
    assert sorted(got) == sorted(send.reference for send in sends)
    assert one.got
    assert other.got


async def test_a_message_under_way_is_seen_to_its_end_when_all_is_to_end(store: SqliteStore) -> None:
    (send,) = await prepared(store, 1)
    gateway = ToldGateway(slow=True)
    async with running(outbox(store, gateway)) as task:
        await gateway.begun.wait()
        task.cancel()
        task.cancel()
        await asyncio.sleep(0)
        assert not task.done()
        gateway.let_go.set()
    assert task.cancelled()
    assert await states(store, [send]) == [SendState.ACCEPTED]


async def test_one_that_does_not_end_in_time_is_unknown_and_never_sent_again(store: SqliteStore) -> None:
    (send,) = await prepared(store, 1)
    gateway = ToldGateway(slow=True)
    async with running(outbox(store, gateway, patience=0.01)) as task:
        await gateway.begun.wait()
        task.cancel()
    (kept,) = await store.sends([send.id])
    assert (kept.state, kept.why) == (SendState.UNKNOWN, "interrupted")
    gateway.let_go.set()
    await outbox(store, gateway).drain()
    assert len(gateway.got) == 1


async def test_one_begun_in_the_moment_of_ending_is_put_back(store: SqliteStore) -> None:
    (send,) = await prepared(store, 1)
    gateway = ToldGateway()
    box = outbox(store, gateway)
    real, asked = store.start_send, asyncio.Event()

    async def slowly(*given: object, **named: object) -> Send | None:
        asked.set()
        begun = await real(*given, **named)  # type: ignore[arg-type]
        for _ in range(20):
            await asyncio.sleep(0)
        return begun

    store.start_send = slowly  # type: ignore[method-assign, assignment]
    async with running(box) as task:
        await asked.wait()
        task.cancel()
    assert gateway.got == []
    assert await states(store, [send]) == [SendState.PREPARED]


async def test_a_gateway_that_breaks_its_promise_leaves_the_message_unknown(store: SqliteStore) -> None:
    (send,) = await prepared(store, 1)

    def broken(message: Outgoing) -> Answer:
        raise RuntimeError(message.to)

    await outbox(store, ToldGateway(broken)).drain()
    assert await states(store, [send]) == [SendState.UNKNOWN]


async def test_reports_move_messages_by_id_and_unknown_ones_by_reference(store: SqliteStore) -> None:
    sends = await prepared(store, 3)
    gateway = ToldGateway(by_number({"3": Unknown("deadline")}))
    for one, code in zip(sends, ("4000", "3042", "3000"), strict=True):
        said = Report(one.reference, "M9", code, "")
        gateway.told[one.reference] = [said, said, Report("somebody-else", "M", "4000", "")]
    clock = Hand()
    async with running(outbox(store, gateway, clock=clock)):
        while {SendState.DELIVERED, SendState.FAILED, SendState.SENT} != set(
            stand := await states(store, sends)
        ):
            if SendState.SENDING not in stand:
                clock.now += 1000
            await asyncio.sleep(0)
    by_state = {send.state: send for send in await store.sends([send.id for send in sends])}
    asked = {one.reference: one.message_id for one in gateway.asked[:3]}
    assert sorted(bool(ident) for ident in asked.values()) == [False, True, True]
    assert set(by_state) == {SendState.DELIVERED, SendState.FAILED, SendState.SENT}
    reached = [case.state for case in await all_cases(store)]
    assert State.REACHED not in reached


async def test_a_provider_that_cannot_be_asked_is_asked_again(store: SqliteStore) -> None:
    (send,) = await prepared(store, 1)
    gateway, clock, asked = ToldGateway(), Hand(), []
    gateway.told[send.reference] = [Report(send.reference, "M", "4000", "")]
    answering = gateway.reports

    async def now_and_then(wanted: list[object]) -> list[Report]:
        asked.append(wanted)
        if len(asked) < 3:
            raise GatewayError("no_answer") if len(asked) == 1 else RuntimeError("a promise broken")
        return await answering(wanted)  # type: ignore[arg-type]

    gateway.reports = now_and_then  # type: ignore[method-assign, assignment]
    async with running(outbox(store, gateway, clock=clock)):
        while (stand := await states(store, [send])) != [SendState.DELIVERED]:
            if SendState.SENDING not in stand:
                clock.now += 1000
            await asyncio.sleep(0)
    assert len(asked) == 3


@given(st.text(), st.text(), st.text(), st.one_of(st.none(), st.integers()))
def test_whatever_a_provider_reports_can_be_kept_and_shown(
    code: str, ident: str, said: str, at: int | None
) -> None:
    told = reported(Report("sonnim-7", ident, code, said, at))
    assert told is not None
    after = after_report(send(7, state=SendState.SENDING), told, NOW)
    for text in (*told[1:4], after.message_id):
        assert clean_line(text) == text
        assert len(text) <= 200
    assert told.at is None or 0 <= told.at < 1 << 62
    assert reported(Report(said, ident, code, said, at)) is None or said.startswith("sonnim-")


async def test_what_cannot_be_written_down_ends_the_outbox_and_is_not_sent_again(store: SqliteStore) -> None:
    sends = await prepared(store, 1)
    gateway = ToldGateway()

    async def full(*_: object) -> Send:
        raise StoreError("full")

    store.finish_send = full  # type: ignore[method-assign, assignment]
    with pytest.raises(StoreError, match="full"):
        await outbox(store, gateway).run()
    assert (await states(store, sends), len(gateway.got)) == ([SendState.SENDING], 1)


async def test_what_is_prepared_later_goes_at_once(store: SqliteStore) -> None:
    gateway = ToldGateway()
    box = Outbox(store, [gateway], Hand(), "p1", poll=3600)
    async with running(box):
        await asyncio.sleep(0)
        (send,) = await prepared(store, 1)
        while not gateway.got:
            box.nudge()
            await asyncio.sleep(0)
        while await states(store, [send]) != [SendState.ACCEPTED]:  # noqa: ASYNC110
            await asyncio.sleep(0)


async def test_messages_go_no_faster_than_the_gateways_rate(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await prepared(store, 3)
    waits: list[float] = []
    sleep = asyncio.sleep

    async def at_once(seconds: float) -> None:
        waits.append(seconds)
        await sleep(0)

    monkeypatch.setattr(outbox_module.asyncio, "sleep", at_once)
    gateway = ToldGateway()
    await Outbox(store, [gateway], Hand(), "p1", rates={"shop": 0.001}, poll=0.01).drain()
    assert len(gateway.got) == 3
    # The moments of their turns, for no time passes between: at once, after 1000 s, after another 1000 s.
    turns = sorted({round(wait / 1000) for wait in waits})
    assert turns == [0, 1, 2, 3]


async def test_a_draining_outbox_waits_for_what_may_go_within_a_minute_and_for_nothing_later(
    store: SqliteStore,
) -> None:
    sends = await prepared(store, 6)
    clock, left = Hand(), [NotSent("throttled", 30.0)]
    gateway = ToldGateway(lambda message: left.pop() if left else Accepted("M"))
    box = outbox(store, gateway, clock=clock)
    draining = asyncio.create_task(box.drain())
    await until(lambda: bool(box.held))
    begun = len(gateway.got)
    assert begun <= 4  # those that were under way already; none is begun while the provider is left alone
    while not draining.done():
        if SendState.SENDING not in await states(store, sends):
            clock.now += 1000
        await asyncio.sleep(0)
    assert clock.now >= NOW + 30_000
    assert await states(store, sends) == [SendState.ACCEPTED] * 6


async def test_a_provider_that_asks_to_be_left_alone_for_an_hour_keeps_no_drain_waiting(
    store: SqliteStore,
) -> None:
    sends = await prepared(store, 6)
    gateway = ToldGateway(lambda message: NotSent("throttled", 3600.0))
    await outbox(store, gateway).drain()
    assert len(gateway.got) <= 4
    assert await states(store, sends) == [SendState.PREPARED] * 6


async def test_a_message_that_begins_to_go_is_told_before_it_has_gone(store: SqliteStore) -> None:
    await prepared(store, 1)
    gateway, told = ToldGateway(slow=True), []
    box = Outbox(store, [gateway], Hand(), "p1", poll=0.01, on_change=lambda: told.append(len(gateway.got)))
    async with running(box):
        await gateway.begun.wait()
        assert told
        gateway.let_go.set()
