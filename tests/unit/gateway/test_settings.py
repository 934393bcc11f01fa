"""gateways.toml: what it may say, and every mistake told with its line in both languages."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import i18n
from tui.config import ConfigError, gateways_file, load, load_gateways
from tui.domain.prices import Prices
from tui.domain.words import Route
from tui.gateway.keys import Place
from tui.gateway.settings import GatewaySettings, Settings, SettingsError, parse_settings

GOOD = """
default = "second"

[gateway.solapi]
provider = "solapi"
sender = "02-123-4567"
rate = 2.5
keys = "file"

[gateway.solapi.price]
sms = 18
lms = 45.5

[gateway.second]
provider = "twilio"
sender = "+1 212 555 0100"

[services]
kakao = "https://status.example/kakao"
sms = ["https://a.example", "https://b.example"]
"""


def mistakes(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(SettingsError) as told:
        parse_settings(text, Path())
    return [(each.line, each.key, each.code) for each in told.value.mistakes]


def test_all_of_a_good_file_is_read(tmp_path: Path) -> None:
    settings = parse_settings(GOOD, tmp_path)
    first = settings.gateways[0]
    assert first == GatewaySettings(
        "solapi", "solapi", "+8221234567", 2.5, Place.FILE, prices=Prices(18, 45.5), folder=tmp_path
    )
    assert settings.gateways[1].sender == "+12125550100"
    assert settings.gateway() == settings.gateways[1]
    assert settings.gateway("solapi") == first
    assert settings.gateway("nobody") is None
    assert settings.services == {
        Route.KAKAO: ("https://status.example/kakao",),
        Route.SMS: ("https://a.example", "https://b.example"),
    }


def test_an_empty_file_is_no_gateway() -> None:
    assert parse_settings("", Path()) == Settings()
    assert parse_settings("\ufeff# nothing yet\n", Path()).gateway() is None


WRONG = [
    ('colour = "red"', (1, "colour", "unknown_key")),
    ("gateway = 3", (1, "gateway", "not_a_table")),
    ('default = 1\n[gateway.a]\nprovider = "solapi"\nsender = "02-123-4567"', (1, "default", "not_text")),
    (
        'default = "b"\n[gateway.a]\nprovider = "solapi"\nsender = "02-123-4567"',
        (1, "default", "no_such_gateway"),
    ),
    ('[gateway.Ä]\nprovider = "solapi"', (0, "", "syntax")),
    ('[gateway."my shop"]\nprovider = "solapi"\nsender = "02-123-4567"', (1, "gateway.my shop", "name")),
    ('[gateway.a]\nsender = "02-123-4567"', (1, "gateway.a.provider", "not_one_of")),
    ('[gateway.a]\nprovider = "solapi"', (1, "gateway.a.sender", "no_sender")),
    ('[gateway.a]\nprovider = "solapi"\nsender = "call me"', (3, "gateway.a.sender", "sender_unreadable")),
    ('[gateway.a]\nprovider = "solapi"\nsender = "0507-1234-5678"', (3, "gateway.a.sender", "sender_safe")),
    (
        '[gateway.a]\nprovider = "solapi"\nsender = "+1 212 555 0100"',
        (3, "gateway.a.sender", "sender_abroad"),
    ),
]
ACCOUNT = '[gateway.a]\nprovider = "solapi"\nsender = "02-123-4567"\n'
WRONG += [
    (ACCOUNT + "rate = 0", (4, "gateway.a.rate", "not_number")),
    (ACCOUNT + "rate = true", (4, "gateway.a.rate", "not_number")),
    (ACCOUNT + "rate = nan", (4, "gateway.a.rate", "not_number")),
    (ACCOUNT + 'keys = "pocket"', (4, "gateway.a.keys", "not_one_of")),
    (ACCOUNT + 'secret = "abc"', (4, "gateway.a.secret", "unknown_key")),
    (ACCOUNT + 'url = "solapi"', (4, "gateway.a.url", "not_url")),
    (ACCOUNT + 'url = "https://[::1"', (4, "gateway.a.url", "not_url")),
    (ACCOUNT + 'url = "https://x.example:99999"', (4, "gateway.a.url", "not_url")),
    (ACCOUNT + 'url = "http://api.example"', (4, "gateway.a.url", "not_https")),
    (ACCOUNT + 'practice = "yes"', (4, "gateway.a.practice", "not_yes_no")),
    (ACCOUNT + "practice = true", (4, "gateway.a.practice", "practice_elsewhere")),
    (ACCOUNT + 'codes = "nhn"', (4, "gateway.a.codes", "only_http")),
    (ACCOUNT + "[gateway.a.price]\nsms = -1", (5, "gateway.a.price.sms", "not_number")),
    (ACCOUNT + "[gateway.a.price]\nfax = 1", (5, "gateway.a.price.fax", "unknown_key")),
    ('[services]\npigeon = "https://x.example"', (2, "services.pigeon", "unknown_key")),
    ("[services]\nkakao = 5", (2, "services.kakao", "not_text")),
    ('[services]\nkakao = "http://x.example"', (2, "services.kakao", "not_https")),
]
HTTP = '[gateway.a]\nprovider = "http"\nsender = "02-123-4567"\n'
SEND = '[gateway.a.send]\nurl = "https://x.example"\n'
ANSWER = "[gateway.a.answer]\nsuccess = { code = 200 }\n"
WRONG += [
    (HTTP + ANSWER, (1, "gateway.a.send.url", "no_url")),
    (HTTP + SEND, (1, "gateway.a.answer.success", "no_success")),
    (HTTP + 'url = "https://x.example"\n' + SEND + ANSWER, (4, "gateway.a.url", "url_of_http")),
    (HTTP + 'codes = "fax"\n' + SEND + ANSWER, (4, "gateway.a.codes", "not_one_of")),
    (HTTP + ANSWER + SEND + 'fields = { a = "{nobody}" }', (8, "gateway.a.send.fields", "no_such_field")),
    (HTTP + ANSWER + SEND + 'fields = { a = "{to" }', (8, "gateway.a.send.fields", "braces")),
    (
        HTTP + ANSWER + SEND + 'fields = { a = "{to.__class__}" }',
        (8, "gateway.a.send.fields", "no_such_field"),
    ),
    (
        HTTP + ANSWER + SEND + 'body = "form"\nfields = { a = [1] }',
        (9, "gateway.a.send.fields", "form_of_texts"),
    ),
    (HTTP + ANSWER + SEND + 'signing = "blood"', (8, "gateway.a.send.signing", "not_one_of")),
    (HTTP + ANSWER + SEND + "headers = { A = [1] }", (8, "gateway.a.send.headers.A", "not_single")),
    (HTTP + SEND + ANSWER + "stops = { rain = [1] }", (8, "gateway.a.answer.stops.rain", "unknown_key")),
    (
        HTTP + SEND + ANSWER + '[gateway.a.report]\nurl = "https://x.example"\nlevels = { "0" = "fine" }',
        (10, "gateway.a.report.levels", "not_one_of"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_each_mistake_is_told_with_its_line(text: str, expected: tuple[int, str, str]) -> None:
    found = mistakes(text)
    if expected[2] == "syntax":
        assert found[0][2].startswith("syntax")
    else:
        assert expected in found


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_mistake_is_a_sentence_that_names_the_file_and_line(tmp_path: Path, language: str) -> None:
    config = load({"lang": language}, {"SONNIM_CONFIG": str(tmp_path / "config.toml")})
    i18n.choose(language)
    for text, expected in WRONG:
        gateways_file(config).write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError) as told:
            load_gateways(config)
        sentence = i18n.say(f"cli.config_{told.value.code}", **told.value.fields)
        assert "gateways.toml" in sentence
        assert all(each for each in told.value.every)
        assert f"gateway.settings_{expected[2]}" not in "".join(told.value.every)


def test_several_mistakes_are_all_told_in_order() -> None:
    found = mistakes('[gateway.a]\nprovider = "solap"\nsender = "050-1234-5678"\nrate = "fast"')
    assert [line for line, _, _ in found] == [2, 3, 4]


def test_without_a_file_there_is_no_gateway_and_nothing_to_tell(tmp_path: Path) -> None:
    config = load({}, {"SONNIM_CONFIG": str(tmp_path / "config.toml")})
    assert load_gateways(config) == Settings()


def test_what_stands_on_this_machine_is_practice_whatever_it_is_called() -> None:
    settings = parse_settings(ACCOUNT + 'url = "http://127.0.0.1:8765"', Path())
    assert settings.gateways[0].practice
    assert not parse_settings(ACCOUNT, Path()).gateways[0].practice
    bridge = HTTP + ANSWER + '[gateway.a.send]\nurl = "http://localhost:9000"'  # a telephone on this desk
    assert not parse_settings(bridge, Path()).gateways[0].practice


@given(st.text(max_size=200))
def test_any_text_is_settings_or_mistakes(text: str) -> None:
    with suppress(SettingsError):
        parse_settings(text, Path())


_LEAF = (
    st.none()
    | st.booleans()
    | st.integers(-5, 200)
    | st.text(max_size=6)
    | st.sampled_from(["solapi", "http", "02-123-4567", "{to}", "https://x.example"])
)
_KEYS = st.sampled_from(
    ["provider", "sender", "rate", "keys", "url", "practice", "price", "codes", "send", "answer", "report",
     "fields", "headers", "success", "stops", "levels", "kinds", "sms", "id"]
)  # fmt: skip
_TREE = st.recursive(
    _LEAF, lambda inner: st.dictionaries(_KEYS, inner, max_size=5) | st.lists(inner, max_size=2)
)


@given(st.dictionaries(_KEYS, _TREE, max_size=6))
def test_any_shape_of_table_is_settings_or_mistakes(table: dict[str, object]) -> None:
    import json

    def toml(value: object) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{json.dumps(key)} = {toml(one)}" for key, one in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(toml, value)) + "]"
        return '""' if value is None else json.dumps(value)

    text = "[gateway.a]\n" + "\n".join(f"{key} = {toml(value)}" for key, value in table.items())
    with suppress(SettingsError):
        parse_settings(text, Path())
