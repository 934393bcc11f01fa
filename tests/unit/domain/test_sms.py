"""The size of a text message and what it cannot carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain import sms
from tui.domain.sms import Size, measure


def test_forty_five_syllables_are_ninety_bytes_and_one_more_is_a_long_message() -> None:
    assert (measure("가" * 45).bytes, measure("가" * 45).size) == (90, Size.SMS)
    assert (measure("가" * 45 + ".").bytes, measure("가" * 45 + ".").size) == (91, Size.LMS)
    assert measure("가" * 1000).size is Size.LMS
    assert measure("가" * 1000 + ".").size is Size.TOO_LONG


def test_rare_syllables_count_two_bytes_and_are_named() -> None:
    measured = measure("똠방각하 펲시 콜라")
    assert measured.bytes == 18
    assert measured.rare == "똠펲"
    # The bad twin: the codec that looks right never fails and counts eight bytes a piece.
    assert len("똠".encode("euc-kr")) == 8


@pytest.mark.parametrize("text", ["…", "“”", "·", "～", "￦", "①", "★", "♥", "☎", "→"])
def test_what_can_be_sent_stays_as_it_is(text: str) -> None:
    assert measure(text).plain
    assert measure(text).text == text


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("–", "-"),
        ("—", "-"),
        ("•", "·"),
        ("₩3,000", "￦3,000"),
        ("café", "cafe"),
        ("✔", "√"),
        ("❤️", "♥"),
        ("a\u00a0b", "a b"),
        ("a\u200bb", "ab"),
        ("👍🏽", ""),
        ("\x1b[31m빨강", "[31m빨강"),
        ("한\r\n글", "한\n글"),
    ],
)
def test_what_cannot_be_sent_has_a_substitution_and_is_counted_after_it(written: str, sent: str) -> None:
    measured = measure(written)
    assert measured.text == sent
    assert measured.bytes == len(sent.encode("cp949"))
    assert not measured.unencodable


def test_substitutions_say_what_was_replaced_by_what_and_how_often() -> None:
    measured = measure("₩1 ₩2 😀")
    assert measured.substitutions == (sms.Substitution("₩", "￦", 2), sms.Substitution("😀", "^^", 1))
    assert not measured.plain


def test_letters_without_a_substitute_stay_and_are_named() -> None:
    measured = measure("您好，张伟张")
    assert measured.unencodable == "您张伟"
    assert "张伟" in measured.text
    assert measured.bytes == 12


def test_parts_abroad_follow_the_two_alphabets() -> None:
    assert [measure("a" * n).parts_abroad for n in (160, 161, 306, 307)] == [1, 2, 2, 3]
    assert [measure("您" * n).parts_abroad for n in (70, 71, 134, 135)] == [1, 2, 2, 3]


def test_a_subject_is_one_line_of_forty_bytes() -> None:
    assert sms.cut_subject("짧은\n제목 –") == "짧은 제목 -"
    assert sms.byte_count(sms.cut_subject("가나다라마 " * 10)) <= sms.SUBJECT_BYTES


@given(st.text())
def test_any_text_can_be_measured_and_what_is_offered_can_be_sent(text: str) -> None:
    measured = measure(text)
    sendable = "".join(character for character in measured.text if character not in measured.unencodable)
    sendable.encode("cp949")
    assert "\x1b" not in measured.text
    assert measured.bytes == sms.byte_count(measured.text)
    assert measure(measured.text).text == measured.text
    assert sms.byte_count(sms.cut_subject(text)) <= sms.SUBJECT_BYTES
