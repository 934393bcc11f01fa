"""The last gate before the terminal: no control, bidi or zero-width character of a customer's text gets out.

Intake cleans too; this holds whatever came another way (an older database, a colleague's program, a bug).
"""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_HOSTILE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


class CleanFilter(LineFilter):
    """Replaces each hostile character by a visible mark one cell wide, or nothing where it had no width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if not any(segment.text and _HOSTILE.search(segment.text) for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(_HOSTILE.sub("�", segment.text), segment.style)
            for segment in segments
        ]
