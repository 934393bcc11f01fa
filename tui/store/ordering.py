"""The place of a case in its lane as one whole number, so that an index and an array can hold the order.

A key is seconds × 2³¹ + (2³¹ − 1 − won): earlier first, then the larger amount.  It fits 63 bits.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.domain.likely import moment_of_day
from tui.domain.model import Deposit, Millis
from tui.domain.words import LANE_OF, Lane, State

_HALF = 31
_MOST = (1 << _HALF) - 1
PAST = 1 << 62
"""Added to the key of a case whose moment has passed for good: those stand behind all others."""
UNDATED = _MOST << _HALF
"""From this key on a case has no moment to act by."""

LANE_NUMBER: dict[Lane, int] = {Lane.TO_CONTACT: 0, Lane.AGAIN: 1, Lane.WAITING: 2, Lane.SETTLED: 3}
LANES: tuple[Lane, ...] = tuple(LANE_NUMBER)
ASLEEP = 4
"""The lane number of a customer known from contacts only: on no lane and in no count."""
NUMBER_OF_STATE: dict[State, int] = {state: LANE_NUMBER[lane] for state, lane in LANE_OF.items()}


def key_of(moment: Millis | None, amount: int) -> int:
    """The key of a moment (None stands behind all moments) and an amount in won."""
    seconds = _MOST if moment is None else min(max(moment // 1000, 0), _MOST - 1)
    return seconds << _HALF | _MOST - min(max(amount, 0), _MOST)


def keys_of(moments: Sequence[Millis | None], amounts: Sequence[int]) -> list[int]:
    """`key_of` of many."""
    return [
        moment // 1000 << _HALF | _MOST - amount
        if moment is not None and 0 <= moment < _MOST * 1000 and 0 <= amount <= _MOST
        else key_of(moment, amount)
        for moment, amount in zip(moments, amounts, strict=True)
    ]


def guessed_key(day: Millis | None, paid_at: Millis, amount: int) -> int:
    """The key of a case of which only payments are known: by the likely `day`, else by the oldest payment,
    before all others without a moment."""
    return key_of(moment_of_day(day), amount) if day is not None else UNDATED | min(paid_at // 1000, _MOST)


def place(
    state: State,
    act_by: Millis | None,
    next_at: Millis | None,
    last_at: Millis | None,
    amount: int,
    *,
    paid: Sequence[Deposit] = (),
) -> tuple[int, int]:
    """(lane number, key) of a case.  A case to be tried again that says no time is due now.

    Where nobody knows when, what was `paid` places it.
    """
    lane = NUMBER_OF_STATE[state]
    if lane == 0:
        if act_by is None and paid:
            days = [deposit.likely.day for deposit in paid if deposit.likely is not None]
            return lane, guessed_key(min(days, default=None), min(each.at for each in paid), amount)
        return lane, key_of(act_by, amount)
    if lane == LANE_NUMBER[Lane.SETTLED]:
        latest_first = _MOST - 1 - min((last_at or 0) // 1000, _MOST - 1)
        return lane, latest_first << _HALF
    return lane, key_of(next_at or 0, amount)


def moment_of(key: int) -> Millis | None:
    """The moment of a key of the lanes before settled, to the second; None for undated."""
    return None if key >= UNDATED else (key >> _HALF) * 1000


def passed_below(now: Millis, stale_after: Millis) -> int:
    """Keys to contact below this one have passed for good."""
    return key_of(now - stale_after, _MOST)


def shown_key(lane: int, key: int, passed: int) -> int:
    """The key as the board sorts it: one below `passed` in the first lane goes behind all others."""
    return key + PAST if lane == 0 and key < passed else key
