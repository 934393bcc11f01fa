"""The end of the day: who is unresolved and why, with an owner and a next step; and the day's paper."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult

from tui.board.cells import cells, fit
from tui.board.detail import attempt_text, reasons_text
from tui.board.lanes import LaneOrder
from tui.board.requestview import first_asked
from tui.board.rows import RowView
from tui.board.screens.base import CommandScreen, concerns
from tui.board.table import Command, Place
from tui.board.times import case_time_left, moment_phrase
from tui.board.widgets.footer import Notice
from tui.board.widgets.lines import Line, LinesWidget
from tui.board.widgets.rowlist import RowList
from tui.domain.bake import BakeList
from tui.domain.dates import callback_time
from tui.domain.review import Review, Unresolved
from tui.domain.words import EventKind
from tui.i18n import say
from tui.papers.phrases import called
from tui.work.retention import reminder


class ReviewHead(LinesWidget):
    """Totals, how each route did, and how many have no next step."""

    def __init__(self) -> None:
        super().__init__(id="review-head")
        self.review: Review | None = None
        self.marked = 0

    def lines(self, width: int, height: int) -> list[Line]:
        review = self.review
        if review is None:
            return [[(" " + say("board.reading"), "muted")]]
        totals = review.totals
        lines: list[Line] = [[
            (" " + say("board.review_title"), "title"),
            ("   " + say("board.unreached", n=totals.unreached), "late" if totals.unreached else "good"),
            ("  " + say("board.reached", n=totals.reached), "good"),
            ("  " + say("board.resolved", n=totals.resolved), ""),
            (f"  {totals.percent}%", "strong"),
        ]]  # fmt: skip
        tallies: list[str] = []
        for tally in [each for each in review.attempts if each.observed.tries]:
            name = say(f"rules.route.{tally.route.value}")
            tallies.append(say("board.tally", route=name, tries=tally.observed.tries,
                               answered=tally.observed.answered, percent=tally.observed.percent))  # fmt: skip
        while cells("   ".join(tallies)) >= width - 1 and len(tallies) > 1:
            tallies.pop()  # the report tells of every route
        lines.append([(" " + ("   ".join(tallies) or say("board.no_tries")), "muted")])
        # How many a key will act on is never what a narrow screen cuts off.
        marked = f" {say('board.marked', n=self.marked)}  " if self.marked else ""
        if review.missing:
            rest, style = say("board.missing_steps", n=review.missing), "late"
        else:
            rest, style = say("board.all_have_steps"), "good"
        lines.append([(marked, "accent"), (fit(" " + rest, max(0, width - cells(marked))).rstrip(), style)])
        return lines


class ReviewScreen(CommandScreen):
    """Gives the id of a case to show on the board, or None."""

    PLACE = Place.REVIEW
    AUTO_FOCUS = "RowList"
    WAITS = frozenset(("write", "notice", "bake", "requests", "report", "ready"))

    def __init__(self) -> None:
        super().__init__()
        self._unresolved: dict[int, Unresolved] = {}
        self._marked: set[int] = set()
        self._bake: BakeList | None = None

    def body(self) -> ComposeResult:
        yield ReviewHead()
        rows = RowList(LaneOrder(), self._row_of, id="unresolved")
        rows.empty = say("board.reading")
        yield rows

    def mounted(self) -> None:
        self.read_first(self._show())

    async def _show(self) -> None:
        review = await self.session.review()
        self._unresolved = {each.case.id: each for each in review.unresolved}
        self._marked &= set(self._unresolved)
        head = self.query_one(ReviewHead)
        head.review, head.marked = review, len(self._marked)
        head.refresh()
        rows = self.query_one(RowList)
        rows.empty = say("board.review_empty")
        rows.order = LaneOrder(array("q", range(len(self._unresolved))), array("q", self._unresolved))
        rows.order_changed()
        self.show_commands()
        self.in_background(self._look_further(), exclusive=True, group="further")

    async def _look_further(self) -> None:
        """What nobody has to wait for: whether there is a list by pick-up, and a word about old customers."""
        self._bake = await self.session.bake()
        self.show_commands()
        remind = await reminder(self.session.store, self.session.policy, self.session.clock())
        if remind and not self.query_one(Notice).sentence:
            self.tell(remind, "soon")

    def _row_of(self, case_id: int) -> RowView | None:
        each = self._unresolved.get(case_id)
        if each is None:
            return None
        session = self.session
        now, zone = session.clock(), session.zone
        step = say(f"rules.step.{each.next_step.value}")
        if each.missing_next_step:
            step = say("board.no_step", step=step)
        elif each.next_at is not None:
            step = f"{moment_phrase(each.next_at, now, zone)} {step}"
        owner = say("board.owned_by", staff=each.owner) if each.owner else say("board.owned_by_nobody")
        last = attempt_text(each.last_try, now, zone) if each.last_try else ""
        first = first_asked(each.case, zone)
        mark = "✓ " if case_id in self._marked else ""
        return RowView(
            case_id=case_id,
            when=case_time_left(each.case, now, zone),
            band="late" if each.missing_next_step else "",
            name=mark + (called(each.case) or say("board.nameless")),
            route=say(f"rules.state.{each.case.state.value}"),
            detail=" · ".join(part for part in (step, owner, first, last, reasons_text(each.why)) if part),
            mark="",
        )

    # -- choosing

    def unavailable(self, command: Command) -> str:
        needs_somebody = command.action in ("tomorrow", "hand", "close", "open", "select", "select_all")
        return say("board.review_empty") if needs_somebody and not self._unresolved else ""

    def in_footer(self, command: Command) -> bool:
        if command.action == "bake" and (self._bake is None or not self._bake.worth_showing):
            return False
        return super().in_footer(command)

    @property
    def chosen(self) -> list[Unresolved]:
        """The marked customers, or the one under the cursor."""
        rows = self.query_one(RowList)
        ids = self._marked or {rows.case_id or 0}
        return [each for case_id, each in self._unresolved.items() if case_id in ids]

    async def do_select(self) -> None:
        rows = self.query_one(RowList)
        if rows.case_id is not None:
            self._marked ^= {rows.case_id}
            rows.select(rows.cursor + 1)
            self._show_marks()

    async def do_select_all(self) -> None:
        self._marked = set() if len(self._marked) == len(self._unresolved) else set(self._unresolved)
        self._show_marks()

    def _show_marks(self) -> None:
        head = self.query_one(ReviewHead)
        head.marked = len(self._marked)
        head.refresh()
        self.query_one(RowList).forget_strips()

    async def _decide(
        self, asked: Sequence[Unresolved], kind: EventKind, sentence: str, **fields: object
    ) -> None:
        """One event for each customer `asked` about, all of them undone one by one with `u`; none for those
        who were settled while the question stood."""
        chosen, at = (
            [each for each in asked if each.case.id in self._unresolved],
            self.query_one(RowList).cursor,
        )
        if not chosen:
            self.tell(say("board.review_overtaken"), "soon")
            return
        for each in chosen:
            event = self.session.event(each.case, kind)._replace(**fields)  # type: ignore[arg-type]
            await self.session.record(event)
        await self.board_app.poll_now()
        self._marked.clear()
        await self._show()
        self.query_one(RowList).select(at)  # those decided move to the end; the next one takes their place
        self.tell(say(sentence, n=len(chosen), **fields), "good")

    async def do_tomorrow(self) -> None:
        from tui.board.screens.prompts import CallbackScreen

        chosen = self.chosen
        moment = await self.app.push_screen_wait(
            CallbackScreen("", say("board.ask_tomorrow"), self._morning())
        )
        if isinstance(moment, int):
            await self._decide(chosen, EventKind.CARRIED_OVER, "board.carried_over", until=moment)

    def _morning(self) -> str:
        """Tomorrow at the end of the quiet hours, or nine, as one would type it."""
        end = self.session.policy.quiet.end_minute
        hour, minute = divmod(max(end, 9 * 60), 60)
        text = say("board.tomorrow_at", time=f"{hour:02}:{minute:02}")
        return text if callback_time(text, self.session.clock(), self.session.zone) else ""

    async def do_hand(self) -> None:
        from tui.board.screens.prompts import TextScreen

        chosen = self.chosen
        person = await self.app.push_screen_wait(TextScreen(say("board.ask_person"), limit=20))
        if isinstance(person, str) and person.strip():
            await self._decide(chosen, EventKind.HANDED_OVER, "board.handed_over", person=person.strip())

    async def do_close(self) -> None:
        from tui.board.screens.prompts import TextScreen

        chosen = self.chosen
        reason = await self.app.push_screen_wait(TextScreen(say("board.ask_reason"), limit=200))
        if reason == "":
            self.tell(say("board.reason_needed"), "soon")
        elif isinstance(reason, str) and reason.strip():
            await self._decide(chosen, EventKind.CLOSED, "board.closed_now", reason=reason.strip())

    async def do_notice(self) -> None:
        """The notice, for those who are marked here and may stand on one."""
        from tui.board.screens.notice import NoticeScreen

        await self.app.push_screen_wait(NoticeScreen(self._marked))
        self._marked.clear()
        await self._show()

    async def do_bake(self) -> None:
        """What is due by pick-up; a customer chosen there is shown on the board."""
        from tui.board.screens.bake import BakeScreen

        if self._bake is None:
            self._bake = await self.session.bake()
        if not self._bake.worth_showing:
            self.tell(say("bake.nothing"))
            return
        chosen = await self.app.push_screen_wait(BakeScreen())
        if isinstance(chosen, int):
            self.dismiss(chosen)

    async def do_requests(self) -> None:
        """What was asked for on Kakao meanwhile; a customer chosen there is shown on the board."""
        from tui.board.screens.lost import LostScreen

        chosen = await self.app.push_screen_wait(LostScreen())
        if isinstance(chosen, int):
            self.dismiss(chosen)
        else:
            await self._show()

    async def do_report(self) -> None:
        """What an outage came to."""
        from tui.board.screens.report import ReportScreen

        await self.app.push_screen_wait(ReportScreen())

    async def do_ready(self) -> None:
        """Who could be reached the next time; a customer chosen there is shown on the board."""
        from tui.board.screens.ready import ReadyScreen

        chosen = await self.app.push_screen_wait(ReadyScreen())
        if isinstance(chosen, int):
            self.dismiss(chosen)

    async def do_undo(self) -> None:
        await self.board_app.undo(self)
        await self._show()

    async def do_open(self) -> None:
        self.dismiss(self.query_one(RowList).case_id)

    @on(RowList.Opened)
    async def _opened(self) -> None:
        await self.action_command("review.open")

    async def do_write(self) -> None:
        from tui.board.saving import ask_and_save

        await ask_and_save(self, say("board.ask_file"), "sonnim-{day}.html", self._write)

    async def _write(self, target: Path) -> None:
        """The day's paper as it stands now.  Raises PaperError."""
        from tui.papers import write_review

        session = self.session
        review, bake = await session.review(), await session.bake()
        await asyncio.to_thread(
            write_review,
            review,
            target,
            session.zone,
            shop=session.config.shop,
            staff=session.staff,
            outages=session.outages,
            bake=bake,
        )

    # -- news

    def cases_changed(self, cases: frozenset[int]) -> None:
        if concerns(cases, self._unresolved):
            self.in_background(self._show())

    def language_changed(self) -> None:
        super().language_changed()
        self.query_one(RowList).forget_strips()
