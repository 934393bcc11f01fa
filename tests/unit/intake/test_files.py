"""Whole sample files, through the child process, as each of the sources writes them."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from pathlib import Path

import pytest

from tests.samples import (
    PHONES,
    SEOUL,
    as_csv,
    cafe24,
    contacts,
    google_contacts,
    naver_booking,
    naver_store,
    reservations,
    write_csv,
    write_xlsx,
)
from tests.unit.intake.helpers import rows_file, text_file, whole
from tui.domain.words import Language, OrderStatus
from tui.intake.plan import IntakeError
from tui.intake.preview import mend
from tui.intake.reading import look
from tui.intake.records import CONTACTS, ORDERS, OrderRecord, Rejected

LOCAL = datetime(2022, 10, 17, 9, 5)  # noqa: DTZ001  cells of a workbook have no zone
ENCODINGS = ("utf-8", "utf-8-sig", "cp949", "utf-16")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_same_list_reads_the_same_in_every_encoding_and_with_every_separator(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    rows = [row for row in reservations(60) if "–" not in row[2]]
    expected = whole(write_csv(tmp_path / "plain.csv", rows, "utf-8")).records
    found = whole(write_csv(tmp_path / "other.bin", rows, encoding, delimiter))
    assert found.records == expected
    assert len(found.records) == len(rows) - 1
    assert found.preview.encoding.startswith(encoding)


def test_a_workbook_reads_as_the_text_file_of_the_same_rows(tmp_path: Path) -> None:
    rows = reservations(60)
    text = whole(write_csv(tmp_path / "rows.csv", rows, "utf-8"))
    book = whole(write_xlsx(tmp_path / "rows.csv.bak", rows, "예약"))
    assert [record._replace(sheet="") for record in book.records] == text.records
    assert book.preview.format == "xlsx"


def test_every_kind_of_phone_keeps_its_order_and_says_its_problem(tmp_path: Path) -> None:
    rows = reservations(7 * len(PHONES))
    found = whole(write_csv(tmp_path / "rows.csv", rows, "utf-8"))
    assert len(found.records) == len(rows) - 1
    for at, phone in enumerate(PHONES):
        record = found.records[7 * at]
        four = [value[-4:] for value in (reading.value for reading in record.phones) if value][:1]
        number = four[0] if four else "0000"
        values = tuple(reading.value for reading in record.phones if reading.value)
        assert len(values) == len(phone.values), phone
        if phone.problem:
            assert phone.problem in {problem.code for problem in record.problems}, phone
        else:
            assert not record.problems, phone
            assert values == tuple(value.replace("{n}", number) for value in phone.values)


def test_naver_booking_is_read_below_its_notices(tmp_path: Path) -> None:
    found = whole(write_xlsx(tmp_path / "report.xlsx", naver_booking(), "Report"))
    assert (found.preview.header_row, found.preview.plan.family) == (3, "naver_booking")
    assert found.preview.above[0].startswith("예약 내역입니다")
    first = found.records[0]
    assert first.row == 4
    assert first.key == "naver_booking:700000000"
    assert first.due_has_time
    assert datetime.fromtimestamp(first.due_at / 1000, SEOUL).year == 2022
    assert first.details.endswith("4명/성인(3),어린이(1)")
    masked = found.records[4]
    assert masked.name[1] == "*"
    assert [problem.code for problem in masked.problems] == ["last_digits"]
    assert masked.phones[0].last4


def test_naver_store_keeps_items_of_one_order_apart_and_buyers_from_recipients(tmp_path: Path) -> None:
    found = whole(write_xlsx(tmp_path / "orders.xlsx", naver_store(), "발송처리"))
    assert (found.preview.header_row, found.preview.plan.family) == (2, "naver_store")
    assert len({record.key for record in found.records}) == 20
    assert found.records[0].order_no == found.records[1].order_no
    given = next(record for record in found.records if "→" in record.details)
    assert [phone.value for phone in given.phones] == ["+8210" + "1234" + f"{given.row - 3:04}"]
    own = next(record for record in found.records if "→" not in record.details)
    assert len(own.phones) == 2
    assert {record.status for record in found.records} == set(OrderStatus)
    assert {record.amount for record in found.records} == {60_000}


def test_a_recipients_number_is_used_only_where_no_other_is_known(tmp_path: Path) -> None:
    rows = [
        ["주문번호", "주문자명", "주문자 휴대전화", "수령인", "수령인 휴대전화"],
        ["A-1", "김민지", "", "이서준", "010-0000-1111"],
        ["A-2", "김민지", "010-1234-2222", "이서준", "010-0000-1111"],
    ]
    found = whole(rows_file(tmp_path, *rows))
    assert [phone.value for phone in found.records[0].phones] == ["+821000001111"]
    assert [problem.code for problem in found.records[0].problems] == ["other_person"]
    assert [phone.value for phone in found.records[1].phones] == ["+821012342222"]
    assert not found.records[1].problems


def test_cafe24_and_contact_books_are_known_by_their_headers(tmp_path: Path) -> None:
    shop = whole(write_csv(tmp_path / "cafe24.csv", cafe24(), "utf-8-sig"))
    assert shop.preview.plan.family == "cafe24"
    assert shop.records[0].key == "cafe24:20221015-0000000-01"
    book = whole(write_csv(tmp_path / "book.csv", contacts()))
    assert book.preview.kind == "contacts"
    assert (book.records[0].instagram, book.records[0].memo) == ("sonnim_0", "단골")
    assert not book.records[0].name.endswith("님")
    google = whole(write_csv(tmp_path / "google.csv", google_contacts(), "utf-8"))
    assert google.preview.kind == "contacts"
    assert (google.records[0].name, google.records[0].email) == ("김민지", "a0@example.com")


def test_typed_cells_of_a_workbook_are_read_as_what_they_are(tmp_path: Path) -> None:
    rows = [
        ["예약번호", "이름", "연락처", "픽업일", "픽업시간", "금액"],
        [
            20221016001,
            "김민지",
            1012345678,
            date(2022, 10, 17),
            time(15, 30),
            45000,
        ],
        ["C2", "이서준", "010-1234-0002", LOCAL, "", 38000.0],
        ["C3", "박하윤", "010-1234-0003", "10/17", "오후 3시", "-"],
    ]
    found = whole(write_xlsx(tmp_path / "typed.xlsx", rows))
    first, second, third = found.records
    assert (first.order_no, first.phones[0].value, first.amount) == ("20221016001", "+821012345678", 45_000)
    assert [
        datetime.fromtimestamp(one.due_at / 1000, SEOUL).strftime("%d %H:%M") for one in found.records
    ] == [
        "17 15:30",
        "17 09:05",
        "17 15:00",
    ]
    assert (second.amount, third.amount) == (38_000, None)
    assert not found.problems


def test_a_sheet_that_begins_away_from_the_corner_keeps_its_row_numbers(tmp_path: Path) -> None:
    rows = [["", "", ""], ["", "", ""], ["", "이름", "연락처"], ["", "김민지", "010-1234-0001"]]
    found = whole(write_xlsx(tmp_path / "away.xlsx", rows))
    assert found.preview.header_row == 3
    assert [(record.row, record.name) for record in found.records] == [(4, "김민지")]


def test_the_best_sheet_is_chosen_and_another_can_be_asked_for(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "sheets.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("안내").write(0, 0, "이 파일은 예약번호와 예약자 목록입니다")
        for sheet in ("10월", "11월"):
            table = book.add_worksheet(sheet)
            for at, row in enumerate(
                [["예약번호", "예약자", "연락처"], [sheet + "-1", "김민지", "010-1234-0001"]]
            ):
                table.write_row(at, 0, row)
    assert look(path, now=0).sheet == "10월"
    assert [record.key for record in whole(path, sheet="11월").records] == ["own:11월-1"]
    with pytest.raises(IntakeError) as refused:
        look(path, now=0, sheet="12월")
    assert refused.value.code == "no_sheet"


def test_rows_that_are_no_records_are_counted_with_their_reason(tmp_path: Path) -> None:
    found = whole(
        rows_file(
            tmp_path,
            ["예약번호", "예약자", "연락처", "금액", "메모"],
            ["A-1", "김민지", "010-1234-0001", "1000", ""],
            ["", "", "", "", ""],
            ["예약번호", "예약자", "연락처", "금액", "메모"],
            ["A-2", "이서준", "010-1234-0002", "45", "000", "초 3개"],
            ["A-1", "김민지", "010-1234-0001", "1000", ""],
            ["", "", "", "", "누구의 것인지"],
            ["※ 위 내용은 외부에 알리지 마세요", "", "", "", ""],
            ["A-3", "박하윤", "", "", ""],
            ["합계", "", "", "2000", ""],
            ["", "", "", "", ""],
            ["", "", "", "", ""],
        )
    )
    assert found.reasons == {
        3: "blank",
        4: "header",
        5: "shifted",
        6: "duplicate_row",
        7: "nobody",
        8: "note",
        10: "total",
    }
    assert [record.order_no for record in found.records] == ["A-1", "A-3"]
    assert found.rows_read == 9
    assert [problem.code for problem in found.records[1].problems] == ["missing"]
    shifted = next(row for row in found.rejected if row.code == "shifted")
    assert shifted.raw[:5] == ("A-2", "이서준", "010-1234-0002", "45", "000")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["총 4명"], "total"),
        (["총 주문금액", "39500원"], "total"),
        (["---", "---", "---"], "note"),
        (["문의: 02-123-4567"], "note"),
        (["1 / 2"], "note"),
        (["이하 여백"], "note"),
        (["박하윤"], ""),
        (["총명이"], ""),
    ],
)
def test_lines_around_a_list_are_nobody(line: list[str], code: str, tmp_path: Path) -> None:
    header, row = ["이름", "연락처", "금액"], ["김민지", "010-1234-0001", "1000"]
    found = whole(rows_file(tmp_path, header, row, [*line, *[""] * (3 - len(line))]))
    assert found.reasons.get(3, "") == code


def test_a_day_in_doubt_is_kept_and_said(tmp_path: Path) -> None:
    found = whole(rows_file(tmp_path, ["이름", "연락처", "픽업일"], ["김민지", "010-1234-0001", "10/17(화)"]))
    assert found.records[0].due_at == 1_665_932_400_000
    assert [problem.key for problem in found.problems] == ["dates.other_weekday"]


def test_calls_and_cards_are_people_and_not_orders(tmp_path: Path) -> None:
    calls = ["번호", "이름", "통화종류", "날짜", "시간", "통화시간"]
    rung = ["010-1234-0001", "김민지", "부재중", "2022-10-16", "09:12:11", "00:00:00"]
    assert whole(rows_file(tmp_path, calls, rung)).preview.kind == CONTACTS
    cards = ["이름", "회사", "부서", "휴대폰", "팩스", "등록일"]
    card = ["김민지", "하나여행", "영업", "010-1234-0001", "02-123-4568", "2022.01.02"]
    found = whole(rows_file(tmp_path, cards, card))
    assert (found.preview.kind, len(found.records[0].phones)) == (CONTACTS, 1)
    orders = [*calls[:3], "픽업일", "통화시간"]
    assert whole(rows_file(tmp_path, orders, [*rung[:4], "00:01"])).preview.kind == ORDERS


def test_the_same_number_with_other_items_is_another_order_and_a_bad_number_is_no_key(tmp_path: Path) -> None:
    found = whole(
        rows_file(
            tmp_path,
            ["주문번호", "이름", "연락처", "상품"],
            ["2022-001", "김민지", "010-1234-0001", "딸기"],
            ["2022-001", "김민지", "010-1234-0001", "초코"],
            ["2.02210E+15", "이서준", "010-1234-0002", "딸기"],
            ["2.02210E+15", "박하윤", "010-1234-0003", "딸기"],
        )
    )
    keys = [record.key for record in found.records]
    assert keys[:2] == ["own:2022-001", "own:2022-001#2"]
    assert len(set(keys)) == 4
    assert [problem.code for problem in found.problems] == ["order_no_lost", "order_no_lost"]


def test_a_tills_number_names_an_order_only_together_with_its_day(tmp_path: Path) -> None:
    header = ["주문번호", "전화번호", "주문시간", "음료"]
    first = whole(rows_file(tmp_path, header, ["231", "010-1234-0001", "2022-10-15 10:00", "라떼"]))
    second = whole(rows_file(tmp_path, header, ["231", "010-1234-0002", "2022-10-16 10:00", "라떼"]))
    assert first.records[0].key != second.records[0].key


def test_importing_the_same_file_again_gives_the_same_keys_in_any_order_of_rows(tmp_path: Path) -> None:
    rows = reservations(50)
    first = {record.key for record in whole(write_csv(tmp_path / "a.csv", rows)).records}
    second = {record.key for record in whole(write_csv(tmp_path / "b.csv", rows[:1] + rows[:0:-1])).records}
    assert first == second


def test_languages_come_from_what_is_said_then_from_the_number(tmp_path: Path) -> None:
    found = whole(
        rows_file(
            tmp_path,
            ["예약번호", "이름", "연락처", "국적", "언어"],
            ["A-1", "Tanaka", "+81 90-1234-5678", "", ""],
            ["A-2", "Wang", "010-1234-0001", "중국", ""],
            ["A-3", "Smith", "010-1234-0002", "일본", "English"],
            ["A-4", "김민지", "010-1234-0003", "", ""],
        )
    )
    assert [record.language for record in found.records] == [Language.JA, Language.ZH, Language.EN, None]


def test_a_quote_that_is_never_closed_swallows_no_rows(tmp_path: Path) -> None:
    rows = [f"A-{at},김민{at},010-1234-{at:04},케이크{at}" for at in range(1, 200)]
    rows[20] = 'A-21,김민21,010-1234-0021,"12인치 케이크'
    rows[60] = 'A-61,김민61,010-1234-0061,"말했다 ""안녕"""'
    rows[90] = '"A-91",김민91,010-1234-0091,"두\r\n줄, 이다"'
    found = whole(text_file(tmp_path, "주문번호,이름,연락처,상품\r\n" + "\r\n".join(rows)))
    assert [record.order_no for record in found.records] == [f"A-{at}" for at in range(1, 200)]
    assert found.records[20].details == '"12인치 케이크'
    assert found.records[60].details == '말했다 "안녕"'
    assert found.records[90].details == "두\n줄, 이다"


