"""The last gate before the terminal lets nothing hostile out and keeps every column where it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from tests.e2e.hostile import HOSTILE, hostile_characters
from tui.board.cleanfilter import CleanFilter

BLACK = Color(0, 0, 0)


def filtered(text: str) -> str:
    return "".join(segment.text for segment in CleanFilter().apply([Segment(text)], BLACK))


@given(st.one_of(st.text(), st.lists(st.sampled_from(HOSTILE), max_size=3).map("".join)))
def test_nothing_hostile_is_left_and_the_width_is_the_same(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    shown = filtered(text)
    assert hostile_characters(shown.encode()) == set()
    assert cell_len(shown) == cell_len(text)


def test_what_is_plain_passes_as_it_is() -> None:
    for text in ("김민지 010-1234-5678 · ▌│", "", "café é", "🍰 딸기"):
        assert filtered(text) == text


def test_a_flag_becomes_its_letters_and_a_family_its_first_face() -> None:
    assert filtered("🇰🇷 손님") == "KR 손님"
    assert filtered("👩‍👩‍👧‍👦 가족") == "👩 가족"
