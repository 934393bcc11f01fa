"""A case as the board's lists show it: two ready-made lines."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from tui.board.cells import cells, fit
from tui.board.known import Advice
from tui.board.ledgers import deposit_text, latest_of, suggested_text
from tui.board.session import Session
from tui.board.times import case_time_left, clock_time, time_left_phrase
from tui.board.widgets.lines import Line, padded
from tui.domain.model import MINUTE, Case, Millis
from tui.domain.reasons import QUIET_ENDS
from tui.domain.triage import Band
from tui.domain.words import LANE_OF, Delivery, Lane, Route, State
from tui.i18n import say
from tui.papers.phrases import called, won

_MOST_ROWS = 600
_SHORT = ("due", "amount", "item")
"""What of a chat is worth a row's second line."""
_BAND_STYLE = {Band.OVERDUE: "late", Band.NOW: "late", Band.SOON: "soon"}


class Drawable(Protocol):
    """A row of a list; rows that look the same are equal."""

    def lines(self, width: int, selected: bool) -> tuple[Line, Line]: ...


class RowView(NamedTuple):
    """`when` is right-aligned in its column; `band` colours it; `mark` says who else works on the case."""

    case_id: int
    when: str
    band: str
    name: str
    route: str
    detail: str
    mark: str

    def lines(self, width: int, selected: bool) -> tuple[Line, Line]:
        cursor = "▌" if selected else " "
        when_width = 7
        route_width = min(12, max(0, width - 19))
        name_width = max(1, min(28, width - when_width - route_width - 3))
        # A long word has the room that the name leaves.
        route_width = max(route_width, min(cells(self.route), width - when_width - name_width - 3))
        first: Line = [
            (cursor, "accent"),
            padded(self.when, when_width, self.band, right=True),
            (" ", ""),
            padded(self.name, name_width, "strong"),
            (" ", ""),
            padded(self.route, route_width, "muted" if not self.route else "accent"),
            (" " * (width - 3 - when_width - name_width - route_width), ""),
        ]
        indent = when_width + 2
        rest = width - indent
        if self.mark:
            second: Line = [(cursor, "accent"), (" " * (indent - 1), ""), padded(self.mark, rest, "soon")]
        else:
            second = [(cursor, "accent"), (" " * (indent - 1), ""), (fit(self.detail, rest), "muted")]
        return first, second


class RowMaker:
    """Ready rows of the cases that a session has read, made anew when a case or the minute has changed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made: dict[int, tuple[Case, int, RowView]] = {}

    def row(self, case_id: int) -> RowView | None:
        """None for a case that has not been read yet."""
        session = self._session
        case = session.case(case_id)
        if case is None:
            return None
        now = session.clock()
        minute = now // MINUTE
        known = self._made.get(case_id)
        if known and known[0] is case and known[1] == minute:
            return known[2]
        row = row_view(case, session.advice(case), now, session.zone, session.terminal)
        self._made.pop(case_id, None)
        if len(self._made) >= _MOST_ROWS:
            del self._made[next(iter(self._made))]
        self._made[case_id] = (case, minute, row)
        return row

    def clear(self) -> None:
        """Words or outages have changed."""
        self._made.clear()


def row_view(case: Case, advice: Advice, now: Millis, zone: str, terminal: str) -> RowView:
    lane = LANE_OF[case.state]
    claim = case.claim if case.claim and case.claim.until > now else None
    mark = ""
    if claim and claim.terminal != terminal:
        mark = say("board.claimed_by", staff=claim.staff)
    return RowView(
        case_id=case.id,
        when=_when(case, lane, now, zone),
        band=_BAND_STYLE.get(advice.urgency.band, "") if lane is not Lane.SETTLED else "muted",
        name=called(case) or say("board.nameless"),
        route=_route(case, lane, advice),
        detail=_detail(case, lane, now, zone),
        mark=mark,
    )


def _route(case: Case, lane: Lane, advice: Advice) -> str:
    if case.state is State.UNCONFIRMED and case.delivery is Delivery.FAILED:
        return say("board.short_failed")
    if lane is Lane.SETTLED or case.state in (
        State.NO_ROUTE,
        State.REVIEW,
        State.UNCONFIRMED,
        State.CALLBACK,
    ):
        return say(f"board.short_{case.state.value}")
    best = advice.best
    opens = _opens_at(advice)
    if opens and (best is None or best.route is Route.NOTICE):
        return say("board.short_from", time=opens)
    return say(f"rules.route.{best.route.value}") if best else say("board.short_no_route")


def _opens_at(advice: Advice) -> str:
    """When the quiet hours that forbid a route now will end, by the shop's clock; "" if none do."""
    for choice in advice.choices:
        for reason in choice.reasons:
            if choice.excluded and reason.code in QUIET_ENDS:
                return str(dict(reason.fields)[QUIET_ENDS[reason.code]])
    return ""


def _when(case: Case, lane: Lane, now: Millis, zone: str) -> str:
    progress = case.progress
    if lane is Lane.TO_CONTACT:
        return case_time_left(case, now, zone)
    if lane is Lane.SETTLED:
        return clock_time(progress.last_at, now, zone) if progress.last_at else ""
    if progress.next_at is None:
        return ""
    if progress.next_at <= now:
        return say("board.when_now")
    return clock_time(progress.next_at, now, zone)


def _detail(case: Case, lane: Lane, now: Millis, zone: str) -> str:
    progress = case.progress
    if lane is Lane.TO_CONTACT or progress.last_outcome is None:
        line = order_line(case, zone)
        if lane in (Lane.AGAIN, Lane.WAITING) and case.delivery is Delivery.DELIVERED:
            return f"{say('delivery.word_delivered')} · {line}"
        return line
    label = say(f"rules.outcome.{progress.last_outcome.value}")
    parts = [label if progress.tries < 2 else say("board.tried", outcome=label, n=progress.tries)]
    if progress.last_at is not None:
        parts.append(clock_time(progress.last_at, now, zone))
    if lane is not Lane.SETTLED and case.act_by is not None:
        parts.append(time_left_phrase(case.act_by, now))
    return " · ".join(parts)


def order_line(case: Case, zone: str) -> str:
    """The first pending order's words, how many more there are, and the won at stake.

    Without orders, what was paid in; without that, what a chat seems to have agreed.
    """
    orders = case.pending or case.orders
    if not orders:
        return _owed_otherwise(case, zone)
    words = orders[0].details or orders[0].order_no
    if len(orders) > 1:
        words = say("board.and_more", first=words, n=len(orders) - 1)
    return " · ".join(part for part in (words, won(case.amount) if case.amount else "") if part)


def _owed_otherwise(case: Case, zone: str) -> str:
    if case.deposits:
        text = deposit_text(case.deposits[0], zone)
        more = len(case.deposits) - 1
        return say("board.and_more", first=text, n=more) if more else text
    agreed = latest_of(case.suggestions)
    if agreed:
        shown = [suggested_text(one.field, one.value, zone) for one in agreed if one.field in _SHORT]
        return say("board.from_chat", details=" · ".join(shown or [say("board.some_details")]))
    return say("board.no_orders")
