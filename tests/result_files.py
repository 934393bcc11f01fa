"""Providers' result lists in several shapes, made from a seed, with what must be read from each row.

The columns are those of the providers' APIs and what consoles of unknown make call the same things.  Names
are made up, numbers are 010-0000-xxxx.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.samples import SEOUL, person
from tui.domain.providers import Level

START = datetime(2022, 10, 15, 14, 0, tzinfo=SEOUL)


@dataclass(frozen=True)
class Expected:
    """What one row must become, and what it is worth with the provider and mode that the file shows."""

    phone: str
    channel: str
    mode: str
    code: str
    said: str
    level: Level
    reason: str
    sent_at: int
    message_id: str = ""
    reference: str = ""
    template: str = ""
    name: str = ""


@dataclass(frozen=True)
class ResultFile:
    """A file, whose it is, and its rows in order."""

    content: bytes
    provider: str
    mode: str
    sure: bool
    expected: tuple[Expected, ...]


@dataclass(frozen=True)
class Send:
    """One message before its provider writes it down."""

    at: int
    name: str
    phone: str
    when: datetime
    order: str

    @property
    def e164(self) -> str:
        return "+82" + self.phone.replace("-", "")[1:]

    @property
    def millis(self) -> int:
        return round(self.when.timestamp()) * 1000

    def clock(self, pattern: str = "%Y-%m-%d %H:%M:%S") -> str:
        return self.when.strftime(pattern)


def sends(count: int, seed: int) -> list[Send]:
    random_ = random.Random(seed)
    return [
        Send(
            at,
            person(random_),
            f"010-0000-{at:04}",
            START + timedelta(seconds=37 * at + random_.randrange(30)),
            f"R{seed:02}{at:05}",
        )
        for at in range(count)
    ]


# (code, words, level, reason) in turn
_SOLAPI = (
    ("4000", "수신완료", Level.DELIVERED, ""),
    ("2000", "접수", Level.ACCEPTED, ""),
    ("3000", "", Level.CARRIER, ""),
    ("3104", "카카오톡 미사용자", Level.FAILED, "not_kakao_user"),
    ("3040", "전송시간 초과", Level.FAILED, "timed_out"),
    ("1062", "발신번호 미등록", Level.FAILED, "request"),
    ("4000", "실패", Level.UNKNOWN, "contradiction"),
    ("5999", "", Level.UNKNOWN, ""),
)
_KAKAO = (
    ("0000", "", {"push": Level.ACCEPTED, "polling": Level.ACCEPTED, "realtime": Level.DELIVERED}, ""),
    ("3005", "AckTimeoutException(1)", Level.UNKNOWN, "ack_timeout"),
    ("3018", "NoSendAvailableException", Level.FAILED, "not_kakao_user"),
    ("4000", "", Level.UNKNOWN, "not_found"),
    ("3016", "NoMatchedTemplateException", Level.FAILED, "template_mismatch"),
    ("8888", "", Level.UNKNOWN, ""),
)
_TWILIO = (
    ("", "delivered", Level.DELIVERED, ""),
    ("", "sent", Level.CARRIER, ""),
    ("30003", "undelivered", Level.FAILED, "no_signal"),
    ("30005", "failed", Level.FAILED, "no_subscriber"),
    ("", "queued", Level.ACCEPTED, ""),
    ("", "read", Level.READ, ""),
)
_NHN = (
    ("1000", "COMPLETED", "RSC01", Level.DELIVERED, ""),
    ("", "READY", "RSC01", Level.ACCEPTED, ""),
    ("3018", "FAILED", "RSC02", Level.FAILED, "not_kakao_user"),
    ("3018", "FAILED", "RSC04", Level.ACCEPTED, ""),
    ("3018", "FAILED", "RSC05", Level.FAILED, ""),
    ("4000", "COMPLETED", "RSC01", Level.UNKNOWN, "not_found"),
)
_UNKNOWN = (
    ("4000", "성공", Level.ACCEPTED, ""),
    ("1", "전송 실패(결번)", Level.FAILED, "no_subscriber"),
    ("4000", "", Level.UNKNOWN, ""),
    ("0", "수신완료", Level.DELIVERED, ""),
    ("9", "대기", Level.ACCEPTED, ""),
)


def solapi_api(some: Sequence[Send]) -> ResultFile:
    header = (
        "messageId,groupId,to,from,type,statusCode,statusMessage,dateCreated,dateReported,text,customFields"
    )
    routes = {"ATA": "kakao", "SMS": "sms", "LMS": "sms"}
    rows, expected = [], []
    for one in some:
        code, words, level, reason = _SOLAPI[one.at % len(_SOLAPI)]
        route = list(routes)[one.at % 3]
        ident = f"M4V20221015140000{one.at:04}ABCDEFGHIJKL"
        utc = one.when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        phone = one.phone.replace("-", "")
        rows.append(
            [
                ident,
                "G4V20221015140000ABCDEFGHIJKLMNO",
                phone,
                "021231234",
                route,
                code,
                words,
                utc,
                utc,
                "글",
                one.order,
            ]
        )
        expected.append(
            Expected(one.e164, routes[route], "", code, words, level, reason, one.millis, ident, one.order)
        )
    return ResultFile(_csv(header, rows, "utf-8"), "solapi", "", True, tuple(expected))


def solapi_console(some: Sequence[Send]) -> ResultFile:
    """Korean column titles; only the form of the message ids says whose they are."""
    rows, expected = [], []
    for one in some:
        code, words, level, reason = _SOLAPI[one.at % len(_SOLAPI)]
        ident = f"M4V20221015140000{one.at:04}ABCDEFGHIJKL"
        rows.append([one.clock(), one.phone, one.name, "알림톡", code, words or "-", ident, "TP01"])
        expected.append(
            Expected(
                one.e164, "kakao", "", code, words, level, reason, one.millis, ident, "", "TP01", one.name
            )
        )
    header = "발송일시,수신번호,이름,메시지유형,상태코드,상태,메시지ID,템플릿코드"
    return ResultFile(_csv(header, rows, "cp949"), "solapi", "", True, tuple(expected))


def kakao(some: Sequence[Send], mode: str, named: bool) -> ResultFile:
    """Kakao's own words; without a column about the mode, 0000 is worth only that it was taken."""
    rows, expected = [], []
    for one in some:
        code, words, levels, reason = _KAKAO[one.at % len(_KAKAO)]
        known = mode if named else ""
        level = levels if isinstance(levels, Level) else levels.get(known, Level.ACCEPTED)
        ident = f"20221015-{one.at:06}"
        rows.append([ident, "0a1b2c3d", one.phone, "CAKE_01", code, words, one.clock(), one.order])
        if named:
            rows[-1].append(mode)
        expected.append(
            Expected(
                one.e164, "kakao", known, code, words, level, reason, one.millis, ident, one.order, "CAKE_01"
            )
        )
    header = "serial_number,sender_key,phone_number,template_code,code,error_text,sent_at,ref"
    header += ",response_method" if named else ""
    return ResultFile(_csv(header, rows, "utf-8-sig"), "kakao", mode if named else "", named, tuple(expected))


