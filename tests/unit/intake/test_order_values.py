"""What an order's cells say once they stand side by side."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.unit.intake.helpers import NOW, rows_file, whole
from tui.domain.words import OrderStatus
from tui.intake.columns import meanings
from tui.intake.order_values import OrderValues
from tui.intake.plan import Plan
from tui.intake.records import ORDERS


def details(quantity: str, people: str, *parts: str) -> str:
    fields = {"quantity": (0,), "people": (1,), "details": tuple(range(2, 2 + len(parts)))}
    return OrderValues(Plan(ORDERS, fields, NOW)).details([[quantity, people, *parts]])[0]


@pytest.mark.parametrize("header", ["인원", "예약인원", "인원(명)", "Guests", "pax"])
def test_people_are_no_quantity(header: str) -> None:
    assert meanings(header, ORDERS)[0].field == "people"
    assert meanings("수량", ORDERS)[0].field == "quantity"


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ("4", "한라산 투어 · 4명"),
        ("1", "한라산 투어 · 1명"),
        ("4명", "한라산 투어 · 4명"),
        ("4명/성인(3),어린이(1)", "한라산 투어 · 4명/성인(3),어린이(1)"),
        ("0", "한라산 투어"),
        ("-", "한라산 투어"),
        ("", "한라산 투어"),
    ],
)
def test_people_are_counted_as_people_and_shown_as_written(people: str, said: str) -> None:
    assert details("", people, "한라산 투어") == said


def test_goods_are_multiplied_and_people_stand_beside_them() -> None:
    assert details("2", "", "딸기 1호", "초 3개") == "딸기 1호 · 초 3개 × 2"
    assert details("2", "5", "객실 A") == "객실 A × 2 · 5명"
    assert details("", "5", "") == "5명"
    assert details("2", "", "") == ""


def test_a_reservation_for_some_people_says_so(tmp_path: Path) -> None:
    header = ["예약번호", "예약자", "전화번호", "상품", "인원"]
    found = whole(rows_file(tmp_path, header, ["R-1001", "김민지", "010-1234-0001", "흑돼지 코스", "5"]))
    assert found.records[0].details == "흑돼지 코스 · 5명"
    assert found.preview.mapping["people"] == "인원"


def dues(path: Path) -> list[str]:
    return ["" if one.due_at is None else f"{stamped(one.due_at)}" for one in whole(path).records]


def stamped(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, ZoneInfo("Asia/Seoul")).strftime("%m-%d %H:%M")


def test_a_day_that_stands_over_several_rows_is_the_day_of_each(tmp_path: Path) -> None:
    rows = [
        ["픽업일", "시간", "이름", "연락처"],
        ["", "9시 반", "최은우", "010-1234-0000"],
        ["10/17", "10시", "김하늘", "010-1234-0001"],
        ["", "3시", "이서준", "010-1234-0002"],
        ["〃", "4시", "박지우", "010-1234-0003"],
        ["", "10/19 5시", "정다은", "010-1234-0004"],
        ["10/18", "11시", "한소희", "010-1234-0005"],
        ["", "", "윤서연", "010-1234-0006"],
    ]
    path = rows_file(tmp_path, *rows)
    assert dues(path) == ["", "10-17 10:00", "10-17 15:00", "10-17 16:00", "10-19 17:00", "10-18 11:00", ""]
    # Nobody knows the day of the first: it is not today's.
    assert [(one.row, one.code) for one in whole(path).problems] == [(2, "empty")]


def test_a_line_that_says_a_day_alone_is_about_the_rows_below_it(tmp_path: Path) -> None:
    rows = [
        ["시간", "이름", "연락처"],
        ["10월 17일 (월)", "", ""],
        ["10:00", "김하늘", "010-1234-0001"],
        ["10월 18일 (화)", "", ""],
        ["15:00", "이서준", "010-1234-0002"],
        ["합계", "", ""],
    ]
    path = rows_file(tmp_path, *rows)
    assert dues(path) == ["10-17 10:00", "10-18 15:00"]
    assert whole(path).reasons == {2: "date_line", 4: "date_line", 6: "total"}
    # Without such a line a time alone is today's.
    assert dues(rows_file(tmp_path, rows[0], rows[2])) == ["10-16 10:00"]


def test_a_tick_under_picked_up_finishes_an_order_and_nothing_else_does(tmp_path: Path) -> None:
    rows = [
        [f"손님{at}", f"010-1234-000{at}", tick]
        for at, tick in enumerate(["O", "✔", "완료", "X", "", "내일", "N"])
    ]
    found = whole(rows_file(tmp_path, ["이름", "연락처", "픽업완료"], *rows), kind=ORDERS).records
    assert [record.status for record in found] == [OrderStatus.FINISHED] * 3 + [OrderStatus.PENDING] * 4
    paid = whole(rows_file(tmp_path, ["이름", "연락처", "입금완료"], *rows), kind=ORDERS).records
    assert {record.status for record in paid} == {OrderStatus.PENDING}
    both = [["김하나", "010-1234-0001", "취소", "O"], ["이두리", "010-1234-0002", "예약", "O"]]
    told = whole(rows_file(tmp_path, ["이름", "연락처", "상태", "수령여부"], *both)).records
    assert [record.status for record in told] == [OrderStatus.CANCELLED, OrderStatus.FINISHED]


@pytest.mark.parametrize("header", [["픽업일", "오전/오후", "시간"], ["픽업일", "픽업시간", "AM/PM"]])
def test_the_half_of_the_day_in_its_own_column_belongs_to_the_time(header: list[str], tmp_path: Path) -> None:
    half_first = header[1] == "오전/오후"
    for half, time, due in (("오후", "8:30", "20:30"), ("오전", "8:30", "08:30"), ("PM", "08:30", "20:30")):
        cells = ["2022-10-17", *((half, time) if half_first else (time, half))]
        (record,) = whole(
            rows_file(tmp_path, ["이름", "전화", *header], ["김하나", "010-1234-0001", *cells])
        ).records
        assert record.due_at is not None
        assert datetime.fromtimestamp(record.due_at / 1000, ZoneInfo("Asia/Seoul")).strftime("%H:%M") == due


@pytest.mark.parametrize(
    ("further", "due", "problem"),
    [("24/11/2022", "11-05", ""), ("11/24/2022", "05-11", ""), ("06/07/2022", "05-11", "day_or_month")],
)
def test_whether_the_day_or_the_month_comes_first_is_told_by_the_other_rows(
    further: str, due: str, problem: str, tmp_path: Path
) -> None:
    rows = [["김하나", "010-1234-0001", "05/11/2022"], ["이두리", "010-1234-0002", further]]
    first = whole(rows_file(tmp_path, ["이름", "전화", "픽업일"], *rows)).records[0]
    assert datetime.fromtimestamp(first.due_at / 1000, ZoneInfo("Asia/Seoul")).strftime("%m-%d") == due
    assert [found.code for found in first.problems] == ([problem] if problem else [])


def test_an_arrow_to_another_day_moves_an_order_and_says_so(tmp_path: Path) -> None:
    header = ["이름", "연락처", "픽업일", "시간", "상품"]
    rows = [
        ["김하나", "010-1234-0001", "10/17→10/19", "15:00", "생크림 1호"],
        ["이두리", "010-1234-0002", "10/17", "15:00", "딸기 2호"],
    ]
    read = whole(rows_file(tmp_path, header, *rows))
    assert [stamped(one.due_at) for one in read.records] == ["10-19 15:00", "10-17 15:00"]
    assert [(problem.row, problem.code) for problem in read.problems] == [(2, "moved_to")]


@pytest.mark.parametrize("header", ["대여일", "이용기간", "체크인"])
def test_an_arrow_in_a_list_of_loans_or_stays_is_a_span(header: str, tmp_path: Path) -> None:
    row = ["김하나", "010-1234-0001", "10/17 10:00→10/19 15:00", "모닝"]
    read = whole(rows_file(tmp_path, ["예약자", "연락처", header, "차종"], row))
    assert ([stamped(one.due_at) for one in read.records], read.problems) == (["10-17 10:00"], [])
