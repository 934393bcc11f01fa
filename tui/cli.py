"""Arguments to one of the programs: the board, or a command.  Everything is imported late.

Exit statuses: 0 done, 1 it could not be done (one plain sentence on standard error), 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tui import __version__


def main(words: Sequence[str] | None = None) -> int:
    """Runs what the words (`sys.argv` without the program's name) ask for, and returns the exit status."""
    words = sys.argv[1:] if words is None else list(words)
    if words in (["--version"], ["-V"]):  # asked by scripts; answered before anything else is imported
        print(f"sonnim {__version__}")
        return 0
    import gc

    # Nothing is garbage while the program starts; looking for some takes a tenth of the start.  The board
    # turns the collector on again once it is shown, a command when its work begins.
    gc.disable()
    from tui import commands

    return commands.run(words)
