"""Twilio: https://www.twilio.com/docs/messaging/api/message-resource

Twilio has no field for a reference of ours and does not know a message asked for twice.  A message whose Sid
is not known is looked for among those to the same number with the same text about the time it went out.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

from tui.clock import system_clock
from tui.domain.model import MINUTE, Millis
from tui.gateway.account import Account
from tui.gateway.api import Accepted, Answer, Asked, Outgoing, Refused, Report, Unknown
from tui.gateway.transport import (
    LARGEST,
    LARGEST_LIST,
    Call,
    Reply,
    asked_for,
    first_words,
)

_FAILED = ("failed", "undelivered", "canceled")
_BEFORE, _AFTER = 2 * MINUTE, 20 * MINUTE

# Refusals that every other message would meet as well (https://www.twilio.com/docs/api/errors).
_STOPS = {
    "20003": "keys",
    "20005": "account",
    "30002": "account",
    "21603": "sender",
    "21606": "sender",
    "21659": "sender",
    "21660": "sender",
    "21661": "sender",
    "21701": "sender",
    "21703": "sender",
}


def form_of(message: Outgoing) -> dict[str, str]:
    """What is posted for one message.  Twilio knows no subjects: it goes before the text."""
    text = f"{message.subject}\n{message.text}" if message.subject else message.text
    sender = "MessagingServiceSid" if message.sender.startswith("MG") else "From"
    return {"To": message.to, sender: message.sender, "Body": text}


class Twilio(Account):
    """A Gateway; see api.py.  The key is the Account SID, the secret its token."""

    provider = "twilio"
    address = "https://api.twilio.com"

    async def send(self, message: Outgoing) -> Answer:
        body = urlencode(form_of(message)).encode()
        return await self._hand_over(self._call("POST", "Messages.json", body), _answer_of)

    async def reports(self, asked: Sequence[Asked]) -> list[Report]:
        found: list[Report] = []
        for one in asked:
            record = await (self._by_sid(one) if one.message_id else self._by_text(one))
            if record is not None:
                found.append(_report_of(one.reference, record))
        return found

    async def balance(self) -> str:
        """What is left on the account: "12.34 USD".  Raises GatewayError; sends nothing."""
        document = (await self._ask(self._call("GET", "Balance.json"))).document()
        return first_words(f"{document.get('balance', '?')} {document.get('currency', '')}".strip())

    async def _by_sid(self, one: Asked) -> dict[str, Any] | None:
        reply = await self._transport.exchange(self._call("GET", f"Messages/{one.message_id}.json"))
        if isinstance(reply, Reply) and reply.status == 404:
            return None
        return asked_for(reply, system_clock() / 1000, self._keys).document() or None

    async def _by_text(self, one: Asked) -> dict[str, Any] | None:
        """The only message there can be; None where there is none, or where several could be it."""
        if not one.to or not one.text:
            return None
        # Newest first.  Not narrowed by DateSent, which a message still in the queue has none of.
        query = urlencode({"To": one.to, "PageSize": "100"})
        document = (await self._ask(self._call("GET", f"Messages.json?{query}"))).document()
        listed = document.get("messages")
        likely = [
            record
            for record in (listed if isinstance(listed, list) else [])
            if isinstance(record, dict)
            and str(record.get("direction", "")).startswith("outbound")
            # An account on trial puts a line of its own before every text.
            and str(record.get("body", "")).endswith(one.text)
            # A rehearsal's clock may stand anywhere.
            and (self.practice or _about(_millis(record.get("date_created")), one.sent_at))
        ]
        return likely[0] if len(likely) == 1 else None

    def _call(self, method: str, path: str, body: bytes = b"") -> Call:
        headers = {"Authorization": self._keys.basic()}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        url = f"{self._url}/2010-04-01/Accounts/{self._keys.key.reveal()}/{path}"
        return Call(method, url, headers, body, most=LARGEST_LIST if method == "GET" else LARGEST)


def _answer_of(reply: Reply) -> Answer:
    document = reply.document()
    if reply.status >= 400:
        code = document.get("code")
        if not isinstance(code, int):
            return Unknown("garbage", reply.words())
        why = _STOPS.get(str(code), "keys" if reply.status in (401, 403) else "")
        return Refused(str(code), first_words(document.get("message")), bool(why), why)
    sid, status = document.get("sid"), str(document.get("status", ""))
    if not isinstance(sid, str) or not sid:
        return Unknown("garbage", reply.words())
    # Even where it says "failed" already it was taken, and its report will tell why.
    return Accepted(sid, status)


def _outcome(record: dict[str, Any]) -> tuple[str, str]:
    """Code and words: of a failure the number that says why, where there is one."""
    status, error = str(record.get("status", "")), record.get("error_code")
    if status in _FAILED and error:
        return str(error), first_words(f"{status} {record.get('error_message') or ''}".strip())
    return status, first_words(record.get("error_message"))


def _report_of(reference: str, record: dict[str, Any]) -> Report:
    code, said = _outcome(record)
    return Report(reference, str(record.get("sid", "")), code, said, _millis(record.get("date_updated")))


def _about(created: Millis | None, sent_at: Millis) -> bool:
    return created is not None and sent_at - _BEFORE <= created <= sent_at + _AFTER


def _millis(value: object) -> Millis | None:
    """An RFC 2822 date, as Twilio writes them."""
    try:
        return round(parsedate_to_datetime(str(value)).timestamp() * 1000)
    except (ValueError, TypeError, OverflowError):
        return None
