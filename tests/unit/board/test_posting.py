"""The outbox behind the board."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from tui.board.app import SonnimApp
from tui.board.posting import Posting


class Outbox:
    nudged = 0

    def nudge(self) -> None:
        self.nudged += 1

    async def run(self) -> None:
        await asyncio.Event().wait()


async def test_two_who_send_while_a_gateway_is_being_opened_share_one_outbox(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    posting = Posting(cast(SonnimApp, None))
    made: list[Outbox] = []

    async def opened() -> Outbox:
        await asyncio.sleep(0)
        made.append(Outbox())
        return made[-1]

    async def run(outbox: Outbox) -> None:
        await outbox.run()

    monkeypatch.setattr(posting, "_opened", opened)
    monkeypatch.setattr(posting, "_run", run)
    await asyncio.gather(posting.go(), posting.go())
    assert [outbox.nudged for outbox in made] == [2]
    await posting.close()
