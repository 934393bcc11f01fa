"""Sentences about what was just done: logged, undone, decided."""

from __future__ import annotations

from collections.abc import Sequence

from tui.board.session import Session
from tui.board.times import moment_phrase
from tui.domain.model import MINUTE, Case
from tui.domain.words import State
from tui.i18n import say
from tui.papers.phrases import called
from tui.store.results import Logged, Undone
from tui.work.taken_back import kind_of, taken_back


def logged_sentence(logged: Logged, session: Session) -> str:
    """ "김민지 님 · 부재중으로 기록했어요. 15분 뒤에 다시 알려 드려요. (u 되돌리기)" """
    attempt = logged.event.attempt
    name = called(logged.case) or say("board.nameless")
    what = say(f"rules.outcome.{attempt.outcome.value}") if attempt else ""
    return f"{say('board.logged', name=name, outcome=what)} {_next(logged.case, session)}".strip()


def _next(case: Case, session: Session) -> str:
    progress, now = case.progress, session.clock()
    if case.state is State.NO_ROUTE:
        return say("board.then_no_route")
    if progress.next_at is None:
        return ""
    minutes = -(-(progress.next_at - now) // MINUTE)
    if minutes <= 0:
        return say("board.then_now")
    if case.state is State.CALLBACK:
        return say("board.then_callback", time=moment_phrase(progress.next_at, now, session.zone))
    if minutes < 100:
        return say("board.then_minutes", n=minutes)
    return say("board.then_at", time=moment_phrase(progress.next_at, now, session.zone))


def undone_sentence(undone: Undone, session: Session) -> str:
    """What was taken back, and how the customer stands now where it was about one."""
    told, event = taken_back(undone), undone.event
    if undone.case is None or undone.together > 1:
        return told
    name = called(undone.case) or say("board.nameless")
    what = kind_of(event)
    state = say(f"rules.state.{undone.case.state.value}")
    if told:
        return f"{told} {say('board.state_now', state=state)}"
    return say("board.undone", name=name, what=what, state=state)


def first_of(mistakes: Sequence[str]) -> str:
    """The first of several mistakes in the user's own files, and where to see how many more."""
    more = len(mistakes) - 1
    return f"{mistakes[0]} {say('board.more_mistakes', n=more)}" if more else mistakes[0]
