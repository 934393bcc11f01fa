"""Text from outside made safe to keep and to show.

Terminals obey escape sequences, and bidirectional or invisible characters make text look like what it is
not.  Control characters are therefore shown as their pictures (ESC → ␛) where they carried meaning for
an attacker, and dropped where they are only invisible.
"""

from __future__ import annotations

import re
import unicodedata

# Every character that must not stay as it is.  Nearly all texts have none and pass at the first look.
_TROUBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f"
    "\u205f-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u0e31-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{5,}")
_KEPT = {0x09: " ", 0x0A: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n", 0x202F: " ", 0x205F: " "}


def _safe(match: re.Match[str]) -> str:
    code = ord(match[0])
    kept = _KEPT.get(code)
    if kept is not None:
        return kept
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000:
        return "\ufffd"
    return ""


def hostile(text: str) -> bool:
    """Whether `text` holds a character that must not reach a terminal as it is (line feed and tab count)."""
    return _TROUBLE.search(text) is not None


def clean(text: str, limit: int = 500) -> str:
    """`text` in NFC with no control, bidirectional or invisible character, at most `limit` characters.

    Control characters become visible pictures, line ends become line feeds (at most one blank line in a
    row), other white space one space.  What was cut off is marked by "…".  Cleaning twice changes nothing.
    """
    if len(text) > 4 * limit:
        # Nothing past this can survive the cap; a cell of many megabytes is not worth normalising.
        text = text[: 4 * limit]
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if _TROUBLE.search(text) is not None:
        text = _TROUBLE.sub(_safe, text.replace("\r\n", "\n").replace("\r", "\n"))
        text = "\n".join(line.strip() for line in text.split("\n"))
        text = _BLANK_LINES.sub("\n\n", text)
        text = unicodedata.normalize("NFC", text)
    if not text.isascii():
        text = _MARKS.sub(lambda match: match[0][:4], text)
    text = _SPACES.sub(" ", text).strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def clean_line(text: str, limit: int = 200) -> str:
    """Like `clean`, on a single line: line ends become spaces."""
    cleaned = clean(text, limit)
    return " ".join(cleaned.split()) if "\n" in cleaned else cleaned
