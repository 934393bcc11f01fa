"""The customers' display: ready numbers in figures that are read from across the room, nothing else.

A program of its own, for a second monitor, a tablet or a television: it reads the same database and shows
what has changed within half a second.
"""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding

from tui import i18n
from tui.board.blocks import blocks, can_draw, coloured, largest, size_of
from tui.board.cells import cells, fit
from tui.board.cleanfilter import CleanFilter
from tui.board.looks import READABLE, theme_named
from tui.board.widgets.lines import Line, LinesWidget
from tui.clock import Clock
from tui.config import Config
from tui.domain.counter import Shown, Ticket, on_display, pages
from tui.domain.model import HOUR, MINUTE
from tui.domain.policy import Policy
from tui.i18n import say_in
from tui.store.numbers import Numbers
from tui.store.results import StoreError

LOOK_SECONDS = 0.08
BEAT_SECONDS = 1.2
"""A called number changes its colour at this pace: calm enough for everybody."""
_PAGE_BEATS = 6
_SMALLEST = 2
"""The size of the smallest figures; where not all fit, they come page by page."""
_HEAD = 3
_EITHER = ("ko", "en")


class Board(LinesWidget):
    """The numbers as `show` was told them; `beat` counts up for what alternates."""

    def __init__(self) -> None:
        super().__init__(id="numbers")
        self.numbers: list[Shown] = []
        self.trouble = ""
        self.beat = 0

    def show(self, numbers: list[Shown], trouble: str = "") -> None:
        if (numbers, trouble) != (self.numbers, self.trouble):
            self.numbers, self.trouble = numbers, trouble
            self.refresh()

    def next_beat(self) -> None:
        self.beat += 1
        if any(number.called for number in self.numbers) or self._several_pages():
            self.refresh()

    def _several_pages(self) -> bool:
        return len(pages(len(self.numbers), *self._room(self.size.width, self.size.height)[1:])) > 1

    def _room(self, width: int, height: int) -> tuple[int, int, int]:
        """(size of the figures, columns, rows): as large as lets all be seen, never below the smallest."""
        length = max((len(number.number) for number in self.numbers), default=1)
        below = max(1, height - _HEAD)
        most = max(_SMALLEST, largest(length, width - 2, below - 1))
        for size in range(most, _SMALLEST, -1):
            columns, rows = _fitting(length, size, width, below)
            if columns * rows >= len(self.numbers):
                return size, columns, rows
        return _SMALLEST, *_fitting(length, _SMALLEST, width, below)

    def lines(self, width: int, height: int) -> list[Line]:
        lines = _heading(width)
        if not self.numbers:
            texts = [say_in(language, "counter.display_none") for language in _EITHER]
            lines += [[] for _ in range(max(0, (height - _HEAD - 3) // 2))]
            lines += [[(_centred(text, width), "muted")] for text in texts]
        else:
            lines += self._numbers(width, height)
        if self.trouble:
            lines = lines[: height - 1] + [[] for _ in range(height - 1 - len(lines))]
            lines.append([(fit(" " + self.trouble, width), "soon")])
        return lines

    def _numbers(self, width: int, height: int) -> list[Line]:
        size, columns, rows = self._room(width, height)
        parts = pages(len(self.numbers), columns, rows)
        at = self.beat // _PAGE_BEATS % len(parts)
        shown = [self.numbers[place] for place in parts[at]]
        if len(parts) == 1:  # what is left of the line goes to both sides
            columns = min(columns, len(shown))
        length = max(len(number.number) for number in self.numbers)
        gap = _gap(size)
        cell = size_of(length, size)[0] + gap
        margin = max(0, (width - cell * columns + gap) // 2)
        lines: list[Line] = []
        for start in range(0, len(shown), columns):
            lines += self._row(shown[start : start + columns], size, cell, margin)
        if len(parts) > 1:
            lines = lines[: height - _HEAD - 1]
            lines += [[] for _ in range(height - _HEAD - 1 - len(lines))]
            lines.append([(_centred(f"{at + 1} / {len(parts)}", width), "muted")])
        return lines

    def _row(self, numbers: list[Shown], size: int, cell: int, margin: int) -> list[Line]:
        lines: list[Line] = []
        drawn = [_drawn(number.number, size) for number in numbers]
        for row in range(size_of(1, size)[1]):
            line: Line = [(" " * margin, "")]
            for number, figures in zip(numbers, drawn, strict=True):
                line += coloured(fit(figures[row], cell), self._style(number))
            lines.append(line)
        caption: Line = [(" " * margin, "")]
        for number in numbers:
            caption.append(
                (fit(_caption(number, cell - _gap(size)), cell), "good" if number.new else "accent")
            )
        lines.append(caption)
        return lines

    def _style(self, number: Shown) -> str:
        """The newest green; a called one alternates between two colours that are both easily read."""
        if number.called and self.beat % 2:
            return "soon"
        return "good" if number.new else "strong"


def _fitting(length: int, size: int, width: int, height: int) -> tuple[int, int]:
    wide, high = size_of(length, size)
    gap = _gap(size)
    return max(1, (width - 2 + gap) // (wide + gap)), max(1, height // (high + 1))


def _gap(size: int) -> int:
    """Cells between two numbers: clearly more than between two figures of one."""
    return 2 * size + 2


def _drawn(number: str, size: int) -> tuple[str, ...]:
    if can_draw(number):
        return blocks(number, size)
    high = size_of(1, size)[1]
    return tuple(number if row == high // 2 else "" for row in range(high))


def _caption(number: Shown, room: int) -> str:
    if not (number.new or number.called):
        return ""
    code = "counter.display_new" if number.new else "counter.display_called"
    both = " · ".join(say_in(language, code) for language in _EITHER)
    korean = say_in(_EITHER[0], code)
    # Where there is no room for whole words, the colour says it alone.
    return next((text for text in (both, korean) if cells(text) <= room), "")


def _heading(width: int) -> list[Line]:
    korean, english = (say_in(language, "counter.display_heading") for language in _EITHER)
    words = f"{korean}   {english}"
    return [[], [(" " * max(0, (width - cells(words)) // 2), ""), (words, "title")], []]


def _centred(text: str, width: int) -> str:
    return fit(" " * max(0, (width - cells(text)) // 2) + text, width)


class DisplayApp(App[None]):
    CSS = "Screen { overflow: hidden; } #numbers { width: 100%; height: 100%; }"
    BINDINGS: ClassVar = [Binding("q,ㅂ,escape,ctrl+c", "leave", show=False)]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, config: Config, clock: Clock, policy: Policy) -> None:
        super().__init__()
        self._clock, self._policy = clock, policy
        self._numbers = Numbers(config.database)
        self._tickets: list[Ticket] = []
        self._minute = -1
        self._trouble = ""
        self._filters.append(CleanFilter())
        self.theme = theme_named(config.theme) or self.theme

    def get_css_variables(self) -> dict[str, str]:
        variables = super().get_css_variables()
        return variables if self.current_theme.ansi else variables | READABLE

    def compose(self) -> ComposeResult:
        yield Board()

    def on_mount(self) -> None:
        self._listen_to_signals()
        self._look()
        self.set_interval(LOOK_SECONDS, self._look)
        self.set_interval(BEAT_SECONDS, self._beat)

    def on_unmount(self) -> None:
        self._numbers.close()

    def _listen_to_signals(self) -> None:
        if sys.platform == "win32":
            return
        import asyncio

        for number in (signal.SIGTERM, signal.SIGHUP):
            with suppress(NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(number, self.exit)

    def action_leave(self) -> None:
        self.exit()

    def _look(self) -> None:
        """What the database says now; what it said last stays as long as it cannot be asked."""
        now = self._clock()
        minute = now // MINUTE
        try:
            found = self._numbers.look(now - self._policy.counter.hours * HOUR, anyway=minute != self._minute)
        except StoreError as error:
            self._trouble = i18n.say(f"store.{error.code}", **error.fields)
        else:
            self._trouble = ""
            self._minute = minute
            if found is not None:
                self._tickets = found
        self._show()

    def _beat(self) -> None:
        self.query_one(Board).next_beat()

    def _show(self) -> None:
        self.query_one(Board).show(on_display(self._tickets, self._clock(), self._policy), self._trouble)


def run_display(config: Config, clock: Clock, policy: Policy) -> int:
    """Shows the display until it is left; the exit status."""
    i18n.choose(config.language)
    app = DisplayApp(config, clock, policy)
    app.run()
    return app.return_code or 0
