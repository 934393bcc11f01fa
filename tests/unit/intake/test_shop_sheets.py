"""Lists as shops write them themselves: merged cells, notes for a status, days and numbers in other cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from tests.unit.intake.helpers import rows_file, whole
from tui.domain.words import OrderStatus
from tui.intake.answers import day_and_time, is_weak_due
from tui.intake.headless import told_by_both
from tui.intake.noted import is_marked, says_cancelled
from tui.intake.records import CONTACTS, ORDERS, OrderRecord
from tui.intake.statuses import read_status
from tui.intake.workbooks import _Spans


def due(record: OrderRecord) -> str:
    """ "10-17 15:00", "10-17" for a day alone."""
    if record.due_at is None:
        return ""
    at = datetime.fromtimestamp(record.due_at / 1000, ZoneInfo("Asia/Seoul"))
    return f"{at:%m-%d %H:%M}" if record.due_has_time else f"{at:%m-%d}"


def merged(folder: Path, rows: Sequence[Sequence[str]], *spans: tuple[int, int, int]) -> Path:
    """A workbook whose cells at (first row, last row, column) are one."""
    path = folder / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("월")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        for first, last, column in spans:
            sheet.merge_range(first, column, last, column, rows[first][column])
    return path


# -- cells over several rows


def test_a_time_over_several_rows_is_the_time_of_each(tmp_path: Path) -> None:
    rows = [
        ["10월 17일 (월) 예약"],
        ["시간", "성함", "전화", "품목"],
        ["10시", "김민지", "010-1234-0001", "생크림 1호"],
        ["", "이서준", "010-1234-0002", "고구마 2호"],
        ["15시30분", "박하윤", "010-1234-0003", "모카롤"],
        ["", "", "", ""],
    ]
    found = whole(merged(tmp_path, rows, (2, 3, 0), (4, 5, 0)))
    assert [due(order) for order in found.records] == ["10-17 10:00", "10-17 10:00", "10-17 15:30"]
    assert not found.problems


def test_cells_over_rows_are_filled_across_blocks_and_leave_blank_rows_blank() -> None:
    spans = _Spans([((1, 0), (5, 0)), ((0, 1), (0, 3)), ((2, 9), (3, 9))])
    first = [["head", "x"], ["a", "1"], ["", "2"], ["", ""]]
    second = [["", "4"], ["", "5"], ["", "6"]]
    spans.fill(first, 0)
    spans.fill(second, 4)
    assert first == [["head", "x"], ["a", "1"], ["a", "2"], ["", ""]]
    assert second == [["a", "4"], ["a", "5"], ["", "6"]]


def test_a_sum_over_several_rows_is_that_of_all_of_them_and_stands_once(tmp_path: Path) -> None:
    rows = [
        ["주문번호", "주문자", "연락처", "픽업일시", "상품", "결제금액"],
        ["1001", "김민지", "010-1234-0001", "2022-10-17 10:00", "생크림 1호", "90,000"],
        ["", "", "", "", "초코 2호", ""],
    ]
    spans = [(1, 2, column) for column in (0, 1, 2, 3, 5)]
    found = whole(merged(tmp_path, rows, *spans)).records
    assert [(order.order_no, order.name, order.amount) for order in found] == [
        ("1001", "김민지", 90_000),
        ("1001", "김민지", None),
    ]


# -- the day over a list


def test_a_monday_over_the_first_of_several_lists_is_the_day_of_its_rows(tmp_path: Path) -> None:
    head = ["시간", "이름", "번호", "메뉴"]
    found = whole(
        rows_file(
            tmp_path,
            ["이번주 예약"],
            ["10/17 월요일"],
            head,
            ["12:00", "김민지", "010-1234-0001", "코스A"],
            ["10/18 화요일"],
            head,
            ["12:30", "이서준", "010-1234-0002", "코스B"],
        )
    )
    assert [due(order) for order in found.records] == ["10-17 12:00", "10-18 12:30"]


def test_rows_without_any_column_for_a_time_have_the_day_over_them(tmp_path: Path) -> None:
    rows = [["이름", "전화", "메뉴"], ["김민지", "010-1234-0001", "코스A"]]
    later = [["10/18 화요일"], ["이서준", "010-1234-0002", "코스B"]]
    found = whole(rows_file(tmp_path, ["10/17 월요일"], *rows, *later))
    assert [due(order) for order in found.records] == ["10-17", "10-18"]
    assert found.reasons == {4: "date_line"}
    placed = [["이름", "전화", "메뉴", "주문일시"], ["김민지", "010-1234-0001", "코스A", "2022-10-14 10:00"]]
    found = whole(rows_file(tmp_path, ["10/17 월요일"], *placed))
    assert [due(order) for order in found.records] == [""]


# -- what was chosen


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("수령일: 10/17(월) / 수령시간: 오후 3시 / 사이즈: 1호", ("10/17(월)", "오후 3시")),
        ("픽업일시=10/17 15:30, 사이즈=2호", ("10/17 15:30", "")),
        ("케이크 (픽업날짜: 2022-10-18, 픽업 시간: 14:00)", ("2022-10-18", "14:00")),
        ("사이즈: 1호 | 방문일: 10월 18일 2시", ("10월 18일 2시", "")),
        ("생일: 10/18 / 유효기간: 2023-01-01", ("", "")),
        ("색상: 검정 / 사이즈: L", ("", "")),
    ],
)
def test_a_day_among_the_options_is_told_by_its_label(cell: str, said: tuple[str, str]) -> None:
    assert day_and_time(cell) == said


def test_the_day_that_was_chosen_counts_before_the_day_by_which_a_parcel_leaves(tmp_path: Path) -> None:
    options = "수령일: 10/17(월) / 수령시간: 오후 3시"
    row = ["2022101400000001", "김민지", "010-1234-0001", options, "2022-10-20"]
    head = ["주문번호", "구매자명", "구매자연락처", "옵션정보"]
    assert due(whole(rows_file(tmp_path, [*head, "발송기한"], row)).records[0]) == "10-17 15:00"
    assert due(whole(rows_file(tmp_path, head, row[:4])).records[0]) == "10-17 15:00"
    assert due(whole(rows_file(tmp_path, [*head, "픽업일"], row)).records[0]) == "10-20"
    row[3] = "색상: 검정"
    assert due(whole(rows_file(tmp_path, [*head, "발송기한"], row)).records[0]) == "10-20"
    assert is_weak_due("발송기한")
    assert not is_weak_due("픽업일")


# -- cancelled without a column for it


def test_a_note_that_says_nothing_but_cancelled_cancels() -> None:
    for note in ("취소", "예약취소", "취소함", "10/15 취소", "고객 취소", "취소 완료", "Cancelled", "캔슬"):
        assert says_cancelled(note), note
    for note in (
        "취소요청",
        "취소 문의",
        "취소 시 전화",
        "취소수수료 안내",
        "취소 아님",
        "취소표",
        "미취소",
        "x 취소",
        "",
    ):
        assert not says_cancelled(note), note


def test_a_name_or_a_time_may_be_marked_as_cancelled() -> None:
    for cell in ("취소 12:30", "김민지(취소)", "김민지 취소", "(취소) 김민지", "[예약취소] 김민지"):
        assert is_marked(cell), cell
    for cell in (
        "취소 요청 12:30",
        "김민지(취소문의)",
        "취소표",
        "김취소",
        "김민지",
        "취소 아님",
        "취소 후 재예약 10/17",
    ):
        assert not is_marked(cell), cell


@pytest.mark.parametrize(
    ("word", "status", "known"),
    [
        ("캔슬", OrderStatus.CANCELLED, True),
        ("CXL", OrderStatus.CANCELLED, True),
        ("캔슬 요청", OrderStatus.PENDING, True),
        ("캔슬 안함", OrderStatus.PENDING, True),
        ("찾아갔음", OrderStatus.FINISHED, True),
        ("작업중", OrderStatus.PENDING, True),
        ("완성", OrderStatus.PENDING, True),
        ("OK", OrderStatus.PENDING, True),
        ("픽업함", OrderStatus.PENDING, False),  # picked up, or the locker it waits in
    ],
)
def test_further_words_for_a_state(word: str, status: OrderStatus, known: bool) -> None:
    assert read_status(word) == (status, known)


@pytest.mark.parametrize(
    ("header", "status", "expected"),
    [
        (["비고"], [], OrderStatus.CANCELLED),
        (["요청사항"], [], OrderStatus.PENDING),  # there the customer may be asking for it
        (["비고", "상태"], ["예약확정"], OrderStatus.PENDING),
        (["비고", "상태"], [""], OrderStatus.CANCELLED),
    ],
)
def test_a_note_counts_where_no_status_is_said(
    tmp_path: Path, header: list[str], status: list[str], expected: OrderStatus
) -> None:
    head = ["이름", "전화", "픽업일", *header]
    row = ["김민지", "010-1234-0001", "10/17", "취소", *status]
    assert whole(rows_file(tmp_path, head, row)).records[0].status is expected


# -- columns that no word names


def test_people_with_a_column_that_says_when_they_come_are_orders(tmp_path: Path) -> None:
    rows = [["김민지", "010-1234-0001", "내일 3시"], ["이서준", "010-1234-0002", "10/18 11시"]]
    found = whole(rows_file(tmp_path, ["이름", "연락처", "픽업"], *rows))
    assert found.preview.kind == ORDERS
    assert [due(order) for order in found.records] == ["10-17 15:00", "10-18 11:00"]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("픽업", ["O", ""]),
        ("방문", ["3", "12"]),
        ("픽업", ["강남점", "서초점"]),
        ("입회일", ["10/18", "10/17"]),
    ],
)
def test_people_without_such_a_column_stay_people(tmp_path: Path, header: str, cells: list[str]) -> None:
    rows = [["김민지", "010-1234-0001", cells[0]], ["이서준", "010-1234-0002", cells[1]]]
    assert whole(rows_file(tmp_path, ["이름", "연락처", header], *rows)).preview.kind == CONTACTS


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("찾는날", ["10.17", "10.18"], "due_date"),
        ("체험일", ["10/17", "44852"], "due_date"),
        ("오시는날", ["화요일 2시", "내일"], "due_date"),
        ("픽업", ["매장", "택배"], ""),
        ("환불일", ["10/17"], ""),
        ("여권만료일", ["2023-10-17"], ""),
        ("신청일", ["10/17"], ""),
        ("예약확정일", ["10/17"], ""),
        ("확인", ["완료", "취소", ""], "status"),
        ("확인", ["O", "취소"], ""),
    ],
)
def test_a_hint_in_the_header_counts_with_what_stands_under_it(
    header: str, cells: list[str], field: str
) -> None:
    assert told_by_both(header, cells) == field


def test_the_beginning_of_an_hour_is_when_it_is_due(tmp_path: Path) -> None:
    head = ["예약일자", "시작", "종료", "고객", "휴대전화", "수강료"]
    order = whole(
        rows_file(tmp_path, head, ["10/17", "10:00", "11:30", "김민지", "010-1234-0001", "6만"])
    ).records[0]
    assert (due(order), order.amount) == ("10-17 10:00", 60_000)


def test_what_was_paid_counts_before_what_was_ordered_for(tmp_path: Path) -> None:
    head = ["주문번호", "고객명", "연락처", "주문금액", "할인금액", "결제금액"]
    row = ["T-20221016-1", "김민지", "010-1234-0001", "6000", "600", "5400"]
    assert whole(rows_file(tmp_path, head, row)).records[0].amount == 5_400


# -- name and number in one cell


@pytest.mark.parametrize(
    "cell",
    ["김민지 010-1234-0001", "김민지(01012340001)", "김민지 / 010.1234.0001", "010-1234-0001 김민지 님"],
)
def test_a_name_and_a_number_in_one_cell_are_taken_apart(tmp_path: Path, cell: str) -> None:
    for header in ("예약자", "성함 및 연락처", "예약자/연락처", "이름(연락처)"):
        order = whole(rows_file(tmp_path, ["날짜", header, "내용"], ["10/17", cell, "돌상"])).records[0]
        assert (order.name, [phone.value for phone in order.phones]) == ("김민지", ["+821012340001"]), header
        assert not order.problems


def test_what_is_said_beside_a_number_is_no_name_where_the_header_asks_for_none(tmp_path: Path) -> None:
    rows = [["날짜", "연락처", "내용"], ["10/17", "010-1234-0001 (문자만)", "돌상"]]
    assert whole(rows_file(tmp_path, *rows)).records[0].name == ""


@pytest.mark.parametrize("name", ["김민지 0001", "김민지 2호", "김민지(1호) 010-1234-0001"])
def test_a_name_with_other_digits_stays_as_it_is(tmp_path: Path, name: str) -> None:
    order = whole(rows_file(tmp_path, ["날짜", "예약자", "연락처"], ["10/17", name, ""])).records[0]
    assert order.name == name


def test_a_remark_under_the_numbers_of_orders_is_told_and_is_no_customer(tmp_path: Path) -> None:
    rows = [["주문번호", "고객명", "연락처"], ["D-20221016", "김민지", "010-1234-0001"]]
    found = whole(rows_file(tmp_path, *rows, ["위 예약은 매일 18시에 확인", "", ""]))
    assert [order.order_no for order in found.records] == ["D-20221016"]
    assert found.reasons == {3: "nobody"}


def test_the_day_on_which_a_shop_dealt_with_it_is_never_due(tmp_path: Path) -> None:
    for header, expected in (("예약확정일", ""), ("체험일", "10-17")):
        rows = [["이름", "연락처", "메뉴", header], ["김민지", "010-1234-0001", "A", "10/17"]]
        assert due(whole(rows_file(tmp_path, *rows)).records[0]) == expected


@pytest.mark.parametrize("column", ["비고", "성함", "옵션"])
def test_a_word_among_a_million_blanks_is_read_in_a_moment(tmp_path: Path, column: str) -> None:
    row = {"성함": "김민지", "연락처": "010-1234-0001", "픽업일시": "", "옵션": "", "비고": ""}
    row[column] += {"옵션": "픽업일: 10/17"}.get(column, "") + " " * 900_000 + "취소y"
    (order,) = whole(rows_file(tmp_path, list(row), list(row.values()))).records
    assert order.phones[0].value
