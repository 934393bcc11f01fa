"""What somebody else, another month, another time or another sum is about is not what was agreed."""

from __future__ import annotations

import pytest

from tests.unit.domain.test_agreements import SUNDAY, moment, said, stands, talk
from tui.domain.agreements import Conversation

DAY = 86_400_000


def test_a_yes_that_names_another_time_is_none_to_what_was_proposed_before() -> None:
    wish = "customer: 22일 토요일 3시 예약 가능할까요"
    assert stands(
        wish,
        "shop: 22일은 5시 이후만 가능해요",
        "customer: 5시 이후면.. 5시 반이요!",
        "shop: 네 5시30분으로 잡아드릴게요",
    )["due"] == ["10-22 17:30"]
    assert stands(wish, "shop: 22일은 5시 이후만 가능해요")["due"] == ["10-22 15:00"]  # only the wish is said
    later = (
        "customer: 12/24에 예약할게요",
        "shop: 1인 789,000원입니다",
        "customer: 비싸네요.. 12월 10일은요?",
        "shop: 12월 10일은 1인 512,000원이에요",
        "customer: 이걸로 할게요!",
        "shop: 네 결제링크 보내드릴게요",
    )
    assert stands(*later)["due"] == ["12-10"]
    # Twin: the same time once more, or one that is about money, takes nothing back.
    assert stands(wish, "shop: 네 토요일 가능해요 예약금은 내일까지 입금 부탁드려요")["due"] == [
        "10-22 15:00"
    ]


def test_a_number_alone_is_a_day_of_the_month_that_is_talked_about() -> None:
    talked = ("customer: 11월 5일 예약할게요", "shop: 네 5일 16만원입니다")
    assert moment(talk(*talked, "customer: 18일로 해주세요")[-1][1][0].value) == "11-18"
    assert moment(talk(*talked, "customer: 22일 토요일에도 예약할게요")[-1][1][0].value) == "10-22"
    assert moment(talk("customer: 29일 예약할게요", "customer: 2일로 해주세요")[-1][1][0].value) == "11-02"


def test_after_days_of_silence_a_number_that_may_be_of_either_month_is_none() -> None:
    chat = Conversation("Asia/Seoul")
    chat.hear("11월 12일 예약할게요", SUNDAY, "customer")
    assert chat.hear("25일에 케이크 주문할게요", SUNDAY + 3 * DAY, "customer") == ()
    assert chat.hear("10월 25일에 케이크 주문할게요", SUNDAY + 3 * DAY, "customer") != ()


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("내일 꽃바구니 되나요? 7시 저녁약속이라 6시에 찾으러갈게요", ["10-17 18:00"]),
        ("내일 꽃바구니 되나요? 7시 저녁에 찾으러갈게요", ["10-17 19:00"]),
        ("저는 내일 3시 친구는 4시반으로 할게요", ["10-17 15:00"]),
        ("내일 3시에 할게요 엄마는 4시반에 갈게요", ["10-17 15:00", "10-17 16:30"]),
        ("17일 10시부터 19일 18시까지 카니발 예약할게요", ["10-17 10:00"]),
        ("I'd like to rent a car from Oct 17 10am to Oct 19 6pm", ["10-17 10:00"]),
        ("한도가 걸려서 ㅠㅠ 내일 아침에 보내도 되나요?", None),
        ("입금했어요. 내일 아침에 가도 되나요?", ["10-17"]),
        ("17일 예약한 사람인데요 늦을것 같아서 9시쯤 도착해요", ["10-17"]),
        ("17일 예약한 사람인데요 늦어도 9시에는 도착해요", ["10-17 09:00"]),
    ],
)
def test_the_time_of_something_else_is_not_when_somebody_comes(text: str, due: list[str] | None) -> None:
    assert said(text).get("due") == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("오늘 중 예약 안하시면 요금이 변동될 수 있어요", None),
        ("네 예약금은 내일까지 입금 부탁드려요", None),
        ("네 예약은 내일로 도와드릴게요", ["10-17"]),
        ("21일이나 28일은 가능합니다", None),
        ("28일은 가능합니다", ["10-28"]),
    ],
)
def test_what_a_shop_warns_of_or_leaves_open_is_no_day(text: str, due: list[str] | None) -> None:
    assert said(text, "shop").get("due") == due


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("010-0000-3434로 수정해주세요 기존 010-0000-3433은 안써요", ["+821000003434"]),
        ("010-0000-3434에서 010-0000-3433 으로요", ["+821000003434", "+821000003433"]),
        ("친구번호 010-0000-2323이에요", None),
        ("운전자는 남편인데 010-1234-1515로 연락주세요", ["+821012341515"]),
    ],
)
def test_a_number_used_no_more_or_of_a_friend_who_comes_along_is_nobodys_to_call(
    text: str, phones: list[str] | None
) -> None:
    assert said(text).get("phone") == phones


@pytest.mark.parametrize(
    ("side", "text", "amount", "paid"),
    [
        ("customer", "에이 8만원에 안될까요~", None, None),
        ("customer", "조금만 깎아주시면 안돼요? 45000원에 ㅎㅎ", None, None),
        ("customer", "네 8만원에 할게요", ["80000"], None),
        ("customer", "반만 먼저 보내도될까요 5만원", None, None),
        ("customer", "5만원 보냈고 나머진 그날 드릴게요", None, ["50000"]),
        ("customer", "5만원 나머진 그날 드릴게요 아직 못 보냈고요", ["50000"], None),
        ("shop", "50,000원 입금 확인했습니다", None, ["50000"]),
        ("shop", "130,000원 확인했습니다", None, ["130000"]),
        ("shop", "총 130,000원이에요. 예약금 50,000원 입금 확인했습니다", ["130000"], ["50000"]),
        ("shop", "8만원, 10만원짜리 있습니다", None, None),
        ("shop", "3호 65,000원 x 2 = 130,000원입니다", ["130000"], None),
        ("shop", "45,000원, 3만원 이상 무료배송", ["45000"], None),
    ],
)
def test_a_price_is_neither_what_was_paid_nor_asked_for_nor_one_of_several(
    side: str, text: str, amount: list[str] | None, paid: list[str] | None
) -> None:
    found = said(text, side)
    assert (found.get("amount"), found.get("paid")) == (amount, paid)


def test_money_that_was_promised_is_on_its_way_once_it_was_sent() -> None:
    assert stands("customer: 15만원 지금 보낼게요", "customer: 보냈습니다 확인해주세요")["paid"] == ["150000"]
    assert "paid" not in stands("customer: 네 추가할게요", "customer: 보냈습니다 확인해주세요")
    assert "paid" not in stands("customer: 15만원 지금 보낼게요", "customer: 사진 보냈습니다 확인해주세요")


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("1) 1호 문구 '사랑해 여보'\n2) 2호 문구 없음", ["사랑해 여보"]),
        ("문구 '수능대박 우리딸' 로 변경할게요", ["수능대박 우리딸"]),
        ('8만원으로 해주세요 리본문구 "태어나줘서 고마워"', ["태어나줘서 고마워"]),
        ("문구 없음", ["없음"]),
    ],
)
def test_what_stands_in_quotes_behind_the_word_for_it_is_the_wording(text: str, wording: list[str]) -> None:
    assert said(text).get("wording") == wording
