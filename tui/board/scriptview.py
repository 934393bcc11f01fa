"""The phone script as staff read it: in the customer's language, how it is read aloud, what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import i18n
from tui.domain.routes import RouteChoice
from tui.domain.templates import Slot, fields_for, render
from tui.domain.words import Language, Route

if TYPE_CHECKING:
    from tui.board.session import Session
    from tui.board.wording import Wording
    from tui.domain.model import Case

Lines = tuple[tuple[str, str], ...]


def script_lines(case: Case, choice: RouteChoice, text: str, session: Session, wording: Wording) -> Lines:
    """(text, style) for each row of a call's script; () where it is in the staff's own language.

    Below each line stands how it is read (Japanese, Chinese) and what it means; where one's own wording has
    other lines than its translation, the meaning stands below as a whole.
    """
    language = case.customer.language
    meant = Language.EN if i18n.chosen() == "en" else Language.KO
    if choice.route is not Route.PHONE or language in (Language.KO, meant):
        return ()
    from tui.domain.readings import reading_of

    zone, now, shop, templates = session.zone, session.clock(), wording.shop, wording.templates
    down, staff = session.outage_of(Route.KAKAO) is not None, session.staff
    values = fields_for(case, shop, meant, zone, now, kakao_down=down, staff=staff)
    spoken = text.split("\n")
    gloss = render(templates, Slot.PHONE, meant, values).text.split("\n")
    read = reading_of(case, shop, templates, zone, now, kakao_down=down, staff=staff)
    beside = len(gloss) == len(spoken)
    lines: list[tuple[str, str]] = []
    for number, line in enumerate(spoken):
        lines.append((line, "strong"))
        if len(read) == len(spoken):
            lines.append((read[number], "accent"))
        if beside:
            lines.append((gloss[number], "muted"))
    if not beside:
        lines += [("", ""), *((line, "muted") for line in gloss)]
    return tuple(lines)
