"""The command table: what can be done where, by which key.

The footer, the help screen, the palette, the README's key table and the user's keymap all come from here.
A command's words are the sentences `keys.<id>` (its short label) and `keys.<id>.help`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from tui.domain.hangul import twin
from tui.domain.outcomes import OUTCOMES


class Place(StrEnum):
    """Where a command works: one screen, or everywhere."""

    EVERYWHERE = "everywhere"
    BOARD = "board"
    COUNTER = "counter"
    PAGE = "page"
    CONTACT = "contact"
    FIND = "find"
    INBOUND = "inbound"
    REQUEST = "request"
    LOST = "lost"
    CHECK = "check"
    TAKING_DOWN = "taking_down"
    IMPORT = "import"
    REJECTED = "rejected"
    DEPOSITS = "deposits"
    APART = "apart"
    TEMPLATES = "templates"
    OUTAGE = "outage"
    SENT = "sent"
    SEND = "send"
    OUTBOX = "outbox"
    REVIEW = "review"
    NOTICE = "notice"
    BAKE = "bake"
    CHAT = "chat"
    REPORT = "report"
    READY = "ready"
    WELCOME = "welcome"
    HELP = "help"


class Command(NamedTuple):
    """One thing that can be done.  `keys` are Textual's names, the one to show first; `footer` orders the
    footer (0: not shown there); `action` is the part of the id after the place, the screen's `do_…`."""

    id: str
    places: tuple[Place, ...]
    keys: tuple[str, ...]
    footer: int = 0
    palette: bool = True

    @property
    def action(self) -> str:
        return self.id.split(".", 1)[1]


def _on(place: Place, *rows: tuple[str, tuple[str, ...], int]) -> list[Command]:
    return [Command(f"{place.value}.{name}", (place,), keys, footer) for name, keys, footer in rows]


_BOARD_OWN_KEYS = {"n", "r", "d"}
"""Outcome keys that mean something else on the board; there those outcomes are under `o`."""


def _outcomes() -> list[Command]:
    commands = []
    for rule in OUTCOMES.values():
        places = (Place.CONTACT,) if rule.key in _BOARD_OWN_KEYS else (Place.BOARD, Place.CONTACT)
        commands.append(Command(f"outcome.{rule.outcome.value}", places, (rule.key,), palette=False))
    return commands


