"""Is it them?  A question that only the real customer can answer; what is expected is never shown."""

from __future__ import annotations

from enum import StrEnum

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.board.checkview import QUESTION, CheckView, check_view, recognised_text
from tui.board.screens.base import CommandScreen, concerns
from tui.board.screens.prompts import Prompt
from tui.board.table import Command, Place
from tui.board.widgets.lines import Line, LinesWidget
from tui.board.widgets.plain import hint, words
from tui.clock import new_id
from tui.domain.checking import (
    Question,
    Recognised,
    claimant_in,
    compare,
    questions_for,
    recognised,
    same_claimant,
)
from tui.domain.model import Case, IdentityCheck
from tui.domain.words import CheckQuestion, Verdict
from tui.i18n import say


class Next(StrEnum):
    """Where it goes on."""

    TAKE_DOWN = "take_down"
    CONTACT = "contact"
    CHECK = "check"


class CheckPane(LinesWidget):
    def __init__(self) -> None:
        super().__init__(id="check-pane")
        self.view: CheckView | None = None

    def lines(self, width: int, height: int) -> list[Line]:
        return self.view.lines(width) if self.view is not None else [[(" " + say("board.reading"), "muted")]]


class CheckScreen(CommandScreen):
    """Opened on a case that this terminal has claimed; `told` is what they have said so far.

    Gives a Next, or None.
    """

    PLACE = Place.CHECK
    WAITS = frozenset(("next_question", "previous_question", "copy", "proof", "contact"))
    AUTO_FOCUS = "Input"

    def __init__(self, case_id: int, told: str = "") -> None:
        super().__init__()
        self.case_id = case_id
        self._told = told
        self._claimant = claimant_in(told)
        self._questions: tuple[Question, ...] = ()
        self._chosen = 0
        self._verdict: Verdict | None = None
        self._begun = False

    def body(self) -> ComposeResult:
        yield CheckPane()
        yield Input(placeholder=say("inbound.answer_hint"), max_length=200, id="find-input")

    def mounted(self) -> None:
        self.read_first(self._begin())

    async def _begin(self) -> None:
        case = await self.session.fresh(self.case_id)
        if case is not None:
            now, zone = self.session.clock(), self.session.zone
            self._questions = questions_for(case, self._told, now, zone)
        self._begun = True
        self._show()

    def _show(self) -> None:
        case = self.session.case(self.case_id)
        if case is None or self.gone:
            return
        kinds = [one.kind for one in self._questions]
        pane = self.query_one(CheckPane)
        now, zone = self.session.clock(), self.session.zone
        pane.view = check_view(case, self._claimant, kinds, self._chosen, self._verdict, now=now, zone=zone)
        pane.refresh()
        self.show_commands()

    # -- commands

    def unavailable(self, command: Command) -> str:
        if command.action in ("next_question", "previous_question") and len(self._questions) < 2:
            return say("inbound.no_other_question")
        if command.action in ("answer", "copy") and not self._questions:
            return say("inbound.nothing_to_ask")
        return ""

    @on(Input.Submitted)
    async def _submitted(self) -> None:
        await self.action_command("check.answer")

    async def do_answer(self) -> None:
        field = self.query_one(Input)
        said = field.value.strip()
        if not said:
            self.tell(say("inbound.answer_hint"))
            return
        question = self._questions[self._chosen]
        verdict = compare(question, said, self.session.clock(), self.session.zone)
        # What was said goes as well: a right answer shall not stand on the screen for the next one who asks.
        field.value = ""
        await self._note(question.kind, verdict, question.about)

    async def _note(self, kind: CheckQuestion, verdict: Verdict, about: int) -> None:
        """Logs the check, then goes on or asks anew."""
        session = self.session
        before = await session.up_to_date(self.case_id)
        check = IdentityCheck(
            new_id(), self.case_id, kind, verdict, about, self._claimant, session.staff, session.clock()
        )
        await session.note_check(check)
        self._verdict = verdict
        if verdict is Verdict.WRONG and len(self._questions) > 1:
            # An answer that was wrong once may be guessed the second time: the question is not asked again.
            self._questions = (*(one for one in self._questions if one.kind is not kind),)
            self._chosen = 0
        self._show()
        if verdict is Verdict.RIGHT and (before is None or await self._one_of_them(before, check)):
            self.dismiss(Next.TAKE_DOWN)

    async def _one_of_them(self, before: Case, check: IdentityCheck) -> bool:
        """Where somebody else was recognised before, a person says whether it is the same one."""
        others = [one for one in recognised(before) if not same_claimant(one.claimant, self._claimant)]
        if not others:
            return True
        now, zone = self.session.clock(), self.session.zone
        texts = [recognised_text(one, now, zone, say("inbound.came_first")) for one in others]
        mine = Recognised(check.at, check.staff, check.claimant, check, None)
        texts.append(recognised_text(mine, now, zone, say("inbound.came_now")))
        return bool(await self.app.push_screen_wait(ConflictScreen(before.customer.name, texts)))

    async def do_next_question(self) -> None:
        self._turn_to(1)

    async def do_previous_question(self) -> None:
        self._turn_to(-1)

    async def clicked(self, does: str) -> None:
        """A question's tab asks that question."""
        if does.startswith(QUESTION):
            self._turn_to(int(does.removeprefix(QUESTION)) - self._chosen)
            return
        await super().clicked(does)

    def _turn_to(self, step: int) -> None:
        self._chosen = (self._chosen + step) % len(self._questions)
        self._verdict = None
        self.query_one(Input).value = ""
        self._show()

    async def do_copy(self) -> None:
        """The question, to be sent to whoever writes."""
        kind = self._questions[self._chosen].kind
        await self.board_app.copying.text(say(f"inbound.ask_{kind.value}"), say("inbound.the_question"))

    async def do_proof(self) -> None:
        """A person has seen the transfer."""
        from tui.board.screens.prompts import ConfirmScreen

        if await self.app.push_screen_wait(ConfirmScreen(say("inbound.proof_seen"))):
            await self._note(CheckQuestion.SCREENSHOT, Verdict.RIGHT, 0)

    async def do_contact(self) -> None:
        self.dismiss(Next.CONTACT)

    # -- news

    def cases_changed(self, cases: frozenset[int]) -> None:
        if self._begun and concerns(cases, (self.case_id,)):
            self.in_background(self._read_again())

    async def _read_again(self) -> None:
        await self.session.read([self.case_id])
        self._show()

    def language_changed(self) -> None:
        super().language_changed()
        self._show()


class ConflictScreen(Prompt):
    """Several say that it is theirs: Enter leaves all as they are, 2 goes on with this one too."""

    BINDINGS = [("enter,1", "leave", ""), ("2", "same", "")]  # noqa: RUF012  Textual's own shape

    def __init__(self, name: str, texts: list[str]) -> None:
        super().__init__()
        self._name, self._texts = name, texts

    def compose(self) -> ComposeResult:
        question = say("inbound.conflict", name=self._name, n=len(self._texts))
        with Vertical():
            yield Static(words(question), markup=False)
            for text in self._texts:
                yield Static(words(f"· {text}"), markup=False)
            yield Static(hint(say("inbound.conflict_leave"), "leave"), markup=False, classes="hint")
            yield Static(hint(say("inbound.conflict_same"), "same"), markup=False)

    def action_same(self) -> None:
        self.dismiss(True)
