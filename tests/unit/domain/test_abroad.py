"""Customers in other countries: whose night counts, what is dialled, how a script is read aloud."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import case, phone
from tui.domain.abroad import dialled_from_korea, quiet_anywhere_until, there_now, zone_for, zones_for
from tui.domain.model import HOUR, Case, Customer
from tui.domain.policy import DEFAULT
from tui.domain.quiet import quiet_until
from tui.domain.readings import moment_read, reading_of
from tui.domain.template_fields import Shop
from tui.domain.templates import Slot, fields_for, parse_template, render, standard
from tui.domain.words import Language, Line

NOW = 1_665_906_000_000
"""Sunday 16:40 in Korea: 03:40 in New York, 09:40 in Berlin, between 13:40 and 18:40 in Australia."""
KOREA = "Asia/Seoul"


def guest(language: Language) -> Case:
    found = case(due_at=NOW)
    return replace(found, customer=found.customer._replace(language=language))


def zones(value: str) -> tuple[str, ...]:
    return zones_for(case(), phone(value=value, line=Line.FOREIGN), DEFAULT)


@pytest.mark.parametrize(
    ("value", "zone"),
    [
        ("+12025550143", "America/New_York"),
        ("+18085550143", "Pacific/Honolulu"),
        ("+819012345678", "Asia/Tokyo"),
        ("+8613800000012", "Asia/Shanghai"),
    ],
)
def test_an_area_code_tells_whose_hours_count(value: str, zone: str) -> None:
    assert zones(value) == (zone,)


def test_a_number_that_may_ring_anywhere_in_a_wide_country_counts_everywhere_there() -> None:
    there = there_now(NOW, zones("+61412345678"), DEFAULT.quiet)
    assert not there.sure
    assert there.first < there.last
    assert not there.night
    russia = there_now(NOW + 4 * HOUR, zones("+79161234567"), DEFAULT.quiet)
    assert russia.night
    assert not russia.sure


def test_whose_hours_count_is_told_by_the_customer_then_by_the_number_then_by_the_shop() -> None:
    tokyo = phone(line=Line.FOREIGN, value="+819012345678")
    assert zone_for(case(tokyo), tokyo, DEFAULT) == "Asia/Tokyo"
    assert zone_for(case(phone()), phone(), DEFAULT) == DEFAULT.zone
    assert zone_for(case(), None, DEFAULT) == DEFAULT.zone
    abroad = case(tokyo, customer=Customer(1, "김하나", zone="America/New_York"))
    assert zone_for(abroad, tokyo, DEFAULT) == "America/New_York"


def test_a_domestic_number_keeps_the_shops_hours() -> None:
    """The twin: the zone of the shop is the only one, and sure."""
    assert zones_for(case(), phone(), DEFAULT) == (KOREA,)
    assert there_now(NOW, (KOREA,), DEFAULT.quiet)[:3] == ("16:40", "16:40", False)


@given(
    st.integers(NOW, NOW + 3 * 24 * HOUR), st.sampled_from(["+61412345678", "+79161234567", "+12025550143"])
)
@settings(max_examples=60, deadline=None)
def test_when_it_opens_it_is_night_nowhere_there(now: int, value: str) -> None:
    places = zones(value)
    opens = quiet_anywhere_until(now, places, DEFAULT.quiet)
    night = any(quiet_until(now, zone, DEFAULT.quiet) is not None for zone in places)
    assert night is (opens is not None)
    if opens is not None:
        assert opens > now
        assert all(quiet_until(opens, zone, DEFAULT.quiet) is None for zone in places)


@pytest.mark.parametrize(
    ("value", "prefix", "dialled"),
    [
        ("+819012345678", "001", "001-81-90-1234-5678"),
        ("+12025550143", "00700", "00700-1-202-555-0143"),
        ("+819012345678", "+", ""),
        ("+821012345678", "001", ""),
    ],
)
def test_what_is_dialled_from_korea(value: str, prefix: str, dialled: str) -> None:
    assert dialled_from_korea(value, prefix) == dialled


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.JA, "주-가츠 주-로쿠니치 니치요-비 주-로쿠지 욘줏푼"),
        (Language.ZH, "스웨 스류하오 저우르 스류뎬 쓰스펀"),
    ],
)
def test_a_moment_as_it_is_said(language: Language, said: str) -> None:
    assert moment_read(NOW, True, language, KOREA) == said


@pytest.mark.parametrize("language", [Language.JA, Language.ZH])
@pytest.mark.parametrize("down", [True, False])
def test_a_script_has_a_reading_for_each_of_its_lines(language: Language, down: bool) -> None:
    shop = Shop("돌담렌터카", "064-123-4567")
    values = fields_for(guest(language), shop, language, KOREA, NOW, kakao_down=down)
    text = render(standard(), Slot.PHONE, language, values).text
    read = reading_of(guest(language), shop, standard(), KOREA, NOW, kakao_down=down)
    assert len(read) == len(text.split("\n"))
    assert not any("{" in line or "[" in line for line in read)


def test_ones_own_wording_and_a_language_that_is_read_as_written_have_no_reading() -> None:
    shop = Shop("돌담렌터카")
    own = standard().replaced(parse_template("もしもし", Slot.PHONE, Language.JA))
    japanese, english = guest(Language.JA), guest(Language.EN)
    assert reading_of(japanese, shop, own, KOREA, NOW, kakao_down=True) == ()
    assert reading_of(english, shop, standard(), KOREA, NOW, kakao_down=True) == ()
