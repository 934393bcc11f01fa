"""How messages handed to a gateway look: their ladder, the sheet before sending, the progress after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.board.cells import fit, wrap
from tui.board.ledgers import provider_text
from tui.board.times import clock_time
from tui.board.widgets.lines import Line
from tui.domain.model import Case, Millis
from tui.domain.phones import display
from tui.domain.send_checks import LeftOut, Ready
from tui.domain.send_plan import SendPlan
from tui.domain.sending import FELL_THROUGH, OUT, UNSURE, Send, SendState
from tui.domain.words import Direction, Evidence
from tui.i18n import say
from tui.papers.sends import kinds_and_cost, left_out_line, share_line, shares, why_of_send

_RUNGS = (Evidence.ACCEPTED, Evidence.SENT, Evidence.DELIVERED, Evidence.ANSWERED)
_STYLES = {
    **dict.fromkeys(OUT, "good"),
    **dict.fromkeys(FELL_THROUGH, "late"),
    **dict.fromkeys(UNSURE, "soon"),
}
_MOST_LEFT_OUT = 200
_MOST_REASONS = 6


def send_style(send: Send) -> str:
    return _STYLES.get(send.state, "muted")


def ladder(send: Send, case: Case) -> str:
    """ "✓ 접수 → ✓ 발송 → 단말 도달 → 답": a mark for what is known, never for more."""
    if send.state not in OUT:
        return say(f"sending.state_{send.state.value}")
    known = Evidence.ANSWERED if answered(send, case) else send.rung
    rungs = []
    for rung in _RUNGS:
        label = say(f"posting.rung_{rung.value}")
        # An answer is no proof of what the network did before it.
        proven = rung <= send.rung or (rung is Evidence.ANSWERED and known is rung)
        rungs.append(f"✓ {label}" if proven else label)
    return " → ".join(rungs)


def answered(send: Send, case: Case) -> bool:
    """Whether the customer has made contact since it went out."""
    since = send.sending_at or send.prepared_at
    return any(each.direction is Direction.IN and each.at >= since for each in case.attempts)


def send_text(send: Send, case: Case, now: Millis, zone: str) -> str:
    """One message in a line: when, to which number, how far it came, in whose words."""
    parts = (
        clock_time(send.sending_at or send.prepared_at, now, zone),
        display(send.to),
        ladder(send, case),
        *_why(send, now, zone),
        say("posting.practice_short") if send.practice else "",
    )
    return " · ".join(part for part in parts if part)


def _why(send: Send, now: Millis, zone: str) -> tuple[str, ...]:
    """Why it stands where it does, then the provider's own code and words, where those are not the same."""
    why, said = why_of_send(send, now, zone), send.denial or send.proof
    if said is None:
        return (why,)
    words = f"{said.code} {said.said}".strip()
    return (why,) if words in why else (why, f"{provider_text(send.provider)} {words}".strip())


def send_texts(case: Case, now: Millis, zone: str, most: int = 2) -> list[tuple[str, str]]:
    """The latest messages of a case, each with its style."""
    return [(send_text(send, case, now, zone), send_style(send)) for send in reversed(case.sends[-most:])]


def sheet_lines(plan: SendPlan, width: int) -> list[Line]:
    """Everything that is to be read before sending: how many, as what, for how much, who is taken along in
    spite of a doubt, examples, who is left out and why."""
    inner = max(20, width - 2)
    lines: list[Line] = [[(" " + say("sending.sheet_to", n=len(plan.ready)), "strong")]]
    if plan.ready:
        lines.append([(" " + fit(kinds_and_cost(plan), inner), "")])
    if plan.doubted:
        told = f"{say('sending.sheet_doubted', n=len(plan.doubted))} · {say('posting.allowed')}"
        lines += [[], [(" " + fit(told, inner), "soon")], *_shares(plan.doubted, inner, "soon")]
    for number, ready in enumerate(plan.examples, 1):
        lines += [[], [(" " + fit(_example_title(number, ready), inner), "accent")]]
        lines += [[("   " + row, "")] for row in wrap(ready.text, inner - 2)]
    left_out = plan.left_out
    if left_out:
        lines += [[], [(" " + say("sending.sheet_left_out", n=len(left_out)), "strong")]]
        lines += _shares(left_out, inner, "")
        lines += [[(" " + fit(left_text(each), inner), "muted")] for each in left_out[:_MOST_LEFT_OUT]]
        if len(left_out) > _MOST_LEFT_OUT:
            lines.append([(" " + say("posting.more_left_out", n=len(left_out) - _MOST_LEFT_OUT), "muted")])
    return lines


def _shares(left: Sequence[LeftOut], width: int, style: str) -> list[Line]:
    """How many there are for each reason, where that says more in fewer lines than the names do."""
    found = shares(left)
    if len(found) == len(left):
        return []
    return [[("   " + fit(share_line(*share), width - 2), style)] for share in found[:_MOST_REASONS]]


def _example_title(number: int, ready: Ready) -> str:
    kind = say(f"posting.size_{'abroad' if ready.abroad else ready.size.value}")
    name = ready.case.customer.name or say("board.nameless")
    return say("posting.example", n=number, name=name, phone=display(ready.point.value), kind=kind)


def left_text(left: LeftOut) -> str:
    name = left.case.customer.name or say("board.nameless")
    return f"{fit(name, 12)} {left_out_line(left)}"


def progress_lines(counts: Mapping[SendState, int], width: int) -> list[Line]:
    """A bar of what has been handed over, and how many messages stand in each state."""
    total = sum(counts.values())
    waiting = counts.get(SendState.PREPARED, 0) + counts.get(SendState.SENDING, 0)
    done = total - waiting
    share = f" {say('posting.done', done=done, total=total)}"
    room = max(10, width - 30)
    filled = room * done // total if total else room
    lines: list[Line] = [
        [(" " + "█" * filled, "good"), ("░" * (room - filled), "muted"), (share, "strong")],
        [],
    ]
    for state in SendState:
        if counts.get(state):
            style = _STYLES.get(state, "muted")
            label = say(f"sending.state_{state.value}")
            lines.append(
                [("   ", ""), (fit(label, 24), style), (say("posting.messages", n=counts[state]), style)]
            )
    return lines


def failures(
    sends: Sequence[Send], names: Mapping[int, str], now: Millis, zone: str, width: int
) -> list[Line]:
    """Messages of which something has to be known: those that fell through or whose fate nobody knows."""
    lines: list[Line] = []
    for send in sends:
        if send.state in FELL_THROUGH | UNSURE:
            parts = (
                names.get(send.case_id, ""),
                display(send.to),
                say(f"sending.state_{send.state.value}"),
                next(filter(None, _why(send, now, zone)), ""),
            )
            lines.append([("   " + fit(" · ".join(filter(None, parts)), width - 4), _STYLES[send.state])])
    return lines
