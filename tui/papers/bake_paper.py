"""What is due from today on, put into words: by day and pick-up, and what still has to be asked."""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.bake import BakeList, Coming, ToAsk
from tui.domain.likely import guess_reason
from tui.domain.model import Case, Millis
from tui.domain.quiet import clock_time, day_and_time
from tui.i18n import say
from tui.papers.phrases import called, contacts_of, date_of, moment_of, numbered, one_line, won_of
from tui.papers.reasons import reason_line


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One order of a day, every text on one line and clean.  `amount` is whole won, 0 for none."""

    case_id: int
    time: str
    name: str
    contacts: str
    what: str
    note: str
    amount: int
    answer: str
    """Whether the customer has confirmed, and what they asked to be changed."""
    confirmed: bool


@dataclass(frozen=True, slots=True)
class DayLines:
    date: str
    title: str
    """The date and how many orders it has."""
    orders: tuple[OrderLine, ...]


@dataclass(frozen=True, slots=True)
class AskLine:
    """Somebody of whom too little is known to begin."""

    case_id: int
    name: str
    contacts: str
    due: str
    known: str
    """What there is: the order's words and number, or what was paid."""
    missing: str
    by: str
    """Until when it has to be known."""
    late: bool
    next_step: str


@dataclass(frozen=True, slots=True)
class BakePaper:
    title: str
    about: str
    days: tuple[DayLines, ...]
    ask_title: str
    """ "" where nothing has to be asked."""
    to_ask: tuple[AskLine, ...]


def bake_paper_of(bake: BakeList, zone: str) -> BakePaper:
    """The list in the chosen language; times are those of `zone` (an IANA name)."""
    orders = [each for day in bake.days for each in day.orders]
    waiting = sum(not each.confirmed for each in orders)
    return BakePaper(
        title=say("bake.title"),
        about=say("bake.about", count=len(orders), waiting=waiting),
        days=tuple(
            DayLines(
                date_of(day.start, zone),
                say("bake.day", date=date_of(day.start, zone), count=len(day.orders)),
                tuple(_order_line(each, zone) for each in day.orders),
            )
            for day in bake.days
        ),
        ask_title=say("bake.to_ask", count=len(bake.to_ask)) if bake.to_ask else "",
        to_ask=tuple(_ask_line(each, bake.at, zone) for each in bake.to_ask),
    )


def _order_line(each: Coming, zone: str) -> OrderLine:
    order = each.order
    answer = say("bake.confirmed") if each.confirmed else say(f"rules.state.{each.case.state}")
    asked = each.asked
    return OrderLine(
        case_id=each.case.id,
        time=clock_time(each.due_at, zone) if order.due_has_time else say("bake.no_time"),
        name=_name(each.case, order.name),
        contacts=contacts_of(each.case),
        what=numbered(order.details, order.order_no) or say("bake.what_unknown"),
        note=one_line(order.request),
        amount=order.amount or 0,
        answer=f"{answer} · {say(f'rules.outcome.{asked}')}" if asked else answer,
        confirmed=each.confirmed,
    )


def _ask_line(each: ToAsk, now: Millis, zone: str) -> AskLine:
    order = each.order
    paid = [
        say("bake.paid", amount=won_of(one.amount), time=moment_of(one.at, one.has_time, now, zone))
        for one in each.deposits
    ]
    known = [numbered(order.details, order.order_no), one_line(order.request)] if order else paid
    due = moment_of(each.due_at, each.due_has_time, now, zone) if each.due_at is not None else ""
    said = order is None or order.due_at is None
    return AskLine(
        case_id=each.case.id,
        name=_name(each.case, order.name if order else ""),
        contacts=contacts_of(each.case),
        due=(say("bake.due_said", time=due) if said else due) if due else _guessed(each, zone),
        known=" / ".join(filter(None, known)),
        missing=", ".join(say(f"bake.missing_{what}") for what in each.missing),
        by=_by(each.act_by, now, zone),
        late=each.act_by is not None and each.act_by < now,
        next_step=say(f"rules.step.{each.next_step}"),
    )


def _guessed(each: ToAsk, zone: str) -> str:
    guess = each.guess
    return say("bake.when_unknown") if guess is None else reason_line(guess_reason(guess, zone))


def _by(act_by: Millis | None, now: Millis, zone: str) -> str:
    if act_by is None:
        return say("bake.by_now")
    time = day_and_time(act_by, now, zone)
    return say("bake.too_late", time=time) if act_by < now else say("bake.by", time=time)


def _name(case: Case, ordered_by: str) -> str:
    """Whose it is, with the name it was ordered by where that is another."""
    name = called(case) or say("papers.nameless")
    return f"{name} ({one_line(ordered_by)})" if ordered_by.strip() else name
