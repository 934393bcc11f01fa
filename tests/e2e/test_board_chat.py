"""The saved chat with a customer, opened from the board and from the contact screen."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from tests.conftest import SUNDAY_1640
from tests.e2e.driving import at_work
from tests.storing import batch, header, message_record, order_record
from tui.board.screens.board import BoardScreen
from tui.board.screens.chat import ChatScreen
from tui.board.screens.contact import ContactScreen
from tui.intake.records import MessageRecord, Suggested
from tui.store.sqlite import open_store


async def filled(path: Path, *chat: MessageRecord) -> None:
    async with open_store(path, now=SUNDAY_1640) as store:
        await store.apply_import(header("주문.csv"), [batch([order_record(1)])], SUNDAY_1640)
        await store.apply_import(header("대화.txt", "chat"), [batch(chat)], SUNDAY_1640)


async def test_the_chat_is_read_from_the_board_and_while_contacting(database: Path) -> None:
    await filled(
        database,
        message_record(1, "[@click=app.bell]안녕[/]하세요"),
        message_record(2, "2호요 010-0000-0001", Suggested("phone", "+821000000001", "010-0000-0001")),
        message_record(3, "네 감사합니다", side="shop", author="모락케이크"),
    )
    async with at_work(database, size=(80, 24)) as shop:
        await shop.do("board.chat")
        await shop.at(ChatScreen)
        await shop.sees(
            "10/14(금)", "[@click=app.bell]안녕[/]하세요", "◆ 전화번호 010-0000-0001?", "가게 모락케이크"
        )
        options = shop.front.query_one(OptionList)
        marked = options.highlighted
        await shop.press("down")
        await shop.until(lambda: options.highlighted != marked)
        await shop.do("chat.next")
        await shop.until(lambda: options.highlighted == marked)
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.do("board.contact")
        await shop.at(ContactScreen)
        await shop.do("contact.chat")
        await shop.at(ChatScreen)
        await shop.press("escape")
        await shop.at(ContactScreen)


async def test_where_no_chat_is_saved_that_is_said(database: Path) -> None:
    await filled(database)
    async with at_work(database) as shop:
        await shop.do("board.chat")
        await shop.told("저장되어 있지 않아요")
        await shop.at(BoardScreen)
