"""What the board does, without any screen: every write, and what it takes to take the last one back.

One Session belongs to one terminal.  Screens call it and show what it says; it calls the store.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tui.board.known import Known
from tui.clock import Clock, new_id
from tui.config import Config
from tui.domain.model import Attempt, Case, ContactPoint, Event, IdentityCheck, Millis
from tui.domain.outcomes import OUTCOMES, ROUTES_OF, USUAL_ROUTES
from tui.domain.policy import Policy
from tui.domain.routes import RouteChoice, route_of_attempt
from tui.domain.words import Direction, EventKind, Outcome, PointKind, Route
from tui.store.results import Answer, Claimed, Logged, Stands, Undone

if TYPE_CHECKING:
    from tui.domain.phones import PhoneReading


class Act(NamedTuple):
    """Something done that is no event: an outage, a language.

    `after_events` is how many events this session had written before.
    """

    after_events: int
    what: str
    reverse: Callable[[], Awaitable[object]]


class Session(Known):
    """`terminal` names this terminal among those that share the database."""

    def __init__(self, config: Config, policy: Policy, clock: Clock, terminal: str) -> None:
        super().__init__(policy, clock, terminal)
        self.config = config
        self.staff = config.staff
        self._events = 0
        """Events written by this session, less those taken back."""
        self._acts: list[Act] = []

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
        self.keep([logged.case])
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
            self.keep([one.case])
        return logged

    def route_for(self, case: Case, outcome: Outcome) -> RouteChoice | None:
        """The route that `outcome` is probably the result of; None where this case has none such."""
        choices = self.advice(case).choices
        return route_of_attempt(choices, ROUTES_OF[outcome], usual=USUAL_ROUTES[outcome])

    async def record(self, event: Event) -> Case:
        """A decision that is no attempt: carried over, handed over, closed, resolved, noted."""
        logged = await self.store.record(event, terminal=self.terminal)
        self._events += 1
        self.keep([logged.case])
        return logged.case

    async def note_check(self, check: IdentityCheck) -> Case:
        """Notes that somebody was asked who they are, and whether they knew."""
        case = await self.store.note_check(check)
        self._events += 1
        self.keep([case])
        return case

    async def take_answer(self, answer: Answer) -> Logged:
        """All that a customer said who was recognised; it is in the database when this returns."""
        logged = await self.store.take_answer(answer, terminal=self.terminal)
        if not logged.repeated:
            self._events += 1 + (answer.point is not None) + (not answer.taken.empty)
        self.keep([logged.case])
        return logged

    async def enter_point(
        self, case: Case, kind: PointKind, value: PhoneReading | str, broken: ContactPoint | None
    ) -> Case:
        """Adds a way to reach a customer, or mends `broken` with it."""
        staff, now = self.staff, self.clock()
        if broken is not None:
            entered = await self.store.mend_point(case.id, broken.id, value, staff=staff, now=now)
        else:
            entered = await self.store.add_point(case.id, new_id(), kind, reading=value, staff=staff, now=now)
        self._events += 1
        self.keep([entered])
        return entered

    def event(self, case: Case, kind: EventKind) -> Event:
        """A new event of this person about a case, to be completed with `replace`."""
        return Event(new_id(), case.id, kind, self.staff, self.clock())

    def wrote(self) -> None:
        """Notes that an event was written past this session: a file, a mended row, a contact point."""
        self._events += 1

    def did(self, what: str, reverse: Callable[[], Awaitable[object]]) -> None:
        """Notes something done that is no event: `what` in words, and how to take it back."""
        self._acts.append(Act(self._events, what, reverse))

    def next_act(self) -> Act | None:
        """What was done last if it was no event; None where it was one, or nothing."""
        return self._acts[-1] if self._acts and self._acts[-1].after_events >= self._events else None

    async def undo_act(self) -> Act | None:
        """Takes back what was done last if it was no event; None where it was one, or nothing."""
        act = self.next_act()
        if act is None:
            return None
        await act.reverse()
        return self._acts.pop()  # only now: it stays the last thing done while it cannot be taken back

    async def undo(self) -> Undone | None:
        """Takes this person's last event back; None if there is nothing left to take back.

        Raises Stands where that is past taking back: the next undoing goes on before it.
        """
        try:
            undone = await self.store.undo(self.staff, new_id(), self.clock(), terminal=self.terminal)
        except Stands as told:
            self._events -= told.steps
            raise
        if undone is not None:
            self._events -= 1
            if undone.case is None:
                await self.reload()
            else:
                self.keep([undone.case])
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
        known = self.case(case_id) if case_id is not None and self.has_read(case_id) else None
        if known is not None:
            self.keep([replace(known, claim=None)])
