"""What one terminal knows, without any screen: the list's order, cases read, counts, and advice on each."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.board.lanes import LaneOrder
from tui.clock import Clock
from tui.domain.model import DAY, HOUR, MINUTE, Case, Millis, Outage
from tui.domain.policy import Policy
from tui.domain.quiet import day_start
from tui.domain.rates import NO_RATES, Rates
from tui.domain.routes import RouteChoice, suggest
from tui.domain.totals import Totals
from tui.domain.triage import Urgency, urgency
from tui.domain.words import LANE_OF, UNRESOLVED, Lane, Route, State
from tui.store.results import FirstPage, Touched

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


class Changed(NamedTuple):
    """What a poll found: which lanes moved, and which cases have new content; none named: any may have."""

    lanes: frozenset[Lane]
    cases: frozenset[int]


class Known:
    """`terminal` names this terminal among those that share the database."""

    def __init__(self, policy: Policy, clock: Clock, terminal: str) -> None:
        self.policy = policy
        self.clock = clock
        self.terminal = terminal
        self.orders: dict[Lane, LaneOrder] = {lane: LaneOrder() for lane in Lane}
        self.counts: dict[State, int] = dict.fromkeys(State, 0)
        self.outages: tuple[Outage, ...] = ()
        self.rates = NO_RATES
        self.due_soon = 0
        self._store: Store | None = None
        self._version = 0
        self._cases: OrderedDict[int, Case] = OrderedDict()
        self._outdated: set[int] = set()
        """Cases among them that have changed since; they are shown until they are read anew."""
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
        self._outdated.update(self._cases)
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
        lanes = self._place(changes.touched)
        ids = frozenset(touched.id for touched in changes.touched)
        self._outdated.update(ids & self._cases.keys())
        self.counts = {state: changes.counts.get(state, 0) for state in State}
        await self._count_due()
        return Changed(lanes, ids)

    def _place(self, changed: Sequence[Touched]) -> frozenset[Lane]:
        """Puts cases where they belong now, each once; the lanes that changed by it."""
        ids = {touched.id for touched in changed}
        come: dict[Lane, list[tuple[int, int]]] = {lane: [] for lane in Lane}
        for touched in changed:
            if not touched.asleep:  # else its deposit is another customer's: it would stand there for ever
                come[LANE_OF[touched.state]].append((touched.sort_key, touched.id))
        return frozenset(lane for lane, order in self.orders.items() if order.change(ids, come[lane]))

    async def review(self) -> Review:
        """The review of today as it stands now."""
        from tui.domain.review import day_review

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
            totals=self.totals,
        )

    async def bake(self) -> BakeList:
        """What is due from today on, settled or not, and what has to be asked, as it stands now."""
        from tui.domain.bake import bake_list

        cases = await self.store.cases_in(set(State) - {State.VOID})
        return bake_list(cases, self.clock(), self.policy, outages=self.outages, rates=self.rates)

    def case(self, case_id: int) -> Case | None:
        """A case as it was read last, though it may have changed since; None for one never read, or gone."""
        case = self._cases.get(case_id)
        if case is not None:
            self._cases.move_to_end(case_id)
        return case

    def has_read(self, case_id: int) -> bool:
        """Whether the case is known as it is now."""
        return case_id in self._cases and case_id not in self._outdated

    async def read(self, ids: Sequence[int]) -> list[Case]:
        """The cases with these ids as they are now, from memory or the store."""
        await self._read_anew([case_id for case_id in ids if not self.has_read(case_id)])
        return [case for case in map(self.case, ids) if case is not None]

    async def up_to_date(self, case_id: int) -> Case | None:
        """The case as it is now, from memory or the store; None where it is no longer there."""
        await self.read([case_id])
        return self.case(case_id)

    async def fresh(self, case_id: int) -> Case | None:
        """The case as the database has it now, whatever is known of it."""
        await self._read_anew([case_id])
        return self.case(case_id)

    async def _read_anew(self, ids: Sequence[int]) -> None:
        if not ids:
            return
        found = await self.store.views(ids)
        for gone in set(ids).difference(case.id for case in found):
            self._drop(gone)
        self.keep(found)

    def forget(self, case_id: int) -> None:
        """What was read of a case is out of date."""
        if case_id in self._cases:
            self._outdated.add(case_id)

    def name_of(self, case_id: int) -> str:
        case = self._cases.get(case_id)
        return case.customer.name if case else ""

    def keep(self, cases: Sequence[Case]) -> None:
        for case in cases:
            self._cases[case.id] = case
            self._cases.move_to_end(case.id)
            self._outdated.discard(case.id)
            self._advice.pop(case.id, None)
        while len(self._cases) > _KEPT_CASES:
            self._drop(next(iter(self._cases)))

    def _drop(self, case_id: int) -> None:
        self._cases.pop(case_id, None)
        self._outdated.discard(case_id)
        self._advice.pop(case_id, None)

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
    def totals(self) -> Totals:
        return Totals(dict(self.counts))

    @property
    def unreached(self) -> int:
        return self.totals.unreached

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
