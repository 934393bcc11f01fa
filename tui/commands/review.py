"""`sonnim review`: the end of a day, on standard output, as data, or as a document."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from tui.commands import Asked
from tui.commands.arguments import Argument, Command, UsageError
from tui.commands.cases import case_document, case_header, case_line, explain_reason, instant
from tui.commands.desk import Desk, work
from tui.commands.printing import print_json, print_table
from tui.domain.model import Attempt
from tui.domain.quiet import day_and_time, day_end, day_start, place
from tui.domain.review import Review, Unresolved, day_review
from tui.domain.words import State
from tui.i18n import say

COMMAND = Command("review", (Argument("--date", "D"), Argument("--output", "FILE", short="-o")))
SUFFIXES = (".md", ".html", ".csv", ".xlsx")


def run(asked: Asked) -> int:
    output = asked.given.one("--output")
    if output and Path(output).suffix.lower() not in SUFFIXES:
        raise UsageError("suffix", file=output, suffixes=" ".join(SUFFIXES))
    text = asked.given.one("--date")
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError("date", value=text) from None
    return work(asked, lambda desk: _review(desk, day))


async def _review(desk: Desk, day: date | None) -> int:
    review = await _review_of(desk, day)
    output = desk.asked.given.one("--output")
    if output:
        from tui.papers.review import write_review

        write_review(review, Path(output).expanduser(), desk.asked.config, desk.policy)
    if desk.asked.json:
        print_json(_document(review, desk))
    elif output:
        print(say("cli.review.written", file=output, unresolved=len(review.unresolved)))
    else:
        _print(review, desk)
    return 0


async def _review_of(desk: Desk, day: date | None) -> Review:
    """The review of the day, today where none is given; a day gone by is judged with the cases as they are."""
    zone = desk.policy.zone
    start = day_start(desk.now, zone)
    if day is not None:
        start = int(datetime(day.year, day.month, day.day, tzinfo=place(zone)).timestamp() * 1000)
    attempts = await desk.store.attempts_between(start, min(day_end(start, zone), desk.now + 1))
    cases = await desk.store.cases_in(State)
    return day_review(cases, attempts, desk.now, start, desk.policy, outages=desk.outages, rates=desk.rates)


def _document(review: Review, desk: Desk) -> dict[str, object]:
    zone, totals = desk.policy.zone, review.totals
    return {
        "date": (instant(review.day_start, zone) or "")[:10],
        "at": instant(review.at, zone),
        "totals": {
            "states": {state.value: totals.counts.get(state, 0) for state in State},
            "unreached": totals.unreached,
            "reached": totals.reached,
            "resolved": totals.resolved,
            "unreachable": totals.unreachable,
            "unresolved": totals.unresolved,
            "percent": totals.percent,
        },
        "attempts": [
            {
                "route": tally.route.value,
                "outcomes": {outcome.value: count for outcome, count in tally.outcomes},
                "tries": tally.count.tries,
                "answered": tally.count.answered,
                "percent": tally.count.percent,
                "came_forward": tally.came_forward,
            }
            for tally in review.attempts
        ],
        "unresolved": [_unresolved(each, desk) for each in review.unresolved],
        "without_next_step": review.missing,
    }


def _unresolved(each: Unresolved, desk: Desk) -> dict[str, object]:
    return {
        **case_document(each.case, desk),
        "why": [reason.code for reason in each.why],
        "last_try": _attempt(each.last_try, desk.policy.zone),
        "owner": each.owner,
        "next_step": each.next_step.value,
        "next_at": instant(each.next_at, desk.policy.zone),
        "missing_next_step": each.missing_next_step,
    }


def _attempt(attempt: Attempt | None, zone: str) -> dict[str, object] | None:
    if attempt is None:
        return None
    return {
        "route": attempt.route.value,
        "outcome": attempt.outcome.value,
        "at": instant(attempt.at, zone),
        "staff": attempt.staff,
        "note": attempt.note,
    }


def _print(review: Review, desk: Desk) -> None:
    totals = review.totals
    numbers = {name: getattr(totals, name) for name in ("unreached", "reached", "resolved", "percent")}
    print(say("cli.review.totals", **numbers))
    if review.attempts:
        print()
        header = [say(f"cli.column.{name}") for name in ("channel", "tries", "answered", "outcome")]
        print_table(header, [
            [
                say(f"rules.route_{tally.route}"),
                str(tally.count.tries),
                say("cli.review.rate", answered=tally.count.answered, percent=tally.count.percent),
                ", ".join(f"{say(f'rules.outcome_{outcome}')} {count}" for outcome, count in tally.outcomes),
            ]
            for tally in review.attempts
        ], right=(1,))  # fmt: skip
    print()
    if not review.unresolved:
        print(say("cli.review.all_done"))
        return
    print(say("cli.review.unresolved", count=len(review.unresolved), missing=review.missing))
    header = [*case_header()[:3], *(say(f"cli.column.{name}") for name in ("why", "owner", "next"))]
    print_table(header, [_row(each, desk) for each in review.unresolved])


def _row(each: Unresolved, desk: Desk) -> list[str]:
    at = day_and_time(each.next_at, desk.now, desk.policy.zone) if each.next_at is not None else ""
    mark = say("cli.review.to_choose") if each.missing_next_step else ""
    return [
        *case_line(each.case, desk)[:3],
        explain_reason(each.why[0]) if each.why else "",
        each.owner,
        " ".join(part for part in (mark, say(f"rules.step_{each.next_step}"), at) if part),
    ]
