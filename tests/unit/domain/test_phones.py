from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain import phones
from tui.domain.phones import (
    PROBLEMS,
    display,
    language_of,
    read_phones,
    read_phones_slowly,
    zone_of,
)
from tui.domain.words import Carries, Language, Line

MOBILE = "+821012345678"


@pytest.mark.parametrize(
    "cell",
    [
        "010-1234-5678",
        "010.1234.5678",
        "010 1234 5678",
        "01012345678",
        "010–1234–5678",
        "010—1234—5678",
        "010ㅡ1234ㅡ5678",
        "０１０－１２３４－５６７８",
        "+82 10-1234-5678",
        "+82-010-1234-5678",
        "+82 (0)10-1234-5678",
        "82010-1234-5678",
        "821012345678",
        "8210-1234-5678",
        "1012345678",
        "'01012345678",
        '="01012345678"',
        "00182-10-1234-5678",
        "00700-82-10-1234-5678",
        "1012345678.0",
        "1.012345678E+09",
        "010)1234-5678",
        "(010) 1234-5678",
        "010 - 1234 - 5678",
        "010_1234_5678",
        "010/1234/5678",
        "010?1234?5678",
        "010?1234-5678",
        "010?12345678",
        "+82?10?1234?5678",
        "HP: 010?1234?5678",
        "HP: 010-1234-5678 (엄마)",
        "김손님010-1234-5678",
        "010-1234-5678\u200b",
        "tel:+82-10-1234-5678",
        "010-1234-5678, 010-1234-5678",
    ],
)
def test_one_mobile_number_is_read_however_it_is_written(cell: str) -> None:
    (reading,) = read_phones(cell)
    assert reading == (
        cell.strip(), MOBILE, Line.MOBILE, Carries.YES, Carries.YES, "KR", "", "", "5678",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "value", "line", "carries", "shown"),
    [
        ("02-123-4567", "+8221234567", Line.FIXED, (Carries.YES, Carries.NO), "02-123-4567"),
        ("02)1234-5678", "+82212345678", Line.FIXED, (Carries.YES, Carries.NO), "02-1234-5678"),
        ("031-123-4567", "+82311234567", Line.FIXED, (Carries.YES, Carries.NO), "031-123-4567"),
        ("02-123-4567 내선 12", "+8221234567", Line.FIXED, (Carries.YES, Carries.NO), "02-123-4567"),
        ("02-123-4567~8", "+8221234567", Line.FIXED, (Carries.YES, Carries.NO), "02-123-4567"),
        ("070-1234-5678", "+827012345678", Line.VOIP, (Carries.YES, Carries.UNCERTAIN), "070-1234-5678"),
        ("0507-1234-5678", "+8250712345678", Line.SAFE, (Carries.YES, Carries.UNCERTAIN), "0507-1234-5678"),
        ("0502-123-4567", "+825021234567", Line.SAFE, (Carries.YES, Carries.UNCERTAIN), "0502-123-4567"),
        ("1588-1234", "+8215881234", Line.COMPANY, (Carries.YES, Carries.NO), "1588-1234"),
        ("011-234-5678", "+82112345678", Line.MOBILE, (Carries.YES, Carries.YES), "011-234-5678"),
        ("+81 90-1234-5678", "+819012345678", Line.FOREIGN, (Carries.YES, Carries.YES), "+81 90-1234-5678"),
        (
            "0086-138-0013-8000",
            "+8613800138000",
            Line.FOREIGN,
            (Carries.YES, Carries.YES),
            "+86 138 0013 8000",
        ),
    ],
)
def test_each_kind_of_line_carries_what_it_can(
    cell: str, value: str, line: Line, carries: tuple[Carries, Carries], shown: str
) -> None:
    (reading,) = read_phones(cell)
    assert (reading.value, reading.line, (reading.voice, reading.text)) == (value, line, carries)
    assert display(reading.value) == shown


