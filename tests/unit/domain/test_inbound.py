"""Who made contact: found by what they say, in any order and spelling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SUNDAY_1640
from tui.domain.inbound import CODES, InboundIndex
from tui.domain.inbound_tables import InboundRow, Ordered, PaidIn
from tui.domain.inbound_words import OnDate, OnWeekday, Side, pieces_in
from tui.domain.model import DAY, HOUR, MINUTE
from tui.domain.search import FindIndex, FindRow

NOW = SUNDAY_1640
SEOUL = "Asia/Seoul"
THURSDAY_1431 = NOW - 3 * DAY - 2 * HOUR - 9 * MINUTE
SATURDAY_1500 = NOW + 5 * DAY + 22 * HOUR + 20 * MINUTE
FILLER = "이박최정강조윤장임한"


def _rows() -> list[InboundRow]:
    rows = [
        InboundRow(1, ("김하늘",), (PaidIn(THURSDAY_1431, True, 45_000, "5678", "카카오뱅크"),)),
        InboundRow(2, ("김하늘",), (PaidIn(THURSDAY_1431 - DAY, True, 45_000, "", "신한"),)),
        InboundRow(3, ("박서준",), (), (Ordered(SATURDAY_1500, True, 38_000, "딸기 2호"),)),
        InboundRow(5, ("田中 美香",), (), (Ordered(SATURDAY_1500, True, None, "캐스퍼"),)),
        InboundRow(6, ("José Niño",), (), (Ordered(SATURDAY_1500, True, None, "캐스퍼"),)),
        InboundRow(4, ("남궁민수",), (PaidIn(THURSDAY_1431 + HOUR, True, 52_300, "", "국민"),)),
    ]
    for number in range(40):
        name = FILLER[number % 10] + "다온나래가람"[number % 3 : number % 3 + 2]
        at = NOW - (number % 9) * DAY - number * MINUTE
        rows.append(
            InboundRow(10 + number, (name,), (PaidIn(at, True, 30_000 + number % 7 * 5_000, "", "농협"),))
        )
    return rows


def _find(rows: Sequence[InboundRow]) -> FindIndex:
    phones = {3: ("010-0000-4321",)}
    return FindIndex(
        FindRow(
            row.id, row.names[0], phones.get(row.id, ()), (), tuple(one.amount for one in row.paid),
            ("seojun.bday",) if row.id == 3 else (), row.names if row.paid else (),
        )
        for row in rows
    )  # fmt: skip


def index() -> InboundIndex:
    rows = _rows()
    return InboundIndex(_find(rows), rows, SEOUL)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("김하늘 목", 1),
        ("田中", 5),
        ("美香님 토 3시", 5),
        ("josé niño", 6),
        ("목 김하늘", 1),
        ("목요일에 4만5천원 입금했어요 김하늘이요", 1),
        ("수요일 입금 4.5 ㄱㅎㄴ", 2),
        ("김하눌 5678", 1),
        ("5678", 1),
        ("카카오뱅크에서 보냈어요 목욜", 1),
        ("45,000 2시 반쯤 목요일", 1),
        ("52300", 4),
        ("5만2300원", 4),
        ("ㄴㄱㅁㅅ", 4),
        ("남궁 3시반", 4),
        ("토요일 픽업 딸기 2호요", 3),
        ("@seojun.bday", 3),
        ("4321", 3),
        ("22일 3시 찾으러 가요", 3),
        ("13일에 보냈어요 14:31", 1),
        ("10/13 김하늘 입금", 1),
    ],
)
def test_the_right_one_stands_first_in_whatever_order_it_is_said(text: str, first: int) -> None:
    ranked = index().rank(text, NOW)
    assert ranked[0].id == first, ranked[:3]
    assert ranked[0].why


def test_more_that_fits_ranks_higher_and_every_piece_says_why() -> None:
    one = index().rank("김하늘", NOW)
    both = index().rank("김하늘 목요일 입금 45000", NOW)
    assert {each.id for each in one[:2]} == {1, 2}
    assert both[0].id == 1
    assert {each.code for each in both[0].why} == {"name", "paid_days", "amount"}
    assert both[0].score > both[1].score


def test_a_weekday_of_paying_is_not_one_of_coming() -> None:
    assert index().rank("토요일 픽업", NOW)[0].id == 3
    assert 3 not in {each.id for each in index().rank("토요일 입금했어요", NOW)}


def test_in_english_what_goes_before_a_day_says_whether_it_is_of_paying() -> None:
    days = {
        one: meaning.side
        for one, meanings in pieces_in("paid 45,000 on Thursday, pick-up Saturday", NOW, SEOUL)
        for meaning in meanings
        if isinstance(meaning, OnWeekday)
    }
    assert days == {"thursday": Side.PAID, "saturday": Side.DUE}
    (best, *_) = index().rank("paid 45,000 on Thursday, 김하늘", NOW)
    assert best.id == 1


def test_somebody_recognised_already_stands_behind_an_equal() -> None:
    rows = [
        InboundRow(1, ("김하늘",), (PaidIn(THURSDAY_1431, True, 45_000, "", ""),), answered=True),
        InboundRow(2, ("김하늘",), (PaidIn(THURSDAY_1431, True, 45_000, "", ""),)),
    ]
    assert [each.id for each in InboundIndex(_find(rows), rows, SEOUL).rank("김하늘 45000", NOW)] == [2, 1]


def test_what_changed_since_counts_as_it_is_now() -> None:
    found = index()
    assert found.rank("52300", NOW)[0].id == 4
    found.put([InboundRow(4, ("남궁민수",), (PaidIn(THURSDAY_1431, True, 61_700, "", ""),))], [4])
    assert found.rank("61700", NOW)[0].id == 4
    found.put([], [4])
    assert 4 not in {each.id for each in found.rank("61700", NOW)}


def test_greetings_are_evidence_of_nothing() -> None:
    assert pieces_in("안녕하세요 입금했어요 확인 부탁드려요", NOW, SEOUL) == ()
    assert index().rank("안녕하세요 입금했어요", NOW) == []


@given(
    st.text(
        alphabet=st.sampled_from("김하늘목토요일시분만천원입금픽업@.,:/ -0123456789ab호ㄱㅎ\n"), max_size=60
    )
)
def test_no_words_of_the_trade_break_the_ranking(text: str) -> None:
    for each in INDEX.rank(text, NOW):
        assert each.why
        assert all(one.code in CODES for one in each.why)


@given(st.text(max_size=120))
def test_no_text_at_all_breaks_the_ranking(text: str) -> None:
    ranked = INDEX.rank(text, NOW, 5)
    assert len(ranked) <= 5
    assert [each.score for each in ranked] == [each.score for each in ranked if each.score > 0]


INDEX = index()


@pytest.mark.parametrize(
    ("told", "day", "side"),
    [
        ("말일에 입금했어요", date(2022, 9, 30), Side.PAID),
        ("말일에 찾으러 갈게요", date(2022, 10, 31), Side.DUE),
        ("13일에 입금했어요", date(2022, 10, 13), Side.PAID),
    ],
)
def test_the_end_of_the_month_was_the_last_one_for_money_and_is_the_next_for_a_cake(
    told: str, day: date, side: Side
) -> None:
    (piece, *_) = pieces_in(told, NOW, SEOUL)
    assert piece.meanings == (OnDate(day.toordinal(), side),)
