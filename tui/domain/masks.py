"""Names and numbers as they may be shown in public, the way Koreans expect them.

Each thing has one mask only: pieces shown once this way and once that way would add up to the whole.
"""

from __future__ import annotations

from tui.domain.phone_reading import spelled

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


def mask_phone(value: str) -> str:
    """E.164 or a Korean spelling → "010-****-5678"; of other numbers the last four digits: "****5678".

    Numbers too short to hide anything in are hidden whole.
    """
    digits = [character for character in value if character.isdigit() and character.isascii()]
    if len(digits) < 8:
        return _HIDDEN * 4
    parts = spelled(value).split("-")
    if len(parts) == 3 and parts[0].startswith("0"):
        return f"{parts[0]}-{_HIDDEN * len(parts[1])}-{parts[2]}"
    return _HIDDEN * 4 + "".join(digits[-4:])
