"""Rows of a provider's result list → SendRecords, and whose list it is.

What the provider said is kept as it stands; what it is worth is decided later, by domain/providers.py.  Only
one thing is put together here: an AlimTalk that failed and went as a text is one row with two results, of
which the last counts and the first is said behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from tui.domain.dates import Moment, read_moment, read_moment_of_two
from tui.domain.providers import (
    BEFORE,
    TOGETHER,
    Level,
    guess_provider,
    meaning_of,
    mode_of_text,
    modes_of,
    says_nothing,
)
from tui.domain.stamps import read_stamps
from tui.intake.cells import NOTHING, read_name, read_number, tidy, tidy_text
from tui.intake.columns import normal, spoken
from tui.intake.memos import make_room
from tui.intake.order_values import texts
from tui.intake.people import Phones, column, columns, phone_problems, read_all_phones, read_cell
from tui.intake.plan import Plan
from tui.intake.records import Ignored, Problem, SendRecord
from tui.intake.result_words import asks_whether, tells_failures
from tui.intake.rows import Row, Sorter

KAKAO, SMS = "kakao", "sms"
_USUAL = {"kakao": KAKAO, "twilio": SMS}
"""The channel of a provider that has one."""
CHOSEN = "chosen"
_LAST4, _PROBLEM = attrgetter("last4"), attrgetter("problem")
_new: Any = tuple.__new__  # the constructor without a call of Python code
_ABOUT_WORDS = ("verdict", "failover", "route", "mode", "message_id")

_KAKAO = re.compile(r"알림톡|친구톡|브랜드메시지|카카오|kakao|alimtalk|friendtalk|kko")
_KAKAO_CODES = frozenset({"ata", "cta", "cti", "at", "ai", "ft", "fi", "fw", "kx", "ks", "km"})
_TEXT = re.compile(r"문자|sms|lms|mms|단문|장문")
_TEXT_CODES = frozenset({"xs", "xm"})
_INSTEAD = re.compile(r"대체|재발송|failover|fallback|resend")
_NOT_SENT_INSTEAD = frozenset(
    {
        "미대상",
        "대상아님",
        "해당없음",
        "미발송",
        "미사용",
        "사용안함",
        "없음",
        "대상",
        "n",
        "no",
        "false",
        "0",
    }
) | {"rsc01", "rsc02"}  # NHN Cloud's words for it
_ONLY_WISHED = frozenset({"y", "yes", "true", "1", "o", "사용", "예", "대체발송", "sms", "lms", "mms"})
"""That a text was to be sent instead: it was, if the first message failed."""
_CAME_IN = re.compile(r"inbound.*|incoming|in|mo|수신|받음|받은문자")
_YES_OR_NO = frozenset({"y", "n", "yes", "no", "o", "x"})
_NO_FAILURE = frozenset({"없음", "해당없음", "na", "none", "null", "0"})
_NUMBER_MARKS = ("'", ".", "+")
_DASHES = NOTHING - {""}
_TIME_ALONE = re.compile(r"(?:오전|오후)?\s?\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?")
_ZONE_WORD = re.compile(r"(?<=\d) ?(?:UTC|GMT)$")
# As programs write it: read_moment has the same for it, many times slower, and here every row has another.
_WITH_ZONE = re.compile(r"20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{3})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)


class _Said(NamedTuple):
    """What became of one row's message: channel, mode, code and words as SendRecord has them."""

    channel: str
    mode: str
    code: str
    said: str


class _Times(NamedTuple):
    """A column of times: what the cells say, what that is, and what is wrong with it at which places."""

    cells: list[str]
    ats: list[int | None]
    problems: dict[int, str]


