"""`sonnim reconcile`: send results against the orders: what arrived, what did not, what nobody knows."""

from __future__ import annotations

from tui.commands import Asked
from tui.commands.arguments import Command
from tui.commands.cases import instant
from tui.commands.desk import Desk, work
from tui.commands.printing import print_json, print_table
from tui.domain.model import SendResult
from tui.domain.phones import display
from tui.domain.providers import name_key
from tui.domain.reconcile import OrderDelivery
from tui.domain.words import Delivery
from tui.i18n import say
from tui.store.results import Reconciled, Reconciliation

COMMAND = Command("reconcile")

_COLUMNS = ("verdict", "order", "name", "phone", "said", "why")
_URGENT_FIRST = (
    Delivery.FAILED,
    Delivery.UNCONFIRMED,
    Delivery.NEVER_SENT,
    Delivery.ACCEPTED,
    Delivery.DELIVERED,
)


def run(asked: Asked) -> int:
    return work(asked, _reconcile)


async def _reconcile(desk: Desk) -> int:
    found = await desk.store.reconciled()
    if desk.asked.json:
        zone = desk.policy.zone
        print_json([_document(each, one, zone) for each in found.cases for one in each.known.orders])
        return 0
    if not found.cases:
        print(say("delivery.nothing"))
        return 0
    lines = [(each, one) for each in found.cases for one in each.known.orders]
    lines.sort(key=lambda line: _URGENT_FIRST.index(line[1].delivery))
    print_table([say(f"cli.column.{name}") for name in _COLUMNS], [_line(*line) for line in lines])
    print()
    print(_totals(found))
    return 0


def _totals(found: Reconciliation) -> str:
    counts = found.counts
    parts = [
        say("delivery.heading", word=say(f"delivery.word_{word.value}"), n=counts[word])
        for word in _URGENT_FIRST
    ]
    if found.strangers:
        parts.append(say("delivery.strangers", n=found.strangers))
    return " · ".join(parts)


def _document(each: Reconciled, one: OrderDelivery, zone: str) -> dict[str, object]:
    """`verdict` is one of four: what was only accepted is not confirmed; `delivery` tells the two apart."""
    accepted = one.delivery is Delivery.ACCEPTED
    return {
        "case": str(each.case_id),
        "order_no": one.order.order_no if one.order is not None else None,
        "phone": each.phone or None,
        "verdict": (Delivery.UNCONFIRMED if accepted else one.delivery).value,
        "delivery": one.delivery.value,
        "reason": one.why,
        "name": each.name,
        "state": each.state.value,
        "evidence": [_evidence(result, zone) for result in one.evidence],
    }


def _evidence(result: SendResult, zone: str) -> dict[str, object]:
    source = result.source
    return {
        "provider": result.provider,
        "mode": result.mode,
        "channel": result.channel,
        "code": result.code,
        "said": result.said,
        "meaning": str(result.meaning),
        "sent_at": instant(result.sent_at, zone),
        "reported_at": instant(result.reported_at, zone),
        "source": {"file": source.file, "row": source.row} if source else None,
        "before": [_evidence(earlier, zone) for earlier in result.before],
    }


def _line(each: Reconciled, one: OrderDelivery) -> list[str]:
    first = one.evidence[0] if one.evidence else None
    key = name_key(first.provider) if first is not None else ""
    said = (say(key) if key else "", first.code, first.said) if first is not None else ()
    return [
        say(f"delivery.word_{one.delivery.value}"),
        one.order.order_no if one.order is not None else "",
        each.name,
        display(each.phone) if each.phone else "",
        " ".join(filter(None, said)),
        say(f"delivery.why_{one.why}") if one.why else "",
    ]
