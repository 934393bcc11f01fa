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
_COUNTS = {
    "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
    "열한": 11, "열두": 12, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3,
    "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9, "십": 10,
    "이십": 20, "삼십": 30, "사십": 40, "오십": 50,
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "열흘": 10, "보름": 15,
}  # fmt: skip
_PLAIN = "한|두|세|네|다섯|여섯|일곱|여덟|아홉|열한|열두|열"
_SINO = "이십|삼십|사십|오십|[일이삼사오육칠팔구십]"
_EN = "an?|one|two|three"
_AGO = re.compile(
    rf"""(?<![가-힣\d:])(?<![가-힣]\s시\s)(?<!\d시\s)(?:
    (?:(?P<hours>\d{{1,3}}|{_PLAIN})\s?시간|(?P<en>\d{{1,3}}|\b(?:{_EN}))\s(?:hours?|hrs?)\b)
        (?:\s?(?P<half>반)|\s?(?P<more>\d{{1,2}}|{_SINO})\s?분)?
    |(?P<half_hour>반\s?시간|\bhalf\san\shour)
    |(?P<minutes>\d{{1,3}}|{_SINO})\s?분|(?P<en_minutes>\d{{1,3}})\s?min(?:ute)?s?\b
    |(?P<days>\d{{1,3}}|{_SINO})\s?일|(?P<en_days>\d{{1,3}}|\b(?:{_EN}))\sdays?\b
    |(?P<named>하루|이틀|사흘|나흘|닷새|엿새|열흘|보름)
    |(?P<weeks>\d{{1,2}}|한|두|세|[일이삼])\s?주일?|(?P<en_weeks>\d{{1,2}}|\b(?:{_EN}))\sweeks?\b
    )\s?(?:쯤|정도|가량)?\s?(?:전(?![화체부액자])|ago\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Not "1시 20분 전에", which is before a time of day, and not "두 시간 전화했는데"."""
_LAST_MONTH = re.compile(r"(?:지난|저번)\s?달\s?(\d{1,2})\s?일")
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
    today = today_in(now, zone)
    last_month = _LAST_MONTH.search(plain)
    if last_month is not None:
        written = _of_last_month(int(last_month[1]), today)
        if not written:
            return None, False
        plain = plain.replace(last_month[0], written, 1)
    text = _LAST.sub("", _LAST_WEEK.sub("", plain))
    if _WEEKDAY.search(text) is None and last_week:
        text = re.sub(r"(?<![가-힣])([월화수목금토일])(?=$|[\s,에])", r"\1요일", text, count=1)
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
    said = {name: _COUNTS.get(value.lower()) or _number(value) for name, value in ago.groupdict("").items()}
    minutes = said["minutes"] + said["en_minutes"]
    if minutes:
        return now - minutes * MINUTE, True
    hours = said["hours"] + said["en"]
    if hours or ago["half_hour"]:
        return now - hours * HOUR - (30 if ago["half"] or ago["half_hour"] else said["more"]) * MINUTE, True
    days = said["days"] + said["en_days"] + said["named"] + 7 * (said["weeks"] + said["en_weeks"])
    return day_start(_days_before(now, min(days, 366), zone), zone), False


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else 0


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


def _of_last_month(number: int, today: date) -> str:
    """That day of the month before this one, in writing; "" where it had no such day."""
    last = today.replace(day=1) - timedelta(days=1)
    return _written(last.replace(day=number)) if 1 <= number <= last.day else ""


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
