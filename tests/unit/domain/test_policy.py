"""The policy: its documented defaults, and what it says of a user's mistakes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.policy import DEFAULT, PolicyError, PolicyProblem, parse_policy
from tui.domain.policy_text import KEYS, default_text
from tui.domain.words import Outcome, Route
from tui.i18n import LANGUAGES, say_in
from tui.i18n.ko.policy import TEXTS


def problems_of(text: str) -> tuple[PolicyProblem, ...]:
    with pytest.raises(PolicyError) as error:
        parse_policy(text)
    return error.value.problems


def test_the_default_built_in_equals_the_parse_of_the_documented_file() -> None:
    assert parse_policy(default_text()) == DEFAULT == parse_policy("")


def test_a_documented_value_that_drifts_from_the_built_in_one_would_be_noticed() -> None:
    drifted = default_text().replace("claim_seconds = 90", "claim_seconds = 91")
    assert parse_policy(drifted) != DEFAULT


def undocumented(text: str) -> list[str]:
    """Keys whose own line the documented file lacks."""
    missing = []
    for key in KEYS:
        *tables, name = key.split(".")
        body = text.split(f"[{'.'.join(tables)}]\n", 1)[-1].split("\n[", 1)[0] if tables else text
        if name != "*" and not re.search(rf"^{name} = ", body, re.MULTILINE):
            missing.append(key)
    return missing


def test_every_key_is_documented() -> None:
    assert undocumented(default_text()) == []


def test_a_key_left_out_of_the_document_would_be_noticed() -> None:
    assert undocumented(default_text().replace("busy = 5", "")) == ["waits.after.busy"]


def test_every_key_names_a_field_of_the_policy_and_every_field_has_a_key() -> None:
    named = {(key.section, key.name) for key in KEYS.values()}
    there = {("", "zone"), ("", "claim_seconds")}
    for name, section in DEFAULT._asdict().items():
        there |= {(name, each) for each in getattr(section, "_fields", ())}
    assert named == there


def test_any_part_may_be_overridden_and_the_rest_stays() -> None:
    policy = parse_policy(
        '\ufeffclaim_seconds = 30\n[waits.after]\nbusy = 3\n[quiet]\nstart = "22:30"\nroutes = ["phone"]\n'
        '[deadlines.lead_by_word]\n"웨딩 케이크" = 2880\n'
    )
    assert policy.claim_seconds == 30
    assert policy.waits.after == {**DEFAULT.waits.after, Outcome.BUSY: 3}
    assert policy.quiet == DEFAULT.quiet._replace(start_minute=22 * 60 + 30, routes=frozenset({Route.PHONE}))
    assert policy.deadlines.lead_by_word == {"웨딩 케이크": 2880}
    assert policy.tries == DEFAULT.tries


@pytest.mark.parametrize(
    ("text", "line", "key", "code"),
    [
        ("\nclaim_second = 30", 2, "claim_second", "unknown_key_meant"),
        ("[waits]\n\nbusy = 3", 3, "waits.busy", "unknown_key_meant"),
        ("[waits.aftr]\nbusy = 3", 1, "waits.aftr", "unknown_key_meant"),
        ("zone = 'Asia/Seoul'\n\n[wait.after]\nbusy = 3", 3, "wait", "unknown_key_meant"),
        ("quux = 3", 1, "quux", "unknown_key"),
        ("[waits.after]\nconfirmed = 3", 2, "waits.after.confirmed", "unknown_key"),
        ('[waits.after]\nbusy = "5분"', 2, "waits.after.busy", "not_whole"),
        ("[waits.after]\nbusy = 5.5", 2, "waits.after.busy", "not_whole"),
        ("[waits.after]\nbusy = true", 2, "waits.after.busy", "not_whole"),
        ("waits.after.busy = -1", 1, "waits.after.busy", "out_of_range"),
        ("[waits]\nnear_share = 2", 2, "waits.near_share", "out_of_range"),
        ("[waits]\nnear_share = nan", 2, "waits.near_share", "out_of_range"),
        ('[waits]\nnear_share = "반"', 2, "waits.near_share", "not_number"),
        ("[quiet]\n# 밤\nend = 8", 3, "quiet.end", "not_time"),
        ('[quiet]\nend = "25:00"', 2, "quiet.end", "not_time"),
        ('[quiet]\nroutes = "phone"', 2, "quiet.routes", "not_routes"),
        ('[routes]\npage_words = "렌터카"', 2, "routes.page_words", "not_words"),
        ('[routes]\npage_words = ["렌터카", ""]', 2, "routes.page_words", "not_words"),
        ('[quiet]\nroutes = [\n  "fax",\n]', 2, "quiet.routes", "unknown_route"),
        ('zone = "서울"', 1, "zone", "not_zone"),
        ("zone = 9", 1, "zone", "not_zone"),
        ('zone = "../../etc/passwd"', 1, "zone", "not_zone"),
        ("waits = 3", 1, "waits", "not_a_table"),
        ("triage = {soon_minutes = 10}", 1, "triage.soon_minutes", "soon_before_now"),
        ("[triage]\nnow_minutes = 300", 2, "triage.now_minutes", "soon_before_now"),
        ("claim_seconds 30", 1, "", "syntax_no_equals"),
        ("zone = Asia/Seoul", 1, "", "syntax_value"),
        ('\nzone = "Asia/Seoul', 2, "", "syntax_unclosed"),
        ("[quiet\n", 1, "", "syntax_unclosed"),
        ("claim_seconds = 30\nclaim_seconds = 40", 2, "", "syntax_twice"),
        ("[quiet]\n[quiet]", 2, "", "syntax_twice"),
        ("claim_seconds = 30 초", 1, "", "syntax_rest"),
    ],
)
def test_a_mistake_is_told_with_its_line_its_key_and_its_meaning(
    text: str, line: int, key: str, code: str
) -> None:
    (problem,) = problems_of(text)
    assert (problem.line, problem.key, problem.code) == (line, key, code)
    for language in LANGUAGES:
        sentence = say_in(language, f"policy.{problem.code}", key=problem.key, **dict(problem.fields))
        assert sentence.strip()
        assert "{" not in sentence.replace(text.strip(), "")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("claim_second = 30", "claim_seconds"),
        ("[wait.after]\nbusy = 5", "waits"),
        ("[waits.after]\nno_anser = 5", "waits.after.no_answer"),
        ("show_from = 5", "rates.show_from"),
    ],
)
def test_the_nearest_name_is_suggested(written: str, meant: str) -> None:
    (problem,) = problems_of(written)
    assert dict(problem.fields)["meant"] == meant


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines() -> None:
    problems = problems_of('zone = 1\n[tries]\nhours = 0\n[quiet]\nstart = "밤"')
    assert [problem.line for problem in problems] == [1, 3, 5]


@given(st.text(max_size=200))
def test_any_text_is_a_policy_or_a_policy_error_with_a_line_of_that_text(text: str) -> None:
    try:
        parse_policy(text)
    except PolicyError as error:
        for problem in error.problems:
            assert 1 <= problem.line <= text.count("\n") + 1
            assert problem.code in TEXTS


keys = st.sampled_from(sorted(KEYS)).map(lambda key: key.replace("*", "케이크"))
values = st.one_of(
    st.integers(-5, 10**12).map(str),
    st.floats().map(str),
    st.sampled_from(["true", '"21:00"', '["sms"]', "[1]", "{}", "{a = {b = 1}}", "1979-05-27", "''"]),
)


@given(st.lists(st.tuples(keys, values), max_size=4, unique_by=lambda pair: pair[0]))
def test_any_value_of_a_known_key_is_taken_or_refused_on_its_own_line(pairs: list[tuple[str, str]]) -> None:
    lines = [f"{quoted(key)} = {value}" for key, value in pairs]
    try:
        parse_policy("\n".join(lines))
    except PolicyError as error:
        for problem in error.problems:
            assert problem.code in TEXTS
            if problem.key:
                assert problem.key.split(".")[0] == pairs[problem.line - 1][0].split(".")[0]


def quoted(key: str) -> str:
    return ".".join(f'"{part}"' for part in key.split("."))
