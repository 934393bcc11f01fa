"""Questions of who somebody is: tolerant in form, strict in content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SUNDAY_1640
from tui.domain.checking import (
    Question,
    claimant_in,
    claimed_before,
    compare,
    questions_for,
    recognised,
    same_claimant,
    wrong_answers,
)
from tui.domain.model import (
    DAY,
    HOUR,
    MINUTE,
    Case,
    Customer,
    Deposit,
    IdentityCheck,
    Order,
    Progress,
    Suggestion,
)
from tui.domain.words import CheckQuestion, OrderStatus, State, Verdict

SEOUL = "Asia/Seoul"
NOW = SUNDAY_1640
THURSDAY_1431 = NOW - 3 * DAY - 2 * HOUR - 9 * MINUTE
SATURDAY_1500 = NOW + 5 * DAY + 22 * HOUR + 20 * MINUTE
EXPECTED = {
    CheckQuestion.AMOUNT: "45000",
    CheckQuestion.TIME: str(THURSDAY_1431),
    CheckQuestion.DUE: str(SATURDAY_1500),
    CheckQuestion.BANK: "kakaobank",
    CheckQuestion.WORDING: "하늘아 생일 축하해!",
    CheckQuestion.PRODUCT: "딸기 생크림 2호",
}


def said(kind: CheckQuestion, text: str) -> Verdict:
    return compare(Question(kind, 1, EXPECTED[kind]), text, NOW, SEOUL)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (
            CheckQuestion.AMOUNT,
            ("45,000원", "4만5천원", "45000", "4.5만원", "4만 5천", "사만오천원", "₩45,000"),
        ),
        (CheckQuestion.AMOUNT, ("4만5", "４５０００원", "45,000원 보냈어요", "사만오천")),
        (
            CheckQuestion.TIME,
            ("2시 반", "14:31", "오후 2시 31분", "두시 반", "1431", "목요일 2시 30분쯤", "2:33pm"),
        ),
        (CheckQuestion.DUE, ("토요일 3시", "10/22 오후 3시", "22일 3시요", "토욜 15:00")),
        (CheckQuestion.BANK, ("카카오뱅크요", "카뱅", "카카오뱅크에서 보냈어요")),
        (
            CheckQuestion.WORDING,
            ("하늘아 생일축하해", "하늘아, 생일 축하해 ♥", '"하늘아 생일 축하해"라고 해주세요'),
        ),
        (CheckQuestion.PRODUCT, ("딸기 2호", "2호 딸기생크림이요", "딸기 생크림 2호 사이즈")),
    ],
)
def test_the_right_answer_may_be_said_in_many_ways(kind: CheckQuestion, texts: tuple[str, ...]) -> None:
    assert {text: said(kind, text) for text in texts} == dict.fromkeys(texts, Verdict.RIGHT)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (CheckQuestion.AMOUNT, ("44,000원", "4만원", "45,001", "450000", "5만원 정도")),
        (CheckQuestion.TIME, ("3시 반", "14:35", "오전 2시 31분", "금요일 2시 31분", "02:31")),
        (CheckQuestion.DUE, ("토요일 4시", "일요일 3시", "10/21 3시")),
        (CheckQuestion.BANK, ("국민은행", "토스뱅크요")),
        (CheckQuestion.WORDING, ("민지야 사랑해", "생축")),
        (CheckQuestion.PRODUCT, ("딸기 1호", "초코 2호", "초코 1호")),
    ],
)
def test_a_wrong_answer_is_wrong(kind: CheckQuestion, texts: tuple[str, ...]) -> None:
    assert {text: said(kind, text) for text in texts} == dict.fromkeys(texts, Verdict.WRONG)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (CheckQuestion.AMOUNT, ("기억이 안 나요", "45000원 아니면 50000원", "4만5천원쯤", "")),
        (CheckQuestion.TIME, ("점심때", "2시쯤", "2시 반 아니면 5시 10분", "...")),
        (CheckQuestion.DUE, ("토요일", "3시", "주말에요")),
        (CheckQuestion.BANK, ("제 통장", "카뱅 아니면 국민")),
        (CheckQuestion.WORDING, ("하늘아 생일 축하", "하늘아 생일 축하헤")),
        (CheckQuestion.PRODUCT, ("2호", "딸기", "케이크요")),
    ],
)
def test_what_is_vague_or_several_answers_at_once_is_neither(
    kind: CheckQuestion, texts: tuple[str, ...]
) -> None:
    assert {text: said(kind, text) for text in texts} == dict.fromkeys(texts, Verdict.UNSURE)


@given(st.sampled_from(list(EXPECTED)), st.text(max_size=80))
def test_no_text_breaks_the_comparison(kind: CheckQuestion, text: str) -> None:
    assert said(kind, text) in Verdict


@given(st.integers(1_000, 999_999), st.integers(1_000, 999_999))
def test_another_amount_is_never_right(one: int, other: int) -> None:
    question = Question(CheckQuestion.AMOUNT, 1, str(one))
    for text in (f"{other:,}원", str(other)):
        assert (compare(question, text, NOW, SEOUL) is Verdict.RIGHT) == (one == other)


@given(st.integers(0, 1439), st.integers(0, 1439))
def test_a_time_to_the_minute_is_right_within_two_minutes_only(one: int, other: int) -> None:
    midnight = NOW - 16 * HOUR - 40 * MINUTE - DAY
    question = Question(CheckQuestion.TIME, 1, str(midnight + one * MINUTE))
    half = "오전" if other < 720 else "오후"
    text = f"{half} {other // 60 % 12 or 12}시 {other % 60}분"
    apart = min(abs(one - other), 1440 - abs(one - other))
    assert (compare(question, text, NOW, SEOUL) is Verdict.RIGHT) == (apart <= 2), text


def deposit(amount: int = 45_000, at: int = THURSDAY_1431, **more: object) -> Deposit:
    values = {"bank": "kb", "channel": "인터넷", "memo": "카카오뱅크", **more}
    return Deposit(
        7, "k", str(values["bank"]), "", at, True, amount, None, "김하늘", "김하늘", "",
        str(values["channel"]), str(values["memo"]),
    )  # fmt: skip


def case(*checks: IdentityCheck, deposits: tuple[Deposit, ...] = (deposit(),), details: str = "") -> Case:
    due = SATURDAY_1500
    orders = (Order(3, "k", "", due, True, None, details, OrderStatus.PENDING),) if details else ()
    wording = Suggestion(9, "wording", "하늘아 생일 축하해", "", "", "김하늘", NOW - DAY)
    return Case(
        1, Customer(1, "김하늘"), Progress(State.NEW), orders, deposits=deposits,
        suggestions=(wording,) if details else (), checks=checks,
    )  # fmt: skip


def test_what_is_hardest_to_guess_is_asked_first_and_what_they_have_told_last() -> None:
    kinds = [one.kind for one in questions_for(case(details="딸기 2호"), "", NOW, SEOUL)]
    assert kinds == [
        CheckQuestion.WORDING,
        CheckQuestion.TIME,
        CheckQuestion.AMOUNT,
        CheckQuestion.DUE,
        CheckQuestion.PRODUCT,
        CheckQuestion.BANK,
    ]
    told = "목요일 14:31에 4만5천원 입금했어요"
    assert questions_for(case(), told, NOW, SEOUL)[0].kind is CheckQuestion.BANK


def test_a_bank_is_asked_for_only_where_the_statement_names_it() -> None:
    for memo in ("", "하나로마트", "국민", "카카오뱅크 신한"):
        kinds = [one.kind for one in questions_for(case(deposits=(deposit(memo=memo),)), "", NOW, SEOUL)]
        assert CheckQuestion.BANK not in kinds


def check(number: int, verdict: Verdict, claimant: str) -> IdentityCheck:
    return IdentityCheck(number, 1, CheckQuestion.AMOUNT, verdict, 7, claimant, "수현", NOW + number)


def test_wrong_answers_count_per_person_and_end_with_a_right_one() -> None:
    checks = [check(1, Verdict.WRONG, "@a"), check(2, Verdict.WRONG, "@b"), check(3, Verdict.WRONG, "@A")]
    assert [wrong_answers(checks, who) for who in ("@a", "@b", "@c", "")] == [2, 1, 0, 0]
    assert wrong_answers([*checks, check(4, Verdict.RIGHT, "@a")], "@a") == 0


def test_somebody_else_who_was_recognised_before_is_a_conflict_and_the_same_person_is_none() -> None:
    earlier = case(check(1, Verdict.RIGHT, "010-0000-0001"))
    found = claimed_before(earlier, "@other")
    assert found is not None
    assert (found.claimant, found.at) == ("010-0000-0001", NOW + 1)
    assert claimed_before(earlier, "+82 10 0000 0001") is None
    assert claimed_before(case(check(1, Verdict.WRONG, "@a")), "@b") is None
    both = case(check(1, Verdict.RIGHT, "@a"), check(2, Verdict.RIGHT, "@b"), check(3, Verdict.RIGHT, "@a"))
    assert [one.claimant for one in recognised(both)] == ["@a", "@b"]


def test_where_they_write_from_is_found_in_what_was_typed() -> None:
    assert claimant_in("@minji.cake 목요일 입금") == "@minji.cake"
    assert claimant_in("토요일 픽업 010-1234-5678") == "010-1234-5678"
    assert claimant_in("메일은 a@b.com") == ""
    assert same_claimant("@MinJi", "minji")
    assert same_claimant("@minji.010123456", "minji.010123456")
    assert not same_claimant("cake_2022101612", "snap_2022101612")
    assert not same_claimant("", "")
