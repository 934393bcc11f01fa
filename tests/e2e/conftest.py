"""Databases for the stories of the board: made once, copied for each test."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.conftest import SUNDAY_1640
from tests.samples import Rows, reservations, write_csv
from tests.storing import header, order_record, put
from tui.domain.model import MINUTE
from tui.intake.reading import look, read
from tui.store.sqlite import open_store

NAMES = ("김민지", "박서준", "이하윤", "최도윤", "정수아", "강지호", "조은서", "윤채원")


def broken_reservations() -> Rows:
    """200 reservations with every broken phone of the field, and two rows that name nobody."""
    rows = reservations(198)
    rows.insert(50, ["", "", "", "2022-10-17 10:00", "레이 24시간", "2", "70,000", "예약확정", "", ""])
    rows.insert(120, ["", "", "", "2022-10-17 11:00", "코나 전기차", "1", "80,000", "예약확정", "", ""])
    return rows


@pytest.fixture
def reservation_file(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "10월 예약.csv", broken_reservations())


@pytest.fixture(scope="session")
def _imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imported")
    file = write_csv(folder / "10월 예약.csv", broken_reservations())

    async def fill() -> None:
        async with open_store(folder / "sonnim.db", now=SUNDAY_1640) as store:
            preview = look(file, now=SUNDAY_1640)
            await store.apply_import(header(file.name), read(file, preview.plan), SUNDAY_1640)

    asyncio.run(fill())
    return folder / "sonnim.db"


@pytest.fixture
def imported(_imported: Path, database: Path) -> Path:
    """A database that has taken the 200 reservations in."""
    shutil.copy(_imported, database)
    return database


@pytest.fixture(scope="session")
def _few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("few") / "sonnim.db"

    async def fill() -> None:
        async with open_store(path, now=SUNDAY_1640) as store:
            await put(
                store,
                *(
                    order_record(
                        number + 1,
                        name,
                        f"010-1234-{5678 + number}",
                        due_at=SUNDAY_1640 + (20 + 60 * number) * MINUTE,
                        amount=45_000 + 1000 * number,
                        instagram="minji.cake" if number == 0 else "",
                    )
                    for number, name in enumerate(NAMES)
                ),
            )

    asyncio.run(fill())
    return path


@pytest.fixture
def few(_few: Path, database: Path) -> Path:
    """A database with the eight customers of NAMES, the first due in 20 minutes, the others an hour apart."""
    shutil.copy(_few, database)
    return database
