from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.cleaning import clean, clean_line, hostile


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("김민지", "김민지"),
        ("\x1b]0;owned\x07김", "␛]0;owned␇김"),
        ("\x9b31m빨강", "\ufffd31m빨강"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("김\u200b민\ufeff지", "김민지"),
        ("  a \t b\u00a0c\u3000d ", "a b c d"),
        ("a\r\nb\rc\n\n\n\nd", "a\nb\nc\n\nd"),
        ("\u1100\u1175\u11b7", "김"),
        ("\x7f", "␡"),
        ("e" + "\u0301" * 50, "é" + "\u0301" * 4),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
    ],
)
def test_text_from_outside_becomes_safe_to_show(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_a_line_has_no_line_ends() -> None:
    assert clean_line("a\n\nb\tc") == "a b c"


def test_long_text_is_cut_and_marked() -> None:
    assert clean("가" * 600) == "가" * 499 + "…"
    assert len(clean("x" * 10_000_000)) == 500


def test_hostile_text_is_told_from_plain() -> None:
    assert all(map(hostile, ("\x1b", "\x00", "\u202e", "\u200b", "\x85", "\ud800")))
    assert not any(map(hostile, ("김민지 010-1234-5678", "José 🎂", "日本語 ｶﾅ", "")))


@given(
    st.text() | st.text(alphabet=st.characters(max_codepoint=0x2100)), st.integers(min_value=1, max_value=40)
)
def test_nothing_hostile_is_left_and_cleaning_again_changes_nothing(text: str, limit: int) -> None:
    cleaned = clean(text, limit)
    assert not hostile(cleaned.replace("\n", ""))
    assert len(cleaned) <= limit
    assert clean(cleaned, limit) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not hostile(clean_line(text))
