"""A shop's file goes in through the screen: looked at, corrected, taken, accounted for, mended."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.e2e.driving import AtWork, at_work
from tests.samples import PHONES, reservations, write_csv
from tui.board.screens.board import BoardScreen
from tui.board.screens.find import FindScreen
from tui.board.screens.importing import ImportScreen
from tui.board.screens.rejected import RejectedScreen
from tui.board.screens.settings import SettingsScreen
from tui.board.screens.welcome import WelcomeScreen
from tui.board.widgets.importing import ImportPane
from tui.domain.words import State


def rows_with_unreadable_phones() -> list[str]:
    """Numbers of the pending reservations whose only phone is of a kind that must be told as a problem."""
    rows = reservations(198)[1:]
    kinds = [PHONES[at // 7 % len(PHONES)] if at % 7 == 0 else None for at in range(len(rows))]
    return [row[0] for row, kind in zip(rows, kinds, strict=True)
            if kind and kind.problem and row[7] in ("예약확정", "결제완료")]  # fmt: skip


async def shown_in_preview(shop: AtWork, file: Path) -> None:
    """From the welcome, by keyboard alone."""
    await shop.at(WelcomeScreen)
    await shop.do("welcome.import")
    await shop.at(ImportScreen)
    await shop.paste(str(file))
    await shop.press("enter")
    await shop.sees("이렇게 읽었어요")


async def test_two_hundred_reservations_with_broken_phones_are_all_accounted_for(
    database: Path, reservation_file: Path
) -> None:
    async with at_work(database, size=(132, 40)) as shop:
        await shown_in_preview(shop, reservation_file)
        await shop.sees("예약자", "이름", "대여일시", "cp949")
        await shop.press("enter")
        await shop.told("가져왔어요")
        (summary,) = await shop.book.imports()
        assert summary.rows == 200
        assert summary.rows == (
            summary.new + summary.updated + summary.unchanged + summary.ignored + summary.rejected
        )
        assert summary.rejected == 2
        for count in (summary.rows, summary.new, summary.ignored, summary.rejected):
            assert f" {count}" in shop.screen
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.sees(f"미연락 {summary.cases_new}", "연락 전")
        cases = await shop.cases()
        assert len(cases) == summary.cases_new
        on_board = {order.order_no: case for case in cases for order in case.orders}
        unreadable = rows_with_unreadable_phones()
        assert len(unreadable) > 4
        for number in unreadable:  # a number that cannot be read never loses the reservation
            assert any(point.problem for point in on_board[number].points)
        assert all(case.state in (State.NEW, State.NO_ROUTE) for case in cases)


async def test_the_same_file_again_changes_nothing_and_says_so(
    imported: Path, reservation_file: Path
) -> None:
    async with at_work(imported, size=(132, 40)) as shop:
        before = await shop.cases()
        await shop.do("board.import")
        await shop.at(ImportScreen)
        await shop.paste(str(reservation_file))
        await shop.press("enter")
        await shop.sees("이렇게 읽었어요")
        await shop.press("enter")
        await shop.told("가져왔어요")
        second = (await shop.book.imports())[0]
        assert (second.new, second.updated, second.unchanged) == (0, 0, len(await _orders(shop)))
        await shop.sees(f" {second.unchanged}")
        assert await shop.cases() == before


async def _orders(shop: AtWork) -> list[str]:
    return [order.order_no for case in await shop.cases() for order in case.orders]


async def test_a_column_is_given_its_meaning_by_keyboard_and_remembered(
    database: Path, tmp_path: Path
) -> None:
    rows = reservations(30)
    rows[0][8] = "손님 말씀"
    file = write_csv(tmp_path / "own.csv", rows)
    async with at_work(database, size=(132, 40)) as shop:
        await shown_in_preview(shop, file)
        pane = shop.front.query_one(ImportPane)
        for _ in range(8):
            await shop.press("down")
        await shop.until(lambda: "▌ 손님 말씀" in shop.screen, "the cursor on the column")
        assert "쓰지 않음" in _line(shop, "손님 말씀")
        for _ in range(20):
            if "요청" in _line(shop, "손님 말씀").split("→")[1][:20]:
                break
            before = _line(shop, "손님 말씀")
            await shop.do("import.field")
            await shop.until(lambda was=before: _line(shop, "손님 말씀") != was, "another meaning")
        assert pane.has_focus
        await shop.sees("사람이 고른 열 뜻을 썼어요")
        await shop.press("enter")
        await shop.told("가져왔어요")
        asked = {order.request for case in await shop.cases() for order in case.orders}
        assert asked == {row[8] for row in rows[1:] if row[7] not in ("예약취소", "이용완료")}
    async with at_work(database, size=(132, 40)) as shop:
        await shop.do("board.import")
        await shop.at(ImportScreen)
        await shop.paste(str(file))
        await shop.press("enter")
        await shop.sees("사람이 고른 열 뜻을 썼어요")
        assert "요청" in _line(shop, "손님 말씀")


def _line(shop: AtWork, text: str) -> str:
    return next(line for line in shop.lines if text in line and "→" in line)


async def test_a_column_left_alone_is_not_taken(database: Path, tmp_path: Path) -> None:
    """The twin of the one above: without the keyboard's work the words are not there."""
    rows = reservations(30)
    rows[0][8] = "손님 말씀"
    file = write_csv(tmp_path / "own.csv", rows)
    async with at_work(database, size=(132, 40)) as shop:
        await shown_in_preview(shop, file)
        await shop.press("enter")
        await shop.told("가져왔어요")
        assert {order.request for case in await shop.cases() for order in case.orders} == {""}


