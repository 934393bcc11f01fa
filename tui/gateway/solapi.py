"""Solapi (v4): https://developers.solapi.com/references/messages/sendManyDetail

A request is signed anew with a date and a salt of its own; the same one twice would be refused as a replay.
The answer is 200 even where the message was refused: then it stands in `failedMessageList`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from tui.clock import system_clock
from tui.domain.model import MINUTE, Millis
from tui.domain.providers import Level, meaning_of
from tui.gateway.account import Account
from tui.gateway.api import Accepted, Answer, Asked, Outgoing, Refused, Report, Unknown
from tui.gateway.keys import Keys
from tui.gateway.numbers import calling_code, national
from tui.gateway.transport import (
    LARGEST,
    LARGEST_LIST,
    Call,
    Reply,
    first_words,
)

_SEND = "/messages/v4/send-many/detail"
_LIST = "/messages/v4/list"
_BALANCE = "/cash/v1/balance"
_REFERENCE = "reference"
_PAGE = 100
_MOST_PAGES = 50
_SINGLY = 5
_SKEW = 20 * MINUTE
_APART = 60 * MINUTE

# Refusals that every other message would meet as well, and the sentence of each.
_STOPS = {
    "1030": "balance",
    "2230": "balance",
    "NotEnoughBalance": "balance",
    "1062": "sender",
    "2062": "sender",
    "1020": "keys",
    "2063": "account",
    "1064": "account",
    "2064": "account",
    "InvalidAPIKey": "keys",
    "SignatureDoesNotMatch": "keys",
    "Unauthorized": "keys",
    "Forbidden": "keys",
    "RequestTimeTooSkewed": "clock",
}


def signature(secret: str, date: str, salt: str) -> str:
    """HMAC-SHA256 of date and salt, in hexadecimal."""
    return hmac.new(secret.encode(), (date + salt).encode(), hashlib.sha256).hexdigest()


def authorization(keys: Keys, date: str, salt: str) -> str:
    """The header's value.  `date` is ISO 8601, `salt` 12 to 64 characters, never used before."""
    signed = signature(keys.secret.reveal(), date, salt)
    return f"HMAC-SHA256 apiKey={keys.key.reveal()}, date={date}, salt={salt}, signature={signed}"


def request_body(message: Outgoing) -> dict[str, Any]:
    """What is posted for one message.  The size is left to Solapi where there is no subject, as in its own
    library: up to 90 bytes an SMS, else an LMS."""
    one: dict[str, Any] = {
        "to": national(message.to),
        "from": national(message.sender),
        "text": message.text,
        "country": calling_code(message.to),
        "autoTypeDetect": True,
        "customFields": {_REFERENCE: message.reference},
    }
    if message.subject:
        one["subject"] = message.subject
    return {"messages": [one], "allowDuplicates": False, "showMessageList": True}


