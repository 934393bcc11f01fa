"""The real program on a real terminal: bytes of a keyboard in, a sane terminal out, whatever ends it."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import SUNDAY_1640
from tests.containers import csv
from tests.e2e.conftest import NAMES
from tests.samples import reservations
from tests.storing import all_cases
from tests.terminal import Terminal, needs_terminal
from tui.domain.model import Case
from tui.domain.words import Outcome
from tui.store.sqlite import open_store

pytestmark = needs_terminal
NOW = ("--now", "2022-10-16T16:40")
_SWITCHED_ON = re.compile(rb"\x1b\[\?(1000|1002|1003|1006|1015|1004|1049|2004|2048)h")


def cases_of(database: Path) -> dict[str, Case]:
    async def read() -> list[Case]:
        async with open_store(database, now=SUNDAY_1640) as store:
            return await all_cases(store)

    return {case.customer.name: case for case in asyncio.run(read())}


def left_sanely(terminal: Terminal) -> bool:
    """Modes, screen, mouse, paste and cursor are as they were before."""
    raw = terminal.raw
    still_on = [
        mode
        for mode in set(_SWITCHED_ON.findall(raw))
        if raw.rfind(b"\x1b[?" + mode + b"h") > raw.rfind(b"\x1b[?" + mode + b"l")
    ]
    cursor_back = raw.rfind(b"\x1b[?25h") > raw.rfind(b"\x1b[?25l")
    return terminal.modes == terminal.before and not terminal.alternate and not still_on and cursor_back


def test_keys_come_as_jamo_with_the_korean_input_method_on(few: Path) -> None:
    with Terminal(["--db", str(few), *NOW]) as terminal:
        terminal.wait_for("미연락 8")
        terminal.press("ㅅ")  # t
        terminal.wait_for(f"{NAMES[0]} 님 · 대리 전달")
        terminal.press("ㅜ")  # n
        terminal.wait_for("내 담당이에요")
        terminal.press("ㅈ")  # w
        terminal.wait_for(f"{NAMES[1]} 님 · 번호 오류")
        terminal.press("ㅕ")  # u
        terminal.wait_for("되돌렸어요")
        terminal.press("Esc", pause=0.2)
        terminal.press("ㄱ")  # r
        terminal.wait_for("할 일 정하기")
        terminal.press("Esc", pause=0.2)
        terminal.press("ㅂ")  # q
        assert terminal.wait_for_exit() == 0
        assert left_sanely(terminal)
    cases = cases_of(few)
    assert [attempt.outcome for attempt in cases[NAMES[0]].attempts] == [Outcome.THIRD_PARTY]
    assert cases[NAMES[1]].attempts == ()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_as_a_person_would(few: Path, number: int) -> None:
    with Terminal(["--db", str(few), *NOW]) as terminal:
        terminal.wait_for("미연락 8")
        terminal.press("4")
        terminal.wait_for(f"{NAMES[0]} 님 · 부재중")
        terminal.press("n")
        terminal.wait_for("내 담당이에요")
        assert cases_of(few)[NAMES[1]].claim is not None
        terminal.kill(number)
        terminal.wait_for_exit()
        assert left_sanely(terminal)
        assert b"Traceback" not in terminal.raw
    cases = cases_of(few)
    assert [case for case in cases.values() if case.claim] == []
    assert len(cases[NAMES[0]].attempts) == 1


def test_a_kill_that_nobody_can_catch_leaves_the_claim_to_time_and_the_terminal_as_it_was(few: Path) -> None:
    """The twin of the one above."""
    with Terminal(["--db", str(few), *NOW]) as terminal:
        terminal.wait_for("미연락 8")
        terminal.press("n")
        terminal.wait_for("내 담당이에요")
        terminal.kill()
        terminal.wait_for_exit()
        assert not left_sanely(terminal)
    assert cases_of(few)[NAMES[0]].claim is not None


def test_a_terminal_that_is_closed_loses_nothing(few: Path) -> None:
    with Terminal(["--db", str(few), *NOW]) as terminal:
        terminal.wait_for("미연락 8")
        terminal.press("1")
        terminal.wait_for(f"{NAMES[0]} 님 · 본인 확인")
        terminal.press("n")
        terminal.wait_for("내 담당이에요")
        terminal.close()
        terminal.process.wait(20)
    cases = cases_of(few)
    assert [case for case in cases.values() if case.claim] == []
    assert [attempt.outcome for attempt in cases[NAMES[0]].attempts] == [Outcome.CONFIRMED]


def test_a_signal_in_the_middle_of_logging_loses_nothing_that_was_called_logged(few: Path) -> None:
    with Terminal(["--db", str(few), *NOW]) as terminal:
        terminal.wait_for("미연락 8")
        terminal.send("44444444")
        terminal.wait_for("기록했어요")
        terminal.kill(signal.SIGTERM)
        terminal.wait_for_exit()
        said = set(re.findall("([가-힣]{3}) 님 · 부재중으로 기록했어요", terminal.raw.decode()))
        assert left_sanely(terminal)
    cases = cases_of(few)
    assert said
    assert all(cases[name].attempts for name in said)


def test_without_colours_there_are_none(few: Path) -> None:
    with Terminal(["--db", str(few), *NOW], environment={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("미연락 8")
        terminal.press("n")
        terminal.wait_for("내 담당이에요")
        terminal.press("Esc", pause=0.2)
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
        assert coloured(terminal.raw) == set()


def test_with_colours_there_are_some(few: Path) -> None:
    """The twin of the one above."""
    with Terminal(["--db", str(few), *NOW]) as terminal:
        terminal.wait_for("미연락 8")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
        assert coloured(terminal.raw)


def coloured(raw: bytes) -> set[str]:
    """Colours that are not black, white or grey."""
    found = set()
    for codes in re.findall(rb"\x1b\[([0-9;]*)m", raw):
        parts = codes.decode().split(";")
        for at, part in enumerate(parts):
            if (
                part in ("38", "48")
                and parts[at + 1 : at + 2] == ["2"]
                and len(set(parts[at + 2 : at + 5])) > 1
            ):
                found.add(codes.decode())
            if part in ("38", "48") and parts[at + 1 : at + 2] == ["5"]:
                number = int(parts[at + 2])
                if number < 232 and number not in (0, 7, 8, 15, 16, 59, 102, 145, 188, 231):
                    found.add(codes.decode())
        if len(parts) == 1 and re.fullmatch("(3|4|9|10)[1-6]", parts[0]):
            found.add(codes.decode())
    return found


BROKEN = """
import sys
from tui.board.screens.board import BoardScreen
async def broken(self):
    raise ValueError(f"{self.selected.customer.name} {self.selected.points[0].value}")
