"""The review of a day put into words: everything a document of it says, without any format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tui.domain.bake import BakeList
from tui.domain.model import Attempt, Case, Millis, Outage, Request
from tui.domain.quiet import day_and_time
from tui.domain.requests import claims
from tui.domain.review import Review, RouteTally, Unresolved
from tui.domain.words import Direction, State
from tui.i18n import say
from tui.papers.bake_paper import BakePaper, bake_paper_of
from tui.papers.phrases import called, contacts_of, date_of, moment_of, numbered, one_line, stamp_of
from tui.papers.reasons import reason_line

# In the order people ask for them.  The unreached states are added below them where anybody is in one.
_SUMS = ("unreached", "reached", "resolved", "unreachable", "refused", "answered")


@dataclass(frozen=True, slots=True)
class Entry:
    """One unresolved case, every text on one line and clean.  `amount` is whole won, 0 for none."""

    name: str
    contacts: str
    due: str
    what: str
    amount: int
    state: str
    why: tuple[str, ...]
    last_try: str
    owner: str
    next_step: str
    next_at: str
    missing: bool
    """Nobody planned a next step: to be shown first and marked."""


@dataclass(frozen=True, slots=True)
class RouteLine:
    route: str
    made: int
    rate: str
    outcomes: str
    came_forward: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A review as a document says it, in the language chosen when it was made."""

    title: str
    about: tuple[str, ...]
    warning: str
    """Says that some are without a next step; "" where none are."""
    sums: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, int], ...]
    routes: tuple[RouteLine, ...]
    entries: tuple[Entry, ...]
    at: Millis
    bake: BakePaper | None = None
    """What is due from now on, by pick-up; None where nothing is."""


def paper_of(
    review: Review,
    *,
    zone: str,
    shop: str = "",
    staff: str = "",
    outages: Iterable[Outage] = (),
    bake: BakeList | None = None,
) -> Paper:
    """The document of `review` in the chosen language; times are those of `zone` (an IANA name).

    `bake` is what is due from that day on; it is left out where there is nothing of the kind.
    """
    about = [say("papers.as_of", time=stamp_of(review.at, zone))]
    about += [one_line(shop)] if shop.strip() else []
    about += [say("papers.made_by", staff=one_line(staff))] if staff.strip() else []
    about += [_outage(outage, review.at, zone) for outage in outages if outage.covers(review.at)]
    return Paper(
        title=say("papers.title", date=date_of(review.day_start, zone)),
        about=tuple(about),
        warning=say("papers.without_next_step", count=review.missing) if review.missing else "",
        sums=tuple((say(f"papers.sum_{name}"), _sum(review, name)) for name in _SUMS),
        states=tuple(
            (say(f"rules.state.{state}"), review.totals.counts[state])
            for state in State
            if review.totals.counts.get(state)
        ),
        routes=tuple(map(_route_line, review.attempts)),
        entries=tuple(_entry(each, review.at, zone) for each in review.unresolved),
        at=review.at,
        bake=bake_paper_of(bake, zone) if bake is not None and bake.worth_showing else None,
    )


def due_of(case: Case, now: Millis, zone: str) -> str:
    """When the first of a case's orders is due, or what a chat has agreed on; the day alone where no time was
    said.  "" for never."""
    if case.due_at is None:
        return ""
    timed = any(order.due_has_time for order in case.pending if order.due_at == case.due_at)
    timed = timed or any(one.field == "due" and one.value == str(case.due_at) for one in case.suggestions)
    return moment_of(case.due_at, timed, now, zone)


def _sum(review: Review, name: str) -> str:
    totals = review.totals
    counts = {
        "unreached": totals.unreached,
        "reached": totals.reached,
        "resolved": totals.resolved,
        "unreachable": totals.unreachable,
        "refused": totals.counts.get(State.DO_NOT_CONTACT, 0),
    }
    return f"{totals.percent}%" if name == "answered" else str(counts[name])


def _outage(outage: Outage, now: Millis, zone: str) -> str:
    channel = say(f"rules.route.{outage.channel}")
    return say("papers.outage", channel=channel, since=day_and_time(outage.since, now, zone))


def _route_line(tally: RouteTally) -> RouteLine:
    observed = tally.observed
    rate = f"{observed.percent}% ({observed.answered}/{observed.tries})" if observed.tries else "-"
    outcomes = " · ".join(f"{say(f'rules.outcome.{outcome}')} {count}" for outcome, count in tally.outcomes)
    made = sum(count for _, count in tally.outcomes)
    return RouteLine(say(f"rules.route.{tally.route}"), made, rate, outcomes or "-", tally.came_forward)


def _entry(unresolved: Unresolved, now: Millis, zone: str) -> Entry:
    case = unresolved.case
    return Entry(
        name=called(case) or say("papers.nameless"),
        contacts=contacts_of(case),
        due=due_of(case, now, zone) or say("papers.undated"),
        what=" / ".join(filter(None, (numbered(each.details, each.order_no) for each in case.pending))),
        amount=case.amount,
        state=say(f"rules.state.{case.state}"),
        # The amount stands beside it.
        why=(
            *(reason_line(reason) for reason in unresolved.why if reason.code != "high_amount"),
            *(_claim(claim, now, zone) for claim in claims(case)),
        ),
        last_try=_last_try(unresolved.last_try, now, zone),
        owner=one_line(unresolved.owner) or say("papers.nobody"),
        next_step=_step(unresolved),
        next_at=day_and_time(unresolved.next_at, now, zone) if unresolved.next_at is not None else "",
        missing=unresolved.missing_next_step,
    )


def _claim(claim: Request, now: Millis, zone: str) -> str:
    """What they say they asked before: kept for the dispute about a fee, with their own words."""
    when = moment_of(claim.asked_at, claim.asked_has_time, now, zone) if claim.asked_at is not None else ""
    by = say(f"rules.route.{claim.asked_by}") if claim.asked_by is not None else ""
    first = " ".join(filter(None, (when, by)))
    said = say("requests.says_first", first=first) if first else say("requests.says_nothing_first")
    quote = f" “{claim.said}”" if claim.said else ""
    return one_line(f"{say(f'requests.kind_{claim.kind}')} · {said}{quote}")


def _step(unresolved: Unresolved) -> str:
    """What is planned; where nothing is, that somebody must choose, and what would be next."""
    step = say(f"rules.step.{unresolved.next_step}")
    return say("papers.choose_next_step", step=step) if unresolved.missing_next_step else step


def _last_try(attempt: Attempt | None, now: Millis, zone: str) -> str:
    if attempt is None:
        return say("papers.no_try")
    sentence = "papers.came_in" if attempt.direction is Direction.IN else "papers.tried"
    said = say(
        sentence,
        time=day_and_time(attempt.at, now, zone),
        route=say(f"rules.route.{attempt.route}"),
        outcome=say(f"rules.outcome.{attempt.outcome}"),
        staff=one_line(attempt.staff),
    )
    return one_line(f"{said} ({attempt.note})" if attempt.note.strip() else said)
