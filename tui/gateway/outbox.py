"""The outbox: takes prepared messages from the store and hands each to its gateway, once.

A message is begun in the database (SENDING, committed) before the one request for it is made, and what came
of the request is committed before the next is begun.  Nothing that may have gone out is tried again: only
what certainly made no connection, or was put off by a 429, waits and goes later.  Any number of processes may
run an outbox on the same database; each message is begun by one of them.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import NamedTuple

from tui.clock import Clock
from tui.domain.cleaning import clean_line
from tui.domain.model import Millis
from tui.domain.sending import LEASE, LONGEST_SAID, Answered, Reported, Send, SendState, id_of
from tui.gateway.api import (
    Accepted,
    Answer,
    Asked,
    Gateway,
    GatewayError,
    NotSent,
    Outgoing,
    Refused,
    Report,
    Unknown,
)
from tui.store.api_sends import SendStore
from tui.store.results import StoreError

RATE = 5.0
"""Messages per second where the gateway's settings do not say."""
_AT_ONCE = 4
_POLL = 1.0
_TEND = 5.0
_ASK_AT_ONCE = 100
_FIRST_BACKOFF = 2.0
_LONGEST_BACKOFF = 60.0
_PATIENCE = 11.0
_WRITES = 3
_FAR: Millis = 1 << 48
"""A moment that no report can be of: thousands of years from now."""


class Held(NamedTuple):
    """Why a gateway's queue stands still for a while: sentence gateway.<why>; until then by the clock."""

    why: str
    until: Millis


