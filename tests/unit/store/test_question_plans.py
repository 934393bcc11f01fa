"""What is asked for a few cases at a time is found by an index, however much else the database holds."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.storing import SUNDAY_1640
from tui.store import sql, sql_answers, sql_delivery, sql_ledgers, sql_requests, sql_sends, sql_undo
from tui.store.opening import connect
from tui.store.sqlite import open_store

ASKED_OF_A_FEW = {
    **{
        name: getattr(sql, name)
        for name in ("CASES", "ORDERS", "POINTS", "ATTEMPTS", "CLAIMS", "EVENTS", "BY_PHONE")
    },
    **{
        name: getattr(sql_ledgers, name)
        for name in ("DEPOSITS_OF", "SUGGESTIONS_OF", "KNOWN_RESULTS", "RESULTS_TO", "RESULTS_NAMING")
    },
    **{
        name: getattr(sql_sends, name)
        for name in ("SENDS", "SENDS_OF", "SENDS_IN", "SENDS_TOGETHER", "LATEST_IN")
    },
    "TOLD": sql_delivery.TOLD,
    "CHECKS_OF": sql_answers.CHECKS_OF,
    "REQUESTS": sql_requests.OF_CASES,
    "REQUEST_FOUND": sql_requests.FOUND,
    "said in a message that goes": "SELECT id FROM suggestions WHERE message_id = ?",
    "MESSAGES_OF_IMPORT": sql_requests.MESSAGES_OF_IMPORT,
    "TOGETHER": sql_undo.TOGETHER,
    "COUNT_TOGETHER": sql_undo.COUNT_TOGETHER,
}
Scans = Callable[[str], list[str]]


@pytest.fixture
async def scans(tmp_path: Path) -> AsyncIterator[Scans]:
    """Which tables a question would read from their beginning to their end."""
    path = tmp_path / "shop.db"
    async with open_store(path, now=SUNDAY_1640):
        pass
    conn = connect(path)

    def of(question: str) -> list[str]:
        text = sql.with_list(question, 3)
        plan = conn.execute(f"EXPLAIN QUERY PLAN {text}", (None,) * text.count("?"))
        return [row[3] for row in plan if row[3].startswith("SCAN")]

    yield of
    conn.close()


@pytest.mark.parametrize("name", ASKED_OF_A_FEW)
async def test_what_is_asked_for_a_few_reads_no_table_through(name: str, scans: Scans) -> None:
    assert scans(ASKED_OF_A_FEW[name]) == []


async def test_a_question_that_misses_its_index_is_seen_by_this(scans: Scans) -> None:
    # The index of numbers leaves out results without one, and so serves only questions that say the same.
    blind = sql_ledgers.RESULTS_TO.replace(" AND phone <> ''", "")
    assert scans(blind) == ["SCAN send_results"]
