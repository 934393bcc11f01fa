"""The made-up files of the demo: a Jeju rental and lodging broker, and a travel agency.

All people are invented.  Domestic numbers are from 010-0000 and 010-1234 only, foreign ones are the
countries' own examples; the rows carry every kind of broken number that real exports carry.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from tui.domain.model import Millis
from tui.domain.quiet import at_place

_SURNAMES = "김이박최정강조윤장임한오서신권황안송전홍"
_GIVEN = (
    *("민지", "서준", "하윤", "도현", "지민", "은서", "시우", "유나", "현우", "다은", "준호", "소연", "태윤"),
    *("가은", "민준", "예린", "지호", "수빈", "건우", "하은", "우진", "채원", "선우", "나연", "재윤", "보라"),
    *("동현", "지안", "성민", "아름", "주원", "세영", "정훈", "미소", "경수", "연주", "상우", "혜진", "순자"),
)
_HEADS = ("010-0000-", "010-1234-")


def people(seed: str) -> Iterator[tuple[str, str]]:
    """Endless names, each with a mobile number that no other has."""
    chance = Random(seed)
    number = 0
    while True:
        name = chance.choice(_SURNAMES) + chance.choice(_GIVEN)
        # 7 and 9,000 have no common factor: all last digits are used once before any comes again.
        yield name, f"{_HEADS[number % 2]}{1000 + (number // 2 * 7 + 357) % 9000:04d}"
        number += 1


def _full_width(phone: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) for sign in phone)


# Ways in which people and spreadsheets write a number that can still be read.
_SPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda phone: phone.replace("-", "."),
    lambda phone: phone.replace("-", " "),
    lambda phone: phone.replace("-", ""),
    _full_width,
    lambda phone: "+82 " + phone[1:],
    lambda phone: "+82-" + phone,
    lambda phone: "82" + phone.replace("-", ""),
    lambda phone: "82" + phone[1:].replace("-", ""),
    lambda phone: phone[1:].replace("-", ""),
    lambda phone: phone[1:].replace("-", "") + ".0",
    lambda phone: "'" + phone.replace("-", ""),
    lambda phone: "00182-" + phone[1:],
)
# What cannot be dialled as it stands, or cannot be texted; the place in the list of reservations → the cell.
_TROUBLE: dict[int, Callable[[str], str]] = {
    2: lambda phone: "1.01235E+09",
    6: lambda phone: "02-123-4567",
    8: lambda phone: f"0507-1234-{phone[-4:]}",
    12: lambda phone: f"010-****-{phone[-4:]}",
    23: lambda phone: phone[:-1],
    27: lambda phone: phone.replace("0", "O"),
    30: lambda phone: f"{phone} / 010-1234-9{phone[-3:]}",
    33: lambda phone: f"070-1234-{phone[-4:]}",
    37: lambda phone: "",
    41: lambda phone: "1588-1234",
    44: lambda phone: "064-123-4567",
    49: lambda phone: "080-123-4567",
    52: lambda phone: f"0504-000-{phone[-4:]}",
    56: lambda phone: "카톡으로 연락 주세요",
    61: lambda phone: "060-700-1234",
    66: lambda phone: f"{phone}, 031-123-4567",
    71: lambda phone: "1.00001E+09",
    77: lambda phone: f"010-****-{phone[-4:]}",
    83: lambda phone: "030-1234-5678",
    88: lambda phone: phone + "9",
}
_FOREIGN: dict[int, tuple[str, str, str, str]] = {
    4: ("田中 美香", "+81 90-1234-5678", "일본", "misaki@mail.example"),
    9: ("John Miller", "+1 202-555-0143", "미국", "john.miller@mail.example"),
    17: ("王芳", "+86 138-0000-0012", "중국", ""),
    25: ("佐藤 健", "+81 80-1234-0017", "일본", "ken@mail.example"),
    29: ("Emily Clark", "010-1234-8807", "미국", "emily@mail.example"),
    35: ("李娜", "+86 139-0000-0021", "중국", "lina@mail.example"),
    46: ("鈴木 陽子", "+81 90-1234-0025", "일본", ""),
    58: ("陳怡君", "+886 912-000-012", "대만", "yichun@mail.example"),
    63: ("David Brown", "+1 202-555-0117", "미국", "david@mail.example"),
    74: ("高橋 翔", "090-1234-0033", "일본", "sho@mail.example"),
    86: ("張偉", "+86 137-0000-0034", "중국", ""),
    97: ("Sarah Lee", "+1 202-555-0166", "캐나다", "sarah@mail.example"),
}
_SOON = (
    *(-95, -40, -15, 5, 10, 15, 20, 20, 25, 30, 35, 45, 50, 60, 70, 80, 90),
    *(105, 120, 135, 150, 180, 210, 240, 270, 300),
)
# Booked today: they stand at the end of the file, and nobody has tried them yet.
_JUST_BOOKED = (-25, -12, 10, 20, 20, 25, 40, 55, 75)
_CARS = (
    ("렌터카 아반떼 CN7", 58_000),
    ("렌터카 K5", 72_000),
    ("렌터카 카니발 9인승", 128_000),
    ("렌터카 캐스퍼", 45_000),
    ("렌터카 아이오닉5", 96_000),
)
_STAYS = (
    ("펜션 바다동 2인실", 110_000),
    ("게스트하우스 4인 도미토리", 32_000),
    ("독채 돌담집 1박", 240_000),
    ("풀빌라 A동 1박", 420_000),
)
_TOURS = (("우도 1일 투어", 69_000), ("스노클링 체험", 55_000), ("한라산 새벽 산행 안내", 80_000))
_REQUESTS = (
    "",
    "",
    "",
    "",
    "카시트 1개 부탁드려요",
    "비행기가 늦을 수 있어요",
    "늦은 체크인 예정입니다",
    "공항 3번 출구에서 뵐게요",
    "카톡으로 시간 변경 문의드렸어요",
    "반려견 1마리 동반",
)

JEJU_HEADER = (
    *("예약번호", "상태", "예약자", "연락처", "이메일", "국적"),
    *("이용일시", "상품", "인원", "결제금액", "요청사항", "예약경로"),
)
AGENCY_HEADER = (
    *("예약번호", "고객명", "휴대폰", "출발일", "출발시간"),
    *("상품명", "인원", "총금액", "예약상태", "담당자"),
)


def jeju_file(now: Millis, zone: str) -> bytes:
    """About 120 reservations as a booking site exports them: CP949, two rows of notice above the header."""
    chance = Random("jeju")
    made = people("jeju")
    rows: list[Sequence[object]] = [
        ["예약 명단 (제주 렌터카·숙소·투어)"],
        ["※ 예약자와 연락처는 개인정보이므로 이용 목적이 끝나면 파기해 주세요."],
        JEJU_HEADER,
    ]
    for place, due in enumerate(_jeju_times(at_place(now, zone))):
        name, phone = next(made)
        nation, mail = "대한민국", ""
        cell = _TROUBLE[place](phone) if place in _TROUBLE else phone
        if place in _FOREIGN:
            name, cell, nation, mail = _FOREIGN[place]
        elif place not in _TROUBLE and place % 3 == 0:
            cell = _SPELLINGS[place // 3 % len(_SPELLINGS)](phone)
        product, price = chance.choice(chance.choice((_CARS, _CARS, _STAYS, _TOURS)))
        days = chance.randint(1, 3)
        rows.append([
            jeju_number(place),
            _status(place),
            name,
            cell,
            mail,
            nation,
            _booking_style(due),
            f"{product} {days}일" if product.startswith("렌터카") else product,
            f"{chance.randint(1, 5)}명",
            f"{price * days:,}원",
            chance.choice(_REQUESTS),
            chance.choice(("네이버", "카카오 채널", "홈페이지", "여행사")),
        ])  # fmt: skip
    rows.append([])
    rows.append(["합계", "", f"{len(rows) - 4}건"])
    return csv_text(rows).encode("cp949")


def jeju_number(place: int) -> str:
    """The reservation number of a place in the file, counted from 0 by the time it is due."""
    return f"JJ{20_481 + place * 3}"


def _status(place: int) -> str:
    """Some further down were cancelled or are over already: those are nobody's case."""
    if place in (40, 68, 91, 109):
        return "취소"
    return "이용완료" if place in (55, 82, 104) else "예약확정"


