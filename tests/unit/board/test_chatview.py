"""A saved chat as it is shown: days, sides, and which message a detail was read from."""

from __future__ import annotations

import pytest

from tests.conftest import SUNDAY_1640
from tui import i18n
from tui.board.cells import cells
from tui.board.chatview import chat_entries
from tui.board.ledgers import latest_of, suggestion_text
from tui.domain.model import DAY, ChatMessage, Suggestion

SEOUL = "Asia/Seoul"


@pytest.fixture(autouse=True)
def korean() -> None:
    i18n.choose("ko")


def said(number: int, text: str, days_ago: int = 0, side: str = "customer") -> ChatMessage:
    return ChatMessage(number, "김하늘", side, SUNDAY_1640 - days_ago * DAY, text)


def test_a_day_stands_once_above_its_messages_and_says_its_year_where_that_is_another() -> None:
    chat = [said(1, "작년", 365), said(2, "어제", 1), said(3, "또", 1, side="shop")]
    entries = chat_entries(chat, (), SUNDAY_1640, SEOUL, 60)
    assert [entry.text for entry in entries if entry.is_day] == ["── 2021년 10/16(토)", "── 10/15(토)"]
    assert [entry.text.split("\n")[0] for entry in entries if not entry.is_day] == [
        "16:40 손님 김하늘",
        "16:40 손님 김하늘",
        "16:40 가게 김하늘",
    ]


def test_only_the_message_that_a_detail_was_read_from_is_marked() -> None:
    chat = [said(1, "2호요"), said(2, "네\n\n두 줄")]
    read = Suggestion(9, "size", "2호", "2호", "2호요", "김하늘", SUNDAY_1640)
    marked = [entry for entry in chat_entries(chat, [read], SUNDAY_1640, SEOUL, 60) if entry.marked]
    assert [entry.text.split("\n")[1:] for entry in marked] == [["      2호요", "      ◆ 크기 2호?"]]
    elsewhere = read._replace(said="3호요")
    assert not any(entry.marked for entry in chat_entries(chat, [elsewhere], SUNDAY_1640, SEOUL, 60))


def test_no_line_is_wider_than_there_is_room_for() -> None:
    entries = chat_entries([said(1, "가나다라 마바사아 " * 40 + "a" * 300)], (), SUNDAY_1640, SEOUL, 40)
    assert max(cells(line) for entry in entries for line in entry.text.split("\n")) <= 40


def test_a_quote_of_another_year_says_so_and_one_of_this_year_does_not() -> None:
    said_then = Suggestion(
        9, "due", f"{SUNDAY_1640 - 365 * DAY}", "", "토요일에요", "김하늘", SUNDAY_1640 - 365 * DAY
    )
    assert suggestion_text(said_then, SEOUL, SUNDAY_1640).count("2021년") == 2
    now = said_then._replace(value=f"{SUNDAY_1640}", at=SUNDAY_1640)
    assert "년" not in suggestion_text(now, SEOUL, SUNDAY_1640)


def test_of_two_details_said_in_one_minute_the_later_comes_first() -> None:
    first = Suggestion(1, "size", "1호", "1호", "1호요", "김하늘", SUNDAY_1640)
    then = first._replace(id=2, value="2호")
    assert [one.value for one in latest_of([first, then])] == ["2호", "1호"]
    assert [one.value for one in latest_of([first, then, first._replace(id=3)])] == ["1호", "2호"]
