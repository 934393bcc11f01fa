"""The public notice: who is on it, the texts, the card, and the posting that reaches nobody."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.cakes import PAID, fill
from tests.conftest import SUNDAY_1640, Sonnim
from tests.e2e.driving import AtWork, at_work
from tests.hangul_fonts import needs_font
from tests.storing import order_record, put, tried
from tui.board.screens.board import BoardScreen
from tui.board.screens.notice import NoticeScreen
from tui.board.screens.prompts import ConfirmScreen
from tui.board.screens.review import ReviewScreen
from tui.domain.words import UNREACHED, Outcome, State
from tui.store.sqlite import open_store


@pytest.fixture
async def cakes(database: Path) -> Path:
    await fill(database)
    return database


async def open_notice(shop: AtWork) -> None:
    await shop.do("board.notice")
    await shop.at(NoticeScreen)
    await shop.until(lambda: shop.list_shown().case_id, "the customers")


async def post(shop: AtWork) -> None:
    await shop.do("notice.post")
    await shop.at(ConfirmScreen)
    await shop.press("enter")
    await shop.at(NoticeScreen)


async def states(shop: AtWork) -> dict[str, State]:
    return {case.customer.name: case.state for case in await shop.cases()}


async def test_the_text_names_those_without_a_route_by_their_masks_only(cakes: Path) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        await open_notice(shop)
        await shop.sees(
            "고른 손님 4/5명", "김*늘 님 (2분) · 이*아 님 · 최*솔 님", "010-0000-1234", "@morak.cake"
        )
        text = shop.screen.split("─" * 20)[-1]
        assert "정수아" not in shop.screen, "who can still be rung is not asked for"
        for name in PAID:
            assert name in shop.screen
            assert all(name not in line[70:] for line in shop.lines), "not in the text beside the list"
        assert "41,000" not in text.split("김*늘 님")[-1]


async def test_marks_change_the_text_at_once(cakes: Path) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        await open_notice(shop)
        await shop.do("notice.all")
        await shop.sees("고른 손님 0/5명", "차례차례 연락드리고")
        await shop.press("end")
        await shop.do("notice.select")
        await shop.sees("고른 손님 1/5명")
        await shop.do("notice.all")
        await shop.sees("김*늘 님 (2분)")
        await shop.do("notice.filter", "notice.filter")
        await shop.told("연락이 안 된")
        await shop.until(lambda: len(shop.list_shown().order) == 1, "one customer")
        await shop.sees("박서준 → 박*준", "연락 안 됨")


async def test_every_kind_and_language_of_text_is_a_key_away(cakes: Path) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        await open_notice(shop)
        await shop.sees("[캡션]", "/2200자")
        await shop.do("notice.next_kind")
        await shop.sees("[스토리]", "/260자", "손님을 찾고 있어요")
        await shop.do("notice.next_kind")
        await shop.sees("[홈페이지]", "이용해 주셔서 고맙습니다")
        await shop.do("notice.next_kind")
        await shop.sees("[장애 안내]", "변경·취소는", "수수료는")
        await shop.do("notice.next_kind")
        await shop.sees("[DM 답장]", "/1000자", "연락 주셔서 고맙습니다")
        assert not any("김*늘 님 (2분)" in line for line in shop.lines)
        await shop.do("notice.next_kind", "notice.words")
        await shop.sees("[캡션]", "김*늘 (2 people)", "+82 10-0000-1234")


async def test_until_when_is_asked_in_peoples_words(cakes: Path) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        await open_notice(shop)
        await shop.sees("10월 17일(월) 오후 6시까지")
        await shop.do("notice.until")
        await shop.sees("언제까지")
        await shop.write("내일 12:00")
        await shop.at(NoticeScreen)
        await shop.sees("10월 17일(월) 오후 12시까지")


async def test_posting_logs_one_attempt_for_each_and_reaches_none(cakes: Path) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        before = await shop.attempts()
        reached = shop.app.session.counts[State.REACHED]
        unreached = shop.app.session.unreached
        await open_notice(shop)
        await post(shop)
        await shop.told("4명에게 공지 게시로 기록", "모두 아직 미연락")
        assert await shop.attempts() == before + 4
        now = await states(shop)
        assert {name: now[name] for name in PAID} == dict.fromkeys(PAID, State.WAITING)
        assert now["정수아"] is State.NEW
        assert shop.app.session.counts[State.REACHED] == reached == 0
        assert shop.app.session.unreached == unreached
        assert all(case.state in UNREACHED for case in await shop.cases())
        (attempt,) = (await shop.case("이수아")).attempts
        assert (attempt.outcome, attempt.point_id, attempt.evidence.value) == (Outcome.NOTICE_POSTED, None, 0)
        await shop.sees("16:40 공지함")
        await shop.do("notice.post")
        await shop.sees("이 가운데 4명은 전에도 공지했어요")


async def test_one_undo_takes_the_whole_posting_back(cakes: Path) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        was, before = await states(shop), await shop.attempts()
        await open_notice(shop)
        await post(shop)
        await shop.told("4명에게")
        await shop.do("common.undo")
        await shop.told("공지 게시 기록 4건을 한꺼번에 되돌렸어요")
        assert await shop.attempts() == before
        assert await states(shop) == was
        await shop.do("common.undo")
        await shop.eventually(lambda: _is(shop, before - 1), "the call before it taken back")


async def test_the_command_takes_the_whole_posting_back_too(cakes: Path, sonnim: Sonnim) -> None:
    async with at_work(cakes) as shop:
        before = await shop.attempts()
        await open_notice(shop)
        await post(shop)
        await shop.told("4명에게")
        done = await asyncio.to_thread(sonnim, "undo")
        assert done.out == "공지 게시 기록 4건을 한꺼번에 되돌렸어요. 손님들은 그 전 상태로 돌아갔어요.\n"
        assert await shop.attempts() == before


async def _is(shop: AtWork, attempts: int) -> bool:
    return await shop.attempts() == attempts


async def test_thinking_better_of_it_logs_nothing(cakes: Path) -> None:
    async with at_work(cakes) as shop:
        before = await shop.attempts()
        await open_notice(shop)
        await shop.do("notice.post")
        await shop.sees("아무도 '연락됨'이 되지 않고")
        await shop.press("escape")
        await shop.told("기록하지 않았어요")
        await shop.do("notice.all", "notice.post")
        await shop.told("먼저 골라")
        assert await shop.attempts() == before


async def test_whoever_came_forward_is_off_the_next_notice(cakes: Path) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        await open_notice(shop)
        await post(shop)
        await shop.told("4명에게")
        found = await shop.case("이수아")
        await shop.book.log(tried(found, Outcome.CONFIRMED, staff="민호", at=SUNDAY_1640))
        await shop.sees("고른 손님 3/4명")
        await shop.no_longer_sees("이*아")
        await post(shop)
        await shop.told("3명에게")
        assert (await shop.case("이수아")).state is State.REACHED


async def test_the_notice_opens_from_the_review_for_those_marked_there(cakes: Path) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.until(lambda: shop.list_shown().case_id, "the review")
        await shop.do("review.select", "review.notice")
        await shop.at(NoticeScreen)
        await shop.sees("고른 손님 1/5명")
        await shop.do("common.back")
        await shop.at(ReviewScreen)
        await shop.do("common.back")
        await shop.at(BoardScreen)


@needs_font
async def test_the_card_is_written_where_it_is_said(cakes: Path, tmp_path: Path) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        await open_notice(shop)
        await shop.do("notice.write")
        await shop.sees("그림을 저장할 파일 (.png)", "sonnim-notice-2022-10-16.png")
        await shop.write(str(tmp_path / "공지.png"))
        await shop.told("그림을 저장했어요")
        assert (tmp_path / "공지.png").read_bytes().startswith(b"\x89PNG")
        await shop.do("notice.write")
        await shop.sees("파일")
        await shop.write(str(tmp_path / "공지.gif"))
        await shop.told(".png")


async def test_copying_takes_the_text_that_is_shown(cakes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_work(cakes) as shop:
        copied: list[str] = []

        async def take(text: str, what: str) -> None:
            copied.append(text)

        monkeypatch.setattr(shop.app.copying, "text", take)
        await open_notice(shop)
        await shop.do("notice.next_kind", "notice.copy")
        await shop.until(lambda: copied, "a copy")
        assert copied[0].startswith("모락케이크가 손님을 찾고 있어요")
        assert "김*늘 님 (2분)" in copied[0]


async def test_its_keys_are_told_and_its_commands_found_by_name(cakes: Path) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        await open_notice(shop)
        await shop.do("common.help")
        await shop.sees("공개 공지의 키", "피드에 올릴 1080×1350 그림")
        await shop.do("common.back")
        await shop.at(NoticeScreen)
        await shop.do("common.palette")
        await shop.press(*"스토리")
        await shop.sees("다른 글")


async def test_with_nobody_to_look_for_the_screen_says_so(database: Path) -> None:
    async with open_store(database, now=SUNDAY_1640) as store:
        await put(store, order_record(1))
    async with at_work(database) as shop:
        await shop.do("board.notice")
        await shop.at(NoticeScreen)
        await shop.sees("공지로 찾을 손님이 없어요")
        await shop.do("notice.post")
        await shop.told("공지로 찾을 손님이 없어요")
        assert await shop.attempts() == 0


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24)])
async def test_it_can_be_used_on_small_screens(cakes: Path, size: tuple[int, int]) -> None:
    async with at_work(cakes, size=size) as shop:
        await open_notice(shop)
        await shop.sees("공개 공지", "박서준 → 박*준")
        await shop.do("notice.down", "notice.up", "notice.select")
        await shop.do("common.back")
        await shop.at(BoardScreen)
