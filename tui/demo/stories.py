"""A realistic day on a throw-away database: a made-up file taken in by the real intake, work already begun.

Times are relative to now, so that some customers are overdue, some have 20 minutes left and some are
tomorrow's, whenever the demo is opened.  The same story is the same people every time.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from tui.clock import new_id
from tui.config import Config, load_policy
from tui.demo import agency, cafe, cake, jeju
from tui.demo.files import AGENCY_BOOKINGS, agency_file, agency_number, jeju_file, jeju_number
from tui.domain.asked import read_asked
from tui.domain.model import HOUR, MINUTE, Attempt, Case, ContactPoint, Event, Millis
from tui.domain.requests import KIND_OF
from tui.domain.words import Carries, Direction, EventKind, Outcome, PointKind, Route
from tui.store.api import Store
from tui.store.results import NewRequest
from tui.work.taking import Taker, Wanted

STORIES = ("jeju", "agency", "cake", "cafe")
_STAFF = ("지훈", "하늘", "은서", "도윤")
_SHOPS = {
    "jeju": ("돌담렌터카", "064-123-4567", ""),
    "agency": ("바람여행사", "02-123-4567", ""),
    "cake": (cake.SHOP, cake.SHOP_PHONE, cake.SHOP_INSTAGRAM),
    "cafe": (cafe.SHOP, cafe.SHOP_PHONE, cafe.SHOP_INSTAGRAM),
}
# The file was taken in this long ago, and Kakao has been down for longer.
_TAKEN_IN = 4 * HOUR
_DOWN_FOR = 25 * HOUR


@dataclass(frozen=True, slots=True)
class Try:
    """One thing that already happened: which reservation, how long ago, and how it went."""

    order_no: str
    minutes_ago: int
    route: Route
    outcome: Outcome
    note: str = ""
    direction: Direction = Direction.OUT
    callback_in: int = 0
    """Minutes from now at which a call was promised."""
    first: str = ""
    """When and where they say they had asked before, in their words."""


def config_for(config: Config, story: str, database: Path) -> Config:
    """The settings of a demo: its own database and wordings, which go with it, and the story's shop."""
    shop, phone, instagram = _SHOPS[story]
    return replace(
        config,
        database=database,
        templates_file=database.parent / config.templates_file.name,
        throw_away=True,
        shop=shop,
        shop_phone=phone,
        shop_instagram=instagram,
        shop_web="",
        shop_name_abroad=jeju.SHOP_ABROAD if story == "jeju" else "",
        profile=story,
    )


async def fill(config: Config, story: str, now: Millis) -> None:
    """Makes the database of `story` (one of STORIES) at `config.database`, as of `now`.

    Raises StoreError where it cannot be made, ConfigError for the user's own broken policy.
    """
    from tui.store.sqlite import open_store

    policy = load_policy(config)
    tries = list(_TRIES[story]()) if story in _TRIES else []
    staff = [name for name in _STAFF if name != config.staff]
    async with open_store(config.database, policy=policy, now=now - _DOWN_FOR) as store:
        taker = Taker(store, policy)
        for name, content in _files(story, now, policy.zone):
            await _take_in(taker, name, content, now - _TAKEN_IN)
        tries.sort(key=lambda each: -each.minutes_ago)
        for place, each in enumerate(tries):
            await _log(store, each, staff[place % len(staff)], now, policy.zone)
        if story == "cafe":
            await cafe.serve(store, staff, now)
        if story == "jeju":
            # A terminal that died in the middle of a call: what came of that is for a person to find out.
            for case_id in await store.cases_with(order_no=jeju_number(_LEFT_OPEN)):
                await store.claim(case_id, staff[0], "closed", now - 20 * MINUTE)
        await store.sweep(now)


def _files(story: str, now: Millis, zone: str) -> Iterator[tuple[str, bytes]]:
    """(name, content) of a story's files."""
    if story == "jeju":
        yield "제주_예약명단.csv", jeju_file(now, zone)
    elif story == "agency":
        yield "여행_예약현황.csv", agency_file(now, zone)
        yield from agency.files(now, zone)
    elif story == "cafe":
        yield from cafe.files(now, zone)
    else:
        yield from cake.files(now, zone)


