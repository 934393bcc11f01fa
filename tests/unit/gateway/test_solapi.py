"""Solapi's client against Solapi's own Python library, and against every way an answer can come."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import solapi.lib.fetcher
from hypothesis import given
from hypothesis import strategies as st
from solapi import SolapiMessageService
from solapi.lib.authenticator import Authenticator
from solapi.model import RequestMessage, SendRequestConfig
from solapi.model.request.messages.get_messages import GetMessagesRequest

from tests.wire import Wire, answering
from tui.domain.providers import Level, meaning_of
from tui.gateway.api import Accepted, Asked, Outgoing, Refused, Unknown
from tui.gateway.keys import Keys, Secret
from tui.gateway.solapi import Solapi, request_body, signature
from tui.gateway.transport import Transport

KEYS = Keys(Secret("NCSCANARYKEY0001"), Secret("CANARYSECRET0002"))
MESSAGE = Outgoing("sonnim-1", "+821012345678", "+8221234567", '예약은 그대로예요. & 100% +1\n"모락"')
TAKEN = {
    "groupInfo": {},
    "failedMessageList": [],
    "messageList": [{"messageId": "M4V1", "statusCode": "2000", "statusMessage": "정상 접수"}],
}


def gateway(url: str, *, practice: bool = False) -> Solapi:
    return Solapi("solapi", MESSAGE.sender, KEYS, Transport(local=True), url=url, practice=practice)


async def sent(document: Any, status: int = 200) -> tuple[Any, Wire]:
    async with Wire(answering(document, status=status)) as wire:
        one = gateway(wire.url)
        answer = await one.send(MESSAGE)
        await one.aclose()
    return answer, wire


def own_library_sends(monkeypatch: pytest.MonkeyPatch, message: Outgoing, **more: Any) -> httpx.Request:
    """What Solapi's library puts on the wire for the same message."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(400, json={"errorCode": "X", "errorMessage": "x"})

    monkeypatch.setattr(solapi.lib.fetcher.httpx, "HTTPTransport", lambda **_: httpx.MockTransport(answer))
    service = SolapiMessageService(KEYS.key.reveal(), KEYS.secret.reveal())
    theirs = RequestMessage(
        from_="0" + message.sender[3:],
        to="0" + message.to[3:],
        text=message.text,
        custom_fields={"reference": message.reference},
        **more,
    )
    with pytest.raises(Exception, match="X"):
        service.send(theirs, SendRequestConfig(show_message_list=True))
    return seen[0]


@pytest.mark.parametrize("subject", ["", "예약 안내"])
async def test_the_request_is_the_one_that_solapis_own_library_makes(
    monkeypatch: pytest.MonkeyPatch, subject: str
) -> None:
    message = MESSAGE._replace(subject=subject)
    theirs = own_library_sends(monkeypatch, message, **({"subject": subject} if subject else {}))
    async with Wire(answering(TAKEN)) as wire:
        one = gateway(wire.url)
        await one.send(message)
        await one.aclose()
    (ours,) = wire.asked
    assert ours.method == theirs.method
    assert ours.target == theirs.url.path
    assert ours.headers["content-type"] == theirs.headers["content-type"]
    expected = json.loads(theirs.content)
    assert expected.pop("agent")["sdkVersion"].startswith("python/")  # names the library: ours does not
    assert json.loads(ours.body) == expected


async def test_the_signature_is_the_one_that_solapis_own_library_makes() -> None:
    _, wire = await sent(TAKEN)
    given_ = wire.asked[0].headers["authorization"]
    found = re.fullmatch(
        r"HMAC-SHA256 apiKey=(\S+), date=(\S+), salt=(\S+), signature=([0-9a-f]{64})", given_
    )
    assert found is not None
    key, date, salt, signed = found.groups()
    assert key == KEYS.key.reveal()
    assert signed == Authenticator.get_signature(KEYS.secret.reveal(), date + salt)
    assert 12 <= len(salt) <= 64


