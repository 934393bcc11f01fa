"""Makes and keeps `.venv`, the program's own Python environment.

Used by run.py and test.py, and therefore standard library only: it runs on a machine that has nothing
but Python.  A stamp holds the lock's digest, so that every later start costs one small read; what only
the set-up needs is imported there.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
LOCKS = {"run": ROOT / "scripts/requirements.txt", "test": ROOT / "scripts/requirements-dev.txt"}
OLDEST = (3, 11)


def python_of_venv() -> Path:
    return HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run_inside(purpose: str) -> None:
    """Starts the calling script again in the environment, with the project to import; returns once inside.

    Standard library only before this line: the system's Python runs the script up to it.
    """
    if Path(sys.prefix).resolve() == HOME.resolve() and str(ROOT) in sys.path:
        return
    import subprocess

    told = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONUTF8="1")
    done = subprocess.run([str(prepare(purpose)), *sys.argv], env=told, check=False)
    sys.exit(done.returncode)


def _stamp(lock: Path) -> str:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return version + " " + hashlib.sha256(lock.read_bytes()).hexdigest()


def prepare(purpose: str) -> Path:
    """The environment's Python, with the locked packages of `purpose` ("run" or "test") installed."""
    if sys.version_info < OLDEST:
        sys.exit(
            f"Python 3.11 이상이 필요합니다. 지금은 {sys.version.split()[0]} 입니다. / "
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}."
        )
    # The test lock contains the run lock, so a stamp of either serves "run".
    stamps = {name: HOME / f"sonnim-{name}.stamp" for name in LOCKS}
    wanted = [purpose] if purpose == "test" else ["run", "test"]
    python = python_of_venv()
    for name in wanted:
        if _read(stamps[name]) == _stamp(LOCKS[name]) and python.is_file():
            return python
    print("처음 준비하는 중입니다(1~2분). / Setting up (a minute or two) …", file=sys.stderr, flush=True)
    for stamp in stamps.values():
        stamp.unlink(missing_ok=True)
    if not _usable(python):
        _create()
    _install(LOCKS[purpose])
    stamps[purpose].write_text(_stamp(LOCKS[purpose]))
    return python


def _read(stamp: Path) -> str:
    try:
        return stamp.read_text()
    except FileNotFoundError:
        return ""


def _usable(python: Path) -> bool:
    """True when the environment exists and is of the Python that runs this script."""
    if not python.is_file():
        return False
    import subprocess

    asked = subprocess.run(
        [str(python), "-c", "import sys, pip; print(*sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.split() == [str(part) for part in sys.version_info[:2]]


def _create() -> None:
    import shutil
    import subprocess
    import venv

    shutil.rmtree(HOME, ignore_errors=True)
    try:
        venv.create(HOME, with_pip=True)
    except subprocess.CalledProcessError:  # Debian and Ubuntu keep ensurepip in a package of its own
        sys.exit(
            "파이썬에 pip가 없어 준비하지 못했습니다. python3-venv 패키지를 설치하고 다시 실행해 주세요. / "
            "This Python comes without pip. Install the package python3-venv and run this again."
        )


def _install(lock: Path) -> None:
    import subprocess

    done = subprocess.run(
        [str(python_of_venv()), "-m", "pip", "install", "-qq", "--disable-pip-version-check",
         "--no-input", "--require-hashes", "--only-binary", ":all:", "-r", str(lock)], check=False
    )  # fmt: skip
    if done.returncode:
        sys.exit(
            "준비하지 못했습니다. 인터넷 연결을 확인하고 다시 실행해 주세요. / "
            "The set-up did not finish. Check the internet connection and run this again."
        )
