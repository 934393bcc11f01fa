"""Personal data that is removed for good is in no file any more, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.storing import SUNDAY_1640 as NOW
from tests.storing import (
    all_cases,
    batch,
    deposit_record,
    header,
    message_record,
    order_record,
    put,
    send_record,
    tried,
)
from tui.domain.figures import CONCERNED, Figures
from tui.domain.model import DAY, HOUR, MINUTE, Case
from tui.domain.words import Outcome, Route, State
from tui.intake.records import Rejected
from tui.store import going, opening, purging
from tui.store.copies import step_copies
from tui.store.openers import openers
from tui.store.purging import look, purge
from tui.store.results import StoreError
from tui.store.sqlite import open_store

ZONE = "Asia/Seoul"
LATER = NOW + 120 * DAY
BEFORE = NOW + 30 * DAY
CANARY = "카나리아🐤"
OLD = 7_000_001
WITHOUT_A_CASE = {
    "cases",
    "imports",
    "former_cases",
    "send_results",
    "send_reports",
    "former_results",
    "former_deposits",
    "past_orders",
}
"""Tables that do not name a case, whose rows go all the same."""
NOBODY = {
    "settings",
    "mappings",
    "outages",
    "tallies",
    "versions",
    "intakes",
    "kept_cases",
    "kept_minutes",
    "kept_tries",
    "kept_ready",
    "stopped_queues",
}
"""Tables that say nothing of customers: words of the program, channels, headings of files as digests."""
WORDS = {
    ("cases", "state"),
    ("imports", "staff"),
    ("imports", "kind"),
    ("imports", "format"),
    ("imports", "encoding"),
}
"""Columns that stay, or have to be a word of the program."""


def plant(conn: sqlite3.Connection, number: int, long: bool = False) -> set[str]:
    """A row of an old customer in every table that may hold something of them; the canaries in it."""
    tables = [
        name
        for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not name.startswith("sqlite_") and name not in NOBODY
    ]
    planted = set()
    for table in tables:
        columns = conn.execute("SELECT name, type FROM pragma_table_info(?)", [table]).fetchall()
        if ("case_id", "INTEGER") not in columns:
            assert table in WITHOUT_A_CASE, f"does {table} hold anything of a customer, and does it go?"
        values: list[object] = []
        for name, kind in columns:
            if kind == "INTEGER":
                values.append(OLD + number if name == "case_id" or name.endswith("id") else NOW + number)
            elif (table, name) in WORDS:
                values.append({"state": "resolved", "kind": "orders"}.get(name, "x"))
            else:
                canary = f"{CANARY}-{table}-{name}-{number}-"
                planted.add(canary)
                values.append(canary + "긴 글 " * 2_000 if long else canary)
        places = ", ".join("?" * len(columns))
        conn.execute(f'INSERT INTO "{table}" VALUES ({places})', values)  # noqa: S608
    return planted


def planted(path: Path, customers: int = 40) -> int:
    """A shop with one customer who stays and many old ones; how many canaries it holds."""

    async def fill() -> None:
        async with open_store(path, now=NOW) as store:
            await put(store, order_record(1, "남는손님", due_at=LATER + DAY))

    asyncio.run(fill())
    with closing(sqlite3.connect(path)) as conn:
        count = sum(len(plant(conn, number, number == 3)) for number in range(customers))
        conn.commit()
    return count


def canaries(folder: Path) -> dict[str, int]:
    """File → how many canaries its bytes hold, for those that hold any."""
    needle = CANARY.encode()
    found = {file.name: file.read_bytes().count(needle) for file in folder.iterdir() if file.is_file()}
    return {name: count for name, count in found.items() if count}


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Canaries are no words of the program: cases that hold them cannot be read for their counts."""
    monkeypatch.setattr(purging, "_figures", lambda *_: [])


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("journal", [("delete", "EXTRA"), ("wal", "FULL")])
def test_no_byte_of_those_who_went_is_left_in_any_file(
    database: Path, monkeypatch: pytest.MonkeyPatch, journal: tuple[str, str]
) -> None:
    monkeypatch.setattr(opening, "journal_for", lambda version: journal)
    count = planted(database)
    backup = database.with_name("복사.db")
    asyncio.run(back_up(database, backup))
    database.with_name(f"{database.name}.before-0009.bak").write_bytes(database.read_bytes())
    assert count > 40 * 60
    assert len(canaries(database.parent)) == 3
    done = purge(database, BEFORE, LATER, zone=ZONE)
    assert done.customers == 40
    assert {path.name for path in done.copies} == {"복사.db", f"{database.name}.before-0009.bak"}
    assert canaries(database.parent) == {}
    for path in (database, backup):
        (left,) = asyncio.run(cases_of(path))
        assert left.customer.name == "남는손님"


