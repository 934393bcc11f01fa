"""What `sonnim doctor` says about the providers that messages go through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tui.commands.failures import explain
from tui.config import Config, ConfigError, gateways_file, load_gateways
from tui.domain.phones import display
from tui.gateway.api import GatewayError
from tui.gateway.keys import find_keys
from tui.gateway.settings import GatewaySettings
from tui.i18n import say


class Looked(NamedTuple):
    """`wrong` where it cannot be sent with; `advice` a line for each thing to do, "" for none."""

    wrong: bool
    value: str
    advice: str = ""


def look(config: Config) -> Iterator[Looked]:
    """One line for each gateway, or one about there being none or their file being wrong.

    A sender that cannot be one (050, abroad) is a mistake in the file.
    """
    try:
        settings = load_gateways(config)
    except ConfigError as error:
        yield Looked(True, str(gateways_file(config)), "\n".join(error.every or [explain(error)]))
        return
    if not settings.gateways:
        yield Looked(False, say("gateway.doctor_none"))
    for one in settings.gateways:
        yield _one(one)


def _one(settings: GatewaySettings) -> Looked:
    key = "gateway.doctor_practice" if settings.practice else "gateway.doctor_one"
    value = say(key, name=settings.name, provider=settings.provider, sender=display(settings.sender))
    if settings.practice:
        return Looked(False, value)
    try:
        find_keys(settings.name, settings.keys, settings.folder)
    except GatewayError as error:
        return Looked(True, value, explain(error))
    priced = any(settings.prices)
    return Looked(False, value, "" if priced else say("gateway.doctor_no_price", name=settings.name))
