"""Texts from the board, to a practice provider on a real socket: the sheet, the ladder, doubts, replies."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from tests.conftest import SUNDAY_1640
from tests.e2e.driving import AtWork, at_work, held_back
from tests.storing import order_record, put
from tui.board.recipients import groups
from tui.board.screens.asking import ChoiceScreen
from tui.board.screens.board import BoardScreen
from tui.board.screens.contact import ContactScreen
from tui.board.screens.outbox import OutboxScreen
from tui.board.screens.prompts import ConfirmScreen, TextScreen
from tui.board.screens.sending import SendScreen
from tui.clock import new_id
from tui.domain.send_plan import sends_of
from tui.domain.sending import Send, SendState
from tui.domain.words import Direction, Lane, Outcome, Route, State
from tui.gateway.practice_server import Practice
from tui.store.api_sends import Stopped
from tui.store.sqlite import open_store

SETTINGS = """
[gateway.rehearsal]
provider = "solapi"
sender = "02-123-4567"
rate = 50
url = "{url}"
practice = true
[gateway.rehearsal.price]
sms = 18
lms = 45
"""


@asynccontextmanager
async def practising(database: Path, *, size: tuple[int, int] = (100, 30)) -> AsyncIterator[AtWork]:
    """The board with a gateway to practise with."""
    async with Practice(pace=0) as practice:
        (database.parent / "gateways.toml").write_text(SETTINGS.format(url=practice.url), "utf-8")
        async with at_work(database, size=size) as shop:
            yield shop


async def state_of_send(shop: AtWork, name: str) -> SendState | None:
    sends = (await shop.case(name)).sends
    return sends[-1].state if sends else None


async def send_and_wait(shop: AtWork, name: str, state: SendState) -> None:
    """Sends to the selected customer by the sheet, and waits for what becomes of it."""
    await shop.do("board.send")
    await shop.at(SendScreen)
    await shop.told("Enter로 1건을 보냅니다")
    await shop.do("send.go")

    async def there() -> bool:
        shop.clock.now += 1_000  # reports are asked for some seconds later
        return await state_of_send(shop, name) is state

    await shop.eventually(there, f"the text to be {state}")


async def prepared_beside_the_sheet(shop: AtWork, staff: str) -> Sequence[Send]:
    """Opens the sheet, and writes its messages down as another terminal of `staff` would."""
    await shop.do("board.send")
    await shop.at(SendScreen)
    await shop.told("Enter로 1건을 보냅니다")
    screen = shop.front
    assert isinstance(screen, SendScreen)
    assert screen.plan is not None
    asking = shop.app.posting.asking((await shop.app.posting.gateways())[0], frozenset())
    sends = sends_of(screen.plan, asking._replace(staff=staff), new_id)
    await shop.book.prepare_sends(sends)
    return sends


async def test_a_text_goes_out_only_after_the_sheet_and_delivered_is_not_reached(few: Path) -> None:
    async with practising(few) as shop:
        name = (await shop.chosen()).customer.name
        await shop.do("board.send")
        await shop.at(SendScreen)
        await shop.sees("연습 — 아무에게도 나가지 않아요", "1명에게 보냅니다", "예상 비용 18원", name)
        assert await state_of_send(shop, name) is None
        await shop.press("escape")
        await shop.at(BoardScreen)
        await send_and_wait(shop, name, SendState.DELIVERED)
        await shop.sees("1 / 1")
        await shop.press("escape")
        await shop.at(BoardScreen)
        case = await shop.case(name)
        assert case.state is State.WAITING
        (attempt,) = case.attempts
        assert (attempt.route, attempt.outcome) == (Route.SMS, Outcome.MESSAGE_SENT)
        await shop.sees("연락됨 0")
        await shop.app.board.show_case(case.id)
        await shop.sees("✓ 접수 → ✓ 발송 → ✓ 단말 도달 → 답")
        assert "✓ 답" not in shop.screen


async def test_undo_says_that_a_text_has_gone_and_the_next_takes_back_what_was_done_before(few: Path) -> None:
    async with practising(few) as shop:
        called = (await shop.chosen()).customer.name
        await shop.do("outcome.busy")
        await shop.told(called, "기록했어요")
        name = (await shop.chosen()).customer.name
        await send_and_wait(shop, name, SendState.DELIVERED)
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.do("common.undo")
        await shop.told("문자 1건은 이미 보내기 시작해서 되돌릴 수 없어요", f"{called} 님 통화 중")
        assert len((await shop.case(called)).attempts) == 1
        await shop.do("common.undo")
        await shop.told(called, "통화 중", "되돌렸어요")
        assert (await shop.case(called)).attempts == ()
        assert await state_of_send(shop, name) is SendState.DELIVERED


async def test_a_text_that_was_held_back_can_be_sent_anew_from_the_same_screen(few: Path) -> None:
    async with practising(few) as shop:
        name = (await shop.chosen()).customer.name
        await shop.book.stop_queue(Stopped("rehearsal", "balance", "", "", shop.clock.now))
        await shop.do("board.send")
        await shop.at(SendScreen)
        await shop.told("Enter로 1건을 보냅니다")
        await shop.do("send.go")
        await shop.told("이어서 보내려면")
        await shop.do("send.go")
        await shop.told("이미 보내는 중이에요")
        await shop.do("send.stop")
        await shop.told("보내지 않기로 했어요")
        assert await state_of_send(shop, name) is SendState.WITHDRAWN
        await shop.book.resume_queue("rehearsal")
        await shop.do("send.go")  # the sheet again, which has to be read before anything goes
        await shop.told("Enter로 1건을 보냅니다")
        assert len((await shop.case(name)).sends) == 1
        await shop.do("send.go")
        await shop.sees("1 / 1")
        assert len((await shop.case(name)).sends) == 2
        await shop.do("send.go")
        await shop.told("모두 내보냈어요")


async def test_a_look_that_was_on_its_way_does_not_come_over_the_sheet_shown_anew(few: Path) -> None:
    async with practising(few) as shop:
        await shop.chosen()
        await shop.book.stop_queue(Stopped("rehearsal", "balance", "", "", shop.clock.now))
        await shop.do("board.send")
        await shop.at(SendScreen)
        await shop.told("Enter로 1건을 보냅니다")
        await shop.do("send.go")
        await shop.told("이어서 보내려면")
        await shop.do("send.stop")
        await shop.told("보내지 않기로 했어요")
        await shop.no_longer_sees("보내기 전")
        await shop.book.resume_queue("rehearsal")
        go_on = held_back(shop.app.session.store, "stopped_queue")
        shop.front.cases_changed(frozenset())  # type: ignore[attr-defined]
        await shop.do("send.go")
        await shop.told("Enter로 1건을 보냅니다")
        go_on.set()
        await shop.pilot.pause()
        await shop.sees("1명에게 보냅니다")


async def test_a_lane_is_written_to_at_once_and_whoever_cannot_be_is_named_with_the_reason(few: Path) -> None:
    async with open_store(few, now=SUNDAY_1640) as store:
        await put(store, order_record(90, "한결번", "02-123-4567", due_at=None))
        await put(store, order_record(91, "오거절", "010-1234-0091", due_at=None))
    async with practising(few) as shop:
        await shop.do("board.send_group")
        await shop.at(ChoiceScreen)
        await shop.press("enter")
        await shop.at(SendScreen)
        await shop.sees("9명에게 보냅니다", "예상 비용 162원", "한결번")
        await shop.do("send.go")
        await shop.sees("9 / 9")

        async def settled() -> bool:
            shop.clock.now += 1_000
            return not await shop.book.sends_in([SendState.PREPARED, SendState.SENDING, SendState.ACCEPTED])

        await shop.eventually(settled, "all to be settled")
        refused = await shop.case("오거절")
        assert refused.sends[-1].state is SendState.REFUSED
        assert refused.attempts[-1].outcome is Outcome.UNDELIVERABLE
        assert refused.state is State.RETRY
        await shop.sees("오거절")
        assert not (await shop.case("한결번")).sends
        assert await shop.app.session.store.sends_in([SendState.UNKNOWN]) == []


async def test_who_is_meant_is_found_out_when_a_group_is_chosen_and_nobody_is_read_before(few: Path) -> None:
    async with practising(few) as shop:
        session = shop.app.session
        offered = {group.title: group for group in groups(shop.app, Lane.TO_CONTACT)}
        everybody = await offered["아직 못 닿은 모든 손님"].find()
        assert len(everybody) == offered["아직 못 닿은 모든 손님"].size
        texted = offered["문자가 먼저 추천되는 손님"]
        assert texted.size is None
        cases = await session.store.views(everybody)
        best = {case.id: session.advice(case).best for case in cases}
        first = [ident for ident in everybody if (found := best[ident]) and found.route is Route.SMS]
        assert list(await texted.find()) == first


async def test_what_nobody_knows_is_settled_by_a_person_and_never_sent_again(few: Path) -> None:
    async with open_store(few, now=SUNDAY_1640) as store:
        await put(store, order_record(93, "임모름", "010-1234-0093", due_at=None))
    async with practising(few) as shop:
        case = await shop.case("임모름")
        await shop.app.board.show_case(case.id)
        await send_and_wait(shop, "임모름", SendState.UNKNOWN)
        await shop.press("escape")
        assert (await shop.case("임모름")).state is State.REVIEW
        await shop.at(BoardScreen)
        await shop.app.board.show_case(case.id)
        await shop.chosen()
        await shop.do("board.send")
        await shop.at(SendScreen)
        await shop.told("보낼 수 있는 손님이 없어요")
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.do("board.outbox")
        await shop.at(OutboxScreen)
        await shop.sees("나갔는지 모름 1건", "임모름")
        await shop.do("outbox.not_sent")
        await shop.at(ConfirmScreen)
        await shop.press("enter")
        await shop.told("저절로 다시 보내지 않으니")
        (send,) = (await shop.case("임모름")).sends
        assert send.state is SendState.SETTLED_NOT_SENT


async def test_a_reply_pasted_settles_the_customer_with_their_words(few: Path) -> None:
    async with practising(few) as shop:
        name = (await shop.chosen()).customer.name
        await send_and_wait(shop, name, SendState.DELIVERED)
        await shop.press("escape")
        await shop.at(BoardScreen)
        case = await shop.case(name)
        await shop.app.board.show_case(case.id)
        await shop.do("board.contact")
        await shop.at(ContactScreen)
        await shop.told("내 담당이에요")
        await shop.do("contact.reply")
        await shop.at(TextScreen)
        await shop.write("네 6시에 갈게요")
        await shop.at(ChoiceScreen)
        await shop.press("enter")
        await shop.told("본인 확인으로 기록했어요")
        after = await shop.case(name)
        assert after.state is State.REACHED
        assert (after.attempts[-1].direction, after.attempts[-1].note) == (Direction.IN, "네 6시에 갈게요")


async def test_a_shop_without_a_name_sends_nothing_that_nobody_signed(few: Path) -> None:
    async with practising(few) as shop:
        named = shop.app.session.config
        shop.app.session.config = replace(named, shop="")
        await shop.do("board.send")
        await shop.at(SendScreen)
        await shop.told("가게 이름을 적고")
        await shop.do("send.go")
        await shop.told("아무것도 나가지 않았어요")
        assert await shop.book.sends_in(SendState) == []


async def test_without_a_gateway_the_sheet_says_how_to_go_on_by_hand(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.send")
        await shop.at(SendScreen)
        await shop.told("복사해서 휴대폰으로 보내고 9로")
        await shop.do("send.go")
        await shop.told("등록한 문자 업체가 없어요")
        assert await shop.book.queues() == []


async def test_a_sheet_that_a_colleague_overtook_sends_nothing_and_shows_how_it_stands_now(few: Path) -> None:
    async with practising(few) as shop:
        name = (await shop.chosen()).customer.name
        theirs = await prepared_beside_the_sheet(shop, staff="민호")
        await shop.do("send.go")
        await shop.told("1건 모두 방금 다른 곳에서")
        await shop.sees("0명에게 보냅니다", "민호 님이 준비한 문자")
        assert [send.id for send in (await shop.case(name)).sends] == [send.id for send in theirs]


async def test_messages_left_when_the_program_ended_go_on_and_are_told(few: Path) -> None:
    async with practising(few) as shop:
        name = (await shop.chosen()).customer.name
        await prepared_beside_the_sheet(shop, staff="수현")
    async with practising(few) as shop:
        await shop.told("지난번에 남은 문자 1건")

        async def gone() -> bool:
            return await state_of_send(shop, name) is SendState.ACCEPTED

        await shop.eventually(gone, "the text left over to go")
