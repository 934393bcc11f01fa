"""The last gate before the terminal: no control, bidi or zero-width character of a customer's text gets out.

Intake cleans too; this holds whatever came another way (an older database, a colleague's program, a bug).
"""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# What terminals obey or hide; also selectors, joiners and skin tones, on whose width terminals disagree.
_OUT = (
    "\x00-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u115f\u1160"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_SUSPECT = re.compile(f"[{_OUT}{_MARKS}]")
# A joined emoji goes with what joined it; some marks over a letter are writing, many are a flood.
_HOSTILE = re.compile(f"\u200d[\u2600-\u27bf\U0001f000-\U0001faff]|[{_OUT}]|[{_MARKS}]{{5,}}")
_FLAG_A, _FLAG_Z = 0x1F1E6, 0x1F1FF


def _shown(match: re.Match[str]) -> str:
    """Nothing, but for the halves of flags, which terminals draw one cell wide or two: their letters."""
    code = ord(match[0][0])
    return chr(ord("A") + code - _FLAG_A) if _FLAG_A <= code <= _FLAG_Z else ""


class CleanFilter(LineFilter):
    """Takes hostile characters out; what is left fills the cells that were reckoned for it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if not any(segment.text and _SUSPECT.search(segment.text) for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(_cleaned(segment.text), segment.style)
            for segment in segments
        ]


def _cleaned(text: str) -> str:
    cleaned = _HOSTILE.sub(_shown, text)
    return text if cleaned == text else set_cell_size(cleaned, cell_len(text))
