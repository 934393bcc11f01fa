"""Saved KakaoTalk chats made from a seed, in all seven shapes, with what must be read from every line.

Names are made up, and numbers are 010-0000-xxxx or 010-1234-xxxx.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

SEOUL = timezone(timedelta(hours=9))
WEEKDAYS = "월화수목금토일"
EN_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
FIRST_DAY = date(2022, 10, 10)
"""A Monday, five days before the data centre burned."""

Detail = tuple[str, str]
"""(field, value) of a suggestion."""


@dataclass(frozen=True)
class Said:
    """One message, or with a `code` what is none; without an author what KakaoTalk itself says."""

    at: datetime
    author: str
    text: str
    details: tuple[Detail, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Row:
    """What must be read at a line of the file."""

    row: int
    code: str
    author: str
    at: int
    text: str
    details: tuple[Detail, ...]


@dataclass
class ChatFile:
    """A file's bytes and everything that must be read from it."""

    variant: str
    shape: str
    content: bytes
    rows: list[Row]
    room: str
    shop: str
    customer: str
    customers: set[str] = field(default_factory=set)


def millis(at: datetime) -> int:
    return round(at.replace(tzinfo=SEOUL).timestamp()) * 1000


# --- what is said ------------------------------------------------------------------------------------------


def ordering(dice: random.Random, shop: str, customer: str) -> list[Said]:
    """A cake ordered over two days: asked, proposed, changed, confirmed, paid; everything that is no message
    comes in between."""
    clock = datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(days=dice.randrange(300))

    def later(minutes: int) -> datetime:
        nonlocal clock
        clock += timedelta(minutes=minutes)
        return clock

    start = clock.date()
    due_day = start + timedelta(days=dice.randrange(3, 20))
    hour = dice.choice((3, 4, 5, 6))
    day_words = dice.choice(
        (
            f"{due_day.month}월 {due_day.day}일",
            f"{due_day.month}/{due_day.day}({WEEKDAYS[due_day.weekday()]})",
            f"{due_day.day}일",
            f"{due_day.year}.{due_day.month:02}.{due_day.day:02}",
        )
    )
    day_value = f"{millis(datetime.combine(due_day, datetime.min.time()))}d"
    at_words = dice.choice((f"{hour}시", f"오후 {hour}시쯤", f"{hour + 12}:00"))
    due = datetime.combine(due_day, datetime.min.time()) + timedelta(hours=hour + 12)
    changed = due + timedelta(minutes=30)
    phone = f"010-{dice.choice(('0000', '1234'))}-{dice.randrange(10_000):04}"
    price = dice.randrange(30, 90) * 1000
    price_words = dice.choice((f"{price:,}원", f"{price}원", f"{price // 10000}만{_thousands(price)}원"))
    size = dice.choice(("1호", "2호", "미니", "도시락케이크"))
    sheet = dice.choice(("초코시트", "바닐라시트", "얼그레이 시트"))
    wording = dice.choice(("사랑하는 엄마 생신 축하해요", "생일 축하해 우리 딸", "Happy Birthday"))
    due_value, changed_value = f"{millis(due)}", f"{millis(changed)}"
    return [
        Said(later(3), customer, "안녕하세요~ 케이크 주문하고 싶어요"),
        Said(
            later(0),
            shop,
            f"안녕하세요, {shop}입니다.\n\n날짜와 시간, 사이즈 알려주시면 안내해 드릴게요!\n"
            "※ 영업시간 10시~20시",
        ),
        Said(later(1), customer, "사진", code="placeholder"),
        Said(later(2), customer, f"{day_words} 가능할까요?", (("due", day_value),)),
        Said(later(1), shop, "몇 시에 오세요?"),
        Said(later(1), customer, f"{at_words}요", (("due", due_value),)),
        Said(later(1), shop, "네 가능합니다", (("due", due_value),)),
        Said(later(4), customer, f"{size}로 할게요\n{sheet}에 생크림이요",
             (("size", size), ("flavour", sheet), ("flavour", "생크림"))),
        Said(later(1), shop, "문구는 어떻게 해드릴까요?"),
        Said(later(720), customer, wording, (("wording", wording),)),
        Said(later(1), customer, "이모티콘", code="placeholder"),
        Said(later(1), shop, f"총 {price_words}이고 계좌 110-123-456789 입금 부탁드려요 :)\n\n예금주 {shop}",
             (("amount", str(price)),)),
        Said(later(1), customer, "네 내일까지 입금할게요"),
        Said(later(30), customer, f"혹시 {hour}시 반으로 변경 가능할까요?", (("due", changed_value),)),
        Said(later(1), shop, "네 그때 뵐게요", (("due", changed_value),)),
        Said(later(1), customer, "삭제된 메시지입니다.", code="placeholder"),
        Said(later(6), customer, f"입금했어요! 연락처는 {phone}입니다",
             (("phone", "+82" + phone.replace("-", "")[1:]), ("paid", str(price)))),
        Said(later(2), shop, "입금 확인했습니다. 감사합니다", (("paid", str(price)),)),
    ]  # fmt: skip


