"""How common a name is, and which names are one slip of the fingers away from it.

Surnames stand at their share of the people counted in the census of 2015 (Statistics Korea; surnames that
are written alike in Hangul taken together).  Syllables of given names stand at roughly the share they have
in published lists of given names; they only say something until enough names of the shop's own customers
are known, which correct all of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tui.domain.depositor_words import DOUBLE_SURNAMES
from tui.domain.hangul import FINALS, INITIALS, MEDIALS, jamo_of, syllable_of

RAREST = 5e-7
"""No name is taken to be rarer than this: somebody can always be called so, or have mistyped it."""


def _shares(text: str, whole: float) -> dict[str, float]:
    words = text.split()
    return {word: int(number) / whole for word, number in zip(words[::2], words[1::2], strict=True)}


_SURNAMES = _shares(
    """
    김 2150 이 1470 박 840 최 470 정 484 조 293 강 256 윤 212 장 211 임 204 신 184 한 157 오 153 서 151 유 130
    권 142 황 140 안 138 송 137 전 151 홍 112 고 95 문 94 양 104 손 92 배 80 백 77 허 66 남 55 심 55 노 63
    하 46 곽 41 성 40 차 39 주 43 우 39 구 45 나 33 류 30 민 34 진 37 지 31 엄 29 채 26 원 26 천 24 방 20
    공 18 현 18 함 16 변 17 염 14 여 12 추 12 도 12 소 12 석 12 선 8 설 9 마 8 길 8 연 8 위 6 표 6 명 6
    기 6 반 6 왕 5 금 5 옥 5 육 4 인 5 맹 5 제 5 모 4 탁 4 국 4 어 4 은 3 편 3 용 3 예 3 경 3 봉 2 사 2
    부 2 남궁 4 황보 2 제갈 1 선우 1 독고 1 사공 1
    """,
    10_000,
)
_FIRST = _shares(
    """
    지 70 민 52 서 48 성 42 영 44 정 44 현 38 은 34 재 30 동 30 상 28 승 28 수 30 경 25 미 25 진 24 유 22
    준 20 혜 20 하 20 태 18 윤 16 도 16 예 18 주 18 연 14 선 15 종 14 인 14 명 11 기 11 광 9 순 10 병 9
    세 9 우 9 소 12 시 7 가 7 나 9 다 7 채 7 아 7 규 5 건 7 찬 5 창 5 한 5 형 5 희 5 효 7 신 4 원 5 용 7
    덕 3 대 4 강 3 보 5 문 3 홍 3 금 3 옥 3 춘 2 해 4 화 3 이 3 슬 3 라 1 리 1 송 2 장 1 학 1 철 2 길 1
    """,
    1_000,
)
_SECOND = _shares(
    """
    영 36 희 36 숙 26 자 18 수 32 호 38 진 38 현 34 우 36 민 24 준 30 은 28 연 24 정 24 아 28 원 28 경 20
    훈 22 미 16 주 20 철 13 선 16 석 13 식 10 순 14 환 11 서 15 윤 18 빈 14 율 8 린 8 지 15 나 10 욱 9 혁 8
    성 12 재 8 규 9 기 9 태 4 인 11 상 5 섭 5 란 5 화 10 옥 8 애 5 림 7 혜 3 하 10 솔 3 리 5 람 3 별 2
    온 3 근 5 일 5 열 4 용 6 국 4 구 3 배 3 관 3 찬 6 건 4 한 5 형 5 엽 2 필 1 범 3 이 5 름 2 슬 2 령 2
    """,
    1_000,
)
_OTHER_SURNAME, _OTHER_SYLLABLE = 2e-5, 3e-4
_ONE_SYLLABLE, _LONGER = 0.02, 0.002
"""Given names of one syllable, and of three or more."""
_TRUST = 2_000
"""As many names as the published shares are worth against the shop's own."""
_NO_NAME = 2e-4
"""How common a text is that is no person's name in Hangul ("엄마", "KIM"), until it was counted."""


