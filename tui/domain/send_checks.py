"""What is looked at before a text goes out: once when a person has the sheet before them, once when it goes.

Only messages about an order or a reservation at hand are sent.  One that advertises would need the customer's
consent, "(광고)" in front and a free way out of it, and may not come between 21 and 8 o'clock: it is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from tui.domain import sms
from tui.domain.abroad import zone_for
from tui.domain.model import MINUTE, Case, ContactPoint, Millis
from tui.domain.policy import Policy, Quiet
from tui.domain.prices import Prices, price_of
from tui.domain.quiet import clock_time, quiet_until
from tui.domain.routes import quiet_end
from tui.domain.sending import NOTHING_SENT, OPEN, Send, SendState
from tui.domain.templates import Message
from tui.domain.triage import Band, urgency
from tui.domain.words import Carries, Line, PointKind, Route, State, Usability

ADVERT_HOURS = Quiet(21 * 60, 8 * 60)
"""When no advert may come, whatever the shop's own quiet hours are."""
_ADVERT_WORDS = (
    "(광고)",
    "쿠폰",
    "할인",
    "이벤트",
    "무료",
    "특가",
    "세일",
    "적립금",
    "사은품",
    "증정",
    "프로모션",
    "기획전",
    "coupon",
    "discount",
    "promotion",
    "special offer",
    "% off",
    "for free",
    "クーポン",
    "割引",
    "セール",
    "キャンペーン",
    "优惠",
    "折扣",
    "促销",
)
ASKS = frozenset(("uncertain", "unmended", "recent", "claimed", "same_number", "settled", "passed", "quiet"))
"""Codes of doubts: whoever has read the sentence may send all the same."""
_SETTLED = frozenset((State.REACHED, State.ACTION, State.RESOLVED, State.UNREACHABLE))
_NEVER = {State.VOID: "void", State.DO_NOT_CONTACT: "do_not_contact"}


class Account(NamedTuple):
    """Whose messages they are: a gateway as the sheet needs it, and the name of the shop ("" where nobody has
    entered it).  `sender` is E.164."""

    name: str
    provider: str
    practice: bool
    sender: str
    shop: str


class Ready(NamedTuple):
    """A message as it would go out.  Within Korea `text` has the substitutions made, and `parts` is 1."""

    case: Case
    point: ContactPoint
    text: str
    subject: str
    size: sms.Size
    parts: int = 1
    cost: int = 0
    doubts: tuple[LeftOut, ...] = ()
    """What a person has read and set aside to send it all the same."""

    @property
    def abroad(self) -> bool:
        return self.point.line is Line.FOREIGN


class LeftOut(NamedTuple):
    """A customer to whom nothing goes, and why: sentence sending.left_<code>."""

    case: Case
    code: str
    fields: tuple[tuple[str, object], ...] = ()

    @property
    def asks(self) -> bool:
        """Whether a person who has read the sentence may send all the same (`allow` of check)."""
        return self.code in ASKS


class Asking(NamedTuple):
    """The circumstances of one sheet: who sends, when, and which doubts were read and set aside."""

    account: Account
    staff: str
    now: Millis
    policy: Policy
    prices: Prices = Prices()
    allow: frozenset[str] = frozenset()


def account_problem(account: Account) -> str:
    """Why nothing can go out by this account at all: no_shop, no_sender, sender_safe, or "" where it can."""
    if not account.shop:  # nobody would know who wrote
        return "no_shop"
    if not account.sender:
        return "no_sender"
    # 050 numbers stand for another number and cannot be registered as senders.
    return "sender_safe" if account.sender.startswith("+8250") else ""


def check(case: Case, message: Message, asking: Asking) -> Ready | LeftOut:
    """Whether this message goes to this customer, and as what.  A hard reason is said before a doubt."""
    point = text_point(case)
    hard = (
        _standing(case, asking.account.practice)
        or _point_problem(case, point)
        or _text_problem(message, case, point, asking)
    )
    if hard is not None:
        return hard
    assert point is not None
    doubts = tuple(_doubts(case, point, message, asking))
    stops = next((doubt for doubt in doubts if doubt.code not in asking.allow), None)
    return stops or _ready(case, point, message, asking.prices)._replace(doubts=doubts)


def text_point(case: Case) -> ContactPoint | None:
    """The number to text: one that surely takes texts before an uncertain one, the one seen last first."""
    phones = [
        point
        for point in case.points
        if point.kind is PointKind.PHONE and point.usable and point.text is not Carries.NO
    ]
    return max(phones, key=lambda point: (point.text is Carries.YES, point.seen_at, -point.id), default=None)


def _standing(case: Case, practice: bool) -> LeftOut | None:
    if case.state in _NEVER:
        return LeftOut(case, _NEVER[case.state])
    sends = (send for send in reversed(case.sends) if send.practice is practice)
    blocking = next((send for send in sends if send.state in OPEN), None)
    if blocking is not None:
        code = "unsure" if blocking.state is SendState.UNKNOWN else "under_way"
        return LeftOut(case, code, (("staff", blocking.staff),))
    return None


def _point_problem(case: Case, point: ContactPoint | None) -> LeftOut | None:
    if point is not None:
        return None
    phones = [one for one in case.points if one.kind is PointKind.PHONE]
    if any(one.usability is not Usability.USABLE for one in phones):
        return LeftOut(case, "unusable")
    if any(not one.value for one in phones):
        return LeftOut(case, "unreadable")
    return LeftOut(case, "cannot_text" if phones else "no_number")


