"""What surrounds the list: outages, wording, the end of the day, help, palette, language, colours, keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SUNDAY_1640
from tests.e2e.conftest import NAMES
from tests.e2e.driving import at_work
from tui import i18n
from tui.board.screens.board import BoardScreen
from tui.board.screens.help import HelpScreen
from tui.board.screens.outage import OutageScreen
from tui.board.screens.palette import Palette
from tui.board.screens.prompts import CallbackScreen, TextScreen
from tui.board.screens.review import ReviewScreen
from tui.board.screens.settings import SettingsScreen
from tui.board.screens.templates import TemplatesScreen
from tui.domain.model import DAY, HOUR
from tui.domain.templates import Slot
from tui.domain.words import Language, Route, State

# Outages


async def test_a_channel_that_works_again_comes_back_as_a_route_and_only_that_one(few: Path) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        await shop.book.start_outage(1, Route.SMS, SUNDAY_1640 - HOUR)
        await shop.app.session.refresh_surroundings()
        await shop.do("board.outage")
        await shop.at(OutageScreen)
        await shop.sees("카카오톡 장애", "문자 장애", "전화 정상")
        await shop.do("outage.toggle")  # Kakao stands first
        await shop.told("카카오톡이 복구되었다고")
        await shop.sees("카카오톡 정상")
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.no_longer_sees("카카오톡 장애")
        await shop.sees("문자 장애")
        await shop.press("down", "down")
        await shop.stands_on(NAMES[2])
        choices = {choice.route: choice for choice in shop.app.session.advice(await shop.chosen()).choices}
        assert not choices[Route.KAKAO].excluded
        assert choices[Route.SMS].excluded
        assert {outage.channel: outage.until for outage in await shop.book.outages()} == {
            Route.KAKAO: SUNDAY_1640,
            Route.SMS: None,
        }


async def test_a_channel_that_breaks_is_left_out_with_the_reason(few: Path) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        await shop.sees("추천", "전화 010-1234-5678")
        await shop.do("board.outage")
        await shop.sees("전화 정상")
        await shop.press("down")
        await shop.do("outage.toggle")
        await shop.told("전화를 장애로 표시했어요")
        await shop.press("escape")
        await shop.sees("카카오톡·전화 장애", "추천  문자 010-1234-5678")
        best = shop.app.session.advice(await shop.chosen()).best
        assert best is not None
        assert best.route is not Route.PHONE
        assert Route.PHONE in {outage.channel for outage in await shop.book.outages() if outage.until is None}


# Wording


async def test_a_wording_of_ones_own_is_what_the_next_customer_gets(few: Path, database: Path) -> None:
    own = database.parent / "templates.toml"
    async with at_work(few, size=(132, 40)) as shop:
        await shop.do("board.templates")
        await shop.at(TemplatesScreen)
        await shop.sees("처음 글", "이렇게 나갑니다", NAMES[0])
        await shop.press("f7")  # the field has the focus, and leaves its keys to the screen
        await shop.until(lambda: "문자 · 영어" in shop.lines[0], "the next language")
        await shop.press("f6")
        await shop.until(lambda: "문자 · " not in shop.lines[0], "the next wording")
        await shop.press(*["f6"] * (len(Slot) - 1), *["f7"] * (len(Language) - 1))
        await shop.until(lambda: "문자 · 한국어" in shop.lines[0], "the first of both")
        shop.front.query_one("TextArea").text = "{name}님 우리가게입니다 [bold]"  # type: ignore[attr-defined]
        await shop.sees(f"{NAMES[0]}님 우리가게입니다 [bold]", "바이트")
        await shop.do("templates.save")
        await shop.told("저장했어요")
        assert "우리가게입니다" in own.read_text("utf-8")
        await shop.sees("우리 가게 글")
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.do("board.contact")
        await shop.told("내 담당이에요")
        while "[문자]" not in shop.screen:
            await shop.do("contact.next_route")
        await shop.sees(f"{NAMES[0]}님 우리가게입니다")
    async with at_work(few, size=(132, 40)) as shop:  # and it is kept
        await shop.do("board.templates")
        await shop.sees("우리가게입니다", "우리 가게 글")
        await shop.do("templates.restore")
        await shop.told("처음 글로")
        await shop.no_longer_sees("우리가게입니다")


@pytest.mark.parametrize("text", ["{nmae}님 안녕하세요", "{name.__class__}", "{name!r}", "{", "{0}"])
async def test_a_wording_with_an_unknown_field_is_refused_while_editing(
    few: Path, database: Path, text: str
) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        await shop.do("board.templates")
        await shop.at(TemplatesScreen)
        shop.front.query_one("TextArea").text = text  # type: ignore[attr-defined]
        await shop.no_longer_sees("이렇게 나갑니다")
        await shop.do("templates.save")
        await shop.until(lambda: shop.notice and "저장했어요" not in shop.notice)
        assert not (database.parent / "templates.toml").exists()
        shop.front.query_one("TextArea").text = "{name}님"  # type: ignore[attr-defined]  # the twin
        await shop.sees("이렇게 나갑니다")
        await shop.do("templates.save")
        await shop.told("저장했어요")


# The end of the day


async def test_the_day_ends_with_everybody_carried_over_handed_over_or_closed(
    few: Path, tmp_path: Path
) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        await shop.do("outcome.confirmed")
        await shop.told(NAMES[0])
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.sees("미연락 7", "연락됨 1", "할 일 정하기")
        assert NAMES[0] not in shop.screen
        first = NAMES[1]
        await shop.do("review.close")
        await shop.at(TextScreen)
        await shop.write("가게로 직접 오심")
        await shop.told("1명을 닫았어요", "가게로 직접 오심")
        closed = await shop.case(first)
        assert (closed.state, closed.progress.closed_reason) == (State.UNREACHABLE, "가게로 직접 오심")
        await shop.no_longer_sees(first)
        await shop.do("review.hand")
        await shop.at(TextScreen)
        await shop.write("민호")
        await shop.told("1명을 민호 님에게")
        await shop.sees("담당 민호")
        assert [case.progress.owner for case in await shop.cases()].count("민호") == 1
        await shop.do("review.select_all", "review.tomorrow")
        await shop.at(CallbackScreen)
        await shop.sees("내일 09:00")
        await shop.press("enter")
        await shop.told("6명을 넘겼어요")
        tomorrow = SUNDAY_1640 + DAY - 7 * HOUR - 40 * 60_000
        due = [case.progress.next_at for case in await shop.cases() if case.progress.next_at]
        assert due == [tomorrow] * 6
        paper = tmp_path / "마감.html"
        await shop.do("review.write")
        await shop.at(TextScreen)
        await shop.write(str(paper))
        await shop.told("썼어요")
        text = paper.read_text("utf-8")
        assert NAMES[2] in text
        assert "민호" in text
        await shop.do("common.undo")
        await shop.told("되돌렸어요")
        assert len([case for case in await shop.cases() if case.progress.next_at]) == 5


async def test_after_each_decision_the_cursor_stands_on_the_next_customer(few: Path) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.sees(NAMES[0])
        for count in range(3):
            rows = shop.list_shown()
            before, following = rows.case_id, rows.beside
            await shop.do("review.hand")
            await shop.at(TextScreen)
            await shop.write("은서")
            await shop.at(ReviewScreen)
            await shop.told("1명을 은서 님에게 넘겼어요")
            await shop.until(lambda: rows.case_id == following, "the next customer")  # noqa: B023
            assert before is not None
            assert (await shop.case_of(before)).progress.owner == "은서"
            await shop.sees(f"없는 손님 {7 - count}명")


async def test_a_decision_thought_better_of_changes_nothing(few: Path) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        before = await shop.cases()
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.sees("할 일 정하기", NAMES[0])
        for command in ("review.close", "review.hand", "review.tomorrow", "review.write"):
            await shop.do(command)
            await shop.sees("Esc 취소" if command != "review.tomorrow" else "언제로")
            await shop.press("escape")
            await shop.at(ReviewScreen)
        await shop.do("review.close")
        await shop.at(TextScreen)
        await shop.press("enter")  # no reason given
        await shop.at(ReviewScreen)
        assert await shop.cases() == before


async def test_a_paper_that_cannot_be_written_is_a_sentence(few: Path, tmp_path: Path) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        for file in (tmp_path / "마감.exe", tmp_path / "없는 폴더/마감.html", Path("~없는사람/마감.html")):
            await shop.do("review.write")
            await shop.at(TextScreen)
            await shop.write(str(file))
            await shop.told(str(file))
            assert "썼어요" not in shop.notice
            assert not file.exists()


async def test_a_customer_in_the_review_is_shown_on_the_board(few: Path) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.sees("할 일 정하기", NAMES[2])
        await shop.press("down", "down")
        chosen = shop.list_shown("#unresolved").case_id
        await shop.do("review.open")
        await shop.at(BoardScreen)
        await shop.until(lambda: shop.list_shown().case_id == chosen, "the chosen customer")


# Help, palette, language, colours, own keys


async def test_help_lists_every_key_of_the_screen_one_came_from(few: Path) -> None:
    async with at_work(few, size=(132, 60)) as shop:
        await shop.do("common.help")
        await shop.at(HelpScreen)
        await shop.sees("보드의 키", "가장 급한 손님을 맡아", "부재중으로 기록합니다")
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.do("board.inbound")
        await shop.sees("먼저 연락 온 손님 찾기")
        await shop.press("f1")
        await shop.sees("먼저 연락 온 손님 찾기의 키")
        await shop.press("escape", "escape")
        await shop.at(BoardScreen)
        assert await shop.attempts() == 0


async def test_the_palette_does_what_is_chosen_by_its_name(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("common.palette")
        await shop.sees("할 일을 적어 주세요")
        await shop.press(*"마감")
        await shop.sees("마감 점검")
        await shop.press("enter", "enter")
        await shop.at(ReviewScreen)
        await shop.sees("미연락 8")
        assert await shop.attempts() == 0


@pytest.mark.parametrize(
    ("language", "said"), [("ko", "그런 명령은 없어요"), ("en", "There is no such command")]
)
async def test_the_palette_says_in_ones_language_that_nothing_is_found(
    few: Path, language: str, said: str
) -> None:
    async with at_work(few, language=language) as shop:
        await shop.do("common.palette")
        await shop.at(Palette)
        await shop.press(*"zzqq")
        await shop.sees(said)
        assert "No matches" not in shop.screen
        await shop.press("escape")
        await shop.at(BoardScreen)


async def test_the_language_changes_on_every_word_and_back(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.sees("연락 전 8", "미연락 8")
        await shop.do("board.language")
        await shop.sees("unreached 8", "help")
        await shop.no_longer_sees("미연락", "연락 전", "도움말")
        await shop.do("outcome.no_answer")
        await shop.told(NAMES[0])
        assert not any("가" <= letter <= "힣" for letter in shop.notice.replace(NAMES[0], ""))
        await shop.do("board.language")
        await shop.sees("미연락 8", "도움말")
        assert i18n.chosen() == "ko"
        assert await shop.attempts() == 1


async def test_the_colours_go_round_and_the_words_stay(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.sees(f"{NAMES[0]} 님")
        before, themes = shop.screen, []
        for _ in range(4):
            await shop.do("board.theme")
            themes.append(shop.app.theme)
            assert shop.screen == before
        assert len(set(themes)) == 4
        assert await shop.attempts() == 0


async def test_the_name_in_the_records_and_the_shop_in_the_messages_can_be_changed(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.settings")
        await shop.at(SettingsScreen)
        for value in ("은서", "돌담렌터카", "064-000-0000", "doldam", "", ""):
            await shop.write(value)
        await shop.sees("· 은서")
        await shop.do("outcome.no_answer")
        await shop.told(NAMES[0])
        assert (await shop.case(NAMES[0])).attempts[-1].staff == "은서"
        await shop.do("board.contact")
        await shop.sees("돌담렌터카")
    async with at_work(few) as shop:  # and they are there at the next start
        config = shop.app.session.config
        assert (config.shop, config.shop_phone) == ("돌담렌터카", "064-000-0000")


async def test_what_is_typed_faster_than_the_fields_change_lands_where_it_belongs(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.settings")
        await shop.at(SettingsScreen)
        await shop.burst(*"은서", "enter", *"돌담", "enter", *"064", "enter", "enter", "enter", "enter")
        await shop.at(BoardScreen)
        await shop.told("은서")
        config = shop.app.session.config
        assert (shop.app.session.staff, config.shop, config.shop_phone) == ("은서", "돌담", "064")


async def test_an_outage_declared_is_what_undo_takes_back_and_not_the_call_before_it(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("outcome.busy")
        await shop.told(NAMES[0], "기록했어요")
        await shop.do("board.outage")
        await shop.at(OutageScreen)
        await shop.sees("메일 정상")  # the list is there
        await shop.press("down", "enter")  # the telephone
        await shop.told("전화를 장애로 표시했어요")
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.do("common.undo")
        await shop.told("되돌렸어요: 전화를 장애로 표시했어요")
        down = {outage.channel for outage in await shop.book.outages() if outage.covers(shop.clock() + 1)}
        assert down == {Route.KAKAO}
        assert await shop.attempts() == 1
        await shop.do("common.undo")  # the twin: now the call's turn has come
        await shop.told(NAMES[0], "되돌렸어요")
        assert await shop.attempts() == 0
