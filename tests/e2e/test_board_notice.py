"""The message line: a sentence longer than the screen is wide takes more lines, and no row with it."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import NAMES
from tests.e2e.driving import AtWork, at_work
from tui.board.widgets.footer import Notice

LONG = (
    "동료가 방금 이 손님에게 연락했다고 기록했어요. "
    "두 번 연락하지 않게 먼저 물어보고, 맞으면 그대로 두어 주세요."
)


def height(shop: AtWork) -> int:
    return shop.front.query_one(Notice).size.height


async def test_a_long_sentence_is_read_to_its_end_and_the_cursor_stays_on_its_customer(few: Path) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        await shop.press("end")
        last = await shop.chosen()
        shop.app.tell(LONG, "late")
        await shop.sees("그대로 두어 주세요.")
        await shop.until(lambda: height(shop) == 2, "two lines")
        assert "…" not in "".join(shop.lines[-3:-1])
        assert (await shop.chosen()).id == last.id
        assert any("▌" in line and last.customer.name in line for line in shop.lines)
        await shop.press("home")
        await shop.until(lambda: any("▌" in line and NAMES[0] in line for line in shop.lines), NAMES[0])
        assert height(shop) == 2, "it goes when the next sentence comes"
        await shop.do("common.back")
        await shop.told("끝내려면")
        await shop.until(lambda: height(shop) == 1, "one line")
        assert (await shop.chosen()).customer.name == NAMES[0]


async def test_a_sentence_follows_the_width_of_the_window(few: Path) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        shop.app.tell(LONG)
        await shop.until(lambda: height(shop) == 2, "two lines")
        await shop.resize(200, 24)
        await shop.until(lambda: height(shop) == 1, "one line")
        await shop.resize(44, 24)
        await shop.until(lambda: height(shop) == 3, "three lines")


async def test_a_sentence_leaves_a_small_screen_to_the_list(few: Path) -> None:
    async with at_work(few, size=(80, 10)) as shop:
        shop.app.tell(LONG)
        await shop.sees("…")
        assert height(shop) == 1
        await shop.sees("▌")


async def test_a_short_sentence_takes_one_line(few: Path) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        shop.app.tell("가" * 39)
        await shop.sees("가" * 39)
        assert height(shop) == 1
        shop.app.tell("가" * 40)
        await shop.until(lambda: height(shop) == 2, "two lines")
