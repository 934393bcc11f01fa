"""The contact card: everything of one contact on one widget, from 40×12 up."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events

from tui.board import qr
from tui.board.cells import fit, wrap
from tui.board.contactview import ContactView
from tui.board.figures import large
from tui.board.widgets.lines import Line, LinesWidget, clickable
from tui.i18n import say

_OUTCOME_CELLS = 16
_BESIDE_CODE = 50
"""Cells that the words need beside a code: a number in large figures takes that much."""

ROUTE = "route:"
"""What a click on a route's tab says, before the place of the route."""


class ContactCard(LinesWidget, can_focus=True):
    """Head and outcomes stand still; what is between them scrolls where it is longer than the screen."""

    def __init__(self) -> None:
        super().__init__(id="card")
        self.view: ContactView | None = None
        self._top = self._last_top = 0

    def show(self, view: ContactView | None) -> None:
        if view != self.view:
            self.view, self._top = view, 0
            self.refresh()

    def on_key(self, event: events.Key) -> None:
        step = {"down": 1, "up": -1, "pagedown": 6, "pageup": -6}.get(event.key)
        if step is not None:
            event.stop()
            self._read_on(step)

    def on_mouse_scroll_down(self) -> None:
        self._read_on(3)

    def on_mouse_scroll_up(self) -> None:
        self._read_on(-3)

    def _read_on(self, lines: int) -> None:
        self._top = max(0, min(self._top + lines, self._last_top))
        self.refresh()

    def lines(self, width: int, height: int) -> list[Line]:
        view = self.view
        if view is None:
            return [[], [("  " + say("board.reading"), "muted")]]
        outcomes = _outcome_lines(view, width)
        room = max(0, height - 2 - len(outcomes))
        code = None
        if view.approach is not None and width >= _BESIDE_CODE + qr.SMALLEST:
            code = view.approach.code(width - _BESIDE_CODE, room)
        left = width - code.width - 1 if code else width
        head = _head_lines(view, left)[:room]
        body = [*head, *self._scrolled(_middle_lines(view, left, room), room - len(head))]
        if code is not None:
            body = _beside(body, code, left)
        rule: Line = [("─" * width, "muted")]
        return [_title_line(view, width), *body, rule, *outcomes]

    def _scrolled(self, lines: list[Line], room: int) -> list[Line]:
        """The part of the middle that is seen; its last line says that there is more."""
        self._last_top = max(0, len(lines) - room)
        self._top = min(self._top, self._last_top)
        seen = lines[self._top : self._top + room]
        if self._top < self._last_top and seen:
            seen[-1] = [("  " + say("board.more_below"), "accent")]
        return seen + [[] for _ in range(room - len(seen))]


def _title_line(view: ContactView, width: int) -> Line:
    left = view.left + " "
    return [(fit(" " + view.title, width - cell_len(left)), "title"), (left, view.left_style)]


def _head_lines(view: ContactView, width: int) -> list[Line]:
    """The orders, and the routes as tabs."""
    orders = [row for text in view.orders[:3] for row in wrap(text, width - 3)]
    lines: list[Line] = [[("  " + row, "")] for row in orders[:4]]
    tabs: Line = [(" ", "")]
    for index, (text, is_open) in enumerate(view.routes):
        chosen = index == view.choice
        style = "accent" if chosen else "" if is_open else "muted"
        tabs.append((f"[{text}]" if chosen else f" {text} ", clickable(style, f"{ROUTE}{index}")))
        tabs.append((" ", ""))
    lines.append(tabs)
    return lines


def _middle_lines(view: ContactView, width: int, room: int) -> list[Line]:
    lines: list[Line] = []
    figures = large(view.address) if view.large_address else None
    if figures and len(figures[0]) + 1 <= width and room >= 9:
        lines += [[(" " + row, "strong")] for row in figures]
        lines.append([("  " + view.address, "muted")])
    else:
        lines.append([("  " + view.address, "strong")])
    if view.reasons:
        lines += [[("  " + text, view.reasons_style)] for text in wrap(view.reasons, width - 3)[:2]]
    for text in view.suggestions:
        lines += [[("  " + row, "soon")] for row in wrap(text, width - 3)]
    for text, style in view.requests:
        lines += [[("  " + row, style)] for row in wrap(text, width - 3)]
    if view.message:
        lines += [[], [("  " + view.message_label, "muted")]]
    for text, style in view.facts:
        lines += [[("  " + row, style)] for row in wrap(text, width - 3)]
    for text, style in view.script or (((view.message, ""),) if view.message else ()):
        lines += [[("  " + row, style)] for row in wrap(text, width - 3)]
    if view.note:
        lines.append([("  " + fit(say("board.note_is", text=view.note), width - 3), "soon")])
    if view.history:
        lines.append([])
        lines += [[("  " + fit(text, width - 3), "muted")] for text in view.history]
    if view.results:
        lines.append([])
        lines += [
            [("  " + row, style or "muted")] for text, style in view.results for row in wrap(text, width - 3)
        ]
    return lines


def _beside(lines: list[Line], code: qr.Picture, left: int) -> list[Line]:
    """The code in the right corner of as many lines as it takes, each cut to `left` cells."""
    joined: list[Line] = []
    for index, line in enumerate(lines):
        if index < code.height:
            joined.append([*_cut(line, left), (" ", ""), (code.lines[index], "qr")])
        else:
            joined.append(line)
    return joined


def _cut(line: Line, width: int) -> Line:
    """The line in exactly `width` cells."""
    pieces: Line = []
    used = 0
    for text, style in line:
        size = min(cell_len(text), width - used)
        if size > 0:
            pieces.append((fit(text, size), style))
            used += size
    return [*pieces, (" " * (width - used), "")]


def _outcome_lines(view: ContactView, width: int) -> list[Line]:
    columns = max(1, width // _OUTCOME_CELLS)
    cell = width // columns
    lines: list[Line] = []
    for start in range(0, len(view.outcomes), columns):
        line: Line = []
        for outcome, key, label in view.outcomes[start : start + columns]:
            does = f"outcome.{outcome.value}"
            line += [(f" {key} ", clickable("key", does)), (fit(label, cell - 3), clickable("", does))]
        lines.append(line)
    return lines
