"""Every store must pass this suite: add its factory to FACTORIES."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from tests.storing import SUNDAY_1640
from tui.store.api import Store
from tui.store.sqlite import open_store

Opened = Callable[[], AbstractAsyncContextManager[Store]]


def _sqlite(folder: Path) -> Opened:
    return lambda: open_store(folder / "shop.db", now=SUNDAY_1640)


FACTORIES = {"sqlite": _sqlite}


@pytest.fixture(params=sorted(FACTORIES))
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opened:
    """Opens the same database anew at every call: another terminal, or the next day."""
    return FACTORIES[request.param](tmp_path)


@pytest.fixture
async def store(opened: Opened) -> AsyncIterator[Store]:
    async with opened() as store:
        yield store
