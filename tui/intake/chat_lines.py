"""Lines of a saved KakaoTalk chat → pieces: messages, date lines, system lines, placeholders.

The seven shapes in which KakaoTalk saves a chat (facts §4).  A file has one shape throughout, so only that
one's grammar is applied to it: a line that looks like a message of another shape is somebody's words.
Lines end as the file ends them: other characters at which Python would break a line are part of messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tui.domain.cleaning import clean, clean_line
from tui.domain.dates import on_the_wall
from tui.domain.model import Millis
from tui.intake.cells import NAME_LIMIT
from tui.intake.texts import LOST

TEXT_LIMIT = 4_000
_KEPT_OF_A_MESSAGE = 4 * TEXT_LIMIT

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# 24 hours, or 오전/오후 before, or AM/p.m. behind with a space that may be a narrow no-break one.
_CLOCK = (
    r"(?:(?P<ko>오전|오후)[ \u202f\xa0])?(?P<h>\d{1,2}):(?P<min>\d\d)"
    r"(?:[ \u202f\xa0](?P<en>[AaPp])\.?[Mm]\.?)?"
)
_TALKER = r"(?P<who>.{1,120}?) :(?: (?P<text>.*))?"

_DASHED = r"-{5,} (?:%s) -{5,}"
_KO_DAY = r"(?P<y>\d{4})년 (?P<m>\d{1,2})월 (?P<d>\d{1,2})일"
_EN_DAY = rf"{_WEEKDAY}, (?P<month>{_LONG_MONTH}) (?P<d>\d{{1,2}}), (?P<y>\d{{4}})"
_WINDOWS = rf"\[(?P<who>.{{1,120}}?)\] \[{_CLOCK}\](?: (?P<text>.*))?"


class Variant(NamedTuple):
    """`day` matches a date line, `message` the first line of a message, `notice` a line with a time but
    without anybody who says it."""

    name: str
    day: re.Pattern[str] | None
    message: re.Pattern[str]
    notice: re.Pattern[str] | None


def _dated(start: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(message, notice) of the mobile shapes, whose every line begins with day and time.

    Behind these stands a comma, or a colon where nobody says what follows.
    """
    return re.compile(f"{start}, {_TALKER}", re.S), re.compile(rf"{start}[,:] (?P<text>.*)", re.S)


_ANDROID_KO = rf"{_KO_DAY} {_CLOCK}"
_ANDROID_EN = rf"(?P<month>{_LONG_MONTH}) (?P<d>\d{{1,2}}), (?P<y>\d{{4}}),? {_CLOCK}"
_IOS_KO = rf"(?P<y>\d{{4}})\. (?P<m>\d{{1,2}})\. (?P<d>\d{{1,2}})\. {_CLOCK}"
_IOS_EN = rf"(?P<month>{_SHORT_MONTH}) (?P<d>\d{{1,2}}), (?P<y>\d{{4}}) at {_CLOCK}"

VARIANTS: tuple[Variant, ...] = (
    Variant("windows_ko", re.compile(_DASHED % rf"{_KO_DAY} .요일"), re.compile(_WINDOWS, re.S), None),
    Variant("windows_en", re.compile(_DASHED % _EN_DAY), re.compile(_WINDOWS, re.S), None),
    Variant("android_ko", re.compile(_ANDROID_KO), *_dated(_ANDROID_KO)),
    Variant("android_en", re.compile(_ANDROID_EN), *_dated(_ANDROID_EN)),
    Variant("ios_ko", re.compile(rf"{_KO_DAY} .요일"), *_dated(_IOS_KO)),
    Variant("ios_en", re.compile(_EN_DAY), *_dated(_IOS_EN)),
    Variant(
        "mac_csv",
        None,
        re.compile(
            r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d) (?P<h>\d\d):(?P<min>\d\d):(?P<s>\d\d),"
            r'(?:"(?P<quoted>(?:[^"]|""){0,240})"|(?P<who>[^",]{0,120})),(?P<text>.*)',
            re.S,
        ),
        None,
    ),
)
BY_NAME = {variant.name: variant for variant in VARIANTS}
_MAC_HEADER = "Date,User,Message"

_TITLE = re.compile(
    r"\s*(?:KakaoTalk Chats? with (?P<en>.{1,200})|(?P<ko>.{1,200}?)\s*(?:님과의?\s?)?카카오톡\s?대화)\s*",
    re.S,
)
_SAVED = re.compile(r"\s*(?:저장한 날짜|Date Saved)\s?:.*|\s*Talk_[\d.\s_:-]{4,40}(?:-\d+)?\.txt\s*", re.S)

