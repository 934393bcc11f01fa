"""The pictures' blocks and lines, drawn where the terminal has them."""

from __future__ import annotations

from drawn_blocks import measured

_LINE = 'y="44.4" textLength="61.0" clip-path="url(#terminal-1-line-1)"'


def _text(words: str) -> str:
    return f'<text class="terminal-r1" x="12.2" {_LINE}>{words}</text>'


def test_blocks_become_shapes_of_their_cells_and_the_words_beside_them_stay_where_they_were() -> None:
    drawn = measured(_text("가█▀&#160;&amp;"))
    word, shapes, rest = drawn.split("><")
    assert 'x="12.2"' in word
    assert 'textLength="24.4"' in word, "Hangul takes two cells"
    assert 'd="M36.60 25.90h12.20v24.40h-12.20zM48.80 25.90h12.20v12.20h-12.20z"' in shapes
    assert 'x="61"' in rest
    assert ">&#160;&amp;</text>" in rest


def test_a_corner_has_the_two_lines_that_its_name_says() -> None:
    assert measured(_text("╰")).count("M") == 2
    assert measured(_text("┼")).count("M") == 2
    assert "<text" in measured(_text("═")), "double lines are left to the font"
