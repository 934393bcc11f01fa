"""Deposits that went back: the bank took them back, or the shop returned them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.intake.helpers import Outcome, rows_file, whole

HEADER = ["거래일시", "적요", "보낸분/받는분", "송금메모", "출금액", "입금액", "잔액"]
Told = tuple[str, str, str, int]


def statement(folder: Path, *lines: Told, newest_first: bool = False) -> Outcome:
    """`lines`: how, who, what is written beside it, and what it brought, of one minute after another."""
    left, rows = 1_000_000, []
    for at, (how, who, beside, amount) in enumerate(lines):
        left += amount
        sums = [str(max(-amount, 0)), str(max(amount, 0)), str(left)]
        rows.append([f"2022-10-14 10:{at:02}:00", how, who, beside, *sums])
    return whole(rows_file(folder, HEADER, *(rows[::-1] if newest_first else rows)))


def apart(outcome: Outcome) -> list[tuple[str, str]]:
    return [(one.payer, one.set_apart) for one in sorted(outcome.records, key=lambda one: one.at)]


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize(
    ("how", "beside"),
    [
        ("입금취소", ""),
        ("정정", ""),
        ("모바일", "착오송금 반환"),
        ("모바일", "예약 취소 환불"),
        ("Reversal", ""),
    ],
)
def test_a_deposit_that_went_back_whole_is_nobody_s(
    how: str, beside: str, newest_first: bool, tmp_path: Path
) -> None:
    outcome = statement(
        tmp_path,
        ("타행이체", "최도윤잔금", "", 66_000),
        ("타행이체", "최도윤", "", 66_000),
        ("타행이체", "홍길동", "", 66_000),
        (how, "최도윤", beside, -66_000),
        ("타행이체", "최도윤", "", 66_000),
        newest_first=newest_first,
    )
    assert apart(outcome) == [("최도윤", ""), ("최도윤", "refund"), ("홍길동", ""), ("최도윤", "")]
    assert outcome.problems == []


@pytest.mark.parametrize(
    ("who", "beside", "amount"),
    [
        ("최도윤", "", -66_000),  # nothing says that it went back
        ("최도윤", "환불", -60_000),  # a part of it, or something else
        ("박하은", "환불", -66_000),
    ],
)
def test_a_deposit_stays_where_it_is_not_said_to_have_gone_back(
    who: str, beside: str, amount: int, tmp_path: Path
) -> None:
    lines: list[Told] = [("타행이체", "최도윤", "", 66_000), ("모바일", who, beside, amount)]
    assert apart(statement(tmp_path, *lines)) == [("최도윤", "")]


def test_what_goes_back_before_anything_came_takes_nothing_with_it(tmp_path: Path) -> None:
    """The twin in time: the customer was returned something else, and paid again."""
    outcome = statement(tmp_path, ("모바일", "최도윤", "환불", -66_000), ("모바일", "최도윤", "", 66_000))
    assert (apart(outcome), outcome.problems) == ([("최도윤", "")], [])


def test_a_mistake_of_which_the_deposit_is_in_another_file_is_said(tmp_path: Path) -> None:
    outcome = statement(tmp_path, ("모바일", "홍길동", "", 20_000), ("입금취소", "최도윤", "", -66_000))
    assert [(one.row, one.code, one.raw) for one in outcome.problems] == [(3, "taken_back", "최도윤 66,000")]


def test_a_cancellation_that_names_nobody_takes_back_the_one_deposit_of_that_day(tmp_path: Path) -> None:
    one: Told = ("타행이체", "최도윤", "", 66_000)
    back: Told = ("입금취소", "", "", -66_000)
    assert apart(statement(tmp_path, one, back)) == [("최도윤", "refund")]
    two = statement(tmp_path, one, ("타행이체", "홍길동", "", 66_000), back)
    assert [why for _, why in apart(two)] == ["", ""]
    assert [problem.code for problem in two.problems] == ["taken_back"]


def test_a_statement_with_payers_under_the_way_they_came_is_read_the_same(tmp_path: Path) -> None:
    rows = [
        ["2022-10-14 10:00:00", "최도윤", "66000", "1066000", ""],
        ["2022-10-14 10:01:00", "최도윤", "-66000", "1000000", "환불"],
    ]
    outcome = whole(rows_file(tmp_path, ["거래일시", "적요", "거래금액", "거래후잔액", "메모"], *rows))
    assert apart(outcome) == [("최도윤", "refund")]
