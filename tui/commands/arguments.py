"""The words after `sonnim`, read against the shape that each command declares.

argparse would speak English in its errors whatever the language, and its import alone costs a tenth of
the time to the board's first picture.  What is needed is small: options before or after the command's name,
`--name value` and `--name=value`, flags, positional words, and `--` before words that look like options.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class UsageError(Exception):
    """Words that cannot be understood.  `code` and `fields` make the sentence `cli.usage_<code>`."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields


class Argument(NamedTuple):
    """One thing a command takes: an option if its name starts with "-", else a positional word.

    `shows` is what stands for the value in the usage line; an option without it is a flag.  `pairs` lets
    one option take every following word that holds "=".
    """

    name: str
    shows: str = ""
    short: str = ""
    required: bool = False
    many: bool = False
    pairs: bool = False
    choices: tuple[str, ...] = ()

    @property
    def is_option(self) -> bool:
        return self.name.startswith("-")

    @property
    def usage(self) -> str:
        """How the usage line writes it: brackets where it may be left out, dots where it may be repeated."""
        shown = "|".join(self.choices) if self.choices and not self.shows else self.shows
        if self.is_option:
            text = f"{self.short or self.name} {shown}{' …' if self.pairs else ''}".rstrip()
        else:
            text = f"{shown or self.name.upper()}{'…' if self.many else ''}"
        return text if self.required else f"[{text}]"


class Command(NamedTuple):
    """The shape of a command.  `one_of` names options of which exactly one must be given."""

    name: str
    arguments: tuple[Argument, ...] = ()
    one_of: tuple[str, ...] = ()
    json: bool = True

    @property
    def usage(self) -> str:
        apart = [argument for argument in self.arguments if argument.name in self.one_of]
        group = " | ".join(f"{argument.name} {argument.shows}" for argument in apart)
        words = ["sonnim", self.name, f"({group})" if group else ""]
        words += [argument.usage for argument in self.arguments if argument not in apart]
        return " ".join(word for word in words if word)


class Given(NamedTuple):
    """The values that were given, by the argument's name."""

    values: dict[str, list[str]]

    def one(self, name: str) -> str:
        """The last value given, or "" for none."""
        return self.values.get(name, [""])[-1]

    def every(self, name: str) -> list[str]:
        return self.values.get(name, [])

    def has(self, name: str) -> bool:
        return name in self.values


EVERYWHERE = (
    Argument("--db", "PATH"),
    Argument("--lang", "ko|en"),
    Argument("--now", "TIME"),
    Argument("--staff", "NAME"),
    Argument("--profile", "PROFILE"),
    Argument("--json"),
    Argument("--help", short="-h"),
    Argument("--version", short="-V"),
)
"""Options that stand before or after a command's name alike."""


def split_common(words: Sequence[str]) -> tuple[Given, list[str]]:
    """The options that every command takes, and the rest of the words in their order.

    Raises UsageError for an option whose value is missing.
    """
    known = _by_name(EVERYWHERE)
    values: dict[str, list[str]] = {}
    rest: list[str] = []
    queue = list(words)
    while queue:
        word = queue.pop(0)
        if word == "--":
            rest += [word, *queue]
            break
        argument = known.get(word.partition("=")[0]) if word.startswith("-") else None
        if argument is None:
            rest.append(word)
        else:
            _take_option(argument, word, queue, values)
    return Given(values), rest


def parse(command: Command, words: Sequence[str]) -> Given:
    """The words after a command's name.  Raises UsageError for anything that does not fit its shape."""
    options = _by_name(command.arguments)
    positionals = [argument for argument in command.arguments if not argument.is_option]
    values: dict[str, list[str]] = {}
    plain: list[str] = []
    queue = list(words)
    while queue:
        word = queue.pop(0)
        if word == "--":
            plain += queue
            break
        if not word.startswith("-") or word == "-":
            plain.append(word)
            continue
        argument = options.get(word.partition("=")[0])
        if argument is None:
            raise UsageError("unknown_option", option=word.partition("=")[0], command=command.name)
        _take_option(argument, word, queue, values)
    for argument in positionals:
        count = len(plain) if argument.many else 1
        taken, plain = plain[:count], plain[count:]
        if taken:
            values[argument.name] = taken
    if plain:
        raise UsageError("too_many", word=plain[0], command=command.name)
    _check(command, values)
    return Given(values)


def read_id(option: str, text: str) -> int:
    """The number of a case or a message as it was typed; 0, which is nobody's, for one too large to be any.

    Raises UsageError for what is no number.
    """
    if not (text.isascii() and text.isdecimal()):
        raise UsageError("number", option=option, value=text)
    return int(text) if len(text) < 20 and int(text) < 1 << 63 else 0


def _by_name(arguments: Sequence[Argument]) -> dict[str, Argument]:
    return {name: argument for argument in arguments if argument.is_option
            for name in (argument.name, argument.short) if name}  # fmt: skip


def _take_option(argument: Argument, word: str, queue: list[str], values: dict[str, list[str]]) -> None:
    _, equals, value = word.partition("=")
    taken = values.setdefault(argument.name, [])
    if not argument.shows:
        if equals:
            raise UsageError("takes_no_value", option=argument.name)
        return
    if not equals:
        if not queue or (queue[0].startswith("-") and len(queue[0]) > 1):
            raise UsageError("needs_value", option=argument.name, shows=argument.shows)
        value = queue.pop(0)
    taken.append(value)
    while argument.pairs and queue and "=" in queue[0] and not queue[0].startswith("-"):
        taken.append(queue.pop(0))


def _check(command: Command, values: dict[str, list[str]]) -> None:
    for argument in command.arguments:
        if argument.required and argument.name not in values:
            raise UsageError("missing", argument=argument.shows or argument.name, usage=command.usage)
        for value in values.get(argument.name, ()):
            if argument.choices and value not in argument.choices:
                raise UsageError("choice", value=value, choices=", ".join(argument.choices))
    given = [name for name in command.one_of if name in values]
    if command.one_of and len(given) != 1:
        raise UsageError("one_of", options=", ".join(command.one_of))