def test_removing_rows_the_plain_way_would_leave_them(database: Path) -> None:
    planted(database, 5)
    with closing(sqlite3.connect(database, isolation_level=None)) as conn:
        conn.execute("PRAGMA secure_delete = OFF")
        conn.execute("BEGIN")
        going.remove(conn, [OLD + number for number in range(5)], BEFORE)
        conn.execute("COMMIT")
        assert conn.execute("SELECT COUNT(*) FROM cases").fetchone() == (1,)
    assert canaries(database.parent)


def test_events_can_still_only_be_added_afterwards(database: Path) -> None:
    asyncio.run(old_shop(database))
    purge(database, BEFORE, LATER, zone=ZONE)
    with closing(sqlite3.connect(database)) as conn:
        conn.execute(
            "INSERT INTO events (id, kind, staff, at, note, callback_by, person, reason, pending, added)"
            " VALUES (1, 'noted', '', 0, '', '', '', '', 0, 0)"
        )
        with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
            conn.execute("DELETE FROM events")


# Whose data is over


async def old_shop(path: Path) -> None:
    """Somebody reached, somebody who was never reached, and somebody whose order is still to come."""
    async with open_store(path, now=NOW) as store:
        await put(store, order_record(1, "끝난손님", "010-0000-0001", due_at=NOW + HOUR))
        await put(store, order_record(2, "열린손님", "010-0000-0002", due_at=NOW + HOUR))
        await put(store, order_record(3, "남는손님", "010-0000-0003", due_at=LATER + DAY))
        await put(store, deposit_record(4, "입금손님"))
        for case in await all_cases(store):
            if case.customer.name == "끝난손님":
                await store.log(tried(case, Outcome.NO_ANSWER, at=NOW + 10 * MINUTE))
                await store.log(tried(case, Outcome.CONFIRMED, at=NOW + 30 * MINUTE))


async def cases_of(path: Path) -> list[Case]:
    async with open_store(path, now=LATER) as store:
        return await all_cases(store)


async def back_up(path: Path, to: Path) -> None:
    async with open_store(path, now=NOW) as store:
        await store.backup(str(to))
        await store.remember_backup(to, NOW)


def names(cases: list[Case]) -> set[str]:
    return {case.customer.name for case in cases}


def test_whoever_was_never_reached_stays_and_is_named_unless_all_are_meant(database: Path) -> None:
    asyncio.run(old_shop(database))
    plan = look(database, BEFORE, LATER)
    assert {one.name for one in plan.open} == {"열린손님", "입금손님"}
    assert (len(plan.ids), plan.parts["orders"], plan.parts["events"]) == (1, 1, 2)
    assert names(asyncio.run(cases_of(database))) == {"끝난손님", "열린손님", "남는손님", "입금손님"}
    purge(database, BEFORE, LATER, zone=ZONE)
    assert names(asyncio.run(cases_of(database))) == {"열린손님", "남는손님", "입금손님"}
    purge(database, BEFORE, LATER, zone=ZONE, everything=True)
    assert names(asyncio.run(cases_of(database))) == {"남는손님"}


