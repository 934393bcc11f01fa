"""What files are called where there is little room, and what is said of sheets that stay unread."""

from __future__ import annotations

import pytest

from tui.board.cells import cells as on_board
from tui.commands.printing import cells
from tui.intake.sheets import WHYS
from tui.work.naming import short_name, unread_text


@pytest.mark.parametrize(
    ("name", "width", "short"),
    [
        ("예약.xlsx › 10월", 40, "예약.xlsx › 10월"),
        ("2026년 예약 장부.xlsx › 10월", 24, "2026년 예약 장부… › 10월"),
        ("2026년 예약 장부.xlsx › 10월", 9, "2… › 10월"),
        ("2026년 예약 장부.xlsx › 10월", 7, "10월"),
        ("받은 것.zip › 2026년 예약 장부.xlsx › 10월", 20, "받은 것.zip… › 10월"),
        ("2026년 예약 장부를 모두 적은 것.xlsx", 20, "2026년 예약 장부를 모두 적은 것.xlsx"),
    ],
)
def test_the_sheet_stays_readable_and_the_files_name_is_cut(name: str, width: int, short: str) -> None:
    for size in (cells, on_board):
        assert short_name(name, width, size) == short


def test_unread_sheets_are_said_by_reason_in_one_short_line() -> None:
    unread = [(f"{day}일", "behind") for day in range(1, 6)] + [("취소", "name"), ("양\n식", "name")]
    said = unread_text(unread)
    assert said == "읽지 않은 시트: 1일, 2일, 3일 외 2개 (시트가 너무 많음) · 취소, 양 식 (이름을 보고 뺌)"
    assert all(unread_text([("A", why)]) for why in WHYS)
