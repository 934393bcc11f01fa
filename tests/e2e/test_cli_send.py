"""Texts from the command line, to a practice provider on a real socket."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Sonnim
from tests.e2e.test_cli import write_csv
from tui.gateway.practice_server import Practice

ROWS = [
    ["예약번호", "예약자", "전화번호", "이용일시", "상품", "금액", "상태"],
    ["R001", "김민지", "010-1234-0001", "2022-10-16 19:00", "레터링 1호", "38,000", "확정"],
    ["R002", "박서준", "010-1234-0091", "2022-10-16 19:30", "딸기 2호", "45,000", "확정"],
    ["R003", "이하윤", "010-1234-0099", "2022-10-16 20:00", "초코 1호", "30,000", "확정"],
    ["R004", "최도윤", "02-123-4567", "2022-10-16 21:00", "당근 1호", "28,000", "확정"],
]
BROKE = ["R005", "정수아", "010-1234-0092", "2022-10-16 19:30", "딸기 2호", "45,000", "확정"]
SETTINGS = """
[gateway.rehearsal]
provider = "solapi"
sender = "02-123-4567"
rate = 50
url = "{url}"
practice = true
[gateway.rehearsal.price]
sms = 18
lms = 45
"""


@pytest.fixture
def practice() -> Iterator[Practice]:
    """The practice server in a thread of its own, for the program runs in a process of its own."""
    ready, end = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()
    server = Practice(pace=0)

    async def serve() -> None:
        async with server:
            ready.set()
            await end.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    assert ready.wait(30)
    yield server
    loop.call_soon_threadsafe(end.set)
    thread.join()
    loop.close()


def test_a_text_goes_after_the_sheet_was_seen_and_nobody_calls_it_more_than_it_is(
    sonnim: Sonnim, tmp_path: Path, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SONNIM_CONFIG", str(tmp_path / "config.toml"))
    assert sonnim("import", str(write_csv(tmp_path / "예약.csv", ROWS))).status == 0
    none = sonnim("send", "--state", "unreached")
    assert none.status == 1
    assert "gateways.toml" in none.err
    (tmp_path / "gateways.toml").write_text(SETTINGS.format(url=practice.url), encoding="utf-8")
    unsigned = sonnim("send", "--state", "unreached", "--yes")
    assert unsigned.status == 1
    assert "가게 이름을 적고" in unsigned.err
    assert not unsigned.out
    (tmp_path / "config.toml").write_text('[shop]\nname = "모락케이크"\n', encoding="utf-8")
    sheet = sonnim("send", "--state", "unreached")
    assert "연습" in sheet.out
    assert "3명에게" in sheet.out
    assert "54원" in sheet.out
    assert "--yes" in sheet.out
    assert practice.account.taken == {}
    sent = sonnim("send", "--state", "unreached", "--yes", "--json").json
    assert sent["practice"]
    assert sent["sent"] == {"accepted": 1, "refused": 1, "unknown": 1}
    assert [left["code"] for left in sent["left_out"]] == ["cannot_text"]
    again = sonnim("send", "--state", "unreached", "--yes", "--json").json
    assert sorted(left["code"] for left in again["left_out"]) == ["cannot_text", "recent", "unsure"]
    assert max(practice.account.references.values()) == 1
    (open_one,) = sonnim("outbox", "--json").json["open"]
    assert (open_one["state"], open_one["why"], open_one["practice"]) == ("unknown", "server", True)
    listed = sonnim("outbox")
    assert "갔는지 모름" in listed.out
    settled = sonnim("outbox", "settle", open_one["id"], "not_sent", "--note", "화면에 없음")
    assert "안 보낸 것으로 정함" in settled.out
    assert {case["delivery"] for case in sonnim("list", "--json").json} == {"none"}
    past = sonnim("undo")
    assert past.status == 1
    assert "보냈는지 정한 것은 되돌리지 않아요" in past.err
    assert "한 번 더 되돌리면 그 앞에 한 일을 되돌려요: 가져오기" in past.err
    assert "'예약.csv' 가져오기를 되돌렸어요" in sonnim("undo").out
    assert sonnim("outbox", "settle", open_one["id"], "maybe").status == 2
    assert sonnim("outbox", "resume", "rehearsal").status == 1


def test_who_was_refused_for_the_balance_gets_the_text_after_resuming_and_how_to_is_told(
    sonnim: Sonnim, tmp_path: Path, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SONNIM_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "config.toml").write_text('[shop]\nname = "모락케이크"\n', encoding="utf-8")
    (tmp_path / "gateways.toml").write_text(SETTINGS.format(url=practice.url), encoding="utf-8")
    assert sonnim("import", str(write_csv(tmp_path / "예약.csv", [ROWS[0], BROKE]))).status == 0
    stopped = sonnim("send", "--state", "unreached", "--yes")
    assert stopped.status == 1
    assert "보내기 전 1" in stopped.out
    assert "잔액" in stopped.err
    assert "sonnim outbox resume rehearsal" in stopped.err
    asked = sonnim("outbox")
    assert asked.status == 0, "being asked what stands still is no failure"
    assert "sonnim outbox resume rehearsal" in asked.out
    still = sonnim("outbox", "run", "--json")
    assert (still.status, still.json["queues"][0]["stopped"]) == (1, "balance")
    assert "sonnim outbox resume rehearsal" in still.err
    assert practice.account.taken == {}
    assert "1건" in sonnim("outbox", "resume", "rehearsal").out
    run = sonnim("outbox", "run")
    assert (run.status, run.err) == (0, "")
    assert list(practice.account.references.values()) == [1]
