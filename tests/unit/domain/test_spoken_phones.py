"""Numbers as customers give them in a chat."""

from __future__ import annotations

import pytest

from tests.unit.domain.test_agreements import said, talk


def numbers(*lines: str) -> list[str]:
    return [one.value for _, found in talk(*lines) for one in found if one.field == "phone"]


@pytest.mark.parametrize(
    "text",
    [
        "공일공 1234 5555",
        "공일공-일이삼사-오오오오이에요",
        "번호는 공일공일이삼사오오오오요",
        "영일영 일이삼사 5555",
    ],
)
def test_a_number_spelled_out_is_one(text: str) -> None:
    assert said(text)["phone"] == ["+821012345555"]


def test_what_only_sounds_like_a_number_is_none() -> None:
    assert "phone" not in said("공일공 일이삼사 오오오")
    assert "phone" not in said("성공일공 일이삼사 오오오오")


def test_a_number_in_several_messages_is_one() -> None:
    assert numbers("customer: 010", "customer: 1234", "customer: 9999요") == ["+821012349999"]
    assert numbers("customer: 010-1234", "customer: 9999") == ["+821012349999"]
    for other in ("customer: 2호로 3만원", "shop: 3 3"):
        assert "+821012349999" not in numbers("customer: 010", other, "customer: 123", "customer: 9999")
    assert numbers("customer: 1234", "customer: 9999") == []


def test_a_number_that_is_only_offered_is_not_taken_down() -> None:
    assert numbers("customer: 와이프 번호도 드릴까요? 010-1234-7778") == []
    assert numbers("customer: 와이프 번호예요 010-1234-7778") == ["+821012347778"]
