"""Drives the real program on a real pseudo-terminal, and reads its screen as a person would.

POSIX only: a module that uses it says `pytestmark = needs_terminal`, which skips it elsewhere and says why.

    with Terminal([], columns=80, rows=24) as terminal:
        terminal.wait_for("손님")
        terminal.press("j", "Enter")
        assert terminal.wait_for("연락하기")
"""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

try:
    import fcntl
    import pty
    import termios
except ImportError:  # Windows
    fcntl = pty = termios = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parent.parent
needs_terminal = pytest.mark.skipif(
    pty is None, reason="drives a POSIX pseudo-terminal; this system has none"
)

KEYS = {
    "Enter": "\r", "Esc": "\x1b", "Tab": "\t", "Shift+Tab": "\x1b[Z", "Space": " ", "Backspace": "\x7f",
    "Up": "\x1b[A", "Down": "\x1b[B", "Right": "\x1b[C", "Left": "\x1b[D", "Home": "\x1b[H", "End": "\x1b[F",
    "PageUp": "\x1b[5~", "PageDown": "\x1b[6~", "Delete": "\x1b[3~",
    "F1": "\x1bOP", "F2": "\x1bOQ", "F3": "\x1bOR", "F4": "\x1bOS", "F5": "\x1b[15~", "F6": "\x1b[17~",
    "F7": "\x1b[18~", "F8": "\x1b[19~", "F9": "\x1b[20~", "F10": "\x1b[21~",
    **{f"Ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}  # fmt: skip
# Sequences that terminals take in silence and pyte would print: private modes asked for ("$p"), the
# kitty keyboard ("CSI > 1 u"), device strings, and cursor shapes ("CSI 2 SP q").
_SILENT = re.compile(
    rb"\x1b\[[<>=][0-9;:]*[ -/]*[@-~]|\x1b\[\??[0-9;:]*[ -/]+[@-~]|\x1b\[\?[0-9;]*u|\x1b[P_^X][^\x1b]*\x1b\\"
)
# Makes the terminal the program's own, so that taking it away hangs up; then becomes the program.
_TAKE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""
_UNFINISHED = re.compile(rb"\x1b(\[[0-?]*[ -/]*|[P_^X\]][^\x07\x1b]*\x1b?)?$")


class Terminal:
    """One run of sonnim with a keyboard and a screen.  Leaving the `with` block kills what still runs."""

    def __init__(
        self,
        words: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        command: Sequence[str] = (sys.executable, "-m", "tui"),
    ) -> None:
        """`words` go to the program; `environment` is added to the present one; `command` is what runs."""
        import pyte

        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._changed = threading.Condition()
        self._raw = bytearray()
        self._rest = b""
        self._open = True
        self._master, slave = pty.openpty()
        self._size(columns, rows)
        self.before = termios.tcgetattr(slave)
        """The terminal's modes at the start; `modes` after the end should be the same."""
        self._slave = slave
        self.process = subprocess.Popen(
            [sys.executable, "-ISc", _TAKE_TERMINAL, *command, *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", **(environment or {})},
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.close()

    # Keyboard

    def send(self, text: str | bytes) -> None:
        """Bytes as they would come from the keyboard or a paste."""
        os.write(self._master, text.encode() if isinstance(text, str) else text)

    def press(self, *keys: str, pause: float = 0.0) -> None:
        """Keys by name ("Enter", "Ctrl+p", "F1") or as the characters themselves, `pause` seconds apart."""
        for key in keys:
            self.send(KEYS.get(key, key))
            if pause or key == "Esc":  # an Esc followed at once by a key would be read as Alt+key
                time.sleep(pause or 0.15)

    def resize(self, columns: int, rows: int) -> None:
        with self._changed:
            self._screen.resize(rows, columns)
        self._size(columns, rows)
        os.killpg(self.process.pid, signal.SIGWINCH)

    # Screen

    @property
    def lines(self) -> list[str]:
        """The screen's lines as they stand, without trailing blanks."""
        with self._changed:
            return [self._line(self._screen.buffer[line]) for line in range(self._screen.lines)]

    def _line(self, cells: Mapping[int, Any]) -> str:
        """The text of one line.  pyte's `display` fails where half a wide character was overwritten."""
        text, behind_wide = "", False
        for column in range(self._screen.columns):
            data = cells[column].data
            if data:
                text += data
            elif not behind_wide:
                text += " "
            behind_wide = data != "" and unicodedata.east_asian_width(data[0]) in "WF"
        return text.rstrip()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def raw(self) -> bytes:
        """Every byte that the program has written."""
        with self._changed:
            return bytes(self._raw)

    @property
    def alternate(self) -> bool:
        """Whether the program shows its own screen instead of the one it was started on.

        pyte keeps one screen only: `lines` go on showing what the program drew last.
        """
        raw = self.raw
        return raw.rfind(b"\x1b[?1049h") > raw.rfind(b"\x1b[?1049l")

    @property
    def cell_attributes(self) -> list[dict[int, Any]]:
        """pyte's cells (data, fg, bg, bold, reverse …) by line and column."""
        with self._changed:
            return [dict(self._screen.buffer[line]) for line in range(self._screen.lines)]

    def wait_for(self, text: str, timeout: float = 20.0) -> str:
        """Waits until `text` stands on the screen and returns the screen; fails with what stood there."""
        return self.wait_until(lambda screen: text in screen, timeout, repr(text))

    def wait_until(
        self, holds: Callable[[str], bool], timeout: float = 20.0, wanted: str = "the condition"
    ) -> str:
        deadline = time.monotonic() + timeout
        while not holds(self.text) and (left := deadline - time.monotonic()) > 0:
            if self.process.poll() is not None:  # what it wrote last may still be on its way
                deadline = min(deadline, time.monotonic() + 0.3)
            with self._changed:
                self._changed.wait(min(left, 0.1))
        screen = self.text
        if not holds(screen):
            ended = self.process.poll()
            state = "still runs" if ended is None else f"ended with status {ended}"
            pytest.fail(f"waited {timeout} s for {wanted}; the program {state}; the screen:\n{screen}")
        return screen

    # Process

    @property
    def modes(self) -> list[Any]:
        """The terminal's modes now (termios attributes): echo and line editing among them."""
        return termios.tcgetattr(self._slave)

    def kill(self, number: int = 9) -> None:
        """Sends a signal (SIGKILL unless told) to the program alone."""
        os.kill(self.process.pid, number)

    def wait_for_exit(self, timeout: float = 20.0) -> int:
        status = self.process.wait(timeout)
        time.sleep(0.05)  # for what it wrote last
        return status

    def close(self) -> None:
        """Takes the terminal away, as closing its window does."""
        if self._open:
            self._open = False
            self._reader.join()
            os.close(self._slave)
            os.close(self._master)

    def _size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self) -> None:
        while self._open:
            if not select.select([self._master], [], [], 0.05)[0]:
                continue
            try:
                data = os.read(self._master, 65536)
            except OSError:
                data = b""
            with self._changed:
                if data:
                    self._raw += data
                    self._feed(data)
                self._changed.notify_all()
            if not data:
                return

    def _feed(self, data: bytes) -> None:
        data = self._rest + data
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        self._rest = data[cut:]
        self._stream.feed(_SILENT.sub(b"", data[:cut]))
