"""Hangul: initial consonants, the letters that share a key with Latin ones."""

from __future__ import annotations

from functools import cache

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST, _LAST = 0xAC00, 0xD7A3
_PER_INITIAL = 21 * 28

# The standard Korean keyboard (두벌식), left as the Latin letter says.
_TWINS = dict(
    zip("qwertyuiopasdfghjklzxcvbnm", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", strict=True)
)
_SHIFTED = dict(zip("QWERTOP", "ㅃㅉㄸㄲㅆㅒㅖ", strict=True))
_BACK = {jamo: letter for letter, jamo in _TWINS.items()} | {
    jamo: letter for letter, jamo in _SHIFTED.items()
}


@cache
def _to_initial() -> dict[int, int]:
    """For str.translate: every syllable to its initial consonant."""
    return {code: ord(INITIALS[(code - _FIRST) // _PER_INITIAL]) for code in range(_FIRST, _LAST + 1)}


def initials(text: str) -> str:
    """Each syllable as its initial consonant, all else as it is: "김민지 A" → "ㄱㅁㅈ A"; equally long."""
    return text if text.isascii() else text.translate(_to_initial())


def is_initial(character: str) -> bool:
    return character in INITIALS and len(character) == 1


def syllables_from(initial: str) -> tuple[str, str]:
    """The first and last syllable beginning with `initial`: "ㅁ" → ("마", "밓")."""
    first = _FIRST + INITIALS.index(initial) * _PER_INITIAL
    return chr(first), chr(first + _PER_INITIAL - 1)


def twin(key: str) -> str:
    """The other letter on the same key, either way: "j" → "ㅓ", "ㅓ" → "j", "Q" → "ㅃ"; "" where none.

    Shifted keys without a letter of their own ("J") give what the keyboard types there, the unshifted jamo.
    """
    if key in _BACK:
        return _BACK[key]
    return _TWINS.get(key) or _SHIFTED.get(key) or _TWINS.get(key.lower(), "")


MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_TYPED_APART = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ",
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip


def keys_of_syllable(syllable: str) -> tuple[str, ...]:
    """The Latin letters of the keys that type a syllable: "가" → ("r", "k"); () for anything else."""
    if len(syllable) != 1 or not "가" <= syllable <= "힣":
        return ()
    code = ord(syllable) - _FIRST
    initial, medial, final = code // _PER_INITIAL, code // 28 % 21, code % 28
    jamo = (INITIALS[initial], MEDIALS[medial], FINALS[final].strip())
    return tuple(_BACK[key] for part in jamo for key in _TYPED_APART.get(part, part))
