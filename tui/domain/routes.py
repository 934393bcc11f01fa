"""How to reach a case now: every route with its reasons, the best first, those left out last."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from tui.domain import paging
from tui.domain.abroad import quiet_anywhere_until, there_now, zones_for
from tui.domain.model import HOUR, MINUTE, Case, ContactPoint, Millis, Outage
from tui.domain.outcomes import OUTCOMES
from tui.domain.policy import Policy
from tui.domain.quiet import clock_time, minute_of_day
from tui.domain.rates import NO_RATES, Rate, Rates
from tui.domain.reasons import (
    CANNOT_TEXT,
    CHANNEL_DOWN,
    NEVER_DIAL,
    POINT_UNUSABLE,
    RATE_FEW,
    RATE_HOUR,
    RATE_TODAY,
    SPEAK,
    TEXT_UNCERTAIN,
    TOO_NEAR,
    TRIES_USED_UP,
    UNREADABLE,
    Reason,
)
from tui.domain.triage import time_left, whole_minutes
from tui.domain.words import Carries, Delivery, Direction, Line, PointKind, Route, State


class RouteChoice(NamedTuple):
    """One way to reach the case.  `point` is None where the route needs none, or where there is none."""

    route: Route
    point: ContactPoint | None
    excluded: bool
    reasons: tuple[Reason, ...]
    rate: Rate


class _Tried:
    """What happened by one route and contact point within the policy's hours."""

    __slots__ = ("count", "factor", "in_vain")

    def __init__(self) -> None:
        self.count = 0
        self.factor = 1.0
        self.in_vain = False
        """An outcome said that the route is not worth repeating."""


_ROUTES_OF = {
    PointKind.PHONE: (Route.PHONE, Route.SMS),
    PointKind.INSTAGRAM: (Route.INSTAGRAM,),
    PointKind.EMAIL: (Route.EMAIL,),
    PointKind.KAKAO: (Route.KAKAO,),
}
_POINTLESS = frozenset((Route.PAGE, Route.NOTICE))
_REFUSED = Reason("refused")
_NOTICE = Reason("notice_reaches_none")
_UNTRIED = _Tried()
_NOT_SENT = "failed"
"""What a result that failed means (domain/providers.py, which is not needed for it)."""
_Key = tuple[Route, int | None]