async def test_a_rejected_row_is_mended_and_taken(database: Path, reservation_file: Path) -> None:
    async with at_work(database, size=(132, 40)) as shop:
        await shown_in_preview(shop, reservation_file)
        await shop.press("enter")
        await shop.told("가져왔어요")
        before = len(await shop.cases())
        await shop.do("import.rejected")
        await shop.at(RejectedScreen)
        await shop.sees("이름도 연락처도 번호도 없는 행", "2022-10-17 10:00")
        await shop.do("rejected.mend")
        await shop.sees("51행 · 이름")
        await shop.write("한나리")
        await shop.sees("51행 · 전화번호")
        await shop.write("010-1234-9999")
        for field in (
            "픽업·이용 날짜",
            "내용",
            "금액",
            "주문·예약 번호",
        ):  # the rest is right as the file has it
            await shop.sees(f"51행 · {field}")
            await shop.press("enter")
        await shop.told("한나리", "받았어요")
        case = await shop.case("한나리")
        assert len(await shop.cases()) == before + 1
        assert [point.value for point in case.points] == ["+821012349999"]
        assert case.orders[0].details.startswith("레이 24시간")
        (summary,) = await shop.book.imports()
        assert len(await shop.book.rejected_rows(summary.header.id)) == 1
        await shop.press("escape")
        await shop.at(ImportScreen)
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.sees(f"미연락 {before + 1}")


async def test_a_row_that_still_names_nobody_stays_rejected(database: Path, reservation_file: Path) -> None:
    async with at_work(database, size=(132, 40)) as shop:
        await shown_in_preview(shop, reservation_file)
        await shop.press("enter")
        await shop.told("가져왔어요")
        before = len(await shop.cases())
        await shop.do("import.rejected")
        await shop.sees("2022-10-17 10:00", "고치기")
        await shop.do("rejected.mend")
        for field in ("이름", "전화번호", "픽업·이용 날짜", "내용", "금액", "주문·예약 번호"):
            await shop.sees(f"51행 · {field}")
            await shop.press("enter")
        await shop.told("이름도 연락처도 번호도 없는 행")
        assert len(await shop.cases()) == before
        (summary,) = await shop.book.imports()
        assert len(await shop.book.rejected_rows(summary.header.id)) == 2


