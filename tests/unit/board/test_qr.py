"""Codes in half blocks: sizes foretold, quiet zone, and the same squares as the library's."""

from __future__ import annotations

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from tui.board import qr
from tui.domain import links


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (links.dial("+821000001234"), (29, 15)),
        (links.conversation("seojun"), (33, 17)),
        ("x" * 106, (45, 23)),
        ("x" * 154, (53, 27)),
        (links.write("+821000001234", "가" * 45), (81, 41)),
    ],
)
def test_codes_take_the_cells_that_were_measured(data: str, size: tuple[int, int]) -> None:
    picture = qr.picture(data)
    assert qr.cells(data) == size == (picture.width, picture.height)


def squares(picture: qr.Picture) -> list[list[int]]:
    rows: list[list[int]] = []
    for line in picture.lines:
        rows.append([1 if cell in "▀█" else 0 for cell in line])
        rows.append([1 if cell in "▄█" else 0 for cell in line])
    return rows


def test_the_squares_are_the_librarys_with_four_light_ones_around() -> None:
    data = "tel:+821000001234"
    drawn = squares(qr.picture(data))
    code = segno.make(data, error="l", micro=False)
    plain = [list(row) for row in code.matrix]
    assert [row[4:-4] for row in drawn[4 : 4 + len(plain)]] == plain
    for row in (*drawn[:4], *drawn[4 + len(plain) :]):
        assert not any(row)
    for row in drawn:
        assert not any(row[:4] + row[-4:])


def test_a_code_drawn_light_on_dark_would_be_noticed() -> None:
    swapped = str.maketrans("█ ▀▄", " █▄▀")
    picture = qr.picture("tel:+821000001234")
    bad = qr.Picture(tuple(line.translate(swapped) for line in picture.lines), picture.width, picture.height)
    assert any(squares(bad)[0])


def test_the_colours_are_dark_on_light() -> None:
    assert int(qr.DARK[1:], 16) < int(qr.LIGHT[1:], 16)


def test_room_is_known_before_the_code_is_made() -> None:
    assert qr.fits("tel:+821000001234", 29, 15)
    assert not qr.fits("tel:+821000001234", 28, 15)
    assert not qr.fits("tel:+821000001234", 29, 14)
    assert not qr.fits("", 100, 100)
    assert qr.cells("x" * 2954) is None
    assert not qr.fits("x" * 2954, 1000, 1000)


@pytest.mark.parametrize("data", ["", "x" * 3000])
def test_what_no_code_holds_is_an_error(data: str) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        qr.picture(data)


@given(st.text(min_size=1, max_size=120))
def test_the_size_foretold_is_the_size_made_whatever_the_text(data: str) -> None:
    picture = qr.picture(data)
    assert qr.cells(data) == (picture.width, picture.height)
    assert {len(line) for line in picture.lines} == {picture.width}
