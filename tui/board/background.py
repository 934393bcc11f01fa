"""Work beside the keys."""

from __future__ import annotations

import weakref
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.dom import DOMNode


def begin(
    node: DOMNode, *works: Coroutine[Any, Any, None], exclusive: bool = False, group: str = "default"
) -> None:
    """Has a worker do the first of `works`; the others are those that it awaits.

    What ends before it began is closed: else Python complains of it on the terminal, after the program.
    """
    worker = node.run_worker(works[0], exclusive=exclusive, group=group)
    for work in works:
        weakref.finalize(worker, work.close)
