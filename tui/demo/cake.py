"""The made-up files of the cake shop's demo: bank statement, order file, contact book and two saved chats.

Nothing links a deposit to its customer but what stands in these files.  All people are invented, and all
numbers are from 010-0000 and 010-1234.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from tui.demo.files import csv_text, people
from tui.domain.model import Millis
from tui.domain.quiet import at_place

SHOP, SHOP_PHONE, SHOP_INSTAGRAM = "달콩케이크", "02-123-4567", "dalkong.cake"
STATEMENT, ORDERS, CONTACTS = "국민은행_거래내역.csv", "케이크_주문서.csv", "단골_연락처.csv"
CHATS = ("KakaoTalk_최여름.txt", "KakaoTalk_문가을.txt")

INBOUND = (
    "안녕하세요 목요일에 45,000원 보낸 김민지예요 뒷번호 0457이요",
    "저 오은지인데요 3.8 입금했어요 토요일 픽업이요!",
    "남편 이름으로 보냈어요 한현우, 딸기 2호요",
    "최여름입니다 카톡으로 주문했던 초코 1호",
    "표라온이에요 5만2천원 보냈는데 연락이 안 돼서요 ㅠ",
)
"""What customers write once the notice is out: to be tried with `i`."""


class Cake(NamedTuple):
    """An order in the shop's own file: for whom, until when (days from now, hour), what and for how much."""

    number: str
    name: str
    phone: str
    days: int
    hour: int
    details: str
    amount: int
    status: str = "입금 대기"
    ordered: int = 0
    """Hours before now at which it was placed; 0 for those that were paid soon after."""


_CAKES = (
    Cake("K101", "박서준", "010-1234-5678", 0, 19, "레터링 1호 · 바닐라", 38_000),
    Cake("K102", "이하윤", "010-0000-2345", 0, 20, "딸기 2호", 52_000),
    Cake("K103", "김민지", "010-1234-0457", 1, 11, "레터링 2호 · 초코", 45_000),
    Cake("K104", "김민지", "010-0000-8812", 1, 15, "레터링 2호 · 얼그레이", 45_000, ordered=168),
    Cake("K105", "정수아", "010-1234-3301", 1, 16, "딸기 2호", 47_000),
    Cake("K106", "강지호", "010-0000-4410", 1, 18, "도시락 케이크 2개", 36_000),
    Cake("K107", "황보가온누리", "010-1234-7021", 2, 12, "웨딩 2단", 128_000),
    Cake("K108", "윤채원", "010-0000-9134", 2, 13, "레터링 1호 · 초코", 38_000),
    Cake("K109", "서도현", "010-1234-6627", 2, 14, "공룡 케이크 2호", 62_000),
    Cake("K110", "신유나", "010-0000-1170", 2, 17, "꽃 케이크 1호", 58_000),
    Cake("K111", "조태윤", "010-1234-2098", 3, 12, "레터링 3호", 66_000),
    Cake("K112", "임소연", "010-0000-5533", 3, 15, "미니 1호", 29_000),
    Cake("K113", "한예린", "010-1234-8846", 4, 11, "떡케이크 1호", 55_000),
    Cake("K114", "안건우", "010-0000-3729", 4, 16, "딸기 1호", 42_000),
    Cake("K115", "송지안", "010-1234-9903", 5, 14, "레터링 2호 · 딸기", 49_000),
    Cake("K116", "유정훈", "010-0000-6218", 6, 13, "캐릭터 케이크 2호", 72_000),
)
_FINISHED = 14
"""Cakes of last month that were picked up: nobody's case, yet they say what days people order for."""

# Name, number, memo.  Regulars who ordered by KakaoTalk this time: no order says what.
_REGULARS = (
    ("오은지", "010-1234-4106", "매년 10월 생일"),
    ("표라온", "010-0000-7755", "초코 좋아하심"),
    ("최여름", "010-1234-2764", ""),
    ("배시우", "010-0000-8080", ""),
    ("배시우", "010-1234-8181", "회사 단체"),
)


class Paid(NamedTuple):
    """A line of the statement: how long before now, won (negative: out), what the bank wrote where."""

    hours: float
    amount: int
    name: str
    channel: str = "타행이체"
    memo: str = ""


