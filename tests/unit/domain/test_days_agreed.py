"""Which day and which time of several are meant: said again, in pieces, offered, or of something else."""

from __future__ import annotations

import pytest

from tests.unit.domain.test_agreements import moment, said, stands, talk


@pytest.mark.parametrize("end", ["입니다", "임", "용", "요", "로요", "픽업이요", " 방문할게요", "에 갈게요"])
def test_half_past_is_half_past_whatever_stands_behind_it(end: str) -> None:
    assert said(f"20일 목요일 6시반{end} 예약이요")["due"] == ["10-20 18:30"]
    assert said("20일 목요일 6시반찬 픽업할게요")["due"] == ["10-20 18:00"]


def test_a_day_sent_alone_and_its_time_after_it_are_one_moment() -> None:
    pieces = ("customer: 29일", "customer: 토욜", "customer: 오후 두시", "customer: 가능?")
    assert stands("customer: 생일케이크요", *pieces, "shop: 네 가능합니다")["due"] == ["10-29 14:00"]
    assert "due" not in stands("customer: 12월", "customer: 24일")
    assert "due" not in stands("customer: 29일이 생일이라서 그날은 바빠요", "customer: 오후 두시")


def test_a_weekday_is_that_of_the_day_that_was_agreed_on() -> None:
    asked = "customer: 29일 예약 가능할까요?"
    assert stands(asked, "customer: 토요일 3시에 갈게요")["due"] == ["10-29 15:00"]
    assert stands(asked, "customer: 아 이번 토요일 3시에 갈게요")["due"] == ["10-22 15:00"]
    assert stands(asked, "customer: 금요일 3시에 갈게요")["due"] == ["10-21 15:00"]


def test_the_time_stays_where_only_the_day_is_another() -> None:
    asked = "customer: 토욜 3시 픽업 가능할까요?"
    assert stands(asked, "shop: 22일이요 29일이요?", "customer: 29일이용")["due"] == ["10-29 15:00"]
    assert stands(asked, "customer: 25일 같은시간으로 변경할게요")["due"] == ["10-25 15:00"]
    assert stands(asked, "customer: 25일로 변경할게요")["due"] == ["10-25"]


def test_a_time_said_again_is_in_the_same_half_of_the_day() -> None:
    assert stands("shop: 내일 아침 7시 됩니다", "customer: 그럼 내일 7시에 갈게요")["due"] == ["10-17 07:00"]
    other = "customer: 아니 내일 7시에 갈게요"
    assert stands("customer: 내일 아침 9시 될까요", other)["due"] == ["10-17 19:00"]
    assert stands("customer: 내일 아침 7시 될까요", "customer: 내일 19시에 갈게요")["due"] == ["10-17 19:00"]


@pytest.mark.parametrize(
    ("side", "text", "due"),
    [
        ("shop", "22일은 2시, 23일은 11시 가능합니다", None),
        ("shop", "22일 2시 가능합니다", ["10-22 14:00"]),
        ("shop", "24일부터 픽업 가능합니다", None),
        ("customer", "오늘 주문하면 언제 받을 수 있어요?", None),
        ("customer", "친구가 20일에 주문한거랑 똑같이 해주세요", None),
        ("customer", "20일에 주문한 케이크 3시에 찾으러 갈게요", ["10-20 15:00"]),
        ("customer", "내일 오후 2시 아님 3시 픽업이요", None),
        ("shop", "11월 3일 오후 9시 출발, 11월 7일 오전 6시 도착입니다", ["11-03 21:00"]),
        ("customer", "11월 3일 오후 1시 도착입니다", ["11-03 13:00"]),
    ],
)
def test_what_is_offered_or_of_something_else_is_not_agreed(
    side: str, text: str, due: list[str] | None
) -> None:
    assert said(text, side).get("due") == due


def test_a_shop_that_repeats_the_times_of_two_orders_confirms_them() -> None:
    both = "customer: 하나는 21일 6시, 하나는 23일 1시 픽업할게요"
    answer = talk(both, "shop: 네 21일 6시, 23일 1시 가능합니다")[1][1]
    assert [moment(one.value) for one in answer] == ["10-21 18:00", "10-23 13:00"]


def test_a_time_in_english_is_on_the_day_that_was_named_when_asked() -> None:
    asked = ("customer: I booked a room from Oct 20 to Oct 22", "shop: What time will you check in?")
    assert stands(*asked, "customer: Around 9 pm")["due"] == ["10-20 21:00"]
