"""What the board knows and does, without any screen: the list's order, read cases, advice, and every write.

One Session belongs to one terminal.  Screens call it and show what it says; it calls the store.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tui.board.lanes import LaneOrder
from tui.clock import Clock, new_id
from tui.config import Config
from tui.domain.model import (
    DAY,
    HOUR,
    MINUTE,
    Attempt,
    Case,
    ContactPoint,
    Event,
    IdentityCheck,
    Millis,
    Outage,
)
from tui.domain.outcomes import OUTCOMES, ROUTES_OF
from tui.domain.policy import Policy
from tui.domain.quiet import day_start
from tui.domain.rates import NO_RATES, Rates
from tui.domain.routes import RouteChoice, route_of_attempt, suggest
from tui.domain.triage import Urgency, urgency
from tui.domain.words import LANE_OF, UNREACHED, UNRESOLVED, Direction, EventKind, Lane, Outcome, Route, State
from tui.store.results import Answer, Claimed, FirstPage, Logged, Undone

if TYPE_CHECKING:
    from tui.domain.bake import BakeList
    from tui.domain.review import Review
    from tui.store.api import Store

_KEPT_CASES = 600


class Advice(NamedTuple):
    """How urgent a case is and by which routes to reach it now, best first, those left out last."""

    urgency: Urgency
    choices: tuple[RouteChoice, ...]

    @property
    def best(self) -> RouteChoice | None:
        return next((choice for choice in self.choices if not choice.excluded), None)

    def usable(self) -> list[RouteChoice]:
        return [choice for choice in self.choices if not choice.excluded]


class Act(NamedTuple):
    """Something done that is no event: an outage, a language.

    `after_events` is how many events this session had written before.
    """

    after_events: int
    what: str
    reverse: Callable[[], Awaitable[object]]


class Changed(NamedTuple):
    """What a poll found: which lanes moved, and which cases have new content."""

    lanes: frozenset[Lane]
    cases: frozenset[int]


class Session:
    """`terminal` names this terminal among those that share the database."""

    def __init__(self, config: Config, policy: Policy, clock: Clock, terminal: str) -> None:
        self.config = config
        self.policy = policy
        self.clock = clock
        self.terminal = terminal
        self.staff = config.staff
        self.orders: dict[Lane, LaneOrder] = {lane: LaneOrder() for lane in Lane}
        self.counts: dict[State, int] = dict.fromkeys(State, 0)
        self.outages: tuple[Outage, ...] = ()
        self.rates = NO_RATES
        self.due_soon = 0
        self._store: Store | None = None
        self._events = 0
        """Events written by this session, less those taken back."""
        self._acts: list[Act] = []
        self._version = 0
        self._cases: OrderedDict[int, Case] = OrderedDict()
        self._advice: dict[int, tuple[int, int, Advice]] = {}

    @property
    def store(self) -> Store:
        assert self._store is not None, "the store is opened before the board is shown"
        return self._store

    @property
    def opened(self) -> bool:
        return self._store is not None

    @property
    def zone(self) -> str:
        return self.policy.zone

    @property
    def stale_after(self) -> Millis:
        """How long past its moment a case stands behind the others."""
        return self.policy.deadlines.stale_hours * HOUR

    # -- reading

    def start_with(self, page: FirstPage) -> None:
        """The first picture's cases, before the store is open."""
        for lane, ids in page.lanes.items():
            self.orders[lane] = LaneOrder(array("q", range(len(ids))), array("q", ids))
        self.counts = {state: page.counts.get(state, 0) for state in State}
        self.outages = page.outages
        self.keep(list(page.cases.values()))

    async def attach(self, store: Store) -> None:
        """Takes the opened store and reads the whole order."""
        self._store = store
        await self.reload()

    async def reload(self) -> None:
        """Reads order, counts, outages and today's rates anew."""
        now = self.clock()
        await self.store.sweep(now)
        lanes = await self.store.lanes(now, self.stale_after)
        self._version = lanes.version
        for lane in Lane:
            self.orders[lane] = LaneOrder(*lanes[lane])
        self.counts = {state: lanes.counts.get(state, 0) for state in State}
        self._cases.clear()
        await self.refresh_surroundings()

    async def refresh_surroundings(self) -> None:
        """Outages and how each route has done today."""
        now = self.clock()
        self.outages = await self.store.outages()
        attempts = await self.store.attempts_between(now - DAY, now + 1)
        self.rates = Rates.of(attempts, self.policy, now)
        self._advice.clear()
        await self._count_due()

    async def _count_due(self) -> None:
        now = self.clock()
        self.due_soon = await self.store.due_between(now, now + self.policy.triage.now_minutes * MINUTE)

    async def poll(self) -> Changed | None:
        """What colleagues (and timers) have changed since the last look; None if nothing."""
        changes = await self.store.changes(self._version, self.clock(), self.stale_after)
        if changes.everything:
            await self.reload()
            return Changed(frozenset(Lane), frozenset())
        if changes.version == self._version:
            return None
        self._version = changes.version
        lanes: set[Lane] = set()
        for touched in changes.touched:
            lanes |= self._place(touched.id, touched.state, touched.sort_key)
            self._cases.pop(touched.id, None)
        self.counts = {state: changes.counts.get(state, 0) for state in State}
        await self._count_due()
        return Changed(frozenset(lanes), frozenset(touched.id for touched in changes.touched))

    def _place(self, case_id: int, state: State, sort_key: int) -> set[Lane]:
        """Puts a case where it belongs now; the lanes that changed by it."""
        moved = {lane for lane, order in self.orders.items() if order.remove(case_id)}
        lane = LANE_OF[state]
        self.orders[lane].place(case_id, sort_key)
        return moved | {lane}

    async def review(self) -> Review:
        """The review of today as it stands now."""
        from tui.domain.review import Totals, day_review

        now = self.clock()
        start = day_start(now, self.zone)
        attempts = await self.store.attempts_between(start, now + 1)
        cases = await self.store.cases_in(UNRESOLVED)
        return day_review(
            cases,
            attempts,
            now,
            start,
            self.policy,
            outages=self.outages,
            rates=self.rates,
            totals=Totals(dict(self.counts)),
        )

    async def bake(self) -> BakeList:
        """What is due from today on, settled or not, and what has to be asked, as it stands now."""
        from tui.domain.bake import bake_list

        cases = await self.store.cases_in(set(State) - {State.VOID})
        return bake_list(cases, self.clock(), self.policy, outages=self.outages, rates=self.rates)

    def case(self, case_id: int) -> Case | None:
        """A case that was read already."""
        case = self._cases.get(case_id)
        if case is not None:
            self._cases.move_to_end(case_id)
        return case

    def has_read(self, case_id: int) -> bool:
        return case_id in self._cases

    async def read(self, ids: Sequence[int]) -> list[Case]:
        """The cases with these ids, from memory or the store."""
        missing = [case_id for case_id in ids if case_id not in self._cases]
        if missing:
            self.keep(await self.store.views(missing))
        return [case for case in map(self.case, ids) if case is not None]

    async def fresh(self, case_id: int) -> Case | None:
        """The case as the database has it now."""
        self.keep(await self.store.views([case_id]))
        return self.case(case_id)

    def forget(self, case_id: int) -> None:
        """What was read of a case is out of date."""
        self._cases.pop(case_id, None)

    def name_of(self, case_id: int) -> str:
        case = self._cases.get(case_id)
        return case.customer.name if case else ""

    def keep(self, cases: Sequence[Case]) -> None:
        for case in cases:
            self._cases[case.id] = case
            self._cases.move_to_end(case.id)
            self._advice.pop(case.id, None)
        while len(self._cases) > _KEPT_CASES:
            gone, _ = self._cases.popitem(last=False)
            self._advice.pop(gone, None)

    def advice(self, case: Case) -> Advice:
        """Urgency and routes, worked out anew each minute and after each change."""
        minute = self.clock() // 60_000
        known = self._advice.get(case.id)
        if known and known[0] == case.version and known[1] == minute:
            return known[2]
        now = self.clock()
        advice = Advice(
            urgency(case, now, self.policy), suggest(case, now, self.policy, self.outages, self.rates)
        )
        self._advice[case.id] = (case.version, minute, advice)
        return advice

    def outage_of(self, channel: Route) -> Outage | None:
        """The outage that has the channel down now."""
        now = self.clock()
        return next((o for o in self.outages if o.channel is channel and o.covers(now)), None)

    @property
    def unreached(self) -> int:
        return sum(self.counts[state] for state in UNREACHED)

    @property
    def total(self) -> int:
        """Cases that count: everybody but the void ones."""
        return sum(count for state, count in self.counts.items() if state is not State.VOID)

    def claimed_elsewhere(self, case: Case) -> str:
        """The colleague who works on this case now; "" if nobody else does."""
        claim = case.claim
        if claim and claim.until > self.clock() and claim.terminal != self.terminal:
            return claim.staff
        return ""

    # -- writing

    async def log(
        self,
        case: Case,
        outcome: Outcome,
        *,
        route: Route | None = None,
        point: ContactPoint | None = None,
        note: str = "",
        callback_at: Millis | None = None,
        direction: Direction = Direction.OUT,
    ) -> Logged:
        """Logs an attempt; it is in the database when this returns.

        Without a route it is the one suggested that the outcome can belong to.
        """
        if route is None:
            choice = self.route_for(case, outcome)
            route, point = (choice.route, choice.point) if choice else (ROUTES_OF[outcome][0], None)
        now = self.clock()
        attempt = Attempt(
            id=new_id(),
            case_id=case.id,
            route=route,
            point_id=point.id if point else None,
            outcome=outcome,
            staff=self.staff,
            at=now,
            direction=direction,
            evidence=OUTCOMES[outcome].evidence,
            note=note,
            callback_at=callback_at,
            callback_by="",
        )
        event = Event(attempt.id, case.id, EventKind.ATTEMPT, self.staff, now, attempt=attempt)
        logged = await self.store.log(event, terminal=self.terminal)
        self._events += 1
        self._apply(logged.case)
        return logged

    async def log_many(self, cases: Sequence[Case], outcome: Outcome) -> list[Logged]:
        """Logs for many cases at once what reaches none of them; one undoing takes it back for all."""
        now, route = self.clock(), ROUTES_OF[outcome][0]
        events = []
        for case in cases:
            attempt = Attempt(new_id(), case.id, route, None, outcome, self.staff, now)
            events.append(Event(attempt.id, case.id, EventKind.ATTEMPT, self.staff, now, attempt=attempt))
        logged = await self.store.log_many(events, terminal=self.terminal)
        self._events += bool(logged)
        for one in logged:
            self._apply(one.case)
        return logged

    def route_for(self, case: Case, outcome: Outcome) -> RouteChoice | None:
        """The route that `outcome` is probably the result of; None where this case has none such."""
        return route_of_attempt(self.advice(case).choices, ROUTES_OF[outcome])

    async def record(self, event: Event) -> Case:
        """A decision that is no attempt: carried over, handed over, closed, resolved, noted."""
        logged = await self.store.record(event, terminal=self.terminal)
        self._events += 1
        self._apply(logged.case)
        return logged.case

    async def note_check(self, check: IdentityCheck) -> Case:
        """Notes that somebody was asked who they are, and whether they knew."""
        case = await self.store.note_check(check)
        self._events += 1
        self._apply(case)
        return case

    async def take_answer(self, answer: Answer) -> Logged:
        """All that a customer said who was recognised; it is in the database when this returns."""
        logged = await self.store.take_answer(answer, terminal=self.terminal)
        if not logged.repeated:
            self._events += 1 + (answer.point is not None) + (not answer.taken.empty)
        self._apply(logged.case)
        return logged

    def event(self, case: Case, kind: EventKind) -> Event:
        """A new event of this person about a case, to be completed with `replace`."""
        return Event(new_id(), case.id, kind, self.staff, self.clock())

    def wrote(self) -> None:
        """Notes that an event was written past this session: a file, a mended row, a contact point."""
        self._events += 1

    def did(self, what: str, reverse: Callable[[], Awaitable[object]]) -> None:
        """Notes something done that is no event: `what` in words, and how to take it back."""
        self._acts.append(Act(self._events, what, reverse))

    def last_act(self) -> Act | None:
        """What was done last, if it was no event; asked for once, it is no longer the last."""
        if self._acts and self._acts[-1].after_events == self._events:
            return self._acts.pop()
        return None

    async def undo(self) -> Undone | None:
        """Takes this person's last event back; None if there is nothing left to take back."""
        undone = await self.store.undo(self.staff, new_id(), self.clock(), terminal=self.terminal)
        if undone is not None:
            self._events -= 1
            if undone.case is None:
                await self.reload()
            else:
                self._apply(undone.case)
        return undone

    async def claim(self, case_id: int, force: bool = False) -> Claimed:
        claimed = await self.store.claim(case_id, self.staff, self.terminal, self.clock(), force=force)
        self.keep(await self.store.views([case_id]))
        return claimed

    async def claim_next(self, skip: Sequence[int] = ()) -> Case | None:
        """Claims the most urgent case that nobody else works on."""
        case = await self.store.claim_next(self.staff, self.terminal, self.clock(), skip=skip)
        if case is not None:
            self.keep([case])
        return case

    async def release(self, case_id: int | None = None) -> None:
        await self.store.release(self.terminal, case_id)
        if case_id is not None:
            known = self._cases.get(case_id)
            if known is not None:
                self.keep([replace(known, claim=None)])

    def _apply(self, case: Case) -> None:
        """Takes over the new shape of a case that we have just written."""
        self._cases.pop(case.id, None)
        self.keep([case])
