"""An order called off is suggested no more; a question, a warning or a part of it takes nothing back."""

from __future__ import annotations

import pytest

from tests.unit.domain.test_agreements import MINUTE, SUNDAY, moment, said
from tui.domain.agreements import Conversation

AGREED = (
    "customer: 22일 오후 1시에 1호 고구마맛 예약할게요 010-1234-1111",
    "shop: 네 가능합니다 42,000원이에요 예약금 1만원 부탁드려요",
    "customer: 입금했습니다",
)
ALL = {"phone", "due", "size", "flavour", "amount", "paid"}


def standing(*lines: str) -> list[tuple[str, str]]:
    """(field, value) of what still stands at the end."""
    chat = Conversation("Asia/Seoul")
    heard = []
    for minute, line in enumerate(lines):
        side, _, text = line.partition(": ")
        heard.append(chat.hear(text, SUNDAY + minute * MINUTE, side))
    return [
        (one.field, moment(one.value) if one.field == "due" else one.value)
        for number, found in enumerate(heard, 1)
        for one in found
        if (number, one.field, one.value) not in chat.taken_back
    ]


def fields(*lines: str) -> set[str]:
    return {field for field, _ in standing(*lines)}


@pytest.mark.parametrize(
    "line",
    [
        "customer: 비싸네요ㅠㅠ 다른데 알아볼게요",
        "customer: 죄송해요 그냥 다른데서 하기로 했어요ㅠㅠ",
        "customer: 다른 곳에서 주문했어요 죄송합니다",
        "customer: 사정이 생겨서 예약 취소할게요",
        "customer: 케이크 취소 부탁드립니다",
        "customer: 이번엔 안할게요 죄송해요",
        "customer: 생각해봤는데 다음에 할게요",
        "customer: 22일 예약 취소해주세요",
        "customer: 오늘 오전에 예약한 거 취소할게요",
        "customer: Please cancel my order",
        "shop: 네 취소 처리해드릴게요 환불 계좌 알려주세요",
        "shop: 입금이 확인되지 않아 예약이 취소되었습니다",
    ],
)
def test_whoever_calls_it_off_leaves_a_number_and_what_they_have_paid(line: str) -> None:
    assert fields(*AGREED) == ALL
    assert fields(*AGREED, line) == {"phone", "paid"}


def test_what_was_given_back_is_paid_no_more() -> None:
    off = (*AGREED, "customer: 취소할게요", "shop: 1만원 환불해드렸습니다")
    assert fields(*off) == {"phone"}
    assert fields(*AGREED, "shop: 차액 2천원 환불해드렸습니다") == ALL


@pytest.mark.parametrize(
    "line",
    [
        "customer: 취소 가능한가요? 취소하면 수수료 있나요?",
        "customer: 초는 취소할게요",
        "customer: 한개만 취소해주세요",
        "customer: 카드 결제 취소해주세요 이체했어요",
        "customer: 친구가 약속을 취소해서 제가 가요",
        "customer: 다른데 알아봤는데 여기가 제일 예뻐요",
        "customer: 사진이랑 색이 다른데 할게요",
        "customer: 네 다음에 또 주문할게요",
        "customer: 23일 예약은 취소할게요",
        "customer: 다른 매장에서 할게요 픽업",
        "customer: 네이버 예약은 취소할게요 여기로 해주세요",
        "shop: 이전 주문은 취소해드렸고 새 주문으로 접수했어요",
        "shop: 두번 입금하셔서 10,000원 환불해드렸습니다",
        "customer: 문구는 안 할게요",
        "customer: can I cancel my order?",
        "shop: 3시간 안에 입금 안되면 자동 취소됩니다",
        "shop: 3일 전 취소 시 전액 환불해드릴게요",
        "shop: 확인 안되면 취소해드릴게요",
    ],
)
def test_who_asks_warns_or_leaves_out_a_part_calls_nothing_off(line: str) -> None:
    assert fields(*AGREED, line) >= ALL


def test_a_day_in_place_of_the_one_called_off_keeps_the_rest() -> None:
    left = standing(*AGREED, "customer: 22일은 취소하고 23일 3시로 할게요")
    assert {("due", "10-23 15:00"), ("size", "1호")} <= {*left}
    two = (*AGREED, "customer: 29일 2시에 2호도 하나 예약할게요")
    left = standing(*two, "customer: 22일 예약은 취소해주세요")
    assert [value for field, value in left if field == "due"] == ["10-29 14:00"]
    assert ("size", "2호") in left


def test_what_the_shop_has_changed_to_stands_alone() -> None:
    asked = (*AGREED, "customer: 23일 3시로 변경 가능할까요?")
    due = [value for field, value in standing(*asked, "shop: 변경은 어려워요ㅠ") if field == "due"]
    assert "10-22 13:00" in due
    done = (*asked, "shop: 네 23일 3시로 변경해드렸습니다")
    assert {value for field, value in standing(*done) if field == "due"} == {"10-23 15:00"}
    assert "due" not in fields(*done, "customer: 23일 예약 취소할게요")
    two = (*AGREED, "customer: 29일 2시에 2호도 예약할게요", "shop: 네 30일 2시로 변경해드릴게요")
    assert {value for field, value in standing(*two) if field == "due"} >= {"10-22 13:00", "10-29 14:00"}


def test_what_was_called_off_stands_again_when_they_come_after_all() -> None:
    off = (*AGREED, "customer: 예약 취소할게요")
    assert fields(*off, "customer: 아니에요 그냥 그대로 진행할게요") == ALL
    assert fields(*off, "customer: 감사합니다") == {"phone", "paid"}
    assert ("due", "10-25 14:00") in standing(*off, "customer: 25일 2시에 다시 예약할게요")


def test_a_notice_to_everybody_is_of_nobodys_order() -> None:
    for text in (
        "[공지] 17일(월)은 대관 행사로 6시에 마감합니다",
        "10월 20일부터 쿠키 세트 15,000원에 판매합니다",
        "여러분 22일 3시 클래스 오세요 3만원입니다",
    ):
        assert said(text, "shop") == {}
    assert said("22일 3시 클래스 예약되셨어요 3만원입니다", "shop") == {
        "due": ["10-22 15:00"],
        "amount": ["30000"],
    }
