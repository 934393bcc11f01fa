"""One HTTP exchange with a provider, and what it is worth when it does not end well.

No second try, no redirect followed, one deadline for the whole of it (httpx's own holds for each single
read, so a slow drip would outlast it), and no more of an answer read than is worth reading.  Each request
has a connection of its own: on one kept open, "the provider hung up before answering" could not be told
from "it had hung up long ago", and every such message would be of unknown fate.

Whether anything went out is not guessed from the kind of error: httpx's tracing says when the first byte of
the request is written.  Before it, nothing was sent; after it, nobody knows.

Proxies and certificates named in the environment are used (shops behind a company's network have no
other way out), but never for this machine itself.  Keys are not seen by a proxy: what is not this machine is
only ever asked by https, through a tunnel.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.domain.cleaning import clean_line
from tui.gateway.api import GatewayError, NotSent, Unknown
from tui.gateway.keys import Keys

if TYPE_CHECKING:
    import httpx

DEADLINE = 10.0
"""Seconds for one exchange, from the first look-up of the name to the last byte of the answer."""
LARGEST = 64 * 1024
"""Bytes of an answer that are looked at; less than twice as many are taken off the socket."""
LARGEST_LIST = 1024 * 1024
_LONGEST_SAID = 200
_LONGEST_WAIT = 3600.0
_SHORTEST_WAIT = 1.0

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Call:
    """What is to be asked.  Its repr shows neither address nor headers nor body: keys may stand in each."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    most: int = LARGEST


class Reply(NamedTuple):
    """What came back.  `whole` is False where there was more than was read.  Its repr shows no words: a
    provider may quote what it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    whole: bool

    def __repr__(self) -> str:
        return f"Reply({self.status}, {len(self.body)} bytes)"

    def json(self) -> Any:
        """The document, None where it is none.  Never raises."""
        if not self.whole:
            return None
        try:
            return json.loads(self.body.decode("utf-8"))
        except (ValueError, RecursionError):
            return None

    def document(self) -> dict[str, Any]:
        """The same where it is a JSON object; {} for anything else."""
        found = self.json()
        return found if isinstance(found, dict) else {}

    def words(self) -> str:
        """The first of it on one clean line, whatever it is."""
        return first_words(self.body[: 4 * _LONGEST_SAID].decode("utf-8", "replace"))


def first_words(said: object) -> str:
    """What a provider said, cleaned and short enough to be kept."""
    return clean_line(str(said if said is not None else ""))[:_LONGEST_SAID]


class Transport:
    """Exchanges with one provider.  `aclose` it in the end; until the first exchange it costs nothing."""

    def __init__(self, *, deadline: float = DEADLINE, local: bool = False) -> None:
        self._deadline = deadline
        self._local = local
        self._client: httpx.AsyncClient | None = None

    async def exchange(self, call: Call) -> Reply | NotSent | Unknown:
        """One request and its answer.  Raises nothing but asyncio.CancelledError."""
        steps = _Steps()
        try:
            request = self._request(call, steps)
        except Exception:  # an address that is none: nothing has been opened yet
            return NotSent("no_connection")
        try:
            async with asyncio.timeout(self._deadline):
                return await self._exchange(request, call.most)
        except TimeoutError:
            return NotSent("no_connection") if steps.only_connecting else Unknown("deadline")
        except Exception as error:
            return _broken(error, steps)

    def _request(self, call: Call, steps: _Steps) -> httpx.Request:
        return self._opened().build_request(
            call.method,
            call.url,
            headers={"Accept-Encoding": "identity", "Connection": "close", **call.headers},
            content=call.body or None,
            extensions={"trace": steps.trace},
        )

    async def _exchange(self, request: httpx.Request, most: int) -> Reply:
        response = await self._opened().send(request, stream=True)
        try:
            return await _read(response, most)
        finally:
            await response.aclose()

    def _opened(self) -> httpx.AsyncClient:
        if self._client is None:
            import httpx

            for name in ("httpx", "httpcore"):
                # They write addresses, in which some providers want a key.
                logging.getLogger(name).setLevel(logging.CRITICAL)
            self._client = httpx.AsyncClient(
                trust_env=not self._local,
                follow_redirects=False,
                timeout=self._deadline,
                limits=httpx.Limits(max_keepalive_connections=0),
                headers={"User-Agent": "sonnim"},
            )
        return self._client

    async def aclose(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None


class _Steps:
    """How far a request came, by httpx's tracing."""

    def __init__(self) -> None:
        self._connecting = False
        self.begun = False

    async def trace(self, name: str, info: Mapping[str, Any]) -> None:
        if name.endswith("connect_tcp.started"):
            self._connecting = True
        elif name.endswith("send_request_headers.started"):
            # A proxy is first asked for a tunnel: that is no request to the provider yet.
            self.begun = self.begun or getattr(info.get("request"), "method", b"") != b"CONNECT"

    @property
    def only_connecting(self) -> bool:
        """Known for certain: tracing that said nothing at all is no reason to try again."""
        return self._connecting and not self.begun


