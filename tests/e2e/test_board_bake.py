"""The list by pick-up: opened from the review, the same as in its papers, a customer away from the board."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cakes import IN_VAIN, PAID, TO_RING, fill
from tests.conftest import SUNDAY_1640, Sonnim
from tests.e2e.driving import AtWork, at_work, held_back
from tests.storing import order_record, put
from tui.board.screens.bake import BakeScreen
from tui.board.screens.board import BoardScreen
from tui.board.screens.prompts import TextScreen
from tui.board.screens.review import ReviewScreen
from tui.domain.hangul import twin
from tui.domain.model import DAY
from tui.store.sqlite import open_store


@pytest.fixture
async def cakes(database: Path) -> Path:
    await fill(database)
    return database


async def open_list(shop: AtWork, key: str = "6") -> None:
    await shop.do("board.review")
    await shop.at(ReviewScreen)
    await shop.sees("픽업 순")
    await shop.press(key)
    await shop.at(BakeScreen)


@pytest.mark.parametrize("key", ["6", "p", twin("p")])
async def test_what_is_due_and_what_has_to_be_asked_stand_on_one_screen(cakes: Path, key: str) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        await open_list(shop, key)
        await shop.sees(
            "픽업·이용 순 목록", "오늘부터 2건 · 아직 답을 못 들은 건 2건", "2022-10-16(일) · 2건", "21:40"
        )
        await shop.sees("모르는 것이 있는 건 4건", "언제인지, 무엇인지", "연락처 찾기", "41,000원")
        for name in (*PAID, IN_VAIN, TO_RING):
            assert name in shop.screen


async def test_an_answer_is_seen_in_the_list_at_once(cakes: Path) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        await open_list(shop)
        await shop.sees("아직 답을 못 들은 건 2건")
        async with open_store(cakes, now=SUNDAY_1640) as store:
            await put(store, order_record(13, "강지호", "010-1234-0013", due_at=SUNDAY_1640 + DAY))
        await shop.app.poll_now()
        await shop.sees("오늘부터 3건", "2022-10-17(월) · 1건", "강지호")


async def test_the_chosen_customer_is_shown_on_the_board(cakes: Path) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        await open_list(shop)
        await shop.sees("21:40")
        await shop.press("down", "enter")
        await shop.at(BoardScreen)
        ids = {case.customer.name: case.id for case in await shop.cases()}
        await shop.until(lambda: shop.list_shown().case_id == ids[TO_RING], "the second of the list")


async def test_where_nothing_is_due_the_key_says_so_and_stays_out_of_the_footer(database: Path) -> None:
    async with open_store(database, now=SUNDAY_1640) as store:
        await put(store, order_record(1, "박서준", due_at=SUNDAY_1640 - DAY))
    async with at_work(database, size=(132, 40)) as shop:
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.sees("박서준")
        await shop.press("6")
        await shop.told("오늘부터 픽업하거나 이용할 주문이 없어요")
        assert isinstance(shop.front, ReviewScreen)
        assert "픽업 순" not in shop.lines[-1]


async def test_a_key_for_a_list_that_is_being_read_opens_it_once_it_is_there(cakes: Path) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        go_on = held_back(shop.app.session, "bake")
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.sees(IN_VAIN)
        assert "픽업 순" not in shop.lines[-1]
        await shop.press("6")
        assert isinstance(shop.front, ReviewScreen)
        go_on.set()
        await shop.at(BakeScreen)


async def test_a_key_for_nobody_yet_does_nothing_and_its_answer_leaves_the_line(cakes: Path) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        go_on = held_back(shop.app.session, "review")
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.press("1")
        await shop.told("읽는 중")
        go_on.set()
        await shop.sees(IN_VAIN)
        await shop.until(lambda: "읽는 중" not in shop.screen, "no word of reading")
        assert isinstance(shop.front, ReviewScreen)


async def test_the_paper_of_the_review_has_the_list(cakes: Path, tmp_path: Path) -> None:
    async with at_work(cakes, size=(132, 40)) as shop:
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.do("review.write")
        await shop.at(TextScreen)
        await shop.write(str(tmp_path / "마감.md"))
        await shop.told("썼어요")
    text = (tmp_path / "마감.md").read_text("utf-8").split("## 픽업·이용 순 목록")[1]
    assert all(name in text for name in (*PAID, IN_VAIN, TO_RING))


async def test_the_command_gives_the_list_as_data_and_in_tables(cakes: Path, sonnim: Sonnim) -> None:
    found = sonnim("review", "--json").json["bake"]
    (day,) = found["days"]
    assert day["date"] == "2022-10-16"
    assert [each["name"] for each in day["orders"]] == [IN_VAIN, TO_RING]
    assert day["orders"][0]["due_at"] == "2022-10-16T21:40:00+09:00"
    assert not any(each["confirmed"] for each in day["orders"])
    assert {(each["name"], tuple(each["missing"])) for each in found["to_ask"]} == {
        (name, ("when", "what")) for name in PAID
    }
    assert "41000" in json.dumps(found)
    printed = sonnim("review").out.split("픽업·이용 순 목록")[1]
    assert all(name in printed for name in (*PAID, IN_VAIN, TO_RING))
    assert "픽업·이용 순" not in sonnim("review", now="2022-10-20T16:40").out