@given(st.text(), st.text(), st.text())
def test_any_signature_agrees_with_solapis_own_library(secret: str, date: str, salt: str) -> None:
    try:
        theirs = Authenticator.get_signature(secret, date + salt)
    except UnicodeEncodeError:  # lone surrogates: in no key and no date
        return
    assert signature(secret, date, salt) == theirs


async def test_no_two_requests_have_the_same_salt() -> None:
    salts = set()
    for _ in range(3):
        _, wire = await sent(TAKEN)
        salts.add(wire.asked[0].headers["authorization"].split("salt=")[1].split(",")[0])
    assert len(salts) == 3


def test_numbers_from_abroad_go_with_their_country() -> None:
    for to, country, national in (
        ("+821012345678", "82", "01012345678"),
        ("+819012345678", "81", "9012345678"),
        ("+12125550100", "1", "2125550100"),
        ("+85212345678", "852", "12345678"),
    ):
        (one,) = request_body(MESSAGE._replace(to=to))["messages"]
        assert (one["country"], one["to"]) == (country, national)
    (one,) = request_body(MESSAGE._replace(sender="+8215881234"))["messages"]
    assert one["from"] == "15881234"


async def test_what_was_taken_is_accepted_with_solapis_own_id() -> None:
    assert (await sent(TAKEN))[0] == Accepted("M4V1", "2000", "정상 접수")


@pytest.mark.parametrize(
    ("document", "status", "refused"),
    [
        (
            {
                "failedMessageList": [{"statusCode": "1060", "statusMessage": "차단된 수신번호"}],
                "messageList": [],
            },
            200,
            Refused("1060", "차단된 수신번호"),
        ),
        (
            {"failedMessageList": [{"statusCode": "1062", "statusMessage": "발신번호 미등록"}]},
            200,
            Refused("1062", "발신번호 미등록", True, "sender"),
        ),
        (
            {"failedMessageList": [], "messageList": [{"messageId": "M", "statusCode": "1030"}]},
            200,
            Refused("1030", "", True, "balance"),
        ),
        (
            {"errorCode": "NotEnoughBalance", "errorMessage": "부족"},
            402,
            Refused("NotEnoughBalance", "부족", True, "balance"),
        ),
        ({"errorCode": "SignatureDoesNotMatch"}, 403, Refused("SignatureDoesNotMatch", "", True, "keys")),
        ({"errorCode": "RequestTimeTooSkewed"}, 403, Refused("RequestTimeTooSkewed", "", True, "clock")),
        ({"errorCode": "DuplicatedSignature"}, 403, Refused("DuplicatedSignature", "")),
        ({"errorCode": "NewKindOfRefusal"}, 401, Refused("NewKindOfRefusal", "", True, "keys")),
        ({"errorCode": "ValidationError", "errorMessage": "to"}, 400, Refused("ValidationError", "to")),
    ],
)
async def test_a_refusal_says_whether_it_stops_the_others(
    document: dict[str, Any], status: int, refused: Refused
) -> None:
    assert (await sent(document, status))[0] == refused


@pytest.mark.parametrize(
    ("document", "status"),
    [
        ({}, 200),
        ([], 200),
        (None, 200),
        ({"messageList": [], "failedMessageList": []}, 200),
        ({"messageList": [{"statusCode": "2000"}]}, 200),
        ({"messageList": {"x": 1}, "failedMessageList": "none"}, 200),
        ({"messageList": [{"messageId": 12, "statusCode": "2000"}]}, 200),
        ({"message": "Forbidden"}, 403),
        ("nope", 404),
    ],
)
async def test_an_answer_that_says_neither_yes_nor_no_leaves_it_unknown(document: Any, status: int) -> None:
    answer, _ = await sent(document, status)
    assert isinstance(answer, Unknown)
    assert answer.why == "garbage"


async def test_a_provider_that_quotes_the_keys_is_not_quoted() -> None:
    said = f"bad key {KEYS.key.reveal()} / {KEYS.secret.reveal()}"
    for document, status in (({"errorCode": "X", "errorMessage": said}, 400), (said, 200), (said, 500)):
        answer, _ = await sent(document, status)
        assert "CANARY" not in repr(answer)


