"""Bank statements, row by row: every bank in two shapes, unknown banks, balances, and the same file twice."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import write_csv, write_xlsx
from tests.statements import SHAPES, Shape, Statement, entries, statement
from tests.unit.intake.helpers import NOW, Outcome, rows_file, whole
from tui import i18n
from tui.domain.depositor_words import NO_CUSTOMER_CODES
from tui.intake.balances import NEWEST_FIRST, OLDEST_FIRST, Line, order_of
from tui.intake.banks import FORMS, NAMES, UNKNOWN, account_in, guess_form, holder_in, shown_account
from tui.intake.columns import FIELDS, fields_of
from tui.intake.plan import Plan
from tui.intake.preview import mend
from tui.intake.reading import look
from tui.intake.records import DEPOSITS, DepositRecord, Rejected
from tui.intake.rows import Sorter
from tui.intake.statements import StatementReader

SHAPE = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: f"{shape.bank}-{shape.variant}")
BY_NAME = {f"{shape.bank}-{shape.variant}": shape for shape in SHAPES}


def written(folder: Path, made: Statement, name: str = "statement") -> Path:
    return write_xlsx(folder / f"{name}.xlsx", made.rows)


def check(outcome: Outcome, made: Statement) -> None:
    assert outcome.preview.kind == "deposits"
    assert outcome.preview.header_row == made.header_row
    assert {row.row: row.code for row in outcome.ignored} == made.ignored
    assert outcome.rejected == []
    assert [record.row for record in outcome.records] == list(made.deposits)
    for record in outcome.records:
        expected = made.expected[record.row]
        assert (record.at, record.has_time, record.amount, record.balance) == expected[:4]
        assert record.set_apart == expected.set_apart
        if not record.set_apart and expected.payer:
            assert (record.payer, record.tail) == (expected.payer, expected.tail)
        assert record.bank == made.bank
        assert record.account == made.account
    assert outcome.problems == []


@SHAPE
@pytest.mark.parametrize("container", ["xlsx", "cp949"])
def test_every_row_of_every_bank_is_what_it_should_be(shape: Shape, container: str, tmp_path: Path) -> None:
    made = statement(shape, entries(60, seed=7))
    path = tmp_path / "statement"
    path = write_xlsx(path, made.rows) if container == "xlsx" else write_csv(path, made.rows)
    check(whole(path), made)


def keys(outcome: Outcome) -> list[str]:
    return [record.key for record in outcome.records]


@SHAPE
def test_the_same_lines_sorted_the_other_way_have_the_same_keys(shape: Shape, tmp_path: Path) -> None:
    made = entries(40, seed=3)
    one = whole(written(tmp_path, statement(shape, made), "one"))
    other = whole(
        written(tmp_path, statement(replace(shape, newest_first=not shape.newest_first), made), "other")
    )
    assert sorted(keys(one)) == sorted(keys(other))
    assert len(set(keys(one))) == len(one.records)
    assert one.problems == other.problems == []


def test_an_overlapping_period_brings_only_what_is_new(tmp_path: Path) -> None:
    made, shape = entries(40, seed=3), BY_NAME["kb-personal"]
    early = whole(written(tmp_path, statement(shape, made[:30]), "early"))
    late = whole(written(tmp_path, statement(shape, made[20:]), "late"))
    every = whole(written(tmp_path, statement(shape, made), "every"))
    assert set(keys(early)) & set(keys(late))
    assert set(keys(early)) | set(keys(late)) == set(keys(every))


PLAIN = ["거래일시", "입금자", "입금액", "메모"]


def test_lines_without_a_balance_that_are_alike_are_both_kept(tmp_path: Path) -> None:
    row = ["2022-10-14 10:00", "홍길동", "45000", ""]
    outcome = whole(rows_file(tmp_path, PLAIN, row, row, row))
    assert len(outcome.records) == 3
    first = keys(outcome)[0]
    assert keys(outcome) == [first, f"{first}#2", f"{first}#3"]


def test_a_line_that_is_said_again_with_its_balance_is_one_line(tmp_path: Path) -> None:
    shape = BY_NAME["kb-personal"]
    made = statement(shape, entries(12, seed=5))
    at = next(row for row in made.deposits)
    made.rows.insert(at, made.rows[at - 1])
    outcome = whole(written(tmp_path, made))
    assert outcome.reasons[at + 1] == "duplicate_row"
    assert len(outcome.records) == len(made.deposits)


@SHAPE
def test_a_missing_line_is_a_gap_where_it_is_missing(shape: Shape, tmp_path: Path) -> None:
    made = entries(40, seed=9)
    for missing in (17, 12):  # one that came in, one that went out
        less = [*made[:missing], *made[missing + 1 :]]
        outcome = whole(written(tmp_path, statement(shape, less)))
        whole_at = len(less) - missing + 1 if shape.newest_first else missing + 1
        row = outcome.preview.header_row + whole_at
        if shape.variant == "days":
            assert {problem.code for problem in outcome.problems} == {"balance_gap"}
            continue
        assert [(problem.row, problem.code) for problem in outcome.problems] == [(row, "balance_gap")]
        before, after = made[missing - 1].balance, made[missing + 1].balance
        assert outcome.problems[0].raw == f"{before:,} → {after:,}"


def test_a_gap_is_found_across_batches_and_at_the_very_end(tmp_path: Path) -> None:
    made = entries(4500, seed=2)
    for missing in (2000, 4498):
        less = [*made[:missing], *made[missing + 1 :]]
        for name in ("shinhan-business", "kb-personal"):
            outcome = whole(written(tmp_path, statement(BY_NAME[name], less)))
            assert [problem.code for problem in outcome.problems] == ["balance_gap"]


@SHAPE
def test_lines_of_one_second_may_stand_in_any_order(shape: Shape, tmp_path: Path) -> None:
    made = entries(40, seed=4)
    for start in (5, 20, 33, 37):
        same = [one._replace(at=made[start].at) for one in made[start : start + 3]]
        made[start : start + 3] = same
    shuffled = list(made)
    for start in (5, 20, 33, 37):
        shuffled[start : start + 3] = random.Random(start).sample(made[start : start + 3], 3)
    assert shuffled != made
    assert whole(written(tmp_path, statement(shape, shuffled))).problems == []


def test_lines_of_different_seconds_may_not(tmp_path: Path) -> None:
    made = entries(40, seed=4)
    made[5], made[6] = made[6]._replace(at=made[5].at), made[5]._replace(at=made[6].at)
    assert whole(written(tmp_path, statement(BY_NAME["kb-personal"], made))).problems


def test_two_accounts_in_one_sheet_are_two_chains(tmp_path: Path) -> None:
    shape = BY_NAME["kb-personal"]
    first, second = (
        statement(shape, entries(20, seed=1)),
        statement(shape, entries(20, seed=2, start=5_000_000)),
    )
    second.rows[2] = ["계좌번호 : 999-000-654321"]
    rows = [*first.rows, *second.rows]
    outcome = whole(write_xlsx(tmp_path / "two.xlsx", rows))
    assert outcome.problems == []
    assert {record.account for record in outcome.records} == {"110000123456", "999000654321"}
    assert len(outcome.records) == len(first.deposits) + len(second.deposits)


def test_mixed_accounts_without_a_word_of_it_are_no_gaps(tmp_path: Path) -> None:
    both = sorted(entries(60, seed=1) + entries(60, seed=2, start=5_000_000))
    assert whole(written(tmp_path, statement(BY_NAME["ibk-newest"], both))).problems == []


UNKNOWN_HEADERS = {
    "words": ["거래일자", "입금금액", "출금금액", "거래후잔액", "거래내용"],
    "other words": ["언제", "들어온 돈", "나간 돈", "지금 돈", "누구"],
    "none": [],
}


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("header", UNKNOWN_HEADERS.values(), ids=UNKNOWN_HEADERS)
def test_an_unknown_bank_is_read_by_words_or_by_arithmetic(
    header: list[str], newest_first: bool, tmp_path: Path
) -> None:
    made = entries(30, seed=6)
    body = [
        [
            f"{one.at:%Y-%m-%d %H:%M:%S}",
            f"{max(one.amount, 0):,}",
            f"{max(-one.amount, 0):,}",
            f"{one.balance:,}",
            one.name,
        ]
        for one in made
    ]
    rows = body[::-1] if newest_first else body
    outcome = whole(write_xlsx(tmp_path / "some.xlsx", [header, *rows] if header else rows))
    assert outcome.preview.kind == "deposits"
    assert outcome.preview.plan.about["bank"] == "unknown"
    came = [one for one in made if one.amount > 0]
    assert sorted(record.amount for record in outcome.records) == sorted(one.amount for one in came)
    assert {record.depositor for record in outcome.records} == {one.name.removesuffix(" ") for one in came}
    assert outcome.problems == []


def test_one_signed_column_under_unknown_words_is_found_by_arithmetic(tmp_path: Path) -> None:
    made = entries(30, seed=6)
    body = [[f"{one.at:%Y.%m.%d}", one.name, str(one.amount), str(one.balance)] for one in made]
    outcome = whole(write_xlsx(tmp_path / "some.xlsx", [["A", "B", "C", "D"], *body]))
    assert [record.amount for record in outcome.records] == [one.amount for one in made if one.amount > 0]
    assert set(outcome.preview.mapping) == {"date", "depositor", "signed_amount", "balance"}


def test_the_balance_one_can_draw_is_neither_money_out_nor_the_balance(tmp_path: Path) -> None:
    header = ["거래일시", "적요", "출금가능잔액", "입금", "출금", "잔액", "입금은행", "내용"]
    row = ["2022-10-14 10:00:00", "타행이체", "900,000", "45,000원", "-", "1,045,000", "국민", "홍길동"]
    outcome = whole(write_xlsx(tmp_path / "some.xlsx", [header, row]))
    assert outcome.preview.mapping["balance"] == "잔액"
    assert outcome.preview.mapping["paid_out"] == "출금"
    assert "출금가능잔액" not in outcome.preview.mapping.values()
    assert [(one.amount, one.balance, one.payer) for one in outcome.records] == [
        (45_000, 1_045_000, "홍길동")
    ]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("45,000원", 45_000),
        (" 45,000 ", 45_000),
        ("45000.0", 45_000),
        ("+45,000", 45_000),
        ("₩45,000", 45_000),
    ],
)
def test_amounts_are_read_as_banks_write_them(cell: str, amount: int, tmp_path: Path) -> None:
    rows = [
        list(BY_NAME["kb-personal"].header),
        ["2022.10.14 10:00:00", "모바일", "홍길동", "", "-", cell, "1", "", ""],
    ]
    assert [one.amount for one in whole(write_xlsx(tmp_path / "a.xlsx", rows)).records] == [amount]


@pytest.mark.parametrize(
    ("cell", "why"), [("(45,000)", "outgoing"), ("-", "no_amount"), ("0", "no_amount"), ("사만원", "no_sum")]
)
def test_what_did_not_come_in_is_told_by_its_reason(cell: str, why: str, tmp_path: Path) -> None:
    rows = [
        list(BY_NAME["kb-personal"].header),
        ["2022.10.14 10:00:00", "모바일", "홍길동", "", "-", cell, "1", "", ""],
    ]
    assert whole(write_xlsx(tmp_path / "a.xlsx", rows)).reasons == {2: why}


def test_a_sum_under_the_lines_is_nobodys_deposit_although_a_day_stands_before_it(tmp_path: Path) -> None:
    rows = [
        list(BY_NAME["kb-personal"].header),
        ["2022.10.14 10:00:00", "모바일", "홍길동", "", "0", "45,000", "45,000", "", ""],
        ["2022.10.14 23:59:59", "", "합계", "", "0", "45,000", "", "", ""],
    ]
    outcome = whole(write_xlsx(tmp_path / "a.xlsx", rows))
    assert [one.payer for one in outcome.records] == ["홍길동"]
    assert {row.row: row.code for row in outcome.ignored} == {3: "total"}


def test_the_order_of_lines_is_told_by_their_balances_before_their_times() -> None:
    lines = [Line(row, NOW, 1_000, balance) for row, balance in enumerate((3_000, 2_000, 1_000), 2)]
    assert order_of(lines) == NEWEST_FIRST
    assert order_of(lines[::-1]) == OLDEST_FIRST
    later = [line._replace(at=NOW + line.row) for line in lines]
    assert order_of(later) == NEWEST_FIRST
    alone = [Line(2, NOW, 1_000, 9_000), Line(3, NOW + 1, 1_000, 5_000)]
    assert (order_of(alone), order_of(alone[::-1])) == (OLDEST_FIRST, NEWEST_FIRST)
    assert order_of([one._replace(at=NOW) for one in alone]) == 0


def test_a_line_without_its_day_can_be_mended(tmp_path: Path) -> None:
    header = list(BY_NAME["kb-personal"].header)
    good = ["2022.10.14 10:00:00", "모바일", "홍길동", "", "0", "45,000", "45,000", "", ""]
    bad = ["2022.13.45", *good[1:]]
    outcome = whole(write_xlsx(tmp_path / "a.xlsx", [header, good, bad]))
    assert outcome.reasons == {3: "no_date"}
    mended = mend(outcome.preview.plan, 3, good)
    assert isinstance(mended, DepositRecord)
    assert (mended.row, mended.key) == (3, outcome.records[0].key)
    again = mend(outcome.preview.plan, 3, bad)
    assert isinstance(again, Rejected)
    assert again.code == "no_date"


def test_a_person_may_say_which_column_is_which(tmp_path: Path) -> None:
    made = statement(BY_NAME["kb-personal"], entries(10, seed=8))
    path = written(tmp_path, made)
    preview = look(path, now=NOW)
    assert preview.columns[2].why == "bank"
    chosen = whole(path, mapping={"depositor": "적요", "channel": ""})
    assert all(isinstance(record, DepositRecord) for record in chosen.records)
    assert {record.depositor for record in chosen.records} <= {"타행이체", "인터넷", "모바일", "오픈뱅킹"}
    assert chosen.preview.header_key == preview.header_key


def test_the_preview_shows_deposits_with_bank_and_account(tmp_path: Path) -> None:
    made = statement(BY_NAME["toss-newest"], entries(10, seed=8))
    preview = look(written(tmp_path, made), now=NOW)
    assert dict(preview.plan.about) == {"bank": "toss", "account": "110000123456", "own": "박사장"}
    assert preview.plan.family == "toss"
    assert [record.row for record in preview.records] == list(made.deposits)
    assert shown_account(preview.plan.about["account"]) == "****3456"


def test_the_shop_s_own_names_add_to_those_in_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, statement(BY_NAME["toss-newest"], entries(10, seed=8)))

    def deposits(own: str) -> list[DepositRecord]:
        preview = look(path, now=NOW, about={"own": own})
        assert preview.plan.about["own"].split("\n") == ["박사장", *filter(None, own.split("\n"))]
        return [one for one in preview.records if isinstance(one, DepositRecord)]

    customer = next(one for one in deposits("") if one.depositor == one.payer)
    again = next(one for one in deposits(f"한라\n{customer.payer}") if one.row == customer.row)
    assert (customer.set_apart, again.set_apart) == ("", "own_transfer")


def test_an_app_s_name_gives_way_to_the_person_beside_it(tmp_path: Path) -> None:
    header = list(BY_NAME["hana-newest"].header)
    rows = [
        ["2022-10-14 10:00:00", "홍길동5678", "(주)비바리퍼블리카", "45,000", "0", "45,000", "", "", "", ""],
        ["2022-10-14 10:01:00", "김민지케이크", "", "10,000", "0", "55,000", "", "", "", ""],
        ["2022-10-14 10:02:00", "타행이체", "(주)카카오페이", "10,000", "0", "65,000", "", "", "", ""],
        ["2022-10-14 10:03:00", "카카오페이정산", "(주)카카오페이", "10,000", "0", "75,000", "", "", "", ""],
    ]
    records = whole(write_xlsx(tmp_path / "a.xlsx", [header, *rows])).records
    assert [(one.depositor, one.payer, one.tail, one.memo) for one in records[:3]] == [
        ("홍길동5678", "홍길동", "5678", "(주)비바리퍼블리카"),
        ("김민지케이크", "김민지", "", ""),
        ("(주)카카오페이", "", "", ""),
    ]
    assert [one.set_apart for one in records] == ["", "", "", "pay_settlement"]


def test_masked_and_cut_names_are_kept(tmp_path: Path) -> None:
    header = list(BY_NAME["kb-personal"].header)
    names = ["홍*동", "정재천(905동40", "남궁민수케이", "이**5678"]
    rows = [
        [f"2022.10.14 10:00:0{at}", "모바일", name, "", "0", "1,000", "", "", ""]
        for at, name in enumerate(names)
    ]
    records = whole(write_xlsx(tmp_path / "a.xlsx", [header, *rows])).records
    assert [record.depositor for record in records] == names
    assert [record.payer for record in records] == ["홍*동", "정재천", "남궁민수", "이**"]


def test_an_order_list_with_money_columns_stays_one(tmp_path: Path) -> None:
    header = ["주문일", "이름", "연락처", "픽업일시", "입금액", "잔액"]
    row = ["2022-10-14", "홍길동", "010-1234-0001", "2022-10-16 12:00", "10000", "20000"]
    assert look(rows_file(tmp_path, header, row, row), now=NOW).kind == "orders"
    assert (
        look(
            rows_file(tmp_path, ["입금일", "입금자", "입금액"], ["2022-10-14", "홍길동", "10000"]), now=NOW
        ).kind
        == "deposits"
    )


def test_numbers_stay_numbers_when_a_spreadsheet_has_typed_cells(tmp_path: Path) -> None:
    shape = BY_NAME["shinhan-business"]
    made = statement(shape, entries(20, seed=8))
    rows: list[list[object]] = [
        [int(cell) if cell.isdecimal() and at > made.header_row else cell for cell in row]
        for at, row in enumerate(made.rows, 1)
    ]
    check(whole(write_xlsx(tmp_path / "typed.xlsx", rows)), made)


@pytest.mark.parametrize(
    ("lines", "account", "holder"),
    [
        (["계좌번호 : 110-000-123456", "예금주명 홍길동"], "110000123456", "홍길동"),
        (["조회계좌 000-12-345678 (보통예금)"], "00012345678", ""),
        (["계좌번호 110-***-123456"], "110***123456", ""),
        (["조회기간 2022.10.10 ~ 2022.10.16", "계좌 조회 결과"], "", ""),
        (["고객명 : 홍길동님 계좌번호 : 11000-12-345678"], "1100012345678", "홍길동"),
    ],
)
def test_the_account_and_its_holder_stand_above_the_table(
    lines: list[str], account: str, holder: str
) -> None:
    assert account_in(lines) == account
    assert holder_in(lines) == holder


def test_every_bank_and_every_reason_has_its_words() -> None:
    for language in i18n.LANGUAGES:
        for bank in (*NAMES, *(form.bank for form in FORMS), UNKNOWN):
            assert i18n.say_in(language, f"intake.bank_{bank}")
        for code in NO_CUSTOMER_CODES:
            assert i18n.say_in(language, f"intake.ignored_{code}")
        for name in FIELDS[DEPOSITS]:
            assert i18n.say_in(language, f"intake.field_{name}")


@given(
    st.lists(
        st.lists(
            st.one_of(
                st.text(max_size=12), st.sampled_from(["2022.10.14 10:00:00", "45,000", "합계", "홍길동"])
            ),
            min_size=9,
            max_size=9,
        ),
        max_size=8,
    )
)
def test_any_cells_are_accounted_for(cells: list[list[str]]) -> None:
    header = list(BY_NAME["kb-personal"].header)
    plan = Plan(
        DEPOSITS,
        fields_of(guess_form(header) or []),
        NOW,
        width=9,
        headers=tuple(header),
        about={"bank": "kb"},
    )
    sorter = Sorter(header, 9, 2)
    numbers, rows = sorter.sort([list(row) for row in cells])
    records = StatementReader(plan, sorter).read(numbers, rows)
    sorter.finish()
    told = [one.row for one in (*records, *sorter.rejected, *sorter.ignored)]
    assert len(told) == len(set(told)) == len(cells) - sorter.trailing_blanks


def test_a_block_read_as_columns_says_what_its_rows_say_one_by_one(tmp_path: Path) -> None:
    """A row at a time the reader meets every name, day and sum alone; together it reads them as columns."""
    for shape in SHAPES:
        made = statement(shape, entries(60, seed=11))
        plan = look(written(tmp_path, made, f"{shape.bank}-{shape.variant}"), now=NOW).plan
        numbers = list(range(made.header_row + 1, made.header_row + 61))
        rows = [[*row, *[""] * plan.width][: plan.width] for row in made.rows[made.header_row :][:60]]
        together = StatementReader(plan, Sorter(plan.headers, plan.width, made.header_row + 1))
        alone = StatementReader(plan, Sorter(plan.headers, plan.width, made.header_row + 1))
        careful = StatementReader(plan, Sorter(plan.headers, plan.width, made.header_row + 1))
        careful._usual = lambda *_: None  # type: ignore[method-assign]
        found = list(together.read(numbers, rows))
        assert found == list(careful.read(numbers, rows))
        one_by_one = [
            record
            for number, row in zip(numbers, rows, strict=True)
            for record in alone.read([number], [row])
        ]
        assert [record[:-1] for record in found] == [record[:-1] for record in one_by_one]
        assert found


def test_a_cell_with_two_sums_is_no_sum(tmp_path: Path) -> None:
    made = statement(BY_NAME["kb-personal"], entries(20, seed=3))
    row = next(iter(made.deposits))
    made.rows[row - 1][5] = "1,000\n2,000"
    outcome = whole(written(tmp_path, made))
    assert [(one.row, one.code) for one in outcome.rejected] == [(row, "no_sum")]
