"""Deposits that went back again: what the bank took back, and what the shop returned in full.

Neither is money that somebody's order is paid with.  The line that sends it back says so in a word beside the
name (입금취소, 착오송금 반환, 환불), and names the same person and the same amount.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from tui.domain.model import DAY
from tui.intake.payers import Whos
from tui.intake.statement_words import says_back

_BY_BANK = re.compile(r"입금\s?(?:취소|정정)|오송금|오입금|착오")


def without_taken_back(
    payers: Whos, ats: Sequence[int | None], amounts: Sequence[int | None]
) -> tuple[Whos, list[int]]:
    """The payers with every deposit set apart that one of the lines `payers.backs` sends back.

    Second the places of those lines that say a deposit was a mistake, of which no deposit is among these.
    """
    backs = [at for at in payers.backs if (amounts[at] or 0) < 0 and ats[at] is not None]
    if not backs:
        return payers, []
    came: dict[int, list[int]] = {-(amounts[at] or 0): [] for at in backs}
    for at, amount in enumerate(amounts):
        if amount in came and ats[at] is not None and not payers.set_aparts[at]:
            came[amount].append(at)
    set_aparts, alone = list(payers.set_aparts), []
    for back in sorted(backs, key=lambda at: ats[at] or 0):
        same = came[-(amounts[back] or 0)]
        deposit = _sent_back_by(back, same, payers, ats)
        if deposit is not None:
            same.remove(deposit)
            set_aparts[deposit] = "refund"
        elif _BY_BANK.search(f"{payers.channels[back]} {payers.memos[back]}"):
            alone.append(back)
    return payers._replace(set_aparts=set_aparts), alone


def _sent_back_by(back: int, came: Collection[int], payers: Whos, ats: Sequence[int | None]) -> int | None:
    """Of the deposits of its amount the last one before it by the same name; by any, where none is said and
    only one is of that day."""
    moment = ats[back] or 0
    before = [at for at in came if (ats[at] or 0) <= moment]
    name = payers.payers[back]
    if not name or payers.totals[back] or says_back(payers.depositors[back]):
        near = [at for at in before if moment - (ats[at] or 0) < DAY]
        return near[0] if len(near) == 1 else None
    same = [
        at for at in before if payers.payers[at] == name or payers.depositors[at] == payers.depositors[back]
    ]
    return max(same, key=lambda at: ats[at] or 0, default=None)
