"""Bank statements as the banks write them, made from a seed, with what has to be read from every row.

Each bank comes in two shapes.  A shape gives rows of texts, so that they can be written into any container;
names, accounts and numbers are made up.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from tests.samples import SEOUL, person

Row = list[str]
ACCOUNT = "110-000-123456"
OWNER = "박사장"


class Entry(NamedTuple):
    """One thing that happened on the account; amount is negative for what went out."""

    at: datetime
    amount: int
    balance: int
    name: str
    app: str
    channel: str
    note: str
    payer: str
    tail: str
    set_apart: str


class Expected(NamedTuple):
    """What one row of the file has to become: a deposit, or the code of what it is instead."""

    at: int | None = None
    has_time: bool = True
    amount: int = 0
    balance: int | None = None
    payer: str = ""
    tail: str = ""
    set_apart: str = ""
    ignored: str = ""


@dataclass
class Statement:
    """`expected` maps each row under the header (counted from 1) to what it has to become."""

    bank: str
    account: str
    rows: list[Row]
    header_row: int
    expected: dict[int, Expected] = field(default_factory=dict)

    @property
    def deposits(self) -> dict[int, Expected]:
        return {row: one for row, one in self.expected.items() if not one.ignored}

    @property
    def ignored(self) -> dict[int, str]:
        return {row: one.ignored for row, one in self.expected.items() if one.ignored}


@dataclass(frozen=True)
class Shape:
    """How one bank writes: `header`, `cells` (an entry → its row), what stands above and below."""

    bank: str
    variant: str
    header: tuple[str, ...]
    cells: Callable[[Entry, int], Row]
    above: tuple[Row, ...]
    below: tuple[Row, ...] = ()
    newest_first: bool = True
    says_account: bool = True


SUFFIXES = ("", "", "", "5678", "12", "케이크", "촬영", "예약금", "(905동40", " 님")
NOISE = (
    ("예금이자", "interest"),
    ("신한카드", "card_settlement"),
    ("카카오페이정산", "pay_settlement"),
    ("우아한형제들", "pay_settlement"),
    ("CMS집금", "cms"),
    ("수수료환급", "fee"),
    (OWNER, "own_transfer"),
)
APPS = ("(주)비바리퍼블리카", "(주)카카오페이", "토스")


def entries(count: int = 40, seed: int = 1, start: int = 1_000_000) -> list[Entry]:
    """What happened, oldest first; every ninth line is no customer's, every eleventh came by an app."""
    random_ = random.Random(seed)
    at = datetime(2022, 10, 10, 8, 33, 28, tzinfo=SEOUL)
    balance, made = start, []
    for number in range(count):
        at += timedelta(minutes=random_.randrange(1, 90), seconds=random_.randrange(60))
        amount = random_.randrange(10, 90) * 1000
        name, app, apart, note = person(random_), "", "", ""
        payer, tail = name, ""
        channel = random_.choice(["타행이체", "인터넷", "모바일", "오픈뱅킹"])
        if number % 5 == 2:
            amount, name, payer = -amount // 2, random_.choice(["밀가루상회", "전기요금", name]), ""
        elif number % 9 == 4:
            name, apart = NOISE[number // 9 % len(NOISE)]
            amount = random_.randrange(1, 900) * 10
        elif number % 11 == 5:
            app = random_.choice(APPS)
        else:
            suffix = random_.choice(SUFFIXES)
            tail = suffix if suffix.isdigit() else ""
            name += suffix
        if number % 13 == 7:
            note = "감사합니다"
        balance += amount
        made.append(Entry(at, amount, balance, name, app, channel, note, payer, tail, apart))
    return made


def _out(entry: Entry) -> int:
    return max(-entry.amount, 0)


def _in(entry: Entry) -> int:
    return max(entry.amount, 0)


def _place(entry: Entry) -> tuple[str, str]:
    """(the column for the payer, the one for notes): an app's name puts the person into the second."""
    return (entry.app, entry.name) if entry.app else (entry.name, entry.note)


def _won(amount: int) -> str:
    return f"{amount:,}"


def _kb(entry: Entry, _: int) -> Row:
    name, note = _place(entry)
    at = f"{entry.at:%Y.%m.%d %H:%M:%S}"
    return [
        at,
        entry.channel,
        name,
        note,
        _won(_out(entry)),
        _won(_in(entry)),
        _won(entry.balance),
        "강남",
        "정상",
    ]


def _kb_business(entry: Entry, number: int) -> Row:
    name, note = _place(entry)
    at = f"{entry.at:%Y.%m.%d %H:%M:%S}"
    money = [_won(_out(entry)), _won(_in(entry)), _won(entry.balance)]
    return [str(number), at, name, *money, note, entry.channel, "영업부", "정상"]


def _shinhan(entry: Entry, _: int) -> Row:
    # The app and the person share the one column that this bank has for them.
    name = f"{entry.app} {entry.name}".strip()
    money = [_won(_out(entry)), _won(_in(entry)), name, _won(entry.balance)]
    return [f"{entry.at:%Y-%m-%d}", f"{entry.at:%H:%M:%S}", entry.channel, *money, "강남"]


def _shinhan_business(entry: Entry, _: int) -> Row:
    name = f"{entry.app} {entry.name}".strip()
    money = [str(_in(entry)), str(_out(entry)), name, str(entry.balance)]
    return [f"{entry.at:%Y%m%d%H%M%S}", entry.channel, *money, "강남금융"]


def _woori(entry: Entry, number: int) -> Row:
    name, note = _place(entry)
    money = [
        _won(_out(entry)) if _out(entry) else "-",
        _won(_in(entry)) if _in(entry) else "-",
        _won(entry.balance),
    ]
    return [f"{entry.at:%Y.%m.%d %H:%M:%S}", entry.channel, name, *money, "종로", note]


def _woori_old(entry: Entry, number: int) -> Row:
    name, note = _place(entry)
    money = [
        f"{_out(entry)}원" if _out(entry) else "-",
        f"{_in(entry):,}원" if _in(entry) else "-",
        _won(entry.balance) + "원",
    ]
    return [f"{entry.at:%Y.%m.%d %H:%M}", entry.channel, name, *money, "종로", note]


def _hana(entry: Entry, number: int) -> Row:
    # The name column is empty in most rows: then the payer stands in 적요.
    name, text = ("", entry.name) if number % 3 else (entry.name, "타행이체")
    if entry.app:
        name, text = entry.app, entry.name
    money = [_won(_in(entry)), _won(_out(entry)), _won(entry.balance)]
    return [f"{entry.at:%Y-%m-%d %H:%M:%S}", text, name, *money, "대체", "역삼", "", entry.note]


def _nh(entry: Entry, number: int) -> Row:
    name, note = _place(entry)
    money = [
        f" {_won(_out(entry))} " if _out(entry) else "",
        f" {_won(_in(entry))} " if _in(entry) else "",
        _won(entry.balance),
    ]
    return [str(number), f"{entry.at:%Y/%m/%d %H:%M:%S}", *money, entry.channel, name, "농협", note]


def _nh_days(entry: Entry, number: int) -> Row:
    row = _nh(entry, number)
    return [row[0], f"{entry.at:%Y/%m/%d}", *row[2:]]


def _ibk(entry: Entry, _: int) -> Row:
    name, note = _place(entry)
    holder = entry.payer or entry.name
    money = [_won(_out(entry)), _won(_in(entry)), _won(entry.balance)]
    first = [f"{entry.at:%Y-%m-%d %H:%M:%S}", *money, name]
    return [*first, "00000000000000", "국민", note, entry.channel, "0", "", holder]


def _kakaobank(entry: Entry, _: int) -> Row:
    name, note = _place(entry)
    way = "입금" if entry.amount > 0 else "출금"
    return [
        "",
        f"{entry.at:%Y.%m.%d %H:%M:%S}",
        way,
        _won(entry.amount),
        _won(entry.balance),
        "일반이체",
        name,
        note,
    ]


def _kakaobank_text(entry: Entry, number: int) -> Row:
    return _kakaobank(entry, number)[1:]


def _toss(entry: Entry, _: int) -> Row:
    name, note = _place(entry)
    way = "입금" if entry.amount > 0 else "출금"
    money = [_won(entry.amount), _won(entry.balance)]
    return [f"{entry.at:%Y.%m.%d %H:%M:%S}", name, way, "국민은행", "00000000000000", *money, note]


def _kbank(entry: Entry, _: int) -> Row:
    name, note = _place(entry)
    money = [_won(_in(entry)), _won(_out(entry)), _won(entry.balance)]
    return [f"{entry.at:%Y.%m.%d %H:%M:%S}", "타행이체", *money, name, "국민은행", "00000000000000", note, ""]


def _head(title: str, rows: int, account: bool = True) -> tuple[Row, ...]:
    """`rows` rows above a header, with its very words in them."""
    lines: list[Row] = [[title], [f"예금주명: {OWNER}"]]
    lines.append(
        [f"계좌번호 : {ACCOUNT}"] if account else ["거래일시, 입금액, 출금액, 잔액은 조회 시각의 것입니다."]
    )
    lines += [["조회기간", "2022.10.10 ~ 2022.10.16"], ["입금합계", "1,234,000", "출금합계", "98,000"], []]
    lines += [["※ 거래일시", "적요와 잔액은 참고용입니다"], [], ["출금가능잔액", "1,000,000"], []]
    return tuple(lines[:rows])


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


_KB = _words("거래일시,적요,보낸분/받는분,송금메모,출금액,입금액,잔액,거래점,구분")
_KB_BUSINESS = _words(
    "No,거래일시,보낸분/받는분,출금액(원),입금액(원),잔액(원),내 통장 표시,적요,처리점,구분"
)
_SHINHAN = _words("거래일자,거래시간,적요,출금(원),입금(원),내용,잔액(원),거래점")
_SHINHAN_BUSINESS = _words("거래일시,적요,입금액,출금액,내용,잔액,거래점명")
_WOORI = _words("거래일시,적요,기재내용,지급(원),입금(원),거래후 잔액(원),취급점,메모")
_WOORI_OLD = _words("거래일시,적요,기재내용,찾으신금액,맡기신금액,거래후 잔액,취급점,메모")
_HANA = _words("거래일시,적요,의뢰인/수취인,입금,출금,거래후잔액,구분,거래점,거래특이사항,추가메모")
_NH = _words("순번,거래일시,출금금액,입금금액,거래후잔액,거래내용,거래기록사항,거래점,거래메모")
_IBK = _words(
    "거래일시,출금,입금,거래후 잔액,거래내용,상대계좌번호,상대은행,메모,거래구분,수표어음금액,CMS코드,"
    "상대계좌예금주명"
)
_KAKAO = _words("거래일시,구분,거래금액,거래 후 잔액,거래구분,내용,메모")
_TOSS = _words("거래 일시,적요,거래 유형,거래 기관,계좌번호,거래 금액,거래 후 잔액,메모")
_KBANK = _words(
    "거래일시,거래구분,입금금액,출금금액,잔액,상대 예금주명,상대 은행,상대 계좌번호,적요내용,메모"
)

_SUM = (["합계", "", "", "", "98,000", "1,234,000"],)
_HANA_SUM = (["합계", "", "", "1,234,000", "98,000"],)

SHAPES: tuple[Shape, ...] = (
    Shape("kb", "personal", _KB, _kb, _head("거래내역조회", 4), _SUM),
    Shape(
        "kb",
        "business",
        _KB_BUSINESS,
        _kb_business,
        _head("거래내역조회", 6),
        (["합계", "", "", "98,000"],),
        False,
    ),
    Shape("shinhan", "personal", _SHINHAN, _shinhan, _head("신한은행 거래내역조회", 6)),
    Shape(
        "shinhan", "business", _SHINHAN_BUSINESS, _shinhan_business, _head("거래내역", 6), newest_first=False
    ),
    Shape("woori", "new", _WOORI, _woori, _head("거래내역조회", 3)),
    Shape("woori", "old", _WOORI_OLD, _woori_old, _head("거래내역조회", 3), newest_first=False),
    Shape("hana", "newest", _HANA, _hana, _head("거래내역조회", 6), _HANA_SUM),
    Shape("hana", "oldest", _HANA, _hana, _head("거래내역조회", 6, False), _HANA_SUM, False, False),
    Shape("nh", "times", _NH, _nh, _head("입출금거래내역조회", 9)),
    Shape("nh", "days", _NH, _nh_days, _head("입출금거래내역조회", 7), newest_first=False),
    Shape("ibk", "newest", _IBK, _ibk, _head("거래내역조회", 2, False), says_account=False),
    Shape("ibk", "oldest", _IBK, _ibk, (), newest_first=False, says_account=False),
    Shape(
        "kakaobank",
        "sheet",
        ("", *_KAKAO),
        _kakaobank,
        tuple(["", *row] for row in _head("카카오뱅크 거래내역", 10)),
    ),
    Shape("kakaobank", "text", _KAKAO, _kakaobank_text, (), newest_first=False, says_account=False),
    Shape("toss", "newest", _TOSS, _toss, _head("토스뱅크 거래내역", 8)),
    Shape("toss", "oldest", _TOSS, _toss, _head("토스뱅크 거래내역", 9), newest_first=False),
    Shape("kbank", "newest", _KBANK, _kbank, _head("케이뱅크 거래내역", 2, False), says_account=False),
    Shape("kbank", "oldest", _KBANK, _kbank, _head("케이뱅크 거래내역", 3), newest_first=False),
)


def millis(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def statement(shape: Shape, made: list[Entry]) -> Statement:
    """The entries (oldest first) as the bank writes them, with what must be read from each row."""
    rows: list[Row] = [list(row) for row in shape.above] + [list(shape.header)]
    account = ACCOUNT.replace("-", "") if shape.says_account and len(shape.above) > 2 else ""
    whole = Statement(shape.bank, account, rows, len(rows))
    has_time = shape.variant != "days"
    for number, entry in enumerate(reversed(made) if shape.newest_first else made, 1):
        rows.append(shape.cells(entry, number))
        if entry.amount <= 0:
            whole.expected[len(rows)] = Expected(ignored="outgoing" if entry.amount else "no_amount")
            continue
        at = entry.at if has_time else entry.at.replace(hour=0, minute=0, second=0)
        if shape.variant == "old":
            at = at.replace(second=0)
        payer = "" if entry.set_apart else entry.payer
        apart = entry.set_apart
        if apart == "own_transfer" and len(shape.above) < 2:
            apart = ""  # the file does not say whose it is
        whole.expected[len(rows)] = Expected(
            millis(at), has_time, entry.amount, entry.balance, payer, entry.tail, apart
        )
    for row in shape.below:
        rows.append(list(row))
        whole.expected[len(rows)] = Expected(ignored="total")
    return whole
