"""What the staff are told about a message before it goes."""

from __future__ import annotations

import pytest

from tui import i18n
from tui.domain.template_fields import FIELDS
from tui.domain.templates import Slot, TemplateError, parse_template, parse_templates, render, standard
from tui.domain.words import Language
from tui.papers import wording

CODES_IN_TEXTS = ["{x}", "{name:x}", "{", "[[", "]]", "[[[[a]]", "[[a||b||c]]", "\x1b", "", "가" * 4001]
CODES_IN_FILES = ["x", 'sms="a"', '[x]\nko="a"', '[sms]\nfr="a"', "[sms]\nko=1", '[web]\nko="{name}"']


def made(text: str, slot: Slot = Slot.SMS, **values: str) -> list[str]:
    own = standard().replaced(parse_template(text, slot, Language.KO))
    return wording.remarks(render(own, slot, Language.KO, values))


def test_a_message_that_is_all_right_has_no_remarks() -> None:
    assert made("확인 부탁드려요") == []


def test_remarks_say_what_is_missing_replaced_refused_and_too_long() -> None:
    assert "손님 이름" in made("{name}님")[0]
    assert "카카오톡은 지금 장애가 아니에요" in made("{outage} 장애로 문자드려요")[0]
    assert made("[[{outage} 장애로 문자드려요||확인 부탁드려요]]") == []
    assert made("₩3 안내\u00a0😺") == ["문자로 못 보내는 글자를 바꿨어요: ₩ → ￦, U+00A0 → 빈칸, 😺 빠짐"]
    assert "펲" in made("펲시")[0]
    assert "张" in made("张 손님")[0]
    assert "2,000" in made("가" * 1001)[0]
    assert "1000" in made("가" * 1001, Slot.INSTAGRAM)[0]


def test_abroad_parts_count_and_no_korean_gateway_is_spoken_of() -> None:
    own = standard().replaced(parse_template("张" * 71, Slot.SMS, Language.ZH))
    message = render(own, Slot.SMS, Language.ZH, {})
    assert wording.remarks(message, abroad=True) == ["해외 번호예요. 국제 문자 2건으로 셈해요."]


def test_sizes_are_told_in_the_unit_of_their_place() -> None:
    values = {"shop": "모락"}
    sizes = [
        wording.size_line(render(standard(), slot, Language.KO, values))
        for slot in (Slot.SMS, Slot.INSTAGRAM, Slot.PHONE)
    ]
    assert sizes[0].startswith("SMS ")
    assert sizes[0].endswith("/90바이트")
    assert sizes[1].endswith("/1000자")
    assert sizes[2].endswith("자")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_slot_language_field_and_mistake_has_its_words(language: str) -> None:
    i18n.choose(language)
    assert len({wording.slot_label(slot) for slot in Slot}) == len(Slot)
    assert len({wording.language_label(each) for each in Language}) == len(Language)
    assert len({wording.field_meaning(field) for field in FIELDS}) == len(FIELDS)
    for text in CODES_IN_TEXTS:
        with pytest.raises(TemplateError) as caught:
            parse_template(text, Slot.SMS, Language.KO)
        assert all(wording.problem_line(problem) for problem in caught.value.problems)
    for text in CODES_IN_FILES:
        with pytest.raises(TemplateError) as caught:
            parse_templates(text)
        assert all(wording.problem_line(problem) for problem in caught.value.problems)
