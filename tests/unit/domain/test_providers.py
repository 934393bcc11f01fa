"""What providers' codes and words are worth: never more than was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import i18n
from tui.domain.providers import (
    ARRIVED,
    BEFORE,
    PROVIDERS,
    REASONS,
    Guess,
    Level,
    Meaning,
    bare_code,
    guess_provider,
    meaning_of,
    mode_key,
    mode_of_text,
    modes_of,
    name_key,
)

SOLAPI_HEADER = {"groupid", "messageid", "to", "statuscode", "datereported"}
KAKAO_HEADER = {"serialnumber", "responsemethod", "phonenumber", "code"}


@pytest.mark.parametrize(
    ("provider", "mode", "code", "level", "reason"),
    [
        ("solapi", "", "2000", Level.ACCEPTED, ""),
        ("solapi", "", "3000", Level.CARRIER, ""),
        ("solapi", "", "4000", Level.DELIVERED, ""),
        ("solapi", "", "1062", Level.FAILED, "request"),
        ("solapi", "", "2120", Level.FAILED, "request"),
        ("solapi", "", "3999", Level.FAILED, ""),
        ("solapi", "", "3032", Level.FAILED, "no_subscriber"),
        ("solapi", "", "3040", Level.FAILED, "timed_out"),
        ("solapi", "", "3041", Level.FAILED, "busy"),
        ("solapi", "", "3042", Level.FAILED, "no_signal"),
        ("solapi", "", "3043", Level.FAILED, "off"),
        ("solapi", "", "3047", Level.FAILED, "refused"),
        ("solapi", "", "3054", Level.FAILED, "spam"),
        ("solapi", "", "3055", Level.FAILED, "spam"),
        ("solapi", "", "3059", Level.FAILED, "sender"),
        ("solapi", "", "3104", Level.FAILED, "not_kakao_user"),
        ("solapi", "", "3107", Level.FAILED, "blocked"),
        ("kakao", "push", "0000", Level.ACCEPTED, ""),
        ("kakao", "polling", "0000", Level.ACCEPTED, ""),
        ("kakao", "realtime", "0000", Level.DELIVERED, ""),
        ("kakao", "", "0000", Level.ACCEPTED, ""),
        ("kakao", "nobody's mode", "0000", Level.ACCEPTED, ""),
        ("kakao", "realtime", "0", Level.DELIVERED, ""),
        ("kakao", "realtime", "KKO_0000", Level.DELIVERED, ""),
        ("kakao", "realtime", "3005", Level.UNKNOWN, "ack_timeout"),
        ("kakao", "realtime", "4000", Level.UNKNOWN, "not_found"),
        ("kakao", "push", "4000", Level.UNKNOWN, "not_found"),
        ("kakao", "push", "3008", Level.FAILED, "bad_number"),
        ("kakao", "push", "3016", Level.FAILED, "template_mismatch"),
        ("kakao", "push", "3018", Level.FAILED, "not_kakao_user"),
        ("kakao", "push", "3019", Level.FAILED, "not_kakao_user"),
        ("kakao", "push", "3020", Level.FAILED, "blocked"),
        ("kakao", "push", "3022", Level.FAILED, "hours"),
        ("nhn", "", "READY", Level.ACCEPTED, ""),
        ("nhn", "", "1000", Level.DELIVERED, ""),
        ("nhn", "", "FAILED", Level.FAILED, ""),
        ("nhn", "", "3005", Level.UNKNOWN, "ack_timeout"),
        ("nhn", "", "4000", Level.UNKNOWN, "not_found"),
        ("nhn", "", "4001", Level.UNKNOWN, "not_found"),
        ("twilio", "", "queued", Level.ACCEPTED, ""),
        ("twilio", "", "scheduled", Level.ACCEPTED, ""),
        ("twilio", "", "sending", Level.ACCEPTED, ""),
        ("twilio", "", "sent", Level.CARRIER, ""),
        ("twilio", "", "delivered", Level.DELIVERED, ""),
        ("twilio", "", "read", Level.READ, ""),
        ("twilio", "", "undelivered", Level.FAILED, ""),
        ("twilio", "", "canceled", Level.FAILED, "cancelled"),
        ("twilio", "", "30007", Level.FAILED, "spam"),
    ],
)
def test_each_code_is_worth_what_its_provider_says(
    provider: str, mode: str, code: str, level: Level, reason: str
) -> None:
    assert meaning_of(provider, mode, code) == (level, reason)


def test_the_same_digits_are_a_delivery_at_one_provider_and_no_result_at_two_others() -> None:
    assert {one: meaning_of(one, "", "4000").level for one in PROVIDERS} == {
        "solapi": Level.DELIVERED,
        "kakao": Level.UNKNOWN,
        "nhn": Level.UNKNOWN,
        "twilio": Level.UNKNOWN,
    }


@given(st.sampled_from(["", "somebody"]), st.text("0123456789", min_size=1, max_size=6))
def test_digits_of_an_unknown_provider_say_nothing(provider: str, code: str) -> None:
    assert meaning_of(provider, "", code) == (Level.UNKNOWN, "")


@given(st.sampled_from(["", *PROVIDERS]), st.text(max_size=8), st.text(max_size=60), st.text(max_size=80))
def test_any_text_has_a_meaning_and_any_reason_a_name(provider: str, mode: str, code: str, said: str) -> None:
    meaning = meaning_of(provider, mode, code, said)
    assert not meaning.reason or meaning.reason in REASONS


@pytest.mark.parametrize(
    ("said", "level", "reason"),
    [
        ("성공", Level.ACCEPTED, ""),
        ("전송 성공", Level.ACCEPTED, ""),
        ("발송완료", Level.ACCEPTED, ""),
        ("Sent", Level.ACCEPTED, ""),
        ("대기", Level.ACCEPTED, ""),
        ("통신사 접수", Level.CARRIER, ""),
        ("수신완료", Level.DELIVERED, ""),
        ("Delivered", Level.DELIVERED, ""),
        ("실패", Level.FAILED, ""),
        ("실패(결번)", Level.FAILED, "no_subscriber"),
        ("단말기 전원 꺼짐", Level.FAILED, "off"),
        ("메시지 내용이 템플릿과 일치하지 않음", Level.FAILED, "template_mismatch"),
        ("수신거부", Level.FAILED, "refused"),
        ("성공 불확실", Level.UNKNOWN, ""),
        ("비정상", Level.FAILED, ""),
        ("unsuccessful", Level.FAILED, ""),
        ("failover success", Level.ACCEPTED, ""),
        ("알림", Level.UNKNOWN, ""),
        ("", Level.UNKNOWN, ""),
    ],
)
def test_plain_words_count_without_a_provider_and_success_for_no_more_than_accepted(
    said: str, level: Level, reason: str
) -> None:
    assert meaning_of("", "", "7777", said) == (level, reason)


def test_an_unknown_code_of_a_known_provider_is_unknown_unless_the_words_say_that_it_failed() -> None:
    assert meaning_of("solapi", "", "9999", "수신완료") == (Level.UNKNOWN, "")
    assert meaning_of("solapi", "", "9999", "전송 실패") == (Level.FAILED, "")
    assert meaning_of("solapi", "", "4000", "수신완료") == (Level.DELIVERED, "")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("4000", "실패"),
        ("4000", "결과 없음"),
        ("3104", "수신완료"),
        ("2000", "전송 실패"),
        ("", "수신완료 / 실패"),
    ],
)
def test_a_code_and_words_that_contradict_each_other_leave_it_unknown(code: str, said: str) -> None:
    assert meaning_of("solapi", "", code, said) == (Level.UNKNOWN, "contradiction")


def test_words_add_their_reason_to_a_code_that_has_none() -> None:
    assert meaning_of("solapi", "", "3999", "단말기 전원 꺼짐") == (Level.FAILED, "off")


def test_what_had_become_of_it_before_does_not_count() -> None:
    assert meaning_of("kakao", "sms", "", f"발송완료{BEFORE}알림톡 3018 실패") == (Level.ACCEPTED, "")
    assert meaning_of("kakao", "push", "", "발송완료 / 알림톡 3018 실패") == (Level.FAILED, "")


def test_a_text_in_place_of_an_alimtalk_is_not_judged_by_the_alimtalks_codes() -> None:
    assert mode_of_text("kakao", "realtime") == "sms"
    assert meaning_of("kakao", "sms", "0000") == (Level.UNKNOWN, "")
    assert meaning_of("nhn", "sms", "", "RSC05") == (Level.FAILED, "")
    assert mode_of_text("solapi", "") == ""


@pytest.mark.parametrize(
    ("headers", "codes", "words", "guess"),
    [
        (SOLAPI_HEADER, ["4000", "3104"], [], Guess("solapi", "", True)),
        ({"메시지id", "상태"}, ["4000"], ["M4V20221016163000ABCDEF"], Guess("solapi", "", True)),
        ({"수신번호", "결과코드"}, ["4000"], [], Guess("", "", False)),
        ({"수신번호", "결과코드"}, ["4000", "2000", "3104", "3000"], ["성공", "실패"], Guess("", "", False)),
        ({"statuscode", "messageid"}, ["4000"], [], Guess("", "", False)),
        (KAKAO_HEADER, ["0000"], ["push"], Guess("kakao", "push", True)),
        (KAKAO_HEADER, ["0000"], ["realtime"], Guess("kakao", "realtime", True)),
        (KAKAO_HEADER, ["0000"], ["push", "realtime"], Guess("kakao", "", False)),
        (KAKAO_HEADER, ["0000"], [], Guess("kakao", "", False)),
        ({"수신번호"}, ["3016", "0000"], ["NoMatchedTemplateException"], Guess("kakao", "", False)),
        ({"recipientno", "requestid", "resultcode"}, ["1000"], [], Guess("nhn", "", True)),
        # Naver SENS, of which no table is known, has a request's id and these words, too.
        ({"requestid", "to", "statuscode"}, ["0"], ["COMPLETED", "READY"], Guess("", "", False)),
        ({"from", "to", "status", "sid"}, [], ["SM" + "0a" * 16], Guess("twilio", "", True)),
        ({"from", "to", "status"}, [], ["delivered", "failed"], Guess("", "", False)),
        (set(), [], [], Guess("", "", False)),
    ],
)
def test_a_provider_is_guessed_by_what_only_it_writes_and_never_by_digits_alone(
    headers: set[str], codes: list[str], words: list[str], guess: Guess
) -> None:
    assert guess_provider(headers, codes, words) == guess


@given(st.lists(st.sampled_from(["4000", "0000", "2000", "3000", "3104", "1000", "3005", "3032", "30007"])))
def test_no_set_of_codes_names_a_provider_by_itself(codes: list[str]) -> None:
    assert guess_provider({"수신번호", "결과코드"}, codes, []) == ("", "", False)


def test_codes_are_compared_as_spreadsheets_leave_them() -> None:
    assert [bare_code(cell) for cell in (" 4000 ", "4000.0", "'0000", "KKO_3018", "Ready")] == [
        "4000",
        "4000",
        "0000",
        "3018",
        "ready",
    ]


def test_every_provider_has_a_name_in_each_language_and_kakao_its_modes() -> None:
    for provider in PROVIDERS:
        assert i18n.say_in("ko", name_key(provider))
        assert i18n.say_in("en", name_key(provider)).isascii()
    assert (name_key(""), modes_of("")) == ("", ())
    assert modes_of("kakao") == ("push", "polling", "realtime")
    assert modes_of("solapi") == ()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_levels_reasons_and_modes_have_their_texts(language: str) -> None:
    labels = {i18n.say_in(language, level.key) for level in Level}
    assert len(labels) == len(Level)
    assert all(i18n.say_in(language, Meaning(Level.FAILED, reason).why) for reason in REASONS)
    assert all(i18n.say_in(language, mode_key(mode)) for mode in modes_of("kakao"))
    assert Meaning(Level.FAILED).why == ""
    # Only what arrived may be called delivered.
    said = {"ko": "도달", "en": "delivered"}[language]
    assert {level for level in Level if said in i18n.say_in(language, level.key)} < ARRIVED
