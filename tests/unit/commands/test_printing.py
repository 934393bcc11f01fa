"""Tables in terminal cells, and JSON that no terminal can be steered by."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.commands.printing import cells, cut, pad, print_json, print_table


def test_korean_columns_stand_under_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["이름", "금액"], [["김민지", "45,000"], ["Kim", "9"]], right=(1,))
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["이름      금액", "김민지  45,000", "Kim          9"]
    assert len({cells(line) for line in lines}) == 1


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Zl", "Zp"])), st.integers(1, 60))
def test_a_cut_text_fits_and_a_padded_one_fills(text: str, width: int) -> None:
    assert cells(cut(text, width)) <= width
    assert cells(pad(cut(text, width), width)) == width


@given(st.dictionaries(st.text(), st.text(alphabet=st.characters(codec=None))))
def test_json_keeps_every_character_and_prints_none_that_steers(document: dict[str, str]) -> None:
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        print_json(document)
    assert json.loads(out.getvalue()) == document
    steering = {"\x1b", "\x9b", "\u202e", "\u200b", "\x7f", "\x07"}
    assert not steering & set(out.getvalue())


def test_a_hostile_name_in_a_table_is_made_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["이름"], [["김\x1b[31m민지\u202e"]])
    assert "\x1b" not in capsys.readouterr().out
