"""What a message costs, by the price list that the shop agreed on with its provider."""

from __future__ import annotations

from typing import NamedTuple

from tui.domain.sms import Measurement, Size


class Prices(NamedTuple):
    """Won for one message, VAT included or not as the shop wrote it; `abroad` for each part of one that
    goes to another country.  0 where no price is known."""

    sms: float = 0
    lms: float = 0
    mms: float = 0
    abroad: float = 0


def price_of(prices: Prices, measured: Measurement, *, abroad: bool = False, subject: str = "") -> float:
    """Won for one message as it was measured (sms.measure); a subject makes any message a long one."""
    if abroad:
        return prices.abroad * measured.parts_abroad
    return prices.sms if measured.size is Size.SMS and not subject else prices.lms
