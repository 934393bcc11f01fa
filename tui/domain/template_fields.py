"""What a case has to say for itself in a message: the values of the fields, in the customer's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tui.domain.model import Case, Millis, Order
from tui.domain.quiet import at_place
from tui.domain.words import Language, PointKind

SHOP_FIELDS = ("shop", "shop_phone", "shop_instagram", "shop_web", "thing", "today")
OUTAGE_FIELDS = ("outage", "outage_short")
ORDER_FIELDS = ("order", "order_no", "due", "due_short")
PERSON_FIELDS = ("name", "handle", "amount", "staff")
NOTICE_FIELDS = ("names", "until", "since")
FIELDS = SHOP_FIELDS + OUTAGE_FIELDS + ORDER_FIELDS + PERSON_FIELDS + NOTICE_FIELDS


class Thing(StrEnum):
    """What the shop calls what it owes."""

    RESERVATION = "reservation"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Shop:
    """The sender, as customers should read it; what is empty falls away.

    `name_abroad` is for customers who do not read Korean, the name itself where it is empty.
    """

    name: str
    phone: str = ""
    instagram: str = ""
    web: str = ""
    thing: Thing = Thing.RESERVATION
    name_abroad: str = ""


_THINGS = {
    Language.KO: {Thing.RESERVATION: "예약", Thing.ORDER: "주문"},
    Language.EN: {Thing.RESERVATION: "reservation", Thing.ORDER: "order"},
    Language.JA: {Thing.RESERVATION: "ご予約", Thing.ORDER: "ご注文"},
    Language.ZH: {Thing.RESERVATION: "预订", Thing.ORDER: "订单"},
}
# Whoever has no name in the file is still spoken to: "고객님", "お客様".
_NAMELESS = {Language.KO: "고객", Language.EN: "customer", Language.JA: "お客", Language.ZH: "顾客"}
# KakaoTalk in full and as short as a text message has it, where it is to be named as what does not work.
_KAKAO = {
    Language.KO: ("카카오톡", "카톡"),
    Language.EN: ("KakaoTalk", "Kakao"),
    Language.JA: ("カカオトーク", "カカオトーク"),
    Language.ZH: ("KakaoTalk", "Kakao"),
}
_AND_MORE = {
    Language.KO: "{first} 외 {more}건",
    Language.EN: "{first} and {more} more",
    Language.JA: "{first} ほか{more}件",
    Language.ZH: "{first} 等{total}项",
}
_DAYS = {
    Language.KO: "월화수목금토일",
    Language.JA: "月火水木金土日",
    Language.ZH: "一二三四五六日",
}
_ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST_VALUE = 60


def fields_for(
    case: Case,
    shop: Shop,
    language: Language,
    zone: str,
    now: Millis,
    *,
    kakao_down: bool,
    staff: str = "",
) -> dict[str, str]:
    """The value of every field of FIELDS for this case; "" for what is not known.

    Times are the shop's (`zone`, an IANA name); in other languages than Korean they say so, for the reader
    may be anywhere.  The order spoken of is the pending one due first.
    """
    pending = sorted(case.pending, key=lambda order: (order.due_at is None, order.due_at or 0))
    first = pending[0] if pending else None
    handle = next(
        (point.value for point in case.points if point.kind is PointKind.INSTAGRAM and point.usable), ""
    )
    return {
        **shop_fields(shop, language, zone, now, kakao_down=kakao_down),
        "name": _name(case.customer.name, language),
        "order": _order(first, len(pending), language),
        "order_no": _line(first.order_no) if first else "",
        "due": _due(first, language, zone),
        "due_short": _due_short(first, language, zone),
        "handle": _line(handle),
        "amount": _amount(case.amount, language),
        "staff": _line(staff),
    }


def shop_fields(
    shop: Shop,
    language: Language,
    zone: str,
    now: Millis,
    *,
    kakao_down: bool,
    names: str = "",
    until: Millis | None = None,
    since: Millis | None = None,
) -> dict[str, str]:
    """The fields that speak of no one customer: all that a public notice may use.

    `names` are masked already; `until` is when answers are awaited, `since` when the outage began.
    """
    outage, outage_short = _KAKAO[language] if kakao_down else ("", "")
    return {
        "shop": _line(shop.name if language is Language.KO else shop.name_abroad or shop.name),
        "shop_phone": _shop_phone(_line(shop.phone), language),
        "shop_instagram": _line(shop.instagram.removeprefix("@")),
        "shop_web": _line(shop.web),
        "thing": _THINGS[language][shop.thing],
        "today": _day(at_place(now, zone), language),
        "outage": outage,
        "outage_short": outage_short,
        "names": names,
        "until": "" if until is None else _moment(at_place(until, zone), language),
        "since": "" if since is None or not kakao_down else _moment(at_place(since, zone), language),
    }


def example_fields(
    shop: Shop, language: Language, zone: str, now: Millis, *, kakao_down: bool
) -> dict[str, str]:
    """Made-up values for previewing a template where no case is at hand."""
    names = {Language.KO: "김민지", Language.EN: "Alex Kim", Language.JA: "田中", Language.ZH: "王芳"}
    orders = {
        Language.KO: "중형차 24시간",
        Language.EN: "Mid-size car, 24 h",
        Language.JA: "中型車 24時間",
        Language.ZH: "中型车 24小时",
    }
    local = at_place(now, zone).replace(hour=17, minute=0)
    until = round(local.timestamp() * 1000)
    return {
        **shop_fields(
            shop,
            language,
            zone,
            now,
            kakao_down=kakao_down,
            names="김*지 · 이*수",
            until=until,
            since=until,
        ),
        "name": names[language],
        "order": orders[language],
        "order_no": "R-1042",
        "due": _moment(local, language),
        "due_short": _short(local, True, language),
        "handle": "minji_0000",
        "amount": _amount(45_000, language),
        "staff": "",
    }


def _shop_phone(phone: str, language: Language) -> str:
    """With the country's code for whoever may be abroad: 064-000-0000 is +82 64-000-0000 there."""
    return f"+82 {phone[1:]}" if language is not Language.KO and phone.startswith("0") else phone


