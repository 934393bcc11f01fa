"""The contact screen's content, ready to draw."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tui.board.approach import Approach
from tui.board.deliveryview import delivery_texts
from tui.board.detail import (
    attempt_text,
    deposit_texts,
    honoured,
    order_texts,
    reasons_text,
    suggestion_texts,
)
from tui.board.ledgers import latest_of
from tui.board.sendview import send_texts
from tui.board.session import Session
from tui.board.table import shown
from tui.board.times import time_left_phrase
from tui.domain.abroad import dialled_from_korea, there_now, zones_for
from tui.domain.model import Case, ContactPoint, Millis, Suggestion
from tui.domain.outcomes import OUTCOMES
from tui.domain.quiet import clock_time as local_time
from tui.domain.routes import RouteChoice
from tui.domain.sms import Size
from tui.domain.triage import Band
from tui.domain.words import Line, Outcome, Route
from tui.i18n import say
from tui.papers.wording import remarks, size_line

_SPEAKS_OF_OUTAGE = re.compile(r"장애|outage|\bis down\b|障害|故障", re.IGNORECASE)
"""What a wording of one's own may still say when Kakao works."""

_LABELS = {Route.PHONE: "script", Route.PAGE: "call_out", Route.NOTICE: "post"}
"""What is not a message to be sent, by what is done with it."""


@dataclass(frozen=True, slots=True)
class ContactView:
    """`routes` are (text, open?) pairs; `facts` and `warnings` are sentences about the message."""

    title: str
    left: str
    left_style: str
    orders: tuple[str, ...]
    routes: tuple[tuple[str, bool], ...]
    choice: int
    address: str
    large_address: bool
    reasons: str
    reasons_style: str
    message_label: str
    message: str
    script: tuple[tuple[str, str], ...]
    """The message with how it is read and what it means, where it is in a foreign language (scriptview)."""
    facts: tuple[tuple[str, str], ...]
    requests: tuple[tuple[str, str], ...]
    history: tuple[str, ...]
    note: str
    suggestions: tuple[str, ...]
    results: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[Outcome, str, str], ...]
    approach: Approach | None


def contact_view(
    case: Case,
    session: Session,
    shown_approach: Approach | None,
    choice: int,
    *,
    note: str,
    words: bool = True,
) -> ContactView:
    """`words`: whether what to say or send is shown."""
    now, zone = session.clock(), session.zone
    advice = session.advice(case)
    reasons, reasons_style = "", "muted"
    if shown_approach is not None:
        reasons = reasons_text(shown_approach.choice.reasons)
        reasons_style = "late" if shown_approach.choice.excluded else "muted"
    return ContactView(
        title=honoured(case),
        left=time_left_phrase(case.act_by, now) if case.act_by else "",
        left_style="late" if advice.urgency.band in (Band.OVERDUE, Band.NOW) else "soon",
        orders=(
            *order_texts(case, zone, due_word=session.policy.words.due),
            *(text for text, _ in deposit_texts(case, zone)),
        ),
        routes=_tabs(advice.choices),
        choice=choice,
        address=shown_approach.address if shown_approach else say("board.no_route_now"),
        large_address=shown_approach is not None and shown_approach.choice.route is Route.PHONE,
        reasons=reasons,
        reasons_style=reasons_style,
        message_label=_message_label(shown_approach) if words else "",
        message=shown_approach.text if shown_approach and words else "",
        script=(),
        requests=_requests(case, now, zone),
        facts=_facts(case, session, shown_approach) if words else ((say("counter.words_hidden"), "muted"),),
        history=tuple(attempt_text(attempt, now, zone) for attempt in case.attempts[-3:][::-1]),
        note=note,
        suggestions=_suggestions(case, now, zone),
        results=(
            *send_texts(case, now, zone),
            *delivery_texts(case, session),
        ),
        outcomes=tuple(
            (rule.outcome, shown(rule.key), say(f"rules.outcome.{rule.outcome.value}"))
            for rule in OUTCOMES.values()
        ),
        approach=shown_approach,
    )


def _requests(case: Case, now: Millis, zone: str) -> tuple[tuple[str, str], ...]:
    if not case.requests:
        return ()
    from tui.board.requestview import request_texts

    return tuple(request_texts(case, now, zone))


def _suggestions(case: Case, now: Millis, zone: str) -> tuple[str, ...]:
    texts = suggestion_texts(case, now, zone, most=6)
    if suggested_phones(case):
        texts.append(say("board.take_suggested"))
    return tuple(texts)


def suggested_phones(case: Case) -> list[Suggestion]:
    """Numbers that chats seem to say and that are no contact points yet."""
    return [one for one in latest_of(case.suggestions) if one.field == "phone" and one.value]


def _tabs(choices: Sequence[RouteChoice]) -> tuple[tuple[str, bool], ...]:
    """Each route's name and whether it is open; two numbers of one customer are told apart by their ends."""
    several = {route for route, count in Counter(each.route for each in choices).items() if count > 1}
    tabs = []
    for each in choices:
        name = say(f"rules.route.{each.route.value}")
        end = each.point.value[-4:] if each.point is not None and each.route in several else ""
        tabs.append((f"{name} {end}".strip(), not each.excluded))
    return tuple(tabs)


def _message_label(shown_approach: Approach | None) -> str:
    if shown_approach is None:
        return ""
    return say(f"board.{_LABELS.get(shown_approach.choice.route, 'message')}")


def _facts(case: Case, session: Session, shown_approach: Approach | None) -> tuple[tuple[str, str], ...]:
    if shown_approach is None:
        return ()
    message = shown_approach.message
    point = shown_approach.choice.point
    abroad = point is not None and point.line is Line.FOREIGN
    facts: list[tuple[str, str]] = []
    if message.measurement is not None or message.limit:
        size = message.measurement.size if message.measurement else None
        style = "late" if message.too_long else "soon" if size is Size.LMS else "muted"
        facts.append((size_line(message), style))
    facts += [(remark, "soon") for remark in remarks(message, abroad)]
    if (
        shown_approach.choice.route is not Route.KAKAO
        and session.outage_of(Route.KAKAO) is None
        and _SPEAKS_OF_OUTAGE.search(shown_approach.text)
    ):
        facts.append((say("board.kakao_works"), "soon"))
    facts += _abroad(case, session, point)
    return tuple(facts)


def _abroad(case: Case, session: Session, point: ContactPoint | None) -> list[tuple[str, str]]:
    """Of a customer who keeps other hours: what time it is there, and what is dialled."""
    now, policy = session.clock(), session.policy
    facts = []
    if point is not None and point.line is Line.FOREIGN:
        number = dialled_from_korea(point.value, session.config.dial_abroad)
        facts += [(say("abroad.dial", number=number), "accent")] if number else []
    zones = zones_for(case, point, policy)
    if zones == (session.zone,):
        return facts
    there = there_now(now, zones, policy.quiet)
    key = "night" if there.night else "day"
    here = local_time(there.opens or now, session.zone)
    if there.sure:
        text = say(f"abroad.{key}", time=there.first, here=here)
    else:
        text = say(f"abroad.unsure_{key}", first=there.first, last=there.last, here=here)
    return [*facts, (text, "late" if there.night else "" if there.sure else "soon")]
