"""Being ready before a channel fails: who of the coming customers could be reached without it, who not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tui.domain.model import DAY, HOUR, Case, ContactPoint, Millis, Order
from tui.domain.policy import Policy
from tui.domain.reasons import NEVER_DIAL
from tui.domain.words import Carries, Line, PointKind, Route, State, Usability

CHANNELS = (Route.PHONE, Route.SMS, Route.INSTAGRAM, Route.EMAIL, Route.KAKAO)
"""The routes that lead to one person, wherever they are."""
_OUT_OF_REACH = (State.DO_NOT_CONTACT, State.VOID)


class Want(StrEnum):
    """What would make a customer reachable; the labels are "ready.want_" + value."""

    READ_NUMBER = "read_number"
    """A number is there and cannot be read: masked, cut, letters in it."""
    RIGHT_NUMBER = "right_number"
    """The number is wrong or disconnected."""
    REAL_NUMBER = "real_number"
    """There is a safe number only, and it will have expired by the day."""
    NUMBER = "number"
    MOBILE = "mobile"
    """There is a number, which takes no texts."""
    HANDLE = "handle"
    """There is a number; without telephone and texts, another address is wanted."""


class Coming(NamedTuple):
    """A customer who has something due from now on, when the first of it is, and what leads to them then."""

    case: Case
    due_at: Millis | None
    ways: frozenset[Route]


class Lacking(NamedTuple):
    coming: Coming
    want: Want
    raw: str
    """What stands where the number should be, "" for nothing."""


class Expiring(NamedTuple):
    """A safe number that will have expired when the order is due."""

    coming: Coming
    point: ContactPoint
    expires_at: Millis


@dataclass(frozen=True, slots=True)
class Readiness:
    at: Millis
    without: frozenset[Route]
    coming: tuple[Coming, ...]
    """By when they are due, those without a time last."""
    by_route: tuple[tuple[Route, int], ...]
    """How many could be reached by each channel that is left."""
    lacking: tuple[Lacking, ...]
    single: int
    """Could be reached by one channel that is left, and no other."""
    expiring: tuple[Expiring, ...]

    @property
    def reachable(self) -> int:
        return len(self.coming) - len(self.lacking)

    @property
    def percent(self) -> int:
        """Reachable of a hundred, rounded down; 100 of nobody."""
        return self.reachable * 100 // len(self.coming) if self.coming else 100


def readiness(
    cases: Iterable[Case], now: Millis, policy: Policy, without: Iterable[Route] = (Route.KAKAO,)
) -> Readiness:
    """Who of these could be reached without these channels, by what is known of them now.

    The hour of the day, tries and outages that are under way count for nothing: it is about another day.
    """
    gone = frozenset(without)
    coming = coming_of(cases, now, policy)
    lacking, expiring, single = [], [], 0
    counts = {route: 0 for route in CHANNELS if route not in gone}
    for each in coming:
        left = each.ways - gone
        for route in left:
            counts[route] += 1
        if not left:
            lacking.append(_lacking(each, gone))
        single += len(left) == 1
        for point in each.case.points:
            if point.usable and point.line is Line.SAFE and _expired(point, each.due_at, now, policy):
                expiring.append(Expiring(each, point, _expires(point, policy)))
    return Readiness(now, gone, coming, tuple(counts.items()), tuple(lacking), single, tuple(expiring))


def reachable_without(coming: Iterable[Coming]) -> dict[Route, int]:
    """Channel → how many could be reached without it."""
    ways = [each.ways for each in coming]
    return {route: sum(bool(each - {route}) for each in ways) for route in CHANNELS}


def coming_of(cases: Iterable[Case], now: Millis, policy: Policy) -> tuple[Coming, ...]:
    """Those with a pending order due from now on, or without a time, by the first of it."""
    found = []
    for case in cases:
        orders = orders_ahead(case, now)
        if orders and case.state not in _OUT_OF_REACH:
            due_at = orders[0].due_at
            ways = frozenset(way for point in case.points for way in _ways(point, due_at, now, policy))
            found.append(Coming(case, due_at, ways))
    return tuple(sorted(found, key=lambda each: (each.due_at is None, each.due_at or 0, each.case.id)))


def orders_ahead(case: Case, now: Millis) -> list[Order]:
    """The pending orders due from now on, the first one first, those without a time last.

    Where only the day was said, the order lies ahead until that day is over.
    """
    ahead = [
        order
        for order in case.pending
        if order.due_at is None or order.due_at + (0 if order.due_has_time else DAY) > now
    ]
    return sorted(ahead, key=lambda order: (order.due_at is None, order.due_at or 0))


def _ways(point: ContactPoint, due_at: Millis | None, now: Millis, policy: Policy) -> list[Route]:
    """What a contact point is good for on that day; what only may take a text is not counted on."""
    if not point.usable or point.line in NEVER_DIAL:
        return []
    if point.kind is not PointKind.PHONE:
        return [Route(point.kind.value)]
    if point.line is Line.SAFE and _expired(point, due_at, now, policy):
        return []
    ways = [Route.PHONE] if point.voice is not Carries.NO else []
    ways += [Route.SMS] if point.text is Carries.YES else []
    return [*ways, Route.KAKAO] if point.line is Line.MOBILE else ways


def _expires(point: ContactPoint, policy: Policy) -> Millis:
    return point.seen_at + policy.routes.safe_number_hours * HOUR


def _expired(point: ContactPoint, due_at: Millis | None, now: Millis, policy: Policy) -> bool:
    """Whether a safe number will have come to its end by then; one of unknown age may have at any time."""
    return _expires(point, policy) < (now if due_at is None else max(due_at, now))


def _lacking(coming: Coming, gone: frozenset[Route]) -> Lacking:
    phones = [point for point in coming.case.points if point.kind is PointKind.PHONE]
    unread = next((point for point in phones if not point.value and point.raw.strip()), None)
    if {Route.PHONE, Route.SMS} <= gone:
        want = Want.HANDLE
    elif coming.ways & {Route.PHONE, Route.SMS}:
        # There is a good number, and the channels it serves are those that are to be done without.
        want = Want.MOBILE if Route.SMS not in gone | coming.ways else Want.HANDLE
    elif any(point.usable and point.line is Line.SAFE for point in phones):
        want = Want.REAL_NUMBER
    elif unread is not None:
        want = Want.READ_NUMBER
    elif any(point.usability in (Usability.WRONG, Usability.DISCONNECTED) for point in phones):
        want = Want.RIGHT_NUMBER
    else:
        want = Want.NUMBER
    return Lacking(coming, want, unread.raw if unread is not None else "")


# --- the checklist ------------------------------------------------------------------------------------------


class Status(StrEnum):
    OK = "ok"
    CARE = "care"
    MISSING = "missing"


class Check(NamedTuple):
    """One thing to have in place: its sentence is "ready.<name>_<status>", what to do "ready.<name>_how"."""

    name: str
    status: Status
    fields: tuple[tuple[str, str | int], ...] = ()


class Facts(NamedTuple):
    """What the checklist judges.  None for what has never been done, or cannot be told."""

    sender: str = ""
    gateways: tuple[str, ...] = ()
    """Those that reach people; practice is none."""
    longest_bytes: int = 0
    """The longest text message to a coming customer, in bytes of cp949."""
    longer: int = 0
    """How many are longer than a short message …"""
    too_long: int = 0
    """… and how many are too long to be sent at all."""
    texts: int = 0
    sheet_at: Millis | None = None
    backup_at: Millis | None = None
    import_at: Millis | None = None
    font: bool = True
    over: int = 0
    """Customers whose data should be removed by now."""
    purge_unfinished: bool = False


SHEET_DAYS, BACKUP_DAYS, IMPORT_DAYS = 1, 7, 1
"""Days from which a printed list, a backup and what files say are old."""


def checklist(facts: Facts, now: Millis) -> tuple[Check, ...]:
    """What has to be in place, each judged.  Days are whole days gone by."""
    sheet = _age("sheet", facts.sheet_at, now, SHEET_DAYS)
    if facts.sheet_at is not None and facts.import_at is not None and facts.sheet_at < facts.import_at:
        sheet = Check("sheet", Status.CARE, (("days", (now - facts.sheet_at) // DAY),))
    texts = Status.MISSING if facts.too_long else Status.CARE if facts.longer else Status.OK
    over = Status.CARE if facts.over or facts.purge_unfinished else Status.OK
    return (
        Check("sender", Status.OK if facts.sender else Status.MISSING, (("phone", facts.sender),)),
        Check(
            "gateway",
            Status.OK if facts.gateways else Status.MISSING,
            (("names", ", ".join(facts.gateways)),),
        ),
        Check(
            "templates",
            texts,
            (
                ("bytes", facts.longest_bytes),
                ("longer", facts.longer),
                ("too_long", facts.too_long),
                ("texts", facts.texts),
            ),
        ),
        _age("import", facts.import_at, now, IMPORT_DAYS),
        sheet,
        _age("backup", facts.backup_at, now, BACKUP_DAYS),
        Check("font", Status.OK if facts.font else Status.CARE),
        Check("over", over, (("count", facts.over),)),
    )


def _age(name: str, at: Millis | None, now: Millis, most_days: int) -> Check:
    if at is None:
        return Check(name, Status.MISSING)
    days = max(0, now - at) // DAY
    return Check(name, Status.CARE if days >= most_days else Status.OK, (("days", days),))
