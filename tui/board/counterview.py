"""What the counter shows, ready to draw: its rows, its heading, the words to call out."""

from __future__ import annotations

from typing import NamedTuple

from tui.board.cells import cells, fit
from tui.board.heading import outage_text
from tui.board.session import Session
from tui.board.times import clock_time, due_text
from tui.board.widgets.lines import Line, LinesWidget, padded
from tui.domain.counter import Columns, Step, Ticket, due_at, minutes_ready, step_of
from tui.domain.model import Millis
from tui.domain.policy import Policy
from tui.i18n import say

_NUMBER_CELLS, _MOST_NUMBER_CELLS = 6, 13
_WHEN_CELLS = 5
"""Minutes under minutes: "120분", "16:40"."""


class TicketRow(NamedTuple):
    """A row of one of the counter's lists."""

    order_id: int
    number: str
    when: str
    style: str
    step: str
    step_style: str
    detail: str

    def lines(self, width: int, selected: bool) -> tuple[Line, Line]:
        cursor = ("▌" if selected else " ", "accent")
        when = max(_WHEN_CELLS, cells(self.when))
        number = max(_NUMBER_CELLS, min(cells(self.number) + 1, _MOST_NUMBER_CELLS, width - 3 - when))
        step = max(0, width - 3 - number - when)
        first: Line = [
            cursor,
            padded(self.number, number, "strong"),
            padded(self.when, when, self.style, right=True),
            ("  ", ""),
            padded(self.step, step, self.step_style),
        ]
        return first, [cursor, ("  ", ""), padded(self.detail, width - 3, "muted")]


def ticket_row(ticket: Ticket, session: Session) -> TicketRow:
    now, policy = session.clock(), session.policy
    step = step_of(ticket, policy)
    when, style = _when(ticket, step, now, session)
    claim = ticket.claim
    if claim is not None and claim.until > now and claim.terminal != session.terminal:
        words, words_style = say("board.claimed_by", staff=claim.staff), "soon"
    else:
        words, words_style = _step(ticket, step, now, policy)
    tail = say("counter.phone_tail", digits=ticket.phone[-4:]) if ticket.phone else ""
    detail = " · ".join(part for part in (tail, ticket.drinks) if part)
    return TicketRow(ticket.order_id, ticket.number or "–", when, style, words, words_style, detail)


def _when(ticket: Ticket, step: Step, now: Millis, session: Session) -> tuple[str, str]:
    if step is Step.PICKED_UP:
        return clock_time(ticket.picked_up_at or now, now, session.zone), "muted"
    if step is Step.MAKING:
        minutes = max(0, now - ticket.taken_at) // 60_000
        return say("board.minutes", n=minutes), "muted"
    minutes = minutes_ready(ticket, now)
    triage = session.policy.triage
    style = "late" if minutes >= triage.soon_minutes else "soon" if minutes >= triage.now_minutes else "good"
    return say("board.minutes", n=minutes), style


def _step(ticket: Ticket, step: Step, now: Millis, policy: Policy) -> tuple[str, str]:
    if step in (Step.MAKING, Step.PICKED_UP):
        return "", ""
    moment = due_at(ticket, policy)
    words = say(f"counter.step_{step.value}")
    if moment is None:
        return words, "muted"
    if moment <= now:
        return words, "accent"
    return say("counter.step_in", step=words, n=-(-(moment - now) // 60_000)), "muted"


def column_titles(found: Columns) -> tuple[str, str, str]:
    return (
        say("counter.column_ready", n=len(found.ready)),
        say("counter.column_making", n=len(found.making)),
        say("counter.column_picked_up", n=len(found.picked_up)),
    )


def call_words(number: str, drinks: str) -> tuple[str, ...]:
    """What to call out in the shop."""
    return (say("counter.call", number=number), *((drinks,) if drinks else ()))


class CounterHead(LinesWidget):
    """The outage, the time and who works here; under it what is being typed."""

    def __init__(self) -> None:
        super().__init__(id="counter-head")
        self._left, self._right, self._typed, self._meant = "", "", "", ""
        self._taking = False

    def show(
        self,
        session: Session,
        found: Columns,
        typed: str,
        meant: str,
        watched: str,
        *,
        taking: bool,
    ) -> None:
        """`taking`: the line of a new order has the keys."""
        now = session.clock()
        to_do = [
            ticket for ticket in found.ready if (moment := due_at(ticket, session.policy)) and moment <= now
        ]
        when = due_text(now, True, session.zone)
        watching = say("board.watching", file=watched) if watched else ""
        parts = (say("counter.title"), outage_text(session, now), when, session.staff, watching)
        self._left = " · ".join(part for part in parts if part)
        self._right = say("counter.to_do", n=len(to_do)) if to_do else ""
        self._typed, self._meant, self._taking = typed, meant, taking
        self.refresh()

    def lines(self, width: int, height: int) -> list[Line]:
        right = f" {self._right} "
        first: Line = [(fit(" " + self._left, width - cells(right)), "title"), (right, "late")]
        prompt = f" {say('counter.prompt')} "
        second: Line
        if self._taking:
            second = [(fit(f" {say('counter.take_keys')}", width), "muted")]
        elif self._typed:
            second = [
                (prompt, "muted"),
                (self._typed + "▏", "key"),
                ("  ", ""),
                (self._meant, "accent"),
            ]
        else:
            second = [(prompt, "muted"), ("▏", "key"), (" " + say("counter.prompt_hint"), "muted")]
        return [first, second]
