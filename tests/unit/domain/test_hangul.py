from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.hangul import (
    initials,
    is_initial,
    keys_of_syllable,
    particle,
    syllables_from,
    twin,
)


def test_a_letter_key_and_its_jamo_are_twins_both_ways() -> None:
    assert [twin(key) for key in ("j", "ㅓ", "n", "Q", "ㅃ", "J", "1", "enter")] == [
        "ㅓ", "j", "ㅜ", "ㅃ", "Q", "ㅓ", "", "",
    ]  # fmt: skip
    for letter in "qwertyuiopasdfghjklzxcvbnmQWERTOP":
        assert twin(twin(letter)) == letter


@pytest.mark.parametrize(
    ("syllable", "keys"),
    [
        ("가", "rk"),
        ("값", "rkqt"),
        ("왜", "dho"),
        ("꽉", "Rhkr"),
        ("힣", "glg"),
        ("a", ""),
        ("ㅓ", ""),
        ("", ""),
    ],
)
def test_a_composed_syllable_tells_the_keys_that_typed_it(syllable: str, keys: str) -> None:
    assert "".join(keys_of_syllable(syllable)) == keys


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("커피", "가 로"),
        ("김밥", "이 으로"),
        ("서울", "이 로"),
        ("(제주 3)", "이 으로"),
        ("1", "이 로"),
        ("2", "가 로"),
        ("Daniel", "이 로"),
        ("Tom", "이 으로"),
        ("Flower", "가 로"),
        ("ㄱ", "가 로"),
        ("", "가 로"),
    ],
)
def test_a_particle_follows_the_end_of_its_word_as_it_is_read_aloud(word: str, said: str) -> None:
    assert f"{particle(word, '이', '가')} {particle(word, '으로', '로')}" == said


def test_every_syllable_has_between_two_and_five_keys() -> None:
    assert {len(keys_of_syllable(chr(code))) for code in range(ord("가"), ord("힣") + 1)} == {2, 3, 4, 5}


def test_initial_consonants_keep_the_length() -> None:
    assert initials("김민지 A1") == "ㄱㅁㅈ A1"
    assert initials("plain") == "plain"
    assert is_initial("ㄲ")
    assert not is_initial("ㅏ")
    assert not is_initial("")


def test_a_consonant_opens_its_range_of_syllables() -> None:
    assert syllables_from("ㅁ") == ("마", "밓")
    assert syllables_from("ㅎ")[1] == "힣"


@given(st.text())
def test_initials_of_any_text_are_as_long(text: str) -> None:
    assert len(initials(text)) == len(text)
