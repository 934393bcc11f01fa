"""Files as shops have them, made from a seed: the same seed gives the same file, byte for byte.

Names are made up, and numbers are 010-0000-xxxx or 010-1234-xxxx (or none that could be dialled).
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

SEOUL = timezone(timedelta(hours=9))
Rows = list[list[Any]]

FAMILIES = "김이박최정강조윤장임한오서신권황안송전홍"
GIVEN = "민서준지우현예은도하윤채수아진연호경태영"
CARS = ["아이오닉5 24시간", "K5 하이브리드 48시간", "카니발 9인승", "레이 24시간", "코나 전기차"]
CAKES = ["딸기 생크림 2호", "레터링 1호", "초코 3호", "고구마 2호", "당근 미니"]
WEEKDAYS = "월화수목금토일"


@dataclass(frozen=True)
class BrokenPhone:
    """A cell as shops' files have it, what must be read from it, and the problem that must be told."""

    cell: str
    values: tuple[str, ...]
    problem: str = ""


# One of every kind of the facts about numbers; "{n}" is four digits so that rows differ.
PHONES: tuple[BrokenPhone, ...] = (
    BrokenPhone("010-1234-{n}", ("+82101234{n}",)),
    BrokenPhone("010.1234.{n}", ("+82101234{n}",)),
    BrokenPhone("010 1234 {n}", ("+82101234{n}",)),
    BrokenPhone("010–1234–{n}", ("+82101234{n}",)),
    BrokenPhone("０１０-1234-{n}", ("+82101234{n}",)),
    BrokenPhone("+82 10-1234-{n}", ("+82101234{n}",)),
    BrokenPhone("+82-010-1234-{n}", ("+82101234{n}",)),
    BrokenPhone("82010 1234 {n}", ("+82101234{n}",)),
    BrokenPhone("82101234{n}", ("+82101234{n}",)),
    BrokenPhone("101234{n}", ("+82101234{n}",)),
    BrokenPhone("101234{n}.0", ("+82101234{n}",)),
    BrokenPhone("'0101234{n}", ("+82101234{n}",)),
    BrokenPhone("00182-10-1234-{n}", ("+82101234{n}",)),
    BrokenPhone("010-1234-{n} / 010-0000-{n}", ("+82101234{n}", "+82100000{n}")),
    BrokenPhone("010-1234-567", (), "too_short"),
    BrokenPhone("1.01235E+09", (), "digits_lost"),
    BrokenPhone("010-****-{n}", (), "masked"),
    BrokenPhone("O1O-1234-{n}", (), "letters"),
    BrokenPhone("0507-1234-{n}", ("+825071234{n}",)),
    BrokenPhone("1588-1234", ("+8215881234",)),
    BrokenPhone("080-123-{n}", (), "not_dialable"),
)


def person(random_: random.Random) -> str:
    return random_.choice(FAMILIES) + random_.choice(GIVEN) + random_.choice(GIVEN)


