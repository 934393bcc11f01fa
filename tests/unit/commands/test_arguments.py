"""The words after `sonnim`: any order, any text, and a sentence for whatever does not fit."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.commands import MODULES, serve
from tui.commands.arguments import Argument, Command, UsageError, parse, read_id, split_common
from tui.gateway import practice
from tui.i18n import LANGUAGES, say, say_in

LOG = Command(
    "log",
    (
        Argument("--case", "ID"),
        Argument("--phone", "P"),
        Argument("outcome", "OUTCOME", required=True, choices=("busy", "4")),
        Argument("--note", "N", short="-n"),
        Argument("--loud"),
    ),
    one_of=("--case", "--phone"),
)
IMPORT = Command(
    "import", (Argument("files", "FILE", required=True, many=True), Argument("--map", "F=C", pairs=True))
)


@pytest.mark.parametrize(
    "words",
    [
        ["--db", "a.db", "log", "--case", "3", "busy", "--json"],
        ["log", "--case", "3", "--json", "busy", "--db=a.db"],
        ["--json", "log", "busy", "--case=3", "--db", "a.db"],
    ],
)
def test_common_options_stand_before_or_after_the_name(words: list[str]) -> None:
    common, rest = split_common(words)
    assert (common.one("--db"), common.has("--json")) == ("a.db", True)
    assert rest[0] == "log"
    found = parse(LOG, rest[1:])
    assert (found.one("--case"), found.one("outcome")) == ("3", "busy")


def test_pairs_follow_one_map_option_and_files_stay_files() -> None:
    found = parse(IMPORT, ["a.csv", "--map", "phone=연락처", "name=성함", "b.csv", "--map", "amount=3"])
    assert found.every("files") == ["a.csv", "b.csv"]
    assert found.every("--map") == ["phone=연락처", "name=성함", "amount=3"]


def test_an_id_is_what_the_database_can_hold_or_nobodys_or_none_at_all() -> None:
    assert read_id("--case", "9223372036854775807") == (1 << 63) - 1
    assert {read_id("--case", text) for text in ("9223372036854775808", "9" * 19, "9" * 5_000)} == {0}
    for text in ("", "-1", "12a", "١٢"):
        with pytest.raises(UsageError, match="number"):
            read_id("--case", text)


def test_after_two_dashes_everything_is_a_plain_word() -> None:
    common, rest = split_common(["import", "--", "--db", "--odd.csv"])
    assert not common.has("--db")
    assert parse(IMPORT, rest[1:]).every("files") == ["--db", "--odd.csv"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--case", "3"], "missing"),
        (["--case", "3", "sneezed"], "choice"),
        (["busy"], "one_of"),
        (["--case", "3", "--phone", "010-0000-1234", "busy"], "one_of"),
        (["--case", "3", "busy", "twice"], "too_many"),
        (["--case", "3", "busy", "--quiet"], "unknown_option"),
        (["busy", "--case"], "needs_value"),
        (["busy", "--case", "--loud"], "needs_value"),
        (["--case", "3", "busy", "--loud=very"], "takes_no_value"),
    ],
)
def test_what_does_not_fit_is_named(words: list[str], code: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(LOG, words)
    assert caught.value.code == code
    assert say(f"cli.usage_{code}", **caught.value.fields)


def test_the_same_words_put_right_are_taken() -> None:
    assert parse(LOG, ["--case", "3", "busy", "--loud", "-n", "-"]).one("--note") == "-"


@given(
    st.lists(st.text() | st.sampled_from(["--db", "--map", "a=b", "--", "-o", "--json", "busy", "--case"]))
)
def test_any_words_are_read_or_refused_with_a_sentence(words: list[str]) -> None:
    refusal = None
    try:
        common, rest = split_common(words)
        for command in (LOG, IMPORT):
            parse(command, rest)
    except UsageError as error:
        refusal = error
    else:
        assert len(rest) <= len(words)
        assert all(isinstance(value, str) for value in common.every("--db"))
    assert refusal is None or say(f"cli.usage_{refusal.code}", **refusal.fields)


@pytest.mark.parametrize("name", MODULES)
def test_every_command_and_argument_has_its_help(name: str) -> None:
    command: Command = import_module(f"tui.commands.{MODULES[name]}").COMMAND
    assert command.name == name
    assert say(f"cli.{name}.about")
    for argument in command.arguments:
        assert say(f"cli.{name}.{argument.name.lstrip('-')}")
    assert set(command.one_of) <= {argument.name for argument in command.arguments}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_display_and_the_practice_provider_stand_side_by_side_at_the_ports_their_help_names(
    language: str,
) -> None:
    assert serve.PORT != practice.PORT
    assert str(serve.PORT) in say_in(language, "cli.serve.port")
    assert str(practice.PORT) in say_in(language, "cli.gateway.port")
    assert f":{practice.PORT}" in say_in(language, "gateway.settings_practice_elsewhere")
