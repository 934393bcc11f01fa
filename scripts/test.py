"""Every check of the project, after making its environment the first time; exit status 0 when all pass.

python3 scripts/test.py                    everything, as CI does
python3 scripts/test.py tests/unit -k dates    the tests only, with these arguments for pytest
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # not there under PYTHONSAFEPATH
from environment import ROOT, prepare

CHECKS: dict[str, list[str]] = {
    "ruff": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
}
TESTS = ["-m", "pytest", "-rs"]  # what was skipped says why


def main() -> None:
    python = prepare("test")
    checks = {"pytest": [*TESTS, *sys.argv[1:]]} if sys.argv[1:] else _everything()
    failed = [name for name, arguments in checks.items() if not _passes(python, name, arguments)]
    if failed:
        sys.exit(f"실패 / failed: {', '.join(failed)}")
    print(f"모두 통과 / all passed: {', '.join(checks)}")


def _everything() -> dict[str, list[str]]:
    """The checks, then every generator's own question whether its file is up to date, then the tests."""
    generators = {
        f"{script.name} --check": [str(script), "--check"]
        for script in sorted((ROOT / "scripts").glob("*.py"))
        if script.name != "test.py" and '"--check"' in script.read_text(encoding="utf-8")
    }
    return {**CHECKS, **generators, "pytest": [*TESTS, "-n", str(_workers()), "--dist", "worksteal"]}


def _workers() -> int:
    """How many processes run the tests: one more than there are processors, as tests wait for programs that
    they start; no more than eight, as each of them imports everything first."""
    return min((os.cpu_count() or 1) + 1, 8)


def _passes(python: Path, name: str, arguments: list[str]) -> bool:
    print(f"── {name}", flush=True)
    start = time.monotonic()
    # The tests start the program some hundred times: it is compiled once, whatever the machine's habit.
    environment = dict(os.environ, PYTHONUTF8="1", PYTHONPATH=str(ROOT), PYTHONDONTWRITEBYTECODE="")
    done = subprocess.run([str(python), *arguments], cwd=ROOT, env=environment, check=False)
    print(f"   {'ok' if not done.returncode else 'FAILED'} {time.monotonic() - start:.1f} s", flush=True)
    return not done.returncode


if __name__ == "__main__":
    main()
