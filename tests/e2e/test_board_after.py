"""After an outage and before the next: report, readiness and contact sheet on the board and as commands."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import SUNDAY_1640, Ran
from tests.e2e.conftest import NAMES
from tests.e2e.driving import Hands, at_work
from tests.storing import all_cases, order_record, put, tried
from tui import commands
from tui.board.screens.board import BoardScreen
from tui.board.screens.prompts import TextScreen
from tui.board.screens.ready import ReadyScreen
from tui.board.screens.report import ReportScreen
from tui.board.screens.review import ReviewScreen
from tui.domain.model import DAY, HOUR, MINUTE
from tui.domain.words import Outcome, Route
from tui.store.sqlite import open_store


async def an_afternoon(path: Path) -> None:
    """Two of the eight have answered, and the one without a number is still to come."""
    async with open_store(path, now=SUNDAY_1640) as store:
        await put(store, order_record(40, "번호없음", "010-****-1234", due_at=SUNDAY_1640 + DAY))
        for number, case in enumerate(await all_cases(store)):
            if number < 2:
                await store.log(tried(case, Outcome.CONFIRMED, at=SUNDAY_1640 + (20 + number) * MINUTE))


async def test_the_report_of_the_outage_is_read_and_written_from_the_review(
    few: Path, tmp_path: Path
) -> None:
    await an_afternoon(few)
    async with at_work(few, size=(132, 40), clock=Hands(SUNDAY_1640 + HOUR)) as shop:
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.press("8")
        await shop.at(ReportScreen)
        await shop.sees("카카오톡 장애 보고서", "연락할 손님 9", "연락됨 2 (22%)", "연락까지(중앙값) 20분")
        await shop.press("end")
        await shop.sees("읽을 수 없는 번호", "다음 장애 전에 고칠 것")
        await shop.do("report.older")
        await shop.told("다른 장애는 기록돼 있지 않아요")
        await shop.do("report.write")
        await shop.at(TextScreen)
        await shop.write(str(tmp_path / "보고서.html"))
        await shop.told("썼어요")
    assert "<svg" in (tmp_path / "보고서.html").read_text("utf-8")


async def test_who_lacks_what_is_seen_the_sheet_is_written_and_the_customer_opened(
    few: Path, tmp_path: Path
) -> None:
    await an_afternoon(few)
    async with at_work(few, size=(132, 40)) as shop:
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.press("9")
        await shop.at(ReadyScreen)
        await shop.sees(
            "오실 손님 9명 가운데 8명", "번호없음", "걸 수 있는 번호", "종이 연락처를 뽑은 적이 없어요"
        )
        await shop.do("ready.sheet")
        await shop.at(TextScreen)
        await shop.write(str(tmp_path / "연락처.html"))
        await shop.told("썼어요")
        await shop.sees("종이 연락처를 오늘 뽑았어요")
        await shop.do("ready.previous_channel")
        await shop.sees("대비 점검 · 메일 없이")
        await shop.do("ready.next_channel")
        await shop.sees("대비 점검 · 카카오톡 없이")
        await shop.press("home", "enter")
        await shop.at(BoardScreen)
        await shop.stands_on("번호없음")
    sheet = (tmp_path / "연락처.html").read_text("utf-8")
    assert all(name in sheet for name in NAMES)


async def test_the_review_reminds_of_data_to_be_removed_and_removes_nothing(few: Path) -> None:
    await an_afternoon(few)
    async with at_work(few, clock=Hands(SUNDAY_1640 + 100 * DAY)) as shop:
        await shop.do("board.review")
        await shop.at(ReviewScreen)
        await shop.told("90일 지난 손님 2명")
        assert len(await shop.cases()) == 9


Run = Callable[..., Ran]


@pytest.fixture
def run(few: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """The command in this process: a new one for each of a dozen would take most of the time."""

    def ran(*words: str, now: str = "2022-10-16T16:40") -> Ran:
        capsys.readouterr()
        status = commands.run(["--db", str(few), "--now", now, "--lang", "ko", *words])
        return Ran(status, *capsys.readouterr())

    yield ran
    gc.enable()  # a command goes at once and does without


def test_the_commands_tell_and_remove_and_the_report_stays(few: Path, run: Run) -> None:
    async def whole_outage() -> None:
        await an_afternoon(few)
        async with open_store(few, now=SUNDAY_1640) as store:
            await store.end_outage(Route.KAKAO, SUNDAY_1640 + DAY)

    asyncio.run(whole_outage())
    late = "2023-03-01T10:00"
    before = run("report", "--json", now=late).json
    assert (before["concerned"], before["reached"], before["median_minutes"]) == (9, 2, 20)
    told = run("purge", now=late)
    assert "손님 2명의 정보를 지울 수 있어요" in told.out
    assert "남겨 두는 손님 7명" in told.out
    assert "--yes" in told.out
    assert "90일 지난 손님 2명" in run("review", now=late).out
    assert run("purge", "--before", "2023-01-01", "--yes", "--json", now=late).json["customers"] == 2
    after = run("report", "--json", now=late).json
    for key in ("concerned", "reached", "median_minutes", "reached_over_time", "routes", "hours", "mend"):
        assert after[key] == before[key], key
    assert run("report", "--outage", "nothing", now=late).status == 1
    text = json.dumps(run("list", "--json", now=late).json, ensure_ascii=False)
    assert NAMES[0] not in text
    assert NAMES[2] in text


def test_every_file_taken_in_is_a_point_of_the_trend(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "주문.csv"
    file.write_text("이름,전화,픽업일\n김하나,010-0000-0001,2022-10-20\n", "utf-8")
    assert run("import", str(file), "--dry-run", now="2022-10-13T09:00").status == 0
    assert run("import", str(file), now="2022-10-14T09:00").status == 0
    assert run("import", str(file), now="2022-10-15T09:00").status == 0  # says nothing new
    file.write_text(file.read_text("utf-8") + "박두리,,2022-10-21\n", "utf-8")
    assert run("import", str(file), now="2022-10-16T09:00").status == 0
    told = run("ready", "--without", "phone", "--json", now="2022-10-17T09:00").json["trend"]
    assert [day["date"] for day in told] == ["2022-10-14", "2022-10-16", "2022-10-17"]
    assert told[1]["coming"] - told[0]["coming"] == 1
    assert told[1]["reachable"] == told[0]["reachable"]


def test_readiness_is_told_as_data_and_grows_into_a_trend(few: Path, tmp_path: Path, run: Run) -> None:
    asyncio.run(an_afternoon(few))
    first = run("ready", "--json").json
    assert (first["coming"], first["reachable"], first["without"]) == (9, 8, ["kakao"])
    assert [each["want"] for each in first["lacking"]] == ["read_number"]
    assert run("sheet", "-o", str(tmp_path / "연락처.html")).status == 0
    second = run("ready", "--json", now="2022-10-17T09:00").json
    assert [day["date"] for day in second["trend"]] == ["2022-10-16", "2022-10-17"]
    assert {check["check"]: check["status"] for check in second["checks"]}["sheet"] == "ok"
    assert "길이 없는 손님" in run("ready", "--without", "phone", "--without", "sms").out
    assert run("sheet", "-o", "연락처.pdf").status == 2
