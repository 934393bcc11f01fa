"""Which other programs have a file open: what must be alone says who is in its way."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple


class Opener(NamedTuple):
    """A process, and the terminal it was started from ("" where it has none)."""

    process: int
    terminal: str


def openers(path: Path, processes: Path = Path("/proc")) -> list[Opener] | None:
    """Other processes of this person that have the file open, as far as this system can tell.

    Linux says so for all that may be looked into.  None where the system does not tell: whoever asks says so,
    and SQLite's own locks decide.
    """
    if sys.platform != "linux":
        return None
    try:
        wanted = os.stat(path)
    except OSError:
        return []
    found = []
    for entry in processes.iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid() and _has_open(entry, wanted):
            found.append(Opener(int(entry.name), _terminal(entry)))
    return sorted(found)


def _has_open(process: Path, wanted: os.stat_result) -> bool:
    try:
        handles = list((process / "fd").iterdir())
    except OSError:
        return False
    for handle in handles:
        try:
            there = handle.stat()
        except OSError:
            continue
        if (there.st_dev, there.st_ino) == (wanted.st_dev, wanted.st_ino):
            return True
    return False


def _terminal(process: Path) -> str:
    for number in ("0", "1", "2"):
        try:
            name = os.readlink(process / "fd" / number)
        except OSError:
            continue
        if name.startswith(("/dev/pts/", "/dev/tty")):
            return name
    return ""
