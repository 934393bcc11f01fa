"""The display in a browser: only with the token, all of it from here, live, in a real Chromium."""

from __future__ import annotations

import asyncio
import io
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from tests.browser import PATIENCE, Page, browser, chromium
from tests.conftest import ROOT, Sonnim
from tui.clock import new_id, system_clock
from tui.domain.counter import Ticket
from tui.domain.profile import profile_policy
from tui.store.results import NewTicket
from tui.store.sqlite import SqliteStore, open_store

pytest.importorskip("textual_serve", reason="the extra 'web' is not installed")
from aiohttp import WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer

from tui.serving import Served, Server

CAFE = profile_policy("cafe")


@asynccontextmanager
async def client() -> AsyncIterator[TestClient]:  # type: ignore[type-arg]
    served = Served([sys.executable, "-c", ""], "127.0.0.1", 0, "right-token", "ko", "…")
    async with TestClient(TestServer(Server(served).application())) as found:
        yield found


async def test_nothing_is_served_without_the_token() -> None:
    async with client() as asked:
        for path in ("/", "/wrong-token/", "/static/js/textual.js", "/right-toke/", "/right-token2/ws"):
            assert (await asked.get(path)).status == 403
        with pytest.raises(WSServerHandshakeError) as refused:
            await asked.ws_connect("/ws")
        assert refused.value.status == 403
        page = await asked.get("/right-token/")
        assert page.status == 200
        assert (await asked.get("/right-token/static/js/textual.js")).status == 200
        assert (await asked.get("/right-token/static/../../app_service.py")).status in (403, 404)


async def test_the_page_names_nothing_outside_and_forbids_it_too() -> None:
    async with client() as asked:
        page = await asked.get("/right-token/")
        text = await page.text()
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text)
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Referrer-Policy"] == "no-referrer"


async def test_another_sites_page_cannot_open_it() -> None:
    async with client() as asked:
        found = await asked.get("/right-token/", headers={"Origin": "http://elsewhere.example"})
    assert found.status == 403


def test_a_token_that_is_too_short_starts_nothing(sonnim: Sonnim) -> None:
    ran = sonnim("serve", "--token", "short")
    assert (ran.status, ran.out) == (1, "")
    assert "8" in ran.err
    assert sonnim("serve", "--port", "99999").status == 1


async def taken(store: SqliteStore, number: str) -> Ticket:
    ids = (new_id(), new_id(), new_id(), new_id())
    await store.take_counter_order(NewTicket(*ids, "수현", system_clock(), number, None, "라떼", "{}번"))
    return next(one for one in await store.tickets(system_clock()) if one.number == number)


async def ready(store: SqliteStore, ticket: Ticket) -> None:
    await store.mark_ready(
        ticket.case_id, ticket.order_id, event_id=new_id(), staff="수현", now=system_clock()
    )


@contextmanager
def serving(database: Path) -> Iterator[str]:
    """The real command, and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "--db", str(database), "--profile", "cafe", "serve", "--port", "0"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        yield found[0]
    finally:
        process.terminate()
        assert process.wait(20) == 0


def light(picture: bytes) -> float:
    """Which share of a picture is light: figures on the dark ground."""
    from PIL import Image

    grey = Image.open(io.BytesIO(picture)).convert("L")
    counts = grey.histogram()
    return sum(counts[128:]) / sum(counts)


async def shows(page: Page, least: float) -> bytes:
    """Waits until figures are drawn, and gives the picture."""
    end = asyncio.get_running_loop().time() + PATIENCE
    while light(picture := await page.picture()) < least:
        assert asyncio.get_running_loop().time() < end, (light(picture), page.said, page.received[-2000:])
        await asyncio.sleep(0.2)
    return picture


async def test_a_number_made_ready_stands_large_in_a_real_browser(database: Path) -> None:
    pytest.importorskip("PIL")
    chromium()
    async with open_store(database, policy=CAFE, now=system_clock()) as store:
        first, second = await taken(store, "231"), await taken(store, "232")
        await ready(store, first)
        with serving(database) as address:
            async with browser() as page:
                await page.open(address)
                one = light(await shows(page, 0.05))
                await ready(store, second)
                end = asyncio.get_running_loop().time() + PATIENCE
                while light(await page.picture()) == one:  # two figures are drawn smaller than one
                    assert asyncio.get_running_loop().time() < end
                    await asyncio.sleep(0.2)
                picture = await shows(page, 0.05)
        assert all(url.startswith((address, "data:")) for url in page.asked)
    database.with_name("display.png").write_bytes(picture)
    assert b"010" not in page.received
