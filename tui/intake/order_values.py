"""Columns of an order list → values, each distinct cell read once: days, products and states repeat."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from tui.domain.date_doubts import doubt_about, may_be_turned, moved_to, with_month_first
from tui.domain.date_words import parts_of, plainly
from tui.domain.dates import midnight_of, read_moment, today_in
from tui.domain.money import read_amount
from tui.domain.stamps import read_stamps
from tui.domain.words import Language, OrderStatus
from tui.intake.answers import day_and_time, is_weak_due
from tui.intake.cells import NOTHING, read_name, tidy, tidy_all, tidy_text
from tui.intake.memos import make_room
from tui.intake.people import column, columns
from tui.intake.plan import Plan
from tui.intake.rows import Row
from tui.intake.statuses import is_asked_only, is_ticked, read_language, read_status
from tui.intake.titles import DATES, DAY, DAY_FIRST, MONTH, is_of_cancelled

_MOST = 10**6
_DITTO = frozenset({'"', "″", "〃", "''", "상동", "위와 같음"})
_WHEN = ("due_date", "due_time")
# Headers of lists in which what is handed over comes back, or guests go again.
_LENT = re.compile(
    r"대여|렌[탈트]|반납(?:일|시|예정|\s*$)|숙박|투숙|체크\s*(?:인|아웃)|입실|퇴실|객실|\brent|check.?(?:in|out)|\bnights?\b",
    re.I,
)
_LASTS = re.compile(r"기간|이용|일정|period|stay|dates\b", re.I)
_PAGE = re.compile(r"\s*\d{1,3}\s?/\s?\d{1,3}\s*", re.ASCII)
_DAY_ALONE = re.compile(r"(\d{1,2})\s*일?", re.ASCII)
_new: Any = tuple.__new__  # the constructor without a call of Python code


class Due(NamedTuple):
    """When something is due; `problem` is a code of dates.py about the column of `field`, or ""."""

    at: int | None
    has_time: bool
    problem: str
    field: str


NO_DUE = Due(None, False, "", "")


class Amount(NamedTuple):
    won: int | None
    readable: bool


class Status(NamedTuple):
    text: str
    status: OrderStatus
    known: bool


class Tongue(NamedTuple):
    language: Language | None
    nationality: str


class OrderValues:
    """The readers of one file's columns; each answers with one value per row."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        # Whether any cell so far could not be read: as long as none, nobody has to look at each.
        self.met_bad_due = self.met_bad_amount = self.met_bad_status = False
        self.day_lines: set[int] = set()
        """The places in the block read last of rows that say nothing but the day of those below them."""
        self._above = plan.about.get(DAY, "")
        self._month = plan.about.get(MONTH, "")
        self._dates = plan.about.get(DATES, "")
        self._spans = _are_spans(plan)
        own = [plan.headers[at] for at in plan.fields.get("due_date", ()) if at < len(plan.headers)]
        self._weak = any(map(is_weak_due, own))
        self._without_days = "due_date" not in plan.fields
        self._told: dict[str, Due] = {}
        self._names: dict[str, str] = {}
        self._dues: dict[tuple[str, str], Due] = {}
        self._amounts: dict[str, Amount] = {"": Amount(None, True)}
        self.all_cancelled = is_of_cancelled(plan.sheet)
        """Whether the sheet is one of the cancelled, whatever its rows said while they were waited for."""
        none = OrderStatus.CANCELLED if self.all_cancelled else OrderStatus.PENDING
        self._statuses: dict[str, Status] = {"": Status("", none, True)}
        self._details: dict[tuple[str, ...], str] = {}
        self._tongues: dict[tuple[str, str], Tongue] = {("", ""): Tongue(None, "")}

    def names(self, rows: list[Row], field: str) -> list[str]:
        cells = column(self.plan, rows, field)
        if cells is None:
            return [""] * len(rows)
        return [self._names.get(cell) or self._name(cell) for cell in cells]

    def _name(self, cell: str) -> str:
        make_room(self._names)
        name = self._names[cell] = read_name(tidy(cell))
        return name

    def dues(self, rows: list[Row]) -> list[Due]:
        """When each row is due: by its columns, else as an answer among its options says.

        A day by which a parcel has to leave (발송기한) says less than a day of pick-up that was chosen.
        """
        dues = self._dues_of_columns(rows)
        if not self._weak and all(due.at is not None for due in dues):
            return dues
        for cells in columns(self.plan, rows, "details"):
            answers = {cell: self._told.get(cell) or self._answer(cell) for cell in set(cells)}
            if any(answer.at is not None for answer in answers.values()):
                dues = [
                    due
                    if (due.at is not None and not self._weak) or answers[cell].at is None
                    else answers[cell]
                    for due, cell in zip(dues, cells, strict=True)
                ]
        return dues

    def _answer(self, cell: str) -> Due:
        make_room(self._told)
        day, time = day_and_time(tidy_text(cell))
        due = self._told[cell] = self.due(day, time) if day else NO_DUE
        return due

    def _dues_of_columns(self, rows: list[Row]) -> list[Due]:
        days, times = column(self.plan, rows, "due_date"), self._times(rows)
        if times is None and days is None:
            # A day over the rows is theirs, unless the list says when they were ordered.
            if "ordered_at" in self.plan.fields or not (self._above or _has_lines(rows)):
                return [NO_DUE] * len(rows)
            times = [""] * len(rows)
        if times is None:
            assert days is not None
            stamps = read_stamps(days, self.plan.zone)
            return [
                self.due(day) if at is None else _new(Due, (at, True, "", "due_date"))
                for day, at in zip(days, stamps, strict=True)
            ]
        self.day_lines.clear()
        if days is None or not all(days) or not _DITTO.isdisjoint(days):
            days = self._days_below(rows, days or [""] * len(rows), times)
        elif days:
            self._above = days[-1]
        dues = [self._dues.get(pair) or self.due(*pair) for pair in zip(days, times, strict=True)]
        if "due_date" in self.plan.fields or "ordered_at" not in self.plan.fields:
            return dues
        alone = [not day and not _has_day(time) for day, time in zip(days, times, strict=True)]
        return list(map(self._of_today, alone, dues, self.ordered(rows)))

    def _of_today(self, alone: bool, due: Due, ordered: int | None) -> Due:
        """A time alone means today; in a row written down on another day nobody can tell its day."""
        today = self._midnight(self.plan.now)
        if not alone or due.at is None or ordered is None or self._midnight(ordered) == today:
            return due
        self.met_bad_due = True
        return Due(None, False, "empty", "due_date")

    def _midnight(self, at: int) -> int:
        return midnight_of(today_in(at, self.plan.zone), self.plan.zone)[0]

    def _times(self, rows: list[Row]) -> list[str] | None:
        """The cells with the time, 오전 or 오후 from a column of its own with it."""
        parts = columns(self.plan, rows, "due_time")
        if len(parts) < 2:
            return parts[0] if parts else None
        return [" ".join(filter(None, map(tidy, cells))) for cells in zip(*parts, strict=True)]

    def _days_below(self, rows: list[Row], days: list[str], times: list[str]) -> list[str]:
        """The cells with the day; where a time stands beside none, or the list has no such column, the one
        above: its cell goes over several rows, or a line of its own says the day of those below it."""
        found = []
        for at, (row, day, time) in enumerate(zip(rows, days, times, strict=True)):
            if len(row) - row.count("") == 1 and self._is_day(alone := "".join(row)):
                self._above = alone
                self.day_lines.add(at)
                found.append("")
                continue
            said = _start(day)
            if said and said not in _DITTO:
                self._above = day
            elif (_start(time) or self._without_days) and not _has_day(time):
                day = self._above  # noqa: PLW2901
            found.append(day)
        return found

    def _is_day(self, cell: str) -> bool:
        if _PAGE.fullmatch(cell) and not self.plan.fields.keys() & set(_WHEN):
            return False
        moment = read_moment(tidy(cell), self.plan.now, self.plan.zone)
        return moment.at is not None and not moment.has_time

    def ordered(self, rows: list[Row]) -> list[int | None]:
        """When the orders were placed; None for a cell that does not say it."""
        cells = column(self.plan, rows, "ordered_at")
        if cells is None:
            return [None] * len(rows)
        stamps = read_stamps(cells, self.plan.zone)
        return [self.due(cell).at if at is None else at for cell, at in zip(cells, stamps, strict=True)]

    def due(self, day: str, time: str = "") -> Due:
        known = self._dues.get((day, time))
        if known is None:
            make_room(self._dues)
            said = f"{day} {time}"
            now = ("", "") if self._spans else (moved_to(tidy(day)), moved_to(tidy(time)))
            told = _start(now[0] or day), _start(now[1] or time)
            if self._dates == DAY_FIRST:
                told = with_month_first(told[0]), with_month_first(told[1])
            known = self._due(*told)
            if known.at is not None and not known.problem:
                turned = not self._dates and may_be_turned(said)
                doubt = "day_or_month" if turned else doubt_about(tidy(said), known.at, self.plan.zone)
                known = known._replace(problem="moved_to" if any(now) else doubt)
            self._dues[day, time] = known
            self.met_bad_due = self.met_bad_due or bool(known.problem)
        return known

    def _due(self, day: str, time: str) -> Due:
        plan = self.plan
        if self._month and (of_month := _DAY_ALONE.fullmatch(day)):
            day = f"{self._month} {int(of_month[1])}일"
        if not day:
            if not time:
                return NO_DUE
            if "due_date" in plan.fields and not _has_day(time):
                return Due(None, False, "empty", "due_date")
            moment = read_moment(time, plan.now, plan.zone)
            return Due(moment.at, moment.has_time, moment.problem, "due_time")
        moment = read_moment(day, plan.now, plan.zone)
        if moment.has_time or not time:
            return Due(moment.at, moment.has_time, moment.problem, "due_date")
        if moment.at is None:
            # The other column may hold the whole of it ("픽업시간": 10/16 5시).
            alone = read_moment(time, plan.now, plan.zone) if _has_day(time) else moment
            return Due(alone.at, alone.has_time, moment.problem, "due_date")
        both = read_moment(f"{day} {time}", plan.now, plan.zone)
        if both.at is None:
            both = read_moment(time, plan.now, plan.zone)._replace(at=None)
            return Due(moment.at, False, both.problem or "unreadable", "due_time")
        return Due(both.at, both.has_time, both.problem, "due_date")

    def amounts(self, rows: list[Row]) -> list[Amount]:
        cells = column(self.plan, rows, "amount")
        if cells is None:
            return [self._amounts[""]] * len(rows)
        return [self._amounts.get(cell) or self._amount(cell) for cell in cells]

    def _amount(self, cell: str) -> Amount:
        make_room(self._amounts)
        text = tidy(cell)
        won = None if text in NOTHING else read_amount(text)
        amount = self._amounts[cell] = Amount(won, won is not None or text in NOTHING)
        self.met_bad_amount = self.met_bad_amount or not amount.readable
        return amount

    def statuses(self, rows: list[Row]) -> list[Status]:
        cells = column(self.plan, rows, "status")
        if cells is None:
            found = [self._statuses[""]] * len(rows)
        else:
            found = [self._statuses.get(cell) or self._status(cell) for cell in cells]
        for ticks in columns(self.plan, rows, "done"):
            ticked = {cell for cell in set(ticks) if is_ticked(cell)}
            if ticked:
                pairs = zip(found, ticks, strict=True)
                found = [_finished(status, tick) if tick in ticked else status for status, tick in pairs]
        return found

    def _status(self, cell: str) -> Status:
        make_room(self._statuses)
        text = tidy(cell)
        status = Status(text, *read_status(text, self.plan.cancel_flag))
        if self.all_cancelled and not is_asked_only(text):
            status = Status(text, OrderStatus.CANCELLED, True)
        self._statuses[cell] = status
        self.met_bad_status = self.met_bad_status or not status.known
        return status

    def details(self, rows: list[Row]) -> list[str]:
        """What was ordered, with how many of it ("딸기 1호 × 2"), and for how many people ("4명")."""
        parts = columns(self.plan, rows, "details")
        amount, people = column(self.plan, rows, "quantity"), column(self.plan, rows, "people")
        if not parts and amount is None and people is None:
            return [""] * len(rows)
        memo, read = self._details, self._detail
        blank = [""] * len(rows)
        cells = zip(amount or blank, people or blank, *parts, strict=True)
        return [memo.get(each) or read(each) for each in cells]

    def _detail(self, cells: tuple[str, ...]) -> str:
        make_room(self._details)
        quantity, people, *parts = cells
        said = [text for text in map(tidy_text, parts) if text not in NOTHING]
        detail = " · ".join(dict.fromkeys(said))
        count = tidy(quantity)
        if count.isdecimal():
            detail += f" × {int(count)}" if 1 < int(count) < _MOST and detail else ""
        elif count not in NOTHING:
            detail = f"{detail} · {count}" if detail else count
        party = tidy(people)
        if party.isdecimal():
            party = f"{int(party)}명" if 0 < int(party) < _MOST else ""
        if party not in NOTHING:
            detail = f"{detail} · {party}" if detail else party
        self._details[cells] = detail
        return detail

    def tongues(self, rows: list[Row]) -> list[Tongue]:
        languages, countries = column(self.plan, rows, "language"), column(self.plan, rows, "nationality")
        if languages is None and countries is None:
            return [self._tongues["", ""]] * len(rows)
        blank = [""] * len(rows)
        pairs = zip(languages or blank, countries or blank, strict=True)
        return [self._tongues.get(pair) or self._tongue(pair) for pair in pairs]

    def _tongue(self, pair: tuple[str, str]) -> Tongue:
        make_room(self._tongues)
        language, country = tidy(pair[0]), tidy(pair[1])
        tongue = self._tongues[pair] = Tongue(read_language(language, country), country)
        return tongue


