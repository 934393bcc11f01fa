"""Whether a customer can be paged in the shop: only where they come to a counter, about the time they do.

Part of routes.py, which asks about every route.
"""

from __future__ import annotations

from tui.domain.model import MINUTE, Case, Millis
from tui.domain.policy import Routes
from tui.domain.reasons import Reason


def unfit(case: Case, now: Millis, routes: Routes) -> Reason | None:
    """Why paging makes no sense for this customer now; None where it does."""
    if not (routes.paging and _comes_to_a_counter(case, routes.page_words)):
        return Reason("page_no_counter")
    if case.due_at is None:
        return Reason("page_undated")
    if case.due_at - now > routes.page_minutes * MINUTE:
        return Reason("page_too_early", (("minutes", routes.page_minutes),))
    return None


def _comes_to_a_counter(case: Case, words: tuple[str, ...]) -> bool:
    if not words:
        return True
    details = [order.details.casefold() for order in case.pending]
    return any(word.casefold() in text for word in words for text in details)
