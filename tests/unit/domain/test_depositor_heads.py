"""Days and purposes glued to a payer's name, names turned round, numbers for names; whom these find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.test_matching import NOON, codes, deposit, matched, order, party
from tui.domain.depositors import normalised, read_depositor
from tui.domain.matching_names import may_be_day


@pytest.mark.parametrize(
    ("text", "payer", "tail", "purpose"),
    [
        ("10/15홍길동", "홍길동", "", "10/15"),
        ("10.15 홍길동", "홍길동", "", "10.15"),
        ("10/15(토) 김민지", "김민지", "", "10/15(토)"),
        ("(10/15)홍길동", "홍길동", "", "10/15"),
        ("15일홍길동", "홍길동", "", "15일"),
        ("10월15일 남궁민수", "남궁민수", "", "10월15일"),
        ("221015김민지", "김민지", "", "221015"),
        ("토요일홍길동", "홍길동", "", "토요일"),
        ("3시홍길동", "홍길동", "", "3시"),
        ("10/15 3시 홍길동", "홍길동", "", "10/15 3시"),
        ("10/15김민지5678", "김민지", "5678", "10/15"),
        ("1015홍길동", "홍길동", "1015", ""),
        ("홍길동1015", "홍길동", "1015", ""),
        ("홍길동10/15", "홍길동", "", "10/15"),
        ("홍길동3시", "홍길동", "", "3시"),
        ("홍길동오후3시", "홍길동", "", "오후3시"),
        ("홍길동토요일", "홍길동", "", "토요일"),
        ("홍길동(딸기)", "홍길동", "", "딸기"),
        ("케이크김민지", "김민지", "", "케이크"),
        ("예약금/홍길동", "홍길동", "", "예약금"),
        ("(케이크)홍길동님", "홍길동", "", "케이크"),
        ("주문 박서준", "박서준", "", "주문"),
        ("케이크예약김민지", "김민지", "", "케이크예약"),
        ("구매(홍길동)", "홍길동", "", "구매"),
        ("생일 케이크 홍길동", "홍길동", "", "생일 케이크"),
        ("예약자:홍길동5678", "홍길동", "5678", "예약자"),
        ("국민김민지", "김민지", "", "국민"),
        ("KB 홍길동", "홍길동", "", "KB"),
        ("신한-박서준", "박서준", "", "신한"),
        ("우리은행 박서준", "박서준", "", "우리은행"),
        ("♥홍길동♥", "홍길동", "", ""),
        ("홍길동^^", "홍길동", "", ""),
        ("김민지5678!!", "김민지", "5678", ""),
    ],
)
def test_a_name_is_found_behind_and_before_a_day(text: str, payer: str, tail: str, purpose: str) -> None:
    found = read_depositor(text)
    assert (found[:3], found.person) == ((payer, tail, purpose), True)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "케이크하우스",
            "딸기농장",
            "꽃다발공방",
            "여행이야기",
            "촬영 스튜디오",
            "떡방앗간",
            "케이크촬영소",
        ),
        *(
            "24시국밥집",
            "24시 감자탕",
            "10월임대료",
            "10월 주차비",
            "토요일오전반",
            "3시유치원",
            "15일 한마당",
        ),
        *("10/15", "1015", "3시", "토요일", "10월15일", "케이크"),
    ],
)
def test_a_firm_a_fee_or_a_day_alone_names_nobody(text: str) -> None:
    """The twin stands above; here the whole text is the payer, as the bank gives it."""
    assert read_depositor(text) == (text, "", "", read_depositor(text).company, False)


@pytest.mark.parametrize(
    "name", ["주문진", "예약희", "오일장", "시월이", "정오", "이일요", "토니안", "방배동"]
)
def test_a_name_that_sounds_like_a_day_or_a_purpose_stays_whole(name: str) -> None:
    assert read_depositor(name)[:3] == (name, "", "")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "10/15홍길동",
            "1015홍길동",
            "홍길동1015",
            "홍길동10/15",
            "홍길동3시",
            "홍길동케이크",
            "케이크홍길동",
        ),
        *("홍길동(딸기)", "예약금홍길동", "3시홍길동", "홍길동토", "홍길동토요일3시", "15일 홍길동"),
    ],
)
def test_whatever_is_glued_to_it_the_customer_of_that_name_is_found(text: str) -> None:
    others = (party(2, "박하늘", "01000001015", order(2)), party(3, "김민지", "01000000315", order(3)))
    (answer,) = matched((party(1, "홍길동", "01012345678", order(1)), *others), deposit(1, text))
    first = answer.candidates[0]
    assert first.party_id == 1
    assert "tail_other" not in {reason.code for reason in first.reasons}
    # The twin: digits that are no day near the deposit do speak against somebody with another number.
    (other,) = matched((party(1, "홍길동", "01012345678", order(1)), *others), deposit(1, "홍길동9876"))
    assert "tail_other" in {reason.code for reason in other.candidates[0].reasons}


def test_a_day_is_no_end_of_a_stranger_s_number() -> None:
    near = next(day for day in (f"{month:02}15" for month in range(1, 13)) if may_be_day(day, NOON))
    assert not any(may_be_day(digits, NOON) for digits in ("0000", "1332", "9876", "12", "", "01015"))
    (answer,) = matched((party(1, "박하늘", f"0101234{near}", order(1)),), deposit(1, f"표하늘{near}"))
    assert answer.party_id is None
    (answer,) = matched((party(1, "표하늘", f"0101234{near}", order(1)),), deposit(1, f"표하늘{near}"))
    assert answer.party_id == 1


_PIECES = st.sampled_from(
    [
        *(
            "홍길동",
            "김민지",
            "남궁민수",
            "이솔",
            "하우스",
            "10/15",
            "1015",
            "15일",
            "10월",
            "(토)",
            "토요일",
            "3시",
        ),
        *(
            "24시",
            "케이크",
            "예약금",
            "딸기",
            "님",
            " ",
            "/",
            "(",
            ")",
            "-",
            ".",
            "오후",
            "반",
            "2호",
            "*",
            "５",
        ),
    ]
)


@given(st.lists(_PIECES, max_size=6).map("".join))
def test_nothing_of_what_is_glued_together_is_lost_or_made_up(text: str) -> None:
    found = read_depositor(text)
    whole = normalised(text)
    assert all(piece in whole for piece in found[:4])
    assert found.payer or found.company or not whole
    if found.person and not found.company and "*" not in whole:
        assert whole.count(found.payer) >= 1
        assert read_depositor(found.payer).payer == found.payer


@pytest.mark.parametrize(
    ("name", "depositor"),
    [
        ("John Smith", "SMITH JOHN"),
        ("John Smith", "SMITHJOHN"),
        ("SMITH JOHN", "John Smith"),
        ("Thi Hoa Nguyen", "NGUYEN THI HOA"),
        ("Nguyen Thi Hoa", "THIHOANGUYEN"),
    ],
)
def test_a_foreigner_s_surname_may_stand_first_or_last(name: str, depositor: str) -> None:
    (answer,) = matched([party(1, name, "", order(10))], deposit(1, depositor))
    assert answer.candidates[0].party_id == 1
    assert "name_exact" in codes(answer)
    (other,) = matched([party(1, "John Brown", "", order(10, amount=7_000))], deposit(1, depositor))
    assert "name_exact" not in {code for one in other.candidates for code in (r.code for r in one.reasons)}


def test_a_telephone_number_in_place_of_a_name_finds_whose_it_is() -> None:
    people = [party(1, "김민지", "+821012345678", order(10)), party(2, "박서준", "+821012340001", order(11))]
    (answer,) = matched(people, deposit(1, "01012345678"))
    assert answer.candidates[0].party_id == 1
    assert "tail" in codes(answer)
