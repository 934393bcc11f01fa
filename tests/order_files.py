"""Order and reservation lists of every source in two shapes, with what must be read from each row.

Made from a seed; names are made up, numbers are 010-1234-xxxx.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from tests.samples import CAKES, CARS, NAVER_STORE_HEADER, SEOUL, WEEKDAYS, person

Row = list[str]


class Expected(NamedTuple):
    """What one row must become."""

    key: str
    order_no: str
    name: str
    phones: tuple[str, ...]
    due_at: int | None
    has_time: bool
    amount: int | None
    details: str
    status: str
    request: str = ""


@dataclass
class OrderFile:
    """`expected` and `ignored` are by the row's number, from 1; every row under the header is in one."""

    rows: list[Row]
    header_row: int
    expected: dict[int, Expected] = field(default_factory=dict)
    ignored: dict[int, str] = field(default_factory=dict)


class Made(NamedTuple):
    """One order before anybody has written it down."""

    at: int
    name: str
    other: str
    number: str
    due: datetime
    price: int
    cake: str
    car: str

    @property
    def e164(self) -> str:
        return f"+8210{self.number}"

    @property
    def phone(self) -> str:
        return f"010-{self.number[:4]}-{self.number[4:]}"

    @property
    def due_at(self) -> int:
        return round(self.due.timestamp()) * 1000

    @property
    def day(self) -> int:
        return round(self.due.replace(hour=0, minute=0).timestamp()) * 1000


def orders(count: int, seed: int) -> list[Made]:
    random_ = random.Random(f"orders{seed}")
    return [
        Made(
            at,
            person(random_),
            person(random_),
            f"1234{at:04}",
            datetime(2022, 10, 16, 17, tzinfo=SEOUL) + timedelta(minutes=30 * random_.randrange(14, 90)),
            random_.randrange(30, 90) * 1000,
            random_.choice(CAKES),
            random_.choice(CARS),
        )
        for at in range(seed * 100, seed * 100 + count)
    ]


_PARTY = "4명/성인(3),어린이(1)"
_CAFE24 = (
    "쇼핑몰,쇼핑몰번호,주문번호,품목별 주문번호,총 결제금액,주문상품명(옵션포함),수량,판매가,수령인,"
    "수령인 휴대전화,발주일"
)
_PENDING, _CANCELLED, _FINISHED = "pending", "cancelled", "finished"


def smart_store(some: list[Made], gift: bool) -> OrderFile:
    """The dispatch list; `gift`: bought for somebody else, who has a number of their own."""
    made = OrderFile(
        [["상품주문번호, 구매자명, 수취인연락처1은 바꾸지 마세요."], list(NAVER_STORE_HEADER)], 2
    )
    states = (
        ("결제완료", _PENDING),
        ("취소완료", _CANCELLED),
        ("배송준비중", _PENDING),
        ("구매확정", _FINISHED),
    )
    for one in some:
        said, status = states[one.at % 4]
        item, order = f"20221016{one.at:08}", f"20221015{one.at // 2:08}"
        values = {
            "상품주문번호": item,
            "주문번호": order,
            "구매자명": one.name,
            "수취인명": one.other if gift else one.name,
            "주문상태": said,
            "결제일": "2022-10-15 12:00:00",
            "상품명": one.cake,
            "옵션정보": "문구: 생일 축하해",
            "수량": "1",
            "상품가격": str(one.price),
            "최종 상품별 총 주문금액": str(one.price),
            "발송기한": f"{one.due:%Y-%m-%d}",
            "수취인연락처1": "010-0000-9999" if gift else one.phone,
            "구매자연락처": one.phone,
            "배송메세지": "문 앞에 놓아 주세요",
            "주문일시": "2022-10-15 11:58:00",
        }
        made.rows.append([values.get(name, "") for name in NAVER_STORE_HEADER])
        details = f"{one.cake} · 문구: 생일 축하해" + (f" · → {one.other} 010-0000-9999" if gift else "")
        made.expected[len(made.rows)] = Expected(
            f"naver_store:{item}", order, one.name, (one.e164,), one.day, False, one.price, details, status,
            "문 앞에 놓아 주세요",
        )  # fmt: skip
    return made


