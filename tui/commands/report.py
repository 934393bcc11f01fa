"""`sonnim report`: what an outage came to, on standard output, as data, or as a document."""

from __future__ import annotations

import shutil
from pathlib import Path

from tui.commands import Asked
from tui.commands.arguments import Argument, Command, UsageError
from tui.commands.cases import instant
from tui.commands.desk import Desk, work
from tui.commands.failures import CannotDo
from tui.commands.printing import print_json, print_table
from tui.config import ConfigError, read_instant
from tui.domain.figures import Tally
from tui.domain.model import Millis
from tui.domain.outage_report import OutageReport, find_outage
from tui.i18n import say
from tui.papers.plot import plot_lines
from tui.papers.report_formats import FORMATS, save_report
from tui.papers.report_paper import ReportPaper, report_paper_of
from tui.work.looking_back import look_back

COMMAND = Command(
    "report", (Argument("--outage", "TIME|CHANNEL|latest"), Argument("--output", "FILE", short="-o"))
)
_WIDEST, _HEIGHT = 100, 14


def run(asked: Asked) -> int:
    output = asked.given.one("--output")
    if output and Path(output).suffix.lower() not in FORMATS:
        raise UsageError("suffix", file=output, suffixes=" ".join(FORMATS))
    return work(asked, _report)


async def _report(desk: Desk) -> int:
    given = desk.asked.given
    wanted, output = given.one("--outage"), given.one("--output")
    outage = find_outage(desk.outages, wanted, _moment(wanted))
    if outage is None:
        raise CannotDo("report.no_such_outage" if desk.outages else "report.no_outage", wanted=wanted)
    report = await look_back(desk.store, outage, desk.now, desk.policy.zone)
    paper = report_paper_of(report, desk.policy.zone, desk.asked.config.shop)
    if output:
        save_report(paper, Path(output).expanduser())
    if desk.asked.json:
        print_json(_document(report, desk.policy.zone))
    elif output:
        print(say("report.written", file=output))
    else:
        _print(paper)
    return 0


def _moment(wanted: str) -> Millis | None:
    """What was typed as a moment; None where it is none."""
    try:
        return read_instant(wanted)
    except ConfigError:
        return None


def _document(report: OutageReport, zone: str) -> dict[str, object]:
    outage = report.outage
    return {
        "outage": {
            "id": str(outage.id),
            "channel": outage.channel.value,
            "from": instant(outage.since, zone),
            "until": instant(outage.until, zone),
        },
        "at": instant(report.at, zone),
        "concerned": report.concerned,
        "reached": report.reached,
        "percent": report.percent,
        "later": report.later,
        "unreached": report.unreached,
        "unresolved": report.unresolved,
        "median_minutes": report.median_minutes,
        "reached_over_time": [
            {"minutes": step.minutes, "at": instant(outage.since + step.minutes * 60_000, zone),
             "reached": step.reached}
            for step in report.curve
        ],
        "routes": {route.value: _tally(tally) for route, tally in report.routes},
        "hours": [
            {"hour": hour, "routes": {route.value: _tally(tally) for route, tally in tallies}}
            for hour, tallies in report.hours
        ],
        "messages": report.total.messages,
        "cost": report.total.cost,
        "mend": {mend.what: mend.cases for mend in report.mends},
    }  # fmt: skip


def _tally(tally: Tally) -> dict[str, int]:
    return tally._asdict()


def _print(paper: ReportPaper) -> None:
    print(f"{paper.title} · {' · '.join(paper.about)}")
    print(" · ".join(f"{label} {text}" for label, text in paper.sums))
    if paper.curve is None:
        print(paper.no_curve)
    else:
        width = min(_WIDEST, shutil.get_terminal_size((80, 24)).columns - 1)
        print(f"\n{say('report.curve')}")
        print("\n".join(plot_lines(paper.curve, width, _HEIGHT)))
    if paper.routes:
        right = range(1, len(paper.route_headers))
        print(f"\n{say('report.by_route')}")
        print_table(paper.route_headers, paper.routes, right=tuple(right))
        print(f"\n{say('report.by_hour')}")
        print_table(paper.hour_headers, paper.hours, right=tuple(range(1, len(paper.hour_headers))))
    if paper.mends:
        print(f"\n{say('report.mends')}")
        for what, count, how in paper.mends:
            print(f"  {what} · {say('report.people', count=count)}\n    → {how}")
