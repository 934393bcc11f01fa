"""Records as intake makes them, and batches of them: what the tests of the store put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tui.clock import new_id
from tui.domain.model import DAY, HOUR, Attempt, Case, Event, Millis
from tui.domain.phones import read_phones
from tui.domain.words import EventKind, Language, OrderStatus, Outcome, Route
from tui.intake.records import (
    Batch,
    ContactRecord,
    DepositRecord,
    Ignored,
    MessageRecord,
    OrderRecord,
    Problem,
    Record,
    Rejected,
    SendRecord,
    Suggested,
)
from tui.store.api import Store
from tui.store.results import ImportHeader, ImportSummary

SUNDAY_1640: Millis = 1_665_906_000_000


def order_record(
    number: int = 1,
    name: str = "박서준",
    phone: str = "010-0000-0001",
    *,
    key: str = "",
    order_no: str = "",
    due_at: Millis | None = SUNDAY_1640 + 3 * HOUR,
    has_time: bool = True,
    amount: int | None = 38_000,
    details: str = "레터링 1호",
    status: OrderStatus = OrderStatus.PENDING,
    email: str = "",
    instagram: str = "",
    language: Language | None = None,
    problems: tuple[Problem, ...] = (),
    ordered_at: Millis | None = None,
) -> OrderRecord:
    return OrderRecord(
        number + 1,
        "",
        key or f"own:{number}",
        order_no or f"C{number:03}",
        name,
        read_phones(phone),
        email,
        instagram,
        due_at,
        has_time,
        amount,
        details,
        status,
        "",
        "",
        language,
        "",
        ordered_at,
        problems,
    )


def contact_record(
    number: int = 1, name: str = "박서준", phone: str = "010-0000-0001", email: str = "", instagram: str = ""
) -> ContactRecord:
    return ContactRecord(number, "", name, read_phones(phone), email, instagram, "", None, "")


def deposit_record(
    number: int = 1,
    depositor: str = "김하늘",
    amount: int = 38_000,
    *,
    at: Millis = SUNDAY_1640 - 3 * DAY,
    balance: int | None = None,
    account: str = "",
    set_apart: str = "",
    channel: str = "인터넷",
    key: str = "",
) -> DepositRecord:
    return DepositRecord(
        number + 1,
        "",
        key or f"deposit-{number}",
        "kb",
        account,
        at,
        True,
        amount,
        balance,
        depositor,
        depositor.rstrip("0123456789"),
        depositor.lstrip("김하늘"),
        channel,
        "",
        set_apart,
    )


def message_record(
    number: int,
    text: str,
    *suggested: Suggested,
    side: str = "customer",
    author: str = "김하늘",
    room: str = "김하늘",
    at: Millis = SUNDAY_1640 - 2 * DAY,
) -> MessageRecord:
    return MessageRecord(number, "", f"{room}-{number}", room, author, side, at + number, text, suggested)


def send_record(
    number: int = 1, phone: str = "010-0000-0001", code: str = "3000", *, at: Millis = SUNDAY_1640
) -> SendRecord:
    phones = read_phones(phone)
    return SendRecord(
        number + 1,
        "",
        f"sent-{number}",
        "solapi",
        "",
        "kakao",
        code,
        "",
        phones,
        "",
        at,
        None,
        "",
        "",
        "",
        "",
    )


def batch(
    records: Sequence[Record],
    rejected: Sequence[Rejected] = (),
    ignored: Sequence[Ignored] = (),
) -> Batch:
    rows = len(records) + len(rejected) + len(ignored)
    return Batch(list(records), list(rejected), list(ignored), rows, rows, rows, True)


def many(count: int, size: int = 1000) -> Iterator[Batch]:
    """`count` customers with one order each, in pieces."""
    for start in range(0, count, size):
        numbers = range(start, min(start + size, count))
        records = [
            order_record(
                number,
                f"손님{number}",
                f"010-1234-{number:04}" if number < 10_000 else f"010-0000-{number - 10_000:04}",
                due_at=SUNDAY_1640 + (number % 700) * 60_000,
                amount=1000 * (number % 90),
            )
            for number in numbers
        ]
        yield Batch(records, [], [], len(records), numbers[-1] + 1, count, numbers[-1] + 1 == count)


def header(
    file: str = "예약.csv", kind: str = "orders", id: int | None = None, staff: str = "수현"
) -> ImportHeader:
    return ImportHeader(new_id() if id is None else id, file, kind, staff)


async def put(
    store: Store,
    *records: Record,
    now: Millis = SUNDAY_1640,
    file: str = "예약.csv",
    staff: str = "수현",
) -> ImportSummary:
    return await store.apply_import(header(file, staff=staff), [batch(records)], now)


async def all_cases(store: Store, now: Millis = SUNDAY_1640) -> list[Case]:
    lanes = await store.lanes(now, 24 * HOUR)
    return await store.views([ident for lane in lanes.lanes.values() for ident in lane.ids])


def tried(
    case: Case,
    outcome: Outcome = Outcome.NO_ANSWER,
    *,
    staff: str = "수현",
    at: Millis = SUNDAY_1640,
    route: Route = Route.PHONE,
    id: int | None = None,
    callback_at: Millis | None = None,
) -> Event:
    ident = new_id() if id is None else id
    point = case.points[0].id if case.points else None
    attempt = Attempt(ident, case.id, route, point, outcome, staff, at, callback_at=callback_at)
    return Event(ident, case.id, EventKind.ATTEMPT, staff, at, attempt)


def drained(batches: Iterable[Batch], seen: list[int]) -> Iterator[Batch]:
    """The same batches, noting in `seen` how many were asked for."""
    for number, one in enumerate(batches):
        seen.append(number)
        yield one
