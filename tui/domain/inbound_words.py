"""What somebody says who makes contact first, taken apart: "목요일에 4만5천원 입금, 토욜 픽업이요 김하늘".

Staff type it as they hear it, in any order and spelling.  Each piece may mean several things ("4.5" is
45,000 won or the fifth of April, "목" a day or a name); which of them it is shows only where it fits.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from tui.domain.agreement_words import PHONE, SIZE
from tui.domain.dates import today_in
from tui.domain.model import Millis
from tui.domain.money import read_amount
from tui.domain.quiet import minute_of_day
from tui.domain.spoken_amounts import sums_in
from tui.domain.spoken_dates import moments_in, narrow

LONGEST = 400
_MOST_PIECES = 24


class Side(StrEnum):
    """What a day or a time is said of."""

    PAID = "paid"
    DUE = "due"
    EITHER = "either"


class Money(NamedTuple):
    won: int


class OnDate(NamedTuple):
    """`day` is the date's ordinal."""

    day: int
    side: Side


class OnWeekday(NamedTuple):
    """0 = Monday: the last such day for what was paid, the next for what is due."""

    weekday: int
    side: Side


class AtTime(NamedTuple):
    """A minute of the day."""

    minute: int
    side: Side


class Spelled(NamedTuple):
    """A word, initials, digits or a handle, to be looked for as text."""

    word: str


Meaning = Money | OnDate | OnWeekday | AtTime | Spelled


class Piece(NamedTuple):
    """`said` stands in the text; `meanings` are what it may mean, one of which counts."""

    said: str
    meanings: tuple[Meaning, ...]


_WEEKDAYS = {name: number for number, name in enumerate("월화수목금토일")}
_ENGLISH = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_WEEKDAY = re.compile(
    r"(?:지난|저번|이번|다음|담)?\s?주?\s?([월화수목금토일])(?:요일|욜)"
    r"|(?:지난|저번|이번|다음|담)\s?주\s?([월화수목금토일])(?![가-힣])"
    r"|(?<![가-힣\d])([월화수목금토일])(?=에?(?:$|[\s,.!?~]))"
    r"|\b(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?\b"
)
_DAYS_AGO = {
    "엊그제": 2, "그저께": 2, "그제": 2, "어제": 1, "yesterday": 1,
    "아까": 0, "방금": 0, "오늘": 0, "today": 0,
}  # fmt: skip
_AGO = re.compile("|".join(sorted(_DAYS_AGO, key=len, reverse=True)))
_DOTTED = re.compile(r"(?<![\d.,])(\d{1,2})\.(\d{1,2})(?![\d.])(?!\s?만)", re.ASCII)
_HANDLE = re.compile(r"@[a-z0-9._]{1,30}|(?:instagram\.com|ig\.me/m)/[a-z0-9._]{1,30}")
_NUMBER = re.compile(r"(?<![\d.])₩?\d{1,3}(?:,\d{3})+(?:원)?|(?<![\d.])\d{1,12}(?:원)?(?![\d.])", re.ASCII)
_WORD = re.compile(
    r"[가-힣ㄱ-ㅎ]+|[a-zß-ɏ][a-z0-9._ß-ɏ]*"
    r"|[^\W\d_ㄱ-ㆎ가-힣a-zß-ɏ]+"  # names as they stand on the lists of guests from abroad: 田中, Анна
)
_OF_PAYING = re.compile(r"입금|이체|송금|보냈|보내드|넣었|결제|부쳤|paid|sent|transfer|deposit")
_SAID_BEFORE = re.compile(r"\b(?:paid|sent|transfer|deposit|pick|collect)")
_OF_COMING = re.compile(r"픽업|찾|가지러|수령|갈게|갈께|갑니다|가요|예약|주문|받|pick|collect|order")
_EMPTY = frozenset({
    "안녕하세요", "안녕", "혹시", "저", "제가", "저는", "저희", "이름은", "이름", "입금자", "입금자명",
    "확인", "확인부탁드려요", "부탁드려요", "부탁드립니다", "감사합니다", "연락", "연락드려요", "카톡",
    "카카오톡", "공지", "공지보고", "보고", "했어요", "했습니다", "했는데요", "했는데", "해서", "요",
    "이요", "에", "원", "예요", "입니다", "hi", "hello", "i", "my", "name", "is", "for", "on", "at",
    "the", "a", "an", "and", "up", "please", "it", "was",
})  # fmt: skip
_ENDING = re.compile(
    r"(?:이라고|라고|이름으로|으로|이에요|예요|이예요|입니다|인데요|인데|이구요|구요|이고요|고요|이요|님|씨"
    r"|한테서|에서|이랑|랑|은|는|이|가|에|로|요)$"
)
_DAY_ALONE = re.compile(r"(\d{1,2})\s?일.*", re.ASCII)