class _Look:
    """Everything that is the same for all routes of one case at one moment."""

    __slots__ = ("case", "down", "failed", "hour", "left", "now", "policy", "rates", "seen", "tried")

    def __init__(
        self, case: Case, now: Millis, policy: Policy, outages: Iterable[Outage], rates: Rates
    ) -> None:
        self.case = case
        self.now = now
        self.policy = policy
        self.rates = rates
        self.seen: dict[Route, tuple[Rate, list[Reason]]] = {}
        self.down = {outage.channel for outage in outages if outage.covers(now)}
        self.left = None if case.act_by is None else case.act_by - now
        self.hour = minute_of_day(now, policy.zone) // 60
        self.tried = _tried(case, now, policy) if case.attempts else {}
        self.failed = _failed(case) if case.delivery is Delivery.FAILED else frozenset[_Key]()

    def blocked(self, route: Route, point: ContactPoint | None, key: _Key) -> Reason | None:
        """Why the route cannot be taken now, though it would suit the contact point."""
        if self.case.progress.state is State.DO_NOT_CONTACT:
            return _REFUSED
        if route in self.down:
            return Reason(CHANNEL_DOWN[route])
        quiet = self._quiet(route, point) if route in self.policy.quiet.routes else None
        if quiet is not None:
            return quiet
        most = self.policy.tries.most.get(route)
        count = self.tried.get(key, _UNTRIED).count
        if most is not None and count >= most:
            return Reason(TRIES_USED_UP[route], (("count", count),))
        return None

    def _quiet(self, route: Route, point: ContactPoint | None) -> Reason | None:
        until = quiet_end(self.case, point, route, self.now, self.policy)
        if until is None:
            return None
        zones = zones_for(self.case, point, self.policy)
        there = there_now(self.now, zones, self.policy.quiet)
        here = ("here", clock_time(until, self.policy.zone))
        if not there.sure:
            return Reason("quiet_somewhere", (("first", there.first), ("last", there.last), here))
        fields = (("there", there.first), ("until", clock_time(until, zones[0])))
        abroad = zones != (self.policy.zone,)
        return Reason("quiet_abroad", (*fields, here)) if abroad else Reason("quiet_hours", fields)

    def rate(self, route: Route) -> tuple[Rate, list[Reason]]:
        """The route's rate now and how it is said, worked out once for all its contact points."""
        known = self.seen.get(route)
        if known is None:
            rate = self.rates.rate(route, self.hour, self.policy)
            known = self.seen[route] = rate, _rate_reasons(route, rate, self.hour, self.policy)
        return known

    def weigh(self, route: Route, key: _Key) -> tuple[float, list[Reason], Rate]:
        """The expected rate after what was tried already, with its reasons."""
        rate, said = self.rate(route)
        reasons = list(said)
        tried = self.tried.get(key)
        if tried is None:
            if key in self.failed:
                reasons.append(Reason("sent_failed"))
                return rate.expected * self.policy.routes.next_route_factor, reasons, rate
            return rate.expected, reasons, rate
        code = "not_worth_repeating" if tried.in_vain else "tried_before"
        reasons.append(Reason(code, (("count", tried.count),)))
        return rate.expected * tried.factor, reasons, rate


def suggest(
    case: Case, now: Millis, policy: Policy, outages: Iterable[Outage] = (), rates: Rates = NO_RATES
) -> tuple[RouteChoice, ...]:
    """All routes of the case: open ones by expected success, then the excluded ones in their own order.

    The first choice is the suggestion unless it is excluded.  Its reasons begin with the time left and
    with Kakao being down, where these hold.
    """
    look = _Look(case, now, policy, outages, rates)
    open_choices: list[tuple[float, RouteChoice]] = []
    excluded: list[RouteChoice] = []
    for route, point in _ways(case):
        key = (route, point.id if point is not None else None)
        why = _unfit(route, point, look) or look.blocked(route, point, key)
        if why is not None:
            excluded.append(RouteChoice(route, point, True, (why,), look.rate(route)[0]))
            continue
        score, reasons, rate = look.weigh(route, key)
        score *= _doubts(route, point, look, reasons)
        open_choices.append((score, RouteChoice(route, point, False, tuple(reasons), rate)))
    open_choices = _without_late_messages(open_choices, excluded, look)
    open_choices.sort(key=_by_score)
    choices = [choice for _, choice in open_choices]
    if choices:
        choices[0] = choices[0]._replace(reasons=(*_circumstances(look), *choices[0].reasons))
    return (*choices, *excluded)


def suggested(choices: tuple[RouteChoice, ...]) -> RouteChoice | None:
    """The first choice that is not excluded, or None when there is none."""
    return choices[0] if choices and not choices[0].excluded else None


def route_of_attempt(
    choices: Iterable[RouteChoice],
    allowed: Iterable[Route],
    named: frozenset[str] = frozenset(),
    *,
    usual: Collection[Route] = (),
) -> RouteChoice | None:
    """By which route an attempt was probably made, when nobody says: the best open one among `allowed`.

    A contact point whose value is in `named` was named by the person and wins, then a route of `usual`.  Next
    come routes left out for another reason than their channel being down, for people do call in quiet hours.
    None where no allowed route leads anywhere.
    """
    wanted = set(allowed)
    fitting = [
        choice
        for choice in choices
        if choice.route in wanted and (choice.point.usable if choice.point else choice.route in _POINTLESS)
    ]
    return min(fitting, key=lambda choice: _unlikely(choice, named, usual), default=None)


