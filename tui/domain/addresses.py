"""Contact points as people read them."""

from __future__ import annotations

from tui.domain.model import ContactPoint
from tui.domain.phones import display
from tui.domain.words import PointKind


def address_of(point: ContactPoint | None) -> str:
    """A phone as it is dialled, a handle with its @, an address; what was written where it is unreadable."""
    if point is None:
        return ""
    if not point.value:
        return point.raw
    if point.kind is PointKind.PHONE:
        return display(point.value)
    return f"@{point.value}" if point.kind is PointKind.INSTAGRAM else point.value
