"""The small language of templates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.template_text import Field, Part, Problem, Span, TemplateError, fields_in, fill, parse

KNOWN = ("name", "shop", "due")


def filled(text: str, **values: str) -> str:
    return fill(parse(text, KNOWN), values)[0]


def problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(TemplateError) as caught:
        parse(text, KNOWN, ("amount",))
    return [(problem.line, problem.code) for problem in caught.value.problems]


def test_fields_parts_and_braces() -> None:
    pieces = parse("{name} {{x}} [[on {due}]]!", KNOWN)
    assert pieces == (Field("name"), " ", "{", "x", "}", " ", Part(("on ", Field("due"))), "!")
    assert fields_in(pieces) == ("name", "due")


def test_a_part_falls_away_where_a_field_in_it_is_empty() -> None:
    assert filled("예약[[ {due}에 {shop}에서]].", due="5시", shop="가게") == "예약 5시에 가게에서."
    assert filled("예약[[ {due}에 {shop}에서]].", due="5시") == "예약."


def test_what_stands_after_two_bars_takes_the_place_of_a_part_that_fell_away() -> None:
    text = "예약[[ {due}에||은 {name}님께]] || 확인"
    assert filled(text, due="5시", name="김민지") == "예약 5시에 || 확인"
    assert filled(text, name="김민지") == "예약은 김민지님께 || 확인"
    assert fields_in(parse(text, KNOWN)) == ("due", "name")
    assert fill(parse(text, KNOWN), {})[2] == ("name",)
    assert parse("[[{due}]]", KNOWN) == (Part((Field("due"),)),)


def test_an_empty_field_outside_a_part_is_told() -> None:
    text, spans, empty = fill(parse("{name}님 {due}", KNOWN), {"name": "김민지"})
    assert (text, empty) == ("김민지님 ", ("due",))
    assert spans == (Span(0, 3, "name"), Span(5, 5, "due"))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("한라", "한라가 한라로"),
        ("모락", "모락이 모락으로"),
        ("서울", "서울이 서울로"),
        ("카페 1", "카페 1이 카페 1로"),
        ("Room 3", "Room 3이 Room 3으로"),
        ("Bakery", "Bakery가 Bakery로"),
        ("(제주)", "(제주)가 (제주)로"),
        ("", "가 로"),
    ],
)
def test_particles_follow_the_value(value: str, said: str) -> None:
    assert filled("{shop:이/가} {shop:으로/로}", shop=value) == said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("안녕\n{nmae}님", [(2, "unknown_field")]),
        ("{amount}", [(1, "not_here")]),
        ("{}", [(1, "unknown_field")]),
        ("{0}", [(1, "unknown_field")]),
        ("{name.__class__}", [(1, "unknown_field")]),
        ("{name[0]}", [(1, "unknown_field")]),
        ("{name!r}", [(1, "unknown_field")]),
        ("{name:>100}", [(1, "bad_particle")]),
        ("{name:이가}", [(1, "bad_particle")]),
        ("{name", [(1, "stray_brace")]),
        ("a\n\n}", [(3, "stray_brace")]),
        ("[[ {due}", [(1, "open_part")]),
        ("\n]]", [(2, "stray_part")]),
        ("[[a [[b]]", [(1, "nested_part")]),
        ("[[{due}||a||b]]", [(1, "second_bars")]),
        ("[[{due}||\n{nmae}", [(1, "open_part"), (2, "unknown_field")]),
        ("a\x1bb", [(1, "hidden_character")]),
        ("a\n\u202eb", [(2, "hidden_character")]),
        ("x" * 4001, [(1, "too_long")]),
        ("{a}\n{b}", [(1, "unknown_field"), (2, "unknown_field")]),
    ],
)
def test_mistakes_are_found_with_their_line(text: str, expected: list[tuple[int, str]]) -> None:
    assert problems(text) == expected


def test_an_unknown_field_comes_with_the_list_of_known_ones() -> None:
    with pytest.raises(TemplateError) as caught:
        parse("{nmae}", KNOWN)
    assert caught.value.problems == (
        Problem(1, "unknown_field", (("field", "nmae"), ("known", "name, shop, due"))),
    )


@given(st.text())
def test_any_text_is_a_template_or_a_mistake_with_a_line_in_it(text: str) -> None:
    try:
        pieces = parse(text, KNOWN)
    except TemplateError as error:
        for problem in error.problems:
            assert 1 <= problem.line <= text.count("\n") + 1
    else:
        fill(pieces, {})


@given(st.text(), st.text())
def test_values_are_never_read_as_templates(name: str, shop: str) -> None:
    text, spans, _ = fill(parse("{name}|[[{shop}]]", KNOWN), {"name": name, "shop": shop})
    assert text == f"{name}|{shop}"
    assert text[spans[0].start : spans[0].end] == name


@given(st.text(alphabet=st.sampled_from("{}[]ab:이/가\nname")))
def test_texts_made_of_signs_alone_never_crash(text: str) -> None:
    try:
        fill(parse(text, KNOWN), dict.fromkeys(KNOWN, "{name}"))
    except TemplateError:
        return
