"""The policy: every number the rules use, as data.

`DEFAULT` is built here without reading any file; policy.toml beside this file documents the same values
for people (a test compares the two).  A user's own TOML overrides any part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tui.domain.words import Outcome, Route


class Deadlines(NamedTuple):
    default_minute: int = 10 * 60
    """Minute of the day taken for an order whose file gave a day only; written "10:00" in the TOML."""
    lead_minutes: int = 0
    """How long before `due_at` the customer has to be reached."""
    lead_by_word: Mapping[str, int] = {"주문제작": 1440, "주문 제작": 1440, "made to order": 1440}
    """Lead minutes of orders whose details hold the word; the longest that fits counts."""
    stale_hours: int = 24
    """A deadline missed by more than this has passed for good."""


class Triage(NamedTuple):
    now_minutes: int = 30
    soon_minutes: int = 120
    high_amount: int = 100_000
    """Won from which the amount is named as a reason."""


class Waits(NamedTuple):
    """Minutes until the next try, per outcome.  After a message the route's `response` counts instead."""

    after: Mapping[Outcome, int] = {
        Outcome.NO_ANSWER: 15,
        Outcome.BUSY: 5,
        Outcome.POWERED_OFF: 60,
        Outcome.VOICEMAIL: 30,
        Outcome.CALLBACK: 30,
        Outcome.THIRD_PARTY: 60,
        Outcome.REJECTED: 60,
        Outcome.UNDELIVERABLE: 30,
        Outcome.PAGED: 3,
        Outcome.NOTICE_POSTED: 120,
    }
    next_route_minutes: int = 0
    near_share: float = 0.25
    """A wait takes at most this share of the time left until the deadline …"""
    shortest_minutes: int = 2
    """… but not less than this, unless the deadline itself is nearer."""


class Messages(NamedTuple):
    response_minutes: Mapping[Route, int] = {
        Route.SMS: 20,
        Route.KAKAO: 20,
        Route.INSTAGRAM: 60,
        Route.EMAIL: 180,
        Route.NOTICE: 120,
    }
    """How long an answer usually takes: the wait after sending, and what must be left of the deadline."""
    offered: bool = True
    """Whether words to say or send are shown before they are asked for."""


class Delivery(NamedTuple):
    """What providers' results of the messages sent before are worth."""

    rest_minutes: int = 24 * 60
    """How long a customer is left alone whose telephone has taken the message; shorter near the deadline."""
    resellers_prove: bool = True
    """Whether a reseller's "delivered" proves receipt of a message that went by a channel while it was down.
    Kakao's own word does only in its realtime mode, whatever stands here."""


class Tries(NamedTuple):
    most: Mapping[Route, int] = {
        Route.PHONE: 4,
        Route.SMS: 2,
        Route.KAKAO: 2,
        Route.INSTAGRAM: 2,
        Route.EMAIL: 2,
        Route.PAGE: 3,
        Route.NOTICE: 1,
    }
    """Tries per route (and contact point) within `hours`; then the route is left out."""
    hours: int = 12


class Routes(NamedTuple):
    tried_factor: float = 0.5
    """Each try that got no answer multiplies the route's expected rate by this."""
    next_route_factor: float = 0.25
    """Used instead where the last outcome says that the route is not worth repeating."""
    uncertain_factor: float = 0.5
    """For texts to lines that may not take them (070, 050x) and safe numbers that may have expired."""
    paging: bool = True
    """Whether customers come to a counter, where they can be called out."""
    page_words: tuple[str, ...] = ()
    """Only those do of whose pending orders one holds such a word; none: all of them."""
    page_minutes: int = 30
    """How long before the due time a customer may be in the shop, so that paging makes sense."""
    safe_number_hours: int = 72
    """Age from which a safe number (050x) may have expired."""


class RatePriors(NamedTuple):
    expected: Mapping[Route, float] = {
        Route.PHONE: 0.6,
        Route.SMS: 0.4,
        Route.KAKAO: 0.35,
        Route.INSTAGRAM: 0.25,
        Route.EMAIL: 0.15,
        Route.PAGE: 0.3,
        Route.NOTICE: 0.02,
    }
    """Share of tries expected to be answered before today's are known."""
    weight: int = 10
    """How many tries of today weigh as much as the expectation; the same for an hour against the day."""
    show_from: int = 5
    """Tries from which a rate is shown as a percentage."""


class Quiet(NamedTuple):
    start_minute: int = 21 * 60
    end_minute: int = 8 * 60
    """Minutes of the customer's own day; "21:00" to "08:00" in the TOML.  Equal values: no quiet hours."""
    routes: frozenset[Route] = frozenset((Route.PHONE, Route.SMS, Route.KAKAO, Route.INSTAGRAM))
    urgent_routes: frozenset[Route] = frozenset((Route.SMS, Route.KAKAO, Route.INSTAGRAM))
    """Of those, the ones allowed all the same when the deadline falls before the quiet hours end."""


class Reading(NamedTuple):
    """Limits of the process that parses files."""

    memory_mib: int = 1024
    seconds: int = 20


class Counter(NamedTuple):
    """A counter where orders have numbers and are called out when they are ready."""

    home: bool = False
    """Whether the counter is the first screen."""
    hours: int = 12
    """How long an order belongs to the counter; then its number means another order, and the board has it."""
    new_minutes: int = 2
    """How long a ready number is marked as new on the customers' display."""
    called_minutes: int = 3
    """How long it stands out there after it was called."""


class Words(NamedTuple):
    """What this kind of shop calls things: codes whose words stand in the texts."""

    due: str = ""
    """What is due at an order's moment: pickup, check_in, departure, ready; "" says nothing."""


class Privacy(NamedTuple):
    retention_days: int = 90
    """Days after a customer's last order or attempt from which removing their data is called for; 0 never."""


class Policy(NamedTuple):
    zone: str = "Asia/Seoul"
    claim_seconds: int = 90
    deadlines: Deadlines = Deadlines()
    triage: Triage = Triage()
    waits: Waits = Waits()
    messages: Messages = Messages()
    delivery: Delivery = Delivery()
    tries: Tries = Tries()
    routes: Routes = Routes()
    rates: RatePriors = RatePriors()
    quiet: Quiet = Quiet()
    reading: Reading = Reading()
    privacy: Privacy = Privacy()
    counter: Counter = Counter()
    words: Words = Words()


DEFAULT = Policy()


class PolicyProblem(NamedTuple):
    """One mistake in a user's policy: line (from 1), key as written, code, and fields of its sentence."""

    line: int
    key: str
    code: str
    fields: tuple[tuple[str, str | int | float], ...] = ()


class PolicyError(Exception):
    """A policy that cannot be used, with every mistake found."""

    def __init__(self, problems: tuple[PolicyProblem, ...]) -> None:
        super().__init__(
            "; ".join(f"line {problem.line}: {problem.key}: {problem.code}" for problem in problems)
        )
        self.problems = problems


def parse_policy(text: str, over: Policy = DEFAULT) -> Policy:
    """`over` with the TOML's keys put over it.  Raises PolicyError with all mistakes at once."""
    from tui.domain.policy_text import read_policy

    return read_policy(text, over)
