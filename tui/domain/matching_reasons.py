"""Why a customer comes into question for a deposit, as codes with fields."""

from __future__ import annotations

from tui.domain.matching_facts import Owed, Party
from tui.domain.matching_names import Payer
from tui.domain.matching_options import Evidence, Looked, Option
from tui.domain.model import DAY, Deposit
from tui.domain.reasons import Reason

RARE, COMMON = 5e-6, 1e-4
_NOT_NEAR = 31
"""Days from which on a time is no longer worth telling."""


def reasons_of(looked: Looked, party: Party, option: Option, evidence: Evidence) -> tuple[Reason, ...]:
    """All that speaks for and against the party, by the explanation `option`."""
    deposit, payer, tail, bearers = looked.deposit, looked.payer, looked.tail, looked.bearers
    reasons = _of_name(evidence, payer, bearers)
    if evidence.tail_agrees:
        reasons.append(Reason("tail", (("tail", tail),)))
    elif evidence.tail_weight < 1 and len(tail) == 4:
        reasons.append(Reason("tail_other", (("tail", tail),)))
    orders = [party.orders[place] for _, place in option.slots]
    if orders:
        reasons += _of_amount(deposit, orders, option.code)
        reasons += _of_time(deposit, orders[0])
    said = evidence.heard.said
    if said is not None:
        code = "chat_paid" if said.paid else "chat_amount"
        reasons.append(Reason(code, (("amount", deposit.amount), ("said", said.at))))
    return tuple(reasons)


def _of_name(evidence: Evidence, payer: Payer, bearers: int) -> list[Reason]:
    code, _, name = evidence.likeness
    if not code:
        return []
    fields: tuple[tuple[str, str | int], ...] = (("written", payer.name),)
    if name:
        fields = (("name", name), *fields)
    reasons = [Reason(code, fields)]
    if code != "name_exact":
        return reasons
    if bearers > 1:
        reasons.append(Reason("name_shared", (("count", bearers),)))
    people = (("people", round(1 / payer.share)),)
    if payer.share < RARE and bearers == 1:
        reasons.append(Reason("name_rare", people))
    elif payer.share > COMMON:
        reasons.append(Reason("name_common", people))
    return reasons


def _of_amount(deposit: Deposit, orders: list[Owed], code: str) -> list[Reason]:
    amount = ("amount", deposit.amount)
    if code == "amount_sum":
        return [Reason(code, (amount, ("count", len(orders))))]
    whole = orders[0].amount
    if whole is None:
        return []
    if code == "amount_exact":
        number = orders[0].order_no
        return [
            Reason(code, (amount, ("order", number))) if number else Reason(f"{code}_unnumbered", (amount,))
        ]
    percent = round(100 * deposit.amount / whole) if whole else 0
    return [Reason(code, (amount, ("whole", whole), ("percent", percent)))]


def _of_time(deposit: Deposit, order: Owed) -> list[Reason]:
    at = deposit.at if deposit.has_time else deposit.at + DAY // 2
    if order.ordered_at is not None:
        days = round(abs(at - order.ordered_at) / DAY)
        if days == 0:
            return [Reason("time_same_day")]
        if days >= _NOT_NEAR:
            return []
        return [Reason("time_after" if at > order.ordered_at else "time_before", (("days", days),))]
    if order.due_at is not None and 0 <= order.due_at - at < _NOT_NEAR * DAY:
        days = (order.due_at - at) // DAY
        return [Reason("time_due", (("days", days),)) if days else Reason("time_due_same_day")]
    return []


def paid_already(order: Owed) -> Reason:
    """That another deposit has paid the order which this one would fit."""
    if order.order_no:
        return Reason("other_paid_already", (("order", order.order_no),))
    return Reason("other_paid_already_unnumbered")
