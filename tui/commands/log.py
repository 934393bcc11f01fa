"""`sonnim log`: one attempt to reach a case, and what came of it."""

from __future__ import annotations

import sys

from tui.clock import new_id
from tui.commands import Asked
from tui.commands.arguments import Argument, Command, UsageError, read_id
from tui.commands.desk import Desk, work
from tui.commands.failures import CannotDo
from tui.commands.printing import print_json
from tui.config import ConfigError, read_instant
from tui.domain.asked import Asked as FirstAsked
from tui.domain.asked import read_asked
from tui.domain.dates import callback_time
from tui.domain.model import MINUTE, Attempt, Case, ContactPoint, Event, Millis
from tui.domain.outcomes import BY_KEY, OUTCOMES, ROUTES_OF, USUAL_ROUTES, OutcomeRule
from tui.domain.phones import read_phones
from tui.domain.requests import KIND_OF, order_meant
from tui.domain.routes import route_of_attempt
from tui.domain.words import Direction, EventKind, Outcome, Route
from tui.i18n import say
from tui.store.results import NewRequest

COMMAND = Command(
    "log",
    (
        Argument("--case", "ID"),
        Argument("--phone", "P"),
        Argument("--order", "NO"),
        Argument("outcome", "OUTCOME", required=True, choices=(*Outcome, *BY_KEY)),
        Argument("--route", "R", choices=tuple(Route)),
        Argument("--at", "TIME"),
        Argument("--note", "N"),
        Argument("--direction", "out|in", choices=tuple(Direction)),
        Argument("--asked", "TIME"),
        Argument("--asked-by", "R", choices=tuple(Route)),
    ),
    one_of=("--case", "--phone", "--order"),
)


def run(asked: Asked) -> int:
    rule, route = _rule(asked), asked.given.one("--route")
    fitting = ROUTES_OF[rule.outcome]
    if route and Route(route) not in fitting:
        outcome = say(f"rules.outcome.{rule.outcome}")
        raise UsageError("route", outcome=outcome, route=route, routes=", ".join(fitting))
    if asked.given.has("--case"):
        read_id("--case", asked.given.one("--case"))
    if (asked.given.has("--asked") or asked.given.has("--asked-by")) and rule.outcome not in KIND_OF:
        kinds = ", ".join(KIND_OF)
        raise UsageError("asked_for_nothing", outcome=say(f"rules.outcome.{rule.outcome}"), outcomes=kinds)
    return work(asked, lambda desk: _log(desk, rule))


def _rule(asked: Asked) -> OutcomeRule:
    word = asked.given.one("outcome")
    return BY_KEY[word] if word in BY_KEY else OUTCOMES[Outcome(word)]


async def _log(desk: Desk, rule: OutcomeRule) -> int:
    given = desk.asked.given
    happened, callback_at = _times(desk, rule.wants_time)
    asked = _asked(desk)
    case = await _case(desk)
    route, point = _way(case, rule.outcome, desk)
    attempt = Attempt(
        id=new_id(),
        case_id=case.id,
        route=route,
        point_id=point.id if point else None,
        outcome=rule.outcome,
        staff=desk.asked.config.staff,
        at=happened,
        direction=Direction(given.one("--direction") or Direction.OUT),
        evidence=rule.evidence,
        note=given.one("--note"),
        callback_at=callback_at,
    )
    event = Event(attempt.id, case.id, EventKind.ATTEMPT, attempt.staff, happened, attempt=attempt)
    if asked is None:
        logged = await desk.store.log(event)
    else:
        order = order_meant(case, happened, given.one("--order"), desk.policy.zone)
        request = NewRequest(KIND_OF[rule.outcome], order.id if order else None, *asked)
        logged = await desk.store.log_request(event, request)
    if case.claim is not None and case.claim.until > desk.now:
        # What happened has happened, so it is on record; whoever is at work should hear of it.
        print(say("cli.log.claimed", name=case.customer.name, staff=case.claim.staff), file=sys.stderr)
    if desk.asked.json:
        print_json({"attempt": str(attempt.id), "case": str(case.id), "state": logged.case.state.value})
    else:
        outcome, state = say(f"rules.outcome.{rule.outcome}"), say(f"rules.state.{logged.case.state}")
        print(say("cli.log.done", name=case.customer.name, outcome=outcome, state=state))
    return 0


def _times(desk: Desk, wants_time: bool) -> tuple[Millis, Millis | None]:
    """When it happened and when to call back: `--at` is the second for outcomes that ask for a time."""
    text = desk.asked.given.one("--at")
    if not text:
        return desk.now, None
    if not wants_time:
        happened = read_instant(text)
        if happened > desk.now + MINUTE:  # clocks may differ a little
            raise UsageError("future", value=text)
        return happened, None
    try:
        return desk.now, read_instant(text)
    except ConfigError:
        later = callback_time(text, desk.now, desk.policy.zone)
        if later is None:
            raise
        return desk.now, later


def _asked(desk: Desk) -> FirstAsked | None:
    """When and by which channel they say they asked first; None where nothing of it was given."""
    given = desk.asked.given
    text, by = given.one("--asked"), given.one("--asked-by")
    if not text and not by:
        return None
    try:
        asked = FirstAsked(read_instant(text), True, None, "")
    except ConfigError:
        asked = read_asked(text, desk.now, desk.policy.zone)
    if text and asked.at is None:
        raise UsageError("asked", value=text)
    if asked.at is not None and asked.at > desk.now + MINUTE:
        raise UsageError("future", value=text)
    return asked._replace(by=Route(by)) if by else asked


async def _case(desk: Desk) -> Case:
    given = desk.asked.given
    if given.has("--case"):
        ids = [read_id("--case", given.one("--case"))]
    elif given.has("--order"):
        ids = await desk.store.cases_with(order_no=given.one("--order"))
    else:
        phones = [reading.value for reading in read_phones(given.one("--phone")) if reading.value]
        if not phones:
            raise CannotDo("log.no_phone", phone=given.one("--phone"))
        ids = await desk.store.cases_with(phone=phones[0])
    cases = await desk.store.views(ids)
    if not cases:
        raise CannotDo("log.nobody")
    if len(cases) > 1:
        raise CannotDo("log.several", ids=", ".join(str(case.id) for case in cases))
    return cases[0]


def _way(case: Case, outcome: Outcome, desk: Desk) -> tuple[Route, ContactPoint | None]:
    """The route given or the best that the outcome can be the result of, and the contact point it used.

    Raises CannotDo where nothing of this case could have been used for that.
    """
    word = desk.asked.given.one("--route")
    allowed = (Route(word),) if word else ROUTES_OF[outcome]
    # The number that was named is the one that was dialled, whatever would have been suggested.
    named = frozenset(
        reading.value for reading in read_phones(desk.asked.given.one("--phone")) if reading.value
    )
    best = route_of_attempt(desk.choices(case), allowed, named, usual=USUAL_ROUTES[outcome])
    if best is None:
        name = case.customer.name
        raise CannotDo("log.no_route", outcome=say(f"rules.outcome.{outcome}"), name=name)
    return best.route, best.point
