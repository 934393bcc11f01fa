"""Fonts for pictures: those of the system that have Hangul, an open one first.

None comes with the program: Windows and macOS always have one, a Korean Linux has Noto or Nanum.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tui.domain.words import Language

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_PAIRS = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("NotoSansCJKkr-Regular.otf", "NotoSansCJKkr-Bold.otf"),
    ("NotoSansKR-Regular.otf", "NotoSansKR-Bold.otf"),
    ("NotoSansKR-Regular.ttf", "NotoSansKR-Bold.ttf"),
    ("Pretendard-Regular.otf", "Pretendard-Bold.otf"),
    ("NanumGothic.ttf", "NanumGothicBold.ttf"),
    ("NanumGothic.otf", "NanumGothicBold.otf"),
    ("NanumBarunGothic.ttf", "NanumBarunGothicBold.ttf"),
    ("AppleSDGothicNeo.ttc", "AppleSDGothicNeo.ttc"),
    ("malgun.ttf", "malgunbd.ttf"),
)
"""Files of a regular and a bold face, the better ones first."""
_COLLECTION_NAMES = {Language.KO: " KR", Language.EN: " KR", Language.JA: " JP", Language.ZH: " SC"}
"""How the members of a font for all of East Asia are called: the same letter looks another in each."""
_MOST_MEMBERS = 24
_NOWHERE = "\U0010fffe"
"""A character that no font has: it is drawn as the box that stands for what is missing."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """A regular and a bold face: (file, number within it)."""

    regular: tuple[str, int]
    bold: tuple[str, int]

    def at(self, size: int, bold: bool = False) -> FreeTypeFont:
        return _load(*(self.bold if bold else self.regular), size)


def folders() -> list[Path]:
    """Where this system keeps fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        own = [Path(local) / "Microsoft/Windows/Fonts"] if local else []
        return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", *own]
    if sys.platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    own_data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    shared = [Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]
    return [own_data / "fonts", home / ".fonts", *shared, Path("/mnt/c/Windows/Fonts")]  # the last: WSL


def typefaces(language: Language, where: Iterable[Path]) -> Iterator[Typeface]:
    """The known typefaces that are there, the better ones first; unreadable files are passed over."""
    files = _files(tuple(where))
    for names in _PAIRS:
        regular = files.get(names[0].lower())
        bold = files.get(names[1].lower(), regular)
        if regular is None or bold is None:
            continue
        try:
            yield Typeface(_member(regular, language, "Regular"), _member(bold, language, "Bold"))
        except OSError:
            continue


def has_hangul(where: Iterable[Path]) -> bool:
    """Whether one of the known typefaces with Hangul is there; told by files' names, without opening any."""
    return bool(_files(tuple(where)))


def missing(text: str, face: Typeface) -> set[str]:
    """The characters of `text` that the typeface has no picture for."""
    font = face.at(24)
    box = bytes(font.getmask(_NOWHERE))
    return {each for each in set(text) if not each.isspace() and bytes(font.getmask(each)) == box}


@cache
def _files(where: tuple[Path, ...]) -> dict[str, str]:
    wanted = {name.lower() for names in _PAIRS for name in names}
    found: dict[str, str] = {}
    for folder in where:
        for place, _, names in os.walk(folder):
            for name in names:
                if name.lower() in wanted:
                    found.setdefault(name.lower(), os.path.join(place, name))
    return found


@cache
def _load(file: str, number: int, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.FreeTypeFont(file, size, index=number)  # truetype() would look elsewhere for the name


def _member(file: str, language: Language, style: str) -> tuple[str, int]:
    """The member of a collection that is made for the language and has the style; else the first."""
    first = _load(file, 0, 24)
    if not file.lower().endswith((".ttc", ".otc")):
        return file, 0
    best, most = 0, -1
    for number in range(_MOST_MEMBERS):
        try:
            family, its_style = (first if number == 0 else _load(file, number, 24)).getname()
        except OSError:
            break
        likeness = 2 * (family or "").endswith(_COLLECTION_NAMES[language]) + (its_style == style)
        if likeness > most and not (family or "").startswith("."):
            best, most = number, likeness
    return file, best