_PLACEHOLDER = re.compile(
    r"사진|사진 \d{1,3}장|동영상|이모티콘|\(이모티콘\)|스티커|음성 ?메시지|삭제된 메시지입니다\.?"
    r"|메시지가 삭제되었습니다\.?"
    r"|(?:보이스톡|페이스톡|라이브톡|그룹콜)(?:[ :].{0,40}|)|(?:부재중|취소된) (?:보이스톡|페이스톡)"
    r"|(?:파일|음성메시지|카카오톡 프로필|지도|음악|투표|샵검색|일정): .{1,300}"
    r"|<(?:사진|동영상|음성|이모티콘|파일)[^<>]{0,30}>"
    r"|(?:Photos?|\d{1,3} [Pp]hotos?|Videos?|Emoticons?|Stickers?|Voice (?:[Nn]ote|[Mm]essage)s?"
    r"|\(Emoticon\))"
    r"|(?:This message (?:was|has been) deleted|Deleted message)\.?|<(?:Photo|Video|File)[^<>]{0,30}>"
    r"|(?:Voice|Video) [Cc]all(?: .{0,40})?|Missed (?:voice |video )?call|File: .{1,300}"
    r"|[0-9a-f]{20,80}\.(?:jpe?g|png|gif|mp4|m4a|webp|heic)",
    re.S,
)
_SYSTEM = re.compile(
    r".{1,120}님(?:이|을) .{0,200}(?:들어왔|나갔|초대했|내보냈|초대하였|퇴장하였|입장하였)습니다\.?"
    r"|채팅방 관리자가 메시지를 가렸습니다\.?|저장된 대화가 없습니다\.?|.{0,80}님이 (?:방장"
    r"|부방장)이 되었습니다\.?"
    r"|.{1,120} (?:invited .{1,200} to this chatroom|joined this chatroom|left this chatroom|has left"
    r"|joined|left"
    r"|was removed)\.?"
    r"|운영정책을 위반한 메시지로 신고 접수 시 .{0,200}",
    re.S,
)


class Piece(NamedTuple):
    """One row of a chat.  `code` is "" for a message, else why the row is none (records.Ignored).

    `at` is -1 where no day is known; `text` is clean; `lost` says that bytes of it were in no encoding.
    """

    row: int
    code: str
    at: Millis
    author: str
    text: str
    lost: bool = False


@lru_cache(maxsize=512)
def _a_day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(year), number, int(day)) if 1990 <= int(year) <= 2099 else None
    except ValueError:
        return None


def _day_of(match: re.Match[str]) -> date | None:
    return _a_day(match["y"], match["m" if "m" in match.re.groupindex else "month"], match["d"])


@lru_cache(maxsize=1024)
def _name(written: str) -> str:
    return clean_line(written, NAME_LIMIT)


@lru_cache(maxsize=4096)
def _into_day(half: str, hour: str, minute: str) -> Millis | None:
    """Milliseconds from midnight; 오전 12 is 0 h and 오후 12 is 12 h.  None for no such time."""
    number, part = int(hour), int(minute)
    if part > 59 or number > 23 or (half and number > 12):
        return None
    if half:
        number = number % 12 + (12 if half in ("오후", "p", "P") else 0)
    return (number * 60 + part) * 60_000


def _time_of(match: re.Match[str]) -> Millis | None:
    return _into_day(match["ko"] or match["en"] or "", match["h"], match["min"])


def lines_of(blocks: Iterable[str]) -> Iterator[list[str]]:
    """Blocks that end with a line (texts.TextBlocks) → their lines without what ends them."""
    for block in blocks:
        lines = block.split("\n" if "\n" in block else "\r")
        if not lines[-1]:
            lines.pop()
        yield [line.removesuffix("\r") for line in lines] if "\r" in block else lines


def title_in(line: str) -> str:
    """The partner's or room's name in "X 님과 카카오톡 대화" or "KakaoTalk Chats with X", else ""."""
    found = _TITLE.fullmatch(line.lstrip("\ufeff")[:400])
    return clean_line((found["ko"] or found["en"]).strip(), NAME_LIMIT) if found else ""


def is_heading(line: str) -> bool:
    """Whether a line above the messages is one that KakaoTalk writes there."""
    line = line[:400]
    return bool(_TITLE.fullmatch(line) or _SAVED.fullmatch(line)) or _is_mac_header(line)


def _is_mac_header(line: str) -> bool:
    return line[:80].strip("\ufeff ").replace('"', "") == _MAC_HEADER


def variant_of(lines: list[str]) -> tuple[Variant | None, int, int]:
    """(the shape in which most of the lines are messages, how many are, how many are its date lines)."""
    best: tuple[Variant | None, int, int] = (None, 0, 0)
    for variant in VARIANTS:
        if variant.name == "mac_csv" and not any(map(_is_mac_header, lines[:5])):
            continue
        messages = sum(variant.message.fullmatch(line) is not None for line in lines)
        days = sum(variant.day.fullmatch(line) is not None for line in lines) if variant.day else 0
        if (messages + days, days) > (best[1] + best[2], best[2]):
            best = variant, messages, days
    return best


