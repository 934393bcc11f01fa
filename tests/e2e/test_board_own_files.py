"""A person's own files: keys, theme and wording, and what is wrong in them."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import NAMES
from tests.e2e.driving import at_work
from tui.board.screens.board import BoardScreen
from tui.board.screens.contact import ContactScreen
from tui.board.screens.outage import OutageScreen
from tui.board.screens.review import ReviewScreen
from tui.domain.words import Outcome, Route


async def test_a_persons_own_keys_do_what_they_say_and_the_others_stay(few: Path) -> None:
    own = '"outcome.confirmed" = "f,f11"\n"board.review" = "g"\n'
    async with at_work(few, keys=own, size=(132, 40)) as shop:
        await shop.press("1")
        await shop.pilot.pause(0.05)
        assert await shop.attempts() == 0
        await shop.press("f")
        await shop.told(NAMES[0], "본인 확인")
        await shop.press("ㄹ")  # the same key with the Korean input method on
        await shop.told(NAMES[1], "본인 확인")
        await shop.press("4")
        await shop.told(NAMES[2], "부재중")
        await shop.sees("g 마감 점검")
        await shop.press("g")
        await shop.at(ReviewScreen)
        outcomes = [(await shop.case(name)).attempts[-1].outcome for name in NAMES[:3]]
        assert outcomes == [Outcome.CONFIRMED, Outcome.CONFIRMED, Outcome.NO_ANSWER]


async def test_own_keys_for_what_is_no_command_are_named_and_esc_stays_the_way_out(few: Path) -> None:
    async with at_work(few, keys='"board.fly" = "y"\n"common.back" = "f11"\n') as shop:
        await shop.told("keys.toml의 1번째 줄", "board.fly라는 명령은 없어요")
        for key in ("f11", "escape"):
            await shop.do("board.review")
            await shop.at(ReviewScreen)
            await shop.press(key)
            await shop.at(BoardScreen)
        assert await shop.attempts() == 0


async def test_of_several_mistakes_the_first_is_told_and_where_to_see_the_others(few: Path) -> None:
    (few.parent / "config.toml").write_text('theme = "drak"\n', "utf-8")
    (few.parent / "templates.toml").write_text('[sms]\nko = "{nam}"\nen = "{nme}"\n', "utf-8")
    async with at_work(few, keys='"board.fly" = "y"\n') as shop:
        await shop.told("board.fly라는 명령은 없어요", "고칠 곳이 3군데 더", "sonnim doctor")
        assert shop.app.theme == "textual-dark"
        await shop.do("outcome.no_answer")
        await shop.told("부재중")


async def test_a_wording_file_with_mistakes_is_told_at_the_start_and_the_standard_wording_holds(
    few: Path,
) -> None:
    (few.parent / "templates.toml").write_text('[sms]\nko = "{nam}"\nen = "{nme}"\n', "utf-8")
    async with at_work(few) as shop:
        await shop.told("templates.toml", "처음 글", "2번째 줄", "nam", "1군데 더")
        assert not shop.app.wording.templates.own


async def test_a_theme_that_does_not_exist_is_told_once_and_one_that_does_is_not(few: Path) -> None:
    for name, told in (("drak", True), ("light", False), ("nord", False)):
        (few.parent / "config.toml").write_text(f'theme = "{name}"\n', "utf-8")
        async with at_work(few) as shop:
            if told:
                await shop.told("drak", "dark, light, terminal")
            else:
                await shop.pilot.pause(0)
                assert not shop.notice


async def test_a_message_speaks_of_the_outage_only_while_there_is_one(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.contact")
        await shop.at(ContactScreen)
        await shop.sees("카카오톡 장애로 카톡 안내가 가지 않아")
        assert "지금 장애가 아니에요" not in shop.screen
        await shop.do("common.back")
        await shop.at(BoardScreen)
        await shop.do("board.outage")
        await shop.at(OutageScreen)
        await shop.sees("카카오톡 장애")
        await shop.do("outage.toggle")
        await shop.told("복구")
        await shop.do("common.back")
        await shop.at(BoardScreen)
        await shop.do("board.contact")
        await shop.at(ContactScreen)
        await shop.sees("예약 건으로 전화드렸습니다.")
        assert "카톡" not in shop.screen.replace("카카오톡", "")
        assert "지금 장애가 아니에요" not in shop.screen


async def test_a_wording_of_ones_own_that_speaks_of_an_outage_is_told_when_kakao_works(few: Path) -> None:
    (few.parent / "templates.toml").write_text('[phone]\nko = "카톡 장애로 전화드려요."\n', "utf-8")
    async with at_work(few) as shop:
        await shop.book.end_outage(Route.KAKAO, shop.clock())
        await shop.app.session.refresh_surroundings()
        await shop.do("board.contact")
        await shop.at(ContactScreen)
        await shop.sees("카톡 장애로 전화드려요.", "지금 장애가 아니에요")
