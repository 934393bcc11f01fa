"""Messages in words: a sentence for every state and reason, and none that says more than is known."""

from __future__ import annotations

import pytest

from tests.making import SUNDAY_1640 as NOW
from tests.sending import ACCEPTED, REFUSED, UNKNOWN, report, send
from tui import i18n
from tui.domain.model import HOUR
from tui.domain.sending import SendState, after_answer, after_report, settle
from tui.papers.sends import state_of_send, why_code, why_of_send

ZONE = "Asia/Seoul"
CODES = (
    *("interrupted", "withdrawn", "case_settled", "point_gone", "claimed"),
    *("no_connection", "throttled", "deadline", "reset", "garbage", "server", "redirect"),
    *("balance", "sender", "keys", "account", "clock"),
)
ARRIVED = {"ko": ("도달", "수신", "도착", "받았"), "en": ("deliver", "handset", "arriv", "reach", "received")}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_only_what_was_delivered_is_called_so(language: str) -> None:
    i18n.choose(language)
    for state in SendState:
        said = state_of_send(send(state=state)).lower()
        assert any(word in said for word in ARRIVED[language]) is (state is SendState.DELIVERED), said


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_reason_has_a_sentence(language: str) -> None:
    i18n.choose(language)
    said = [why_code(code) for code in CODES]
    assert len(set(said)) == len(CODES)
    assert why_code("") == ""


def test_practice_stands_beside_every_state() -> None:
    assert all(state_of_send(send(state=state, practice=True)).startswith("연습") for state in SendState)


def test_why_a_message_stands_where_it_does_is_told_with_the_providers_own_words() -> None:
    waits = send()._replace(why="quiet", not_before=NOW + 16 * HOUR)
    assert "10/17" in why_of_send(waits, NOW, ZONE)
    sending = send(state=SendState.SENDING)
    assert "3059 발신번호 미등록" in why_of_send(after_answer(sending, REFUSED, NOW), NOW, ZONE)
    stopped = after_answer(sending, REFUSED._replace(why="balance", stops=True), NOW)
    assert "잔액" in why_of_send(stopped, NOW, ZONE)
    both = after_report(after_answer(sending, ACCEPTED, NOW), report(1, "4000", said="수신완료"), NOW)
    both = after_report(both, report(1, "3042", said="음영 지역"), NOW)
    assert all(words in why_of_send(both, NOW, ZONE) for words in ("4000 수신완료", "3042 음영 지역"))
    unsure = after_answer(sending, UNKNOWN._replace(why="reset"), NOW)
    assert "연결이 끊겼어요" in why_of_send(unsure, NOW, ZONE)
    # The same told of a message that has since arrived would take back what is known.
    assert why_of_send(after_report(unsure, report(1, "4000"), NOW), NOW, ZONE) == ""
    settled = settle(both, False, "민호", "손님께 확인", NOW)
    assert why_of_send(settled, NOW, ZONE) == "민호 님이 정했어요. 손님께 확인"