async def test_esc_stops_reading_and_nothing_is_half_done(database: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "long.csv", reservations(40_000), "utf-8")
    async with at_work(database, size=(100, 30)) as shop:
        await shown_in_preview(shop, file)
        await shop.press("enter")
        await shop.sees("Esc 그만")
        await shop.press("escape")
        await shop.told("그만두었어요")
        assert await shop.cases() == []
        assert await shop.book.imports() == []
        await shop.press("escape", "escape")
        await shop.at(WelcomeScreen)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "그림"),
        ("empty.csv", b"", "빈 파일"),
        ("gone.csv", None, "없"),
    ],
)
async def test_a_file_that_is_no_table_is_one_plain_sentence(
    database: Path, tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    async with at_work(database) as shop:
        await shop.at(WelcomeScreen)
        await shop.do("welcome.import")
        await shop.at(ImportScreen)
        await shop.paste(str(file))
        await shop.press("enter")
        await shop.told(says)
        assert "이렇게 읽었어요" not in shop.screen
        assert await shop.book.imports() == []


async def test_a_recent_file_is_chosen_by_arrow_and_by_double_click(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_csv(tmp_path / "old.csv", reservations(3))
    newest = write_csv(tmp_path / "new.csv", reservations(5, seed=2))
    os.utime(tmp_path / "old.csv", (1, 1))
    monkeypatch.chdir(tmp_path)
    async with at_work(database) as shop:
        await shop.at(WelcomeScreen)
        await shop.do("welcome.import")
        await shop.sees("new.csv", "old.csv")
        await shop.press("tab", "down", "enter")
        await shop.sees(newest.name, "이렇게 읽었어요")
        await shop.press("escape")
        await shop.sees("old.csv")
        assert await shop.book.imports() == []


async def test_after_the_first_file_nothing_opens_over_the_keys_that_are_on_their_way(
    database: Path, reservation_file: Path
) -> None:
    async with at_work(database, size=(132, 40)) as shop:
        shop.app.session.config = replace(shop.app.session.config, shop="")
        await shown_in_preview(shop, reservation_file)
        await shop.press("enter")
        await shop.told("가져왔어요")
        await shop.press("enter")
        await shop.at(BoardScreen)
        await shop.told("가게 이름이 아직 없어요. 내 정보(,)에")
        await shop.do("board.find")
        await shop.at(FindScreen)
        await shop.press(*"김민")
        await shop.until(lambda: shop.front.query_one(Input).value == "김민", "what was typed")
        await shop.do("common.back")
        await shop.at(BoardScreen)
        await shop.do("board.settings")  # the key that was named
        await shop.at(SettingsScreen)
        assert shop.front.query_one("#field-shop", Input).value == ""


async def test_a_shop_with_a_name_is_not_reminded_of_it(database: Path, reservation_file: Path) -> None:
    """The twin of the one above."""
    async with at_work(database, size=(132, 40)) as shop:
        await shown_in_preview(shop, reservation_file)
        await shop.press("enter")
        await shop.told("가져왔어요")
        await shop.press("enter")
        await shop.at(BoardScreen)
        assert "가게 이름" not in shop.screen


async def test_a_key_between_the_account_and_the_board_starts_no_demo(
    database: Path, reservation_file: Path
) -> None:
    async with at_work(database, size=(132, 40)) as shop:
        await shown_in_preview(shop, reservation_file)
        welcome = shop.app.screen_stack[-2]
        assert isinstance(welcome, WelcomeScreen)
        await shop.press("enter")
        await shop.told("가져왔어요")
        await welcome.action_command("welcome.demo_jeju")  # as the first screen passes by
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.do("board.find")
        await shop.at(FindScreen)
        assert shop.app.return_value is None
