"""What is known of the messages sent before, in words: the verdict, why, and what the provider said."""

from __future__ import annotations

from tui.board.ledgers import reason_text, result_text, source_text, verdict_text
from tui.board.session import Session
from tui.domain.model import Case, SendResult
from tui.domain.reconcile import OrderDelivery, reconcile
from tui.domain.words import Delivery
from tui.i18n import say

STYLES = {
    Delivery.FAILED: "late",
    Delivery.UNCONFIRMED: "soon",
    Delivery.NEVER_SENT: "muted",
    Delivery.ACCEPTED: "",
    Delivery.DELIVERED: "",
}
_FAILED = "failed"


def word_of(delivery: Delivery) -> str:
    return say(f"delivery.word_{delivery.value}")


def delivery_texts(case: Case, session: Session, most: int = 3) -> list[tuple[str, str]]:
    """(text, style): what is known of each order's messages and why, then the results themselves.

    Nothing where no provider has said anything.
    """
    if not case.results:
        return []
    known = reconcile(case, session.outages, session.policy)
    several = len(known.orders) > 1
    texts: list[tuple[str, str]] = []
    for one in known.orders[:most]:
        texts += _verdict(one, several)
    told = [result for one in known.orders for result in one.evidence]
    rest = sorted(case.results, key=_reported, reverse=True)
    for result in list(dict.fromkeys((*told, *rest)))[:most]:
        texts += evidence_texts(result, session.zone)
    return texts


def _reported(result: SendResult) -> int:
    return result.reported_at or result.sent_at or 0


def _verdict(one: OrderDelivery, several: bool) -> list[tuple[str, str]]:
    number = one.order.order_no if several and one.order is not None else ""
    parts = [say("delivery.order", no=number) if number else "", word_of(one.delivery)]
    texts = [(" · ".join(filter(None, parts)), STYLES[one.delivery])]
    if one.why:
        texts.append((say(f"delivery.why_{one.why}"), "muted"))
    return texts


def evidence_texts(result: SendResult, zone: str) -> list[tuple[str, str]]:
    """What a provider said of one message, why it came no further, and what it had said before."""
    texts = [(result_text(result, zone), "soon" if result.meaning == _FAILED else "")]
    reason = reason_text(result)
    if reason:
        texts.append((reason, "muted"))
    for earlier in result.before:
        word = verdict_text(earlier.provider, earlier.mode, earlier.code, earlier.said)
        source = source_text(earlier.source)
        word = " · ".join(filter(None, (word, source)))
        texts.append((say("delivery.before", word=word), "soon" if earlier.meaning == _FAILED else ""))
    return texts
