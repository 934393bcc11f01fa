"""The command line as people and scripts use it."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, SUNDAY_1640, Sonnim
from tui.commands import MODULES
from tui.domain.policy import DEFAULT
from tui.i18n import LANGUAGES
from tui.store.sqlite import open_store

ROWS = [
    ["예약번호", "예약자", "전화번호", "이용일시", "상품", "금액", "상태"],
    ["R001", "김민지", "010-1234-5678", "2022-10-16 17:00", "레터링 1호", "38,000", "확정"],
    ["R002", "박서준", "1012340002", "2022-10-16 17:30", "딸기 2호", "45,000원", "확정"],
    ["R003", "이하윤", "1.01235E+09", "2022-10-16 18:00", "초코 1호", "30,000", "확정"],
    ["R004", "Tanaka Yui", "+81 90-1234-5678", "2022-10-17 09:00", "한라산 투어", "120,000", "확정"],
    ["R005", "최도윤", "02-123-4567", "2022-10-16 19:00", "당근 1호", "28,000", "취소"],
    ["", "", "", "", "합계", "261,000", ""],
]


def write_csv(file: Path, rows: list[list[str]], encoding: str = "cp949") -> Path:
    lines = (",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows)
    file.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    return file


@pytest.fixture
def reservations(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "예약.csv", ROWS)


@pytest.fixture
def shop(sonnim: Sonnim, reservations: Path) -> Sonnim:
    """A database with the reservations in it."""
    assert sonnim("import", str(reservations)).status == 0
    return sonnim


def the_case(shop: Sonnim, name: str) -> dict[str, Any]:
    return next(case for case in shop("list", "--json").json if case["name"] == name)


# Asking for help and the version


def test_help_lists_every_command_that_exists_and_no_other(sonnim: Sonnim) -> None:
    ran = sonnim.apart("--help")
    assert (ran.status, ran.err) == (0, "")
    listed = [line.split()[0] for line in ran.out.split("명령\n")[1].split("\n\n")[0].splitlines()]
    assert listed == list(MODULES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MODULES)
def test_every_command_explains_itself_in_both_languages(sonnim: Sonnim, name: str, language: str) -> None:
    for words in ([name, "--help"], ["--help", name]):
        ran = sonnim("--lang", language, *words)
        assert (ran.status, ran.err) == (0, "")
        assert f"sonnim {name}" in ran.out
        assert ("사용법" in ran.out) == (language == "ko")


def test_the_version_is_one_line_and_loads_nothing_that_is_slow(sonnim: Sonnim, tmp_path: Path) -> None:
    assert sonnim("--version").out == sonnim("-V").out
    assert sonnim("--version").out.startswith("sonnim ")

    def loaded(*words: str) -> set[str]:
        told = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "tui", *words],
            cwd=ROOT, check=False, capture_output=True, text=True,
        ).stderr  # fmt: skip
        return {line.rpartition("|")[2].strip() for line in told.splitlines()}

    slow = {"asyncio", "sqlite3", "aiosqlite", "textual", "phonenumbers", "httpx", "argparse", "tui.store"}
    assert not slow & loaded("--version")
    assert slow & loaded("--db", str(tmp_path / "here.db"), "list", "--json")  # the twin


@pytest.mark.parametrize(
    "words",
    [["list", "--json"], ["find", "김"], ["fly"], ["log", "--order", "R999", "busy"], ["review"]],
    ids=" ".join,
)
def test_a_process_of_its_own_says_and_ends_as_what_runs_in_the_tests(shop: Sonnim, words: list[str]) -> None:
    apart = shop.apart(*words)
    assert shop(*words) == apart
    assert apart.out + apart.err
    assert shop("undo", "--staff", "은서") != apart  # the twin: another command says something else


# Wrong usage and failures


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["--fly"],
        ["list", "--state", "sleepy"],
        ["list", "extra"],
        ["import"],
        ["import", "a.csv", "--map", "phone"],
        ["import", "a.csv", "--map", "colour=Red"],
        ["log", "busy"],
        ["log", "--case", "x", "busy"],
        ["log", "--case", "", "busy"],
        ["log", "--case", "1", "--order", "R001", "busy"],
        ["outage", "start"],
        ["outage", "start", "pigeon"],
        ["outbox", "settle"],
        ["outbox", "resume"],
        ["review", "--date", "yesterday"],
        ["review", "-o", "review.pdf"],
        ["--lang", "fr", "list"],
        ["demo", "--json"],
        ["--json"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_sentence_and_status_two(sonnim: Sonnim, words: list[str]) -> None:
    ran = sonnim(*words)
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert "Traceback" not in ran.err
    assert "  " not in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ["import", "no-such-file.csv"],
        ["import", "--password-file", "no-such-file.txt", "예약.csv"],
        ["log", "--order", "R999", "busy"],
        ["log", "--case", "9999999999999999999", "busy"],
        ["log", "--phone", "O1O", "busy"],
        ["undo", "--staff", "은서"],
        ["outage", "end", "sms"],
        ["backup", "no/such/folder/copy.db"],
        ["review", "-o", "no/such/folder/review.md"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_one_sentence_and_status_one(shop: Sonnim, words: list[str]) -> None:
    for language in LANGUAGES:
        ran = shop("--lang", language, *words)
        assert (ran.status, ran.out) == (1, "")
        assert len(ran.err.splitlines()) == 1, ran.err
        assert ran.err.rstrip().endswith((".", "요."))
        assert not any(word in ran.err for word in ("Traceback", "Error", "Errno"))


LOOKING = [
    ["list"],
    ["find", "김"],
    ["review", "--json"],
    ["log", "--order", "R001", "busy"],
    ["undo"],
    ["outage"],
    ["outage", "start", "sms"],
    ["backup", "copy.db"],
]
"""Commands that look at or change what is there, and bring nobody in."""


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
def test_a_mistyped_database_is_a_sentence_and_makes_no_file(
    sonnim: Sonnim, tmp_path: Path, words: list[str]
) -> None:
    wrong = Sonnim(tmp_path / "shop" / "sonim.db", tmp_path)
    for language in LANGUAGES:
        ran = wrong("--lang", language, *words)
        assert (ran.status, ran.out, len(ran.err.splitlines())) == (1, "", 1)
        assert str(wrong.database) in ran.err
        assert "sonnim import" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("word", ["phone", "nonsense=3"])
def test_an_import_that_is_asked_for_wrongly_makes_no_database(
    sonnim: Sonnim, tmp_path: Path, word: str
) -> None:
    assert sonnim("import", "예약.csv", "--map", word, "--db", str(tmp_path / "new.db")).status == 2
    assert not (tmp_path / "new.db").exists()


def test_an_import_makes_the_database_that_the_others_then_find(shop: Sonnim) -> None:
    for words in LOOKING:
        ran = shop(*words)
        assert str(shop.database) not in ran.err
        assert ran.status == 0 or words[0] == "undo", ran.err


def test_a_foreign_database_is_left_as_it_is(sonnim: Sonnim) -> None:
    sonnim.database.write_bytes(b"somebody's diary")
    for words in (["list"], ["review", "--json"], ["backup", "copy.db"]):
        ran = sonnim(*words)
        assert (ran.status, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert sonnim.database.read_bytes() == b"somebody's diary"


def test_an_unexpected_failure_is_named_without_a_traceback_or_a_customer(
    sonnim: Sonnim, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui import commands
    from tui.commands import undo

    def broken(_asked: object) -> int:
        raise ValueError("김민지 010-1234-5678")

    monkeypatch.setattr(undo, "run", broken)
    assert commands.run(["undo"]) == 1
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert len(told.splitlines()) == 1
    assert "김민지" not in told
    assert "5678" not in told


def test_a_reader_who_leaves_early_sees_no_traceback(shop: Sonnim) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tui", "--db", str(shop.database), "policy"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read().decode()
    assert "Traceback" not in told
    assert "Exception" not in told


# From a file to who is unreached


def test_an_import_accounts_for_every_row(sonnim: Sonnim, reservations: Path) -> None:
    ran = sonnim.apart("import", str(reservations), "--json")
    assert (ran.status, ran.err) == (0, "")
    assert set(ran.json) == {"files", "rejected"}
    (file,) = ran.json["files"]
    assert set(file) == {
        "file", "kind", "format", "encoding", "header_row", "rows", "new", "updated", "unchanged",
        "ignored", "rejected", "columns", "problems",
    }  # fmt: skip
    assert (file["kind"], file["header_row"]) == ("orders", 1)
    assert file["rows"] == len(ROWS) - 1
    counts = [file[name] for name in ("new", "updated", "unchanged", "ignored", "rejected")]
    assert sum(counts) == file["rows"]
    assert (file["new"], file["ignored"]) == (4, 2)  # the cancelled one and the total
    assert file["columns"]["phone"] == "전화번호"
    assert {"row": 4, "field": "phone", "code": "digits_lost", "raw": "1.01235E+09"} in file["problems"]


def test_what_stood_where_a_number_was_missing_is_quoted(sonnim: Sonnim, tmp_path: Path) -> None:
    rows = [ROWS[0], ROWS[1], ["R002", "박서준", "-", *ROWS[2][3:]], ["R003", "이하윤", "", *ROWS[3][3:]]]
    ran = sonnim("import", str(write_csv(tmp_path / "예약.csv", rows)), "--json")
    missing = [one["raw"] for one in ran.json["files"][0]["problems"] if one["code"] == "missing"]
    assert missing == ["-", ""]


def test_the_same_file_again_changes_nothing(shop: Sonnim, reservations: Path) -> None:
    before = shop("list", "--json").out
    (file,) = shop("import", str(reservations), "--json").json["files"]
    assert (file["new"], file["updated"]) == (0, 0)
    assert shop("list", "--json").out == before


def test_a_dry_run_says_the_same_and_keeps_nothing(sonnim: Sonnim, reservations: Path) -> None:
    dry = sonnim("import", "--dry-run", str(reservations), "--json").json
    assert sonnim("list", "--json").json == []
    assert sonnim("import", str(reservations), "--json").json == dry


def test_people_are_told_the_counts_and_the_reasons(sonnim: Sonnim, reservations: Path) -> None:
    ran = sonnim("import", str(reservations))
    assert ran.status == 0
    assert "예약.csv" in ran.out
    assert "1.01235E+09" in ran.out
    reasons = next(line for line in ran.out.splitlines() if line.startswith("  뺀 행"))
    assert "이미 취소된 주문 1" in reasons
    assert "합계 행 1" in reasons


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    sonnim: Sonnim, reservations: Path, tmp_path: Path
) -> None:
    (tmp_path / "비밀.xlsx").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2048))
    ran = sonnim("import", str(tmp_path / "비밀.xlsx"), str(reservations), "--json")
    assert ran.status == 1
    assert len(ran.json["files"]) == 1
    (refused,) = ran.json["rejected"]
    assert (refused["file"], refused["row"]) == (str(tmp_path / "비밀.xlsx"), None)
    assert refused["message"] in ran.err


def test_columns_named_by_hand_are_used_and_remembered(sonnim: Sonnim, tmp_path: Path) -> None:
    rows = [["갑", "을", "병"], ["김민지", "010-1234-5678", "2022-10-16 17:00"]]
    file = write_csv(tmp_path / "own.csv", rows, "utf-8-sig")
    named = ["--map", "name=갑", "phone=2", "due_date=병", "--as", "orders"]
    first = sonnim("import", str(file), *named, "--json")
    assert first.status == 0, first.err
    assert first.json["files"][0]["columns"] == {"name": "갑", "phone": "을", "due_date": "병"}
    rows.append(["박서준", "010-1234-0002", "2022-10-16 18:00"])
    write_csv(file, rows, "utf-8-sig")
    again = sonnim("import", str(file), "--as", "orders", "--json").json["files"][0]
    assert again["columns"] == first.json["files"][0]["columns"]
    assert (again["new"], again["unchanged"]) == (1, 1)


def test_the_list_suggests_a_route_until_the_case_is_settled(shop: Sonnim) -> None:
    def shown() -> str:
        return next(line for line in shop("list").out.splitlines() if "김민지" in line)

    assert "전화 010-1234-5678" in shown()
    assert shop("log", "--order", "R001", "picked_up").status == 0
    assert "010-1234-5678" not in shown()
    assert "전화" not in shown()
    assert "경로 없음" not in shown()


def test_the_list_is_in_triage_order_with_everything_a_script_needs(shop: Sonnim) -> None:
    cases = shop("list", "--state", "unreached", "--sort", "triage", "--json").json
    assert [case["name"] for case in cases] == ["김민지", "박서준", "이하윤", "Tanaka Yui"]
    first = cases[0]
    assert set(first) == {
        "id", "name", "state", "urgency", "contact_points", "orders", "deposits", "suggested", "routes",
        "attempts", "delivery", "requests",
    }  # fmt: skip
    assert first["urgency"]["minutes_left"] == 20
    assert first["contact_points"] == [
        {"kind": "phone", "value": "+821012345678", "text": "yes", "usable": True}
    ]
    (order,) = first["orders"]
    assert order["due_at"] == "2022-10-16T17:00:00+09:00"
    assert (order["order_no"], order["amount"], order["status"]) == ("R001", 38000, "pending")
    assert order["source"] == {"file": "예약.csv", "row": 2}
    assert set(first["suggested"]) == {"route", "contact_point", "reasons"}
    assert all(set(route) == {"route", "contact_point", "reasons", "excluded"} for route in first["routes"])
    assert (first["attempts"], first["delivery"], first["deposits"]) == (0, "none", [])


def test_a_broken_number_leaves_the_order_on_the_list_without_a_route(shop: Sonnim) -> None:
    case = the_case(shop, "이하윤")
    assert case["state"] == "no_route"
    assert case["suggested"] is None or case["suggested"]["contact_point"] is None
    assert [point["usable"] for point in case["contact_points"]] == [False]


@pytest.mark.parametrize("word", ["김민지", "ㄱㅁㅈ", "5678", "38,000", "R001"])
def test_find_finds_by_everything_people_remember(shop: Sonnim, word: str) -> None:
    found = shop("find", word, "--json").json
    assert "김민지" in [case["name"] for case in found]
    assert all(case["match"] for case in found)


def test_a_day_without_a_time_is_listed_without_one(sonnim: Sonnim, tmp_path: Path) -> None:
    rows = [["예약번호", "예약자", "전화번호", "이용일시"],
            ["R001", "김민지", "010-1234-5678", "2022-10-18"],
            ["R002", "박서준", "010-1234-0002", "2022-10-18 09:30"]]  # fmt: skip
    assert sonnim("import", str(write_csv(tmp_path / "날짜.csv", rows))).status == 0
    lines = {
        name: line
        for line in sonnim("list").out.splitlines()
        for name in ("김민지", "박서준")
        if name in line
    }
    assert "10/18" in lines["김민지"]
    assert "00:00" not in lines["김민지"]
    assert "10/18 09:30" in lines["박서준"]


def test_no_route_is_suggested_to_whoever_needs_none_any_more(shop: Sonnim) -> None:
    assert the_case(shop, "김민지")["suggested"] is not None
    shop("log", "--order", "R001", "confirmed")
    assert the_case(shop, "김민지")["suggested"] is None
    assert shop("find", "김민지", "--json").json[0]["suggested"] is None
    shop("log", "--order", "R002", "change_requested")  # the twin: something is owed to this one
    assert the_case(shop, "박서준")["suggested"] is not None


def test_nobody_found_is_an_empty_list(shop: Sonnim) -> None:
    assert shop("find", "없는사람", "--json").json == []


def test_an_attempt_is_logged_and_taken_back(shop: Sonnim) -> None:
    logged = shop("log", "--order", "R001", "no_answer", "--note", "두 번 울림", "--json")
    assert logged.status == 0, logged.err
    assert set(logged.json) == {"attempt", "case", "state"}
    assert logged.json["state"] == "retry"
    assert the_case(shop, "김민지")["attempts"] == 1
    undone = shop("undo", "--json").json
    assert (undone["undone"], undone["case"]) == (logged.json["attempt"], logged.json["case"])
    assert undone["state"] == the_case(shop, "김민지")["state"] == "new"
    assert the_case(shop, "김민지")["attempts"] == 0


@pytest.mark.parametrize(
    ("key", "name", "state"), [("1", "confirmed", "reached"), ("9", "message_sent", "waiting")]
)
def test_an_outcome_goes_by_its_name_and_by_its_key(shop: Sonnim, key: str, name: str, state: str) -> None:
    by_key = shop("log", "--phone", "010 1234 5678", key, "--json").json
    by_name = shop("log", "--case", the_case(shop, "박서준")["id"], name, "--json").json
    assert (by_key["state"], by_name["state"]) == (state, state)


def test_an_outcome_is_refused_for_a_route_that_it_cannot_come_of(shop: Sonnim) -> None:
    for language, route in (("ko", "phone"), ("en", "page")):
        ran = shop("log", "--order", "R001", "message_sent", "--route", route, "--lang", language)
        assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1)
        assert "sms, instagram, kakao, email" in ran.err
    assert the_case(shop, "김민지")["attempts"] == 0
    assert shop("log", "--order", "R001", "message_sent", "--route", "sms").status == 0


def test_an_outcome_that_nothing_of_the_case_could_have_had_is_not_logged(shop: Sonnim) -> None:
    for language in LANGUAGES:
        ran = shop("log", "--order", "R003", "no_answer", "--lang", language)
        assert (ran.status, ran.out, len(ran.err.splitlines())) == (1, "", 1)
        assert "이하윤" in ran.err
    assert the_case(shop, "이하윤")["attempts"] == 0
    assert shop("log", "--order", "R003", "picked_up").status == 0  # the twin: that takes no number


def test_whoever_works_on_a_case_is_named_to_the_one_who_logs_for_it(shop: Sonnim) -> None:
    async def claim(case_id: int) -> None:
        async with open_store(shop.database, policy=DEFAULT, now=SUNDAY_1640) as store:
            await store.claim(case_id, "지민", "other terminal", SUNDAY_1640)

    asyncio.run(claim(int(the_case(shop, "김민지")["id"])))
    ran = shop("log", "--order", "R001", "no_answer", "--json")
    assert (ran.status, ran.json["state"]) == (0, "retry")
    assert len(ran.err.splitlines()) == 1
    assert "지민" in ran.err
    assert shop("log", "--order", "R002", "no_answer", "--json").err == ""  # the twin: nobody has this one


def test_a_promised_call_stands_at_its_time_and_was_promised_in_a_call(shop: Sonnim) -> None:
    assert shop("outage", "start", "phone").status == 0  # so that a text is suggested first
    assert shop("log", "--order", "R001", "callback", "--at", "17:10", "--json").json["state"] == "callback"
    case = the_case(shop, "김민지")
    assert "callback_at" in case["urgency"]["reasons"]
    (tried,) = [one for one in shop("review", "--json").json["attempts"] if one["tries"]]
    assert (tried["route"], tried["outcomes"]) == ("phone", {"callback": 1})


def test_nothing_can_have_happened_in_the_future(shop: Sonnim) -> None:
    for language in LANGUAGES:
        ran = shop("log", "--order", "R001", "busy", "--at", "2022-10-16T16:42", "--lang", language)
        assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1)
        assert "2022-10-16T16:42" in ran.err
    assert the_case(shop, "김민지")["attempts"] == 0
    assert shop("log", "--order", "R001", "busy", "--at", "2022-10-16T16:41").status == 0


def test_only_ones_own_event_is_taken_back(shop: Sonnim) -> None:
    shop("log", "--order", "R001", "busy", "--staff", "지민")
    assert shop("undo", "--staff", "은서").status == 1
    assert shop("undo", "--staff", "지민").status == 0


def test_a_file_is_taken_back_with_the_number_of_its_orders(shop: Sonnim, reservations: Path) -> None:
    orders = sum(len(case["orders"]) for case in shop("list", "--json").json)
    told = shop("undo").out
    assert reservations.name in told
    assert f"주문 {orders}건" in told
    assert shop("list", "--json").json == []
    again = shop("import", str(reservations), "--json").json["files"][0]
    assert again["new"] == orders
    undone = shop("undo", "--json").json
    assert (undone["case"], undone["state"]) == (None, None)
    assert undone["undone"].isdecimal()
    assert shop("undo").status == 1


def test_a_channel_that_is_down_is_left_out_until_it_is_back(shop: Sonnim) -> None:
    def sms_excluded() -> bool:
        routes = the_case(shop, "김민지")["routes"]
        return next(route["excluded"] for route in routes if route["route"] == "sms")

    listed = shop("outage", "--json").json
    assert [outage["channel"] for outage in listed] == ["kakao"]
    assert set(listed[0]) == {"channel", "from", "until"}
    started = shop("outage", "start", "sms", "--at", "2022-10-16T16:00", "--json").json
    assert {"channel": "sms", "from": "2022-10-16T16:00:00+09:00", "until": None} in started
    assert sms_excluded()
    ended = shop("outage", "end", "sms", "--json").json
    assert "2022-10-16T16:40:00+09:00" in [outage["until"] for outage in ended]
    assert not sms_excluded()


def test_an_outage_of_another_year_is_listed_with_its_year(shop: Sonnim) -> None:
    times = ("--at", "2021-10-25T11:20", "--until", "2022-01-02T03:04")
    listed = shop("outage", "start", "phone", *times).out
    assert "2021-10-25 11:20" in listed
    assert " 1/2 03:04" in listed


def test_an_outage_does_not_end_before_it_began(shop: Sonnim) -> None:
    assert shop("outage", "start", "sms", "--at", "2022-10-16T16:00").status == 0
    for language in LANGUAGES:
        ran = shop("outage", "end", "sms", "--at", "2022-10-16T15:59", "--lang", language)
        assert (ran.status, ran.out, len(ran.err.splitlines())) == (1, "", 1)
        assert "16:00" in ran.err
    until = {outage["channel"]: outage["until"] for outage in shop("outage", "--json").json}
    assert until["sms"] is None
    assert shop("outage", "end", "sms", "--at", "2022-10-16T16:00").status == 0


def test_the_review_names_everybody_unresolved_with_a_next_step(shop: Sonnim) -> None:
    shop("log", "--order", "R001", "confirmed")
    shop("log", "--order", "R002", "no_answer")
    review = shop("review", "--json").json
    assert review["totals"]["reached"] == 1
    assert review["totals"]["unreached"] == 3
    assert [each["name"] for each in review["unresolved"]].count("김민지") == 0
    assert len(review["unresolved"]) == 3
    assert all(each["next_step"] for each in review["unresolved"])
    people = shop("review")
    assert (people.status, people.err) == (0, "")
    assert "박서준" in people.out


@pytest.mark.parametrize("suffix", [".md", ".html", ".csv", ".xlsx"])
def test_the_review_is_written_by_the_files_ending(shop: Sonnim, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"마감{suffix}"
    assert shop("review", "-o", str(file)).status == 0
    assert file.stat().st_size > 100


def test_a_backup_is_a_whole_database_and_never_replaces_a_file(shop: Sonnim, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert shop("backup", str(copy)).status == 0
    assert Sonnim(copy, tmp_path)("list", "--json").json == shop("list", "--json").json
    assert shop("backup", str(copy)).status == 1


# Around it


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_doctor_looks_at_everything_and_says_what_to_do(sonnim: Sonnim, language: str) -> None:
    found = sonnim("doctor", "--json", "--lang", language).json
    checks = [finding["check"] for finding in found]
    assert {"python", "terminal", "clipboard", "sqlite", "database", "policy"} <= set(checks)
    assert all(finding["advice"] for finding in found if finding["status"] != "ok")
    assert not sonnim.database.exists()
    assert sonnim("doctor", "--lang", language).status == 0


def test_the_doctor_names_a_database_it_cannot_use(sonnim: Sonnim) -> None:
    sonnim.database.write_bytes(b"somebody's diary")
    findings = {finding["check"]: finding for finding in sonnim("doctor", "--json").json}
    assert findings["database"]["status"] == "broken"
    assert findings["database"]["advice"]


def test_the_doctor_names_every_mistake_in_the_users_own_files(sonnim: Sonnim, tmp_path: Path) -> None:
    environment = {"SONNIM_CONFIG": str(tmp_path / "config.toml")}

    def advice() -> dict[str, str]:
        return {found["check"]: found["advice"] for found in sonnim("doctor", "--json", **environment).json}

    assert not any(advice()[check] for check in ("config", "policy", "templates", "keys"))
    (tmp_path / "config.toml").write_text('theme = "drak"\n', encoding="utf-8")
    (tmp_path / "policy.toml").write_text('claim_seconds = "x"\nnonsense = 1\n', encoding="utf-8")
    (tmp_path / "templates.toml").write_text('[sms]\nko = "{nam}"\nen = "{nme}"\n', encoding="utf-8")
    (tmp_path / "keys.toml").write_text('"board.fly" = "y"\n"board.next" = 5\n', encoding="utf-8")
    told = advice()
    assert "drak" in told["config"]
    for check, first, second in (
        ("policy", "claim_seconds", "nonsense"),
        ("templates", "nam", "nme"),
        ("keys", "board.fly", "board.next"),
    ):
        lines = told[check].split("\n")
        assert len(lines) == 2
        assert first in lines[0]
        assert second in lines[1]
    (tmp_path / "keys.toml").write_text('"board.fly" "y"\n', encoding="utf-8")
    assert "1번째 줄" in advice()["keys"]


def test_the_board_does_not_start_with_keys_that_cannot_be_read(sonnim: Sonnim, tmp_path: Path) -> None:
    (tmp_path / "keys.toml").write_text('"board.next" "y"\n', encoding="utf-8")
    refused = sonnim(SONNIM_CONFIG=str(tmp_path / "config.toml"))
    assert refused.status == 1
    assert "keys.toml" in refused.err
    assert "1번째 줄" in refused.err
    assert len(refused.err.strip().splitlines()) == 1


def test_the_doctor_moves_nobody_where_the_policy_is_broken(shop: Sonnim, tmp_path: Path) -> None:
    def moments() -> list[tuple[int | None]]:
        with closing(sqlite3.connect(shop.database)) as conn:
            return conn.execute("SELECT act_by FROM cases ORDER BY id").fetchall()

    environment = {"SONNIM_CONFIG": str(tmp_path / "config.toml")}
    (tmp_path / "policy.toml").write_text("[deadlines]\nlead_minutes = 45\n", encoding="utf-8")
    usual = moments()
    assert shop("list", **environment).status == 0
    own = moments()
    assert own != usual
    (tmp_path / "policy.toml").write_text("[deadlines]\nlead_minutes =\n", encoding="utf-8")
    assert shop("doctor", **environment).status == 0
    assert moments() == own


def test_the_printed_policy_is_a_policy(sonnim: Sonnim, tmp_path: Path) -> None:
    printed = sonnim("policy")
    assert printed.status == 0
    own = tmp_path / "policy.toml"
    environment = {"SONNIM_CONFIG": str(tmp_path / "config.toml")}
    own.write_text(printed.out, encoding="utf-8")
    assert sonnim("policy", **environment).status == 0
    own.write_text(printed.out.replace("claim_seconds = 90", 'claim_seconds = "long"'), encoding="utf-8")
    wrong = sonnim("policy", **environment)
    line = 1 + printed.out.splitlines().index("claim_seconds = 90")
    assert wrong.status == 1
    assert str(line) in wrong.err
    assert "claim_seconds" in wrong.err
    assert sonnim("list", **environment).err == wrong.err


def test_the_database_may_be_named_by_the_environment(shop: Sonnim, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", "list", "--json", "--now", "2022-10-16T16:40"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "SONNIM_DB": str(shop.database)},
        capture_output=True,
        check=True,
    )
    assert len(json.loads(done.stdout)) == len(shop("list", "--json").json)


@pytest.mark.parametrize("encoding", ["cp949", "ascii", "utf-8"])
def test_korean_survives_whatever_the_streams_encoding(shop: Sonnim, encoding: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "tui", "--db", str(shop.database), "list"]
    for words in ([], ["--json"]):
        done = subprocess.run([*command, *words], env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    assert "김민지" in done.stdout.decode("utf-8")


def test_what_they_say_they_asked_first_is_kept_with_the_call(shop: Sonnim) -> None:
    told = ("--direction", "in", "--asked", "토요일 2시", "--asked-by", "kakao")
    assert shop("log", "--order", "R001", "cancel_requested", *told).status == 0
    (case,) = (one for one in shop("list", "--json").json if one["requests"])
    (request,) = case["requests"]
    assert (request["kind"], request["order_no"], request["asked_by"]) == ("cancel", "R001", "kakao")
    assert request["asked_at"].endswith("14:00:00+09:00")
    wrong = shop("log", "--order", "R001", "no_answer", "--asked", "토요일")
    unclear = shop("log", "--order", "R001", "cancel_requested", "--asked", "언젠가")
    assert (wrong.status, unclear.status) == (2, 2)
    assert len(shop("list", "--json").json[0]["requests"]) <= 1
