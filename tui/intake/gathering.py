"""Which files are meant: by a paste of several paths, a folder, an archive."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from tui.intake.detect import refuse_known
from tui.intake.plan import IntakeError, Limits
from tui.intake.reading import check_path, members
from tui.intake.watching import UNFINISHED

MOST_FILES = 300
_PASSED_OVER = (*UNFINISHED, ".lnk", ".ini")
_MOST_LOOKED_AT = 5_000
_MOST_WORDS = 400
# What a workbook's zip begins with: no archive of files, whatever look() then says of it.
_OFFICE = (b"[Content_Types]", b"_rels/", b"docProps/", b"xl/", b"mimetype", b"word/", b"ppt/", b"customXml/")
_NAME_AT = 30
_ADDRESS = re.compile("file:", re.IGNORECASE)
"""What a path as an address begins with; an apostrophe stands for itself in it."""
_WINDOWS = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_DEFAULT = Limits()


class Found(NamedTuple):
    """A file to read, as `look` and `read` want it, or why it cannot be read as far as that is known."""

    path: Path
    member: str = ""
    refusal: IntakeError | None = None

    @property
    def text(self) -> str:
        """The path as given; of a file in an archive "archive › file"."""
        return f"{self.path} › {self.member}" if self.member else str(self.path)


def gather(texts: Iterable[str | Path], *, limits: Limits = _DEFAULT) -> tuple[Found, ...]:
    """The files meant by some paths, each once: of a folder those in it and in its folders (sorted; without
    hidden and unfinished ones), of an archive its members.  Blocks; call it in a thread.  Never raises.
    """
    found: dict[tuple[Path, str], Found] = {}
    for text in texts:
        path = Path(text)
        for one in _of_folder(path, limits) if _is_folder(path) else _of_file(path, limits):
            found.setdefault((one.path, one.member), one)
    return tuple(found.values())


def files_in(places: Iterable[Path]) -> list[Path]:
    """The files themselves, and those in the folders among `places`; what is not there now is left out."""
    files: list[Path] = []
    for place in places:
        files += sorted(_files(place, deeper=True)) if _is_folder(place) else [place]
    return files


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _of_folder(folder: Path, limits: Limits) -> Iterator[Found]:
    if not folder.name:  # "." and "/" have none that a sentence could use
        folder = folder.resolve()
    files = sorted(_files(folder, deeper=True))
    if not files:
        yield Found(folder, "", IntakeError("empty_folder", file=folder.name))
    for path in files[:MOST_FILES]:
        yield from _of_file(path, limits)
    if len(files) > MOST_FILES:
        yield Found(folder, "", IntakeError("too_many_files", file=folder.name, most=MOST_FILES))


def _files(folder: Path, *, deeper: bool) -> Iterator[Path]:
    try:
        entries = [entry for _, entry in zip(range(_MOST_LOOKED_AT), folder.iterdir(), strict=False)]
    except OSError:
        return
    for entry in entries:
        name = entry.name.lower()
        if name.startswith((".", "~$")) or name.endswith(_PASSED_OVER):
            continue
        try:
            mode = entry.stat().st_mode
        except OSError:
            continue
        if stat.S_ISREG(mode):
            yield entry
        elif stat.S_ISDIR(mode) and deeper and not entry.is_symlink():
            yield from _files(entry, deeper=False)


def _of_file(path: Path, limits: Limits) -> Iterator[Found]:
    try:
        check_path(path, limits)
        with path.open("rb") as stream:
            head = stream.read(128)
        refuse_known(head)
        if not head.startswith(b"PK\x03\x04") or head.startswith(_OFFICE, _NAME_AT):
            yield Found(path)
            return
        inside = members(path, limits=limits)
    except IntakeError as error:
        yield Found(path, "", IntakeError(error.code, **{"file": path.name, **error.fields}))
        return
    except OSError:
        yield Found(path, "", IntakeError("unreadable", file=path.name))
        return
    if not inside:  # a workbook, or an archive of nothing: looking at it tells
        yield Found(path)
    for member in inside:
        name = f"{path.name} › {member.name}"
        yield Found(path, member.name, IntakeError(member.code, file=name) if member.code else None)


def dropped(text: str) -> list[str]:
    """The paths in what was typed, pasted or dropped onto a terminal, with quoting undone.

    Terminals put one or several paths there, with spaces or line ends between them: in '…' or "…", with
    backslashes before spaces, as file:// addresses, or behind PowerShell's `&`.  A name with bare spaces is
    one path where it exists; where nothing does, a line without any quoting is one path too.
    """
    paths: list[str] = []
    for line in text.splitlines():
        line = line.strip("\x00 \t\r")  # noqa: PLW2901
        if line:
            paths += [line] if exists(_plain(line)) else _of_line(line)
    return list(dict.fromkeys(_plain(path) for path in paths if path))


def names_files(text: str) -> bool:
    """Whether anything that a paste names is there; cells copied from a table are not."""
    return any(map(exists, dropped("\n".join(text.split("\n")[:MOST_FILES]))))


def quoted(path: str) -> str:
    """A path in quotes, so that `dropped` finds it again among others."""
    if "'" not in path:
        return f"'{path}'"
    escaped = re.sub(r"([\"\\$`])", r"\\\1", path)
    return f'"{escaped}"'


def _of_line(line: str) -> list[str]:
    words = _words(line)
    bare = not re.search(r"[\"'`]|file:", line) and ("\\" not in line or _WINDOWS.match(line) is not None)
    if words[0] == "&":
        words = words[1:]
    if not bare or len(words) > _MOST_WORDS:
        return words
    joined: list[str] = []
    at = 0
    while at < len(words):
        # The longest run of words that is the name of something, else one word.
        ends = (end for end in range(min(len(words), at + 20), at, -1) if exists(" ".join(words[at:end])))
        end = next(ends, at + 1)
        joined.append(" ".join(words[at:end]))
        at = end
    return joined if any(map(exists, joined)) else [line]


def _words(line: str) -> list[str]:
    """Cut at spaces that are neither quoted nor escaped."""
    words: list[str] = []
    word: list[str] | None = None
    at = 0
    while at < len(line):
        character = line[at]
        at += 1
        if character in " \t":
            if word is not None:
                words.append("".join(word))
            word = None
            continue
        if word is None:
            word = []
        if character in "'\"" and not (character == "'" and _ADDRESS.match("".join(word))):
            end = line.find(character, at)
            while end > 0 and character == '"' and line[end - 1] == "\\" and not _WINDOWS.match(line[at:]):
                end = line.find(character, end + 1)
            end = len(line) if end < 0 else end
            inside = line[at:end]
            if character == '"' and not _WINDOWS.match(inside):
                inside = re.sub(r"\\([\"\\$`])", r"\1", inside)
            word.append(inside)
            at = end + 1
            if character == "'" and line[at : at + 1] == "'":  # PowerShell's '' inside '…'
                word.append("'")
        elif (
            character == "\\" and at < len(line) and not _WINDOWS.match("".join(word) + line[at - 1 : at + 1])
        ):
            word.append(line[at])
            at += 1
        else:
            word.append(character)
    if word is not None:
        words.append("".join(word))
    return words


def _plain(path: str) -> str:
    if path.lower().startswith("file:"):
        path = unquote(urlsplit(path.replace("#", "%23").replace("?", "%3F")).path)
        if _WINDOWS.match(path[1:]):
            path = path[1:]
    if path.startswith("~") and "\x00" not in path and not exists(path):
        return os.path.expanduser(path)
    return path


def exists(path: str) -> bool:
    """Whether there is a file or folder of that name; False for what can be no name."""
    try:
        return os.path.exists(path)
    except (OSError, ValueError):
        return False
