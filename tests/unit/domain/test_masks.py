from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.masks import mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("김민지", "김*지"),
        ("이솔", "이*"),
        ("남궁민수", "남**수"),
        ("솔", "*"),
        ("John Smith", "J*** S****"),
        ("Ann", "A**"),
        ("", ""),
    ],
)
def test_a_name_is_masked_as_koreans_expect(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("+821012345678", "010-****-5678"),
        ("010-1234-5678", "010-****-5678"),
        ("+8250712345678", "0507-****-5678"),
        ("+8221234567", "02-***-4567"),
        ("+819012345678", "****5678"),
        ("5678", "****"),
        ("", "****"),
    ],
)
def test_a_number_keeps_its_last_four_digits_only(number: str, masked: str) -> None:
    assert mask_phone(number) == masked


@given(st.text(min_size=1))
def test_a_masked_name_never_shows_the_whole_name(name: str) -> None:
    assert not name.split() or "*" in mask_name(name)


@given(st.text())
def test_a_masked_number_shows_at_most_eight_digits(number: str) -> None:
    shown = [character for character in mask_phone(number) if character.isdigit()]
    assert len(shown) <= 8
