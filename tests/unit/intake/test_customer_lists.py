"""Lists of regulars, members and companies are people, whatever they say of orders long past."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.intake.helpers import rows_file, text_file, whole
from tui.intake.records import CONTACTS, ORDERS

PHONE = "010-1234-0001"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            ["번호", "성함", "연락처", "등급", "최근 주문일", "최근 주문 상품", "누적 주문", "비고"],
            ["1", "서다인", PHONE, "VIP", "2022-09-30", "딸기 케이크", "12", "견과류 빼기"],
        ),
        (
            ["회원번호", "회원명", "휴대폰번호", "생년월일", "등급", "포인트", "SMS수신", "최종방문일"],
            ["M01", "서다인", PHONE, "19900102", "VIP", "1200", "Y", "2022-10-01"],
        ),
        (["이름", "전화번호", "마지막 방문일"], ["서다인", PHONE, "2022-10-01"]),
        (
            ["회원명", "연락처", "등록일", "잔여횟수", "만료일"],
            ["서다인", PHONE, "2022-01-01", "3", "2022-12-31"],
        ),
        (["닉네임", "연락처", "누적구매액", "등급"], ["서다인", PHONE, "90000", "VIP"]),
        (["Name", "Mobile", "Total Orders", "Last Order"], ["서다인", PHONE, "3", "2022-10-01"]),
        (["Name", "Phone", "Last Visit", "Points"], ["서다인", PHONE, "2022-10-01", "300"]),
    ],
)
def test_a_list_of_customers_makes_no_orders(tmp_path: Path, header: list[str], row: list[str]) -> None:
    read = whole(rows_file(tmp_path, header, row))
    assert read.preview.kind == CONTACTS
    ((name, phones),) = [(one.name, [phone.value for phone in one.phones]) for one in read.records]
    assert (name, phones) == ("서다인", ["+821012340001"])


@pytest.mark.parametrize(
    "header",
    [
        ["회원번호", "회원명", "연락처", "등급", "상품명", "결제금액"],
        ["예약번호", "예약자", "연락처", "회원등급", "최근 방문일"],
        ["이름", "연락처", "생년월일", "포인트", "픽업일시"],
        ["이름", "연락처", "등급", "최종 픽업일시"],
    ],
)
def test_a_list_of_members_orders_stays_one_of_orders(tmp_path: Path, header: list[str]) -> None:
    cells = {"연락처": PHONE, "픽업일시": "2022-10-20 14:00", "최종 픽업일시": "2022-10-20 14:00"}
    read = whole(rows_file(tmp_path, header, [cells.get(word, "가나다") for word in header]))
    assert read.preview.kind == ORDERS
    assert [one.due_at is not None for one in read.records] == [any("픽업" in word for word in header)]


def test_the_person_in_charge_at_a_company_is_who_is_called(tmp_path: Path) -> None:
    header = ["거래처명", "담당자", "대표전화", "팩스", "담당자 휴대폰", "비고"]
    rows = [
        ["초록식자재", "우진", "031-123-0162", "", "010-1234-0162", "월수금"],
        ["(주)한빛포장", "", "02-123-0161", "02-123-4161", "", ""],
    ]
    read = whole(rows_file(tmp_path, header, *rows))
    assert [(one.name, [phone.value for phone in one.phones]) for one in read.records] == [
        ("우진", ["+821012340162", "+82311230162"]),
        ("(주)한빛포장", ["+8221230161"]),
    ]
    assert read.preview.mapping["name"] == "담당자"


def test_the_person_in_charge_of_a_customer_is_not_the_customer(tmp_path: Path) -> None:
    header = ["고객명", "연락처", "회사", "담당자", "담당자 연락처"]
    read = whole(rows_file(tmp_path, header, ["서다인", PHONE, "달빛상사", "김점장", "010-1234-0009"]))
    assert [(one.name, len(one.phones)) for one in read.records] == [("서다인", 1)]


def test_what_kind_of_number_it_is_is_no_number(tmp_path: Path) -> None:
    header = ["이름", "성", "전화번호 1 - 라벨", "전화번호 1 - 값", "전화번호 2 - 라벨", "전화번호 2 - 값"]
    row = ["예준", "강", "휴대전화", PHONE, "직장 팩스", "02-123-0022"]
    read = whole(rows_file(tmp_path, header, row))
    ((mobile, fax),) = [one.phones for one in read.records]
    assert (mobile.value, fax.problem) == ("+821012340001", "fax")
    assert not read.problems


def test_notes_of_a_list_without_a_header_are_kept(tmp_path: Path) -> None:
    text = (
        "강하늘,010-1234-0121,초코케이크 좋아함\r\n고운,010-1234-0122,\r\n나예린,010-1234-0123,목요일만\r\n"
    )
    read = whole(text_file(tmp_path, text))
    assert [(one.name, one.memo) for one in read.records] == [
        ("강하늘", "초코케이크 좋아함"),
        ("고운", ""),
        ("나예린", "목요일만"),
    ]


def test_letters_over_the_names_that_begin_with_them_are_nobody(tmp_path: Path) -> None:
    rows = [
        ["ㄱ", "", ""],
        ["구슬", PHONE, ""],
        ["ㄴ ~ ㄷ", "", ""],
        ["나", "010-1234-0002", ""],
        ["수", "", ""],
    ]
    read = whole(rows_file(tmp_path, ["이름", "전화", "메모"], *rows))
    assert [one.name for one in read.records] == ["구슬", "나", "수"]
    assert read.reasons == {2: "note", 4: "note"}


def test_the_groups_everybody_is_in_are_no_notes(tmp_path: Path) -> None:
    header = ["First Name", "Notes", "Labels", "Phone 1 - Value"]
    row = ["서다인", "* 견과류 빼기", "* myContacts ::: 단골", PHONE]
    assert [one.memo for one in whole(rows_file(tmp_path, header, row)).records] == ["* 견과류 빼기 / 단골"]
