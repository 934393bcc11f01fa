"""How a case moves: a pure function of its progress, an event, what surrounds it and the policy.

Only four things take a case out of the unreached: an outcome in which the customer answered, the customer's
refusal, a person closing or resolving it, and the end of all its orders.  Time alone never does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from tui.domain.model import MINUTE, Attempt, ContactPoint, Event, Millis, Progress
from tui.domain.outcomes import OUTCOMES, OutcomeRule
from tui.domain.policy import Policy
from tui.domain.words import (
    UNREACHED,
    UNRESOLVED,
    Carries,
    Delivery,
    Direction,
    EventKind,
    Outcome,
    PointKind,
    Route,
    State,
)


@dataclass(frozen=True, slots=True)
class Around:
    """What the rules must know beyond the case's own progress, as it is after the event."""

    has_route: bool
    """Some contact point can still be used."""
    act_by: Millis | None
    other_route: bool = True
    """Some way other than the one just tried is left; matters where an outcome says "next route"."""


START = Progress(State.NEW)
"""A case with a pending order, before anything happened."""
NOTHING_OWED = Progress(State.VOID)
"""A customer known from contacts only; a pending order opens the case."""

_ANSWERED = frozenset((State.REACHED, State.ACTION, State.RESOLVED))
_NEEDS_A_ROUTE = frozenset((State.NEW, State.RETRY, State.UNCONFIRMED))
_IN_VAIN = frozenset((Outcome.NO_ANSWER, Outcome.BUSY, Outcome.POWERED_OFF, Outcome.UNDELIVERABLE))
_MOVED_BY_DELIVERY = frozenset((State.NEW, State.NO_ROUTE, State.UNCONFIRMED, State.WAITING, State.RETRY))
_REOPENS = {
    State.REACHED: State.NEW,
    State.RESOLVED: State.NEW,
    State.UNREACHABLE: State.NEW,
    State.VOID: State.NEW,
    # Somebody who refused contact and orders again: a person decides whether the refusal still stands.
    State.DO_NOT_CONTACT: State.REVIEW,
}


def ways_of(point: ContactPoint) -> tuple[Route, ...]:
    """The routes a usable contact point takes by itself, whatever is down now; () for an unusable one."""
    if not point.usable:
        return ()
    if point.kind is PointKind.PHONE:
        voice = (Route.PHONE,) if point.voice is not Carries.NO else ()
        text = (Route.SMS,) if point.text is not Carries.NO else ()
        return voice + text
    return (Route(point.kind.value),)


def look_around(
    points: Iterable[ContactPoint], act_by: Millis | None, tried: Attempt | None = None
) -> Around:
    """The Around of a case with its points as after the event; `tried` is the attempt just logged."""
    ways = {(point.id, route) for point in points for route in ways_of(point)}
    has_route = bool(ways)
    if tried is not None:
        ways.discard((tried.point_id or 0, tried.route))
    return Around(has_route, act_by, bool(ways))


def settled_start(start: Progress, around: Around) -> Progress:
    """A beginning seen with its contact points: NEW without any usable one is NO_ROUTE."""
    return _routed(start, around)


def advance(progress: Progress, event: Event, around: Around, policy: Policy) -> Progress:
    """The progress after `event`.  UNDONE changes nothing here: `replay` the remaining events instead."""
    return _routed(_MOVES[event.kind](progress, event, around, policy), around)


def replay(events: Iterable[Event], around: Around, policy: Policy, start: Progress = START) -> Progress:
    """The progress after all events, oldest first, as if the undone ones had never been."""
    progress = settled_start(start, around)
    for event in standing(events):
        progress = advance(progress, event, around, policy)
    return progress


def standing(events: Iterable[Event]) -> list[Event]:
    """The events that still hold, in order: without UNDONE events and what they took back.

    A request found in a chat holds no longer once a person has settled it.
    """
    gone: set[int] = set()
    settled: set[str] = set()
    kept = []
    for event in reversed(list(events)):
        if event.id in gone:
            continue
        if event.kind is EventKind.UNDONE:
            if event.undoes is not None:
                gone.add(event.undoes)
            continue
        if event.kind is EventKind.REQUEST_SETTLED:
            settled.add(event.reason)
        elif event.kind is EventKind.REQUEST_FOUND and event.reason in settled:
            continue
        kept.append(event)
    kept.reverse()
    return kept


