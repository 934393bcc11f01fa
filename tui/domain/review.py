"""The end of the day: totals, what was tried and how it went, and whoever is unresolved, with a next step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tui.domain.model import Attempt, Case, Millis, Outage
from tui.domain.outcomes import OUTCOMES
from tui.domain.policy import Policy
from tui.domain.rates import Count, Rates, observe
from tui.domain.reasons import QUIET_ENDS, Reason
from tui.domain.requests import unsettled
from tui.domain.routes import RouteChoice, suggest, suggested
from tui.domain.totals import Totals, totals_of
from tui.domain.triage import Urgency, triage_key, urgency
from tui.domain.words import UNRESOLVED, Direction, Outcome, Route, State


class NextStep(StrEnum):
    """What has to be done next about an unresolved case; the labels are "rules.step." + value."""

    PHONE = "phone"
    SMS = "sms"
    INSTAGRAM = "instagram"
    EMAIL = "email"
    KAKAO = "kakao"
    PAGE = "page"
    NOTICE = "notice"
    CALL_BACK = "call_back"
    AWAIT_ANSWER = "await_answer"
    CHECK_ATTEMPT = "check_attempt"
    CHECK_REFUSAL = "check_refusal"
    CHECK_CHAT = "check_chat"
    FIND_CONTACT = "find_contact"
    WAIT_FOR_HOURS = "wait_for_hours"
    HANDLE_CHANGE = "handle_change"
    HANDLE_CANCEL = "handle_cancel"
    HANDLE = "handle"
    DECIDE = "decide"


class RouteTally(NamedTuple):
    """One route's day: contacts we made by outcome, and how many of them were answered."""

    route: Route
    outcomes: tuple[tuple[Outcome, int], ...]
    """In the order of the outcome table, only those that happened."""
    observed: Count
    came_forward: int
    """Customers' own contacts on this route, not tries of ours."""


class Unresolved(NamedTuple):
    case: Case
    urgency: Urgency
    why: tuple[Reason, ...]
    last_try: Attempt | None
    owner: str
    """Who answers for it: named, promised, working on it, or the last who tried; "" for nobody."""
    next_step: NextStep
    next_at: Millis | None
    """When that is planned; None where no time ahead is."""
    missing_next_step: bool
    """Nothing is planned ahead and nobody was named for it: somebody must choose."""
    choice: RouteChoice | None
    """The suggested route, where there is one."""


@dataclass(frozen=True, slots=True)
class Review:
    at: Millis
    day_start: Millis
    totals: Totals
    attempts: tuple[RouteTally, ...]
    unresolved: tuple[Unresolved, ...]
    """Those without a next step first, then by urgency."""

    @property
    def unreached(self) -> int:
        return self.totals.unreached

    @property
    def missing(self) -> int:
        """How many are left without a next step."""
        return sum(each.missing_next_step for each in self.unresolved)


def day_review(
    cases: Iterable[Case],
    attempts: Iterable[Attempt],
    now: Millis,
    day_start: Millis,
    policy: Policy,
    *,
    outages: Iterable[Outage] = (),
    rates: Rates | None = None,
    totals: Totals | None = None,
) -> Review:
    """The review of the day that began at `day_start`, seen at `now`.

    `cases` may be all cases or, with `totals` given from elsewhere, the unresolved ones alone.  `attempts`
    are those not undone; the ones outside the day are left out.
    """
    cases, outages = tuple(cases), tuple(outages)
    today = tuple(attempt for attempt in attempts if day_start <= attempt.at <= now)
    known = observe(today, policy.zone)
    open_cases = [case for case in cases if case.state in UNRESOLVED]
    rates = rates or Rates.of(today, policy, now)
    unresolved = [_unresolved(case, now, policy, outages, rates) for case in open_cases]
    unresolved.sort(key=lambda each: (not each.missing_next_step, triage_key(each.case, now, policy)))
    return Review(now, day_start, totals or totals_of(cases), _tallies(today, known), tuple(unresolved))