def _text_problem(message: Message, case: Case, point: ContactPoint | None, asking: Asking) -> LeftOut | None:
    measured = message.measurement or sms.measure(message.text)
    if not measured.text.strip():
        return LeftOut(case, "empty")
    words = advert_words(measured.text + "\n" + message.subject, _own_words(case))
    if words:
        night = quiet_until(asking.now, zone_for(case, point, asking.policy), ADVERT_HOURS) is not None
        return LeftOut(case, "advert_night" if night else "advert", (("words", ", ".join(words)),))
    if point is not None and point.line is Line.FOREIGN:
        return None
    if measured.unencodable:
        return LeftOut(case, "unencodable", (("characters", measured.unencodable),))
    if measured.size is sms.Size.TOO_LONG:
        return LeftOut(case, "too_long", (("bytes", measured.bytes), ("limit", sms.LMS_BYTES)))
    if sms.byte_count(message.subject) > sms.SUBJECT_BYTES:
        return LeftOut(case, "subject_too_long", (("limit", sms.SUBJECT_BYTES),))
    return None


def _doubts(case: Case, point: ContactPoint, message: Message, asking: Asking) -> Iterable[LeftOut]:
    now, policy = asking.now, asking.policy
    if case.state in _SETTLED:
        yield LeftOut(case, "settled", (("state", case.state.value),))
    elif urgency(case, now, policy).band is Band.PAST:  # by now a text about it is mostly too late
        yield LeftOut(case, "passed")
    if case.claim is not None and case.claim.until > now and case.claim.staff != asking.staff:
        yield LeftOut(case, "claimed", (("staff", case.claim.staff),))
    last = recent_send(case.sends, point.value, now - recent_for(policy), asking.account.practice)
    if last is not None:
        minutes = max(1, (now - last.prepared_at) // MINUTE)
        yield LeftOut(case, "recent", (("staff", last.staff), ("minutes", minutes)))
    if point.text is Carries.UNCERTAIN:
        yield LeftOut(case, "uncertain")
    until = quiet_end(case, point, Route.SMS, now, policy)
    if until is not None:
        yield LeftOut(case, "quiet", (("until", clock_time(until, zone_for(case, point, policy))),))
    if message.missing:
        yield LeftOut(case, "unmended", (("fields", ", ".join(message.missing)),))


def recent_for(policy: Policy) -> Millis:
    """How long a text is waited for before another one to the same number is worth a thought."""
    return policy.messages.response_minutes.get(Route.SMS, 0) * MINUTE


def recent_send(sends: Sequence[Send], to: str, since: Millis, practice: bool) -> Send | None:
    """The latest message to this number since then that went out, or may have."""
    for send in reversed(sends):
        gone = send.state not in NOTHING_SENT and send.state is not SendState.FAILED
        if gone and send.to == to and send.practice is practice and send.prepared_at > since:
            return send
    return None


def advert_words(text: str, own: Collection[str] = ()) -> tuple[str, ...]:
    """The words that make an advert of a text.  `own` are what the customer ordered and the like: a cake
    called "이벤트 케이크" advertises nothing."""
    plain = text.casefold()
    for value in sorted(own, key=len, reverse=True):
        plain = plain.replace(value.casefold(), " ")
    return tuple(word for word in _ADVERT_WORDS if word in plain)


def _own_words(case: Case) -> set[str]:
    words = {case.customer.name, *(order.details for order in case.orders)}
    return {" ".join(word.split()) for word in words if len(word.strip()) > 1}


def _ready(case: Case, point: ContactPoint, message: Message, prices: Prices) -> Ready:
    if point.line is Line.FOREIGN:
        # It goes as it was written: there the signs that cp949 lacks can be sent, and may cost parts.
        parts = sms.parts_abroad(message.text)
        return Ready(case, point, message.text, "", sms.Size.SMS, parts, round(prices.abroad * parts))
    measured = message.measurement or sms.measure(message.text)
    subject = message.subject if measured.size is sms.Size.LMS else ""
    cost = round(price_of(prices, measured.size))
    return Ready(case, point, measured.text, subject, measured.size, 1, cost)


class Going(NamedTuple):
    """What becomes of a prepared message when its turn has come: it goes, waits until then, or is withdrawn.

    `why` is the code of the sentence sending.why_…; "" where it goes.
    """

    why: str = ""
    not_before: Millis | None = None


_GOES = Going()
_CLAIM_PAUSE = MINUTE // 2


def at_its_turn(send: Send, case: Case, now: Millis, policy: Policy) -> Going:
    """Looks again, for since the sheet was read the customer may have answered, or the night have come."""
    allowed = send.allowed
    if case.state in _NEVER or (case.state in _SETTLED and "settled" not in allowed):
        return Going("case_settled")
    point = next((one for one in case.points if one.id == send.point_id), None)
    if point is None or not point.usable or point.value != send.to:
        return Going("point_gone")
    until = quiet_end(case, point, Route.SMS, now, policy)
    if until is not None and "quiet" not in allowed:
        return Going("quiet", until)
    claim = case.claim
    if claim is not None and claim.until > now and claim.staff != send.staff and "claimed" not in allowed:
        return Going("claimed", now + _CLAIM_PAUSE)
    return _GOES
