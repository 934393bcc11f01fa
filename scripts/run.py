"""Runs sonnim with the arguments given, after making its environment the first time."""

from __future__ import annotations

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # not there under PYTHONSAFEPATH
from environment import ROOT, prepare


def main() -> None:
    command = [str(prepare("run")), "-m", "tui", *sys.argv[1:]]
    # Files are named relative to where the user stands, so the folder stays and the path tells Python;
    # a `tui` or a `json.py` that happens to lie in that folder must not be taken for ours.
    environment = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONSAFEPATH="1")
    if os.name == "nt":  # exec on Windows returns to the shell before the program ends
        import signal
        import subprocess

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the program's to answer
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)
    os.execve(command[0], command, environment)


if __name__ == "__main__":
    main()