def test_a_file_whose_encoding_changes_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    header = "주문번호,이름,연락처\r\n".encode("cp949")
    first = "".join(f"A-{at},김민지,010-1234-{at:04}\r\n" for at in range(100)).encode("cp949")
    second = "".join(f"B-{at},이서준,010-1234-{at:04}\r\n" for at in range(100)).encode()
    path = tmp_path / "mixed.csv"
    path.write_bytes(header + first + second + b"C-1,\xff\xfe\x81,010-1234-0001\r\n")
    found = whole(path)
    assert Counter(record.name for record in found.records[:200]) == {"김민지": 100, "이서준": 100}
    assert [problem.code for problem in found.problems] == ["undecodable"]
    assert found.records[200].order_no == "C-1"


def test_a_later_change_of_encoding_is_seen_past_the_first_plain_part(tmp_path: Path) -> None:
    plain = "".join(f"A-{at},Kim Minji,010-1234-0001,x\r\n" for at in range(20_000))
    path = tmp_path / "late.csv"
    path.write_bytes(
        b"order no,name,phone,item\r\n" + plain.encode() + "B-1,김민지,010-1234-0002,y\r\n".encode("cp949")
    )
    found = whole(path)
    assert found.records[-1].name == "김민지"
    assert len(found.records) == 20_001


