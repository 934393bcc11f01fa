"""A provider that reaches nobody: for rehearsals, and for tests that want something real on a socket.

It speaks the parts of Solapi's and Twilio's APIs that are used here, takes its time, and reports what
became of each message little by little.  What goes wrong is chosen by the number, or by chance with weights
and a seed (practice_faults.py).  What it took is counted by reference, so that a message that came twice is
seen.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import random
import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit
from zlib import crc32

from tui.clock import system_clock
from tui.gateway.keys import PRACTICE_KEYS as KEYS
from tui.gateway.practice_faults import BY_NUMBER, FAULT_OF_DIGITS, TAKEN_LATER, TAKEN_NOT, Fault
from tui.gateway.solapi import signature

PORT = 8765
_SKEW = 15 * 60_000
_SAID = "연습/practice: "
_FINAL = {Fault.OFF: "3043", Fault.NO_SUBSCRIBER: "3032"}
_SOLAPI_WORDS = {
    "2000": "정상 접수",
    "3000": "이통사로 접수",
    "4000": "수신 완료",
    "3043": "단말기 전원 꺼짐",
    "3032": "미가입자",
}
_TWILIO_ERRORS = {"3043": (30003, "Unreachable destination handset"), "3032": (30005, "Unknown handset")}


class Taken(NamedTuple):
    """A message that was taken.  `after` are the seconds until the carrier has it, and until its end."""

    ident: str
    reference: str
    to: str
    sender: str
    text: str
    fault: Fault
    at: float
    made_at: int
    after: tuple[float, float]

    def code(self, now: float) -> str:
        """Solapi's code for where it stands."""
        carrier, end = self.after
        if self.fault is Fault.SILENT or now < self.at + carrier:
            return "2000"
        return "3000" if now < self.at + end else _FINAL.get(self.fault, "4000")


class Request(NamedTuple):
    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


class Answer(NamedTuple):
    """`fault` is what is done to the answer on its way; `last4` the end of the number that it is about."""

    status: int
    document: Any
    fault: Fault = Fault.DELIVERED
    headers: Mapping[str, str] = {}  # never written to
    last4: str = ""


