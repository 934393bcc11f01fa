"""Text in terminal cells: nothing is wider than it was given, and nothing is lost in wrapping."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.board.cells import cells, fit, hanging, wrap
from tui.board.figures import large

TEXT = st.text(alphabet="가나다abc ·…-漢🙂", max_size=40)


@given(st.text(max_size=40) | TEXT | st.text(alphabet=st.characters(max_codepoint=0x2FF)))
def test_cells_are_reckoned_as_the_screen_reckons_them(text: str) -> None:
    assert cells(text) == cell_len(text)


def test_every_letter_in_daily_use_is_reckoned_as_the_screen_reckons_it() -> None:
    letters = [chr(code) for code in (*range(0x20, 0x7F), 0xB7, *range(0xAC00, 0xD7A4))]
    assert [letter for letter in letters if cells(letter) != cell_len(letter)] == []


@given(TEXT, st.integers(0, 30), st.booleans())
def test_a_fitted_text_takes_exactly_its_cells(text: str, width: int, right: bool) -> None:
    assert cell_len(fit(text, width, right)) == width


def test_what_is_cut_says_so() -> None:
    assert fit("레터링 1호 케이크", 8) == "레터링… "
    assert fit("레터링", 6) == "레터링"


@given(TEXT, st.integers(2, 30))
def test_wrapped_lines_fit_and_keep_every_word(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    kept = "".join(lines).replace(" ", "").replace("·", "")
    assert kept == text.replace(" ", "").replace("·", "")


def test_a_separator_goes_where_the_line_breaks() -> None:
    assert wrap("10/16 · 딸기 2호 · 45,000원", 16) == ["10/16 · 딸기 2호", "45,000원"]
    assert wrap("10/16 · 딸기 2호 · 45,000원", 18) == ["10/16 · 딸기 2호", "45,000원"]


def test_only_numbers_become_large() -> None:
    figures = large("010-1234-5678")
    assert figures is not None
    assert len({len(row) for row in figures}) == 1
    assert large("@seojun") is None
    assert large("") is None


def test_a_text_without_spaces_fills_its_lines_and_keeps_latin_words_whole() -> None:
    assert wrap("番号JJ20493のお客様、Doldam Rent-a-Carです。カカオトークは障害です。", 28) == [
        "番号JJ20493のお客様、Doldam",
        "Rent-a-Carです。カカオトーク",
        "は障害です。",
    ]
    assert wrap("障害のためSMSで", 12) == ["障害のため", "SMSで"]
    assert wrap("a" * 30, 12) == ["a" * 12, "a" * 12, "a" * 6]


def test_what_hangs_below_stays_below() -> None:
    assert hanging("가나다 라마 바사아 자차", 14, 4) == "    가나다\n    라마\n    바사아\n    자차"
    assert hanging("가 나", 40, 3) == "   가 나"
