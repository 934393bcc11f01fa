"""A database that cannot be used is told apart, left as it is, and said in a sentence."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.storing import SUNDAY_1640 as NOW
from tests.storing import all_cases, header, many, order_record, put, tried
from tui import i18n
from tui.domain.model import DAY
from tui.i18n import say
from tui.store import opening
from tui.store.first_page import read_first_page
from tui.store.migrations import APPLICATION_ID
from tui.store.results import StoreError
from tui.store.sqlite import open_store


@pytest.fixture(autouse=True)
def quick_databases() -> None:
    """None of them here, where it is about making them."""


async def failure(path: Path | str) -> StoreError:
    with pytest.raises(StoreError) as caught:
        async with open_store(path, now=NOW):
            pass
    for language in i18n.LANGUAGES:
        i18n.choose(language)
        assert say(f"store.{caught.value.code}", **caught.value.fields)
    return caught.value


async def filled(path: Path) -> None:
    async with open_store(path, now=NOW) as store:
        await put(store, order_record())


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE theirs (a)")
    conn.close()


def foreign_with_mark(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("PRAGMA application_id = 1234")
    conn.close()


def text(path: Path) -> None:
    path.write_text("이름,전화번호\n" * 50, "utf-8")


def cut_header(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


def newer(path: Path) -> None:
    conn = opening.open_file(path)
    conn.execute("PRAGMA user_version = 99")
    conn.close()


def cut_short(path: Path) -> None:
    opening.open_file(path).close()
    path.write_bytes(path.read_bytes()[:-5000])


def without_tables(path: Path) -> None:
    conn = opening.open_file(path)
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("DROP TABLE tallies")
    conn.close()


def scrambled(path: Path) -> None:
    opening.open_file(path).close()
    content = bytearray(path.read_bytes())
    content[100:4000] = b"\xff" * 3900
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (foreign, "foreign"),
        (foreign_with_mark, "foreign"),
        (text, "not_a_database"),
        (cut_header, "not_a_database"),
        (newer, "newer"),
        (cut_short, "incomplete"),
        (without_tables, "damaged"),
        (scrambled, "damaged"),
    ],
)
async def test_a_file_that_cannot_be_used_is_left_as_it_is(
    database: Path, make: Callable[[Path], None], code: str
) -> None:
    make(database)
    os.utime(database, (1, 1))
    before = database.read_bytes()
    assert (await failure(database)).code == code
    assert database.read_bytes() == before
    assert database.stat().st_mtime == 1
    assert [file.name for file in database.parent.iterdir()] == [database.name]
    with pytest.raises(StoreError) as caught:
        read_first_page(database, NOW, DAY)
    assert caught.value.code == code


async def test_a_sound_file_opens_again(database: Path) -> None:
    await filled(database)
    async with open_store(database, now=NOW) as store:
        assert len(await all_cases(store)) == 1
        assert await store.check() == ()


async def test_an_empty_file_and_an_empty_database_become_ours(database: Path) -> None:
    database.touch()
    await filled(database)
    blank = database.with_name("blank.db")
    conn = sqlite3.connect(blank)
    conn.execute("VACUUM")
    conn.close()
    assert blank.stat().st_size > 0
    await filled(blank)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("{folder}", "is_a_folder"),
        ("postgresql://shop/db", "not_a_file"),
        ("{folder}/file.txt/sonnim.db", "unreadable"),
    ],
)
async def test_paths_that_are_no_files(tmp_path: Path, path: str, code: str) -> None:
    (tmp_path / "file.txt").write_text("x")
    assert (await failure(path.format(folder=tmp_path))).code == code


async def test_a_network_folder_is_refused(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "on_network", lambda path: True)
    assert (await failure(database)).code == "network_path"
    assert not database.exists()


async def test_an_old_engine_is_refused(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    assert (await failure(database)).code == "engine_too_old"


async def test_what_may_not_be_written_is_told_before_anything_is_tried(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(database)
    before = database.read_bytes()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != database)
    assert (await failure(database)).code == "read_only"
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != database.parent)
    assert (await failure(database)).code == "folder_unwritable"
    assert (await failure(database.with_name("new.db"))).code == "folder_unwritable"
    assert database.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
async def test_a_read_only_file_and_folder_of_the_system(database: Path) -> None:
    await filled(database)
    database.chmod(0o400)
    assert (await failure(database)).code == "read_only"
    database.chmod(0o600)
    database.parent.chmod(0o500)
    assert (await failure(database)).code == "folder_unwritable"
    database.parent.chmod(0o700)


async def test_a_locked_database_says_so_and_keeps_what_was_there(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(database)
    monkeypatch.setattr(opening, "BUSY_MILLISECONDS", 50)
    other = sqlite3.connect(database, isolation_level=None)
    async with open_store(database, now=NOW) as store:
        (case,) = await all_cases(store)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            await store.log(tried(case))
        assert caught.value.code == "locked"
        assert await all_cases(store) == [case]
        other.execute("ROLLBACK")
        assert len((await store.log(tried(case))).case.attempts) == 1
    other.execute("BEGIN EXCLUSIVE")
    assert (await failure(database)).code == "locked"
    other.execute("ROLLBACK")
    other.close()


async def test_a_full_disk_loses_nothing_that_was_there(database: Path) -> None:
    async with open_store(database, now=NOW) as store:
        await put(store, order_record())
        before = await all_cases(store)

        def fill(conn: sqlite3.Connection) -> None:
            pages = conn.execute("PRAGMA page_count").fetchone()[0]
            conn.execute(f"PRAGMA max_page_count = {pages}")

        await store._writer.do(fill)
        with pytest.raises(StoreError) as caught:
            await store.apply_import(header(), many(2000), NOW)
        assert caught.value.code == "full"
        assert await all_cases(store) == before
        await store._writer.do(lambda conn: conn.execute("PRAGMA max_page_count = 100000").fetchone())
        assert (await store.apply_import(header(), many(20), NOW)).rows == 20
        assert await store.check() == ()


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX")
async def test_only_the_owner_may_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "sonnim.db"
    await filled(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)
    await filled(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_each_database_carries_its_mark_and_the_safe_settings(database: Path) -> None:
    async with open_store(database, now=NOW) as store:

        def ask(conn: sqlite3.Connection) -> list[object]:
            names = ("application_id", "journal_mode", "synchronous", "foreign_keys")
            return [conn.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

        from tui.store.journal import journal_for

        mode, synchronous = journal_for(sqlite3.sqlite_version_info)
        assert await store._writer.do(ask) == [APPLICATION_ID, mode, {"FULL": 2, "EXTRA": 3}[synchronous], 1]


async def test_a_wal_that_a_newer_engine_is_using_is_not_shared(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(database)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("PRAGMA journal_mode = wal")
    other.execute("BEGIN")
    other.execute("SELECT * FROM settings").fetchall()
    monkeypatch.setattr(opening, "journal_for", lambda version: ("delete", "EXTRA"))
    monkeypatch.setattr(opening, "BUSY_MILLISECONDS", 50)
    assert (await failure(database)).code in ("mixed_versions", "locked")
    other.execute("COMMIT")
    other.close()
    await filled(database)


async def test_the_writer_checks_references(database: Path) -> None:
    async with open_store(database, now=NOW) as store:

        def orphan(conn: sqlite3.Connection) -> None:
            conn.execute("INSERT INTO claims VALUES (5, '', '', 0, 0)")

        with pytest.raises(sqlite3.IntegrityError):
            await store._writer.do(orphan)


@pytest.mark.parametrize("statement", ["UPDATE events SET staff = 'x'", "DELETE FROM events"])
async def test_what_happened_cannot_be_changed(database: Path, statement: str) -> None:
    async with open_store(database, now=NOW) as store:
        await put(store, order_record())
        await store.log(tried((await all_cases(store))[0]))
        with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
            await store._writer.do(lambda conn: conn.execute(statement))


async def own_threads() -> int:
    """Threads but asyncio's own, once those that are ending have ended."""
    for _ in range(50):
        if (count := sum(not thread.name.startswith("asyncio") for thread in threading.enumerate())) == 1:
            break
        await asyncio.sleep(0.02)
    return count


async def test_closing_leaves_no_thread_whatever_happened_inside(database: Path) -> None:
    before = await own_threads()

    class Stop(Exception):
        pass

    async def stopped() -> None:
        async with open_store(database, now=NOW) as store:
            await put(store, order_record())
            raise Stop

    with pytest.raises(Stop):
        await stopped()
    await failure(database.parent)
    assert await own_threads() == before


async def test_cancelling_while_opening_leaves_no_thread(database: Path) -> None:
    before = await own_threads()

    async def work() -> None:
        async with open_store(database, now=NOW):
            await asyncio.sleep(10)

    for delay in (0, 0, 0.001, 0.003, 0.01, 0.05):
        task = asyncio.create_task(work())
        await asyncio.sleep(delay)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert await own_threads() == before
    await filled(database)
