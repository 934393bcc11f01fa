"""`--help`, made from the shapes that the commands declare and the texts of the chosen language."""

from __future__ import annotations

from importlib import import_module

from tui.commands import MODULES
from tui.commands.arguments import EVERYWHERE, Argument, Command
from tui.commands.printing import pad
from tui.i18n import say

_COLUMN = 24


def print_help(name: str) -> None:
    """Help for the command `name`, or for the whole program where it is ""."""
    lines = _program() if not name else _command(import_module(f"tui.commands.{MODULES[name]}").COMMAND)
    print("\n".join(lines))


def _program() -> list[str]:
    return [
        say("cli.help.usage", usage=say("cli.help.program")),
        "",
        say("cli.help.about"),
        "",
        say("cli.help.commands"),
        *(_line(name, say(f"cli.{name}.about")) for name in MODULES),
        "",
        *_options(EVERYWHERE, "everywhere"),
        "",
        say("cli.help.more"),
    ]


def _command(command: Command) -> list[str]:
    own = [_line(_shown(argument), say(f"cli.{command.name}.{argument.name.lstrip('-')}"))
           for argument in command.arguments]  # fmt: skip
    return [
        say("cli.help.usage", usage=command.usage),
        "",
        say(f"cli.{command.name}.about"),
        *(["", say("cli.help.arguments"), *own] if own else []),
        "",
        *_options([one for one in EVERYWHERE if command.json or one.name != "--json"], "everywhere"),
    ]


def _options(arguments: tuple[Argument, ...] | list[Argument], area: str) -> list[str]:
    return [
        say("cli.help.options"),
        *(_line(_shown(one), say(f"cli.{area}.{one.name.lstrip('-')}")) for one in arguments),
    ]


def _shown(argument: Argument) -> str:
    if not argument.is_option:
        return argument.usage.strip("[]")
    names = f"{argument.short}, {argument.name}" if argument.short else argument.name
    return f"{names} {argument.shows}".rstrip()


def _line(left: str, right: str) -> str:
    return f"  {pad(left, _COLUMN)}  {right}"