async def test_an_attempt_or_an_order_after_the_day_keeps_everything_of_a_customer(database: Path) -> None:
    await old_shop(database)
    async with open_store(database, now=LATER) as store:
        (case,) = [each for each in await all_cases(store) if each.customer.name == "끝난손님"]
        await store.log(tried(case, Outcome.CONFIRMED, at=BEFORE + DAY))
        assert await store.over(BEFORE) == 0
        assert await store.over(BEFORE + 2 * DAY) == 1


async def test_counts_stand_in_the_board_s_tallies_and_for_the_report(database: Path) -> None:
    await old_shop(database)
    purge(database, BEFORE, LATER, zone=ZONE)
    async with open_store(database, now=LATER) as store:
        lanes = await store.lanes(LATER, DAY)
        assert lanes.total == 3
        (outage,) = await store.outages()
        kept = await store.kept_figures(outage.id)
        assert kept.cases[CONCERNED] == 1
        assert (kept.after, kept.took) == ({30: 1}, {30: 1})
        assert sum(tally.tries for tally in kept.tries.values()) == 2
        assert await store.check() == ()


async def test_purging_again_adds_nothing_to_the_counts(database: Path) -> None:
    await old_shop(database)
    for _ in range(2):
        purge(database, BEFORE, LATER, zone=ZONE)
    async with open_store(database, now=LATER) as store:
        (outage,) = await store.outages()
        assert (await store.kept_figures(outage.id)).cases[CONCERNED] == 1


async def test_what_was_tried_while_nothing_was_down_is_counted_too(database: Path) -> None:
    async with open_store(database, now=NOW) as store:
        await store.end_outage(Route.KAKAO, NOW)
        await put(store, order_record(1, due_at=NOW + HOUR))
        (case,) = await all_cases(store)
        await store.log(tried(case, Outcome.CONFIRMED, at=NOW + HOUR))
    purge(database, BEFORE, LATER, zone=ZONE)
    async with open_store(database, now=LATER) as store:
        kept = await store.kept_figures(0)
        assert [tuple(tally) for tally in kept.tries.values()] == [(1, 1, 0, 0, 0)]
        assert kept == Figures(tries=kept.tries)


async def test_a_rejected_row_of_somebody_who_went_goes_whenever_its_file_came(database: Path) -> None:
    await old_shop(database)
    rejected = [
        Rejected(9, "no_name", ("끝난손님", "010 0000 0001")),
        Rejected(10, "no_name", ("모르는분", "010-1234-9999")),
    ]
    async with open_store(database, now=LATER) as store:
        known = header("어제.csv")
        new = order_record(8, "새손님", "010-0000-0008", due_at=LATER + DAY)
        await store.apply_import(known, [batch([new], rejected)], LATER)
        assert len(await store.rejected_rows(known.id)) == 2
    purge(database, BEFORE, LATER, zone=ZONE)
    async with open_store(database, now=LATER) as store:
        (left,) = await store.rejected_rows(known.id)
        assert left.cells[0] == "모르는분"


async def test_a_saved_chat_goes_with_its_file_s_name(database: Path) -> None:
    async with open_store(database, now=NOW) as store:
        await put(store, message_record(1, "내일 찾을게요", author="김하늘"), file="KakaoTalk_김하늘.txt")
    purge(database, BEFORE, LATER, zone=ZONE, everything=True)
    async with open_store(database, now=LATER) as store:
        (told,) = await store.imports()
        assert (told.header.file, told.rows) == ("", 1)
    assert "김하늘".encode() not in database.read_bytes()


async def test_a_file_keeps_its_name_as_long_as_an_earlier_word_of_a_message_is_from_it(
    database: Path,
) -> None:
    """A later file said something else of the same message; taken back, the earlier one's word counts."""
    async with open_store(database, now=NOW) as store:
        await put(store, order_record(1, "남는손님", "010-0000-0001", due_at=LATER + DAY))
        await put(store, send_record(1, code="3000"), file="보낸결과.csv")
        await put(store, send_record(1, code="4000"), now=LATER, file="나중결과.csv")
        await put(store, message_record(1, "내일 찾을게요"), file="KakaoTalk_김하늘.txt")
    purge(database, BEFORE, LATER, zone=ZONE)
    async with open_store(database, now=LATER) as store:
        files = [one.header.file for one in await store.imports()]
    assert "보낸결과.csv" in files
    assert "KakaoTalk_김하늘.txt" not in files


