"""Small pieces that several documents say: a clean line, a date, how a customer can be reached."""

from __future__ import annotations

from tui.domain.addresses import address_of
from tui.domain.cleaning import clean_line
from tui.domain.model import Case, Millis
from tui.domain.quiet import at_place, day_and_time
from tui.i18n import say

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def one_line(text: str) -> str:
    return clean_line(text, 300)


def called(case: Case) -> str:
    """The customer's name; without one "주문 17", as a till's orders are known; "" where there is neither."""
    name = one_line(case.customer.name)
    number = next((order.order_no for order in case.pending or case.orders if order.order_no), "")
    return name or (say("papers.order_named", no=one_line(number)) if number else "")


def stamp_of(moment: Millis, zone: str) -> str:
    """ "2022-10-16 16:40" there."""
    return f"{at_place(moment, zone):%Y-%m-%d %H:%M}"


def date_of(moment: Millis, zone: str) -> str:
    """ "2022-10-16(일)" there."""
    day = at_place(moment, zone)
    return say("papers.date", date=f"{day:%Y-%m-%d}", day=say(f"papers.day_{_DAYS[day.weekday()]}"))


def moment_of(moment: Millis, has_time: bool, now: Millis, zone: str) -> str:
    """ "17:00", "10/17 17:00", or the day alone where no time was said."""
    day = at_place(moment, zone)
    return day_and_time(moment, now, zone) if has_time else f"{day.month}/{day.day}"


def span_of(minutes: int) -> str:
    """ "45분", "25시간 10분", "5일 7시간": the two largest parts of a span."""
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    short = [("hours", minutes // 60), ("minutes", rest)]
    parts = [("days", days), ("hours", hours)] if days >= 2 else short
    said = [say(f"papers.{name}", n=number) for name, number in parts if number]
    return " ".join(said) or say("papers.minutes", n=0)


def won(amount: int) -> str:
    """ "45,000원", "45,000 won"."""
    return say("papers.won", amount=f"{amount:,}")


def won_of(amount: int) -> str:
    """ "45,000원"; "" for none."""
    return won(amount) if amount else ""


def numbered(details: str, order_no: str) -> str:
    """What was ordered, with the order's number in brackets behind it."""
    return one_line(" ".join(filter(None, (details, order_no and f"[{order_no}]"))))


def contacts_of(case: Case) -> str:
    """Usable phones and handles; what could not be read as it was written, in brackets."""
    texts: list[str] = []
    for point in case.points:
        if point.usable:
            texts.append(address_of(point))
        elif not point.value and point.raw.strip():
            texts.append(f"({point.raw})")
    return one_line(", ".join(dict.fromkeys(texts))) or say("papers.no_contact")
