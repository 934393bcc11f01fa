"""`sonnim match`: whose each deposit may be, as a script and as people read it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import SUNDAY_1640, Sonnim
from tests.storing import deposit_record, order_record, put
from tui.clock import new_id
from tui.domain.model import Case
from tui.store.sqlite import SqliteStore, open_store


@pytest.fixture
def shop(sonnim: Sonnim, database: Path) -> Sonnim:
    """A deposit, then the orders of two customers who may have paid it."""

    async def fill() -> None:
        async with open_store(database, now=SUNDAY_1640) as store:
            await put(store, deposit_record(1, "김하늘"), file="입금.csv")
            await put(
                store, order_record(1, "김하늘", "010-0000-0001"), order_record(2, "김하늘", "010-0000-0002")
            )

    asyncio.run(fill())
    return sonnim


def test_each_deposit_stands_with_whoever_may_have_paid_it(shop: Sonnim) -> None:
    (found,) = shop("match", "--json").json
    assert (found["deposit"]["name"], found["deposit"]["amount"]) == ("김하늘", 38_000)
    assert {one["phone"] for one in found["candidates"]} == {"+821000000001", "+821000000002"}
    assert all(one["reasons"] for one in found["candidates"])
    shown = shop("match").out
    assert "38,000원" in shown
    assert "확인 필요" in shown
    assert "010-0000-000" in shown


@pytest.mark.parametrize("words", [("match",), ("match", "--json")])
def test_candidates_who_go_while_the_command_reads_are_not_shown(
    shop: Sonnim, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A colleague takes the file of orders back after the deposits were weighed against it."""
    views = SqliteStore.views
    before: list[Sequence[int]] = []

    async def late(self: SqliteStore, ids: Sequence[int]) -> list[Case]:
        if not before:
            await self.undo("수현", new_id(), SUNDAY_1640)
        before.append(ids)
        return await views(self, ids)

    monkeypatch.setattr(SqliteStore, "views", late)
    ran = shop(*words)
    assert (ran.status, ran.err) == (0, "")
    assert "010-0000" not in ran.out
    assert "+8210" not in ran.out
    assert "김하늘" in ran.out
    assert len(before[0]) == 2  # the twin: they were candidates when it began
