"""What the board's top lines and lane titles say, from what the session knows."""

from __future__ import annotations

from tui.board.session import Session
from tui.board.times import due_text
from tui.board.widgets.header import HeaderView
from tui.domain.model import DAY, HOUR, MINUTE, Millis
from tui.domain.words import Lane, State
from tui.i18n import say


def header_view(session: Session, watched: str = "") -> HeaderView:
    """`watched` names the files that are read again when they change; "" for none."""
    now = session.clock()
    counts, totals = session.counts, session.totals
    texts = [(say("board.unreached", n=totals.unreached), "late" if totals.unreached else "good"),
             (say("board.reached", n=counts[State.REACHED]), "good")]  # fmt: skip
    if counts[State.ACTION]:
        texts.append((say("board.action", n=counts[State.ACTION]), "soon"))
    texts.append((say("board.resolved", n=totals.resolved), ""))
    closed = counts[State.UNREACHABLE] + counts[State.DO_NOT_CONTACT]
    if closed:
        texts.append((say("board.closed", n=closed), "muted"))
    urgent = session.due_soon
    return HeaderView(
        outage=outage_text(session, now),
        when=due_text(now, True, session.zone),
        staff=session.staff,
        watching=say("board.watching", file=watched) if watched else "",
        urgent=say("board.urgent", minutes=session.policy.triage.now_minutes, n=urgent) if urgent else "",
        counts=tuple(texts),
        percent=totals.percent if totals.whole else 0,
    )


def outage_text(session: Session, now: Millis) -> str:
    """ "카카오톡 장애 25시간째"; several channels are named together."""
    down = [outage for outage in session.outages if outage.covers(now)]
    if not down:
        return say("board.no_outage")
    since = min(outage.since for outage in down)
    names = say("board.comma").join(say(f"rules.route.{outage.channel.value}") for outage in down)
    return say("board.outage", channels=names, span=_span(now - since))


def _span(length: Millis) -> str:
    if length < HOUR:
        return say("board.span_minutes", n=max(1, length // MINUTE))
    if length < 4 * DAY:
        return say("board.span_hours", n=length // HOUR)
    return say("board.span_days", n=length // DAY)


def lane_title(session: Session, lane: Lane) -> str:
    return f"{say(f'rules.lane.{lane.value}')} {len(session.orders[lane])}"
