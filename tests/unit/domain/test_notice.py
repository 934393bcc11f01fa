"""A public notice gives nobody away: one mask for each name, and nothing else of anybody."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.domain.masks import mask_name
from tui.domain.model import (
    DAY,
    HOUR,
    MINUTE,
    Attempt,
    Case,
    ContactPoint,
    Customer,
    Deposit,
    Millis,
    Order,
    Progress,
)
from tui.domain.notice import (
    KINDS,
    Listed,
    Masked,
    Why,
    compose,
    masks_of,
    name_text,
    names_text,
    posted_at,
    public_mask,
    usual_until,
    why_public,
)
from tui.domain.templates import LONGEST, Shop, Slot, Templates, parse_template, standard
from tui.domain.words import (
    Carries,
    Direction,
    Language,
    Line,
    OrderStatus,
    Outcome,
    PointKind,
    Route,
    State,
)

SEOUL = "Asia/Seoul"
NOW: Millis = 1_665_906_000_000  # Sunday 2022-10-16 16:40 in Seoul
SHOP = Shop("모락케이크", "010-0000-1234", "morak.cake", "https://morak.example")


def deposit(number: int, payer: str, amount: int = 45_000, at: Millis = NOW - 3 * DAY) -> Deposit:
    return Deposit(number, f"d{number}", "kb", "", at, True, amount, None, payer, payer, "")


def phone(number: int = 1, value: str = "+821012345678") -> ContactPoint:
    return ContactPoint(number, PointKind.PHONE, value, value, Line.MOBILE, Carries.YES, Carries.YES)


def attempt(outcome: Outcome, at: Millis = NOW - HOUR, direction: Direction = Direction.OUT) -> Attempt:
    return Attempt(1, 1, Route.PHONE, None, outcome, "수현", at, direction)


def paid(name: str, number: int = 1, amount: int = 45_000, at: Millis = NOW - 3 * DAY) -> Case:
    """Somebody of whom nothing but a deposit is known."""
    return Case(
        number,
        Customer(number, name),
        Progress(State.NO_ROUTE),
        deposits=(deposit(number, name, amount, at),),
    )


def text_of(
    cases: list[Case],
    slot: Slot = Slot.NOTICE,
    language: Language = Language.KO,
    templates: Templates | None = None,
    now: Millis = NOW,
) -> str:
    until = usual_until(now, SEOUL)
    found = compose(
        slot,
        cases,
        templates or standard(),
        SHOP,
        language,
        zone=SEOUL,
        now=now,
        kakao_down=True,
        until=until,
    )
    return found.message.text


# One mask for each name


@pytest.mark.parametrize(
    "written",
    [
        "김민지",
        "김 민지",
        "김민지 님",
        "김민지님",
        "김민지5678",
        "김민지 5678",
        "김민지케이크",
        "김민지(초코 2호)",
        "김민지 (Minji Kim)",
        "김민지　",
        "토스 김민지",
    ],
)
def test_however_a_file_writes_a_name_its_mask_is_the_same(written: str) -> None:
    assert public_mask(written) == "김*지"


@pytest.mark.parametrize(
    ("written", "mask"),
    [
        ("이솔", "이*"),
        ("남궁민수", "남**수"),
        ("김*지", "김*지"),
        ("김●지", "김*지"),
        ("(주)모락상사", "모**사"),
        ("㈜모락상사", "모**사"),
        ("주식회사 모락상사", "모**사"),
        ("Kim Minji", "K** M****"),
        ("KIM, MINJI", "K** M****"),
        ("田中 太郎", "田**郎"),
        ("정재천(905동40", "정*천"),
        ("솔", ""),
        ("010-1234-5678", ""),
        ("", ""),
        ("?", ""),
    ],
)
def test_masks_of_all_kinds_of_names(written: str, mask: str) -> None:
    assert public_mask(written) == mask


def test_the_bare_mask_of_a_name_as_written_would_give_it_away() -> None:
    """The twin: without taking off what stands around the name, three spellings add up to all of it."""
    masks = [mask_name(written) for written in ("김민지", "김 민지", "민지김5678")]
    assert {"김", "민", "지"} <= set("".join(masks))


@given(st.text())
@example("*一²")
def test_no_name_is_ever_shown_whole_and_digits_never(name: str) -> None:
    mask = public_mask(name)
    assert mask == "" or "*" in mask
    assert not any(character.isdigit() for character in mask)


def test_two_people_with_one_mask_stand_once_with_their_number() -> None:
    cases = [paid("김민지", 1), paid("이수", 2), paid("김현지", 3), paid("솔", 4)]
    listed = masks_of(cases)
    assert listed == Listed((Masked("김*지", 2), Masked("이*")), 1, ("김*지", "이*"))
    assert names_text(listed, Language.KO) == "김*지 님 (2분) · 이* 님 외 1분"
    assert names_text(listed, Language.EN) == "김*지 (2 people) · 이* and 1 more"
    assert names_text(Listed((), 3), Language.KO) == ""


def test_names_stand_in_the_order_of_the_alphabet_and_the_most_urgent_are_kept() -> None:
    cases = [paid("하윤아", 1), paid("강지호", 2), paid("박서준", 3), paid("하은아", 4)]
    assert [each.mask for each in masks_of(cases).shown] == ["강*호", "박*준", "하*아"]
    assert masks_of(cases).first(1) == Listed((Masked("하*아", 2),), 2, ("하*아",))
    assert masks_of(cases).first(2) == Listed((Masked("강*호"), Masked("하*아", 2)), 1, ("하*아", "강*호"))


# Who is on it


def test_who_is_asked_for_in_public() -> None:
    nobody = replace(paid("김민지"), deposits=())
    reachable = replace(nobody, points=(phone(),), progress=Progress(State.NEW))
    assert why_public(paid("김민지")) is Why.NO_ROUTE
    assert why_public(reachable) is None
    in_vain = replace(
        reachable, attempts=(attempt(Outcome.NO_ANSWER),), progress=Progress(State.RETRY, tries=1)
    )
    assert why_public(in_vain) is Why.IN_VAIN
    only_posted = replace(reachable, attempts=(attempt(Outcome.NOTICE_POSTED),))
    assert why_public(only_posted) is None
    wrote_to_us = attempt(Outcome.NO_ANSWER, direction=Direction.IN)
    assert why_public(replace(in_vain, attempts=(wrote_to_us,))) is None


@pytest.mark.parametrize("state", [State.REACHED, State.RESOLVED, State.DO_NOT_CONTACT, State.VOID])
def test_whoever_was_found_since_is_off_the_next_notice(state: State) -> None:
    found = replace(paid("김민지"), progress=Progress(state))
    assert why_public(found) is None


def test_who_was_on_a_notice_stays_on_the_next_until_found() -> None:
    case = replace(
        paid("김민지"), progress=Progress(State.WAITING), attempts=(attempt(Outcome.NOTICE_POSTED, NOW),)
    )
    assert why_public(case) is Why.NO_ROUTE
    assert posted_at(case) == NOW
    assert posted_at(paid("김민지")) is None


# The texts

SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
NAMES = st.builds(
    lambda family, given: family + given,
    st.sampled_from("김이박최정강조윤"),
    st.text(SYLLABLES, min_size=1, max_size=3),
)


@st.composite
def people(draw: st.DrawFn) -> list[Case]:
    """Customers with all that could be given away: deposits, orders, numbers, times to the minute."""
    cases = []
    for number, name in enumerate(draw(st.lists(NAMES, max_size=30)), 1):
        minute = NOW - 2 * DAY + draw(st.integers(0, 5000)) * MINUTE
        amount = draw(st.integers(1_000, 999_999))
        digits = draw(st.integers(0, 9999))
        point = phone(number, f"+82100000{digits:04}")
        due = minute + 5 * DAY
        key, no = f"own:{number}", f"C{number:04}"
        order = Order(number, key, no, due, True, amount, "딸기 2호", OrderStatus.PENDING)
        case = paid(name, number, amount, minute)
        cases.append(replace(case, points=(point,), orders=(order,), due_at=order.due_at))
    return cases


def without_facts(cases: list[Case]) -> list[Case]:
    """The same names, with other amounts, times and numbers, or none."""
    return [replace(paid(case.customer.name, case.id, 1, 0), points=(), orders=()) for case in cases]


@given(people(), st.sampled_from(KINDS), st.sampled_from(Language))
def test_a_text_depends_on_nothing_but_the_masks(cases: list[Case], slot: Slot, language: Language) -> None:
    text = text_of(cases, slot, language)
    assert text == text_of(without_facts(cases), slot, language)
    of_nobody = text_of([], slot, language)
    for case in cases:
        name = case.customer.name
        assert name not in text or name in of_nobody
        mask = public_mask(name)
        twins = [replace(case, customer=Customer(1, name[0] + "가" * (len(name) - 2) + name[-1]))]
        if len(name) > 2 and public_mask(twins[0].customer.name) == mask:
            others = [twins[0] if each is case else each for each in cases]
            assert text == text_of(others, slot, language)


@given(people())
def test_two_notices_for_the_same_people_show_no_more_than_one(cases: list[Case]) -> None:
    shown = [
        {word for slot in KINDS for word in re.findall(r"\S*\*\S*", text_of(some, slot, now=now))}
        for some, now in ((cases, NOW), (cases[::-1], NOW + DAY), (cases[1:], NOW + 2 * DAY))
    ]
    allowed = {public_mask(case.customer.name) for case in cases}
    assert shown[0] | shown[1] | shown[2] <= allowed


def test_a_text_that_speaks_of_money_would_be_noticed() -> None:
    """The twin of the property: no template can even ask for an amount, and a spoilt list is not equal."""
    assert text_of([paid("김민지", amount=45_000)]) == text_of([paid("김현지", amount=61_000)])
    assert text_of([paid("김민지")]) != text_of([paid("김민솔")])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("slot", [Slot.NOTICE, Slot.STORY])
def test_a_long_list_is_cut_between_names_and_says_how_many_more(slot: Slot, language: Language) -> None:
    cases = [paid(f"{first}{mid}{last}", 1) for first in "김이박최정강조윤장임" for mid in "가나" for last in
             "다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로"]  # fmt: skip
    until = usual_until(NOW, SEOUL)
    found = compose(
        slot, cases, standard(), SHOP, language, zone=SEOUL, now=NOW, kakao_down=True, until=until
    )
    assert not found.message.too_long
    assert len(found.message.text) > LONGEST[slot] - 40
    assert found.listed.others
    assert found.listed.people == len(cases)
    line = next(line for line in found.message.text.split("\n") if "*" in line)
    assert line == names_text(found.listed, language)
    assert str(found.listed.others) in line


def test_a_few_names_fit_everywhere_and_the_reply_names_nobody() -> None:
    cases = [paid("김민지", 1), paid("이수아", 2)]
    names = "김*지 님 · 이*아 님"
    for slot in KINDS:
        assert (names in text_of(cases, slot)) is (slot not in (Slot.REPLY, Slot.OUTAGE))
        assert "10월 17일(월) 오후 6시까지" in text_of(cases, slot) or slot is Slot.OUTAGE


def test_a_text_says_how_to_make_contact() -> None:
    for slot in KINDS:
        text = text_of([paid("김민지")], slot)
        assert "010-0000-1234" in text
        assert "morak.cake" in text or slot is Slot.REPLY
        assert "https://morak.example" in text or slot is not Slot.WEB


def test_a_wording_of_ones_own_without_names_lists_nobody() -> None:
    own = standard().replaced(parse_template("{shop:이/가} 찾습니다", Slot.NOTICE, Language.KO))
    found = compose(
        Slot.NOTICE,
        [paid("김민지")],
        own,
        SHOP,
        Language.KO,
        zone=SEOUL,
        now=NOW,
        kakao_down=True,
        until=None,
    )
    assert found.message.text == "모락케이크가 찾습니다"
    assert found.listed == Listed((), 1)


def test_until_is_tomorrow_evening_whatever_the_customers_deadlines() -> None:
    assert usual_until(NOW, SEOUL) == NOW + DAY + 80 * MINUTE
    assert usual_until(NOW + 7 * HOUR, SEOUL) == NOW + DAY + 80 * MINUTE
    assert usual_until(NOW + 8 * HOUR, SEOUL) == NOW + 2 * DAY + 80 * MINUTE


def test_one_person_is_not_counted() -> None:
    assert name_text(Masked("김*지"), Language.JA) == "김*지 様"
    assert name_text(Masked("김*지", 2), Language.ZH) == "김*지（2位）"


@pytest.mark.parametrize("language", Language)
def test_the_outage_page_needs_nobody_and_says_since_when_and_what_of_fees(language: Language) -> None:
    """The twin: once Kakao works, neither the outage nor fees are spoken of."""
    said = {
        down: compose(
            Slot.OUTAGE,
            [],
            standard(),
            SHOP,
            language,
            zone="Asia/Seoul",
            now=NOW,
            kakao_down=down,
            until=None,
            since=NOW - DAY,
        ).message.text
        for down in (True, False)
    }
    day = {
        "ko": "10월 15일(토) 오후 4시 40분",
        "en": "Sat 15 Oct 16:40",
        "ja": "10月15日(土) 16:40",
        "zh": "10月15日(周六) 16:40",
    }
    fees = {"ko": "수수료", "en": "fees", "ja": "キャンセル料", "zh": "费用"}
    assert day[language] in said[True]
    assert fees[language] in said[True]
    assert day[language] not in said[False]
    assert fees[language] not in said[False]
    assert SHOP.phone[-4:] in said[False]
