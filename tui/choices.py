"""What a person chose on the screen (their name, the shop, language, colours), kept between runs.

One `name=value` line each, in `choices.txt` beside the settings file: the settings file is the person's own
to write and is never touched by the program, and wins over this one.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

NAMES = (
    *("staff", "shop", "shop_phone", "shop_instagram", "shop_web", "owner"),
    *("language", "theme", "profile", "bell"),
)
_FILE = "choices.txt"
_LONGEST = 200


def recall(folder: Path) -> dict[str, str]:
    """The choices kept in `folder`; {} where there are none or they cannot be read."""
    try:
        lines = (folder / _FILE).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.partition("=") for line in lines)
    return {name: value[:_LONGEST] for name, equals, value in pairs if equals and name in NAMES}


def remember(folder: Path, choices: dict[str, str]) -> None:
    """Adds to the choices in `folder`, replacing the file in one step.  OSError where that cannot be."""
    kept = {**recall(folder), **{name: " ".join(value.split()) for name, value in choices.items()}}
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=f".{_FILE}.", dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{name}={kept[name]}\n" for name in NAMES if kept.get(name))
        os.replace(name, folder / _FILE)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
