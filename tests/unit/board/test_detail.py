"""The detail pane's words about what was ordered."""

from __future__ import annotations

from tests.making import case, order, phone
from tui.board.detail import order_texts


def test_an_order_under_another_name_says_whose_it_is() -> None:
    mine, theirs = order(), order()._replace(name="이두리")
    texts = order_texts(case(phone(), orders=(mine, theirs)), "Asia/Seoul")
    assert [text.endswith(" (예약자 이두리)") for text in texts] == [False, True]
