"""What a message costs by the shop's price list."""

from __future__ import annotations

from tui.domain.prices import Prices, price_of
from tui.domain.sms import Size

PRICES = Prices(sms=18, lms=45.5, mms=110, abroad=60)


def test_a_message_costs_what_its_size_costs() -> None:
    assert price_of(PRICES, Size.SMS) == 18
    assert price_of(PRICES, Size.LMS) == 45.5


def test_without_a_price_list_nothing_is_known() -> None:
    assert price_of(Prices(), Size.SMS) == 0
