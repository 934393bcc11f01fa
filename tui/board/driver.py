"""Textual's driver for terminals that may be taken away: writing to one that is gone says nothing.

Textual's writing thread would end with an error there, and the program wait for ever for its queue to empty.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from textual.drivers.linux_driver import LinuxDriver

_GONE = frozenset({errno.EIO, errno.ENXIO, errno.EPIPE, errno.EBADF})


class Forgiving:
    """A file to write to, until there is nobody to read it."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with _forgiven():
            self._file.write(text)

    def flush(self) -> None:
        with _forgiven():
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


@contextmanager
def _forgiven() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _GONE:
            raise


class SturdyDriver(LinuxDriver):
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._file: Any = Forgiving(self._file)
