"""A database of the first step, with a day's work in it, is taken to the latest and works on."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.new_databases import copied
from tests.storing import SUNDAY_1640 as NOW
from tests.storing import all_cases, order_record, put, tried
from tui.clock import new_id
from tui.domain.model import DAY
from tui.domain.words import Outcome, State, Usability
from tui.store import migrations
from tui.store.first_page import read_first_page
from tui.store.migrations import Migration, migrate, user_version
from tui.store.sqlite import open_store

FIRST = migrations.migrations()[:1]
_WORK = """
INSERT INTO imports VALUES (900, {now}, '예약.csv', 'orders', '수현', '', 'csv', 'utf-8', 1, '{{}}',
    2, 2, 0, 0, 0, 0, 0, 2, 0);
INSERT INTO cases (id, name, state, opened_at, lane, sort_key, version, tries) VALUES
    (1, '박서준', 'no_route', {now}, 0, 5, 1, 1), (2, '이도윤', 'new', {now}, 0, 9, 1, 0);
INSERT INTO tallies VALUES ('no_route', 1), ('new', 1);
INSERT INTO orders VALUES (1, 11, 'own:1', 'C001', '박서준', NULL, 0, 38000, '', 'pending', '', '', 900, 2);
INSERT INTO orders VALUES (2, 21, 'own:2', 'C002', '이도윤', NULL, 0, 5000, '', 'pending', '', '', 900, 3);
INSERT INTO points VALUES (1, 12, 'phone', '+821000000001', '010-0000-0001', 'mobile', 'yes', 'yes', 'KR', '',
    '', 900, 2, {now}, 'wrong', 'usable', 0);
INSERT INTO points VALUES (2, 22, 'phone', '+821000000002', '010-0000-0002', 'mobile', 'yes', 'yes', 'KR', '',
    '', 900, 3, {now}, 'usable', 'usable', 0);
INSERT INTO events VALUES (1, 100, 1, 'attempt', '수현', {now}, 'phone', 12, 'no_answer', 'out', 0, '', NULL,
    '', NULL, '', '', 0, 0, NULL);
INSERT INTO events VALUES (2, 101, 1, 'undone', '수현', {now}, NULL, NULL, NULL, NULL, NULL, '', NULL, '',
    NULL, '', '', 0, 0, 100);
INSERT INTO events VALUES (3, 102, 1, 'attempt', '수현', {now}, 'phone', 12, 'wrong_number', 'out', 0, '',
    NULL, '', NULL, '', '', 0, 0, NULL);
INSERT INTO events VALUES (4, 103, 2, 'points_changed', '수현', {now}, NULL, NULL, NULL, NULL, NULL, '', NULL,
    '', NULL, '', '', 0, 0, NULL);
"""


@pytest.fixture(autouse=True)
def quick_databases() -> None:
    """None of them here, where it is about making them."""


def first_step(path: Path) -> list[tuple[object, ...]]:
    """Makes a database as the first step had it; its events."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA foreign_keys = ON")
        migrate(conn, path, FIRST)
        conn.executescript(_WORK.format(now=NOW))
        return conn.execute("SELECT * FROM events ORDER BY seq").fetchall()


async def test_a_days_work_is_there_after_the_second_step(database: Path) -> None:
    events = first_step(database)
    async with open_store(database, now=NOW) as store:
        assert await store.check() == ()
        (worked, new) = sorted(await all_cases(store), key=lambda case: case.id)
        assert [attempt.outcome for attempt in worked.attempts] == [Outcome.WRONG_NUMBER]
        assert worked.points[0].usability is Usability.WRONG
        assert [event.id for event in await store.events_of(1)] == [100, 101, 102]
        assert new.state is State.NEW
        undone = await store.undo("수현", new_id(), NOW)
        assert undone is not None
        assert undone.event.id == 102
        # What was not noted for it cannot be taken back: the nameless change of points, and the file.
        assert await store.undo("수현", new_id(), NOW) is None
        await put(store, order_record(3, "김민지", "010-0000-0003"))
        file = await store.undo("수현", new_id(), NOW)
        assert file is not None
        assert file.case is None
        assert (await store.lanes(NOW, DAY)).total == 2
        await store.log(tried(new))
        assert await store.check() == ()
    with closing(sqlite3.connect(database)) as conn:
        assert user_version(conn) == migrations.LATEST
        kept = conn.execute("SELECT * FROM events WHERE seq <= 4 ORDER BY seq").fetchall()
        assert [row[: len(events[0])] for row in kept] == events
        for statement in ("UPDATE events SET staff = 'x'", "DELETE FROM events"):
            with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
                conn.execute(statement)


def test_a_database_of_an_earlier_version_is_shown_with_all_its_customers(database: Path) -> None:
    first_step(database)
    page = read_first_page(database, NOW, DAY)
    assert page is not None
    assert page.cases.keys() == {1, 2}


async def test_the_second_step_keeps_a_copy_of_the_first(database: Path) -> None:
    events = first_step(database)
    async with open_store(database, now=NOW):
        pass
    (copy,) = database.parent.glob("*.bak")
    with closing(sqlite3.connect(copy)) as conn:
        assert user_version(conn) == 1
        assert conn.execute("SELECT * FROM events ORDER BY seq").fetchall() == events
    async with open_store(database, now=NOW):
        pass
    assert list(database.parent.glob("*.bak")) == [copy]  # the twin: nothing to do, no copy


async def test_of_two_terminals_that_update_at_once_neither_fails_for_the_others_copy(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_step(database)
    copy_to = migrations.copy_to

    def beaten(conn: sqlite3.Connection, place: Path) -> None:
        if not list(database.parent.glob("*.bak")):
            place.write_text("the other's")
        copy_to(conn, place)

    monkeypatch.setattr(migrations, "copy_to", beaten)
    async with open_store(database, now=NOW):
        pass
    theirs, ours = sorted(database.parent.glob("*.bak"), key=lambda copy: copy.stat().st_size)
    assert theirs.read_text() == "the other's"
    with closing(sqlite3.connect(ours)) as conn:
        assert user_version(conn) == 1


def test_a_database_made_for_tests_is_as_one_that_took_every_step(tmp_path: Path) -> None:
    def made(steps: Sequence[Migration] | None, quickly: bool) -> list[object]:
        with closing(
            sqlite3.connect(tmp_path / f"{len(list(tmp_path.iterdir()))}.db", isolation_level=None)
        ) as conn:
            path = tmp_path / "new.db"
            assert (copied(conn, path) if quickly else migrate(conn, path, steps)) > 0
            words = "SELECT type, name, sql FROM sqlite_schema ORDER BY rootpage, type, name"
            return [
                user_version(conn),
                conn.execute("PRAGMA application_id").fetchone(),
                *conn.execute(words),
            ]

    stepped = made(None, quickly=False)
    assert made(None, quickly=True) == stepped
    assert made(FIRST, quickly=False) != stepped