def _thousands(price: int) -> str:
    return f"{price % 10000 // 1000}천" if price % 10000 else ""


def awkward(dice: random.Random, shop: str, customers: tuple[str, str]) -> list[Said]:
    """A room of several with names and texts that look like something else; noon and midnight."""
    first, second = customers
    start = datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(days=dice.randrange(300))
    phone = f"010-1234-{dice.randrange(10_000):04}"
    foreign_lines = [
        "2016년 2월 5일 오전 1:33, 아무개 : 다른 기기의 줄",
        "[아무개] [오전 1:01] 다른 기기의 줄",
        "2015. 7. 9. 오후 8:34, 아무개 : 다른 기기의 줄",
        '2015-07-09 20:34:26,"아무개","다른 기기의 줄"',
        "--------------- Saturday, August 1, 2015 ---------------",
        "Dec 31, 2014 at 19:12, Somebody : another one's line",
        "February 10, 2016, 2:33 AM, Somebody : another one's line",
    ]
    return [
        Said(start.replace(hour=0, minute=0), shop, "안녕하세요, 고객님. 예약금 입금 부탁드립니다"),
        Said(start.replace(hour=0, minute=1), first, 'a: b, "c" [d] [e] : f'),
        Said(start.replace(hour=11, minute=59), second, "첫 줄\n\n\n셋째 줄"),
        Said(start.replace(hour=12, minute=0), first, "<FOREIGN>\n" + "\n".join(foreign_lines)),
        Said(start.replace(hour=12, minute=1), second, f"제 번호는 {phone} 이에요",
             (("phone", "+82" + phone.replace("-", "")[1:]),)),
        Said(start.replace(hour=12, minute=1), first, "네"),
        Said(start.replace(hour=12, minute=1), first, "네"),
        Said(start.replace(hour=13, minute=5), shop, "입금 확인했습니다 고객님. 감사합니다", (("paid", ""),)),
        Said(start.replace(hour=23, minute=59), second, "동영상", code="placeholder"),
    ]  # fmt: skip


# --- how each program writes it ----------------------------------------------------------------------------


def _half(at: datetime) -> str:
    return f"{'오전' if at.hour < 12 else '오후'} {at.hour % 12 or 12}:{at.minute:02}"


def _half_en(at: datetime, space: str = " ", am: str = "AM", pm: str = "PM") -> str:
    return f"{at.hour % 12 or 12}:{at.minute:02}{space}{am if at.hour < 12 else pm}"


