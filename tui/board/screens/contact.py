"""The contact screen: one customer, a number in large figures, words ready to use, one key to log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult

from tui.board.approach import Approach
from tui.board.contactview import ContactView, contact_view, suggested_phones
from tui.board.ledgers import suggestion_text
from tui.board.routecursor import RouteCursor
from tui.board.screens.base import CommandScreen, concerns
from tui.board.scriptview import script_lines
from tui.board.table import Command, Place
from tui.board.widgets.card import ROUTE, ContactCard
from tui.clock import new_id
from tui.domain.addresses import address_of
from tui.domain.model import Case
from tui.domain.outcomes import ROUTES_OF, USUAL_ROUTES
from tui.domain.phones import display
from tui.domain.routes import RouteChoice
from tui.domain.words import Direction, Language, Outcome, Route
from tui.i18n import say
from tui.papers.wording import language_label

_LANGUAGES = tuple(Language)


class ContactScreen(CommandScreen):
    """Opened on a case that this terminal has claimed.

    `inbound`: the customer made contact first.  `steps`: routes to go on from the suggested one.  `once`:
    goes back after this customer instead of on to the next.
    """

    PLACE = Place.CONTACT
    AUTO_FOCUS = "ContactCard"

    def __init__(self, case_id: int, inbound: bool = False, steps: int = 0, once: bool = False) -> None:
        super().__init__()
        self.case_id = case_id
        self.inbound = inbound
        self._once = once
        self._words_asked: bool | None = None
        """Whether words are to be shown; None as the policy has it."""
        self._leaving = False
        """The claim was given back on purpose, and is not to be taken again."""
        self._shown_id, self._attempts_seen = 0, 0
        """The customer shown, and how much had been tried when they came on the screen."""
        self.note = ""
        self.skipped: list[int] = []
        self._routes = RouteCursor(steps)
        self._logged = 0

    def body(self) -> ComposeResult:
        yield ContactCard()

    def mounted(self) -> None:
        key = "inbound_hint" if self.inbound else "claimed_once" if self._once else "claimed"
        self.in_background(self._show(say(f"board.{key}")))

    # -- what is shown

    @property
    def subject(self) -> object:
        return self.case_id, self._logged

    @property
    def case(self) -> Case | None:
        return self.session.case(self.case_id)

    @property
    def choices(self) -> Sequence[RouteChoice]:
        """Routes to offer: those open now, then those left out, which can still be looked at."""
        case = self.case
        return self.session.advice(case).choices if case is not None else ()

    @property
    def approach(self) -> Approach | None:
        case, choices = self.case, self.choices
        if case is None or not choices:
            return None
        return self.board_app.wording.approach(case, choices[self._routes.place(self.case_id, choices)])

    async def _show(self, sentence: str = "", tone: str = "") -> None:
        """Draws the case as it is now."""
        await self.session.read([self.case_id])
        case = self.case
        view: ContactView | None = None
        self._routes.show(self.case_id, self.choices)
        if case is not None:
            if self._shown_id != case.id:
                self._shown_id, self._attempts_seen = case.id, len(case.attempts)
            view = contact_view(case, self.session, self.approach, self._routes.at, note=self.note,
                                words=self.with_words)  # fmt: skip
            approach = self.approach
            if view.message and approach is not None:
                wording = self.board_app.wording
                script = script_lines(case, approach.choice, view.message, self.session, wording)
                view = replace(view, script=script)
        self.query_one(ContactCard).show(view)
        self.show_commands()
        if sentence:
            self.tell(sentence, tone)

    async def _go_on(self, case: Case, sentence: str, tone: str = "") -> None:
        """The next customer on the same screen."""
        self.case_id, self.note, self.inbound = case.id, "", False
        self._routes.turn_to(0)
        self._shown_id = 0  # the same customer by another route: what was just logged is our own
        await self._show(sentence, tone)

    # -- commands

    async def _do(self, command: Command, *given: str) -> None:
        """Each about the customer as they are now, where a change has just put what was known out of date."""
        if not command.id.startswith("common."):
            with self.board_app.telling_errors():
                await self.session.up_to_date(self.case_id)
        await super()._do(command, *given)

    def unavailable(self, command: Command) -> str:
        if command.action in ("next_route", "previous_route") and len(self.choices) < 2:
            return say("board.one_route_only")
        if command.action in ("copy", "copy_address") and not self.choices:
            return say("board.nothing_to_copy")
        if command.action == "suggested" and (self.case is None or not suggested_phones(self.case)):
            return say("board.no_suggested")
        return ""

    async def do_next_route(self) -> None:
        await self._turn_by(1)

    async def do_previous_route(self) -> None:
        await self._turn_by(-1)

    async def _turn_by(self, steps: int) -> None:
        self._routes.turn_to(self._routes.place(self.case_id, self.choices) + steps)
        await self._show()

    async def clicked(self, does: str) -> None:
        """A route's tab shows that route."""
        if does.startswith(ROUTE):
            self._routes.turn_to(int(does.removeprefix(ROUTE)))
            self.in_background(self._show())
            return
        await super().clicked(does)

    async def do_copy(self) -> None:
        shown = self.approach
        if shown is not None:
            await self.board_app.copying.ready(shown)

    async def do_copy_address(self) -> None:
        shown = self.approach
        if shown is not None:
            await self.board_app.copying.text(shown.address, say("board.the_number"))

    async def do_note(self) -> None:
        from tui.board.screens.prompts import TextScreen

        note = await self.app.push_screen_wait(TextScreen(say("board.ask_note"), self.note, limit=200))
        if isinstance(note, str):
            self.note = note.strip()
            await self._show()

    async def do_point(self) -> None:
        """Another number or handle is typed; one that could not be read is mended by it."""
        from tui.board.screens.points import PointScreen, broken_point

        case = self.case
        if case is None:
            return
        entered = await self.app.push_screen_wait(PointScreen(case))
        if not isinstance(entered, tuple):
            return
        kind, value = entered
        case = await self.session.enter_point(case, kind, value, broken_point(case, kind))
        point = next((one for one in reversed(case.points) if one.kind is kind and one.usable), None)
        self._routes.turn_to(0)
        await self._show(say("board.point_added", name=case.customer.name, value=address_of(point)), "good")

    async def do_suggested(self) -> None:
        """A number from a saved chat becomes a contact point, by a person's word."""
        from tui.board.screens.asking import ChoiceScreen

        case = self.case
        phones = suggested_phones(case) if case is not None else []
        if case is None or not phones:
            return
        texts = [suggestion_text(one, self.session.zone, self.session.clock()) for one in phones]
        question = say("board.ask_suggested", name=case.customer.name)
        at = await self.app.push_screen_wait(ChoiceScreen(question, texts))
        if not isinstance(at, int):
            return
        session, one = self.session, phones[at]
        await session.store.take_suggestion(
            case.id, one.id, point_id=new_id(), staff=session.staff, now=session.clock()
        )
        session.wrote()
        session.forget(case.id)
        self._routes.turn_to(0)
        await self._show(say("board.point_added", name=case.customer.name, value=display(one.value)), "good")

    async def do_chat(self) -> None:
        from tui.board.screens.chat import open_chat

        await open_chat(self, self.case_id)

    @property
    def with_words(self) -> bool:
        """Whether what to say or send is shown: as the policy has it, until somebody asks otherwise."""
        offered = self.session.policy.messages.offered
        return offered if self._words_asked is None else self._words_asked

    async def do_words(self) -> None:
        self._words_asked = not self.with_words
        await self._show()

    async def do_send(self) -> None:
        """A text by the gateway; the sheet comes first."""
        from tui.board.recipients import send_to_one

        case = self.case
        if case is not None:
            await send_to_one(self.board_app, case)
            await self._show()

    async def do_reply(self) -> None:
        """What the customer wrote back, typed or pasted, and what it means."""
        from tui.board.replying import ask_reply

        case = self.case
        if case is None:
            return
        reply = await ask_reply(self.board_app, case)
        if reply is None:
            self.tell(say("board.nothing_logged"))
            return
        logged = await self.session.log(
            case,
            reply.outcome,
            route=Route.SMS,
            point=reply.point,
            note=reply.text,
            callback_at=reply.callback_at,
            direction=Direction.IN,
        )
        self._logged += 1
        await self._next(self.board_app.logged_sentence(logged))

    async def do_language(self) -> None:
        case = self.case
        if case is None:
            return
        index = _LANGUAGES.index(case.customer.language)
        before, language = case.customer.language, _LANGUAGES[(index + 1) % len(_LANGUAGES)]
        store = self.session.store
        self.session.keep([await store.set_language(case.id, language)])
        self.session.did(say("keys.contact.language"), lambda: store.set_language(case.id, before))
        await self._show(say("board.language_set", language=language_label(language)))

    async def do_asked(self) -> None:
        """They say they asked before: what for, when and where, kept with this call."""
        from tui.board.screens.request import RequestScreen

        shown = self.approach
        way = (shown.choice.route, shown.choice.point) if shown is not None else None
        direction = Direction.IN if self.inbound else Direction.OUT
        self.board_app.news = ""
        await self.app.push_screen_wait(RequestScreen(self.case_id, way=way, direction=direction))
        sentence = self.board_app.news
        if not sentence:
            return
        self._logged += 1
        if self.inbound:
            self.dismiss(None)
        else:
            await self._next(sentence)

    async def do_outcomes(self) -> None:
        case = self.case
        if case is not None and (outcome := await self.choose_outcome(case.customer.name)) is not None:
            await self.do_outcome(outcome)

    async def do_outcome(self, outcome: Outcome) -> None:
        """Logs for this customer, then shows the next one."""
        case = self.case
        if case is None:
            return
        route = point = None
        shown = self.approach  # before anything is asked: another may be on the screen by then
        fitting = ROUTES_OF if self._routes.at else USUAL_ROUTES  # the first was suggested, not turned to
        if shown is not None and shown.choice.route in fitting[outcome]:
            route, point = shown.choice.route, shown.choice.point
        can_be, callback_at = await self.can_be_logged(case, outcome)
        if not can_be:
            return
        logged = await self.session.log(
            case,
            outcome,
            route=route,
            point=point,
            note=self.note,
            callback_at=callback_at,
            direction=Direction.IN if self.inbound else Direction.OUT,
        )
        self._logged += 1
        sentence = self.board_app.logged_sentence(logged)
        self.board_app.news = sentence
        if self.inbound or self._once:
            self.dismiss(None)
            return
        await self._next(sentence)

    async def _next(self, sentence: str) -> None:
        following = await self.session.claim_next(skip=self.skipped)
        if following is None:
            self.board_app.news = f"{sentence} {say('board.nobody_left')}".strip()
            self.dismiss(None)
            return
        await self._go_on(following, sentence, "good")

    async def do_skip(self) -> None:
        """Gives the customer back untouched and takes the next."""
        self.skipped.append(self.case_id)
        await self.session.release(self.case_id)
        await self._next("")

    async def do_undo(self) -> None:
        """Takes the last log back and returns to that customer."""
        from tui.board.telling import undone_sentence
        from tui.board.undoing import took_back_act, took_back_event

        app = self.board_app
        with app.telling_errors():
            if await took_back_act(app, self):
                self.session.forget(self.case_id)
                await self._show()
                return
            undone = await took_back_event(app, self)
            if undone is None:
                return
            app.news = undone_sentence(undone, self.session)
            if undone.case is None:
                if await self.session.fresh(self.case_id) is None:  # the customer went with the file
                    self._leaving = True
                    self.dismiss(None)
                else:
                    await self._show()
                return
            if undone.case.id != self.case_id:
                await self.session.release(self.case_id)
                await self.session.claim(undone.case.id)
            await self._go_on(undone.case, "")

    async def do_back(self) -> None:
        self._leaving = True
        await self.session.release(self.case_id)
        self.dismiss(None)

    # -- news

    def cases_changed(self, cases: frozenset[int]) -> None:
        if concerns(cases, (self.case_id,)):
            self.in_background(self._refreshed())

    async def _refreshed(self) -> None:
        """Somebody, or time, has changed the customer shown: says so before they are called twice."""
        async with self._turn:  # our own log changes the case too, and goes on to the next
            await self._show()
            case, session = self.case, self.session
            if case is None or self._leaving or self.app.screen is not self:
                return
            colleague = session.claimed_elsewhere(case)
            if colleague:
                self.tell(say("board.taken_from_you", staff=colleague), "late")
            elif len(case.attempts) > self._attempts_seen:
                last, self._attempts_seen = case.attempts[-1], len(case.attempts)
                outcome = say(f"rules.outcome.{last.outcome.value}")
                self.tell(say("board.logged_meanwhile", staff=last.staff, outcome=outcome), "late")
            elif case.claim is None and (await session.claim(case.id)).won:
                await self._show(say("board.claimed_again"), "soon")

    def minute_passed(self) -> None:
        self.in_background(self._show())

    def language_changed(self) -> None:
        super().language_changed()
        self.in_background(self._show())
