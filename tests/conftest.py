"""What every test stands on: a fixed clock, an empty home, Korean, and a way to run the command."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import hypothesis
import pytest

from tests.new_databases import make_quickly
from tui import cli, i18n
from tui.domain.model import Millis

ROOT = Path(__file__).resolve().parent.parent
SUNDAY_1640: Millis = 1_665_906_000_000
"""2022-10-16 16:40 in Seoul, a day after the data centre burned."""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell does for what runs behind it
    signal.signal(signal.SIGINT, signal.default_int_handler)  # and the programs started here would inherit it

hypothesis.settings.register_profile(
    "project", deadline=None, database=None, derandomize=bool(os.environ.get("SONNIM_CI")), print_blob=True
)
hypothesis.settings.load_profile("project")


def pytest_collection_finish() -> None:
    """Thousands of tests and what they import stay for good: nobody looks through them for garbage again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def now() -> Millis:
    return SUNDAY_1640


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a database may be made; nothing is there yet."""
    return tmp_path / "sonnim.db"


@pytest.fixture(autouse=True)
def hermetic(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees the developer's settings, data, language or terminal."""
    home = tmp_path_factory.getbasetemp() / "home"
    for variable in list(os.environ):
        if variable.startswith(("SONNIM_", "LC_", "XDG_", "TMUX", "SSH_")) or variable in (
            "NO_COLOR",
            "LANGUAGE",
        ):
            monkeypatch.delenv(variable)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("SONNIM_CONFIG", str(home / "config.toml"))
    monkeypatch.setenv("SONNIM_DB", str(home / "nobody-named-a-database" / "sonnim.db"))
    monkeypatch.setenv("SONNIM_STAFF", "수현")
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    before = i18n.chosen()
    i18n.choose("ko")
    yield
    i18n.choose(before)


@pytest.fixture(autouse=True)
def quick_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    """See new_databases.py; a module that tests how databases are made has a fixture of this name instead."""
    make_quickly(monkeypatch)


def _has_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@dataclass(frozen=True)
class Ran:
    """How one run of the command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Sonnim:
    """Runs the command on one database, at a fixed time.

    `sonnim("list")` runs it in the test's own process, which is quick; `sonnim.apart("list")` starts the
    program, for what only a process of its own shows.  Within a test that has an event loop, and for files
    named as seen from the folder (the process that reads files was started elsewhere), both do the latter.
    """

    def __init__(self, database: Path, folder: Path) -> None:
        self.database = database
        self.folder = folder

    def __call__(self, *words: str, now: str = "2022-10-16T16:40", **environment: str) -> Ran:
        if _has_event_loop() or any(not Path(w).is_absolute() and (self.folder / w).is_file() for w in words):
            return self.apart(*words, now=now, **environment)
        streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="", write_through=True) for _ in range(2)]
        language, collecting = i18n.chosen(), gc.isenabled()
        with (
            patch.dict(os.environ, environment),
            contextlib.chdir(self.folder),
            open(os.devnull, encoding="utf-8") as nothing,
            patch.object(sys, "stdin", nothing),
            contextlib.redirect_stdout(streams[0]),
            contextlib.redirect_stderr(streams[1]),
        ):
            try:
                status = cli.main(self._arguments(now, words))
            finally:  # a command goes at once: it leaves its language and turns the garbage collector off
                i18n.choose(language)
                if collecting:
                    gc.enable()
        out, err = (stream.buffer.getvalue().decode() for stream in streams)  # type: ignore[attr-defined]
        return Ran(status, out, err)

    def apart(self, *words: str, now: str = "2022-10-16T16:40", **environment: str) -> Ran:
        """The real program in its own process."""
        done = subprocess.run(
            [sys.executable, "-m", "tui", *self._arguments(now, words)],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def _arguments(self, now: str, words: tuple[str, ...]) -> list[str]:
        return ["--db", str(self.database), "--now", now, *words]


@pytest.fixture
def sonnim(database: Path, tmp_path: Path) -> Sonnim:
    return Sonnim(database, tmp_path)
