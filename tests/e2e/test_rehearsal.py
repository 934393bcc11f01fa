"""A drill on a copy: nothing of it reaches the shop's own database, and every screen says what it is."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.conftest import Sonnim
from tests.terminal import Terminal, needs_terminal


def content(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob("sonnim.db*")}


@needs_terminal
def test_a_rehearsal_sends_to_nobody_changes_nothing_and_ends_with_the_review(few: Path) -> None:
    before = content(few.parent)
    with Terminal(["rehearse", "--db", str(few), "--now", "2022-10-16T16:40"]) as terminal:
        terminal.wait_for("복사본이고")
        terminal.wait_for("카카오톡 장애")
        terminal.wait_for("연습")
        terminal.press("s")
        terminal.wait_for("연습 게이트웨이")
        terminal.wait_for("Enter로 1건을 보냅니다")
        terminal.press("\r")
        terminal.wait_for("1 / 1")
        terminal.press("\x1b")
        terminal.wait_for("답 기다림 1")
        terminal.press("q")
        terminal.wait_for("마감 점검")
        terminal.press("\x1b")
        assert terminal.wait_for_exit() == 0
        assert "연습이 끝났어요" in terminal.raw.decode()
    assert content(few.parent) == before


def test_there_is_nothing_to_rehearse_without_a_database(sonnim: Sonnim, database: Path) -> None:
    done = sonnim("rehearse", "--db", str(database))
    assert done.status == 1
    assert not database.exists()