class ResultReader:
    """Reads the rows of one list; a row said twice is read once.

    The provider and its mode are `Plan.about`'s; a column about the mode is surer for its rows.
    """

    def __init__(self, plan: Plan, sorter: Sorter) -> None:
        self.plan = plan
        self._sorter = sorter
        self._provider = plan.about.get("provider", "")
        self._mode = plan.about.get("mode", "")
        self._modes = frozenset(modes_of(self._provider))
        self._seen: set[int] = set()
        self._keys: dict[str, int] = {}
        self._moments: dict[str, Moment] = {}
        self._became: dict[tuple[str, ...], _Said] = {}
        self._titles = [plan.headers[index : index + 1] for index in plan.fields.get("verdict", ())]
        self._asking = [any(asks_whether(spoken(word)) for word in title) for title in self._titles]
        self._failing = [any(tells_failures(spoken(word)) for word in title) for title in self._titles]
        indexes = sorted({index for some in plan.fields.values() for index in some})
        self._mapped: Callable[[Row], Any] = itemgetter(*indexes) if indexes else tuple

    def read(self, numbers: list[int], rows: list[Row]) -> list[SendRecord]:
        """The results among some rows; the rest goes to the sorter's ignored and rejected."""
        plan, count = self.plan, len(rows)
        if not rows:
            return []
        phones = read_all_phones(plan, rows, ("phone",))
        names = texts(column(plan, rows, "name"), count)
        called = {"": ""} | {name: read_name(name) for name in set(names)}
        sent, reported = self._times(rows, "sent_at"), self._times(rows, "reported_at")
        ids, references, templates = (
            _numbers(column(plan, rows, field), count) for field in ("message_id", "reference", "template")
        )
        bodies = texts(column(plan, rows, "text"), count, tidy_text)
        became = self._outcomes(rows)
        ways = texts(column(plan, rows, "way"), count)
        came_in = {way for way in set(ways) if _CAME_IN.fullmatch(normal(way))}
        signatures = map(hash, map(self._mapped, rows))
        records: list[SendRecord] = []
        for at, (row, cells, signature) in enumerate(zip(numbers, rows, signatures, strict=True)):
            if came_in and ways[at] in came_in:
                self._sorter.ignored.append(Ignored(row, "incoming"))
                continue
            name, own, ident, reference, said = names[at], phones[at], ids[at], references[at], became[at]
            if name and not own and any(character.isdecimal() for character in name):
                # "받는 사람" may stand over a column of numbers.
                own = read_cell(name, plan.region)
                name = "" if own else name
            # Digits of a telephone make it a result, whatever else the row says.
            whose = any(map(_LAST4, own))
            if not whose and self._sorter.put_aside(row, cells, bool(own or ident or reference)):
                continue
            if signature in self._seen:
                self._sorter.ignored.append(Ignored(row, "duplicate_row"))
                continue
            self._seen.add(signature)
            when = str(sent.ats[at] or sent.cells[at])
            key = self._key(own, [ident] if ident else [reference, when, templates[at] or bodies[at]])
            problems = phone_problems(row, own) if any(map(_PROBLEM, own)) else []
            for field, times in (("sent_at", sent), ("reported_at", reported)):
                if at in times.problems:
                    problems.append(Problem(row, field, times.problems[at], tidy(times.cells[at])))
            about = self._provider, said.mode, said.channel, said.code, said.said
            message = sent.ats[at], reported.ats[at], ident, reference, templates[at], bodies[at]
            fields = (row, plan.sheet, key, *about, own, called[name], *message, tuple(problems))
            records.append(_new(SendRecord, fields))
        return records

    def _key(self, own: Phones, what: list[str]) -> str:
        """The same for the same message in a later file, and whoever is said to be the provider.

        Neither its code nor its provider is part of it, since both may only become known later.  A further
        message that is alike gets a number.
        """
        said = "\x1f".join([own[0].value or own[0].raw, *what] if own else what)
        digest = blake2b(said.encode("utf-8", "replace"), digest_size=12).hexdigest()
        times = self._keys[digest] = self._keys.get(digest, 0) + 1
        return digest if times == 1 else f"{digest}#{times}"

    # --- what became of it ---------------------------------------------------------------------------------

    def _outcomes(self, rows: list[Row]) -> list[_Said]:
        plan, blank = self.plan, [""] * len(rows)
        single = [column(plan, rows, field) or blank for field in ("code", "failover_code", "route", "mode")]
        verdicts, instead = columns(plan, rows, "verdict"), columns(plan, rows, "failover")
        at = 4 + len(verdicts)
        result = []
        for cells in zip(*single, *verdicts, *instead, strict=True):
            known = self._became.get(cells)
            if known is None:
                make_room(self._became)
                known = self._became[cells] = self._outcome(cells[:4], cells[4:at], cells[at:])
            result.append(known)
        return result

    def _outcome(self, single: tuple[str, ...], verdicts: tuple[str, ...], instead: tuple[str, ...]) -> _Said:
        code, second_code, route, mode = single
        code, second_code, route = _number(code), _number(second_code), tidy(route)
        mode = tidy(mode).casefold()
        mode = mode if mode in self._modes else self._mode
        said, second = self._told(mode, code, verdicts), _together(instead)
        channel, was_instead = channel_of(route)
        if was_instead:
            return _Said(SMS, mode_of_text(self._provider, mode), code, said + BEFORE + route)
        if self._went_as_text(mode, code, said, second, second_code):
            first = " ".join(filter(None, (route or "알림톡", code, said)))
            return _Said(SMS, mode_of_text(self._provider, mode), second_code, second + BEFORE + first)
        if channel == SMS:
            mode = mode_of_text(self._provider, mode)
        return _Said(channel or _USUAL.get(self._provider, ""), mode, code, said)

    def _told(self, mode: str, code: str, cells: tuple[str, ...]) -> str:
        """What the columns say together; what means nothing without its column's title stands behind that.

        An N under 성공여부 is a failure, and so is whatever stands under 실패사유, unless anything in the row
        says what became of the message.
        """
        if any(self._asking):
            cells = self._titled(cells, self._asking, _YES_OR_NO.__contains__)
        said = _together(cells)
        if not any(self._failing) or not says_nothing(self._provider, mode, code, said):
            return said
        return _together(
            self._titled(cells, self._failing, lambda word: bool(word) and word not in _NO_FAILURE)
        )

    def _titled(
        self, cells: tuple[str, ...], which: Sequence[bool], needs: Callable[[str], bool]
    ) -> tuple[str, ...]:
        return tuple(
            f"{title[0]}: {tidy(cell)}" if wanted and needs(normal(cell)) else cell
            for cell, title, wanted in zip(cells, self._titles, which, strict=True)
        )

    def _went_as_text(self, mode: str, code: str, said: str, second: str, second_code: str) -> bool:
        word = normal(second)
        # A code and its words may stand side by side: "RSC01 / 미대상".
        if any(normal(part) in _NOT_SENT_INSTEAD for part in second.split(TOGETHER)):
            return False
        if not (word or second_code):
            return False
        if not word or word in _ONLY_WISHED:
            first = meaning_of(self._provider, mode, code, said).level
            return first is Level.FAILED or (bool(second_code) and first is Level.UNKNOWN)
        return True

    # --- when ----------------------------------------------------------------------------------------------

    def _times(self, rows: list[Row], field: str) -> _Times:
        """When it was, row by row; a day and a time in two columns are one."""
        cells = columns(self.plan, rows, field)
        if not cells:
            return _Times([""] * len(rows), [None] * len(rows), {})
        if len(cells) == 1:
            (said,) = cells
            ats = read_stamps(said, self.plan.zone)
            moments = {at: self._moment(said[at]) for at, stamp in enumerate(ats) if stamp is None}
        else:
            several = [
                self._of_several([cell for cell in some if cell.strip()]) for some in zip(*cells, strict=True)
            ]
            said, ats = [cell for cell, _ in several], [None] * len(rows)
            moments = {at: moment for at, (_, moment) in enumerate(several)}
        problems: dict[int, str] = {}
        for at, moment in moments.items():
            ats[at] = moment.at
            if moment.problem not in ("", "empty"):
                problems[at] = moment.problem
        return _Times(said, ats, problems)

    def _of_several(self, cells: list[str]) -> tuple[str, Moment]:
        times = [cell for cell in cells if _TIME_ALONE.fullmatch(cell.strip())]
        days = [cell for cell in cells if cell not in times]
        if times and days:
            plan = self.plan
            both = read_moment_of_two(tidy(days[0]), tidy(times[0]), plan.now, plan.zone)
            return f"{days[0]} {times[0]}", both
        cell = (days or times or [""])[0]
        return cell, self._moment(cell)

    def _moment(self, cell: str) -> Moment:
        known = self._moments.get(cell)
        if known is None:
            make_room(self._moments)
            known = self._moments[cell] = self._read_moment(_ZONE_WORD.sub("Z", tidy(cell)))
        return known

    def _read_moment(self, text: str) -> Moment:
        if text in NOTHING:
            return Moment(None, False, "empty")
        if _WITH_ZONE.fullmatch(text):
            try:
                return Moment(int(datetime.fromisoformat(text).timestamp()) * 1000, True, "")
            except ValueError:
                return Moment(None, False, "impossible_date")
        return read_moment(text, self.plan.now, self.plan.zone)