def _day(day: date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일"


def _en_day(day: date) -> str:
    return f"{EN_WEEKDAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day}, {day.year}"


Starts = Callable[[datetime, str], str]
Days = Callable[[date, datetime], str]

DASHES = "-" * 15
STARTS: dict[tuple[str, str], Starts] = {
    ("windows_ko", "plain"): lambda at, who: f"[{who}] [{_half(at)}] ",
    ("windows_ko", "awkward"): lambda at, who: f"[{who}] [{at:%H:%M}] ",
    ("windows_en", "plain"): lambda at, who: f"[{who}] [{_half_en(at)}] ",
    ("windows_en", "awkward"): lambda at, who: f"[{who}] [{_half_en(at, chr(0x202F))}] ",
    ("android_ko", "plain"): lambda at, who: f"{_day(at)} {_half(at)}, {who} : ",
    ("android_ko", "awkward"): lambda at, who: f"{_day(at)} {at:%H:%M}, {who} : ",
    ("android_en", "plain"): lambda at, who: (
        f"{MONTHS[at.month - 1]} {at.day}, {at.year}, {_half_en(at)}, {who} : "
    ),
    ("android_en", "awkward"): lambda at, who: (
        f"{MONTHS[at.month - 1]} {at.day}, {at.year}, {_half_en(at, chr(0x202F), 'a.m.', 'p.m.')}, {who} : "
    ),
    ("ios_ko", "plain"): lambda at, who: f"{at.year}. {at.month}. {at.day}. {_half(at)}, {who} : ",
    ("ios_ko", "awkward"): lambda at, who: f"{at.year}. {at.month}. {at.day}. {at:%H:%M}, {who} : ",
    ("ios_en", "plain"): lambda at, who: (
        f"{MONTHS[at.month - 1][:3]} {at.day}, {at.year} at {at:%H:%M}, {who} : "
    ),
    ("ios_en", "awkward"): lambda at, who: (
        f"{MONTHS[at.month - 1][:3]} {at.day}, {at.year} at {_half_en(at, chr(0x202F))}, {who} : "
    ),
}
DAY_LINES: dict[str, Days] = {
    "windows_ko": lambda day, _: f"{DASHES} {_day(day)} {WEEKDAYS[day.weekday()]}요일 {DASHES}",
    "windows_en": lambda day, _: f"{DASHES} {_en_day(day)} {DASHES}",
    "android_ko": lambda day, at: f"{_day(day)} {_half(at)}",
    "android_en": lambda day, at: f"{MONTHS[day.month - 1]} {day.day}, {day.year}, {_half_en(at)}",
    "ios_ko": lambda day, _: f"{_day(day)} {WEEKDAYS[day.weekday()]}요일",
    "ios_en": lambda day, _: _en_day(day),
}
VARIANTS = (*DAY_LINES, "mac_csv")
SHAPES = ("plain", "awkward")


def heading(variant: str, room: str) -> list[str]:
    if variant == "mac_csv":
        return ["Date,User,Message"]
    if variant.endswith("_en"):
        return [f"KakaoTalk Chats with {room}", "Date Saved : 2022-10-16 16:40:00", ""]
    return [f"{room} 님과 카카오톡 대화", "저장한 날짜 : 2022-10-16 16:40:00", ""]


def _own_line(variant: str) -> str:
    """What in the awkward texts would be a line of this very shape, and so cannot stand in the file."""
    return {
        "windows_ko": "[아무개]", "windows_en": "[아무개]", "android_ko": "2016년", "android_en": "February",
        "ios_ko": "2015. 7.", "ios_en": "Dec 31", "mac_csv": "2015-07-09",
    }[variant]  # fmt: skip


def _fitting(variant: str, text: str) -> str:
    kept = [
        line
        for line in text.split("\n")
        if not line.startswith(_own_line(variant))
        and not (variant == "windows_en" and line.startswith(DASHES))
    ]
    return "\n".join(kept)


def chat_file(variant: str, shape: str, seed: int) -> ChatFile:
    """One file: `plain` is one customer's order; `awkward` a room of several, in another encoding."""
    dice = random.Random(f"{variant}{shape}{seed}")
    if shape == "plain":
        shop, customer = dice.choice((("달콤 공방", "김새벽"), ("케이크담다", "박하늘누리")))
        said = ordering(dice, shop, customer)
        customers, room = {customer}, customer
    else:
        shop, customer = "공방: [본점], 서울", ""
        names = ("이, 노을", "[VIP] 최:여름")
        said = awkward(dice, shop, names)
        customers, room = set(names), "공동구매방"
    # The heading of a room of several counts who is in it.
    lines, rows = _written(variant, shape, said, room if customer else f"{room} {3 + seed}")
    end = "\r\n" if variant.startswith("windows") or (variant == "mac_csv" and shape == "plain") else "\n"
    text = end.join(lines) + (end if seed % 2 else "")
    encoding = {"plain": "utf-8-sig", "awkward": ("cp949", "utf-16", "utf-8")[seed % 3]}[shape]
    if shape == "awkward" and "\u202f" in text and encoding == "cp949":
        encoding = "utf-8"
    return ChatFile(variant, shape, text.encode(encoding), rows, room, shop, customer, customers)


def _written(variant: str, shape: str, said: list[Said], room: str) -> tuple[list[str], list[Row]]:
    lines = heading(variant, room)
    rows = [Row(at + 1, "header", "", -1, "", ()) for at, line in enumerate(lines) if line]
    day: date | None = None
    for one in said:
        if one.at.date() != day and variant != "mac_csv":
            day = one.at.date()
            lines.append(DAY_LINES[variant](day, one.at))
            rows.append(Row(len(lines), "date_line", "", 0, "", ()))
        text = _fitting(variant, one.text)
        rows.append(Row(len(lines) + 1, one.code, one.author, millis(one.at), _kept(text), one.details))
        lines += _message(variant, shape, one, text)
    leaving = f"{said[0].author.split(':')[0]}님이 나갔습니다."
    lines += _notice(variant, shape, said[-1].at, leaving)
    rows.append(Row(len(lines), "system_line", "", 0, "", ()))
    return lines, rows


def _message(variant: str, shape: str, one: Said, text: str) -> Iterator[str]:
    if variant == "mac_csv":
        inner = text.replace('"', '""')
        name = one.author.replace('"', '""')
        return iter(f'{one.at:%Y-%m-%d %H:%M:%S},"{name}","{inner}"'.split("\n"))
    return iter((STARTS[variant, shape](one.at, one.author) + text).split("\n"))


def _notice(variant: str, shape: str, at: datetime, text: str) -> list[str]:
    if variant == "mac_csv":
        return [f'{at:%Y-%m-%d %H:%M:%S},"","{text}"']
    if variant.startswith("windows"):
        return [text]
    return [STARTS[variant, shape](at, "").removesuffix(" : ") + text]


def _kept(text: str) -> str:
    """As intake cleans it: at most one blank line in a row."""
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text