def _has_lines(rows: list[Row]) -> bool:
    """Whether any row says one thing only, as a line with the day of those below it does."""
    return any(len(row) - row.count("") == 1 for row in rows)


def _finished(status: Status, tick: str) -> Status:
    """An order that somebody has ticked off; one that was cancelled stays so."""
    if status.status is OrderStatus.CANCELLED:
        return status
    return Status(" ".join(filter(None, (status.text, tidy(tick)))), OrderStatus.FINISHED, True)


def texts(cells: list[str] | None, count: int, each: Callable[[str], str] = tidy) -> list[str]:
    """The cells of a column, tidy (`each`: see tidy_all); empty ones where there is no such column."""
    return tidy_all(cells, each) if cells is not None else [""] * count


def _are_spans(plan: Plan) -> bool:
    """Whether an arrow between two days goes from the beginning of a stay or a loan to its end."""
    own = (plan.headers[at] for field in _WHEN for at in plan.fields.get(field, ()) if at < len(plan.headers))
    return any(map(_LENT.search, (plan.sheet, *plan.headers))) or any(map(_LASTS.search, own))


def _has_day(time: str) -> bool:
    """Whether a cell with the time says the day as well ("10/16 5시")."""
    text = plainly(_start(time))
    return not text.startswith(("0.", ".")) and parts_of(text).day is not None


def _start(cell: str) -> str:
    """The beginning of a span ("10/16 18:00 ~ 10/18 12:00"); a cell that says nothing is empty."""
    text = tidy(cell)
    for mark in "~～〜":
        text = text.split(mark)[0]
    text = text.strip()
    return "" if text in NOTHING else text
