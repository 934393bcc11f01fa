"""Keys are found where they are kept, and stand nowhere else: no repr, log, error or crash says them."""

from __future__ import annotations

import logging
import os
import pickle
import stat
import sys
import traceback
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.wire import Wire, answering
from tui import i18n
from tui.gateway.api import Asked, GatewayError, Outgoing
from tui.gateway.keys import FILE_NAME, Keys, Place, Secret, find_keys, store_keys, variables
from tui.gateway.opening import open_gateway
from tui.gateway.settings import GatewaySettings, parse_settings

CANARY = Keys(Secret("CANARYKEY1"), Secret("CANARYSECRET2"))
OTHER = Keys(Secret("OTHERKEY1"), Secret("OTHERSECRET2"))
MESSAGE = Outgoing("sonnim-1", "+821012345678", "+8221234567", "예약은 그대로예요")


class Ring:
    """A keyring in memory; broken where it is `locked`."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, name: str) -> str | None:
        if self.locked:
            raise RuntimeError("locked")
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        if self.locked:
            raise RuntimeError("locked")
        self.kept[service, name] = value


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    made = Ring()
    module = SimpleNamespace(get_password=made.get_password, set_password=made.set_password)
    monkeypatch.setitem(sys.modules, "keyring", module)
    return made


def in_environment(keys: Keys, name: str = "solapi") -> dict[str, str]:
    return dict(zip(variables(name), (one.reveal() for one in keys), strict=True))


def test_the_environment_comes_before_the_keyring_and_that_before_the_file(
    tmp_path: Path, ring: Ring
) -> None:
    store_keys("solapi", OTHER, Place.FILE, tmp_path)
    assert find_keys("solapi", Place.ANYWHERE, tmp_path, {}) == OTHER
    assert store_keys("solapi", CANARY, Place.ANYWHERE, tmp_path) == "keyring"
    assert find_keys("solapi", Place.ANYWHERE, tmp_path, {}) == CANARY
    assert find_keys("solapi", Place.ANYWHERE, tmp_path, in_environment(OTHER)) == OTHER
    assert find_keys("solapi", Place.FILE, tmp_path, in_environment(CANARY)) == OTHER


def test_without_a_keyring_the_file_is_used_unless_the_keyring_was_asked_for(
    tmp_path: Path, ring: Ring
) -> None:
    ring.locked = True
    assert store_keys("solapi", CANARY, Place.ANYWHERE, tmp_path) == str(tmp_path / FILE_NAME)
    assert find_keys("solapi", Place.ANYWHERE, tmp_path, {}) == CANARY
    for do in (lambda: find_keys("solapi", Place.KEYRING, tmp_path, {}),
               lambda: store_keys("solapi", CANARY, Place.KEYRING, tmp_path)):  # fmt: skip
        with pytest.raises(GatewayError, match="no_keyring"):
            do()


def test_a_keyring_that_is_not_installed_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(GatewayError, match="no_keys"):
        find_keys("solapi", Place.ANYWHERE, tmp_path, {})


def test_the_names_in_the_environment_follow_the_gateways_name() -> None:
    assert variables("my-shop2") == ("SONNIM_MY_SHOP2_KEY", "SONNIM_MY_SHOP2_SECRET")


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept elsewhere")
def test_a_file_that_others_can_read_is_not_used_and_the_sentence_says_how_to_mend_it(
    tmp_path: Path, ring: Ring
) -> None:
    store_keys("solapi", CANARY, Place.FILE, tmp_path)
    file = tmp_path / FILE_NAME
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for mode in (0o640, 0o604, 0o644, 0o660):
        file.chmod(mode)
        with pytest.raises(GatewayError, match="keys_open") as told:
            find_keys("solapi", Place.ANYWHERE, tmp_path, {})
        assert "chmod 600" in i18n.say(f"gateway.{told.value.code}", **told.value.fields)
    file.chmod(0o600)
    assert find_keys("solapi", Place.ANYWHERE, tmp_path, {}) == CANARY


def test_keys_of_several_gateways_stand_side_by_side_in_the_file(tmp_path: Path) -> None:
    store_keys("a", CANARY, Place.FILE, tmp_path)
    store_keys("b", OTHER, Place.FILE, tmp_path)
    store_keys("a", CANARY, Place.FILE, tmp_path)
    assert find_keys("a", Place.FILE, tmp_path, {}) == CANARY
    assert find_keys("b", Place.FILE, tmp_path, {}) == OTHER


@pytest.mark.parametrize("text", ['[solapi]\nkey = "CANARY\n', "\x00\xff", "[solapi]\nkey = 1\nsecret = 2"])
def test_a_file_that_is_none_is_an_error_that_does_not_quote_it(tmp_path: Path, text: str) -> None:
    file = tmp_path / FILE_NAME
    file.write_bytes(text.encode("latin-1"))
    file.chmod(0o600)
    with pytest.raises(GatewayError) as told:
        find_keys("solapi", Place.FILE, tmp_path, {})
    assert "CANARY" not in "".join(traceback.TracebackException.from_exception(told.value).format())


@pytest.mark.parametrize(
    "value", ["", "abc", "with blank", "한글키입니다", "tab\tkey", "x" * 201, "new\nline"]
)
def test_what_can_be_no_key_is_not_stored(tmp_path: Path, ring: Ring, value: str) -> None:
    with pytest.raises(GatewayError, match="key_unusable"):
        store_keys("solapi", Keys(Secret(value), CANARY.secret), Place.ANYWHERE, tmp_path)
    assert not ring.kept
    assert not (tmp_path / FILE_NAME).exists()


def test_a_key_with_quotes_and_backslashes_comes_back_as_it_was(tmp_path: Path) -> None:
    keys = Keys(Secret('a"b\\c'), Secret("'''=#[x]"))
    store_keys("solapi", keys, Place.FILE, tmp_path)
    assert find_keys("solapi", Place.FILE, tmp_path, {}) == keys


def test_a_secret_shows_itself_to_nobody() -> None:
    one = CANARY.secret
    for shown in (
        repr(one),
        str(one),
        f"{one}",
        f"{CANARY}",
        repr([one]),
        repr(vars(SimpleNamespace(a=one))),
    ):
        assert "CANARY" not in shown
    with pytest.raises(TypeError):
        pickle.dumps(one)
    assert one.reveal() == "CANARYSECRET2"


SHAPE = """
[gateway.own]
provider = "http"
sender = "02-123-4567"
[gateway.own.send]
url = "{url}/{{key}}/send"
headers = {{ X-Secret = "{{secret}}" }}
fields = {{ text = "{{text}}", key = "{{key}}" }}
[gateway.own.answer]
success = {{ ok = true }}
code = "code"
said = "said"
[gateway.own.report]
url = "{url}/{{key}}/{{id}}"
headers = {{ X-Secret = "{{secret}}" }}
code = "code"
"""


def accounts(url: str) -> list[GatewaySettings]:
    (own,) = parse_settings(SHAPE.format(url=url), Path()).gateways
    return [
        GatewaySettings("solapi", "solapi", MESSAGE.sender, url=url),
        GatewaySettings("twilio", "twilio", MESSAGE.sender, url=url),
        own,
    ]


def shown(error: BaseException) -> str:
    """The most that anything could show of an error: every frame but the tests' own, with all its locals."""
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert told.__cause__ is None
    assert told.__context__ is None
    told.stack[:] = [frame for frame in told.stack if frame.filename != __file__]
    return "".join(told.format())


