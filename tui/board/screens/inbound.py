"""Who made contact: what they say is typed in any order, the list says who it may be and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tui.board.cells import cells, fit
from tui.board.detail import order_texts
from tui.board.ledgers import deposit_text
from tui.board.rows import RowView
from tui.board.screens.find import MOST, FindScreen
from tui.board.table import Place
from tui.board.widgets.lines import Line
from tui.domain.inbound import Evidence, Ranked
from tui.domain.inbound_words import LONGEST
from tui.domain.words import RequestKind
from tui.i18n import say


class Chosen(NamedTuple):
    """Whom staff took it to be, what they had typed, and what the customer wants where that is known."""

    case_id: int
    told: str
    wants: RequestKind | None = None


class ClaimantRow(RowView):
    """`route` is the deposit, `detail` the order, `mark` why it fits what was said."""

    def lines(self, width: int, selected: bool) -> tuple[Line, Line]:
        cursor = ("▌" if selected else " ", "accent")
        named = min(20, max(1, width // 4))
        room = max(0, width - named - 3)
        first: Line = [
            cursor,
            (" " + fit(self.name, named) + " ", "strong"),
            (fit(self.route or self.detail, room), self.band),
        ]
        why = fit(self.mark, min(cells(self.mark), max(0, width - 4)))
        order = self.detail if self.route else ""
        second: Line = [
            cursor,
            ("   " + why, "accent"),
            (fit("  " + order, max(0, width - 4 - cells(why))), "muted"),
        ]
        return first, second


class InboundScreen(FindScreen):
    """Gives a Chosen, or None."""

    PLACE = Place.INBOUND
    TITLE_KEY, HINT_KEY, EMPTY_KEY = "board.inbound_title", "inbound.hint", "inbound.empty"
    LONGEST = LONGEST

    def __init__(self) -> None:
        super().__init__()
        self._ranked: dict[int, Ranked] = {}
        self._told = ""

    def rows(self) -> Callable[[int], RowView | None]:
        return self._row

    async def make_ready(self) -> None:
        await self.board_app.finder.inbound()

    async def looked_up(self, text: str) -> list[int] | None:
        if not self.board_app.finder.inbound_ready:
            return None
        index = await self.board_app.finder.inbound()
        ranked = index.rank(text, self.session.clock(), MOST)
        self._ranked, self._told = {one.id: one for one in ranked}, text
        return list(self._ranked)

    def _row(self, case_id: int) -> RowView | None:
        case, ranked = self.session.case(case_id), self._ranked.get(case_id)
        if case is None or ranked is None:
            return None
        zone = self.session.zone
        deposit = max(case.deposits, key=lambda one: one.at, default=None)
        orders = order_texts(case, zone, 1)
        state = say(f"rules.state.{case.state.value}")
        return ClaimantRow(
            case_id=case_id,
            when="",
            band="",
            name=case.customer.name or say("board.nameless"),
            route=deposit_text(deposit, zone) if deposit is not None else "",
            detail=" · ".join([*orders[:1], state]),
            mark=" · ".join(map(_because, ranked.why)),
        )

    async def do_open(self) -> None:
        self._choose()

    async def do_change(self) -> None:
        self._choose(RequestKind.CHANGE)

    async def do_cancel(self) -> None:
        self._choose(RequestKind.CANCEL)

    async def do_question(self) -> None:
        self._choose(RequestKind.QUESTION)

    async def do_confirm(self) -> None:
        self._choose(RequestKind.CONFIRM)

    def _choose(self, wants: RequestKind | None = None) -> None:
        case_id = self.chosen()
        if case_id is not None:
            self.dismiss(Chosen(case_id, self._told, wants))


def _because(evidence: Evidence) -> str:
    """ "입금한 날 '목요일'"."""
    return say(f"inbound.why_{evidence.code}", said=evidence.said)
