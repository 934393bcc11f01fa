"""The default texts, the user's own over them, and the messages made of them."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain import sms
from tui.domain.model import DAY, HOUR, Case, ContactPoint, Customer, Millis, Order, Progress
from tui.domain.templates import (
    FIELDS,
    LONGEST,
    PUBLIC,
    SLOT_OF,
    Shop,
    Slot,
    TemplateError,
    Thing,
    example_fields,
    fields_allowed,
    fields_for,
    parse_template,
    parse_templates,
    render,
    shop_fields,
    standard,
    with_template,
)
from tui.domain.words import Carries, Language, Line, OrderStatus, PointKind, Route, State

SEOUL = "Asia/Seoul"
NOW: Millis = 1_665_906_000_000  # Sunday 2022-10-16 16:40 in Seoul
SHOP = Shop("한라렌터카", "064-000-0000", "@halla.rent", "https://halla.example", name_abroad="Halla Rent")


def order(number: int, due: Millis | None, **changes: object) -> Order:
    made = Order(
        number, f"own:{number}", f"R-{number}", due, True, 45_000, "중형차 24시간", OrderStatus.PENDING
    )
    return made._replace(**changes)  # type: ignore[arg-type]


def case(*orders: Order, name: str = "김민지") -> Case:
    handle = ContactPoint(
        9, PointKind.INSTAGRAM, "minji_0000", "@minji_0000", Line.OTHER, Carries.NO, Carries.YES
    )
    return Case(1, Customer(1, name), Progress(State.NEW), orders, (handle,))


ALL = [(slot, language) for slot in Slot for language in Language]


@pytest.mark.parametrize("down", [True, False])
@pytest.mark.parametrize(("slot", "language"), ALL)
def test_every_way_has_a_default_in_every_language_that_leaves_no_gap(
    slot: Slot, language: Language, down: bool
) -> None:
    values = example_fields(SHOP, language, SEOUL, NOW, kakao_down=down)
    message = render(standard(), slot, language, values)
    assert message.text
    assert "{" not in message.text
    assert "[[" not in message.text
    assert not message.missing
    assert not message.too_long


@pytest.mark.parametrize("down", [True, False])
@pytest.mark.parametrize(("slot", "language"), ALL)
def test_defaults_read_well_where_only_the_shops_name_is_known(
    slot: Slot, language: Language, down: bool
) -> None:
    values = fields_for(case(name=""), Shop("한라렌터카"), language, SEOUL, NOW, kakao_down=down)
    message = render(standard(), slot, language, values)
    assert not message.missing
    assert "()" not in message.text
    assert "  " not in message.text
    assert not message.text.startswith((" ", "\n"))
    assert "\n\n\n" not in message.text


OF_AN_OUTAGE = ("장애", "카톡", "카카오톡", "outage", "down", "Kakao", "障害", "カカオ", "故障")


@pytest.mark.parametrize(("slot", "language"), [each for each in ALL if each[0] is not Slot.KAKAO])
def test_a_default_speaks_of_the_outage_while_there_is_one_and_of_none_when_kakao_works(
    slot: Slot, language: Language
) -> None:
    texts = {}
    for down in (True, False):
        values = fields_for(case(order(1, NOW)), SHOP, language, SEOUL, NOW, kakao_down=down)
        texts[down] = render(standard(), slot, language, values).text
    assert not [word for word in OF_AN_OUTAGE if word in texts[False]], texts[False]
    if slot not in (Slot.SMS_SUBJECT, Slot.EMAIL_SUBJECT):
        assert [word for word in OF_AN_OUTAGE if word in texts[True]], texts[True]
        assert len(texts[False]) < len(texts[True])


def test_a_wording_of_ones_own_from_before_stays_as_it_is() -> None:
    text = "{name}님, 카톡 장애로 문자드려요.[[ {due_short}]] | 확인 || 부탁 |"
    own = standard().replaced(parse_template(text, Slot.SMS, Language.KO))
    said = set()
    for down in (True, False):
        values = fields_for(case(), SHOP, Language.KO, SEOUL, NOW, kakao_down=down)
        said.add(render(own, Slot.SMS, Language.KO, values).text)
    assert said == {"김민지님, 카톡 장애로 문자드려요. | 확인 || 부탁 |"}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("slot", [Slot.PHONE, Slot.SMS, Slot.INSTAGRAM, Slot.EMAIL, Slot.KAKAO])
def test_defaults_name_the_shop_and_say_what_holds_if_kakao_arrives_late(
    slot: Slot, language: Language
) -> None:
    text = render(
        standard(), slot, language, example_fields(SHOP, language, SEOUL, NOW, kakao_down=True)
    ).text
    assert ("한라렌터카" if language is Language.KO else "Halla Rent") in text
    assert any(word in text for word in ("카톡", "카카오톡", "Kakao", "カカオトーク"))


@pytest.mark.parametrize(("slot", "language"), ALL)
def test_no_default_is_an_advertisement(slot: Slot, language: Language) -> None:
    text = standard().get(slot, language).text.lower()
    for word in ("쿠폰", "할인", "이벤트", "coupon", "discount", "sale", "クーポン", "割引", "优惠", "折扣"):
        assert word not in text


@pytest.mark.parametrize("down", [True, False])
@pytest.mark.parametrize("name", ["김민지", "이하윤"])
@pytest.mark.parametrize("due", [NOW + 50 * 60_000, NOW + 70 * DAY + 7 * HOUR])
def test_the_korean_text_message_is_a_short_one_with_typical_fields(
    name: str, due: Millis, down: bool
) -> None:
    values = fields_for(case(order(1, due), name=name), SHOP, Language.KO, SEOUL, NOW, kakao_down=down)
    message = render(standard(), Slot.SMS, Language.KO, values)
    assert message.measurement is not None
    assert message.measurement.size is sms.Size.SMS, message.measurement.bytes
    assert message.measurement.plain
    assert message.subject == ""


def test_a_long_text_message_has_a_subject_that_fits() -> None:
    values = fields_for(
        case(order(1, NOW)),
        replace(SHOP, name="한라산아래렌터카 제주공항점"),
        Language.KO,
        SEOUL,
        NOW,
        kakao_down=True,
    )
    message = render(standard(), Slot.SMS, Language.KO, values)
    assert message.measurement is not None
    assert message.measurement.size is sms.Size.LMS
    assert 0 < sms.byte_count(message.subject) <= sms.SUBJECT_BYTES


@pytest.mark.parametrize("slot", sorted(PUBLIC))
@pytest.mark.parametrize("field", ["name", "amount", "order_no", "due", "handle", "order"])
def test_a_public_text_cannot_speak_of_a_customer(slot: Slot, field: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parse_template(f"공지 {{{field}}}", slot, Language.KO)
    assert caught.value.problems[0].code == "not_here"
    parse_template(f"전화 {{{field}}}", Slot.PHONE, Language.KO)


def test_every_route_has_its_template_and_limits_are_kept() -> None:
    assert set(SLOT_OF) == set(Route)
    long = standard().replaced(parse_template("가" * 1001, Slot.INSTAGRAM, Language.KO))
    assert render(long, Slot.INSTAGRAM, Language.KO, {}).too_long
    assert LONGEST[Slot.INSTAGRAM] == 1000


@pytest.mark.parametrize(
    ("language", "due", "short", "amount", "more"),
    [
        (Language.KO, "10월 16일(일) 오후 5시", "10/16 17시", "90,000원", "중형차 24시간 외 1건"),
        (
            Language.EN,
            "Sun 16 Oct 17:00 (Korea time)",
            "16 Oct 17:00",
            "KRW 90,000",
            "중형차 24시간 and 1 more",
        ),
        (Language.JA, "10月16日(日) 17:00(韓国時間)", "10/16 17:00", "90,000ウォン", "중형차 24시간 ほか1件"),
        (Language.ZH, "10月16日(周日) 17:00(韩国时间)", "10/16 17:00", "90,000韩元", "중형차 24시간 等2项"),
    ],
)
def test_fields_are_in_the_customers_language_and_of_the_order_due_first(
    language: Language, due: str, short: str, amount: str, more: str
) -> None:
    soon, later = order(1, NOW + 20 * 60_000), order(2, NOW + DAY)
    gone = order(3, NOW - DAY, status=OrderStatus.CANCELLED)
    values = fields_for(case(later, gone, soon), SHOP, language, SEOUL, NOW, kakao_down=True)
    assert set(values) == set(FIELDS)
    assert (values["due"], values["due_short"], values["amount"], values["order"]) == (
        due,
        short,
        amount,
        more,
    )
    assert values["order_no"] == "R-1"
    assert values["handle"] == "minji_0000"


def test_unknown_things_are_empty_and_whoever_has_no_name_is_still_spoken_to() -> None:
    values = fields_for(case(name=" "), Shop(""), Language.KO, SEOUL, NOW, kakao_down=True)
    assert values["name"] == "고객"
    assert (
        values["due"]
        == values["due_short"]
        == values["order"]
        == values["order_no"]
        == values["amount"]
        == ""
    )


def test_a_day_without_a_time_stays_one_and_half_hours_are_said() -> None:
    day = fields_for(case(order(1, NOW, due_has_time=False)), SHOP, Language.KO, SEOUL, NOW, kakao_down=True)
    assert (day["due"], day["due_short"]) == ("10월 16일(일)", "10/16")
    half = fields_for(case(order(1, NOW)), SHOP, Language.KO, SEOUL, NOW, kakao_down=True)
    assert (half["due"], half["due_short"]) == ("10월 16일(일) 오후 4시 40분", "10/16 16:40")
    midnight = fields_for(
        case(order(1, NOW - 16 * HOUR - 40 * 60_000)), SHOP, Language.KO, SEOUL, NOW, kakao_down=True
    )
    assert midnight["due"] == "10월 16일(일) 오전 12시"


def test_a_shop_is_written_for_its_readers() -> None:
    abroad = shop_fields(SHOP, Language.JA, SEOUL, NOW, kakao_down=True)
    assert (abroad["shop"], abroad["shop_phone"], abroad["shop_instagram"]) == (
        "Halla Rent",
        "+82 64-000-0000",
        "halla.rent",
    )
    assert shop_fields(SHOP, Language.KO, SEOUL, NOW, kakao_down=True)["shop_phone"] == "064-000-0000"
    assert (
        shop_fields(replace(SHOP, thing=Thing.ORDER), Language.KO, SEOUL, NOW, kakao_down=True)["thing"]
        == "주문"
    )
    assert (
        fields_for(case(name="김민지 님"), SHOP, Language.KO, SEOUL, NOW, kakao_down=True)["name"] == "김민지"
    )


def test_a_value_brings_neither_lines_nor_length_nor_fields() -> None:
    values = fields_for(
        case(order(1, NOW, details="가\n나 {shop}" + "다" * 200)),
        SHOP,
        Language.KO,
        SEOUL,
        NOW,
        kakao_down=True,
    )
    assert values["order"].startswith("가 나 {shop}")
    assert len(values["order"]) == 60
    own = standard().replaced(parse_template("{order}", Slot.PHONE, Language.KO))
    assert "{shop}" in render(own, Slot.PHONE, Language.KO, values).text


def test_a_users_file_replaces_what_it_names_and_nothing_else() -> None:
    own = parse_templates('[sms]\nko = "{name}님 {shop}예요"\n', standard())
    assert own.get(Slot.SMS, Language.KO).text == "{name}님 {shop}예요"
    assert own.get(Slot.SMS, Language.EN) == standard().get(Slot.SMS, Language.EN)
    assert own.own == {(Slot.SMS, Language.KO)}
    assert own.restored(Slot.SMS, Language.KO) == standard()


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ('[sms]\nko = "{nmae}"', 2, "unknown_field"),
        ('# 글\n\n[sms]\nen = "hi"\nko = """\n한 줄\n{nmae}"""', 7, "unknown_field"),
        ("[sms]\nko = '''한 줄\n{nmae}'''", 3, "unknown_field"),
        ('sms.ko = "{nmae}"', 1, "unknown_field"),
        ('\n[smss]\nko = "글"', 2, "unknown_slot"),
        ('[sms]\nko = "글"\nfr = "texte"', 3, "unknown_language"),
        ("[sms]\nko = 3", 2, "not_text"),
        ('sms = "글"', 1, "not_a_table"),
        ('[sms]\n\nko = ""', 3, "empty"),
        ('[sms_subject]\nko = "두\\n줄"', 3, "one_line"),
        ('[sms]\nko = "글', 2, "syntax"),
        ("[sms]\nko = 글", 2, "syntax"),
        ("a = " + "[" * 3000, 1, "syntax"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(text: str, line: int, code: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parse_templates(text, standard())
    problem = caught.value.problems[0]
    assert (problem.line, problem.code) == (line, code)


FILE = """# 우리 가게 글
[sms]  # 문자
# 짧게
ko = "옛 글"
en = \"\"\"
old
text\"\"\"

