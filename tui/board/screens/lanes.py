"""Three lanes by triage and the selected case beside them, or one lane where it is narrow."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.timer import Timer

from tui.board.detail import DetailView, detail_view
from tui.board.heading import header_view, lane_title
from tui.board.rows import RowMaker
from tui.board.screens.base import CommandScreen
from tui.board.widgets.detail import Detail
from tui.board.widgets.header import Header
from tui.board.widgets.rowlist import RowList
from tui.board.widgets.tabs import LaneTabs
from tui.domain.model import Case
from tui.domain.words import LANE_OF, UNREACHED, Lane
from tui.i18n import say

_LANES = tuple(Lane)
_CLASSES = ("wide", "slim", "bare")
_DETAIL_DELAY = 0.04
"""Seconds the cursor rests before the detail pane follows: a held arrow key repaints rows only."""


class LanesScreen(CommandScreen):
    """What is shown, and where the cursor goes; what can be done from here is the board's."""

    def __init__(self, width: int, height: int) -> None:
        """For a terminal of `width` × `height`: classes set before the first picture cost nothing."""
        super().__init__(classes=" ".join(_classes(width, height)))
        self._first_lane = 0
        self._lanes_shown = 1
        self._current = Lane.TO_CONTACT
        self._detail_timer: Timer | None = None

    def body(self) -> ComposeResult:
        self.rows = RowMaker(self.session)
        yield Header()
        yield LaneTabs()
        with Horizontal(id="lanes"):
            for lane in _LANES:
                yield RowList(
                    self.session.orders[lane],
                    self.rows.row,
                    id=f"lane-{lane.value}",
                    known=self.session.has_read,
                )
            yield Detail()

    def mounted(self) -> None:
        self._say_empty()
        self._arrange(self.app.size.width, self.app.size.height)
        best = self._first_filled()
        self._go_to(best, focus=True)
        self.show_all()

    # -- what is shown

    def lane_list(self, lane: Lane) -> RowList:
        return self.query_one(f"#lane-{lane.value}", RowList)

    @property
    def current(self) -> RowList:
        return self.lane_list(self._current)

    @property
    def selected(self) -> Case | None:
        case_id = self.current.case_id
        return None if case_id is None else self.session.case(case_id)

    def _first_filled(self) -> Lane:
        return next((lane for lane in _LANES[:3] if len(self.session.orders[lane])), Lane.TO_CONTACT)

    def show_all(self) -> None:
        """Header, titles, lanes and detail from what the session knows now."""
        self.query_one(Header).show(header_view(self.session, self.board_app.watched_label))
        for lane in _LANES:
            self._show_order(lane)
        self._show_titles()
        self.show_detail()
        self.show_commands()

    def _show_order(self, lane: Lane) -> None:
        """The lane's list as the session has it now."""
        widget = self.lane_list(lane)
        widget.order = self.session.orders[lane]
        widget.order_changed()

    def complete(self) -> None:
        """The store is open: everything that the first picture left out."""
        self.query_one(Detail).with_code = True
        self.query_one(Detail).refresh()
        self.show_all()

    def _show_titles(self) -> None:
        titles = {lane: lane_title(self.session, lane) for lane in _LANES}
        for lane, title in titles.items():
            shown = title if self._lanes_shown > 1 else ""
            self.lane_list(lane).show_title(shown, "accent" if lane is self._current else "strong")
        self.query_one(LaneTabs).show([(titles[lane], lane is self._current) for lane in _LANES])

    def _say_empty(self) -> None:
        for lane in _LANES:
            self.lane_list(lane).empty = say(f"board.empty_{lane.value}")

    def show_detail(self) -> None:
        case = self.selected
        view: DetailView | None = None
        if case is not None:
            view = detail_view(case, self.session.advice(case), self.session)
        self.query_one(Detail).show(view)

    @on(RowList.Moved)
    def _moved(self, message: RowList.Moved) -> None:
        if message.rows.has_focus and message.rows is not self.current:
            self._current = next(lane for lane in _LANES if self.lane_list(lane) is message.rows)
            self._show_titles()
        if self._detail_timer is not None:
            self._detail_timer.stop()
        self._detail_timer = self.set_timer(_DETAIL_DELAY, self.show_detail)

    @on(RowList.Wanted)
    def _wanted(self, message: RowList.Wanted) -> None:
        self.in_background(self._read_rows(message.ids), group="rows")

    async def _read_rows(self, ids: list[int]) -> None:
        await self.session.read(ids)
        for lane in self._shown():
            self.lane_list(lane).rows_read(ids)
        if self.current.case_id in ids:
            self.show_detail()

    @on(RowList.Opened)
    async def _opened(self) -> None:
        await self.action_command("board.contact")

    @on(LaneTabs.Chosen)
    def _tab_chosen(self, message: LaneTabs.Chosen) -> None:
        self._go_to(_LANES[message.index])

    # -- places

    def on_resize(self, event: Resize) -> None:
        self._arrange(event.size.width, event.size.height)

    def _arrange(self, width: int, height: int) -> None:
        wanted = _classes(width, height)
        for name in _CLASSES:
            if self.has_class(name) is not (name in wanted):
                self.set_class(name in wanted, name)
        self._lanes_shown = 3 if "wide" in wanted else 1
        self._show_lanes()
        self._show_titles()

    def _shown(self) -> tuple[Lane, ...]:
        return _LANES[self._first_lane : self._first_lane + self._lanes_shown]

    def _show_lanes(self) -> None:
        """Slides the visible lanes so that the current one is among them."""
        index = _LANES.index(self._current)
        last_first = len(_LANES) - self._lanes_shown
        self._first_lane = min(max(self._first_lane, index - self._lanes_shown + 1), index, last_first)
        for lane in _LANES:
            self.lane_list(lane).display = lane in self._shown()

    def _go_to(self, lane: Lane, focus: bool = True) -> None:
        self._current = lane
        self._show_lanes()
        self._show_titles()
        if focus:
            self.lane_list(lane).focus()
        self.show_detail()

    async def do_left(self) -> None:
        self._go_to(_LANES[(_LANES.index(self._current) - 1) % len(_LANES)])

    async def do_right(self) -> None:
        self._go_to(_LANES[(_LANES.index(self._current) + 1) % len(_LANES)])

    async def show_case(self, case_id: int, quiet: bool = False) -> None:
        """Puts the cursor on a case, in whichever lane it stands."""
        await self.board_app.poll_now()  # it may have come, or moved, since the last look
        for case in await self.session.read([case_id]):
            lane = LANE_OF[case.state]
            self._show_order(lane)  # everything may have been read anew a moment ago, and not shown yet
            self._go_to(lane)
            self.lane_list(lane).select_case(case_id)
            if case.state not in UNREACHED and not quiet:
                self.tell(say("board.found_settled", name=case.customer.name,
                              state=say(f"rules.state.{case.state.value}")))  # fmt: skip

    # -- news

    def cases_changed(self, cases: frozenset[int]) -> None:
        self.show_all()

    async def do_unwatch(self) -> None:
        await super().do_unwatch()
        self.show_all()  # the top line named what was watched

    def minute_passed(self) -> None:
        self.rows.clear()
        self.show_all()

    def colours_changed(self) -> None:
        for lane in _LANES:
            self.lane_list(lane).forget_strips()

    def language_changed(self) -> None:
        self.rows.clear()
        self._say_empty()
        self.colours_changed()
        self.show_all()
        super().language_changed()

    def outages_changed(self) -> None:
        """Every suggestion may be another now."""
        self.rows.clear()
        self.show_all()


def _classes(width: int, height: int) -> set[str]:
    """How the board is laid out: three lanes side by side, or one; without the detail; without bars."""
    wanted = {"wide": width >= 108, "slim": width < 60, "bare": height < 8}
    return {name for name in _CLASSES if wanted[name]}
