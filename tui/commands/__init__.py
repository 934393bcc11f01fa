"""What can be asked of sonnim on the command line: one module per command, imported when it is asked for.

A module holds `COMMAND`, the shape of its arguments, and `run(asked: Asked) -> int`, the exit status.
Its help stands in the texts as `cli.<name>.about` and one sentence per argument.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from typing import NamedTuple

from tui import __version__, clock, config, i18n
from tui.commands.arguments import Command, Given, UsageError, parse, split_common
from tui.i18n import say

MODULES: dict[str, str] = {
    "demo": "demo",
    "import": "import_files",
    "list": "list_cases",
    "find": "find_cases",
    "log": "log",
    "undo": "undo",
    "outage": "outage",
    "match": "match",
    "reconcile": "reconcile",
    "review": "review",
    "send": "send",
    "outbox": "outbox",
    "report": "report",
    "ready": "ready",
    "rehearse": "rehearse",
    "sheet": "sheet",
    "backup": "backup",
    "purge": "purge",
    "gateway": "gateway",
    "doctor": "doctor",
    "policy": "policy",
    "profile": "profile",
    "display": "display",
    "serve": "serve",
}
"""Every command that --help shows, in that order, and its module's name in this package."""


_USAGE = ("language", "instant", "address", "profile")
"""Codes of ConfigError that come from what was typed."""


class Asked(NamedTuple):
    """What a command is run with."""

    config: config.Config
    clock: clock.Clock
    given: Given
    json: bool


def run(words: Sequence[str]) -> int:
    """Runs the board or the command that the words name; every failure becomes a sentence and a status."""
    i18n.choose(i18n.from_locale())
    _speak_every_language()
    try:
        return _run(words)
    except UsageError as error:
        _tell(say(f"cli.usage_{error.code}", **error.fields))
        return 2
    except BrokenPipeError:
        # The reader (`| head`) has gone: nobody is left to be told, and Python must not try at exit.
        sys.stdout = None
        return 1
    except KeyboardInterrupt:
        _tell(say("cli.interrupted"))
        return 1
    except Exception as error:
        from tui.commands.failures import explain

        _tell(explain(error))
        wrong_usage = isinstance(error, config.ConfigError) and error.code in _USAGE
        return 2 if wrong_usage else 1


def _run(words: Sequence[str]) -> int:
    common, rest = split_common(words)
    if common.one("--lang") in i18n.LANGUAGES:
        i18n.choose(common.one("--lang"))
    if common.has("--version"):
        print(f"sonnim {__version__}")
        return 0
    if rest and rest[0].startswith("-"):
        raise UsageError("no_such_option", option=rest[0].partition("=")[0])
    if rest and rest[0] not in MODULES:
        raise UsageError("unknown_command", command=rest[0])
    if common.has("--help"):
        from tui.commands.help import print_help

        print_help(rest[0] if rest else "")
        return 0
    if not rest:
        if common.has("--json"):
            raise UsageError("no_json", command="sonnim")
        return _board(common)
    module = import_module(f"tui.commands.{MODULES[rest[0]]}")
    command: Command = module.COMMAND
    if common.has("--json") and not command.json:
        raise UsageError("no_json", command=command.name)
    given = parse(command, rest[1:])
    told, now = _configured(common)
    return int(module.run(Asked(told, now, given, common.has("--json"))))


def _board(common: Given) -> int:
    """The board, and the demo that may be chosen in its welcome."""
    told, now = _configured(common)
    from tui.board.profiles import AGAIN
    from tui.board.program import run_board

    while (story := run_board(told, now, config.load_policy(told))) == AGAIN:
        told = config.load({**_given(common), "profile": ""})
    if story:
        from tui.commands import demo

        told = replace(told, language=i18n.chosen())  # it may have been changed on the board
        return demo.run(Asked(told, now, Given({"story": [story]}), json=False))
    return 0


def _configured(common: Given) -> tuple[config.Config, clock.Clock]:
    told = config.load(_given(common))
    i18n.choose(told.language)
    start = config.read_instant(common.one("--now")) if common.has("--now") else None
    return told, clock.clock_from(start)


def _given(common: Given) -> dict[str, str]:
    return {name: common.one(f"--{name}") for name in ("db", "lang", "staff", "profile")}


def _speak_every_language() -> None:
    """Korean comes out whole on Windows too, and a file's odd name never ends a command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:  # a test's stand-in has none
            windows = sys.platform == "win32"
            reconfigure(encoding="utf-8" if windows else None, errors="backslashreplace")


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)