def record(ident: str, code: str, reference: str = "", **more: Any) -> dict[str, Any]:
    return {"messageId": ident, "statusCode": code, "customFields": {"reference": reference}, **more}


async def reported(asked: list[Asked], *pages: dict[str, Any]) -> tuple[list[Any], list[str]]:
    left = [answering(page) for page in pages]
    from tests.wire import in_turn

    async with Wire(in_turn(*left)) as wire:
        one = gateway(wire.url)
        found = await one.reports(asked)
        await one.aclose()
    return sorted(found), [each.target for each in wire.asked]


async def test_one_message_is_asked_for_by_its_id() -> None:
    page = {
        "messageList": {
            "M1": record("M1", "4000", dateReported="2022-10-16T07:41:00.000Z", reason="수신 완료")
        }
    }
    (report,), (target,) = await reported([Asked("sonnim-1", "M1", 0)], page)
    assert (report.reference, report.code, report.said, report.at) == (
        "sonnim-1",
        "4000",
        "수신 완료",
        1_665_906_060_000,
    )
    assert target.startswith("/messages/v4/list?messageId=M1")
    assert meaning_of("solapi", "", report.code).level is Level.DELIVERED


async def test_a_message_without_an_id_is_found_by_our_reference_in_the_list_of_its_time() -> None:
    page = {"messageList": {"M8": record("M8", "4000", "sonnim-8"), "M9": record("M9", "3043", "sonnim-9")}}
    reports, targets = await reported([Asked("sonnim-9", "", 1_665_906_000_000)], page)
    assert [(one.reference, one.message_id, one.code) for one in reports] == [("sonnim-9", "M9", "3043")]
    assert "startDate=2022-10-16T07%3A20" in targets[0]
    assert "endDate=2022-10-16T08%3A00" in targets[0]


async def test_a_long_list_is_read_page_by_page_until_all_are_found() -> None:
    asked = [Asked(f"sonnim-{number}", f"M{number}", 1_665_906_000_000 + number) for number in range(7)]
    first = {"messageList": {f"M{n}": record(f"M{n}", "3000") for n in range(4)}, "nextKey": "M4"}
    second = {"messageList": {f"M{n}": record(f"M{n}", "4000") for n in range(4, 7)}, "nextKey": "M7"}
    reports, targets = await reported(asked, first, second)
    assert len(reports) == 7
    assert len(targets) == 2
    assert "startKey=M4" in targets[1]


async def test_what_is_not_listed_is_left_out_and_a_strange_list_is_no_list() -> None:
    for page in ({"messageList": {}}, {"messageList": "?"}, {}, {"messageList": {"M1": "?"}, "nextKey": 3}):
        reports, _ = await reported([Asked("sonnim-9", "", 0)], page)
        assert reports == []


async def test_another_shops_reference_at_an_id_of_ours_changes_nothing() -> None:
    page = {"messageList": {"M1": record("M1", "4000", "sonnim-2")}}
    reports, _ = await reported([Asked("sonnim-1", "M1", 0), Asked("sonnim-3", "", 0)], page)
    assert [one.reference for one in reports] == ["sonnim-1"]


async def test_the_list_is_asked_with_the_words_that_solapis_own_library_knows() -> None:
    known = set(GetMessagesRequest(message_id="M").model_dump(by_alias=True))
    asked = [Asked("sonnim-1", "", 1_665_906_000_000), Asked("sonnim-2", "M2", 1_665_906_000_000)]
    pages = {"messageList": {}, "nextKey": "M9"}, {"messageList": {}}, {"messageList": {}}
    _, targets = await reported(asked, *pages)
    used = {name for target in targets for name in parse_qs(urlsplit(target).query)}
    assert used == {"dateType", "startDate", "endDate", "limit", "startKey", "messageId"}
    assert used <= known
