"""Somebody writes "목요일에 입금, 토요일 픽업이요": recognised, asked, taken down, logged, taken back."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.conftest import SUNDAY_1640
from tests.e2e.driving import AtWork, at_work
from tests.storing import batch, header, message_record, order_record
from tui.board.screens.board import BoardScreen
from tui.board.screens.checking import CheckScreen, ConflictScreen
from tui.board.screens.contact import ContactScreen
from tui.board.screens.inbound import InboundScreen
from tui.board.screens.prompts import ConfirmScreen
from tui.board.screens.request import RequestScreen
from tui.board.screens.takingdown import TakingDownScreen
from tui.domain.depositors import read_depositor
from tui.domain.model import DAY, HOUR, MINUTE, Case, Millis
from tui.domain.words import CheckQuestion, Direction, Outcome, State, Verdict
from tui.intake.records import DepositRecord, Suggested
from tui.store.sqlite import open_store

THURSDAY_1431: Millis = SUNDAY_1640 - 3 * DAY - 2 * HOUR - 9 * MINUTE
SATURDAY_1500: Millis = SUNDAY_1640 + 5 * DAY + 22 * HOUR + 20 * MINUTE
PAID = (
    ("김하늘5678", 45_000, THURSDAY_1431),
    ("김하늘", 45_000, THURSDAY_1431 - DAY),
    ("박서준", 38_000, THURSDAY_1431 + 2 * HOUR),
    ("이하윤케이크", 52_300, THURSDAY_1431 - 2 * DAY),
    ("최도윤", 45_000, THURSDAY_1431 + DAY),
    ("정수아", 61_000, THURSDAY_1431 + DAY + 25 * MINUTE),
    ("강지호", 45_000, THURSDAY_1431 + 2 * DAY),
    ("조은서", 33_000, THURSDAY_1431 - 4 * DAY),
    ("윤채원", 48_500, THURSDAY_1431 - 3 * HOUR),
    ("남궁민수", 45_000, THURSDAY_1431 - DAY - HOUR),
    ("임다온", 29_000, THURSDAY_1431 + 7 * MINUTE),
)


def paid_in(number: int, depositor: str, amount: int, at: Millis) -> DepositRecord:
    read = read_depositor(depositor)
    return DepositRecord(
        number + 2, "", f"paid-{number}", "kb", "", at, True, amount, None, depositor, read.payer, read.tail,
        "인터넷", "", "",
    )  # fmt: skip


@pytest.fixture(scope="session")
def _shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("inbound") / "sonnim.db"
    orders = [
        order_record(1, "한지우", "010-0000-4321", due_at=SATURDAY_1500, amount=55_000, details="초코 미니"),
        order_record(
            2, "오세린", "010-0000-8765", due_at=SATURDAY_1500 + HOUR, amount=41_000, details="딸기 1호"
        ),
    ]
    chat = [
        message_record(1, "2호 딸기 생크림으로 22일 3시에 찾을게요. 문구는 하늘아 생일 축하해",
                       Suggested("size", "2호", "2호"), Suggested("flavour", "딸기 생크림", "딸기 생크림"),
                       Suggested("due", str(SATURDAY_1500), "22일 3시"),
                       Suggested("wording", "하늘아 생일 축하해", "하늘아 생일 축하해"),
                       Suggested("phone", "+821000009999", "010-0000-9999"), author="배유나", room="배유나"),
    ]  # fmt: skip

    async def fill() -> None:
        async with open_store(path, now=SUNDAY_1640) as store:
            deposits = [paid_in(number, *one) for number, one in enumerate(PAID)]
            files: Iterable[tuple[str, str, list[object]]] = (
                ("국민.xlsx", "deposits", [*deposits]),
                ("주문.csv", "orders", [*orders]),
                ("대화.txt", "chat", [*chat]),
            )
            for file, kind, records in files:
                await store.apply_import(header(file, kind), [batch(records)], SUNDAY_1640)  # type: ignore[arg-type]

    asyncio.run(fill())
    return path


@pytest.fixture
def shop_file(_shop: Path, database: Path) -> Path:
    shutil.copy(_shop, database)
    return database


class Counted:
    """Keys pressed besides typing what somebody said."""

    def __init__(self, shop: AtWork) -> None:
        self.shop, self.keys = shop, 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.shop.press(*keys)

    async def hear(self, text: str) -> None:
        await self.shop.press(*["space" if letter == " " else letter for letter in text])


async def pick(shop: AtWork, hands: Counted, text: str, name: str) -> None:
    """From the board to the check of the customer, who is to be found among the first three."""
    await hands.press(shop.key_of("board.inbound"))
    await shop.at(InboundScreen)
    await shop.until(lambda: shop.app.finder.inbound_ready, "the index")
    await hands.hear(text)
    listed = shop.list_shown("#found")
    screen = shop.front
    assert isinstance(screen, InboundScreen)
    await shop.until(lambda: screen._told == text and listed.case_id, f"hits for {text}")
    for _ in range(3):
        case = shop.app.session.case(listed.case_id or 0)
        if case is not None and case.customer.name == name:
            break
        await hands.press("down")
    else:
        pytest.fail(f"{name} is not among the first three for {text!r}:\n{shop.screen}")
    await hands.press("enter")
    await shop.until(lambda: isinstance(shop.front, CheckScreen | RequestScreen), "the next screen")
    if isinstance(shop.front, RequestScreen):  # a reservation without a deposit: what they want comes first
        await hands.press(shop.key_of("request.check"))
    await shop.at(CheckScreen)
    await shop.until(lambda: shop.front.query_one("#check-pane").view, "the question")  # type: ignore[attr-defined]


def screen_of(shop: AtWork) -> CheckScreen:
    assert isinstance(shop.front, CheckScreen)
    return shop.front


async def ask(shop: AtWork, hands: Counted, kind: CheckQuestion) -> None:
    """Goes on to this question."""
    for _ in range(6):
        screen = screen_of(shop)
        if screen._questions[screen._chosen].kind is kind:
            return
        before = screen._chosen
        await hands.press("tab")
        await shop.until(lambda seen=before: screen_of(shop)._chosen != seen, "another question")
    pytest.fail(f"{kind} is not asked")


MESSAGES = (
    (
        "@haneul.cake 목요일에 4만5천원 입금했어요 토요일 3시 픽업이요 김하늘",
        "김하늘",
        CheckQuestion.TIME,
        "2시 31분이요",
    ),
    ("수요일 입금 45000 ㄱㅎㄴ @other.one", "김하늘", CheckQuestion.TIME, "오후 2시 반"),
    ("박서준 목 3.8 010-0000-1111", "박서준", CheckQuestion.TIME, "16:31"),
    ("이하윤이요 화요일에 보냈어요 @hayoon", "이하윤", CheckQuestion.AMOUNT, "5만2300원"),
    ("어제는 아니고 금욜 정수아 @sua", "정수아", CheckQuestion.AMOUNT, "61,000원"),
    ("토요일에 입금 강지호 010-0000-2222", "강지호", CheckQuestion.AMOUNT, "사만오천원"),
    ("@eunseo 저번주 일요일 33000 조은서인데요", "조은서", CheckQuestion.TIME, "14시 31분"),
    ("48500 채원", "윤채원", CheckQuestion.TIME, "11시 반"),
    ("ㄴㄱㅁㅅ 4.5 수 @mins", "남궁민수", CheckQuestion.TIME, "1시 30분"),
    ("@jiu 토요일 픽업 초코 미니 4321", "한지우", CheckQuestion.AMOUNT, "55,000"),
)
MOST_KEYS = 12


@pytest.mark.parametrize(("said", "name", "kind", "answer"), MESSAGES, ids=[one[0][:12] for one in MESSAGES])
async def test_a_message_is_handled_in_twelve_keys_besides_what_they_said(
    shop_file: Path, said: str, name: str, kind: CheckQuestion, answer: str
) -> None:
    async with at_work(shop_file, size=(100, 30)) as shop:
        hands = Counted(shop)
        await pick(shop, hands, said, name)
        case_id = screen_of(shop).case_id
        await ask(shop, hands, kind)
        await hands.hear(answer)
        await hands.press("enter")
        await shop.at(TakingDownScreen)
        await shop.sees("연락처")
        for field in ("contact", "due", "size", "flavour", "wording", "note"):
            await shop.until(lambda at=field: getattr(shop.front.focused, "id", "") == f"take-{at}", field)
            if field == "size":
                await hands.hear("2호")
            await hands.press("enter")
        await shop.at(BoardScreen)
        await shop.told(name, "본인 확인")
        case = await shop.case_of(case_id)
        assert (case.state, case.claim) == (State.REACHED, None)
        assert (case.checks[-1].question, case.checks[-1].verdict) == (kind, Verdict.RIGHT)
        assert case.attempts[-1].direction is Direction.IN
        assert any("2호" in order.details for order in case.pending)
        assert hands.keys <= MOST_KEYS, hands.keys
        print(f"{hands.keys} keys: {said}")


async def test_more_keys_than_that_would_be_noticed(shop_file: Path) -> None:
    """The twin: keys are counted, those of what was said are not."""
    async with at_work(shop_file) as shop:
        hands = Counted(shop)
        await hands.press(shop.key_of("board.inbound"))
        await shop.at(InboundScreen)
        await hands.hear("김하늘")
        await hands.press(*["down"] * MOST_KEYS)
        assert hands.keys == MOST_KEYS + 1


async def test_what_they_say_finds_them_with_the_reasons_beside_each(shop_file: Path) -> None:
    for size in ((80, 24), (132, 40)):
        async with at_work(shop_file, size=size) as shop:
            await shop.do("board.inbound")
            await shop.at(InboundScreen)
            await shop.until(lambda: shop.app.finder.inbound_ready)
            await shop.press(*"목요일에", "space", *"4.5", "space", *"김하늘")
            await shop.sees("김하늘", "45,000원", "입금한 날 '목요일'", "금액 '4.5'")
            assert shop.app.session.case(shop.list_shown("#found").case_id or 0)


async def test_a_deposit_gets_its_order_contact_and_time_and_each_is_taken_back(shop_file: Path) -> None:
    async with at_work(shop_file) as shop:
        hands = Counted(shop)
        await pick(shop, hands, "@haneul.cake 목요일 4.5 토요일 3시 픽업 김하늘", "김하늘")
        case_id = screen_of(shop).case_id
        before = await shop.case_of(case_id)
        await ask(shop, hands, CheckQuestion.TIME)
        await hands.hear("2시 31분")
        await hands.press("enter")
        await shop.at(TakingDownScreen)
        await shop.until(lambda: shop.front.query_one("#take-contact").value)  # type: ignore[attr-defined]
        await shop.sees("@haneul.cake", "10/22(토) 15:00?")
        await shop.burst("enter", "enter")
        await hands.hear("2호")
        await hands.press("f5")
        await shop.at(BoardScreen)
        await shop.told("연락처 @haneul.cake", "주문을 적었어요")
        case = await shop.case_of(case_id)
        assert (case.due_at, case.pending[0].details) == (SATURDAY_1500, "2호")
        assert [point.value for point in case.points] == ["haneul.cake"]
        for left in ((0, 1, 1, 1), (0, 0, 1, 1), (0, 0, 0, 1), (0, 0, 0, 0)):
            await shop.do("common.undo")

            async def so(wanted: tuple[int, ...] = left) -> bool:
                now = await shop.case_of(case_id)
                return (len(now.attempts), len(now.pending), len(now.points), len(now.checks)) == wanted

            await shop.eventually(so, f"{left} to be left")
        assert (await shop.case_of(case_id)).progress == before.progress


async def test_suggestions_of_a_chat_are_no_facts_until_they_are_taken(shop_file: Path) -> None:
    async with at_work(shop_file) as shop:
        hands = Counted(shop)
        await pick(shop, hands, "배유나 토요일 3시 픽업이요", "배유나")
        case_id = screen_of(shop).case_id
        await ask(shop, hands, CheckQuestion.WORDING)
        await hands.hear("하늘아 생일축하해!")
        await hands.press("enter")
        await shop.at(TakingDownScreen)
        await shop.sees("딸기 생크림?", "2호?", "하늘아 생일 축하해?")
        await hands.press("down", "enter", "down", "enter")
        await shop.until(lambda: getattr(shop.front.focused, "id", "") == "take-wording")
        await hands.press("f5")
        await shop.at(BoardScreen)
        case = await shop.case_of(case_id)
        (order,) = case.pending
        assert (order.due_at, order.details) == (SATURDAY_1500, "딸기 생크림")


async def wrong(shop: AtWork, hands: Counted, text: str) -> None:
    count = len(screen_of(shop)._questions)
    await hands.hear(text)
    await hands.press("enter")
    await shop.until(
        lambda: len(screen_of(shop)._questions) < count or "다릅니다" in shop.screen, "the verdict"
    )
    await shop.sees("다릅니다")


async def test_a_wrong_answer_shows_nothing_and_two_ask_for_the_transfer(shop_file: Path) -> None:
    async with at_work(shop_file) as shop:
        hands = Counted(shop)
        await pick(shop, hands, "@thief 정수아 금요일", "정수아")
        case_id = screen_of(shop).case_id
        expected = [one.expected for one in screen_of(shop)._questions]
        await wrong(shop, hands, "3시 11분")
        assert "이체 내역 화면을" not in shop.screen
        await wrong(shop, hands, "4만원")
        await shop.sees("두 번 달랐어요", "이체 내역 화면을")
        shown = shop.screen
        assert not any(spelling in shown for one in expected for spelling in spellings(one))
        case = await shop.case_of(case_id)
        assert [check.verdict for check in case.checks] == [Verdict.WRONG, Verdict.WRONG]
        assert {check.claimant for check in case.checks} == {"@thief"}
        assert case.state is State.NO_ROUTE
        events = await shop.book.events_of(case_id)
        assert not any(word in repr(events) for word in ("61000", "61,000", "14:56"))
        await shop.do("check.proof")
        await shop.at(ConfirmScreen)
        await shop.press("enter")
        await shop.at(TakingDownScreen)
        seen = (await shop.case_of(case_id)).checks[-1]
        assert (seen.question, seen.verdict) == (CheckQuestion.SCREENSHOT, Verdict.RIGHT)


def spellings(expected: str) -> set[str]:
    """How an amount or a moment could stand on a screen."""
    number = int(expected)
    if number < 10_000_000:
        return {
            str(number),
            f"{number:,}",
            f"{number / 10_000:g}만",
            f"{number // 10_000}만{number // 1000 % 10}천",
        }
    minute = (number // MINUTE + 9 * 60) % 1440
    hour, rest = divmod(minute, 60)
    return {f"{hour}:{rest:02}", f"{hour}시 {rest}분", f"{hour % 12}:{rest:02}", f"{hour % 12}시 {rest}분"}


async def test_two_people_who_claim_one_deposit_are_shown_both_and_nothing_is_overwritten(
    shop_file: Path,
) -> None:
    async with at_work(shop_file) as shop:
        hands = Counted(shop)
        await pick(shop, hands, "@first 61000 정수아", "정수아")
        case_id = screen_of(shop).case_id
        await ask(shop, hands, CheckQuestion.TIME)
        await hands.hear("2시 56분")
        await hands.press("enter")
        await shop.at(TakingDownScreen)
        await shop.press("f5")
        await shop.at(BoardScreen)
        recognised = await shop.case_of(case_id)
        assert recognised.state is State.REACHED
        await pick(shop, hands, "@second 정수아 금요일", "정수아")
        await shop.sees("이미 확인된 사람이 있어요", "@first", "입금 시각")
        await ask(shop, hands, CheckQuestion.AMOUNT)
        await hands.hear("61,000원")
        await hands.press("enter")
        await shop.at(ConflictScreen)
        await shop.sees("확인된 사람이 2명이에요", "@first · 입금 시각", "@second · 금액")
        await shop.press("enter")
        await shop.at(CheckScreen)
        await shop.press("escape")
        await shop.at(BoardScreen)
        # Who does not say from where they write is told apart from whoever came first all the same.
        await pick(shop, hands, "정수아 금요일", "정수아")
        await ask(shop, hands, CheckQuestion.AMOUNT)
        await hands.hear("61,000원")
        await hands.press("enter")
        await shop.at(ConflictScreen)
        await shop.sees("확인된 사람이 3명이에요", "@first", "@second", "지금 확인된 사람 · 금액")
        await shop.press("enter")
        await shop.at(CheckScreen)
        await shop.press("escape")
        await shop.at(BoardScreen)

        async def given_back() -> bool:
            return (await shop.case_of(case_id)).claim is None

        await shop.eventually(given_back, "the claim to be given back")
        now = await shop.case_of(case_id)
        assert (now.points, now.attempts, now.orders) == (
            recognised.points,
            recognised.attempts,
            recognised.orders,
        )
        assert [check.claimant for check in now.checks] == ["@first", "@second", ""]


async def test_the_same_person_who_writes_again_is_no_conflict(shop_file: Path) -> None:
    """The twin of two people."""
    async with at_work(shop_file) as shop:
        hands = Counted(shop)
        for kind, text in ((CheckQuestion.TIME, "2시 56분"), (CheckQuestion.AMOUNT, "61,000")):
            await pick(shop, hands, "@first 정수아 금요일", "정수아")
            assert "이미 확인된" not in shop.screen
            await ask(shop, hands, kind)
            await hands.hear(text)
            await hands.press("enter")
            await shop.at(TakingDownScreen)
            await shop.press("f5")
            await shop.at(BoardScreen)


async def test_a_change_is_logged_on_the_contact_screen_as_their_own_coming_forward(shop_file: Path) -> None:
    async with at_work(shop_file) as shop:
        hands = Counted(shop)
        await pick(shop, hands, "한지우 4321", "한지우")
        case_id = screen_of(shop).case_id
        await shop.do("check.contact")
        await shop.at(ContactScreen)
        await shop.told("손님이 먼저 연락했어요")
        await shop.do("outcome.change_requested")
        await shop.at(BoardScreen)
        case = await shop.case_of(case_id)
        assert (case.state, case.attempts[-1].direction) == (State.ACTION, Direction.IN)
        assert case.attempts[-1].outcome is Outcome.CHANGE_REQUESTED


async def test_esc_leaves_without_a_trace_but_for_what_was_asked(shop_file: Path) -> None:
    async with at_work(shop_file) as shop:
        hands = Counted(shop)
        await pick(shop, hands, "정수아 금요일", "정수아")
        case_id = screen_of(shop).case_id
        before: Case = await shop.case_of(case_id)
        await shop.press("escape")
        await shop.at(BoardScreen)

        async def given_back() -> bool:
            return (await shop.case_of(case_id)).claim is None

        await shop.eventually(given_back, "the claim to be given back")
        after = await shop.case_of(case_id)
        assert (after.progress, after.checks) == (before.progress, ())