def _broken(error: Exception, steps: _Steps) -> NotSent | Unknown:
    """What an exchange that failed is worth; not sent only where that is certain."""
    import httpx

    before = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError,
              httpx.UnsupportedProtocol)  # fmt: skip
    if steps.only_connecting or (isinstance(error, before) and not steps.begun):
        return NotSent("no_connection")
    if isinstance(error, httpx.TimeoutException):
        return Unknown("deadline")
    return Unknown(
        "reset" if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError) else "garbage"
    )


async def _read(response: httpx.Response, most: int) -> Reply:
    """The answer up to `most` bytes, as they came: a few packed bytes could unfold to gigabytes."""
    body = bytearray()
    whole = True
    async for chunk in response.aiter_raw():
        body += chunk[: most - len(body)]
        if len(body) >= most:
            whole = False
            break
    return Reply(response.status_code, response.headers, bytes(body), whole)


def judged(reply: Reply | NotSent | Unknown, now: float, keys: Keys) -> Reply | NotSent | Unknown:
    """A message's answer where it can be judged by its status alone; else the reply itself, 2xx or 4xx.

    `now` is the time in seconds since 1970.  The keys are in nothing that a provider said.
    """
    if not isinstance(reply, Reply):
        return reply
    if reply.status == 429:
        return NotSent("throttled", retry_after(reply.headers.get("Retry-After", ""), now))
    if reply.status >= 500 or reply.status == 408:
        return Unknown("server", keys.hide(reply.words()))
    if 300 <= reply.status < 400:
        return Unknown("redirect", str(reply.status))
    if reply.status < 200:
        return Unknown("garbage", str(reply.status))
    return reply


def asked_for(reply: Reply | NotSent | Unknown, now: float, keys: Keys) -> Reply:
    """The answer to a question.  Raises GatewayError, without the keys, for anything but 2xx."""
    reply = judged(reply, now, keys)
    if isinstance(reply, NotSent):
        code = "ask_throttled" if reply.why == "throttled" else "not_asked"
        raise GatewayError(code, after=round(reply.after))
    if isinstance(reply, Unknown):
        raise GatewayError("no_answer")
    if reply.status in (401, 403):
        raise GatewayError("keys_refused")
    if reply.status >= 400:
        raise GatewayError("question_refused", said=keys.hide(reply.words()))
    return reply


_SECONDS = re.compile(r"\d{1,9}(?:\.\d+)?", re.ASCII).fullmatch


def retry_after(value: str, now: float) -> float:
    """Seconds to wait by a Retry-After header (RFC 9110: seconds, or an HTTP date), 1 to 3600.

    The shortest where it says nothing that can be read.
    """
    value = value.strip()
    if _SECONDS(value):
        wait = float(value)
    else:
        from email.utils import parsedate_to_datetime

        try:
            wait = parsedate_to_datetime(value).timestamp() - now
        except (ValueError, TypeError, OverflowError):
            wait = 0.0
    return min(max(wait, _SHORTEST_WAIT), _LONGEST_WAIT)