@pytest.mark.parametrize(
    ("cell", "problem", "suggestion", "last4"),
    [
        ("010-1234-567", "too_short", "", ""),
        ("010-1234-56789", "too_long", "", ""),
        ("010-1234-5678-9", "too_long", "", ""),
        ("1234-5678", "too_short", "", ""),
        ("2123-4567", "too_short", "", "4567"),
        ("012-345-6789", "machine", "", "6789"),
        ("1.01235E+09", "digits_lost", "", ""),
        ("########", "digits_lost", "", ""),
        ("010-****-5678", "masked", "", "5678"),
        ("010-XXXX-5678", "masked", "", "5678"),
        ("010-●●●●-5678", "masked", "", "5678"),
        ("010-1234-****", "masked", "", ""),
        ("O1O-1234-5678", "letters", "010-1234-5678", "5678"),
        ("공일공-일이삼사-오육칠팔", "letters", "010-1234-5678", "5678"),
        ("01A-1234-5678", "letters", "", ""),
        ("5678", "last_digits", "", "5678"),
        ("010-5975-1234", "unassigned", "", "1234"),
        ("팩스 02-123-4567", "fax", "", ""),
        ("Fax: 02-123-4567", "fax", "", ""),
        ("02-123-4567(팩스)", "fax", "", ""),
        ("080-123-4567", "not_dialable", "", "4567"),
        ("060-700-1234", "not_dialable", "", "1234"),
        ("1588-12345", "not_dialable", "", "2345"),
        ("030-1234-5678", "not_dialable", "", "5678"),
        ("8613800138000", "no_country", "+86 138 0013 8000", "8000"),
        ("090-1234-5678", "no_country", "+81 90-1234-5678", "5678"),
        ("0081-90-1234-5678", "ambiguous_country", "+81 90-1234-5678", "5678"),
        ("카톡으로 연락", "unreadable", "", ""),
    ],
)
def test_a_number_that_is_not_certain_has_no_value_and_says_why(
    cell: str, problem: str, suggestion: str, last4: str
) -> None:
    (reading,) = read_phones(cell)
    assert (reading.value, reading.voice, reading.text) == ("", Carries.NO, Carries.NO)
    assert (reading.problem, reading.suggestion, reading.last4) == (problem, suggestion, last4)
    assert problem in PROBLEMS
    if suggestion:
        assert read_phones(suggestion)[0].value


@pytest.mark.parametrize("cell", ["", "  ", "-", "없음", "N/A", "x", "."])
def test_a_cell_that_says_nothing_holds_no_number(cell: str) -> None:
    assert read_phones(cell) == ()


@pytest.mark.parametrize(
    "cell",
    [
        "010-1234-5678 / 02-123-4567",
        "010-1234-5678, 02-123-4567",
        "010-1234-5678\n02-123-4567",
        "010 1234 5678 02 123 4567",
        "1) 010-1234-5678 2) 02-123-4567",
        "①010-1234-5678 ②02-123-4567",
        "010-1234-5678(집 02-123-4567)",
        "010-1234-5678 또는 02-123-4567",
    ],
)
def test_two_numbers_in_a_cell_are_two_contact_points(cell: str) -> None:
    assert [reading.value for reading in read_phones(cell)] == [MOBILE, "+8221234567"]


def test_a_broken_number_beside_a_good_one_stays_visible() -> None:
    first, second = read_phones("010-1234-567 010-0000-1111")
    assert (first.problem, first.raw) == ("too_short", "010-1234-567")
    assert second.value == "+821000001111"


def _held_against_the_library(national: str) -> None:
    cell = "0" + national if not national.startswith(("15", "16", "18")) else national
    fast = read_phones(cell)
    assert fast == read_phones_slowly(cell), cell
    if fast[0].value:
        assert fast[0].value == "+82" + national


def test_every_middle_block_of_mobile_numbers_is_judged_as_the_library_does() -> None:
    for block in range(10_000):
        _held_against_the_library(f"10{block:04}1234")
    for prefix in ("11", "12", "13", "14", "16", "17", "18", "19"):
        for block in range(0, 10_000, 7):
            _held_against_the_library(f"{prefix}{block:04}1234")
        for block in range(0, 1_000, 7):
            _held_against_the_library(f"{prefix}{block:03}1234")


def test_every_area_and_service_prefix_is_judged_as_the_library_does() -> None:
    for prefix in [f"{number:02}" for number in range(20, 90) if number != 82]:
        for digits in range(5, 10):
            for lead in range(10):
                _held_against_the_library(prefix + str(lead) + "2345678"[: digits - 1])
    for block in range(1_000):
        _held_against_the_library(f"50{block % 10}{block:03}1234")
        _held_against_the_library(f"50{block % 10}{block:03}12345")
        _held_against_the_library(f"70{block:03}01234")


def test_every_company_block_is_judged_as_the_library_does() -> None:
    for block in range(1500, 1900):
        assert read_phones(f"{block}-1234") == read_phones_slowly(f"{block}-1234")


def test_a_plan_without_the_refused_blocks_would_be_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phones, "_REFUSED", frozenset())
    with pytest.raises(AssertionError):
        _held_against_the_library("1059751234")


def test_the_generated_plan_is_up_to_date() -> None:
    from phone_blocks import TARGET, written  # from scripts/

    assert TARGET.read_text(encoding="utf-8") == written()


def test_korean_numbers_are_read_without_loading_the_library() -> None:
    program = (
        "import sys; from tui.domain.phones import read_phones, display, zone_of\n"
        "for cell in ('010-1234-5678', '02-123-4567', '010-****-5678', 'O1O-1234-5678', '없음'):\n"
        "    [display(reading.value) for reading in read_phones(cell)]\n"
        "zone_of('+821012345678'); print('phonenumbers' in sys.modules); read_phones('+81 90-1234-5678')\n"
        "print('phonenumbers' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True"]


