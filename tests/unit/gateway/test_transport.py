"""One exchange: one request whatever happens, one deadline, a capped answer, and nothing guessed."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wire import Wire, answering, in_turn
from tui.gateway.api import GatewayError, NotSent, Unknown
from tui.gateway.keys import PRACTICE_KEYS
from tui.gateway.practice import Request
from tui.gateway.transport import (
    LARGEST,
    Call,
    Reply,
    Transport,
    asked_for,
    first_words,
    judged,
    retry_after,
)

NOW = 1_665_906_000.0


async def post(url: str, *, deadline: float = 5.0) -> Reply | NotSent | Unknown:
    transport = Transport(deadline=deadline, local=True)
    try:
        return judged(
            await transport.exchange(Call("POST", url, {"X-Key": "canary"}, b"{}")), NOW, PRACTICE_KEYS
        )
    finally:
        await transport.aclose()


async def nothing(_: Request, writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def hang_up(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def drip(_: Request, writer: asyncio.StreamWriter) -> None:
    """A whole answer in the end, but a byte at a time: every single read is in time."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)


async def test_where_nobody_listens_nothing_was_sent() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # a port that is taken and not listened on
        answer = await post(f"http://127.0.0.1:{held.getsockname()[1]}/")
    assert answer == NotSent("no_connection")


async def test_a_name_or_address_that_is_none_was_not_sent_to() -> None:
    for url in (
        "http://no-such-host.invalid/",
        "http://127.0.0.1:99999/",
        "gopher://127.0.0.1/",
        "http://[/",
    ):
        assert await post(url) == NotSent("no_connection")


async def test_a_connection_that_breaks_after_the_request_leaves_it_unknown_and_asks_no_second_time() -> None:
    async with Wire(hang_up) as wire:
        assert await post(wire.url) == Unknown("reset")
        assert wire.connections == 1


async def test_a_silent_provider_is_unknown_after_the_deadline() -> None:
    async with Wire(nothing) as wire:
        assert await post(wire.url, deadline=0.3) == Unknown("deadline")
        assert wire.connections == 1


async def test_a_slow_drip_ends_at_the_deadline_though_every_read_is_in_time() -> None:
    async with Wire(drip) as wire:
        assert await post(wire.url, deadline=0.4) == Unknown("deadline")


async def test_the_limit_that_holds_for_each_read_alone_would_not_end_it() -> None:
    import httpx

    async with Wire(drip) as wire, httpx.AsyncClient(timeout=0.8, trust_env=False) as naive:
        with pytest.raises(TimeoutError):  # ours: the client would go on reading for twenty seconds
            async with asyncio.timeout(1.0):
                await naive.post(wire.url)


async def test_a_listener_that_never_takes_the_connection_over_was_sent_nothing_that_counts() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen(0)
        # The system itself may complete the connection and take the first bytes: then nobody knows.
        answer = await post(f"http://127.0.0.1:{held.getsockname()[1]}/", deadline=0.3)
    assert answer in (NotSent("no_connection"), Unknown("deadline"))


