"""`sonnim gateway`: what is set up, whether it works, where its keys go, and one to practise with."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.wire import Wire, answering
from tui import commands
from tui.gateway import keys as gateway_keys
from tui.gateway.practice_server import Practice

SETTINGS = """
[gateway.own]
provider = "solapi"
sender = "02-123-4567"
keys = "file"

[gateway.own.price]
sms = 18
lms = 45

[gateway.rehearsal]
provider = "solapi"
practice = true
url = "{url}"
sender = "02-123-4567"

[services]
kakao = "{url}/practice/messages"
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SONNIM_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "gateways.toml"


def ran(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = commands.run(words)
    out, err = capsys.readouterr()
    return status, out, err


def test_without_settings_it_says_that_none_is_needed(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = ran(capsys, "gateway")
    assert status == 0
    assert "복사와 QR" in out
    assert str(settings) in out
    status, out, err = ran(capsys, "gateway", "check")
    assert (status, out) == (1, "")
    assert str(settings) in err


def test_the_list_shows_price_keys_and_practice(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings.write_text(SETTINGS.format(url="http://127.0.0.1:8765"), encoding="utf-8")
    _, out, _ = ran(capsys, "gateway")
    own, rehearsal = out.splitlines()[1:]
    assert "02-123-4567  없음  18 / 45        기본" in own
    assert "연습" in rehearsal
    listed = json.loads(ran(capsys, "gateway", "--json")[1])
    assert [(one["name"], one["practice"], one["keys"]) for one in listed] == [
        ("own", False, False),
        ("rehearsal", True, True),
    ]


def test_a_check_without_keys_says_how_to_store_them(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.write_text(SETTINGS.format(url="http://127.0.0.1:8765"), encoding="utf-8")
    status, _, err = ran(capsys, "gateway", "check", "own")
    assert status == 1
    assert "sonnim gateway key own" in err
    assert "own, rehearsal" in ran(capsys, "gateway", "check", "nobody")[2]
    assert "http://127.0.0.1" not in err


async def test_a_check_asks_for_the_balance_and_sends_nothing(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with Practice(pace=0) as practice:
        settings.write_text(SETTINGS.format(url=practice.url), encoding="utf-8")
        status, out, _ = await asyncio.to_thread(ran, capsys, "gateway", "check", "rehearsal")
        assert status == 0
        assert "10,000" in out
        assert "연습용" in out
        assert practice.account.taken == {}


def test_keys_are_asked_for_at_the_terminal_and_nowhere_printed(
    settings: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.write_text(SETTINGS.format(url="http://127.0.0.1:8765"), encoding="utf-8")
    status, _, err = ran(capsys, "gateway", "key")
    assert (status, "터미널" in err) == (1, True)
    asked: list[str] = []

    def typed(question: str) -> str:
        asked.append(question)
        return f"CANARY{len(asked)}"

    monkeypatch.setattr("tui.commands.gateway.getpass", typed)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    status, out, err = ran(capsys, "gateway", "key", "own")
    assert status == 0
    assert len(asked) == 2
    assert "CANARY" not in out + err
    file = settings.parent / gateway_keys.FILE_NAME
    assert str(file) in out
    assert "CANARY2" in file.read_text("utf-8")
    assert "있음" in ran(capsys, "gateway", "list")[1]


def test_an_example_can_be_taken_as_it_is_printed(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nhn, sens, solapi, twilio" in ran(capsys, "gateway", "example")[2]
    printed = [ran(capsys, "gateway", "example", name)[1] for name in ("solapi", "nhn", "sens", "twilio")]
    settings.write_text("\n".join(printed), encoding="utf-8")
    listed = json.loads(ran(capsys, "gateway", "--json")[1])
    assert [one["name"] for one in listed] == ["solapi", "nhn", "sens", "twilio"]
    assert listed[0]["default"]


def test_doctor_says_what_is_wrong_and_what_to_do(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings.write_text('[gateway.a]\nprovider = "solapi"\nsender = "0507-1234-5678"\n', encoding="utf-8")
    findings = {one["check"]: one for one in json.loads(ran(capsys, "doctor", "--json")[1])}
    assert findings["gateways"]["status"] == "broken"
    assert "3번째 줄" in findings["gateways"]["advice"]
    settings.unlink()
    findings = {one["check"]: one for one in json.loads(ran(capsys, "doctor", "--json")[1])}
    assert (findings["gateways"]["status"], findings["gateways"]["advice"]) == ("ok", "")


async def test_outage_check_tells_which_addresses_answer_now(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "[services]" in (await asyncio.to_thread(ran, capsys, "outage", "--check"))[1]
    async with Wire(answering(raw=b"")) as wire:
        settings.write_text(SETTINGS.format(url=wire.url), encoding="utf-8")
        _, out, _ = await asyncio.to_thread(ran, capsys, "outage", "--check")
        assert "카카오톡: 지금 응답해요" in out
    _, out, _ = await asyncio.to_thread(ran, capsys, "outage", "--check")
    assert "응답하지 않아요" in out
    assert ran(capsys, "outage", "start", "kakao", "--check")[0] == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is another thing there")
def test_the_practice_provider_runs_until_it_is_ended_and_says_what_came(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui", "gateway", "practice", "--port", "0", "--pace", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        url = first[first.index("http://") :].split(" ")[0]
        with urllib.request.urlopen(url + "/practice/messages") as answer:
            assert json.load(answer)["practice"] is True
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate()
    assert "아무에게도 가지 않아요" in first
    assert f'url = "{url}"' in rest
    assert "88  전화 꺼짐" in rest
    assert "연습을 마쳤어요" in rest
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("practice", "--faults", "rain=1"), "rain=1"),
        (("practice", "--port", "many"), "--port"),
        (("practice", "--pace", "-1"), "--pace"),
        (("practice", "--json"), "--json"),
        (("list", "--port", "1"), "--port"),
        (("practice", "own"), "own"),
    ],
)
def test_what_makes_no_sense_is_said(
    settings: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    status, _, err = ran(capsys, "gateway", *words)
    assert status in (1, 2)
    assert said in err
