"""Statements with one column of amounts: which of them came in and which went out."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

import pytest

from tests.unit.intake.helpers import Outcome, rows_file, whole
from tui.intake.directions import Unsigned, direction_of, with_signs

HEADER = ["거래일시", "구분", "거래금액", "거래후잔액", "내용"]
LINES = (
    ("이체입금", 38_000, "이서준"),
    ("타행이체출금", -9_000, "박하은"),
    ("입금취소", -38_000, "이서준"),
    ("출금취소", 9_000, "박하은"),
    ("자동이체", -20_000, "보험료"),
    ("체크카드", -5_000, "꽃집"),
    ("오픈뱅킹", 45_000, "홍길동"),
)


def statement(folder: Path, header: list[str] = HEADER, *, newest_first: bool = False) -> Outcome:
    left = accumulate((amount for _, amount, _ in LINES), initial=1_000_000)
    next(left)
    rows = [
        [f"2022-10-14 10:{at:02}:00", way, str(abs(amount)), str(balance), name]
        for at, ((way, amount, name), balance) in enumerate(zip(LINES, left, strict=True))
    ]
    rows = rows[::-1] if newest_first else rows
    return whole(rows_file(folder, header, *(row[: len(header)] for row in rows)))


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("way", ["구분", "입출금구분", "거래구분"])
def test_money_that_went_out_is_nobody_s_deposit_where_amounts_have_no_sign(
    way: str, newest_first: bool, tmp_path: Path
) -> None:
    outcome = statement(tmp_path, [HEADER[0], way, *HEADER[2:]], newest_first=newest_first)
    assert sorted((one.amount, one.payer) for one in outcome.records) == [
        (9_000, "박하은"),
        (38_000, "이서준"),
        (45_000, "홍길동"),
    ]
    assert sorted(outcome.reasons.values()) == ["outgoing"] * 4
    assert outcome.problems == []


def test_without_balances_a_word_that_says_neither_is_asked_about(tmp_path: Path) -> None:
    rows = [
        ["2022-10-14 10:00:00", "이체입금", "38000", "이서준"],
        ["2022-10-14 10:01:00", "이체출금", "9000", "박하은"],
        ["2022-10-14 10:02:00", "자동이체", "20000", "보험료"],
    ]
    outcome = whole(rows_file(tmp_path, [*HEADER[:3], HEADER[4]], *rows))
    assert [one.payer for one in outcome.records] == ["이서준"]
    assert outcome.reasons == {3: "outgoing", 4: "no_direction"}


def test_a_list_of_what_came_in_stays_one_whatever_its_balances_say(tmp_path: Path) -> None:
    """The twin: nothing in it went out, though lines between are left away."""
    rows = [
        ["2022-10-14 10:00:00", "모바일", "38000", "500000", "이서준"],
        ["2022-10-14 10:01:00", "인터넷", "38000", "462000", "박하은"],
        ["2022-10-14 10:02:00", "인터넷", "20000", "710000", "홍길동"],
        ["2022-10-14 10:03:00", "자동이체", "20000", "900000", "홍길동"],
    ]
    outcome = whole(rows_file(tmp_path, [HEADER[0], "적요", *HEADER[2:]], *rows))
    assert (len(outcome.records), outcome.reasons) == (4, {})


def test_signs_that_are_written_say_it_themselves(tmp_path: Path) -> None:
    rows = [
        ["2022-10-14 10:00:00", "자동이체", "38000", "538000", "이서준"],
        ["2022-10-14 10:01:00", "자동이체", "-8000", "530000", "보험료"],
        ["2022-10-14 10:02:00", "입금취소", "38000", "492000", "이서준"],
    ]
    outcome = whole(rows_file(tmp_path, HEADER, *rows))
    assert [one.payer for one in outcome.records] == ["이서준"]
    assert outcome.reasons == {3: "outgoing", 4: "outgoing"}


@pytest.mark.parametrize(
    ("word", "direction"),
    [
        ("입금", 1),
        ("ATM 출금", -1),
        ("체크카드출금취소", 1),
        ("입금정정", -1),
        ("ATM Withdrawal", -1),
        ("입출금", 0),
        ("자동이체", 0),
        ("취소", 0),
        ("", 0),
    ],
)
def test_a_word_says_which_way_money_went_or_neither(word: str, direction: int) -> None:
    assert direction_of(word) == direction


def test_a_line_continues_the_balance_of_the_block_before() -> None:
    lines = Unsigned([5, 5, 7], None, None, [95, 100, 93], before=100)
    assert with_signs(lines) == [-5, 5, -7]
    assert with_signs(lines._replace(before=None)) == [None, 5, -7]