def _name(name: str, language: Language) -> str:
    line = _line(name)
    if language is Language.KO:
        line = line.removesuffix("님").rstrip()
    return line or _NAMELESS[language]


def _order(first: Order | None, count: int, language: Language) -> str:
    if first is None or not first.details.strip():
        return ""
    text = _line(first.details)
    return text if count == 1 else _AND_MORE[language].format(first=text, more=count - 1, total=count)


def _due(order: Order | None, language: Language, zone: str) -> str:
    if order is None or order.due_at is None:
        return ""
    local = at_place(order.due_at, zone)
    return _moment(local, language) if order.due_has_time else _day(local, language)


def _due_short(order: Order | None, language: Language, zone: str) -> str:
    if order is None or order.due_at is None:
        return ""
    return _short(at_place(order.due_at, zone), order.due_has_time, language)


def _short(local: datetime, has_time: bool, language: Language) -> str:
    """As little as a short message can carry: `10/16 17시`, `10/16 17:30`, `10/16`, `16 Oct 17:00`."""
    english = language is Language.EN
    day = f"{local.day} {_ENGLISH_MONTHS[local.month - 1]}" if english else f"{local.month}/{local.day}"
    if not has_time:
        return day
    on_the_hour = language is Language.KO and local.minute == 0
    return f"{day} {local.hour}시" if on_the_hour else f"{day} {local:%H:%M}"


def _moment(local: datetime, language: Language) -> str:
    day = _day(local, language)
    if language is Language.KO:
        half, hour = ("오전" if local.hour < 12 else "오후"), (local.hour - 1) % 12 + 1
        return f"{day} {half} {hour}시" + (f" {local.minute}분" if local.minute else "")
    here = {Language.EN: " (Korea time)", Language.JA: "(韓国時間)", Language.ZH: "(韩国时间)"}[language]
    return f"{day} {local:%H:%M}{here}"


def _day(local: datetime, language: Language) -> str:
    if language is Language.EN:
        return f"{_ENGLISH_DAYS[local.weekday()]} {local.day} {_ENGLISH_MONTHS[local.month - 1]}"
    day = _DAYS[language][local.weekday()]
    if language is Language.KO:
        return f"{local.month}월 {local.day}일({day})"
    return f"{local.month}月{local.day}日" + (f"(周{day})" if language is Language.ZH else f"({day})")


def _amount(amount: int, language: Language) -> str:
    if not amount:
        return ""
    won = {Language.KO: "{}원", Language.EN: "KRW {}", Language.JA: "{}ウォン", Language.ZH: "{}韩元"}[
        language
    ]
    return won.format(f"{amount:,}")


def _line(text: str) -> str:
    """One line of at most 60 characters: a value never brings lines or length of its own."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_VALUE else line[: _LONGEST_VALUE - 1].rstrip() + "…"
