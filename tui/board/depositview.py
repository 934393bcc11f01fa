"""A deposit on the desk: its row in the list, and the pane with who may have paid it and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from tui.board.cells import fit
from tui.board.desk import Desk, Tab, others_of, owner_of, tab_of
from tui.board.detail import DetailView, Section, order_texts
from tui.board.ledgers import apart_text, bank_text, deposit_source
from tui.board.session import Session
from tui.board.times import due_text, stamp
from tui.board.widgets.lines import Line, padded
from tui.domain.likely import guess_reason
from tui.domain.matching_facts import Candidate
from tui.domain.model import DAY, Case, Deposit
from tui.domain.phones import display
from tui.domain.reasons import Reason
from tui.domain.words import PointKind
from tui.i18n import say
from tui.papers.phrases import won
from tui.papers.reasons import match_line, reason_line
from tui.work.pairing import Pairing

MOST_CANDIDATES = 5
"""As many as there are keys to choose one."""
MOST_EXAMPLES = 3
"""Of what is about to be linked at once."""
AGAINST = frozenset(
    (
        "name_common",
        "name_shared",
        "name_other",
        "tail_other",
        "other_paid_already",
        "other_paid_already_unnumbered",
    )
)
"""Reasons that speak against a customer."""
_SHORT = {
    "name_exact": "name",
    "name_masked": "name",
    "name_cut": "name",
    "name_part": "name",
    "name_slip": "like_name",
    "name_other": "other_name",
    "name_shared": "shared_name",
    "tail": "tail",
    "tail_other": "other_tail",
    "amount_exact": "amount",
    "amount_exact_unnumbered": "amount",
    "amount_sum": "sum",
    "amount_share": "part",
    "amount_rest": "part",
    "chat_paid": "chat",
    "chat_amount": "chat",
    "other_paid_already": "paid",
    "other_paid_already_unnumbered": "paid",
}
"""Reasons that are told in the list too, in a word or two."""
_WHEN, _AMOUNT, _BANK = 11, 12, 12
_ROOM_FOR_BANK = 62


class DepositRow(NamedTuple):
    """`what` is coloured by `style`: who it seems to be from, or why nobody."""

    when: str
    depositor: str
    amount: str
    bank: str
    what: str
    style: str

    def lines(self, width: int, selected: bool) -> tuple[Line, Line]:
        cursor = "▌" if selected else " "
        bank = _BANK + 1 if width >= _ROOM_FOR_BANK else 0
        name = max(4, width - 3 - _WHEN - _AMOUNT - bank)
        first: Line = [
            (cursor, "accent"),
            padded(self.when, _WHEN, "muted"),
            (" ", ""),
            padded(self.depositor, name, "strong"),
            padded(self.amount, _AMOUNT, right=True),
            (" ", ""),
        ]
        if bank:
            first += [padded(self.bank, _BANK, "muted"), (" ", "")]
        indent = _WHEN + 1
        second: Line = [
            (cursor, "accent"),
            (" " * indent, ""),
            (fit(self.what, width - 1 - indent), self.style),
        ]
        return first, second


def people_of(pairing: Pairing) -> list[int]:
    """The cases that have to be read before the deposit can be shown."""
    owner = owner_of(pairing)
    ids = [one.party_id for one in pairing.matched.candidates[:MOST_CANDIDATES]]
    return ids if owner is None else [owner, *(ident for ident in ids if ident != owner)]


def phone_of(case: Case) -> str:
    """Their first number as people write it; "" where none can be read."""
    point = next((one for one in case.points if one.kind is PointKind.PHONE and one.value), None)
    return display(point.value) if point is not None else ""


def name_of(case: Case) -> str:
    return case.customer.name or say("board.nameless")


def ask_all_text(offered: Mapping[int, int], desk: Desk, session: Session) -> str:
    """Whether to link all that is `offered` (deposit → customer), with the first of them to look at."""
    examples = list(offered.items())[:MOST_EXAMPLES]
    lines = [_example_text(desk[one].held.deposit, session.case(case_id)) for one, case_id in examples]
    if len(offered) > len(lines):
        lines.append(say("deposits.and_more", n=len(offered) - len(lines)))
    question = say("deposits.ask_all", n=len(offered))
    return "\n".join([question, "", *lines, "", say("deposits.all_undone_together")])


def _example_text(deposit: Deposit, case: Case | None) -> str:
    """One line of what is about to be linked: whose money to whom."""
    return say(
        "deposits.example",
        depositor=deposit.depositor,
        amount=won(deposit.amount),
        name=name_of(case) if case is not None else "",
        phone=phone_of(case) if case is not None else "",
    ).rstrip()


def deposit_row(pairing: Pairing, desk: Desk, session: Session) -> DepositRow:
    deposit = pairing.held.deposit
    what, style = _what(pairing, session)
    if desk.alike(pairing):
        what = f"{say('deposits.twice')} · {what}"
    return DepositRow(
        stamp(deposit.at, deposit.has_time, session.zone),
        deposit.depositor or deposit.payer or deposit.channel or say("board.nameless"),
        won(deposit.amount),
        bank_text(deposit.bank),
        what,
        style,
    )


def _what(pairing: Pairing, session: Session) -> tuple[str, str]:
    tab, held = tab_of(pairing), pairing.held
    if tab is Tab.APART:
        return apart_text(held.deposit.set_apart), "muted"
    if tab is Tab.LINKED:
        owner = session.case(held.case_id or 0)
        return say("deposits.linked_to", name=name_of(owner) if owner else ""), "good"
    candidates = others_of(pairing)
    if not candidates or (tab is Tab.UNKNOWN and not held.decided):
        return _age(held.deposit, session), "muted"
    first = session.case(candidates[0].party_id)
    name = name_of(first) if first else ""
    if tab is Tab.UNKNOWN:
        return say("deposits.not_these", name=name), "muted"
    words = dict.fromkeys(_SHORT[reason.code] for reason in candidates[0].reasons if reason.code in _SHORT)
    parts = [say("board.honoured", name=name), *(say(f"deposits.short_{word}") for word in words)]
    return " · ".join(parts), "good" if tab is Tab.CERTAIN else "soon"


def _age(deposit: Deposit, session: Session) -> str:
    days = max(0, (session.clock() - deposit.at) // DAY)
    return say("deposits.nobody_since", days=days) if days else say("deposits.nobody_today")


def in_favour(candidate: Candidate) -> list[Reason]:
    return [reason for reason in candidate.reasons if reason.code not in AGAINST]


# -- the pane


def pane_view(pairing: Pairing, desk: Desk, session: Session, *, brief: bool = False) -> DetailView:
    """Everything about one deposit.  `brief` says each candidate but the first in two lines."""
    held, deposit = pairing.held, pairing.held.deposit
    about = [due_text(deposit.at, deposit.has_time, session.zone), bank_text(deposit.bank)]
    sections = [
        Section("", ((" · ".join(part for part in about if part), ""), (deposit_source(deposit), "muted"))),
        Section("", tuple(_standing(pairing, session))),
        Section("", tuple(_alike(desk.alike(pairing), session))),
    ]
    candidates = others_of(pairing)[:MOST_CANDIDATES]
    if held.case_id is not None:
        for number, candidate in enumerate(candidates, 1):
            case = session.case(candidate.party_id)
            if case is not None:
                short = brief and number > 1
                sections.append(_candidate(number, candidate, case, session, short))
    return DetailView(
        title=deposit.payer or deposit.depositor or deposit.channel,
        left=won(deposit.amount),
        left_style="strong",
        sections=tuple(section for section in sections if section.texts),
        link="",
    )


def _standing(pairing: Pairing, session: Session) -> list[tuple[str, str]]:
    tab, held = tab_of(pairing), pairing.held
    if tab is Tab.APART:
        return [(say("deposits.is_apart", reason=apart_text(held.deposit.set_apart)), "soon")]
    if tab is Tab.LINKED:
        owner = session.case(held.case_id or 0)
        if owner is None:
            return []
        texts = [(say("deposits.linked_to", name=_with_phone(owner)), "good")]
        return texts + [(text, "") for text in order_texts(owner, session.zone, most=2)]
    if tab is Tab.CERTAIN:
        return [(say("deposits.is_certain"), "good")]
    if tab is Tab.REVIEW:
        return [(say("deposits.is_review"), "soon")]
    texts = [(say("deposits.is_nobodys" if held.decided else "deposits.is_unknown"), "soon")]
    if held.deposit.likely is not None:
        texts.append((reason_line(guess_reason(held.deposit, session.zone)), "muted"))
    return texts


def _alike(others: Sequence[Deposit], session: Session) -> list[tuple[str, str]]:
    return [
        (
            say(
                "deposits.same_amount",
                when=stamp(one.at, one.has_time, session.zone),
                depositor=one.depositor,
                amount=won(one.amount),
            ),
            "late",
        )
        for one in others[:3]
    ]


def _with_phone(case: Case) -> str:
    return " ".join(part for part in (say("board.honoured", name=name_of(case)), phone_of(case)) if part)


def _candidate(number: int, candidate: Candidate, case: Case, session: Session, short: bool) -> Section:
    """The key to press, how likely it is, who they are, what for, why and why not."""
    orders = [order for order in case.orders if order.id in candidate.order_ids]
    meant = order_texts(_only(case, orders) if orders else case, session.zone, most=1)
    texts = [(_with_phone(case), "strong")]
    against = [reason for reason in candidate.reasons if reason.code in AGAINST]
    if short:
        brief = [*meant[:1], *(match_line(reason) for reason in against)]
        return Section(
            _label(number, candidate), (*texts, (" · ".join(brief), "muted")) if brief else tuple(texts)
        )
    texts += [(text, "") for text in meant]
    texts += [(f"+ {match_line(reason)}", "good") for reason in in_favour(candidate)]
    texts += [(f"- {match_line(reason)}", "soon") for reason in against]
    return Section(_label(number, candidate), tuple(texts))


def _only(case: Case, orders: Sequence[object]) -> Case:
    """The case with only those of its orders that the deposit seems to pay for."""
    return replace(case, orders=tuple(order for order in case.orders if order in orders))


def _label(number: int, candidate: Candidate) -> str:
    """ "1 97%"; never a hundred, for nothing of this is certain."""
    return f"{number} {min(99, int(candidate.probability * 100)):>2}%"
