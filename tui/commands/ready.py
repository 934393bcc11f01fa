"""`sonnim ready`: who of the coming customers could be reached without a channel, what to have in place."""

from __future__ import annotations

from tui.commands import Asked
from tui.commands.arguments import Argument, Command
from tui.commands.cases import instant
from tui.commands.desk import Desk, work
from tui.commands.printing import pad, print_json, print_table
from tui.domain.readiness import CHANNELS, Coming
from tui.domain.words import Route
from tui.i18n import say
from tui.papers.ready_paper import LackingLine, ReadyPaper, ready_paper_of
from tui.work.getting_ready import Ready, get_ready

COMMAND = Command(
    "ready", (Argument("--without", "CHANNEL", choices=tuple(channel.value for channel in CHANNELS)),)
)
_MOST_SHOWN = 40


def run(asked: Asked) -> int:
    return work(asked, _ready)


async def _ready(desk: Desk) -> int:
    without = [Route(name) for name in desk.asked.given.every("--without")] or [Route.KAKAO]
    ready = await get_ready(desk.store, desk.asked.config, desk.policy, desk.now, without)
    if desk.asked.json:
        print_json(_document(ready, desk.policy.zone))
    else:
        _print(ready_paper_of(ready, desk.policy.zone))
    return 0


def _document(ready: Ready, zone: str) -> dict[str, object]:
    found = ready.readiness
    return {
        "at": instant(found.at, zone),
        "without": sorted(route.value for route in found.without),
        "coming": len(found.coming),
        "reachable": found.reachable,
        "percent": found.percent,
        "single": found.single,
        "by_route": {route.value: count for route, count in found.by_route},
        "lacking": [
            {**_customer(each.coming, zone), "want": each.want.value, "raw": each.raw}
            for each in found.lacking
        ],
        "expiring": [
            {
                **_customer(each.coming, zone),
                "phone": each.point.value,
                "expires_at": instant(each.expires_at, zone),
            }
            for each in found.expiring
        ],
        "checks": [
            {"check": check.name, "status": check.status.value, **dict(check.fields)}
            for check in ready.checks
        ],
        "trend": [
            {
                "date": (instant(one.day, zone) or "")[:10],
                "coming": one.coming,
                "reachable": one.reachable,
            }
            for one in ready.trend
        ],
    }


def _customer(coming: Coming, zone: str) -> dict[str, object]:
    return {
        "case": str(coming.case.id),
        "name": coming.case.customer.name,
        "due_at": instant(coming.due_at, zone),
        "ways": sorted(route.value for route in coming.ways),
    }


def _print(paper: ReadyPaper) -> None:
    print(paper.title)
    print(paper.summary)
    for text in (paper.routes, paper.trend):
        if text:
            print(text)
    _print_lines(paper.lacking_title, paper.lacking)
    _print_lines(paper.expiring_title, paper.expiring)
    print(f"\n{paper.checks_title}")
    for status, what, how in paper.checks:
        print(f"{pad(say(f'ready.status_{status}'), 8)} {what}")
        if how:
            print(f"         → {how}")


def _print_lines(title: str, lines: tuple[LackingLine, ...]) -> None:
    if not lines:
        return
    print(f"\n{title}")
    headers = [say(f"ready.column_{name}") for name in ("due", "name", "want", "raw")]
    print_table(headers, [[line.due, line.name, line.want, line.raw] for line in lines[:_MOST_SHOWN]])
    if len(lines) > _MOST_SHOWN:
        print(say("cli.import.more", count=len(lines) - _MOST_SHOWN))
