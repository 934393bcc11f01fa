"""Reasons: a code and its fields.  The sentences stand in the i18n area `rules` under "rules." + code."""

from __future__ import annotations

from typing import NamedTuple

from tui.domain.phone_reading import PROBLEMS
from tui.domain.words import Language, Line, PointKind, Route, Usability

Field = tuple[str, str | int]


class Reason(NamedTuple):
    """Why something stands where it does.  Fields hold numbers and clock times, never words to translate."""

    code: str
    fields: tuple[Field, ...] = ()


# One code per route, so that each sentence can be written as that route is spoken of.
CHANNEL_DOWN = {route: f"channel_down_{route.value}" for route in Route}
# A notice is never said to succeed: it reaches nobody by itself.
_COUNTED = tuple(route for route in Route if route is not Route.NOTICE)
RATE_TODAY = {route: f"rate_{route.value}" for route in _COUNTED}
RATE_FEW = {route: f"rate_few_{route.value}" for route in _COUNTED}
RATE_HOUR = {route: f"rate_hour_{route.value}" for route in _COUNTED}
TRIES_USED_UP = {route: f"tries_used_up_{route.value}" for route in Route}
TOO_NEAR = {
    route: f"too_near_{route.value}" for route in (Route.SMS, Route.KAKAO, Route.INSTAGRAM, Route.EMAIL)
}
UNREADABLE: dict[str, str] = {problem: f"number_{problem}" for problem in PROBLEMS}
POINT_UNUSABLE: dict[tuple[PointKind, Usability], str] = {
    (kind, usability): f"{kind.value}_{usability.value}"
    for kind in PointKind
    for usability in Usability
    if usability is not Usability.USABLE
}
CANNOT_TEXT = {
    Line.FIXED: "cannot_text_fixed",
    Line.COMPANY: "cannot_text_company",
}
NEVER_DIAL = {
    Line.TOLL_FREE: "never_dial_toll_free",
    Line.PREMIUM: "never_dial_premium",
    Line.PAGER: "never_dial_pager",
}
TEXT_UNCERTAIN = {Line.VOIP: "text_uncertain_voip", Line.SAFE: "text_uncertain_safe"}
SPEAK: dict[Language, str] = {
    language: f"speak_{language.value}" for language in Language if language is not Language.KO
}

# One code per day of the week, from Monday on: the guess of the day for which somebody has paid.
LIKELY_AFTER = tuple(f"likely_after_{weekday}" for weekday in range(7))
LIKELY_ON = tuple(f"likely_on_{weekday}" for weekday in range(7))

QUIET_ENDS = {"quiet_hours": "until", "quiet_abroad": "here", "quiet_somewhere": "here"}
"""Why nobody is disturbed now, and which field of it says on the shop's own clock until when."""

_OTHERS = (
    "paid_today",
    "paid_days",
    "deadline_now",
    "deadline_minutes",
    "deadline_hours",
    "deadline_hours_minutes",
    "deadline_days",
    "passed_minutes",
    "passed_hours",
    "passed_hours_minutes",
    "passed_days",
    "today_no_time",
    "no_deadline",
    "lead_time",
    "lead_hours",
    "tries",
    "callback_at",
    "callback_overdue",
    "callback_after_deadline",
    "wait_over",
    "waiting_until",
    "no_text_possible",
    "no_route_left",
    "no_point",
    "high_amount",
    "open_attempt",
    "change_in_chat",
    "cancel_in_chat",
    "refused_before",
    "refused",
    "unreadable_number",
    "cannot_call",
    "cannot_text",
    *QUIET_ENDS,
    "late_message",
    "safe_number_old",
    "text_uncertain",
    "tried_before",
    "not_worth_repeating",
    "kakao_needs_mobile",
    "page_no_counter",
    "page_too_early",
    "page_undated",
    "notice_reaches_none",
    "change_to_handle",
    "cancel_to_handle",
    "to_handle",
    "never_tried",
    "sent_unconfirmed",
    "sent_failed",
    "delivered_unanswered",
)

CODES: frozenset[str] = frozenset(
    (
        *CHANNEL_DOWN.values(),
        *RATE_TODAY.values(),
        *RATE_FEW.values(),
        *RATE_HOUR.values(),
        *TRIES_USED_UP.values(),
        *TOO_NEAR.values(),
        *POINT_UNUSABLE.values(),
        *UNREADABLE.values(),
        *CANNOT_TEXT.values(),
        *NEVER_DIAL.values(),
        *TEXT_UNCERTAIN.values(),
        *SPEAK.values(),
        *LIKELY_AFTER,
        *LIKELY_ON,
        *_OTHERS,
    )
)
"""Every code a reason can have; each has a sentence in both languages."""
