"""The two commands of the README, on an environment that is ready."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import environment
from tests.conftest import ROOT

RUN = ROOT / "scripts/run.py"
ready = pytest.mark.skipif(
    not any((environment.HOME / f"sonnim-{name}.stamp").is_file() for name in environment.LOCKS),
    reason="the project's own environment has not been made here; scripts/run.py makes it",
)


def run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(RUN), *words]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=60, check=False)


@ready
def test_it_runs_from_any_folder_whatever_lies_there(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken for the library')", encoding="utf-8")
    (tmp_path / "tui").mkdir()
    (tmp_path / "tui/__init__.py").write_text("raise SystemExit('taken for ours')", encoding="utf-8")
    (tmp_path / "예약.csv").write_text("이름,전화번호,픽업일\n김하늘,010-0000-0001,10/17\n", encoding="utf-8")
    taken = run("--db", "here.db", "import", "예약.csv", folder=tmp_path)
    assert (taken.returncode, taken.stderr) == (0, "")
    assert (tmp_path / "here.db").exists()
    done = run("--db", "here.db", "list", "--json", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "김하늘" in done.stdout


@ready
def test_the_status_of_the_program_is_the_status_of_the_script(tmp_path: Path) -> None:
    done = run("fly", folder=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@ready
def test_a_second_start_is_quiet(tmp_path: Path) -> None:
    assert run("--version", folder=tmp_path).stderr == ""


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine on which nothing has been made yet; what would be installed is recorded."""
    home = tmp_path / "venv"
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    monkeypatch.setattr(environment, "HOME", home)
    monkeypatch.setattr(environment, "LOCKS", {name: tmp_path / f"{name}.txt" for name in ("run", "test")})
    for lock in environment.LOCKS.values():
        lock.write_text(f"# {lock.name}\n", encoding="utf-8")

    def create() -> None:
        python.parent.mkdir(parents=True)
        python.touch()

    monkeypatch.setattr(environment, "_create", create)
    monkeypatch.setattr(environment, "_usable", Path.is_file)
    return tmp_path


def test_the_environment_is_made_once_and_again_when_the_lock_changes(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(environment, "_install", lambda lock: installed.append(lock.name))
    for _ in range(2):
        environment.prepare("run")
    assert installed == ["run.txt"]
    environment.prepare("test")
    environment.prepare("run")  # the test environment serves the program too
    assert installed == ["run.txt", "test.txt"]
    (empty / "test.txt").write_text("# other\n", encoding="utf-8")
    environment.prepare("test")
    assert installed == ["run.txt", "test.txt", "test.txt"]


def test_an_interrupted_installation_is_done_again(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_lock: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "_install", interrupted)
    with pytest.raises(KeyboardInterrupt):
        environment.prepare("run")
    installed: list[Path] = []
    monkeypatch.setattr(environment, "_install", installed.append)
    environment.prepare("run")
    assert len(installed) == 1
    assert empty.is_dir()


def test_an_old_python_is_told_so_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.sys, "version_info", (3, 10, 0))
    with pytest.raises(SystemExit) as caught:
        environment.prepare("run")
    assert "3.11 이상" in str(caught.value)
    assert "newer is needed" in str(caught.value)
