"""The day or month over a list or on its tab, and the sheets of a workbook that are all lists."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from tests.unit.intake.helpers import NOW, rows_file, whole
from tui.board.filequeue import FileQueue
from tui.intake.gathering import Found
from tui.intake.records import Problem
from tui.intake.sheetxml import XmlWorkbook
from tui.intake.titles import is_of_cancelled, is_set_aside, said_over
from tui.work.taking import Wanted

HEADER = ["시간", "성함", "전화", "차종"]
OCTOBER_17_AT_10 = 1_665_968_400_000


def workbook(folder: Path, sheets: dict[str, list[list[str]]], hidden: tuple[str, ...] = ()) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
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
        ("10/17 월요일", "", {"day": "10/17 월요일"}),
        ("10/3 월", "", {"day": "10/3 월"}),
        ("10.3 월", "", {"day": "10.3 월"}),
        ("2022.10.17 월", "", {"day": "2022.10.17 월"}),
        ("월요일 10/17", "", {"day": "월요일 10/17"}),
        ("2022.10월", "", {"month": "2022년 10월"}),
        ("22년 10 월 예약", "", {"month": "2022년 10월"}),
        ("10 월", "", {"month": "10월"}),
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
    queue.looked_at(queue.turns[0], first.preview, Wanted(path))
    assert [turn.name for turn in queue.turns] == ["book.xlsx", "book.xlsx › 10.17"]
    queue.looked_at(queue.turns[1], second.preview, queue.turns[1].wanted)
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


ORDERS = ["주문번호", "주문자", "연락처", "픽업일시", "상품"]
FIRST = ["20221016-001", "김하나", "010-1234-0001", "2022-10-17 10:00", "생크림 1호"]
SECOND = ["20221016-002", "이두리", "010-1234-0002", "2022-10-17 11:00", "딸기 2호"]
THIRD = ["20221016-003", "박세찬", "010-1234-0003", "2022-10-17 12:00", "초코 1호"]


def test_sheets_with_a_list_that_stay_unread_are_named_with_the_reason(tmp_path: Path) -> None:
    sheets = {
        "10월": [ORDERS, FIRST],
        "양식": [ORDERS, THIRD],
        "지난 예약": [ORDERS],
        "작년": [ORDERS, SECOND],
        "직원": [["직급", "이름", "휴대폰"], ["점장", "정다섯", "010-1234-0005"]],
        "단가": [["상품", "금액"], ["딸기 2호", "50000"]],
        "빈 시트": [],
    }
    got = whole(workbook(tmp_path, sheets, hidden=("작년",))).preview
    assert (got.sheet, got.further, got.listed) == ("10월", (), "book.xlsx")
    assert got.unread == (("양식", "name"), ("작년", "hidden"), ("직원", "other"))
    assert whole(workbook(tmp_path / "one", {"10월": [ORDERS, FIRST]})).preview.unread == ()


def test_a_hidden_list_is_read_where_there_is_no_other(tmp_path: Path) -> None:
    sheets = {"예전": [ORDERS, FIRST], "표지": [["우리 가게"]]}
    assert whole(workbook(tmp_path, sheets, hidden=("예전",))).preview.sheet == "예전"


@pytest.mark.parametrize("state", ["SheetHidden", "SheetVeryHidden"])
def test_hidden_sheets_of_an_xml_workbook_are_known(state: str) -> None:
    rows = "<Table><Row><Cell><Data>SheetHidden</Data></Cell></Row></Table>"
    hidden = f"<WorksheetOptions><Visible>{state}</Visible></WorksheetOptions>"
    sheets = {"A": "", "B": hidden}.items()
    text = "".join(f'<Worksheet ss:Name="{name}">{rows}{more}</Worksheet>' for name, more in sheets)
    book = XmlWorkbook(BytesIO(f"<Workbook>{text}</Workbook>".encode()), "utf-8")
    assert (book.sheets, book.hidden) == (("A", "B"), {"B"})


def test_a_name_says_that_all_is_cancelled_only_in_so_many_words() -> None:
    sure = [
        "취소",
        "12월 취소",
        "취소_12월",
        "예약 취소",
        "취소/환불",
        "취소 명단",
        "노쇼",
        "Cancelled",
        "cancellations",
    ]
    assert [name for name in sure if not is_of_cancelled(name)] == []
    unsure = [
        "예약/취소",
        "예약 및 취소 현황",
        "취소요청",
        "취소문의",
        "미취소",
        "무료취소",
        "12월",
        "완료",
        "",
    ]
    assert [name for name in unsure if is_of_cancelled(name)] == []


def test_a_sheet_of_the_cancelled_cancels_the_orders_it_numbers_and_brings_in_nobody(tmp_path: Path) -> None:
    header = ["주문번호", "성함", "취소사유"]
    cancelled = [header, [SECOND[0], "이두리", "변심"], ["20221001-009", "최여섯", ""], ["", "한일곱", ""]]
    sheets = {"취소": cancelled, "예약": [ORDERS, FIRST, SECOND], "10.18": [ORDERS, THIRD]}
    path = workbook(tmp_path, sheets)
    first = whole(path)
    assert (first.preview.sheet, first.preview.further) == ("예약", ("취소", "10.18"))
    assert [(one.name, one.status.value) for one in first.records] == [
        ("김하나", "pending"),
        ("이두리", "cancelled"),
    ]
    of_cancelled = whole(path, sheet="취소")
    assert {one.order_no: one.status.value for one in of_cancelled.records} == {
        SECOND[0]: "cancelled",
        "20221001-009": "cancelled",
    }
    assert of_cancelled.reasons == {4: "cancelled"}
    assert {one.key for one in of_cancelled.records} >= {first.records[1].key}


def test_a_number_that_begins_again_cancels_nobody(tmp_path: Path) -> None:
    short = [[str(at), *row[1:]] for at, row in enumerate((FIRST, SECOND), 1)]
    path = workbook(tmp_path, {"예약": [ORDERS, *short], "취소": [ORDERS, ["1", *THIRD[1:]]]})
    assert {one.status.value for one in whole(path).records} == {"pending"}
    assert whole(path, sheet="취소").reasons == {2: "cancelled"}


def test_a_cancellation_that_was_only_asked_for_is_none_on_such_a_sheet_either(tmp_path: Path) -> None:
    rows = [[*FIRST, "취소요청"], [*SECOND, "예약확정"]]
    got = whole(workbook(tmp_path, {"취소": [[*ORDERS, "상태"], *rows]}))
    assert [one.status.value for one in got.records] == ["pending", "cancelled"]


def test_a_sheet_of_the_cancelled_that_numbers_nothing_is_left_out_and_named(tmp_path: Path) -> None:
    for number in ("", "7"):
        sheets = {"예약": [ORDERS, FIRST], "취소": [ORDERS, [number, *SECOND[1:]]]}
        preview = whole(workbook(tmp_path / f"of{number}", sheets)).preview
        assert (preview.further, preview.unread) == ((), (("취소", "name"),))


def test_sheets_behind_very_many_others_are_not_read_and_named(tmp_path: Path) -> None:
    sheets = {f"{at}번": [ORDERS, [f"20221016-{at:03}", *FIRST[1:]]] for at in range(1, 63)}
    preview = whole(workbook(tmp_path, sheets)).preview
    assert (len(preview.further), preview.unread) == (59, (("61번", "behind"), ("62번", "behind")))


def of_day(day: str) -> list[list[str]]:
    """A sheet with one order for that day."""
    return [ORDERS, [f"{day}-001", "김하나", "010-1234-0001", day, "생크림 1호"]]


def test_a_sheet_whose_days_are_all_long_past_is_named_and_not_read_where_another_is_not(
    tmp_path: Path,
) -> None:
    year = {"1월": of_day("2022-01-05"), "9월": of_day("2022-09-20 14:00"), "10월": of_day("2022-10-20")}
    preview = whole(workbook(tmp_path, year)).preview
    assert (preview.sheet, preview.further, preview.unread) == ("9월", ("10월",), (("1월", "past"),))


@pytest.mark.parametrize(
    "days",
    [
        ("2022-01-05", "2022-02-05"),  # nothing is left beside them
        ("1/5", "2022-10-20"),  # the next January, as likely
        ("", "2022-10-20"),
        ("2022-09-16", "2022-10-20"),  # a month ago somebody may still be waiting
    ],
)
def test_what_may_be_waited_for_is_read(tmp_path: Path, days: tuple[str, str]) -> None:
    first, second = days
    preview = whole(workbook(tmp_path, {"가": of_day(first), "나": of_day(second)})).preview
    assert (preview.sheet, preview.further, preview.unread) == ("가", ("나",), ())


def test_a_long_list_that_begins_long_ago_is_read_to_its_end(tmp_path: Path) -> None:
    long = [ORDERS, *([f"20220105-{at:04}", *of_day("2022-01-05")[1][1:]] for at in range(500))]
    sheets = {"전체": [*long, of_day("2022-10-20")[1]], "10월": of_day("2022-10-21")}
    assert whole(workbook(tmp_path, sheets)).preview.sheet == "전체"
