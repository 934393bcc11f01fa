"""Runs sonnim with the arguments given, after making its environment the first time."""

from __future__ import annotations

import os
import subprocess
import sys

from environment import ROOT, prepare


def main() -> None:
    command = [str(prepare("run")), "-m", "tui", *sys.argv[1:]]
    # Files are named relative to where the user stands, so the folder stays and the path tells Python.
    environment = dict(os.environ, PYTHONPATH=str(ROOT))
    if os.name == "nt":  # exec on Windows returns to the shell before the program ends
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)
    os.execve(command[0], command, environment)


if __name__ == "__main__":
    main()
