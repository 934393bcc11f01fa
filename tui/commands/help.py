"""`--help`, made from the shapes that the commands declare and the texts of the chosen language."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from itertools import zip_longest

from tui.commands import MODULES
from tui.commands.arguments import EVERYWHERE, Argument, Command
from tui.commands.printing import cells, pad
from tui.i18n import say

_COLUMN = 24
_WIDTH = 100


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
        *_options(EVERYWHERE),
        "",
        say("cli.help.more"),
    ]


def _command(command: Command) -> list[str]:
    own = [_line(_shown(argument), _meaning(command, argument)) for argument in command.arguments]
    return [
        say("cli.help.usage", usage=command.usage),
        "",
        say(f"cli.{command.name}.about"),
        *(["", say("cli.help.arguments"), *own] if own else []),
        "",
        *_options([one for one in EVERYWHERE if command.json or one.name != "--json"]),
    ]


def _meaning(command: Command, argument: Argument) -> str:
    text = say(f"cli.{command.name}.{argument.name.lstrip('-')}")
    # Choices that the left column or, of one alone, the usage line names already are not said twice.
    told = "|".join(argument.choices) in _shown(argument) or len(argument.choices) == 1
    return text if told else f"{text} [{', '.join(argument.choices)}]"


def _options(arguments: Sequence[Argument]) -> list[str]:
    return [
        say("cli.help.options"),
        *(_line(_shown(one), say(f"cli.everywhere.{one.name.lstrip('-')}")) for one in arguments),
    ]


def _shown(argument: Argument) -> str:
    if not argument.is_option:
        return argument.usage.strip("[]")
    names = f"{argument.short}, {argument.name}" if argument.short else argument.name
    return f"{names} {argument.shows}".rstrip()


def _line(left: str, right: str) -> str:
    """Two columns, the right one wrapped at spaces; below a left part that is too wide for its column."""
    lines = [""]
    for word in right.split(" "):
        if cells(f"{lines[-1]} {word}") > _WIDTH - _COLUMN - 4:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if cells(left) > _COLUMN:
        lines.insert(0, "")
    return "\n".join(
        f"  {pad(shown, _COLUMN)}  {line}".rstrip()
        for shown, line in zip_longest((left,), lines, fillvalue="")
    )
