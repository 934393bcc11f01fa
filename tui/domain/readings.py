"""How a phone script in Japanese or Chinese is read aloud, in Hangul, for staff who speak neither.

Only for the standard wording: of one's own nobody knows how it is read.  Names of people, shops and products
stay as they are.  Sounds are written as they are heard, long Japanese vowels with a dash; tones are left out.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from tui.domain.model import Case, Millis
from tui.domain.quiet import at_place
from tui.domain.template_fields import FIELDS, Shop, Thing, fields_for
from tui.domain.template_text import Piece, fill, parse
from tui.domain.templates import Slot, Templates
from tui.domain.words import Language

_THINGS = {
    Language.JA: {Thing.RESERVATION: "고요야쿠", Thing.ORDER: "고추-몬"},
    Language.ZH: {Thing.RESERVATION: "위딩", Thing.ORDER: "딩단"},
}
_KAKAO = {Language.JA: "카카오토-쿠", Language.ZH: "카카오톡"}
_NAMELESS = {Language.JA: ("お客", "오캬쿠"), Language.ZH: ("顾客", "구커")}

_JA_ONES = ("", "이치", "니", "산", "욘", "고", "로쿠", "나나", "하치", "큐-")
_JA_MONTHS = ("이치", "니", "산", "시", "고", "로쿠", "시치", "하치", "쿠", "주-", "주-이치", "주-니")
_JA_DAYS = {
    1: "츠이타치", 2: "후츠카", 3: "밋카", 4: "욧카", 5: "이츠카", 6: "무이카", 7: "나노카", 8: "요-카",
    9: "코코노카", 10: "토-카", 14: "주-욧카", 20: "하츠카", 24: "니주-욧카",
}  # fmt: skip
_JA_HOURS = {0: "레-", 4: "요", 7: "시치", 9: "쿠", 14: "주-요", 19: "주-쿠"}
_JA_MINUTES = {
    1: "잇푼",
    2: "니훈",
    3: "산푼",
    4: "욘푼",
    5: "고훈",
    6: "롯푼",
    7: "나나훈",
    8: "핫푼",
    9: "큐-훈",
}
_JA_WEEKDAYS = ("게츠", "카", "스이", "모쿠", "킨", "도", "니치")
_ZH_DIGITS = ("링", "이", "얼", "싼", "쓰", "우", "류", "치", "바", "주")
_ZH_WEEKDAYS = ("이", "얼", "싼", "쓰", "우", "류", "르")


def reading_of(
    case: Case,
    shop: Shop,
    templates: Templates,
    zone: str,
    now: Millis,
    *,
    kakao_down: bool,
    staff: str = "",
) -> tuple[str, ...]:
    """The lines of the case's phone script as they are read aloud.

    () where the language is read as it is written, or the wording is one's own.
    """
    language = case.customer.language
    if language not in _THINGS or (Slot.PHONE, language) in templates.own:
        return ()
    values = fields_for(case, shop, language, zone, now, kakao_down=kakao_down, staff=staff)
    written, spoken = _NAMELESS[language]
    pending = sorted((one for one in case.pending if one.due_at is not None), key=lambda one: one.due_at or 0)
    due = ""
    if pending and values["due"]:
        first = pending[0]
        due = moment_read(first.due_at or 0, first.due_has_time, language, zone)
    values |= {
        "name": spoken if values["name"] == written else values["name"],
        "thing": _THINGS[language][shop.thing],
        "due": due,
        "outage": _KAKAO[language] if values["outage"] else "",
    }
    return tuple(fill(_pieces(language), values)[0].split("\n"))


@cache
def _pieces(language: Language) -> tuple[Piece, ...]:
    text = files("tui.domain").joinpath("script_readings.toml").read_text("utf-8")
    return parse(tomllib.loads(text)[language.value].strip("\n"), FIELDS)


def moment_read(at: Millis, has_time: bool, language: Language, zone: str) -> str:
    """A moment as it is said in Japanese or Chinese: "주-가츠 주-로쿠니치 니치요-비 주-시치지"."""
    local = at_place(at, zone)
    if language is Language.JA:
        parts = [
            f"{_JA_MONTHS[local.month - 1]}가츠",
            _JA_DAYS.get(local.day) or f"{_japanese(local.day)}니치",
            f"{_JA_WEEKDAYS[local.weekday()]}요-비",
        ]
        if has_time:
            parts.append(f"{_JA_HOURS.get(local.hour) or _japanese(local.hour)}지")
            parts.append(_japanese_minutes(local.minute))
    else:
        parts = [
            f"{_chinese(local.month)}웨",
            f"{_chinese(local.day)}하오",
            f"저우{_ZH_WEEKDAYS[local.weekday()]}",
        ]
        if has_time:
            parts.append("량뎬" if local.hour == 2 else f"{_chinese(local.hour)}뎬")
            parts.append(f"{_chinese(local.minute)}펀" if local.minute else "")
    return " ".join(part for part in parts if part)


def _japanese(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if not tens else ("주-" if tens == 1 else f"{_JA_ONES[tens]}주-")
    return ten + _JA_ONES[ones]


def _japanese_minutes(minute: int) -> str:
    if not minute:
        return ""
    tens, ones = divmod(minute, 10)
    if not ones:
        return ("" if tens == 1 else _JA_ONES[tens]) + "줏푼"
    return _japanese(tens * 10) + _JA_MINUTES[ones]


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if not tens else ("스" if tens == 1 else f"{_ZH_DIGITS[tens]}스")
    return ten + (_ZH_DIGITS[ones] if ones or not tens else "")
