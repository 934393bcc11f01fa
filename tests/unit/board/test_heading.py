from __future__ import annotations

from pathlib import Path

from tests.storing import SUNDAY_1640
from tui.board.heading import header_view
from tui.board.session import Session
from tui.config import Config
from tui.domain.policy import DEFAULT
from tui.domain.words import State


def test_the_board_says_how_far_along_everybody_is_as_the_review_does() -> None:
    here = Path()
    config = Config(here, "ko", "수현", "", "", "", "", "", here, here, here, here)
    session = Session(config, DEFAULT, lambda: SUNDAY_1640, "t1")
    assert header_view(session).percent == 0  # nobody yet
    session.counts |= {State.REACHED: 299, State.WAITING: 1, State.DO_NOT_CONTACT: 5, State.VOID: 9}
    assert header_view(session).percent == session.totals.percent == 99  # a hundred means everybody
    session.counts[State.WAITING] = 0
    assert header_view(session).percent == 100
