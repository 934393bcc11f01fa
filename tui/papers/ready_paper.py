"""How ready the shop is, put into words: what the screen and `sonnim ready` say alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.domain.model import Millis
from tui.domain.phones import display
from tui.domain.quiet import at_place, day_and_time
from tui.domain.readiness import Check, Coming, Status
from tui.domain.words import Route
from tui.i18n import say
from tui.papers.phrases import called, moment_of, one_line

if TYPE_CHECKING:
    from tui.work.getting_ready import Ready


@dataclass(frozen=True, slots=True)
class LackingLine:
    case_id: int
    due: str
    name: str
    want: str
    raw: str


@dataclass(frozen=True, slots=True)
class ReadyPaper:
    """Ready texts; `checks` are (status, what is, how to mend it or "")."""

    title: str
    summary: str
    routes: str
    trend: str
    lacking_title: str
    lacking: tuple[LackingLine, ...]
    expiring_title: str
    expiring: tuple[LackingLine, ...]
    checks_title: str
    checks: tuple[tuple[Status, str, str], ...]


def ready_paper_of(ready: Ready, zone: str) -> ReadyPaper:
    found = ready.readiness
    now = found.at
    channels = channels_text(found.without)
    return ReadyPaper(
        title=say("ready.title", channels=channels),
        summary=say(
            "ready.summary",
            coming=len(found.coming),
            reachable=found.reachable,
            lacking=len(found.lacking),
            percent=found.percent,
        )
        if found.coming
        else say("ready.nobody"),
        routes=" · ".join(
            [f"{say(f'rules.route.{route}')} {count:,}" for route, count in found.by_route]
            + ([say("ready.single", count=found.single)] if found.single else [])
        ),
        trend=_trend(ready, zone),
        lacking_title=say("ready.lacking", count=len(found.lacking)) if found.lacking else "",
        lacking=tuple(
            _line(each.coming, now, zone, say(f"ready.want_{each.want}"), each.raw) for each in found.lacking
        ),
        expiring_title=say("ready.expiring", count=len(found.expiring)) if found.expiring else "",
        expiring=tuple(
            _line(
                each.coming,
                now,
                zone,
                say("ready.expires", time=day_and_time(each.expires_at, now, zone)),
                display(each.point.value),
            )
            for each in found.expiring
        ),
        checks_title=say("ready.checks"),
        checks=tuple(map(_check, ready.checks)),
    )


def channels_text(channels: Iterable[Route]) -> str:
    return ", ".join(say(f"rules.route.{route}") for route in sorted(channels))


def _line(coming: Coming, now: Millis, zone: str, want: str, raw: str) -> LackingLine:
    orders = [order for order in coming.case.pending if order.due_at == coming.due_at]
    timed = any(order.due_has_time for order in orders)
    due = say("ready.no_time") if coming.due_at is None else moment_of(coming.due_at, timed, now, zone)
    name = called(coming.case) or say("papers.nameless")
    return LackingLine(coming.case.id, due, name, want, one_line(raw))


def _check(check: Check) -> tuple[Status, str, str]:
    fields = dict(check.fields)
    if check.name == "sender" and fields.get("phone"):
        fields["phone"] = one_line(str(fields["phone"]))
    how = "" if check.status is Status.OK else say(f"ready.{check.name}_how")
    return check.status, say(f"ready.{check.name}_{check.status}", **fields), how


_SHOWN_DAYS = 8


def _trend(ready: Ready, zone: str) -> str:
    """ "10/14 62% → 10/16 71%": how many of a hundred could have been reached on earlier days."""
    days = [one for one in ready.trend if one.coming][-_SHOWN_DAYS:]
    if len(days) < 2:
        return ""
    texts = []
    for one in days:
        day = at_place(one.day, zone)
        texts.append(f"{day.month}/{day.day} {one.reachable * 100 // one.coming}%")
    return say("ready.trend", days=" → ".join(texts))
