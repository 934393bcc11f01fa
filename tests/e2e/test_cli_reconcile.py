"""`sonnim reconcile` and the outages it depends on, asked as a script would."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Ran, Sonnim

BOOKINGS = """예약번호,예약자,전화번호,체크인,금액
BA10001,김하늘,010-0000-1001,2022-10-18 15:00,"100,000"
BA10002,박구름,010-0000-1002,2022-10-18 15:00,"100,000"
BA10003,이바다,010-0000-1003,2022-10-18 15:00,"100,000"
BA10004,최여름,010-0000-1004,2022-10-18 15:00,"100,000"
"""
RESULTS = """serial_number,sender_key,phone_number,template_code,code,error_text,sent_at,response_method
1,0a1b2c,010-0000-1001,DEPART,0000,,2022-10-15 16:00:00,realtime
2,0a1b2c,010-0000-1002,DEPART,0000,,2022-10-15 16:00:00,push
3,0a1b2c,010-0000-1003,DEPART,3018,NoSendAvailableException,2022-10-15 16:00:00,push
4,0a1b2c,010-1234-9999,DEPART,0000,,2022-10-15 16:00:00,push
"""
EVERYBODY = ("BA10001", "BA10002", "BA10003", "BA10004")


def _verdicts(ran: Ran) -> list[str]:
    found = {one["order_no"]: one["verdict"] for one in ran.json}
    return [found[number] for number in EVERYBODY]


def test_results_are_held_against_bookings_and_outages_and_a_correction_changes_the_verdict(
    sonnim: Sonnim, tmp_path: Path
) -> None:
    (tmp_path / "예약.csv").write_text(BOOKINGS, "utf-8-sig")
    (tmp_path / "결과.csv").write_text(RESULTS, "utf-8-sig")
    assert sonnim("import", "예약.csv", "결과.csv").status == 0
    # The database's own outage begins when it is made: what was sent the day before is only accepted.
    assert _verdicts(sonnim("reconcile", "--json")) == ["delivered", "unconfirmed", "failed", "never_sent"]
    assert _deliveries(sonnim) == ["delivered", "accepted", "failed", "none"]
    began = sonnim("outage", "start", "kakao", "--at", "2022-10-15T15:30", "--json")
    assert [(one["from"], one["until"]) for one in began.json] == [("2022-10-15T15:30:00+09:00", None)]
    assert _deliveries(sonnim) == ["delivered", "unconfirmed", "failed", "none"]
    unconfirmed = sonnim("list", "--state", "unconfirmed", "--json").json
    assert {case["name"] for case in unconfirmed} == {"박구름", "이바다"}
    shown = sonnim("reconcile")
    assert shown.status == 0
    assert "도달 미확인 1명" in shown.out
    assert "어느 손님의 것도 아닌 결과 1건" in shown.out
    assert "3018" in shown.out
    # It was over before the messages went out after all.
    sonnim("outage", "end", "kakao", "--at", "2022-10-15T15:50")
    ended = sonnim("outage", "end", "kakao", "--at", "2022-10-15T15:45", "--json")
    assert [one["until"] for one in ended.json] == ["2022-10-15T15:45:00+09:00"]
    assert _deliveries(sonnim) == ["delivered", "accepted", "failed", "none"]
    # Another one, of before, is noted apart from it.
    past = sonnim(
        "outage", "start", "kakao", "--at", "2022-10-01T10:00", "--until", "2022-10-01T11:00", "--json"
    )
    assert len(past.json) == 2
    refused = sonnim("outage", "start", "kakao", "--at", "2022-10-03", "--until", "2022-10-02")
    assert refused.status == 1
    assert "끝이 시작보다" in refused.err


def _deliveries(sonnim: Sonnim) -> list[str]:
    found = {case["orders"][0]["order_no"]: case["delivery"] for case in sonnim("list", "--json").json}
    return [found[number] for number in EVERYBODY]
