"""Conversations as they go: changed minds, refusals, promises, answers that come late."""

from __future__ import annotations

import pytest

from tests.unit.domain.test_agreements import moment, stands, talk
from tui.domain.agreements import Conversation

SEOUL = "Asia/Seoul"
SUNDAY = 1_665_906_000_000
"""2022-10-16 16:40 in Seoul."""


def left(*lines: str) -> list[str]:
    """The days and times suggested in a conversation that nobody has refused since."""
    conversation = Conversation(SEOUL)
    heard = []
    for minute, line in enumerate(lines):
        side, _, text = line.partition(": ")
        heard.append(conversation.hear(text, SUNDAY + minute * 60_000, side))
    return [
        moment(one.value)
        for number, said in enumerate(heard, 1)
        for one in said
        if one.field == "due" and (number, one.field, one.value) not in conversation.taken_back
    ]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (("customer: 토요일 픽업 가능한가요?", "shop: 토요일은 예약이 마감되었습니다 ㅠ"), []),
        (("customer: 22일 3시 픽업 될까요?", "shop: 죄송해요 그날은 마감이에요"), []),
        (("customer: 22일 3시 픽업 될까요?", "shop: 3시는 찼고 4시 가능해요"), ["10-22 16:00"]),
        (("customer: 이번주 토욜 방 있어요? 예약할게요", "shop: 만실입니다ㅜ"), []),
        (("shop: 22일 3시에 오시겠어요?", "customer: 22일은 안돼요 23일 3시에 갈게요"), ["10-23 15:00"]),
        # Twins: no word of the day.
        (
            ("customer: 22일 3시 픽업 될까요?", "shop: 22일 3시 가능한데 사진처럼은 어려워요"),
            ["10-22 15:00"] * 2,
        ),
        (("customer: 22일 3시 픽업할게요", "shop: 그 디자인은 마감이 어려워요"), ["10-22 15:00"]),
        (("customer: 22일 3시 픽업할게요", "shop: 22일 3시 가능합니다"), ["10-22 15:00"] * 2),
    ],
)
def test_a_day_that_the_other_side_refuses_is_suggested_no_more(
    lines: tuple[str, ...], days: list[str]
) -> None:
    assert left(*lines) == days


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        (
            ("customer: 금욜 7시 되나요?", "shop: 7시는 찼고 8시 가능해요", "customer: 8시 좋아요"),
            "10-21 20:00",
        ),
        (("customer: 내일 10시 말고 8시에 인수할게요",), "10-17 08:00"),
        (("customer: 내일 저녁 8시에 갈게요",), "10-17 20:00"),
        (("customer: 내일 8시에 갈게요",), "10-17"),
        (("customer: 내일 여덟시 반에 갈게요",), "10-17"),
    ],
)
def test_eight_o_clock_is_in_the_half_of_the_day_that_was_spoken_of_or_in_none(
    lines: tuple[str, ...], due: str
) -> None:
    assert stands(*lines)["due"] == [due]


def test_a_time_asked_for_a_day_is_on_that_day_and_one_of_no_day_on_none() -> None:
    asked = "customer: 저도 이번 일요일에 하나 해볼까 해요"
    assert stands(asked, "shop: 23일 일요일 몇시요?", "customer: 음 오후 1시?")["due"] == ["10-23 13:00"]
    assert "due" not in stands("customer: 토요일이 동생 생일이거든요", "customer: 3시에 찾을게요")
    assert stands("customer: 3시에 찾을게요") == {}  # over: it is 16:40
    assert stands("customer: 6시에 찾을게요")["due"] == ["10-16 18:00"]


def test_a_time_that_the_shop_asks_for_is_on_the_one_day_that_was_spoken_of() -> None:
    day = "customer: 사장님 토욜날 생일이라서예"
    lines = ("shop: 몇 시쯤 오실래요?", "customer: 세시요", "shop: 그럼 세시까지 준비해둘게요")
    assert stands(day, *lines)["due"] == ["10-22 15:00"]
    assert "due" not in stands(day, "customer: 일욜은 바빠요", *lines[1:])
    late = "customer: 오늘 5시 인수인데 비행기가 지연돼서 6시 반쯤 도착할 거 같아요"
    assert stands(late, "shop: 네 18:30으로 변경해둘게요")["due"] == ["10-16 18:30"]
    assert stands("shop: 내일 10시 30분 인수 예정입니다", "customer: 네 비행기 9시 50분 도착이에요")[
        "due"
    ] == ["10-17 10:30"]


def test_whoever_gives_a_car_or_a_room_back_does_not_come_then() -> None:
    for text in (
        "반납을 내일 12시에서 모레 12시로 연장 가능할까요?",
        "19일 6시에 반납할게요",
        "22일 체크아웃이요",
    ):
        assert "due" not in stands(f"customer: {text}")
    asked = "customer: 체크아웃 12시까지 연장 되나요?"
    assert "due" not in stands(asked, "shop: 다음 손님이 있어서 7시까지 부탁드려요")
    assert stands("shop: 픽업 시간은요?", "customer: 7시까지 부탁드려요")["due"] == ["10-16 19:00"]
    assert stands("shop: 21일 금요일 체크인 22일 체크아웃 가능합니다")["due"] == ["10-21"]


