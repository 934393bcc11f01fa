"""Headers → fields, and what a person's choice does to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import CAFE24_HEADER, NAVER_STORE_HEADER, reservations, write_csv
from tests.unit.intake.helpers import NOW, rows_file, whole
from tui import i18n
from tui.domain.words import OrderStatus
from tui.intake import orders
from tui.intake.cells import read_email, read_handle, read_name, read_number, tidy
from tui.intake.columns import FIELDS, enough, fields_of, guess_columns, meanings
from tui.intake.headers import find_header, header_key
from tui.intake.orders import OrderReader
from tui.intake.plan import IntakeError, Plan
from tui.intake.reading import look
from tui.intake.records import CONTACTS, DEPOSITS, IGNORED_CODES, KINDS, ORDERS, PROBLEM_CODES, REJECTED_CODES
from tui.intake.rows import Sorter
from tui.intake.statuses import read_status


def mapped(headers: list[str], kind: str = ORDERS) -> dict[str, list[str]]:
    fields = fields_of(guess_columns(headers, [], kind))
    return {field: [headers[index] for index in columns] for field, columns in fields.items()}


def test_the_platforms_headers_are_understood() -> None:
    store = mapped(NAVER_STORE_HEADER)
    assert store["item_no"] == ["상품주문번호"]
    assert store["order_no"] == ["주문번호"]
    assert store["name"] == ["구매자명"]
    assert store["phone"] == ["구매자연락처"]
    assert store["recipient_phone"] == ["수취인연락처1", "수취인연락처2"]
    assert store["details"] == ["상품명", "옵션정보"]
    assert store["amount"] == ["최종 상품별 총 주문금액"]
    assert store["ordered_at"] == ["주문일시"]
    cafe = mapped(CAFE24_HEADER)
    assert (cafe["phone"], cafe["name"]) == (["주문자 휴대전화"], ["주문자명"])
    assert cafe["amount"] == ["총 결제금액"]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("예약 번호", "order_no"),
        ("Booking No.", "order_no"),
        ("고객 휴대폰 번호(필수)", "phone"),
        ("E-mail", "email"),
        ("픽업 날짜*", "due_date"),
        ("케이크 픽업 시간", "due_time"),
        ("체크인", "due_date"),
        ("결제금액(원)", "amount"),
        ("인스타그램 ID", "instagram"),
        ("Nationality", "nationality"),
        ("옵션1", "details"),
        ("전번", "phone"),
        ("크림", "details"),
        ("케이크 사이즈를 선택해 주세요", "details"),
        ("성함을 적어주세요 (필수)", "name"),
        ("취소", "status"),
        ("주문자 번호", "phone"),
        ("고객 안심번호", "phone"),
        ("학부모(모) 연락처", "phone"),
        ("Lead person phone", "phone"),
        ("회사전화번호", "phone2"),
        ("수령자 전화번호", "recipient_phone"),
        ("Lead person name", "name"),
        ("Activity name", "details"),
        ("강아지 이름", "details"),
        ("시작일", "due_date"),
        ("Participation time", "due_time"),
        ("예약 생성일시", "ordered_at"),
        ("BookedDate", "ordered_at"),
        ("매장메모", "request"),
    ],
)
def test_words_are_known_in_the_ways_people_write_them(header: str, field: str) -> None:
    assert meanings(header, ORDERS)[0].field == field


@pytest.mark.parametrize(
    "header",
    [
        "우편번호",
        "송장번호",
        "상품번호",
        "담당자 연락처",
        "체크아웃",
        "취소사유",
        "No",
        "출금가능잔액",
        "구매자ID",
        "가이드 전화번호",
        "매장 전화번호",
        "디자이너명",
        "여권만료일",
        "반납 일자",
        "반납 시간",
        "호출시간",
        "StayDateTo",
    ],
)
def test_words_that_only_sound_alike_are_left_out(header: str) -> None:
    assert not [match for match in meanings(header, ORDERS) if match.confidence >= 0.6]


def test_of_two_columns_for_a_field_the_surer_one_has_it_and_the_other_says_so() -> None:
    guesses = guess_columns(["예약일", "픽업일시", "연락처", "휴대폰"], [], ORDERS)
    assert [(guess.field, guess.why) for guess in guesses] == [
        ("", "taken"),
        ("due_date", "exact"),
        ("phone2", "exact"),
        ("phone", "exact"),
    ]
    assert guesses[0].alternatives[0] == "due_date"


def test_a_column_that_is_empty_gives_way_to_one_that_is_not() -> None:
    guesses = guess_columns(["휴대폰", "연락처"], [["", "010-1234-0001"]], ORDERS)
    assert fields_of(guesses)["phone"] == (1,)


def test_an_unknown_header_over_telephone_numbers_is_found_by_its_cells(tmp_path: Path) -> None:
    rows = [["주문번호", "이름", "적는 곳"]] + [[f"A-{at}", "김민지", f"010-1234-{at:04}"] for at in range(5)]
    preview = look(rows_file(tmp_path, *rows), now=NOW)
    assert preview.columns[2].field == "phone"
    assert preview.columns[2].why == "content"
    assert preview.columns[2].confidence < preview.columns[0].confidence


def test_telephones_are_told_by_their_cells_however_they_are_written(tmp_path: Path) -> None:
    cells = [
        "1012340001.0",
        "010-1234-0002 (문자만)",
        "010 1234 0003/010 1234 0004",
        "집",
        "+82-10-1234-0005",
    ]
    rows = [["이름", "적는 곳"], *(["김민지", cell] for cell in cells)]
    assert look(rows_file(tmp_path, *rows), now=NOW).columns[1].field == "phone"


def test_a_column_called_number_is_the_telephone_where_telephones_stand_in_it(tmp_path: Path) -> None:
    rows = [["번호", "이름", "번호", "픽업일"]]
    rows += [[str(at), "김민지", f"1012340{at:03}", "10/17"] for at in range(1, 6)]
    preview = look(rows_file(tmp_path, *rows), now=NOW)
    assert [guess.field for guess in preview.columns] == ["", "name", "phone", "due_date"]
    assert preview.records[0].phones[0].value == "+821012340001"  # type: ignore[union-attr]


def test_short_words_alone_are_no_list_of_people(tmp_path: Path) -> None:
    note = rows_file(tmp_path, ["안녕하세요"], ["우유"], ["딸기"], ["전화하기"])
    assert look(note, now=NOW).plan.fields == {}
    named = rows_file(tmp_path, ["안녕하세요", "뭐"], ["김하늘", "010-1234-0001"])
    assert set(look(named, now=NOW).plan.fields) == {"name", "phone"}


def test_notices_full_of_header_words_are_not_the_header() -> None:
    rows = [
        ["주문번호, 이름, 연락처, 금액이 들어 있는 파일입니다"],
        ["주문번호", "안내", "확인하세요"],
        ["주문번호", "이름", "연락처", "금액"],
        ["A-1", "김민지", "010-1234-0001", "1000"],
    ]
    assert find_header(rows).at == 2
    assert find_header(rows[1:]).at == 1


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (["예약번호", "고객", "", "차종", "대여일시"], ["", "성명", "연락처", "", ""]),
        (["예약번호", "고객 정보", "", "예약 내용", ""], ["", "성명", "연락처", "차종", "대여일시"]),
        (["예약번호", "성명", "연락처", "예약", ""], ["", "", "", "차종", "대여일시"]),
    ],
)
def test_a_header_of_two_rows_is_read_as_one(upper: list[str], lower: list[str], tmp_path: Path) -> None:
    row = ["R-1001", "김하늘", "010-1234-0001", "아반떼", "2022-10-17 10:30"]
    got = whole(rows_file(tmp_path, ["렌터카 예약 현황"], upper, lower, row))
    (record,) = got.records
    assert (got.preview.header_row, got.reasons) == (3, {})
    assert (record.order_no, record.name, record.details) == ("R-1001", "김하늘", "아반떼")
    assert (record.phones[0].value, record.due_has_time) == ("+821012340001", True)


def test_a_row_of_people_under_a_header_is_none_of_it(tmp_path: Path) -> None:
    header = ["이름", "연락처", "픽업일시", ""]
    rows = [["고객", "", "", ""], ["김하늘", "010-1234-0001", "10/17 10시", "예약"]]
    assert whole(rows_file(tmp_path, header, *rows)).preview.header_row == 1


def test_a_choice_wins_over_the_guess(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", reservations(20))
    preview = look(path, now=NOW)
    chosen = look(path, now=NOW, mapping={"name": "차종", "details": -1})
    assert chosen.records[0].name == preview.sample[0][1][4]
    assert "details" not in chosen.plan.fields
    assert [guess.why for guess in chosen.columns if guess.field == "name"] == ["chosen"]
    assert chosen.header_key == preview.header_key


@pytest.mark.parametrize(
    ("mapping", "code"),
    [({"colour": 1}, "no_field"), ({"name": "없는 열"}, "no_column"), ({"name": 99}, "no_column")],
)
def test_choices_that_cannot_be_are_refused(tmp_path: Path, mapping: dict[str, int | str], code: str) -> None:
    path = write_csv(tmp_path / "list.csv", reservations(5))
    with pytest.raises(IntakeError) as refused:
        look(path, now=NOW, mapping=mapping)
    assert refused.value.code == code
    if code == "no_column":  # as people count columns, from one
        said = {99: "100"}.get(mapping["name"], mapping["name"])  # type: ignore[call-overload]
        assert refused.value.fields["column"] == said


def test_a_statement_is_one_only_with_a_day_and_with_money_that_came_in() -> None:
    assert enough(["date", "paid_in"], DEPOSITS)
    assert enough(["date", "signed_amount"], DEPOSITS)
    for some in (["date"], ["paid_in"], ["date", "paid_out", "balance"], []):
        assert not enough(some, DEPOSITS)


@pytest.mark.parametrize(
    ("header", "field"), [("(전화번호)", "phone"), ("고객님", "name"), ("cardno", ""), ("상태값", "status")]
)
def test_a_header_is_known_by_all_that_it_is_and_by_words_long_enough_at_its_ends(
    header: str, field: str
) -> None:
    found = meanings(header, ORDERS)
    assert (found[0].field if found else "") == field


def test_a_header_is_known_again_whatever_its_spaces() -> None:
    assert header_key(["예약 번호", "이름"], ORDERS) == header_key(["예약번호", " 이름 "], ORDERS)
    assert header_key(["예약번호", "이름"], ORDERS) != header_key(["예약번호", "성함"], ORDERS)


@pytest.mark.parametrize(
    ("text", "status", "known"),
    [
        ("예약확정", OrderStatus.PENDING, True),
        ("결제 완료", OrderStatus.PENDING, True),
        ("취소요청", OrderStatus.PENDING, True),
        ("취소철회", OrderStatus.PENDING, True),
        ("예약취소", OrderStatus.CANCELLED, True),
        ("노쇼", OrderStatus.CANCELLED, True),
        ("No-show", OrderStatus.CANCELLED, True),
        ("반품 완료", OrderStatus.CANCELLED, True),
        ("픽업완료", OrderStatus.FINISHED, True),
        ("구매확정", OrderStatus.FINISHED, True),
        ("완료", OrderStatus.FINISHED, True),
        ("준비완료", OrderStatus.PENDING, True),
        ("대여중", OrderStatus.PENDING, True),
        ("배차 완료", OrderStatus.PENDING, True),
        ("조리중", OrderStatus.PENDING, True),
        ("배달 완료", OrderStatus.FINISHED, True),
        ("착석", OrderStatus.FINISHED, True),
        ("Past guest", OrderStatus.FINISHED, True),
        ("ㅁㄴㅇ", OrderStatus.PENDING, False),
    ],
)
def test_states_are_told_apart(text: str, status: OrderStatus, known: bool) -> None:
    assert read_status(text) == (status, known)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "미취소",
            "취소 안 함",
            "취소아님",
            "취소여부: N",
            "취소되지 않음",
            "취소 X",
            "미환불",
            "노쇼 아님",
        ),
        *("취소 전", "Confirmed (non-refundable)", "Refundable", "Free cancellation", "Not refunded"),
        *("Unfulfilled", "not delivered", "undelivered", "Not picked up", "uncollected", "uncompleted"),
        *(
            "부분취소",
            "일부 환불 완료",
            "Partially refunded",
            "대기(취소 시 연락)",
            "무료취소 가능",
            "취소 수수료 안내",
        ),
    ],
)
def test_what_is_denied_of_an_order_has_not_happened_to_it(text: str) -> None:
    assert read_status(text) == (OrderStatus.PENDING, True)


@pytest.mark.parametrize(
    "text",
    [
        *("이미 취소됨", "취소 안내 완료", "취소 Y", "취소 완료", "미수령 취소", "노쇼 (환불 안 함)"),
        *("Refunded", "Cancelled (non-refundable)", "Cancelled, not refunded"),
        *("부분취소 후 전체취소", "취소시각 11/24", "취소(환불 가능)", "무료취소완료", "예약 거절"),
    ],
)
def test_what_only_looks_like_a_denial_is_none(text: str) -> None:
    assert read_status(text) == (OrderStatus.CANCELLED, True)


def test_a_bare_yes_means_cancelled_only_where_the_column_asks_that() -> None:
    assert read_status("Y", cancel_flag=True)[0] is OrderStatus.CANCELLED
    assert read_status("N", cancel_flag=True) == (OrderStatus.PENDING, True)
    assert read_status("Y") == (OrderStatus.PENDING, False)


def test_handles_and_addresses_are_taken_out_of_what_stands_around_them() -> None:
    assert read_handle("@Sonnim_01") == ("sonnim_01", False)
    assert read_handle("https://www.instagram.com/sonnim.cake/?hl=ko") == ("sonnim.cake", False)
    assert read_handle("인스타 없어요") == ("", True)
    assert read_email("김민지 <a@example.com>") == ("a@example.com", False)
    assert read_number("'0012") == ("0012", False)
    assert read_number("2.02210E+15") == ("", True)


@given(st.text())
def test_cells_of_any_text_are_read_without_an_exception(text: str) -> None:
    for kind in KINDS:
        meanings(text, kind)
    cell = tidy(text)
    assert tidy(cell) == cell
    read_name(cell), read_number(cell), read_email(cell), read_handle(cell), read_status(cell)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["A-1", "A-2", "10001", "10002", "10003", "7", "", "1.0E+15", "'10004", "합계"]),
        st.sampled_from(["김민지", "이서준", "", "-"]),
        st.sampled_from(["010-1234-0001", "010-1234-0002", "", "010-****-1234", "+81 90-1234-5678", "전화"]),
        st.sampled_from(["2022-10-16 18:00", "10/17", "", "언젠가"]),
        st.sampled_from(["1,000", "", "많이"]),
        st.sampled_from(["확정", "취소", "", "ㅁㄴㅇ"]),
    ).map(list),
    max_size=12,
)
FIELDS_OF_ROWS = {
    "order_no": (0,),
    "name": (1,),
    "phone": (2,),
    "due_date": (3,),
    "amount": (4,),
    "status": (5,),
}


@given(ROWS)
def test_the_quick_way_through_a_block_reads_what_the_careful_one_reads(rows: list[list[str]]) -> None:
    plan = Plan(kind=ORDERS, fields=FIELDS_OF_ROWS, now=NOW, width=6, headers=("x",) * 6)
    quick, careful = (OrderReader(plan, Sorter(plan.headers, 6, 1)) for _ in range(2))
    careful._odd = lambda columns, _: set(range(len(columns.rows)))  # type: ignore[method-assign]
    numbers = list(range(1, len(rows) + 1))
    assert quick.read(numbers, rows) == careful.read(numbers, rows)
    assert quick._sorter.drain() == careful._sorter.drain()
    assert quick._seen == careful._seen


def test_most_rows_of_a_usual_list_take_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    careful: list[int] = []
    real = orders.OrderReader._record
    monkeypatch.setattr(
        orders.OrderReader, "_record", lambda self, columns, at: careful.append(at) or real(self, columns, at)
    )
    header, *rows = reservations(200)
    plan = Plan(kind=ORDERS, fields=fields_of(guess_columns(header, [], ORDERS)), now=NOW, width=len(header))
    texts = [[str(cell) for cell in row] for row in rows]
    assert len(OrderReader(plan, Sorter((), len(header), 2)).read(list(range(200)), texts)) == 200
    assert 0 < len(careful) < 40


def test_every_code_and_field_has_its_sentence_in_both_languages() -> None:
    keys = [f"problem_{code}" for code in PROBLEM_CODES] + [f"rejected_{code}" for code in REJECTED_CODES]
    keys += [f"ignored_{code}" for code in IGNORED_CODES] + [f"kind_{kind}" for kind in KINDS]
    keys += [f"field_{field}" for kind in (ORDERS, CONTACTS) for field in FIELDS[kind]]
    for language in i18n.LANGUAGES:
        for key in keys:
            assert i18n.say_in(language, f"intake.{key}")
