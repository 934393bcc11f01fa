"""The practice provider: what it takes, what it counts, and what each fault looks like from here."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.clock import new_id, system_clock
from tui.gateway.api import Accepted, Answer, Asked, NotSent, Outgoing, Refused, Unknown
from tui.gateway.keys import PRACTICE_KEYS, Keys, Secret
from tui.gateway.opening import open_gateway
from tui.gateway.practice import PracticeAccount, Request
from tui.gateway.practice_faults import FAULT_OF_DIGITS, Fault, read_faults
from tui.gateway.practice_server import Bad, Practice, read_request
from tui.gateway.solapi import authorization

EXPECTED = {
    Fault.DELIVERED: Accepted,
    Fault.OFF: Accepted,
    Fault.NO_SUBSCRIBER: Accepted,
    Fault.SILENT: Accepted,
    Fault.REFUSED: Refused,
    Fault.BALANCE: Refused,
    Fault.RESET: Unknown,
    Fault.RESET_EARLY: Unknown,
    Fault.THROTTLED: NotSent,
    Fault.DRIP: Unknown,
    Fault.GARBAGE: Unknown,
    Fault.HUGE: Unknown,
    Fault.BROKEN: Unknown,
}
NEVER_TAKEN = {Fault.REFUSED, Fault.BALANCE, Fault.RESET_EARLY, Fault.THROTTLED}


def message(digits: str) -> Outgoing:
    return Outgoing(f"sonnim-{digits}", f"+8210000000{digits}", "+8221234567", f"예약은 그대로예요 {digits}")


@pytest.mark.parametrize("provider", ["solapi", "twilio"])
async def test_every_fault_is_told_as_what_it_is_and_nothing_is_sent_twice(provider: str) -> None:
    async with Practice(pace=0, drip=0.05, huge=1 << 24) as practice:
        gateway = open_gateway(practice.settings(provider))
        impatient = open_gateway(practice.settings(provider), deadline=0.4)
        found: dict[Fault, Answer] = {}
        for digits, fault in {"00": Fault.DELIVERED, **FAULT_OF_DIGITS}.items():
            sender = impatient if fault is Fault.DRIP else gateway
            found[fault] = await sender.send(message(digits))
        await impatient.aclose()
        assert {fault: type(answer) for fault, answer in found.items()} == EXPECTED
        counted = practice.account.counted()
        assert counted["taken"] == len(EXPECTED) - len(NEVER_TAKEN)
        assert counted["doubles"] == []
        # What nobody knew is known once it is asked for.
        unknown = [digits for digits, fault in FAULT_OF_DIGITS.items() if isinstance(found[fault], Unknown)]
        asked = [Asked(one.reference, "", 0, one.to, one.text) for one in map(message, unknown)]
        reports = {report.reference for report in await gateway.reports(asked)}
        there = {f"sonnim-{digits}" for digits in unknown if FAULT_OF_DIGITS[digits] not in NEVER_TAKEN}
        assert reports == there
        await gateway.aclose()


async def test_an_endless_answer_is_left_after_the_first_of_it() -> None:
    async with Practice({Fault.HUGE: 1}, pace=0) as practice:
        gateway = open_gateway(practice.settings())
        answer = await gateway.send(message("00"))
        assert answer == Unknown("garbage", "")
        assert practice.written < 1 << 26  # what the system holds between us, of a whole gigabyte
        await gateway.aclose()


async def test_a_client_that_tries_again_by_itself_doubles_and_is_seen_to() -> None:
    import httpx

    async with Practice({Fault.RESET: 1}, pace=0) as practice, httpx.AsyncClient(trust_env=False) as naive:
        for _ in range(2):
            signed = authorization(PRACTICE_KEYS, _now(), f"salt-{_:012}")
            body = {"messages": [{"to": "01000000000", "from": "021234567", "text": "x",
                                  "customFields": {"reference": "sonnim-1"}}]}  # fmt: skip
            with pytest.raises(httpx.TransportError):
                await naive.post(
                    practice.url + "/messages/v4/send-many/detail",
                    json=body,
                    headers={"Authorization": signed},
                )
        assert practice.account.counted()["doubles"] == ["sonnim-1"]


def _now(shift: int = 0) -> str:
    from tui.gateway.solapi import _iso

    return _iso(system_clock() + shift)


async def test_it_checks_who_asks_as_the_real_one_does() -> None:
    account = PracticeAccount(pace=0)
    wrong = Keys(PRACTICE_KEYS.key, Secret("another-secret"))
    nobody = Keys(Secret("NOBODY"), PRACTICE_KEYS.secret)
    headers = {
        "": "InvalidAPIKey",
        authorization(nobody, _now(), "s" * 16): "InvalidAPIKey",
        authorization(wrong, _now(), "s" * 16): "SignatureDoesNotMatch",
        authorization(PRACTICE_KEYS, _now(-16 * 60_000), "t" * 16): "RequestTimeTooSkewed",
        authorization(PRACTICE_KEYS, _now(16 * 60_000), "u" * 16): "RequestTimeTooSkewed",
        authorization(PRACTICE_KEYS, "yesterday", "v" * 16): "ValidationError",
        authorization(PRACTICE_KEYS, _now(), "short"): "ValidationError",
    }
    for header, code in headers.items():
        answer = account.answer(Request("GET", "/cash/v1/balance", {"authorization": header}, b""))
        assert (answer.status, answer.document["errorCode"]) == (403, code)
    good = Request(
        "GET", "/cash/v1/balance", {"authorization": authorization(PRACTICE_KEYS, _now(), "w" * 16)}, b""
    )
    assert account.answer(good).status == 200
    assert account.answer(good).document["errorCode"] == "DuplicatedSignature"
    basic = Request(
        "GET", "/2010-04-01/Accounts/PRACTICE000000/Balance.json", {"authorization": "Basic x"}, b""
    )
    assert account.answer(basic).status == 401


async def test_what_it_counted_can_be_asked_and_holds_no_number_and_no_text() -> None:
    async with Practice(pace=0) as practice:
        gateway = open_gateway(practice.settings())
        await gateway.send(message("00"))
        await gateway.aclose()
        with await asyncio.to_thread(urllib.request.urlopen, practice.url + "/practice/messages") as answer:
            text = answer.read().decode()
        assert json.loads(text)["references"] == {"sonnim-00": 1}
        assert "0000000" not in text
        assert "예약" not in text


async def test_everything_it_says_says_that_it_is_practice() -> None:
    async with Practice(pace=0) as practice:
        for provider in ("solapi", "twilio"):
            gateway = open_gateway(practice.settings(provider))
            answer = await gateway.send(message("91"))
            assert isinstance(answer, Refused)
            assert "연습" in answer.said
            assert gateway.practice
            await gateway.aclose()


async def test_a_report_climbs_with_time_and_silence_stays_silence() -> None:
    account = PracticeAccount(pace=1)
    now = 0.0
    account._now = lambda: now  # type: ignore[method-assign]
    for digits in ("00", "88", "90"):
        account._take(f"010000000{digits}", "02", "x", digits)
    seen: dict[str, list[str]] = {}
    for now in (0.0, 1.0, 2.0, 4.0, 8.0, 100.0):
        for one in account.taken.values():
            seen.setdefault(one.reference, []).append(one.code(now))
    assert seen["00"] == sorted(seen["00"])
    assert (seen["00"][0], seen["00"][-1]) == ("2000", "4000")
    assert seen["88"][-1] == "3043"
    assert set(seen["90"]) == {"2000"}


def test_the_same_seed_meets_the_same_faults_in_any_order() -> None:
    def faults(seed: int, order: list[int]) -> dict[int, Fault]:
        account = PracticeAccount(dict.fromkeys(Fault, 1), seed=seed)
        return {number: account._fault(f"010000000{number:02}", f"sonnim-{new_id()}") for number in order}

    numbers = list(range(60))
    assert faults(1, numbers) == faults(1, numbers[::-1])
    assert faults(1, numbers) != faults(2, numbers)
    assert len(Counter(faults(1, numbers).values())) > 8


def test_a_message_that_comes_again_meets_the_same_fault_and_the_next_one_its_own() -> None:
    account = PracticeAccount(dict.fromkeys(Fault, 1))
    met = [account._fault("01000000000", f"sonnim-{number}") for number in range(20)]
    assert met == [account._fault("01000000000", f"sonnim-{number}") for number in range(20)]
    assert len(set(met)) > 4


def test_faults_are_read_from_words() -> None:
    assert read_faults("numbers") == read_faults("") == {}
    assert read_faults("delivered=80, silent=5,reset") == {
        Fault.DELIVERED: 80,
        Fault.SILENT: 5,
        Fault.RESET: 1,
    }
    for wrong in ("x=1", "delivered=-1", "delivered=0", "delivered=many", "delivered=nan"):
        with pytest.raises(ValueError, match=wrong.split("=")[0]):
            read_faults(wrong)


@given(st.binary(max_size=400))
async def test_any_bytes_on_its_socket_are_a_request_or_refused(data: bytes) -> None:
    reader = asyncio.StreamReader(limit=1024)
    reader.feed_data(data)
    reader.feed_eof()
    try:
        request = await read_request(reader)
    except (Bad, asyncio.IncompleteReadError):
        return
    assert PracticeAccount().answer(request).status in (200, 201, 400, 401, 403, 404)