def nhn(some: Sequence[Send], korean_time: bool) -> ResultFile:
    rows, expected = [], []
    for one in some:
        code, words, instead, level, reason = _NHN[one.at % len(_NHN)]
        when = one.clock("%Y-%m-%dT%H:%M:%S.000+09:00") if korean_time else one.clock("%Y-%m-%d %H:%M:%S.0")
        rows.append([f"20221015{one.at:08}", "1", one.phone, "CAKE_01", when, words, code, instead])
        went = instead in ("RSC04", "RSC05")
        said = f"{instead} ← 알림톡 {code} {words}" if went else words
        expected.append(
            Expected(
                one.e164,
                "sms" if went else "",
                "sms" if went else "",
                "" if went else code,
                said,
                level,
                reason,
                one.millis,
                rows[-1][0],
                "",
                "CAKE_01",
            )
        )
    header = (
        "requestId,recipientSeq,recipientNo,templateCode,requestDate,messageStatus,resultCode,resendStatus"
    )
    if korean_time:
        header = header.replace("requestId", "request_id").replace("recipientNo", "recipient_no")
    # Their request ids name many messages at once and are not taken for a message's.
    expected = [_without_id(one) for one in expected]
    return ResultFile(_csv(header, rows, "utf-8"), "nhn", "", True, tuple(expected))


