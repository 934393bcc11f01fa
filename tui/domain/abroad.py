"""Customers in other countries: whose hours count, when it is night there, and what is dialled from Korea."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tui.domain.model import MINUTE, Case, ContactPoint, Millis
from tui.domain.phones import display, zone_of, zones_of
from tui.domain.policy import Policy, Quiet
from tui.domain.quiet import at_place, clock_time, quiet_until
from tui.domain.words import Line

PLUS = "+"
"""The prefix of whoever dials with a mobile phone: it needs no other."""
_MOST_ROUNDS = 4


class There(NamedTuple):
    """What time it is where a customer is; `first` and `last` ("03:12") differ where the zone is unknown."""

    first: str
    last: str
    night: bool
    """Whether the quiet hours hold there now, or in any of the places where they may be."""
    opens: Millis | None
    """When they hold nowhere there any more; None outside of them."""

    @property
    def sure(self) -> bool:
        return self.first == self.last


def zones_for(case: Case, point: ContactPoint | None, policy: Policy) -> tuple[str, ...]:
    """Whose hours count (IANA names): the customer's own place, else those where the number may ring, else
    the shop's.  Several where a number does not tell in which part of a wide country it is."""
    number = _number_abroad(case, point)
    return (_zones_of_number(number) if number else ()) or (case.customer.zone or policy.zone,)


def zone_for(case: Case, point: ContactPoint | None, policy: Policy) -> str:
    """The one of them by whose clock a time is told: of a wide country the zone where most people live."""
    number = _number_abroad(case, point)
    return (zone_of(number) if number else "") or case.customer.zone or policy.zone


def _number_abroad(case: Case, point: ContactPoint | None) -> str:
    """The number that tells where they are; "" where their place is known or the number is a Korean one."""
    if case.customer.zone or point is None or point.line is not Line.FOREIGN:
        return ""
    return point.value


@lru_cache(maxsize=4096)
def _zones_of_number(value: str) -> tuple[str, ...]:
    one = zone_of(value)
    return zones_of(value) or ((one,) if one else ())


def there_now(now: Millis, zones: tuple[str, ...], quiet: Quiet) -> There:
    """What time it is in these places, at least one."""
    moment = now - now % MINUTE  # whole minutes, so that the cached clock times are few
    eastward = sorted(zones, key=lambda zone: _ahead(zone, moment))
    first, last = clock_time(moment, eastward[0]), clock_time(moment, eastward[-1])
    opens = quiet_anywhere_until(now, zones, quiet)
    return There(first, last, opens is not None, opens)


def _ahead(zone: str, now: Millis) -> float:
    """Seconds by which the clocks there are ahead of Greenwich."""
    offset = at_place(now, zone).utcoffset()
    return 0.0 if offset is None else offset.total_seconds()


def quiet_anywhere_until(now: Millis, zones: tuple[str, ...], quiet: Quiet) -> Millis | None:
    """When quiet hours will hold in none of these places; None where they hold in none now.

    Places so far apart that it is always night in one of them: the end of the night in the last.
    """
    moment: Millis | None = None
    at = now
    for _ in range(_MOST_ROUNDS):
        ends = [end for zone in zones if (end := quiet_until(at, zone, quiet)) is not None]
        if not ends:
            break
        moment = at = max(ends)
    return moment


def dialled_from_korea(value: str, prefix: str) -> str:
    """What to dial in Korea for a number abroad (E.164): "001-81-90-1234-5678"; "" where + is dialled."""
    if not value.startswith("+") or value.startswith("+82") or prefix in ("", PLUS):
        return ""
    return f"{prefix}-{display(value).removeprefix('+').replace(' ', '-')}"
