"""A drill on a copy: nothing of it reaches the shop's own database, and every screen says what it is."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from tests.conftest import SUNDAY_1640, Sonnim
from tests.terminal import Terminal, needs_terminal
from tui.commands.rehearse import make_copy
from tui.config import load
from tui.domain.policy import DEFAULT
from tui.domain.words import Route
from tui.store.api_sends import Stopped
from tui.store.sqlite import open_store


def content(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob("sonnim.db*")}


@needs_terminal
def test_a_rehearsal_sends_to_nobody_changes_nothing_and_ends_with_the_review(few: Path) -> None:
    settings = few.parent / "config.toml"
    settings.write_text('[shop]\nname = "한라렌터카"\n', "utf-8")
    wordings = few.parent / "templates.toml"
    wordings.write_text('[sms]\nko = "{name}님"\n', "utf-8")
    before = content(few.parent)
    words = ["rehearse", "--db", str(few), "--now", "2022-10-16T16:40"]
    with Terminal(words, environment={"SONNIM_CONFIG": str(settings)}) as terminal:
        terminal.wait_for("복사본이고")
        terminal.wait_for("카카오톡 장애")
        terminal.wait_for("연습")
        terminal.press("s")
        terminal.wait_for("연습 — 아무에게도")
        terminal.wait_for("Enter로 1건을 보냅니다")
        terminal.press("\r")
        terminal.wait_for("1 / 1")
        terminal.press("\x1b")
        terminal.wait_for("답 기다림 1")
        terminal.press("m")
        terminal.wait_for("우리 가게 글")  # the shop's own, as a copy
        terminal.press("\x1b[19~")
        terminal.wait_for("처음 글로 되돌렸어요")
        terminal.press("\x1b")
        terminal.wait_for("답 기다림 1")
        terminal.press("q")
        terminal.wait_for("마감 점검")
        terminal.press("\x1b")
        assert terminal.wait_for_exit() == 0
        assert "연습이 끝났어요" in terminal.raw.decode()
    assert content(few.parent) == before
    assert wordings.read_text("utf-8") == '[sms]\nko = "{name}님"\n'


async def test_what_has_stopped_the_shops_own_gateway_does_not_stop_a_rehearsal(
    few: Path, tmp_path: Path
) -> None:
    stopped = Stopped("practice", "balance", "", "", SUNDAY_1640)
    async with open_store(few, now=SUNDAY_1640) as store:
        await store.stop_queue(stopped)
    config = replace(load({"db": str(few)}, {}), database=tmp_path / "rehearsal.db")
    await make_copy(few, config, DEFAULT, SUNDAY_1640, Route.KAKAO)
    async with open_store(config.database, now=SUNDAY_1640) as copy:
        assert await copy.stopped_queue("practice") is None
    async with open_store(few, now=SUNDAY_1640) as store:
        assert await store.stopped_queue("practice") == stopped


def test_there_is_nothing_to_rehearse_without_a_database(sonnim: Sonnim, database: Path) -> None:
    done = sonnim("rehearse", "--db", str(database))
    assert done.status == 1
    assert not database.exists()
