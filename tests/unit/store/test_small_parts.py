"""Keys of the order, the journal's choice, mounts, migrations, names."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.storing import SUNDAY_1640 as NOW
from tests.storing import all_cases, header, many, order_record, put, tried
from tui.domain.deadlines import reckoner
from tui.domain.identity import fold_name, fuller_name, names_agree
from tui.domain.model import DAY, HOUR, MINUTE
from tui.domain.policy import DEFAULT, Deadlines, Policy
from tui.domain.rules import START, Around, settled_start
from tui.domain.words import Lane, Outcome, State
from tui.store import migrations, ordering
from tui.store.first_page import read_first_page
from tui.store.journal import wal_is_safe
from tui.store.migrations import Migration, migrate, statements, user_version
from tui.store.network import is_remote, kind_of_mount
from tui.store.opening import connect, open_file
from tui.store.results import StoreError
from tui.store.sqlite import open_store

moments = st.one_of(st.none(), st.integers(0, 4 * NOW))
amounts = st.integers(-(10**6), 10**13)


@pytest.fixture(autouse=True)
def quick_databases() -> None:
    """None of them here, where it is about making them."""


@given(moments, amounts, moments, amounts)
def test_keys_order_by_moment_then_by_the_larger_amount(
    at: int | None, won: int, at2: int | None, won2: int
) -> None:
    def known(moment: int | None, amount: int) -> tuple[int, int]:
        seconds = (1 << 31) - 1 if moment is None else min(moment // 1000, (1 << 31) - 2)
        return seconds, -min(max(amount, 0), (1 << 31) - 1)

    one, other = ordering.key_of(at, won), ordering.key_of(at2, won2)
    assert (one < other) == (known(at, won) < known(at2, won2))
    assert 0 <= one < 1 << 62


@given(moments, amounts, st.integers(0, 2 * NOW), st.integers(0, 30 * DAY))
def test_a_shown_key_fits_an_array_and_puts_the_past_last(
    at: int | None, won: int, now: int, stale: int
) -> None:
    passed = ordering.passed_below(now, stale)
    key = ordering.key_of(at, won)
    shown = ordering.shown_key(0, key, passed)
    assert shown < 1 << 63
    gone = at is not None and at // 1000 < (now - stale) // 1000 and at // 1000 < (1 << 31) - 2
    assert (shown >= ordering.PAST) == gone
    assert ordering.shown_key(1, key, passed) == key


def test_every_state_has_a_place() -> None:
    assert {ordering.place(state, None, None, None, 0)[0] for state in State} == {0, 1, 2, 3}


@pytest.mark.parametrize("act_by", [None, 0, NOW])
@pytest.mark.parametrize("route", [True, False])
def test_a_beginning_depends_on_the_route_alone(act_by: int | None, route: bool) -> None:
    assert settled_start(START, Around(route, act_by)) == settled_start(START, Around(route, None))


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_is_used_from_its_fix_on(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_is_safe(version) is safe


def test_the_kind_of_the_innermost_mount_counts() -> None:
    place = "/mnt/shop\\040files"
    mounts = f"/dev/sda / ext4 rw 0 0\nnas:/x {place} nfs4 rw 0 0\nx {place}/in tmpfs rw 0 0\n"
    assert kind_of_mount("/mnt/shop files/a.db", mounts) == "nfs4"
    assert kind_of_mount("/mnt/shop files/in/a.db", mounts) == "tmpfs"
    assert kind_of_mount("/mnt/shop filesystem/a.db", mounts) == "ext4"
    assert kind_of_mount("/a", "") == ""
    assert is_remote("nfs4")
    assert is_remote("fuse.sshfs")
    assert not is_remote("ext4")
    assert not is_remote("fuse.ntfs")


# Migrations


def test_the_latest_step_is_the_last_file() -> None:
    numbers = [step.number for step in migrations.migrations()]
    assert numbers == list(range(1, migrations.LATEST + 1))


def test_the_tables_are_those_of_the_last_step(database: Path) -> None:
    conn = open_file(database)
    rows = conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    conn.close()
    assert {row[0] for row in rows} == set(migrations.TABLES)


def test_statements_are_told_apart_even_in_triggers() -> None:
    table = "-- a; b\nCREATE TABLE a (b TEXT DEFAULT ';');\n"
    trigger = "CREATE TRIGGER t BEFORE UPDATE ON a\nBEGIN SELECT 1; END;\n"
    assert len(statements(table + trigger)) == 2
    with pytest.raises(ValueError, match="no end"):
        statements("CREATE TABLE a (b)")


SECOND = Migration(migrations.LATEST + 1, "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;")


def test_a_migration_keeps_a_copy_first(database: Path) -> None:
    conn = open_file(database)
    assert migrate(conn, database, (*migrations.migrations(), SECOND)) == 1
    assert user_version(conn) == SECOND.number
    conn.close()
    (copy,) = database.parent.glob("*.bak")
    old = sqlite3.connect(copy)
    assert user_version(old) == migrations.LATEST
    old.close()
    assert copy.stat().st_mode & 0o077 == 0


def test_a_migration_that_fails_half_way_leaves_the_old_shape(database: Path) -> None:
    conn = open_file(database)
    broken = Migration(SECOND.number, SECOND.text + "\nINSERT INTO nowhere VALUES (1);")
    with pytest.raises(sqlite3.OperationalError):
        migrate(conn, database, (*migrations.migrations(), broken))
    assert user_version(conn) == migrations.LATEST
    assert conn.execute("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'more'").fetchone() == (0,)
    assert migrate(conn, database, (*migrations.migrations(), SECOND)) == 1
    conn.close()


# The first page


async def test_the_first_page_is_what_the_store_says(database: Path) -> None:
    assert read_first_page(database, NOW, DAY) is None
    assert not database.exists()
    async with open_store(database, now=NOW) as store:
        late = order_record(9000, "지남", "010-0000-9000", due_at=NOW - 3 * DAY)
        await put(store, late)
        await store.apply_import(header(), many(150), NOW)
        cases = await all_cases(store)
        await store.log(tried(cases[0]))
        await store.log(tried(cases[1], Outcome.CONFIRMED))
        await store.claim(cases[2].id, "수현", "t1", NOW)
        lanes = await store.lanes(NOW, DAY)
        for size in (40, 500):
            page = read_first_page(database, NOW, DAY, size)
            assert page is not None
            assert page.version == lanes.version
            assert page.counts == lanes.counts
            assert page.outages == await store.outages()
            for lane in Lane:
                assert page.lanes[lane] == tuple(lanes[lane].ids[:size])
                views = await store.views(page.lanes[lane])
                assert [page.cases[ident] for ident in page.lanes[lane]] == views


def test_the_first_page_makes_nothing(tmp_path: Path) -> None:
    assert read_first_page(tmp_path / "not" / "there.db", NOW, DAY) is None
    (tmp_path / "empty.db").touch()
    assert read_first_page(tmp_path / "empty.db", NOW, DAY) is None
    assert (tmp_path / "empty.db").stat().st_size == 0
    assert not (tmp_path / "not").exists()


# Deadlines and policies


def test_deadlines_take_the_day_and_the_longest_lead() -> None:
    act_by = reckoner(Deadlines(lead_minutes=10, lead_by_word={"케이크": 60, "레터링": 120, "작다": 5}))
    assert act_by(NOW, True, "딸기 케이크 레터링") == NOW - 2 * HOUR
    assert act_by(NOW, True, "작다") == NOW - 10 * MINUTE
    assert act_by(NOW, False, "") == NOW + 10 * HOUR - 10 * MINUTE
    assert act_by(None, False, "") is None


async def test_a_changed_policy_moves_all_cases(database: Path) -> None:
    async with open_store(database, now=NOW) as store:
        await put(store, order_record(1, "먼저", "010-0000-0001", due_at=NOW + HOUR, details="음료"))
        await put(store, order_record(2, "나중", "010-0000-0002", due_at=NOW + 2 * HOUR, details="케이크"))
    early = Policy(deadlines=Deadlines(lead_by_word={"케이크": 300}))
    async with open_store(database, policy=early, now=NOW) as store:
        assert [case.customer.name for case in await all_cases(store)] == ["나중", "먼저"]
    async with open_store(database, policy=DEFAULT, now=NOW) as store:
        assert [case.customer.name for case in await all_cases(store)] == ["먼저", "나중"]
        assert len(await store.outages()) == 1


# Names


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("김민지", "김민지님", True),
        ("김 민지", "김민지 고객님", True),
        ("김*지", "김민지", True),
        ("김〇지", "김민지", True),
        ("김◯지", "김●지", True),
        ("김*지", "김민수", False),
        ("김**", "김민지", True),
        ("***", "김민지", False),
        ("김*", "김민지", False),
        ("", "", False),
        ("Kim Minji", "KIM MINJI", True),
        ("김민지", "김민수", False),
    ],
)
def test_names_agree_where_what_is_shown_is_the_same(one: str, other: str, agree: bool) -> None:
    assert names_agree(fold_name(one), fold_name(other)) is agree


@given(st.text(), st.text())
def test_any_text_can_be_compared_as_a_name(one: str, other: str) -> None:
    assert names_agree(fold_name(one), fold_name(other)) == names_agree(fold_name(other), fold_name(one))


def test_the_fuller_name_is_kept() -> None:
    assert fuller_name("", "김*지") == "김*지"
    assert fuller_name("김*지", "김민지") == "김민지"
    assert fuller_name("김〇지", "김민지") == "김민지"
    assert fuller_name("김민지", "김*지") == "김민지"
    assert fuller_name("김민지", "이도윤") == "김민지"


# Copies


async def test_a_backup_is_whole_private_and_never_replaces(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with open_store(database, now=NOW) as store:
        await put(store, order_record())
        assert await store.backup(str(copy)) == copy.stat().st_size
        for place, code in ((copy, "backup_exists"), (tmp_path / "no" / "where.db", "backup_failed")):
            with pytest.raises(StoreError, match=code):
                await store.backup(str(place))
        before = await all_cases(store)
    async with open_store(copy, now=NOW) as store:
        assert await all_cases(store) == before
        assert await store.check() == ()


async def test_damage_is_found_by_the_check(database: Path) -> None:
    async with open_store(database, now=NOW) as store:
        await store.apply_import(header(), many(500), NOW)
    content = bytearray(database.read_bytes())
    content[40_000:60_000] = bytes(20_000)
    database.write_bytes(content)
    async with open_store(database, now=NOW) as store:
        assert await store.check() != ()


def test_connections_leave_transactions_to_us(database: Path) -> None:
    conn = connect(database)
    assert conn.isolation_level is None
    conn.close()
