"""What each size costs, as a shop tells it ("미니 3.2만 1호 4.2만"), and which of them the customer takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tui.domain.agreement_parts import Suggestion
from tui.domain.agreement_words import SIZE
from tui.domain.spoken_amounts import Sum

_SIZED = re.compile(rf"(?:{SIZE.pattern}|미니|도시락|벤또)", re.IGNORECASE)
_NEAR = 24
_ASKS = re.compile(r"\?|까요|나요|가요|얼마|몇|차이|가격|고민")


def prices_by_size(text: str, sums: Sequence[Sum]) -> dict[str, int]:
    """size → won, of a message that names several sizes, each before its price; else nothing."""
    listed: dict[str, int] = {}
    end = 0
    for one in sums:
        sizes = [*_SIZED.finditer(text, max(end, one.start - _NEAR), one.start)]
        if len(sizes) != 1 or _plain(sizes[0][0]) in listed:
            return {}
        listed[_plain(sizes[0][0])] = one.won
        end = one.start + len(one.quote)
    return listed if len(listed) > 1 else {}


def price_taken(text: str, found: Sequence[Suggestion], listed: Mapping[str, int]) -> Suggestion | None:
    """The listed price of the one size that a customer names without asking about it."""
    sizes = [one for one in found if one.field == "size"]
    if len(sizes) != 1 or _ASKS.search(text) or any(one.field == "amount" for one in found):
        return None
    won = listed.get(_plain(sizes[0].value))
    return None if won is None else Suggestion("amount", str(won), sizes[0].quote)


def _plain(size: str) -> str:
    return re.sub(r"\s|사이즈|크기|케[이]?[크익]", "", size)
