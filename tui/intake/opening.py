"""A file → the table in it: taken out of its archive and unlocked, as far as it has to be."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

from tui.intake.detect import Detected, detect
from tui.intake.locked import is_locked, unlocked
from tui.intake.plan import IntakeError, Limits
from tui.intake.tables import Table


@dataclass(frozen=True, slots=True)
class Opened:
    """Plain bytes of one file, what they are, and the name in the archive they came from ("" for none)."""

    stream: BinaryIO
    size: int
    found: Detected
    member: str = ""


def opened(
    stream: BinaryIO, size: int, limits: Limits, *, member: str = "", password: str | None = None
) -> Opened:
    """What is to be read of a file: of an archive its member (the only one where none is named), of a locked
    workbook the workbook.  Raises IntakeError.
    """
    # Unpacked it is held in memory, beside what is made of it.
    most = min(limits.file_bytes, limits.memory_bytes // 4)
    found = detect(stream, size)
    if found.format == "zip":
        from tui.intake.archives import Archive

        member, content = Archive(stream).take(member, password, most)
        stream, size = io.BytesIO(content), len(content)
        found = detect(stream, size)
        if found.format == "zip":
            raise IntakeError("nested_archive")
    elif member:
        raise IntakeError("no_member", member=member)
    if found.format == "encrypted":
        stream, size = _unlocked(stream, password, most)
        found = detect(stream, size)
        if found.format not in ("xlsx", "xlsb"):
            raise IntakeError("damaged")
    return Opened(stream, size, found, member)


def table_of(source: Opened, limits: Limits, password: str | None = None, *, looking: bool = False) -> Table:
    """The table in an opened file; `looking` where its first rows are enough.  Raises IntakeError."""
    try:
        return Table(source.stream, source.size, source.found, limits.memory_bytes, looking=looking)
    except IntakeError as error:
        if error.code == "password_needed":  # a lock that only the reader has noticed
            raise IntakeError("encrypted_unknown") from None
        if error.code != "damaged" or source.found.format != "xls" or not is_locked(source.stream):
            raise
    stream, size = _unlocked(source.stream, password, limits.memory_bytes // 4)
    return Table(stream, size, source.found, limits.memory_bytes)


def _unlocked(stream: BinaryIO, password: str | None, most: int) -> tuple[BinaryIO, int]:
    plain = unlocked(stream, password, most)
    return plain, plain.getbuffer().nbytes
