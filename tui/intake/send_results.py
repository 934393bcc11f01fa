"""Rows of a provider's result list → SendRecords, and whose list it is.

What the provider said is kept as it stands; what it is worth is decided later, by domain/providers.py.  Only
one thing is put together here: an AlimTalk that failed and went as a text is one row with two results, of
which the last counts and the first is said behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from operator import itemgetter
from typing import Any, NamedTuple

from tui.domain.dates import Moment, read_moment, read_moment_of_two
from tui.domain.providers import BEFORE, TOGETHER, Level, guess_provider, meaning_of, mode_of_text, modes_of
from tui.domain.stamps import read_stamps
from tui.intake.cells import NOTHING, read_name, read_number, tidy, tidy_text
from tui.intake.columns import normal
from tui.intake.memos import make_room
from tui.intake.order_values import texts
from tui.intake.people import Phones, column, columns, phone_problems, read_all_phones, read_cell
from tui.intake.plan import Plan
from tui.intake.records import Ignored, Problem, SendRecord
from tui.intake.rows import Row, Sorter

KAKAO, SMS = "kakao", "sms"
_USUAL = {"kakao": KAKAO, "twilio": SMS}
"""The channel of a provider that has one."""
CHOSEN = "chosen"
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
        self._keys: Counter[str] = Counter()
        self._moments: dict[str, Moment] = {}
        self._became: dict[tuple[str, ...], _Said] = {}
        indexes = sorted({index for some in plan.fields.values() for index in some})
        self._mapped: Callable[[Row], Any] = itemgetter(*indexes) if indexes else tuple

    def read(self, numbers: list[int], rows: list[Row]) -> list[SendRecord]:
        """The results among some rows; the rest goes to the sorter's ignored and rejected."""
        plan, count = self.plan, len(rows)
        phones = read_all_phones(plan, rows, ("phone",))
        names = texts(column(plan, rows, "name"), count)
        sent, reported = self._times(rows, "sent_at"), self._times(rows, "reported_at")
        ids, references, templates = (
            texts(column(plan, rows, field), count, _number)
            for field in ("message_id", "reference", "template")
        )
        bodies = texts(column(plan, rows, "text"), count, tidy_text)
        became = self._outcomes(rows)
        records: list[SendRecord] = []
        for at, (row, cells) in enumerate(zip(numbers, rows, strict=True)):
            name, own = names[at], phones[at]
            if name and not own and any(character.isdecimal() for character in name):
                # "받는 사람" may stand over a column of numbers.
                own = read_cell(name, plan.region)
                name = "" if own else name
            # Digits of a telephone make it a result, whatever else the row says.
            whose = any(phone.last4 for phone in own)
            if not whose and self._sorter.put_aside(row, cells, bool(own or ids[at] or references[at])):
                continue
            signature = hash(self._mapped(cells))
            if signature in self._seen:
                self._sorter.ignored.append(Ignored(row, "duplicate_row"))
                continue
            self._seen.add(signature)
            problems = phone_problems(row, own)
            problems += _time_problems(row, ("sent_at", *sent[at]), ("reported_at", *reported[at]))
            said = became[at]
            records.append(
                SendRecord(
                    row,
                    plan.sheet,
                    self._key(own, ids[at], references[at], sent[at], templates[at] or bodies[at]),
                    self._provider,
                    said.mode,
                    said.channel,
                    said.code,
                    said.said,
                    own,
                    read_name(name),
                    sent[at][1].at,
                    reported[at][1].at,
                    ids[at],
                    references[at],
                    templates[at],
                    bodies[at],
                    tuple(problems),
                )
            )
        return records

    def _key(self, own: Phones, ident: str, reference: str, sent: tuple[str, Moment], wording: str) -> str:
        """The same for the same message in a later file, and whoever is said to be the provider.

        Neither its code nor its provider is part of it, since both may only become known later.  A further
        message that is alike gets a number.
        """
        who = [phone.value or phone.raw for phone in own[:1]]
        what = [ident] if ident else [reference, str(sent[1].at or sent[0]), wording]
        digest = blake2b("\x1f".join(who + what).encode("utf-8", "replace"), digest_size=12).hexdigest()
        self._keys[digest] += 1
        return digest if self._keys[digest] == 1 else f"{digest}#{self._keys[digest]}"

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
        said, second = _together(verdicts), _together(instead)
        channel, was_instead = channel_of(route)
        if was_instead:
            return _Said(SMS, mode_of_text(self._provider, mode), code, said + BEFORE + route)
        if self._went_as_text(mode, code, said, second, second_code):
            first = " ".join(filter(None, (route or "알림톡", code, said)))
            return _Said(SMS, mode_of_text(self._provider, mode), second_code, second + BEFORE + first)
        if channel == SMS:
            mode = mode_of_text(self._provider, mode)
        return _Said(channel or _USUAL.get(self._provider, ""), mode, code, said)

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

    def _times(self, rows: list[Row], field: str) -> list[tuple[str, Moment]]:
        """(the cell, what it says) of each row; a day and a time in two columns are one."""
        cells = columns(self.plan, rows, field)
        if not cells:
            return [("", Moment(None, False, "empty"))] * len(rows)
        if len(cells) == 1:
            stamps = read_stamps(cells[0], self.plan.zone)
            return [
                (cell, self._moment(cell) if at is None else Moment(at, True, ""))
                for cell, at in zip(cells[0], stamps, strict=True)
            ]
        return [
            self._of_several([cell for cell in some if cell.strip()]) for some in zip(*cells, strict=True)
        ]

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


def _number(cell: str) -> str:
    """An id or code as it stands; "" for a dash."""
    return read_number(tidy(cell))[0] if cell else ""


def _together(cells: tuple[str, ...]) -> str:
    said = [text for text in map(tidy, cells) if text not in NOTHING]
    return TOGETHER.join(dict.fromkeys(said))


def _time_problems(row: int, *read: tuple[str, str, Moment]) -> list[Problem]:
    return [
        Problem(row, field, moment.problem, tidy(cell))
        for field, cell, moment in read
        if moment.problem not in ("", "empty")
    ]
