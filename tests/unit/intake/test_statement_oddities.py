"""What statements of single banks do that others do not: apps' names, times, signs, words for two things."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.intake.helpers import NOW, rows_file, whole
from tui.intake.reading import look
from tui.intake.statement_words import is_way

SHINHAN = ["거래일자", "거래시간", "적요", "출금", "입금", "내용", "잔액", "거래점"]


def line(channel: str, name: str, time: str = "10:00:00") -> list[str]:
    return ["2022-10-14", time, channel, "0", "45000", name, "45000", "국민"]


def test_where_an_app_is_named_the_person_may_stand_in_the_way_it_came(tmp_path: Path) -> None:
    rows = [line("송하준5678", "(주)비바리퍼블리카"), line("인터넷", "카카오페이", "10:00:01")]
    records = whole(rows_file(tmp_path, SHINHAN, *rows)).records
    assert [(one.depositor, one.payer, one.tail) for one in records] == [
        ("송하준5678", "송하준", "5678"),
        ("카카오페이", "", ""),
    ]


@pytest.mark.parametrize("bank", ["우체국", "신협", "기업", "현금IC", "모바일 입금"])
def test_a_bank_or_a_way_beside_an_app_is_nobody_s_name(bank: str, tmp_path: Path) -> None:
    assert is_way(bank)
    assert whole(rows_file(tmp_path, SHINHAN, line(bank, "토스"))).records[0].payer == ""


@pytest.mark.parametrize(
    ("channel", "name", "code"),
    [
        ("인터넷", "네이버파이낸셜(주)", "pay_settlement"),
        ("펌뱅킹", "네이버페이", "pay_settlement"),
        ("타행이체", "토스페이", "pay_settlement"),
        ("", "네이버페이(주)", "pay_settlement"),
        # Twins: somebody's name beside it, or a word that may be one; a transfer; an app for people only.
        ("홍길동", "(주)카카오페이", ""),
        ("네이버페이", "김민지", ""),
        ("카카오페이", "김민지5678", ""),
        ("인터넷", "토스페이 홍길동", ""),
        ("민지맘", "네이버페이", ""),
        ("인터넷", "네이버페이 송금", ""),
        ("인터넷", "카카오페이 민지맘", ""),
        ("인터넷", "(주)비바리퍼블리카", ""),
        ("오픈뱅킹", "(주)카카오페이", ""),
        ("인터넷", "토스", ""),
        ("인터넷", "당근페이", ""),
    ],
)
def test_a_pay_company_settles_where_nobody_is_named_beside_it(
    channel: str, name: str, code: str, tmp_path: Path
) -> None:
    others = [line("인터넷", "박서준", f"09:00:0{at}") for at in range(3)]
    outcome = whole(rows_file(tmp_path, SHINHAN, *others, line(channel, name)))
    assert [one.set_apart for one in outcome.records] == ["", "", "", code]
    assert name in (outcome.records[-1].depositor, outcome.records[-1].memo, outcome.records[-1].channel)


def test_a_statement_with_a_word_for_an_hour_that_is_due_is_a_statement(tmp_path: Path) -> None:
    header = ["거래일", "시각", "거래종류", "거래내용", "찾으신 금액", "맡기신 금액", "거래 후 잔액"]
    outcome = whole(
        rows_file(tmp_path, header, ["2022/10/14", "10:00", "타행", "홍길동", "", "45000", "45000"])
    )
    assert outcome.preview.kind == "deposits"
    assert [(one.payer, one.has_time) for one in outcome.records] == [("홍길동", True)]


def test_balances_tell_a_statement_from_a_list_of_what_is_due(tmp_path: Path) -> None:
    header = ["거래일", "시각", "내용", "금액", "잔액"]
    sums = [(45_000, 45_000), (-12_000, 33_000), (30_000, 63_000), (5_000, 68_000), (10_000, 78_000)]
    rows = [
        [f"2022-10-1{at}", "10:00", "홍길동", str(sum_), str(left)] for at, (sum_, left) in enumerate(sums)
    ]
    assert whole(rows_file(tmp_path, header, *rows)).preview.kind == "deposits"
    due = [[*cells[:4], "20000"] for cells in rows]  # what is still to be paid is no balance
    assert look(rows_file(tmp_path, header, *due), now=NOW).kind == "orders"


def test_how_money_came_is_no_column_of_people(tmp_path: Path) -> None:
    header = ["거래일시", "적요", "거래금액", "거래후잔액", "거래구분"]
    ways, names = ("전자금융", "모바일", "현금", "오픈뱅킹"), ("김민지", "이서연", "박지후", "최유진")
    rows = [
        [f"2022-10-14 10:00:0{at}", name, "1000", str((at + 1) * 1000), way]
        for at, (way, name) in enumerate(zip(ways, names, strict=True))
    ]
    assert [one.payer for one in whole(rows_file(tmp_path, header, *rows)).records] == list(names)


def test_payers_are_found_under_either_of_two_words(tmp_path: Path) -> None:
    header = ["거래일시", "거래구분", "입금금액", "출금금액", "거래후잔액", "적요", "내용"]
    names = ("김민지5678", "이서연", "박지후", "최유진", "쿠팡이츠")

    def read(told: str) -> list[tuple[str, str, str]]:
        rows = [
            [f"2022-10-14 10:00:0{at}", "입금", "1000", "0", str((at + 1) * 1000), *cells]
            for at, cells in enumerate((name, told) if told != "타행" else (told, name) for name in names)
        ]
        return [
            (one.payer, one.memo, one.set_apart) for one in whole(rows_file(tmp_path, header, *rows)).records
        ]

    for told, memo in (("예약금", "예약금"), ("", ""), ("타행", "")):
        assert read(told) == [
            *((name.rstrip("5678"), memo, "") for name in names[:-1]),
            ("쿠팡이츠", memo, "pay_settlement"),
        ]


@pytest.mark.parametrize(
    ("cell", "shown"), [("080533", "08:05:33"), ("80533", "08:05:33"), ("0805", "08:05:00")]
)
def test_a_time_of_digits_is_read_without_its_zero_too(cell: str, shown: str, tmp_path: Path) -> None:
    rows = [["20221014", cell, *line("", "홍길동")[2:]], ["2022-10-14", shown, *line("", "김민지")[2:]]]
    first, second = whole(rows_file(tmp_path, SHINHAN, *rows)).records
    assert (first.at, first.has_time, first.problems) == (second.at, True, ())


def test_a_time_that_lost_more_zeros_is_told_by_the_others_of_its_column(tmp_path: Path) -> None:
    rows = [["20221014", time, *line("", "홍길동")[2:]] for time in ("235959", "1205", "9")]
    first, second, third = (one.at for one in whole(rows_file(tmp_path, SHINHAN, *rows)).records)
    assert (first - second, second - third) == ((23 * 3600 + 47 * 60 + 54) * 1000, (11 * 60 + 56) * 1000)


def test_the_hours_of_a_machine_in_korean_words_are_not_the_afternoon_s(tmp_path: Path) -> None:
    header = ["거래일시", "적요", "거래금액", "거래후잔액"]
    rows = [
        ["2022년 10월 14일 03시 05분 28초", "홍길동", "1000", "1000"],
        ["2022-10-14 03:05:28", "홍길동", "1000", "2000"],
    ]
    first, second = whole(rows_file(tmp_path, header, *rows)).records
    assert first.at == second.at


def test_a_triangle_says_that_money_went_out(tmp_path: Path) -> None:
    header = ["거래일시", "적요", "거래금액", "거래후잔액"]
    rows = [["2022-10-14 10:00", "홍길동", '"9,000"', "9000"], ["2022-10-14 11:00", "KT", '"△3,000"', "6000"]]
    assert whole(rows_file(tmp_path, header, *rows)).reasons == {3: "outgoing"}


_TABLE = (
    "<table border=1>{}<tr><th>거래일자<th>거래시간<th>적요<th>출금<th>입금<th>내용<th>잔액<th>거래점"
    + "".join(
        f"<tr><td>2022-10-1{at}<td>10:00:00<td>인터넷<td>0<td>45000<td>김민지<td>{45_000 * (at + 1)}<td>국민"
        for at in range(3)
    )
)


@pytest.mark.parametrize(
    ("above", "caption"),
    [
        ("<p>계좌번호: 110-123-456789</p>", ""),
        ("<h2>거래내역조회</h2><div>조회계좌 <b>110-123-456789</b>&nbsp;(홍길동)</div><hr>", ""),
        ("", "<caption>신한은행 계좌번호 110-123-456789</caption>"),
        ("<dl><dt>계좌번호<dd>110-123-456789<dt>조회기간<dd>2022-10-01 ~ 2022-10-16</dl>", ""),
        ("<div>계좌번호 :</div>\n<div>110-123-456789</div><div>예금주 : 홍길동</div>", ""),
        ("<p>안내" + "<br>알려 드립니다" * 60 + "</p>계좌번호 110-123-456789<br/>", ""),
        ("<table><tr><td>조회<table><tr><td>2022-10-16</table><tr><td>계좌번호<td>110-123-456789<td>", ""),
    ],
)
def test_the_account_stands_above_a_web_page_s_table_in_no_table(
    above: str, caption: str, tmp_path: Path
) -> None:
    path = tmp_path / "거래내역.xls"
    path.write_bytes(f"<html><body>{above}{_TABLE.format(caption)}</table>".encode())
    outcome = whole(path)
    assert {one.account for one in outcome.records} == {"110123456789"}
    assert (len(outcome.records), outcome.rejected) == (3, [])


def test_what_stands_under_or_inside_a_web_page_s_table_is_no_account_of_it(tmp_path: Path) -> None:
    """The twin: no line of it becomes a row either."""
    path = tmp_path / "거래내역.xls"
    tail = "</table><p>계좌번호 110-123-456789</p><div>문의 1588-0000</div>"
    path.write_bytes(f"<html><script>'계좌번호 110-123-456789'</script>{_TABLE.format('')}{tail}".encode())
    outcome = whole(path)
    assert {one.account for one in outcome.records} == {""}
    assert (len(outcome.records), outcome.rejected, outcome.reasons) == (3, [], {})


@pytest.mark.parametrize(
    ("column", "stands", "cancelled"),
    [
        ("취소여부", "N", "Y"),
        ("취소여부", "", "취소"),
        ("거래상태", "정상", "취소완료"),
        ("상태", "입금완료", "취소"),
    ],
)
def test_a_deposit_that_the_bank_says_is_cancelled_is_nobody_s(
    column: str, stands: str, cancelled: str, tmp_path: Path
) -> None:
    header = ["거래일시", "입금자명", "입금액", "거래구분", column]
    states = [stands, cancelled, stands]
    names = ["김민지", "홍길동", "네이버페이 홍길동"]  # the last is read the careful way
    rows = [
        [f"2022-10-14 10:0{at}:00", name, "52500", "모바일", state]
        for at, (name, state) in enumerate(zip(names, states, strict=True))
    ]
    assert [one.set_apart for one in whole(rows_file(tmp_path, header, *rows)).records] == ["", "refund", ""]
    rows[2][-1] = cancelled
    outcome = whole(rows_file(tmp_path, header, *rows))
    assert [one.set_apart for one in outcome.records] == ["", "refund", "refund"]
    assert {one.memo for one in outcome.records[:2]} == {""}


@pytest.mark.parametrize(
    ("came", "went", "left"),
    [("들어온 돈", "나간 돈", "남은 돈"), ("수입", "지출", "통장잔고"), ("입금", "출금", "잔액")],
)
def test_a_shop_s_own_book_of_its_account_is_a_statement(
    came: str, went: str, left: str, tmp_path: Path
) -> None:
    header = ["날짜", "내용", came, went, left, "비고"]
    rows = [["10/14", "홍길동", "45000", "", "145000", ""], ["10/15", "딸기", "", "15000", "130000", ""]]
    outcome = whole(rows_file(tmp_path, header, *rows))
    assert outcome.preview.kind == "deposits"
    assert [(one.payer, one.amount, one.balance) for one in outcome.records] == [("홍길동", 45_000, 145_000)]
    assert outcome.reasons == {3: "outgoing"}
