"""`sonnim import --watch`: a program that rewrites its files beside the real watcher."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.samples import as_csv
from tui.i18n import say_in

GENEROUS = 30.0
"""Seconds until a condition counts as never coming true, on a machine with much else to do."""
_ENTRY = "import sys; {patch}; from tui.commands import run; raise SystemExit(run(sys.argv[1:]))"
_CARELESS = (
    "import tui.intake.watching as watching; watching.SETTLED_SECONDS = watching.DOUBTFUL_SECONDS = 0; "
    "watching.ends_whole = lambda path: True"
)
HEADER = ["주문번호", "이름", "연락처", "픽업일시"]


def table(*names: str, prefix: str = "P") -> bytes:
    rows = [[f"{prefix}{at}", name, f"010-1234-{at:04}", "2022-10-17 10:00"] for at, name in enumerate(names)]
    return as_csv([HEADER, *rows]).encode("cp949")


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + GENEROUS
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)


class Watching:
    """The watcher on a folder, and what is in its database."""

    def __init__(self, folder: Path, patch: str = "pass") -> None:
        self.folder = folder / "POS"
        self.folder.mkdir()
        self._database = folder / "sonnim.db"
        self._err = folder / "stderr.txt"
        self._signs = count()
        self.put("first.csv", table("처음이", prefix="F"))
        words = [
            "--db",
            str(self._database),
            "--now",
            "2022-10-16T16:40",
            "import",
            "--watch",
            str(self.folder),
        ]
        with self._err.open("wb") as err, (folder / "stdout.txt").open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-c", _ENTRY.format(patch=patch), *words],
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )
        until(lambda: "처음이" in self.names())

    def put(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def names(self) -> set[str]:
        """Everybody on the board, by the order as it stands now."""
        return set(self._ask("SELECT name FROM orders"))

    def imports(self, file: str) -> int:
        return len(self._ask("SELECT file FROM imports WHERE file = ?", file))

    def _ask(self, question: str, *words: str) -> list[str]:
        if not self._database.exists():
            return []
        try:
            with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True, timeout=30)) as conn:
                return [row[0] for row in conn.execute(question, words)]
        except sqlite3.OperationalError:  # it is only just being made
            return []

    def looks_again(self) -> None:
        """Waits until a file that was written later than all others has been taken in."""
        name = f"표시{next(self._signs)}"
        self.put(f"zz-{name}.csv", table(name, prefix=name))
        until(lambda: name in self.names())

    @property
    def err(self) -> str:
        return self._err.read_text("utf-8")

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(GENEROUS)


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    begun = Watching(tmp_path)
    yield begun
    if begun.process.poll() is None:
        begun.process.kill()
        begun.process.wait()


def write_slowly(watching: Watching, name: str, half: bytes, whole: bytes) -> bool:
    """Writes half a file, waits until the watcher has looked past it and lets go of it whole.

    False where this machine took so long that even a doubtful file would have counted as finished.
    """
    began = time.monotonic()
    with (watching.folder / name).open("wb") as stream:
        stream.write(half)
        stream.flush()
        watching.looks_again()
        quick = time.monotonic() - began < 2.0
        stream.seek(0)
        stream.truncate()
        stream.write(whole)
    return quick


def test_every_finished_state_is_taken_in_however_it_was_written(watching: Watching) -> None:
    pos = watching.put("pos.csv", table("김하나"))
    until(lambda: "김하나" in watching.names())
    pos.write_bytes(table("김하나", "이두리"))  # in place
    until(lambda: "이두리" in watching.names())
    other = watching.put("pos.csv.tmp", table("김하나", "이두리", "박세찌"))
    other.replace(pos)  # another file under the same name
    until(lambda: "박세찌" in watching.names())
    with pos.open("ab") as stream:  # a line more
        stream.write(table("", "", "", "최네찌").splitlines(keepends=True)[-1])
    until(lambda: {"김하나", "이두리", "박세찌", "최네찌"} <= watching.names())
    pos.write_bytes(table("김하나바꿈"))  # another name in the same order
    until(lambda: "김하나바꿈" in watching.names())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has a file open")
def test_half_a_file_that_ends_with_a_line_is_not_taken_while_its_writer_has_it(watching: Watching) -> None:
    for turn in count():
        half, whole = table(f"반쪽{turn}", prefix=f"T{turn}-"), table(f"온쪽{turn}", prefix=f"T{turn}-")
        quick = write_slowly(watching, f"pos{turn}.csv", half, whole)
        until(lambda name=f"온쪽{turn}": name in watching.names())  # type: ignore[misc]
        if quick:
            break
    assert watching.imports(f"pos{turn}.csv") == 1
    assert f"반쪽{turn}" not in watching.names()


def test_half_a_line_is_not_taken_either(watching: Watching) -> None:
    for turn in count():
        name = f"pos{turn}.csv"
        whole = table(f"첫째{turn}", f"둘째{turn}", prefix=f"T{turn}-")
        began = time.monotonic()
        watching.put(name, whole[:-14])
        watching.looks_again()
        seen = watching.imports(name)
        quick = time.monotonic() - began < 2.0
        watching.put(name, whole)
        until(lambda name=f"둘째{turn}": name in watching.names())  # type: ignore[misc]
        if quick:
            break
    assert seen == 0
    assert watching.imports(name) == 1


def test_a_watcher_that_does_not_wait_takes_half_a_file(tmp_path: Path) -> None:
    """The twin of both."""
    careless = Watching(tmp_path, _CARELESS)
    try:
        with (careless.folder / "pos.csv").open("wb") as stream:
            stream.write(table("반쪽이"))
            stream.flush()
            until(lambda: "반쪽이" in careless.names())
    finally:
        careless.end()


def test_the_same_again_with_another_time_is_no_import(watching: Watching) -> None:
    pos = watching.put("pos.csv", table("김하나", "이두리"))
    until(lambda: "이두리" in watching.names())
    assert watching.imports("pos.csv") == 1
    for later in (5, 6):
        os.utime(pos, ns=(0, time.time_ns() + later * 1_000_000_000))
        watching.looks_again()
    assert watching.imports("pos.csv") == 1
    pos.write_bytes(table("김하나", "이두리", "박세찌"))  # the twin: somebody more
    until(lambda: "박세찌" in watching.names())
    assert watching.imports("pos.csv") == 2


def test_a_broken_file_is_told_once_and_others_go_on(watching: Watching) -> None:
    for later in range(3):
        path = watching.put("사진.csv", b"\x89PNG\r\n\x1a\n" + bytes(50) + b"\n")
        os.utime(path, ns=(0, time.time_ns() + later * 1_000_000_000))
        watching.looks_again()
    assert watching.err.count("사진.csv") == 1
    watching.put("사진.csv", table("글자표", prefix="S"))
    until(lambda: "글자표" in watching.names())
    watching.put("사진.csv", b"%PDF-1.7\n")  # the twin: broken in another way is said again
    until(lambda: watching.err.count("사진.csv") == 2)


def test_ctrl_c_ends_it_with_a_sentence_and_keeps_all(watching: Watching) -> None:
    assert watching.end() == 0
    assert watching.err.splitlines()[-1] == say_in("ko", "cli.import.watched")
    assert "처음이" in watching.names()
    assert "Traceback" not in watching.err
