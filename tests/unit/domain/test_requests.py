"""What a message asks for, how that stands against what was done, whether a claim agrees with the chat."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import attempt, case, order, phone
from tui.domain.model import DAY, HOUR, MINUTE, Case, ChatMessage, Millis, Request
from tui.domain.request_words import wanted_in
from tui.domain.requests import (
    Agreement,
    Standing,
    held_against_chat,
    look_at,
    missing_from_chat,
    order_meant,
    standing_now,
    unsettled,
)
from tui.domain.words import OrderStatus, Outcome, RequestKind, RequestVerdict, Route

SEOUL = "Asia/Seoul"
NOW: Millis = 1_665_906_000_000
SATURDAY_1402 = NOW - DAY - 2 * HOUR - 38 * MINUTE
CANCEL, CHANGE = RequestKind.CANCEL, RequestKind.CHANGE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("예약 취소할게요", CANCEL),
        ("아이가 아파서 못 갈 것 같아요", CANCEL),
        ("환불 부탁드려요", CANCEL),
        ("취소하고 싶은데 날짜 변경도 되나요", CANCEL),
        ("시간을 4시로 변경해 주세요", CHANGE),
        ("취소 말고 날짜만 바꿔주세요", CHANGE),
        ("하루만 미룰 수 있을까요", CHANGE),
        ("비행기가 지연돼서 늦게 도착해요", CHANGE),
        ("인원 추가 가능할까요", CHANGE),
        ("혹시 취소 안되나요?", CANCEL),
        ("예약 취소가 안 됐나요", CANCEL),
        ("환불은 불가능할까요?", CANCEL),
        ("날짜 변경은 안 되는 건가요", CHANGE),
        ("Please cancel my booking", CANCEL),
        ("Sorry, we can't make it", CANCEL),
        ("Could we reschedule to Monday?", CHANGE),
        ("Our flight is delayed", CHANGE),
        ("キャンセルしたいです", CANCEL),
        ("予約を取り消してください", CANCEL),
        ("時間を変更できますか", CHANGE),
        ("我想取消预订", CANCEL),
        ("请改到明天", CHANGE),
        ("我想更改時間", CHANGE),
    ],
)
def test_what_a_message_asks_for(text: str, kind: RequestKind) -> None:
    wanted = wanted_in(text)
    assert wanted is not None
    assert wanted.kind is kind
    assert text[wanted.start : wanted.end]
    assert wanted.quote == text


@pytest.mark.parametrize(
    "text",
    [
        *("네 감사합니다", "주차는 어디에 하나요", "취소 안 해요", "취소는 없어요", "변경 사항 없습니다"),
        *("취소하지 말아 주세요", "변경 없이 그대로 갈게요", "no change, thanks", "I don't want to cancel"),
        *("취소 불가 확인했어요", "취소 안 하고 그냥 갈게요"),
        *("cancel fee?", "キャンセルはしません", "変更はありません", "不取消", "不用更改", ""),
    ],
)
def test_what_asks_for_nothing_or_says_the_contrary(text: str) -> None:
    assert wanted_in(text) is None


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_is_looked_at_without_failing(text: str) -> None:
    wanted = wanted_in(text)
    assert wanted is None or (len(wanted.quote) <= 90 and 0 <= wanted.start < wanted.end <= len(text))


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_a_long_message_is_quoted_around_the_words(before: str, behind: str) -> None:
    wanted = wanted_in(f"{before * 4}\n예약 취소할게요\n{behind * 4}")
    assert wanted is not None
    assert len(wanted.quote) <= 90


def booked(status: OrderStatus = OrderStatus.PENDING, *outcomes: Outcome) -> Case:
    tries = tuple(attempt(outcome, id=number, at=NOW - HOUR) for number, outcome in enumerate(outcomes, 1))
    return case(phone(), orders=(order(NOW + DAY, status=status),), attempts=tries)


@pytest.mark.parametrize(
    ("status", "outcomes", "cancel", "change"),
    [
        (OrderStatus.PENDING, (), Standing.OPEN, Standing.OPEN),
        (OrderStatus.PENDING, (Outcome.NO_ANSWER, Outcome.MESSAGE_SENT), Standing.OPEN, Standing.OPEN),
        (OrderStatus.PENDING, (Outcome.CONFIRMED,), Standing.OVERTAKEN, Standing.OVERTAKEN),
        (OrderStatus.PENDING, (Outcome.CANCEL_REQUESTED,), Standing.SAID_AGAIN, Standing.OVERTAKEN),
        (OrderStatus.PENDING, (Outcome.PICKED_UP,), Standing.AGAINST, Standing.OVERTAKEN),
        (OrderStatus.CANCELLED, (), Standing.DONE, Standing.AGAINST),
        (OrderStatus.FINISHED, (), Standing.AGAINST, Standing.AGAINST),
    ],
)
def test_how_a_request_stands(
    status: OrderStatus, outcomes: tuple[Outcome, ...], cancel: Standing, change: Standing
) -> None:
    guest = booked(status, *outcomes)
    for text, standing in (("취소할게요", cancel), ("시간 변경 부탁드려요", change)):
        found = look_at(guest, SATURDAY_1402, text, SEOUL)
        assert found is not None
        assert found.standing is standing


def test_what_was_said_before_the_message_settles_nothing() -> None:
    """The twin: the same outcome, but older than the message."""
    guest = booked(OrderStatus.PENDING, Outcome.CONFIRMED)
    found = look_at(guest, NOW - 10 * MINUTE, "취소할게요", SEOUL)
    assert found is not None
    assert found.standing is Standing.OPEN


def test_whoever_has_no_order_is_said_to_have_none() -> None:
    found = look_at(case(phone(), orders=()), NOW, "취소할게요", SEOUL)
    assert found is not None
    assert (found.order_id, found.standing) == (None, Standing.NO_ORDER)


def test_the_order_meant_is_named_by_number_by_day_or_is_the_next_one() -> None:
    orders = tuple(
        order(NOW + days * DAY)._replace(id=number, order_no=f"JJ{20_480 + number}")
        for number, days in enumerate((2, 1, 5), 1)
    )
    guest = case(phone(), orders=orders)
    for text, number in (("JJ20483 취소요", 3), ("18일 예약 취소요", 1), ("취소요", 2)):
        meant = order_meant(guest, NOW, text, SEOUL)
        assert meant is not None
        assert meant.id == number


def request(
    kind: RequestKind = CANCEL, at: Millis | None = SATURDAY_1402, *, timed: bool = True, key: str = ""
) -> Request:
    return Request(1, 1, kind, 1, at, timed, Route.KAKAO, "취소할게요", "수현", NOW, key, bool(key))


@pytest.mark.parametrize(
    ("claim", "agreement"),
    [
        (request(), Agreement.SAME),
        (request(at=SATURDAY_1402 + 80 * MINUTE), Agreement.SAME),
        (request(at=SATURDAY_1402 - 14 * HOUR - 2 * MINUTE, timed=False), Agreement.SAME),
        (request(at=SATURDAY_1402 + 3 * HOUR), Agreement.OTHER_TIME),
        (request(at=SATURDAY_1402 - DAY - 14 * HOUR, timed=False), Agreement.OTHER_TIME),
        (request(CHANGE), None),
        (request(at=None), None),
        (request()._replace(asked_by=Route.PHONE), None),
    ],
)
def test_a_claim_is_held_against_the_chat(claim: Request, agreement: Agreement | None) -> None:
    held = held_against_chat(claim, [claim, request(key="k1")], SEOUL)
    assert (held[0] if held else None) is agreement


def test_a_chat_that_reaches_far_enough_and_holds_no_such_words_is_told() -> None:
    said = [ChatMessage(1, "박서준", "customer", NOW, "주차 되나요")]
    assert missing_from_chat(request(), said)
    assert not missing_from_chat(request(), [])
    assert not missing_from_chat(request(), [said[0]._replace(at=SATURDAY_1402 - DAY)])
    assert not missing_from_chat(request(), [said[0]._replace(text="취소할게요")])


def test_only_what_nobody_has_settled_and_needs_somebody_is_unsettled() -> None:
    guest = booked()
    found = request(key="k1")._replace(order_id=guest.orders[0].id)
    told, done = request(), found._replace(settled=RequestVerdict.DONE)
    assert unsettled(replace(guest, requests=(told, found))) == [found]
    assert unsettled(replace(guest, requests=(told, done))) == []
    reached = replace(booked(OrderStatus.PENDING, Outcome.CONFIRMED), requests=(found,))
    assert unsettled(reached) == []
    assert standing_now(reached, found) is Standing.OVERTAKEN