async def test_former_words_of_a_deposit_go_with_it(database: Path) -> None:
    async with open_store(database, now=NOW) as store:
        first = deposit_record(1, "떠난손님")
        await put(store, first._replace(memo="옛 적요"))
        await put(store, first._replace(memo="새 적요"), file="나중.xlsx")
    assert "옛 적요".encode() in database.read_bytes()
    purge(database, BEFORE, LATER, zone=ZONE, everything=True)
    assert not any(word.encode() in database.read_bytes() for word in ("옛 적요", "새 적요", "떠난손님"))


async def test_who_stayed_behind_a_file_that_was_taken_back_goes_with_the_rest(database: Path) -> None:
    """A colleague had called them: they stay, with nothing owed, until data is removed."""
    async with open_store(database, now=NOW) as store:
        await store.start_outage(1, Route.KAKAO, NOW - DAY)
        await put(store, order_record(1, "떠난손님", "010-0000-0001", due_at=NOW + DAY))
        await put(store, send_record(1, at=NOW - HOUR), file="결과.csv", staff="민호")
        (case,) = await all_cases(store)
        await store.log(tried(case, Outcome.NO_ANSWER, staff="민호"))
        assert await store.undo("수현", 901, NOW)
        (left,) = await store.cases_in([State.VOID])
        assert (left.customer.name, left.orders) == ("떠난손님", ())
    assert "떠난손님".encode() in database.read_bytes()
    assert purge(database, BEFORE, LATER, zone=ZONE).customers == 1
    assert not any(word in database.read_bytes() for word in ("떠난손님".encode(), b"+821000000001"))


async def test_undoing_after_a_purge_takes_back_what_is_left_and_fails_at_nothing(database: Path) -> None:
    await old_shop(database)
    purge(database, BEFORE, LATER, zone=ZONE, everything=True)
    async with open_store(database, now=LATER) as store:
        number = 1
        while await store.undo("수현", number, LATER):
            number += 1
        assert number > 1
        assert await all_cases(store) == []
        assert await store.check() == ()


# Copies, and others at work


