from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import i18n
from tui.domain.money import read_amount
from tui.papers.phrases import won


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("45000", 45_000),
        ("45,000", 45_000),
        ("45,000원", 45_000),
        ("45,000 원정", 45_000),
        ("₩45,000", 45_000),
        ("￦45,000", 45_000),
        ("KRW 45,000", 45_000),
        ("45000.0", 45_000),
        ("45,000.00", 45_000),
        ("4.5만", 45_000),
        ("4만5천원", 45_000),
        ("12만 3,500원", 123_500),
        ("1억 2천만", 120_000_000),
        ("1.5E+05", 150_000),
        ("-39,000", -39_000),
        ("−39,000", -39_000),
        ("(39,000)", -39_000),
        ("△39,000", -39_000),
        ("45,000원(입금완료)", 45_000),
        ("４５，０００원", 45_000),
        ("0", 0),
        ("무료", 0),
    ],
)
def test_an_amount_is_read_as_people_and_spreadsheets_write_it(text: str, amount: int) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "4.5", "45,00", "$45", "5,000엔", "현장결제", "4만5만", "45,000+5,000", "9" * 20),
        *("45.000원", "45.000"),
    ],
)
def test_what_is_not_certainly_an_amount_in_won_is_none(text: str) -> None:
    assert read_amount(text) is None


@given(st.text(alphabet=st.sampled_from("0123456789,.-+만천억원₩() eE"), max_size=20) | st.text())
def test_any_text_gives_an_amount_or_none(text: str) -> None:
    amount = read_amount(text)
    assert amount is None or abs(amount) <= 10**12


@pytest.mark.parametrize(("language", "written"), [("ko", "45,000원"), ("en", "45,000 won")])
def test_an_amount_is_written_in_the_language_of_the_screen(language: str, written: str) -> None:
    i18n.choose(language)
    assert won(45_000) == written


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@given(amount=st.integers(min_value=0, max_value=10**12))
def test_what_is_written_is_read_back(language: str, amount: int) -> None:
    assert read_amount(i18n.say_in(language, "papers.won", amount=f"{amount:,}")) == amount
