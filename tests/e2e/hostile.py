"""Names that try to be something else: orders to the terminal, markup, invisible, wider than they say."""

from __future__ import annotations

import re
import unicodedata

HOSTILE: tuple[str, ...] = (
    "\x1b[31;5mRED",
    "\x1b]0;pwned\x07title",
    "\x1b]52;c;cHduZWQ=\x07clip",
    "\x1b[2J\x1b[Hhome",
    "\x1b[?1049lscreen",
    "\x1bP$q pwned\x1b\\dcs",
    "\x1b_pwned\x1b\\apc",
    "\x1bcreset",
    "\x9b31mC1",
    "\x90pwned\x9cC1",
    "\x85next\x84line",
    "a\x00b NUL",
    "line\nbreak",
    "car\rriage",
    "tab\tbed\tthrice",
    "\x08\x08\x08back",
    "\x07\x07bell",
    "\x0e\x0fshift",
    "\x7f\x7fdelete",
    "\u202e밈김 RLO",
    "\u2066isolate\u2069",
    "\u200f\u200e\u061cmarks",
    "김\u200b민\u200b지 zero",
    "join\u200d\u200c",
    "\ufeff\ufeffBOM",
    "\u2028line\u2029paragraph",
    "\u00adsoft\u00adhyphen",
    "\u3164\u115f\u1160\uffa0filler",
    "\U000e0041\U000e0042tags",
    "\ufff9anno\ufffatation\ufffb",
    "[@click=app.quit]눌러[/]",
    "[/]",
    "[bold red]굵게[/bold red] [link=http://x]x[/link]",
    "[[[]]][",
    "{name} {0} %s %n ${x}",
    "김" * 3_000,
    "W" * 10_000,
    "e" + "\u0301" * 400 + "flood",
    "👩‍👩‍👧‍👦 가족 👍🏽 🇰🇷 ❤️",
    "مرحبا שלום שלום عربى",
    "ﷺ ﷽ wide",
    "각각각 jamo",
)
SEQUENCES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"
    rb"|\x1bP[^\x1b]*\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78]"
)
PAYLOADS = (b"\x1b[31;5m", b"\x1b]0;", b"\x1b]52;", b"\x1bP$q", b"\x1b_", b"\x1bc", b"\xc2\x9b", b"\xc2\x90")
_INVISIBLE = "\u115f\u1160\u3164\uffa0\u2028\u2029"


def hostile_characters(raw: bytes) -> set[str]:
    """What a program has sent to its terminal beside text and its own control sequences."""
    text = SEQUENCES.sub(b"", raw).decode("utf-8", "replace")
    return {
        f"U+{ord(character):04X}"
        for character in set(text) - {"\r", "\n"}
        if character in _INVISIBLE or unicodedata.category(character) in ("Cc", "Cf", "Cs")
    }