def test_when_money_or_a_picture_goes_out_nobody_comes() -> None:
    assert "due" not in stands("customer: 월급이 금요일이라 금요일 5시까지 보낼게요")
    assert stands("customer: 금요일 5시까지 갈게요")["due"] == ["10-21 17:00"]
    for about in ("2주 뒤쯤", "3일 뒤쯤", "열흘 후 정도에", "한 주 뒤쯤"):
        assert "due" not in stands(f"customer: {about} 또 갈게요")
    assert stands("customer: 2주 뒤에 또 갈게요")["due"] == ["10-30"]


def test_two_days_at_once_are_both_suggested_and_a_yes_confirms_neither() -> None:
    both = "customer: 하나는 21일 6시, 하나는 23일 1시 픽업할게요"
    (_, said), (_, answer) = talk(both, "shop: 네 가능합니다")
    assert [moment(one.value) for one in said] == ["10-21 18:00", "10-23 13:00"]
    assert answer == ()
    assert talk("customer: 21일 6시 픽업할게요", "shop: 네 가능합니다")[1][1] != ()


def test_what_comes_after_the_wording_is_none_and_one_that_is_put_off_comes_later() -> None:
    asked = "shop: 문구는 어떻게 넣어드릴까요?"
    given = "customer: 엄마 생신 축하드려요"
    pay = "shop: 레터링 38,000원이고 전액 선입금 부탁드려요 국민 123456-78-901234"
    assert stands(asked, given, pay, "customer: 입금했어요!")["wording"] == ["엄마 생신 축하드려요"]
    assert stands(asked, "customer: 음.. 잠시만요 물어보고요", given)["wording"] == ["엄마 생신 축하드려요"]
    for other in ("네 알겠습니다", "1호로 할게요", "22일 3시요", "입금할게요"):
        assert "wording" not in stands(asked, f"customer: {other}")
        assert "wording" not in stands(asked, "customer: 잠시만요 물어보고요", f"customer: {other}")


def test_a_wording_in_place_of_another_is_one() -> None:
    quoted = 'customer: 글씨만 "지훈아 전역 축하해" 로 바꿔주세요'
    assert stands(quoted)["wording"] == ["지훈아 전역 축하해"]
    assert "wording" not in stands('customer: "2호" 로 할게요')


def test_what_is_given_back_or_paid_before_is_no_price() -> None:
    for other in (
        *(
            "38,000원 환불해드렸습니다",
            "초는 개당 1,000원이에요",
            "하루 55,000원입니다",
            "30만원권부터 있어요",
        ),
        "잔금 220만원은 22일까지 입금 부탁드립니다",
    ):
        assert "amount" not in stands(f"shop: {other}")
    assert stands("shop: 원래 60,000원인데 첫방문 할인해서 54,000원이에요")["amount"] == ["54000"]
    assert "amount" not in stands("shop: 5,000원 할인해드려요")
    assert stands("shop: 케이크는 38,000원입니다")["amount"] == ["38000"]
    price, part = (
        "shop: 1인 650,000원, 총 2,600,000원입니다",
        "shop: 인당 10만원씩 총 40만원 입금해 주시면 돼요",
    )
    assert stands(price, part)["amount"] == ["2600000"]
    assert stands(part)["amount"] == ["400000"]


def test_a_payment_is_of_what_stands_beside_the_account_or_was_promised() -> None:
    account = "shop: 선입금 18만원 국민 123-45-6789012 신바람"
    assert stands(account, "customer: 입금했습니다")["paid"] == ["180000"]
    assert stands("shop: 18만원이에요", "customer: 입금했습니다")["paid"] == [""]
    assert stands("shop: 국민 123456-01-234567 슈가", "customer: 방금 보냈습니다")["paid"] == [""]
    assert "paid" not in stands("shop: 주소 알려주세요", "customer: 방금 보냈습니다")
    promise = "customer: 그럼 53,000원 입금할게요"
    assert stands(promise, "customer: 했어요~")["paid"] == ["53000"]
    later = (
        "customer: 입금은 저녁에 할게요",
        "shop: 네 13만원입니다 국민 123-45-6789012",
        "customer: 했어요!",
    )
    assert stands(*later)["paid"] == ["130000"]
    assert stands("shop: 계약금 5만원이에요", "customer: 네 보냈습니다")["paid"] == ["50000"]
    assert "paid" not in stands("customer: 예약할게요", "customer: 했어요~")
    assert "paid" not in stands("customer: 결제는 가서 카드로 할게요", "customer: 했어요~")
    assert "paid" not in stands(promise)


def test_what_was_said_before_days_of_silence_is_forgotten() -> None:
    conversation = Conversation(SEOUL)
    conversation.hear("오늘 저녁 7시에 갈게요", SUNDAY, "customer")
    conversation.hear("입금할게요", SUNDAY, "customer")
    later = SUNDAY + 5 * 86_400_000
    assert conversation.hear("했어요~", later, "customer") == ()
    (due,) = conversation.hear("22일 8시에 갈게요", later, "customer")
    assert moment(due.value) == "10-22"  # no evening was spoken of
