"""What a message costs, by the price list that the shop agreed on with its provider."""

from __future__ import annotations

from typing import NamedTuple

from tui.domain.sms import Size


class Prices(NamedTuple):
    """Won for one message, VAT included or not as the shop wrote it; `abroad` for each part of one that
    goes to another country.  0 where no price is known."""

    sms: float = 0
    lms: float = 0
    mms: float = 0
    abroad: float = 0


def price_of(prices: Prices, size: Size) -> float:
    """Won for one message of this size within Korea."""
    return prices.sms if size is Size.SMS else prices.lms
