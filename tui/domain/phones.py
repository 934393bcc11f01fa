"""Telephone numbers as shops' files and people write them.

A Korean number is judged by the numbering plan in phone_blocks.py, which is taken from phonenumbers' own
metadata, so that the library itself (slow, and slow to load) is asked about numbers from abroad only.
What the library gets wrong for a shop is decided here: 010 takes eight more digits, masked numbers,
digits that a spreadsheet has lost, letters for digits, numbers nobody should dial.  Nothing is guessed:
a number that is not certain has no value, says why in `problem`, and may carry a `suggestion`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tui.domain.phone_blocks import REFUSED_010
from tui.domain.phone_reading import CARRIES, PROBLEMS, PhoneReading, Readings, korean, spelled
from tui.domain.words import Carries, Language, Line

__all__ = [
    "PROBLEMS",
    "PhoneReading",
    "Readings",
    "carries",
    "display",
    "language_of",
    "plain_mobiles",
    "plain_readings",
    "read_phones",
    "read_phones_slowly",
    "zone_of",
    "zones_of",
]

_MEMO_SIZE = 16_384
_memo: dict[tuple[str, str], Readings] = {}

_REFUSED = frozenset(f"{block:04}" for first, last in REFUSED_010 for block in range(first, last + 1))
_PLAIN_TEXT = r"(?:0|\+82-?|82)?10[- .]?(\d{4})[- .]?(\d{4})"
_PLAIN = re.compile(_PLAIN_TEXT, re.ASCII).fullmatch
# Other Korean numbers written without ado.
_SIMPLE = re.compile(r"0[1-7]\d{0,2}[-. ]?\d{3,4}[-. ]?\d{4}|1[568]\d\d-?\d{4}", re.ASCII).fullmatch
_PUNCTUATION = str.maketrans("", "", "-. ")
# The same as _PLAIN for each line of a text; a line of anything else answers with two empty texts.
_PLAIN_LINES = re.compile(rf"^(?:{_PLAIN_TEXT}|.*)$", re.ASCII | re.MULTILINE).findall
_MOBILE, _YES = Line.MOBILE, Carries.YES
_reading = PhoneReading._make


def read_phones(cell: str, region: str = "KR") -> Readings:
    """The numbers in `cell`, in their order, each once; () for an empty cell.  Never raises.

    `region` is the country (ISO 3166) whose numbers are written without a country code.
    """
    plain = _PLAIN(cell)
    if plain is not None and region == "KR":
        block, last4 = plain.groups()
        if block not in _REFUSED:
            value = "+8210" + block + last4
            return (_reading((cell, value, _MOBILE, _YES, _YES, "KR", "", "", last4)),)
    if region == "KR" and _SIMPLE(cell):
        simple = korean(cell, cell.translate(_PUNCTUATION).removeprefix("0"))
        if simple.value:
            return (simple,)
    known = _memo.get((cell, region))
    if known is None:
        from tui.domain.phone_cells import read_cell

        known = read_cell(cell, region)
        if len(_memo) >= _MEMO_SIZE:
            _memo.clear()
        _memo[cell, region] = known
    return known


def plain_mobiles(cells: Sequence[str]) -> list[str]:
    """E.164 for each cell that is one usual Korean mobile number and nothing else, "" for any other cell.

    Where it has a value, `read_phones` has the same, with the cell as `raw`; all cells at once are several
    times quicker.
    """
    if not cells:
        return []
    text = "\n".join(cells)
    if text.count("\n") >= len(cells):
        text = "\n".join(cell.replace("\n", "?") for cell in cells)
    numbers = _PLAIN_LINES(text)
    return ["+8210" + block + tail if block and block not in _REFUSED else "" for block, tail in numbers]


def plain_readings(cells: Sequence[str]) -> list[Readings]:
    """`read_phones` of each cell that is one usual Korean mobile number, () for any other cell."""
    return [
        (_reading((cell, value, _MOBILE, _YES, _YES, "KR", "", "", value[-4:])),) if value else ()
        for cell, value in zip(cells, plain_mobiles(cells), strict=True)
    ]


def read_phones_slowly(cell: str, region: str = "KR") -> Readings:
    """The same as `read_phones`, asking phonenumbers each time: what speed and truth are held against."""
    from tui.domain.phone_cells import read_cell
    from tui.domain.phone_library import kind_by_library

    return read_cell(cell, region, kind_by_library)


def carries(line: Line) -> tuple[Carries, Carries]:
    """(voice, text) of a Korean line; NO and NO for lines that are never dialled."""
    return CARRIES.get(line, (Carries.NO, Carries.NO))


@lru_cache(maxsize=4096)
def display(value: str) -> str:
    """E.164 as people write it: Korean numbers with 0, others with + and their country code."""
    if value.startswith("+82"):
        return spelled(value)
    if not value.startswith("+"):
        return value
    from tui.domain.phone_library import international

    return international(value)


_LANGUAGES = {"KR": Language.KO, "JP": Language.JA} | dict.fromkeys(("CN", "TW", "HK", "MO"), Language.ZH)


def language_of(country: str) -> Language:
    """The language to write in to a number of `country` (ISO 3166); Korean where it is unknown."""
    return _LANGUAGES.get(country, Language.EN) if country else Language.KO


# Where a country keeps several hours, the one that most of its people keep.
_ZONES = {
    "1": "America/New_York",
    "7": "Europe/Moscow",
    "33": "Europe/Paris",
    "34": "Europe/Madrid",
    "44": "Europe/London",
    "49": "Europe/Berlin",
    "52": "America/Mexico_City",
    "55": "America/Sao_Paulo",
    "60": "Asia/Kuala_Lumpur",
    "61": "Australia/Sydney",
    "62": "Asia/Jakarta",
    "63": "Asia/Manila",
    "64": "Pacific/Auckland",
    "65": "Asia/Singapore",
    "66": "Asia/Bangkok",
    "81": "Asia/Tokyo",
    "82": "Asia/Seoul",
    "84": "Asia/Ho_Chi_Minh",
    "86": "Asia/Shanghai",
    "852": "Asia/Hong_Kong",
    "853": "Asia/Macau",
    "886": "Asia/Taipei",
    "91": "Asia/Kolkata",
    "976": "Asia/Ulaanbaatar",
}
_ONE_ZONE = ("82", "81", "86", "886", "852", "853", "65", "66", "84", "60", "63", "91")


@lru_cache(maxsize=4096)
def zone_of(value: str) -> str:
    """IANA name of the zone where an E.164 number rings; "" where it cannot be told."""
    digits = value.removeprefix("+")
    for code in _ONE_ZONE:
        if digits.startswith(code):
            return _ZONES[code]
    from tui.domain.phone_library import zones_of

    zones = zones_of(value)
    if len(zones) == 1:
        return zones[0]
    most = next((zone for code, zone in _ZONES.items() if digits.startswith(code)), "")
    return most if not zones or most in zones else zones[0]


@lru_cache(maxsize=4096)
def zones_of(value: str) -> tuple[str, ...]:
    """IANA names of all zones where an E.164 number may ring, by its area code if that tells; () if unknown.

    Numbers of mobile phones in Russia or Australia, say, ring anywhere in the country.
    """
    digits = value.removeprefix("+")
    for code in _ONE_ZONE:
        if digits.startswith(code):
            return (_ZONES[code],)
    from tui.domain.phone_library import zones_of as zones_by_library

    return zones_by_library(value)