def _unlikely(
    choice: RouteChoice, named: frozenset[str], usual: Collection[Route]
) -> tuple[bool, bool, bool, bool]:
    down = any(reason.code == CHANNEL_DOWN[choice.route] for reason in choice.reasons)
    unnamed = choice.point is None or choice.point.value not in named
    return unnamed, choice.route not in usual, down, choice.excluded


def _by_score(scored: tuple[float, RouteChoice]) -> tuple[bool, float, Millis, int]:
    """The likelier first; among equals the address seen last, for people change numbers.

    A notice stands behind every way to the customer alone, however badly those have done today.
    """
    score, (route, point, *_) = scored
    last = route is Route.NOTICE
    return (last, -score, 0, 0) if point is None else (last, -score, -point.seen_at, point.id)


def _ways(case: Case) -> list[tuple[Route, ContactPoint | None]]:
    """Each route with each of its contact points; an unusable point stands once."""
    ways: list[tuple[Route, ContactPoint | None]] = []
    kakao: ContactPoint | None = None
    for point in case.points:
        routes = _ROUTES_OF[point.kind]
        if point.usable:
            ways.extend([(route, point) for route in routes])
            if point.kind is PointKind.KAKAO or (kakao is None and point.line is Line.MOBILE):
                kakao = point
        else:
            ways.append((routes[0], point))
    if kakao is None or kakao.kind is not PointKind.KAKAO:
        # Notification messages of a business go to the mobile number itself.
        ways.append((Route.KAKAO, kakao))
    ways.append((Route.PAGE, None))
    ways.append((Route.NOTICE, None))
    return ways


def quiet_end(
    case: Case, point: ContactPoint | None, route: Route, now: Millis, policy: Policy
) -> Millis | None:
    """When the quiet hours end that forbid the route now; None where it is allowed, urgent cases included."""
    quiet = policy.quiet
    if route not in quiet.routes:
        return None
    until = quiet_anywhere_until(now, zones_for(case, point, policy), quiet)
    urgent = until is not None and case.act_by is not None and case.act_by < until
    return None if urgent and route in quiet.urgent_routes else until


def _tried(case: Case, now: Millis, policy: Policy) -> dict[_Key, _Tried]:
    since = now - policy.tries.hours * HOUR
    tried: dict[_Key, _Tried] = {}
    for attempt in case.attempts:
        if attempt.at < since or attempt.direction is not Direction.OUT:
            continue
        point_id = None if attempt.route in (Route.PAGE, Route.NOTICE) else attempt.point_id
        seen = tried.setdefault((attempt.route, point_id), _Tried())
        rule = OUTCOMES[attempt.outcome]
        seen.count += 1
        seen.in_vain = seen.in_vain or rule.next_route
        seen.factor *= policy.routes.next_route_factor if rule.next_route else policy.routes.tried_factor
    return tried


def _failed(case: Case) -> frozenset[_Key]:
    """The routes by which a provider could not send to a number: another one is taken first."""
    numbers = {point.value: point.id for point in case.points if point.value}
    return frozenset(
        (Route(result.channel), numbers[result.phone])
        for result in case.results
        if result.meaning == _NOT_SENT and result.channel and result.phone in numbers
    )


def _unfit(route: Route, point: ContactPoint | None, look: _Look) -> Reason | None:
    """Why the route does not suit this contact point or this moment; None where it does."""
    if point is None:
        return _unfit_without_point(route, look)
    if point.line in NEVER_DIAL:
        return Reason(NEVER_DIAL[point.line])
    if not point.value:
        return Reason(UNREADABLE.get(point.problem, "unreadable_number"), (("raw", point.raw),))
    if not point.usable:
        return Reason(POINT_UNUSABLE[point.kind, point.usability])
    if point.kind is not PointKind.PHONE or route is Route.KAKAO:
        return None
    if route is Route.PHONE and point.voice is Carries.NO:
        return Reason("cannot_call")
    if route is Route.SMS and point.text is Carries.NO:
        return Reason(CANNOT_TEXT.get(point.line, "cannot_text"))
    return None