class Outbox:
    """The messages of these gateways.  `owner` names this process in the database.

    `rates` are messages per second at most, by the gateway's name; `on_change` is called after every step.
    `patience` is how many seconds a message under way is waited for when all is to end.
    """

    def __init__(
        self,
        store: SendStore,
        gateways: Iterable[Gateway],
        clock: Clock,
        owner: str,
        *,
        rates: Mapping[str, float] | None = None,
        on_change: Callable[[], None] | None = None,
        lease: Millis = LEASE,
        poll: float = _POLL,
        patience: float = _PATIENCE,
    ) -> None:
        self.held: dict[str, Held] = {}
        """Queues that stand still for a while; one that is stopped for good stands in the store."""
        self.unanswered: dict[str, GatewayError] = {}
        """Gateways that could not be asked for reports when they were last asked, with why."""
        self._store = store
        self._clock = clock
        self._owner = owner
        self._on_change = on_change or (lambda: None)
        self._lease = lease
        self._poll = poll
        self._patience = patience
        given = rates or {}
        self._queues = [_Queue(gateway, given.get(gateway.name, RATE)) for gateway in gateways]

    def nudge(self) -> None:
        """Something was prepared, or a queue resumed: looked at now instead of at the next turn.

        How long a provider asked to be left alone still holds.
        """
        self.held = {name: held for name, held in self.held.items() if held.why == "throttled"}
        for queue in self._queues:
            queue.backoff = 0.0
            queue.nudged.set()

    async def run(self) -> None:
        """Sends, and asks for reports, until it is cancelled; messages under way are then seen to their end.

        Raises StoreError where the database cannot be used any more.
        """
        loops = [self._tend(), *(self._send_all(queue) for queue in self._queues)]
        loops += [self._ask(queue) for queue in self._queues]
        await self._to_the_end(loops)

    async def drain(self) -> None:
        """Sends what may go now, or within a minute, and ends.  Reports are asked for once at the end."""
        await self._store.lose_sends(self._clock())
        await self._to_the_end([self._send_all(queue, until_empty=True) for queue in self._queues])
        for queue in self._queues:
            await self._ask_once(queue)

    async def _to_the_end(self, loops: Iterable[Coroutine[None, None, None]]) -> None:
        """Runs the loops; however they end, what is under way is waited for, and then given up as unknown."""
        try:
            async with asyncio.TaskGroup() as group:
                for loop in loops:
                    group.create_task(loop)
        except* StoreError as errors:
            raise _first(errors) from None
        finally:
            under_way = {task for queue in self._queues for task in queue.under_way}
            if under_way:
                await _shielded(self._see_out(under_way))

    async def _see_out(self, under_way: set[asyncio.Task[None]]) -> None:
        _, late = await asyncio.wait(under_way, timeout=self._patience)
        for task in late:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    # Sending

    async def _send_all(self, queue: _Queue, *, until_empty: bool = False) -> None:
        loop = asyncio.get_running_loop()
        turn = loop.time()
        while True:
            if queue.failed is not None:
                raise queue.failed
            await queue.free.acquire()
            begun = False
            try:
                await asyncio.sleep(max(0.0, turn - loop.time()))
                send = None if self._is_held(queue) else await self._begin(queue)
                if send is not None:
                    turn = max(turn, loop.time() - 1) + 1 / queue.rate
                    task = asyncio.create_task(self._hand_over(queue, send))
                    begun = True
                    self._on_change()
                    queue.under_way.add(task)
                    task.add_done_callback(queue.over)
                    continue
            finally:
                if not begun:
                    queue.free.release()
            if until_empty and not queue.under_way and not await self._more_soon(queue):
                return
            await queue.wait(self._poll)

    def _is_held(self, queue: _Queue) -> bool:
        held = self.held.get(queue.gateway.name)
        if held is not None and held.until <= self._clock():
            del self.held[queue.gateway.name]
            held = None
        return held is not None

    async def _more_soon(self, queue: _Queue) -> bool:
        """Whether another message may go within a minute; a queue that is held for longer lets none go."""
        soon = self._clock() + 1000 * int(_LONGEST_BACKOFF)
        held = self.held.get(queue.gateway.name)
        if queue.backoff >= _LONGEST_BACKOFF or (held is not None and held.until > soon):
            return False
        for one in await self._store.queues():
            if one.gateway == queue.gateway.name and one.stopped is None and one.next_at is not None:
                return one.next_at <= soon
        return False

    async def _begin(self, queue: _Queue) -> Send | None:
        """The next message, begun.  Cancelled meanwhile, it is put back: nothing of it has gone out."""
        name = queue.gateway.name
        starting = asyncio.ensure_future(
            self._store.start_send(name, self._owner, self._clock(), lease=self._lease)
        )
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            await _shielded(self._put_back(starting))
            raise

    async def _put_back(self, starting: asyncio.Future[Send | None]) -> None:
        send = await starting
        if send is not None:
            await self._store.put_off_send(send.id, self._clock(), "")

    async def _hand_over(self, queue: _Queue, send: Send) -> None:
        message = Outgoing(send.reference, send.to, send.sender, send.text, send.subject)
        answer: Answer = Unknown("interrupted")
        try:
            answer = await queue.gateway.send(message)
        except asyncio.CancelledError:
            pass  # given up: it may have gone out, which is what is written down
        except Exception:
            # A gateway promises not to raise.  If it does, nobody knows how far it had come.
            answer = Unknown("garbage")
        await _shielded(self._write(queue, send, answer))

    async def _write(self, queue: _Queue, send: Send, answer: Answer) -> None:
        """Commits what came of it.  Where even that fails, its lease ends and it counts as unknown."""
        for again in range(_WRITES):
            try:
                await self._keep(queue, send, answer)
                break
            except StoreError:
                if again + 1 == _WRITES:
                    raise
        self._on_change()

    async def _keep(self, queue: _Queue, send: Send, answer: Answer) -> None:
        now = self._clock()
        if isinstance(answer, NotSent):
            queue.backoff = min(_LONGEST_BACKOFF, max(_FIRST_BACKOFF, 2 * queue.backoff))
            wait = answer.after or queue.backoff
            until = now + int(1000 * wait)
            self.held[queue.gateway.name] = Held(answer.why, until)
            await self._store.put_off_send(send.id, until, answer.why)
            return
        queue.backoff = 0.0
        await self._store.finish_send(send.id, answered(answer), now)

    # Reports

    async def _ask(self, queue: _Queue) -> None:
        while True:
            asked = await self._ask_once(queue)
            await asyncio.sleep(0 if asked >= _ASK_AT_ONCE else self._poll)

    async def _ask_once(self, queue: _Queue) -> int:
        """How many were asked about.  Who cannot be asked now is asked at each message's next turn."""
        sends = await self._store.sends_to_ask(queue.gateway.name, self._clock(), _ASK_AT_ONCE)
        if not sends:
            return 0
        asked = [
            Asked(one.reference, one.message_id, one.sending_at or one.prepared_at, one.to, one.text)
            for one in sends
        ]
        try:
            reports = await queue.gateway.reports(asked)
        except Exception as error:
            # It promises to raise nothing but GatewayError; whatever it raises, the sending goes on.
            told = error if isinstance(error, GatewayError) else GatewayError("no_answer")
            self.unanswered[queue.gateway.name] = told
            return len(sends)
        self.unanswered.pop(queue.gateway.name, None)
        known = [one for said in reports if (one := reported(said)) is not None]
        if known and await self._store.take_reports(known, self._clock()):
            self._on_change()
        return len(sends)

    async def _tend(self) -> None:
        """Finds messages whose process has died over them."""
        while True:
            if await self._store.lose_sends(self._clock()):
                self._on_change()
            await asyncio.sleep(min(_TEND, 5 * self._poll))


