"""`sonnim outage`: which channels are or were down; declares and ends an outage."""

from __future__ import annotations

import asyncio

from tui.clock import new_id
from tui.commands import Asked
from tui.commands.arguments import Argument, Command, UsageError
from tui.commands.cases import instant
from tui.commands.desk import Desk, work
from tui.commands.failures import CannotDo
from tui.commands.printing import print_json, print_table
from tui.config import gateways_file, load_gateways, read_instant
from tui.domain.model import Millis
from tui.domain.quiet import at_place, day_and_time
from tui.domain.words import Route
from tui.i18n import say

COMMAND = Command(
    "outage",
    (
        Argument("action", choices=("start", "end")),
        Argument("channel", "CHANNEL", choices=tuple(Route)),
        Argument("--at", "TIME"),
        Argument("--until", "TIME"),
        Argument("--check"),
    ),
)


def run(asked: Asked) -> int:
    if asked.given.has("action") and not asked.given.has("channel"):
        raise UsageError("missing", argument="CHANNEL", usage=COMMAND.usage)
    if asked.given.has("--at") and not asked.given.has("action"):
        raise UsageError("missing", argument="start|end", usage=COMMAND.usage)
    if asked.given.has("--until") and asked.given.one("action") != "start":
        raise UsageError("missing", argument="start", usage=COMMAND.usage)
    if asked.given.has("--check"):
        return _check(asked)
    return work(asked, _outage)


def _check(asked: Asked) -> int:
    """Asks the addresses that are set, once; changes nothing, and needs no database."""
    if asked.given.has("action"):
        raise UsageError("one_of", options="start|end, --check")
    from tui.gateway.checking_services import answers

    services = load_gateways(asked.config).services
    answering = {channel: asyncio.run(answers(urls)) for channel, urls in services.items()}
    if asked.json:
        print_json([{"channel": channel.value, "answers": good} for channel, good in answering.items()])
    elif not answering:
        print(say("gateway.no_services", file=gateways_file(asked.config)))
    else:
        for channel, good in answering.items():
            key = "gateway.service_answers" if good else "gateway.service_silent"
            print(say(key, channel=say(f"rules.route.{channel}")))
    return 0


async def _outage(desk: Desk) -> int:
    given = desk.asked.given
    at = read_instant(given.one("--at")) if given.has("--at") else desk.now
    if given.has("action"):
        channel = Route(given.one("channel"))
        if given.one("action") == "start":
            await _start(desk, channel, at)
        else:
            await _end(desk, channel, at)
    outages = sorted(await desk.store.outages(), key=lambda outage: outage.since)
    zone = desk.policy.zone
    if desk.asked.json:
        print_json([
            {
                "channel": outage.channel.value,
                "from": instant(outage.since, zone),
                "until": instant(outage.until, zone),
            }
            for outage in outages
        ])  # fmt: skip
    elif not outages:
        print(say("cli.outage.all_up"))
    else:
        header = [say(f"cli.column.{name}") for name in ("channel", "since", "until")]
        rows = [
            [
                say(f"rules.route.{outage.channel}"),
                _shown(outage.since, desk),
                say("cli.outage.still") if outage.until is None else _shown(outage.until, desk),
            ]
            for outage in outages
        ]
        print_table(header, rows)
    return 0


def _shown(moment: Millis, desk: Desk) -> str:
    """As short as it can be told; an outage of another year with its year."""
    local, now = at_place(moment, desk.policy.zone), at_place(desk.now, desk.policy.zone)
    return (
        day_and_time(moment, desk.now, desk.policy.zone)
        if local.year == now.year
        else f"{local:%Y-%m-%d %H:%M}"
    )


async def _start(desk: Desk, channel: Route, at: Millis) -> None:
    """Declares an outage, or corrects when one that is noted began.

    A time before the end of the latest one is that one's beginning, unless --until says that it is another.
    """
    given = desk.asked.given
    noted = sorted((one for one in desk.outages if one.channel is channel), key=lambda one: one.since)
    if given.has("--until"):
        until = read_instant(given.one("--until"))
        same = next(
            (one for one in noted if one.since < until and (one.until is None or at < one.until)), None
        )
        if same is not None:
            await desk.store.change_outage(same.id, at, until, now=desk.now)
        else:
            await desk.store.start_outage(new_id(), channel, at, until, now=desk.now)
        return
    latest = noted[-1] if noted else None
    if given.has("--at") and latest is not None and (latest.until is None or at < latest.until):
        await desk.store.change_outage(latest.id, at, latest.until, now=desk.now)
    else:
        await desk.store.start_outage(new_id(), channel, at, now=desk.now)


async def _end(desk: Desk, channel: Route, at: Millis) -> None:
    """Ends an outage, or corrects when the latest one ended."""
    name = say(f"rules.route.{channel}")
    noted = sorted((one for one in desk.outages if one.channel is channel), key=lambda one: one.since)
    if noted and noted[-1].until is not None and desk.asked.given.has("--at"):
        if at <= noted[-1].since:
            began = _shown(noted[-1].since, desk)
            raise CannotDo("outage.before_start", channel=name, since=began)
        await desk.store.change_outage(noted[-1].id, noted[-1].since, at, now=desk.now)
        return
    since = next((one.since for one in desk.outages if one.channel is channel and one.until is None), at)
    if desk.asked.given.has("--at") and at < since:
        began = _shown(since, desk)
        raise CannotDo("outage.before_start", channel=name, since=began)
    if await desk.store.end_outage(channel, at, now=desk.now) is None:
        raise CannotDo("outage.none", channel=name)