PAIR = CANARY.basic().removeprefix("Basic ")
QUOTING = {
    "said": f"CANARYKEY1 CANARYSECRET2 {PAIR}",
    "message": f"CANARYSECRET2, Authorization: Basic {PAIR}",
    "code": 1,
    "errorCode": "CANARYKEY1",
}


@pytest.mark.parametrize("status", [200, 400, 401, 403, 429, 500, 307])
async def test_no_answer_error_log_or_crash_holds_a_key(
    status: int, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    async with Wire(answering(QUOTING, status=status)) as wire:
        seen = []
        for settings in accounts(wire.url):
            gateway = open_gateway(settings, CANARY)
            answer = await gateway.send(MESSAGE)
            seen += [repr(gateway), repr(answer)]
            try:
                seen += map(repr, await gateway.reports([Asked("sonnim-1", "M1", 0)]))
                seen.append(await gateway.balance())
            except GatewayError as error:
                seen.append(shown(error))
                seen.append(i18n.say(f"gateway.{error.code}", **error.fields))
            await gateway.aclose()
        assert len(wire.asked) >= 6
    # They did go over the wire: what is looked for is there to be found.
    asked = "".join(str(each) for each in wire.asked)
    assert "CANARYKEY1" in asked
    assert PAIR in asked
    printed = capsys.readouterr()
    everything = "".join((*seen, caplog.text, printed.out, printed.err))
    assert "CANARY" not in everything
    assert PAIR not in everything


async def test_an_error_inside_the_client_shows_no_key_either(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import httpx

    caplog.set_level(logging.DEBUG)

    def broken(self: Any, method: str, url: str, **more: Any) -> Any:
        raise ValueError(f"{url} {more}")  # as a library might

    monkeypatch.setattr(httpx.AsyncClient, "build_request", broken)
    for settings in accounts("http://127.0.0.1:9"):
        gateway = open_gateway(settings, CANARY)
        answer = await gateway.send(MESSAGE)
        assert "CANARY" not in repr(answer)
        with pytest.raises(GatewayError) as told:
            await gateway.reports([Asked("sonnim-1", "M1", 0)])
        assert "CANARY" not in shown(told.value)
        await gateway.aclose()
    assert "CANARY" not in caplog.text


def test_a_key_in_any_step_of_an_error_would_be_noticed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as told:
        (tmp_path / CANARY.secret.reveal()).stat()
    assert "CANARY" in shown(told.value)


def test_the_crash_screen_holds_no_key() -> None:
    from tui.board.failing import crash_text
    from tui.commands.failures import explain

    error = RuntimeError(f"no such account: {CANARY.key.reveal()}")
    with pytest.raises(RuntimeError, match="CANARY"):
        raise error
    assert "CANARY" not in crash_text(error).plain
    assert "CANARY" not in explain(error)


def test_nothing_of_the_keys_stands_in_the_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    from tui.commands.gateway import COMMAND

    assert not [one.name for one in COMMAND.arguments if "key" in one.name or "secret" in one.name]
    assert os.environ.get("SONNIM_SOLAPI_KEY") is None
