"""When and where customers say they asked first: "토요일에 카톡으로", "어제 2시쯤 문자".

Days and times are read as anywhere else (spoken_dates.py), except that they have passed: "토요일" is the last
one.  What they said is kept word for word beside what was understood of it.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tui.domain.dates import read_moment, today_in
from tui.domain.model import DAY, HOUR, MINUTE, Millis
from tui.domain.quiet import at_place, day_start
from tui.domain.spoken_dates import moments_in, narrow
from tui.domain.words import Route

LONGEST = 120

_BY: tuple[tuple[Route, re.Pattern[str]], ...] = (
    (Route.INSTAGRAM, re.compile(r"인스타|디엠|\bdm\b|instagram|インスタ", re.IGNORECASE)),
    (
        Route.KAKAO,
        re.compile(r"카톡|카카오|톡(?:으로|에|방|을|했|보냈|남)|채널|kakao|カカオ|カトク", re.IGNORECASE),
    ),
    (Route.EMAIL, re.compile(r"메일|e-?mail|メール|邮件|郵件", re.IGNORECASE)),
    (Route.SMS, re.compile(r"문자|메시지|\bsms\b|\btext(?:ed)?\b|短信|ショートメール", re.IGNORECASE)),
    (Route.PHONE, re.compile(r"전화|통화|\bphoned?\b|\bcall(?:ed)?\b|電話|电话", re.IGNORECASE)),
    (Route.PAGE, re.compile(r"매장|직접|방문|카운터|\bin person\b|\bcounter\b", re.IGNORECASE)),
)
_AGO = re.compile(
    r"(?P<n>\d{1,3})\s?(?:(?P<min>분|min(?:ute)?s?\b)|(?P<hour>시간|hours?\b|hrs?\b)|(?P<day>일|days?\b)|(?P<week>주일?|weeks?\b))"
    r"\s?(?:전|ago)",
    re.IGNORECASE,
)
_NEAR_PAST = {
    "그그저께": 3, "그끄저께": 3, "그저께": 2, "그제": 2, "엊그제": 2, "엊저녁": 1, "어젯밤": 1, "어제": 1,
    "전날": 1, "작일": 1, "yesterday": 1, "last night": 1, "昨日": 1, "昨天": 1, "前天": 2,
}  # fmt: skip
_PAST_WORD = re.compile("|".join(sorted(map(re.escape, _NEAR_PAST), key=len, reverse=True)), re.IGNORECASE)
_LAST_WEEK = re.compile(r"(?:지난|저번)\s?주\s?(?=[월화수목금토일])")
_LAST = re.compile(
    r"(?:지난|저번)\s?(?=[월화수목금토일](?:요일|욜))|\blast\s+(?=mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE
)
_JUST_NOW = re.compile(r"아까|방금|조금\s?전|좀\s?전|just now|earlier today", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"[월화수목금토일](?:요일|욜)|\b(?:mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)\b"
)
_DAY_ALONE = re.compile(r"(?<![\d월/.-])(?<!월\s)(\d{1,2})\s?일(?!\s?(?:전|간|째))")
_OLDEST = 366 * DAY


class Asked(NamedTuple):
    """`at` is None where no time was understood, a day's midnight where `has_time` is False."""

    at: Millis | None
    has_time: bool
    by: Route | None
    said: str


def read_asked(text: str, now: Millis, zone: str) -> Asked:
    """When (at or before `now`) and by which channel they say they asked.  Never raises."""
    said = " ".join(text.split())[:LONGEST]
    by = next((route for route, words in _BY if words.search(said)), None)
    at, has_time = _when(said, now, zone)
    return Asked(at, has_time, by, said)


def _when(said: str, now: Millis, zone: str) -> tuple[Millis | None, bool]:
    plain = narrow(said)
    ago = _AGO.search(plain)
    if ago is not None:
        return _so_long_ago(ago, now, zone)
    last_week = bool(_LAST_WEEK.search(plain))
    text = _LAST.sub("", _LAST_WEEK.sub("", plain))
    if _WEEKDAY.search(text) is None and last_week:
        text = re.sub(r"(?<![가-힣])([월화수목금토일])(?=$|[\s,에])", r"\1요일", text, count=1)
    today = today_in(now, zone)
    text = _PAST_WORD.sub(lambda word: _written(today - timedelta(days=_NEAR_PAST[word[0].lower()])), text)
    text = _DAY_ALONE.sub(lambda match: _last_such(int(match[1]), today) or match[0], text)
    found = [one for one in moments_in(text, now, zone) if one.at > now - 2 * _OLDEST]
    found.sort(key=lambda one: (not one.has_day, not one.has_time))
    if found:
        first = found[0]
        weekday = _WEEKDAY.search(text[first.start : first.end] or text) is not None
        days = 1 if not first.has_day else 7 if weekday else 365
        if days == 365 and now < first.at < now + DAY:
            return None, False  # "오늘 다섯 시", said at four: nobody has asked yet
        at = _passed(first.at, now, days, zone)
        if last_week and at is not None and day_start(at, zone) > _monday(now, zone) - DAY // 2:
            at = _days_before(at, 7, zone)
        return (None, False) if at is None or at < now - _OLDEST else (at, first.has_time)
    if _JUST_NOW.search(plain):
        return day_start(now, zone), False
    moment = read_moment(said, now, zone) if said else None
    if moment is not None and moment.at is not None and now - _OLDEST <= moment.at <= now:
        return moment.at, moment.has_time
    return None, False


def _so_long_ago(ago: re.Match[str], now: Millis, zone: str) -> tuple[Millis, bool]:
    number = int(ago["n"])
    if ago["min"]:
        return now - number * MINUTE, True
    if ago["hour"]:
        return now - number * HOUR, True
    days = number * (7 if ago["week"] else 1)
    return day_start(_days_before(now, min(days, 366), zone), zone), False


def _written(day: date) -> str:
    return f" {day.year}-{day.month}-{day.day} "


def _last_such(number: int, today: date) -> str:
    """The last day of a month with that number, today included, in writing; "" for none."""
    for step in range(3):
        month = today.year * 12 + today.month - 1 - step
        try:
            day = date(month // 12, month % 12 + 1, number)
        except ValueError:
            continue
        if day <= today:
            return _written(day)
    return ""


def _passed(at: Millis, now: Millis, days: int, zone: str) -> Millis | None:
    """The moment, as many times `days` earlier as it takes to have passed."""
    for _ in range(3):
        if at <= now:
            return at
        at = _days_before(at, days, zone)
    return at if at <= now else None


def _days_before(at: Millis, days: int, zone: str) -> Millis:
    """The same clock time so many days before there."""
    local = at_place(at, zone) - timedelta(days=days)
    return _instant(local)


def _instant(local: datetime) -> Millis:
    return round(local.timestamp() * 1000)


def _monday(now: Millis, zone: str) -> Millis:
    """Midnight at which this week began."""
    local = at_place(now, zone)
    return day_start(_days_before(now, local.weekday(), zone), zone)
