"""Depositors' names taken apart, and deposits that are no customer's."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.domain.depositor_columns import read_depositors, why_no_customers
from tui.domain.depositor_words import (
    APPS,
    COMPANIES,
    DOUBLE_SURNAMES,
    FIRM_ENDS,
    FIRMS,
    PURPOSES,
    SURNAMES,
)
from tui.domain.depositors import (
    is_app,
    normalised,
    read_depositor,
    why_no_customer,
)


@pytest.mark.parametrize(
    ("text", "payer", "tail", "purpose"),
    [
        ("홍길동", "홍길동", "", ""),
        ("홍길동5678", "홍길동", "5678", ""),
        ("홍길동12", "홍길동", "12", ""),
        ("홍길동 5678", "홍길동", "5678", ""),
        ("홍길동(5678)", "홍길동", "5678", ""),
        ("홍길동(5678", "홍길동", "5678", ""),
        ("홍길동01012345678", "홍길동", "5678", ""),
        ("홍길동010-1234-5678", "홍길동", "5678", ""),
        ("5678홍길동", "홍길동", "5678", ""),
        ("홍길동５６７８", "홍길동", "5678", ""),
        ("홍길동케이크", "홍길동", "", "케이크"),
        ("홍길동케이", "홍길동", "", "케이"),
        ("홍길동케이크5678", "홍길동", "5678", "케이크"),
        ("홍길동 5678 케이크", "홍길동", "5678", "케이크"),
        ("홍길동촬영", "홍길동", "", "촬영"),
        ("홍길동예약금", "홍길동", "", "예약금"),
        ("홍길동/딸기2호", "홍길동", "", "딸기2호"),
        ("김민지 10월16일", "김민지", "", "10월16일"),
        ("정재천(905동40", "정재천", "", "905동40"),
        ("정재천（９０５동　４０", "정재천", "", "905동 40"),
        ("홍길동 님", "홍길동", "", ""),
        ("홍길동님5678", "홍길동", "5678", ""),
        ("홍*동", "홍*동", "", ""),
        ("이**", "이**", "", ""),
        ("김○지5678", "김○지", "5678", ""),
        ("남궁민수케이크", "남궁민수", "", "케이크"),
        ("이솔예약", "이솔", "", "예약"),
        ("김 민지 5678", "김 민지", "5678", ""),
        ("홍 길 동 5678", "홍 길 동", "5678", ""),
        ("홍 길 동 케이크", "홍 길 동", "", "케이크"),
        ("HONG GILDONG", "HONG GILDONG", "", ""),
        ("Smith J 1234", "Smith J", "1234", ""),
        ("박서준아빠", "박서준", "", "아빠"),
    ],
)
def test_a_name_and_what_stands_behind_it(text: str, payer: str, tail: str, purpose: str) -> None:
    assert read_depositor(text)[:3] == (payer, tail, purpose)
    assert read_depositor(text).person


@pytest.mark.parametrize("text", ["01012345678", "010-1234-5678", "010 1234 5678", "(010)1234-5678"])
def test_a_telephone_number_alone_is_nobody_s_name(text: str) -> None:
    assert read_depositor(text) == ("", "5678", "", "", False)
    assert not is_app(text)


@pytest.mark.parametrize(
    "name",
    [
        "이자연",
        "강이자",
        "김주문",
        "이사진",
        "민지맘",
        "이솔",
        "남궁민수",
        "최정산",
        "국민수",
        "신한별",
        "하나은",
    ],
)
def test_a_name_that_ends_like_a_purpose_stays_whole(name: str) -> None:
    assert read_depositor(name)[:3] == (name, "", "")


@pytest.mark.parametrize(
    ("text", "payer", "company"),
    [
        ("토스 홍길동", "홍길동", "토스"),
        ("당근페이 홍길동", "홍길동", "당근페이"),
        ("주식회사 카카오페이", "", "주식회사 카카오페이"),
        ("네이버파이낸셜 주식회사", "", "네이버파이낸셜 주식회사"),
        ("토스홍길동", "홍길동", "토스"),
        ("토스(홍길동)", "홍길동", "토스"),
        ("카카오페이_홍길동", "홍길동", "카카오페이"),
        ("네이버페이송금 김민지", "김민지", "네이버페이송금"),
        ("토스머니_박서준", "박서준", "토스머니"),
        ("카카오 홍길동", "홍길동", "카카오"),
        ("(주)비바리퍼블리카", "", "(주)비바리퍼블리카"),
        ("㈜카카오페이", "", "(주)카카오페이"),
        ("네이버페이 송금", "", "네이버페이 송금"),
        ("(주)한빛상사", "한빛상사", "(주)한빛상사"),
        ("주식회사 한빛", "한빛", "주식회사 한빛"),
        ("한빛디자인주식", "한빛디자인", "한빛디자인주식"),
        ("한빛디자인 주식회", "한빛디자인", "한빛디자인 주식회"),
        ("하늘초등학교", "하늘초등학교", "하늘초등학교"),
    ],
)
def test_apps_and_companies(text: str, payer: str, company: str) -> None:
    found = read_depositor(text)
    assert (found.payer, found.company) == (payer, company)
    assert found.person == (company != normalised(text))
    assert is_app(text) == (not payer)


@pytest.mark.parametrize(
    "text", ["하나투어", "케이크", "예약금", "1234", "😀", "박수", "김주식", "110123456789"]
)
def test_what_cannot_be_told_is_the_payer_as_a_whole(text: str) -> None:
    assert read_depositor(text)[:4] == (text, "", "", "")


@pytest.mark.parametrize(
    ("depositor", "code"),
    [
        ("이자", "interest"),
        ("예금이자", "interest"),
        ("결산이자", "interest"),
        ("2022년09월이자", "interest"),
        ("신한카드", "card_settlement"),
        ("BC카드", "card_settlement"),
        ("비씨카드매출", "card_settlement"),
        ("KB국민카드(주)", "card_settlement"),
        ("카드", "card_settlement"),
        ("카드 정산", "card_settlement"),
        ("신한123456", "card_settlement"),
        ("카카오페이정산", "pay_settlement"),
        ("네이버페이 정산", "pay_settlement"),
        ("(주)우아한형제들", "pay_settlement"),
        ("배달의민족", "pay_settlement"),
        ("쿠팡이츠", "pay_settlement"),
        ("토스페이먼츠", "pay_settlement"),
        ("KG이니시스", "pay_settlement"),
        ("수수료 환급", "fee"),
        ("CMS집금", "cms"),
        ("본인", "own_transfer"),
        ("자기앞", "own_transfer"),
        ("캐시백", "refund"),
        ("출금취소", "refund"),
        ("입금취소", "refund"),
        ("출자배당금", "interest"),
        ("플러스박스", "own_transfer"),
        ("내부이체", "own_transfer"),
        ("충전", "own_transfer"),
        ("쿠팡이츠정산금", "pay_settlement"),
        ("토스플레이스", "pay_settlement"),
        ("제로페이", "pay_settlement"),
        ("부가세환급", "government"),
        ("세금 환급금", "government"),
        ("농협비씨1234567", "card_settlement"),
        ("페이코정산", "pay_settlement"),
        ("카카오정산", "pay_settlement"),
        ("2022하반기이자", "interest"),
        ("입출금이자", "interest"),
        ("결산이자(세후)", "interest"),
        ("이자(09.18~10.15)", "interest"),
        ("국세환급금", "government"),
        ("국세", "government"),
        ("국세청 22년", "government"),
        ("국민건강보험공단", "government"),
        ("손실보전금", "government"),
        ("대출금", "loan"),
    ],
)
def test_money_of_no_customer_says_why(depositor: str, code: str) -> None:
    assert why_no_customer(depositor) == code
    assert why_no_customer("", depositor) == code


@pytest.mark.parametrize(
    "depositor",
    [
        "이자연",
        "강이자",
        "이자연5678",
        "김카드",
        "박매출",
        "배민주",
        "배민주5678",
        "국세진",
        "국세진케이크",
        "최정산",
        "정산호",
        "김대출",
        "이수수",
        "김본인",
        "홍길동카드",
        "홍길동",
        "하나은행",
        "(주)비바리퍼블리카",
        "이자카야 봄",
        "",
        "정재천(905동40",
        "홍길동01012345678",
        "홍길동취소",
    ],
)
def test_customers_whose_names_are_like_such_words_stay_customers(depositor: str) -> None:
    assert why_no_customer(depositor, "타행이체", "메모") == ""


@pytest.mark.parametrize(
    ("digits", "code"), [("1" * 190, ""), ("1" * 190 + "이자", "interest"), ("3분기이자", "interest")]
)
def test_long_runs_of_digits_are_weighed_at_once(digits: str, code: str) -> None:
    """Cut into pieces every way they would take longer than anybody waits."""
    assert why_no_customer(digits) == code


def test_a_settlement_by_an_app_is_known_by_what_stands_beside_it() -> None:
    assert why_no_customer("(주)카카오페이", "타행이체", "카카오페이정산") == "pay_settlement"
    assert why_no_customer("(주)카카오페이", "타행이체", "홍길동") == ""
    assert why_no_customer("홍길동", "타행이체", "카카오페이정산") == ""


def test_the_shop_s_own_names_are_known_also_when_the_bank_cuts_them() -> None:
    own = ("스윗 케이크하우스", "김민지")
    assert why_no_customer("스윗케이크하우", "", "", own) == "own_transfer"
    assert why_no_customer("김민지", "", "", own) == "own_transfer"
    assert why_no_customer("김민지5678", "", "", own) == ""
    assert why_no_customer("스윗", "", "", own) == ""


TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="홍길동김이자카드토스페이예약금케이크님(주)*○ _-/0159（）　㈜Aa", max_size=20),
)


@given(TEXTS, TEXTS, TEXTS)
@example("토스 ", "", "")
@example("\u3000(주)(", "ﬃ", "")
def test_any_text_is_taken_apart_into_pieces_of_itself(text: str, channel: str, memo: str) -> None:
    found = read_depositor(text)
    whole = normalised(text)
    for piece in found[:4]:
        assert piece in whole
    assert found.payer or found.company or not whole
    why_no_customer(text, channel, memo, (memo,))


@given(TEXTS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


WORDS = sorted({*PURPOSES, *APPS, *COMPANIES, *FIRMS, *FIRM_ENDS, *DOUBLE_SURNAMES})
WORDS += [
    *(
        "님",
        "씨",
        "손님",
        "고객님",
        "(주)",
        "(주",
        "5678",
        "12",
        "1",
        "01012345678",
        " ",
        "  ",
        "(",
        "(905동40",
    ),
    *("/", "_", "*", "○", "이자", "환불", "카드매출", "inc", " co", "\n", "\u11a8", "５６", "."),
]
SYLLABLES = sorted({syllable for word in WORDS for syllable in word if "가" <= syllable <= "힣"})
NAMES = st.builds(
    "".join,
    st.tuples(st.sampled_from(sorted(SURNAMES)), st.sampled_from(SYLLABLES), st.sampled_from(SYLLABLES)),
)
NAMED = st.builds(
    lambda name, rest: name + "".join(rest), NAMES, st.lists(st.sampled_from(WORDS), max_size=2)
)


@given(st.lists(st.one_of(TEXTS, NAMED), max_size=20))
@example(["홍길교회비", "김주식회사", "남궁민케이크", "홍길님 5678", "구움과자", "이연금5678"])
def test_many_names_are_read_as_each_alone(texts: list[str]) -> None:
    assert read_depositors(texts) == list(map(read_depositor, texts))


@given(st.lists(st.one_of(TEXTS, NAMED), max_size=20), st.lists(NAMED, max_size=2))
@example(["청5678", "이연금", "홍길동", "이자"], ["홍길동"])
def test_many_names_are_set_apart_as_each_alone(texts: list[str], own: list[str]) -> None:
    assert why_no_customers(texts, own) == [why_no_customer(text, own_names=own) for text in texts]