_PAID = (
    # The name and the won of an order.
    Paid(28.2, 38_000, "박서준"),
    Paid(31.0, 36_000, "강지호"),
    Paid(47.5, 58_000, "신유나", "인터넷"),
    Paid(52.3, 66_000, "조태윤"),
    Paid(70.1, 55_000, "한예린", "모바일"),
    Paid(95.4, 72_000, "유정훈"),
    # With the last digits of the phone, or with what it is for, behind the name.
    Paid(29.6, 52_000, "이하윤2345"),
    Paid(50.8, 62_000, "서도현공룡케이크"),
    Paid(54.9, 29_000, "임소연 미니"),
    Paid(73.2, 45_000, "김민지0457"),
    # Two customers of one name, with equal amounts; a name that the bank cut; one half paid in advance.
    Paid(72.6, 45_000, "김민지"),
    Paid(76.0, 128_000, "황보가온누"),
    Paid(98.7, 24_500, "송지안", "타행이체", "예약금"),
    # Paid twice, by an app, by the husband.
    Paid(33.3, 38_000, "윤채원"),
    Paid(33.1, 38_000, "윤채원"),
    Paid(56.4, 42_000, "(주)비바리퍼블리카", "오픈뱅킹", "안건우"),
    Paid(49.2, 47_000, "한현우"),
    # Regulars and partners of saved chats, of whom no order is written down.
    Paid(75.5, 38_000, "오은지"),
    Paid(51.7, 52_000, "표라온", "오픈뱅킹"),
    Paid(78.3, 41_000, "최여름케이크"),
    Paid(55.2, 56_000, "문가을"),
    Paid(80.9, 44_000, "배시우"),
    # Nobody in the files.
    Paid(30.4, 45_000, "노을빛상사"),
    Paid(53.6, 38_000, "고은솔"),
    Paid(77.1, 60_000, "라미란케이크"),
    Paid(99.5, 33_000, "JANE KIM"),
    Paid(120.2, 49_000, "차다온"),
    # No customer's.
    Paid(100.0, 1_284, "예금이자", "이자"),
    Paid(48.0, 412_300, "신한카드", "카드정산"),
    Paid(72.0, 286_500, "카카오페이정산", "타행이체"),
    Paid(96.0, 150_000, "CMS집금", "CMS"),
    Paid(121.0, 198_700, "우아한형제들", "타행이체"),
    # Out.
    Paid(30.0, -86_000, "밀가루상회", "인터넷"),
    Paid(51.0, -132_000, "과일도매", "인터넷"),
    Paid(74.0, -45_200, "전기요금", "자동이체"),
    Paid(97.0, -28_000, "포장나라", "인터넷"),
    Paid(101.0, -60_000, "생크림유통", "인터넷"),
    Paid(122.0, -19_900, "통신요금", "자동이체"),
)
_STATEMENT_HEADER = (
    *("거래일시", "적요", "보낸분/받는분", "송금메모", "출금액", "입금액", "잔액", "거래점", "구분"),
)
_ORDER_HEADER = (
    "주문번호",
    "주문일시",
    "주문자",
    "연락처",
    "픽업일시",
    "품목",
    "금액",
    "진행상태",
    "요청사항",
)


