"""The detail pane's content: who, until when, what, how to reach them and why so, what was tried."""

from __future__ import annotations

from typing import NamedTuple

from tui.board.cells import fit, wrap
from tui.board.deliveryview import delivery_texts
from tui.board.known import Advice
from tui.board.ledgers import (
    deposit_source,
    deposit_text,
    latest_of,
    suggestion_text,
)
from tui.board.sendview import send_texts
from tui.board.session import Session
from tui.board.times import clock_time, due_text, likely_phrase, moment_phrase, time_left_phrase
from tui.board.widgets.lines import Line
from tui.domain.addresses import address_of
from tui.domain.links import dial
from tui.domain.model import Attempt, Case, Millis, Order
from tui.domain.outcomes import OUTCOMES
from tui.domain.reasons import Reason
from tui.domain.routes import RouteChoice
from tui.domain.triage import Band
from tui.domain.words import Language, State
from tui.i18n import say
from tui.papers.phrases import called, won
from tui.papers.reasons import reason_line

_LATE = (Band.OVERDUE, Band.NOW)


class Section(NamedTuple):
    """Lines of words that wrap; the first line stands beside a label."""

    label: str
    texts: tuple[tuple[str, str], ...]
    """(text, style) pairs, each a paragraph."""


class DetailView(NamedTuple):
    title: str
    left: str
    left_style: str
    sections: tuple[Section, ...]
    link: str
    """What a code for one's own phone would open; "" for none."""

    def lines(self, width: int) -> list[Line]:
        from rich.cells import cell_len

        left_width = min(cell_len(self.left), width // 2)
        lines: list[Line] = [
            [
                (fit(self.title, width - left_width - 1), "title"),
                (" ", ""),
                (fit(self.left, left_width), self.left_style),
            ]
        ]
        for section in self.sections:
            label_width = 6 if section.label else 0
            for index, (text, style) in enumerate(section.texts):
                for row, words in enumerate(wrap(text, max(8, width - label_width))):
                    label = section.label if index == 0 and row == 0 else ""
                    lines.append([(fit(label, label_width), "muted"), (words, style)])
        return lines


def detail_view(case: Case, advice: Advice, session: Session) -> DetailView:
    now, zone = session.clock(), session.zone
    best = advice.best
    sections = [
        Section(
            "",
            tuple((text, "") for text in order_texts(case, zone, due_word=session.policy.words.due))
            or _nothing_owed(case),
        ),
        Section(say("board.label_paid"), tuple(deposit_texts(case, zone))),
        Section(
            say("board.label_chat"),
            tuple((text, "accent") for text in suggestion_texts(case, now, zone, most=4)),
        ),
        _requests(case, now, zone),
        _state_section(case, session),
        _suggestion(best, advice),
        _others(advice),
        _history(case, now, zone),
        _checks(case, now, zone),
        Section(say("board.label_sent"), (*send_texts(case, now, zone), *delivery_texts(case, session))),
        _why(advice),
    ]
    return DetailView(
        title=honoured(case),
        left=time_left_phrase(case.act_by, now) if case.act_by else likely_phrase(case, zone),
        left_style="late" if advice.urgency.band in _LATE else "soon",
        sections=tuple(section for section in sections if section.texts),
        link=dial(best.point.value) if best is not None and best.point is not None else "",
    )


def honoured(case: Case) -> str:
    """The name as one speaks of a customer."""
    name = called(case) or say("board.nameless")
    text = say("board.honoured", name=name)
    language = case.customer.language
    return text if language is Language.KO else f"{text} · {say(f'messages.language_{language.value}')}"


def order_texts(case: Case, zone: str, most: int = 4, due_word: str = "") -> list[str]:
    """A text for each pending order: when, what, how much, its number and what they asked.

    `due_word` is the policy's code of what is due then.
    """
    named = f" {say(f'counter.due_{due_word}')}" if due_word else ""
    texts = []
    orders = case.pending or case.orders
    for order in orders[:most]:
        parts = [
            _when(order, zone, named),
            order.details,
            won(order.amount) if order.amount else "",
            say("board.order_no", no=order.order_no) if order.order_no else "",
            order.status_text if not case.pending else "",
            say("inbound.by_hand") if order.by_hand else "",
        ]
        text = " · ".join(part for part in parts if part)
        texts.append(f"{text} {say('board.booked_by', name=order.name)}" if order.name else text)
        if order.request:
            texts.append(say("board.request", text=order.request))
    if len(orders) > most:
        texts.append(say("board.more_orders", n=len(orders) - most))
    return texts


def _when(order: Order, zone: str, named: str) -> str:
    """When it is due; of what was taken down at the counter, since when it has been ready."""
    if order.due_at is not None:
        return due_text(order.due_at, order.due_has_time, zone) + named
    if order.ready_at is not None:
        return say("board.ready_since", time=due_text(order.ready_at, True, zone))
    return say("board.undated")


def _nothing_owed(case: Case) -> tuple[tuple[str, str], ...]:
    return () if case.deposits or case.suggestions else ((say("board.no_orders"), "muted"),)


def deposit_texts(case: Case, zone: str, most: int = 3) -> list[tuple[str, str]]:
    """(text, style) of the deposits, each with how the bank wrote it and where."""
    texts = []
    for deposit in case.deposits[:most]:
        texts += [(deposit_text(deposit, zone, labelled=True), ""), (deposit_source(deposit), "muted")]
    if len(case.deposits) > most:
        texts.append((say("board.more_deposits", n=len(case.deposits) - most), ""))
    return texts


def suggestion_texts(case: Case, now: Millis, zone: str, most: int) -> list[str]:
    """What chats seem to say, each as a question with the message it was read from."""
    found = latest_of(case.suggestions)
    texts = [suggestion_text(one, zone, now) for one in found[:most]]
    if len(found) > most:
        texts.append(say("board.more_suggestions", n=len(found) - most))
    return texts


def _state_section(case: Case, session: Session) -> Section:
    progress = case.progress
    parts = [say(f"rules.state.{case.state.value}")]
    if progress.next_at is not None:
        parts.append(
            say("board.again_at", time=moment_phrase(progress.next_at, session.clock(), session.zone))
        )
    if progress.next_by:
        parts.append(say("board.promised_by", staff=progress.next_by))
    if progress.owner:
        parts.append(say("board.owned_by", staff=progress.owner))
    if progress.closed_reason:
        parts.append(progress.closed_reason)
    colleague = session.claimed_elsewhere(case)
    texts = [(" · ".join(parts), "strong")]
    if colleague:
        texts.append((say("board.claimed_by", staff=colleague), "soon"))
    if case.state is State.REVIEW:
        texts.append((say("requests.review_hint" if _asked_in_chat(case) else "board.review_hint"), "soon"))
    return Section(say("board.label_state"), tuple(texts))


def _asked_in_chat(case: Case) -> bool:
    """Whether a saved chat is why a person has to look."""
    if not case.requests:
        return False
    from tui.domain.requests import unsettled

    return bool(unsettled(case))


def reasons_text(reasons: tuple[Reason, ...]) -> str:
    return " · ".join(reason_line(reason) for reason in reasons)


def choice_text(choice: RouteChoice) -> str:
    """The route's name with the number or handle it goes to."""
    name = say(f"rules.route.{choice.route.value}")
    address = address_of(choice.point)
    return f"{name} {address}" if address else name


def _suggestion(best: RouteChoice | None, advice: Advice) -> Section:
    label = say("board.label_suggested")
    if best is None:
        return Section(label, ((say("board.no_route_now"), "late"),))
    texts = [(choice_text(best), "accent")]
    if best.reasons:
        texts.append((reasons_text(best.reasons), "muted"))
    return Section(label, tuple(texts))


def _others(advice: Advice) -> Section:
    texts = [(choice_text(choice), "") for choice in advice.usable()[1:4]]
    for choice in advice.choices:
        if choice.excluded and choice.point is not None:
            texts.append((f"{choice_text(choice)} — {reasons_text(choice.reasons)}", "muted"))
    return Section(say("board.label_then"), tuple(texts))


def attempt_text(attempt: Attempt, now: Millis, zone: str) -> str:
    """ "16:18 전화: 부재중 (지훈) — 음악 소리": the route apart from its outcome, where both begin alike."""
    text = say(
        "board.attempt_by" if attempt.staff else "board.attempt",
        time=clock_time(attempt.at, now, zone),
        route=say(f"rules.route.{attempt.route.value}"),
        outcome=say(f"rules.outcome.{attempt.outcome.value}"),
        staff=attempt.staff,
    )
    return f"{text} — {attempt.note}" if attempt.note else text


def _history(case: Case, now: Millis, zone: str, most: int = 4) -> Section:
    latest = case.attempts[-most:][::-1]
    texts = [
        (attempt_text(attempt, now, zone), "good" if OUTCOMES[attempt.outcome].reached else "")
        for attempt in latest
    ]
    return Section(say("board.label_tried"), tuple(texts))


def _requests(case: Case, now: Millis, zone: str) -> Section:
    """What they asked for and when they say they did; what a chat holds that nobody has settled."""
    if not case.requests:
        return Section("", ())
    from tui.board.requestview import request_texts

    return Section(say("requests.label"), tuple(request_texts(case, now, zone)))


def _checks(case: Case, now: Millis, zone: str, most: int = 4) -> Section:
    """Who said to be this customer and was asked; several who were right are for a person to decide."""
    if not case.checks:
        return Section("", ())
    from tui.board.checkview import check_text
    from tui.domain.checking import recognised

    texts = [(check_text(check, now, zone), "") for check in case.checks[-most:][::-1]]
    claimants = [one.claimant for one in recognised(case) if one.claimant]
    if len(claimants) > 1:
        texts.insert(0, (say("inbound.conflict_here", claimants=", ".join(claimants)), "late"))
    return Section(say("inbound.checks"), tuple(texts))


def _why(advice: Advice) -> Section:
    return Section(say("board.label_why"), ((reasons_text(advice.urgency.reasons), "muted"),))
