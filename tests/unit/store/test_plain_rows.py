"""Rows taken in a column at a time leave the same behind as the same rows taken in one by one."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.storing import SUNDAY_1640, batch, header, many, order_record
from tui.domain.model import DAY
from tui.domain.words import Language, OrderStatus
from tui.intake.records import OrderRecord
from tui.store import bulk, sql
from tui.store.plain_rows import Known, in_file_order
from tui.store.sqlite import open_store

_FOUND = """SELECT c.name, c.language, c.state, c.due_at, c.act_by, c.amount, c.lane, c.sort_key, o.key,
 o.row, o.due_at, o.amount, o.status, o.name, (SELECT group_concat(value || raw || problem) FROM
 (SELECT * FROM points p WHERE p.case_id = c.id ORDER BY p.id))
 FROM cases c LEFT JOIN orders o ON o.case_id = c.id ORDER BY c.id, o.id"""

Files = list[list[list[OrderRecord]]]


def outcome(files: Files) -> list[object]:
    """What some files, each in pieces, leave in an empty database."""

    async def take_in(path: Path) -> list[object]:
        told: list[object] = []
        async with open_store(path, now=SUNDAY_1640) as store:
            for pieces in files:
                summary = await store.apply_import(header(), map(batch, pieces), SUNDAY_1640)
                rows = await store.rows_of_import(summary.header.id)
                told += [
                    summary.new,
                    summary.updated,
                    summary.unchanged,
                    summary.ignored_for,
                    summary.cases_new,
                ]
                told += [(row.row, row.outcome, row.code) for row in rows]
            assert await store.check() == ()
        with closing(sqlite3.connect(path)) as conn:
            return [*told, *conn.execute(_FOUND), *conn.execute(sql.TALLIES)]

    with TemporaryDirectory() as folder:
        return asyncio.run(take_in(Path(folder) / "shop.db"))


def one_by_one(files: Files) -> list[object]:
    """The same with no row told for plain."""
    with (
        patch("tui.store.merging.strangers", lambda _, plain, *__: [False] * len(plain.rows)),
        patch(
            "tui.store.merging.known_orders",
            lambda _, plain, *__: Known([False] * len(plain.rows), set(), None, [], []),
        ),
    ):
        return outcome(files)


rows = st.builds(
    order_record,
    st.integers(1, 30),
    st.sampled_from(["김민지", "김*지", "이도윤"]),
    st.sampled_from(
        [f"010-0000-{n:04}" for n in range(9)] + ["010-****-0001", "02-123-0002", "010-1234-0001", ""]
    ),
    order_no=st.sampled_from(["", "", "", "A7"]),
    amount=st.sampled_from([None, 1000]),
    status=st.sampled_from([OrderStatus.PENDING] * 4 + [OrderStatus.CANCELLED]),
    language=st.sampled_from([None, None, Language.EN]),
    due_at=st.sampled_from([None, SUNDAY_1640, SUNDAY_1640 + DAY]),
)
pieces = st.lists(rows, max_size=8, unique_by=lambda record: record.row).map(sorted)


@given(st.lists(st.lists(pieces, min_size=1, max_size=3), min_size=1, max_size=3))
@settings(max_examples=60)
def test_columns_and_rows_come_to_the_same(files: Files) -> None:
    assert outcome(files) == one_by_one(files)


SHARED: dict[str, Files] = {
    "number of an earlier piece": [[[order_record(1)], [order_record(2)]]],
    "number of the same piece": [[[order_record(1), order_record(2)]]],
    "hidden number": [
        [[order_record(1, "김민지", "010-****-0001"), order_record(2, "김민지", "010-0000-0001")]]
    ],
    "order number": [[[order_record(1, phone="", order_no="A7"), order_record(2, order_no="A7")]]],
    "customer of before": [[[order_record(1)]], [[order_record(2)]]],
}


@pytest.mark.parametrize("shared", SHARED)
def test_a_careless_twin_takes_one_customer_for_two(shared: str) -> None:
    files = SHARED[shared]
    right = one_by_one(files)
    assert outcome(files) == right
    with patch("tui.store.merging.strangers", lambda _, plain, *__: [True] * len(plain.rows)):
        assert outcome(files) != right


def test_later_rows_have_larger_ids_whichever_way_they_came() -> None:
    assert in_file_order(range(0, 15, 3), [2, 5, 9], [3, 4]) == ([0, 9, 12], [3, 6])
    assert in_file_order(range(0, 6, 3), [2, 5], []) == ([0, 3], [])
    assert in_file_order(range(0, 6, 3), [], [2, 5]) == ([], [0, 3])


def test_rows_are_inserted_whatever_their_number() -> None:
    for count in (0, 1, 49, 50, 51, 100, 120):
        with closing(sqlite3.connect(":memory:")) as conn:
            conn.execute("CREATE TABLE t (a, b)")
            bulk.insert(conn, "INSERT INTO t (a, b) VALUES (?, ?)", ((n, str(n)) for n in range(count)))
            expected = [(n, str(n)) for n in range(count)]
            assert conn.execute("SELECT a, b FROM t ORDER BY a").fetchall() == expected


async def test_the_indexes_are_all_there_after_an_import(tmp_path: Path) -> None:
    def indexes() -> set[tuple[str, str]]:
        with closing(sqlite3.connect(tmp_path / "shop.db")) as conn:
            return set(conn.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index'"))

    async with open_store(tmp_path / "shop.db", now=SUNDAY_1640) as store:
        before = indexes()
        await store.apply_import(header(), many(100), SUNDAY_1640)
        assert indexes() == before
