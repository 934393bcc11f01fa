"""What every client of a provider does alike: one exchange, judged, with no key in what is given back."""

from __future__ import annotations

from collections.abc import Callable

from tui.clock import system_clock
from tui.gateway.api import Answer
from tui.gateway.keys import Keys, without_keys
from tui.gateway.transport import Call, Reply, Transport, asked_for, judged


class Account:
    """One account at one provider; the base of the clients."""

    address = ""
    """Where the provider is reached, unless `url` says otherwise."""

    def __init__(
        self,
        name: str,
        sender: str,
        keys: Keys,
        transport: Transport,
        *,
        url: str = "",
        practice: bool = False,
    ) -> None:
        self.name = name
        self.sender = sender
        self.practice = practice
        self._keys = keys
        self._transport = transport
        self._url = (url or self.address).rstrip("/")

    async def aclose(self) -> None:
        await self._transport.aclose()

    async def _hand_over(self, call: Call, answer_of: Callable[[Reply], Answer]) -> Answer:
        """What came of handing a message over; `answer_of` reads what its status alone does not say."""
        reply = judged(await self._transport.exchange(call), _seconds(), self._keys)
        return without_keys(self._keys, answer_of(reply) if isinstance(reply, Reply) else reply)

    async def _ask(self, call: Call) -> Reply:
        """The answer to a question.  Raises GatewayError."""
        return asked_for(await self._transport.exchange(call), _seconds(), self._keys)


def _seconds() -> float:
    return system_clock() / 1000
