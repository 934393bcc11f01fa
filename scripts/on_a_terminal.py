"""Times a full-screen program on a pseudo-terminal: from start to a picture, from a key to its frame.

POSIX only.  All times are milliseconds of the monotonic clock, taken in this process:

  start   from just before the program's process is made to the read that completes the awaited text
  frame   from writing a key to the read that holds the first end of a synchronized update after it
  last    from writing a key to the last byte before the program has been quiet for `QUIET` seconds

Keys come a quiet gap and a random moment of thought apart, so that they do not fall into step with the
program's own timers; what the program asks its terminal is answered at once, so that it waits for nothing.
"""

from __future__ import annotations

import os
import random
import re
import select
import signal
import struct
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

COLUMNS, ROWS = 120, 40
QUIET = 0.08
PATIENCE = 60.0
KEYS = {"down": b"\x1b[B", "page down": b"\x1b[6~", "home": b"\x1b[H", "backspace": b"\x7f", "enter": b"\r",
        "escape": b"\x1b"}  # fmt: skip
_FRAME_END = b"\x1b[?2026l"
_ASKED = re.compile(
    rb"\x1b\[\?(?P<mode>\d+)\$p|\x1b\[(?P<kind>[>=]?)0?c|\x1b\[\?(?P<kitty>u)|\x1b\[(?P<status>[56])n"
)
_ESCAPE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]"
    rb"|[\x00-\x09\x0b-\x1f\x7f]"
)


def _answer(asked: re.Match[bytes]) -> bytes:
    if mode := asked["mode"]:  # synchronized updates are known and off; of everything else nothing is known
        return b"\x1b[?%s;%d$y" % (mode, 2 if mode == b"2026" else 0)
    if asked["status"]:
        return b"\x1b[0n" if asked["status"] == b"5" else b"\x1b[1;1R"
    if asked["kitty"]:
        return b"\x1b[?0u"
    return {b"": b"\x1b[?62;22c", b">": b"\x1b[>1;4000;0c", b"=": b"\x1bP!|00000000\x1b\\"}[asked["kind"]]


@dataclass(frozen=True, slots=True)
class Pressed:
    """What followed a key: milliseconds to its frame and to its last byte, and the printed text by frame."""

    frame: float
    last: float
    frames: tuple[tuple[float, str], ...]

    def shown(self, *words: str) -> float:
        """Milliseconds to the end of the frame by which all `words` had been printed since the key."""
        so_far = ""
        for at, text in self.frames:
            so_far += text
            if all(word in so_far for word in words):
                return at
        raise LookupError(f"{words} were not shown; printed was: {so_far[:2000]}")


class Program:
    """One run of a full-screen program.  Leaving the `with` block ends it."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], folder: Path | None = None
    ) -> None:
        import fcntl
        import pty
        import termios

        told = {
            name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")
        }
        told.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="ko_KR.UTF-8", **environment)
        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        self.printed = ""
        self._unread = b""
        self.started = time.monotonic()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            try:  # the size is there before the program looks
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                os.chdir(folder or ".")
                os.execvpe(command[0], list(command), told)
            finally:
                os._exit(127)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, patience in ((signal.SIGTERM, 3.0), (signal.SIGKILL, 3.0)):
            os.kill(self.pid, number)
            end = time.monotonic() + patience
            while time.monotonic() < end:
                self._read(time.monotonic() + 0.02)
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self._terminal)
                    return

    def wait_for(self, text: str) -> float:
        """Milliseconds from the start to the read with which `text` was on the screen."""
        end = time.monotonic() + PATIENCE
        printed = b""
        while (read := self._read(end)) is not None:
            at, some = read
            printed += some
            if text in _plain(printed):
                return (at - self.started) * 1000
        raise TimeoutError(
            f"{text!r} was not shown within {PATIENCE} s; printed was: {_plain(printed)[-2000:]}"
        )

    def rest(self, quiet: float = 0.5, most: float = 20.0) -> None:
        """Waits until the program has written nothing for `quiet` seconds."""
        end = time.monotonic() + most
        while self._read(min(end, time.monotonic() + quiet)) is not None:
            pass

    def send(self, key: str, times: int = 1) -> None:
        """Keys that are not measured; returns when what they cause is over."""
        for _ in range(times):
            os.write(self._terminal, KEYS.get(key, key.encode()))
            self.rest(QUIET)

    def press(self, key: str, quiet: float = QUIET) -> Pressed:
        """Writes one key (by its name in KEYS, or the character) and reads all that it causes."""
        time.sleep(random.random() * 0.02)
        while self._read(time.monotonic()) is not None:
            pass
        data = KEYS.get(key, key.encode())
        start = time.monotonic()
        os.write(self._terminal, data)
        reads: list[tuple[float, bytes]] = []
        wait = 1.0
        while (read := self._read(time.monotonic() + wait)) is not None:
            reads.append(read)
            wait = quiet
        if not reads:
            raise TimeoutError(f"nothing followed the key {key!r}")
        return _pressed(start, reads)

    @property
    def memory(self) -> int:
        """Bytes of the program's own process that are in memory now (Linux)."""
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.pid}/status").read_text("utf-8"))
        return int(found[1]) * 1024 if found else 0

    def _read(self, until: float) -> tuple[float, bytes] | None:
        """The next bytes and when they came; None at `until`, or at the program's end."""
        if not select.select([self._terminal], [], [], max(0.0, until - time.monotonic()))[0]:
            return None
        at = time.monotonic()
        try:
            data = os.read(self._terminal, 1 << 20)
        except OSError:  # Linux's way to say that nobody holds the other end any more
            return None
        if not data:
            return None
        asked = self._unread + data
        end = 0
        for found in _ASKED.finditer(asked):
            os.write(self._terminal, _answer(found))
            end = found.end()
        tail = asked[max(end, len(asked) - 32) :]
        start = tail.rfind(b"\x1b")
        # A question may straddle two reads; one that was answered must not be found again.
        self._unread = tail[start:] if start >= 0 and not _ESCAPE.fullmatch(tail[start:]) else b""
        return at, data


def _plain(data: bytes) -> str:
    return _ESCAPE.sub(b"", data).decode("utf-8", "replace")


def _pressed(start: float, reads: Sequence[tuple[float, bytes]]) -> Pressed:
    """Splits what was read at the ends of synchronized updates; without any, all of it is one frame."""
    frames: list[tuple[float, str]] = []
    kept = b""
    for at, data in reads:
        kept += data
        end = kept.rfind(_FRAME_END)
        if end >= 0:
            frames.append(((at - start) * 1000, _plain(kept[: end + len(_FRAME_END)])))
            kept = kept[end + len(_FRAME_END) :]
    last = (reads[-1][0] - start) * 1000
    return Pressed(frames[0][0] if frames else last, last, tuple(frames) or ((last, _plain(kept)),))


def possible() -> bool:
    """Whether this system has pseudo-terminals."""
    return sys.platform != "win32"
