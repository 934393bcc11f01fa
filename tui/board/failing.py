"""What is said when something fails: the store's refusals as sentences, a crash without anybody's data."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable

from rich.text import Text

from tui.i18n import say
from tui.store.results import StoreError


def refusal(error: StoreError) -> str:
    """Why the store could not do it, as a sentence for people."""
    return say(f"store.{error.code}", **error.fields)


def crash_text(error: BaseException | None) -> Text:
    """The error's kind and the program's own lines; no values, which may be names and numbers."""
    lines = [say("board.crashed", kind=type(error).__name__)]
    if error is not None:
        for frame in traceback.extract_tb(error.__traceback__)[-6:]:
            lines.append(f"  {os.path.basename(frame.filename)}:{frame.lineno} {frame.name}")
    return Text("\n".join(lines))


class TellingErrors:
    """Store errors inside the block become a sentence, told by `tell`."""

    def __init__(self, tell: Callable[[str, str], None]) -> None:
        self._tell = tell

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, StoreError):
            self._tell(refusal(error), "late")
            return True
        return False
