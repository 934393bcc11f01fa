"""Every sentence exists in both languages, with the same fields, and is used; every used key exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from tui import i18n

PACKAGE = Path(i18n.__file__).parent.parent
AREAS = sorted(
    {file.stem for language in i18n.LANGUAGES for file in (PACKAGE / "i18n" / language).glob("*.py")}
    - {"__init__"}
)


def texts(language: str, area: str) -> dict[str, str]:
    found: dict[str, str] = import_module(f"tui.i18n.{language}.{area}").TEXTS
    return found


def fields_of(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def missing_or_different(korean: dict[str, str], english: dict[str, str]) -> list[str]:
    """Keys that one language lacks, whose fields differ, or whose sentence is empty."""
    wrong = list(korean.keys() ^ english.keys())
    for key in korean.keys() & english.keys():
        if fields_of(korean[key]) != fields_of(english[key]) or not (korean[key] and english[key]):
            wrong.append(key)
    return sorted(wrong)


class Uses:
    """The keys in the source: those given to `say`, all texts that may be keys (tables of them are read
    elsewhere), and patterns where a part is put in while running."""

    def __init__(self, areas: list[str]) -> None:
        self.areas = areas
        self.said: dict[str, str] = {}
        self.mentioned: set[str] = set()
        self.patterns: list[str] = []

    def read(self, source: str, place: str) -> None:
        tree = ast.parse(source)
        inside_joined: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                inside_joined |= {id(part) for part in node.values}
                self._pattern("".join(map(self._part, node.values)))
            elif isinstance(node, ast.Call):
                self._call(node, place)
            elif (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in inside_joined
            ):
                self._constant(node.value)

    def used(self, key: str) -> bool:
        return key in self.mentioned or any(re.fullmatch(pattern, key) for pattern in self.patterns)

    def _call(self, node: ast.Call, place: str) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for argument in node.args[: {"say": 1, "say_in": 2}.get(name, 0)]:
            if isinstance(argument, ast.Constant) and "." in str(argument.value):
                self.said[str(argument.value)] = place

    @staticmethod
    def _part(node: ast.expr) -> str:
        return (
            re.escape(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, str) else ".+"
        )

    def _pattern(self, pattern: str) -> None:
        if any(pattern.startswith(re.escape(f"{area}.")) for area in self.areas):
            self.patterns.append(pattern)

    def _constant(self, text: str) -> None:
        area, dot, name = text.partition(".")
        if not dot or area not in self.areas:
            return
        if not name or name.endswith((".", "_")):  # "rules." + code
            self.patterns.append(re.escape(text) + ".+")
        else:
            self.mentioned.add(text)


@pytest.fixture(scope="module")
def uses() -> Uses:
    found = Uses(AREAS)
    for file in source_files():
        found.read(file.read_text(encoding="utf-8"), file.relative_to(PACKAGE).as_posix())
    return found


def source_files() -> Iterator[Path]:
    for file in sorted(PACKAGE.rglob("*.py")):
        if file.relative_to(PACKAGE).parts[:2] not in {("i18n", language) for language in i18n.LANGUAGES}:
            yield file


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_say_the_same_things_with_the_same_fields(area: str) -> None:
    assert missing_or_different(texts("ko", area), texts("en", area)) == []


def test_a_sentence_missing_in_one_language_or_with_another_field_is_noticed() -> None:
    korean = {"a": "{name:이/가} 왔어요", "b": "둘", "c": "셋", "d": "넷"}
    english = {"a": "{nmae} came", "b": "two", "c": "", "e": "five"}
    assert missing_or_different(korean, english) == ["a", "c", "d", "e"]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("area", AREAS)
def test_every_sentence_can_be_said(language: str, area: str) -> None:
    for key, sentence in texts(language, area).items():
        said = i18n.say_in(language, f"{area}.{key}", **dict.fromkeys(fields_of(sentence), 1))
        assert said
        assert "{" not in re.sub(r"\{[a-z_]+\}", "", said)


@pytest.mark.parametrize("area", AREAS)
def test_every_sentence_is_used(area: str, uses: Uses) -> None:
    unused = [key for key in texts("ko", area) if not uses.used(f"{area}.{key}")]
    assert unused == []


def test_every_key_in_the_source_has_a_sentence(uses: Uses) -> None:
    known = {f"{area}.{key}" for area in AREAS for key in texts("ko", area)}
    unknown = {key: place for key, place in uses.said.items() if key not in known}
    assert unknown == {}


def test_keys_put_together_while_running_have_sentences(uses: Uses) -> None:
    known = {f"{area}.{key}" for area in AREAS for key in texts("ko", area)}
    assert without_sentences(uses.patterns, known) == []


def without_sentences(patterns: list[str], known: set[str]) -> list[str]:
    return [pattern for pattern in patterns if not any(re.fullmatch(pattern, key) for key in known)]


def test_a_family_of_keys_without_any_sentence_is_noticed() -> None:
    uses = Uses(["cake"])
    uses.read('say(f"cake.size_{code}"); say(f"cake.kind_{kind}")', "shop.py")
    assert without_sentences(uses.patterns, {"cake.size_big", "cake.kinds"}) == [r"cake\.kind_.+"]


def test_unknown_and_unused_keys_are_noticed() -> None:
    uses = Uses(["cake"])
    uses.read('say("cake.ready", n=1); say(f"cake.size_{code}"); say("cake.kind." + kind)', "shop.py")
    assert uses.said == {"cake.ready": "shop.py"}
    assert [
        key for key in ("cake.ready", "cake.size_big", "cake.kind.mocha", "cake.late") if not uses.used(key)
    ] == ["cake.late"]


def test_particles_follow_the_word_before_them() -> None:
    said = [
        i18n._sentences.format("{name:이/가} {name:으로/로}", name=name)
        for name in ("김밥", "서울", "커피", "3", "1")
    ]
    assert said == ["김밥이 김밥으로", "서울이 서울로", "커피가 커피로", "3이 3으로", "1이 1로"]


THINGS = (
    "attempts|bytes|calls|cases|characters|columns|customers|days|deposits|files|hours|messages|minutes|mistakes"
    "|names|numbers|orders|people|problems|rows|times|tries"
)
COUNTS = re.compile(rf"(?<!/)\{{(?!limit)\w+(?::,)?\}} (?:more |new )?({THINGS})\b")


def never_singular(sentence: str) -> list[str]:
    """Words that stay in the plural behind a 1; sizes against a limit ("5/90 bytes") are no such numbers."""
    return COUNTS.findall(sentence)


@pytest.mark.parametrize("area", AREAS)
def test_an_english_number_has_its_word_in_the_singular_too(area: str) -> None:
    found = {key: words for key, text in texts("en", area).items() if (words := never_singular(text))}
    allowed = {"import_progress", "too_many_rows", "too_wide"}  # far more than one, always
    assert not found.keys() - allowed


def test_a_word_that_would_stay_plural_behind_one_is_noticed() -> None:
    assert never_singular("{n} days and {rows:,} new rows") == ["days", "rows"]
    assert not never_singular("{n} {n:day|days} of {file} is {done}/{limit} bytes")


def test_a_word_follows_the_number_before_it() -> None:
    said = [i18n._sentences.format("{n} {n:case is|cases are} open", n=n) for n in (0, 1, 2, "1", "1,001")]
    assert [text.split(" ", 1)[1] for text in said] == [
        "cases are open",
        "case is open",
        "cases are open",
        "case is open",
        "cases are open",
    ]


def particles_inside(sentence: str) -> list[str]:
    """Fields whose particle would stand inside the quotes or brackets that are around the field alone."""
    return re.findall(r"""['“‘\[(]\{(\w+):[^{}]*/[^{}]*\}['”’\])]""", sentence)


@pytest.mark.parametrize("area", AREAS)
def test_a_particle_stands_outside_the_quotes_around_its_word(area: str) -> None:
    assert {key for key, text in texts("ko", area).items() if particles_inside(text)} == set()


def test_a_particle_inside_quotes_is_noticed() -> None:
    assert particles_inside("조사 '{particle:을/를}' 알 수 없어요. [{slot:은/는}] 없어요.") == [
        "particle",
        "slot",
    ]
    assert not particles_inside("{raw:은/는} '{name}'의 번호예요. '{file:이/가} 왔어요'")


LATIN = {"file", "key", "option", "argument", "shows", "value", "command", "column", "usage"}
"""Fields of the command line that hold names in Latin letters, whose reading no rule can tell."""


def test_no_particle_of_the_command_line_hangs_on_a_latin_word() -> None:
    assert {key for key, text in texts("ko", "cli").items() if hangs_on_latin(text)} == set()
    assert hangs_on_latin("{argument:이/가} 빠졌어요")
    assert not hangs_on_latin("{argument} 자리에 {name:이/가} 없어요")


def hangs_on_latin(sentence: str) -> bool:
    return any(name in LATIN and "/" in (spec or "") for _, name, spec, _ in Formatter().parse(sentence))


KOREAN_IN_ENGLISH = {
    "keys.counter.language", "keys.board.language", "keys.welcome.language",  # leads back to Korean
    "inbound.hint", "inbound.about_size",  # customers' own words
    "cli.import.map", "messages.problem_bad_particle", "sending.left_advert",  # what has to be written so
}  # fmt: skip


def korean_in(sentences: dict[str, str]) -> set[str]:
    return {key for key, sentence in sentences.items() if re.search("[가-힣]", sentence)}


def test_english_sentences_are_english() -> None:
    english = {f"{area}.{key}": text for area in AREAS for key, text in texts("en", area).items()}
    assert korean_in(english) == KOREAN_IN_ENGLISH
    assert korean_in({"board.callback_examples": "e.g. 30 · 5시"}) == {"board.callback_examples"}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_no_sentence_names_a_format_that_only_programmers_know(language: str) -> None:
    found = [
        f"{area}.{key}" for area in AREAS for key, text in texts(language, area).items() if "TOML" in text
    ]
    assert found == []
