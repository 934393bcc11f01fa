"""No text of a state says "delivered" or "reached" without the evidence for it, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tui.domain.outcomes import OUTCOMES
from tui.domain.providers import ARRIVED, Level
from tui.domain.reconcile import WHY
from tui.domain.sending import SendState
from tui.domain.words import Delivery, Evidence, State
from tui.i18n import LANGUAGES, say_in

# A word of having arrived or of having answered, unless it is said not to be so, or not to be known.
_ARRIVED = {
    "ko": re.compile(r"도달(?! ?(?:미확인|불명|모름|안|못|하지|했는지|여부))"),
    "en": re.compile(r"(?<!not )(?<!un)\bdelivered\b", re.IGNORECASE),
}
_ANSWERED = {
    "ko": re.compile(r"(?<!미)연락(?:됨|됐|되었|이 닿았)"),
    "en": re.compile(r"(?<!not )(?<!un)\breached\b", re.IGNORECASE),
}
_NO_ANSWER = {
    "ko": re.compile(r"답 없음|답을 들은 것은 아니|답이 없"),
    "en": re.compile(r"no answer"),
}


class Said(NamedTuple):
    """One text and the evidence of that of which it is said."""

    key: str
    evidence: Evidence


def _of_states() -> Iterator[Said]:
    for state in State:
        answered = state in (State.REACHED, State.ACTION, State.RESOLVED)
        yield Said(f"rules.state.{state.value}", Evidence.ANSWERED if answered else Evidence.NONE)
    yield Said("board.short_unconfirmed", Evidence.NONE)
    yield Said("board.short_failed", Evidence.NONE)
    yield Said("rules.sent_unconfirmed", Evidence.NONE)
    yield Said("rules.sent_failed", Evidence.NONE)
    yield Said("rules.delivered_unanswered", Evidence.DELIVERED)


def _of_messages() -> Iterator[Said]:
    for delivery in Delivery:
        arrived = delivery is Delivery.DELIVERED
        yield Said(f"delivery.word_{delivery.value}", Evidence.DELIVERED if arrived else Evidence.NONE)
    for why in WHY:
        proven = why in ("proof", "after_failure")
        yield Said(f"delivery.why_{why}", Evidence.DELIVERED if proven else Evidence.NONE)
    for level in Level:
        arrived = level in ARRIVED
        yield Said(f"providers.level_{level.value}", Evidence.DELIVERED if arrived else Evidence.NONE)
    for evidence in Evidence:
        yield Said(f"rules.evidence.{evidence.value}", evidence)
    for state in SendState:
        arrived = state is SendState.DELIVERED
        yield Said(f"sending.state_{state.value}", Evidence.DELIVERED if arrived else Evidence.NONE)
    for rule in OUTCOMES.values():
        yield Said(f"rules.outcome.{rule.outcome.value}", rule.evidence)


TEXTS = [*_of_states(), *_of_messages()]


def overclaims(text: str, evidence: Evidence, language: str) -> bool:
    """Whether a text says more than the evidence holds."""
    if evidence < Evidence.DELIVERED and _ARRIVED[language].search(text):
        return True
    return evidence < Evidence.ANSWERED and bool(_ANSWERED[language].search(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_state_says_more_than_its_evidence(language: str) -> None:
    wrong = [
        (one.key, text)
        for one in TEXTS
        if overclaims(text := say_in(language, one.key), one.evidence, language)
    ]
    assert wrong == []
    assert len(TEXTS) > 70


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_is_said_to_have_a_message_is_said_not_to_have_answered(language: str) -> None:
    for key in ("delivery.word_delivered", "delivery.why_proof", "rules.delivered_unanswered"):
        assert _NO_ANSWER[language].search(say_in(language, key)), key


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "단말 도달"),
        ("ko", "도달했어요"),
        ("ko", "연락됨"),
        ("en", "delivered"),
        ("en", "Delivered to the phone"),
        ("en", "reached"),
    ],
)
def test_a_text_that_claims_too_much_would_be_noticed(language: str, text: str) -> None:
    assert overclaims(text, Evidence.SENT, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "도달 미확인"),
        ("ko", "미연락 3명"),
        ("ko", "보냄, 도달 모름"),
        ("en", "not delivered"),
        ("en", "unreached"),
    ],
)
def test_a_text_that_denies_it_claims_nothing(language: str, text: str) -> None:
    assert not overclaims(text, Evidence.NONE, language)


def test_delivered_is_no_answer_even_to_the_second_check() -> None:
    assert overclaims("연락됨", Evidence.DELIVERED, "ko")
    assert not overclaims("단말 도달", Evidence.DELIVERED, "ko")
