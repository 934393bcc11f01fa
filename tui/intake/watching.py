"""Watching files that another program rewrites: which have changed, and are at rest so that they are whole.

A till writes its export in place, a download grows, an editor swaps a new file in.  A file is taken when it
has stood still for a moment, nobody has it open for writing (as far as the system tells), and it ends as a
whole file of its kind does; any other is taken only after it has stood still for much longer.  Nothing here
reads more than a file's last bytes.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SETTLED_SECONDS = 0.3
"""How long a file must not have changed; writers that pause longer are caught by what they leave open, or by
how their file ends."""
DOUBTFUL_SECONDS = 3.0
"""The same for a file that somebody has open, a text without a line end, or an archive without its end: most
are still being written."""
LOOK_SECONDS = 0.15
"""How often to look, so that a change is taken in within a second."""

_TAIL_BYTES = 66_000
_ARCHIVE_END = b"PK\x05\x06"
UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp")
"""Endings of what is still being written, and gets its own name when it is whole."""

Mark = tuple[int, int, int]
"""Size, nanoseconds of the last change, and which file it is: another file under the same name differs."""


@dataclass(slots=True)
class _Seen:
    mark: Mark
    since: float


class Watcher:
    """Looks at files again and again.  `list_files` names them anew each time: a folder gets new ones."""

    def __init__(self, list_files: Callable[[], Iterable[Path]]) -> None:
        self._list_files = list_files
        self._seen: dict[Path, _Seen] = {}
        self._taken: dict[Path, Mark] = {}

    def look(self, now: float) -> list[tuple[Path, Mark]]:
        """The files to take in now, with the mark to give to `taken`.  `now` is in seconds, ever growing."""
        ready = []
        present = set()
        for path in self._list_files():
            mark = mark_of(path)
            if mark is None or path.name.lower().endswith(UNFINISHED):
                continue
            present.add(path)
            seen = self._seen.get(path)
            if seen is None or seen.mark != mark:
                self._seen[path] = _Seen(mark, now)
                continue
            if self._taken.get(path) == mark or now - seen.since < SETTLED_SECONDS:
                continue
            if now - seen.since >= DOUBTFUL_SECONDS or ends_whole(path):
                ready.append((path, mark))
        for gone in self._seen.keys() - present:
            del self._seen[gone]
        return ready

    def taken(self, path: Path, mark: Mark) -> None:
        """The file with this mark has been dealt with; it is due again when it changes."""
        self._taken[path] = mark


def mark_of(path: Path) -> Mark | None:
    """How a file is told from its later self; None for what is no readable file with something in it."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode) or not found.st_size:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def ends_whole(path: Path) -> bool:
    """Whether the file ends as a whole one does: a text with a line end, a workbook with its directory.

    A file that cannot be opened, or that somebody has open for writing, is still held by its writer.
    """
    try:
        with path.open("rb") as stream:
            if _has_writer(stream.fileno()):
                return False
            head = stream.read(8)
            stream.seek(0, os.SEEK_END)
            stream.seek(max(0, stream.tell() - _TAIL_BYTES))
            tail = stream.read()
    except OSError:
        return False
    if head.startswith(b"PK"):
        return _ARCHIVE_END in tail
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return len(tail) % 512 == 0 or len(tail) == _TAIL_BYTES
    if tail.rstrip(b" \x00").endswith((b"\n", b"\r")):
        return True
    # UTF-16 puts a NUL beside its line end; a web page ends with its last tag.
    return tail.endswith(b"\n\x00") or tail.rstrip().lower().endswith(b"</html>")


def _has_writer(descriptor: int) -> bool:
    """Whether a program has the file open for writing; False where the system does not tell (Linux does).

    Linux grants a lease for reading only where nobody writes.  It is given back at once; whoever wants to
    write in that moment waits for it, and the signal that tells us is one that does nothing.
    """
    try:
        import fcntl
        import signal

        set_lease, set_signal = fcntl.F_SETLEASE, fcntl.F_SETSIG
    except (ImportError, AttributeError):
        return False
    try:
        fcntl.fcntl(descriptor, set_signal, signal.SIGURG)
        fcntl.fcntl(descriptor, set_lease, fcntl.F_RDLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    with suppress(OSError):
        fcntl.fcntl(descriptor, set_lease, fcntl.F_UNLCK)
    return False