def files(now: Millis, zone: str) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every file, in the order they are taken in."""
    today = at_place(now, zone)
    yield ORDERS, _orders(today)
    yield CONTACTS, _contacts()
    yield from zip(CHATS, _chats(today), strict=True)
    yield STATEMENT, _statement(today)


def number_of(place: int) -> str:
    """The order number of a cake by its place in the file."""
    return _CAKES[place].number


def _orders(now: datetime) -> bytes:
    rows: list[Sequence[object]] = [_ORDER_HEADER]
    made = people("cake")
    for place in range(_FINISHED):
        at = (now - timedelta(days=6 + place * 2)).replace(hour=11 + place % 8, minute=0)
        done = Cake(f"K{80 + place:03}", *next(made), 0, 0, "레터링 1호", 38_000, "픽업 완료")
        rows.append(_order_row(done, at - timedelta(days=2 + place % 3, hours=2), at))
    for cake in _CAKES:
        at = (now + timedelta(days=cake.days)).replace(hour=cake.hour, minute=0)
        if cake.days == 0:  # today's are always still to come
            at = (now + timedelta(hours=2 + cake.hour % 19)).replace(minute=0)
        rows.append(_order_row(cake, _placed(cake, now), at))
    return csv_text(rows).encode("cp949")


def _order_row(cake: Cake, placed: datetime, due: datetime) -> Sequence[object]:
    when = f"{placed:%Y-%m-%d %H:%M}", cake.name, cake.phone, f"{due:%Y-%m-%d %H:%M}"
    return cake.number, *when, cake.details, f"{cake.amount:,}", cake.status, ""


def _placed(cake: Cake, now: datetime) -> datetime:
    """Two hours before it was paid, by whatever name, where nothing else is said."""
    if cake.ordered:
        return now - timedelta(hours=cake.ordered)
    paid = (one.hours for one in _PAID if cake.name in (one.name[: len(cake.name)], one.memo))
    return now - timedelta(hours=2 + max(paid, default=70))


def _contacts() -> bytes:
    rows: list[Sequence[object]] = [("이름", "휴대전화", "메모"), *_REGULARS]
    made = people("cake regulars")
    rows += [(*next(made), "") for _ in range(40)]
    return csv_text(rows).encode("utf-8-sig")


def _statement(now: datetime) -> bytes:
    """As KB writes it: four rows of notice, newest first, a total below."""
    balance = 1_250_000
    lines: list[Sequence[object]] = []
    for paid in sorted(_PAID, key=lambda one: -one.hours):
        at = now - timedelta(hours=paid.hours)
        balance += paid.amount
        out, came = max(-paid.amount, 0), max(paid.amount, 0)
        lines.append((
            f"{at:%Y.%m.%d %H:%M:%S}", paid.channel, paid.name, paid.memo,
            f"{out:,}", f"{came:,}", f"{balance:,}", "강남", "정상",
        ))  # fmt: skip
    went = sum(-paid.amount for paid in _PAID if paid.amount < 0)
    came = sum(paid.amount for paid in _PAID if paid.amount > 0)
    rows = [
        ("거래내역조회",),
        ("예금주명: 김달콩",),
        ("계좌번호 : 110-000-123456",),
        (f"조회기간 : {now - timedelta(days=7):%Y.%m.%d} ~ {now:%Y.%m.%d}",),
        _STATEMENT_HEADER,
        *reversed(lines),
        ("합계", "", "", "", f"{went:,}", f"{came:,}"),
    ]
    return csv_text(rows).encode("cp949")


def _chats(now: datetime) -> Iterator[bytes]:
    """Two chats as a phone saves them, each with what was agreed."""
    day = now + timedelta(days=2)
    yield _chat("최여름", now - timedelta(days=4), (
        ("최여름", 0, "안녕하세요~ 케이크 주문하고 싶어요"),
        (SHOP, 3, f"안녕하세요, {SHOP}입니다. 날짜와 시간, 사이즈 알려 주시면 안내해 드릴게요!"),
        ("최여름", 6, f"{day.month}월 {day.day}일 오후 4시 가능할까요? 초코시트 1호요"),
        (SHOP, 9, "네 가능합니다. 문구는 어떻게 해드릴까요?"),
        ("최여름", 14, "'서른 살 축하해' 로 부탁드려요"),
        (SHOP, 16, f"총 41,000원입니다. 국민 110-000-123456 {SHOP} 입금 부탁드려요 :)"),
        ("최여름", 41, "입금했어요! 연락처는 010-1234-2764입니다"),
        (SHOP, 44, "입금 확인했습니다. 감사합니다"),
    ))  # fmt: skip
    day = now + timedelta(days=3)
    yield _chat("문가을", now - timedelta(days=3), (
        ("문가을", 0, "안녕하세요 레터링 케이크 문의드려요"),
        (SHOP, 5, "안녕하세요 고객님, 원하시는 날짜와 사이즈 말씀해 주세요!"),
        ("문가을", 8, f"{day.month}/{day.day} 2시에 찾으러 갈게요. 2호 생크림으로요"),
        (SHOP, 12, "네 됩니다. 문구 알려 주시고 56,000원 입금 부탁드려요"),
        ("문가을", 15, "문구는 '엄마 아빠 사랑해요' 로 할게요"),
        ("문가을", 33, "56,000원 보냈어요~"),
        (SHOP, 35, "확인했습니다. 그때 뵐게요"),
    ))  # fmt: skip


def _chat(customer: str, start: datetime, said: Sequence[tuple[str, int, str]]) -> bytes:
    """(author, minutes after the start, text) as KakaoTalk for Android writes them."""
    start = start.replace(hour=13, minute=2)
    lines = [
        f"{customer} 님과 카카오톡 대화",
        f"저장한 날짜 : {moment_in_chat(start + timedelta(days=1))}",
        "",
        moment_in_chat(start),
    ]
    lines += [
        f"{moment_in_chat(start + timedelta(minutes=after))}, {who} : {text}" for who, after, text in said
    ]
    return ("\n".join(lines) + "\n").encode("utf-8-sig")


def moment_in_chat(at: datetime) -> str:
    half = "오전" if at.hour < 12 else "오후"
    return f"{at.year}년 {at.month}월 {at.day}일 {half} {at.hour % 12 or 12}:{at.minute:02}"
