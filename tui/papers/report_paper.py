"""The report of an outage put into words: everything a document of it says, without any format."""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.figures import Tally
from tui.domain.model import MINUTE
from tui.domain.outage_report import OutageReport
from tui.domain.quiet import at_place, clock_time, day_start
from tui.i18n import say
from tui.papers.phrases import date_of, one_line, span_of, stamp_of, won_of


@dataclass(frozen=True, slots=True)
class Curve:
    """How many were reached after so many minutes, as steps; `marks` are (minute, label) along the time."""

    steps: tuple[tuple[int, int], ...]
    minutes: int
    whole: int
    marks: tuple[tuple[int, str], ...]
    about: str
    """The curve in one sentence, for those who cannot see it."""

    def reached(self, minute: float) -> int:
        return max((count for at, count in self.steps if at <= minute), default=0)


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """A report as a document says it, in the language chosen when it was made."""

    title: str
    about: tuple[str, ...]
    sums: tuple[tuple[str, str], ...]
    curve: Curve | None
    """None where nobody was reached: there is nothing to draw …"""
    no_curve: str
    """… and this is what is said instead; "" beside a curve."""
    route_headers: tuple[str, ...]
    routes: tuple[tuple[str, ...], ...]
    hour_headers: tuple[str, ...]
    hours: tuple[tuple[str, ...], ...]
    mends: tuple[tuple[str, int, str], ...]
    """What was wanting, of how many, and how to mend it."""


def report_paper_of(report: OutageReport, zone: str, shop: str = "") -> ReportPaper:
    """The document of `report` in the chosen language; times are those of `zone` (an IANA name)."""
    outage = report.outage
    since, span = stamp_of(outage.since, zone), span_of(report.minutes)
    if outage.until is None:
        lasted = say("report.still", time=since, span=span)
    else:
        same_day = day_start(outage.until, zone) == day_start(outage.since, zone)
        end = clock_time(outage.until, zone) if same_day else stamp_of(outage.until, zone)
        lasted = say("report.lasted", since=since, until=end, span=span)
    about = [lasted, *([one_line(shop)] if shop.strip() else [])]
    hour_headers, hours = _hours(report)
    return ReportPaper(
        title=say(
            "report.title", channel=say(f"rules.route.{outage.channel}"), date=date_of(outage.since, zone)
        ),
        about=(*about, say("papers.as_of", time=stamp_of(report.at, zone))),
        sums=_sums(report),
        curve=_curve(report, zone) if report.reached else None,
        no_curve=_no_curve(report),
        route_headers=tuple(
            say(f"report.column_{name}")
            for name in ("route", "tries", "answered", "came_forward", "messages", "cost")
        ),
        routes=tuple(
            (
                say(f"rules.route.{route}"),
                _count(tally.tries),
                _rate(tally),
                _count(tally.came_forward),
                _count(tally.messages),
                won_of(tally.cost) or "-",
            )
            for route, tally in report.routes
        ),
        hour_headers=hour_headers,
        hours=hours,
        mends=tuple(
            (say(f"report.mend_{mend.what}"), mend.cases, say(f"report.how_{mend.what}"))
            for mend in report.mends
        ),
    )


def _sums(report: OutageReport) -> tuple[tuple[str, str], ...]:
    median = report.median_minutes
    texts = {
        "concerned": f"{report.concerned:,}",
        "reached": f"{report.reached:,} ({report.percent}%)",
        "later": f"{report.later:,}",
        "unreached": f"{report.unreached:,}",
        "unresolved": f"{report.unresolved:,}",
        "median": span_of(median) if median is not None else "-",
        "messages": f"{report.total.messages:,}",
        "cost": won_of(report.total.cost) or "-",
    }
    if not report.later:
        del texts["later"]
    return tuple((say(f"report.sum_{name}"), text) for name, text in texts.items())


def _curve(report: OutageReport, zone: str) -> Curve:
    minutes = max(1, report.minutes)
    start = report.outage.since
    marks = []
    before = None
    for quarter in range(5):
        minute = minutes * quarter // 4
        there = at_place(start + minute * MINUTE, zone)
        time = f"{there:%H:%M}"
        marks.append((minute, time if there.date() == before else f"{there.month}/{there.day} {time}"))
        before = there.date()
    half = next((step.minutes for step in report.curve if step.reached * 2 >= report.reached), 0)
    about = say(
        "report.curve_about",
        reached=report.reached,
        whole=report.concerned,
        span=span_of(minutes),
        half=span_of(half),
    )
    steps = tuple((step.minutes, step.reached) for step in report.curve)
    return Curve(steps, minutes, report.concerned, tuple(marks), about)


def _no_curve(report: OutageReport) -> str:
    if report.reached:
        return ""
    if not report.concerned:
        return say("report.nobody")
    return say("report.curve_nobody", span=span_of(max(1, report.minutes)), whole=report.concerned)


def _hours(report: OutageReport) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """A row for each hour of the day: all routes together, then each route's answers of its tries."""
    routes = [route for route, _ in report.routes]
    headers = (
        say("report.column_hour"),
        say("report.column_tries"),
        say("report.column_answered"),
        *(say(f"rules.route.{route}") for route in routes),
    )
    rows = []
    for hour, tallies in report.hours:
        by_route = dict(tallies)
        total = Tally()
        for tally in by_route.values():
            total = total.plus(tally)
        cells = [_of(by_route.get(route, Tally())) for route in routes]
        rows.append((say("report.hour", hour=f"{hour:02}"), _count(total.tries), _rate(total), *cells))
    return headers, tuple(rows)


def _rate(tally: Tally) -> str:
    """ "64% (7/11)"; "-" where nothing was tried."""
    percent = tally.answered * 100 // tally.tries if tally.tries else 0
    return f"{percent}% ({tally.answered:,}/{tally.tries:,})" if tally.tries else "-"


def _of(tally: Tally) -> str:
    return f"{tally.answered}/{tally.tries}" if tally.tries else "-"


def _count(number: int) -> str:
    return f"{number:,}" if number else "-"