def naver_booking(some: list[Made], wide: bool) -> OrderFile:
    """The report; `wide`: with the options as a column of their own."""
    header = [
        "예약번호",
        "상태",
        "예약자",
        "전화번호",
        "이용일시",
        "상품",
        "인원",
        "요청사항",
        "직원메모",
        "취소사유",
        "유입경로",
    ]
    notices = (
        ["예약 내역입니다. 예약번호, 예약자 등 개인정보를 관리해 주세요."],
        ["조회기간: 2022.10.16 ~ 2022.10.20"],
    )
    made = OrderFile(list(notices), 3)
    made.rows.append([*header, "옵션"] if wide else header)
    states = (("확정", _PENDING), ("신청", _PENDING), ("취소", _CANCELLED), ("이용완료", _FINISHED))
    for one in some:
        said, status = states[one.at % 4]
        half = "오전" if one.due.hour < 12 else "오후"
        when = (
            f"{one.due:%y}. {one.due.month}. {one.due.day}.({WEEKDAYS[one.due.weekday()]}) "
            f"{half} {one.due.hour % 12 or 12}:{one.due:%M}"
        )
        number = str(700_000_000 + one.at)
        row = [number, said, one.name, one.phone, when, one.cake, _PARTY, "창가요", "", "", "네이버지도"]
        made.rows.append([*row, "초 6개"] if wide else row)
        parts = [one.cake, _PARTY]
        parts[1:1] = ["초 6개"] if wide else []
        made.expected[len(made.rows)] = Expected(
            f"naver_booking:{number}", number, one.name, (one.e164,), one.due_at, True, None,
            " · ".join(parts), status, "창가요",
        )  # fmt: skip
    return made


def cafe24(some: list[Made], buyer: bool) -> OrderFile:
    """The order list; `buyer`: with the columns that a template may add, bought for somebody else."""
    header = _CAFE24.split(",")
    made = OrderFile([header + (["주문자명", "주문자 휴대전화"] if buyer else [])], 1)
    for one in some:
        order = f"20221015-{one.at // 2:07}"
        item = f"{order}-{one.at % 2 + 1:02}"
        row = [
            "한국어 쇼핑몰",
            "1",
            order,
            item,
            f"{one.price:,}",
            f"{one.cake} [크기=2호]",
            "1",
            str(one.price),
        ]
        row += [one.other, "010-0000-9999"] if buyer else [one.name, one.phone]
        made.rows.append([*row, "2022-10-15 10:00", *([one.name, one.phone] if buyer else [])])
        details = f"{one.cake} [크기=2호]" + (f" · → {one.other} 010-0000-9999" if buyer else "")
        made.expected[len(made.rows)] = Expected(
            f"cafe24:{item}", order, one.name, (one.e164,), None, False, one.price, details, _PENDING
        )
    return made


def own_sheet(some: list[Made], plain: bool) -> OrderFile:
    """A sheet that a shop keeps; `plain` without numbers of its orders, day and time in two columns."""
    made = OrderFile([["주문번호", "이름", "연락처", "픽업일시", "케이크", "금액", "비고"]], 1)
    if plain:
        made.rows = [
            ["10월 픽업 명단"],
            ["성함", "휴대폰", "픽업일", "픽업시간", "주문내역", "결제금액", "요청사항"],
        ]
        made.header_row = 2
    for one in some:
        if plain:
            half = "오전" if one.due.hour < 12 else "오후"
            minutes = " 30분" if one.due.minute else ""
            cells = [f"{one.name}님", one.number.join(("010", "")), f"{one.due.month}/{one.due.day}"]
            cells += [f"{half} {one.due.hour % 12 or 12}시{minutes}", one.cake, f"{one.price:,}원", "초 1개"]
        else:
            cells = [f"C{one.at:03}", one.name, one.phone, f"{one.due:%Y-%m-%d %H:%M}", one.cake]
            cells += [f"{one.price:,}", "초 1개"]
        made.rows.append(cells)
        order = "" if plain else f"C{one.at:03}"
        made.expected[len(made.rows)] = Expected(
            f"own:{order or f'~@{one.due:%Y-%m-%d}'}", order, one.name, (one.e164,), one.due_at, True,
            one.price, one.cake, _PENDING,
            "초 1개",
        )  # fmt: skip
    made.rows.append([])
    made.rows.append(["합계", "", "", "", "", f"{sum(one.price for one in some):,}", ""])
    made.ignored = {len(made.rows) - 1: "blank", len(made.rows): "total"}
    return made


