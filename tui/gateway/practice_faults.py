"""What the practice provider can be told to make of a message: by its number, or by chance with weights."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Fault(StrEnum):
    """What becomes of a message."""

    DELIVERED = "delivered"
    OFF = "off"
    NO_SUBSCRIBER = "no_subscriber"
    SILENT = "silent"
    REFUSED = "refused"
    BALANCE = "balance"
    RESET = "reset"
    RESET_EARLY = "reset_early"
    THROTTLED = "throttled"
    DRIP = "drip"
    GARBAGE = "garbage"
    HUGE = "huge"
    BROKEN = "broken"


FAULT_OF_DIGITS: Mapping[str, Fault] = {
    "88": Fault.OFF,
    "89": Fault.NO_SUBSCRIBER,
    "90": Fault.SILENT,
    "91": Fault.REFUSED,
    "92": Fault.BALANCE,
    "93": Fault.RESET,
    "94": Fault.RESET_EARLY,
    "95": Fault.THROTTLED,
    "96": Fault.DRIP,
    "97": Fault.GARBAGE,
    "98": Fault.HUGE,
    "99": Fault.BROKEN,
}
"""By the last two digits of the number; any others are delivered.  Of OFF to HUGE (but not REFUSED,
RESET_EARLY and the first time of BALANCE and THROTTLED) the message itself was taken."""
BY_NUMBER: Mapping[Fault, float] = {}
"""As weights: chosen by the number."""

AS_ON_A_BAD_DAY: Mapping[Fault, float] = {
    Fault.DELIVERED: 84,
    Fault.OFF: 5,
    Fault.NO_SUBSCRIBER: 3,
    Fault.SILENT: 4,
    Fault.REFUSED: 2,
    Fault.THROTTLED: 1,
    Fault.RESET: 1,
}
"""For exercises: most arrive, a few of everything that a person has to deal with."""

TAKEN_NOT = (Fault.REFUSED, Fault.RESET_EARLY)
"""The message itself is never taken."""
TAKEN_LATER = (Fault.BALANCE, Fault.THROTTLED)
"""It is taken when it comes again: the account was topped up, or the moment has passed."""


def read_faults(text: str) -> dict[Fault, float]:
    """Weights from "delivered=80,silent=5"; {} for "numbers".  Raises ValueError naming what is wrong."""
    if text in ("", "numbers"):
        return {}
    weights: dict[Fault, float] = {}
    for part in text.split(","):
        name, _, weight = part.partition("=")
        try:
            weights[Fault(name.strip())] = float(weight or 1)
        except ValueError:
            raise ValueError(part) from None
    if not all(0 <= weight < 1e6 for weight in weights.values()) or not sum(weights.values()):
        raise ValueError(text)
    return weights
