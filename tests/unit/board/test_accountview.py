"""The account of one file: every row with something to look at can be reached and read."""

from __future__ import annotations

import pytest

from tests.making import SUNDAY_1640 as NOW
from tui.board.accountview import account_lines
from tui.board.cells import cells
from tui.board.importview import Content
from tui.store.results import ImportHeader, ImportSummary, RowOutcome

SUMMARY = ImportSummary(ImportHeader(1, "주문.csv", "orders"), NOW, rows=90, new=90, problems=40)
ROWS = [RowOutcome(at, "problem", "unreadable", "phone", f"전화 없음 {at}") for at in range(2, 42)]
SENTENCE = "번호를 확인해 넣어 주세요."


def text(content: Content) -> str:
    head, rows, _ = content
    return " ".join("".join(piece for piece, *_ in line) for line in [*head, *rows])


@pytest.mark.parametrize("selected", [0, 17, 39])
def test_what_does_not_fit_into_its_line_stands_in_full_for_the_selected_row(selected: int) -> None:
    head, rows, cursor = account_lines(SUMMARY, ROWS, selected, 60, 24)
    assert cursor == selected
    above = text((head, [], 0)).replace("  ", " ")
    assert f"전화 없음 {selected + 2}'" in above
    assert above.rstrip().endswith("주세요.")
    assert SENTENCE not in text(([], rows, 0))
    assert all(sum(cells(piece) for piece, *_ in line) <= 60 for line in head + rows)


def test_the_list_does_not_jump_while_the_cursor_moves() -> None:
    assert len({len(account_lines(SUMMARY, ROWS, at, 60, 24)[0]) for at in range(len(ROWS))}) == 1


def test_where_all_fits_nothing_is_said_twice() -> None:
    assert text(account_lines(SUMMARY, ROWS, 0, 132, 24)).count("전화 없음 2'") == 1


def test_rows_too_far_away_to_be_seen_cost_nothing() -> None:
    many = ROWS * 5_000
    _, rows, cursor = account_lines(SUMMARY, many, 100_000, 60, 24)
    assert (len(rows), cursor) == (200_000, 100_000)
    assert sum(map(bool, rows)) <= 2 * 24


def test_a_cursor_below_the_last_row_stands_on_it() -> None:
    assert account_lines(SUMMARY, ROWS[:3], 9, 60, 24)[2] == 2
    assert account_lines(SUMMARY, [], 9, 60, 24)[2] == 0
