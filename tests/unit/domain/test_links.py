"""Links for one's own phone."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain import links
from tui.domain.words import PointKind, Route


def test_each_way_has_its_link() -> None:
    assert links.dial("+821000001234") == "tel:+821000001234"
    assert links.write("+821000001234") == "sms:+821000001234"
    assert links.write("+821000001234", "가 &") == "sms:+821000001234?body=%EA%B0%80%20%26"
    assert links.conversation("@seojun.0") == "https://ig.me/m/seojun.0"
    assert links.mail("a@shop.example", "제목", "글") == (
        "mailto:a@shop.example?subject=%EC%A0%9C%EB%AA%A9&body=%EA%B8%80"
    )


def test_a_companys_number_is_dialled_without_the_country() -> None:
    assert links.dial("+8215881234") == "tel:15881234"
    assert links.dial("+8221234567") == "tel:+8221234567"


@pytest.mark.parametrize("number", ["", "010-0000-1234", "+", "+0821234567", "+82;ext=1", "+8210\n00001234"])
def test_nothing_half_read_is_ever_dialled(number: str) -> None:
    assert links.dial(number) == links.write(number, "글") == ""


@pytest.mark.parametrize("handle", ["", "a/b", "a?b", "한글", "a" * 31, "../x"])
def test_a_handle_that_is_none_has_no_link(handle: str) -> None:
    assert links.conversation(handle) == ""


def test_a_way_and_a_contact_point_that_do_not_belong_together_have_no_link() -> None:
    assert links.link_for(Route.PHONE, PointKind.PHONE, "+821000001234") == "tel:+821000001234"
    assert links.link_for(Route.SMS, PointKind.PHONE, "+821000001234", "a") == "sms:+821000001234?body=a"
    assert links.link_for(Route.INSTAGRAM, PointKind.INSTAGRAM, "seojun") == "https://ig.me/m/seojun"
    assert links.link_for(Route.EMAIL, PointKind.EMAIL, "a@b.example") == "mailto:a@b.example"
    assert links.link_for(Route.PHONE, PointKind.EMAIL, "a@b.example") == ""
    assert links.link_for(Route.NOTICE, PointKind.PHONE, "+821000001234") == ""


@given(st.text())
def test_any_body_comes_back_as_it_was_and_never_breaks_out_of_the_link(body: str) -> None:
    link = links.write("+821000001234", body)
    assert link.isascii()
    assert "\n" not in link
    expected = body.encode("utf-8", "replace").decode()
    got = parse_qs(urlsplit(link).query, keep_blank_values=True, separator="&").get("body", [""])[0]
    assert got == expected


@given(st.text(max_size=60))
def test_any_text_as_value_gives_a_clean_link_or_none(value: str) -> None:
    for route in Route:
        for kind in PointKind:
            link = links.link_for(route, kind, value, value, value)
            assert link.isprintable()
            assert " " not in link
