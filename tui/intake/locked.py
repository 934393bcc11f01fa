"""Workbooks with a password → the same workbook without it, in memory only.

The password stays in the child process: it is in no argument, no file, no exception and no answer.
"""

from __future__ import annotations

import io
from typing import Any, BinaryIO

from tui.intake.plan import IntakeError

_DEFAULT = "VelvetSweatshop"
"""What Excel locks workbooks with that may be read by everybody, and tries before it asks."""


def unlocked(stream: BinaryIO, password: str | None, most: int) -> io.BytesIO:
    """The workbook inside an encrypted one, at most `most` bytes.

    Raises IntakeError: password_needed, password_wrong, encrypted_unknown (nothing but the program that
    locked it opens it), damaged, or too_big.
    """
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import InvalidKeyError

    try:
        stream.seek(0)
        book: Any = OfficeFile(stream)
        old = book.format == "xls97"
        if old:
            _keep_off_the_disk()
    except MemoryError:
        raise
    except Exception:  # whatever the library raises over a scheme it does not know
        raise IntakeError("encrypted_unknown") from None
    for key in (password, _DEFAULT):
        if not key:
            continue
        out = _Within(most)
        try:
            book.load_key(password=key) if old else book.load_key(password=key, verify_password=True)
            book.decrypt(out)
        except InvalidKeyError:
            continue
        except (IntakeError, MemoryError):
            raise
        except Exception:  # a scheme or a container it does not understand: no name for each of them
            raise IntakeError("encrypted_unknown") from None
        out.seek(0)
        return out
    raise IntakeError("password_wrong" if password else "password_needed")


def is_locked(stream: BinaryIO) -> bool:
    """Whether an old workbook has a password; nothing but its inside tells."""
    from msoffcrypto import OfficeFile

    try:
        stream.seek(0)
        return bool(OfficeFile(stream).is_encrypted())
    except MemoryError:
        raise
    except Exception:  # a broken one: no lock that could be opened
        return False


class _Within(io.BytesIO):
    """Memory that refuses to hold more than so many bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self._most:
            raise IntakeError("too_big")
        return super().write(data)


def _keep_off_the_disk() -> None:
    """Makes the library, which puts an unlocked .xls into a temporary file, use memory instead."""
    from types import SimpleNamespace

    from msoffcrypto.format import xls97

    xls97.tempfile = SimpleNamespace(TemporaryFile=io.BytesIO)
