"""Working a list: one key for each customer, on the board and on the contact screen; and taking it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import NAMES
from tests.e2e.driving import at_work
from tui.board.screens.board import BoardScreen
from tui.board.screens.checking import CheckScreen
from tui.board.screens.contact import ContactScreen
from tui.board.screens.find import FindScreen
from tui.board.screens.inbound import InboundScreen
from tui.board.screens.prompts import CallbackScreen, TextScreen
from tui.board.screens.request import RequestScreen
from tui.domain.model import HOUR, MINUTE
from tui.domain.outcomes import OUTCOMES
from tui.domain.words import Direction, Outcome, PointKind, Route, State, Usability

ONE_KEY = (
    "outcome.no_answer",
    "outcome.confirmed",
    "outcome.busy",
    "outcome.message_sent",
    "outcome.wrong_number",
    "outcome.change_requested",
    "outcome.powered_off",
    "outcome.third_party",
    "outcome.picked_up",
    "outcome.do_not_contact",
)
"""Outcomes that need nothing typed and have a key on the board."""


def outcome_of(command: str) -> Outcome:
    return Outcome(command.removeprefix("outcome."))


async def test_twenty_customers_are_worked_from_the_board_with_one_key_each(imported: Path) -> None:
    async with at_work(imported) as shop:
        everybody = len(await shop.cases())
        for count in range(20):
            command = ONE_KEY[count % len(ONE_KEY)]
            before = await shop.chosen()
            await shop.do(command)
            await shop.told(before.customer.name, "기록했어요")
            following = await shop.chosen()
            assert following.id != before.id
            await shop.sees(following.customer.name)
            case = await shop.case_of(before.id)
            assert case.attempts[-1].outcome is outcome_of(command)
            assert case.attempts[-1].staff == "수현"
        assert await shop.attempts() == 20
        assert len(await shop.cases()) == everybody
        states = [case.state for case in await shop.cases()]
        await shop.sees(f"연락됨 {states.count(State.REACHED)}", f"해결 {states.count(State.RESOLVED)}")
        assert states.count(State.REACHED) == 2


async def test_twenty_customers_are_worked_from_the_contact_screen_with_one_key_each(imported: Path) -> None:
    async with at_work(imported) as shop:
        await shop.do("board.next")
        await shop.at(ContactScreen)
        await shop.told("내 담당이에요")
        met: list[int] = []
        # After "powered off" the same customer is tried again at once, by another route.
        moving_on = [command for command in ONE_KEY if not OUTCOMES[outcome_of(command)].next_route]
        for count in range(20):
            screen = shop.front
            assert isinstance(screen, ContactScreen)
            case_id = screen.case_id
            met.append(case_id)
            case = await shop.case_of(case_id)
            assert case.claim is not None
            assert case.claim.terminal == shop.app.session.terminal
            command = moving_on[count % len(moving_on)]
            await shop.do(command)
            await shop.told(case.customer.name, "기록했어요")
            after = await shop.case_of(case_id)
            assert after.attempts[-1].outcome is outcome_of(command)
            assert after.claim is None
            await shop.until(lambda at=screen, seen=case_id: at.case_id != seen, "the next customer")
            await shop.sees((await shop.case_of(screen.case_id)).customer.name)
        assert len(set(met)) == 20
        await shop.press("escape")
        await shop.at(BoardScreen)
        assert await shop.attempts() == 20
        assert not [case for case in await shop.cases() if case.claim]


async def test_a_key_held_too_long_is_not_meant_for_the_customer_after(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.next")
        await shop.told("내 담당이에요")
        await shop.burst("4", "4", "4")
        await shop.told("기록했어요")
        assert await shop.attempts() == 1


async def test_the_key_for_next_does_not_open_two_customers_nor_log_one_unseen(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.burst("n", "n", "1")
        await shop.at(ContactScreen)
        await shop.told("내 담당이에요")
        assert len(shop.app.screen_stack) == 2
        assert len([case for case in await shop.cases() if case.claim]) == 1
        assert await shop.attempts() == 0
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.pilot.pause(0.05)
        assert await shop.attempts() == 0
        assert isinstance(shop.front, BoardScreen)


async def test_keys_in_one_burst_meet_one_customer_after_the_other_on_the_board(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.burst("4", "5", "1")
        await shop.told(NAMES[2], "본인 확인")
        outcomes = [(await shop.case(name)).attempts[-1].outcome for name in NAMES[:3]]
        assert outcomes == [Outcome.NO_ANSWER, Outcome.BUSY, Outcome.CONFIRMED]


@pytest.mark.parametrize(
    ("typed", "minutes"), [("30", 30), ("5시", 20), ("17:10", 30), ("내일 10시", 17 * 60 + 20)]
)
async def test_a_time_to_call_back_is_typed_as_people_say_it(few: Path, typed: str, minutes: int) -> None:
    async with at_work(few) as shop:
        await shop.do("outcome.callback")
        await shop.at(CallbackScreen)
        await shop.sees(f"{NAMES[0]} 님에게 언제")
        await shop.press(*("space" if character == " " else character for character in typed))
        await shop.sees("다시 알려 드려요. Enter 확인")
        await shop.press("enter")
        await shop.told(NAMES[0], "다시 전화", "전화하기로 했어요")
        case = await shop.case(NAMES[0])
        assert case.state is State.CALLBACK
        assert case.progress.next_at == shop.clock() + minutes * MINUTE


async def test_a_promise_to_call_back_is_a_call_unless_somebody_turned_to_another_route(few: Path) -> None:
    async def promised(name: str, shown: Route, *turns: str) -> Route:
        await shop.app.board.show_case((await shop.case(name)).id)
        await shop.do("board.contact")
        await shop.at(ContactScreen)
        for turn in turns:
            await shop.do(turn)
        screen = shop.front
        assert isinstance(screen, ContactScreen)

        async def there() -> bool:
            return screen.approach is not None and screen.approach.choice.route is shown

        await shop.eventually(there, f"{shown} to be shown")
        await shop.do("outcome.callback")
        await shop.at(CallbackScreen)
        await shop.press("3", "0", "enter")
        await shop.told(name, "다시 전화")
        await shop.press("escape")
        await shop.at(BoardScreen)
        return (await shop.case(name)).attempts[-1].route

    async with at_work(few) as shop:
        assert await promised(NAMES[0], Route.SMS, "contact.next_route") is Route.SMS
        await shop.book.start_outage(1, Route.PHONE, shop.clock.now)  # so that a text is suggested first
        await shop.app.session.refresh_surroundings()
        assert await promised(NAMES[1], Route.SMS) is Route.PHONE


@pytest.mark.parametrize("typed", ["언젠가", "25시", ""])
async def test_a_time_that_nobody_understands_logs_nothing(few: Path, typed: str) -> None:
    async with at_work(few) as shop:
        await shop.do("outcome.callback")
        await shop.at(CallbackScreen)
        await shop.press(*typed)
        await shop.sees("예: 30")
        await shop.press("enter")
        assert isinstance(shop.front, CallbackScreen)
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.told("기록하지 않았어요")
        assert await shop.attempts() == 0
        assert (await shop.case(NAMES[0])).state is State.NEW


async def test_undo_goes_back_as_deep_as_one_has_worked(few: Path) -> None:
    async with at_work(few) as shop:
        before = await shop.cases()
        for count, command in enumerate(ONE_KEY[:6]):
            await shop.do(command)
            await shop.told(NAMES[count])
        assert await shop.attempts() == 6
        for count in range(5, -1, -1):
            await shop.do("common.undo")
            await shop.told(NAMES[count], "되돌렸어요")
            assert await shop.attempts() == count
            await shop.stands_on(NAMES[count])
        assert await shop.cases() == before
        await shop.sees(f"미연락 {len(NAMES)}", "연락됨 0")
        await shop.do("common.undo")  # the file that brought them was one's own doing too
        await shop.told("가져오기를 되돌렸어요")
        await shop.do("common.undo")
        await shop.told("되돌릴 기록이 없어요")
        assert await shop.cases() == []


async def test_undo_on_the_contact_screen_returns_to_the_customer_and_takes_them_again(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.next")
        await shop.told("내 담당이에요")
        await shop.do("outcome.wrong_number")
        await shop.told(NAMES[0], "기록했어요")
        assert (await shop.case(NAMES[0])).points[0].usability is Usability.WRONG
        await shop.do("common.undo")
        await shop.told(NAMES[0], "되돌렸어요")
        await shop.sees(f"{NAMES[0]} 님")
        case = await shop.case(NAMES[0])
        assert case.points[0].usability is Usability.USABLE
        assert case.claim is not None
        assert [one.customer.name for one in await shop.cases() if one.claim] == [NAMES[0]]


async def test_somebody_elses_work_is_not_undone(few: Path) -> None:
    async with at_work(few, staff="민호") as shop:
        await shop.do("outcome.confirmed")
        await shop.told(NAMES[0])
    async with at_work(few, staff="도윤") as shop:
        await shop.do("common.undo")
        await shop.told("되돌릴 기록이 없어요")
        assert (await shop.case(NAMES[0])).state is State.REACHED


async def test_a_key_that_cannot_be_used_says_why(few: Path, database: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.right", "outcome.confirmed")
        await shop.told("먼저 손님을 골라 주세요")
        await shop.do("board.contact")
        await shop.told("먼저 손님을 골라 주세요")
        assert await shop.attempts() == 0
        await shop.do("board.left", "outcome.confirmed")  # the twin: with somebody selected it does log
        await shop.told(NAMES[0], "기록했어요")
        assert await shop.attempts() == 1
        await shop.do("board.import")
        await shop.sees("경로")
        await shop.do("import.rejected")
        await shop.told("받지 못한 행이 없어요")
        await shop.do("import.kind")
        await shop.told("먼저 파일을 골라 주세요")


async def test_all_outcomes_are_on_one_sheet(few: Path) -> None:
    async with at_work(few, size=(100, 40)) as shop:
        for command, key in (("board.outcomes", "n"), ("board.outcomes", "d")):
            before = await shop.chosen()
            await shop.do(command)
            await shop.sees(f"{before.customer.name} 님과 어떻게 되었나요?", "공지 게시", "결번")
            await shop.press(key)
            await shop.told(before.customer.name, "기록했어요")
            case = await shop.case_of(before.id)
            assert OUTCOMES[case.attempts[-1].outcome].key == key


async def test_a_skipped_customer_is_given_back_untouched(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.next")
        await shop.told("내 담당이에요")
        await shop.do("contact.skip")
        await shop.sees(f"{NAMES[1]} 님")
        await shop.until(lambda: NAMES[0] not in shop.screen)
        assert [case.customer.name for case in await shop.cases() if case.claim] == [NAMES[1]]
        assert (await shop.case(NAMES[0])).attempts == ()


async def test_when_nobody_is_left_the_board_comes_back_and_says_so(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.next")
        await shop.told("내 담당이에요")
        for name in NAMES:
            await shop.sees(f"{name} 님")
            await shop.do("outcome.confirmed")
        await shop.at(BoardScreen)
        await shop.told("더 없어요")
        await shop.sees("미연락 0", f"연락됨 {len(NAMES)}", "100%")
        assert {case.state for case in await shop.cases()} == {State.REACHED}
        await shop.do("board.next")
        await shop.told("더 없어요")


async def test_a_note_goes_with_the_outcome_logged_next(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.contact")
        await shop.told("내 담당이에요")
        await shop.do("contact.note")
        await shop.at(TextScreen)
        await shop.write("옆집에 맡김 [b]")
        await shop.sees("메모: 옆집에 맡김 [b]")
        await shop.do("outcome.third_party")
        await shop.told(NAMES[0], "기록했어요")
        assert (await shop.case(NAMES[0])).attempts[-1].note == "옆집에 맡김 [b]"
        await shop.no_longer_sees("옆집에")
        await shop.do("outcome.no_answer")
        await shop.told(NAMES[1], "기록했어요")
        assert (await shop.case(NAMES[1])).attempts[-1].note == ""


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("010-1234-0000", PointKind.PHONE, "+821012340000"),
        ("@seojun.cake", PointKind.INSTAGRAM, "seojun.cake"),
        ("seojun@example.com", PointKind.EMAIL, "seojun@example.com"),
    ],
)
async def test_a_contact_point_is_added_while_talking(
    few: Path, typed: str, kind: PointKind, value: str
) -> None:
    async with at_work(few) as shop:
        await shop.do("board.contact")
        await shop.told("내 담당이에요")
        await shop.do("contact.point")
        await shop.sees("새 연락처")
        await shop.write(typed)
        await shop.told("연락처에", typed.split("@example", maxsplit=1)[0])
        case = await shop.case(NAMES[0])
        assert (kind, value) in {(point.kind, point.value) for point in case.points}


async def test_a_contact_point_that_is_none_is_not_taken(few: Path) -> None:
    async with at_work(few) as shop:
        before = (await shop.case(NAMES[0])).points
        await shop.do("board.contact")
        await shop.told("내 담당이에요")
        await shop.do("contact.point")
        await shop.sees("새 연락처")
        await shop.write("김민지네 집")
        await shop.sees("전화번호로 읽을 수 없어요")
        await shop.press("escape")
        await shop.at(ContactScreen)
        assert (await shop.case(NAMES[0])).points == before


async def test_a_broken_number_is_mended_and_becomes_a_route(imported: Path) -> None:
    async with at_work(imported) as shop:
        broken = next(case for case in await shop.cases() if not any(point.value for point in case.points))
        assert broken.state is State.NO_ROUTE
        await shop.app.board.show_case(broken.id)
        await shop.do("board.contact")
        await shop.told("내 담당이에요")
        await shop.do("contact.point")
        await shop.sees("맞는 번호를 적어 주세요")
        await shop.write("010-1234-4321")
        await shop.told("연락처에")
        await shop.sees("전화", "4321")
        case = await shop.case_of(broken.id)
        assert case.state is State.NEW
        assert [point.value for point in case.points] == ["+821012344321"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ㅂㅅㅈ", "박서준"),
        ("정수", "정수아"),
        ("5678", "김민지"),
        ("46,000", "박서준"),
        ("C003", "이하윤"),
        ("minji.cake", "김민지"),
        ("윤ㅊ", "윤채원"),
    ],
)
async def test_a_customer_is_found_by_whatever_one_knows(few: Path, typed: str, name: str) -> None:
    async with at_work(few) as shop:
        await shop.do("board.find")
        await shop.at(FindScreen)
        await shop.press(*typed)
        await shop.sees("1명", name)
        await shop.press("enter")
        await shop.at(BoardScreen)
        await shop.stands_on(name)
        await shop.sees(f"{name} 님")


async def test_nobody_is_found_by_what_nobody_has(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.find")
        await shop.at(FindScreen)
        await shop.press(*"9999")
        await shop.sees("0명")
        await shop.press("enter")
        await shop.told("아직 고른 손님이 없어요")
        await shop.press("escape")
        await shop.at(BoardScreen)
        assert (await shop.chosen()).customer.name == NAMES[0]


async def test_a_customer_who_came_forward_is_asked_and_logged_as_such(few: Path) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        await shop.do("board.inbound")
        await shop.at(InboundScreen)
        await shop.sees("먼저 연락 온 손님")
        await shop.press(*"이하윤")
        await shop.sees("1명")
        await shop.press("enter")
        await shop.at(RequestScreen)
        await shop.do("request.check")
        await shop.at(CheckScreen)
        await shop.sees("[금액]", "정확히 얼마인가요")
        assert "47,000" not in shop.screen
        await shop.do("check.contact")
        await shop.at(ContactScreen)
        await shop.told("손님이 먼저 연락했어요")
        await shop.sees("레터링 1호", "47,000원")
        await shop.do("outcome.change_requested")
        await shop.at(BoardScreen)
        await shop.told("이하윤", "변경 요청")
        case = await shop.case("이하윤")
        assert case.attempts[-1].direction is Direction.IN
        assert case.state is State.ACTION
        await shop.sees("처리 필요 1")


async def test_a_waiting_customer_comes_due_again_by_the_clock(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("outcome.no_answer")
        await shop.told(NAMES[0], "기록했어요")
        await shop.sees("다시 연락 1")
        due = (await shop.case(NAMES[0])).progress.next_at
        assert due is not None
        shop.clock.now = due + MINUTE
        await shop.do("board.right")
        await shop.sees("지금")
        shop.clock.now += HOUR
        await shop.do("board.next")
        await shop.at(ContactScreen)


async def test_where_another_route_is_left_the_same_customer_is_tried_by_it_at_once(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.next")
        await shop.told("내 담당이에요")
        await shop.burst("6", "6")
        await shop.told(NAMES[0], "전원 꺼짐", "지금 바로 다른 경로로")
        await shop.sees(f"{NAMES[0]} 님", "[문자]")
        assert await shop.attempts() == 1
        assert (await shop.case(NAMES[0])).claim is not None


async def test_the_words_of_a_language_are_the_customers(few: Path) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        await shop.do("board.contact")
        await shop.told("내 담당이에요")
        await shop.do("contact.language")
        await shop.told("영어로 말해요")
        assert (await shop.case(NAMES[0])).customer.language.value == "en"
        await shop.sees("Hello")


async def test_a_key_for_another_route_pressed_at_once_is_meant_for_the_customer_who_opens(few: Path) -> None:
    async with at_work(few) as shop:
        lane = shop.list_shown()
        await shop.burst("n", "tab")
        await shop.at(ContactScreen)
        await shop.sees("[문자]")
        await shop.press("tab")
        await shop.sees("[매장 호명]")
        await shop.do("common.back")
        await shop.at(BoardScreen)
        assert shop.list_shown() is lane
        await shop.burst("enter", "right", "right", "left")
        await shop.at(ContactScreen)
        await shop.sees("[문자]")
        await shop.do("common.back")
        await shop.at(BoardScreen)
        await shop.press("tab")  # on the board alone it is the board's
        await shop.until(lambda: shop.list_shown() is not lane, "the next lane")
        await shop.press("shift+tab")
        await shop.do("board.next")
        await shop.at(ContactScreen)
        await shop.sees("[전화]")


async def test_the_next_customer_is_claimed_once(few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_work(few) as shop:
        asked: list[str] = []
        for name in ("claim", "claim_next"):
            claims = getattr(shop.app.session.store, name)

            async def counted(
                *args: object, claims: Any = claims, name: str = name, **rest: object
            ) -> object:
                asked.append(name)
                return await claims(*args, **rest)

            monkeypatch.setattr(shop.app.session.store, name, counted)
        await shop.do("board.next")
        await shop.told("내 담당이에요")
        assert asked == ["claim_next"]
        assert (await shop.case(NAMES[0])).claim is not None
        await shop.do("common.back")
        await shop.at(BoardScreen)
        await shop.do("board.contact")
        await shop.told("내 담당이에요")
        assert asked == ["claim_next", "claim"]