COMMANDS: tuple[Command, ...] = (
    *_on(
        Place.BOARD,
        ("contact", ("enter",), 1),
        ("next", ("n", "f5"), 2),
        ("find", ("slash", "f3"), 3),
        ("inbound", ("i", "f4"), 4),
        ("copy", ("c", "space"), 5),
        ("review", ("r", "f8"), 7),
        ("outcomes", ("o", "0"), 8),
        ("import", ("f", "f6"), 9),
        ("outage", ("g", "f7"), 10),
        ("templates", ("m", "f9"), 11),
        ("notice", ("a",), 0),
        ("deposits", ("d", "f11"), 7),
        ("apart", ("y",), 0),
        ("requests", ("z",), 0),
        ("chat", ("minus",), 0),
        ("sent", ("equals_sign",), 0),
        ("left", ("left", "shift+tab"), 0),
        ("right", ("right", "tab"), 0),
        ("counter", ("full_stop",), 0),
        ("profile", ("h",), 0),
        ("send", ("s", "ctrl+s"), 6),
        ("send_group", ("v",), 0),
        ("outbox", ("j",), 0),
        ("settings", ("comma",), 12),
        ("language", ("l",), 0),
        ("theme", ("b",), 0),
    ),
    *_on(
        Place.COUNTER,
        ("contact", ("enter",), 1),
        ("next", ("n", "f5"), 2),
        ("take", ("a", "f4"), 3),
        ("no_phone", ("w", "plus"), 7),
        ("ready", ("r", "space"), 4),
        ("page", ("p", "f9"), 5),
        ("picked_up", ("k", "f7"), 6),
        ("find", ("slash", "f3"), 8),
        ("board", ("b", "f11"), 9),
        ("review", ("e", "f8"), 10),
        ("import", ("f", "f6"), 11),
        ("left", ("left", "shift+tab"), 0),
        ("right", ("right", "tab"), 0),
        ("bell", ("o",), 0),
        ("profile", ("h",), 0),
        ("settings", ("s",), 0),
        ("language", ("l",), 0),
        ("theme", ("t",), 0),
    ),
    *_on(Place.PAGE, ("called", ("enter", "p"), 1), ("picked_up", ("k", "f7"), 2)),
    *_on(
        Place.CONTACT,
        ("next_route", ("tab", "right"), 2),
        ("previous_route", ("shift+tab", "left"), 0),
        ("copy", ("c", "space"), 3),
        ("copy_address", ("v",), 0),
        ("outcomes", ("o", "0"), 6),
        ("skip", ("f5", "f"), 5),
        ("note", ("m",), 7),
        ("asked", ("i", "f6"), 7),
        ("point", ("a",), 8),
        ("send", ("s", "ctrl+s"), 4),
        ("reply", ("y", "f9"), 9),
        ("suggested", ("g", "f7"), 9),
        ("words", ("h", "f8"), 0),
        ("chat", ("b", "f3"), 0),
        ("language", ("l",), 0),
    ),
    *_on(Place.FIND, ("open", ("enter",), 1), ("down", ("down",), 0), ("up", ("up",), 0)),
    *_on(
        Place.INBOUND,
        ("open", ("enter",), 1),
        ("change", ("f5",), 2),
        ("cancel", ("f6",), 3),
        ("question", ("f7",), 4),
        ("confirm", ("f8",), 5),
        ("down", ("down",), 0),
        ("up", ("up",), 0),
    ),
    *_on(
        Place.REQUEST,
        ("change", ("1", "f5"), 2),
        ("cancel", ("2", "f6"), 3),
        ("question", ("3", "f7"), 4),
        ("confirm", ("4", "f8"), 5),
        ("save", ("enter",), 1),
        ("order", ("tab",), 6),
        ("check", ("f9",), 7),
        ("contact", ("f10",), 8),
    ),
    *_on(
        Place.LOST,
        ("take", ("1", "t"), 1),
        ("done", ("2", "d"), 2),
        ("no_request", ("3", "x"), 3),
        ("open", ("enter",), 4),
    ),
    *_on(
        Place.CHECK,
        ("answer", ("enter",), 1),
        ("next_question", ("tab",), 2),
        ("previous_question", ("shift+tab",), 0),
        ("copy", ("f5",), 3),
        ("proof", ("f6",), 4),
        ("contact", ("f7",), 5),
    ),
    *_on(
        Place.TAKING_DOWN,
        ("next", ("enter", "tab"), 1),
        ("down", ("down",), 2),
        ("up", ("up", "shift+tab"), 0),
        ("save", ("f5", "ctrl+s"), 3),
        ("contact", ("f7",), 5),
    ),
    *_on(
        Place.IMPORT,
        ("start", ("enter", "f5"), 1),
        ("all", ("a", "f8"), 2),
        ("field", ("f3", "right"), 4),
        ("field_back", ("left",), 0),
        ("kind", ("f4",), 5),
        ("about", ("f7", "p"), 3),
        ("rejected", ("f6",), 6),
        ("apart", ("d", "f11"), 7),
        ("skip", ("s", "f10"), 8),
        ("watch", ("w", "f9"), 9),
    ),
    *_on(Place.REJECTED, ("mend", ("enter",), 1)),
    *_on(
        Place.DEPOSITS,
        ("first", ("enter",), 1),
        ("all", ("a", "f5"), 2),
        ("pick1", ("1",), 0),
        *((f"pick{number}", (f"{number}",), 0) for number in range(2, 6)),
        ("refuse", ("minus", "r", "f6"), 3),
        ("none", ("n", "0"), 4),
        ("apart", ("x", "f8"), 5),
        ("bring", ("b", "f9"), 7),
        ("find", ("slash", "f3"), 8),
        ("open", ("v", "f7"), 9),
        ("left", ("left", "shift+tab"), 0),
        ("right", ("right", "tab"), 0),
    ),
    *_on(Place.APART, ("toggle", ("enter", "space"), 1)),
    *_on(
        Place.TEMPLATES,
        ("save", ("f5", "ctrl+s"), 1),
        ("next_route", ("f6",), 2),
        ("next_language", ("f7",), 3),
        ("restore", ("f8",), 4),
    ),
    *_on(
        Place.OUTAGE,
        ("toggle", ("enter", "space"), 1),
        ("since", ("b", "f5"), 2),
        ("until", ("e", "f6"), 3),
    ),
    *_on(
        Place.SENT,
        ("open", ("enter",), 1),
        ("left", ("left", "shift+tab"), 2),
        ("right", ("right", "tab"), 3),
    ),
    *_on(
        Place.SEND,
        ("go", ("enter", "f5"), 1),
        ("doubts", ("a", "f6"), 2),
        ("gateway", ("g", "f7"), 3),
        ("stop", ("x", "f8"), 4),
    ),
    *_on(
        Place.OUTBOX,
        ("open", ("enter",), 1),
        ("was_sent", ("1",), 2),
        ("not_sent", ("2",), 3),
        ("withdraw", ("x", "f8"), 4),
        ("resume", ("r", "f5"), 5),
    ),
    *_on(
        Place.REVIEW,
        ("tomorrow", ("1", "t"), 1),
        ("hand", ("2", "h"), 2),
        ("close", ("3", "x"), 3),
        ("write", ("4", "w"), 4),
        ("notice", ("5", "n"), 7),
        ("bake", ("6", "p"), 8),
        ("report", ("8", "o"), 10),
        ("ready", ("9", "d"), 11),
        ("requests", ("7", "k"), 9),
        ("open", ("enter",), 5),
        ("select", ("space",), 0),
        ("select_all", ("a",), 0),
    ),
    *_on(Place.BAKE, ("open", ("enter",), 1)),
    *_on(Place.CHAT, ("next", ("tab", "right"), 1), ("previous", ("shift+tab", "left"), 2)),
    *_on(
        Place.REPORT,
        ("write", ("w", "4"), 1),
        ("older", ("left", "shift+tab"), 2),
        ("newer", ("right", "tab"), 3),
    ),
    *_on(
        Place.READY,
        ("open", ("enter",), 1),
        ("next_channel", ("tab", "right"), 2),
        ("previous_channel", ("shift+tab", "left"), 0),
        ("checks", ("c", "f5"), 3),
        ("sheet", ("w", "4"), 4),
    ),
    *_on(
        Place.NOTICE,
        ("post", ("enter", "f5"), 1),
        ("select", ("space",), 2),
        ("all", ("a", "f6"), 3),
        ("copy", ("c", "f3"), 4),
        ("write", ("w", "f4"), 5),
        ("next_kind", ("tab", "right"), 7),
        ("previous_kind", ("shift+tab", "left"), 0),
        ("until", ("t", "f7"), 8),
        ("filter", ("f", "f8"), 9),
        ("words", ("l", "f9"), 10),
        ("down", ("j", "ctrl+down"), 0),
        ("up", ("k", "ctrl+up"), 0),
    ),
    *_on(
        Place.WELCOME,
        ("import", ("1", "enter", "f"), 1),
        ("demo_jeju", ("2",), 2),
        ("demo_agency", ("3",), 3),
        ("demo_cake", ("4",), 4),
        ("demo_cafe", ("5", "c"), 5),
        ("settings", ("6", "s"), 6),
        ("profile", ("7", "p"), 7),
        ("language", ("8", "l"), 8),
    ),
    Command(
        "common.undo",
        (
            Place.BOARD,
            Place.COUNTER,
            Place.CONTACT,
            Place.REVIEW,
            Place.NOTICE,
            Place.DEPOSITS,
            Place.APART,
            Place.OUTAGE,
            Place.LOST,
        ),
        ("u", "f12"),
        6,
    ),
    Command(
        "common.unwatch",
        (Place.BOARD, Place.COUNTER, Place.CONTACT, Place.REVIEW, Place.DEPOSITS),
        ("asterisk",),
    ),
    Command("common.back", (Place.EVERYWHERE,), ("escape",), 90),
    Command("common.help", (Place.EVERYWHERE,), ("question_mark", "f1"), 95),
    Command("common.palette", (Place.EVERYWHERE,), ("f2",), 0, palette=False),
    Command("common.quit", (Place.BOARD, Place.COUNTER, Place.WELCOME), ("q", "f10"), 96),
    *_outcomes(),
)

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}