def missing_next_step(case: Case, now: Millis) -> bool:
    """Whether an unresolved case has neither a time ahead nor a person named for it."""
    if case.state not in UNRESOLVED or case.progress.owner:
        return False
    return case.progress.next_at is None or case.progress.next_at <= now


def next_step(case: Case, choices: tuple[RouteChoice, ...]) -> NextStep:
    """What has to be done next about an unresolved case, given its routes as `suggest` orders them."""
    if case.state in (State.ACTION, State.REVIEW) and unsettled(case):
        return NextStep.CHECK_CHAT
    if case.state is State.ACTION:
        return _WANTED.get(asked_for(case), NextStep.HANDLE)
    if case.state is State.REVIEW:
        last = case.progress.last_outcome
        refused = last is not None and OUTCOMES[last].state is State.DO_NOT_CONTACT
        return NextStep.CHECK_REFUSAL if refused else NextStep.CHECK_ATTEMPT
    if case.state in _PLANNED:
        return _PLANNED[case.state]
    first = suggested(choices)
    if first is not None and first.route is not Route.NOTICE:
        return NextStep(first.route.value)
    if any(reason.code in QUIET_ENDS for choice in choices for reason in choice.reasons):
        return NextStep.WAIT_FOR_HOURS
    return NextStep.NOTICE if first is not None else NextStep.DECIDE


_PLANNED = {
    State.CALLBACK: NextStep.CALL_BACK,
    State.WAITING: NextStep.AWAIT_ANSWER,
    State.NO_ROUTE: NextStep.FIND_CONTACT,
}
_WANTED: dict[Outcome | None, NextStep] = {
    Outcome.CHANGE_REQUESTED: NextStep.HANDLE_CHANGE,
    Outcome.CANCEL_REQUESTED: NextStep.HANDLE_CANCEL,
}
_TO_HANDLE = {NextStep.HANDLE_CHANGE: "change_to_handle", NextStep.HANDLE_CANCEL: "cancel_to_handle"}


def asked_for(case: Case) -> Outcome | None:
    """The change or cancellation that the customer asked for last."""
    for attempt in reversed(case.attempts):
        if OUTCOMES[attempt.outcome].state is State.ACTION:
            return attempt.outcome
    return None


def _unresolved(
    case: Case, now: Millis, policy: Policy, outages: tuple[Outage, ...], rates: Rates
) -> Unresolved:
    choices = suggest(case, now, policy, outages, rates)
    placed = urgency(case, now, policy)
    step = next_step(case, choices)
    why = list(placed.reasons)
    if case.state is State.ACTION:
        why.insert(0, Reason(_TO_HANDLE.get(step, "to_handle")))
    elif not case.attempts and not case.progress.tries:
        why.insert(0, Reason("never_tried"))
    progress = case.progress
    claimed_by = case.claim.staff if case.claim is not None and case.claim.until > now else ""
    ahead = progress.next_at if progress.next_at is not None and progress.next_at > now else None
    return Unresolved(
        case=case,
        urgency=placed,
        why=tuple(why),
        last_try=case.attempts[-1] if case.attempts else None,
        owner=progress.owner or progress.next_by or claimed_by or progress.last_by,
        next_step=step,
        next_at=ahead,
        missing_next_step=missing_next_step(case, now),
        choice=suggested(choices),
    )


def _tallies(attempts: tuple[Attempt, ...], known: Rates) -> tuple[RouteTally, ...]:
    ours: dict[Route, dict[Outcome, int]] = {}
    theirs: dict[Route, int] = {}
    for attempt in attempts:
        if attempt.direction is Direction.IN:
            theirs[attempt.route] = theirs.get(attempt.route, 0) + 1
        else:
            outcomes = ours.setdefault(attempt.route, {})
            outcomes[attempt.outcome] = outcomes.get(attempt.outcome, 0) + 1
    return tuple(
        RouteTally(
            route,
            tuple((outcome, ours[route][outcome]) for outcome in OUTCOMES if outcome in ours.get(route, {})),
            known.routes.get(route, Count()),
            theirs.get(route, 0),
        )
        for route in Route
        if route in ours or route in theirs
    )
