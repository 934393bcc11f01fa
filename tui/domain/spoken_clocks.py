"""Clock times inside running text: "오후 3시반", "저녁 일곱시", "15:30", "5pm"."""

from __future__ import annotations

import re
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

from tui.domain.date_words import Clock, Day

_MARKS = {"오전": "am", "오후": "pm", "새벽": "dawn", "아침": "morning", "점심": "noon", "낮": "noon",
          "저녁": "evening", "밤": "night", "am": "am", "pm": "pm"}  # fmt: skip
_HOURS = {
    name: hour
    for hour, name in enumerate(
        ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두"), 1
    )
}
_HOUR_NAMES = "|".join(sorted(_HOURS, key=len, reverse=True))
_MINUTES = (
    r"(?:\s?(?P<{0}half>반)(?=$|[^가-힣]|[에이쯤경요도은엔용여염욤임로]|입니|으로|정도|까지|부터|[픽방]|찾|전\b)|\s?(?P<{0}min>[0-5]?\d)\s?분"
    r"|\s(?P<{0}m2>[0-5]0)(?=$|[\s?!.~쯤에요]))?"
)
_CLOCK = re.compile(
    rf"""
    (?:(?P<mark>오전|오후|새벽|아침|점심|낮|저녁|밤|\b[ap]m)(?:에|은)?\s?)?
    (?:
      (?<![\d.,/:-])(?P<hour>\d{{1,2}})\s?시(?!간|트|즌|럽){_MINUTES.format("h")}
      |(?<![\d:])(?P<ch>\d{{1,2}}):(?P<cm>[0-5]\d)(?![\d:])(?:\s?(?P<cpost>[ap])\.?m\b)?
      |(?:(?<![가-힣])|(?<=[전후침심낮녁밤벽일욜에]))(?P<name>{_HOUR_NAMES})\s?시{_MINUTES.format("n")}
        (?=$|[\s,.!?~)ㅎㅋㅠ](?!간)|에|로|요|쯤|경|까지|이후|부터|정각|는|은|가\s|이[에요]|인|전)
      |(?<![\d.,/:-])(?P<span>\d{{1,2}})(?=\s?[~-]\s?(?:오전|오후)?\s?\d{{1,2}}\s?시(?!간))
      |(?<![\d.,/:-])(?P<ph>\d{{1,2}})\s?(?P<ppost>[ap])\.?m\b
    )
    |(?P<noon>정오|\bnoon\b)|(?P<midnight>자정|\bmidnight\b)
    """,
    re.VERBOSE,
)
RANGE = re.compile(r"\s?(?:쯤|정도|경)?\s?(?:~|-|에서|부터)\s?(?:[ap]m|오전|오후)?\s?")
CHANGED_TO = re.compile(
    r"\s?(?:쯤|정도|경)?\s?(?:으)?로\s?(?:시간\s?|날짜\s?|일정\s?)?"
    r"(?:변경|바[꾸꿔꿀뀌]|옮[기겨길]|미[뤄루룰]|당[겨기길]|수정|조정)"
)
"""Behind the new one of two days or times: "3시에서 5시로 변경해 주세요" is no span."""
MOST = 40
"""Of days and of times in one message; more is no agreement but a timetable."""

_Value = TypeVar("_Value", Day, Clock)


class Find(NamedTuple, Generic[_Value]):
    """What stands in text[start:end]."""

    value: _Value
    start: int
    end: int


def clocks_in(plain: str) -> list[Find[Clock]]:
    """The times in a text that is narrow (spoken_dates.py), in order; of a span the first."""
    found: list[Find[Clock]] = []
    last = -1
    for match in islice(_CLOCK.finditer(plain), MOST):
        clock = _clock_in(match)
        if clock is None:
            continue
        over = last >= 0 and RANGE.fullmatch(plain, last, match.start())
        last = match.end()
        if over and found and CHANGED_TO.match(plain, last):
            found[-1] = Find(clock, match.start(), match.end())
        elif not over:
            found.append(Find(clock, match.start(), match.end()))
    return found


def _clock_in(match: re.Match[str]) -> Clock | None:
    said = match.groupdict()
    if said["noon"]:
        return Clock(12, exact=True)
    if said["midnight"]:
        return Clock(24, exact=True)
    mark = _MARKS.get(said["mark"] or "", "")
    post = said["cpost"] or said["ppost"]
    if post:
        mark = f"{post}m"
    if said["ch"]:
        return Clock(int(said["ch"]), int(said["cm"]), 0, mark, said["ch"].startswith("0") and not mark)
    hour = _HOURS[said["name"]] if said["name"] else int(said["hour"] or said["span"] or said["ph"])
    prefix = "n" if said["name"] else "h"
    minute = said[f"{prefix}min"] or said[f"{prefix}m2"]
    clock = Clock(hour, 30 if said[f"{prefix}half"] else int(minute or 0), 0, mark)
    return clock if hour <= 24 else None
