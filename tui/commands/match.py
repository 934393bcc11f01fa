"""`sonnim match`: deposits against the customers who may have paid them."""

from __future__ import annotations

from collections.abc import Sequence

from tui.commands import Asked
from tui.commands.arguments import Command
from tui.commands.cases import instant
from tui.commands.desk import Desk, work
from tui.commands.printing import print_json, print_table
from tui.domain.matching_facts import Candidate
from tui.domain.model import Case
from tui.domain.phones import display
from tui.domain.words import PointKind
from tui.i18n import say
from tui.papers.phrases import won
from tui.work.pairing import Pairing, pair

COMMAND = Command("match")

_AT_ONCE = 2_000
_COLUMNS = ("date", "depositor", "amount", "match", "name", "phone", "why")


def run(asked: Asked) -> int:
    return work(asked, _match)


async def _match(desk: Desk) -> int:
    pairings, cases = await _read(desk)
    if desk.asked.json:
        print_json([_document(pairing, cases, desk) for pairing in pairings])
        return 0
    if not pairings:
        print(say("cli.match.no_deposits"))
        return 0
    header = [say(f"cli.column.{name}") for name in _COLUMNS]
    print_table(header, [_line(pairing, cases, desk) for pairing in pairings], right=(2,))
    offered = sum(pairing.offered is not None for pairing in pairings)
    if offered:
        print(say("cli.match.offered", n=offered))
    return 0


async def _read(desk: Desk) -> tuple[list[Pairing], dict[int, Case]]:
    """Deposits and their candidates; anew where one of these went in between, with a file taken back."""
    while True:
        pairings = await pair(desk.store)
        ids = sorted({one.party_id for pairing in pairings for one in pairing.matched.candidates})
        cases = await _cases(desk, ids)
        if len(cases) == len(ids):
            return pairings, cases


async def _cases(desk: Desk, ids: Sequence[int]) -> dict[int, Case]:
    cases: dict[int, Case] = {}
    for start in range(0, len(ids), _AT_ONCE):
        cases.update((case.id, case) for case in await desk.store.views(ids[start : start + _AT_ONCE]))
    return cases


def _document(pairing: Pairing, cases: dict[int, Case], desk: Desk) -> dict[str, object]:
    deposit = pairing.held.deposit
    source = deposit.source
    return {
        "deposit": {
            "file": source.file if source else None,
            "row": source.row if source else None,
            "name": deposit.depositor,
            "amount": deposit.amount,
            "at": instant(deposit.at, desk.policy.zone),
        },
        "status": pairing.matched.status.value,
        "candidates": [_candidate(one, cases[one.party_id]) for one in pairing.matched.candidates],
    }


def _candidate(candidate: Candidate, case: Case) -> dict[str, object]:
    orders = [order.order_no for order in case.orders if order.id in candidate.order_ids]
    return {
        "case": str(case.id),
        "name": case.customer.name,
        "phone": _phone(case) or None,
        "order_no": orders[0] if orders else None,
        "score": round(candidate.probability, 4),
        "reasons": [reason.code for reason in candidate.reasons],
    }


def _phone(case: Case) -> str:
    return next((point.value for point in case.points if point.kind is PointKind.PHONE and point.value), "")


def _line(pairing: Pairing, cases: dict[int, Case], desk: Desk) -> list[str]:
    """One deposit for people: when, who paid, how much, how sure, and who comes into question first."""
    deposit, matched = pairing.held.deposit, pairing.matched
    at = instant(deposit.at, desk.policy.zone) or ""
    head = [
        at[: 16 if deposit.has_time else 10].replace("T", " "),
        deposit.depositor,
        won(deposit.amount),
        say(f"matching.status_{matched.status.value}"),
    ]
    if not matched.candidates:
        return [*head, "", "", ""]
    first = matched.candidates[0]
    case = cases[first.party_id]
    phone = _phone(case)
    why = " · ".join(say(f"matching.{reason.code}", **dict(reason.fields)) for reason in first.reasons)
    return [*head, case.customer.name, display(phone) if phone else "", why]
