"""A public notice: who stands on it, the texts for each place, the card, and the posting of it."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Collection
from enum import Enum
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize

from tui.board.lanes import LaneOrder
from tui.board.noticelines import NoticeHead, NoticeText, notice_row
from tui.board.rows import RowView
from tui.board.screens.base import CommandScreen
from tui.board.table import Command, Place
from tui.board.times import moment_phrase
from tui.board.widgets.rowlist import RowList
from tui.board.widgets.tabs import LaneTabs
from tui.domain.model import Case
from tui.domain.notice import KINDS, Composed, Why, compose, masks_of, posted_at, usual_until, why_public
from tui.domain.template_fields import shop_fields
from tui.domain.words import UNREACHED, Language, Outcome, Route
from tui.i18n import say
from tui.papers.saving import PaperError
from tui.papers.wording import language_label, remarks

if TYPE_CHECKING:
    from tui.domain.templates import Message

_LANGUAGES = tuple(Language)
_NARROW = 70
"""Cells from which the list and the text stand side by side."""


class Shown(Enum):
    """Which of those who may stand on the notice the list shows."""

    ALL = "all"
    NO_ROUTE = "no_route"
    IN_VAIN = "in_vain"
    NOT_YET = "not_yet"
    """Never on a notice before."""


_SHOWN = tuple(Shown)


class NoticeScreen(CommandScreen):
    """`marked` are cases to begin with; without any, all without a route."""

    PLACE = Place.NOTICE
    WAITS = frozenset(("next_kind", "previous_kind", "until", "filter", "words"))
    AUTO_FOCUS = "RowList"
    DEFAULT_CSS = """
    NoticeScreen #notice-head { height: 2; background: $panel; }
    NoticeScreen #tabs { display: block; background: $surface; }
    NoticeScreen #notice-body { height: 1fr; }
    NoticeScreen RowList { width: 46%; max-width: 64; }
    NoticeScreen #notice-text { width: 1fr; height: 1fr; background: $surface; }
    NoticeScreen.stacked #notice-body { layout: vertical; }
    NoticeScreen.stacked RowList { width: 100%; max-width: 100%; height: 1fr; }
    """

    def __init__(self, marked: Collection[int] = ()) -> None:
        super().__init__()
        self._cases: dict[int, tuple[Case, Why]] = {}
        """Those who may stand on it, the most urgent first."""
        self._marked = set(marked)
        self._chosen_before = bool(marked)
        self._read = False
        self._shown = Shown.ALL
        self._kind = 0
        self._language = Language.KO
        self._until: int | None = None

    def body(self) -> ComposeResult:
        yield NoticeHead()
        yield LaneTabs()
        with Horizontal(id="notice-body"):
            rows = RowList(LaneOrder(), self._row_of, id="notice-cases")
            rows.empty = say("board.reading")
            yield rows
            yield NoticeText()

    def mounted(self) -> None:
        self._until = usual_until(self.session.clock(), self.session.zone)
        self.read_first(self._show())

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width < _NARROW, "stacked")

    # -- what is shown

    async def _show(self) -> None:
        """Reads who may stand on it now: whoever was found since is off it."""
        session = self.session
        ids = await session.store.unreached(session.clock(), session.stale_after)
        urgency = {case_id: place for place, case_id in enumerate(ids)}
        cases = await session.store.cases_in(UNREACHED)
        cases.sort(key=lambda case: (case.act_by is None, case.act_by or 0, urgency.get(case.id, 0)))
        self._cases = {case.id: (case, why) for case in cases if (why := why_public(case)) is not None}
        self._marked &= self._cases.keys()
        if not self._read and not self._chosen_before:
            self._marked = self._without_a_route()
        self._read = True
        self._show_list()
        self._show_text()
        self.show_commands()

    def _without_a_route(self) -> set[int]:
        return {case_id for case_id, (_, why) in self._cases.items() if why is Why.NO_ROUTE}

    def _listed(self) -> list[int]:
        if self._shown is Shown.ALL:
            return list(self._cases)
        if self._shown is Shown.NOT_YET:
            return [case_id for case_id, (case, _) in self._cases.items() if posted_at(case) is None]
        return [case_id for case_id, (_, why) in self._cases.items() if why.value == self._shown.value]

    def _show_list(self) -> None:
        rows = self.query_one(RowList)
        listed = self._listed()
        rows.empty = say("notice.nobody")
        rows.order = LaneOrder(array("q", range(len(listed))), array("q", listed))
        rows.order_changed()
        rows.forget_strips()

    def _row_of(self, case_id: int) -> RowView | None:
        if case_id not in self._cases:
            return None
        case, why = self._cases[case_id]
        return notice_row(case, why, case_id in self._marked, self.session.clock(), self.session.zone)

    @property
    def chosen(self) -> list[Case]:
        """The marked customers, the most urgent first."""
        return [case for case_id, (case, _) in self._cases.items() if case_id in self._marked]

    def _text_now(self) -> Composed:
        session, app = self.session, self.board_app
        outage = session.outage_of(Route.KAKAO)
        return compose(
            KINDS[self._kind],
            self.chosen,
            app.wording.templates,
            app.wording.shop,
            self._language,
            zone=session.zone,
            now=session.clock(),
            kakao_down=outage is not None,
            until=self._until,
            since=outage.since if outage is not None else None,
        )

    def _show_text(self) -> None:
        composed = self._text_now()
        chosen = len(self.chosen)
        parts = [
            say("notice.chosen", n=chosen, all=len(self._cases)),
            say("notice.until", time=self._until_phrase()) if self._until else say("notice.no_until"),
            language_label(self._language),
            say(f"notice.shown_{self._shown.value}") if self._shown is not Shown.ALL else "",
        ]
        hint, style = self._hint(composed, chosen)
        self.query_one(NoticeHead).show(" · ".join(part for part in parts if part), hint, style)
        tabs = [(say(f"notice.kind_{kind}"), number == self._kind) for number, kind in enumerate(KINDS)]
        self.query_one(LaneTabs).show(tabs)
        self.query_one(NoticeText).show(composed, self._remarks(composed.message))

    def _until_phrase(self) -> str:
        assert self._until is not None
        return moment_phrase(self._until, self.session.clock(), self.session.zone)

    def _hint(self, composed: Composed, chosen: int) -> tuple[str, str]:
        """What the names look like: how many masks, and how many people are only counted."""
        if not self._read or not chosen:
            return say("notice.hint"), "muted"
        if "names" not in self.board_app.wording.templates.get(KINDS[self._kind], self._language).fields:
            return say("notice.without_names"), "muted"
        listed = composed.listed
        if not listed.others:
            return say("notice.names", n=len(listed.shown)), "muted"
        return say("notice.names_cut", n=len(listed.shown), others=listed.others), "soon"

    def _remarks(self, message: Message) -> list[str]:
        shop = self.board_app.wording.shop
        found = remarks(message)
        if not (shop.phone or shop.instagram or shop.web):
            found.insert(0, say("notice.no_contact"))
        return found

    # -- choosing

    def unavailable(self, command: Command) -> str:
        needs_somebody = command.action in ("select", "all", "post", "write")
        return say("notice.nobody") if needs_somebody and not self._cases else ""

    async def do_select(self) -> None:
        rows = self.query_one(RowList)
        if rows.case_id is not None:
            self._marked ^= {rows.case_id}
            rows.select(rows.cursor + 1)
            self._marks_changed()

    async def do_all(self) -> None:
        """All without a route; none of them where they are all marked."""
        wanted = self._without_a_route() or set(self._listed())
        self._marked = self._marked - wanted if wanted <= self._marked else self._marked | wanted
        self._marks_changed()

    def _marks_changed(self) -> None:
        self.query_one(RowList).forget_strips()
        self._show_text()

    async def do_filter(self) -> None:
        self._shown = _SHOWN[(_SHOWN.index(self._shown) + 1) % len(_SHOWN)]
        self._show_list()
        self._show_text()
        self.tell(say(f"notice.shown_{self._shown.value}"))

    async def do_next_kind(self) -> None:
        self._kind = (self._kind + 1) % len(KINDS)
        self._show_text()

    async def do_previous_kind(self) -> None:
        self._kind = (self._kind - 1) % len(KINDS)
        self._show_text()

    @on(LaneTabs.Chosen)
    def _tab_chosen(self, message: LaneTabs.Chosen) -> None:
        self._kind = message.index
        self._show_text()

    @on(RowList.Opened)
    async def _opened(self) -> None:
        await self.action_command("notice.select")

    async def do_words(self) -> None:
        """The language of the texts."""
        self._language = _LANGUAGES[(_LANGUAGES.index(self._language) + 1) % len(_LANGUAGES)]
        self._show_text()

    async def do_down(self) -> None:
        self.query_one(NoticeText).scroll_by(3)

    async def do_up(self) -> None:
        self.query_one(NoticeText).scroll_by(-3)

    async def do_until(self) -> None:
        from tui.board.screens.prompts import CallbackScreen

        moment = await self.app.push_screen_wait(CallbackScreen("", say("notice.ask_until"), ""))
        if isinstance(moment, int):
            self._until = moment
            self._show_text()

    # -- what leaves the program

    async def do_copy(self) -> None:
        composed = self._text_now()
        if composed.message.too_long:
            self.tell(say("messages.over_limit", limit=composed.message.limit), "late")
            return
        await self.board_app.copying.text(composed.message.text, say(f"notice.kind_{KINDS[self._kind]}"))

    async def do_write(self) -> None:
        """The card as a PNG, where the day's review is written too."""
        from tui.board.saving import ask_file
        from tui.papers.notice_card import Card, save_card

        session = self.session
        target = await ask_file(self, say("notice.ask_picture"), "sonnim-notice-{day}.png")
        if target is None:
            return
        down = session.outage_of(Route.KAKAO) is not None
        words = shop_fields(
            self.board_app.wording.shop,
            self._language,
            session.zone,
            session.clock(),
            kakao_down=down,
            until=self._until,
        )
        card = Card(
            self._language,
            words["shop"],
            masks_of(self.chosen),
            words["shop_phone"],
            words["shop_instagram"],
            words["shop_web"],
            words["until"],
            down,
        )
        try:
            listed = await asyncio.to_thread(save_card, card, target)
        except PaperError as error:
            self.tell(str(error), "late")
            return
        key = "notice.written_cut" if listed.others else "notice.written"
        self.tell(say(key, file=str(target.absolute()), n=listed.others), "good")

    async def do_post(self) -> None:
        """Asks, then logs one attempt for each; whoever was found meanwhile gets none."""
        from tui.board.screens.prompts import ConfirmScreen

        if not self._marked:
            self.tell(say("notice.choose_first"), "soon")
            return
        question = say("notice.ask_post", n=len(self._marked))
        again = sum(posted_at(case) is not None for case in self.chosen)
        if again:
            question += "\n\n" + say("notice.posted_before", n=again)
        if not await self.app.push_screen_wait(ConfirmScreen(question)):
            self.tell(say("board.nothing_logged"))
            return
        await self._show()
        chosen = self.chosen
        if chosen:
            await self.session.log_many(chosen, Outcome.NOTICE_POSTED)
            await self.board_app.poll_now()
            await self._show()
        self.tell(say("notice.posted", n=len(chosen)), "good")

    async def do_undo(self) -> None:
        await self.board_app.undo(self)
        await self._show()

    # -- news

    def cases_changed(self, cases: frozenset[int]) -> None:
        if self._read:
            self.in_background(self._show(), exclusive=True, group="news")

    def minute_passed(self) -> None:
        self.query_one(RowList).forget_strips()
        if self._read:
            self._show_text()

    def language_changed(self) -> None:
        super().language_changed()
        self._show_list()
        self._show_text()