class PracticeAccount:
    """What the provider knows and decides.  `pace` is how fast its time runs: 0 ends everything at once."""

    def __init__(
        self, weights: Mapping[Fault, float] = BY_NUMBER, *, seed: int = 0, pace: float = 1.0
    ) -> None:
        self._weights = dict(weights)
        self._seed = seed
        self._random = random.Random(seed)
        self._pace = pace
        self._salts: set[str] = set()
        self._met: Counter[str] = Counter()
        self._turns: dict[tuple[str, str], int] = {}
        self._came_for: Counter[str] = Counter()
        self.taken: dict[str, Taken] = {}
        self.references: Counter[str] = Counter()
        self.requests: Counter[str] = Counter()

    def delay(self) -> float:
        """Seconds that an answer takes."""
        return self._random.uniform(0.05, 0.4) * self._pace

    def answer(self, request: Request) -> Answer:
        """What it says to a request."""
        path = urlsplit(request.target).path
        self.requests[f"{request.method} {path.rpartition('/')[2]}"] += 1
        if path == "/practice/messages" and request.method == "GET":
            return Answer(200, self.counted())
        if path.startswith("/2010-04-01/Accounts/"):
            return self._twilio(request, path)
        refusal = self._refused_by_signature(request.headers.get("authorization", ""))
        if refusal:
            return Answer(403, {"errorCode": refusal, "errorMessage": _SAID + refusal})
        if path == "/messages/v4/send-many/detail" and request.method == "POST":
            return self._solapi_send(request)
        if path == "/messages/v4/list" and request.method == "GET":
            return Answer(200, self._solapi_list(request.target))
        if path == "/cash/v1/balance" and request.method == "GET":
            return Answer(200, {"balance": 10_000, "point": 0, "practice": True})
        return Answer(404, {"errorCode": "NotFoundError", "errorMessage": _SAID + "404"})

    def counted(self) -> dict[str, Any]:
        """How often each reference was taken, and where the messages stand; no numbers and no texts."""
        codes = Counter(one.code(self._now()) for one in self.taken.values())
        return {
            "practice": True,
            "taken": len(self.taken),
            "references": dict(self.references),
            "doubles": sorted(name for name, count in self.references.items() if count > 1),
            "codes": dict(codes),
        }

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _fault(self, to: str, reference: str) -> Fault:
        if self._weights:
            # By whom it is for, not by when it comes: the same run meets the same faults in any order.
            chance = random.Random(f"{self._seed}/{to}/{self._turn(to, reference)}")
            return chance.choices(list(self._weights), list(self._weights.values()))[0]
        return FAULT_OF_DIGITS.get(to[-2:], Fault.DELIVERED)

    def _turn(self, to: str, reference: str) -> int:
        """How many other messages for the number came before this one."""
        key = to, reference
        if key not in self._turns:
            self._turns[key] = self._came_for[to]
            self._came_for[to] += 1
        return self._turns[key]

    def _take(self, to: str, sender: str, text: str, reference: str) -> tuple[Fault, Taken | None]:
        """Decides what becomes of a message; None where it was not taken."""
        self._met[reference] += 1
        fault = self._fault(to, reference)
        if fault in TAKEN_NOT or (fault in TAKEN_LATER and self._met[reference] == 1):
            return fault, None
        fault = Fault.DELIVERED if fault in TAKEN_LATER else fault
        number = len(self.taken) + 1
        made = system_clock()
        stamp = f"{datetime.fromtimestamp(made / 1000, UTC):%Y%m%d%H%M%S}"
        carrier = self._random.uniform(0.5, 2) * self._pace
        one = Taken(
            f"M4V{stamp}PRACTICE{number:06}",
            reference,
            to,
            sender,
            text,
            fault,
            self._now(),
            made,
            (carrier, carrier + self._random.uniform(1, 6) * self._pace),
        )
        self.taken[one.ident] = one
        self.references[reference] += 1
        return fault, one

    # Solapi

    def _refused_by_signature(self, header: str) -> str:
        parts = dict(re.findall(r"(\w+)=([^,\s]+)", header))
        parts = {name.lower(): value for name, value in parts.items()}
        if not header.startswith("HMAC-SHA256 ") or parts.get("apikey") != KEYS.key.reveal():
            return "InvalidAPIKey"
        date, salt = parts.get("date", ""), parts.get("salt", "")
        if not 12 <= len(salt) <= 64:
            return "ValidationError"
        if not hmac.compare_digest(signature(KEYS.secret.reveal(), date, salt), parts.get("signature", "")):
            return "SignatureDoesNotMatch"
        try:
            told = datetime.fromisoformat(date).timestamp() * 1000
        except ValueError:
            return "ValidationError"
        if abs(told - system_clock()) > _SKEW:
            return "RequestTimeTooSkewed"
        if salt in self._salts:
            return "DuplicatedSignature"
        self._salts.add(salt)
        return ""

    def _solapi_send(self, request: Request) -> Answer:
        try:
            message = json.loads(request.body)["messages"][0]
            to, sender, text = (str(message[name]) for name in ("to", "from", "text"))
            reference = str(message.get("customFields", {}).get("reference", ""))
        except (ValueError, LookupError, TypeError, AttributeError):
            return Answer(400, {"errorCode": "ValidationError", "errorMessage": _SAID + "messages"})
        fault, taken = self._take(to, sender, text, reference)
        common = {"to": to, "from": sender, "type": "SMS", "country": "82", "accountId": "practice"}
        if taken is None:
            if fault is Fault.THROTTLED:
                return _throttled({"errorCode": "TooManyRequests", "errorMessage": _SAID + "429"}, to)
            if fault is Fault.BALANCE:
                words = {"errorCode": "NotEnoughBalance", "errorMessage": _SAID + "잔액 부족"}
                return Answer(402, words, fault, last4=to[-4:])
            failed = {
                **common,
                "statusCode": "1060",
                "statusMessage": _SAID + "차단된 수신번호",
                "messageId": "M4V0",
            }
            none = {"failedMessageList": [failed], "messageList": [], "groupInfo": {}}
            return Answer(200, none, fault, last4=to[-4:])
        listed = {
            "messageId": taken.ident,
            "statusCode": "2000",
            "statusMessage": _SAID + _SOLAPI_WORDS["2000"],
            "customFields": {"reference": reference},
        }
        document = {"failedMessageList": [], "messageList": [listed], "groupInfo": {}}
        return Answer(200, document, fault, last4=to[-4:])

    def _solapi_list(self, target: str) -> dict[str, Any]:
        query = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        limit = int(query["limit"]) if query.get("limit", "").isdecimal() else 20
        earliest, latest = _instant(query.get("startDate"), 0), _instant(query.get("endDate"), 1 << 62)
        listed = [
            one
            for one in reversed(self.taken.values())
            if query.get("messageId", one.ident) == one.ident and earliest <= one.made_at <= latest
        ]
        idents = [one.ident for one in listed]
        first = idents.index(query["startKey"]) if query.get("startKey") in idents else 0
        page, following = listed[first : first + limit], idents[first + limit : first + limit + 1]
        return {
            "limit": limit,
            "startKey": query.get("startKey"),
            "nextKey": following[0] if following else None,
            "messageList": {one.ident: self._solapi_record(one) for one in page},
        }

    def _solapi_record(self, one: Taken) -> dict[str, Any]:
        code = one.code(self._now())
        ended = code not in ("2000", "3000")
        stamp = datetime.fromtimestamp(one.made_at / 1000, UTC).isoformat()
        return {
            "messageId": one.ident,
            "statusCode": code,
            "reason": _SAID + _SOLAPI_WORDS[code],
            "to": one.to,
            "from": one.sender,
            "customFields": {"reference": one.reference},
            "dateCreated": stamp,
            "dateUpdated": stamp,
            "dateReported": stamp if ended else None,
            "dateReceived": stamp if code == "4000" else None,
        }

    # Twilio

    def _twilio(self, request: Request, path: str) -> Answer:
        pair = f"{KEYS.key.reveal()}:{KEYS.secret.reveal()}".encode()
        given = request.headers.get("authorization", "")
        account, _, rest = path.removeprefix("/2010-04-01/Accounts/").partition("/")
        right = hmac.compare_digest(given.encode(), b"Basic " + base64.b64encode(pair))
        if not right or account != KEYS.key.reveal():
            return _twilio_error(401, 20003, "Authenticate")
        if rest == "Balance.json":
            return Answer(200, {"balance": "10.00", "currency": "USD", "account_sid": account})
        if rest == "Messages.json" and request.method == "POST":
            return self._twilio_send(request)
        if rest == "Messages.json":
            to = parse_qs(urlsplit(request.target).query).get("To", [""])[0]
            listed = [one for one in reversed(self.taken.values()) if one.to == to]
            return Answer(200, {"messages": [self._twilio_record(one) for one in listed[:100]]})
        one = next((one for one in self.taken.values() if f"Messages/{_sid(one)}.json" == rest), None)
        if one is None:
            return _twilio_error(404, 20404, "The requested resource was not found")
        return Answer(200, self._twilio_record(one))

    def _twilio_send(self, request: Request) -> Answer:
        form = {name: values[0] for name, values in parse_qs(request.body.decode("utf-8", "replace")).items()}
        to, text = form.get("To", ""), form.get("Body", "")
        sender = form.get("From") or form.get("MessagingServiceSid", "")
        if not (to and text and sender):
            return _twilio_error(400, 21604, "A 'To', 'From' and 'Body' are required")
        # Twilio has no reference: what is sent twice can only be told by being the same.
        fault, taken = self._take(to, sender, text, f"{to[-4:]} {crc32(text.encode()):08x}")
        if taken is not None:
            return Answer(201, self._twilio_record(taken, "2000"), fault, last4=to[-4:])
        if fault is Fault.THROTTLED:
            return _throttled({"code": 20429, "message": _SAID + "Too Many Requests", "status": 429}, to)
        number, words = (30002, "Account suspended") if fault is Fault.BALANCE else (21610, "Unsubscribed")
        return _twilio_error(400, number, words, fault)._replace(last4=to[-4:])

    def _twilio_record(self, one: Taken, code: str = "") -> dict[str, Any]:
        code = code or one.code(self._now())
        error, words = _TWILIO_ERRORS.get(code, (None, None))
        stamp = format_datetime(datetime.fromtimestamp(one.made_at / 1000, UTC))
        status = {"2000": "queued", "3000": "sent", "4000": "delivered"}.get(code, "undelivered")
        return {
            "sid": _sid(one),
            "account_sid": KEYS.key.reveal(),
            "to": one.to,
            "from": one.sender,
            "body": one.text,
            "status": status,
            "direction": "outbound-api",
            "error_code": error,
            "error_message": _SAID + words if words else None,
            "date_created": stamp,
            "date_updated": stamp,
            "date_sent": stamp if code != "2000" else None,
        }


def _sid(one: Taken) -> str:
    return f"SM{int(one.ident[-6:]):032x}"


def _throttled(document: Any, to: str) -> Answer:
    return Answer(429, document, Fault.THROTTLED, {"Retry-After": "1"}, to[-4:])


def _twilio_error(status: int, code: int, words: str, fault: Fault = Fault.DELIVERED) -> Answer:
    return Answer(status, {"code": code, "message": _SAID + words, "status": status}, fault)


def _instant(value: str | None, otherwise: int) -> int:
    try:
        return round(datetime.fromisoformat(value or "").timestamp() * 1000)
    except ValueError:
        return otherwise
