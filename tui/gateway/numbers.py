"""Telephone numbers as providers want them: without +, often apart from the country's code."""

from __future__ import annotations

_ONE_DIGIT = ("1", "7")
# ITU-T E.164, the codes of two digits; all others have three.
_TWO_DIGITS = frozenset(
    str(code)
    for low, high in ((20, 20), (27, 27), (30, 34), (36, 36), (39, 41), (43, 49), (51, 58), (60, 66),
                      (81, 82), (84, 84), (86, 86), (90, 95), (98, 98))
    for code in range(low, high + 1)
)  # fmt: skip


def calling_code(value: str) -> str:
    """The country code in an E.164 number: "+821012345678" → "82"."""
    digits = value.removeprefix("+")
    if digits[:1] in _ONE_DIGIT:
        return digits[:1]
    return digits[:2] if digits[:2] in _TWO_DIGITS else digits[:3]


def national(value: str) -> str:
    """The number as it is dialled inside its country: "+821012345678" → "01012345678".

    A Korean company's number (1588-1234) has no 0; numbers from abroad are given without one.
    """
    code = calling_code(value)
    rest = value.removeprefix("+")[len(code) :]
    if code != "82" or (len(rest) == 8 and rest.startswith("1")):
        return rest
    return "0" + rest
