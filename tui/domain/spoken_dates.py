"""Days and clock times inside running text, as Koreans write them in a chat: "담주 토욜 3시쯤 갈게요".

dates.py reads a cell that is a date and nothing else; here the words around it are somebody's sentence, so
each find says where it stands.  What a day or an hour means is the same (see dates.py), except that a day
of the month alone ("17일") is the next one: people agree on what is to come.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import islice, zip_longest
from typing import NamedTuple

from tui.domain.date_words import Clock, Day, DayKind
from tui.domain.dates import moment_of, today_in
from tui.domain.model import Millis
from tui.domain.month_days import MONTHS_ON, UNTOLD, WORDS, counted_day
from tui.domain.spoken_clocks import CHANGED_TO, MOST, RANGE, Find, clocks_in

_ONE_FOR_ONE = str.maketrans(
    dict(zip("０１２３４５６７８９：／．（）～〜∼–—－", "0123456789:/.()~~~---", strict=True))
    | {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
)
_STATED = (
    r"(?:\s?\([월화수목금토일](?:요일|욜)?\)|\s?[월화수목금토일](?:요일|욜)"
    r"|\s[월화수목금토일](?=\s(?:\d|오전|오후|아침|점심|낮|저녁|밤|정오)|\s*$))?"
)
_BEHIND_A_DATE = re.compile(
    r"(?:\(([월화수목금토일])(?:요일|욜)?\)|([월화수목금토일])(?:요일|욜)|\s([월화수목금토일]))$"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})(?:[a-z]{{0,6}}\.?)"
_EN_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPANS = {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "열흘": 10, "보름": 15}
_COUNTS = {"일": 1, "한": 1, "이": 2, "두": 2, "삼": 3, "세": 3}
_PAST = {"어제": -1, "어저께": -1, "그제": -2, "그저께": -2, "엊그제": -2}
_DAY = re.compile(
    rf"""
    (?<!\d)(?P<y>20\d\d)\s?[-./년]\s?(?P<ym>\d{{1,2}})\s?[-./월]\s?(?P<yd>\d{{1,2}})(?!\d)(?:\s?일)?{_STATED}
    |(?<![\d./:,-])(?P<sy>2\d)(?P<dot>[./-])\s?(?P<sym>\d{{1,2}})(?P=dot)\s?(?P<syd>\d{{1,2}})
        (?![\d./-]\d|\d)\.?{_STATED}
    |(?<![\d./:-])(?P<m>\d{{1,2}})\s?월\s?(?P<d>\d{{1,2}})(?!\d)(?:\s?일)?{_STATED}
    |(?<![\d./:-])(?P<sm>\d{{1,2}})/(?P<sd>\d{{1,2}})(?![\d/]|\s?(?:크기|사이즈|정도|조각)){_STATED}
    |(?<![\d./:,-])(?P<pm>\d{{1,2}})[.-](?P<pd>\d{{1,2}})\.?
        (?=\s?\(?[월화수목금토일][)요욜]
            |\s[월화수목금토일]\s
            |\s(?:오전|오후|낮|저녁|아침|밤)?\s?\d{{1,2}}(?:\s?시(?!간)|:\d\d))
        {_STATED}
    |(?<![\d./:,*\#-])(?<!호\s)(?<!뒷\s)(?<!리\s)(?<!끝\s)(?P<four>(?:0[1-9]|1[0-2])[0-3]\d)
        (?=\s?\([월화수목금토일]|\s?[월화수목금토일](?:요일|욜)
            |\s[월화수목금토일]\s(?:\d|오전|오후|아침|점심|낮|저녁|밤|정오)|\s[월화수목금토일]\s*$){_STATED}
    |{WORDS}
    |(?<!\d)(?P<after>\d{{1,2}})\s?일\s?(?:뒤|후|있다가)(?P<about0>\s?(?:쯤|정도))?
    |(?<![\d./:,-])(?P<stated>\d{{1,2}})\s?(?=\([월화수목금토일](?:요일|욜)?\)){_STATED}
    |(?<![가-힣])(?P<days>{"|".join(_SPANS)})\s?(?:뒤|후|있다가)(?P<about1>\s?(?:쯤|정도))?
    |(?<![\d가-힣])(?P<weeks>[1-4일한이두삼세])\s?주일?\s?(?:뒤|후)(?P<about2>\s?(?:쯤|정도))?(?:에)?
        (?:\s?(?P<weekday>[월화수목금토일])(?:요일|욜))?
    |(?<![가-힣])(?P<month>이번|요번|이|다다음|다음|담|내)\s?달\s?(?P<md>\d{{1,2}})\s?일{_STATED}
    |(?:지난|저번)\s?(?P<lastju>주\s?)?(?P<last>[월화수목금토일])(?:요일|욜)
    |(?<![가-힣])(?P<past>엊그제|그저께|그제|어저께|어제)
    |(?<![\d~.,/-])(?<!박)(?<!박\s)(?P<only>\d{{1,2}})\s?일
        (?!\s?(?:간|전|째|차|동안|치|정도|걸려|걸리|이내|이상|내[로에]|이나(?!\s?\d{{1,2}}\s?일)|이면|만에|분|씩|박|요일))
        (?=$|[\s,.!?~()ㅎㅋㅠㅜ:]|에|로|은|이|날|까지|쯤|경|부터|요|오전|오후|입|예|맞|픽|도|인|이나){_STATED}
    |(?<![가-힣])(?P<week>이번|금|다다음|다담|다음|담|차|돌아오는|오는)\s?(?P<ju>주\s?)?
        (?P<wd>[월화수목금토일])
        (?:요일|욜|(?=$|[^가-힣]|[에날]|으?로\b|까지))
    |(?<!매주)(?<!매주\s)(?<![째막]주)(?<![째막]주\s)(?<![째막]\s주\s)(?<!째\s)(?<!째)(?P<bare>[월화수목금토일])
        (?:요일|욜)(?!마다|반|엔\s?휴)
    |(?<![가-힣])(?P<feast>크리스마스\s?이브|크리스마스|성탄절)
        (?=(?:\s?당일|날)?에?\s?(?:오전|오후|낮|저녁|\d{{1,2}}\s?시))
    |(?P<near>내일\s?모[레래]|낼\s?모[레래]|(?<![가-힣])(?:오늘|금일|내일|명일|낼|글피|이따가?)
        |(?<![가-힣])(?:모레|모래(?=\s|에|까지|요))
        |(?:(?<=[^안가-힣])|(?<=럼)|(?<=시)|^)(?:내일|오늘))
    |\b(?P<en1>{_MONTH})\s(?P<ed1>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s(?P<ey1>20\d\d)(?!\d))?
    |(?<!\d)(?P<ed2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<en2>{_MONTH})\b(?:,?\s(?P<ey2>20\d\d)(?!\d))?
    |\b(?P<tomorrow>tomorrow|today|tonight)\b
    |\b(?P<next>next\s|this\s)?(?P<ewd>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)\b
    """,
    re.VERBOSE,
)
_NEAR = {"내일모레": 2, "낼모레": 2, "내일모래": 2, "낼모래": 2, "모레": 2, "모래": 2, "오늘": 0, "금일": 0,
         "내일": 1, "명일": 1, "낼": 1, "글피": 3, "이따": 0, "이따가": 0, "tomorrow": 1, "today": 0,
         "tonight": 0}  # fmt: skip
_WEEKS = {"이번": 0, "금": 0, "다음": 1, "담": 1, "차": 1, "다다음": 2, "다담": 2}
_ONLY_WITH_A_TIME = frozenset({"이따", "이따가"})

_LINK = re.compile(r"(?:https?://|www\.)[^\s가-힣]+")
_WEEKDAY_ALONE = re.compile(r"[월화수목금토일](?:요일|욜)")
_FURTHEST = 20
_LONGEST_QUOTE = 80


class Spoken(NamedTuple):
    """A moment said in text[start:end].  Without a time, `at` is the day's midnight in the zone.

    `has_day` is False for a time alone: then `day` is the one that was known, or today.
    """

    at: Millis
    has_day: bool
    has_time: bool
    day: date
    start: int
    end: int


def narrow(text: str) -> str:
    """The text with plain digits, dashes and small letters, each character where it was."""
    return text.translate(_ONE_FOR_ONE)


def moments_in(
    text: str, said_at: Millis, zone: str, known: date | None = None, *, going_on: bool = True
) -> list[Spoken]:
    """The days and times in a message said at `said_at`, in their order.  Never raises.

    A time joins the day before it in the text, else the one behind it, else `known`, else today.
    A number alone ("12일") is of the month of `known`, if that is still to come; where the talk of it is over
    (not `going_on`) and the next such day is another, it is of none.
    Of a span the beginning counts.  What does not exist (32일, 25시) is left out.
    """
    plain = _LINK.sub(lambda link: "\0" * len(link[0]), narrow(text))
    days = _days(plain, said_at, zone, known, going_on)
    bare = plain
    for one in days:
        bare = bare[: one.start] + "\0" * (one.end - one.start) + bare[one.end :]
    clocks = clocks_in(bare)
    found: list[Spoken] = []
    used: set[int] = set()
    for clock, following in zip_longest(clocks, clocks[1:]):
        place = _day_for(clock, days)
        day = None if place is None else days[place]
        said = _full(known) if day is None else day.value
        moment = _moment(said, clock.value, said_at, zone)
        if moment is not None:
            # Of several times of a day one stands with it: the words around another are about that alone.
            alone = place in used or (day and following and clock.end <= following.start < day.start)
            where = _quote(None if alone else day, clock, text)
            found.append(Spoken(moment[0], day is not None, True, moment[1], *where))
        if place is not None:
            used.add(place)
    for place, one in enumerate(days):
        if place not in used and plain[one.start : one.end] not in _ONLY_WITH_A_TIME:
            moment = _moment(one.value, None, said_at, zone)
            if moment is not None:
                found.append(Spoken(moment[0], True, False, moment[1], one.start, one.end))
    return sorted(found, key=lambda one: one.start)


def _moment(day: Day | None, clock: Clock | None, said_at: Millis, zone: str) -> tuple[Millis, date] | None:
    """(the instant, the day it is said of); None where there is no such day or time."""
    at, midnight = moment_of(day, clock, said_at, zone).at, moment_of(day, None, said_at, zone).at
    return None if at is None or midnight is None else (at, today_in(midnight, zone))


def _full(day: date | None) -> Day | None:
    return None if day is None else Day(DayKind.FULL, day.year, day.month, day.day)


def _day_for(clock: Find[Clock], days: list[Find[Day]]) -> int | None:
    before = [place for place, day in enumerate(days) if day.end <= clock.start]
    if before:
        return before[-1]
    behind = [place for place, day in enumerate(days) if 0 <= day.start - clock.end <= _FURTHEST]
    return behind[0] if behind else None


def _quote(day: Find[Day] | None, clock: Find[Clock], text: str) -> tuple[int, int]:
    """Both if they stand near each other on a line, else the time alone."""
    if day is not None:
        start, end = min(day.start, clock.start), max(day.end, clock.end)
        if end - start <= _LONGEST_QUOTE and "\n" not in text[start:end]:
            return start, end
    return clock.start, clock.end


def _days(plain: str, said_at: Millis, zone: str, known: date | None, going_on: bool) -> list[Find[Day]]:
    found: list[Find[Day]] = []
    today = today_in(said_at, zone)
    for match in islice(_DAY.finditer(plain), MOST):
        day = _day_in(match, today)
        if day is None:
            continue
        stated = _weekday_stated(match)
        if match["only"] and stated is None and known is not None and known > today:
            day = _of_known_month(int(match["only"]), day, known, today, going_on=going_on)
        if stated is not None and not _is_weekday(day, stated, said_at, zone):
            day = UNTOLD
        if found and found[-1].end < match.start() and RANGE.fullmatch(plain, found[-1].end, match.start()):
            if CHANGED_TO.match(plain, match.end()):
                found[-1] = Find(day, match.start(), match.end())
            continue
        before = found[-1] if found else None
        if (
            before is not None
            and match.start() - before.end <= 2
            and "\n" not in plain[before.end : match.start()]
        ):
            # "토요일 17일", "17일 토요일": one day, said twice; its number says more than its weekday.
            weekday = before.value.kind is DayKind.WEEKDAY
            if weekday or day.kind is DayKind.WEEKDAY:
                one, other = (day, before.value) if weekday else (before.value, day)
                agree = other.kind is DayKind.WEEKDAY and _is_weekday(one, other.first, said_at, zone)
                found[-1] = Find(one if agree else UNTOLD, before.start, match.end())
                continue
        found.append(Find(day, match.start(), match.end()))
    if known is not None and known > today:
        # "22일 토요일", and then "토요일 3시": that Saturday, be it the next one or not.
        weekday_of_it = Day(DayKind.WEEKDAY, known.weekday(), -1)
        found = [
            Find(_full(known) or one.value, one.start, one.end)
            if one.value == weekday_of_it and _WEEKDAY_ALONE.fullmatch(plain, one.start, one.end)
            else one
            for one in found
        ]
    return found


def _weekday_stated(match: re.Match[str]) -> int | None:
    """The weekday that stands behind a date; its own 일 ("17 일") is none."""
    found = _BEHIND_A_DATE.search(match[0])
    if found is None or match["nth"] or not match[0][:1].isdigit():
        return None
    name = found[1] or found[2] or found[3]
    if found[3] == "일" and not (match["sm"] or match["pm"] or match["four"]):
        return None
    return "월화수목금토일".index(name)


def _is_weekday(day: Day, weekday: int, said_at: Millis, zone: str) -> bool:
    """Whether a date is that weekday, as it is said of it: else one of the two is a slip."""
    moment = _moment(day, None, said_at, zone)
    return moment is not None and moment[1].weekday() == weekday


def _day_in(match: re.Match[str], today: date) -> Day | None:
    said = match.groupdict()
    if said["last_day"] or said["nth"]:
        return counted_day(said, today)
    if said["about0"] or said["about1"] or said["about2"]:
        return UNTOLD  # "2주 뒤쯤"
    if said["four"]:
        return Day(DayKind.MONTH_DAY, int(said["four"][:2]), int(said["four"][2:]))
    for names in (("y", "ym", "yd"), ("sy", "sym", "syd"), ("m", "d"), ("sm", "sd"), ("pm", "pd")):
        if said[names[0]]:
            numbers = [int(said[name]) for name in names]
            if names[0] == "sy":
                numbers[0] += 2000
            if not (1 <= numbers[-2] <= 12 and 1 <= numbers[-1] <= 31):
                return None
            return Day(DayKind.FULL if len(numbers) == 3 else DayKind.MONTH_DAY, *numbers)
    for named, number, year in (("en1", "ed1", "ey1"), ("en2", "ed2", "ey2")):
        if said[named]:
            month = _MONTHS.index(said[named][:3]) + 1
            if said[year]:
                return Day(DayKind.FULL, int(said[year]), month, int(said[number]))
            return Day(DayKind.MONTH_DAY, month, int(said[number]))
    if said["only"] or said["stated"]:
        return _next_such(int(said["only"] or said["stated"]), today)
    if said["feast"]:
        return Day(DayKind.MONTH_DAY, 12, 24 if said["feast"].endswith("이브") else 25)
    if said["after"]:
        return Day(DayKind.OFFSET, int(said["after"]))
    if said["days"] or said["past"]:
        return Day(DayKind.OFFSET, _SPANS[said["days"]] if said["days"] else _PAST[said["past"]])
    if said["weeks"]:
        weeks = _COUNTS.get(said["weeks"]) or int(said["weeks"])
        if said["weekday"]:
            return Day(DayKind.WEEKDAY, "월화수목금토일".index(said["weekday"]), weeks)
        return Day(DayKind.OFFSET, 7 * weeks)
    if said["month"]:
        return _in_month(int(said["md"]), MONTHS_ON[said["month"]], today)
    if said["last"]:
        since = today.weekday() - "월화수목금토일".index(said["last"])
        return Day(DayKind.OFFSET, -(since + 7 if said["lastju"] else (since - 1) % 7 + 1))
    if said["wd"]:
        weekday = "월화수목금토일".index(said["wd"])
        coming = said["week"] in ("돌아오는", "오는") or (said["week"] == "이번" and not said["ju"])
        if not said["ju"] and said["week"] in ("금", "차", "담", "오는") and match[0][-1] not in "일욜":
            return None
        return Day(DayKind.WEEKDAY, weekday, -1 if coming else _WEEKS[said["week"]])
    if said["bare"]:
        return Day(DayKind.WEEKDAY, "월화수목금토일".index(said["bare"]), -1)
    if said["ewd"]:
        return Day(DayKind.WEEKDAY, _EN_DAYS.index(said["ewd"]), 1 if said["next"] == "next " else -1)
    return Day(DayKind.OFFSET, _NEAR["".join((said["near"] or said["tomorrow"]).split())])


def _next_such(number: int, today: date) -> Day | None:
    """The next day of a month with that number, today included."""
    ahead = (_in_month(number, step, today) for step in range(3))
    return next((day for day in ahead if day is not None and day[1:] >= today.timetuple()[:3]), None)


def _of_known_month(number: int, coming: Day, known: date, today: date, *, going_on: bool) -> Day:
    """ "12일로 바꿔 주세요" of the 5th of next month; `coming` where that is over or there is no such day."""
    months = (known.year - today.year) * 12 + known.month - today.month
    day = _in_month(number, months, today)
    if day is None or day[1:] <= coming[1:]:
        return coming
    return day if going_on else UNTOLD


def _in_month(number: int, months: int, today: date) -> Day | None:
    """That day of the month so many months on; None where that month has no such day."""
    month = today.year * 12 + today.month - 1 + months
    try:
        return _full(date(month // 12, month % 12 + 1, number))
    except ValueError:
        return None
