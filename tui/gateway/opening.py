"""From settings and keys to a gateway that can be sent with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui.gateway.api import Gateway
from tui.gateway.keys import PRACTICE_KEYS, Keys, find_keys
from tui.gateway.settings import GatewaySettings, is_local
from tui.gateway.transport import DEADLINE, Transport

if TYPE_CHECKING:
    from tui.gateway.solapi import Solapi
    from tui.gateway.twilio import Twilio


class OpenGateway(Gateway, Protocol):
    async def balance(self) -> str:
        """What is left on the account as people read it; "" where the provider cannot be asked.

        Sends nothing.  Raises GatewayError.
        """
        ...


def open_gateway(
    settings: GatewaySettings, keys: Keys | None = None, *, deadline: float = DEADLINE
) -> OpenGateway:
    """The gateway that the settings describe; nothing is asked of anybody yet.  `aclose` it in the end.

    Raises GatewayError where its keys cannot be found (keys.find_keys).
    """
    if keys is None:
        given = settings.name, settings.keys, settings.folder
        keys = PRACTICE_KEYS if settings.practice else find_keys(*given)
    if settings.shape is not None:
        from tui.gateway.http import HttpGateway

        transport = Transport(deadline=deadline, local=is_local(settings.shape.send.url))
        return HttpGateway(settings, settings.shape, keys, transport)
    transport = Transport(deadline=deadline, local=is_local(settings.url))
    return _client_of(settings.provider)(
        settings.name,
        settings.sender,
        keys,
        transport,
        url=settings.url,
        practice=settings.practice,
    )


def _client_of(provider: str) -> type[Solapi] | type[Twilio]:
    if provider == "twilio":
        from tui.gateway.twilio import Twilio

        return Twilio
    from tui.gateway.solapi import Solapi

    return Solapi