def twilio(some: Sequence[Send], log: bool) -> ResultFile:
    """The console's export of the log, or a listing of the API with its dates in words."""
    rows, expected = [], []
    for one in some:
        code, words, level, reason = _TWILIO[one.at % len(_TWILIO)]
        ident = f"SM{one.at:032x}"
        utc = one.when.astimezone(UTC)
        when = utc.strftime("%Y-%m-%d %H:%M:%S UTC" if log else "%a, %d %b %Y %H:%M:%S +0000")
        cells = [
            "+15005550006",
            one.e164,
            "글",
            words,
            when,
            "1",
            code,
            "AC" + "0" * 32,
            ident,
            "outbound-api",
        ]
        rows.append(cells if log else [cells[8], cells[1], cells[3], cells[6], cells[4], cells[7], "0.05"])
        expected.append(Expected(one.e164, "sms", "", code, words, level, reason, one.millis, ident))
    header = (
        "From,To,Body,Status,SentDate,NumSegments,ErrorCode,AccountSid,Sid,Direction"
        if log
        else "sid,to,status,error_code,date_sent,account_sid,price"
    )
    return ResultFile(_csv(header, rows, "utf-8"), "twilio", "", True, tuple(expected))


def unknown(some: Sequence[Send], split_time: bool) -> ResultFile:
    """Nobody known: digits say nothing, plain words what they say."""
    rows, expected = [], []
    for one in some:
        code, words, level, reason = _UNKNOWN[one.at % len(_UNKNOWN)]
        when = [one.clock("%Y-%m-%d"), one.clock("%H:%M:%S")] if split_time else [one.clock()]
        rows.append([*when, one.name, one.phone, "알림톡", code, words])
        expected.append(
            Expected(one.e164, "kakao", "", code, words, level, reason, one.millis, name=one.name)
        )
    header = (
        "발송일,발송시간" if split_time else "전송일시"
    ) + ",수신자명,수신번호,발송유형,결과코드,전송결과"
    return ResultFile(_csv(header, rows, "cp949"), "", "", False, tuple(expected))


def failover(some: Sequence[Send], by_route: bool) -> ResultFile:
    """AlimTalks of which those that failed went as texts: said by further columns, or by the route."""
    rows, expected = [], []
    for one in some:
        failed = one.at % 3 == 0
        first = ("3018", "실패") if failed else ("0000", "성공")
        if by_route:
            route = "대체발송(LMS)" if failed else "알림톡"
            words = "성공"
            rows.append([one.clock(), one.phone, route, words, one.order])
            said = f"{words} ← {route}" if failed else words
            code = ""
        else:
            rows.append(
                [
                    one.clock(),
                    one.phone,
                    *first,
                    "발송완료" if failed else "-",
                    "1000" if failed else "",
                    one.order,
                ]
            )
            said = f"발송완료 ← 알림톡 {first[0]} {first[1]}" if failed else first[1]
            code = "1000" if failed else first[0]
        channel = "sms" if failed else "kakao" if by_route else ""
        expected.append(
            Expected(one.e164, channel, "", code, said, Level.ACCEPTED, "", one.millis, "", one.order)
        )
    header = (
        "발송일시,수신번호,메시지유형,발송결과,주문번호"
        if by_route
        else "발송일시,수신번호,알림톡 결과코드,알림톡 결과,대체발송 결과,대체발송 코드,주문번호"
    )
    return ResultFile(_csv(header, rows, "utf-8-sig"), "", "", False, tuple(expected))


FILES: dict[str, Callable[[Sequence[Send]], ResultFile]] = {
    "solapi-api": solapi_api,
    "solapi-console": solapi_console,
    "kakao-push": lambda some: kakao(some, "push", named=True),
    "kakao-realtime": lambda some: kakao(some, "realtime", named=True),
    "kakao-polling": lambda some: kakao(some, "polling", named=True),
    "kakao-mode-unsaid": lambda some: kakao(some, "realtime", named=False),
    "nhn": lambda some: nhn(some, korean_time=False),
    "nhn-offset": lambda some: nhn(some, korean_time=True),
    "twilio-log": lambda some: twilio(some, log=True),
    "twilio-api": lambda some: twilio(some, log=False),
    "unknown": lambda some: unknown(some, split_time=False),
    "unknown-split-time": lambda some: unknown(some, split_time=True),
    "failover-columns": lambda some: failover(some, by_route=False),
    "failover-route": lambda some: failover(some, by_route=True),
}


def _without_id(one: Expected) -> Expected:
    return Expected(**{**one.__dict__, "message_id": ""})


def _csv(header: str, rows: Sequence[Sequence[str]], encoding: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([header.split(","), *rows])
    return text.getvalue().encode(encoding)