class _Queue:
    """One gateway with what is under way to it."""

    def __init__(self, gateway: Gateway, rate: float) -> None:
        self.gateway = gateway
        self.rate = rate
        self.backoff = 0.0
        self.nudged = asyncio.Event()
        self.free = asyncio.Semaphore(_AT_ONCE)
        self.under_way: set[asyncio.Task[None]] = set()
        self.failed: BaseException | None = None

    def over(self, task: asyncio.Task[None]) -> None:
        self.under_way.discard(task)
        if not task.cancelled():
            self.failed = task.exception() or self.failed
        self.free.release()
        self.nudged.set()

    async def wait(self, seconds: float) -> None:
        """Until something has happened, at most so long."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.nudged.wait(), seconds)
        self.nudged.clear()


def answered(answer: Accepted | Refused | Unknown) -> Answered:
    """What a gateway said, as the domain has it; a provider's words are cleaned, whatever they are."""
    said = _clean(answer.said)
    if isinstance(answer, Accepted):
        return Answered(SendState.ACCEPTED, _clean(answer.message_id), _clean(answer.code), said)
    if isinstance(answer, Refused):
        return Answered(SendState.REFUSED, "", _clean(answer.code), said, answer.why, answer.stops)
    return Answered(SendState.UNKNOWN, "", "", said, answer.why)


def reported(said: Report) -> Reported | None:
    """A report as the domain has it; None for one that names no message of ours."""
    ident = id_of(said.reference)
    if ident is None:
        return None
    at = said.at if said.at is not None and 0 <= said.at < _FAR else None
    return Reported(ident, _clean(said.message_id), _clean(said.code), _clean(said.said), at)


def _clean(said: str) -> str:
    return clean_line(said, LONGEST_SAID)


async def _shielded(work: Coroutine[None, None, None]) -> None:
    """Does it to the end; whoever is cancelled meanwhile is so after it."""
    doing = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not doing.done():
        try:
            await asyncio.shield(doing)
        except asyncio.CancelledError as error:
            if doing.cancelled():
                raise
            cancelled = error
    if cancelled is not None:
        raise cancelled
    doing.result()


def _first(errors: ExceptionGroup[StoreError]) -> StoreError:
    for error in errors.exceptions:
        return _first(error) if isinstance(error, ExceptionGroup) else error
    raise AssertionError("a group of no errors")
