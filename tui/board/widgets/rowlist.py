"""A list of cases: one virtualised widget however many there are.  A lane of the board is one.

It keeps its own top and cursor, asks for the rows it is about to draw and caches finished strips; moving the
cursor without scrolling repaints two rows only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui.board.cells import fit
from tui.board.lanes import LaneOrder
from tui.board.rows import RowView
from tui.board.widgets.lines import Line, LinesWidget, Piece

ROW_HEIGHT = 2
_CACHE_LIMIT = 2_000


class _Drawn(NamedTuple):
    """What a cached pair of strips depends on."""

    row: RowView
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
        row_of: Callable[[int], RowView | None],
        *,
        id: str,
        known: Callable[[int], bool] | None = None,
    ) -> None:
        """`known` says cheaply whether `row_of` would give a row."""
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
        top = self._fitting_top(self._top + scroll)
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
        self._ask_for_rows()

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
        self._top = self._fitting_top(self._top)
        self.refresh()
        self._ask_for_rows()

    def rows_changed(self) -> None:
        """Some rows have new content."""
        self.refresh()

    def rows_read(self, ids: Iterable[int]) -> None:
        """These rows can be drawn now; nothing is repainted for those out of sight."""
        if not set(self.order.window(self._top, self.visible_rows + 1)).isdisjoint(ids):
            self.refresh()

    def show_order(self, order: LaneOrder) -> None:
        """Another list altogether, from its beginning."""
        self.order = order
        self._top = self._cursor = 0
        self._case_id = order[0] if len(order) else None
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()

    def forget_strips(self) -> None:
        """Colours or width rules have changed."""
        self._strips.clear()
        self.refresh()

    def _fitting_top(self, top: int) -> int:
        """The first row shown that is nearest to `top` and has the cursor in sight."""
        rows = self.visible_rows
        top = min(max(top, self._cursor - rows + 1), self._cursor)
        return max(0, min(top, len(self.order) - rows))

    def _ask_for_rows(self) -> None:
        """Reads ahead when a screenful beyond what is shown is missing, so that no key waits for a row.

        Three screenfuls at once: reading one row for each key would repaint twice for each.
        """
        rows = self.visible_rows
        if all(map(self._known, self.order.window(self._top - rows, rows * 3))):
            return
        ahead = self.order.window(self._top - rows * 2, rows * 6)
        self.post_message(self.Wanted(self, [case_id for case_id in ahead if not self._known(case_id)]))

    # -- keys and mouse

    def on_key(self, event: events.Key) -> None:
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
        self._top = self._fitting_top(self._top)
        self._ask_for_rows()

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
        thumb = self._thumb(height - self._above)
        return self._cut([self._strip(line, width, thumb) for line in range(crop.y, crop.bottom)], crop)

    def _strip(self, line: int, width: int, thumb: range) -> Strip:
        """One line of the widget, the last cell being the scrollbar's."""
        y = line - self._above
        if y < 0:
            return self.finished(self._title_line(width), width, self.ground)
        index, part = divmod(y, ROW_HEIGHT)
        index += self._top
        bars = (y - part in thumb, y - part + 1 in thumb)
        if index >= len(self.order):
            return self.finished([_bar(bars[part], width)], width, self.ground)
        row = self._row_of(self.order[index])
        if row is None:
            waiting = "      …" if part == 0 else ""
            return self.finished([(fit(waiting, width - 1), ""), _bar(bars[part])], width, self.ground)
        marked = index == self._cursor and (self.has_focus or self.always_marked)
        key = _Drawn(row, marked, bars, width)
        pair = self._strips.get(key)
        if pair is None:
            if len(self._strips) > _CACHE_LIMIT:
                self._strips.clear()
            pair = self._strips[key] = self._draw(key)
        return pair[part]

    def lines(self, width: int, height: int) -> list[Line]:
        """An empty lane says what its emptiness means."""
        title = [self._title_line(width)] if self._above else []
        return [*title, [], [(fit("  " + self.empty, width), "muted")]]

    def _title_line(self, width: int) -> Line:
        text = f" {self._title} "
        size = min(width, cell_len(text))
        return [(fit(text, size), self._title_style), ("─" * max(0, width - size - 1), "muted")]

    def _thumb(self, height: int) -> range:
        """The lines of the scrollbar's thumb; none where everything is seen."""
        total, rows = len(self.order), self.visible_rows
        if total <= rows or height < 2:
            return range(0)
        size = max(1, height * rows // total)
        start = (height - size) * self._top // max(1, total - rows)
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
