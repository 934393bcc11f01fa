"""Messages handed to a gateway, in words: how far they came and why, and the sheet before sending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tui.domain.model import Millis
from tui.domain.phones import display
from tui.domain.quiet import day_and_time
from tui.domain.send_checks import LeftOut
from tui.domain.send_plan import SendPlan
from tui.domain.sending import FELL_THROUGH, OUT, SETTLED, Send, SendState, Word
from tui.domain.sms import byte_count
from tui.i18n import say
from tui.papers.phrases import won

if TYPE_CHECKING:
    from tui.store.api_sends import Stopped

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
    if send.state in OUT:
        return ""  # what was in doubt before is known now
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


def stopped_line(stopped: Stopped) -> str:
    """Why a gateway's queue stands still, and how it goes on at the command line."""
    return say("sending.stopped", why=why_code(stopped.why) or stopped.said, name=stopped.gateway)


def _said(word: Word) -> str:
    """What the provider said, raw: its code with its words."""
    return f"{word.code} {word.said}".strip()


def left_out_line(left: LeftOut) -> str:
    """Why nothing goes to this customer."""
    fields = dict(left.fields)
    if left.code == "settled":
        fields["state"] = say(f"rules.state.{fields['state']}")
    return say(f"sending.left_{left.code}", **fields)


def shares(left: Iterable[LeftOut]) -> list[tuple[str, int]]:
    """The sentences of those left out, or taken along in spite of a doubt, with how many each is true of; the
    commonest first."""
    return Counter(map(left_out_line, left)).most_common()


def share_line(sentence: str, count: int) -> str:
    return say("sending.sheet_share", n=count, why=sentence)


def kinds_and_cost(plan: SendPlan) -> str:
    """As what they go and for how much: "SMS 3건 · LMS 1건 · 예상 비용 99원"."""
    kinds = (("sms", plan.short), ("lms", plan.long), ("abroad", plan.abroad))
    cost = (
        say("sending.sheet_no_cost") if plan.cost is None else say("sending.sheet_cost", cost=won(plan.cost))
    )
    return " · ".join([*(say(f"sending.sheet_{kind}", n=count) for kind, count in kinds if count), cost])


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
        yield say("sending.sheet_to", n=len(plan.ready))
        yield f"  {kinds_and_cost(plan)}"
    for one in plan.examples:
        name, phone = one.case.customer.name, display(one.point.value)
        yield say("sending.sheet_example", name=name, phone=phone, bytes=byte_count(one.text))
        yield from (f"    {line}" for line in one.text.splitlines())
    for told, of in (("sending.sheet_doubted", plan.doubted), ("sending.sheet_left_out", plan.left_out)):
        if of:
            yield say(told, n=len(of))
            yield from (f"  {share_line(*share)}" for share in shares(of))
