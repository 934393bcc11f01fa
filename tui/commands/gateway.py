"""`sonnim gateway`: the providers that messages go through, their keys, and one to practise with."""

from __future__ import annotations

import asyncio
import errno
import sys
from datetime import datetime
from getpass import getpass
from importlib.resources import files
from typing import TYPE_CHECKING

from tui.commands import Asked
from tui.commands.arguments import Argument, Command, UsageError
from tui.commands.printing import print_json, print_table
from tui.config import gateways_file, load_gateways
from tui.domain.phones import display
from tui.gateway.api import GatewayError
from tui.gateway.keys import Keys, Place, Secret, find_keys, store_keys
from tui.gateway.settings import GatewaySettings, Settings
from tui.i18n import say

if TYPE_CHECKING:
    from tui.gateway.practice import Answer, Request
    from tui.gateway.practice_faults import Fault

_ACTIONS = ("list", "check", "key", "example", "practice")
COMMAND = Command(
    "gateway",
    (
        Argument("action", choices=_ACTIONS),
        Argument("name", "NAME"),
        Argument("--port", "PORT"),
        Argument("--faults", "FAULTS"),
        Argument("--seed", "N"),
        Argument("--pace", "N"),
    ),
)


def run(asked: Asked) -> int:
    action = asked.given.one("action") or "list"
    for option in ("--port", "--faults", "--seed", "--pace"):
        if asked.given.has(option) and action != "practice":
            raise UsageError("unknown_option", option=option, command=f"gateway {action}")
    if asked.json and action != "list":
        raise UsageError("no_json", command=f"gateway {action}")
    if action == "practice":
        return _practice(asked)
    if action == "example":
        return _example(asked.given.one("name"))
    settings = load_gateways(asked.config)
    if action == "list":
        return _list(asked, settings)
    found = settings.gateway(asked.given.one("name"))
    if found is None:
        if not settings.gateways:
            raise GatewayError("none", file=gateways_file(asked.config))
        known = ", ".join(one.name for one in settings.gateways)
        raise GatewayError("no_such_gateway", name=asked.given.one("name"), known=known)
    return _store_key(found) if action == "key" else asyncio.run(_check(found))


def _list(asked: Asked, settings: Settings) -> int:
    if asked.json:
        print_json([
            {
                "name": one.name,
                "provider": one.provider,
                "sender": one.sender,
                "practice": one.practice,
                "default": one.name == settings.default,
                "keys": has_keys(one),
                "price": one.prices._asdict(),
            }
            for one in settings.gateways
        ])  # fmt: skip
    elif not settings.gateways:
        print(say("gateway.none", file=gateways_file(asked.config)))
    else:
        header = [say(f"gateway.column_{name}") for name in ("name", "provider", "sender", "keys", "price")]
        print_table([*header, ""], [_row(one, settings.default) for one in settings.gateways])
    return 0


def _row(one: GatewaySettings, default: str) -> list[str]:
    price = f"{one.prices.sms:g} / {one.prices.lms:g}" if any(one.prices) else "-"
    marks = (say("gateway.practice") if one.practice else "",
             say("gateway.default") if one.name == default else "")  # fmt: skip
    keys = say("gateway.keys_there" if has_keys(one) else "gateway.keys_missing")
    return [one.name, one.provider, display(one.sender), keys, price, " · ".join(filter(None, marks))]


def has_keys(settings: GatewaySettings) -> bool:
    """Whether its keys can be found; a practice gateway needs none."""
    if settings.practice:
        return True
    try:
        find_keys(settings.name, settings.keys, settings.folder)
    except GatewayError:
        return False
    return True


async def _check(settings: GatewaySettings) -> int:
    from tui.gateway.opening import open_gateway

    print(say("gateway.check_settings", provider=settings.provider, sender=display(settings.sender)))
    gateway = open_gateway(settings)
    try:
        print(say("gateway.check_practice" if gateway.practice else "gateway.check_keys"))
        balance = await gateway.balance()
    finally:
        await gateway.aclose()
    print(say("gateway.check_balance", balance=balance) if balance else say("gateway.check_nothing"))
    return 0


def _example(name: str) -> int:
    """Prints settings to begin with, as they can be put into the file."""
    folder = files("tui.gateway").joinpath("examples")
    known = sorted(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml"))
    if name not in known:
        raise GatewayError("no_example", known=", ".join(known))
    print(folder.joinpath(f"{name}.toml").read_text("utf-8"), end="")
    return 0


def _store_key(settings: GatewaySettings) -> int:
    if not sys.stdin.isatty():
        raise GatewayError("no_terminal")
    name = settings.name
    asked = (say("gateway.ask_key", name=name), say("gateway.ask_secret", name=name))
    keys = Keys(*(Secret(getpass(question).strip()) for question in asked))
    place = store_keys(name, keys, settings.keys, settings.folder)
    if place == Place.KEYRING:
        print(say("gateway.key_kept_keyring", name=name))
    else:
        print(say("gateway.key_kept_file", name=name, file=place))
    return 0


# A provider to practise with


def _practice(asked: Asked) -> int:
    from tui.gateway.practice import PORT
    from tui.gateway.practice_faults import Fault, read_faults

    if asked.given.has("name"):
        raise UsageError("too_many", word=asked.given.one("name"), command="gateway practice")
    port, seed, pace = (_number(asked, name, default) for name, default in
                        (("--port", PORT), ("--seed", 0), ("--pace", 1)))  # fmt: skip
    try:
        weights = read_faults(asked.given.one("--faults"))
    except ValueError as error:
        raise GatewayError("bad_faults", part=str(error), known=", ".join(Fault)) from None
    try:
        asyncio.run(_serve(weights, int(port), int(seed), pace))
    except KeyboardInterrupt:
        pass
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise GatewayError("port_taken", port=int(port)) from None
        raise
    return 0


def _number(asked: Asked, option: str, otherwise: float) -> float:
    value = asked.given.one(option)
    try:
        number = float(value or otherwise)
        if 0 <= number <= 65_535:
            return number
    except ValueError:
        pass
    raise GatewayError("bad_number", option=option, value=value)


async def _serve(weights: dict[Fault, float], port: int, seed: int, pace: float) -> None:
    from tui.gateway.practice_faults import FAULT_OF_DIGITS
    from tui.gateway.practice_server import Practice

    async with Practice(weights, seed=seed, pace=pace, port=port, told=_told) as practice:
        print(say("gateway.practice_runs", url=practice.url))
        print(say("gateway.practice_settings") + "\n")
        print(f'[gateway.practice]\nprovider = "solapi"\npractice = true\nurl = "{practice.url}"')
        print('sender = "02-123-4567"\n', flush=True)
        if not weights:
            print(say("gateway.practice_digits"))
            for digits, fault in FAULT_OF_DIGITS.items():
                print(f"  {digits}  {fault_label(fault)}")
            sys.stdout.flush()
        try:
            await asyncio.Event().wait()
        finally:
            counted = practice.account.counted()
            taken, doubles = counted["taken"], len(counted["doubles"])
            print("\n" + say("gateway.practice_end", taken=taken, doubles=doubles), flush=True)


def fault_label(fault: Fault) -> str:
    return say(f"gateway.fault_{fault.value}")


def _told(request: Request, answer: Answer) -> None:
    """A line for each message: the end of the number only, and no text."""
    if request.method == "POST":
        what = say("gateway.practice_taken", time=f"{datetime.now().astimezone():%H:%M:%S}",
                   last=answer.last4, what=fault_label(answer.fault))  # fmt: skip
        print(what, flush=True)
