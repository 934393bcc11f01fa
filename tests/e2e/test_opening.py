"""From the command line to a board on the screen, and back to a sane terminal."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.conftest import Sonnim
from tests.terminal import Terminal, needs_terminal

pytestmark = needs_terminal


def left_sanely(terminal: Terminal) -> bool:
    """The program has ended well, the screen of before is back and the keyboard is as it was."""
    status = terminal.wait_for_exit()
    return status == 0 and not terminal.alternate and terminal.modes == terminal.before


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (132, 40)])
def test_nothing_imported_yet_offers_a_file_or_a_demo(database: Path, columns: int, rows: int) -> None:
    with Terminal(["--db", str(database)], columns=columns, rows=rows) as terminal:
        terminal.wait_for("파일 가져오기")
        terminal.wait_for("제주")
        assert terminal.alternate
        terminal.press("q")
        assert left_sanely(terminal)
        assert b"Traceback" not in terminal.raw


def test_a_demo_chosen_in_the_welcome_leaves_the_shops_own_database_alone(
    database: Path, sonnim: Sonnim
) -> None:
    with Terminal(["--db", str(database)]) as terminal:
        terminal.wait_for("제주")
        terminal.press("2")
        terminal.wait_for("미연락")
        terminal.press("q")
        assert left_sanely(terminal)
    assert sonnim("list", "--json").json == []


@pytest.mark.parametrize("story", ["jeju", "agency"])
def test_a_demo_opens_by_name_and_is_gone_afterwards(story: str, tmp_path: Path) -> None:
    words = ["demo", story, "--now", "2022-10-16T16:40", "--lang", "en"]
    with Terminal(words, environment={"TMPDIR": str(tmp_path)}) as terminal:
        terminal.wait_for("16:40")
        assert list(tmp_path.iterdir())
        terminal.press("q")
        assert left_sanely(terminal)
    assert list(tmp_path.iterdir()) == []
    assert tempfile.gettempdir() != str(tmp_path)


def test_what_was_imported_stands_on_the_board(database: Path, sonnim: Sonnim, tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("이름,전화번호,픽업일시\n김민지,010-1234-5678,2022-10-16 17:00\n", encoding="utf-8")
    assert sonnim("import", str(file)).status == 0
    with Terminal(["--now", "2022-10-16T16:39:30", "--db", str(database)]) as terminal:
        assert "20분" in terminal.wait_for("김민지")
        terminal.press("q")
        assert left_sanely(terminal)


def test_a_database_that_cannot_be_used_is_a_sentence_and_no_board(database: Path) -> None:
    database.write_bytes(b"somebody's diary")
    with Terminal(["--db", str(database)]) as terminal:
        assert terminal.wait_for_exit() == 1
        assert not terminal.alternate
        assert b"\x1b[?1049h" not in terminal.raw
        assert "Traceback" not in terminal.text
        assert terminal.text.strip()


def test_an_import_stopped_by_ctrl_c_keeps_nothing_and_says_so(
    database: Path, sonnim: Sonnim, tmp_path: Path
) -> None:
    file = tmp_path / "long.csv"
    rows = (f"A{row},김민지{row},010-1234-{row % 10_000:04},2022-10-16 17:00\n" for row in range(200_000))
    file.write_text("주문번호,이름,전화번호,픽업일시\n" + "".join(rows), encoding="utf-8")
    with Terminal(["--db", str(database), "import", str(file)]) as terminal:
        terminal.wait_for(" / ")
        terminal.press("Ctrl+c")
        assert terminal.wait_for_exit() == 1
        assert "저장하지 않았어요" in terminal.text
        assert b"Traceback" not in terminal.raw
    assert sonnim("list", "--json").json == []
