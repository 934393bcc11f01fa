"""The user's own keys: a TOML file of `"command id" = "key, key"` laid over the command table.

Keys may be written as the screen shows them (`F5`, `Esc`, `/`) or by Textual's names (`f5`, `escape`,
`slash`).  A key that is given to one command is taken from the others of the same place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from textual.keys import KEY_NAME_REPLACEMENTS, Keys, key_to_character

from tui.board.table import BY_ID, COMMANDS, Command, Place, named
from tui.config import Config, ConfigError
from tui.i18n import say
from tui.os_errors import why_not

_NAMED = frozenset(
    [*KEY_NAME_REPLACEMENTS.values(), *(key.value.rpartition("+")[2] for key in Keys if key.value[0] != "<")]
)
_MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})


class Keymap(NamedTuple):
    """`keys` are the commands' own ones, by id ("key,key"); `mistakes` are sentences about lines not used."""

    keys: dict[str, str]
    mistakes: tuple[str, ...] = ()


NO_KEYMAP = Keymap({})


def read_keymap(config: Config) -> Keymap:
    """The user's keys; none where there is no such file.

    Raises ConfigError where the file cannot be read or is no TOML.
    """
    file = config.keymap_file
    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except (FileNotFoundError, NotADirectoryError):
        return NO_KEYMAP
    except UnicodeDecodeError:
        raise ConfigError("not_text", file=file) from None
    except OSError as error:
        raise ConfigError("unreadable", file=file, why=why_not(error)) from None
    import tomllib

    from tui.domain.toml_text import line_of, lines_of, syntax_mistake

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, code, written = syntax_mistake(error, text)
        raise ConfigError("keys", file=file, line=line, what=say(f"policy.{code}", written=written)) from None
    except RecursionError:
        raise ConfigError("keys", file=file, line=1, what=say("policy.too_deep")) from None
    lines = lines_of(text)
    made = _Making()
    for path, value in _entries(document, ()):
        made.line = line_of(lines, path)
        made.take(".".join(path), value)
    mistakes = [say("board.keys_at", file=file.name, line=line, what=what) for line, what in made.mistakes]
    return Keymap(made.whole(), tuple(mistakes))


def _entries(table: Mapping[str, object], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Each value with its path: `board.next = "n"` without quotes around the id makes a table of it."""
    for name, value in table.items():
        if isinstance(value, dict) and value:
            yield from _entries(value, (*path, name))
        else:
            yield (*path, name), value


class _Making:
    """What was taken from the file so far."""

    def __init__(self) -> None:
        self.line = 1
        self.mistakes: list[tuple[int, str]] = []
        self._own: dict[str, tuple[str, ...]] = {}

    def take(self, name: str, value: object) -> None:
        """One line of the file."""
        command = BY_ID.get(name)
        if command is None:
            near = get_close_matches(name, BY_ID, 1)
            if near:
                self._wrong("command_meant", name=name, meant=near[0])
            else:
                self._wrong("command", name=name)
        elif not isinstance(value, str) or not value.strip():
            self._wrong("text", name=name)
        else:
            self._own.pop(name, None)
            for written in _split(value):
                key = self._usable(written, command)
                if key:
                    self._own[name] = (*self._own.get(name, ()), key)

    def _usable(self, written: str, command: Command) -> str:
        key = named(written)
        if not _known(key):
            self._wrong("key", key=written or ",")
            return ""
        for other in COMMANDS:
            if other is command or not _meet(command, other):
                continue
            left = self._left_to(other)
            if key in left and (other.id in self._own or left == [key]):
                self._wrong("taken", key=written, other=_label(other))
                return ""
        return key

    def _left_to(self, command: Command) -> list[str]:
        """The command's keys that no other one was given."""
        own = self._own.get(command.id)
        if own:
            return list(own)
        given = {key for name, keys in self._own.items() if _meet(BY_ID[name], command) for key in keys}
        return [key for key in command.keys if key not in given]

    def whole(self) -> dict[str, str]:
        """The own keys, and what they leave of those of other commands."""
        found = {name: ",".join(keys) for name, keys in self._own.items()}
        for command in COMMANDS:
            left = self._left_to(command)
            if command.id not in self._own and len(left) < len(command.keys):
                found[command.id] = ",".join(left)
        return found

    def _wrong(self, code: str, **fields: str) -> None:
        self.mistakes.append((self.line, say(f"board.keys_{code}", **fields)))


def _split(value: str) -> list[str]:
    """The keys of a line; a comma alone is no key, for it stands between them."""
    return [part.strip() for part in value.split(",")]


def _known(key: str) -> bool:
    *modifiers, last = key.split("+")
    if not last or not _MODIFIERS.issuperset(modifiers):
        return False
    if len(last) == 1:
        return last.isprintable() and last != " "
    return last in _NAMED or key_to_character(last) is not None


def _meet(one: Command, other: Command) -> bool:
    """Whether there is a screen on which both work."""
    everywhere = Place.EVERYWHERE in (*one.places, *other.places)
    return everywhere or not set(one.places).isdisjoint(other.places)


def _label(command: Command) -> str:
    place, _, name = command.id.partition(".")
    return say(f"rules.outcome.{name}") if place == "outcome" else say(f"keys.{command.id}")