def reservations(count: int = 200, seed: int = 1, start: datetime | None = None) -> Rows:
    """A rental broker's list: header, then `count` rows; every seventh number is one of PHONES in turn."""
    random_ = random.Random(seed)
    start = start or datetime(2022, 10, 16, 9, tzinfo=SEOUL)
    rows: Rows = [
        ["예약번호", "예약자", "전화번호", "대여일시", "차종", "인원", "결제금액", "상태", "요청사항", "국적"]
    ]
    for at in range(count):
        number = f"{random_.randrange(10_000):04}"
        phone = PHONES[at // 7 % len(PHONES)].cell if at % 7 == 0 else "010-0000-{n}"
        due = start + timedelta(minutes=10 * random_.randrange(720))
        status = random_.choices(["예약확정", "결제완료", "예약취소", "이용완료"], [80, 10, 7, 3])[0]
        rows.append(
            [
                f"R{seed:02}{at + 1:05}",
                person(random_),
                phone.replace("{n}", number),
                f"{due:%Y-%m-%d %H:%M}",
                random_.choice(CARS),
                random_.randrange(1, 6),
                f"{random_.randrange(40, 300) * 1000:,}",
                status,
                random_.choice(
                    ["", "", "카시트 1개", "늦은 밤 도착, 전화 부탁", '짐이 많아요 "대형" 가방 3개']
                ),
                random_.choices(["대한민국", "일본", "중국", "미국"], [90, 4, 4, 2])[0],
            ]
        )
    return rows


def naver_booking(count: int = 20, seed: int = 1) -> Rows:
    """Naver booking's report: two notices, header, dates as it writes them, some names and phones masked."""
    random_ = random.Random(seed)
    rows: Rows = [
        ["예약 내역입니다. 예약번호, 예약자, 전화번호 등 개인정보를 안전하게 관리해 주세요."],
        ["조회기간: 2022.10.16 ~ 2022.10.17"],
        [
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
        ],
    ]
    for at in range(count):
        due = datetime(2022, 10, 16, 12, tzinfo=SEOUL) + timedelta(minutes=30 * random_.randrange(40))
        half = "오전" if due.hour < 12 else "오후"
        name = person(random_)
        masked = at % 5 == 4
        rows.append(
            [
                str(700_000_000 + at),
                random_.choice(["확정", "신청", "취소", "이용완료"]),
                f"{name[0]}*{name[2]}" if masked else name,
                f"{random_.randrange(10_000):04}" if masked else f"010-1234-{random_.randrange(10_000):04}",
                f"{due:%y}. {due.month}. {due.day}.({WEEKDAYS[due.weekday()]}) "
                f"{half} {due.hour % 12 or 12}:{due:%M}",
                random_.choice(CAKES),
                "4명/성인(3),어린이(1)",
                "",
                "",
                "",
                "네이버지도",
            ]
        )
    return rows


NAVER_STORE_HEADER = (
    """
    상품주문번호|주문번호|배송속성|풀필먼트사|배송방법(구매자 요청)|배송방법|택배사|송장번호|발송일|구매자명
    구매자ID|수취인명|주문상태|주문세부상태|수량클레임 여부|결제위치|결제일|상품번호|상품명|상품종류|옵션정보
    옵션관리코드|수량|옵션가격|상품가격|최종 상품별 할인액|최종 상품별 총 주문금액|발주확인일|발송기한
    발송처리일|송장출력일|배송비 형태|배송비 묶음번호|배송비 유형|배송비 합계|판매자 상품코드|수취인연락처1
    수취인연락처2|통합배송지|구매자연락처|우편번호|배송메세지|출고지|결제수단|정산예정금액|유입경로|주문일시
""".strip()
    .replace("\n    ", "|")
    .split("|")
)
CAFE24_HEADER = (
    """
    쇼핑몰|쇼핑몰번호|주문번호|품목별 주문번호|총 결제금액|주문상품명(옵션포함)|수량|판매가|수령인
    수령인 휴대전화|발주일|주문자명|주문자 휴대전화
""".strip()
    .replace("\n    ", "|")
    .split("|")
)
GOOGLE_HEADER = (
    """
    First Name|Last Name|Organization Name|Notes|E-mail 1 - Label|E-mail 1 - Value|Phone 1 - Label
    Phone 1 - Value|Phone 2 - Value
""".strip()
    .replace("\n    ", "|")
    .split("|")
)


def naver_store(count: int = 20, seed: int = 1) -> Rows:
    """SmartStore's dispatch list: a notice full of header words, a wide header, several items per order."""
    random_ = random.Random(seed)
    rows: Rows = [
        ["상품주문번호와 주문번호, 구매자명은 변경하지 마세요. 수취인연락처는 개인정보입니다."],
        NAVER_STORE_HEADER,
    ]
    for at in range(count):
        buyer = person(random_)
        values = {
            "상품주문번호": f"202210150000{at:04}",
            "주문번호": f"202210159999{at // 2:04}",
            "구매자명": buyer,
            "수취인명": buyer if at % 3 else person(random_),
            "주문상태": random_.choice(["결제완료", "배송준비중", "취소완료", "구매확정"]),
            "결제일": "2022-10-15 12:00:00",
            "상품명": random_.choice(CAKES),
            "옵션정보": "문구: 생일 축하해",
            "수량": "2",
            "상품가격": "30000",
            "최종 상품별 총 주문금액": "60000",
            "발송기한": "2022-10-18",
            "수취인연락처1": f"010-0000-{at:04}",
            "구매자연락처": f"010-1234-{at:04}",
            "배송메세지": "문 앞에 놓아 주세요",
            "주문일시": "2022-10-15 11:58:00",
        }
        rows.append([values.get(name, "") for name in NAVER_STORE_HEADER])
    return rows


def cafe24(count: int = 20, seed: int = 1) -> Rows:
    """Cafe24's order list with the columns that its template may add."""
    random_ = random.Random(seed)
    rows: Rows = [CAFE24_HEADER]
    for at in range(count):
        name = person(random_)
        rows.append(
            [
                "한국어 쇼핑몰",
                "1",
                f"20221015-{at // 2:07}",
                f"20221015-{at // 2:07}-{at % 2 + 1:02}",
                "45,000",
                random_.choice(CAKES) + " [크기=2호]",
                "1",
                "45000",
                name,
                f"010-1234-{at:04}",
                "2022-10-15 10:00",
                name,
                f"010-1234-{at:04}",
            ]
        )
    return rows


def contacts(count: int = 20, seed: int = 1) -> Rows:
    """A shop's own list of customers."""
    random_ = random.Random(seed)
    rows: Rows = [["이름", "휴대폰", "인스타", "메모"]]
    for at in range(count):
        rows.append(
            [person(random_) + " 님", f"010-1234-{at:04}", f"@sonnim_{at}" if at % 3 == 0 else "", "단골"]
        )
    return rows


def google_contacts(count: int = 5) -> Rows:
    """Google's contacts as CSV."""
    rows: Rows = [GOOGLE_HEADER]
    for at in range(count):
        rows.append(
            ["민지", "김", "", "", "* Home", f"a{at}@example.com", "Mobile", f"+82 10-1234-{at:04}", ""]
        )
    return rows


def as_csv(rows: Iterable[Sequence[Any]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def write_csv(
    path: Path, rows: Iterable[Sequence[Any]], encoding: str = "cp949", delimiter: str = ","
) -> Path:
    """Characters that the encoding lacks become "?", as Excel writes them."""
    path.write_bytes(as_csv(rows, delimiter).encode(encoding, "replace"))
    return path


def write_xlsx(path: Path, rows: Iterable[Sequence[Any]], sheet: str = "Sheet1") -> Path:
    """Numbers, days and times keep their types, as in a spreadsheet."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        table = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    table.write(at, column, value)
    return path
