"""Messages sent before: who certainly has one, who certainly has none, and of whom nobody can tell."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.board.cells import cells, fit, wrap
from tui.board.deliveryview import STYLES, word_of
from tui.board.ledgers import verdict_text
from tui.board.screens.base import CommandScreen
from tui.board.table import Command, Place
from tui.board.widgets.lines import Line, LinesWidget
from tui.board.widgets.plain import words
from tui.domain.phones import display
from tui.domain.words import Delivery
from tui.i18n import say
from tui.store.results import Reconciled, Reconciliation

LISTS = (
    Delivery.FAILED,
    Delivery.UNCONFIRMED,
    Delivery.NEVER_SENT,
    Delivery.ACCEPTED,
    Delivery.DELIVERED,
)
"""Those of whom somebody has to take care first."""
_MOST = 500
"""More are not drawn at once; the command line prints them all."""
_NAME_CELLS = 14
_MARGIN = 7
"""The list's border, bar and the indent of all lines but the first."""
_NEVER_DUE = 1 << 62


class SentHead(LinesWidget):
    def __init__(self) -> None:
        super().__init__(id="sent-head", classes="sent-head")
        self.found: Reconciliation | None = None
        self.chosen = LISTS[0]

    def lines(self, width: int, height: int) -> list[Line]:
        title: Line = [(" " + say("delivery.title"), "title")]
        if self.found is None:
            return [title, [(" " + say("delivery.reading"), "muted")]]
        told = [say("delivery.about")]
        if self.found.strangers:
            told.append(say("delivery.strangers", n=self.found.strangers))
        about: list[Line] = [[(" " + row, "muted")] for text in told for row in wrap(text, width - 2)]
        return [title, *self._tabs(self.found.counts, width), *about]

    def _tabs(self, counts: Mapping[Delivery, int], width: int) -> list[Line]:
        """The lists with how many are on each; on several lines where it is narrow: none may go unseen."""
        rows: list[Line] = [[]]
        used = 0
        for word in LISTS:
            text = say("delivery.heading", word=word_of(word), n=counts[word])
            style = "accent" if word is self.chosen else STYLES[word] if counts[word] else "muted"
            if used and used + cells(text) + 2 > width:
                rows.append([])
                used = 0
            rows[-1] += [(" ▌" if word is self.chosen else "  ", "accent"), (text, style)]
            used += cells(text) + 2
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(width, 0))


class SentScreen(CommandScreen):
    """Gives the id of a case to show on the board, or None."""

    PLACE = Place.SENT
    WAITS = frozenset(("left", "right"))
    AUTO_FOCUS = "OptionList"

    def __init__(self) -> None:
        super().__init__()
        self._found: Reconciliation | None = None
        self._chosen = 0
        self._shown: list[Reconciled] = []

    def body(self) -> ComposeResult:
        yield SentHead()
        yield OptionList(markup=False)

    def mounted(self) -> None:
        self.read_first(self._read())

    async def _read(self) -> None:
        found = await self.session.store.reconciled()
        if self._found is None:  # begins where something has to be done
            self._chosen = next((place for place, word in enumerate(LISTS) if found.counts[word]), 0)
        self._found = found
        self._show()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        word = LISTS[self._chosen]
        head = self.query_one(SentHead)
        head.found, head.chosen = found, word
        head.refresh(layout=True)
        theirs = [each for each in found.cases if each.known.delivery is word]
        self._shown = sorted(theirs, key=_by_due)[:_MOST]
        options = self.query_one(OptionList)
        at = options.highlighted or 0
        width = options.size.width - _MARGIN
        options.clear_options()
        options.add_options([Option(words(_row(each, width))) for each in self._shown])
        if len(theirs) > _MOST:
            more = say("board.more_orders", n=len(theirs) - _MOST)
            options.add_option(Option(words(more), disabled=True))
        options.highlighted = min(at, len(self._shown) - 1) if self._shown else None
        self.tell(say("delivery.hint") if self._shown else self._nothing())
        self.show_commands()

    def _nothing(self) -> str:
        found = self._found
        if found is None:
            return say("delivery.reading")
        if not found.cases:
            return say("delivery.nothing")
        if found.counts[Delivery.NEVER_SENT] == len(found.cases) and not found.strangers:
            return say("delivery.no_results")
        return say("delivery.empty")

    def unavailable(self, command: Command) -> str:
        return self._nothing() if command.action == "open" and not self._shown else ""

    @on(OptionList.OptionSelected)
    async def _selected(self) -> None:
        await self.action_command("sent.open")

    async def do_open(self) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self._shown):
            self.dismiss(self._shown[at].case_id)

    async def do_left(self) -> None:
        self._step(-1)

    async def do_right(self) -> None:
        self._step(1)

    def _step(self, step: int) -> None:
        self._chosen = (self._chosen + step) % len(LISTS)
        self._show()

    # -- news

    def cases_changed(self, cases: frozenset[int]) -> None:
        if self._found is not None and len(self._found.cases) <= 10 * _MOST:
            self.in_background(self._read(), exclusive=True, group="sent")

    def language_changed(self) -> None:
        super().language_changed()
        self._show()


def _by_due(each: Reconciled) -> tuple[int, str, int]:
    due = [one.order.due_at for one in each.known.orders if one.order is not None and one.order.due_at]
    return min(due, default=_NEVER_DUE), each.name, each.case_id


def _row(each: Reconciled, width: int) -> str:
    """Name, number and order; below them what was said and why that is worth what it is, in `width` cells."""
    one = each.known.deciding
    number = one.order.order_no if one.order is not None else ""
    name = fit(each.name or say("board.nameless"), _NAME_CELLS)
    state = say(f"rules.state.{each.state.value}")
    first = " · ".join(filter(None, (name, display(each.phone) if each.phone else "", number, state)))
    said = ""
    if one.evidence:
        result = one.evidence[0]
        said = verdict_text(result.provider, result.mode, result.code, result.said)
        said = " ".join(filter(None, (said, f'"{result.said}"' if result.said else "")))
    why = say(f"delivery.why_{one.why}") if one.why else ""
    told = wrap(" — ".join(filter(None, (said, why))), width)
    return "\n  ".join((first, *told))