def test_lists_without_a_header_are_read_by_what_their_cells_look_like(tmp_path: Path) -> None:
    found = whole(
        rows_file(
            tmp_path, ["김민지", "010-1234-0001"], ["이서준", "010-1234-0002"], ["박하윤", "010-0000-0003"]
        )
    )
    assert found.preview.header_row == 0
    assert found.preview.kind == "contacts"
    assert (found.records[0].row, found.records[0].name) == (1, "김민지")


def test_spreadsheet_formulas_around_texts_are_taken_off(tmp_path: Path) -> None:
    text = '주문번호,이름,연락처\r\n="0012345",김민지,="010-1234-0001"\r\n'
    found = whole(text_file(tmp_path, text))
    assert (found.records[0].order_no, found.records[0].phones[0].value) == ("0012345", "+821012340001")


def test_the_samples_are_the_same_for_the_same_seed() -> None:
    assert as_csv(reservations(30, 5)) == as_csv(reservations(30, 5))
    assert as_csv(reservations(30, 5)) != as_csv(reservations(30, 6))


def test_a_rejected_row_that_a_person_has_mended_is_a_record(tmp_path: Path) -> None:
    found = whole(
        rows_file(
            tmp_path,
            ["예약번호", "예약자", "연락처", "금액", "메모"],
            ["A-1", "김민지", "010-1234-0001", "1000", ""],
            ["A-2", "이서준", "010-1234-0002", "45", "000", "초 3개"],
        )
    )
    (shifted,) = found.rejected
    record = mend(
        found.preview.plan, shifted.row, ["A-2", "이서준", "010-1234-0002", "45,000", "초 3개", "x"]
    )
    assert isinstance(record, OrderRecord)
    assert (record.row, record.key, record.amount, record.request) == (3, "own:A-2", 45_000, "초 3개")
    assert isinstance(mend(found.preview.plan, 3, ["", "", "", "45,000"]), Rejected)
