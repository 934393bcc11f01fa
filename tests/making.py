"""Short ways to make the nouns that the tests of the rules need, and strategies of them."""

from __future__ import annotations

from hypothesis import strategies as st

from tui.domain.model import (
    DAY,
    HOUR,
    MINUTE,
    Attempt,
    Case,
    ContactPoint,
    Customer,
    Event,
    Millis,
    Order,
    Outage,
    Progress,
)
from tui.domain.rules import Around
from tui.domain.words import (
    Carries,
    Delivery,
    Direction,
    EventKind,
    Evidence,
    Language,
    Line,
    OrderStatus,
    Outcome,
    PointKind,
    Route,
    State,
    Usability,
)

SUNDAY_1640: Millis = 1_665_906_000_000
"""2022-10-16 16:40 in Seoul."""

_CARRIES = {
    Line.MOBILE: (Carries.YES, Carries.YES),
    Line.FOREIGN: (Carries.YES, Carries.YES),
    Line.VOIP: (Carries.YES, Carries.UNCERTAIN),
    Line.SAFE: (Carries.YES, Carries.UNCERTAIN),
    Line.FIXED: (Carries.YES, Carries.NO),
    Line.COMPANY: (Carries.YES, Carries.NO),
}


def phone(
    id: int = 1,
    line: Line = Line.MOBILE,
    *,
    usability: Usability = Usability.USABLE,
    value: str = "+821000001234",
    problem: str = "",
    seen_at: Millis = 0,
) -> ContactPoint:
    voice, text = _CARRIES.get(line, (Carries.NO, Carries.NO))
    country = "" if line is Line.FOREIGN else "KR"
    return ContactPoint(
        id, PointKind.PHONE, value, value, line, voice, text, usability, country, problem, None, seen_at
    )


def handle(id: int = 2, kind: PointKind = PointKind.INSTAGRAM) -> ContactPoint:
    return ContactPoint(id, kind, "seojun", "@seojun", Line.OTHER, Carries.NO, Carries.YES)


def order(
    due_at: Millis | None = SUNDAY_1640 + 3 * HOUR,
    has_time: bool = True,
    amount: int | None = 38_000,
    details: str = "레터링 1호",
    status: OrderStatus = OrderStatus.PENDING,
) -> Order:
    return Order(1, "C031", "C031", due_at, has_time, amount, details, status)


def case(
    *points: ContactPoint,
    state: State = State.NEW,
    due_at: Millis | None = SUNDAY_1640 + 3 * HOUR,
    attempts: tuple[Attempt, ...] = (),
    progress: Progress | None = None,
    orders: tuple[Order, ...] | None = None,
    customer: Customer | None = None,
    act_by: Millis | None = None,
    id: int = 1,
) -> Case:
    if progress is None:
        last = attempts[-1] if attempts else None
        progress = Progress(
            state, tries=len(attempts), last_outcome=last.outcome if last is not None else None
        )
    return Case(
        id,
        customer or Customer(id, "박서준"),
        progress,
        (order(due_at),) if orders is None else orders,
        points,
        attempts,
        None,
        due_at,
        due_at if act_by is None else act_by,
    )


def attempt(
    outcome: Outcome = Outcome.NO_ANSWER,
    route: Route = Route.PHONE,
    *,
    at: Millis = SUNDAY_1640 - HOUR,
    point_id: int | None = 1,
    direction: Direction = Direction.OUT,
    callback_at: Millis | None = None,
    callback_by: str = "",
    evidence: Evidence = Evidence.NONE,
    case_id: int = 1,
    id: int = 1,
) -> Attempt:
    return Attempt(
        id, case_id, route, point_id, outcome, "수현", at, direction, evidence, "", callback_at, callback_by
    )


def tried(
    outcome: Outcome,
    route: Route = Route.PHONE,
    *,
    at: Millis = SUNDAY_1640,
    direction: Direction = Direction.OUT,
    callback_at: Millis | None = None,
    callback_by: str = "",
    id: int = 1,
) -> Event:
    return Event(
        id,
        1,
        EventKind.ATTEMPT,
        "수현",
        at,
        attempt(
            outcome,
            route,
            at=at,
            direction=direction,
            callback_at=callback_at,
            callback_by=callback_by,
            id=id,
        ),
    )


def event(kind: EventKind, at: Millis = SUNDAY_1640, id: int = 1, **fields: object) -> Event:
    return Event(id, 1, kind, "수현", at, **fields)  # type: ignore[arg-type]


