"""Prices, deposits, wordings and flavours as they are said in a chat, and what only looks like one."""

from __future__ import annotations

import pytest

from tests.unit.domain.test_agreements import said, stands


@pytest.mark.parametrize(
    ("side", "text", "amount", "paid"),
    [
        ("shop", "65000 입니당", ["65000"], None),
        ("shop", "ㅇㅋ 3만5천만 줘", ["35000"], None),
        ("shop", "6만원인데 5만원만 주세요 ㅎㅎ", ["50000"], None),
        ("shop", "60,000원인데 17일까지면 50,000원에 해드릴게요", ["50000"], None),
        ("shop", "택배비 4천원 별도입니다", None, None),
        ("shop", "배송은 4천원 별도예요", None, None),
        ("shop", "2만원 예약금 부탁드려요", None, None),
        ("shop", "45,000원 예약금 20,000원입니다", ["45000"], None),
        ("shop", "please send 20,000 won deposit to my account", None, None),
        ("customer", "전에는 6만원이었는데 올랐네요?", None, None),
        ("customer", "최유리로 38000 보냈습니다", None, ["38000"]),
        ("customer", "10만원 보냈고 나머지 18만원은 당일날 드릴게요", None, ["100000"]),
        ("customer", "연락처 뒷자리 38000 이고요", ["38000"], None),
        ("customer", "박하늘38000 입금", None, None),
        ("customer", "주소는 테헤란로 38000 건물이요", None, None),
    ],
)
def test_a_sum_is_the_price_what_was_paid_or_neither(
    side: str, text: str, amount: list[str] | None, paid: list[str] | None
) -> None:
    found = said(text, side)
    assert (found.get("amount"), found.get("paid")) == (amount, paid)


def test_what_the_shop_asks_for_in_other_words_is_what_was_paid() -> None:
    for asked in (
        "절반 8만5천원 보내주세요",
        "85,000원 먼저 넣어주세요",
        "2만원 말고 8만5천원 예약금 부탁드려요",
    ):
        assert stands(f"shop: {asked}", "customer: 송금했습니다")["paid"] == ["85000"]
    english = ("shop: Please send 20,000 won deposit to Kakao bank", "customer: sent!")
    assert stands(*english)["paid"] == ["20000"]
    assert "paid" not in stands(english[0], "customer: not sent yet")
    assert "paid" not in stands("shop: 사진 보내주세요", "customer: sent!")


def test_of_listed_prices_that_of_the_size_taken_is_the_price() -> None:
    asked = "shop: 미니 3.2만 1호 4.2만 2호 5.5만이에요"
    assert stands(asked, "customer: 1호요") == {"size": ["1호"], "amount": ["42000"]}
    assert stands(asked, "customer: 미니 사이즈로 해주세요")["amount"] == ["32000"]
    for other in ("1호랑 2호 차이가 뭐예요?", "3호요", "1호는 몇 인분인가요"):
        assert "amount" not in stands(asked, f"customer: {other}")
    assert "amount" not in stands("shop: 1호 4.2만 추가하면 2만원", "customer: 1호요")


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("문구는 없어도 돼요", ["없음"]),
        ("문구는 생략할게요", ["없음"]),
        ("문구를 '승진 축하해요' 에서 '승진 축하드려요' 로 바꿔주세요", ["승진 축하드려요"]),
        ('"하나" 말고 "두리"라고 써주세요', ["두리"]),
        ("문구는 전에 했던거처럼 해주세요", None),
        ("문구는 사진이랑 똑같이 해주세요", None),
        ("문구는 처음처럼 사랑해로 해주세요", ["처음처럼 사랑해"]),
    ],
)
def test_the_wording_is_what_is_to_stand_there_in_the_end(text: str, wording: list[str] | None) -> None:
    assert said(text).get("wording") == wording


def test_a_wording_that_the_shop_reads_back_is_one() -> None:
    assert said('"우리 평생 함께" 맞으시죠?', "shop")["wording"] == ["우리 평생 함께"]
    assert "wording" not in said('"초코 1호" 맞으시죠?', "shop")
    asked = ("shop: What should we write on it?", "customer: Happy Birthday Tom")
    assert stands(*asked)["wording"] == ["Happy Birthday Tom"]


@pytest.mark.parametrize(
    ("text", "flavour"),
    [
        ("시트는 초코로요", ["초코"]),
        ("얼그레이염", ["얼그레이"]),
        ("초코 1호면 될듯", ["초코"]),
        ("1호 치즈 가능한가요?", ["치즈"]),
        ("오늘밤 1호 찾으러 갈게요", None),
        ("1호 레몬청 말고요", None),
    ],
)
def test_a_flavour_beside_the_size_is_one(text: str, flavour: list[str] | None) -> None:
    assert said(text).get("flavour") == flavour


def test_how_many_are_ordered_is_said_with_them() -> None:
    assert said("50세트고 날짜는 아직이요")["item"] == ["50세트"]
    assert said("도시락사이즈요!")["size"] == ["도시락사이즈"]
    for text in ("30세트 이상 할인돼요", "1세트당 8천원", "4구세트 있어요"):
        assert "item" not in said(text)
