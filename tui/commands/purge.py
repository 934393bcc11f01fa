"""`sonnim purge`: personal data of customers whose business is over, removed for good; the counts stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from tui.commands import Asked
from tui.commands.arguments import Argument, Command, UsageError
from tui.commands.cases import instant
from tui.commands.failures import CannotDo
from tui.commands.printing import print_json, print_table
from tui.config import load_policy
from tui.domain.model import DAY, Millis
from tui.domain.policy import Policy
from tui.domain.quiet import at_place, day_start, place
from tui.i18n import say
from tui.store.opening import inspect
from tui.store.purging import Purged, PurgePlan, StillOpen, look, purge

COMMAND = Command("purge", (Argument("--before", "D"), Argument("--all"), Argument("--yes")))
_MOST_SHOWN = 20


def run(asked: Asked) -> int:
    """Without --yes nothing is changed."""
    policy, now, file = load_policy(asked.config), asked.clock(), asked.config.database
    before = _before(asked, policy, now)
    if not inspect(file, make_folder=False):
        raise CannotDo("no_database", file=file)
    everything = asked.given.has("--all")
    if asked.given.has("--yes"):
        done = purge(file, before, now, zone=policy.zone, everything=everything)
        if asked.json:
            print_json(_done(done, before, policy.zone))
        else:
            _tell_done(done)
        return 0
    plan = look(file, before, now, everything=everything)
    if asked.json:
        print_json(_planned(plan, policy.zone))
    else:
        _tell_plan(plan, policy.zone, everything)
    return 0


def _before(asked: Asked, policy: Policy, now: Millis) -> Millis:
    """The beginning of the day that was named, or of the one that the retention setting leads to."""
    text, days = asked.given.one("--before"), policy.privacy.retention_days
    if not text and days:
        return day_start(now - days * DAY, policy.zone)
    if not text:
        raise UsageError("missing", argument="--before D", usage=COMMAND.usage)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError("date", value=text) from None
    return int(datetime(day.year, day.month, day.day, tzinfo=place(policy.zone)).timestamp() * 1000)


def _day(moment: Millis, zone: str) -> str:
    return f"{at_place(moment, zone):%Y-%m-%d}"


# -- for programs


def _planned(plan: PurgePlan, zone: str) -> dict[str, object]:
    return {
        "done": False,
        **_shared(plan, plan.before, zone),
        "customers": len(plan.ids),
        "in_use": plan.in_use,
        "sees_others": not plan.blind,
        "unfinished": plan.unfinished,
    }


def _done(done: Purged, before: Millis, zone: str) -> dict[str, object]:
    return {"done": True, **_shared(done, before, zone), "customers": done.customers}


def _shared(what: PurgePlan | Purged, before: Millis, zone: str) -> dict[str, object]:
    return {
        "before": instant(before, zone),
        **what.parts,
        "open": [
            {"case": str(one.id), "name": one.name, "state": one.state.value, "last": instant(one.last, zone)}
            for one in what.open
        ],
        "copies": [str(path) for path in what.copies],
        "missing": [str(path) for path in what.missing],
    }


# -- for people


def _tell_plan(plan: PurgePlan, zone: str, everything: bool) -> None:
    day = _day(plan.before, zone)
    print(say("purge.would", count=f"{len(plan.ids):,}", day=day))
    print(_parts(plan.parts))
    if plan.open:
        key = "purge.open_too" if everything else "purge.open_stay"
        print(say(key, count=f"{len(plan.open):,}"))
        _print_open(plan.open, zone)
    _print_files("purge.copies", plan.copies)
    _print_files("purge.not_reached", plan.missing)
    print(say("purge.stays"))
    if plan.unfinished:
        print(say("purge.unfinished"))
    if plan.in_use:
        print(say("purge.in_use", who=plan.in_use))
    elif plan.blind:
        print(say("purge.blind"))
    print(say("purge.how", command=f"sonnim purge --before {day}{' --all' if everything else ''} --yes"))


def _tell_done(done: Purged) -> None:
    print(say("purge.done", count=f"{done.customers:,}"))
    print(_parts(done.parts))
    if done.open:
        print(say("purge.left_open", count=f"{len(done.open):,}"))
    _print_files("purge.copies_done", done.copies)
    _print_files("purge.not_reached", done.missing)
    print(say("purge.stays"))


def _parts(parts: Mapping[str, int]) -> str:
    return "  " + " · ".join(say(f"purge.{name}", count=f"{count:,}") for name, count in parts.items())


def _print_open(still: Sequence[StillOpen], zone: str) -> None:
    headers = [say(f"purge.column_{name}") for name in ("name", "state", "last")]
    rows = [
        [one.name or say("papers.nameless"), say(f"rules.state.{one.state.value}"), _day(one.last, zone)]
        for one in still[:_MOST_SHOWN]
    ]
    print_table(headers, rows)
    if len(still) > _MOST_SHOWN:
        print(say("cli.import.more", count=len(still) - _MOST_SHOWN))


def _print_files(key: str, paths: Sequence[Path]) -> None:
    if paths:
        print(say(key, count=len(paths)))
        for path in paths:
            print(f"  {path}")