def kakao_down(since: Millis = SUNDAY_1640 - 25 * HOUR, until: Millis | None = None) -> Outage:
    return Outage(1, Route.KAKAO, since, until)


moments = st.integers(SUNDAY_1640 - 3 * DAY, SUNDAY_1640 + 3 * DAY)
staffs = st.sampled_from(["", "수현", "민호"])


@st.composite
def attempts(draw: st.DrawFn, id: int = 1) -> Attempt:
    at = draw(moments)
    return Attempt(
        id,
        1,
        draw(st.sampled_from(Route)),
        draw(st.one_of(st.none(), st.integers(1, 4))),
        draw(st.sampled_from(Outcome)),
        draw(st.sampled_from(["수현", "민호"])),
        at,
        draw(st.sampled_from(Direction)),
        draw(st.sampled_from(Evidence)),
        "",
        draw(st.one_of(st.none(), moments)),
        draw(staffs),
    )


def _reason(draw: st.DrawFn, kind: EventKind) -> str:
    if kind is EventKind.DELIVERY_CHANGED:
        return draw(st.sampled_from(Delivery)).value
    return "닿지 않음" if kind is EventKind.CLOSED else ""


@st.composite
def event_lists(draw: st.DrawFn, undoing: bool = False) -> list[Event]:
    """Events in the order they were written, their times in any order, as clocks of several terminals are."""
    events: list[Event] = []
    takes_back = (EventKind.UNDONE, EventKind.REQUEST_SETTLED)
    kinds = [kind for kind in EventKind if undoing or kind not in takes_back]
    for id in range(1, draw(st.integers(0, 12)) + 1):
        kind = draw(st.sampled_from(kinds))
        if kind is EventKind.ATTEMPT:
            made = draw(attempts(id))
            events.append(Event(id, 1, kind, made.staff, made.at, made))
            continue
        events.append(
            Event(
                id,
                1,
                kind,
                draw(st.sampled_from(["수현", "민호"])),
                draw(moments),
                None,
                draw(moments) if kind is EventKind.CARRIED_OVER else None,
                draw(staffs) if kind is EventKind.HANDED_OVER else "",
                _reason(draw, kind),
                draw(st.integers(0, 3)),
                draw(st.booleans()),
                draw(st.integers(1, id)) if kind is EventKind.UNDONE else None,
            )
        )
    return events


arounds = st.builds(Around, st.booleans(), st.one_of(st.none(), moments), st.booleans())

points = st.builds(
    lambda id, kind, line, usability, value, problem, seen: ContactPoint(
        id,
        kind,
        value,
        value,
        line if kind is PointKind.PHONE else Line.OTHER,
        *_CARRIES.get(line, (Carries.NO, Carries.NO)),
        usability,
        "KR",
        problem,
        None,
        seen,
    ),
    st.integers(1, 4),
    st.sampled_from(PointKind),
    st.sampled_from(Line),
    st.sampled_from(Usability),
    st.sampled_from(["", "+821000001234", "+819012345678", "seojun"]),
    st.sampled_from(["", "masked", "digits_lost", "never heard of"]),
    st.one_of(st.just(0), moments),
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    due_at = draw(st.one_of(st.none(), moments))
    return Case(
        1,
        Customer(
            1,
            "박서준",
            draw(st.sampled_from(Language)),
            draw(st.sampled_from(["", "Asia/Tokyo", "America/New_York", "Nowhere/AtAll"])),
        ),
        Progress(
            draw(st.sampled_from(State)),
            draw(st.one_of(st.none(), moments)),
            draw(staffs),
            draw(staffs),
            draw(st.integers(0, 5)),
            draw(st.one_of(st.none(), st.sampled_from(Outcome))),
        ),
        (
            order(
                due_at,
                draw(st.booleans()),
                draw(st.one_of(st.none(), st.integers(0, 10**7))),
                status=draw(st.sampled_from(OrderStatus)),
            ),
        ),
        tuple(draw(st.lists(points, max_size=4, unique_by=lambda point: point.id))),
        tuple(draw(attempts(id)) for id in range(draw(st.integers(0, 5)))),
        None,
        due_at,
        None if due_at is None else due_at - draw(st.sampled_from([0, 30 * MINUTE, DAY])),
    )


outage_lists = st.lists(st.builds(Outage, st.just(1), st.sampled_from(Route), moments, st.none()), max_size=3)
