"""The field's words as enumerations; their values stand in the database, the JSON and the keys of texts."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class State(StrEnum):
    """Where a case stands.  Every state up to WAITING and REVIEW means that nobody has answered yet."""

    NEW = "new"
    NO_ROUTE = "no_route"
    UNCONFIRMED = "unconfirmed"
    RETRY = "retry"
    CALLBACK = "callback"
    REVIEW = "review"
    WAITING = "waiting"
    REACHED = "reached"
    ACTION = "action"
    RESOLVED = "resolved"
    UNREACHABLE = "unreachable"
    DO_NOT_CONTACT = "do_not_contact"
    VOID = "void"


class Lane(StrEnum):
    """The board's columns."""

    TO_CONTACT = "to_contact"
    AGAIN = "again"
    WAITING = "waiting"
    SETTLED = "settled"


LANE_OF: dict[State, Lane] = {
    State.NEW: Lane.TO_CONTACT,
    State.NO_ROUTE: Lane.TO_CONTACT,
    State.UNCONFIRMED: Lane.TO_CONTACT,
    State.RETRY: Lane.AGAIN,
    State.CALLBACK: Lane.AGAIN,
    State.REVIEW: Lane.AGAIN,
    State.WAITING: Lane.WAITING,
    State.REACHED: Lane.SETTLED,
    State.ACTION: Lane.SETTLED,
    State.RESOLVED: Lane.SETTLED,
    State.UNREACHABLE: Lane.SETTLED,
    State.DO_NOT_CONTACT: Lane.SETTLED,
    State.VOID: Lane.SETTLED,
}

UNREACHED: frozenset[State] = frozenset(state for state, lane in LANE_OF.items() if lane is not Lane.SETTLED)
# ACTION was answered, yet somebody still owes the customer something: unresolved, not unreached.
UNRESOLVED: frozenset[State] = UNREACHED | {State.ACTION}


class Route(StrEnum):
    """A way to reach a case now; also the name of the channel an outage takes down."""

    PHONE = "phone"
    SMS = "sms"
    INSTAGRAM = "instagram"
    EMAIL = "email"
    KAKAO = "kakao"
    PAGE = "page"
    NOTICE = "notice"


class PointKind(StrEnum):
    PHONE = "phone"
    INSTAGRAM = "instagram"
    EMAIL = "email"
    KAKAO = "kakao"


class Usability(StrEnum):
    USABLE = "usable"
    WRONG = "wrong"
    DISCONNECTED = "disconnected"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    """What brought it was taken back; kept because it was used since."""


class Carries(StrEnum):
    """Whether a contact point takes voice, or text."""

    YES = "yes"
    NO = "no"
    UNCERTAIN = "uncertain"


class Line(StrEnum):
    """What kind of telephone line a number is (facts of phones; OTHER for what is not a telephone)."""

    MOBILE = "mobile"
    FIXED = "fixed"
    VOIP = "voip"
    SAFE = "safe"
    COMPANY = "company"
    TOLL_FREE = "toll_free"
    PREMIUM = "premium"
    PAGER = "pager"
    FOREIGN = "foreign"
    OTHER = "other"


class Evidence(IntEnum):
    """What is known of an attempt.  Never rounded up; only ANSWERED is contact."""

    NONE = 0
    ACCEPTED = 1
    SENT = 2
    DELIVERED = 3
    THIRD_PARTY = 4
    ANSWERED = 5


class Direction(StrEnum):
    OUT = "out"
    IN = "in"


class Outcome(StrEnum):
    CONFIRMED = "confirmed"
    CHANGE_REQUESTED = "change_requested"
    CANCEL_REQUESTED = "cancel_requested"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    POWERED_OFF = "powered_off"
    VOICEMAIL = "voicemail"
    CALLBACK = "callback"
    MESSAGE_SENT = "message_sent"
    THIRD_PARTY = "third_party"
    REJECTED = "rejected"
    WRONG_NUMBER = "wrong_number"
    DISCONNECTED = "disconnected"
    UNDELIVERABLE = "undeliverable"
    PAGED = "paged"
    PICKED_UP = "picked_up"
    NOTICE_POSTED = "notice_posted"
    DO_NOT_CONTACT = "do_not_contact"


class OrderStatus(StrEnum):
    PENDING = "pending"
    CANCELLED = "cancelled"
    FINISHED = "finished"


class EventKind(StrEnum):
    """What can happen to a case.  Events are only ever added; UNDONE names the event it takes back."""

    ORDERS_CHANGED = "orders_changed"
    POINTS_CHANGED = "points_changed"
    ATTEMPT = "attempt"
    CAME_DUE = "came_due"
    CLAIM_LOST = "claim_lost"
    CARRIED_OVER = "carried_over"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    RESOLVED = "resolved"
    NOTED = "noted"
    IMPORTED = "imported"
    DEPOSIT_DECIDED = "deposit_decided"
    SEND_PREPARED = "send_prepared"
    SEND_UNSURE = "send_unsure"
    SEND_SETTLED = "send_settled"
    REQUEST_FOUND = "request_found"
    REQUEST_SETTLED = "request_settled"
    DELIVERY_CHANGED = "delivery_changed"
    UNDONE = "undone"


class CheckQuestion(StrEnum):
    """What is asked of somebody who says that a deposit or an order is theirs."""

    WORDING = "wording"
    TIME = "time"
    AMOUNT = "amount"
    DUE = "due"
    PRODUCT = "product"
    BANK = "bank"
    SCREENSHOT = "screenshot"
    """A picture of the transfer, which a person looks at."""


class Verdict(StrEnum):
    """Whether what they said is right."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"


class RequestKind(StrEnum):
    """What a customer asks for, or wants to hear."""

    CHANGE = "change"
    CANCEL = "cancel"
    QUESTION = "question"
    CONFIRM = "confirm"


class RequestVerdict(StrEnum):
    """What a person says of a request that a saved chat seems to hold."""

    DONE = "done"
    """It was dealt with already."""
    TAKEN = "taken"
    """It is one, and was logged as one."""
    NOT_A_REQUEST = "not_a_request"


class Delivery(StrEnum):
    """What is known of the messages that went to somebody before; never more than a provider has said.

    DELIVERED: a telephone has taken it, which is no answer.  ACCEPTED: a provider or carrier took it, and
    nothing makes that doubtful.  UNCONFIRMED: nobody can tell whether it arrived.
    """

    NEVER_SENT = "never_sent"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"


class Language(StrEnum):
    KO = "ko"
    EN = "en"
    JA = "ja"
    ZH = "zh"
