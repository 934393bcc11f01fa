"""The day or month over a list or on its tab, and the sheets of a workbook that are all lists."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from tests.unit.intake.helpers import NOW, rows_file, whole
from tui.board.filequeue import FileQueue
from tui.intake.gathering import Found
from tui.intake.records import Problem
from tui.intake.titles import is_set_aside, said_over

HEADER = ["시간", "성함", "전화", "차종"]
OCTOBER_17_AT_10 = 1_665_968_400_000


def workbook(folder: Path, sheets: dict[str, list[list[str]]]) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


@pytest.mark.parametrize(
    ("line", "tab", "said"),
    [
        ("10월 17일 (월) 출고", "Sheet1", {"day": "10월 17일 (월) 출고"}),
        ("", "10.17", {"day": "10.17"}),
        ("", "1017", {"day": "10월 17일"}),
        ("", "10월17일(월)", {"day": "10월17일(월)"}),
        ("2022년 12월 예약장부", "A", {"month": "2022년 12월"}),
        ("", "12월", {"month": "12월"}),
        ("조회일자: 2022-10-16 ~ 2022-10-17", "Sheet1", {}),
        ("출력일 2022-10-16", "1-2", {}),
        ("", "1.2층", {}),
        ("10월 17일 오전 9시 마감, 문의 02-123-4567", "", {}),
    ],
)
def test_a_day_is_taken_only_from_what_says_nothing_else(line: str, tab: str, said: dict[str, str]) -> None:
    assert said_over((line,), tab) == said


def test_sheets_of_the_cancelled_and_copies_are_set_aside() -> None:
    assert all(map(is_set_aside, ["취소", "노쇼", "완료", "지난 예약", "양식", "11월 복사본"]))
    assert not any(map(is_set_aside, ["10.17", "예약", "예약완료", "취소요청", "Sheet1"]))


def test_every_sheet_that_is_such_a_list_is_read_with_the_day_on_its_tab(tmp_path: Path) -> None:
    sheets = {
        "10.16": [HEADER, ["17:00", "김하나", "010-1234-0001", "모닝"]],
        "10.17": [HEADER, ["10:00", "이두리", "010-1234-0002", "레이"]],
        "취소": [HEADER, ["11:00", "박세찬", "010-1234-0003", "레이"]],
        "단가": [["차종", "요금"], ["모닝", "50000"]],
        "10.18": [HEADER],
    }
    path = workbook(tmp_path, sheets)
    first = whole(path)
    assert (first.preview.sheet, first.preview.further) == ("10.16", ("10.17",))
    second = whole(path, sheet="10.17")
    assert (second.preview.name, second.preview.further) == ("book.xlsx › 10.17", ())
    assert [record.due_at for record in second.records] == [OCTOBER_17_AT_10]

    behind = {"취소": sheets["취소"], "예약": sheets["10.17"]}
    assert whole(workbook(tmp_path / "other", behind)).preview.sheet == "예약"

    queue = FileQueue([path], [Found(path)])
    assert len(queue.turns) == 1
    queue.turns[0].preview = first.preview
    assert [turn.name for turn in queue.turns] == ["book.xlsx", "book.xlsx › 10.17"]
    queue.turns[1].preview = second.preview
    assert len(queue.turns) == 2


def test_a_day_number_belongs_to_the_month_over_the_list(tmp_path: Path) -> None:
    header, row = ["일", "시간", "예약자명", "휴대폰"], ["17", "10:00", "김하나", "010-1234-0001"]
    (record,) = whole(rows_file(tmp_path, ["2022년 10월 예약장부"], header, row)).records
    assert record.due_at == OCTOBER_17_AT_10
    (unknown,) = whole(rows_file(tmp_path, ["예약장부"], header, row)).records
    assert (unknown.due_at, unknown.problems[0].field) == (None, "due_date")


def test_a_time_alone_is_todays_only_where_the_row_was_not_written_down_on_another_day(
    tmp_path: Path,
) -> None:
    header = ["주문일시", "이름", "전화", "픽업시간"]
    rows = [
        ["2022-10-16 09:00", "김하나", "010-1234-0001", "17:30"],
        ["2022-10-15 09:00", "이두리", "010-1234-0002", "17:30"],
    ]
    got = whole(rows_file(tmp_path, header, *rows))
    assert [record.due_at for record in got.records] == [NOW + 50 * 60_000, None]
    assert got.problems == [Problem(3, "due_date", "empty", "")]