@given(
    st.text(alphabet=st.sampled_from("0123456789+-(). /,~*?OIl공일x#=\n'E\u200b０１８②"), max_size=40)
    | st.text()
)
def test_any_cell_is_read_without_a_crash_and_as_with_the_library(cell: str) -> None:
    readings = read_phones(cell)
    assert readings == read_phones_slowly(cell)
    for reading in readings:
        assert bool(reading.value) != bool(reading.problem)
        assert not reading.value or reading.value.startswith("+")
        assert len(reading.last4) in (0, 4)


@given(st.from_regex(r"010-[0-4][0-9]{3}-[0-9]{4}", fullmatch=True))
def test_what_is_shown_is_read_back(number: str) -> None:
    (reading,) = read_phones(number)
    assert display(reading.value) == number
    assert read_phones(display(reading.value))[0].value == reading.value


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("02?123?4567", ["+8221234567"]),
        ("02?1234?5678", ["+82212345678"]),
        ("031?123?4567", ["+82311234567"]),
        ("0507?1234?5678", ["+8250712345678"]),
        ("1588?1234", ["+8215881234"]),
        ("010?1234?5678 / 02?123?4567", [MOBILE, "+8221234567"]),
        ("010?1234?5678?010?1234?0001", [MOBILE, "+821012340001"]),
    ],
)
def test_a_dash_that_the_encoding_did_not_have_costs_no_number(cell: str, values: list[str]) -> None:
    assert [reading.value for reading in read_phones(cell)] == values
    assert read_phones(cell.replace("?", "–").encode("cp949", "replace").decode("cp949")) == read_phones(cell)


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("010?1234?567", "too_short"),
        ("010?234?5678", "too_short"),
        ("010?1234?56789", "too_long"),
        ("010-????-5678", "masked"),
        ("010??1234??5678", "masked"),
    ],
)
def test_a_question_mark_that_may_hide_a_digit_makes_no_number(cell: str, problem: str) -> None:
    (reading,) = read_phones(cell)
    assert (reading.value, reading.problem) == ("", problem)


@pytest.mark.parametrize("cell", ["02?1234567", "011?1234567", "01?234?5678", "010-12?4-5678"])
def test_no_number_is_made_of_digits_that_one_hidden_digit_could_complete(cell: str) -> None:
    assert not any(reading.value for reading in read_phones(cell))


def test_numbers_inside_another_country_are_read_as_written_there() -> None:
    (reading,) = read_phones("090-1234-5678", region="JP")
    assert (reading.value, reading.country) == ("+819012345678", "JP")


def test_a_number_knows_its_place_and_language() -> None:
    assert zone_of("+821012345678") == "Asia/Seoul"
    assert zone_of("+819012345678") == "Asia/Tokyo"
    assert zone_of("+14155552671") == "America/Los_Angeles"
    assert zone_of("+79161234567") == "Europe/Moscow"
    assert zone_of("not a number") == ""
    assert [language_of(country) for country in ("KR", "JP", "CN", "TW", "US", "")] == [
        Language.KO, Language.JA, Language.ZH, Language.ZH, Language.EN, Language.KO,
    ]  # fmt: skip


def test_a_very_long_cell_takes_no_longer_than_a_short_one() -> None:
    for long in ("010-" * 200_000, "1 " * 200_000, "(" * 200_000, "O" * 200_000):
        assert not any(reading.value for reading in read_phones(long))


def test_of_a_telephone_and_a_fax_only_the_telephone_is_rung() -> None:
    for cell in ("T. 02-123-4567 Fax. 02-123-4568", "02-123-4567 / 팩스번호 02-123-4568"):
        assert [(one.value, one.problem) for one in read_phones(cell)] == [("+8221234567", ""), ("", "fax")]
    assert [one.value for one in read_phones("02-123-4567 / 02-123-4568")] == ["+8221234567", "+8221234568"]


@pytest.mark.parametrize("cell", ["(415) 555-0102", "415-555-0102", "(415)555-0102", "415 555-0102"])
def test_a_number_written_as_in_america_is_none_of_a_korean_province(cell: str) -> None:
    (reading,) = read_phones(cell)
    assert (reading.value, reading.problem) == ("", "no_country")
    assert read_phones(reading.suggestion)[0].value == "+14155550102"


@pytest.mark.parametrize(
    ("cell", "value"),
    [("4155550102", "+824155550102"), ("41-555-0102", "+82415550102"), ("(041) 555-0102", "+82415550102")],
)
def test_a_number_that_has_only_lost_its_zero_is_still_read(cell: str, value: str) -> None:
    assert [reading.value for reading in read_phones(cell)] == [value]
