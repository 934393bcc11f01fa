"""Whether an address answers, asked on a real socket."""

from __future__ import annotations

import socket

import pytest

from tests.wire import Wire, answering, in_turn
from tui.gateway.checking_services import answers


@pytest.mark.parametrize(
    ("status", "good"), [(200, True), (204, True), (302, True), (404, False), (503, False)]
)
async def test_a_page_is_an_answer_and_an_error_is_none(status: int, good: bool) -> None:
    async with Wire(answering(raw=b"", status=status)) as wire:
        assert await answers([wire.url]) is good
        assert [each.method for each in wire.asked] == ["HEAD"]


async def test_a_server_that_knows_no_head_is_asked_for_the_page() -> None:
    async with Wire(in_turn(answering(raw=b"", status=405), answering(raw=b"<html>"))) as wire:
        assert await answers([wire.url])
        assert [each.method for each in wire.asked] == ["HEAD", "GET"]


async def test_all_addresses_of_a_channel_have_to_answer() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{held.getsockname()[1]}"
        async with Wire(answering(raw=b"")) as wire:
            assert await answers([wire.url, wire.url])
            assert not await answers([wire.url, dead])
    assert not await answers([])


async def test_errors_are_quiet() -> None:
    assert not await answers(["http://no-such-host.invalid", "not an address", ""])