def test_a_backup_out_of_reach_is_named_and_remembered(database: Path, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    asyncio.run(old_shop(database))
    asyncio.run(back_up(database, stick / "복사.db"))
    stick.rename(tmp_path / "unplugged")
    assert look(database, BEFORE, LATER).missing == (stick / "복사.db",)
    assert purge(database, BEFORE, LATER, zone=ZONE).missing == (stick / "복사.db",)
    (tmp_path / "unplugged").rename(stick)
    assert purge(database, BEFORE, LATER, zone=ZONE).copies == (stick / "복사.db",)
    assert names(asyncio.run(cases_of(stick / "복사.db"))) == {"열린손님", "남는손님", "입금손님"}


def test_a_backup_from_before_a_customer_settled_loses_them_too(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copies"
    copy.mkdir()

    async def day() -> None:
        async with open_store(database, now=NOW) as store:
            await put(store, order_record(1, "끝난손님", due_at=NOW + HOUR))
            await store.backup(str(copy / "아침.db"))
            await store.remember_backup(copy / "아침.db", NOW)
            (case,) = await all_cases(store)
            assert case.state is State.NEW
            await store.log(tried(case, Outcome.CONFIRMED))

    asyncio.run(day())
    purge(database, BEFORE, LATER, zone=ZONE)
    assert asyncio.run(cases_of(copy / "아침.db")) == []


_READER = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1])
conn.execute("SELECT 1 FROM cases").fetchone()
print("open", flush=True)
input()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has a file open")
def test_nothing_is_removed_while_another_terminal_has_it_open_and_it_is_named(database: Path) -> None:
    asyncio.run(old_shop(database))
    child = subprocess.Popen(
        [sys.executable, "-c", _READER, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(StoreError) as caught:
            purge(database, BEFORE, LATER, zone=ZONE)
        assert caught.value.code == "in_use"
        assert str(child.pid) in str(caught.value.fields["who"])
        assert [one.process for one in openers(database)] == [child.pid]
    finally:
        child.communicate(b"\n")
    assert purge(database, BEFORE, LATER, zone=ZONE).customers == 1


def test_where_the_system_does_not_tell_who_has_it_open_locks_decide_and_it_is_said(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(old_shop(database))
    assert not look(database, BEFORE, LATER).blind or sys.platform != "linux"
    monkeypatch.setattr(purging, "openers", lambda _path: None)
    monkeypatch.setattr(opening, "BUSY_MILLISECONDS", 50)
    assert look(database, BEFORE, LATER).blind
    with closing(sqlite3.connect(database)) as other:
        other.execute("BEGIN")
        other.execute("SELECT COUNT(*) FROM cases").fetchone()
        before = database.read_bytes()
        with pytest.raises(StoreError) as caught:
            purge(database, BEFORE, LATER, zone=ZONE)
        assert caught.value.code == "locked"
        assert database.read_bytes() == before
    assert purge(database, BEFORE, LATER, zone=ZONE).customers == 1


async def test_a_colleague_with_a_customer_in_work_is_in_the_way(database: Path) -> None:
    await old_shop(database)
    async with open_store(database, now=LATER) as store:
        await store.claim_next("민호", "terminal", LATER)
    with pytest.raises(StoreError, match="in_use") as caught:
        purge(database, BEFORE, LATER, zone=ZONE)
    assert caught.value.fields["who"] == "민호"


# Stopped half way


_CHILD = """
import os, signal, sys
from pathlib import Path
from tui.intake.records import Rejected
from tui.store import going, purging
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
kill_at, path = sys.argv[1], Path(sys.argv[2])
if kill_at == "rows":
    going._remove_orphans = die
elif kill_at == "commit":
    purging._purge_copies = die
elif kill_at == "copies":
    os.replace = die
purging.purge(path, int(sys.argv[3]), int(sys.argv[4]), zone="Asia/Seoul")
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process that is killed at once")
@pytest.mark.parametrize(("kill_at", "gone"), [("rows", False), ("commit", True), ("copies", True)])
def test_killed_half_way_it_is_as_before_or_as_after(
    database: Path, tmp_path: Path, kill_at: str, gone: bool
) -> None:
    asyncio.run(old_shop(database))
    asyncio.run(back_up(database, tmp_path / "복사.db"))
    database.with_name(f"{database.name}.before-0009.bak").write_bytes(database.read_bytes())
    before = asyncio.run(cases_of(database))
    ended = subprocess.run(
        [sys.executable, "-c", _CHILD, kill_at, str(database), str(BEFORE), str(LATER)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
    )
    assert ended.returncode == -signal.SIGKILL
    after = asyncio.run(cases_of(database))
    assert names(before) - names(after) == ({"끝난손님"} if gone else set())
    assert look(database, BEFORE, LATER).unfinished is gone
    purge(database, BEFORE, LATER, zone=ZONE)
    assert not look(database, BEFORE, LATER).unfinished
    assert step_copies(database) == []
    needle = "끝난손님".encode()
    assert [file.name for file in tmp_path.iterdir() if needle in file.read_bytes()] == []


def test_a_backup_that_a_person_has_deleted_is_named_once(database: Path, tmp_path: Path) -> None:
    asyncio.run(old_shop(database))
    asyncio.run(back_up(database, tmp_path / "복사.db"))
    (tmp_path / "복사.db").unlink()
    assert purge(database, BEFORE, LATER, zone=ZONE).missing == (tmp_path / "복사.db",)
    assert purge(database, BEFORE, LATER, zone=ZONE).missing == ()