class Pieces:
    """Cuts the lines of a file of one shape into pieces; feed it lists of lines in order, then `end`.

    `names` are authors known beforehand: a name with " : " in it is then told from the words behind it.
    """

    def __init__(self, variant: Variant, zone: str, names: Iterable[str] = ()) -> None:
        self.variant = variant
        self.row = 0
        self._zone = zone
        self._names = tuple(f"{name} : " for name in names if " : " in name)
        self._day: date | None = None
        self._begun = False
        self._first = 0
        self._at: Millis = -1
        self._author = ""
        self._lines: list[str] = []
        self._room = 0
        self._dated = variant.name not in ("windows_ko", "windows_en")
        self._csv = variant.name == "mac_csv"

    def feed(self, lines: list[str]) -> list[Piece]:
        """The pieces that ended within these lines."""
        found: list[Piece] = []
        message, day, notice = self.variant.message, self.variant.day, self.variant.notice
        for line in lines:
            self.row += 1
            match = message.fullmatch(line) if line else None
            if match is not None and self._starts(match, found):
                continue
            if day is not None and (match := day.fullmatch(line)) is not None:
                local = _day_of(match)
                if local is not None:
                    self._close(found)
                    self._begun, self._day = True, local
                    found.append(Piece(self.row, "date_line", on_the_wall(local, 0, self._zone), "", ""))
                    continue
            if notice is not None and (match := notice.fullmatch(line)) is not None:
                at = self._moment(match)
                if at is not None:
                    self._close(found)
                    self._begun = True
                    found.append(Piece(self.row, "system_line", at, "", clean(match["text"], TEXT_LIMIT)))
                    continue
            self._other(line, found)
        return found

    def end(self) -> list[Piece]:
        """The last piece."""
        found: list[Piece] = []
        self._close(found)
        return found

    def _starts(self, match: re.Match[str], found: list[Piece]) -> bool:
        at = self._moment(match)
        if at is None:
            return False
        self._close(found)
        self._begun, self._first, self._at = True, self.row, at
        text = match["text"] or ""
        if self._csv:
            self._author = match["who"] or (match["quoted"] or "").replace('""', '"')
        else:
            self._author = match["who"]
            for name in self._names:
                rest = f"{self._author} : {text}"
                if rest.startswith(name):
                    self._author, text = name[:-3], rest[len(name) :]
                    break
        self._lines = [text]
        self._room = _KEPT_OF_A_MESSAGE - len(text)
        return True

    def _moment(self, match: re.Match[str]) -> Millis | None:
        """When; -1 for a time of a day that is not known; None for no such time."""
        if self._csv:
            local, into = _day_of(match), _into_day("", match["h"], match["min"])
            return (
                None
                if local is None or into is None
                else on_the_wall(local, into + int(match["s"]) * 1000, self._zone)
            )
        into = _time_of(match)
        local = _day_of(match) if self._dated else self._day
        if into is None or (local is None and self._dated):
            return None
        return -1 if local is None else on_the_wall(local, into, self._zone)

    def _other(self, line: str, found: list[Piece]) -> None:
        """A line that begins nothing: the rest of a message, or what KakaoTalk itself says."""
        if not self._begun or not (self._first or line.strip()):
            if line.strip():
                found.append(Piece(self.row, "header" if not self._begun else "system_line", -1, "", ""))
            return
        if not self._first or (not self._dated and len(line) < 400 and _SYSTEM.fullmatch(line)):
            self._close(found)
            found.append(Piece(self.row, "system_line", self._at, "", clean(line, TEXT_LIMIT)))
            return
        if self._room > 0:
            # A message longer than anybody writes is kept up to a bound, whatever follows it.
            self._lines.append(line[: self._room])
            self._room -= len(line) + 1

    def _close(self, found: list[Piece]) -> None:
        if not self._first:
            return
        text = "\n".join(self._lines) if len(self._lines) > 1 else self._lines[0]
        if self._csv:
            text = _unquoted(text)
        lost = LOST in text or LOST in self._author
        text = clean(text, TEXT_LIMIT)
        author = _name(self._author)
        code = ""
        if not text:
            code = "blank"
        elif len(text) < 400:
            if _PLACEHOLDER.fullmatch(text):
                code = "placeholder"
            elif self._csv and _SYSTEM.fullmatch(text):
                code = "system_line"
        if not code and self._at < 0:
            code = "undated"
        elif not code and not author:
            code = "system_line"
        found.append(Piece(self._first, code, self._at, author, text, lost))
        self._first, self._lines = 0, []


def _unquoted(text: str) -> str:
    """A csv cell that is the rest of its row; one that another program left unquoted stays."""
    text = text.rstrip("\r\n ")
    if not text.startswith('"'):
        return text
    return text[1:].removesuffix('"').replace('""', '"')
