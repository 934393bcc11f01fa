"""The order of a customer who made contact, taken down again: what they say and what a chat suggests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tui.domain.agreement_parts import CUSTOMER, NO_WORDING_VALUE
from tui.domain.agreements import suggest
from tui.domain.dates import on_the_wall, read_moment, today_in, wait_said
from tui.domain.due_values import due_said, due_value
from tui.domain.inbound_words import AtTime, OnDate, OnWeekday, Side, pieces_in
from tui.domain.model import DAY, MINUTE, Case, Millis, Suggestion
from tui.domain.quiet import day_start
from tui.domain.spoken_dates import moments_in

FIELDS = ("due", "size", "flavour", "wording", "note")


class TakenDown(NamedTuple):
    """`due_at` as in Order; the other fields as they were said, "" for what was not."""

    due_at: Millis | None = None
    due_has_time: bool = False
    size: str = ""
    flavour: str = ""
    wording: str = ""
    note: str = ""

    @property
    def empty(self) -> bool:
        return self == TakenDown()

    @property
    def details(self) -> str:
        """What the order is, in one line: '딸기 2호 "생일 축하해"'."""
        quoted = f'"{self.wording}"' if self.wording and self.wording != NO_WORDING_VALUE else self.wording
        return " ".join(part for part in (self.flavour, self.size, quoted) if part)


class Hint(NamedTuple):
    """A value that somebody seems to have said: a fact only once a person takes it.

    `value` as in Suggestion; `source` is the chat's suggestion, None for what was said just now.
    """

    value: str
    source: Suggestion | None = None


def hints_for(case: Case, told: str, now: Millis, zone: str) -> Mapping[str, Hint]:
    """field → what to put there unless the customer says otherwise.  What was said just now comes first."""
    hints: dict[str, Hint] = {}
    for said in case.suggestions:
        if said.field in FIELDS and _still_good(said, now):
            before = hints.get(said.field)
            if before is not None and said.field == "due" and _more_exact(before.value, said.value):
                continue  # "토요일 3시요" "네 토요일에 뵐게요"
            hints[said.field] = Hint(said.value, said)
    if "due" in hints and _of_two_days(case, hints["due"].source, zone):
        del hints["due"]
    for one in suggest(told, now, zone, side=CUSTOMER):
        if one.field in FIELDS and one.field != "due":
            hints[one.field] = Hint(one.value)
    due = _due_told(told, now, zone)
    chat = hints.get("due")
    if due and (chat is None or not _more_exact(chat.value, due)):
        hints["due"] = Hint(due)
    return hints


def _of_two_days(case: Case, last: Suggestion | None, zone: str) -> bool:
    """Whether the message that names the day names another as well: "하나는 14일 6시, 하나는 16일 1시"."""
    if last is None:
        return False
    message = last.said, last.author, last.at
    dues = (one for one in case.suggestions if one.field == "due")
    of_message = (one for one in dues if (one.said, one.author, one.at) == message)
    return len({day_start(due_said(one.value)[0], zone) for one in of_message}) > 1


def _more_exact(value: str, day: str) -> bool:
    """Whether a moment is one with its time on that very day, of which no time was said."""
    (at, exact), (start, day_has_time) = due_said(value), due_said(day)
    return exact and not day_has_time and start <= at < start + DAY


def _still_good(said: Suggestion, now: Millis) -> bool:
    return said.field != "due" or due_said(said.value)[0] > now - DAY


def _due_told(told: str, now: Millis, zone: str) -> str:
    """The day (and time) at which they say they come, as in Suggestion; "" where they do not say."""
    today = today_in(now, zone)
    day: date | None = None
    minute: int | None = None
    for piece in pieces_in(told, now, zone):
        for one in piece.meanings:
            match one:
                case OnDate(number, Side.DUE) if number >= today.toordinal():
                    day = date.fromordinal(number)
                case OnWeekday(weekday, Side.DUE):
                    day = today + timedelta(days=(weekday - today.weekday()) % 7)
                case AtTime(said, Side.DUE):
                    minute = said
    if day is None:
        return ""
    return due_value(on_the_wall(day, (minute or 0) * MINUTE, zone), minute is not None)


def read_due(text: str, now: Millis, zone: str) -> tuple[Millis, bool] | None:
    """(moment, whether its time was said) of a pick-up as people type it: "토 3시", "10/22 15:00", "내일".

    None where it cannot be read, or lies before today: whoever is late has still something to pick up.
    "한 시간 뒤" is from now on.
    """
    wait = wait_said(text)
    if wait is not None:
        return now + wait, True
    spoken: Sequence[tuple[Millis, bool]] = [
        (one.at, one.has_time) for one in moments_in(_spelled_out(text), now, zone) if one.has_day
    ]
    if not spoken:
        moment = read_moment(text, now, zone)
        spoken = [] if moment.at is None else [(moment.at, moment.has_time)]
    today = day_start(now, zone)
    return next((one for one in spoken if one[0] >= today), None)


def _spelled_out(text: str) -> str:
    """ "토 3시" → "토요일 3시": of a day's name the first syllable is enough to type."""
    words = text.split()
    return " ".join(word + "요일" if word in tuple("월화수목금토일") else word for word in words)
