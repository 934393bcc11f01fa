"""Copying text where the person can paste it: the computer's own clipboard, tmux, or the terminal's (OSC 52).

Which way works is read from the environment.  Over SSH the clipboard of the far computer is of no use, so
the terminal is asked to take the text.  Whether a terminal obeyed cannot be known; `Copied.trusted` says
so, and the text must then stay on the screen to be selected by hand.
"""

from __future__ import annotations

import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tui.i18n import say


class How(StrEnum):
    """The way a text was copied; NOWHERE: it can only be selected on the screen."""

    LOCAL = "local"
    TMUX = "tmux"
    SCREEN = "screen"
    TERMINAL = "terminal"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Copied:
    """`trusted` only where the clipboard itself confirmed."""

    how: How
    trusted: bool


# Terminals take about 100,000 base64 characters; GNU screen passes strings on in pieces.
_LONGEST = 74_000
_SCREEN_PIECE = 240
_TMUX_SECONDS = 2


def ways(environment: Mapping[str, str], platform: str) -> tuple[How, ...]:
    """The ways worth trying, best first; NOWHERE is always the last."""
    far = any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))
    terminal = environment.get("TERM", "")
    desktop = (
        platform in ("darwin", "win32")
        or bool(environment.get("WSL_DISTRO_NAME"))
        or any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    )
    found: list[How] = []
    if desktop and not far:
        found.append(How.LOCAL)
    if environment.get("TMUX"):
        found.append(How.TMUX)
    elif environment.get("STY"):
        found.append(How.SCREEN)
    elif terminal not in ("linux", "dumb", "") or platform == "win32":
        found.append(How.TERMINAL)
    return (*found, How.NOWHERE)


def terminal_sequence(text: str, how: How) -> str:
    """What asks the terminal to take `text` (OSC 52), wrapped for what stands between; "" if too long."""
    payload = b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if len(payload) > _LONGEST:
        return ""
    plain = f"\x1b]52;c;{payload}\x07"
    if how is How.TMUX:
        return "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if how is How.SCREEN:
        pieces = (plain[at : at + _SCREEN_PIECE] for at in range(0, len(plain), _SCREEN_PIECE))
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return plain


def copy(
    text: str,
    write: Callable[[str], object],
    environment: Mapping[str, str] | None = None,
    platform: str = sys.platform,
) -> Copied:
    """Copies `text` the best way there is.  `write` sends a sequence to the terminal unchanged.

    May wait for another program for some seconds: call it in a thread.  Never raises.
    """
    for how in ways(os.environ if environment is None else environment, platform):
        if how is How.LOCAL and _copied_locally(text):
            return Copied(how, trusted=True)
        if how is How.TMUX:
            # load-buffer -w (tmux 3.2) fills tmux's buffer and hands the text on to the outer terminal, also
            # where tmux ignores the sequences of programs, which it does unless told otherwise.
            in_buffer = _copied_in_tmux(text)
            if not in_buffer:
                _send(text, how, write)
            return Copied(how, trusted=False)
        if how in (How.SCREEN, How.TERMINAL) and _send(text, how, write):
            return Copied(how, trusted=False)
    return Copied(How.NOWHERE, trusted=False)


def _send(text: str, how: How, write: Callable[[str], object]) -> bool:
    sequence = terminal_sequence(text, how)
    if not sequence:
        return False
    try:
        write(sequence)
    except (OSError, ValueError):
        return False
    return True


def _copied_locally(text: str) -> bool:
    try:
        import pyperclip

        pyperclip.copy(text)
    except (ImportError, OSError, ValueError, RuntimeError):  # PyperclipException is a RuntimeError
        return False
    return True


def _copied_in_tmux(text: str) -> bool:
    try:
        done = subprocess.run(
            ["tmux", "load-buffer", "-w", "-"],
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_TMUX_SECONDS,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def sentence(copied: Copied) -> str:
    """Where the text went, and what to do if that cannot be known."""
    return say(f"messages.copied_{copied.how}")
