"""`sonnim review`: the end of a day, on standard output, as data, or as a document."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from tui.commands import Asked
from tui.commands.arguments import Argument, Command, UsageError
from tui.commands.cases import case_document, instant
from tui.commands.desk import Desk, work
from tui.commands.printing import print_json, print_table
from tui.domain.bake import BakeList, Coming, ToAsk, bake_list
from tui.domain.likely import guess_reason
from tui.domain.model import Attempt, Case
from tui.domain.quiet import day_end, day_start, place
from tui.domain.review import Review, Unresolved, day_review
from tui.domain.words import State
from tui.i18n import say
from tui.papers.bake_paper import BakePaper
from tui.papers.phrases import won_of
from tui.papers.review_paper import Entry, Paper, paper_of
from tui.papers.saving import FORMATS, save_review
from tui.work.retention import reminder

COMMAND = Command("review", (Argument("--date", "D"), Argument("--output", "FILE", short="-o")))


def run(asked: Asked) -> int:
    output = asked.given.one("--output")
    if output and Path(output).suffix.lower() not in FORMATS:
        raise UsageError("suffix", file=output, suffixes=" ".join(FORMATS))
    text = asked.given.one("--date")
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError("date", value=text) from None
    return work(asked, lambda desk: _review(desk, day))


async def _review(desk: Desk, day: date | None) -> int:
    cases = await desk.store.cases_in(State)
    review = await _review_of(desk, day, cases)
    bake = bake_list(cases, desk.now, desk.policy, outages=desk.outages, rates=desk.rates)
    output = desk.asked.given.one("--output")
    config = desk.asked.config
    paper = paper_of(
        review,
        zone=desk.policy.zone,
        shop=config.shop,
        staff=config.staff,
        outages=desk.outages,
        bake=bake,
    )
    if output:
        save_review(paper, Path(output).expanduser())
    if desk.asked.json:
        print_json({**_document(review, desk), "bake": _bake(bake, desk)})
    elif output:
        print(say("cli.review.written", file=output, unresolved=len(review.unresolved)))
    else:
        _print(paper)
        remind = await reminder(desk.store, desk.policy, desk.now)
        if remind:
            print(f"\n{remind}")
    return 0


async def _review_of(desk: Desk, day: date | None, cases: list[Case]) -> Review:
    """The review of the day, today where none is given; one gone by takes the cases as they are now."""
    zone = desk.policy.zone
    start = day_start(desk.now, zone)
    if day is not None:
        start = int(datetime(day.year, day.month, day.day, tzinfo=place(zone)).timestamp() * 1000)
    attempts = await desk.store.attempts_between(start, min(day_end(start, zone), desk.now + 1))
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
                "tries": tally.observed.tries,
                "answered": tally.observed.answered,
                "percent": tally.observed.percent,
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


def _bake(bake: BakeList, desk: Desk) -> dict[str, object]:
    """What is due from today on, whatever day the review is of, and what has to be asked."""
    return {
        "days": [
            {
                "date": (instant(day.start, desk.policy.zone) or "")[:10],
                "orders": [_coming(each, desk.policy.zone) for each in day.orders],
            }
            for day in bake.days
        ],
        "to_ask": [_to_ask(each, desk.policy.zone) for each in bake.to_ask],
    }


def _coming(each: Coming, zone: str) -> dict[str, object]:
    order = each.order
    return {
        "case": str(each.case.id),
        "name": each.case.customer.name,
        "order_no": order.order_no,
        "due_at": instant(order.due_at, zone),
        "has_time": order.due_has_time,
        "details": order.details,
        "note": order.request,
        "amount": order.amount,
        "state": each.case.state.value,
        "confirmed": each.confirmed,
        "asked": each.asked.value if each.asked else None,
    }


def _to_ask(each: ToAsk, zone: str) -> dict[str, object]:
    return {
        "case": str(each.case.id),
        "name": each.case.customer.name,
        "order_no": each.order.order_no if each.order else None,
        "details": each.order.details if each.order else "",
        "paid": sum(deposit.amount for deposit in each.deposits),
        "missing": [what.value for what in each.missing],
        "due_at": instant(each.due_at, zone),
        "has_time": each.due_has_time,
        "act_by": instant(each.act_by, zone),
        "guess": guess_reason(each.guess, zone).code if each.guess else None,
        "next_step": each.next_step.value,
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


def _print(paper: Paper) -> None:
    """The document for the terminal: what whoever closes the shop has to see, in tables."""
    print(f"{paper.title} · {' · '.join(paper.about)}" if paper.about else paper.title)
    print(" · ".join(f"{label} {text}" for label, text in paper.sums))
    if paper.routes:
        print()
        names = ("route", "made", "answered_rate", "outcomes", "came_forward")
        rows = [
            [one.route, str(one.made), one.rate, one.outcomes, str(one.came_forward)] for one in paper.routes
        ]
        print_table([say(f"papers.{name}") for name in names], rows, right=(1, 4))
    print()
    if paper.entries:
        print(say("papers.unresolved", count=len(paper.entries)))
        if paper.warning:
            print(paper.warning)
        columns = ("customer", "contact", "due", "state", "why", "owner", "next_step")
        print_table([say(f"papers.{name}") for name in columns], [_row(entry) for entry in paper.entries])
    else:
        print(say("papers.nobody_unresolved"))
    if paper.bake:
        _print_bake(paper.bake)


def _print_bake(bake: BakePaper) -> None:
    """What is due by day and time, and what has to be asked, in tables."""
    print(f"\n{bake.title} · {bake.about}")
    columns = ("time", "customer", "what", "note", "amount", "answer")
    for day in bake.days:
        print(f"\n{day.title}")
        rows = [
            [each.time, each.name, each.what, each.note, won_of(each.amount), each.answer]
            for each in day.orders
        ]
        print_table([say(f"bake.{name}") for name in columns], rows, right=(4,))
    if bake.to_ask:
        print(f"\n{bake.ask_title}")
        columns = ("until", "customer", "missing", "due", "known", "next_step")
        rows = [
            [each.by, each.name, each.missing, each.due, each.known, each.next_step] for each in bake.to_ask
        ]
        print_table([say(f"bake.{name}") for name in columns], rows)


def _row(entry: Entry) -> list[str]:
    why = entry.why[0] if entry.why else ""
    step = " ".join(part for part in ("!" if entry.missing else "", entry.next_at, entry.next_step) if part)
    return [entry.name, entry.contacts, entry.due, entry.state, why, entry.owner, step]
