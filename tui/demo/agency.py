"""The made-up send results of the travel agency's demo: what Kakao and a text provider said of its messages.

Long ago each booking was confirmed; yesterday, with Kakao down, everybody was to be told of the departure.
Numbers and people are those of the bookings, so nobody real.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from tui.demo.files import Booking, agency_bookings, csv_text
from tui.domain.model import Millis
from tui.domain.quiet import at_place

ALIMTALK, TEXTS = "알림톡_발송결과.csv", "문자_발송결과.csv"
RESULTS = 1_100
_DOWN_FOR = timedelta(hours=25)
_TAKEN_IN = timedelta(hours=5)
"""All was sent before the files were taken in."""
_CONFIRM, _DEPART = "RESERVE_OK", "DEPART_INFO"
_ALIMTALK_HEADER = (
    *("serial_number", "sender_key", "phone_number", "template_code", "code", "error_text", "sent_at", "ref"),
    "response_method",
)
_TEXT_HEADER = (
    "발송일시",
    "수신번호",
    "이름",
    "메시지유형",
    "상태코드",
    "상태",
    "메시지ID",
    "주문번호",
    "내용",
)
_FAILURES = (
    ("3018", "NoSendAvailableException"),
    ("3020", "BlockedProfileException"),
    ("3008", "InvalidPhoneNumberException"),
)
_DOUBTS = (("3005", "AckTimeoutException"), ("4000", "ResponseHistoryNotFoundException"), ("4001", ""))
_TEXTED = (("4000", "수신완료"), ("4000", "수신완료"), ("3000", "이통사 접수"), ("3042", "음영지역"))


class _Sent(NamedTuple):
    booking: Booking
    at: datetime
    template: str
    code: str
    words: str
    mode: str = "push"


def files(now: Millis, zone: str) -> Iterator[tuple[str, bytes]]:
    """(name, content) of both lists of results, RESULTS rows together."""
    chance = Random("agency results")
    ends = at_place(now, zone).replace(second=0, microsecond=0)
    bookings = [one for one in agency_bookings(now, zone) if not one.cancelled]
    alimtalk: list[_Sent] = []
    texts: list[_Sent] = []
    doubtful: list[_Sent] = []
    for one in bookings:
        told = _told(one, ends, chance)
        alimtalk += told
        if told and told[-1].code in dict(_FAILURES) and chance.random() < 0.6:
            code, words = chance.choice(_TEXTED)
            texts.append(_Sent(one, told[-1].at + timedelta(minutes=4), "", code, words))
        if told and told[-1].template == _DEPART and told[-1].code == "0000" and told[-1].mode == "push":
            doubtful.append(told[-1])
    # Nobody trusted "sent", so it was sent again, and again called sent.
    while len(alimtalk) + len(texts) < RESULTS:
        again = chance.choice(doubtful)
        code, words = ("0000", "") if chance.random() < 0.8 else _DOUBTS[0]
        later = again.at + timedelta(minutes=chance.randint(20, 180))
        alimtalk.append(again._replace(at=min(later, ends - _TAKEN_IN), code=code, words=words))
    alimtalk.sort(key=lambda sent: sent.at)
    yield ALIMTALK, csv_text([_ALIMTALK_HEADER, *_alimtalk_rows(alimtalk)]).encode("utf-8-sig")
    yield TEXTS, csv_text([_TEXT_HEADER, *_text_rows(texts)]).encode("cp949")


def _told(one: Booking, ends: datetime, chance: Random) -> list[_Sent]:
    """What went to a customer by AlimTalk about one booking, in its order."""
    long_ago = ends - timedelta(days=chance.randint(15, 40), minutes=chance.randint(0, 600))
    inside = ends - _DOWN_FOR + timedelta(minutes=chance.randint(30, 15 * 60))
    sent = [_Sent(one, long_ago, _CONFIRM, "0000", "", "realtime")] if chance.random() < 0.8 else []
    lot = chance.random()
    if lot < 0.56:
        sent.append(_Sent(one, inside, _DEPART, "0000", ""))
    elif lot < 0.66:
        sent.append(_Sent(one, inside, _DEPART, *chance.choice(_DOUBTS), "realtime"))
    elif lot < 0.73:
        sent.append(_Sent(one, inside, _DEPART, "0000", "", "realtime"))
    elif lot < 0.93:
        sent.append(_Sent(one, inside, _DEPART, *chance.choice(_FAILURES)))
    elif lot < 0.97:
        sent.append(_Sent(one, ends - _DOWN_FOR - timedelta(hours=2), _DEPART, "0000", ""))
    else:
        sent.clear()  # entered by hand yesterday: nobody wrote to them
    return sent


def _alimtalk_rows(sent: Sequence[_Sent]) -> Iterator[Sequence[object]]:
    for number, one in enumerate(sent):
        ident = (f"{one.at:%Y%m%d}-{number:06}", "0a1b2c3d4e", one.booking.phone, one.template)
        yield *ident, one.code, one.words, f"{one.at:%Y-%m-%d %H:%M:%S}", one.booking.number, one.mode


def _text_rows(sent: Sequence[_Sent]) -> Iterator[Sequence[object]]:
    for number, one in enumerate(sent):
        words = f"[바람여행사] 예약 {one.booking.number} 출발 안내를 문자로 드려요."
        ident = f"M4V{one.at:%Y%m%d%H%M%S}{number:04}ABCDEFGHIJKL"
        who = (f"{one.at:%Y-%m-%d %H:%M:%S}", one.booking.phone, one.booking.name)
        yield *who, "LMS", one.code, one.words, ident, one.booking.number, words
