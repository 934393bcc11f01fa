"""A list of cases: one virtualised widget however many there are.  A lane of the board is one.

It keeps its own top and cursor and caches finished strips; moving the cursor without scrolling repaints two
rows only.  A key's own picture comes first; in the moment after it the rows around are asked for, and the
pages that the next key may show are drawn in small pieces, so that a page takes no longer than a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from tui.board.cells import fit, wrap
from tui.board.lanes import LaneOrder
from tui.board.rows import Drawable
from tui.board.widgets.lines import Line, LinesWidget, Piece

ROW_HEIGHT = 2
_MOST_STRIPS = 400
"""Finished rows that are kept, some pages: looking for garbage goes through dozens of objects for each."""
_AFTER_PICTURE = 0.015
"""Seconds after a move when its picture is there."""
_PIECE = 2
"""Rows drawn at once ahead of need: half a millisecond, for which no key has to wait long."""
_BETWEEN_PIECES = 0.002


class _View(NamedTuple):
    """A picture of the list: its first row, the cursor, the lines of the scrollbar's thumb, its width."""

    top: int
    cursor: int
    thumb: range
    width: int


class _Drawn(NamedTuple):
    """What a cached pair of strips depends on."""

    row: Drawable
    selected: bool
    bars: tuple[bool, bool]
    width: int