class Solapi(Account):
    """A Gateway; see api.py."""

    provider = "solapi"
    address = "https://api.solapi.com"

    async def send(self, message: Outgoing) -> Answer:
        body = json.dumps(request_body(message), ensure_ascii=False).encode()
        return await self._hand_over(self._call("POST", _SEND, body), _answer_of)

    async def reports(self, asked: Sequence[Asked]) -> list[Report]:
        found: dict[str, Report] = {}
        missing = list(asked)
        if len(asked) > _SINGLY or any(not one.message_id for one in asked):
            for group in [missing] if self.practice else _close_together(missing):
                found.update(await self._listed(group))
            missing = [one for one in asked if one.reference not in found]
        for one in [one for one in missing if one.message_id][: _SINGLY * 4]:
            document = await self._page({"messageId": one.message_id, "limit": "1"})
            found.update(_match([one], _records(document)))
        return list(found.values())

    async def balance(self) -> str:
        """What is left on the account, in won: "12,300".  Raises GatewayError; sends nothing."""
        document = (await self._ask(self._call("GET", _BALANCE))).document()
        amounts = [document.get(name) for name in ("balance", "point")]
        return f"{sum(each for each in amounts if isinstance(each, int | float)):,.0f}"

    async def _listed(self, asked: Sequence[Asked]) -> dict[str, Report]:
        """The reports of messages sent about the same time, from the account's list of that time."""
        found: dict[str, Report] = {}
        query = {"limit": str(_PAGE)}
        if not self.practice:  # a rehearsal's clock may stand anywhere
            query["dateType"] = "CREATED"
            query["startDate"] = _iso(min(one.sent_at for one in asked) - _SKEW)
            query["endDate"] = _iso(max(one.sent_at for one in asked) + _SKEW)
        for _ in range(_MOST_PAGES):
            document = await self._page(query)
            found.update(_match(asked, _records(document)))
            following = document.get("nextKey")
            if not isinstance(following, str) or not following or len(found) == len(asked):
                break
            query["startKey"] = following
        return found

    async def _page(self, query: dict[str, str]) -> dict[str, Any]:
        return (await self._ask(self._call("GET", f"{_LIST}?{urlencode(query)}"))).document()

    def _call(self, method: str, path: str, body: bytes = b"") -> Call:
        headers = {"Authorization": authorization(self._keys, _iso(system_clock()), os.urandom(16).hex())}
        if body:
            headers["Content-Type"] = "application/json"
        return Call(
            method, self._url + path, headers, body, most=LARGEST_LIST if method == "GET" else LARGEST
        )


def _answer_of(reply: Reply) -> Answer:
    document = reply.document()
    if reply.status >= 400:
        code = document.get("errorCode")
        if not isinstance(code, str) or not code:
            return Unknown("garbage", reply.words())
        return _refused(code, document.get("errorMessage"), keys=reply.status in (401, 403))
    for failed in _dicts(document.get("failedMessageList")):
        return _refused(str(failed.get("statusCode", "")), failed.get("statusMessage"))
    for taken in _dicts(document.get("messageList")):
        ident, code = taken.get("messageId"), str(taken.get("statusCode", ""))
        if meaning_of("solapi", "", code).level is Level.FAILED:
            return _refused(code, taken.get("statusMessage"))
        if isinstance(ident, str) and ident:
            return Accepted(ident, code, first_words(taken.get("statusMessage")))
    return Unknown("garbage", reply.words())


def _refused(code: str, said: object, *, keys: bool = False) -> Refused:
    why = _STOPS.get(code, "keys" if keys and code != "DuplicatedSignature" else "")
    return Refused(code, first_words(said), bool(why), why)


def _match(asked: Iterable[Asked], records: Iterable[dict[str, Any]]) -> dict[str, Report]:
    by_id = {one.message_id: one.reference for one in asked if one.message_id}
    unnamed = {one.reference for one in asked if not one.message_id}
    found: dict[str, Report] = {}
    for record in records:
        ident = str(record.get("messageId", ""))
        own = record.get("customFields")
        given = own.get(_REFERENCE) if isinstance(own, dict) else None
        reference = by_id.get(ident) or (given if given in unnamed else None)
        if reference is not None:
            said = record.get("statusMessage") or record.get("reason")
            at = _millis(record.get("dateReported")) or _millis(record.get("dateUpdated"))
            code = str(record.get("statusCode", ""))
            found[reference] = Report(reference, ident, code, first_words(said), at)
    return found


def _records(document: dict[str, Any]) -> list[dict[str, Any]]:
    listed = document.get("messageList")
    return _dicts(list(listed.values()) if isinstance(listed, dict) else listed)


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _close_together(asked: Sequence[Asked]) -> Iterator[list[Asked]]:
    """Groups of messages between which no hour passed, so that no list reaches over days."""
    group: list[Asked] = []
    for one in sorted(asked, key=lambda one: one.sent_at):
        if group and one.sent_at - group[-1].sent_at > _APART:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _iso(at: Millis) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _millis(value: object) -> Millis | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)
