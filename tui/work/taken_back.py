"""What was taken back, in a sentence: for the board and for the command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.domain.addresses import address_of
from tui.domain.words import EventKind
from tui.i18n import say
from tui.papers.phrases import called

if TYPE_CHECKING:
    from tui.domain.model import Event
    from tui.store.results import ImportUndone, Stands, Undone


def taken_back(undone: Undone) -> str:
    """The sentence for a file, a notice or a contact point; "" for what is told by the customer's state."""
    if undone.file is not None:
        return _file(undone.file)
    if undone.event.kind is EventKind.SEND_PREPARED:
        held = say("store.sends_withdrawn", n=undone.together)
        return f"{held} {say('store.sends_gone', n=undone.gone)}" if undone.gone else held
    if undone.together > 1:
        tried = undone.event.attempt
        what = say(f"rules.outcome.{tried.outcome.value}") if tried else say("board.event_deposit_decided")
        return say("store.together_undone", what=what, n=undone.together)
    if undone.point is None or undone.case is None:
        return ""
    key = "store.point_withdrawn" if undone.added else "store.point_restored"
    name = called(undone.case) or say("board.nameless")
    return say(key, name=name, value=address_of(undone.point))


def stands(told: Stands, before: str = "") -> str:
    """That the latest cannot be taken back, and what the next undoing takes back: `before` where that is no
    event."""
    past = say(f"store.{told.code}", **told.fields)
    if not before and told.then is not None:
        before = kind_of(told.then)
        if told.case is not None:
            name = called(told.case) or say("board.nameless")
            before = say("store.of_customer", name=name, what=before)
    return f"{past} {say('store.undone_next', what=before) if before else say('store.undone_all')}"


def kind_of(event: Event) -> str:
    """What a person did, in a word or two."""
    if event.attempt is not None:
        return say(f"rules.outcome.{event.attempt.outcome.value}")
    return say(f"board.event_{event.kind.value}")


def _file(file: ImportUndone) -> str:
    parts = [
        say("store.file_undone", file=file.file)
        if file.row is None
        else say("store.row_undone", file=file.file, row=file.row)
    ]
    if file.others:
        parts.append(say("store.others_withdrawn", n=file.others))
    elif file.orders:
        parts.append(say("store.orders_withdrawn", n=file.orders))
    elif file.customers:
        parts.append(say("store.customers_gone", n=file.customers))
    if file.restored:
        parts.append(say("store.restored", n=file.restored))
    if file.row is None:
        parts.append(say("store.file_can_return"))
    return " ".join(parts)
