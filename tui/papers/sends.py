"""Messages handed to a gateway, in words: how far they came and why, and the sheet before sending."""

from __future__ import annotations

from collections.abc import Iterator

from tui.domain.model import Millis
from tui.domain.money import won
from tui.domain.phones import display
from tui.domain.quiet import day_and_time
from tui.domain.send_checks import LeftOut
from tui.domain.send_plan import SendPlan
from tui.domain.sending import FELL_THROUGH, SETTLED, Send, SendState, Word
from tui.domain.sms import byte_count
from tui.i18n import say

_OWN = frozenset(("interrupted", "withdrawn", "case_settled", "point_gone", "claimed"))
_STOPS = frozenset(("balance", "sender", "keys", "account", "clock"))


def state_of_send(send: Send) -> str:
    """Where it stands; "연습" beside it where the gateway reaches nobody."""
    state = say(f"sending.state_{send.state.value}")
    return f"{say('sending.practice')} · {state}" if send.practice else state


def why_of_send(send: Send, now: Millis, zone: str) -> str:
    """Why it waits, did not go, or is not known to have gone; "" where nothing is to be said."""
    if send.state is SendState.CONTRADICTED and send.proof and send.denial:
        return say("sending.why_contradicted", proof=_said(send.proof), denial=_said(send.denial))
    if send.state in SETTLED:
        return say("sending.why_settled", staff=send.settled_by, note=send.note).rstrip()
    if send.state in FELL_THROUGH and send.denial is not None and send.why not in _STOPS:
        return say("sending.why_provider", said=_said(send.denial))
    if send.why == "quiet":
        return say("sending.why_quiet", time=day_and_time(send.not_before, now, zone))
    return why_code(send.why)


def why_code(why: str) -> str:
    """The sentence of a code that came from a gateway or from the outbox; "" for none."""
    if not why:
        return ""
    if why in _STOPS:
        return say(f"gateway.stop_{why}")
    return say(f"sending.why_{why}") if why in _OWN else say(f"gateway.{why}")


def _said(word: Word) -> str:
    """What the provider said, raw: its code with its words."""
    return f"{word.code} {word.said}".strip()


def left_out_line(left: LeftOut) -> str:
    """Why nothing goes to this customer."""
    fields = dict(left.fields)
    if left.code == "settled":
        fields["state"] = say(f"rules.state.{fields['state']}")
    return say(f"sending.left_{left.code}", **fields)


def sheet_lines(plan: SendPlan) -> Iterator[str]:
    """The sheet before sending: to how many, as what, for how much, three examples, whom it leaves out."""
    account = plan.account
    if account.practice:
        yield say("sending.sheet_practice")
    if plan.problem:
        yield say(f"sending.problem_{plan.problem}")
    if not plan.ready:
        yield say("sending.sheet_none")
    else:
        yield say("sending.sheet_account", gateway=account.name, sender=display(account.sender))
        counts = {"short": plan.short, "long": plan.long, "abroad": plan.abroad}
        yield say("sending.sheet_to", n=len(plan.ready), **counts)
        cost = plan.cost
        yield say("sending.sheet_no_cost") if cost is None else say("sending.sheet_cost", cost=won(cost))
    for one in plan.examples:
        name, phone = one.case.customer.name, display(one.point.value)
        yield say("sending.sheet_example", name=name, phone=phone, bytes=byte_count(one.text))
        yield from (f"    {line}" for line in one.text.splitlines())
    if plan.left_out:
        yield say("sending.sheet_left_out", n=len(plan.left_out))
        first = {left.code: left for left in reversed(plan.left_out)}
        for code, count in plan.reasons:
            yield "  " + say("sending.sheet_left_line", n=count, why=left_out_line(first[code]))
