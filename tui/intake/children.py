"""The child processes that parse files, seen from the parent: started, watched, ended, kept for the next job.

A child that has loaded its modules does each job in a process of its own (child.py).  One that has ended its
job well is kept for a while: a folder of small files would else wait most of its time for programs to start.
"""

from __future__ import annotations

import atexit
import marshal
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from tui.intake.frames import LENGTH_BYTES, read_frame
from tui.intake.plan import IntakeError, Limits

_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from tui.intake.child import main; main()"
_PATIENCE = 0.05
_PIPE_BYTES = 1 << 20
_FAREWELL_SECONDS = 2.0
_KEPT_SECONDS = 10.0
"""How long a child is kept; it ends itself somewhat later (child.IDLE_SECONDS)."""
_KEPT_FILE_BYTES = 4 << 20
"""Children that have read a larger file end with it: beside that a start costs nothing.  One that has looked
at it is kept: reading it comes next."""
_SIGNAL_BASE = 128

_kept: list[tuple[float, subprocess.Popen[bytes]]] = []
_keeping = threading.Lock()


class Child:
    """One job under way.  `frames` are its answers; when they have ended well the child is kept."""

    def __init__(
        self, process: subprocess.Popen[bytes], limits: Limits, cancel: threading.Event | None
    ) -> None:
        self.process = process
        self.done = False
        self._watch = _Watch(process, limits, cancel)

    def frames(self) -> Iterator[tuple[str, Any]]:
        """Until the job is done.  Raises IntakeError, without a name, where it does not come to that."""
        stream = cast(BinaryIO, self.process.stdout)
        while True:
            with self._watch:
                frame = read_frame(stream)
            if self._watch.reason:
                raise IntakeError(self._watch.reason)
            if frame is None:
                code = _death(self.process.wait())
                if code:
                    raise IntakeError(code)
                return
            if frame[0] == "done":
                self.done = True
                return
            yield frame

    def end(self) -> None:
        """No more is wanted of this job."""
        self._watch.end()
        if not self.done or self._watch.reason or not _keep(self.process):
            _end(self.process)


@contextmanager
def child(job: dict[str, Any], limits: Limits, cancel: threading.Event | None, size: int) -> Iterator[Child]:
    """A child at work on the job, about a file of `size` bytes.  Raises IntakeError("no_child")."""
    data = marshal.dumps(job, 2)
    data = len(data).to_bytes(LENGTH_BYTES, "big") + data
    process = _kept_one()
    if process is None or not _tell(process, data):
        process = _start()
        _tell(process, data)  # where it has died at once its end says why
    working = Child(process, limits, cancel)
    try:
        yield working
    finally:
        working.done = working.done and (size <= _KEPT_FILE_BYTES or job["do"] != "read")
        working.end()


def _start() -> subprocess.Popen[bytes]:
    # Isolated and without site: it starts in half the time and takes nothing from the user's environment.
    root = str(Path(__file__).resolve().parents[2])
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", _BOOT]
    command += dict.fromkeys([root, *(entry for entry in sys.path if entry and Path(entry).is_absolute())])
    # Its own session: a Ctrl-C in the terminal is the parent's to answer.
    options: dict[str, Any] = (
        {"creationflags": 0x08000000} if os.name == "nt" else {"start_new_session": True}
    )
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options
        )
    except OSError:
        raise IntakeError("no_child") from None
    _widen(cast(BinaryIO, process.stdout).fileno())
    return process


def _tell(process: subprocess.Popen[bytes], data: bytes) -> bool:
    stdin = cast(BinaryIO, process.stdin)
    try:
        stdin.write(data)
        stdin.flush()
    except OSError:
        return False
    return True


def _kept_one() -> subprocess.Popen[bytes] | None:
    with _keeping:
        since, process = _kept.pop() if _kept else (0.0, None)
    if process is None:
        return None
    if process.poll() is None and time.monotonic() - since < _KEPT_SECONDS:
        return process
    _end(process)
    return None


def _keep(process: subprocess.Popen[bytes]) -> bool:
    with _keeping:
        if _kept or process.poll() is not None:
            return False
        _kept.append((time.monotonic(), process))
    return True


@atexit.register
def _end_kept() -> None:
    with _keeping:
        ended = [process for _, process in _kept]
        _kept.clear()
    for process in ended:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends it and whatever it has at work: it is told to, and made to where it does not listen."""
    with suppress(OSError):
        cast(BinaryIO, process.stdin).close()
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_FAREWELL_SECONDS)
        except subprocess.TimeoutExpired:
            with suppress(OSError):
                os.killpg(process.pid, 9) if os.name == "posix" else process.kill()
    process.wait()
    cast(BinaryIO, process.stdout).close()


def _death(returncode: int) -> str:
    """The code for a child that ended without its last word; "" for a natural end."""
    if returncode in (0, 1):
        return ""
    names = {"SIGXCPU": "too_slow", "SIGKILL": "too_slow"}
    try:
        import signal

        number = -returncode if returncode < 0 else returncode - _SIGNAL_BASE
        return names.get(signal.Signals(number).name, "crashed")
    except ValueError:
        return "crashed"


class _Watch:
    """Ends the child when asked to stop, or when it has been silent too long while it is waited for."""

    def __init__(
        self, process: subprocess.Popen[bytes], limits: Limits, cancel: threading.Event | None
    ) -> None:
        self.reason = ""
        self._process = process
        self._patience = limits.wait_seconds
        self._cancel = cancel
        self._since: float | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="intake-watch", daemon=True)
        self._thread.start()

    def __enter__(self) -> None:
        if self._cancel is not None and self._cancel.is_set():
            self.reason = "cancelled"
            self._process.terminate()
        self._since = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self._since = None

    def _run(self) -> None:
        while not self._over.wait(_PATIENCE):
            since = self._since
            if self._cancel is not None and self._cancel.is_set():
                self.reason = self.reason or "cancelled"
            elif since is not None and time.monotonic() - since > self._patience:
                self.reason = self.reason or "too_slow"
            if self.reason:
                self._process.terminate()
                return

    def end(self) -> None:
        self._over.set()
        self._thread.join()


def _widen(descriptor: int) -> None:
    """A pipe of a megabyte, so that the child can read on while the parent writes to the database."""
    try:
        import fcntl

        fcntl.fcntl(descriptor, getattr(fcntl, "F_SETPIPE_SZ", -1), _PIPE_BYTES)
    except (ImportError, OSError, ValueError):
        return
