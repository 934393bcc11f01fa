"""Lines that are longer than the screen: read on with the arrows, page keys, Home and End; the last line
seen says that there is more."""

from __future__ import annotations

from textual import events

from tui.board.widgets.lines import Line, LinesWidget
from tui.i18n import say

_WHEEL = 3
"""Lines for each notch of the mouse wheel."""


class PagesWidget(LinesWidget, can_focus=True):
    """Shows `content()` from a line on; back to the first one with `begin_anew`."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._top, self._count = 0, 0

    def content(self, width: int, height: int) -> list[Line]:
        """All lines in `width` cells; `height` is what can be seen at once."""
        raise NotImplementedError

    def lines(self, width: int, height: int) -> list[Line]:
        found = self.content(width, height)
        self._count = len(found)
        self._top = max(0, min(self._top, self._count - height))
        seen = found[self._top : self._top + height]
        if self._top + height < self._count and height > 1:
            seen[-1] = [(" " + say("board.more_below"), "accent")]
        return seen

    def begin_anew(self) -> None:
        self._top = 0
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        page, whole = max(1, self.size.height - 2), self._count
        step = {"down": 1, "up": -1, "pagedown": page, "pageup": -page, "home": -whole, "end": whole}
        if event.key in step:
            event.stop()
            self._read_on(step[event.key])

    def on_mouse_scroll_down(self) -> None:
        self._read_on(_WHEEL)

    def on_mouse_scroll_up(self) -> None:
        self._read_on(-_WHEEL)

    def _read_on(self, lines: int) -> None:
        last = max(0, self._count - self.size.height)
        self._top = max(0, min(last, self._top + lines))
        self.refresh()
