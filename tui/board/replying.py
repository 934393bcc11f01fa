"""A reply that came to another telephone: its words are typed or pasted, and a person says what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.domain.cleaning import clean_line
from tui.domain.model import Case, ContactPoint, Millis
from tui.domain.outcomes import OUTCOMES
from tui.domain.send_checks import text_point
from tui.domain.words import Outcome
from tui.i18n import say

if TYPE_CHECKING:
    from tui.board.app import SonnimApp

MEANINGS = (
    Outcome.CONFIRMED,
    Outcome.CHANGE_REQUESTED,
    Outcome.CANCEL_REQUESTED,
    Outcome.CALLBACK,
    Outcome.DO_NOT_CONTACT,
)
"""What an answer can be."""
_LONGEST = 200


class Reply(NamedTuple):
    """`point` is the number that the text had gone to, as far as anybody knows."""

    text: str
    outcome: Outcome
    point: ContactPoint | None
    callback_at: Millis | None


async def ask_reply(app: SonnimApp, case: Case) -> Reply | None:
    """Asks for the words, then for what they mean; None if the person thought better of it."""
    from tui.board.screens.asking import ChoiceScreen
    from tui.board.screens.prompts import TextScreen

    question = say("posting.ask_reply", name=case.customer.name or say("board.nameless"))
    text = await app.push_screen_wait(TextScreen(question, limit=_LONGEST))
    if not isinstance(text, str) or not text.strip():
        return None
    labels = [say(f"rules.outcome.{outcome.value}") for outcome in MEANINGS]
    at = await app.push_screen_wait(ChoiceScreen(say("posting.ask_meaning"), labels))
    if not isinstance(at, int):
        return None
    outcome, callback_at = MEANINGS[at], None
    if OUTCOMES[outcome].wants_time:
        callback_at = await app.ask_callback_time(case)
        if callback_at is None:
            return None
    sent = next((send.point_id for send in reversed(case.sends)), None)
    point = next((one for one in case.points if one.id == sent), None) or text_point(case)
    return Reply(clean_line(text, _LONGEST), outcome, point, callback_at)
