"""What is known of messages sent before, on the board: the lists, the reasons, and an outage corrected."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import SUNDAY_1640
from tests.e2e.driving import at_work
from tests.storing import order_record, put, send_record
from tui.board.screens.board import BoardScreen
from tui.board.screens.outage import OutageScreen
from tui.board.screens.past_moment import PastMomentScreen
from tui.board.screens.sent import SentScreen
from tui.domain.model import HOUR, Case
from tui.domain.words import Delivery, State
from tui.store.sqlite import open_store


async def _written_to(database: Path) -> None:
    """Two customers to whom an AlimTalk went yesterday at 15:40, an hour before the outage as it is noted."""
    at = SUNDAY_1640 - 25 * HOUR
    async with open_store(database, now=SUNDAY_1640 - 24 * HOUR) as store:
        orders = [
            order_record(number, name, f"010-0000-000{number}", due_at=SUNDAY_1640 + 20 * HOUR)
            for number, name in ((1, "김하늘"), (2, "박구름"))
        ]
        await put(store, *orders)
        sent = [
            send_record(number, f"010-0000-000{number}", code, at=at)._replace(provider="kakao", mode=mode)
            for number, code, mode in ((1, "0000", "push"), (2, "3018", "push"))
        ]
        await put(store, *sent, file="결과.csv")


async def test_an_outage_that_began_earlier_puts_in_doubt_what_was_sent_meanwhile_and_undo_trusts_it_again(
    database: Path,
) -> None:
    await _written_to(database)
    async with at_work(database, size=(132, 40)) as shop:

        async def accepted() -> Case:
            return await shop.case("김하늘")

        assert ((await accepted()).state, (await accepted()).delivery) == (State.NEW, Delivery.ACCEPTED)
        await shop.do("board.sent")
        await shop.at(SentScreen)
        await shop.sees("전송 실패 1명", "도달 미확인 0명", "박구름", "3018")
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.do("board.outage")
        await shop.at(OutageScreen)
        await shop.do("outage.since")
        await shop.at(PastMomentScreen)
        await shop.write("10/15 15:00")
        await shop.told("카카오톡 장애의 시작을", "고쳤어요")
        assert (await accepted()).state is State.UNCONFIRMED
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.sees("미확인", "전송 실패")
        await shop.do("board.sent")
        await shop.at(SentScreen)
        await shop.sees("박구름")
        await shop.do("sent.right")
        await shop.sees("도달 미확인 1명", "김하늘", "장애 중에 '보냄'이라고만 했어요")
        await shop.do("sent.open")
        await shop.at(BoardScreen)
        await shop.sees("김하늘 님", "도달 미확인", "0000 업체 접수")
        await shop.do("common.undo")
        await shop.told("장애의 시작을", "되돌렸어요")
        assert (await accepted()).state is State.NEW


async def test_where_it_is_narrow_no_list_goes_unseen(database: Path) -> None:
    await _written_to(database)
    async with at_work(database, size=(60, 24)) as shop:
        await shop.do("board.sent")
        await shop.at(SentScreen)
        await shop.sees(
            "전송 실패 1명", "접수까지만 확인 1명", "단말 도달, 답 없음 0명", "답을 들은 것은 아니에요"
        )
