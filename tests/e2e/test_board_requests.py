"""A customer calls, says they asked on Kakao first, and the chat that comes later agrees."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.conftest import SUNDAY_1640
from tests.e2e.driving import AtWork, at_work
from tests.storing import batch, header, message_record, order_record
from tui.board.screens.board import BoardScreen
from tui.board.screens.contact import ContactScreen
from tui.board.screens.inbound import InboundScreen
from tui.board.screens.lost import LostScreen
from tui.board.screens.request import RequestScreen
from tui.board.screens.review import ReviewScreen
from tui.domain.model import DAY, HOUR, MINUTE, Case
from tui.domain.words import Direction, RequestKind, RequestVerdict, Route, State
from tui.intake.records import MessageRecord, Suggested
from tui.store.sqlite import open_store

SATURDAY = SUNDAY_1640 - DAY - 16 * HOUR - 40 * MINUTE
SATURDAY_1402 = SATURDAY + 14 * HOUR + 2 * MINUTE
SAID = {
    "박서준": "태풍 때문에 못 갈 것 같아요. 예약 취소 부탁드려요",
    "이하윤": "인수 시간을 4시로 변경해 주세요",
    "최도윤": "취소 수수료 없이 취소되나요?",
    "정수아": "네 감사합니다",
}


def chat(name: str, number: int) -> list[MessageRecord]:
    phone = Suggested("phone", f"+82100000000{number}", f"010-0000-000{number}")
    return [
        message_record(
            1, f"010-0000-000{number}입니다", phone, author=name, room=name, at=SUNDAY_1640 - 5 * DAY
        ),
        message_record(2, SAID[name], author=name, room=name, at=SATURDAY_1402 - 2),
    ]


@pytest.fixture(scope="session")
def _jeju(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("requests") / "sonnim.db"

    async def fill() -> None:
        async with open_store(path, now=SUNDAY_1640 - 2 * DAY) as store:
            orders = [
                order_record(
                    number,
                    name,
                    f"010-0000-000{number}",
                    due_at=SUNDAY_1640 + number * DAY,
                    details="카니발 2일",
                )
                for number, name in enumerate(SAID, 1)
            ]
            orders.append(
                order_record(9, "박서준", "010-0000-0001", due_at=SUNDAY_1640 + 9 * DAY, details="펜션 1박")
            )
            await store.apply_import(header("예약.csv"), [batch(orders)], SUNDAY_1640 - HOUR)

    asyncio.run(fill())
    return path


@pytest.fixture
def jeju(_jeju: Path, database: Path) -> Path:
    shutil.copy(_jeju, database)
    return database


async def take_chats_in(shop: AtWork) -> None:
    said = [one for number, name in enumerate(SAID, 1) for one in chat(name, number)]
    await shop.book.apply_import(header("대화.txt", "chat", staff="하늘"), [batch(said)], SUNDAY_1640)
    await shop.app.poll_now()


async def heard(shop: AtWork, text: str) -> None:
    await shop.press(*["space" if letter == " " else letter for letter in text])


async def found(shop: AtWork, name: str) -> int:
    """Types a name into the list of who makes contact; the customer under the cursor."""
    await shop.at(InboundScreen)
    await shop.until(lambda: shop.app.finder.inbound_ready, "the index")
    await heard(shop, name)
    listed = shop.list_shown("#found")
    screen = shop.front
    assert isinstance(screen, InboundScreen)
    await shop.until(lambda: screen._told == name and listed.case_id, f"hits for {name}")
    return listed.case_id or 0


@pytest.mark.parametrize("key", ["i", "ㅑ"])
async def test_a_call_is_kept_in_three_keys_besides_who_and_when(jeju: Path, key: str) -> None:
    async with at_work(jeju, size=(80, 24)) as shop:
        await shop.press(key)
        case_id = await found(shop, "박서준")
        await shop.press("f6")
        await shop.at(RequestScreen)
        await shop.until(lambda: not shop.front.query_one("#find-input").disabled)
        await heard(shop, "토요일 2시쯤 카톡으로")
        await shop.sees("10/15(토) 14:00 카카오톡")
        await shop.press("enter")
        await shop.at(BoardScreen)
        await shop.told("박서준", "취소 요청", "10/15(토) 14:00 카카오톡")
        case = await shop.case_of(case_id)
        (request,) = case.requests
        assert (request.kind, request.asked_at, request.asked_has_time) == (
            RequestKind.CANCEL,
            SATURDAY + 14 * HOUR,
            True,
        )
        assert (request.asked_by, request.said) == (Route.KAKAO, "토요일 2시쯤 카톡으로")
        assert request.order_id == case.orders[0].id
        assert (case.state, case.claim) == (State.ACTION, None)
        assert case.attempts[-1].direction is Direction.IN
        await shop.do("common.undo")

        async def gone() -> bool:
            now = await shop.case_of(case_id)
            return (now.requests, now.state) == ((), State.NEW)

        await shop.eventually(gone, "it to be taken back")


async def test_the_longer_way_shows_the_reservations_and_takes_another_of_them(jeju: Path) -> None:
    async with at_work(jeju, size=(80, 24)) as shop:
        await shop.do("board.inbound")
        case_id = await found(shop, "박서준")
        await shop.press("enter")
        await shop.at(RequestScreen)
        await shop.sees("카니발 2일", "펜션 1박", "변경 요청", "번호로 골라", "1 변경", "? 도움말")
        await shop.press("enter")
        await shop.told("번호로 골라")
        await shop.press("tab", "1")
        await shop.sees("▌ 10/25(화)", "[변경 요청]")
        # The field has the keys now: a digit or ? would be typed, so neither is named any more.
        await shop.sees("Enter 기록", "F5 [변경 요청]", "F5 변경  F6 취소")
        await shop.no_longer_sees("1 변경", "? 도움말")
        await shop.press("enter")
        await shop.at(BoardScreen)
        (request,) = (await shop.case_of(case_id)).requests
        assert (request.kind, request.asked_at, request.asked_by) == (RequestKind.CHANGE, None, None)
        order = next(one for one in (await shop.case_of(case_id)).orders if one.details == "펜션 1박")
        assert request.order_id == order.id


async def test_what_comes_in_one_burst_with_the_key_of_a_kind_is_written_into_the_field(jeju: Path) -> None:
    async with at_work(jeju) as shop:
        await shop.do("board.inbound")
        case_id = await found(shop, "박서준")
        await shop.press("enter")
        await shop.at(RequestScreen)
        await shop.sees("번호로 골라")
        # Of the second digit alone the kind would become a cancellation; ? would open the help.
        await shop.burst("1", "2", "ㅣ", "일", "space", "전", "question_mark")
        field = shop.front.query_one(Input)
        await shop.until(lambda: field.value == "2ㅣ일 전?", "the field")
        await shop.press("!")
        await shop.until(lambda: field.value == "2ㅣ일 전?!", "the field")
        await shop.sees("[변경 요청]")
        # The twin: a key that types nothing is a kind here as anywhere.
        await shop.burst("f6", "enter")
        await shop.at(BoardScreen)
        (request,) = (await shop.case_of(case_id)).requests
        assert request.kind is RequestKind.CANCEL


async def test_the_reservation_on_the_screen_stays_when_an_earlier_one_is_taken_in(jeju: Path) -> None:
    async with at_work(jeju, size=(80, 24)) as shop:
        await shop.do("board.inbound")
        case_id = await found(shop, "박서준")
        await shop.press("enter")
        await shop.at(RequestScreen)
        await shop.sees("▌ 10/17(월)", "카니발 2일")
        earlier = [
            order_record(
                20 + hour, "박서준", "010-0000-0001", due_at=SUNDAY_1640 + hour * HOUR, details="공항 픽업"
            )
            for hour in range(1, 5)
        ]
        await shop.book.apply_import(header("추가.csv", staff="하늘"), [batch(earlier)], SUNDAY_1640)
        await shop.app.poll_now()
        await shop.sees("공항 픽업", "▌ 10/17(월)")
        await shop.press("2", "enter")
        await shop.at(BoardScreen)
        case = await shop.case_of(case_id)
        order = next(one for one in case.orders if one.details == "카니발 2일")
        assert [request.order_id for request in case.requests] == [order.id]


async def settled(shop: AtWork, name: str) -> list[tuple[bool, RequestVerdict | None]]:
    case: Case = await shop.case(name)
    return [(one.suggested, one.settled) for one in case.requests]


@pytest.mark.parametrize("size", [(80, 24), (132, 40)])
async def test_what_was_lost_in_kakao_is_listed_and_settled_one_by_one(
    jeju: Path, size: tuple[int, int]
) -> None:
    async with at_work(jeju, size=size) as shop:
        await take_chats_in(shop)
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.sees("카톡에 남은 요청 확인하기")
        await shop.do("review.requests")
        await shop.at(LostScreen)
        await shop.sees(
            "확인할 것 3", "박서준", "예약 취소 부탁드려요", "10/15(토) 14:02", "처리한 기록이 없어요"
        )
        assert "정수아" not in shop.screen
        await shop.do("lost.take")
        await shop.told("박서준", "처리할 것으로")
        assert (await shop.case("박서준")).state is State.ACTION
        assert await settled(shop, "박서준") == [(True, RequestVerdict.TAKEN), (False, RequestVerdict.TAKEN)]
        await shop.do("lost.done")
        await shop.told("이하윤", "이미 처리한")
        await shop.press("ㅌ")
        await shop.told("최도윤", "요청이 아닌")
        await shop.sees("확인할 것 0")
        assert (await shop.case("최도윤")).state is State.NEW
        await shop.do("common.undo")
        await shop.sees("확인할 것 1")
        assert (await shop.case("최도윤")).state is State.REVIEW
        await shop.press("enter")
        await shop.at(BoardScreen)


async def test_of_two_quick_keys_the_second_settles_no_request_that_nobody_has_read(jeju: Path) -> None:
    async with at_work(jeju) as shop:
        await take_chats_in(shop)
        await shop.do("board.requests")
        await shop.at(LostScreen)
        await shop.until(lambda: shop.list_shown().case_id, "the requests")
        await shop.burst("2", "2")
        await shop.told("님")
        requests = [one for case in await shop.cases() for one in case.requests]
        assert sum(one.settled is not None for one in requests) == 1


async def test_a_claim_stands_beside_what_the_chat_says(jeju: Path) -> None:
    """The twin: who says Friday is told that the chat says Saturday."""
    async with at_work(jeju, size=(132, 40)) as shop:
        for name, said in (("박서준", "토요일에 카톡으로"), ("이하윤", "금요일 카톡")):
            await shop.do("board.inbound")
            await found(shop, name)
            await shop.press("f6" if name == "박서준" else "f5")
            await shop.at(RequestScreen)
            await heard(shop, said)
            await shop.press("enter")
            await shop.at(BoardScreen)
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.sees("취소 요청 처리하기", "먼저 말했다고 함: 10/15(토) 카카오톡")
        await shop.do("common.back")
        await shop.at(BoardScreen)
        await take_chats_in(shop)
        case = await shop.case("박서준")
        assert (len(case.requests), case.state) == (2, State.ACTION)
        await shop.do("board.requests")
        await shop.at(LostScreen)
        await shop.sees("저장된 카톡과 맞음: 10/15(토) 14:02", "저장된 카톡에는 다른 때로")
        await shop.sees("나중에 같은 말을 다시 하셨어요")


async def test_a_claim_made_while_we_call_is_kept_with_our_call(jeju: Path) -> None:
    async with at_work(jeju, size=(80, 24)) as shop:
        await shop.do("board.contact")
        await shop.at(ContactScreen)
        shop.app.session.forget(shop.front.case_id)  # a colleague changed something of them just now
        await shop.do("contact.asked")
        await shop.at(RequestScreen)
        await shop.sees("통화 중")
        await shop.press("2")
        await heard(shop, "토요일 카톡")
        await shop.press("enter")
        await shop.at(ContactScreen)
        await shop.told("취소 요청", "10/15(토) 카카오톡")
        case = await shop.case("박서준")
        assert (case.attempts[-1].direction, case.attempts[-1].route) == (Direction.OUT, Route.PHONE)
        assert case.requests[0].asked_at == SATURDAY
