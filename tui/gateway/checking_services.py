"""Asks the addresses that the shop has set whether a service answers: quietly, and seldom."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from tui.gateway.settings import is_local
from tui.gateway.transport import Call, Reply, Transport

_DEADLINE = 10.0
_NOT_SO = (405, 501)
"""Statuses of a server that answers, but not to HEAD."""


async def answers(urls: Sequence[str], *, deadline: float = _DEADLINE) -> bool:
    """Whether every one of the addresses answers with a page or sends on to one.  Never raises."""
    return all(await asyncio.gather(*(_answers(url, deadline) for url in urls))) if urls else False


async def _answers(url: str, deadline: float) -> bool:
    transport = Transport(deadline=deadline, local=is_local(url))
    try:
        reply = await transport.exchange(Call("HEAD", url))
        if isinstance(reply, Reply) and reply.status in _NOT_SO:
            reply = await transport.exchange(Call("GET", url))
        return isinstance(reply, Reply) and 200 <= reply.status < 400
    finally:
        await transport.aclose()
