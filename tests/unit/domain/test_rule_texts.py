"""Every code of the rules has its sentence, and every word its label."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import pytest

from tui.domain.reasons import CODES
from tui.domain.review import NextStep
from tui.domain.triage import Band
from tui.domain.words import Evidence, Lane, Outcome, Route, State
from tui.i18n import LANGUAGES, say_in

LABELLED = {
    "state": State,
    "lane": Lane,
    "route": Route,
    "outcome": Outcome,
    "evidence": Evidence,
    "band": Band,
    "step": NextStep,
}
KEYS = CODES | {f"{kind}.{word.value}" for kind, words in LABELLED.items() for word in words}


def texts(language: str) -> Mapping[str, str]:
    found: Mapping[str, str] = import_module(f"tui.i18n.{language}.rules").TEXTS
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_and_words_have_a_sentence_each_and_no_sentence_is_left_over(language: str) -> None:
    assert texts(language).keys() == KEYS


def too_long(sentences: Mapping[str, str]) -> list[str]:
    """Keys whose sentence is longer than a reason may be beside others on one line."""
    return [key for key, sentence in sentences.items() if len(sentence) > 40]


def test_korean_reasons_are_short() -> None:
    longest = [key for key in too_long(texts("ko")) if not key.startswith("rate_")]
    assert longest == []
    assert too_long({"a": "가" * 41}) == ["a"]


def test_particles_follow_the_word_before_them() -> None:
    wrong = {"key": "waits.after.busy", "low": 0, "high": 9}
    assert say_in("ko", "policy.out_of_range", found=10, **wrong).endswith("10이라고 적혀 있어요.")
    assert say_in("ko", "policy.out_of_range", found=99, **wrong).endswith("99라고 적혀 있어요.")
