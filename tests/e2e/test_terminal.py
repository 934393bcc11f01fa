"""The terminal that other tests drive programs with does what a terminal does."""

from __future__ import annotations

import signal
import sys

import pytest

from tests.terminal import Terminal, needs_terminal

pytestmark = needs_terminal

ECHO = """
import sys, termios, tty
before = termios.tcgetattr(0)
tty.setraw(0)
sys.stdout.write("\\x1b[2J\\x1b[H\\x1b[>1u\\x1b[?2026$p\\x1b]0;title\\x07손님 │ok\\x1b[?1u")
sys.stdout.flush()
while (key := sys.stdin.buffer.raw.read(64)) != b"q":
    sys.stdout.write(f"\\r\\n{key.decode()!a}")
    sys.stdout.flush()
termios.tcsetattr(0, termios.TCSADRAIN, before)
"""
PYTHON = (sys.executable, "-c", ECHO)


def test_wide_characters_stand_in_two_cells_and_silent_sequences_print_nothing() -> None:
    with Terminal([], columns=20, rows=5, command=PYTHON) as terminal:
        terminal.wait_for("ok")
        assert terminal.lines[0] == "손님 │ok"
        assert terminal.cell_attributes[0][5].data == "│"
        assert b"\x1b[>1u" in terminal.raw


def test_half_a_wide_character_written_over_is_a_blank() -> None:
    written = "print('\\x1b[2J\\x1b[H손님\\x1b[1;1Ha\\x1b[1;6Hend')"
    with Terminal([], columns=20, rows=3, command=(sys.executable, "-c", written)) as terminal:
        terminal.wait_for("end")
        assert terminal.lines[0] == "a 님 end"


def test_keys_arrive_as_a_keyboard_sends_them() -> None:
    with Terminal([], columns=40, rows=9, command=PYTHON) as terminal:
        terminal.wait_for("ok")
        terminal.press("ㅓ", pause=0.05)
        terminal.wait_for(r"'\u3153'")
        terminal.press("Down", pause=0.05)
        terminal.wait_for(r"'\x1b[B'")
        terminal.press("Enter")
        terminal.wait_for(r"'\r'")


def test_the_modes_show_whether_a_program_tidied_up() -> None:
    with Terminal([], command=PYTHON) as terminal:
        terminal.wait_for("ok")
        assert terminal.modes != terminal.before
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
        assert terminal.modes == terminal.before


def test_a_killed_program_leaves_its_modes_behind() -> None:
    with Terminal([], command=PYTHON) as terminal:
        terminal.wait_for("ok")
        terminal.kill()
        assert terminal.wait_for_exit() == -signal.SIGKILL
        assert terminal.modes != terminal.before


def test_taking_the_terminal_away_hangs_up() -> None:
    with Terminal([], command=PYTHON) as terminal:
        terminal.wait_for("ok")
        terminal.close()
        assert terminal.wait_for_exit() == -signal.SIGHUP


def test_a_text_that_never_comes_fails_with_the_screen() -> None:
    with Terminal([], command=PYTHON) as terminal:
        terminal.wait_for("ok")
        with pytest.raises(pytest.fail.Exception, match=r"never.*still runs.*\n손님 │ok"):
            terminal.wait_for("never", timeout=0.3)


def test_a_program_that_ends_is_not_waited_for() -> None:
    with (
        Terminal([], command=(sys.executable, "-c", "print('bye')")) as terminal,
        pytest.raises(pytest.fail.Exception, match="status 0"),
    ):
        terminal.wait_for("never", timeout=60)
