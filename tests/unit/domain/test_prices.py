"""What a message costs by the shop's price list."""

from __future__ import annotations

from tui.domain.prices import Prices, price_of
from tui.domain.sms import measure

PRICES = Prices(sms=18, lms=45.5, mms=110, abroad=60)


def test_a_message_costs_what_its_size_costs() -> None:
    assert price_of(PRICES, measure("가" * 45)) == 18
    assert price_of(PRICES, measure("가" * 46)) == 45.5


def test_a_subject_makes_any_message_a_long_one() -> None:
    assert price_of(PRICES, measure("예약 안내"), subject="안내") == 45.5


def test_abroad_every_part_costs() -> None:
    assert price_of(PRICES, measure("a" * 160), abroad=True) == 60
    assert price_of(PRICES, measure("a" * 161), abroad=True) == 120


def test_without_a_price_list_nothing_is_known() -> None:
    assert price_of(Prices(), measure("안녕하세요")) == 0