def channel_of(route: str) -> tuple[str, bool]:
    """(kakao, sms or "" for a route as a provider names it, whether that is a text sent in Kakao's place)."""
    word = normal(route)
    kakao = _KAKAO.search(word) is not None or word in _KAKAO_CODES
    text = _TEXT.search(word) is not None or word in _TEXT_CODES
    if (kakao and text) or _INSTEAD.search(word):
        return SMS, True
    return (KAKAO if kakao else SMS if text else ""), False


def about_of(plan: Plan, rows: Sequence[Sequence[str]]) -> Mapping[str, str]:
    """Plan.about of a result list: provider, mode, and in "sure" whether a person need not be asked.

    "sure" is "yes", "" or "chosen" (by a person, whose word is kept).  `rows` are some of those under the
    header.
    """
    about = plan.about
    if "provider" in about and about.get("sure", CHOSEN):
        return {"mode": "", "sure": CHOSEN, **about}

    def cells(*fields: str) -> set[str]:
        places = [index for field in fields for index in plan.fields.get(field, ())]
        return {tidy(row[index]) for row in rows for index in places if index < len(row)} - NOTHING

    guess = guess_provider(map(normal, plan.headers), cells("code", "failover_code"), cells(*_ABOUT_WORDS))
    return {**about, "provider": guess.provider, "mode": guess.mode, "sure": "yes" if guess.sure else ""}


def _numbers(cells: list[str] | None, count: int) -> list[str]:
    """A column of ids or codes as they stand: `_number` of each, which has nothing to do in most columns."""
    tidied = texts(cells, count)
    said = "".join(tidied)
    if not any(mark in said for mark in _NUMBER_MARKS) and _DASHES.isdisjoint(tidied):
        return tidied
    return list(map(_number, tidied))


def _number(cell: str) -> str:
    """An id or code as it stands; "" for a dash."""
    return read_number(tidy(cell))[0] if cell else ""


def _together(cells: tuple[str, ...]) -> str:
    said = [text for text in map(tidy, cells) if text not in NOTHING]
    return TOGETHER.join(dict.fromkeys(said))
