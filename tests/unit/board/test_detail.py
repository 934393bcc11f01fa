"""The detail pane's words about what was ordered."""

from __future__ import annotations

import pytest

from tests.making import attempt, case, order, phone
from tui.board.cells import cells
from tui.board.counterview import TicketRow
from tui.board.detail import attempt_text, order_texts
from tui.board.rows import RowView
from tui.board.samples import problem_text
from tui.domain.words import Outcome
from tui.intake.records import Problem


def test_an_order_under_another_name_says_whose_it_is() -> None:
    mine, theirs = order(), order()._replace(name="이두리")
    texts = order_texts(case(phone(), orders=(mine, theirs)), "Asia/Seoul")
    assert [text.endswith(" (예약자 이두리)") for text in texts] == [False, True]


def test_a_try_tells_its_route_from_what_came_of_it() -> None:
    off = attempt(outcome=Outcome.POWERED_OFF)._replace(staff="지훈", note="")
    assert attempt_text(off, off.at, "Asia/Seoul").endswith("전화: 전원 꺼짐 (지훈)")
    assert attempt_text(off._replace(staff="", note="내일"), off.at, "Asia/Seoul").endswith("꺼짐 — 내일")


def test_a_problem_of_an_empty_cell_quotes_nothing() -> None:
    missing = Problem(213, "phone", "missing", "")
    assert "'" not in problem_text(missing)
    assert "'010'" in problem_text(missing._replace(raw="010"))


@pytest.mark.parametrize(("width", "whole"), [(70, True), (40, False)])
def test_a_long_state_is_cut_only_where_the_name_leaves_no_room(width: int, whole: bool) -> None:
    row = RowView(1, "1시간", "", "손님", "delivery unconfirmed", "예약", "")
    first, _ = row.lines(width, selected=False)
    text = "".join(part for part, _ in first)
    assert cells(text) == width
    assert ("delivery unconfirmed" in text) is whole


def test_minutes_stand_under_minutes_on_the_counter() -> None:
    rows = [TicketRow(n, str(n), when, "", "호명", "", "라떼") for n, when in ((1, "9분"), (2, "19분"))]
    ends = {cells("".join(text for text, *_ in row.lines(40, False)[0]).split("분")[0]) for row in rows}
    assert len(ends) == 1


def test_an_order_number_of_a_shop_is_whole_and_apart_from_the_minutes() -> None:
    row = TicketRow(1, "JJ20493", "241분", "", "호명", "", "")
    text = "".join(part for part, *_ in row.lines(40, False)[0])
    assert text.startswith(" JJ20493 241분  호명")
    assert [cells("".join(part for part, *_ in row.lines(n, False)[0])) for n in (14, 16, 40)] == [14, 16, 40]
