"""What customers asked for on Kakao while it was down: found in saved chats, for a person to settle."""

from __future__ import annotations

from array import array
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult

from tui.board.cells import cells, fit, wrap
from tui.board.detail import attempt_text
from tui.board.lanes import LaneOrder
from tui.board.requesting import settle_found, take_found
from tui.board.requestview import agreement_text, claim_text, kind_text, standing_text
from tui.board.rows import RowView, order_line
from tui.board.screens.base import CommandScreen, concerns
from tui.board.table import Command, Place
from tui.board.times import due_text, stamp
from tui.board.widgets.lines import Line, LinesWidget
from tui.board.widgets.rowlist import RowList
from tui.domain.model import Case, ChatMessage, Request
from tui.domain.requests import NEEDS_ACTION, Standing, claims, missing_from_chat, standing_now
from tui.domain.words import RequestKind, RequestVerdict, Route
from tui.i18n import say

_MOST_TOLD = 6


class _Entry(NamedTuple):
    """A request found in a chat, or a claim (no `message_key`), with its case."""

    case: Case
    request: Request

    @property
    def standing(self) -> Standing:
        return standing_now(self.case, self.request)

    @property
    def waits(self) -> bool:
        """Whether a person has to look at it."""
        one = self.request
        return one.suggested and one.settled is None and self.standing in NEEDS_ACTION

    @property
    def place(self) -> tuple[bool, bool, bool, int, int]:
        """Those that wait first, the gravest of them before; what was only told last."""
        one = self.request
        grade = list(Standing).index(self.standing)
        return not one.suggested, not self.waits, one.settled is not None, grade, one.asked_at or one.at


