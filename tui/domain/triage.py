"""Whom to contact first, and why: by the time left until the deadline, then by what is at stake."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from tui.domain.likely import guess_of, guess_reason, moment_of_guess, waiting_since
from tui.domain.model import DAY, HOUR, MINUTE, Case, Millis
from tui.domain.outcomes import OUTCOMES
from tui.domain.policy import Policy
from tui.domain.quiet import day_and_time, day_end, day_start
from tui.domain.reasons import Reason
from tui.domain.words import Carries, Delivery, PointKind, State


class Band(StrEnum):
    """How near the deadline is, the most urgent first."""

    OVERDUE = "overdue"
    NOW = "now"
    SOON = "soon"
    TODAY = "today"
    LATER = "later"
    UNDATED = "undated"
    PAST = "past"
    """Missed by so long that calling will not save it; still somebody to apologise to."""


_LAST: Millis = 1 << 62
_RANK = {band: rank for rank, band in enumerate(Band)}


class Urgency(NamedTuple):
    band: Band
    minutes_left: int | None
    """Whole minutes until the deadline, towards zero; negative after it; None where no order says when."""
    reasons: tuple[Reason, ...]


def urgency(case: Case, now: Millis, policy: Policy) -> Urgency:
    """Where the case stands, with reasons: the deadline first, then what makes it harder or dearer."""
    reasons: list[Reason] = []
    band, minutes = _band(case, now, policy, reasons)
    _add_progress(case, now, policy, reasons)
    _add_points(case, reasons)
    amount = case.amount
    if amount >= policy.triage.high_amount:
        reasons.append(Reason("high_amount", (("amount", f"{amount:,}"),)))
    return Urgency(band, minutes, tuple(reasons))


def triage_key(case: Case, now: Millis, policy: Policy) -> tuple[int, Millis, Millis, int, int]:
    """Sorts cases as `sonnim list` shows them: band, deadline (the guessed one where there is no other),
    payments of which not even that is known by their age, dearest first, then the oldest case."""
    band, _ = _band(case, now, policy, [])
    moment = moment_of_guess(case) if case.act_by is None else case.act_by
    since = waiting_since(case)
    return _RANK[band], moment or 0, _LAST if since is None else since, -case.amount, case.id


def whole_minutes(left: Millis) -> int:
    """Rounded towards zero on both sides of the deadline: 4 min 30 s after it, 4 minutes have passed."""
    return left // MINUTE if left >= 0 else -(-left // MINUTE)


def time_left(minutes: int) -> Reason:
    """ "20 minutes before the deadline" and its like, exact, for minutes before (or, negative, after) it."""
    if minutes == 0:
        return Reason("deadline_now")
    name, length = ("deadline", minutes) if minutes > 0 else ("passed", -minutes)
    if length < 60:
        return Reason(f"{name}_minutes", (("minutes", length),))
    if length >= 1440:
        return Reason(f"{name}_days", (("days", length // 1440),))
    hours, rest = divmod(length, 60)
    if rest:
        return Reason(f"{name}_hours_minutes", (("hours", hours), ("minutes", rest)))
    return Reason(f"{name}_hours", (("hours", hours),))


def _band(case: Case, now: Millis, policy: Policy, reasons: list[Reason]) -> tuple[Band, int | None]:
    act_by = case.act_by
    if act_by is None:
        return _guessed(case, now, policy, reasons), None
    left = act_by - now
    minutes = whole_minutes(left)
    if left <= 0 and _day_only(case, now, policy):
        reasons.append(Reason("today_no_time"))
        return Band.NOW, 0
    reasons.append(time_left(minutes))
    if case.due_at is not None and case.due_at > act_by and _timed(case):
        reasons.append(_lead_time((case.due_at - act_by) // MINUTE))
    if left < 0:
        return (Band.OVERDUE if -left <= policy.deadlines.stale_hours * HOUR else Band.PAST), minutes
    if minutes <= policy.triage.now_minutes:
        return Band.NOW, minutes
    if minutes <= policy.triage.soon_minutes:
        return Band.SOON, minutes
    if act_by < day_end(now, policy.zone):
        return Band.TODAY, minutes
    return Band.LATER, minutes


def _lead_time(minutes: int) -> Reason:
    """By how much the deadline lies before the moment itself: in hours where they are whole."""
    hours, rest = divmod(minutes, 60)
    return Reason("lead_time", (("minutes", minutes),)) if rest else Reason("lead_hours", (("hours", hours),))


def _guessed(case: Case, now: Millis, policy: Policy, reasons: list[Reason]) -> Band:
    """Where nobody knows when: by the likely day of what was paid, never as urgent as a known time."""
    guess, moment = guess_of(case), moment_of_guess(case)
    if guess is not None and moment is not None:
        reasons.append(guess_reason(guess, policy.zone))
        if moment < now - policy.deadlines.stale_hours * HOUR:
            return Band.PAST
        return Band.TODAY if moment < day_end(now, policy.zone) else Band.LATER
    since = waiting_since(case)
    if since is None:
        reasons.append(Reason("no_deadline"))
    else:
        days = (day_start(now, policy.zone) - day_start(since, policy.zone) + DAY // 2) // DAY
        reasons.append(Reason("paid_days", (("days", days),)) if days > 0 else Reason("paid_today"))
    return Band.UNDATED


def _timed(case: Case) -> bool:
    """Whether the first order that is due has a time of day: otherwise `due_at` is only its midnight."""
    return any(
        order.ready_at == case.due_at or (order.due_has_time and order.due_at == case.due_at)
        for order in case.pending
    )


def _day_only(case: Case, now: Millis, policy: Policy) -> bool:
    """Whether the deadline is only a day, and that day is today: it cannot be called missed yet."""
    if case.act_by is None or case.due_at is None or _timed(case):
        return False
    today = day_start(now, policy.zone)
    if day_start(case.due_at, policy.zone) != today or day_start(case.act_by, policy.zone) != today:
        return False
    return not any(
        order.due_has_time and order.due_at is not None and order.due_at <= now for order in case.pending
    )


def asked_in_chat(case: Case, now: Millis, zone: str) -> list[Reason]:
    """Why a person has to look at a saved chat: what it seems to ask for in vain, at most one reason."""
    if not case.requests:
        return []
    from tui.domain.requests import unsettled

    return [
        Reason(f"{one.kind.value}_in_chat", (("time", day_and_time(one.asked_at or one.at, now, zone)),))
        for one in unsettled(case)[:1]
    ]


def _refused(case: Case) -> bool:
    last = case.progress.last_outcome
    return last is not None and OUTCOMES[last].state is State.DO_NOT_CONTACT


def _add_progress(case: Case, now: Millis, policy: Policy, reasons: list[Reason]) -> None:
    progress = case.progress
    if progress.state is State.CALLBACK and progress.next_at is not None:
        code = "callback_overdue" if progress.next_at < now else "callback_at"
        reasons.append(Reason(code, (("time", day_and_time(progress.next_at, now, policy.zone)),)))
        if case.act_by is not None and progress.next_at > case.act_by:
            reasons.append(Reason("callback_after_deadline"))
    elif progress.state is State.WAITING and progress.next_at is not None:
        reasons.append(Reason("waiting_until", (("time", day_and_time(progress.next_at, now, policy.zone)),)))
    elif progress.state is State.UNCONFIRMED:
        failed = case.delivery is Delivery.FAILED
        reasons.append(Reason("sent_failed" if failed else "sent_unconfirmed"))
    elif progress.state is State.RETRY and not progress.tries and case.delivery is Delivery.DELIVERED:
        reasons.append(Reason("delivered_unanswered"))
    elif progress.state is State.REVIEW:
        asked = asked_in_chat(case, now, policy.zone)
        reasons += asked or [Reason("refused_before" if _refused(case) else "open_attempt")]
    elif progress.state is State.ACTION:
        reasons += asked_in_chat(case, now, policy.zone)
    elif progress.state is State.RETRY and progress.last_outcome is not None:
        rule = OUTCOMES[progress.last_outcome]
        if rule.state is State.WAITING:
            reasons.append(Reason("wait_over"))
    if progress.tries:
        reasons.append(Reason("tries", (("count", progress.tries),)))


def _add_points(case: Case, reasons: list[Reason]) -> None:
    usable = [point for point in case.points if point.usable]
    if not usable:
        reasons.append(Reason("no_route_left" if case.points else "no_point"))
    elif all(point.kind is PointKind.PHONE and point.text is Carries.NO for point in usable):
        reasons.append(Reason("no_text_possible"))