[web]
ko = '안내'
"""


def test_one_template_is_put_in_place_and_comments_stay() -> None:
    template = parse_template('새 "글"\n{name}님 \\ 끝', Slot.SMS, Language.KO)
    text = with_template(FILE, template, Slot.SMS, Language.KO)
    assert parse_templates(text).get(Slot.SMS, Language.KO) == template
    assert text.startswith("# 우리 가게 글\n[sms]  # 문자\n# 짧게\n")
    assert tomllib.loads(text)["sms"]["en"] == "old\ntext"
    assert tomllib.loads(text)["web"]["ko"] == "안내"


@pytest.mark.parametrize(
    ("text", "slot", "language"),
    [
        ("", Slot.PHONE, Language.KO),
        (FILE, Slot.SMS, Language.EN),
        (FILE, Slot.SMS, Language.JA),
        (FILE, Slot.PHONE, Language.KO),
        ('sms.ko = "글"\nsms.en = "text"', Slot.SMS, Language.KO),
        ('sms = {ko = "글", en = "text"}', Slot.SMS, Language.KO),
        ('sms = {en = "text"}\n[web]\nko = "x"', Slot.SMS, Language.KO),
        ('["sms"]\n"ko" = "글"', Slot.SMS, Language.KO),
    ],
)
def test_any_shape_of_file_takes_a_template_and_gives_it_back(
    text: str, slot: Slot, language: Language
) -> None:
    template = parse_template("새 글\n둘째 줄", slot, language)
    before = {key: entry.text for key, entry in parse_templates(text).entries.items()}
    saved = with_template(text, template, slot, language)
    after = {key: entry.text for key, entry in parse_templates(saved).entries.items()}
    assert after == {**before, (slot, language): "새 글\n둘째 줄"}
    gone = with_template(saved, None, slot, language)
    before.pop((slot, language), None)
    assert {key: entry.text for key, entry in parse_templates(gone).entries.items()} == before


def test_a_broken_file_is_not_written_over() -> None:
    with pytest.raises(TemplateError):
        with_template("[sms]\nko = ", parse_template("글", Slot.SMS, Language.KO), Slot.SMS, Language.KO)


@given(st.text())
def test_any_text_is_a_file_of_templates_or_a_mistake_with_a_line(text: str) -> None:
    lines = [1]
    try:
        parse_templates(text, standard())
    except TemplateError as error:
        lines = [problem.line for problem in error.problems]
    assert lines
    assert min(lines) >= 1


@given(st.text(), st.sampled_from(Slot), st.sampled_from(Language))
def test_whatever_can_be_typed_as_a_template_comes_back_from_the_file(
    text: str, slot: Slot, language: Language
) -> None:
    try:
        template = parse_template(text, slot, language)
    except TemplateError:
        return
    saved = with_template(FILE, template, slot, language)
    assert parse_templates(saved).get(slot, language) == template


def test_every_allowed_field_is_a_field() -> None:
    for slot in Slot:
        assert set(fields_allowed(slot)) <= set(FIELDS)