def till(some: list[Made], english: bool) -> OrderFile:
    """What a POS writes."""
    header = [
        "주문번호",
        "주문일시",
        "고객명",
        "전화번호",
        "예약일시",
        "상품명",
        "수량",
        "결제금액",
        "주문상태",
    ]
    if english:
        header = [
            "Order No",
            "Ordered At",
            "Customer",
            "Phone",
            "Pickup Time",
            "Items",
            "Qty",
            "Total",
            "Status",
        ]
    made = OrderFile([header], 1)
    for one in some:
        number = f"POS-{one.at:05}"
        done = one.at % 5 == 4
        states = ("completed", "confirmed") if english else ("수령완료", "예약확정")
        when = f"{one.due:%Y-%m-%d %H:%M:%S}" if english else f"{one.due:%Y.%m.%d %H:%M}"
        phone = f"+82 10-{one.number[:4]}-{one.number[4:]}" if english else f"10{one.number}"
        made.rows.append(
            [
                number,
                "2022-10-15 09:12",
                one.name,
                phone,
                when,
                one.cake,
                "2",
                str(one.price),
                states[not done],
            ]
        )
        made.expected[len(made.rows)] = Expected(
            f"own:{number}", number, one.name, (one.e164,), one.due_at, True, one.price, f"{one.cake} × 2",
            _FINISHED if done else _PENDING,
        )  # fmt: skip
    return made


def rental(some: list[Made], two: bool) -> OrderFile:
    """A rental's list; `two`: with a second number in the cell."""
    made = OrderFile(
        [["예약번호", "예약자", "전화번호", "대여일시", "차종", "인원", "결제금액", "상태", "요청사항"]], 1
    )
    for one in some:
        number = f"R{one.at:05}"
        phones = (one.e164, "+821000009999") if two else (one.e164,)
        cell = f"{one.phone} / 010-0000-9999" if two else one.phone
        cancelled = one.at % 6 == 5
        made.rows.append(
            [number, one.name, cell, f"{one.due:%Y-%m-%d %H:%M}", one.car, "2", f"{one.price:,}",
             "예약취소" if cancelled else "예약확정", "늦은 밤 도착"]
        )  # fmt: skip
        made.expected[len(made.rows)] = Expected(
            f"own:{number}", number, one.name, phones, one.due_at, True, one.price, f"{one.car} · 2명",
            _CANCELLED if cancelled else _PENDING, "늦은 밤 도착",
        )  # fmt: skip
    return made


FILES: dict[str, Callable[[list[Made]], OrderFile]] = {
    "smartstore-own": lambda some: smart_store(some, gift=False),
    "smartstore-gift": lambda some: smart_store(some, gift=True),
    "naver-booking": lambda some: naver_booking(some, wide=False),
    "naver-booking-options": lambda some: naver_booking(some, wide=True),
    "cafe24": lambda some: cafe24(some, buyer=False),
    "cafe24-buyer": lambda some: cafe24(some, buyer=True),
    "own-sheet": lambda some: own_sheet(some, plain=False),
    "own-sheet-plain": lambda some: own_sheet(some, plain=True),
    "till": lambda some: till(some, english=False),
    "till-english": lambda some: till(some, english=True),
    "rental": lambda some: rental(some, two=False),
    "rental-two-numbers": lambda some: rental(some, two=True),
}