def _jeju_times(now: datetime) -> Iterator[datetime]:
    for minutes in _SOON:
        yield _round(now + timedelta(minutes=minutes), 5)
    tomorrow = now.replace(hour=0, minute=0) + timedelta(days=1)
    for place in range(40):
        yield tomorrow + timedelta(minutes=8 * 60 + place * 18 // 10 * 10)
    for place in range(46):
        yield tomorrow + timedelta(days=1 + place // 9, hours=9 + place % 9, minutes=place % 3 * 20)
    for minutes in _JUST_BOOKED:
        yield _round(now + timedelta(minutes=minutes), 5)


def _round(at: datetime, minutes: int) -> datetime:
    return at.replace(minute=at.minute // minutes * minutes, second=0, microsecond=0)


def _booking_style(at: datetime) -> str:
    """`26. 8. 17.(월) 오후 12:00`, as the booking service writes it."""
    half = "오전" if at.hour < 12 else "오후"
    hour = at.hour if at.hour <= 12 else at.hour - 12
    return f"{at:%y}. {at.month}. {at.day}.({'월화수목금토일'[at.weekday()]}) {half} {hour}:{at:%M}"


_TRIPS = (
    ("오사카 3박 4일", 690_000),
    ("다낭 4박 5일", 820_000),
    ("제주 2박 3일", 310_000),
    ("후쿠오카 2박 3일", 480_000),
    ("방콕 3박 5일", 760_000),
    ("타이베이 3박 4일", 640_000),
    ("설악산 당일", 59_000),
    ("부산 기차여행 1박 2일", 180_000),
)
_DESKS = ("1팀", "2팀", "3팀", "4팀")
AGENCY_BOOKINGS = 420


class Booking(NamedTuple):
    """One booking of the travel agency; `phone` is the right number, whatever the file makes of it."""

    number: str
    name: str
    phone: str
    leaves: datetime
    trip: str
    heads: int
    price: int
    cancelled: bool
    desk: str


def agency_bookings(now: Millis, zone: str) -> Iterator[Booking]:
    """The same 420 every time, by when they leave; some customers booked twice."""
    chance = Random("agency")
    made = people("agency")
    today = at_place(now, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    soonest = _round(at_place(now, zone) + timedelta(minutes=40), 10)
    known: list[tuple[str, str]] = []
    for place in range(AGENCY_BOOKINGS):
        again = place % 29 == 28
        name, phone = chance.choice(known) if again else next(made)
        known.append((name, phone))
        trip, price = chance.choice(_TRIPS)
        heads = chance.randint(1, 4)
        if place < 24:
            leaves = soonest + timedelta(minutes=place * 20)
        else:
            day = today + timedelta(days=1 + place * 12 // AGENCY_BOOKINGS)
            leaves = day + timedelta(hours=6 + place % 12, minutes=place % 4 * 15)
        yield Booking(
            agency_number(place), name, phone, leaves, trip, heads, price * heads, place % 67 == 66,
            chance.choice(_DESKS),
        )  # fmt: skip


def agency_file(now: Millis, zone: str) -> bytes:
    """The bookings as the agency's own system exports them: UTF-8 with a mark."""
    rows: list[Sequence[object]] = [AGENCY_HEADER]
    for place, one in enumerate(agency_bookings(now, zone)):
        rows.append([
            one.number, one.name, _agency_phone(place, one.phone), f"{one.leaves:%Y-%m-%d}",
            f"{one.leaves:%H:%M}", one.trip, one.heads, one.price, "취소" if one.cancelled else "확정",
            one.desk,
        ])  # fmt: skip
    return csv_text(rows).encode("utf-8-sig")


def agency_number(place: int) -> str:
    return f"TR-{31_000 + place}"


def _agency_phone(place: int, phone: str) -> str:
    if place % 53 == 52:
        return _TROUBLE[(2, 12, 23, 37, 44, 49, 61, 88)[place // 53 % 8]](phone)
    if place % 31 == 30:
        return f"0507-1234-{phone[-4:]}"
    return _SPELLINGS[place // 9 % len(_SPELLINGS)](phone) if place % 9 == 8 else phone


def csv_text(rows: Sequence[Sequence[object]]) -> str:
    """Rows as a spreadsheet saves them."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
