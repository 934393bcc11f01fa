"""The display, or the board, in a browser: a small web server that runs one program per visitor.

Everything that a page needs comes from here, for a shop's way to the internet may be what is down.  The
address holds a token; without it nothing is served.
"""

from __future__ import annotations

import asyncio
import hmac
import importlib.util
import json
import secrets
import socket
import sys
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

if TYPE_CHECKING:
    from asyncio.subprocess import Process

MOST_VISITORS = 8
"""Each is a program of its own on this machine."""
_FONT = "fonts/RobotoMono-VariableFont_wght.ttf"
_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; img-src 'self' data:; connect-src 'self' ws://{host} wss://{host}"
)
_PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>sonnim</title>
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="static/css/xterm.css">
<style>
@font-face {{ font-family: "Roboto Mono"; src: url("static/{font}"); font-weight: 100 700; }}
html, body {{ margin: 0; height: 100%; background: #121212; overflow: hidden; }}
#terminal {{ height: 100%; overflow: hidden; }}
.xterm .xterm-viewport {{ overflow: hidden; }}
#closed {{ display: none; position: absolute; inset: 0; color: #ddd; font: 24px sans-serif;
  align-items: center; justify-content: center; background: #121212; }}
body.-closed #closed {{ display: flex; }}
</style></head>
<body><div id="closed">{closed}</div>
<div id="terminal" class="textual-terminal" data-session-websocket-url="{socket}"
 data-font-size="{size}"></div>
<script nonce="{nonce}">
// The terminal measures its font once: it has to be there before.
document.fonts.load("16px 'Roboto Mono'").finally(() => {{
  const script = document.createElement("script");
  script.src = "static/js/textual.js";
  script.onload = () => window.dispatchEvent(new Event("load"));
  document.head.append(script);
}});
// A screen on the wall has nobody to press anything: it asks again until the program answers.
new MutationObserver(() => {{
  if (document.body.classList.contains("-closed")) setTimeout(() => location.reload(), 3000);
}}).observe(document.body, {{ attributes: true, attributeFilter: ["class"] }});
</script></body></html>
"""
_REFUSED = "403"


class Served(NamedTuple):
    """What is served: the program's words for each visitor, where, and under which token."""

    words: Sequence[str]
    host: str
    port: int
    token: str
    language: str
    closed: str
    """What the page says while the program does not answer."""


def new_token() -> str:
    return secrets.token_urlsafe(12)


class _Program(AppService):
    """One visitor's program, started without a shell: no word of ours is ever quoted, on any system."""

    words: Sequence[str] = ()

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        process = await asyncio.create_subprocess_exec(
            *self.words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=self._build_environment(width=width, height=height),
        )
        assert process.stdin is not None
        self._process, self._stdin = process, process.stdin
        return process


class Server:
    def __init__(self, served: Served) -> None:
        self._served = served
        self._downloads = DownloadManager()
        self._visitors = 0
        package = importlib.util.find_spec("textual_serve")
        assert package is not None
        assert package.origin is not None
        self._static = Path(package.origin).parent / "static"

    def application(self) -> web.Application:
        """Everything below /TOKEN/; anything else is refused, whatever it is."""
        app = web.Application(middlewares=[self._guarded])
        base = f"/{self._served.token}"
        app.add_routes(
            [
                web.get(f"{base}/", self._page),
                web.get(f"{base}/ws", self._socket),
                web.static(f"{base}/static", self._static),
            ]
        )
        return app

    @web.middleware
    async def _guarded(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        first = request.path.split("/")[1] if "/" in request.path else ""
        if not hmac.compare_digest(first.encode(), self._served.token.encode()):
            return web.Response(status=403, text=_REFUSED)
        origin = request.headers.get("Origin", "")
        if origin and origin.partition("://")[2] != request.host:  # another site's page must not open it
            return web.Response(status=403, text=_REFUSED)
        return await handler(request)

    async def _page(self, request: web.Request) -> web.Response:
        nonce = secrets.token_urlsafe(12)
        scheme = "wss" if request.scheme == "https" else "ws"
        size = request.query.get("fontsize", "")
        page = _PAGE.format(
            language=self._served.language,
            font=_FONT,
            closed=self._served.closed,
            socket=f"{scheme}://{request.host}/{self._served.token}/ws",
            size=size if size.isascii() and size.isdigit() and 6 <= int(size) <= 96 else "16",
            nonce=nonce,
        )
        return web.Response(
            text=page,
            content_type="text/html",
            headers={
                "Content-Security-Policy": _POLICY.format(nonce=nonce, host=request.host),
                "Referrer-Policy": "no-referrer",
                "Cache-Control": "no-store",
                "X-Frame-Options": "DENY",
            },
        )

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if self._visitors >= MOST_VISITORS:
            return web.Response(status=503, text="503")
        self._visitors += 1
        try:
            return await self._visited(request)
        finally:
            self._visitors -= 1

    async def _visited(self, request: web.Request) -> web.WebSocketResponse:
        socket_ = web.WebSocketResponse(heartbeat=15)
        await socket_.prepare(request)
        program = _Program(
            "",
            write_bytes=socket_.send_bytes,
            write_str=socket_.send_str,
            close=partial(_close, socket_),
            download_manager=self._downloads,
        )
        program.words = self._served.words
        await program.start(_cells(request, "width", 80), _cells(request, "height", 24))
        try:
            async for message in socket_:
                if message.type is WSMsgType.TEXT:
                    await _pass_on(message.data, program, socket_)
        finally:
            await program.stop()
            process = program._process
            if process is not None and process.returncode is None:
                try:
                    await asyncio.wait_for(process.wait(), 3)
                except TimeoutError:
                    process.kill()
        return socket_


async def _close(socket_: web.WebSocketResponse) -> None:
    await socket_.close()


def _cells(request: web.Request, name: str, usual: int) -> int:
    text = request.query.get(name, "")
    return min(1000, max(2, int(text))) if text.isascii() and text.isdigit() else usual


async def _pass_on(text: str, program: AppService, socket_: web.WebSocketResponse) -> None:
    """What the page sends: keys, its size, that it is still there.  Anything else is left aside."""
    try:
        envelope: Any = json.loads(text)
    except ValueError:
        return
    match envelope:
        case ["stdin", str(data)]:
            await program.send_bytes(data.encode("utf-8"))
        case ["resize", {"width": int(width), "height": int(height)}]:
            await program.set_terminal_size(min(1000, max(2, width)), min(1000, max(2, height)))
        case ["ping", data]:
            await socket_.send_json(["pong", data])
        case ["blur", *_]:
            await program.blur()
        case ["focus", *_]:
            await program.focus()


def address(served: Served, port: int) -> str:
    """The address to open: of this machine in its network where it is served to that."""
    host = served.host
    if host in ("0.0.0.0", "::"):
        host = _own_address()
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/{served.token}/"


def _own_address() -> str:
    """This machine's address towards the network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


async def serve(served: Served, started: Callable[[str], None]) -> None:
    """Serves until it is cancelled; `started` is told the address.  OSError where the port is taken."""
    runner = web.AppRunner(Server(served).application(), access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, served.host, served.port)
        await site.start()
        port = served.port or next(iter(runner.addresses))[1]
        started(address(served, port))
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


def program_words(*words: str) -> list[str]:
    """What starts this program again with `words`."""
    return [sys.executable, "-m", "tui", *words]
