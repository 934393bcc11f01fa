"""Twilio's client.  What goes over the wire was held against Twilio's own Python library (9.13.0): the lines
of WIRE are what that library sent for the same calls."""

from __future__ import annotations

from typing import Any

import pytest

from tests.wire import Wire, answering, in_turn
from tui.gateway.api import Accepted, Asked, GatewayError, NotSent, Outgoing, Refused, Unknown
from tui.gateway.keys import PRACTICE_KEYS
from tui.gateway.transport import Transport
from tui.gateway.twilio import Twilio, form_of

MESSAGE = Outgoing("sonnim-1", "+821000000001", "+82212345678", "안녕하세요 & 100% 좋아요\n예약 +1")
AT = 1_665_906_000_000
AUTHORIZATION = "Basic UFJBQ1RJQ0UwMDAwMDA6cHJhY3RpY2Utc2VjcmV0LWZvci1ub2JvZHk="
PATH = "/2010-04-01/Accounts/PRACTICE000000"
BODY = (
    b"To=%2B821000000001&From=%2B82212345678&Body=%EC%95%88%EB%85%95%ED%95%98%EC%84%B8%EC%9A%94+%26+100%25"
    b"+%EC%A2%8B%EC%95%84%EC%9A%94%0A%EC%98%88%EC%95%BD+%2B1"
)


async def at_twilio(wire: Wire, *, practice: bool = False) -> Twilio:
    return Twilio(
        "twilio", MESSAGE.sender, PRACTICE_KEYS, Transport(local=True), url=wire.url, practice=practice
    )


async def sent(document: Any, status: int = 201, headers: str = "") -> tuple[Any, Wire]:
    async with Wire(answering(document, status=status, headers=headers)) as wire:
        one = await at_twilio(wire)
        answer = await one.send(MESSAGE)
        await one.aclose()
    return answer, wire


async def test_a_message_goes_out_as_twilios_own_library_sends_it() -> None:
    _, wire = await sent({"sid": "SM1", "status": "queued"})
    (asked,) = wire.asked
    assert (asked.method, asked.target) == ("POST", f"{PATH}/Messages.json")
    assert asked.headers["authorization"] == AUTHORIZATION
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert asked.body == BODY


async def test_questions_go_out_as_twilios_own_library_sends_them() -> None:
    listed = {"messages": []}
    async with Wire(
        in_turn(answering({"sid": "SM1"}), answering(listed), answering({"balance": "1"}))
    ) as wire:
        one = await at_twilio(wire)
        await one.reports([Asked("a", "SM1", AT), Asked("b", "", AT, MESSAGE.to, MESSAGE.text)])
        await one.balance()
        await one.aclose()
    assert [(each.method, each.target) for each in wire.asked] == [
        ("GET", f"{PATH}/Messages/SM1.json"),
        ("GET", f"{PATH}/Messages.json?To=%2B821000000001&PageSize=100"),
        ("GET", f"{PATH}/Balance.json"),
    ]
    assert {each.headers["authorization"] for each in wire.asked} == {AUTHORIZATION}


def test_a_messaging_service_stands_in_for_the_sender_and_a_subject_before_the_text() -> None:
    service = "MG" + "0" * 32
    form = form_of(MESSAGE._replace(sender=service, subject="예약 안내", text="그대로예요"))
    assert form == {"To": MESSAGE.to, "MessagingServiceSid": service, "Body": "예약 안내\n그대로예요"}


@pytest.mark.parametrize(
    ("document", "status", "expected"),
    [
        ({"sid": "SM1", "status": "queued"}, 201, Accepted("SM1", "queued")),
        ({"code": 21610, "message": "Unsubscribed"}, 400, Refused("21610", "Unsubscribed")),
        ({"code": 21606, "message": "From"}, 400, Refused("21606", "From", True, "sender")),
        ({"code": 20003, "message": "Authenticate"}, 401, Refused("20003", "Authenticate", True, "keys")),
        ({"code": 20005, "message": "inactive"}, 403, Refused("20005", "inactive", True, "account")),
        ({"code": 20429}, 429, NotSent("throttled", 1.0)),
        ({"status": "queued"}, 201, Unknown("garbage", '{"status": "queued"}')),
        ({"message": "no code"}, 400, Unknown("garbage", '{"message": "no code"}')),
        ([], 201, Unknown("garbage", "[]")),
    ],
)
async def test_each_answer_is_what_twilio_says_it_is(document: Any, status: int, expected: Any) -> None:
    assert (await sent(document, status))[0] == expected


def record(sid: str, status: str, **more: Any) -> dict[str, Any]:
    return {
        "sid": sid,
        "status": status,
        "body": MESSAGE.text,
        "direction": "outbound-api",
        "date_created": "Sun, 16 Oct 2022 07:40:05 +0000",
        "date_updated": "Sun, 16 Oct 2022 07:41:00 +0000",
        **more,
    }


async def reports(*answers: Any, asked: Asked) -> list[Any]:
    async with Wire(in_turn(*(answering(one, status=status) for one, status in answers))) as wire:
        one = await at_twilio(wire)
        try:
            return await one.reports([asked])
        finally:
            await one.aclose()


async def test_a_known_message_is_asked_for_by_its_sid_and_a_failure_gives_its_number() -> None:
    asked = Asked("sonnim-1", "SM1", AT)
    (report,) = await reports((record("SM1", "delivered"), 200), asked=asked)
    assert (report.code, report.at) == ("delivered", 1_665_906_060_000)
    failed = record("SM1", "undelivered", error_code=30005, error_message="Unknown handset")
    (report,) = await reports((failed, 200), asked=asked)
    assert (report.code, report.said) == ("30005", "undelivered Unknown handset")
    assert await reports(({"code": 20404}, 404), asked=asked) == []
    with pytest.raises(GatewayError):
        await reports(({"code": 20003}, 401), asked=asked)


async def test_an_unnamed_message_is_found_only_where_no_other_can_be_meant() -> None:
    asked = Asked("sonnim-1", "", AT, MESSAGE.to, MESSAGE.text)
    ours = record("SM1", "delivered")
    others = [
        record("SM2", "delivered", body="다른 글"),
        record("SM3", "received", direction="inbound"),
        record("SM4", "delivered", date_created="Sun, 16 Oct 2022 05:00:00 +0000"),
    ]
    (report,) = await reports(({"messages": [*others, ours]}, 200), asked=asked)
    assert (report.reference, report.message_id) == ("sonnim-1", "SM1")
    trial = record("SM5", "sent", body="Sent from your Twilio trial account - " + MESSAGE.text)
    (report,) = await reports(({"messages": [*others, trial]}, 200), asked=asked)
    assert report.message_id == "SM5"
    assert await reports(({"messages": [ours, trial]}, 200), asked=asked) == []
    assert await reports(({"messages": others}, 200), asked=asked) == []
    assert await reports(({"messages": [ours]}, 200), asked=asked._replace(text="")) == []