def _unfit_without_point(route: Route, look: _Look) -> Reason | None:
    if route is Route.KAKAO:
        # The outage is the nearer reason: it says when the route may come back.
        return Reason(CHANNEL_DOWN[route]) if route in look.down else Reason("kakao_needs_mobile")
    if route is Route.PAGE:
        return paging.unfit(look.case, look.now, look.policy.routes)
    return None


def _doubts(route: Route, point: ContactPoint | None, look: _Look, reasons: list[Reason]) -> float:
    """A factor for what is uncertain about the contact point, and its reasons."""
    if route is Route.NOTICE:
        reasons.append(_NOTICE)
    if point is None:
        return 1.0
    factor = 1.0
    if route is Route.SMS and point.text is Carries.UNCERTAIN:
        reasons.append(Reason(TEXT_UNCERTAIN.get(point.line, "text_uncertain")))
        factor = look.policy.routes.uncertain_factor
    if point.line is Line.SAFE and point.seen_at:
        age = (look.now - point.seen_at) // HOUR
        if age >= look.policy.routes.safe_number_hours:
            reasons.append(Reason("safe_number_old", (("hours", age),)))
            factor *= look.policy.routes.uncertain_factor
    spoken = SPEAK.get(look.case.customer.language)
    if spoken is not None:
        reasons.append(Reason(spoken))
    return factor


def _without_late_messages(
    scored: list[tuple[float, RouteChoice]], excluded: list[RouteChoice], look: _Look
) -> list[tuple[float, RouteChoice]]:
    """Leaves out messages whose answer would come too late, as long as a call has not been tried yet.

    After a call that got no answer a late message is still better than none: it stays, and says so.
    """
    if look.left is None:
        return scored
    can_call = any(
        choice.route is Route.PHONE
        and (choice.route, choice.point.id if choice.point else None) not in look.tried
        for _, choice in scored
    )
    kept = []
    for score, choice in scored:
        if choice.route not in TOO_NEAR or not _too_late(choice.route, look):
            kept.append((score, choice))
        elif can_call:
            why = Reason(TOO_NEAR[choice.route])
            excluded.append(choice._replace(excluded=True, reasons=(why,)))
        else:
            kept.append((score, choice._replace(reasons=(*choice.reasons, Reason("late_message")))))
    return kept


def _too_late(route: Route, look: _Look) -> bool:
    response = look.policy.messages.response_minutes.get(route, 0)
    return look.left is not None and look.left < response * MINUTE


def _circumstances(look: _Look) -> list[Reason]:
    reasons = []
    if look.left is not None and whole_minutes(look.left) <= look.policy.triage.soon_minutes:
        reasons.append(time_left(whole_minutes(look.left)))
    if Route.KAKAO in look.down:
        reasons.append(Reason(CHANNEL_DOWN[Route.KAKAO]))
    return reasons


def _rate_reasons(route: Route, rate: Rate, hour: int, policy: Policy) -> list[Reason]:
    """The observed rate with its count: bare counts while they are few, this hour's too if it has enough."""
    day, there = rate.day, rate.hour
    if not day.tries or route is Route.NOTICE:
        return []
    counts = ("tries", day.tries), ("answered", day.answered)
    if day.tries < policy.rates.show_from:
        return [Reason(RATE_FEW[route], counts)]
    reasons = [Reason(RATE_TODAY[route], (("percent", day.percent), *counts))]
    if policy.rates.show_from <= there.tries < day.tries:
        fields = (
            ("hour", hour),
            ("percent", there.percent),
            ("tries", there.tries),
            ("answered", there.answered),
        )
        reasons.append(Reason(RATE_HOUR[route], fields))
    return reasons
