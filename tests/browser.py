"""A real Chromium without a window, asked through its own protocol: opens a page, waits, takes a picture."""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 40.0
_IN_CI = bool(os.environ.get("SONNIM_CI"))
"""As the run began: tests do not see such variables."""


def chromium() -> str:
    """The browser's command.  Without one the test is skipped; in continuous integration it fails."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), "")
    if not found:
        reason = f"no Chromium on this machine ({', '.join(_NAMES)}): the display in a browser was not tried"
        if _IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    return found


class Page:
    """One page of the browser.  `received` are its web sockets' binary frames, `asked` what it fetched."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.received = b""
        self.asked: list[str] = []
        self.said: list[str] = []
        self._loaded = asyncio.Event()

    async def listen(self) -> None:
        async for message in self._socket:
            event = message.json()
            if "id" in event:
                answer = self._answers.pop(event["id"])
                answer.set_result(event)
            elif event["method"] == "Network.webSocketFrameReceived":
                frame = event["params"]["response"]
                if frame["opcode"] == 2:
                    self.received += base64.b64decode(frame["payloadData"])
            elif event["method"] == "Page.loadEventFired":
                self._loaded.set()
            elif event["method"] == "Network.requestWillBeSent":
                self.asked.append(event["params"]["request"]["url"])
            elif event["method"] in ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"):
                self.said.append(str(event["params"])[:600])

    async def tell(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._answers[self._number] = answer
        await self._socket.send_json({"id": self._number, "method": method, "params": params})
        found = await asyncio.wait_for(answer, PATIENCE)
        assert "error" not in found, found
        result: dict[str, Any] = found["result"]
        return result

    async def open(self, url: str) -> None:
        """Goes to the page and waits until it has loaded."""
        self._loaded.clear()
        await self.tell("Page.navigate", url=url)
        await asyncio.wait_for(self._loaded.wait(), PATIENCE)

    async def picture(self) -> bytes:
        """The page as PNG."""
        return base64.b64decode((await self.tell("Page.captureScreenshot", format="png"))["data"])


@asynccontextmanager
async def browser(size: tuple[int, int] = (1280, 720)) -> AsyncIterator[Page]:
    """A page of a browser of its own, with an empty profile that goes with it."""
    with tempfile.TemporaryDirectory(prefix="sonnim-browser-", ignore_cleanup_errors=True) as folder:
        words = [
            *(chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
            *("--no-first-run", "--disable-extensions", "--disable-background-networking"),
            *(f"--user-data-dir={folder}", f"--window-size={size[0]},{size[1]}", "--remote-debugging-port=0"),
            "about:blank",
        ]
        nowhere = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(*words, stdout=nowhere, stderr=nowhere)
        try:
            port = await _port(Path(folder) / "DevToolsActivePort")
            async with aiohttp.ClientSession() as session:
                async with session.get(f"http://127.0.0.1:{port}/json") as answer:
                    pages = [each for each in await answer.json() if each["type"] == "page"]
                async with session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                    page = Page(socket)
                    listening = asyncio.create_task(page.listen())
                    for domain in ("Page", "Network", "Runtime", "Log"):
                        await page.tell(f"{domain}.enable")
                    yield page
                    listening.cancel()
        finally:
            process.terminate()
            await asyncio.wait_for(process.wait(), PATIENCE)


async def _port(file: Path) -> int:
    """The port that the browser has chosen, as it writes it down once it listens."""
    for _ in range(int(PATIENCE / 0.05)):
        if file.exists() and (lines := file.read_text().split()):
            return int(lines[0])
        await asyncio.sleep(0.05)
    pytest.fail("the browser did not start to listen")
