"""Providers' result lists become results, row by row, each worth what its provider said and no more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.result_files import FILES, Expected, ResultFile, sends
from tests.unit.intake.helpers import NOW, rows_file, whole
from tui.domain.dates import read_moment
from tui.domain.phones import read_phones
from tui.domain.providers import Level, meaning_of
from tui.intake.cells import read_number, tidy, tidy_text
from tui.intake.plan import Plan
from tui.intake.reading import look, read
from tui.intake.records import SEND_RESULTS, SendRecord
from tui.intake.rows import Sorter
from tui.intake.send_results import ResultReader, about_of, channel_of


def written(source: str, folder: Path, count: int = 40, seed: int = 1) -> tuple[Path, ResultFile]:
    file = FILES[source](sends(count, seed))
    path = folder / f"{source}.csv"
    path.write_bytes(file.content)
    return path, file


def as_expected(record: Any) -> Expected:
    meaning = meaning_of(record.provider, record.mode, record.code, record.said)
    return Expected(
        record.phones[0].value,
        record.channel,
        record.mode,
        record.code,
        record.said,
        meaning.level,
        meaning.reason,
        record.sent_at or 0,
        record.message_id,
        record.reference,
        record.template,
        record.name,
    )


@pytest.mark.parametrize("source", FILES)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_row_is_read_and_worth_what_was_said(source: str, seed: int, tmp_path: Path) -> None:
    path, file = written(source, tmp_path, seed=seed)
    got = whole(path)
    assert got.preview.kind == SEND_RESULTS
    assert dict(got.preview.plan.about) == {
        "provider": file.provider,
        "mode": file.mode,
        "sure": "yes" if file.sure else "",
    }
    assert [as_expected(record) for record in got.records] == list(file.expected)
    assert [record.row for record in got.records] == list(range(2, len(file.expected) + 2))
    assert len({record.key for record in got.records}) == len(got.records)
    assert not got.problems


def test_the_digits_of_a_kakao_file_are_no_deliveries_as_they_would_be_at_solapi(tmp_path: Path) -> None:
    path, _ = written("kakao-push", tmp_path)
    preview = look(path, now=NOW)
    assert not [one for one in preview.records if as_expected(one).level is Level.DELIVERED]
    wrong = replace(preview.plan, about={"provider": "solapi"})
    misread = [as_expected(one) for batch in read(path, wrong) for one in batch.records]
    assert {one.code for one in misread if one.level is Level.DELIVERED} == {"4000"}


def test_what_a_person_says_of_provider_and_mode_stands(tmp_path: Path) -> None:
    path, _ = written("unknown", tmp_path)
    preview = look(path, now=NOW)
    chosen = replace(preview.plan, about={"provider": "solapi", "mode": ""})
    assert about_of(chosen, []) == {"provider": "solapi", "mode": "", "sure": "chosen"}
    records = [record for batch in read(path, chosen) for record in batch.records]
    worth = {record.code: as_expected(record).level for record in records if not record.said}
    assert worth == {"4000": Level.DELIVERED}
    assert {record.provider for record in records} == {"solapi"}


def test_the_same_message_has_the_same_key_in_a_later_file_with_another_result(tmp_path: Path) -> None:
    header = ["발송일시", "수신번호", "템플릿코드", "결과코드", "발송결과"]
    early = ["2022-10-15 14:00:00", "010-0000-0001", "CAKE_01", "", "대기"]
    late = ["2022-10-15 14:00:00", "010-0000-0001", "CAKE_01", "3018", "실패"]
    other = ["2022-10-15 14:00:00", "010-0000-0001", "CAKE_02", "", "대기"]
    first, *_ = whole(rows_file(tmp_path, header, early, other)).records
    second, third = whole(rows_file(tmp_path, header, late, other)).records
    assert first.key == second.key != third.key
    assert (second.code, second.said) == ("3018", "실패")


def test_a_message_id_says_which_message_it_is_whoever_the_provider_is_said_to_be(tmp_path: Path) -> None:
    path, _ = written("solapi-console", tmp_path, count=3)
    preview = look(path, now=NOW)
    for about in ({"provider": ""}, {"provider": "kakao", "mode": "push"}):
        plan = replace(preview.plan, about=about)
        again = [record.key for batch in read(path, plan) for record in batch.records]
        assert again == [record.key for record in preview.records if isinstance(record, SendRecord)]


def test_two_messages_that_are_alike_stay_two_and_a_row_said_twice_is_one(tmp_path: Path) -> None:
    header = ["메시지ID", "수신번호", "메시지유형", "결과코드"]
    rows = [
        ["A1", "010-0000-0001", "알림톡", "3018"],
        ["A1", "010-0000-0001", "LMS", "4000"],
        ["A1", "010-0000-0001", "알림톡", "3018"],
    ]
    got = whole(rows_file(tmp_path, header, *rows))
    assert [(record.channel, record.code) for record in got.records] == [("kakao", "3018"), ("sms", "4000")]
    assert got.records[1].key == got.records[0].key + "#2"
    assert got.reasons == {4: "duplicate_row"}


def test_rows_that_name_no_message_are_rejected_and_totals_ignored(tmp_path: Path) -> None:
    header = ["발송일시", "수신번호", "이름", "메시지ID", "주문번호", "발송결과"]
    rows = [
        ["2022-10-15 14:00", "", "김민지", "", "", "성공"],
        ["2022-10-15 14:00", "", "", "M-1", "", "성공"],
        ["2022-10-15 14:00", "", "", "", "R-1", "성공"],
        ["2022-10-15 14:00", "010-****-0001", "김*지", "", "", "실패"],
        ["합계", "", "", "", "", "4"],
    ]
    got = whole(rows_file(tmp_path, header, *rows))
    assert [record.row for record in got.records] == [3, 4, 5]
    assert got.reasons == {2: "nobody", 6: "total"}
    assert [(problem.field, problem.code) for problem in got.problems] == [("phone", "masked")]
    assert got.records[2].phones[0].last4 == "0001"


def test_a_time_that_cannot_be_read_is_a_problem_of_a_kept_row(tmp_path: Path) -> None:
    header = ["발송일시", "수신번호", "수신일시", "발송결과"]
    row = ["2022-13-45 14:00", "010-0000-0001", "-", "성공"]
    (record,) = whole(rows_file(tmp_path, header, row)).records
    assert (record.sent_at, record.reported_at) == (None, None)
    assert [(problem.field, problem.raw, problem.key) for problem in record.problems] == [
        ("sent_at", "2022-13-45 14:00", "dates.impossible_date")
    ]


def test_numbers_under_the_recipients_title_are_numbers(tmp_path: Path) -> None:
    header = ["발송일시", "수신자", "발송결과", "결과코드"]
    (record,) = whole(rows_file(tmp_path, header, ["2022-10-15 14:00", "010-0000-0001", "성공", "1"])).records
    assert (record.name, record.phones[0].value) == ("", "+821000000001")


def test_each_row_may_say_its_own_mode(tmp_path: Path) -> None:
    header = ["serial_number", "sender_key", "phone_number", "code", "response_method"]
    rows = [
        ["1", "k", "010-0000-0001", "0000", "push"],
        ["2", "k", "010-0000-0002", "0000", "realtime"],
        ["3", "k", "010-0000-0003", "0", "something"],
    ]
    got = whole(rows_file(tmp_path, header, *rows))
    assert dict(got.preview.plan.about) == {"provider": "kakao", "mode": "", "sure": ""}
    assert [as_expected(record).level for record in got.records] == [
        Level.ACCEPTED,
        Level.DELIVERED,
        Level.ACCEPTED,
    ]


def test_a_code_and_its_words_that_say_no_text_was_sent_instead_leave_the_alimtalks_result(
    tmp_path: Path,
) -> None:
    header = ["requestId", "recipientSeq", "recipientNo", "messageStatus", "resultCode"]
    header += ["resendStatus", "resendStatusName"]
    rows = [
        ["r", "1", "01000000001", "COMPLETED", "1000", "RSC01", "미대상"],
        ["r", "2", "01000000002", "FAILED", "3018", "RSC04", "발송 완료"],
    ]
    got = [as_expected(one) for one in whole(rows_file(tmp_path, header, *rows)).records]
    assert [(one.code, one.level) for one in got] == [("1000", Level.DELIVERED), ("", Level.ACCEPTED)]
    assert [one.channel for one in got] == ["", "sms"]


def test_a_column_that_a_person_points_at_can_tell_whose_file_it_is(tmp_path: Path) -> None:
    header = ["수신번호", "발송결과", "결과코드", "알 수 없는 제목"]
    row = ["010-0000-0001", "수신완료", "4000", "M4V20221015140000ABCDEFGHIJKLMNO"]
    path = rows_file(tmp_path, header, row)
    assert look(path, now=NOW).plan.about["provider"] == ""
    mapped = look(path, now=NOW, mapping={"message_id": "알 수 없는 제목"})
    assert mapped.plan.about == {"provider": "solapi", "mode": "", "sure": "yes"}
    assert as_expected(mapped.records[0]).level is Level.DELIVERED


@pytest.mark.parametrize(
    ("wish", "words", "channel"),
    [
        ("Y", "실패", "sms"),
        ("Y", "성공", ""),
        ("N", "실패", ""),
        ("미대상", "실패", ""),
        ("-", "실패", ""),
        ("전송 실패", "실패", "sms"),
    ],
)
def test_a_text_wished_for_instead_went_only_if_the_first_message_failed(
    wish: str, words: str, channel: str, tmp_path: Path
) -> None:
    header = ["발송일시", "수신번호", "발송결과", "대체발송"]
    (record,) = whole(rows_file(tmp_path, header, ["2022-10-15 14:00", "010-0000-0001", words, wish])).records
    assert record.channel == channel
    if wish == "Y" and channel:
        # Nobody has said what became of the text.
        assert as_expected(record).level is Level.UNKNOWN


@pytest.mark.parametrize(
    ("route", "channel"),
    [
        ("알림톡", ("kakao", False)),
        ("AT", ("kakao", False)),
        ("ATA", ("kakao", False)),
        ("친구톡 이미지", ("kakao", False)),
        ("SMS", ("sms", False)),
        ("장문(LMS)", ("sms", False)),
        ("알림톡→SMS", ("sms", True)),
        ("대체발송", ("sms", True)),
        ("RCS", ("", False)),
        ("", ("", False)),
    ],
)
def test_routes_are_told_as_providers_name_them(route: str, channel: tuple[str, bool]) -> None:
    assert channel_of(route) == channel


def _number(cell: str) -> str:
    return read_number(tidy(cell))[0]


cell = st.one_of(
    st.text(max_size=12), st.sampled_from(["4000", "성공", "010-0000-0001", "합계", "-", "대체발송"])
)


@given(
    st.lists(st.lists(cell, min_size=11, max_size=11), max_size=6), st.sampled_from(["", "solapi", "kakao"])
)
def test_no_cells_whatever_stop_the_reader(rows: list[list[str]], provider: str) -> None:
    fields = ("phone", "name", "sent_at", "code", "verdict", "failover", "failover_code", "route", "mode",
              "message_id", "text")  # fmt: skip
    plan = Plan(
        SEND_RESULTS, {field: (at,) for at, field in enumerate(fields)}, NOW, about={"provider": provider}
    )
    sorter = Sorter([""] * 11, 11, 1)
    records = ResultReader(plan, sorter).read(list(range(len(rows))), rows)
    assert len(records) + len(sorter.rejected) + len(sorter.ignored) == len(rows)


SAID = {
    "phone": [
        "010-0000-0001",
        "01012345678",
        "01099",
        "02-0000-0001",
        "1234",
        "010-0000-0002 / 010-1234-0002",
        "",
    ],
    "name": ["김민서", " 김민서 님", "010-1234-0001", "", "x"],
    "sent_at": ["2022-10-15 14:00:00", "2022-10-15T05:00:00Z", "2022.02.30 14:00", "어제", "-", ""],
    "verdict": ["성공", "실패", ""],
    "message_id": ["M1", "'M2", "M3.0", "2.02E+15", "-", " M4 ", ""],
    "reference": ["R-1", "R+2", ""],
    "text": ["예약  안내", "두 줄\n이에요", " ", ""],
}


@given(st.lists(st.tuples(*map(st.sampled_from, SAID.values())), min_size=1, max_size=8))
def test_a_block_says_what_its_rows_say_one_by_one(cells: list[tuple[str, ...]]) -> None:
    """A row at a time the reader meets every odd cell alone; together it reads whole columns at once."""
    plan = Plan(SEND_RESULTS, {field: (at,) for at, field in enumerate(SAID)}, NOW)
    rows = list(map(list, cells))
    together, alone = Sorter([""] * len(SAID), len(SAID), 1), Sorter([""] * len(SAID), len(SAID), 1)
    found = ResultReader(plan, together).read(list(range(len(rows))), rows)
    reader = ResultReader(plan, alone)
    assert found == [record for at, row in enumerate(rows) for record in reader.read([at], [row])]
    assert (together.ignored, together.rejected) == (alone.ignored, alone.rejected)
    for record in found:
        phone, *_, ident, reference, text = rows[record.row]
        assert (record.message_id, record.reference) == (_number(ident), _number(reference))
        assert record.text == tidy_text(text)
        assert not phone or record.phones == read_phones(phone)


@pytest.mark.parametrize(
    "cell",
    [
        "2022-10-15T05:00:00.000Z",
        "2022-10-15 05:00:00Z",
        "2022-10-15T14:00:00+09:00",
        "2022-10-15T14:00:00.999+09:00",
    ],
)
def test_times_with_their_zone_are_read_as_other_lists_read_them(cell: str, tmp_path: Path) -> None:
    header = ["발송일시", "수신번호", "발송결과", "결과코드"]
    (record,) = whole(rows_file(tmp_path, header, [cell, "010-0000-0001", "성공", "1"])).records
    assert record.sent_at == read_moment(cell, NOW, "Asia/Seoul").at == 1_665_810_000_000


def test_a_time_with_its_zone_that_never_was_is_a_problem(tmp_path: Path) -> None:
    header = ["발송일시", "수신번호", "발송결과", "결과코드"]
    row = ["2022-02-30T14:00:00Z", "010-0000-0001", "성공", "1"]
    (record,) = whole(rows_file(tmp_path, header, row)).records
    assert [problem.key for problem in record.problems] == ["dates.impossible_date"]
