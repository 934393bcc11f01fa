"""Which of a customer's routes is on the contact screen."""

from __future__ import annotations

from collections.abc import Sequence

from tui.domain.routes import RouteChoice
from tui.domain.words import Route


class RouteCursor:
    """Stays on the route that is shown, though a minute later the routes may be in another order.

    `at` is its place among the choices when it was shown last, or where it is to be shown next.
    """

    def __init__(self, steps: int = 0) -> None:
        """`steps`: how far from the suggested route it begins."""
        self.at = steps
        self._shown: tuple[int, Route, int | None] | None = None
        """None where `at` says which route it is to be."""

    def turn_to(self, place: int) -> None:
        """Round, where there are fewer choices."""
        self.at, self._shown = place, None

    def place(self, case_id: int, choices: Sequence[RouteChoice]) -> int:
        """Where the route stands among the choices for this case now; 0 where there are none."""
        keys = [_key(case_id, choice) for choice in choices]
        return keys.index(self._shown) if self._shown in keys else self.at % max(1, len(keys))

    def show(self, case_id: int, choices: Sequence[RouteChoice]) -> None:
        """The route at its place is on the screen now; none where there are none, and its place is kept."""
        if choices:
            self.at = self.place(case_id, choices)
            self._shown = _key(case_id, choices[self.at])


def _key(case_id: int, choice: RouteChoice) -> tuple[int, Route, int | None]:
    return case_id, choice.route, choice.point.id if choice.point is not None else None
