"""Headers put together from several words, and what stands under those that say little."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.intake.helpers import rows_file, whole
from tui.domain.words import OrderStatus
from tui.intake.plan import IntakeError
from tui.intake.records import ORDERS


def test_days_that_are_past_or_an_end_are_never_due_however_they_look(tmp_path: Path) -> None:
    row = ["김하늘", "010-1234-0001", "2030-01-01", "2026-10-17", "포장"]
    header = ["성명", "연락처", "여권만료일", "출발일", "수령방법"]
    (due,) = whole(rows_file(tmp_path, header, row)).records
    assert (due.due_at, due.name) == (1_792_162_800_000, "김하늘")
    (unknown,) = whole(rows_file(tmp_path, header[:3], row[:3]), kind=ORDERS).records
    assert unknown.due_at is None
    (told_by_its_cells,) = whole(rows_file(tmp_path, ["성명", "연락처", "A"], row[:3]), kind=ORDERS).records
    assert told_by_its_cells.due_at is not None


def test_a_few_words_again_and_again_are_a_choice_and_no_names(tmp_path: Path) -> None:
    people = [[f"010-1234-000{at}", word] for at, word in enumerate(["포장", "배달", "포장", "배달"])]
    assert [record.name for record in whole(rows_file(tmp_path, ["연락처", "A"], *people)).records] == [
        ""
    ] * 4
    others = [
        [phone, name]
        for (phone, _), name in zip(people, ["김하나", "이두리", "박세찬", "최네모"], strict=True)
    ]
    assert whole(rows_file(tmp_path, ["연락처", "A"], *others)).records[0].name == "김하나"


def test_a_day_under_a_common_title_is_the_day_of_what_the_title_says(tmp_path: Path) -> None:
    upper = ["예약자", "연락처", "대여", "", "반납", "", "금액", ""]
    lower = ["", "", "일자", "시간", "일자", "시간", "요금", "보험"]
    rows = [["김하늘", "010-1234-0001", "10/17", "10:30", "10/19", "12:00", "120000", "30000"]]
    rows += [["이두리", "010-1234-0002", "", "15:00", "10/20", "12:00", "150000", "30000"]]
    got = whole(rows_file(tmp_path, upper, lower, *rows))
    assert (got.preview.mapping["due_date"], got.preview.mapping["due_time"]) == ("대여 일자", "대여 시간")
    assert [record.due_at for record in got.records] == [1_665_970_200_000, 1_665_986_400_000]
    assert [record.amount for record in got.records] == [120_000, 150_000]
    other = [["반납" if cell == "대여" else "대여" if cell == "반납" else cell for cell in upper], lower]
    assert whole(rows_file(tmp_path, *other, *rows)).records[0].due_at == 1_666_148_400_000


def test_lists_that_stand_side_by_side_are_not_mixed(tmp_path: Path) -> None:
    header = ["시간", "이름", "전화", "", "시간", "이름", "전화", "비고"]
    row = ["10:00", "김하나", "010-1234-0001", "", "14:00", "이두리", "010-1234-0002", ""]
    with pytest.raises(IntakeError) as refused:
        whole(rows_file(tmp_path, header, row))
    assert refused.value.code == "side_by_side"
    with pytest.raises(IntakeError):
        whole(rows_file(tmp_path, ["오전", "", "", "", "오후", "", "", ""], header, row))
    (right,) = whole(rows_file(tmp_path, header, row), mapping={"name": 5, "phone": 6, "due_time": 4}).records
    assert right.name == "이두리"
    people = ["보내는 분", "", "받는 분", "", "상품"]
    lower = ["이름", "연락처", "이름", "연락처", ""]
    parcel = ["김하나", "010-1234-0001", "이두리", "010-1234-0002", "감귤"]
    (record,) = whole(rows_file(tmp_path, people, lower, parcel)).records
    assert (record.name, [phone.value for phone in record.phones]) == ("이두리", ["+821012340002"])


def test_a_kind_of_row_is_its_state_only_where_every_word_is_one(tmp_path: Path) -> None:
    header = ["이름", "전화", "픽업일", "구분"]
    rows = [["김하나", "010-1234-0001", "10/17", "결제"], ["이두리", "010-1234-0002", "10/17", "환불"]]
    told = whole(rows_file(tmp_path, header, *rows)).records
    assert [record.status for record in told] == [OrderStatus.PENDING, OrderStatus.CANCELLED]
    other = [*rows, ["박세찬", "010-1234-0003", "10/17", "단골"]]
    assert "status" not in whole(rows_file(tmp_path, header, *other)).preview.plan.fields