def parted(name: str) -> tuple[str, str]:
    """(surname, given name) of a name in Hangul: "남궁민수" → ("남궁", "민수"), "김민지" → ("김", "민지")."""
    length = 2 if len(name) > 2 and name[:2] in DOUBLE_SURNAMES else 1
    return name[:length], name[length:]


def usual_syllables(given: str) -> int:
    """How many of a given name's two syllables are among those that people's names have in that place."""
    return (given[:1] in _FIRST) + (given[1:2] in _SECOND)


_is_hangul = re.compile("[가-힣]+").fullmatch


def is_hangul(text: str) -> bool:
    return _is_hangul(text) is not None


class NameShares:
    """How large a part of all people bears a name, from published shares and the names already known."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = Counter(names)
        self._surnames: Counter[str] = Counter()
        self._given: Counter[str] = Counter()
        self._first: Counter[str] = Counter()
        self._second: Counter[str] = Counter()
        for name, count in self.names.items():
            if 2 <= len(name) <= 5 and is_hangul(name):
                surname, given = parted(name)
                self._surnames[surname] += count
                self._given[given] += count
                self._first[given[:1]] += count
                self._second[given[1:2]] += count
        self._known = self._surnames.total()
        self._all = self.names.total()

    def share(self, name: str) -> float:
        """The part of all people who bear `name`, 0 to 1; one known bearer is left out of the count, since
        the question is always how many bear it beside that one."""
        others = max(0, self.names[name] - 1)
        expected = self.expected(name)
        return max(RAREST, (others + _TRUST * expected) / (self._all + _TRUST))

    def expected(self, name: str) -> float:
        """The same, from the parts of the name alone."""
        if not (2 <= len(name) <= 5 and is_hangul(name)):
            return _NO_NAME if len(name) < 5 else _NO_NAME / 10
        surname, given = parted(name)
        return self.surname(surname) * self.given(given)

    def surname(self, surname: str) -> float:
        return self._mixed(self._surnames[surname], _SURNAMES.get(surname, _OTHER_SURNAME))

    def given(self, given: str) -> float:
        first = self._mixed(self._first[given[:1]], _FIRST.get(given[:1], _OTHER_SYLLABLE))
        if len(given) == 1:
            by_parts = first * _ONE_SYLLABLE
        else:
            by_parts = first * self.ending(given[1:2]) * (1 if len(given) == 2 else _LONGER)
        return self._mixed(max(0, self._given[given] - 1), by_parts)

    def ending(self, syllable: str) -> float:
        """The part of all people whose given name has this second syllable."""
        return self._mixed(self._second[syllable], _SECOND.get(syllable, _OTHER_SYLLABLE))

    def beginning(self, syllable: str) -> float:
        """The part of all people whose given name begins with this syllable."""
        return self._mixed(self._first[syllable], _FIRST.get(syllable, _OTHER_SYLLABLE))

    def _mixed(self, counted: int, published: float) -> float:
        return (counted + _TRUST * published) / (self._known + _TRUST)


# --- slips -------------------------------------------------------------------------------------------------

_NEAR_INITIALS = (
    "ㄱㄲㅋ",
    "ㄷㄸㅌ",
    "ㅂㅃㅍ",
    "ㅅㅆ",
    "ㅈㅉㅊ",
    "ㄴㄹ",
    "ㅇㅎ",
    "ㅁㄴ",
    "ㅈㄷ",
    "ㄱㅅ",
    "ㅇㄹ",
)
_NEAR_MEDIALS = (
    "ㅐㅔ",
    "ㅖㅔ",
    "ㅒㅐ",
    "ㅚㅙㅞ",
    "ㅢㅣ",
    "ㅗㅛ",
    "ㅜㅠ",
    "ㅓㅕ",
    "ㅏㅑ",
    "ㅏㅓ",
    "ㅗㅓ",
    "ㅜㅗ",
    "ㅏㅣ",
    "ㅠㅜ",
)
_NEAR_FINALS = (" ㄴ", " ㅇ", " ㄱ", " ㅁ", " ㄹ", " ㅎ", "ㄴㅇ", "ㄴㅁ", "ㅇㄹ", "ㄱㅅ", "ㅅㅆ", "ㄱㅋ")
_NEAR_WEIGHT = 8.0
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONGEST_LATIN = 24


def _weights(jamo: str, groups: tuple[str, ...]) -> list[list[float]]:
    """For each jamo by its number, how easily each other is written in its place."""
    near = {(a, b) for group in groups for a in group for b in group}
    return [[0.0 if a == b else _NEAR_WEIGHT if (a, b) in near else 1.0 for b in jamo] for a in jamo]


_BY_INITIAL = _weights(INITIALS, _NEAR_INITIALS)
_BY_MEDIAL = _weights(MEDIALS, _NEAR_MEDIALS)
_BY_FINAL = _weights(FINALS, _NEAR_FINALS)


@lru_cache(maxsize=4096)
def syllable_slips(syllable: str) -> dict[str, float]:
    """Every syllable that differs in one jamo (a final one may be missing or too many), with the chance
    that this one is written when one slips; the chances add up to 1."""
    initial, medial, final = jamo_of(syllable)
    found = [(syllable_of(other, medial, final), weight) for other, weight in enumerate(_BY_INITIAL[initial])]
    found += [(syllable_of(initial, other, final), weight) for other, weight in enumerate(_BY_MEDIAL[medial])]
    found += [(syllable_of(initial, medial, other), weight) for other, weight in enumerate(_BY_FINAL[final])]
    total = sum(weight for _, weight in found)
    return {other: weight / total for other, weight in found if weight}


def has_syllables(name: str) -> bool:
    """Whether it is of a kind in which a slip changes one jamo: two to five syllables."""
    return 2 <= len(name) <= 5 and is_hangul(name)


def slip_chance(written: str, name: str) -> float:
    """The chance that a slip of the fingers turns `name` into what was `written`, both of as many syllables;
    0 where they differ in more than one jamo, or in none."""
    at = -1
    for place, (one, other) in enumerate(zip(written, name, strict=True)):
        if one != other:
            if at >= 0:
                return 0.0
            at = place
    return syllable_slips(written[at]).get(name[at], 0.0) * (1 / len(written)) if at >= 0 else 0.0


def slips(name: str) -> dict[str, float]:
    """Every name that a slip of the fingers turns into `name`, with the chance that it does: of names of two
    to five Hangul syllables those that differ in one jamo, of Latin ones as `latin_slips` says."""
    if not has_syllables(name):
        return latin_slips(name)
    part = 1 / len(name)
    return {
        name[:at] + other + name[at + 1 :]: chance * part
        for at, syllable in enumerate(name)
        for other, chance in syllable_slips(syllable).items()
    }


def holes(name: str) -> Iterator[str]:
    """The name with each of its syllables left out: names that share one differ in no more than that."""
    for at in range(len(name)):
        yield f"{name[:at]}_{name[at + 1 :]}"


def latin_slips(name: str) -> dict[str, float]:
    """Every Latin name that a slip turns into `name`, one letter missing, too many or wrong, with the chance
    that it does.  Empty for what is too short, too long or not Latin."""
    if not (5 <= len(name) <= _LONGEST_LATIN and name.isascii()):
        return {}
    found = {name[:at] + name[at + 1 :] for at in range(len(name))}
    for letter in _LETTERS:
        found.update(name[:at] + letter + name[at + 1 :] for at in range(len(name)))
        found.update(name[:at] + letter + name[at:] for at in range(len(name) + 1))
    found.discard(name)
    return dict.fromkeys(found, 1 / len(found))