@lru_cache(maxsize=512)
def pieces_in(text: str, now: Millis, zone: str) -> tuple[Piece, ...]:
    """The pieces of evidence in `text` as said at `now`, in the order in which they are told apart.

    Never raises.  What says nothing about anybody (greetings, "입금했어요") is left out.
    """
    plain = _plain(text)
    bare = list(plain)
    found: list[tuple[int, Piece]] = []
    today = today_in(now, zone).toordinal()

    def take(start: int, end: int, *meanings: Meaning) -> None:
        bare[start:end] = "\0" * (end - start)
        if meanings:
            found.append((start, Piece(plain[start:end].strip(), meanings)))

    def left() -> str:
        return "".join(bare)

    for match in _HANDLE.finditer(plain):
        take(match.start(), match.end(), Spelled("@" + match[0].rpartition("/")[2].removeprefix("@")))
    for match in PHONE.finditer(left()):
        take(match.start(), match.end(), Spelled(re.sub(r"\D", "", match[0])))
    for match in _DOTTED.finditer(left()):
        take(match.start(), match.end(), *_dotted(match, now, zone, _side(plain, match.start(), match.end())))
    for match in _AGO.finditer(left()):
        side = _side(plain, match.start(), match.end())
        take(match.start(), match.end(), OnDate(today - _DAYS_AGO[match[0]], side))
    for match in _WEEKDAY.finditer(left()):
        name = match[1] or match[2] or match[3]
        side = _side(plain, match.start(), match.end())
        day = OnWeekday(_WEEKDAYS[name] if name else _ENGLISH[match[4]], side)
        take(match.start(), match.end(), day, *((Spelled(name),) if match[3] else ()))
    for one in moments_in(left(), now, zone):
        side = _side(plain, one.start, one.end)
        said = plain[one.start : one.end]
        take(one.start, one.end)
        if one.has_day:
            days = _days_meant(said, one.day, side, today)
            found.append((one.start, Piece(said, days)))
        if one.has_time:
            found.append((one.start, Piece(said, (AtTime(minute_of_day(one.at, zone), side),))))
    for total in sums_in(left()):
        take(total.start, total.start + len(total.quote), Money(total.won))
    for match in SIZE.finditer(left()):
        take(match.start(), match.end(), Spelled("".join(match[0].split())))
    for match in _NUMBER.finditer(left()):
        take(match.start(), match.end(), *_number(match[0]))
    for match in _WORD.finditer(left()):
        take(match.start(), match.end(), *_spellings(match[0]))
    found.sort(key=lambda one: one[0])
    return tuple(piece for _, piece in found[:_MOST_PIECES])


def _plain(text: str) -> str:
    return narrow(text[:LONGEST]).replace("\0", " ")


def _days_meant(said: str, day: date, side: Side, today: int) -> tuple[OnDate, ...]:
    """ "13일" and "말일" are the next ones for what is to come, and the last ones for what was paid."""
    due = OnDate(day.toordinal(), Side.DUE)
    if day.toordinal() > today and said == "말일":
        paid = OnDate(date.fromordinal(today).replace(day=1).toordinal() - 1, Side.PAID)
        return (due,) if side is Side.DUE else (paid,) if side is Side.PAID else (paid, due)
    if day.toordinal() <= today or not _DAY_ALONE.fullmatch(said):
        return (OnDate(day.toordinal(), side),)
    before = date.fromordinal(today).replace(day=1)
    while before.toordinal() > today - 93:
        last = before + timedelta(days=day.day - 1)
        if last.day == day.day and last.toordinal() <= today:
            paid = OnDate(last.toordinal(), Side.PAID)
            return (due,) if side is Side.DUE else (paid,) if side is Side.PAID else (paid, due)
        before = (before - timedelta(days=1)).replace(day=1)
    return (OnDate(day.toordinal(), side),)


def _side(plain: str, start: int, end: int) -> Side:
    """Whether it is said of paying or of coming: in English by what goes before ("paid on Thursday"), else by
    what follows, up to the next day that is named."""
    before = plain[max(0, start - 24) : start].rpartition(", ")[2]
    said = [*_SAID_BEFORE.finditer(before)]
    if said and not _WEEKDAY.search(before, said[-1].end()):
        return Side.PAID if _OF_PAYING.match(said[-1][0]) else Side.DUE
    behind = plain[end : end + 24]
    next_day = _WEEKDAY.search(behind)
    behind = behind[: next_day.start()] if next_day else behind
    paying, coming = _OF_PAYING.search(behind), _OF_COMING.search(behind)
    if paying and (not coming or paying.start() < coming.start()):
        return Side.PAID
    return Side.DUE if coming else Side.EITHER


def _dotted(match: re.Match[str], now: Millis, zone: str, side: Side) -> tuple[Meaning, ...]:
    """ "4.5" is 45,000 won, or a day; "10.13" more probably a day, which is for the rows to say."""
    meanings: list[Meaning] = [Money(int(match[1]) * 10_000 + int(match[2].ljust(4, "0")))]
    for one in moments_in(f"{match[1]}/{match[2]}", now, zone):
        meanings.append(OnDate(one.day.toordinal(), side))
    return tuple(meanings)


def _number(said: str) -> tuple[Meaning, ...]:
    amount = read_amount(said)
    if amount is None:
        return ()
    digits = re.sub(r"\D", "", said)
    if "," in said or said.endswith("원"):
        return (Money(amount),)
    meanings: list[Meaning] = [Spelled(digits)] if len(digits) > 2 else []
    if len(digits) == 4 and int(digits[:2]) < 24 and int(digits[2:]) < 60:
        meanings.append(AtTime(int(digits[:2]) * 60 + int(digits[2:]), Side.EITHER))
    if len(digits) >= 4:
        meanings.append(Money(amount))
    return tuple(meanings)


def _spellings(word: str) -> tuple[Spelled, ...]:
    """The word, and the word without what hangs on it ("김하늘이요" → "김하늘")."""
    if word in _EMPTY or _OF_PAYING.match(word) or _OF_COMING.match(word):
        return ()
    spellings = dict.fromkeys((word,))
    bare = word
    for _ in range(2):
        shorter = _ENDING.sub("", bare)
        if shorter == bare or len(shorter) < 2:
            break
        bare = shorter
        spellings[bare] = None
    return tuple(Spelled(each) for each in spellings if each not in _EMPTY)
