"""A socket on this machine that answers as a test says, and keeps what it was asked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Self

from tui.gateway.practice import Request
from tui.gateway.practice_server import read_request

Handler = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


def answering(
    document: Any = None, *, status: int = 200, raw: bytes | None = None, headers: str = ""
) -> Handler:
    """Always the same answer: a JSON document, or `raw` bytes.  `headers` are whole lines with CRLF."""
    body = json.dumps(document).encode() if raw is None else raw

    async def answer(_: Request, writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
        writer.write(head.encode() + body)
        await writer.drain()

    return answer


def in_turn(*handlers: Handler) -> Handler:
    """One after the other, the last for ever."""
    left = list(handlers)

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(request, writer)

    return answer


class Wire:
    """`asked` are the requests so far; `connections` counts even those that asked nothing."""

    def __init__(self, handler: Handler) -> None:
        self.asked: list[Request] = []
        self.connections = 0
        self._handler = handler
        self._open: set[asyncio.Task[Any]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        self.connections += 1
        try:
            request = await read_request(reader)
            self.asked.append(request)
            await self._handler(request, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._open.discard(task)
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()
