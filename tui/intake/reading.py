"""The way into intake: look at a file, then read it.  Both parse it in a child process under limits.

Everything here blocks; call it in a thread.  `IntakeError` is the only exception a file can cause.

`read(…, slowly=True)` is for measuring only: the child asks phonenumbers about the number of every row, with
the same result and all else as always.  It is how fast an import would be without our own numbering plan.
"""

from __future__ import annotations

import marshal
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, replace
from pathlib import Path, PurePath
from typing import Any, BinaryIO, cast

from tui.domain.model import Millis
from tui.intake.frames import pack_plan as _pack_plan
from tui.intake.frames import read_frame, unpack_batch, unpack_error, unpack_preview
from tui.intake.plan import IntakeError, Limits, Member, Plan, Preview
from tui.intake.preview import mend, remap, understood
from tui.intake.records import Batch

__all__ = [
    "IntakeError",
    "Limits",
    "Mapped",
    "Member",
    "check_path",
    "look",
    "members",
    "mend",
    "read",
    "remap",
]

Mapped = Mapping[str, int | str | tuple[int, ...]]
"""field → column number (from 0; -1 for none), header text, or several columns."""

_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from tui.intake.child import main; main()"
_PATIENCE = 0.05
_PIPE_BYTES = 1 << 20
_DEFAULT = Limits()


def look(
    path: Path | str,
    *,
    now: Millis,
    mapping: Mapped | None = None,
    kind: str | None = None,
    sheet: str | None = None,
    zone: str = "Asia/Seoul",
    member: str = "",
    password: str | None = None,
    about: Mapping[str, str] | None = None,
    limits: Limits = _DEFAULT,
) -> Preview:
    """Reads the beginning of a file and says what it is; `preview.plan` is how `read` would read it.

    `mapping` is a person's choice of columns and wins over the guesses; `about` is what a person says of the
    file (see Plan.about).  Of an archive `member` is read, which may be left out where there is only one:
    `preview.member` says which it was.  Raises IntakeError.
    """
    wish = {
        "kind": kind,
        "sheet": sheet,
        "mapping": dict(mapping or {}),
        "now": now,
        "zone": zone,
        "about": dict(about or {}),
    }
    job = {"do": "look", "wish": wish, "member": member, "password": password}
    preview = None
    for tag, payload in _answers(Path(path), job, limits, None):
        if tag == "preview":
            preview = unpack_preview(payload)
        elif preview is not None:
            batch = unpack_batch(payload, preview.kind)
            preview = replace(preview, records=(*batch.records,), ignored=(*batch.ignored,))
    if preview is None:
        raise IntakeError("crashed", file=_named(Path(path), member))
    return understood(replace(preview, file=str(path)))


def members(
    path: Path | str, *, limits: Limits = _DEFAULT, password: str | None = None
) -> tuple[Member, ...]:
    """The files in an archive, in its order; () where the file is none.  Raises IntakeError."""
    job = {"do": "members", "password": password}
    for tag, payload in _answers(Path(path), job, limits, None):
        if tag == "members":
            return tuple(Member(*member) for member in payload)
    raise IntakeError("crashed", file=Path(path).name)


def read(
    path: Path | str,
    plan: Plan,
    *,
    member: str = "",
    password: str | None = None,
    limits: Limits = _DEFAULT,
    cancel: threading.Event | None = None,
    slowly: bool = False,
) -> Iterator[Batch]:
    """Every row of the file in batches, in order.  Setting `cancel` ends it with IntakeError("cancelled").

    Closing the iterator early stops the child.  Raises IntakeError, also in the middle of a file.
    """
    whole = False
    job = {
        "do": "read",
        "plan": _pack_plan(plan),
        "slowly": slowly,
        "member": member,
        "password": password,
    }
    for tag, payload in _answers(Path(path), job, limits, cancel):
        if tag == "batch":
            batch = unpack_batch(payload, plan.kind)
            whole = batch.last
            yield batch
    if not whole:
        raise IntakeError("crashed", file=_named(Path(path), member))


def _answers(
    path: Path, job: dict[str, Any], limits: Limits, cancel: threading.Event | None
) -> Iterator[tuple[str, Any]]:
    """The child's frames; its errors and its death raised as IntakeError with the file's name."""
    check_path(path, limits)
    name = _named(path, job.get("member", ""))
    job = {**job, "path": os.fspath(path), "limits": list(astuple(limits))}
    with _child(job, limits, cancel) as (process, watch):
        assert process.stdout is not None
        while True:
            with watch:
                frame = read_frame(cast(BinaryIO, process.stdout))
            if watch.reason:
                raise IntakeError(watch.reason, file=name)
            if frame is None:
                break
            if frame[0] == "error":
                error = unpack_error(frame[1])
                raise IntakeError(error.code, **{"file": name, **error.fields})
            yield frame
        code = _death(process.wait())
        if code:
            raise IntakeError(code, file=name)


def _named(path: Path, member: str) -> str:
    """What a sentence calls the file, as Preview.name does."""
    return f"{path.name} › {PurePath(member).name}" if member else path.name


def check_path(path: Path, limits: Limits) -> None:
    """Raises IntakeError where there is no file that could be read at all."""
    try:
        found = path.stat()
    except FileNotFoundError:
        raise IntakeError("not_found", file=path.name) from None
    except (OSError, ValueError):
        raise IntakeError("unreadable", file=path.name) from None
    if stat.S_ISDIR(found.st_mode):
        raise IntakeError("is_folder", file=path.name)
    if not stat.S_ISREG(found.st_mode):
        raise IntakeError("unreadable", file=path.name)
    if not found.st_size:
        raise IntakeError("empty", file=path.name)
    if found.st_size > limits.file_bytes:
        raise IntakeError("too_large", file=path.name, megabytes=found.st_size >> 20)


def _death(returncode: int) -> str:
    """The code for a child that ended without its last word; "" for a natural end."""
    if returncode in (0, 1):
        return ""
    names = {"SIGXCPU": "too_slow", "SIGKILL": "too_slow"}
    try:
        import signal

        return names.get(signal.Signals(-returncode).name, "crashed")
    except ValueError:
        return "crashed"


class _Watch:
    """Kills the child when asked to stop, or when it has been silent too long while it is waited for."""

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
            self._process.kill()
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
                self._process.kill()
                return

    def end(self) -> None:
        self._over.set()
        self._thread.join()


@contextmanager
def _child(
    job: dict[str, Any], limits: Limits, cancel: threading.Event | None
) -> Iterator[tuple[subprocess.Popen[bytes], _Watch]]:
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
        raise IntakeError("no_child", file=Path(job["path"]).name) from None
    watch = _Watch(process, limits, cancel)
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        _widen(process.stdout.fileno())
        try:
            with process.stdin:
                process.stdin.write(marshal.dumps(job, 2))
        except OSError:
            pass  # it died at once; its end says why
        yield process, watch
    finally:
        watch.end()
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _widen(descriptor: int) -> None:
    """A pipe of a megabyte, so that the child can read on while the parent writes to the database."""
    try:
        import fcntl

        fcntl.fcntl(descriptor, getattr(fcntl, "F_SETPIPE_SZ", -1), _PIPE_BYTES)
    except (ImportError, OSError, ValueError):
        return
