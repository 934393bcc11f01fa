"""The way into intake: look at a file, then read it.  Both parse it in a child process under limits.

Everything here blocks; call it in a thread.  `IntakeError` is the only exception a file can cause.

`read(…, slowly=True)` is for measuring only: the child asks phonenumbers about the number of every row, with
the same result and all else as always.  It is how fast an import would be without our own numbering plan.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator, Mapping
from dataclasses import astuple, replace
from pathlib import Path, PurePath
from typing import Any

from tui.domain.model import Millis
from tui.intake.children import child
from tui.intake.frames import pack_plan, unpack_batch, unpack_error, unpack_preview
from tui.intake.plan import IntakeError, Limits, Mapped, Member, Plan, Preview
from tui.intake.records import Batch

__all__ = [
    "IntakeError",
    "Limits",
    "Mapped",
    "Member",
    "check_path",
    "look",
    "members",
    "read",
]

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
    from tui.intake.preview import understood

    try:
        return understood(replace(preview, file=str(path)))
    except Exception as error:  # the first rows are read here too: a fault in that is the file's, not the end
        raise IntakeError("crashed", file=_named(Path(path), member)) from error


def members(
    path: Path | str, *, limits: Limits = _DEFAULT, password: str | None = None
) -> tuple[Member, ...]:
    """The files in an archive, in its order; () where the file is none.  Raises IntakeError."""
    job = {"do": "members", "password": password}
    inside = None
    for tag, payload in _answers(Path(path), job, limits, None):
        if tag == "members":
            inside = tuple(Member(*member) for member in payload)
    if inside is None:
        raise IntakeError("crashed", file=Path(path).name)
    return inside


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
        "plan": pack_plan(plan),
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
    size = check_path(path, limits)
    name = _named(path, job.get("member", ""))
    job = {**job, "path": os.fspath(path), "limits": list(astuple(limits))}
    error: IntakeError | None = None
    try:
        with child(job, limits, cancel, size) as working:
            # Loaded while the child is at work: `look` needs it for the answer.
            from tui.intake import preview  # noqa: F401

            for tag, payload in working.frames():
                if tag == "error":
                    error = unpack_error(payload)
                else:
                    yield tag, payload
            if error is not None:
                raise error
    except IntakeError as refused:
        raise IntakeError(refused.code, **{"file": name, **refused.fields}) from None


def _named(path: Path, member: str) -> str:
    """What a sentence calls the file, as Preview.name does."""
    return f"{path.name} › {PurePath(member).name}" if member else path.name


def check_path(path: Path, limits: Limits) -> int:
    """The file's size in bytes.  Raises IntakeError where there is no file that could be read at all."""
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
    return found.st_size