async def test_an_endless_answer_is_read_to_the_limit_only() -> None:
    async def endless(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    async with Wire(endless) as wire:
        answer = await post(wire.url)
        assert isinstance(answer, Reply)
        assert (len(answer.body), answer.whole) == (LARGEST, False)
        assert answer.json() is None


async def test_a_packed_answer_is_not_unfolded() -> None:
    import gzip

    packed = gzip.compress(b" " * 10_000_000)
    async with Wire(answering(raw=packed, headers="Content-Encoding: gzip\r\n")) as wire:
        answer = await post(wire.url)
        assert isinstance(answer, Reply)
        assert answer.body == packed
        assert wire.asked[0].headers["accept-encoding"] == "identity"


async def test_a_redirect_is_not_followed() -> None:
    async with (
        Wire(answering({})) as other,
        Wire(answering({}, status=307, headers=f"Location: {other.url}\r\n")) as wire,
    ):
        assert await post(wire.url) == Unknown("redirect", "307")
        assert other.connections == 0


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
async def test_an_error_of_the_providers_leaves_it_unknown(status: int) -> None:
    async with Wire(answering(raw=b"Bad\x1b[31m Gateway", status=status)) as wire:
        answer = await post(wire.url)
        assert isinstance(answer, Unknown)
        assert answer.why == "server"
        assert "\x1b" not in answer.said
        assert "Gateway" in answer.said


async def test_no_http_at_all_is_unknown() -> None:
    async def rubbish(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n\r\n")
        await writer.drain()

    async with Wire(rubbish) as wire:
        answer = await post(wire.url)
        assert isinstance(answer, Unknown)


async def test_each_message_has_a_connection_of_its_own() -> None:
    async with Wire(answering({})) as wire:
        transport = Transport(local=True)
        for _ in range(3):
            await transport.exchange(Call("POST", wire.url))
        await transport.aclose()
        assert wire.connections == 3


async def test_being_asked_to_wait_is_not_sent_yet() -> None:
    async with Wire(answering({}, status=429, headers="Retry-After: 7\r\n")) as wire:
        assert await post(wire.url) == NotSent("throttled", 7.0)


async def test_a_question_that_was_not_answered_is_an_error_with_a_sentence() -> None:
    codes = {
        401: "keys_refused",
        403: "keys_refused",
        404: "question_refused",
        429: "ask_throttled",
        500: "no_answer",
    }
    for status, code in codes.items():
        async with Wire(in_turn(answering({}, status=status))) as wire:
            transport = Transport(local=True)
            with pytest.raises(GatewayError) as told:
                asked_for(await transport.exchange(Call("GET", wire.url)), NOW, PRACTICE_KEYS)
            await transport.aclose()
            assert told.value.code == code


async def test_tracing_that_says_nothing_is_no_reason_to_send_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def silent(self: object, name: str, info: object) -> None:
        return None

    monkeypatch.setattr("tui.gateway.transport._Steps.trace", silent)
    async with Wire(nothing) as wire:
        assert await post(wire.url, deadline=0.2) == Unknown("deadline")
    async with Wire(hang_up) as wire:
        assert await post(wire.url) == Unknown("reset")


async def test_a_proxy_that_opens_no_tunnel_was_sent_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Wire(answering(raw=b"", status=407)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        transport = Transport(deadline=5.0)
        answer = await transport.exchange(
            Call("POST", "https://api.example/send", {"X-Key": "canary"}, b"{}")
        )
        await transport.aclose()
        assert answer == NotSent("no_connection")
        (asked,) = proxy.asked
        assert (asked.method, asked.target) == ("CONNECT", "api.example:443")
        assert "canary" not in str(asked)


async def test_this_machine_is_asked_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Wire(answering({})) as proxy, Wire(answering({})) as wire:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        await post(wire.url)
        assert (proxy.connections, wire.connections) == (0, 1)


async def test_leaving_in_the_middle_is_leaving() -> None:
    came = asyncio.Event()

    async def wait(_: Request, writer: asyncio.StreamWriter) -> None:
        came.set()
        await asyncio.Event().wait()

    async with Wire(wait) as wire:
        task = asyncio.create_task(post(wire.url))
        await came.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3.0),
        (" 2.5 ", 2.5),
        ("0", 1.0),
        ("99999", 3600.0),
        ("", 1.0),
        ("soon", 1.0),
        ("-5", 1.0),
        ("٣", 1.0),
        (format_datetime(datetime.fromtimestamp(NOW + 90, UTC), usegmt=True), 90.0),
        (format_datetime(datetime.fromtimestamp(NOW - 90, UTC), usegmt=True), 1.0),
        ("Sun, 99 Oct 2022 07:41:30 GMT", 1.0),
    ],
)
def test_a_wait_is_read_in_seconds_or_as_a_date(value: str, seconds: float) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text())
def test_any_wait_is_between_a_second_and_an_hour(value: str) -> None:
    assert 1.0 <= retry_after(value, NOW) <= 3600.0


@given(st.binary(max_size=300))
def test_decoding_any_answer_never_raises(body: bytes) -> None:
    reply = Reply(200, {}, body, True)
    assert isinstance(reply.document(), dict)
    assert len(first_words(reply.words())) <= 200
    assert not {"\n", "\x1b", "\u202e"} & set(reply.words())


def test_an_answer_nested_without_end_is_none() -> None:
    assert Reply(200, {}, b"[" * 60_000, True).json() is None


def test_nothing_that_is_asked_shows_in_a_repr() -> None:
    call = Call("POST", "https://x.example/canary", {"A": "canary"}, b"canary")
    assert "canary" not in repr(call)
