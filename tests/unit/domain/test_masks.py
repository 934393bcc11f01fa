from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.masks import mask_name


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


@given(st.text(min_size=1))
def test_a_masked_name_never_shows_the_whole_name(name: str) -> None:
    assert not name.split() or "*" in mask_name(name)
