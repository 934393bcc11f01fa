"""Names as they may be shown in public, the way Koreans expect them.

A name has one mask only: pieces shown once this way and once that way would add up to the whole.
"""

from __future__ import annotations

_HIDDEN = "*"


def mask_name(name: str) -> str:
    """ "김민지" → "김*지", "이솔" → "이*", "남궁민수" → "남**수", "John Smith" → "J*** S****".

    Nothing of a name of one letter is shown.
    """
    words = name.split()
    if len(words) != 1:
        return " ".join(word[0] + _HIDDEN * (len(word) - 1) if len(word) > 1 else _HIDDEN for word in words)
    word = words[0]
    if word.isascii():
        return word[0] + _HIDDEN * (len(word) - 1) if len(word) > 1 else _HIDDEN
    if len(word) < 3:
        return word[:1] + _HIDDEN if len(word) == 2 else _HIDDEN
    return word[0] + _HIDDEN * (len(word) - 2) + word[-1]