def commands_at(place: Place) -> list[Command]:
    """The commands that work at `place`, in footer order."""
    here = [c for c in COMMANDS if place in c.places or Place.EVERYWHERE in c.places]
    return sorted(here, key=lambda command: command.footer or 99)


def keys_of(command: Command, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """The command's keys after the user's keymap ("id" = "key,key"), without their twins."""
    own = keymap.get(command.id)
    return tuple(key.strip() for key in own.split(",")) if own else command.keys


def with_twins(keys: Iterable[str]) -> tuple[str, ...]:
    """Every letter key with its jamo: what arrives when the Korean input method is on."""
    found: dict[str, None] = {}
    for key in keys:
        found[key] = None
        jamo = twin(key) if len(key) == 1 else None
        if jamo:
            found[jamo] = None
    return tuple(found)


_NAMES = {
    "enter": "Enter", "escape": "Esc", "space": "Space", "tab": "Tab", "shift+tab": "⇧Tab",
    "ctrl+s": "Ctrl+S", "ctrl+down": "Ctrl+↓", "ctrl+up": "Ctrl+↑",
    "slash": "/", "full_stop": ".", "plus": "+", "comma": ",", "question_mark": "?", "equals_sign": "=",
    "minus": "-", "asterisk": "*",
    "left": "←", "right": "→", "up": "↑", "down": "↓",
}  # fmt: skip


def shown(key: str) -> str:
    """A key as people read it: `slash` is "/"."""
    return _NAMES.get(key) or (key.upper() if len(key) > 1 and key[0] == "f" else key)


def types(key: str) -> bool:
    """Whether a text field that has the keys would take this one as a character."""
    return key == "space" or (len(shown(key)) == 1 and shown(key).isascii())


_MEANT = {name.lower(): key for key, name in _NAMES.items()}


def named(written: str) -> str:
    """The key that a person means, by Textual's name: "Esc" is `escape`, "/" is `slash`, "F5" is `f5`."""
    return (
        written
        if len(written) == 1 and written not in _MEANT
        else _MEANT.get(written.lower(), written.lower())
    )
