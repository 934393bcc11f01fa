"""Pictures of taking in files of every kind, in both languages and two sizes.

`pytest tests/snapshot --snapshot-update` draws them anew; look at what changed before keeping it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests import chats, contact_books, result_files, statements
from tests.containers import csv, encrypted, xlsx
from tests.samples import reservations
from tests.snapshot.test_pictures import DRAWN, fill, opened, pictured, until
from tui.board.screens.apart import ApartScreen
from tui.board.screens.importing import ImportScreen

pytestmark = DRAWN
PICTURES = Path(__file__).parent / "__snapshots__" / Path(__file__).stem


def _statement() -> bytes:
    shape = next(shape for shape in statements.SHAPES if shape.bank == "kb")
    return xlsx(statements.statement(shape, statements.entries(40, seed=3)).rows)


async def _dropped(pilot: Pilot[str], folder: Path, **contents: bytes) -> None:
    """The files are dropped on the import screen and looked at."""
    paths = []
    for name, content in contents.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content)
        paths.append(f"'{path}'")
    await pilot.press("f")
    await until(pilot, lambda: isinstance(pilot.app.screen, ImportScreen))
    pilot.app.screen.query_one(Input).value = " ".join(paths)
    await pilot.press("enter")


async def _previewed(pilot: Pilot[str], folder: Path, *, counted: bool = False, **contents: bytes) -> None:
    await _dropped(pilot, folder, **contents)
    await until(pilot, lambda: pilot.app.screen.query_one("#import-pane").display)
    screen = pilot.app.screen
    assert isinstance(screen, ImportScreen)
    await until(pilot, lambda: screen.survey is not None or not counted)


async def _deposits(pilot: Pilot[str], folder: Path) -> None:
    await _previewed(pilot, folder, counted=True, statement__xlsx=_statement())


async def _chat(pilot: Pilot[str], folder: Path) -> None:
    made = chats.chat_file("windows_ko", "plain", 1)
    await _previewed(pilot, folder, counted=True, KakaoTalk__txt=made.content)


async def _results(pilot: Pilot[str], folder: Path) -> None:
    made = result_files.kakao(result_files.sends(20, 1), "push", named=False)
    await _previewed(pilot, folder, results__csv=made.content)


async def _password(pilot: Pilot[str], folder: Path) -> None:
    await _dropped(pilot, folder, locked__xlsx=encrypted(reservations(9)))
    await until(pilot, lambda: pilot.app.screen.query("#password"))


async def _several(pilot: Pilot[str], folder: Path) -> None:
    await _previewed(
        pilot,
        folder,
        orders__csv=csv(reservations(12)),
        statement__xlsx=_statement(),
        picture__xlsx=b"\x89PNG\r\n\x1a\n" + b"0" * 500,
        contacts__vcf=contact_books.iphone(contact_books.people(5, 1)).content,
    )
    await pilot.press("a")
    screen = pilot.app.screen
    assert isinstance(screen, ImportScreen)
    await until(pilot, lambda: screen.finished)
    await pilot.press("down")


async def _apart(pilot: Pilot[str], folder: Path) -> None:
    await _previewed(pilot, folder, statement__xlsx=_statement())
    screen = pilot.app.screen
    assert isinstance(screen, ImportScreen)
    await pilot.press("enter")
    await until(pilot, lambda: screen.finished)
    await pilot.press("d")
    await until(pilot, lambda: isinstance(pilot.app.screen, ApartScreen))


SCREENS: dict[str, Callable[[Pilot[str], Path], Awaitable[None]]] = {
    "deposits": _deposits,
    "chat": _chat,
    "results": _results,
    "password": _password,
    "several": _several,
    "apart": _apart,
}


@pytest.mark.parametrize("size", [(80, 24), (132, 40)], ids=["80x24", "132x40"])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_looks_as_it_did(
    name: str, language: str, size: tuple[int, int], database: Path, snap_compare: Any
) -> None:
    asyncio.run(fill(database))
    app = pictured(database, language)

    opening = opened(app, lambda pilot: SCREENS[name](pilot, database.parent))
    assert snap_compare(app, terminal_size=size, run_before=opening)


def test_no_two_pictures_are_the_same() -> None:
    """The twin: a picture of one screen would not pass for another's."""
    pictures = [path.read_text("utf-8") for path in sorted(PICTURES.glob("*.svg"))]
    assert len(pictures) == len(SCREENS) * 2 * 2
    assert len(set(pictures)) == len(pictures)
