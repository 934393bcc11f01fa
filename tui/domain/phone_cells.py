"""From a cell of a spreadsheet to the numbers in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tui.domain.phone_blocks import INTERNATIONAL_PREFIX
from tui.domain.phone_reading import KindOf, PhoneReading, Readings, broken, kind_by_plan, korean, spelled
from tui.domain.words import Line

_LONGEST = 400
_MOST_NUMBERS = 8
_FEWEST_DIGITS = 7

# Dashes that are not compatibility forms of "-"; Hangul ㅡ and Japanese ー are typed for one.
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−─━ーㅡ⁃", "-") | dict.fromkeys("∼〜～", "~"))
_NOT_PART = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f'\"`’‘“”=]"
)
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_LIST_MARKS = re.compile("[\u2460-\u24ff\u2776-\u2793]")
_NOTHING = re.compile(
    r"[\W_]*(?:(?:번호)?없음|무|미입력|미기재|미상|모름|해당\s*없음|n/?a|none|null|nan|x)?[\W_]*",
    re.IGNORECASE,
)

_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?\s*e\s*\+?\s*(\d{1,2})", re.ASCII | re.IGNORECASE)
_FLOAT = re.compile(r"(\d{6,15})\.0+(?!\d)", re.ASCII)
_UNDERLINE = re.compile(r"(?<=\d)_(?=\d)", re.ASCII)
# A dash that an encoding did not have (CP949 has no "–"): at the usual places "?" hides no digit.
_LOST_DASHES = re.compile(
    r"(?<!\d)(?:\+?82[-?])?(?:0(?:2|1[016-9]|[3-6]\d|70|50\d)|(?<=82[-?])1[016-9])[-?]\d{3,4}[-?]\d{3,5}"
    r"(?!\d|\?+(?!0\d{1,3}[-?])\d)|(?<![\d?])(?:010\?\d{8}|1[568]\d\d\?\d{4})(?![\d?])",
    re.ASCII,
)
_TOO_NARROW = re.compile(r"#{3,}")
_MASK = re.compile(r"[*●◯◎∗※⚫■★☆◆]|[○□•·?_#]{2,}|[xX]{2,}")
_LAST_FOUR = re.compile(r"(?<!\d)(\d{4})[^\d*]*$", re.ASCII)

_BETWEEN = re.compile(r"[,;/\n\r\t|&~、·ㆍ:→>]+|또는|혹은|그리고|\b(?:or|and)\b", re.IGNORECASE)
_EXTENSION = re.compile(
    r"[\s,(-]*(?:내선|구내|교환|ext(?:ension)?\.?|#)\s*(?:번호)?\s*\d{1,5}\)?|\sx\s*\d{1,5}$", re.IGNORECASE
)
_FAX = re.compile(r"(?:팩스|(?<![a-z])fax)(?:\s*번호|\s*no\.?)?[\s:.)\]]*", re.IGNORECASE)
_A_FAX = "팩스 "
_RUN = re.compile(r"\+?\s*\(?\+?\s*\d[\d\s().+-]*", re.ASCII)
_GROUP = re.compile(r"\d+", re.ASCII)
_TWO_MOBILES = re.compile(r"(01[016-9]\d{7,8})(01[016-9]\d{7,8})", re.ASCII)
_STARTS = re.compile(r"0[1-7]|00[1-9]|82|1[568]\d\d$", re.ASCII)
_PREFIX = re.compile(INTERNATIONAL_PREFIX, re.ASCII)
# Eleven digits that would be a mobile phone in Japan; Korea's 080 has fewer and 09 does not exist.
_AS_IN_AMERICA = re.compile(r"\(?[2-9]\d\d(?:\) ?|[-. ])\d{3}[-. ]\d{4}", re.ASCII)
_AS_IN_JAPAN = re.compile(r"0[89]0\d{8}", re.ASCII)

# What is typed, or recognised from paper, in the place of a digit.
_LOOKALIKES = dict(zip("OoQDIlZzSsBㅇ공영일이삼사오육륙칠팔구빵", "0000112255800012345667890", strict=True))
_LOOKALIKE_DIGITS = str.maketrans(_LOOKALIKES)
_DISGUISED = re.compile(rf"[\d{''.join(_LOOKALIKES)}][\d{''.join(_LOOKALIKES)}\s().-]{{7,}}", re.ASCII)
_MIXED = re.compile(r"\d[-.\s]?[^\W\d_]+[-.\s]?\d|[^\W\d_]\d+-\d", re.ASCII)


def read_cell(cell: str, region: str = "KR", kind_of: KindOf = kind_by_plan) -> Readings:
    """The numbers in a cell, see phones.read_phones; `kind_of` judges Korean numbers."""
    raw = cell.strip()
    text = _LIST_MARKS.sub(" ", raw[:_LONGEST]).translate(_DASHES)
    text = _NOT_PART.sub("", unicodedata.normalize("NFKC", text)).translate(_DASHES).strip()
    if not text.isascii():
        text = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
    if _NOTHING.fullmatch(text) and not _TOO_NARROW.search(text) and not _MASK.search(text):
        return ()
    if _TOO_NARROW.fullmatch(text):
        return (broken(raw, "digits_lost"),)
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific:
        head, part, power = scientific[1], scientific[2] or "", int(scientific[3])
        if len(part) != power:
            return (broken(raw, "digits_lost"),)
        text = head + part
    text = _FLOAT.sub(r"\1", _UNDERLINE.sub("-", text))
    if "?" in text:
        text = _LOST_DASHES.sub(lambda number: number[0].replace("?", "-"), text)
    text = _FAX.sub(_A_FAX, text)
    text = _MASK.sub(lambda match: "*" * len(match[0]), text)
    pieces = [piece for piece in _BETWEEN.split(_EXTENSION.sub(" ", text)) if piece.strip(" ()-.")]
    found: list[PhoneReading] = []
    for piece in pieces:
        found += _piece(piece, region, kind_of)
    if len(pieces) > 1 and _A_FAX not in text and not any(reading.value for reading in found):
        whole = _number(raw, "".join(pieces), region, kind_of)
        if whole.value:
            found = [whole]
    return _settled(raw, found)


def _settled(raw: str, found: list[PhoneReading]) -> Readings:
    """Each number once; scraps beside a good number left out; at least one reading."""
    good = any(reading.value for reading in found)
    kept: list[PhoneReading] = []
    values: set[str] = set()
    for reading in found:
        scrap = sum(map(str.isdigit, reading.raw)) < _FEWEST_DIGITS and reading.problem != "masked"
        noise = scrap if good else reading.problem == "unreadable" and len(found) > 1
        if reading.value in values or (noise and not reading.value):
            continue
        if reading.value:
            values.add(reading.value)
        kept.append(reading)
    if not kept:
        return (broken(raw, "unreadable"),)
    if len(kept) == 1:
        return (kept[0]._replace(raw=raw),)
    return tuple(kept[:_MOST_NUMBERS])


def _piece(piece: str, region: str, kind_of: KindOf) -> list[PhoneReading]:
    raw = piece.strip()
    said, fax, behind = piece.partition(_A_FAX)
    if fax and any(map(str.isdigit, piece)):  # the number behind the word, else the one before it
        has_own = any(map(str.isdigit, behind))
        before = _piece(said, region, kind_of) if has_own and any(map(str.isdigit, said)) else []
        return [*before, broken(f"{fax}{behind}".strip() if before else raw, "fax")]
    if "*" in piece:
        tail = _LAST_FOUR.search(piece)
        return [broken(raw, "masked", last4=tail[1] if tail else "")]
    found: list[PhoneReading] = []
    for run in _RUN.finditer(piece):
        found += _run(run[0], region, kind_of)
    if any(reading.value for reading in found):
        return found
    for token in _DISGUISED.finditer(piece):
        if any(character in _LOOKALIKES for character in token[0]):
            meant = _number(raw, token[0].translate(_LOOKALIKE_DIGITS), region, kind_of)
            if meant.value:
                return [broken(raw, "letters", last4=meant.last4, suggestion=spelled(meant.value))]
    if _MIXED.search(piece):
        return [broken(raw, "letters")]
    return found or [broken(raw, "unreadable")]


def _run(run: str, region: str, kind_of: KindOf) -> Iterator[PhoneReading]:
    """The numbers in a stretch of digits, spaces and punctuation."""
    raw = run.strip(" -.(")
    whole = _number(raw, run, region, kind_of)
    groups = list(_GROUP.finditer(run))
    if whole.value or (len(groups) == 1 and len(groups[0][0]) < 20):
        yield whole
        return
    double = _TWO_MOBILES.fullmatch(groups[0][0]) if len(groups) == 1 else None
    if double:
        yield from (_number(half, half, region, kind_of) for half in double.groups())
        return
    numbers = list(_split(run, groups[:24], region, kind_of))
    if not any(reading.value for reading, _ in numbers):
        yield whole
        return
    reading, rest = numbers[-1]
    if len(numbers) == 1 and reading.value and re.match(r"\s?[-.]\s?\d", rest):
        # 010-1234-5678-9: which digit is too many cannot be told.
        yield broken(raw, "too_long")
        return
    yield from (reading for reading, _ in numbers)


def _split(
    run: str, groups: list[re.Match[str]], region: str, kind_of: KindOf
) -> Iterator[tuple[PhoneReading, str]]:
    """Numbers that follow each other, each with the rest of the run behind it."""
    at, unread = 0, 0
    while at < len(groups):
        end = None
        if at == 0 or _STARTS.match(groups[at][0]) or run[groups[at].start() - 1] in "+(":
            end = _longest(run, groups, at, region, kind_of)
        if end is None:
            at += 1
            continue
        if unread < at:
            scrap = run[groups[unread].start() : groups[at - 1].end()]
            yield _number(scrap, scrap, region, kind_of), ""
        reading, at = end
        unread = at
        yield reading, run[groups[at - 1].end() :]
    if 0 < unread < len(groups):
        scrap = run[groups[unread].start() : groups[-1].end()]
        if sum(map(str.isdigit, scrap)) >= _FEWEST_DIGITS:
            yield _number(scrap, scrap, region, kind_of), ""


def _longest(
    run: str, groups: list[re.Match[str]], at: int, region: str, kind_of: KindOf
) -> tuple[PhoneReading, int] | None:
    """The number made of the most groups beginning with `at`, and the index of the group behind it."""
    first = groups[at].start()
    while first > 0 and run[first - 1] in "+(":
        first -= 1
    for end in range(min(len(groups), at + 6), at, -1):
        written = run[first : groups[end - 1].end()]
        reading = _number(written, written, region, kind_of)
        if reading.value:
            return reading, end
    return None


def _number(raw: str, written: str, region: str, kind_of: KindOf) -> PhoneReading:
    """The reading of the digits of one number."""
    digits = "".join(_GROUP.findall(written))
    plus = "+" in written[: written.find(digits[:1]) + 1] if digits else False
    if len(digits) < 5:
        return broken(raw, "last_digits", last4=digits) if len(digits) == 4 else broken(raw, "unreadable")
    if len(digits) > 20:
        return broken(raw, "too_long")
    if plus and not digits.startswith("0"):
        return _with_country(raw, digits, kind_of)
    if digits.startswith("00"):
        return _dialled_from_here(raw, digits, region, kind_of)
    if region != "KR":
        return _abroad(raw, digits, region)
    return _at_home(raw, written, digits, kind_of)


def _with_country(raw: str, digits: str, kind_of: KindOf) -> PhoneReading:
    if digits.startswith("82"):
        return korean(raw, digits[2:].removeprefix("0"), kind_of)
    return _abroad(raw, "+" + digits, None)


def _abroad(raw: str, written: str, region: str | None) -> PhoneReading:
    from tui.domain.phone_library import abroad

    return abroad(raw, written, region)


def _dialled_from_here(raw: str, digits: str, region: str, kind_of: KindOf) -> PhoneReading:
    """00182-10-…, 0081-90-…: behind a Korean carrier's prefix, or behind 00 as it is dialled elsewhere.

    Where both are numbers that exist and they differ, which one was meant is for a person to say.
    """
    readings: list[PhoneReading] = []
    if region == "KR":
        if kind_of(digits) is not None:
            return korean(raw, digits, kind_of)
        prefix = _PREFIX.match(digits)
        if prefix and digits[prefix.end() : prefix.end() + 1] not in ("", "0"):
            readings.append(_with_country(raw, digits[prefix.end() :], kind_of))
    if digits[2:3] != "0":
        readings.append(_with_country(raw, digits[2:], kind_of))
    valid = [reading for reading in readings if reading.value]
    if len({reading.value for reading in valid}) > 1:
        likely = next((one for one in valid if one.country in ("KR", "JP", "CN", "TW", "HK")), valid[0])
        return broken(raw, "ambiguous_country", last4=likely.last4, suggestion=_spelled_abroad(likely.value))
    if valid:
        return valid[0]
    return readings[0] if readings else broken(raw, "unreadable")


def _at_home(raw: str, written: str, digits: str, kind_of: KindOf) -> PhoneReading:
    """A number as written inside Korea: with its 0, without it (a spreadsheet took it), or behind 82."""
    if digits.startswith("0"):
        if digits.startswith("082"):
            behind = korean(raw, digits[3:].removeprefix("0"), kind_of)
            if behind.value:
                return behind
        reading = korean(raw, digits[1:], kind_of)
        if reading.problem and _AS_IN_JAPAN.fullmatch(digits):
            return broken(
                raw, "no_country", last4=digits[-4:], suggestion=_spelled_abroad("+81" + digits[1:])
            )
        return reading
    if digits.startswith("82") and len(digits) > 8:
        return korean(raw, digits[2:].removeprefix("0"), kind_of)
    reading = korean(raw, digits, kind_of)
    if reading.line not in (Line.SAFE, Line.VOIP) and _AS_IN_AMERICA.fullmatch(written.strip(" -.")):
        # A spreadsheet that takes the 0 takes the punctuation too; no area code has three digits besides it.
        american = _abroad(raw, "+1" + digits, None)
        if american.value:
            suggestion = _spelled_abroad(american.value)
            return broken(raw, "no_country", last4=digits[-4:], suggestion=suggestion)
    if (
        reading.value
        and len(digits) == 8
        and not digits.startswith("1")
        and re.search(r"\d{4}\D+\d{4}", written)
    ):
        # 2123-4567 is a number without its area code, not 02-123-4567.
        return broken(raw, "too_short", last4=digits[-4:])
    if not reading.value and len(digits) >= 10 and not digits.startswith("10"):
        elsewhere = _abroad(raw, "+" + digits, None)
        if elsewhere.value:
            suggestion = _spelled_abroad(elsewhere.value)
            return broken(raw, "no_country", last4=digits[-4:], suggestion=suggestion)
    return reading


def _spelled_abroad(value: str) -> str:
    if value.startswith("+82"):
        return spelled(value)
    from tui.domain.phone_library import international

    return international(value)
