"""The customers' display: numbers only, live, whatever the database does; and an hour played on terminals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import SUNDAY_1640 as NOW
from tests.e2e.driving import PATIENCE, Hands
from tui import config as configuration
from tui.board.blocks import blocks, can_draw, largest, size_of
from tui.board.display import DisplayApp
from tui.clock import new_id
from tui.domain.model import HOUR, MINUTE
from tui.domain.phones import read_phones
from tui.domain.profile import profile_policy
from tui.store.numbers import Numbers
from tui.store.results import NewTicket, StoreError
from tui.store.sqlite import SqliteStore, open_store

CAFE = profile_policy("cafe")


async def is_ready(store: SqliteStore, number: str, now: int = NOW) -> tuple[int, int]:
    ids = (new_id(), new_id(), new_id(), new_id())
    phone = read_phones("010-1234-5678")[0]
    await store.take_counter_order(NewTicket(*ids, "수현", now, number, phone, "라떼", "{}번"))
    await store.mark_ready(ids[1], ids[2], event_id=new_id(), staff="수현", now=now)
    return ids[1], ids[2]


@pytest.mark.parametrize(("size", "words"), [((20, 10), 0), ((80, 24), 2)])
async def test_words_stand_under_a_number_where_they_fit_whole(
    database: Path, size: tuple[int, int], words: int
) -> None:
    app = DisplayApp(replace(configuration.load(), database=database), Hands(NOW), CAFE)
    async with app.run_test(size=size) as pilot:
        async with open_store(database, policy=CAFE, now=NOW) as store:
            await is_ready(store, "3")
            await is_ready(store, "5")
        picture = ""
        for _ in range(int(PATIENCE / 0.05)):
            picture = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
            if picture.count("██") and "…" not in picture and picture.count("방금 나왔어요") == words:
                break
            await pilot.pause(0.05)
        assert "██" in picture
        assert "…" not in picture
        assert picture.count("방금 나왔어요") == words


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_numbers_stand_large_and_nothing_else_of_the_order(
    database: Path, size: tuple[int, int]
) -> None:
    clock = Hands(NOW)
    config = replace(configuration.load(), database=database)
    app = DisplayApp(config, clock, CAFE)

    def picture() -> str:
        return "\n".join(strip.text for strip in app.screen._compositor.render_strips())

    async with app.run_test(size=size) as pilot:

        async def until_seen(text: str) -> None:
            for _ in range(int(PATIENCE / 0.05)):
                if text in picture():
                    return
                await pilot.pause(0.05)
            pytest.fail(f"{text!r} was not shown:\n{picture()}")

        await until_seen("아직 준비된 번호가 없어요")  # there is no database yet
        async with open_store(database, policy=CAFE, now=NOW) as store:
            await is_ready(store, "231")
            await until_seen("방금 나왔어요")
            figures = blocks("231", largest(3, size[0] - 2, size[1] - 4))
            assert all(row.rstrip() in picture() for row in figures)
            assert not any(word in picture() for word in ("5678", "라떼", "010"))
            clock.now += 10 * MINUTE
            for number in range(232, 244):
                await is_ready(store, str(number), clock.now)
            await until_seen("방금 나왔어요")
            if size == (80, 24):  # the smallest figures, page by page, the newest number first
                await until_seen(blocks("243", 2)[0].rstrip())
            assert max(map(len, picture().split("\n"))) <= size[0]


def test_looking_costs_nothing_where_nobody_wrote_and_never_makes_a_database(database: Path) -> None:
    numbers = Numbers(database)
    assert numbers.look(NOW - HOUR) == []
    assert not database.exists()
    database.write_bytes(b"not a database, and long enough to be seen as none of ours" * 10)
    with pytest.raises(StoreError) as refused:
        numbers.look(NOW - HOUR)
    assert refused.value.code in ("not_a_database", "foreign")
    numbers.close()


async def test_what_was_written_elsewhere_is_found_and_what_is_unchanged_is_not_read_again(
    database: Path,
) -> None:
    numbers = Numbers(database)
    async with open_store(database, policy=CAFE, now=NOW) as store:
        assert numbers.look(NOW - HOUR) == []
        assert numbers.look(NOW - HOUR) is None
        await is_ready(store, "231")
        found = numbers.look(NOW - HOUR)
        assert found is not None
        assert [ticket.number for ticket in found] == ["231"]
        assert numbers.look(NOW - HOUR) is None
        assert numbers.look(NOW + HOUR, anyway=True) == []
    numbers.close()


def test_figures_are_as_large_as_the_place_allows() -> None:
    assert largest(3, 80, 20) == 7
    assert size_of(3, 7) == (77, 18)
    assert largest(3, 5, 5) == 0
    assert {len(row) for row in blocks("A-231", 3)} == {size_of(5, 3)[0]}
    assert not can_draw("")
    assert not can_draw("가")


def test_a_short_hour_ends_with_every_order_picked_up_or_on_the_list(tmp_path: Path) -> None:
    pytest.importorskip("pty")
    from play_cafe import play

    played = play(tmp_path, 3)
    assert sum(played.steps.values()) == 3
    assert played.keys
    assert max(played.keys) <= 3
