"""Two people, two terminals, one list."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import NAMES
from tests.e2e.driving import Hands, at_work
from tests.storing import tried
from tui.board.app import POLL_SECONDS
from tui.board.screens.board import BoardScreen
from tui.board.screens.contact import ContactScreen
from tui.board.screens.prompts import ConfirmScreen
from tui.domain.model import MINUTE, Attempt, Event
from tui.domain.words import EventKind, Outcome, Route, State


async def test_a_claim_is_seen_by_the_other_at_their_next_look_and_their_cursor_stays(few: Path) -> None:
    assert POLL_SECONDS < 0.3
    async with at_work(few, staff="수현") as suhyeon, at_work(few, staff="민호") as minho:
        await minho.press("down", "down")
        await minho.stands_on(NAMES[2])
        await suhyeon.do("board.contact")
        await suhyeon.told("내 담당이에요")
        await minho.sees("수현 님이 담당하고 있어요")
        assert (await minho.chosen()).customer.name == NAMES[2]
        await suhyeon.press("escape")
        await suhyeon.at(BoardScreen)
        await minho.no_longer_sees("담당하고 있어요")
        assert [case for case in await minho.cases() if case.claim] == []


async def test_what_one_logs_the_other_sees_without_losing_their_place(few: Path) -> None:
    async with at_work(few, staff="수현") as suhyeon, at_work(few, staff="민호") as minho:
        await minho.press("down", "down", "down")
        await suhyeon.do("outcome.confirmed")
        await suhyeon.told(NAMES[0])
        await minho.sees("연락됨 1", "연락 전 7")
        assert (await minho.chosen()).customer.name == NAMES[3]
        assert (await minho.case(NAMES[0])).state is State.REACHED


async def test_two_people_asking_for_the_next_get_different_customers(few: Path) -> None:
    async with at_work(few, staff="수현") as suhyeon, at_work(few, staff="민호") as minho:
        await suhyeon.do("board.next")
        await minho.do("board.next")
        for one in (suhyeon, minho):
            await one.at(ContactScreen)
            await one.told("내 담당이에요")
        held = {case.claim.staff: case.customer.name for case in await minho.cases() if case.claim}
        assert sorted(held.values()) == sorted(NAMES[:2])  # whoever was first has the more urgent one
        await suhyeon.sees(f"{held['수현']} 님")
        await minho.sees(f"{held['민호']} 님")


async def test_a_colleagues_customer_is_not_logged_by_mistake(few: Path) -> None:
    async with at_work(few, staff="수현") as suhyeon, at_work(few, staff="민호") as minho:
        await suhyeon.do("board.contact")
        await suhyeon.told("내 담당이에요")
        await minho.sees("수현 님이 담당하고 있어요")
        await minho.do("outcome.confirmed")
        await minho.told("수현 님이", "기록하지 않았어요")
        assert await minho.attempts() == 0
        await suhyeon.press("escape")
        await minho.no_longer_sees("담당하고 있어요")
        await minho.do("outcome.confirmed")  # the twin: given back, it is logged
        await minho.told(NAMES[0], "기록했어요")
        assert await minho.attempts() == 1


async def test_taking_over_is_asked_done_and_told_to_the_other(few: Path) -> None:
    async with at_work(few, staff="수현") as suhyeon, at_work(few, staff="민호") as minho:
        await suhyeon.do("board.contact")
        await suhyeon.told("내 담당이에요")
        await minho.sees("수현 님이 담당하고 있어요")
        await minho.do("board.contact")
        await minho.at(ConfirmScreen)
        await minho.sees(f"수현 님이 {NAMES[0]} 님에게 연락하고 있어요")
        await minho.press("escape")
        await minho.at(BoardScreen)
        claim = (await minho.case(NAMES[0])).claim
        assert claim is not None
        assert claim.staff == "수현"
        await minho.do("board.contact")
        await minho.at(ConfirmScreen)
        await minho.press("enter")
        await minho.at(ContactScreen)
        await minho.told("내 담당이에요")
        await suhyeon.told("민호 님이 이 손님의 담당을 가져갔어요")
        claim = (await minho.case(NAMES[0])).claim
        assert claim is not None
        assert claim.staff == "민호"


async def test_a_claim_of_a_terminal_that_died_ends_in_review_and_is_not_dialled_again(few: Path) -> None:
    clock = Hands(1_665_906_000_000)
    async with at_work(few, staff="민호", clock=clock) as minho:
        case = await minho.case(NAMES[0])
        await minho.book.claim(case.id, "수현", "a terminal that died", clock())
        await minho.sees("수현 님이 담당하고 있어요")
        clock.now += 2 * MINUTE
        await minho.sees("다시 연락 1")
        assert (await minho.case(NAMES[0])).state is State.REVIEW
        await minho.do("board.right")
        await minho.sees("확인 필요", "동료에게 물어본 뒤")
        await minho.do("board.next")
        await minho.at(ContactScreen)
        await minho.sees(f"{NAMES[1]} 님")
        assert (await minho.case(NAMES[0])).claim is None


async def test_a_claim_is_kept_while_its_terminal_lives(few: Path) -> None:
    """The twin of the one above: the board renews what it holds."""
    clock = Hands(1_665_906_000_000)
    async with at_work(few, staff="민호", clock=clock) as minho:
        await minho.do("board.contact")
        await minho.told("내 담당이에요")
        for _ in range(4):
            clock.now += MINUTE
            await minho.app._renew()
            await minho.app._sweep()
        case = await minho.case(NAMES[0])
        assert case.state is State.NEW
        assert case.claim is not None
        await minho.do("outcome.no_answer")
        await minho.told(NAMES[0], "기록했어요")
        assert (await minho.case(NAMES[0])).attempts[-1].outcome is Outcome.NO_ANSWER


async def test_a_customer_settled_elsewhere_is_not_called_again(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.contact")
        await shop.told("내 담당이에요")
        case = await shop.case(NAMES[0])
        attempt = Attempt(77, case.id, Route.PHONE, None, Outcome.CONFIRMED, "민호", shop.clock())
        event = Event(77, case.id, EventKind.ATTEMPT, "민호", shop.clock(), attempt=attempt)
        await shop.book.log(event)
        await shop.told("민호 님이 방금 본인 확인으로 기록했어요")
        assert len((await shop.case(NAMES[0])).attempts) == 1


async def test_ones_own_log_is_not_told_as_a_colleagues_when_the_customer_comes_again(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.contact")
        await shop.told("내 담당이에요")
        for name in NAMES[1:]:
            await shop.book.log(tried(await shop.case(name), Outcome.CONFIRMED, at=shop.clock()))
        await shop.do("outcome.powered_off")  # by text at once: nobody else is left
        await shop.told(NAMES[0], "전원 꺼짐으로 기록했어요")
        await shop.app.poll_now()
        await shop.press("tab")
        assert isinstance(shop.app.screen, ContactScreen)
        assert "방금" not in shop.screen


async def test_a_claim_that_lapsed_is_taken_again_while_the_customer_is_on_the_screen(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.contact")
        await shop.told("내 담당이에요")
        case = await shop.case(NAMES[0])
        assert case.claim is not None
        await shop.book.release(case.claim.terminal, case.id)
        await shop.told("다시 맡았어요")
        assert (await shop.case(NAMES[0])).claim is not None
