"""Names of which letters are hidden: as files bring them, and as they may be shown in public.

A name has one mask only: pieces shown once this way and once that way would add up to the whole.
"""

from __future__ import annotations

MASK = "*"
MASKS = frozenset("*＊●○◯〇◦")
"""Whatever files write for a letter that they hide."""
_TO_STARS = str.maketrans(dict.fromkeys(MASKS, MASK))


def with_stars(name: str) -> str:
    """The name with one sign for every hidden letter: "김●지", "김〇지" → "김*지"."""
    return name.translate(_TO_STARS)


def mask_name(name: str) -> str:
    """ "김민지" → "김*지", "이솔" → "이*", "남궁민수" → "남**수", "John Smith" → "J*** S****".

    Nothing of a name of one letter is shown.
    """
    words = name.split()
    if len(words) != 1:
        return " ".join(word[0] + MASK * (len(word) - 1) if len(word) > 1 else MASK for word in words)
    word = words[0]
    if word.isascii():
        return word[0] + MASK * (len(word) - 1) if len(word) > 1 else MASK
    if len(word) < 3:
        return word[:1] + MASK if len(word) == 2 else MASK
    return word[0] + MASK * (len(word) - 2) + word[-1]
