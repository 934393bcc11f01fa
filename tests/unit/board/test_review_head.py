"""The head of the review: how many a key will act on stands there on every screen."""

from __future__ import annotations

import pytest

from tests.conftest import SUNDAY_1640
from tests.making import case, phone
from tui.board.cells import cells
from tui.board.screens.review import ReviewHead
from tui.domain.policy import DEFAULT
from tui.domain.review import day_review
from tui.i18n import say


@pytest.mark.parametrize("width", [60, 80, 132])
def test_how_many_are_marked_is_never_cut_off(width: int) -> None:
    head = ReviewHead()
    head.review, head.marked = day_review((case(phone()),), (), SUNDAY_1640, SUNDAY_1640, DEFAULT), 84
    lines = ["".join(text for text, *_ in line) for line in head.lines(width, 3)]
    assert say("board.marked", n=84) in lines[2]
    assert cells(lines[2]) <= width
    assert lines[2].endswith("…") is (width < 132)
