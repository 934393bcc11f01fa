"""The user's own keys: what is taken, what is named as a mistake, and that no key ever does two things."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.board.keymap import Keymap, read_keymap
from tui.board.table import BY_ID, COMMANDS, Place, commands_at, keys_of, shown, types
from tui.commands.failures import explain
from tui.config import Config, ConfigError, load
from tui.i18n import LANGUAGES, say_in


def config_of(folder: Path) -> Config:
    return load({}, {"SONNIM_CONFIG": str(folder / "config.toml"), "USER": "minji"})


def keymap(folder: Path, text: str) -> Keymap:
    config = config_of(folder)
    config.keymap_file.write_text(text, encoding="utf-8")
    return read_keymap(config)


def clashes(keys: dict[str, str]) -> set[tuple[str, str]]:
    """(place, key) pairs that two commands claim."""
    found = set()
    for place in Place:
        seen: dict[str, str] = {}
        for command in commands_at(place):
            for key in keys_of(command, keys):
                if seen.setdefault(key, command.id) != command.id:
                    found.add((place.value, key))
    return found


def test_without_a_file_every_command_has_its_own_keys(tmp_path: Path) -> None:
    assert read_keymap(config_of(tmp_path)) == Keymap({})


def test_keys_are_written_as_the_screen_shows_them_or_by_their_names(tmp_path: Path) -> None:
    read = keymap(tmp_path, '"board.next" = "F9, slash"\n"board.find" = "Ctrl+F,?"\n"board.outage"="⇧Tab"\n')
    assert read.keys["board.next"] == "f9,slash"
    assert read.keys["board.find"] == "ctrl+f,question_mark"
    assert read.keys["common.help"] == "f1", "the other key of the command that had it"
    assert read.keys["board.outage"] == "shift+tab"


def test_an_id_without_quotes_is_understood(tmp_path: Path) -> None:
    read = keymap(tmp_path, 'board.next = "ctrl+y"\n')
    assert read == Keymap({"board.next": "ctrl+y"})


@pytest.mark.parametrize(
    ("text", "line", "named"),
    [
        ('"board.next" = "ctrl+y"\n"board.fly" = "y"\n', 2, "board.fly"),
        ('\n\n"board.nxt" = "y"\n', 3, "board.next"),
        ('"board.next" = 5\n', 1, "board.next"),
        ('"board.next" = ["n", "ctrl+y"]\n', 1, "board.next"),
        ('"board.next" = ""\n', 1, "board.next"),
        ('"board.next" = ","\n', 1, ","),
        ('"board.next" = "n"\n"board.find" = "slahs"\n', 2, "slahs"),
        ('"board.find" = "ctrl+"\n', 1, "ctrl+"),
        ('"board.find" = "strg+f"\n', 1, "strg+f"),
        ('"board.find" = "v"\n', 1, "여럿에게"),
        ('"board.find" = "ctrl+y"\n"board.next" = "ctrl+y"\n', 2, "찾기"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_command_keeps_its_keys(
    tmp_path: Path, text: str, line: int, named: str
) -> None:
    read = keymap(tmp_path, text)
    mistakes = [mistake for mistake in read.mistakes if f"keys.toml의 {line}번째 줄" in mistake]
    assert mistakes
    assert named in mistakes[0]
    assert not clashes(read.keys)
    assert "board.fly" not in read.keys
    assert all(keys for keys in read.keys.values())


def test_of_several_keys_the_good_ones_are_used(tmp_path: Path) -> None:
    read = keymap(tmp_path, '"board.find" = "slahs, ctrl+y"\n')
    assert read.keys == {"board.find": "ctrl+y"}
    assert len(read.mistakes) == 1


def test_a_key_given_to_one_command_is_taken_from_the_other(tmp_path: Path) -> None:
    read = keymap(tmp_path, '"board.find" = "n"\n')
    assert read == Keymap({"board.find": "n", "board.next": "f5"})
    assert not clashes(read.keys)
    assert clashes({"board.find": "n"}), "the check finds what it looks for"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'"board.next" "n"\n', ("keys.toml", "1번째 줄", '"board.next" "n"')),
        (b'"board.next" = "n\n', ("keys.toml", "1번째 줄", "닫히지 않았어요")),
        (b"\xff\xfe\x00", ("keys.toml", "UTF-8")),
        (b"a = " + b"[" * 5000, ("keys.toml",)),
    ],
)
def test_a_file_that_is_no_toml_is_one_sentence_with_its_line(
    tmp_path: Path, text: bytes, said: tuple[str, ...]
) -> None:
    config = config_of(tmp_path)
    config.keymap_file.write_bytes(text)
    with pytest.raises(ConfigError) as refused:
        read_keymap(config)
    sentence = explain(refused.value)
    assert all(part in sentence for part in said), sentence


def test_a_file_that_is_a_folder_is_one_sentence(tmp_path: Path) -> None:
    config = replace(config_of(tmp_path), keymap_file=tmp_path)
    with pytest.raises(ConfigError) as refused:
        read_keymap(config)
    assert str(tmp_path) in explain(refused.value)


_IDS = st.sampled_from([command.id for command in COMMANDS])
_KEYS = st.sampled_from(
    ["n", "f5", "Esc", "/", "ctrl+y", "tab", "⇧Tab", "ctrl+", "+", ",", "", "slahs", "ㅜ", "1", "k"]
)


@example({"board.find": "n,f5"})
@example({"board.find": "n", "board.copy": "f5"})
@given(st.dictionaries(_IDS, st.lists(_KEYS, max_size=3).map(",".join)))
def test_no_keymap_gives_one_key_to_two_commands_nor_leaves_one_without(
    tmp_path_factory: pytest.TempPathFactory, lines: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("keys")
    read = keymap(folder, "".join(f'"{name}" = "{keys}"\n' for name, keys in lines.items()))
    assert not clashes(read.keys)
    assert all(keys_of(command, read.keys) for command in COMMANDS)


@given(st.text(max_size=80))
def test_any_text_is_a_keymap_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    config = config_of(tmp_path_factory.mktemp("keys"))
    config.keymap_file.write_text(text, encoding="utf-8", errors="replace")
    said = ""
    try:
        read = read_keymap(config)
    except ConfigError as error:
        said = explain(error)
    else:
        assert not clashes(read.keys)
    assert "예상하지 못한" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", Place)
def test_every_screen_has_a_title_for_its_keys_and_words_for_each(place: Place, language: str) -> None:
    if place is not Place.EVERYWHERE:
        assert say_in(language, f"board.help_{place.value}")
    for command in commands_at(place):
        if not command.id.startswith("outcome."):
            assert say_in(language, f"keys.{command.id}")
            assert say_in(language, f"keys.{command.id}.help")


def test_a_screen_without_a_title_would_be_noticed() -> None:
    with pytest.raises(KeyError):
        say_in("ko", "board.help_nowhere")


SENTENCES_THAT_NAME_A_KEY = {
    "board.take_suggested": "contact.suggested",
    "board.no_route_now": "contact.point",
    "board.no_route_for_outcome": "contact.point",
    "board.one_route_only": "contact.point",
    "board.how_to_leave": "common.quit",
    "board.watch_on": "import.watch",
    "board.carried_over": "common.undo",
    "counter.already_ready": "counter.picked_up",
    "counter.not_ready": "counter.ready",
    "counter.words_hidden": "contact.words",
    "delivery.why_by_gateway": "board.outbox",
    "deposits.hint": "deposits.all",
    "deposits.no_deposits": "board.import",
    "deposits.bring_back_first": "deposits.bring",
    "deposits.is_linked": "deposits.none",
    "messages.missing_shop": "board.settings",
    "notice.no_contact": "board.settings",
    "notice.choose_first": "notice.all",
    "notice.posted": "board.inbound",
    "posting.allowed": "send.doubts",
    "posting.stands_why": "outbox.resume",
    "posting.going": "board.outbox",
    "ready.sheet_how": "ready.sheet",
    "report.how_language": "contact.language",
    "requests.review_hint": "board.requests",
    "sending.problem_no_shop": "board.settings",
}
_WORDS = {"ko": {",": "쉼표"}, "en": {",": "comma"}}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", SENTENCES_THAT_NAME_A_KEY)
def test_a_sentence_names_the_key_that_does_it(key: str, language: str) -> None:
    area, _, name = key.partition(".")
    sentence = import_module(f"tui.i18n.{language}.{area}").TEXTS[name]
    letter = shown(keys_of(BY_ID[SENTENCES_THAT_NAME_A_KEY[key]], {})[0])
    word = _WORDS[language].get(letter, letter)
    assert re.search(rf"(?<![A-Za-z]){word}(?![A-Za-z])", sentence), (letter, sentence)


@pytest.mark.parametrize("key", ["n", "1", "question_mark", "slash", "space", "comma", "asterisk"])
def test_a_field_takes_letters_digits_and_signs(key: str) -> None:
    assert types(key)


@pytest.mark.parametrize(
    "key", ["enter", "escape", "tab", "f1", "f12", "left", "down", "ctrl+s", "shift+tab"]
)
def test_a_field_leaves_the_other_keys_to_the_screen(key: str) -> None:
    assert not types(key)
