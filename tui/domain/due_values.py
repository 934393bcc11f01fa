"""A moment as the value of a suggestion: whole milliseconds, "d" behind them where only the day was said."""

from __future__ import annotations

from tui.domain.model import Millis

_DAY_ONLY = "d"


def due_value(at: Millis, has_time: bool) -> str:
    """The value for a moment; `at` is the day's midnight where no time was said."""
    return f"{at}" if has_time else f"{at}{_DAY_ONLY}"


def due_said(value: str) -> tuple[Millis, bool]:
    """(the moment, whether its time was said), the other way round."""
    return int(value.removesuffix(_DAY_ONLY)), not value.endswith(_DAY_ONLY)