def to_take_in(story: str, folder: Path, now: Millis, zone: str) -> Path | None:
    """A file that comes in later, put beside the story's database; None where none does."""
    if story != "jeju":
        return None
    path = folder / jeju.CHAT
    path.write_bytes(jeju.chat(now, zone))
    return path


async def _take_in(taker: Taker, name: str, content: bytes, at: Millis) -> None:
    with tempfile.TemporaryDirectory(prefix="sonnim-demo-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        preview, wanted = await taker.look(Wanted(path), at, recall=False)
        await taker.take(preview, wanted, at)


async def _log(store: Store, each: Try, staff: str, now: Millis, zone: str) -> None:
    """Logs one try with the contact point it can have gone to; none where the case has no such point."""
    for case in await store.views(await store.cases_with(order_no=each.order_no)):
        point = _point(case, each.route)
        if point is None and each.route in (Route.PHONE, Route.SMS):
            continue
        at = now - each.minutes_ago * MINUTE
        attempt = Attempt(
            new_id(),
            case.id,
            each.route,
            point.id if point else None,
            each.outcome,
            staff,
            at,
            direction=each.direction,
            note=each.note,
            callback_at=now + each.callback_in * MINUTE if each.callback_in else None,
        )
        event = Event(attempt.id, case.id, EventKind.ATTEMPT, staff, at, attempt=attempt)
        if each.first:
            asked = read_asked(each.first, at, zone)
            await store.log_request(event, NewRequest(KIND_OF[each.outcome], case.orders[0].id, *asked))
        else:
            await store.log(event)


def _point(case: Case, route: Route) -> ContactPoint | None:
    for point in case.points:
        carries = point.text if route is Route.SMS else point.voice
        if point.usable and point.kind is PointKind.PHONE and carries is not Carries.NO:
            return point
    return None


_LEFT_OPEN = 16


def _jeju_tries() -> Iterator[Try]:
    """What the morning brought, by place in the file; the people with most to lose are still to be called."""

    def tried(place: int, minutes_ago: int, outcome: Outcome, note: str = "", callback_in: int = 0) -> Try:
        texted = outcome in (Outcome.MESSAGE_SENT, Outcome.UNDELIVERABLE)
        route = Route.SMS if texted else Route.PHONE
        return Try(jeju_number(place), minutes_ago, route, outcome, note, callback_in=callback_in)

    def came(
        place: int,
        minutes_ago: int,
        outcome: Outcome,
        note: str,
        *,
        route: Route = Route.PHONE,
        first: str = "",
    ) -> Try:
        return Try(jeju_number(place), minutes_ago, route, outcome, note, Direction.IN, first=first)

    yield came(0, 80, Outcome.PICKED_UP, "카운터로 직접 오심", route=Route.PAGE)
    yield tried(1, 32, Outcome.NO_ANSWER)
    yield tried(1, 14, Outcome.NO_ANSWER)
    yield tried(3, 4, Outcome.BUSY)
    yield tried(5, 24, Outcome.NO_ANSWER)
    yield tried(5, 3, Outcome.MESSAGE_SENT)
    yield tried(7, 11, Outcome.CALLBACK, "주차 중이라 곧 다시 전화 달라고 하심", callback_in=4)
    yield tried(10, 25, Outcome.CONFIRMED)
    yield tried(11, 22, Outcome.POWERED_OFF)
    yield tried(13, 41, Outcome.CONFIRMED)
    yield tried(14, 50, Outcome.NO_ANSWER)
    yield tried(14, 34, Outcome.NO_ANSWER)
    yield tried(14, 6, Outcome.MESSAGE_SENT)
    yield tried(15, 35, Outcome.CHANGE_REQUESTED, "인수를 두 시간 늦춰 달라고 하심")
    yield tried(18, 28, Outcome.THIRD_PARTY, "함께 오시는 분께 전해 드림")
    yield came(19, 55, Outcome.CANCEL_REQUESTED, "결항이라 취소", first="어제 카톡으로")
    yield tried(20, 20, Outcome.VOICEMAIL)
    yield tried(21, 48, Outcome.WRONG_NUMBER)
    yield tried(22, 9, Outcome.MESSAGE_SENT)
    yield tried(24, 44, Outcome.DISCONNECTED)
    yield tried(26, 33, Outcome.REJECTED)
    yield tried(28, 70, Outcome.NO_ANSWER)
    yield tried(31, 38, Outcome.UNDELIVERABLE)
    yield tried(32, 66, Outcome.CALLBACK, "저녁 식사 뒤에", callback_in=150)
    yield came(36, 90, Outcome.CONFIRMED, "뉴스를 보고 먼저 전화하심")
    yield tried(38, 58, Outcome.DO_NOT_CONTACT, "여행사로만 연락 달라고 하심")
    yield came(45, 75, Outcome.CHANGE_REQUESTED, "인원 2명에서 4명으로", first="그저께 카톡 채널로")
    yield came(64, 63, Outcome.CANCEL_REQUESTED, "일정이 바뀌어 취소", first="어제 오후에 전화로")
    for place, outcome in enumerate((Outcome.CONFIRMED,) * 5 + (Outcome.NO_ANSWER,) * 2):
        for start in (39, 53, 69, 92):
            yield tried(start + place * 2, 95 + place * 13 + start // 3, outcome)
    for place in (42, 48, 60, 65, 76, 80):
        yield tried(place, 2 + place % 11, Outcome.MESSAGE_SENT)


def _agency_tries() -> Iterator[Try]:
    """A day and a half of phoning and texting by four people; half of the customers are still untried."""
    chance = Random("agency tries")
    outcomes = [
        *((Outcome.CONFIRMED,) * 38),
        *((Outcome.NO_ANSWER,) * 24),
        *((Outcome.MESSAGE_SENT,) * 16),
        *((Outcome.BUSY,) * 5),
        *((Outcome.CHANGE_REQUESTED,) * 4),
        *((Outcome.POWERED_OFF,) * 3),
        *((Outcome.VOICEMAIL,) * 3),
        *((Outcome.CALLBACK,) * 3),
        *((Outcome.CANCEL_REQUESTED, Outcome.THIRD_PARTY, Outcome.WRONG_NUMBER, Outcome.DISCONNECTED)),
    ]
    for place in range(AGENCY_BOOKINGS):
        if place % 2 or place < 6:
            continue
        outcome = chance.choice(outcomes)
        sent = outcome is Outcome.MESSAGE_SENT
        ago = chance.randint(1, 15) if sent and chance.random() < 0.6 else chance.randint(5, 230)
        later = chance.randint(10, 180) if outcome is Outcome.CALLBACK else 0
        route = Route.SMS if sent else Route.PHONE
        yield Try(agency_number(place), ago, route, outcome, callback_in=later)
        if outcome is Outcome.NO_ANSWER and ago > 60 and chance.random() < 0.4:
            yield Try(agency_number(place), ago - 50, Route.PHONE, Outcome.NO_ANSWER)


def _cake_tries() -> Iterator[Try]:
    """Those whose number is in the order file were phoned this morning; who only paid cannot be."""
    phoned = ((5, Outcome.CONFIRMED), (8, Outcome.CONFIRMED), (9, Outcome.NO_ANSWER), (10, Outcome.CONFIRMED))
    later = ((11, Outcome.POWERED_OFF), (12, Outcome.CHANGE_REQUESTED), (14, Outcome.NO_ANSWER))
    for number, (place, outcome) in enumerate((*phoned, *later)):
        note = "픽업을 하루 미뤄 달라고 하심" if outcome is Outcome.CHANGE_REQUESTED else ""
        yield Try(cake.number_of(place), 75 - number * 9, Route.PHONE, outcome, note)
    for place in (13, 15):
        yield Try(cake.number_of(place), 6 + place, Route.SMS, Outcome.MESSAGE_SENT)


_TRIES = {"jeju": _jeju_tries, "agency": _agency_tries, "cake": _cake_tries}
