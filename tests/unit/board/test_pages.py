"""Long texts say that there is more below, until one has read to their end."""

from __future__ import annotations

import pytest

from tui.board.widgets.lines import Line
from tui.board.widgets.pages import PagesWidget
from tui.i18n import say


class Numbered(PagesWidget):
    """Lines 1 to `count`."""

    def __init__(self, count: int, top: int = 0) -> None:
        super().__init__()
        self._numbers = count
        self._top = top

    def content(self, width: int, height: int) -> list[Line]:
        return [[(str(number), "")] for number in range(1, self._numbers + 1)]


def seen(pages: Numbered, height: int) -> list[str]:
    return ["".join(text for text, *_ in line).strip() for line in pages.lines(80, height)]


def test_the_last_line_seen_says_that_there_is_more() -> None:
    assert seen(Numbered(10), 4) == ["1", "2", "3", say("board.more_below")]
    assert seen(Numbered(10, top=3), 4) == ["4", "5", "6", say("board.more_below")]


@pytest.mark.parametrize(
    ("count", "top", "height"), [(4, 0, 4), (10, 6, 4), (10, 99, 4), (2, 0, 4), (3, 0, 1)]
)
def test_nothing_is_covered_where_all_has_been_read(count: int, top: int, height: int) -> None:
    assert say("board.more_below") not in seen(Numbered(count, top), height)
