"""From settings and keys to a gateway that can be sent with."""

from __future__ import annotations

from typing import Protocol

from tui.gateway.api import Gateway
from tui.gateway.keys import PRACTICE_KEYS, Keys, find_keys
from tui.gateway.settings import GatewaySettings, is_local
from tui.gateway.transport import DEADLINE, Transport


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
    if settings.provider == "twilio":
        from tui.gateway import twilio

        return twilio.Twilio(
            settings.name,
            settings.sender,
            keys,
            transport,
            url=settings.url or twilio.URL,
            practice=settings.practice,
        )
    from tui.gateway import solapi

    return solapi.Solapi(
        settings.name,
        settings.sender,
        keys,
        transport,
        url=settings.url or solapi.URL,
        practice=settings.practice,
    )
