"""A provider described in the settings: the two examples, and every way of answering."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wire import Wire, answering
from tui.domain.providers import Level, meaning_of
from tui.gateway.api import Accepted, Asked, Outgoing, Refused, Unknown
from tui.gateway.http import HttpGateway, answer_of, at_path, sens_headers
from tui.gateway.http_shape import AnswerShape
from tui.gateway.keys import Keys, Secret
from tui.gateway.opening import open_gateway
from tui.gateway.practice_server import Practice
from tui.gateway.settings import GatewaySettings, parse_settings
from tui.gateway.transport import Reply

KEYS = Keys(Secret("APPKEY/0001"), Secret("SECRET0002"))
SHORT = Outgoing("sonnim-1", "+821012345678", "+8221234567", '예약은 그대로예요. {to} "모락"')
LONG = SHORT._replace(text="가" * 60, subject="예약 안내")


def example(name: str, url: str) -> GatewaySettings:
    """The shipped example, sent to `url` instead."""
    text = files("tui.gateway").joinpath(f"examples/{name}.toml").read_text("utf-8")
    for host in ("https://api-sms.cloud.toast.com", "https://sens.apigw.ntruss.com"):
        text = text.replace(host, url)
    (settings,) = parse_settings(text, Path()).gateways
    return settings


async def through(
    name: str, message: Outgoing, document: Any, status: int = 200
) -> tuple[Any, Any, dict[str, Any]]:
    async with Wire(answering(document, status=status)) as wire:
        gateway = open_gateway(example(name, wire.url), KEYS)
        answer = await gateway.send(message)
        await gateway.aclose()
    (asked,) = wire.asked
    return answer, asked, json.loads(asked.body)


@pytest.mark.parametrize("name", ["nhn", "sens", "solapi", "twilio"])
def test_the_examples_are_right_as_they_are_shipped(name: str) -> None:
    text = files("tui.gateway").joinpath(f"examples/{name}.toml").read_text("utf-8")
    (settings,) = parse_settings(text, Path()).gateways
    assert settings.name == name
    assert not settings.practice
    if settings.provider == "http":
        assert settings.shape is not None
        assert settings.shape.send.url.startswith("https://")
    # Lines that only have to be taken out of their comments are right as well.
    assert parse_settings(text.replace("# [", "[").replace("# kakao", "kakao"), Path()).gateways


async def test_nhn_gets_a_short_message_as_its_guide_says() -> None:
    taken = {
        "header": {"isSuccessful": True, "resultCode": 0, "resultMessage": "SUCCESS"},
        "body": {"data": {"requestId": "20221016R1", "sendResultList": [{"resultCode": 0}]}},
    }
    answer, asked, body = await through("nhn", SHORT, taken)
    assert answer == Accepted("20221016R1", "0", "SUCCESS")
    assert asked.target == "/sms/v3.0/appKeys/APPKEY%2F0001/sender/sms"
    assert asked.headers["x-secret-key"] == "SECRET0002"
    assert body == {
        "body": SHORT.text,
        "sendNo": "021234567",
        "senderGroupingKey": "sonnim-1",
        "recipientList": [
            {"recipientNo": "01012345678", "countryCode": "82", "recipientGroupingKey": "sonnim-1"}
        ],
    }


async def test_nhn_gets_a_long_message_with_its_subject_at_another_address() -> None:
    _, asked, body = await through("nhn", LONG, {})
    assert asked.target.endswith("/sender/mms")
    assert body["title"] == "예약 안내"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            {
                "header": {"isSuccessful": False, "resultCode": -2312, "resultMessage": "Not regist sendno."},
                "body": None,
            },
            Refused("-2312", "Not regist sendno.", True, "sender"),
        ),
        (
            {
                "header": {"isSuccessful": True, "resultCode": 0, "resultMessage": "SUCCESS"},
                "body": {"data": {"requestId": "R", "sendResultList": [{"resultCode": -2019}]}},
            },
            Refused("-2019", "SUCCESS"),
        ),
        ({"header": {}}, "garbage"),
    ],
)
async def test_nhn_says_no_inside_a_two_hundred(document: Any, expected: Any) -> None:
    answer, _, _ = await through("nhn", SHORT, document)
    assert expected in (answer, answer.why)


async def test_sens_gets_a_message_signed_as_naver_cloud_says() -> None:
    answer, asked, body = await through(
        "sens", LONG, {"requestId": "VORSSA-1", "statusCode": "202", "statusName": "success"}, 202
    )
    assert answer == Accepted("VORSSA-1", "202", "success")
    stamp = asked.headers["x-ncp-apigw-timestamp"]
    signed = f"POST /sms/v2/services/SERVICE_ID/messages\n{stamp}\nAPPKEY/0001".encode()
    expected = base64.b64encode(hmac.new(b"SECRET0002", signed, hashlib.sha256).digest()).decode()
    assert asked.headers["x-ncp-apigw-signature-v2"] == expected
    assert asked.headers["x-ncp-iam-access-key"] == "APPKEY/0001"
    assert body == {
        "type": "LMS",
        "contentType": "COMM",
        "countryCode": "82",
        "from": "021234567",
        "subject": "예약 안내",
        "content": LONG.text,
        "messages": [{"to": "01012345678"}],
    }


def test_the_signature_covers_the_query() -> None:
    bare = sens_headers(KEYS, "GET", "https://x.example/a", "1")
    asked = sens_headers(KEYS, "GET", "https://x.example/a?requestId=1", "1")
    assert bare["x-ncp-apigw-signature-v2"] != asked["x-ncp-apigw-signature-v2"]


async def reported(name: str, document: Any, asked: Asked) -> tuple[Any, list[str]]:
    async with Wire(answering(document)) as wire:
        gateway = open_gateway(example(name, wire.url), KEYS)
        assert isinstance(gateway, HttpGateway)
        reports = await gateway.reports([asked])
        await gateway.aclose()
    levels = [meaning_of(gateway.provider, "", one.code, one.said).level for one in reports]
    return levels, [each.target for each in wire.asked]


async def test_what_became_of_it_is_asked_where_the_settings_say() -> None:
    done = {"body": {"data": {"resultCode": "1000", "resultCodeName": "성공"}}}
    levels, targets = await reported("nhn", done, Asked("sonnim-1", "R1", 0, text="가" * 60))
    assert levels == [Level.DELIVERED]
    assert targets == ["/sms/v3.0/appKeys/APPKEY%2F0001/sender/mms/R1?recipientSeq=1"]
    waiting = {"body": {"data": {"resultCode": None}}}
    assert (await reported("nhn", waiting, Asked("sonnim-1", "R1", 0)))[0] == []
    done = {"messages": [{"status": "COMPLETED", "statusCode": "0", "statusName": "success"}]}
    levels, targets = await reported("sens", done, Asked("sonnim-1", "V 1", 0))
    assert levels == [Level.DELIVERED]
    assert targets == ["/sms/v2/services/SERVICE_ID/messages?requestId=V%201"]
    failed = {"messages": [{"statusCode": "3018", "statusName": "fail"}]}
    assert (await reported("sens", failed, Asked("sonnim-1", "V1", 0)))[0] == [Level.FAILED]


async def test_without_an_id_there_is_nothing_to_ask() -> None:
    assert await reported("nhn", {}, Asked("sonnim-1", "", 0)) == ([], [])


async def test_a_form_with_a_name_and_password_works_against_a_real_socket() -> None:
    async with Practice(pace=0) as practice:
        text = f"""
            [gateway.own]
            provider = "http"
            practice = true
            sender = "02-123-4567"
            codes = "twilio"
            [gateway.own.send]
            url = "{practice.url}/2010-04-01/Accounts/{{key}}/Messages.json"
            body = "form"
            signing = "basic"
            fields = {{ To = "{{to_e164}}", From = "{{sender_e164}}", Body = "{{text}}", No = "{{subject}}" }}
            [gateway.own.answer]
            success = {{ direction = "outbound-api" }}
            id = "sid"
            code = "code"
            said = "message"
            [gateway.own.report]
            url = "{practice.url}/2010-04-01/Accounts/{{key}}/Messages/{{id}}.json"
            code = "status"
        """
        (settings,) = parse_settings(text, Path()).gateways
        gateway = open_gateway(settings)
        answer = await gateway.send(SHORT)
        refused = await gateway.send(SHORT._replace(to="+821012345691"))
        assert isinstance(answer, Accepted)
        assert isinstance(refused, Refused)
        assert refused.code == "21610"
        (report,) = await gateway.reports([Asked("sonnim-1", answer.message_id, 0)])
        assert report.code == "delivered"
        await gateway.aclose()


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc01"), inner, max_size=3),
    max_leaves=8,
)


@given(_VALUES, st.text(alphabet="abc01.", max_size=8))
def test_looking_anything_up_in_anything_never_raises(document: Any, path: str) -> None:
    at_path(document, path)
    reply = Reply(200, {}, json.dumps(document).encode(), True)
    answer = answer_of(reply, AnswerShape({path or "a": "1"}, path, path, path, {}))
    assert isinstance(answer, Accepted | Refused | Unknown)


def test_a_path_leads_through_tables_and_lists() -> None:
    document = {"a": [{"b": 0}, {"b": False}]}
    assert at_path(document, "a.1.b") is False
    assert at_path(document, "a.0.b") == 0
    assert at_path(document, "a.2.b", "none") == "none"
    assert at_path(document, "", "none") == "none"
    assert at_path(document, "a.9.b | a.1.b") is False
