"""A gateway that is described in the settings (http_shape.py) instead of in code."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from tui.clock import system_clock
from tui.domain.providers import TOGETHER
from tui.domain.sms import Size, measure
from tui.gateway.account import Account
from tui.gateway.api import Accepted, Answer, Asked, Outgoing, Refused, Report, Unknown
from tui.gateway.http_shape import AnswerShape, HttpShape, SendShape, scalar
from tui.gateway.keys import Keys
from tui.gateway.numbers import calling_code, national
from tui.gateway.settings import GatewaySettings
from tui.gateway.transport import (
    LARGEST,
    LARGEST_LIST,
    Call,
    Reply,
    Transport,
    first_words,
)

_MISSING = object()


class HttpGateway(Account):
    """A Gateway; see api.py."""

    def __init__(self, settings: GatewaySettings, shape: HttpShape, keys: Keys, transport: Transport) -> None:
        super().__init__(settings.name, settings.sender, keys, transport, practice=settings.practice)
        self.provider = shape.codes
        self._shape = shape

    async def send(self, message: Outgoing) -> Answer:
        return await self._hand_over(
            self._sending(message), lambda reply: answer_of(reply, self._shape.answer)
        )

    async def reports(self, asked: Sequence[Asked]) -> list[Report]:
        shape = self._shape.report
        found: list[Report] = []
        for one in asked if shape.url else ():
            if not one.message_id and "{id}" in shape.url:
                continue  # nothing to ask by
            document = (await self._ask(self._asking(one))).json()
            code = scalar(at_path(document, shape.code))
            if code:
                said = first_words(at_path(document, shape.said))
                level = shape.levels.get(code)
                if level is not None:  # in a word that domain/providers.py takes as it stands
                    said = f"{level}{TOGETHER}{said}" if said else str(level)
                found.append(Report(one.reference, one.message_id, code, self._keys.hide(said)))
        return found

    async def balance(self) -> str:
        """Nothing can be asked of it without sending: ""."""
        return ""

    def _sending(self, message: Outgoing) -> Call:
        shape = self._shape.send
        values = {**values_of(message, shape), **self._key_values()}
        fields = _filled(shape.fields, values) or {}
        if shape.body == "form":
            body, kind = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = json.dumps(fields, ensure_ascii=False).encode(), "application/json; charset=utf-8"
        headers = {"Content-Type": kind, **_filled(shape.headers, values)}
        return self._signed(shape.method, _filled_url(shape.url, values), headers, body)

    def _asking(self, one: Asked) -> Call:
        shape = self._shape.report
        values = {
            "id": one.message_id,
            "reference": one.reference,
            "kind": _kind(one.text, "", self._shape.send),
            **self._key_values(),
        }
        return self._signed("GET", _filled_url(shape.url, values), _filled(shape.headers, values), b"")

    def _signed(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Call:
        signing = self._shape.send.signing
        added: dict[str, str] = {}
        if signing == "basic":
            added["Authorization"] = self._keys.basic()
        elif signing == "sens":
            added = sens_headers(self._keys, method, url, str(system_clock()))
        most = LARGEST_LIST if method == "GET" else LARGEST
        return Call(method, url, {**headers, **added}, body, most=most)

    def _key_values(self) -> dict[str, str]:
        return {"key": self._keys.key.reveal(), "secret": self._keys.secret.reveal()}


def sens_headers(keys: Keys, method: str, url: str, timestamp: str) -> dict[str, str]:
    """Naver Cloud's signature v2: base64 of HMAC-SHA256 over method, path with query, milliseconds and key
    (https://api.ncloud-docs.com/docs/common-ncpapi)."""
    parts = urlsplit(url)
    uri = parts.path + (f"?{parts.query}" if parts.query else "")
    signed = f"{method} {uri}\n{timestamp}\n{keys.key.reveal()}".encode()
    digest = hmac.new(keys.secret.reveal().encode(), signed, hashlib.sha256).digest()
    return {
        "x-ncp-apigw-timestamp": timestamp,
        "x-ncp-iam-access-key": keys.key.reveal(),
        "x-ncp-apigw-signature-v2": base64.b64encode(digest).decode(),
    }


def values_of(message: Outgoing, shape: SendShape) -> dict[str, str]:
    """What stands for each of http_shape.FIELDS."""
    return {
        "to": national(message.to),
        "to_e164": message.to,
        "country": calling_code(message.to),
        "sender": national(message.sender),
        "sender_e164": message.sender,
        "text": message.text,
        "subject": message.subject,
        "reference": message.reference,
        "kind": _kind(message.text, message.subject, shape),
    }


def _kind(text: str, subject: str, shape: SendShape) -> str:
    return shape.sms if measure(text).size is Size.SMS and not subject else shape.lms


def answer_of(reply: Reply, shape: AnswerShape) -> Answer:
    """What a reply of 2xx or 4xx says, read as the settings say."""
    document = reply.json()
    code, said = scalar(at_path(document, shape.code)), first_words(at_path(document, shape.said))
    held = {path: at_path(document, path, _MISSING) for path in shape.success}
    denied = any(
        held[path] is not _MISSING and scalar(held[path]) != wanted for path, wanted in shape.success.items()
    )
    if reply.status < 300 and not denied:
        if _MISSING in held.values():
            return Unknown("garbage", reply.words())
        return Accepted(scalar(at_path(document, shape.id)), code, said)
    if not code:
        return Unknown("garbage", reply.words())
    why = shape.stops.get(code, "keys" if reply.status in (401, 403) else "")
    return Refused(code, said, bool(why), why)


def at_path(document: Any, path: str, missing: object = None) -> Any:
    """What stands at "body.data.0.id" in a document; `missing` where nothing does.

    "a.b | c" is the first of several places where something stands.
    """
    for one in path.split("|"):
        found = _at(document, one.strip())
        if found is not None:
            return found
    return missing


def _at(document: Any, path: str) -> Any:
    if not path:
        return None
    found = document
    for name in path.split("."):
        if isinstance(found, dict) and name in found:
            found = found[name]
        elif isinstance(found, list) and name.isdecimal() and int(name) < len(found):
            found = found[int(name)]
        else:
            return None
    return found


def _filled(template: Any, values: Mapping[str, str]) -> Any:
    """The template with its placeholders filled; entries that are then empty are left out of tables."""
    if isinstance(template, str):
        return template.format_map(values)
    if isinstance(template, Mapping):
        filled = {name: _filled(one, values) for name, one in template.items()}
        return {name: one for name, one in filled.items() if one != ""}
    if isinstance(template, list):
        return [_filled(one, values) for one in template]
    return template


def _filled_url(template: str, values: Mapping[str, str]) -> str:
    return template.format_map({name: quote(value, safe="") for name, value in values.items()})
