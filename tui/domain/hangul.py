"""Hangul: syllables and their jamo, particles, the letters that share a key with Latin ones."""

from __future__ import annotations

from functools import cache

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_FIRST, _LAST = ord("가"), ord("힣")
_PER_MEDIAL = len(FINALS)
_PER_INITIAL = len(MEDIALS) * _PER_MEDIAL

# The standard Korean keyboard (두벌식), left as the Latin letter says.
_TWINS = dict(
    zip("qwertyuiopasdfghjklzxcvbnm", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", strict=True)
)
_SHIFTED = dict(zip("QWERTOP", "ㅃㅉㄸㄲㅆㅒㅖ", strict=True))
_BACK = {jamo: letter for letter, jamo in _TWINS.items()} | {
    jamo: letter for letter, jamo in _SHIFTED.items()
}


def is_syllable(character: str) -> bool:
    """Whether it is one whole syllable; a jamo alone is none."""
    return len(character) == 1 and "가" <= character <= "힣"


def jamo_of(syllable: str) -> tuple[int, int, int]:
    """The places of a syllable's jamo in INITIALS, MEDIALS and FINALS: "각" → (0, 0, 1)."""
    code = ord(syllable) - _FIRST
    return code // _PER_INITIAL, code % _PER_INITIAL // _PER_MEDIAL, code % _PER_MEDIAL


def syllable_of(initial: int, medial: int, final: int) -> str:
    """The syllable of these jamo, the other way round."""
    return chr(_FIRST + initial * _PER_INITIAL + medial * _PER_MEDIAL + final)


# In what digits and Latin letters end as they are read aloud: 영 일 삼 육 칠 팔, 엘 엠 엔.
_READ_WITH_FINAL = dict(zip("013678lmn", "ㅇㄹㅁㄱㄹㄹㄹㅁㄴ", strict=True))


def particle(word: str, with_final: str, without: str) -> str:
    """The form of a particle that stands behind `word`: 이 after a final consonant, 가 after a vowel.

    로 stands after ㄹ, too.  Brackets and quotation marks at the word's end are passed over.
    """
    last = word.rstrip(" )]}\"'”’")[-1:].lower()
    final = FINALS[jamo_of(last)[2]].strip() if is_syllable(last) else _READ_WITH_FINAL.get(last, "")
    return with_final if final and not (final == "ㄹ" and with_final.startswith("으로")) else without


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


_TYPED_APART = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ",
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip


def keys_of_syllable(syllable: str) -> tuple[str, ...]:
    """The Latin letters of the keys that type a syllable: "가" → ("r", "k"); () for anything else."""
    if not is_syllable(syllable):
        return ()
    initial, medial, final = jamo_of(syllable)
    jamo = (INITIALS[initial], MEDIALS[medial], FINALS[final].strip())
    return tuple(_BACK[key] for part in jamo for key in _TYPED_APART.get(part, part))