BoardScreen.do_copy = broken
from tui.cli import main
sys.exit(main())
"""


def test_what_it_says_when_it_crashes_names_nobody(few: Path) -> None:
    command = (sys.executable, "-c", BROKEN)
    with Terminal(["--db", str(few), *NOW], command=command) as terminal:
        terminal.wait_for("미연락 8")
        terminal.press("4")
        terminal.wait_for(f"{NAMES[0]} 님 · 부재중")
        terminal.press("c")
        assert terminal.wait_for_exit() != 0
        time.sleep(0.1)
        said = terminal.raw.rpartition(b"\x1b[?1049l")[2].decode()
        assert left_sanely(terminal)
    assert "ValueError" in said or "WorkerFailed" in said
    assert "모두 저장되어" in said
    for secret in (*NAMES, "1234", "+82", "레터링"):
        assert secret not in said
    assert len(cases_of(few)[NAMES[0]].attempts) == 1


def test_two_files_dropped_on_the_window_are_taken_in_together(few: Path, tmp_path: Path) -> None:
    files = [tmp_path / "첫째 주문.csv", tmp_path / "둘째.csv"]
    rows = reservations(8)
    files[0].write_bytes(csv(rows[:5]))
    files[1].write_bytes(csv([rows[0], *rows[5:]]))
    with Terminal(["--db", str(few), *NOW]) as terminal:
        terminal.wait_for("미연락 8")
        terminal.press("f")
        terminal.wait_for("경로")
        terminal.send("\x1b[200~" + "\n".join(map(str, files)) + "\x1b[201~")
        terminal.wait_for("파일 2개를 받았어요")
        terminal.press("Enter")
        terminal.wait_for("1/2 · 첫째 주문.csv")
        terminal.press("a")
        terminal.wait_for("파일 2개 가운데 2개")
        terminal.press("Enter")
        terminal.wait_for("Enter 연락하기")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
        assert left_sanely(terminal)
    taken = {order.order_no for case in cases_of(few).values() for order in case.orders}
    assert taken >= {row[0] for row in rows[1:] if row[7] not in ("예약취소", "이용완료")}
