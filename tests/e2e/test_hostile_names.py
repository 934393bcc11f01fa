"""Forty hostile names through every screen on a terminal: no hostile byte out, no crash, straight columns."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tests.conftest import SUNDAY_1640
from tests.e2e.hostile import HOSTILE, PAYLOADS, hostile_characters
from tests.samples import write_csv
from tests.storing import all_cases, order_record, put
from tests.terminal import Terminal, needs_terminal
from tui.domain.model import MINUTE
from tui.store.sqlite import open_store

pytestmark = needs_terminal
NOW = ("--now", "2022-10-16T16:40")


@pytest.fixture
def hostile_database(database: Path) -> Path:
    """The names as they are: as an older version or another program may have left them in the database."""

    async def fill() -> None:
        async with open_store(database, now=SUNDAY_1640) as store:
            await put(
                store,
                *(
                    order_record(
                        number + 1,
                        name,
                        f"010-1234-{number:04}",
                        details=name,
                        order_no=f"{name[:40]}{number}",
                        due_at=SUNDAY_1640 + (number + 20) * MINUTE,
                    )
                    for number, name in enumerate(HOSTILE)
                ),
            )

    asyncio.run(fill())
    return database


def bars(terminal: Terminal) -> set[int]:
    """The columns in which the list's scroll bar is drawn."""
    return {column for row in terminal.cell_attributes for column, cell in row.items() if cell.data == "▐"}


def test_hostile_names_are_text_on_every_screen(hostile_database: Path) -> None:
    settings = hostile_database.parent / "config.toml"
    settings.write_text(f"[shop]\nname = {json.dumps(HOSTILE[31])}\n", "utf-8")
    own = {"SONNIM_CONFIG": str(settings)}
    words = ["--db", str(hostile_database), *NOW]
    with Terminal(words, columns=80, rows=24, environment=own) as terminal:
        terminal.wait_for("미연락 42")
        columns: set[int] = set()
        for _ in range(len(HOSTILE)):
            terminal.press("Down", pause=0.04)
            columns |= bars(terminal)
        assert len(columns) == 1, f"the list's right edge stood in columns {columns}"
        terminal.press("Home")
        for keys, shown in (
            (("8",), "언제 다시 전화할까요"),
            (("o",), "어떻게 되었나요"),
            (("/",), "찾기"),
            (("i",), "먼저 연락 온"),
            (("f",), "경로를 적고"),
            (("g",), "장애 채널"),
            (("m",), "이렇게 나갑니다"),
            (("r",), "할 일 정하기"),
            (("?",), "보드의 키"),
            (("F2",), "할 일을 적어"),
            (("s",), "Esc"),
        ):
            terminal.press(*keys)
            terminal.wait_for(shown)
            if shown in ("찾기", "먼저 연락 온"):
                terminal.press("0", pause=0.3)
            if shown == "할 일 정하기":
                for _ in range(14):
                    terminal.press("PageDown" if _ % 3 else "Down", pause=0.03)
            terminal.press("Esc")
            terminal.wait_for("연락 전 42")
        terminal.press("n")
        for _ in range(len(HOSTILE)):
            terminal.wait_for("본인 확인")
            terminal.press("Tab", pause=0.02)
            terminal.press("4", pause=0.05)
        terminal.press("Esc", pause=0.2)
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
        assert terminal.modes == terminal.before
        raw = terminal.raw
    assert b"Traceback" not in raw
    assert hostile_characters(raw) == set()
    assert [payload for payload in PAYLOADS if payload in raw] == []
    assert "[@click=app.quit]" in raw.decode()  # shown as it was written


def test_the_trial_finds_what_it_looks_for() -> None:
    """The twin: each of the names that hold such a character would be found if it went out as it is."""
    held = [name for name in HOSTILE if hostile_characters(name.encode("utf-8", "surrogatepass"))
            or any(payload in name.encode() for payload in PAYLOADS)]  # fmt: skip
    assert len(held) >= 25
    assert hostile_characters("김민지 ▌ │ 010-1234-5678\r\n".encode()) == set()


def test_hostile_names_in_a_file_are_text_while_it_is_imported(database: Path, tmp_path: Path) -> None:
    rows = [["예약번호", "예약자", "전화번호", "대여일시", "차종"]]
    rows += [[f"R{number}", name, f"010-1234-{number:04}", "2022-10-16 18:00", name]
             for number, name in enumerate(HOSTILE)]  # fmt: skip
    rows.append(["", "", "", "2022-10-16 18:00", HOSTILE[0]])
    file = write_csv(tmp_path / "hostile \x1b[31m.csv", rows, "utf-8")
    with Terminal(["--db", str(database), *NOW], columns=132, rows=40) as terminal:
        terminal.wait_for("파일 가져오기")
        terminal.press("1")
        terminal.wait_for("경로를 적고")
        terminal.send("\x1b[200~" + str(file).replace("\x1b", "") + "\x1b[201~")
        terminal.press("Enter", pause=0.3)
        terminal.press("Esc", pause=0.3)
        terminal.press("q")
        clean = write_csv(tmp_path / "hostile.csv", rows, "utf-8")
    with Terminal(["--db", str(database), *NOW], columns=132, rows=40) as terminal:
        terminal.wait_for("파일 가져오기")
        terminal.press("1")
        terminal.wait_for("경로를 적고")
        terminal.send("\x1b[200~" + str(clean) + "\x1b[201~")
        terminal.press("Enter")
        terminal.wait_for("이렇게 읽었어요")
        for _ in range(4):
            terminal.press("Down", pause=0.05)
        terminal.press("Enter")
        terminal.wait_for("모든 행이 간 곳")
        terminal.press("F6")
        terminal.wait_for("Enter로 고쳐서")
        terminal.press("Enter")
        terminal.wait_for("확인해 주세요")
        for _ in range(5):
            terminal.press("Esc", pause=0.2)
        terminal.wait_for("미연락")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
        raw = terminal.raw
    assert b"Traceback" not in raw
    assert hostile_characters(raw) == set()
    assert [payload for payload in PAYLOADS if payload in raw] == []

    async def names() -> list[str]:
        async with open_store(database, now=SUNDAY_1640) as store:
            return [case.customer.name for case in await all_cases(store)]

    kept = asyncio.run(names())
    assert len(kept) >= len(HOSTILE) - 2  # one or two are nothing but marks that nobody can see
    assert hostile_characters("".join(kept).encode()) == set()
