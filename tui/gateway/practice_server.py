"""The practice provider's socket: a small HTTP/1.1 server on this machine only, one request a connection.

async with Practice() as practice:
    settings = practice.settings()          # for opening.open_gateway
    practice.account.counted()              # what it has taken
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Self

from tui.domain.prices import Prices
from tui.gateway.practice import Answer, PracticeAccount, Request
from tui.gateway.practice_faults import BY_NUMBER, Fault
from tui.gateway.settings import GatewaySettings

HOST = "127.0.0.1"
NAME = "practice"
SENDER = "+82212345678"
_MOST_HEADERS = 16 * 1024
_MOST_BODY = 64 * 1024
_PATIENCE = 20.0
_DRIP = 0.5
_HUGE = 1 << 30
_CHUNK = b" " * 65536
_REASONS = {200: "OK", 201: "Created", 400: "Bad Request", 401: "Unauthorized", 402: "Payment Required",
            403: "Forbidden", 404: "Not Found", 411: "Length Required", 413: "Content Too Large",
            429: "Too Many Requests", 500: "Internal Server Error"}  # fmt: skip
_PRICES = Prices(sms=18, lms=45, mms=110, abroad=60)
"""Won, as providers ask for: so that the sheet can be practised as well."""


class Bad(Exception):
    """A request that is none; answered with a status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Practice:
    """The server.  `port` 0 takes a free one.  `told` is called with each request and what was answered.

    `drip` are the seconds between two bytes of a slow answer, `huge` the bytes of an endless one.
    """

    def __init__(
        self,
        weights: Mapping[Fault, float] = BY_NUMBER,
        *,
        seed: int = 0,
        pace: float = 1.0,
        port: int = 0,
        drip: float = _DRIP,
        huge: int = _HUGE,
        told: Callable[[Request, Answer], None] | None = None,
    ) -> None:
        self.account = PracticeAccount(weights, seed=seed, pace=pace)
        self.port = port
        self.written = 0
        """Bytes of answers' bodies handed to the system so far."""
        self._drip = drip
        self._huge = huge
        self._told = told
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[Any]] = set()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def settings(self, provider: str = "solapi") -> GatewaySettings:
        """A gateway that sends here."""
        return GatewaySettings(NAME, provider, SENDER, rate=20.0, url=self.url, practice=True, prices=_PRICES)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, HOST, self.port, limit=_MOST_HEADERS)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            await self._one(reader, writer)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # whoever asked has gone, or we are closing
        finally:
            self._open.discard(task)
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                request = await read_request(reader)
        except Bad as bad:
            await self._write(writer, Answer(bad.status, {"practice": True}))
            return
        answer = self.account.answer(request)
        if self._told is not None:
            self._told(request, answer)
        if answer.fault in (Fault.RESET, Fault.RESET_EARLY):
            _reset(writer)
            return
        await asyncio.sleep(self.account.delay())
        match answer.fault:
            case Fault.DRIP:
                await self._dripping(writer, answer)
            case Fault.GARBAGE:
                await self._plain(writer, 200, b"\xff\xfe<html>{\x00]" * 20)
            case Fault.HUGE:
                await self._endless(writer)
            case Fault.BROKEN:
                await self._plain(writer, 500, b"practice: internal server error")
            case _:
                await self._write(writer, answer)

    async def _write(self, writer: asyncio.StreamWriter, answer: Answer) -> None:
        body = json.dumps(answer.document, ensure_ascii=False).encode()
        await self._plain(writer, answer.status, body, answer.headers)

    async def _plain(
        self, writer: asyncio.StreamWriter, status: int, body: bytes, headers: Mapping[str, str] | None = None
    ) -> None:
        writer.write(_head(status, len(body), headers or {}) + body)
        self.written += len(body)
        await writer.drain()

    async def _dripping(self, writer: asyncio.StreamWriter, answer: Answer) -> None:
        body = json.dumps(answer.document).encode()
        for byte in _head(answer.status, len(body), {}) + body:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(self._drip)

    async def _endless(self, writer: asyncio.StreamWriter) -> None:
        writer.write(_head(200, self._huge, {}))
        while self.written < self._huge:
            writer.write(_CHUNK)
            self.written += len(_CHUNK)
            await writer.drain()


async def read_request(reader: asyncio.StreamReader) -> Request:
    """One request with its body.  Raises Bad for what is none or too much."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError:
        raise Bad(413) from None
    lines = head.decode("latin-1").split("\r\n")
    words = lines[0].split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        raise Bad(400)
    headers = {}
    for line in lines[1:-2]:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise Bad(400)
        headers[name.lower()] = value.strip()
    if "transfer-encoding" in headers:
        raise Bad(411)
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdecimal()):
        raise Bad(400)
    if len(length) > 9 or int(length) > _MOST_BODY:
        raise Bad(413)
    return Request(words[0], words[1], headers, await reader.readexactly(int(length)))


def _head(status: int, length: int, headers: Mapping[str, str]) -> bytes:
    lines = [
        f"HTTP/1.1 {status} {_REASONS.get(status, 'Practice')}",
        "Server: sonnim-practice",
        "Content-Type: application/json; charset=utf-8",
        f"Content-Length: {length}",
        "Connection: close",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _reset(writer: asyncio.StreamWriter) -> None:
    """Ends the connection as a machine does that has just lost power, not as one that hangs up."""
    found = writer.get_extra_info("socket")
    if found is not None:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
