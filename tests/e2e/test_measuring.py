"""The measuring itself: a program whose times are known is measured as what it is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import key_table
from on_a_terminal import Program, _pressed
from tests.terminal import needs_terminal

# Shows "ready", then answers each key with two synchronized updates, 30 and 60 ms after it.
PROGRAM = """
import sys, time, tty
tty.setraw(0)
print("re\\x1b[1mady", end="", flush=True)
while sys.stdin.buffer.raw.read(1):
    for word in ("echo", "result"):
        time.sleep(0.03)
        print(f"\\x1b[?2026h{word}\\x1b[?2026l", end="", flush=True)
"""
ASKING = """
import sys, tty
tty.setraw(0)
print("\\x1b[?2026$p", end="", flush=True)
answer = sys.stdin.buffer.raw.read(11)
print("answered" if answer == b"\\x1b[?2026;2$y" else repr(answer), end="", flush=True)
sys.stdin.buffer.raw.read(1)
"""


@needs_terminal
def test_a_key_s_frame_is_its_first_update_and_its_last_byte_ends_all() -> None:
    with Program([sys.executable, "-c", PROGRAM], {}) as program:
        assert 0 < program.wait_for("ready") < 10_000
        pressed = program.press("x")
    assert 30 <= pressed.frame < 55
    assert 60 <= pressed.last < 110
    assert pressed.shown("echo") == pressed.frame
    assert pressed.shown("echo", "result") == pressed.last
    with pytest.raises(LookupError):
        pressed.shown("nothing of the kind")


@needs_terminal
def test_what_a_program_asks_its_terminal_is_answered_at_once() -> None:
    with Program([sys.executable, "-c", ASKING], {}) as program:
        assert program.wait_for("answered") < 10_000


def test_an_update_that_arrives_in_pieces_ends_with_its_last_piece() -> None:
    reads = [(1.0, b"a\x1b[?20"), (1.01, b"26lb"), (1.02, b"c")]
    pressed = _pressed(0.995, reads)
    assert (round(pressed.frame), round(pressed.last)) == (15, 25)


def test_without_updates_all_that_followed_is_the_frame() -> None:
    pressed = _pressed(1.0, [(1.01, b"a"), (1.02, b"b")])
    assert round(pressed.frame) == round(pressed.last) == 20
    assert pressed.shown("ab") == pressed.last


def _text(middle: str) -> str:
    markers = (f"<!-- {name} -->\n{middle}<!-- /{name} -->" for name in key_table.parts())
    return "before\n" + "\n".join(markers) + "\nafter\n"


def test_the_generated_parts_of_the_readme_are_found_out_of_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = tmp_path / "README.md"
    monkeypatch.setattr(key_table, "README", readme)
    readme.write_text(_text("old\n"), "utf-8")
    assert any("out of date" in problem for problem in key_table.problems())
    assert key_table.main() == 0
    assert "`n` (`ㅜ`)" in readme.read_text("utf-8")
    assert not any("out of date" in problem for problem in key_table.problems())
    readme.write_text(readme.read_text("utf-8").replace("`ㅜ`", "`ㅠ`"), "utf-8")
    assert any("out of date" in problem for problem in key_table.problems())


def test_a_picture_that_nothing_draws_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = tmp_path / "README.md"
    monkeypatch.setattr(key_table, "README", readme)
    readme.write_text(_text("") + "![x](screenshots/nothing-ko.svg)\n", "utf-8")
    assert any("nothing-ko.svg" in problem for problem in key_table.problems())
