"""What a whole chat agreed on in the end, of all that its messages suggested (agreements.py)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui.domain.agreement_parts import SHOP, Suggestion
from tui.domain.due_values import due_said
from tui.domain.model import DAY


def agreed(messages: Iterable[tuple[str, Sequence[Suggestion]]]) -> dict[str, tuple[Suggestion, ...]]:
    """field → what stands in the end, of (side, its suggestions) per message in the order of the chat.

    What the shop has said or confirmed counts more than a wish, and what is later more than what is earlier;
    a time that the customer adds to the shop's day counts too.  The phone is the customer's to say.  Several
    values are those of one message (초코시트, 생크림).
    """
    by_field: dict[str, list[tuple[str, list[Suggestion]]]] = {}
    for side, said in messages:
        for field in dict.fromkeys(one.field for one in said):
            by_field.setdefault(field, []).append((side, [one for one in said if one.field == field]))
    return {field: tuple(_standing(field, every)) for field, every in by_field.items()}


def _standing(field: str, every: list[tuple[str, list[Suggestion]]]) -> list[Suggestion]:
    of_shop = [] if field == "phone" else [said for side, said in every if side == SHOP]
    last = of_shop[-1] if of_shop else every[-1][1]
    if field == "paid":
        # The shop's "입금 확인했습니다" seldom repeats the sum that the customer has named.
        return next((said for _, said in reversed(every) if said[-1].value), last)
    if field == "due":
        start, has_time = due_said(last[-1].value)
        if not has_time:
            moments = [(one, *due_said(one.value)) for _, said in every for one in said]
            timed = [one for one, at, exact in moments if exact and start <= at < start + DAY]
            return timed[-1:] or last[-1:]
        return last[-1:]
    return last
