"""The mouse: what can be chosen or answered by a key can be clicked where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual import events

from tests.e2e.conftest import NAMES
from tests.e2e.driving import AtWork, at_work
from tests.samples import reservations, write_csv
from tui.board.screens.board import BoardScreen
from tui.board.screens.contact import ContactScreen
from tui.board.screens.help import HelpScreen
from tui.board.screens.inbound import InboundScreen
from tui.board.screens.prompts import ConfirmScreen
from tui.board.screens.request import RequestScreen
from tui.board.screens.settings import SettingsScreen
from tui.board.screens.welcome import WelcomeScreen
from tui.domain.words import Outcome, RequestKind, State


async def click_on(shop: AtWork, text: str) -> None:
    """Clicks where `text` stands on the screen."""
    await shop.sees(text)
    y, line = next((y, line) for y, line in enumerate(shop.lines) if text in line)
    await shop.pilot.click(offset=(cell_len(line[: line.index(text)]) + 1, y))


async def wheel(shop: AtWork, down: bool) -> None:
    kind = events.MouseScrollDown if down else events.MouseScrollUp
    shop._send(kind(None, 20, 6, 0, 0, 0, False, False, False, 20, 6))


async def test_a_first_visitor_comes_to_the_shops_details_and_out_again_by_mouse(database: Path) -> None:
    async with at_work(database, size=(80, 24)) as shop:
        await shop.at(WelcomeScreen)
        await click_on(shop, "내 정보")
        await shop.at(SettingsScreen)
        await shop.sees("내 이름", "사장님 이름")  # all fields on a small screen
        await shop.press(*"수현")
        await click_on(shop, "저장 ·")
        await shop.at(WelcomeScreen)
        assert shop.app.session.staff.endswith("수현")


async def test_a_file_is_taken_in_by_mouse(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_csv(tmp_path / "new.csv", reservations(5))
    monkeypatch.chdir(tmp_path)
    async with at_work(database, size=(80, 24)) as shop:
        await shop.at(WelcomeScreen)
        await shop.sees("1  파일 가져오기", "q 끝내기")
        assert "가져오기" not in shop.lines[-1]  # said above with its digit, not a second time below
        await click_on(shop, "파일 가져오기")
        await click_on(shop, "new.csv")
        await shop.sees("열과 그 뜻")
        column = next(line for line in shop.lines if "100%" in line and "▌" not in line).split()[0]
        await click_on(shop, f"  {column}")
        await shop.sees(f"▌ {column}")
        await click_on(shop, "Enter 가져오기")
        await shop.sees("모든 행이 간 곳")
        await click_on(shop, "Enter 보드로")
        await shop.at(BoardScreen)
        assert len(await shop.cases()) == 5


async def test_a_click_on_a_result_logs_it_and_one_on_a_route_shows_it(few: Path) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        await shop.do("board.contact")
        await shop.at(ContactScreen)
        await shop.sees("[전화]")
        await click_on(shop, "문자 ")
        await shop.sees("[문자]")
        assert await shop.attempts() == 0
        await click_on(shop, "부재중")
        await shop.told(NAMES[0])
        assert (await shop.case(NAMES[0])).attempts[-1].outcome is Outcome.NO_ANSWER


async def test_a_long_page_is_read_with_the_wheel(few: Path) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        await shop.do("common.help")
        await shop.at(HelpScreen)
        first = shop.lines[0]
        await wheel(shop, down=True)
        await shop.until(lambda: first not in shop.screen, "the first line gone")
        await wheel(shop, down=False)
        await shop.sees(first.strip())


async def test_what_a_caller_wants_and_what_is_asked_of_them_are_clicked(few: Path) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        await shop.do("board.inbound")
        await shop.at(InboundScreen)
        await shop.press(*NAMES[1])
        await shop.sees(f"이름 '{NAMES[1]}'")
        await shop.press("enter")
        await shop.at(RequestScreen)
        await click_on(shop, "2  취소")
        await shop.until(lambda: shop.front._kind is RequestKind.CANCEL, "a cancellation")  # type: ignore[attr-defined]
        await shop.press("enter")
        await shop.at(BoardScreen)
        assert (await shop.case(NAMES[1])).state is State.ACTION


async def test_yes_and_no_are_clicked(few: Path) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        await shop.do("board.contact")
        await shop.at(ContactScreen)
        answers: list[object] = []
        for answer in ("아니요", "네"):
            shop.app.push_screen(ConfirmScreen("정말 하나요? [@click=app.quit]나가기[/]"), answers.append)
            await shop.at(ConfirmScreen)
            await shop.sees("[@click=app.quit]")
            await click_on(shop, answer)
            await shop.at(ContactScreen)
        assert answers == [None, True]
