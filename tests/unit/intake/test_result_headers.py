"""A list of what became of messages is known by how its headers are made, whoever the vendor is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.intake.helpers import rows_file, whole
from tui.domain.providers import Level, meaning_of
from tui.intake.columns import meanings, spoken
from tui.intake.records import ORDERS, SEND_RESULTS, SendRecord
from tui.intake.result_words import result_compound


def results(folder: Path, header: list[str], *rows: list[str]) -> list[SendRecord]:
    read = whole(rows_file(folder, header, *rows))
    assert read.preview.kind == SEND_RESULTS
    return [record for record in read.records if isinstance(record, SendRecord)]


def level(record: SendRecord) -> Level:
    return meaning_of(record.provider, record.mode, record.code, record.said).level


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            ["발송일", "고객명", "휴대폰", "주문번호", "구분", "내용", "발송상태"],
            ["2022-10-16", "김하늘", "010-1234-0001", "A-1", "문자", "픽업 안내", "발송실패"],
        ),
        (["이름", "연락처", "발송일시", "상태"], ["김하늘", "010-1234-0001", "2022-10-16 10:00", "실패"]),
        (
            ["Recipient", "Channel", "Sent At", "Status", "Error"],
            ["+82 10-1234-0001", "SMS", "2022-10-16 10:00", "Failed", "Absent subscriber"],
        ),
        (
            [
                "PublishTimeUTC",
                "MessageId",
                "DestinationPhoneNumber",
                "MessageType",
                "DeliveryStatus",
                "TotalParts",
            ],
            ["2022-10-16T01:00:00.123Z", "9c3a", "+821012340001", "Promotional", "Invalid phone number", "1"],
        ),
        (
            ["일자", "시간", "받는사람", "전화번호", "메시지", "결과"],
            ["2022-10-16", "10:00", "김하늘", "010-1234-0001", "픽업 안내", "실패"],
        ),
        (["연락처", "알림톡 발송여부", "발송일시"], ["010-1234-0001", "N", "2022-10-16 10:00"]),
        (
            ["회원명", "휴대폰", "카톡 발송결과", "발송일자"],
            ["김하늘", "010-1234-0001", "실패", "2022-10-16"],
        ),
        (
            ["예약번호", "예약자", "연락처", "알림톡 전송결과", "알림톡 전송일시"],
            ["R-1", "김하늘", "010-1234-0001", "실패", "2022-10-16 10:00"],
        ),
    ],
)
def test_a_list_of_messages_never_becomes_orders(tmp_path: Path, header: list[str], row: list[str]) -> None:
    (record,) = results(tmp_path, header, row)
    assert [phone.value for phone in record.phones] == ["+821012340001"]
    assert level(record) is Level.FAILED
    assert record.sent_at is not None


@pytest.mark.parametrize(
    "header",
    [
        ["주문번호", "이름", "연락처", "발송일", "발송상태"],
        ["이름", "연락처", "상품명", "발송일", "발송상태"],
        ["이름", "연락처", "픽업일", "발송일", "발송상태"],
        ["이름", "연락처", "발송일", "발송상태", "송장번호"],
        ["주문번호", "주문자", "연락처", "상태", "메모", "발송일"],
        ["방문자", "연락처", "방문일시", "상태", "비고"],
        ["이름", "연락처", "메시지", "상태", "접수일시"],
        ["예약자", "연락처", "예약일시", "상태", "알림톡결과", "알림톡발송일시"],
        ["고객명", "연락처", "촬영일", "알림톡 발송", "알림톡 결과", "발송일시"],
        ["Name", "Phone", "Order No", "Status", "Delivery Status"],
    ],
)
def test_a_list_of_orders_that_were_sent_or_told_of_stays_one(tmp_path: Path, header: list[str]) -> None:
    cells = {
        "상품명": "케이크",
        "픽업일": "2022-10-20",
        "발송일": "2022-10-16",
        "촬영일": "2022-10-20",
        "연락처": "010-1234-0001",
    }
    row = [cells.get(word, "010-1234-0001" if word == "Phone" else "가나다") for word in header]
    assert whole(rows_file(tmp_path, header, row)).preview.kind == ORDERS


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("메시지 키", "message_id"),
        ("문자 고유번호", "message_id"),
        ("고객키", "reference"),
        ("그룹 ID", ""),
        ("처리 결과", "verdict"),
        ("메시지 상태", "verdict"),
        ("결과코드 설명", "verdict"),
        ("전송 실패 원인", "verdict"),
        ("발송요청시각", "sent_at"),
        ("결과 수신 시각", "reported_at"),
        ("대체결과코드", "failover_code"),
        ("대체 결과코드 설명", "failover"),
        ("대체 결과", "failover"),
        ("대체발송일시", ""),
        ("대체채널", ""),
        ("발신자 전화번호", ""),
        ("예약 발송일시", ""),
        ("080 수신거부번호", ""),
    ],
)
def test_what_a_header_means_is_told_by_how_it_is_made(header: str, field: str) -> None:
    assert [match.field for match in meanings(header, SEND_RESULTS)[:1]] == ([field] if field else [])


def test_words_made_otherwise_are_left_to_the_list_of_words() -> None:
    assert result_compound(spoken("수신번호")) is None
    assert result_compound(spoken("내용")) is None


def test_a_text_that_went_in_place_of_a_failed_message_counts(tmp_path: Path) -> None:
    header = [
        "메시지키",
        "고객키",
        "채널",
        "수신번호",
        "발송일시",
        "결과코드",
        "결과코드설명",
        "대체결과코드",
        "대체결과코드설명",
    ]
    first = ["알림톡", "01012340001", "2022-10-16 10:00", "31104", "카카오톡 미사용자"]
    arrived, lost, plain = results(
        tmp_path,
        header,
        ["A1", "C1", *first, "10000", "성공"],
        ["A2", "C2", *first, "21003", "결번"],
        ["A3", "C3", *first, "", ""],
    )
    assert (level(arrived), arrived.channel) == (Level.ACCEPTED, "sms")
    assert (level(lost), lost.channel) == (Level.FAILED, "sms")
    assert (level(plain), plain.channel) == (Level.FAILED, "kakao")
    assert [(one.name, one.message_id, one.reference) for one in (arrived, lost)] == [
        ("", "A1", "C1"),
        ("", "A2", "C2"),
    ]


def test_whatever_stands_under_the_reason_of_failure_is_one(tmp_path: Path) -> None:
    said = ["메시지함이 찼음", "서비스 일시정지", "결과 미수신", "없음", "-", "정상"]
    records = results(
        tmp_path,
        ["수신번호", "실패사유", "발송일시"],
        *[[f"010-1234-000{at}", words, "2022-10-16 10:00"] for at, words in enumerate(said)],
    )
    failed, unknown = Level.FAILED, Level.UNKNOWN
    assert list(map(level, records)) == [failed, failed, unknown, unknown, unknown, Level.ACCEPTED]
    assert records[0].said == "실패사유: 메시지함이 찼음"


def test_a_remark_beside_a_success_makes_no_failure(tmp_path: Path) -> None:
    header = ["수신번호", "발송일시", "상태", "오류내용"]
    rows = [["010-1234-0001", "2022-10-16 10:00", state, "KT"] for state in ("성공", "?")]
    well, unclear = results(tmp_path, header, *rows)
    assert (level(well), well.said) == (Level.ACCEPTED, "성공 / KT")
    assert level(unclear) is Level.FAILED


@pytest.mark.parametrize("header", ["성공여부", "전송성공여부", "발송 여부"])
def test_no_is_a_failure_where_success_is_asked_for(tmp_path: Path, header: str) -> None:
    rows = [
        [f"010-1234-000{at}", "2022-10-16 10:00", said] for at, said in enumerate(["Y", "N", "O", "x", "1"])
    ]
    records = results(tmp_path, ["수신번호", "발송일시", header], *rows)
    accepted, failed = Level.ACCEPTED, Level.FAILED
    assert list(map(level, records)) == [accepted, failed, accepted, failed, Level.UNKNOWN]


@pytest.mark.parametrize(
    "said",
    [
        "잘못된 전화번호",
        "서비스 정지",
        "메시지함 가득참",
        "전송할 수 없음",
        "존재하지 않는 번호",
        "Phone is currently unreachable/unavailable",
        "Not delivered",
        "Bounced",
    ],
)
def test_plain_words_of_a_failure_are_known(said: str) -> None:
    assert meaning_of("", "", "", said).level is Level.FAILED


@pytest.mark.parametrize("said", ["알 수 없음", "결과 확인 안 됨", "회신 대기"])
def test_doubtful_words_are_no_failure(said: str) -> None:
    assert meaning_of("", "", "", said).level is Level.UNKNOWN


def test_a_carrier_that_took_it_is_no_telephone_that_did() -> None:
    assert meaning_of("", "", "", "Message has been accepted by phone carrier").level is Level.CARRIER


@pytest.mark.parametrize(
    ("header", "sent", "came"), [("Direction", "outbound-api", "inbound"), ("송수신", "발신", "수신")]
)
def test_what_a_customer_wrote_is_no_result(tmp_path: Path, header: str, sent: str, came: str) -> None:
    rows = [
        ["+82 10-1234-0001", "2022-10-16 10:00", "delivered", sent],
        ["+82 10-1234-0002", "2022-10-16 10:05", "received", came],
        ["+82 10-1234-0003", "2022-10-16 10:05", "failed", ""],
    ]
    read = whole(rows_file(tmp_path, ["수신번호", "발송일시", "상태", header], *rows))
    assert [record.row for record in read.records] == [2, 4]
    assert read.reasons == {3: "incoming"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("FAILED / 메시지를 발송했으나 수신확인 안됨", Level.UNKNOWN),
        ("실패 / 결과 미수신", Level.UNKNOWN),
        ("실패(결번) / 수신확인 안됨", Level.FAILED),
        ("실패 / 알 수 없는 오류", Level.FAILED),
    ],
)
def test_a_failure_that_only_nobody_acknowledged_is_a_doubt(said: str, expected: Level) -> None:
    assert meaning_of("", "", "", said).level is expected
