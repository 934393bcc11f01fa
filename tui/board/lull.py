"""What waits for a moment without keys: looking for garbage, and for what colleagues have changed."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import monotonic

_PICTURE = 0.05
"""Seconds in which a key's picture is there: nothing that can wait comes in between."""
_PAUSE = 1.0
"""Seconds without a key after which a person is looking, not typing."""
_LONGEST_WAIT = 1.0
"""Seconds after which what waits has its turn even under a held key."""
_SELDOM = 1_000


class Lull:
    """Knows when a person last did something.  `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._last_input = self._last_turn = clock()
        self._searched = True

    def disturbed(self) -> None:
        """A key or the mouse."""
        self._last_input = self._clock()
        self._searched = False

    def may_look(self) -> bool:
        """Whether it is the moment to ask for colleagues' changes; asked at every tick of a timer."""
        now = self._clock()
        if now - self._last_input < _PICTURE and now - self._last_turn < _LONGEST_WAIT:
            return False
        self._last_turn = now
        return True

    def keep_loaded(self) -> None:
        """What was loaded so far stays for good; going through it again and again is what makes a key slow.

        From now on Python looks by itself only through what is young; the rest is left to `tidy`.
        """
        gc.collect()
        gc.freeze()
        young, middle, _ = gc.get_threshold()
        gc.set_threshold(young, middle, _SELDOM)
        gc.enable()

    def tidy(self) -> None:
        """Looks for garbage: among what is young when the picture is there, everywhere in a pause."""
        quiet = self._clock() - self._last_input
        if quiet >= _PAUSE and not self._searched:
            self._searched = True
            gc.collect()
        elif _PICTURE <= quiet < _PAUSE:
            gc.collect(1)
