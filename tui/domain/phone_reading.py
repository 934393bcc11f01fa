"""What one telephone number was read as, and Korea's numbering plan applied to its digits."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from tui.domain.phone_blocks import KINDS
from tui.domain.words import Carries, Line


class PhoneReading(NamedTuple):
    """One number of a cell.

    `value` is E.164, or "" where the number must not be used; then `problem` is one of PROBLEMS.
    `country` is an ISO 3166 code, "" where unknown.  `suggestion` is a spelling that would be read without
    a problem, for a person to confirm; never used by itself.  `last4` is kept even of a number that
    cannot be used: it is evidence when matching.
    """

    raw: str
    value: str
    line: Line
    voice: Carries
    text: Carries
    country: str
    problem: str
    suggestion: str
    last4: str


Readings = tuple[PhoneReading, ...]

PROBLEMS = (
    "digits_lost",
    "masked",
    "letters",
    "last_digits",
    "too_short",
    "too_long",
    "unassigned",
    "machine",
    "fax",
    "not_dialable",
    "no_country",
    "ambiguous_country",
    "unreadable",
)

# Voice and text by kind of line; what is not here is never dialled or texted.
CARRIES: dict[Line, tuple[Carries, Carries]] = {
    Line.MOBILE: (Carries.YES, Carries.YES),
    Line.FIXED: (Carries.YES, Carries.NO),
    Line.VOIP: (Carries.YES, Carries.UNCERTAIN),
    Line.SAFE: (Carries.YES, Carries.UNCERTAIN),
    Line.COMPANY: (Carries.YES, Carries.NO),
}

_BY_PLAN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in KINDS), re.ASCII)
_LINES = {kind: Line(kind) for kind, _ in KINDS}
_MOBILE_DIGITS = 10

KindOf = Callable[[str], Line | None]


def kind_by_plan(national: str) -> Line | None:
    """The kind of line of a Korean number without its leading 0; None where no such number can exist."""
    match = _BY_PLAN.fullmatch(national)
    return None if match is None or match.lastgroup is None else _LINES[match.lastgroup]


def broken(
    raw: str, problem: str, *, last4: str = "", suggestion: str = "", line: Line = Line.OTHER
) -> PhoneReading:
    """A number that must not be used, and why."""
    return PhoneReading(raw, "", line, Carries.NO, Carries.NO, "", problem, suggestion, last4)


def korean(raw: str, national: str, kind_of: KindOf = kind_by_plan) -> PhoneReading:
    """The reading of Korean digits without the leading 0 or country code."""
    if national.startswith("10") and len(national) != _MOBILE_DIGITS:
        # The plan knows 010 with seven digits too; no such number has been given to a person.
        # With a digit missing or too many somewhere, the last four are no evidence either.
        return broken(raw, "too_short" if len(national) < _MOBILE_DIGITS else "too_long")
    line = kind_of(national)
    if line is None:
        problem = _why_not(national)
        return broken(raw, problem, last4=national[-4:] if problem in ("unassigned", "not_dialable") else "")
    if line is Line.MOBILE and national.startswith("12"):
        return broken(raw, "machine", last4=national[-4:], line=Line.OTHER)
    carries = CARRIES.get(line)
    if carries is None:
        return broken(raw, "not_dialable", last4=national[-4:], line=line)
    return PhoneReading(raw, "+82" + national, line, *carries, "KR", "", "", national[-4:])


def _why_not(national: str) -> str:
    """Why no Korean number has these digits."""
    if national.startswith("30"):
        return "not_dialable"
    shortest, longest = _lengths(national)
    if len(national) < shortest:
        return "too_short"
    return "too_long" if len(national) > longest else "unassigned"


def _lengths(national: str) -> tuple[int, int]:
    """The fewest and most digits, without the leading 0, that a number beginning like this has."""
    if national.startswith("2"):
        return 8, 9
    if national.startswith("50"):
        return 10, 11
    if national.startswith(("1", "7")):
        return (9, 10) if national.startswith("1") else (10, 10)
    return (9, 10) if national[:1] in "3456" else (9, 9)


def spelled(value: str) -> str:
    """A Korean E.164 number as Koreans write it; anything else unchanged.

    Safe numbers stand as 0507-1234-5678 or 0505-123-4567, which phonenumbers splits wrongly.
    """
    if not value.startswith("+82"):
        return value
    national = value[3:]
    if len(national) == 8 and national.startswith("1"):
        return f"{national[:4]}-{national[4:]}"
    area = 1 if national.startswith("2") else 3 if national.startswith("50") else 2
    if len(national) < area + 5:
        return f"0{national[:area]}-{national[area:]}"
    return f"0{national[:area]}-{national[area:-4]}-{national[-4:]}"