class RowList(LinesWidget, can_focus=True):
    """Rows of two lines each.  `row_of` gives a ready row, or None while it is being read."""

    class Moved(Message):
        """The cursor stands on another case."""

        def __init__(self, rows: RowList) -> None:
            super().__init__()
            self.rows = rows

    class Opened(Message):
        """A case was double-clicked."""

        def __init__(self, rows: RowList) -> None:
            super().__init__()
            self.rows = rows

    class Wanted(Message):
        """Rows are missing or soon will be: `ids` should be read."""

        def __init__(self, rows: RowList, ids: list[int]) -> None:
            super().__init__()
            self.rows = rows
            self.ids = ids

    def __init__(
        self,
        order: LaneOrder,
        row_of: Callable[[int], Drawable | None],
        *,
        id: str,
        known: Callable[[int], bool] | None = None,
    ) -> None:
        """`known` says cheaply whether `row_of` would give a row, and that it would be no older one."""
        super().__init__(id=id)
        self.order = order
        self.empty = ""
        self._title = ""
        self._title_style = ""
        self._row_of = row_of
        self._known = known or (lambda case_id: row_of(case_id) is not None)
        self._top = 0
        self._cursor = 0
        self._case_id: int | None = order[0] if len(order) else None
        self._strips: dict[_Drawn, tuple[Strip, Strip]] = {}
        self._ahead: Timer | None = None
        self.always_marked = False
        """Shows the cursor also while another widget has the keys."""

    # -- what is selected

    @property
    def case_id(self) -> int | None:
        """The selected case."""
        return self._case_id

    @property
    def cursor(self) -> int:
        return self._cursor

    @property
    def beside(self) -> int | None:
        """The case after the selected one, or the one before it at the end of the list."""
        at = self._cursor + 1 if self._cursor + 1 < len(self.order) else self._cursor - 1
        return self.order[at] if 0 <= at < len(self.order) else None

    @property
    def visible_rows(self) -> int:
        return max(1, (self.size.height - self._above) // ROW_HEIGHT)

    @property
    def _above(self) -> int:
        """Lines above the rows."""
        return 1 if self._title else 0

    def show_title(self, title: str, style: str) -> None:
        """A line above the rows with a rule behind it; "" for none."""
        if (title, style) != (self._title, self._title_style):
            self._title, self._title_style = title, style
            self.refresh()

    def select(self, index: int, scroll: int = 0) -> None:
        """Moves the cursor, and the list under it by `scroll` rows, repainting as little as can be."""
        last = len(self.order) - 1
        if last < 0:
            self._case_id, self._cursor, self._top = None, 0, 0
            self.refresh()
            return
        index = max(0, min(index, last))
        before, self._cursor = self._cursor, index
        self._case_id = self.order[index]
        top = self._fitting_top(self._top + scroll, index)
        if top != self._top:
            self._top = top
            self.refresh()
        elif before != index:
            width = self.size.width
            self.refresh(
                Region(0, self._above + (before - top) * ROW_HEIGHT, width, ROW_HEIGHT),
                Region(0, self._above + (index - top) * ROW_HEIGHT, width, ROW_HEIGHT),
            )
        self.post_message(self.Moved(self))
        self._look_ahead()

    def select_case(self, case_id: int) -> bool:
        index = self.order.index(case_id)
        if index is None:
            return False
        self.select(index)
        return True

    def order_changed(self) -> None:
        """The lane's order was changed by us or by a colleague: the cursor stays on its case.

        A case that has left the lane gives its place to the one that moved up.
        """
        index = None if self._case_id is None else self.order.index(self._case_id)
        offset = self._cursor - self._top
        if index is not None and index != self._cursor:
            self._cursor, self._top = index, max(0, index - offset)
        self._cursor = max(0, min(self._cursor, len(self.order) - 1))
        self._case_id = self.order[self._cursor] if len(self.order) else None
        self._top = self._fitting_top(self._top, self._cursor)
        self.refresh()
        self._look_ahead()

    def rows_changed(self) -> None:
        """Some rows have new content, which may have to be read first."""
        self.refresh()
        self._look_ahead()

    def rows_read(self, ids: Iterable[int]) -> None:
        """These rows can be drawn now; nothing is repainted for those out of sight."""
        if not set(self._in_sight()).isdisjoint(ids):
            self.refresh()
        self._later(_AFTER_PICTURE, lambda: self._draw_ahead(self._rows_of_next_pages()))

    def show_order(self, order: LaneOrder) -> None:
        """Another list altogether, from its beginning."""
        self.order = order
        self._top = self._cursor = 0
        self._case_id = order[0] if len(order) else None
        if self._ahead is not None:
            self._ahead.stop()
            self._ahead = None
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()

    def forget_strips(self) -> None:
        """Colours or width rules have changed."""
        self._strips.clear()
        self.refresh()

    def _fitting_top(self, top: int, cursor: int) -> int:
        """The first row shown that is nearest to `top` and has the cursor in sight."""
        rows = self.visible_rows
        top = min(max(top, cursor - rows + 1), cursor)
        return max(0, min(top, len(self.order) - rows))

    # -- what the next key may show

    def _look_ahead(self) -> None:
        """Asks at once for rows in sight that are missing; all else waits until the picture is there."""
        if not all(map(self._known, self._in_sight())):
            self._ask_for_rows()
        self._later(_AFTER_PICTURE, self._get_ready)

    def _later(self, seconds: float, work: Callable[[], None]) -> None:
        if self._ahead is not None:
            self._ahead.stop()
        self._ahead = self.set_timer(seconds, work)

    def _in_sight(self) -> list[int]:
        """The cases shown, with one that may be seen in half."""
        return self.order.window(self._top, self.visible_rows + 1)

    def _get_ready(self) -> None:
        """Reads when a page before or two pages after those shown are not all there; then draws."""
        rows = self.visible_rows
        if not all(map(self._known, self.order.window(self._top - rows, rows * 4))):
            self._ask_for_rows()
        self._draw_ahead(self._rows_of_next_pages())

    def _ask_for_rows(self) -> None:
        """Several pages at once: reading one row for each key would repaint twice for each."""
        rows = self.visible_rows
        ahead = self.order.window(self._top - rows * 2, rows * 7)
        self.post_message(self.Wanted(self, [case_id for case_id in ahead if not self._known(case_id)]))

    def _draw_ahead(self, rest: Iterator[object]) -> None:
        """The next piece of the work, and the rest of it later; a move puts other work in its place."""
        if sum(1 for _ in islice(rest, _PIECE)):
            self._later(_BETWEEN_PIECES, lambda: self._draw_ahead(rest))
        else:
            self._ahead = None

    def _rows_of_next_pages(self) -> Iterator[object]:
        """Draws the rows that a page key would show, one at each step; none where the keys go elsewhere."""
        rows = self.visible_rows
        width, height = self.size
        if not (self.has_focus or self.always_marked):
            return
        for scroll in (rows, -rows):
            cursor = max(0, min(self._cursor + scroll, len(self.order) - 1))
            top = self._fitting_top(self._top + scroll, cursor)
            view = _View(top, cursor, self._thumb(height - self._above, top), width)
            for index in range(top, top + rows + 1):
                if index < len(self.order):  # it may have become shorter since the last piece
                    yield self._pair(index, view)

    # -- keys and mouse

    async def on_key(self, event: events.Key) -> None:
        """Moves the cursor; keys of the screen are passed on at once: the next one may move the cursor, and
        would overtake one that goes up from widget to widget."""
        rows = self.visible_rows
        target = {
            "up": self._cursor - 1,
            "down": self._cursor + 1,
            "pageup": self._cursor - rows,
            "pagedown": self._cursor + rows,
            "home": 0,
            "end": len(self.order) - 1,
        }.get(event.key)
        if target is not None:
            event.stop()
            # A page moves the list under the cursor.
            self.select(target, {"pageup": -rows, "pagedown": rows}.get(event.key, 0))
        elif await self.app._check_bindings(event.key):
            event.stop()

    def on_click(self, event: events.Click) -> None:
        self.focus()
        self.select(self._top + (event.y - self._above) // ROW_HEIGHT)
        if event.chain == 2:
            self.post_message(self.Opened(self))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.select(self._cursor + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.select(self._cursor - 3)

    def on_resize(self) -> None:
        self._strips.clear()
        self._top = self._fitting_top(self._top, self._cursor)
        self._look_ahead()

    def on_focus(self) -> None:
        self.refresh()
        self.post_message(self.Moved(self))

    def on_blur(self) -> None:
        self.refresh()

    # -- drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        if not len(self.order):
            return super().render_lines(crop)
        width, height = self.size
        view = _View(self._top, self._cursor, self._thumb(height - self._above, self._top), width)
        return self._cut([self._strip(line, view) for line in range(crop.y, crop.bottom)], crop)

    def _strip(self, line: int, view: _View) -> Strip:
        """One line of the widget, the last cell being the scrollbar's."""
        width = view.width
        y = line - self._above
        if y < 0:
            return self.finished(self._title_line(width), width, self.ground)
        index, part = divmod(y, ROW_HEIGHT)
        index += view.top
        if index >= len(self.order):
            return self.finished([_bar(y in view.thumb, width)], width, self.ground)
        pair = self._pair(index, view)
        if pair is None:
            waiting = "      …" if part == 0 else ""
            return self.finished([(fit(waiting, width - 1), ""), _bar(y in view.thumb)], width, self.ground)
        return pair[part]

    def _pair(self, index: int, view: _View) -> tuple[Strip, Strip] | None:
        """Both lines of a row, drawn or kept; None while the row is being read."""
        row = self._row_of(self.order[index])
        if row is None:
            return None
        y = (index - view.top) * ROW_HEIGHT
        marked = index == view.cursor and (self.has_focus or self.always_marked)
        key = _Drawn(row, marked, (y in view.thumb, y + 1 in view.thumb), view.width)
        pair = self._strips.get(key)
        if pair is None:
            while len(self._strips) >= _MOST_STRIPS:  # one by one: a key that throws all away would be late
                del self._strips[next(iter(self._strips))]
            pair = self._strips[key] = self._draw(key)
        return pair

    def lines(self, width: int, height: int) -> list[Line]:
        """An empty lane says what its emptiness means."""
        title = [self._title_line(width)] if self._above else []
        said = wrap(self.empty, max(8, width - 3))
        return [*title, [], *([(fit("  " + row, width), "muted")] for row in said)]

    def _title_line(self, width: int) -> Line:
        text = f" {self._title} "
        size = min(width, cell_len(text))
        return [(fit(text, size), self._title_style), ("─" * max(0, width - size - 1), "muted")]

    def _thumb(self, height: int, top: int) -> range:
        """The lines of the scrollbar's thumb in `height`; none where everything is seen."""
        total, rows = len(self.order), self.visible_rows
        if total <= rows or height < 2:
            return range(0)
        size = max(1, height * rows // total)
        start = (height - size) * top // max(1, total - rows)
        return range(start, start + size)

    def _draw(self, drawn: _Drawn) -> tuple[Strip, Strip]:
        ground = self.ground + self.look("selected") if drawn.selected else self.ground
        first, second = drawn.row.lines(drawn.width - 1, drawn.selected)
        return (
            self.finished([*first, _bar(drawn.bars[0])], drawn.width, ground),
            self.finished([*second, _bar(drawn.bars[1])], drawn.width, ground),
        )


def _bar(thumb: bool, indent: int = 1) -> Piece:
    """The scrollbar's cell, behind `indent` - 1 blank ones."""
    return " " * (indent - 1) + ("▐" if thumb else " "), "muted"
