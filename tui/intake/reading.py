"""The way into intake: look at a file, then read it.  Both parse it in a child process under limits.

Everything here blocks; call it in a thread.  `IntakeError` is the only exception a file can cause.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from tui.domain.model import Millis
from tui.intake.plan import IntakeError, Limits, Plan, Preview
from tui.intake.records import Batch

Mapped = Mapping[str, int | str | tuple[int, ...]]
"""field → column number (from 0), header text, or several columns."""


def look(
    path: Path | str,
    *,
    now: Millis,
    mapping: Mapped | None = None,
    kind: str | None = None,
    sheet: str | None = None,
    zone: str = "Asia/Seoul",
    limits: Limits = Limits(),  # noqa: B008  frozen
) -> Preview:
    """Reads the beginning of a file and says what it is; `preview.plan` is how `read` would read it.

    `mapping` is a person's choice of columns and wins over the guesses.  Raises IntakeError.
    """
    raise IntakeError("unreadable", file=Path(path).name)


def read(
    path: Path | str,
    plan: Plan,
    *,
    limits: Limits = Limits(),  # noqa: B008  frozen
    cancel: threading.Event | None = None,
) -> Iterator[Batch]:
    """Every row of the file in batches, in order.  Setting `cancel` ends it with IntakeError("cancelled").

    Closing the iterator early stops the child.  Raises IntakeError, also in the middle of a file.
    """
    raise IntakeError("unreadable", file=Path(path).name)