def wait_until(at: Millis, minutes: float, act_by: Millis | None, policy: Policy) -> Millis:
    """When a wait that begins at `at` ends.  It shrinks near the deadline and always ends before it.

    After the deadline the shortest wait of the policy is the longest there is.
    """
    wait = int(minutes * MINUTE)
    if act_by is None:
        return at + wait
    shortest = policy.waits.shortest_minutes * MINUTE
    left = act_by - at
    if left <= 0:
        return at + min(wait, shortest)
    wait = min(wait, max(shortest, int(left * policy.waits.near_share)))
    return at + (wait if wait < left else left // 2)


def _routed(progress: Progress, around: Around) -> Progress:
    """NO_ROUTE follows from the contact points alone: it comes and goes with them."""
    if progress.state in _NEEDS_A_ROUTE and not around.has_route:
        return replace(progress, state=State.NO_ROUTE)
    if progress.state is State.NO_ROUTE and around.has_route:
        return replace(progress, state=State.RETRY if progress.tries else State.NEW)
    return progress


def _attempted(progress: Progress, event: Event, around: Around, policy: Policy) -> Progress:
    attempt = event.attempt
    if attempt is None:
        raise ValueError("an ATTEMPT event carries its attempt")
    rule = OUTCOMES[attempt.outcome]
    state, next_at, next_by = _after_attempt(progress, attempt, rule, around, policy)
    return replace(
        progress,
        state=state,
        next_at=next_at,
        next_by=next_by,
        tries=progress.tries + (attempt.direction is Direction.OUT),
        last_outcome=attempt.outcome,
        last_route=attempt.route,
        last_at=attempt.at,
        last_by=attempt.staff,
        closed_reason=progress.closed_reason if state is progress.state else "",
    )


def _after_attempt(
    progress: Progress, attempt: Attempt, rule: OutcomeRule, around: Around, policy: Policy
) -> tuple[State, Millis | None, str]:
    if rule.reached or rule.closes:
        return rule.state, None, ""
    if progress.state in (State.VOID, State.DO_NOT_CONTACT):
        return progress.state, None, ""
    next_at = _next_try(attempt, rule, around, policy)
    if progress.state in _ANSWERED:
        # Who has answered stays so; but a promised call is still owed to them.
        if rule.wants_time or progress.state is State.ACTION:
            return State.ACTION, next_at, attempt.callback_by
        return progress.state, None, ""
    if _outlives(progress, attempt, rule):
        return progress.state, progress.next_at, progress.next_by
    return rule.state, next_at, attempt.callback_by


def _outlives(progress: Progress, attempt: Attempt, rule: OutcomeRule) -> bool:
    """Whether what was planned before stands: a message, a notice or a call in vain takes back no promise."""
    if rule.many and progress.state is State.REVIEW:
        return True
    planned = progress.next_at is not None and attempt.at < progress.next_at
    if progress.state is State.CALLBACK:
        vain = attempt.direction is Direction.OUT and attempt.outcome in _IN_VAIN
        return planned and (vain or rule.state is State.WAITING)
    return planned and rule.many and progress.state is State.WAITING


def _next_try(attempt: Attempt, rule: OutcomeRule, around: Around, policy: Policy) -> Millis:
    if rule.wants_time and attempt.callback_at is not None:
        return attempt.callback_at  # a promise is kept as given, even beyond the deadline
    if attempt.direction is Direction.IN:
        return attempt.at  # they tried to reach us: nothing to wait for
    if rule.next_route and around.other_route:
        minutes = policy.waits.next_route_minutes
    else:
        minutes = policy.waits.after.get(
            attempt.outcome, policy.messages.response_minutes.get(attempt.route, 0)
        )
    return wait_until(attempt.at, minutes, around.act_by, policy)


def _orders_changed(progress: Progress, event: Event, _around: Around, _policy: Policy) -> Progress:
    if event.pending == 0:
        if progress.state in UNREACHED:
            return replace(progress, state=State.VOID, next_at=None, next_by="")
        if progress.state is State.ACTION:
            return replace(progress, state=State.RESOLVED, next_at=None, next_by="")
        return progress
    opens = event.added or progress.state is State.VOID
    if opens and progress.state in _REOPENS:
        return replace(
            progress, state=_REOPENS[progress.state], next_at=None, next_by="", tries=0, closed_reason=""
        )
    return progress


def _came_due(progress: Progress, _event: Event, _around: Around, _policy: Policy) -> Progress:
    if progress.state is State.WAITING:
        # It was due when its wait ended, however late that was noticed.
        return replace(progress, state=State.RETRY)
    return progress


def _claim_lost(progress: Progress, event: Event, _around: Around, _policy: Policy) -> Progress:
    """A terminal died with the case open: the customer may have been called, so a person looks first."""
    if progress.state in UNREACHED:
        return replace(progress, state=State.REVIEW, next_at=event.at)
    return progress


def _send_settled(progress: Progress, event: Event, _around: Around, _policy: Policy) -> Progress:
    """A person says what became of a message (`added`: it went out, which an attempt then says)."""
    if not event.added and progress.state in (State.REVIEW, State.WAITING):
        return replace(progress, state=State.RETRY, next_at=event.at)
    return progress


def _carried_over(progress: Progress, event: Event, _around: Around, _policy: Policy) -> Progress:
    if progress.state not in UNRESOLVED:
        return progress
    keeps = progress.state in (State.ACTION, State.CALLBACK, State.WAITING)
    return replace(progress, state=progress.state if keeps else State.RETRY, next_at=event.until)


def _handed_over(progress: Progress, event: Event, _around: Around, _policy: Policy) -> Progress:
    return replace(progress, owner=event.person, next_by=event.person if progress.next_by else "")


def _closed(progress: Progress, event: Event, _around: Around, _policy: Policy) -> Progress:
    if progress.state in UNREACHED:
        return replace(
            progress, state=State.UNREACHABLE, next_at=None, next_by="", closed_reason=event.reason
        )
    if progress.state is State.ACTION:
        return replace(progress, state=State.RESOLVED, next_at=None, next_by="", closed_reason=event.reason)
    return progress


def _resolved(progress: Progress, event: Event, _around: Around, _policy: Policy) -> Progress:
    return replace(progress, state=State.RESOLVED, next_at=None, next_by="", closed_reason=event.reason)


def _request_found(progress: Progress, event: Event, _around: Around, _policy: Policy) -> Progress:
    """A saved chat seems to hold a request that nobody has dealt with: a person has to look first."""
    if not event.added:
        return progress
    if progress.state in UNREACHED or progress.state is State.UNREACHABLE:
        return replace(progress, state=State.REVIEW, next_at=event.at)
    if progress.state in _ANSWERED:
        return replace(progress, state=State.ACTION, next_at=None, next_by="")
    return progress


def _delivery_changed(progress: Progress, event: Event, around: Around, policy: Policy) -> Progress:
    """What is known of messages sent before moves only whom nobody has tried to reach since.

    A telephone that took the message is no answer: such a customer rests, is counted among the unreached and
    comes due like any other who was written to.
    """
    if not _untried(progress, event.at):
        return progress
    known = Delivery(event.reason)
    if known is Delivery.DELIVERED:
        rests = wait_until(event.at, policy.delivery.rest_minutes, around.act_by, policy)
        return replace(progress, state=State.WAITING, next_at=rests, next_by="")
    doubtful = known in (Delivery.FAILED, Delivery.UNCONFIRMED)
    return replace(progress, state=State.UNCONFIRMED if doubtful else State.NEW, next_at=None, next_by="")


def _untried(progress: Progress, at: Millis) -> bool:
    """Whether the case stands where no person has put it: what came before it was opened again is over, and a
    notice for everybody is nobody's try."""
    if progress.state not in _MOVED_BY_DELIVERY:
        return False
    if progress.state is State.RETRY and progress.next_at is not None and progress.next_at > at:
        return False  # somebody has put it off
    rule = OUTCOMES[progress.last_outcome] if progress.last_outcome is not None else None
    if progress.tries:
        return progress.tries == 1 and rule is not None and rule.many
    return rule is None or rule.reached or rule.closes


def _unchanged(progress: Progress, _event: Event, _around: Around, _policy: Policy) -> Progress:
    return progress


_MOVES: dict[EventKind, Callable[[Progress, Event, Around, Policy], Progress]] = {
    EventKind.ORDERS_CHANGED: _orders_changed,
    EventKind.POINTS_CHANGED: _unchanged,  # the points themselves stand in Around
    EventKind.ATTEMPT: _attempted,
    EventKind.CAME_DUE: _came_due,
    EventKind.CLAIM_LOST: _claim_lost,
    EventKind.SEND_PREPARED: _unchanged,
    EventKind.SEND_UNSURE: _claim_lost,  # the message may have gone out, so a person looks first
    EventKind.SEND_SETTLED: _send_settled,
    EventKind.CARRIED_OVER: _carried_over,
    EventKind.HANDED_OVER: _handed_over,
    EventKind.CLOSED: _closed,
    EventKind.RESOLVED: _resolved,
    EventKind.NOTED: _unchanged,
    # What these mean for a case stands in the case's own events.
    EventKind.IMPORTED: _unchanged,
    EventKind.DEPOSIT_DECIDED: _unchanged,
    EventKind.REQUEST_FOUND: _request_found,
    EventKind.REQUEST_SETTLED: _unchanged,
    EventKind.DELIVERY_CHANGED: _delivery_changed,
    EventKind.UNDONE: _unchanged,
}
