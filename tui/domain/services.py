"""Whether a service that was down seems to answer again.

One good answer is not enough: what comes back flickers.  And a service that answers is not proof that its
messages arrive, so nothing follows from it but a word to the people, who decide.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.domain.model import MINUTE, Millis

IN_A_ROW = 3
"""Good answers, one after the other, before anything is said."""
APART: Millis = MINUTE
"""Between two questions to the same service."""


class Pulse(NamedTuple):
    """What is known of one service.  `since` is when the good answers in a row began, None while there is
    none; `asked_at` None before the first question."""

    asked_at: Millis | None = None
    since: Millis | None = None
    good: int = 0

    def due(self, now: Millis) -> bool:
        """Whether it may be asked again.  Also where the clock was set back behind the last question."""
        return self.asked_at is None or not 0 <= now - self.asked_at < APART

    @property
    def again(self) -> bool:
        """Whether it seems to answer again."""
        return self.good >= IN_A_ROW

    def after(self, answered: bool, now: Millis) -> Pulse:
        """With one more answer, or one more silence."""
        if not answered:
            return Pulse(now)
        return Pulse(now, self.since if self.since is not None else now, self.good + 1)
