"""Amounts of money as people and spreadsheets write them; whole won."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile(r"\d{1,12}", re.ASCII)
_NOT_WON = re.compile(r"[$€£¥]|\b(?:usd|jpy|cny|eur)\b|달러|엔$|위안|유로", re.IGNORECASE)
_TRIMMED = re.compile(r"^(?:₩|krw|\\|총|금액|합계|[:\s])+|(?:원정?|krw|won|[\s.])+$", re.IGNORECASE)
_NOTE = re.compile(r"\([^()]*\)$")
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?e\+?(\d{1,2})", re.IGNORECASE)
_UNITS = {
    "억": 100_000_000,
    "천만": 10_000_000,
    "백만": 1_000_000,
    "십만": 100_000,
    "만": 10_000,
    "천": 1_000,
    "백": 100,
}
_PART = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(억|천만|백만|십만|만|천|백)?\s*", re.ASCII)
_LARGEST = 10**12
_ZERO_WORDS = frozenset({"무료", "무상", "free"})


def read_amount(text: str) -> int | None:
    """Whole won from "45,000원", "₩45,000", "4만5천원", "4.5만", "45000.0", "-39,000", "(39,000)",
    "△39,000".

    None where there is no amount ("", "-"), where it is not in won, or where it cannot be told for certain.
    """
    if _PLAIN.fullmatch(text):
        return int(text)
    text = unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip().strip("'\"")
    if text.lower() in _ZERO_WORDS:
        return 0
    if not text or _NOT_WON.search(text):
        return None
    sign = 1
    if text.startswith("(") and text.endswith(")") and _NUMBER.search(text[1:2]):
        # Accountants write a negative amount in parentheses.
        sign, text = -1, text[1:-1]
    elif text.startswith("△"):
        # Korean ones put a triangle before it.
        sign, text = -1, text[1:]
    text = _NOTE.sub("", text).strip()
    text = _TRIMMED.sub("", text)
    if text[:1] in ("-", "+"):
        sign *= -1 if text[0] == "-" else 1
        text = text[1:]
    text = _TRIMMED.sub("", text)
    amount = _magnitude(text)
    return None if amount is None or amount > _LARGEST else sign * amount


def _magnitude(text: str) -> int | None:
    if _NUMBER.fullmatch(text):
        whole, _, part = text.replace(",", "").partition(".")
        if len(part) == 3 and len(whole) <= 3:
            return None  # forty-five thousand with a point for the comma, or forty-five won
        return int(whole) if len(whole) <= 13 and not part.strip("0") else None
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific:
        head, part, power = scientific[1], scientific[2] or "", int(scientific[3])
        return int((head + part).ljust(power + 1, "0")) if len(part) <= power <= 12 else None
    return _with_units(text)


def _with_units(text: str) -> int | None:
    """ "4만5천", "12만 3,500", "1.5만"; each unit smaller than the one before, at most one part without."""
    at, total, last = 0, 0, _LARGEST
    while at < len(text):
        part = _PART.match(text, at)
        if part is None:
            return None
        unit = _UNITS.get(part[2] or "", 1)
        whole, _, decimals = part[1].replace(",", "").partition(".")
        decimals = decimals.rstrip("0")
        scale = 10 ** len(decimals)
        if unit >= last or len(whole) + len(decimals) > 13 or unit % scale:
            return None
        total += int(whole + decimals) * (unit // scale)
        at, last = part.end(), unit
    return total if text else None
