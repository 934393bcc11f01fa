"""By when a customer has to be reached: the order's due time minus what the shop needs to prepare."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.domain.due_values import due_said
from tui.domain.model import MINUTE, Case, Millis, Suggestion
from tui.domain.policy import Deadlines

ActBy = Callable[[Millis | None, bool, str], Millis | None]


def reckoner(deadlines: Deadlines) -> ActBy:
    """A function (due_at, due_has_time, details) → the moment to act by, None where nothing is due.

    A due_at without a time is the midnight that begins the day; the policy's default minute is added.
    The longest lead time whose word stands in the details counts.
    """
    words = [
        (word.casefold(), lead * MINUTE)
        for word, lead in sorted(deadlines.lead_by_word.items(), key=lambda item: -item[1])
        if word and lead > deadlines.lead_minutes
    ]
    usual = deadlines.lead_minutes * MINUTE
    in_the_day = deadlines.default_minute * MINUTE

    def act_by(due_at: Millis | None, has_time: bool, details: str) -> Millis | None:
        if due_at is None:
            return None
        lead = usual
        if words:
            folded = details.casefold()
            for word, minutes in words:
                if word in folded:
                    lead = minutes
                    break
        return due_at - lead if has_time else due_at + in_the_day - lead

    return act_by


def act_by_of_many(
    due_at: Sequence[Millis | None], has_time: Sequence[bool], details: Sequence[str], act_by: ActBy
) -> list[Millis | None]:
    """`act_by` of many orders.  What it takes off depends on the last two only, and few of those differ."""
    shifts = {pair: act_by(0, *pair) or 0 for pair in set(zip(has_time, details, strict=True))}
    return [
        None if at is None else at + shifts[pair]
        for at, pair in zip(due_at, zip(has_time, details, strict=True), strict=True)
    ]


def deadline_of(case: Case, act_by: ActBy) -> tuple[Millis | None, Millis | None, int]:
    """(due_at, act_by, won) of what a case has coming: the earliest moment of each, and what is at stake.

    Where no order says when, the moments that were named in a chat count, the latest being what was agreed.
    """
    due: list[Millis] = []
    moments: list[Millis] = []
    for order in case.pending:
        if order.ready_at is not None:  # it waits for them, whatever was planned
            due.append(order.ready_at)
            moments.append(order.ready_at)
        elif order.due_at is not None:
            due.append(order.due_at)
            moment = act_by(order.due_at, order.due_has_time, order.details)
            if moment is not None:
                moments.append(moment)
    if not due and case.suggestions:
        said = agreed_due(case.suggestions)
        if said is not None:
            at, has_time = said
            return at, act_by(at, has_time, ""), case.amount
    return min(due, default=None), min(moments, default=None), case.amount


def agreed_due(suggestions: Sequence[Suggestion]) -> tuple[Millis, bool] | None:
    """(the moment, whether its time was said) that was named last in a chat; None where none was."""
    named = [one for one in suggestions if one.field == "due"]
    if not named:
        return None
    return due_said(max(named, key=lambda one: (one.at, one.id)).value)