class LostRow(RowView):
    """`route` says what is asked, `detail` the words, `mark` how it stands."""

    def lines(self, width: int, selected: bool) -> tuple[Line, Line]:
        cursor = ("▌" if selected else " ", "accent")
        named = min(18, max(1, width // 4))
        when = min(12, max(1, width // 5))
        kinds = max(cells(kind_text(kind)) for kind in RequestKind)
        asked = min(max(kinds, cells(self.route)), max(0, width - named - when - 6))
        room = max(0, width - named - when - asked - 6)
        first: Line = [
            cursor,
            (fit(self.when, when) + " ", "muted"),
            (fit(self.name, named) + " ", "strong"),
            (fit(self.route, asked) + "  ", self.band),
            (fit(self.mark, room), "muted" if not self.band else self.band),
        ]
        return first, [cursor, (fit(" " * (when + 1) + self.detail, max(0, width - 1)), "")]


class LostHead(LinesWidget):
    def __init__(self) -> None:
        super().__init__(classes="title-line")
        self.waiting = self.all = 0
        self.read = False

    def lines(self, width: int, height: int) -> list[Line]:
        if not self.read:
            return [[(" " + say("board.reading"), "muted")]]
        counts = say("requests.counts", waiting=self.waiting, all=self.all)
        return [
            [
                (" " + say("requests.list_title"), "title"),
                ("   " + counts, "late" if self.waiting else "good"),
            ]
        ]


class LostDetail(LinesWidget):
    """The one under the cursor: the words, the reservation, and what was done since."""

    def __init__(self) -> None:
        super().__init__(id="lost-detail")
        self.texts: list[tuple[str, str]] = []

    def lines(self, width: int, height: int) -> list[Line]:
        return [[(" " + row, style)] for text, style in self.texts for row in wrap(text, max(8, width - 2))]


class LostScreen(CommandScreen):
    """Gives the id of a case to show on the board, or None."""

    PLACE = Place.LOST
    AUTO_FOCUS = "RowList"
    DEFAULT_CSS = """
    LostScreen RowList { height: 1fr; width: 100%; max-width: 100%; }
    LostScreen #lost-detail { height: 9; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[int, _Entry] = {}
        self._said: dict[int, list[ChatMessage]] = {}

    def body(self) -> ComposeResult:
        yield LostHead()
        rows = RowList(LaneOrder(), self._row_of, id="lost-rows")
        rows.empty = say("board.reading")
        yield rows
        yield LostDetail()

    def mounted(self) -> None:
        self.read_first(self._begin())

    async def _begin(self) -> None:
        """Looks first: an outage may have been declared, or a reservation taken in, after the chat was."""
        with self.board_app.telling_errors():
            await self.session.store.find_requests(self.session.clock())
            await self.board_app.poll_now()
        await self._show()

    async def _show(self) -> None:
        cases = await self.session.store.cases_with_requests()
        entries = [_Entry(case, one) for case in cases for one in (*_found(case), *claims(case))]
        entries.sort(key=lambda entry: entry.place)
        self._entries = {entry.request.id: entry for entry in entries}
        self._said = {
            case.id: await self.session.store.messages_of(case.id) for case in cases if claims(case)
        }
        head = self.query_one(LostHead)
        head.waiting, head.read = sum(entry.waits for entry in entries), True
        head.all = len(entries)
        head.refresh()
        rows = self.query_one(RowList)
        rows.empty = say("requests.none")
        rows.order = LaneOrder(array("q", range(len(entries))), array("q", self._entries))
        rows.order_changed()
        rows.forget_strips()
        self._show_detail()

    @property
    def subject(self) -> object:
        """A key is meant for the request under the cursor, not for the one that takes its place."""
        return self.query_one(RowList).case_id

    @property
    def entry(self) -> _Entry | None:
        return self._entries.get(self.query_one(RowList).case_id or 0)

    def _row_of(self, ident: int) -> RowView | None:
        entry = self._entries.get(ident)
        if entry is None:
            return None
        case, one = entry.case, entry.request
        zone = self.session.zone
        asked = one.asked_at if one.asked_at is not None else one.at
        kind = kind_text(one.kind)
        return LostRow(
            case_id=ident,
            when=stamp(asked, one.asked_has_time or one.asked_at is None, zone),
            band="late" if entry.waits else "muted" if one.settled is not None else "",
            name=case.customer.name or say("board.nameless"),
            route=kind if one.suggested else say("requests.told", kind=kind),
            detail=f"“{one.said}”  {order_line(case, zone)}" if one.said else order_line(case, zone),
            mark=standing_text(case, one) if one.suggested else self._to_claim(entry),
        )

    def _to_claim(self, entry: _Entry) -> str:
        """What saved chats say to what they told us."""
        case, one = entry.case, entry.request
        text = agreement_text(case, one, self.session.zone)
        if text:
            return text
        if one.asked_by not in (Route.KAKAO, None):
            return ""
        missing = missing_from_chat(one, self._said.get(case.id, ()))
        return say("requests.not_there") if missing else say("requests.no_chat")

    @on(RowList.Moved)
    def _moved(self) -> None:
        self._show_detail()

    def _show_detail(self) -> None:
        if self.gone:
            return
        pane, entry = self.query_one(LostDetail), self.entry
        pane.texts = [] if entry is None else self._about(entry)
        pane.refresh()
        self.show_commands()

    def _about(self, entry: _Entry) -> list[tuple[str, str]]:
        case, one = entry.case, entry.request
        now, zone = self.session.clock(), self.session.zone
        order = next((each for each in case.orders if each.id == one.order_id), None)
        texts: list[tuple[str, str]] = []
        if one.suggested:
            texts.append(
                (
                    say("requests.wrote", time=due_text(one.asked_at or one.at, True, zone), quote=one.said),
                    "strong",
                )
            )
        else:
            texts.append((claim_text(one, now, zone), "strong"))
        if order is not None:
            when = due_text(order.due_at, order.due_has_time, zone) if order.due_at is not None else ""
            status = say(f"requests.order_{order.status.value}")
            parts = (when, order.details, order.order_no, order.status_text, status)
            texts.append((" · ".join(part for part in parts if part), ""))
        told = standing_text(case, one) if one.suggested else self._to_claim(entry)
        texts += [(told, "soon")] if told else []
        since = [each for each in case.attempts if each.at > (one.asked_at or 0)]
        texts += [(attempt_text(each, now, zone), "muted") for each in since[-_MOST_TOLD:][::-1]]
        return texts

    # -- commands

    def unavailable(self, command: Command) -> str:
        if command.action not in ("done", "take", "no_request", "open"):
            return ""
        entry = self.entry
        if entry is None:
            return say("requests.none")
        if command.action != "open":
            if not entry.request.suggested:
                return say("requests.only_told")
            if entry.request.settled is not None:
                return say("requests.settled_already")
        return ""

    async def do_take(self) -> None:
        entry = self.entry
        if entry is None:
            return
        case, one = entry
        colleague = self.session.claimed_elsewhere(await self.session.fresh(case.id) or case)
        if colleague:
            self.tell(say("board.colleague_works", staff=colleague, name=case.customer.name), "late")
            return
        time = due_text(one.asked_at or one.at, True, self.session.zone)
        await take_found(self.session, case, one, say("requests.note", time=time, quote=one.said))
        await self._settled(say("requests.taken", name=case.customer.name, kind=kind_text(one.kind)))

    async def do_done(self) -> None:
        await self._settle(RequestVerdict.DONE)

    async def do_no_request(self) -> None:
        await self._settle(RequestVerdict.NOT_A_REQUEST)

    async def _settle(self, verdict: RequestVerdict) -> None:
        entry = self.entry
        if entry is not None:
            case, one = entry
            await settle_found(self.session, case, one, verdict)
            await self._settled(say(f"requests.now_{verdict.value}", name=case.customer.name))

    async def _settled(self, sentence: str) -> None:
        """Those settled go behind: the next one takes their place under the cursor."""
        rows = self.query_one(RowList)
        at = rows.cursor
        await self.board_app.poll_now()
        await self._show()
        rows.select(at)
        self.tell(sentence, "good")

    async def do_undo(self) -> None:
        await self.board_app.undo(self)
        await self._show()

    async def do_open(self) -> None:
        entry = self.entry
        self.dismiss(entry.case.id if entry is not None else None)

    @on(RowList.Opened)
    async def _opened(self) -> None:
        await self.action_command("lost.open")

    # -- news

    def cases_changed(self, cases: frozenset[int]) -> None:
        if concerns(cases, {entry.case.id for entry in self._entries.values()}):
            self.in_background(self._show(), exclusive=True, group="news")

    def language_changed(self) -> None:
        super().language_changed()
        self.query_one(RowList).forget_strips()
        self._show_detail()


def _found(case: Case) -> list[Request]:
    return [one for one in case.requests if one.suggested]
