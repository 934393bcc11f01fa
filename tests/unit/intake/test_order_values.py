"""What an order's cells say once they stand side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.intake.helpers import NOW, rows_file, whole
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
