"""What a key can decide about a deposit: whom it chooses, and why it cannot be done now."""

from __future__ import annotations

from tui.board.depositview import MOST_CANDIDATES
from tui.board.desk import others_of, owner_of
from tui.domain.matching_facts import Candidate
from tui.i18n import say
from tui.work.pairing import Pairing

PICKS = {"first": 1, **{f"pick{number}": number for number in range(1, MOST_CANDIDATES + 1)}}
"""Commands that link to a candidate, and to which one."""
WANT_ONE = frozenset(("none", "refuse", "apart", "bring", "find", "open", *PICKS))
"""Commands that are about the selected deposit."""


def chosen_by(action: str, pairing: Pairing) -> Candidate | None:
    """The candidate that a command of PICKS chooses; None where there are not so many."""
    candidates = others_of(pairing)[:MOST_CANDIDATES]
    number = PICKS[action]
    return candidates[number - 1] if number <= len(candidates) else None


def why_not(action: str, pairing: Pairing) -> str:
    """The sentence that says why a command of WANT_ONE cannot be done with this deposit; "" if it can."""
    held = pairing.held
    if action == "bring":
        return "" if held.case_id is None else say("deposits.not_apart")
    if held.case_id is None:
        return say("deposits.bring_back_first")
    if action == "none" and held.own_case and held.decided:
        return say("deposits.stands_alone")
    if action == "refuse" and not others_of(pairing):
        return say("deposits.no_candidate")
    if action == "first" and owner_of(pairing) is not None:
        return say("deposits.is_linked")
    if action in PICKS and chosen_by(action, pairing) is None:
        return say("deposits.no_candidate")
    return ""
